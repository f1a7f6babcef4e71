"""What every page begins with: title, what it is for, the run's state, the language."""

from collections.abc import Callable

import streamlit as st

from core.data.dataset import set_name
from core.runs.run import Run
from core.runs.snapshot import Snapshot, Status
from pages.ui.language import language_switch, mark_language, t
from pages.ui.look import apply_look
from pages.ui.menu import FIRST
from pages.ui.presenting import large_type, presentation, presentation_pages
from pages.ui.visitor.arrival import greet, keep_address
from pages.ui.visitor.process import scheduler
from pages.ui.visitor.session import Session
from pages.ui.visitor.visit import get_session, is_here
from pages.ui.words import duration, name_of, plain, share_of, size_of

POLL_SECONDS = 1.0
ANSWERING = (FIRST, "evaluate", "playground")  # pages on which a network answers
SHORTEST_WAIT = 1.0  # seconds; a shorter wait is not shown


def open_page(address: str, lead: str, *, shows_run: bool = False) -> Session:
    """Draw the page's first line, with its title and the sentence `lead`; return the visitor's Session.

    With `shows_run` the page shows the run itself, so the first line does not.
    """
    session = get_session()
    session.page_is_new, session.page = session.page != address, address
    with st.container(key="unseen"):
        apply_look()
        mark_language()
        large_type(session)
    with st.container(horizontal=True, vertical_alignment="center", key="top"):
        st.title(t("app-name" if address == FIRST else f"app-page-{address}"), width="content", anchor=False)
        presentation_pages(session)
        if not session.presenting:
            with st.container(key="lead"):
                st.markdown(lead)
        if session.in_use.run is not None and not shows_run:
            with st.container(key="top-run", width=240):
                poll_while_active(session, lambda: _draw_run(session, address))
        language_switch()
        presentation(session)
    with st.container(key="arrival"):
        greet(session)
    with st.container(key="unseen-address"):
        keep_address(session)
    return session


Standings = list[tuple[str, bool, bool]]  # run, whether it is under way, whether it has a network that is shown


def standings(session: Session, *, shows_network: bool = True) -> Standings:
    """How the visitor's runs stand, as far as pages are drawn by it; see poll_while_active."""
    return [(run.id, run.snapshot.active, shows_network and run.network is not None) for run in session.runs.kept]


def poll_while_active(
    session: Session, draw: Callable[[], None], *, shows_network: bool = True, before: Standings | None = None
) -> None:
    """Call `draw` now and, as long as any run of the visitor goes on, again and again.

    `draw` is called once a second. Where many runs share the server, it is called after every second turn of a run:
    nothing is new in between, and drawing takes processor time from all. The whole page is redrawn when a run comes to
    rest and, with `shows_network`, when a run has its first network.

    `before`: how the runs stood when the first part of the page that speaks of them was drawn, where that was earlier:
    a short run may have come to rest since.
    """
    drawn = standings(session, shows_network=shows_network) if before is None else before

    @st.fragment(run_every=max(POLL_SECONDS, 2 * scheduler().seconds_between_turns) if session.runs.active else None)
    def poll() -> None:
        if not is_here(session):
            st.rerun()
        draw()
        if standings(session, shows_network=shows_network) != drawn:
            st.rerun()

    poll()


def _draw_run(session: Session, address: str) -> None:
    """The run, and how good its network is; where another network answers on this page, say so instead."""
    run = session.in_use.run
    if run is None:
        return
    answering = session.in_use.network_for_drawings if address == FIRST else session.in_use.network
    snapshot, network = run.snapshot, session.in_use.network_of(run)
    st.caption(f"{session.runs.marks[run.id]} {plain(name_of(run))}")
    if snapshot.status is Status.FAILED:
        st.error(t("app-training-failed"))
    elif snapshot.active:
        st.progress(snapshot.progress, text=t("app-training", left=remaining(run, snapshot)))
    elif snapshot.status is Status.PAUSED:
        st.progress(snapshot.progress, text=t("app-training-paused", done=snapshot.step, of=snapshot.steps))
    elif network is not None and network is not answering and address in ANSWERING:
        st.markdown(t("app-run-not-in-use"))
    elif network is not None and network.card.accuracy is not None:
        part = network.card.measured_on
        accuracy = share_of(network.card.accuracy, size_of(run.dataset, part))
        st.markdown(t("app-accuracy", part=set_name(part), accuracy=accuracy))


def remaining(run: Run, snapshot: Snapshot) -> str:
    """Return how long the run still takes: 'epoch 2, 12 s left'. Other runs on the server are taken into account."""
    if snapshot.testing is not None:
        share, of = f"{100 * snapshot.testing.done / snapshot.testing.total:.0f}", snapshot.testing.total
        if run.stopping:
            return t("app-left-last-test", share=share, of=of)
        return t("app-left-test", epoch=snapshot.epoch, share=share, of=of)
    if not snapshot.step:
        return t("app-left-starting")
    standing = run.standing()
    speed = standing.share if standing is not None and standing.share else 1.0
    return t("app-left", epoch=snapshot.epoch, time=duration(run.seconds_left() / speed))


def in_queue(run: Run) -> str:
    """Return the run's place in the queue: '3 runs ahead, about 2 s'; "" when it does not wait, or under a second."""
    standing = run.standing() if run.snapshot.status is Status.WAITING else None
    if standing is None or standing.seconds < SHORTEST_WAIT:
        return ""
    return t("app-queue", ahead=standing.ahead, time=duration(standing.seconds))
