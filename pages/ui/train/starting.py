"""Runs begin here: new ones, paused ones, and those that were saved."""

import streamlit as st

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.errors import BusyError, PlaygroundError
from core.lessons import Lesson
from core.messages import Message
from core.models.summary import Layer
from core.runs.checkpoint import load_run
from core.runs.cost import memory_of, memory_of_batch
from core.runs.order import Goal
from core.runs.run import Run
from core.script.changes import change_in
from pages.ui import datasets
from pages.ui.language import t
from pages.ui.train.cost import estimated_seconds
from pages.ui.visitor.process import scheduler
from pages.ui.visitor.runs import RUNS_KEPT
from pages.ui.visitor.session import Session
from pages.ui.visitor.uploads import upload_form
from pages.ui.words import name_of, plain


def begin_run(  # noqa: PLR0913  (a run before it begins, a name each)
    session: Session,
    lesson: Lesson,
    dataset: DataSet,
    config: TrainConfig,
    layers: list[Layer],
    instead_of: Run | None = None,
    *,
    goal: Goal = Goal.END,
) -> None:
    """Start a run if the server and the visitor's list have room. The run replaces `instead_of`, if given.

    `layers`: what `lesson.describe_network` gives. `goal`: how far the run is to go before it rests.
    """
    memory = memory_of(layers, dataset, config)
    try:
        expected = estimated_seconds(lesson, dataset, config)
    except PlaygroundError as error:
        session.runs.asked_for, session.runs.start_problem = config, error.message
        return
    run = _named(Run(lesson, dataset, config, session.owner, expected))
    session.begin(run, scheduler(), memory, instead_of, goal)


def _named(run: Run) -> Run:
    """The run; named after the ready change of the lesson's network where it has one."""
    change = change_in(run.lesson, run.dataset, run.config)
    if change is not None:
        run.note_change(change.name)
    return run


def start_problem(session: Session, config: TrainConfig | None) -> None:
    """Why a run with these hyperparameters could not be started."""
    if session.runs.start_problem and config == session.runs.asked_for:
        st.error(t(session.runs.start_problem), icon=":material/error:")


def note_limit(session: Session) -> Run | None:
    """Say which run the next one will replace; return that run, so that the page can offer its weights."""
    if session.runs.full:
        st.warning(t("train-full", runs=RUNS_KEPT))
    oldest = session.runs.next_to_go
    if oldest is not None:
        name = f"{session.runs.marks[oldest.id]} {plain(name_of(oldest))}"
        st.warning(t("train-next-to-go", runs=RUNS_KEPT, name=name))
    return oldest


def saved_run_form(session: Session) -> None:
    """A saved run from the visitor's computer; a wrong file is refused with the reason and changes nothing."""

    def take(content: bytes) -> None:
        run = load_run(content, lambda dataset_id: datasets.load(session, dataset_id), scheduler().check_room)
        session.add(_named(run).attach(scheduler()))

    about = t("train-saved-run.help", save=Message("runs-button-save"))
    upload_form(session.runs.upload, t("train-saved-run"), about, take)


def play_on(session: Session, run: Run, goal: Goal) -> None:
    """Let a paused run go on, if there is room for it on the server."""
    session.runs.play_problem = {}
    try:
        layers = run.lesson.describe_network(run.dataset, run.config)
        scheduler().check_room(memory_of_batch(layers, run.dataset, run.config), Message("work-what-going-on"))
    except BusyError as error:
        session.runs.play_problem = {run.id: error.message}
        return
    run.play(goal)
