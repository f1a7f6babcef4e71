"""What every page begins with, and the run's state in the sidebar."""

from collections.abc import Callable

import streamlit as st

from core.runs import Run, Snapshot, Status
from pages.ui.session import Session, get_session
from pages.ui.words import duration

POLL_SECONDS = 1.0


def open_page(title: str, lead: str, *, shows_run: bool = False) -> Session:
    """Title, one sentence of what the page is for, and the sidebar; `shows_run`: the page shows the run itself."""
    session = get_session()
    session.page_is_new, session.page = session.page != title, title
    st.title(title)
    st.markdown(lead)
    if session.run is not None and not shows_run:
        with st.sidebar:
            run_in_sidebar(session.run)
    return session


def run_in_sidebar(run: Run) -> None:
    """How far the run is, on every page; asking for it also keeps the run alive."""
    poll_while_active(run, lambda snapshot: _draw_sidebar(run, snapshot))


def poll_while_active(run: Run, draw: Callable[[Snapshot], None]) -> None:
    """Call `draw` with the run's newest snapshot now, and each second until the run has ended."""
    active_at_first, had_network = run.snapshot.active, run.network is not None

    @st.fragment(run_every=POLL_SECONDS if active_at_first else None)
    def poll() -> None:
        run.renew_lease()
        snapshot = run.snapshot
        draw(snapshot)
        if active_at_first and (not snapshot.active or (run.network is not None) != had_network):
            st.rerun()  # the whole page once more: other parts may speak of the network now, and polling may end

    poll()


def _draw_sidebar(run: Run, snapshot: Snapshot) -> None:
    st.caption(f"Lesson {run.lesson.id} on {run.dataset.title}")
    if snapshot.status is Status.FAILED:
        st.error("Training failed. See the Train page.")
    elif snapshot.active:
        st.progress(snapshot.progress, text=f"Training, {remaining(snapshot)}")
    elif run.network is not None:
        card = run.network.card
        st.markdown(f"Accuracy on the {card.measured_on} **{100 * card.accuracy:.2f}%**")


def remaining(snapshot: Snapshot) -> str:
    """'epoch 2, 12 s left'."""
    if snapshot.testing is not None:
        share = 100 * snapshot.testing.done / snapshot.testing.total
        return f"testing after epoch {snapshot.epoch}, {share:.0f}% of {snapshot.testing.total:,} examples"
    if snapshot.seconds_left is None:
        return "starting"
    return f"epoch {snapshot.epoch}, {duration(snapshot.seconds_left)} left"
