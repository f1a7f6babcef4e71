"""Presentation mode: large type, without the menu and the rest of Streamlit's header."""

from pathlib import Path

import streamlit as st

from pages.ui.language import t
from pages.ui.menu import PAGES
from pages.ui.visitor.session import Session

_CSS = (Path(__file__).parent / "presenting.css").read_text(encoding="utf-8")
_large = st.components.v2.component("presenting", html="", css=_CSS, isolate_styles=False)


def large_type(session: Session) -> None:
    """In presentation mode, give the page its look."""
    if session.presenting:
        _large(key="presenting")


def presentation_pages(session: Session) -> None:
    """In presentation mode, draw the way out and the pages in the page's first line; Streamlit's menu is not shown.

    They are a part of that line, so what is below keeps its place: a canvas that is moved is emptied.
    """
    if not session.presenting:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="presentation-pages"):
        st.button(
            t("app-presentation-end"),  # seen is the sign alone: presenting.css
            key="presentation-end",
            icon=":material/close_fullscreen:",
            on_click=_switch,
            args=(session,),
            type="tertiary",
            help=t("app-presentation-end"),
        )
        for address, _icon in PAGES:
            st.page_link(f"pages/views/{address}.py", label=t(f"app-page-{address}"))


def presentation(session: Session) -> None:
    """Draw the button that begins presentation mode."""
    if session.presenting:
        return
    st.button(
        t("app-presentation-begin"),  # seen is the sign alone: look.css
        key="presentation-begin",
        icon=":material/present_to_all:",
        on_click=_switch,
        args=(session,),
        type="tertiary",
        help=t("app-presentation-begin.help"),
    )


def _switch(session: Session) -> None:
    session.presenting = not session.presenting
