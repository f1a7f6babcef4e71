"""Who is visiting: the Session in Streamlit's session state, found again by the page's address."""

from collections.abc import Callable

import streamlit as st
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui.address import token_in_address
from pages.ui.lobby import Lobby
from pages.ui.process import lobby
from pages.ui.session import Session

_KEY = "session"


def get_session() -> Session:
    """The visitor's Session: made at the first call, or found again by the address after a reload."""
    if _KEY not in st.session_state:
        visitors: Lobby[Session] = lobby()
        st.session_state[_KEY] = visitors.enter(token_in_address(), Session, _connection())
    session = st.session_state[_KEY]
    assert isinstance(session, Session)
    if not lobby().knows(session.token):  # forgotten during a long cut of the line
        lobby().enter("", lambda: session, _connection())
    return session


def _connection() -> Callable[[], bool]:
    """Whether this visitor's browser is still connected, for whoever asks later."""
    context = get_script_run_ctx()
    if context is None or not exists():  # a test without a browser
        return lambda: True
    runtime, session_id = get_instance(), context.session_id
    return lambda: runtime.is_active_session(session_id)
