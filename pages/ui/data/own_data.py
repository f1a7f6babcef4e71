"""Bringing one's own data: canvas, files, camera; what has been brought, and how it is split."""

from collections.abc import Mapping

import streamlit as st

from core.data.own import Collection, Picture
from core.data.pictures import read_picture
from core.drawing import centre_digit
from core.errors import DataError
from core.messages import Message
from pages.ui.components.canvas import clear_drawing, drawing_canvas
from pages.ui.components.scroll import scroll_here
from pages.ui.data.own_files import files_form, pictures_of, remarks_in_words, row_of, side_form
from pages.ui.language import t
from pages.ui.visitor.arrival import keep_address
from pages.ui.visitor.session import Session
from pages.ui.visitor.uploads import brought, let_go
from pages.ui.words import listed, plain

WAYS: Mapping[str, str] = {  # way -> its icon
    "draw": ":material/draw:",
    "files": ":material/upload_file:",
    "camera": ":material/photo_camera:",
}


def own_data_panel(session: Session) -> None:
    """Everything about the visitor's own data."""
    way = st.segmented_control(
        t("data-bring"),
        list(WAYS),
        default="draw",
        required=True,
        format_func=lambda key: f"{WAYS[key]} {t(f'data-way-{key}')}",
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
        case "files":
            files_form(session)
    if session.own.problem and way != "draw":  # _draw shows the problem beside the canvas
        st.error(plain(t(session.own.problem)), icon=":material/error:")
    if session.own.collection is not None:
        _collected(session, session.own.collection)
    elif session.own.undo is not None:
        _undo_button(session)


def _forget_problem(session: Session) -> None:
    session.own.problem = session.own.upload.problem = None


# --- drawing ---


@st.fragment
def _draw(session: Session) -> None:
    """The canvas: each drawing becomes an example of the class named beside it."""
    if _is_other_kind(session, "drawings"):
        return
    left, right = st.columns([2, 3], gap="large")
    with right:
        name = st.text_input(
            t("data-class-of-drawing"), value="A", max_chars=40, key="sketch-class", persist_state="session"
        )
        pictures = session.own.collection.of(name) if session.own.collection else ()
        brought = session.own.collection.pictures if session.own.collection else {}
        counts = ", ".join(f"{plain(each)}: {len(drawn)}" for each, drawn in brought.items())
        so_far = t("data-so-far", counts=counts) if counts else t("data-so-far-nothing")
        st.caption(f"{so_far} {t('data-enough')}")
    with left:
        drawing = drawing_canvas(session.own.sketch)
    with right:
        st.button(
            t("data-add-drawing"),
            key="sketch-add",
            icon=":material/add:",
            type="primary",
            disabled=drawing is None,
            on_click=_add_drawing,
            args=(session,),
        )
        if session.own.problem:
            st.error(plain(t(session.own.problem)), icon=":material/error:")
        row_of(pictures, t("data-drawing"))
        if st.button(t("data-see-all"), key="own-see-all", icon=":material/arrow_downward:", disabled=not brought):
            session.own.shown = True
            st.rerun()
    keep_address(session, key="address-sketch")  # a fragment cannot reach the sidebar, where it stands else


def _is_other_kind(session: Session, reads: str) -> bool:
    """Return whether the collection has another kind than `reads`, so that the two cannot be mixed; if so, say it."""
    other = session.own.collection is not None and session.own.collection.reads != reads
    if other:
        st.info(t("data-other-kind"))
    return other


def _add_drawing(session: Session) -> None:
    """Add the drawing to the class that is in the field now.

    The field is read here, since a phone sends what was typed only when the button is touched.
    """
    if session.own.sketch.drawing is None:
        return  # a second click, before the button was drawn as disabled
    name = st.session_state["sketch-class"]
    if _add(session, name, centre_digit(session.own.sketch.drawing.image)[None], reads="drawings"):
        clear_drawing(session.own.sketch)


def _add(session: Session, name: str, picture: Picture, reads: str) -> bool:
    """Add one picture to the collection; return whether it fits."""
    try:
        collection = (session.own.collection or Collection(reads)).add(name, [picture])
    except DataError as error:
        session.own.problem = error.message
        return False
    session.own.collect(collection, Message("data-did-add-last"))
    return True


# --- the camera ---


def _camera(session: Session) -> None:
    """The camera: each photograph becomes an example of the class named above it."""
    if _is_other_kind(session, "pictures"):
        return
    side = side_form()
    st.text_input(t("data-class-of-photograph"), value="A", max_chars=40, key="photo-class", persist_state="session")
    key = f"camera-{session.own.photographs}"
    st.camera_input(t("data-take"), key=key, on_change=_take_photograph, args=(session, key, side))


def _take_photograph(session: Session, key: str, side: int) -> None:
    photographs = brought(key)
    if not photographs:
        return
    session.own.photographs += 1  # a fresh widget: ready for the next one
    try:
        picture = read_picture(photographs[0].getvalue(), side)
    except DataError as error:
        session.own.problem = Message("data-photograph-unusable", problem=error.message)
        return
    finally:
        let_go(photographs)
    _add(session, st.session_state["photo-class"], picture, reads="pictures")


# --- what is there ---


def _collected(session: Session, collection: Collection) -> None:
    """The classes, what is wrong with them, and the split."""
    scroll_here("own-shown", now=session.own.shown)
    session.own.shown = False
    st.header(t("data-brought"))
    remarks_in_words(collection.remarks)
    for group in collection.alike:
        names = listed([f"“{name}”" for name in group])
        count = sum(len(collection.pictures[name]) for name in group)
        st.button(
            t("data-merge", names=names, count=count),
            key=f"merge-{group}",
            icon=":material/merge:",
            on_click=_merge,
            args=(session, group),
        )
    for name, pictures in collection.pictures.items():
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(f"**{plain(name)}**: {len(pictures):,}", width=140)
            pictures_of(pictures, t("data-brought-example", name=name))
            st.button(
                t("data-remove-last"),
                key=f"remove-{name}",
                type="tertiary",
                icon=":material/backspace:",
                on_click=_remove_last,
                args=(session, name),
            )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            t("data-start-over"), key="own-start-over", icon=":material/delete:", on_click=_start_over, args=(session,)
        )
        if session.own.undo is not None:
            _undo_button(session)
    if collection.problem:
        st.info(plain(t(collection.problem)), icon=":material/info:")
        if not collection.parts:
            return
    if collection.imbalance:
        st.warning(plain(t(collection.imbalance)), icon=":material/balance:")
    if collection.parts:
        _parts(session, collection)
    else:
        _split(session)
    if not collection.problem:
        st.page_link("pages/views/train.py", label=t("data-train"), icon=":material/model_training:")


def _undo_button(session: Session) -> None:
    assert session.own.undo is not None
    st.button(
        t("data-undo"),
        key="own-undo",
        icon=":material/undo:",
        on_click=session.own.undo_last,
        help=plain(t("data-undo.help", what=session.own.undo[0])),
    )


def _parts(session: Session, collection: Collection) -> None:
    """Show the parts, such as training and test, into which the files themselves divide the pictures."""
    st.markdown(t("data-parts", counted=collection.counted))
    st.button(
        t("data-split-at-random"),
        key="own-split-at-random",
        icon=":material/shuffle:",
        on_click=_put_together,
        args=(session,),
    )


def _split(session: Session) -> None:
    """How much is kept for testing, drawn at random."""
    left, right = st.columns(2)
    share = left.slider(t("data-share"), 10, 50, 25, 5, key="own-share", persist_state="session")
    seed = right.number_input(t("data-seed"), 0, 10_000, 0, key="own-seed", persist_state="session")
    session.own.split = (share / 100, seed)
    dataset = session.own.dataset()
    st.markdown(t("data-split", train=len(dataset.train), test=len(dataset.test)))


def _put_together(session: Session) -> None:
    if session.own.collection is not None:
        session.own.collect(session.own.collection.put_together(), Message("data-did-put-together"))


def _merge(session: Session, group: tuple[str, ...]) -> None:
    if session.own.collection is not None and set(group) <= set(session.own.collection.pictures):
        session.own.collect(session.own.collection.merged(group), Message("data-did-merge"))


def _remove_last(session: Session, name: str) -> None:
    if session.own.collection is not None:
        session.own.collect(session.own.collection.without_last(name), Message("data-did-remove-last", name=name))


def _start_over(session: Session) -> None:
    session.own.collect(None, Message("data-did-remove-all"))
    session.own.brought = session.asking.teaching = None
    _forget_problem(session)
