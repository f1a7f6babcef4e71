"""The visitor's own data from files: the pictures are shown, then added to the collection or put in its place."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.data.files import are_loose, read_files
from core.data.names import clean_name
from core.data.own import Collection, Picture
from core.errors import DataError
from pages.ui.images import to_picture
from pages.ui.visitor.own import Brought
from pages.ui.visitor.session import Session
from pages.ui.visitor.uploads import File, upload_several_form
from pages.ui.words import plain

SIDES = (32, 48, 64)  # pixels of a picture's side that a network is shown
SHOWN = 8  # pictures of each class
LOOSE = "Loose pictures"  # the class of pictures that come without one, until the visitor names it


def files_form(session: Session) -> None:
    """Draw the upload of files, whose kind is recognised by their content; then ask what to do with them.

    Without a question, pictures that come with classes become the collection when there is none yet.
    """
    side = side_form()

    def take(files: Sequence[File]) -> None:
        session.own.brought = Brought(read_files(files, LOOSE, side), are_loose(files))
        session.own.problem = ""
        if session.own.collection is None and not session.own.brought.loose:
            _take_brought(session, replaces=True)

    upload_several_form(
        session.own.upload,
        "Pictures of one class, a zip with a folder for each class, an .npz, or a CSV",
        "Pictures: PNG, JPEG, WebP, BMP, GIF, TIFF, HEIC, AVIF. A zip may have folders train and test. An .npz holds "
        "images (N, H, W) or (N, H, W, 3) and labels (N,). A CSV has a label and the pixels of one image in each row.",
        take,
    )
    if session.own.brought is not None:
        _what_to_do(session, session.own.brought.collection, loose=session.own.brought.loose)


def _what_to_do(session: Session, brought: Collection, *, loose: bool) -> None:
    """Files have been read: their first pictures, and whether they are added to what is there or replace it."""
    with st.container(border=True):
        unchanged = " Nothing of what you had has changed." if session.own.collection else ""
        st.markdown(f"**{len(brought):,} picture{'s' * (len(brought) > 1)} read.**{unchanged}")
        remarks_in_words(brought.remarks)
        for name, pictures in brought.pictures.items():
            if not loose:
                st.markdown(f"**{plain(name)}**: {len(pictures):,}")
            row_of(pictures, f"A picture that was read, of class {name}")
        if loose:
            st.text_input("Class of these pictures", value="A", max_chars=40, key="loose-class")
        with st.container(horizontal=True):
            st.button(
                "Add to what you have" if session.own.collection else "Add them",
                key="brought-add",
                icon=":material/add:",
                type="primary",
                on_click=_take_brought,
                args=(session,),
                kwargs={"replaces": False},
            )
            if session.own.collection:
                st.button(
                    "Replace what you have",
                    key="brought-replace",
                    icon=":material/swap_horiz:",
                    on_click=_take_brought,
                    args=(session,),
                    kwargs={"replaces": True},
                )
            st.button(
                "Leave it", key="brought-leave", icon=":material/close:", on_click=_leave_brought, args=(session,)
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
            "the files were added" if there is not None else "the files took the place of what you had",
        )
        session.own.brought = None
    except DataError as error:
        session.own.problem = str(error)


def _leave_brought(session: Session) -> None:
    session.own.brought, session.own.problem = None, ""


def side_form() -> int:
    """Draw the choice of the size of the network's pictures; return their side in pixels."""
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


def remarks_in_words(remarks: Sequence[str]) -> None:
    """What was guessed or left out."""
    if remarks:
        st.info("  \n".join(plain(remark) for remark in remarks), icon=":material/info:")


def row_of(pictures: Sequence[Picture], alt: str) -> None:
    """The newest pictures side by side."""
    with st.container(horizontal=True, gap="xsmall"):
        pictures_of(pictures, alt)


def pictures_of(pictures: Sequence[Picture], alt: str) -> None:
    """The newest pictures, where the caller has opened a row."""
    for picture in pictures[-SHOWN:]:
        st.image(to_picture(picture, 48), alt=alt)
