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
/* Try it: type as large as leaves room for all of it, in one line what else needs two, the canvas down to the end. */
html:has(.st-key-try) { font-size: clamp(17px, 2.6vh, 24px) !important; --above-canvas: 11.5rem; }
[data-testid="stMainBlockContainer"]:has(.st-key-try) > [data-testid="stVerticalBlock"] { gap: 0.6rem; }
html:has(.st-key-try) .st-key-lead { display: none; }
html:has(.st-key-try) .st-key-top { justify-content: flex-end; }
html:has(.st-key-try) .st-key-top:not(:has(.st-key-top-run)) { margin: -3.6rem 0 -1.2rem; pointer-events: none; }
html:has(.st-key-try) .st-key-top > * { pointer-events: auto; }
.st-key-try-answer [data-testid="stMarkdown"] p { font-size: 0.8rem !important; }
.st-key-try-reasons [data-testid="stButtonGroup"] button { padding-inline: 0.5rem !important; }
.st-key-try-reasons [data-testid="stButtonGroup"] p { font-size: 0.75rem !important; }
html .st-key-try-reasons [data-testid="stHeading"] { display: none; }
html [data-testid="stHeading"] h2 { font-size: 1.4rem !important; padding: 0 0 0.6rem !important; }
"""
_large = st.components.v2.component("presenting", html="", css=_CSS, isolate_styles=False)


def presentation_pages(session: Session) -> None:
    """In presentation mode, draw the pages and the way out in a line of their own; Streamlit's menu is not shown."""
    if not session.presenting:
        return
    with st.container(key="unseen-presenting"):
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
