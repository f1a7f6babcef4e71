"""Presentation mode: large type, without the menu and the rest of Streamlit's header."""

import streamlit as st

from pages.ui.language import t
from pages.ui.menu import PAGES
from pages.ui.visitor.session import Session

_CSS = """
html { font-size: 24px !important; }
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stExpandSidebarButton"] { display: none !important; }
[data-testid="stMainBlockContainer"] { padding-top: 0.5rem !important; }
/* The title is for screen readers: the page's name stands above it. */
[data-testid="stElementContainer"]:has(h1) {
  position: absolute !important; width: 1px !important; height: 1px; overflow: hidden;
}
html .st-key-small-pad { --pad-side: 48vh; }
html .st-key-lesson-cards { grid-template-columns: repeat(3, minmax(0, 1fr)); }
:is(.st-key-strip, .st-key-way) { flex-wrap: wrap !important; height: auto !important; }
/* The pages are a line of their own. */
.st-key-top { flex-wrap: wrap !important; row-gap: 0.5rem !important; }
[data-testid="stLayoutWrapper"]:has(> .st-key-presentation-pages) { flex: 1 0 100% !important; width: 100% !important; }
/* Try it: type as large as leaves room for all of it, in one line what else needs two, the canvas down to the end. */
html:has(.st-key-try) { font-size: clamp(17px, 2.6vh, 24px) !important; --above-canvas: 10.5rem; }
[data-testid="stMainBlockContainer"]:has(.st-key-try) > [data-testid="stVerticalBlock"] { gap: 0.6rem; }
html:has(.st-key-try) .st-key-lead { display: none; }
html:has(.st-key-try) [data-testid="stLayoutWrapper"]:has(> .st-key-presentation-pages) {
  flex: 1 0 auto !important; width: auto !important;
}
.st-key-try-answer [data-testid="stMarkdown"] p { font-size: 0.8rem !important; }
.st-key-try-reasons [data-testid="stButtonGroup"] button { padding-inline: 0.5rem !important; }
.st-key-try-reasons [data-testid="stButtonGroup"] p { font-size: 0.75rem !important; }
html .st-key-try-reasons [data-testid="stHeading"] { display: none; }
html [data-testid="stHeading"] h2 { font-size: 1.4rem !important; padding: 0 0 0.6rem !important; }
"""
_large = st.components.v2.component("presenting", html="", css=_CSS, isolate_styles=False)


def large_type(session: Session) -> None:
    """In presentation mode, give the page its look."""
    if session.presenting:
        _large(key="presenting")


def presentation_pages(session: Session) -> None:
    """In presentation mode, draw the pages and the way out; Streamlit's menu is not shown.

    They are a part of the page's first line: what is below keeps its place, since a canvas that is moved is emptied.
    """
    if not session.presenting:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="presentation-pages"):
        st.button(
            t("app-presentation-end"),
            key="presentation-end",
            icon=":material/close_fullscreen:",
            on_click=_switch,
            args=(session,),
            type="tertiary",
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
