"""The card of a class: its name, the ways to fill it, one of which may be open, and its pictures."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.data.files import are_loose, read_files
from core.data.own import Collection, Picture
from core.data.pictures import read_picture
from core.drawing import centre_digit
from core.errors import DataError
from core.messages import Message
from pages.ui.components.canvas import bare_canvas, clear_button, clear_drawing
from pages.ui.components.thumbnails import thumbnails
from pages.ui.data.own_files import add_files, bring, side_form
from pages.ui.language import t
from pages.ui.visitor.arrival import keep_address
from pages.ui.visitor.own import Brought
from pages.ui.visitor.session import Session
from pages.ui.visitor.uploads import File, brought, let_go, upload_several_form
from pages.ui.words import plain

WIDTH = 308  # pixels of a card: the canvas and its frame
WAYS: Mapping[str, str] = {  # way -> its icon
    "camera": ":material/photo_camera:",
    "draw": ":material/draw:",
    "files": ":material/upload_file:",
}


def class_card(session: Session, number: int, name: str) -> None:
    """The card with this number, which is that of the class `name`."""
    own = session.own
    pictures = own.collection.pictures.get(name, ()) if own.collection else ()
    with st.container(border=True, key=f"class-card-{number}", width=WIDTH):
        _head(session, number, name, len(pictures))
        if own.problem_of == name:
            show_problem(session)
        match _ways(session, number, name):
            case "draw":
                _draw(session, number)
            case "camera":
                _camera(session, number)
            case "files":
                _files(session, number, name)
        with st.container(key=f"class-pictures-{number}"):
            if pictures:
                thumbnails(pictures, name, lambda picture: _remove(session, number, picture), key=f"pictures-{number}")
            else:
                st.caption(t("data-class-empty"))


def show_problem(session: Session) -> None:
    """Say why the last thing could not be done."""
    if session.own.problem:
        st.error(plain(t(session.own.problem)), icon=":material/error:")


def _head(session: Session, number: int, name: str, count: int) -> None:
    """The name, to be changed; how many pictures there are; the button that removes the class."""
    key = f"class-name-{number}"
    if st.session_state.get(key) != name:  # another class has got this number, or its name was refused
        st.session_state[key] = name
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text_input(
            t("data-class-name", number=number + 1),
            max_chars=40,
            key=key,
            label_visibility="collapsed",
            on_change=_rename,
            args=(session, number),
        )
        if count:
            st.markdown(t("data-class-count", count=count), width="content")
        st.button(
            t("data-remove-class", name=plain(name)),
            key=f"remove-class-{number}",
            type="tertiary",
            icon=":material/delete:",
            on_click=_remove_class,
            args=(session, number),
        )


def _ways(session: Session, number: int, name: str) -> str | None:
    """The ways to fill the class; return the one that is open."""
    key, tool = f"way-{number}", session.own.tool
    way = tool.way if tool is not None and tool.card == name else None
    if st.session_state.get(key) != way:  # another card was opened
        st.session_state[key] = way
    st.segmented_control(
        t("data-bring", name=plain(name)),
        list(WAYS),
        format_func=lambda each: f"{WAYS[each]} {t(f'data-way-{each}')}",
        key=key,
        label_visibility="collapsed",
        width="stretch",
        on_change=_open,
        args=(session, number),
    )
    return way


# What a card does is said by its number, since the name may be changed by what the browser sends along.


def _name(session: Session, number: int) -> str | None:
    """The class of the card with this number; None when there is no such card any more."""
    return session.own.cards[number] if number < len(session.own.cards) else None


def _open(session: Session, number: int) -> None:
    name, way = _name(session, number), st.session_state[f"way-{number}"]
    if name is not None:
        session.own.open(name, way if way in WAYS else None)


def _rename(session: Session, number: int) -> None:
    name = _name(session, number)
    if name is None:
        return
    try:
        session.own.problem = None
        session.own.rename(name, st.session_state[f"class-name-{number}"])
    except DataError as error:
        session.own.refuse(error.message, name)


def _remove_class(session: Session, number: int) -> None:
    name = _name(session, number)
    if name is not None:
        session.own.remove_class(name)


def _remove(session: Session, number: int, picture: Picture) -> None:
    """Take a picture away; the second of two quick clicks on the same one finds it gone."""
    name, collection = _name(session, number), session.own.collection
    if name is None or collection is None:
        return
    place = next((i for i, each in enumerate(collection.pictures.get(name, ())) if each is picture), None)
    if place is not None:
        session.own.collect(collection.without(name, place), Message("data-did-remove", name=name))


def _add(session: Session, name: str, picture: Picture, reads: str) -> bool:
    """Add one picture to a class; return whether it fits."""
    try:
        collection = (session.own.collection or Collection(reads)).add(name, [picture])
    except DataError as error:
        session.own.refuse(error.message, name)
        return False
    session.own.collect(collection, Message("data-did-add-last"))
    return True


def _is_other_kind(session: Session, reads: str) -> bool:
    """Return whether the collection has another kind than `reads`, so that the two cannot be mixed; if so, say it."""
    other = session.own.collection is not None and session.own.collection.reads != reads
    if other:
        st.info(t("data-other-kind"))
    return other


# --- drawing ---


@st.fragment
def _draw(session: Session, number: int) -> None:
    """The canvas. Its strokes draw only this part of the page anew."""
    if session.own.redraw:
        session.own.redraw = False
        st.rerun()
    if _is_other_kind(session, "drawings"):
        return
    st.space("small")  # the canvas's own tools appear above it
    with st.container(key="sketch-place"):  # as high without a canvas, while another one comes: look.css
        drawing = bare_canvas(session.own.sketch)
        if drawing is None:
            with st.container(key="sketch-hint"):
                st.markdown(f":material/draw: {t('components-draw-here')}", width="content")
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("data-add-drawing"),
            key="sketch-add",
            icon=":material/add:",
            type="primary",
            disabled=drawing is None,
            on_click=_add_drawing,
            args=(session, number),
            width="stretch",
        )
        clear_button(session.own.sketch)
    keep_address(session, key="address-sketch")  # a fragment cannot reach the place where it stands else


def _add_drawing(session: Session, number: int) -> None:
    """Add the drawing to the class of the card."""
    name = _name(session, number)
    if session.own.sketch.drawing is None or name is None:
        return  # a second click, before the button was drawn as disabled
    if _add(session, name, centre_digit(session.own.sketch.drawing.image)[None], reads="drawings"):
        clear_drawing(session.own.sketch)
    session.own.redraw = True


# --- the camera ---


def _camera(session: Session, number: int) -> None:
    """The camera: each photograph becomes an example."""
    if _is_other_kind(session, "pictures"):
        return
    camera = st.container()
    side = side_form()
    key = f"camera-{session.own.photographs}"
    camera.camera_input(
        t("data-take"),
        key=key,
        label_visibility="collapsed",
        on_change=_take_photograph,
        args=(session, number, key, side),
    )


def _take_photograph(session: Session, number: int, key: str, side: int) -> None:
    photographs, name = brought(key), _name(session, number)
    if not photographs or name is None:
        return
    session.own.photographs += 1  # a fresh widget: ready for the next one
    try:
        picture = read_picture(photographs[0].getvalue(), side)
    except DataError as error:
        session.own.refuse(Message("data-photograph-unusable", problem=error.message), name)
        return
    finally:
        let_go(photographs)
    _add(session, name, picture, reads="pictures")


# --- files ---


def _files(session: Session, number: int, name: str) -> None:
    """The upload of pictures for this class; files that hold classes themselves are asked about."""
    side = side_form()

    def take(files: Sequence[File]) -> None:
        into = _name(session, number) or name
        read = read_files(files, into, side)
        if are_loose(files):
            add_files(session, read, into)
        else:
            bring(session, Brought(read, loose=False))

    upload_several_form(session.own.upload, t("data-files-of-class"), t("data-files.help"), take)
