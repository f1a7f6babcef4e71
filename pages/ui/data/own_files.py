"""The visitor's own data from files: the pictures are shown, then added to the collection or put in its place."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.data.files import are_loose, read_files
from core.data.names import clean_name
from core.data.own import Collection
from core.errors import DataError
from core.messages import Message
from pages.ui.images import to_picture
from pages.ui.language import t
from pages.ui.visitor.own import Brought
from pages.ui.visitor.session import Session
from pages.ui.visitor.uploads import File, upload_several_form
from pages.ui.words import plain

SIDES = (32, 48, 64)  # pixels of a picture's side that a network is shown
SHOWN = 8  # pictures of each class
LOOSE = "loose"  # the class of pictures that come without one, until the visitor names it


def files_form(session: Session) -> None:
    """Draw the upload of files that may hold all classes; their kind is recognised by their content."""
    side = side_form()

    def take(files: Sequence[File]) -> None:
        bring(session, Brought(read_files(files, LOOSE, side), are_loose(files)))

    upload_several_form(session.own.upload, t("data-files"), t("data-files.help"), take)


def bring(session: Session, read: Brought) -> None:
    """Let the page ask what to do with the pictures of files.

    Without a question, pictures that come with classes become the collection when there is none yet.
    """
    session.own.brought, session.own.problem = read, None
    if session.own.collection is None and not read.loose:
        _take_brought(session, replaces=True)
    session.own.shown = session.own.brought is not None


def add_files(session: Session, read: Collection, name: str) -> None:
    """Add pictures of files to the class `name`. Where they do not fit, the page says why, and asks what to do."""
    there = session.own.collection
    try:
        session.own.collect(read if there is None else there.joined(read), Message("data-did-add"))
    except DataError as error:
        bring(session, Brought(read, loose=False))
        session.own.refuse(error.message, name)


def what_to_do(session: Session, brought: Collection, *, loose: bool) -> None:
    """Files have been read: their first pictures, and whether they are added to what is there or replace it."""
    with st.container(border=True):
        told = [t("data-read", count=len(brought)), *([t("data-unchanged")] if session.own.collection else [])]
        st.markdown(" ".join(told))
        remarks_in_words(brought.remarks)
        for name, pictures in brought.pictures.items():
            if not loose:
                st.markdown(f"**{plain(name)}**: {len(pictures):,}")
            with st.container(horizontal=True, gap="xsmall"):
                for picture in pictures[-SHOWN:]:
                    st.image(
                        to_picture(picture, 48), alt=t("data-read-loose") if loose else t("data-read-of", name=name)
                    )
        if loose:
            st.text_input(t("data-class-of-files"), value="A", max_chars=40, key="loose-class")
        with st.container(horizontal=True):
            st.button(
                t("data-add" if session.own.collection else "data-add-first"),
                key="brought-add",
                icon=":material/add:",
                type="primary",
                on_click=_take_brought,
                args=(session,),
                kwargs={"replaces": False},
            )
            if session.own.collection:
                st.button(
                    t("data-replace"),
                    key="brought-replace",
                    icon=":material/swap_horiz:",
                    on_click=_take_brought,
                    args=(session,),
                    kwargs={"replaces": True},
                )
            st.button(
                t("data-leave"), key="brought-leave", icon=":material/close:", on_click=_leave_brought, args=(session,)
            )


def _take_brought(session: Session, *, replaces: bool) -> None:
    if session.own.brought is None:
        return  # a second click
    brought, loose = session.own.brought
    try:
        if loose:
            name = clean_name(st.session_state["loose-class"]).strip()
            brought = replace(brought, pictures={name: brought.pictures[LOOSE]})
        there = None if replaces else session.own.collection
        session.own.collect(
            brought if there is None else there.joined(brought),
            Message("data-did-add") if there is not None else Message("data-did-replace"),
            cards=() if replaces else None,
        )
        session.own.brought = None
    except DataError as error:
        session.own.refuse(error.message)


def _leave_brought(session: Session) -> None:
    session.own.brought = session.own.problem = None


def side_form() -> int:
    """Draw the choice of the size of the network's pictures; return their side in pixels."""
    chosen = st.segmented_control(
        t("data-side"),
        SIDES,
        default=SIDES[0],
        required=True,
        format_func=lambda side: f"{side} x {side}",
        key="own-side",
        persist_state="session",
        help=t("data-side.help"),
    )
    assert isinstance(chosen, int)
    return chosen


def remarks_in_words(remarks: Sequence[Message]) -> None:
    """What was guessed or left out."""
    if remarks:
        st.info("  \n".join(plain(t(remark)) for remark in remarks), icon=":material/info:")
