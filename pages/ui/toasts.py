"""What a callback has to say: shown when the page, or the part of it that the callback belongs to, is drawn next.

Streamlit has no place for what a callback itself shows, and complains about it in the server's log.
"""

import streamlit as st

from core.messages import Message
from pages.ui.language import t

_KEY = "toasts"


def toast_soon(message: Message, icon: str) -> None:
    """For a callback: have the message (in Markdown) said by the next `show_toasts`."""
    st.session_state.setdefault(_KEY, []).append((message, icon))


def show_toasts() -> None:
    """Say what callbacks have left to say, once: beside each widget whose callback has something to say."""
    for message, icon in st.session_state.pop(_KEY, ()):
        st.toast(t(message), icon=icon)
