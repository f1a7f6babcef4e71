"""What the page says when the token in its address does not bring the work back, or the work is open elsewhere."""

import time

import streamlit as st

from pages.ui.components.address import token_in_address, write_address
from pages.ui.visitor.lobby import Arrival
from pages.ui.visitor.process import lobby
from pages.ui.visitor.session import Session
from pages.ui.visitor.visit import begin_anew, come_again, is_here
from pages.ui.words import duration

_FILES = (
    "What was saved to a file can be brought back: a run on the Train page, a network's weights on the Evaluate page, "
    "pictures and texts on the Data page."
)


def greet(session: Session) -> None:
    """Say why the address has not brought the visitor's work back.

    Where the visitor has to choose, the rest of the page is not drawn.
    """
    match session.arrival:
        case Arrival.OTHER_TAB:
            _ask(
                session,
                "**Your work is open in another tab of this browser**, or on a connection that has just broken off. "
                "It can be in one place at a time.",
                "Continue here",
            )
        case Arrival.OTHER_BROWSER:
            _ask(
                session,
                "**What this address leads to is open in another browser**, or was a moment ago. Until a minute after, "
                "nobody else sees it. If it is yours, close it there and look again then. If somebody has given you "
                "the address, begin anew.",
                "Look again",
            )
        case Arrival.TOO_LATE:
            _tell(
                session,
                f"**What was here is gone.** You were away for more than {duration(lobby().grace)}, and the server "
                f"keeps nothing for longer. {_FILES}",
            )
        case Arrival.RESTARTED:
            ago = duration(time.monotonic() - lobby().started)
            _tell(
                session,
                f"**What was here is gone.** The server was started anew {ago} ago, and it keeps everything in its "
                f"memory alone. {_FILES}",
            )
        case Arrival.NOWHERE:
            _tell(
                session,
                "**This address leads to nobody's work.** The part of it behind `visit=` is not complete, or comes "
                "from another version of the app. Copy it again, or begin here.",
            )


def keep_address(session: Session, key: str = "address") -> None:
    """Let the address lead back to the visitor's work; `key` must differ for each call on one page.

    When another page has taken over the visitor's session, this whole page is redrawn.
    """
    if not is_here(session):
        st.rerun()
    if session.has_work:
        write_address(session.token, lobby().lines_of(session.token), key)
    elif session.arrival is Arrival.NEW and token_in_address():
        write_address("", 0, key)


def _tell(session: Session, words: str) -> None:
    with st.container(border=True):
        st.warning(words, icon=":material/history:")
        st.button("Close", key="arrival-close", on_click=begin_anew, args=(session,))


def _ask(session: Session, words: str, way_back: str) -> None:
    with st.container(border=True):
        st.info(words, icon=":material/tab_duplicate:")
        with st.container(horizontal=True):
            takes_over = session.arrival is Arrival.OTHER_TAB
            st.button(
                way_back,
                key="arrival-come-again",
                type="primary",
                on_click=lambda: come_again(session, takes_over=takes_over),
            )
            st.button("Begin anew here", key="arrival-anew", on_click=begin_anew, args=(session,))
    st.stop()
