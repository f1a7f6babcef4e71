"""The visitor's runs: a line each, with what can be done with them."""

import streamlit as st

from core.runs.checkpoint import LONGEST_NAME
from core.runs.run import Run
from pages.ui.network_panel import weights_downloads
from pages.ui.visitor.runs import RUNS_KEPT
from pages.ui.visitor.session import Session
from pages.ui.words import percent, plain, value_in_words

AT_ONCE = 3  # runs whose lines are seen without scrolling, so that the curves stay where they are
HEIGHT = 300  # pixels of three runs, and of the beginning of a fourth
NAMED = 3  # hyperparameters that are named in a line


def run_list(session: Session) -> None:
    """Name, status and accuracy of each run; the one that is shown is the one that the other pages use.

    It stands outside of what is redrawn each second, so it says nothing that changes while a run goes on.
    """
    st.header(f"Your runs ({len(session.runs.kept)} of {RUNS_KEPT} at most)", anchor="your-runs")
    with st.container(height=HEIGHT if len(session.runs.kept) > AT_ONCE else "content", border=False):
        for run in reversed(session.runs.kept):
            _line(session, run)
    deleted_run(session)
    if len(session.runs.kept) > 1:
        st.caption("The other pages use the network of the run that is shown here, in bold.")


def deleted_run(session: Session) -> None:
    """The run that was deleted last, to be brought back."""
    if session.runs.deleted is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{plain(session.runs.deleted.run.name)} was deleted.", width="content")
        st.button(
            "Bring it back",
            icon=":material/undo:",
            key="undelete",
            on_click=session.undelete,
            disabled=len(session.runs.kept) >= RUNS_KEPT,
            help="Possible until you delete another run, while there is room. One that was under way goes on.",
        )


def _line(session: Session, run: Run) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"run-{run.id}"):
        name = f"**{plain(run.name)}**" if run is session.in_use.run else plain(run.name)
        st.markdown(
            f"{session.runs.marks[run.id]} {name} · {_status(session, run)}  \n:small[{settings_in_words(run)}]",
            width="stretch",
        )
        if run is not session.in_use.run:
            st.button("Show", key=f"show-{run.id}", on_click=session.in_use.show, args=(run,), type="tertiary")
        with st.popover("", icon=":material/more_horiz:", help=f"Rename, save or delete {plain(run.name)}"):
            _manage(session, run)


def _manage(session: Session, run: Run) -> None:
    key = f"name-{run.id}"
    st.session_state.setdefault(key, run.name)  # as `value` it would be a second default after a new name
    st.text_input(
        "Name",
        max_chars=LONGEST_NAME,
        key=key,
        on_change=_rename,
        args=(session, run),
    )
    network = session.in_use.network_of(run)
    if network is not None:
        weights_downloads(network, key=run.id)
    st.button(
        "Delete this run",
        icon=":material/delete:",
        key=f"delete-{run.id}",
        on_click=session.delete,
        args=(run,),
        help="Takes it away with its weights; until you delete another one you can bring it back.",
    )


def _rename(session: Session, run: Run) -> None:
    key = f"name-{run.id}"
    session.runs.give_name(run, " ".join(st.session_state[key].split())[:LONGEST_NAME] or run.name)
    st.session_state[key] = run.name


def settings_in_words(run: Run) -> str:
    """'As in the post', or the preset that comes nearest and what differs from it."""
    preset, changes = run.lesson.nearest_preset(run.config, run.dataset.id)
    if not changes:
        return preset.title
    named = [f"{label} {plain(value_in_words(value))}" for label, (value, _) in changes.items()]
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    return f"“{preset.title}” changed: {', '.join(named[:NAMED])}{more}"


def _status(session: Session, run: Run) -> str:
    """'training', 'paused · 97.50%'."""
    network = session.in_use.network_of(run)
    accuracy = network.card.accuracy if network is not None else None
    if run.snapshot.active:
        return "stopping" if run.stopping else "training"
    return run.snapshot.status.value if accuracy is None else f"{run.snapshot.status.value} · {percent(accuracy)}"
