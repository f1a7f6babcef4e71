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
:is(.st-key-strip, .st-key-way) { flex-wrap: wrap !important; height: auto !important; }
html .st-key-page-autograd { --bar-top: 0rem; }
@media (min-width: 641px) {
  html .st-key-page-autograd { --walk-height: max(14rem, calc(100vh - 16.2rem)); }
  html .st-key-walk-about { height: var(--walk-height) !important; }
}
html [data-testid="stHeading"] h2 { font-size: 1.4rem !important; padding: 0 0 0.6rem !important; }
"""
_large = st.components.v2.component("presenting", html="", css=_CSS, isolate_styles=False)


def presentation_pages(session: Session) -> None:
    """In presentation mode, draw the pages and the way out in a line of their own; Streamlit's menu is not shown."""
    if not session.presenting:
        return
    _large(key="presenting")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
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
