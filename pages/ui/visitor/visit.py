"""Who is visiting: the Session in Streamlit's session state, found again by the page's address."""

import streamlit as st
from streamlit.runtime import Runtime, exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string

from pages.ui.components.address import token_in_address
from pages.ui.visitor.lobby import Arrival, Line
from pages.ui.visitor.process import lobby
from pages.ui.visitor.session import Session

_KEY = "session"
# The cookie that Streamlit sets for every browser; no other browser knows its value. A cookie of our own would not
# reach the app on Streamlit Community Cloud, which passes on only the cookies that it knows.
_COOKIE = "_streamlit_xsrf"


def get_session() -> Session:
    """The visitor's Session: made at the first call, or found again by the address after a reload."""
    if _KEY not in st.session_state:
        _arrive(token_in_address())
    session = st.session_state[_KEY]
    assert isinstance(session, Session)
    if not is_here(session):  # it was given up while the line was cut, or another tab has it now
        _arrive(session.token if session.has_work or session.lost_work else token_in_address())
    session = st.session_state[_KEY]
    assert isinstance(session, Session)
    return session


def is_here(session: Session) -> bool:
    """Return whether the Session still belongs to this page. Fragments have to ask, as they are redrawn alone."""
    return lobby().holds(session.token, _line())


def come_again(session: Session, *, takes_over: bool) -> None:
    """Try again the token that did not bring the work back; `takes_over`: take it from another tab of this browser."""
    lobby().leave(session.token)
    _arrive(session.came_for, takes_over=takes_over)


def begin_anew(session: Session) -> None:
    """Give up the work that the address leads to, and go on with the new Session."""
    session.arrival, session.came_for = Arrival.NEW, ""


def _arrive(token: str, *, takes_over: bool = False) -> None:
    session, arrival = lobby().enter(token, _line(), Session, takes_over=takes_over)
    session.arrival, session.came_for = arrival, "" if arrival is Arrival.BACK else token
    session.page = ""  # the browser no longer shows any page of the Session
    st.session_state[_KEY] = session


def _line() -> Line:
    """Return the connection of this page, for the Lobby."""
    context = get_script_run_ctx()
    if context is None or not exists():  # a test without a browser
        return Line("", lambda: True)
    runtime, session_id = get_instance(), context.session_id
    secret, _ = decode_xsrf_token_string(st.context.cookies.get(_COOKIE, ""))
    browser = secret.hex() if secret else ""
    return Line(session_id, lambda: runtime.is_active_session(session_id), browser, lambda: _end(runtime, session_id))


def _end(runtime: Runtime, session_id: str) -> None:
    """Let Streamlit drop all that it keeps for a page that is no longer connected: widgets, fragments, pictures.

    By itself Streamlit drops it when the next page is closed, which may be a day later. Until then the fragments would
    also keep the visitor's runs and data in memory.
    """

    def close() -> None:
        if not runtime.is_active_session(session_id):
            runtime.close_session(session_id)

    loop = runtime._get_async_objs().eventloop  # the only thread on which a session may be closed
    if not loop.is_closed():
        loop.call_soon_threadsafe(close)
