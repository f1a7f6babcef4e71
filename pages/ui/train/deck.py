"""The controls of a run, like those of a tape deck, and its learning rate while it runs."""

from collections.abc import Mapping

import streamlit as st

from core.config import bounds_of, span
from core.messages import Message
from core.runs.checkpoint import save_run
from core.runs.order import Goal
from core.runs.run import Run
from core.runs.snapshot import Snapshot, Status
from pages.ui.language import t
from pages.ui.train.starting import play_on
from pages.ui.visitor.session import Session

SETTLE_SECONDS = 0.5  # seconds that a click waits at most, so that the page shows its effect at once
ICONS: Mapping[Goal, str] = {
    Goal.STEP: ":material/skip_next:",
    Goal.LOG_LINE: ":material/notes:",
    Goal.EPOCH: ":material/last_page:",
}
FACTORS = (("÷ 10", 0.1), ("÷ 2", 0.5), ("x 2", 2.0), ("x 10", 10.0))


def deck(session: Session) -> None:
    """Play or Pause, Step, to the next log line, to the end of the epoch, Stop, the learning rate, Save.

    For the run that is shown; nothing once it has ended. It stands outside of what is redrawn each second.
    """
    run = session.in_use.run
    if run is None or run.snapshot.ended:
        return
    snapshot = run.snapshot
    paused = snapshot.status is Status.PAUSED
    with st.container(horizontal=True, gap="xsmall", key="deck"):
        if paused:
            icon = ":material/play_arrow:"
            st.button(t("train-play"), key="deck-play", icon=icon, on_click=_play, args=(session, run, Goal.END))
        else:
            icon = ":material/pause:"
            st.button(
                t("train-pause"), key="deck-pause", icon=icon, on_click=_pause, args=(run,), disabled=run.stopping
            )
        _advance(session, run, Goal.STEP, paused=paused)
        if run.lesson.console.log:
            _advance(session, run, Goal.LOG_LINE, paused=paused)
        _advance(session, run, Goal.EPOCH, paused=paused)
        icon = ":material/stop:"
        st.button(t("train-stop"), key="deck-stop", icon=icon, on_click=_stop, args=(run,), disabled=run.stopping)
        # Drawn anew when it opens, since a schedule changes what is in it.
        with st.popover(t("train-rate"), icon=":material/speed:", key="deck-rate", on_change="rerun"):
            _learning_rate(session, run, snapshot)
        st.download_button(
            t("runs-button-save"),
            data=lambda: save_run(run),
            file_name=f"run-{run.lesson.id}-{run.dataset.id}{f'-{snapshot.step}' if paused else ''}.safetensors",
            mime="application/octet-stream",
            icon=":material/save:",
            key="deck-save",
            on_click="ignore",
            help=t("train-save", form=Message("train-saved-run")),
        )
    if paused and run.id in session.runs.play_problem:
        st.error(t(session.runs.play_problem[run.id]), icon=":material/error:")


def _advance(session: Session, run: Run, goal: Goal, *, paused: bool) -> None:
    name = goal.name.lower()
    st.button(
        t(f"train-advance-{name}"),
        icon=ICONS[goal],
        key=f"deck-{name}",
        on_click=_play,
        args=(session, run, goal),
        disabled=not paused,
        help=t(f"train-advance-{name}.help") if paused else t(f"train-advance-{name}.pause-first"),
    )


def _learning_rate(session: Session, run: Run, snapshot: Snapshot) -> None:
    bounds = bounds_of(type(run.config), "learning_rate")
    key = f"rate-{run.id}"
    st.number_input(
        t("train-rate-now"),
        value=None,
        placeholder=f"{snapshot.learning_rate:.3g}",
        format="%g",
        key=key,
        on_change=_set_typed_rate,
        args=(session, run, key),
        help=t("train-rate-now.help", allowed=span(bounds)),
    )
    with st.container(horizontal=True, gap="xsmall"):
        for label, factor in FACTORS:
            st.button(label, key=f"rate-{factor}", on_click=_scale_rate, args=(session, run, factor))
    if run.id in session.runs.rate_problem:
        st.error(t(session.runs.rate_problem[run.id]), icon=":material/error:")


def _set_typed_rate(session: Session, run: Run, key: str) -> None:
    typed = st.session_state[key]
    if typed is not None:
        _set_rate(session, run, typed)


def _scale_rate(session: Session, run: Run, factor: float) -> None:
    """Multiply the present learning rate by `factor`. A schedule may have changed it since the button was drawn."""
    _set_rate(session, run, run.snapshot.learning_rate * factor)


def _set_rate(session: Session, run: Run, rate: float) -> None:
    bounds = bounds_of(type(run.config), "learning_rate")
    assert bounds.low is not None
    assert bounds.high is not None
    session.runs.rate_problem = {}
    if bounds.low <= rate <= bounds.high:
        run.set_learning_rate(rate)
    else:
        problem = Message("train-rate-outside", rate=f"{rate:g}", allowed=span(bounds))
        session.runs.rate_problem = {run.id: problem}


def _play(session: Session, run: Run, goal: Goal) -> None:
    play_on(session, run, goal)
    run.settle(SETTLE_SECONDS if goal is not Goal.END else 0)


def _pause(run: Run) -> None:
    run.pause()
    run.settle(SETTLE_SECONDS)


def _stop(run: Run) -> None:
    run.stop()
    run.settle(SETTLE_SECONDS)
