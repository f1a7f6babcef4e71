"""What the page says when the token in its address does not bring the work back, or the work is open elsewhere."""

import time

import streamlit as st

from core.messages import Message
from pages.ui.components.address import token_in_address, write_address
from pages.ui.language import t
from pages.ui.visitor.lobby import Arrival
from pages.ui.visitor.process import lobby
from pages.ui.visitor.session import Session
from pages.ui.visitor.visit import begin_anew, come_again, is_here
from pages.ui.words import duration


def greet(session: Session) -> None:
    """Say why the address has not brought the visitor's work back.

    Where the visitor has to choose, the rest of the page is not drawn.
    """
    match session.arrival:
        case Arrival.OTHER_TAB:
            _ask(session, Message("visitor-other-tab"), Message("visitor-continue"))
        case Arrival.OTHER_BROWSER:
            _ask(session, Message("visitor-other-browser"), Message("visitor-look-again"))
        case Arrival.TOO_LATE:
            _tell(session, Message("visitor-too-late", grace=duration(lobby().grace)))
        case Arrival.RESTARTED:
            _tell(session, Message("visitor-restarted", ago=duration(time.monotonic() - lobby().started)))
        case Arrival.NOWHERE:
            _tell(session, Message("visitor-nowhere"))


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


def _tell(session: Session, message: Message) -> None:
    with st.container(border=True):
        st.warning(t(message), icon=":material/history:")
        st.button(t("visitor-close"), key="arrival-close", on_click=begin_anew, args=(session,))


def _ask(session: Session, message: Message, way_back: Message) -> None:
    with st.container(border=True):
        st.info(t(message), icon=":material/tab_duplicate:")
        with st.container(horizontal=True):
            takes_over = session.arrival is Arrival.OTHER_TAB
            st.button(
                t(way_back),
                key="arrival-come-again",
                type="primary",
                on_click=lambda: come_again(session, takes_over=takes_over),
            )
            st.button(t("visitor-anew"), key="arrival-anew", on_click=begin_anew, args=(session,))
    st.stop()
