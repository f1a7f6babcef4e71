"""Bringing one's own data: files, camera, canvas; what has been brought, and how it is split."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.data.files import read_csv, read_npz, read_zip
from core.data.own import Collection, Picture
from core.data.pictures import read_picture
from core.drawing import centre_digit
from core.errors import DataError
from pages.ui.address import write_address
from pages.ui.images import to_picture
from pages.ui.playground.canvas import clear_drawing, drawing_canvas
from pages.ui.session import Session
from pages.ui.uploads import upload_form
from pages.ui.words import plain

SIDES = (32, 48, 64)  # pixels of a picture's side that a network is shown
SHOWN = 8  # pictures of each class
WAYS: Mapping[str, str] = {
    "draw": ":material/draw: Draw",
    "zip": ":material/folder_zip: Zip of folders",
    "camera": ":material/photo_camera: Camera",
    "npz": ":material/data_array: NumPy .npz",
    "csv": ":material/table: CSV",
}


def own_data_panel(session: Session) -> None:
    """Everything about the visitor's own data."""
    way = st.segmented_control(
        "Bring examples",
        list(WAYS),
        default="draw",
        required=True,
        format_func=lambda key: WAYS[key],
        key="own-way",
        persist_state="session",
        wrap=True,
        on_change=_forget_problem,
        args=(session,),
    )
    match way:
        case "draw":
            _draw(session)
        case "camera":
            _camera(session)
        case "zip":
            side = _side()
            _upload(
                session,
                "A zip with a folder for each class, pictures inside (png, jpg, webp, bmp)",
                "zip",
                lambda content: read_zip(content, side),
            )
        case "npz":
            _upload(session, "An .npz with images (N, H, W) or (N, H, W, 3) and labels (N,)", "npz", read_npz)
        case "csv":
            _upload(session, "A CSV: in each row a label, then the pixels of one image", "csv", read_csv)
    if session.collecting_problem and way != "draw":  # there it stands beside the canvas
        st.error(session.collecting_problem, icon=":material/error:")
    if session.collection is not None:
        _brought(session, session.collection)


def _forget_problem(session: Session) -> None:
    session.collecting_problem = session.own_upload.problem = ""


@st.fragment
def _draw(session: Session) -> None:
    """The canvas: each drawing becomes an example of the class named beside it."""
    if _is_other_kind(session, "drawings"):
        return
    left, right = st.columns([2, 3], gap="large")
    with right:
        name = st.text_input(
            "Class of the drawing", value="A", max_chars=40, key="sketch-class", persist_state="session"
        )
        pictures = session.collection.of(name) if session.collection else ()
        brought = session.collection.pictures if session.collection else {}
        counts = ", ".join(f"{plain(each)}: {len(drawn)}" for each, drawn in brought.items())
        st.caption(
            f"So far: {counts or 'nothing'}. Ten of each class are enough to begin with; draw them all a little "
            "differently."
        )
    with left:
        drawing = drawing_canvas(session.sketch)
    with right:
        st.button(
            "Add the drawing",
            icon=":material/add:",
            type="primary",
            disabled=drawing is None,
            on_click=_add_drawing,
            args=(session,),
        )
        if session.collecting_problem:
            st.error(session.collecting_problem, icon=":material/error:")
        with st.container(horizontal=True, gap="xsmall"):
            for picture in pictures[-SHOWN:]:
                st.image(to_picture(picture, 48), alt="A drawing of this class")
        if st.button("See them all, and train", icon=":material/arrow_downward:", disabled=not brought):
            st.rerun()
    if session.collection:
        write_address(session.token, key="address-drawing")  # a fragment cannot reach the sidebar, where it stands else


def _is_other_kind(session: Session, reads: str) -> bool:
    """Whether what has been brought so far cannot be mixed with this; then it says so."""
    other = session.collection is not None and session.collection.reads != reads
    if other:
        st.info("Drawings and photographs cannot be mixed. Press “Start over” below to bring another kind.")
    return other


def _add_drawing(session: Session) -> None:
    """The class is what the field says now: a phone tells what was typed only when the button is touched."""
    if session.sketch.drawing is None:
        return  # a second click, before the button was drawn as disabled
    name = st.session_state["sketch-class"]
    if _add(session, name, centre_digit(session.sketch.drawing.image)[None], reads="drawings"):
        clear_drawing(session.sketch)


def _camera(session: Session) -> None:
    """The camera: each photograph becomes an example of the class named above it."""
    if _is_other_kind(session, "pictures"):
        return
    side = _side()
    st.text_input("Class of the photograph", value="A", max_chars=40, key="photo-class", persist_state="session")
    key = f"camera-{session.collecting_number}"
    st.camera_input("Take a photograph", key=key, on_change=_take_photograph, args=(session, key, side))


def _take_photograph(session: Session, key: str, side: int) -> None:
    photograph = st.session_state.get(key)
    if photograph is None:
        return
    session.collecting_number += 1  # a fresh widget: ready for the next one
    try:
        picture = read_picture(photograph.getvalue(), side)
    except DataError as error:
        session.collecting_problem = f"The photograph cannot be used: {error}."
        return
    _add(session, st.session_state["photo-class"], picture, reads="pictures")


def _add(session: Session, name: str, picture: Picture, reads: str) -> bool:
    """One more picture; whether it fitted in."""
    session.collecting_problem = ""
    try:
        session.collection = (session.collection or Collection(reads)).add(name, [picture])
    except DataError as error:
        session.collecting_problem = str(error)
    return not session.collecting_problem


def _side() -> int:
    """How large the network's pictures are."""
    chosen = st.segmented_control(
        "Size of each picture for the network",
        SIDES,
        default=SIDES[0],
        required=True,
        format_func=lambda side: f"{side} x {side}",
        key="own-side",
        persist_state="session",
        help="Each picture is cut to a square around its middle and scaled to this size. Larger ones show more and "
        "train slower.",
    )
    assert isinstance(chosen, int)
    return chosen


def _upload(session: Session, label: str, ending: str, read: Callable[[bytes], Collection]) -> None:
    """A file that becomes the visitor's data; a wrong one is refused in words and changes nothing."""

    def take(content: bytes) -> None:
        session.collection = read(content)

    upload_form(session.own_upload, label, ending, "", take)
    if session.collection is not None:
        st.caption("A new file takes the place of what you have brought.")


def _brought(session: Session, collection: Collection) -> None:
    """The classes, what is wrong with them, and the split."""
    st.header("What you have brought")
    for remark in collection.remarks:
        st.warning(remark, icon=":material/block:")
    for name, pictures in collection.pictures.items():
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(f"**{name}**: {len(pictures)}", width=140)
            for picture in pictures[-SHOWN:]:
                st.image(to_picture(picture, 48), alt=f"An example of class {name}")
            st.button(
                "Remove the last",
                key=f"remove-{name}",
                type="tertiary",
                icon=":material/backspace:",
                on_click=_remove_last,
                args=(session, name),
            )
    st.button("Start over", icon=":material/delete:", on_click=_start_over, args=(session,))
    if collection.problem:
        st.info(collection.problem, icon=":material/info:")
        return
    if collection.imbalance:
        st.warning(collection.imbalance, icon=":material/balance:")
    left, right = st.columns(2)
    share = left.slider("Held out for testing (%)", 10, 50, 25, 5, key="own-share", persist_state="session")
    seed = right.number_input("Seed of the split", 0, 10_000, 0, key="own-seed", persist_state="session")
    session.own_split = (share / 100, seed)
    dataset = session.own_dataset()
    st.markdown(
        f"**{len(dataset.train)} for training, {len(dataset.test)} for testing**, the same share of each class, drawn "
        "with the seed. The network never learns from the second part."
    )
    st.page_link("pages/views/train.py", label="Train on it", icon=":material/model_training:")


def _remove_last(session: Session, name: str) -> None:
    if session.collection is not None:
        session.collection = session.collection.without_last(name)


def _start_over(session: Session) -> None:
    session.collection, session.teaching = None, ""
    _forget_problem(session)
