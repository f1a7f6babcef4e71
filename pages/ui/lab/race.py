"""Chapter 8: five optimizers from the same first weights on the same mini-batches, live."""

from math import log
from statistics import fmean, stdev

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.errors import BusyError, ConfigError
from core.lab.race import Race, usual_rates, window_of
from core.lessons import Lesson
from core.messages import Message
from core.optimizers import COMPARED
from core.runs.cost import memory_of
from core.work.task import Task
from pages.ui import datasets
from pages.ui.components.live_chart import live_chart
from pages.ui.forms import dataset_form, lesson_form
from pages.ui.lab.charts import race_chart
from pages.ui.lab.code_panel import race_panel
from pages.ui.language import t
from pages.ui.layout import POLL_SECONDS
from pages.ui.tables import plain_table
from pages.ui.visitor.learning import Learning
from pages.ui.visitor.process import scheduler
from pages.ui.visitor.session import Session
from pages.ui.words import listed

LENGTHS = (50, 100, 200, 500, 1000)
COUNTS = (1, 3, 5)  # of seeds
EACH, SAME = "each", "same"  # whose learning rate: each its usual one, or the same for all


def race(session: Session, actions: DeltaGenerator) -> None:
    """Choose, start, watch; what starts and stops it is in `actions`."""
    learning = session.learning
    st.markdown(t("autograd-race-about"))
    setup, live = st.columns([2, 3], gap="large")
    with setup:
        lesson = lesson_form(session)
        dataset = datasets.load_or_instead(session, lesson, dataset_form(session, lesson))
        st.select_slider(t("autograd-race-steps"), LENGTHS, 200, key="race-steps", persist_state="session")
        st.segmented_control(
            t("autograd-race-seeds"),
            COUNTS,
            default=1,
            required=True,
            key="race-seeds",
            wrap=True,
            help=t("autograd-race-seeds.help"),
        )
        st.segmented_control(
            t("autograd-rate"),
            (EACH, SAME),
            default=EACH,
            required=True,
            format_func=lambda rates: t(f"autograd-race-rates-{rates}"),
            key="race-rates",
            wrap=True,
        )
        if st.session_state["race-rates"] == SAME:
            st.number_input(t("autograd-race-rate"), 1e-6, 10.0, 0.01, step=0.005, format="%g", key="race-rate")
        racers = ", ".join(f"{name} {rate:g}" for name, rate in _rates().items())
        st.caption(t("autograd-race-racers", racers=racers, momentum=f"{TrainConfig().momentum:g}"))
        if learning.said:
            st.error(t(learning.said), icon=":material/error:")
    with live:
        _live(learning)
    with actions:
        _buttons(session, lesson, dataset)
    race_panel(lambda: _chosen(session, lesson, dataset), dataset, st.session_state["race-steps"])


def _buttons(session: Session, lesson: Lesson, dataset: DataSet) -> None:
    racing = session.learning.racing
    running = racing is not None and not racing.ended
    st.button(
        t("autograd-race-start"),
        key="race-start",
        type="primary",
        icon=":material/flag:",
        disabled=running,
        on_click=_start,
        args=(session, lesson, dataset),
    )
    if racing is not None and running:
        st.button(t("autograd-race-stop"), icon=":material/stop:", key="race-stop", on_click=racing.abandon)


def _rates() -> dict[str, float]:
    """Each racer's learning rate, as the visitor has chosen."""
    if st.session_state["race-rates"] == EACH:
        return usual_rates()
    return dict.fromkeys(COMPARED, float(st.session_state.get("race-rate", 0.01)))


def _chosen(session: Session, lesson: Lesson, dataset: DataSet) -> Race:
    """The race with the visitor's settings."""
    first = session.learning.lab.seed
    seeds = range(first, first + st.session_state["race-seeds"])
    return Race(lesson, dataset, lesson.presets[0].config_for(dataset.id), _rates(), seeds)


def _start(session: Session, lesson: Lesson, dataset: DataSet) -> None:
    learning = session.learning
    if learning.racing is not None and not learning.racing.ended:
        return  # a second click came before the button was drawn as disabled
    learning.be_quiet()
    chosen = _chosen(session, lesson, dataset)
    config = chosen.config
    try:
        needed = len(chosen.rates) * memory_of(lesson.describe_network(dataset, config), dataset, config)
        scheduler().check_room(needed, Message("lab-the-race"))
    except (BusyError, ConfigError) as error:
        learning.said = error.message
        return
    learning.race = chosen
    learning.racing = Task(learning.race.running(st.session_state["race-steps"]), session.task_owner).start(scheduler())


def _live(learning: Learning) -> None:
    """The curves, redrawn while the race goes on."""
    contest, task = learning.race, learning.racing
    if contest is None or task is None:
        st.info(t("autograd-race-empty"), icon=":material/flag:")
        return
    running = not task.ended

    @st.fragment(run_every=POLL_SECONDS if running else None)
    def poll() -> None:
        ended = task.ended
        _draw(contest, task)
        if ended and running:
            st.rerun()

    poll()


def _draw(contest: Race, task: Task[Race]) -> None:
    done, total = task.progress
    losses = {name: [list(values) for values in runs] for name, runs in contest.losses.items()}
    st.progress(done / total, text=_how_far(contest, done, total))
    steps = total // len(contest.seeds)
    window = window_of(steps)
    ends = {name: [sum(run[-window:]) / len(run[-window:]) for run in runs if run] for name, runs in losses.items()}
    means = {name: sum(values) / len(values) if values else 0.0 for name, values in ends.items()}
    words = ", ".join(f"{name} {mean:.3f}" for name, mean in means.items())
    live_chart(
        race_chart(losses, steps, window),
        key="race-chart",
        alt=t("autograd-race-chart", window=window, losses=words),
        revision="race",
    )
    classes = len(contest.dataset.classes)
    terms = t(
        "autograd-race-terms",
        lesson=contest.lesson.id,
        dataset=t(contest.dataset.title),
        count=len(contest.seeds),
        seeds=listed(list(map(str, contest.seeds))),
        batch=str(contest.config.batch_size),
        window=window,
        classes=classes,
        loss=f"{log(classes):.2f}",
    )
    st.caption(terms)
    if task.ended and any(ends.values()):
        _table(contest, ends, means, window)
    for name, why in contest.fallen.items():
        st.warning(t("autograd-race-out", racer=name, why=why), icon=":material/warning:")
    if task.problem:
        st.warning(t(task.problem))


def _how_far(contest: Race, done: int, total: int) -> str:
    if total == 1:
        return t("autograd-race-ready")
    if len(contest.seeds) == 1:
        return t("autograd-race-progress", done=done, total=total)
    return t("autograd-race-progress-seeds", done=done, total=total, seeds=len(contest.seeds))


def _table(contest: Race, ends: dict[str, list[float]], means: dict[str, float], window: int) -> None:
    """The racers by their loss at the end."""
    rows = [
        (
            name,
            f"{contest.rates[name]:g}",
            _mean_and_spread(ends[name]),
        )
        for name in sorted((name for name in ends if name not in contest.fallen), key=means.__getitem__)
    ]
    rows += [(name, f"{contest.rates[name]:g}", t("autograd-race-is-out")) for name in contest.fallen]
    loss = t("autograd-race-loss-seeds" if len(contest.seeds) > 1 else "autograd-race-loss", window=window)
    plain_table((t("autograd-race-optimizer"), t("autograd-rate"), loss), rows)


def _mean_and_spread(values: list[float]) -> str:
    """'0.1234', of several '0.1234 ± 0.0100'."""
    return f"{fmean(values):.4f}" + (f" ± {stdev(values):.4f}" if len(values) > 1 else "")
