"""Line by line: the next mini-batch of a run that rests, gone through forth and back, every value to be seen."""

from collections.abc import Callable, Sequence

import numpy as np
import streamlit as st

from core.errors import BusyError
from core.messages import Message
from core.runs.cost import memory_of
from core.runs.order import Goal
from core.runs.run import Run
from core.runs.snapshot import Snapshot
from core.walk.records import Forward, Walk
from core.walk.walk import walk
from core.work.task import Task
from pages.ui.components.code import CodeLine, code
from pages.ui.language import t
from pages.ui.tasks import AT_ONCE, EVERY
from pages.ui.train.deck import SETTLE_SECONDS
from pages.ui.train.starting import play_on
from pages.ui.train.walk_values import layer_table, line_values
from pages.ui.visitor.process import scheduler
from pages.ui.visitor.session import Session
from pages.ui.visitor.walking import Walking


def walk_panel(session: Session, begin_run: Callable[[], None] | None) -> None:
    """The panel, a part of the page that is redrawn by itself.

    `begin_run` starts a run with the form's settings that rests before its first mini-batch; None: it cannot be.
    """
    computing = session.walking.is_computed

    @st.fragment(run_every=EVERY if computing else None)
    def draw() -> None:
        with st.expander(t("train-walk"), key="walk", icon=":material/footprint:", on_change="rerun") as panel:
            if panel.open:
                _panel(session, begin_run)
        if session.walking.is_computed != computing:
            st.rerun()  # to look at it again and again, or no longer

    draw()


def _panel(session: Session, begin_run: Callable[[], None] | None) -> None:
    run, walking = session.in_use.run, session.walking
    mine = run is not None and walking.run_id == run.id
    if run is not None and mine and walking.is_next_of(run.snapshot) and not walking.finished:
        assert walking.walk is not None
        _walk(session, run, walking.walk)
        return
    st.caption(t("train-walk-about"))
    if mine and walking.is_computed:
        _progress(walking)
    elif run is not None and run.snapshot.active:
        st.info(t("train-walk-pause-first"), icon=":material/pause:")
    else:
        if run is not None and mine:
            _what_became_of_it(walking, run.snapshot)
        if run is None or run.snapshot.ended:
            _offer_run(session, begin_run)
        else:
            icon = ":material/footprint:"
            st.button(t("train-walk-begin"), key="walk-begin", icon=icon, on_click=_begin, args=(session, run))


def _offer_run(session: Session, begin_run: Callable[[], None] | None) -> None:
    """A new run, which rests before its first mini-batch."""
    if st.button(
        t("train-walk-new"),
        key="walk-new",
        icon=":material/footprint:",
        disabled=begin_run is None,
        help=t("train-walk-new.help"),
    ):
        assert begin_run is not None
        begin_run()
        run = session.in_use.run
        if session.runs.start_problem is None and run is not None:
            run.settle(SETTLE_SECONDS)
            _begin(session, run)
        st.rerun()


def _begin(session: Session, run: Run) -> None:
    """Compute the run's next mini-batch, if there is room for a copy of its training."""
    session.walking.give_up()
    session.walking.run_id = run.id
    try:
        layers = run.lesson.describe_network(run.dataset, run.config)
        scheduler().check_room(memory_of(layers, run.dataset, run.config), Message("work-what-walk"))
    except BusyError as error:
        session.walking.problem = error.message
        return
    session.walking.task = Task(walk(run), session.task_owner).start(scheduler())
    session.walking.task.join(AT_ONCE)


def _progress(walking: Walking) -> None:
    """How far the test at an epoch's end is, which comes first."""
    assert walking.task is not None
    done, total = walking.task.progress
    text = t("train-walk-testing", done=done, of=total) if done else t("train-walk-computing")
    st.progress(done / total, text=text)
    st.button(t("app-task-stop"), key="walk-stop", icon=":material/stop:", on_click=walking.give_up)


def _what_became_of_it(walking: Walking, snapshot: Snapshot) -> None:
    """Why nothing is gone through any more: the run has done it, or gone on by itself; or it could not be begun."""
    done, problem = walking.walk, walking.problem or (walking.task and walking.task.problem)
    if problem:
        st.error(t(problem), icon=":material/error:")
    elif done is not None and not walking.finished:
        st.info(t("train-walk-dropped"), icon=":material/fast_forward:")
    elif done is not None and snapshot.step == done.step + 1:
        losses = snapshot.losses
        same = losses.width == 1 and losses.high[-1] == np.float32(done.loss)
        said = t("train-walk-same", loss=f"{done.loss:.6g}") if same else t("train-walk-done")
        st.success(said, icon=":material/check:")


def _walk(session: Session, run: Run, done: Walk) -> None:
    """The line that has just run, lit, what it did, and the ways on."""
    walking = session.walking
    line = done.lines[walking.place]
    inside = _lines_inside(done) if isinstance(line.values, Forward) else []
    where = {"epoch": done.epoch, "batch": done.batch, "of": run.snapshot.plan.per_epoch}
    st.markdown(t("train-walk-where", **where, place=line.line, lines=len(done.loop)))
    _controls(session, run, done, inside)
    code("walk-loop", _code(done.loop), lit=line.line, label=t("train-walk-loop"))
    lit = None if walking.inside is None else inside[walking.inside]
    if lit is not None:
        code("walk-forward", _code(done.forward), lit=lit, label=t("train-walk-forward"))
    with st.container(key="walk-values"):
        if lit is not None and isinstance(line.values, Forward):
            layer_table(layer for layer in line.values.layers if layer.line == lit)
        else:
            line_values(line.values, run.dataset.classes)


def _code(lines: Sequence[str]) -> list[CodeLine]:
    return [CodeLine(line) for line in lines]


def _lines_inside(done: Walk) -> list[int]:
    """The lines of forward, from 1, on which a layer is called."""
    layers = [layer for line in done.lines if isinstance(line.values, Forward) for layer in line.values.layers]
    return sorted({layer.line for layer in layers} - {0})


def _controls(session: Session, run: Run, done: Walk, inside: list[int]) -> None:
    """Back, on, into the network and out of it, and to the end."""
    walking = session.walking
    at_end = walking.inside is None and walking.place == len(done.lines) - 1
    with st.container(horizontal=True, gap="xsmall", key="walk-deck"):
        st.button(
            t("train-walk-back"),
            key="walk-back",
            icon=":material/arrow_back:",
            on_click=_back,
            args=(walking,),
            disabled=walking.place == 0 and walking.inside is None,
        )
        st.button(
            t("train-walk-next"),
            key="walk-next",
            icon=":material/step_over:",
            type="secondary" if at_end else "primary",
            on_click=_next,
            args=(walking, len(done.lines), len(inside)),
            disabled=at_end,
        )
        st.button(
            t("train-walk-into" if walking.inside is None else "train-walk-out"),
            key="walk-into",
            icon=":material/step_into:" if walking.inside is None else ":material/step_out:",
            on_click=_into_or_out,
            args=(walking,),
            disabled=not inside,
        )
        if st.button(
            t("train-walk-finish-end" if at_end else "train-walk-finish"),
            key="walk-finish",
            type="primary" if at_end else "secondary",
            help=t("train-walk-finish.help"),
        ):
            _finish(session, run)
            st.rerun()
    if run.id in session.runs.play_problem:
        st.error(t(session.runs.play_problem[run.id]), icon=":material/error:")


def _back(walking: Walking) -> None:
    if walking.inside is None:
        walking.place = max(0, walking.place - 1)
    else:
        walking.inside = walking.inside - 1 if walking.inside else None


def _next(walking: Walking, lines: int, inside: int) -> None:
    """On by a line; after the last one of forward back into the loop."""
    if walking.inside is not None and walking.inside + 1 < inside:
        walking.inside += 1
    elif walking.inside is not None or walking.place + 1 < lines:
        walking.place, walking.inside = walking.place + 1, None


def _into_or_out(walking: Walking) -> None:
    walking.inside = 0 if walking.inside is None else None


def _finish(session: Session, run: Run) -> None:
    """Let the run itself do the mini-batch."""
    play_on(session, run, Goal.STEP)
    if run.id not in session.runs.play_problem:
        session.walking.finished = True
        run.settle(SETTLE_SECONDS)
