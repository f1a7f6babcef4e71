"""Chapter 8: five optimizers from the same first weights on the same mini-batches, live."""

import streamlit as st

from core.cost import memory_of
from core.data.dataset import DataSet
from core.errors import BusyError, ConfigError
from core.lessons import Lesson
from core.race import RACERS, Race, usual_rates
from core.task import Task
from pages.ui import datasets
from pages.ui.forms import dataset_form, lesson_form
from pages.ui.lab.charts import race_chart
from pages.ui.lab.learning import Learning
from pages.ui.layout import POLL_SECONDS
from pages.ui.live_chart import live_chart
from pages.ui.process import scheduler
from pages.ui.session import Session
from pages.ui.tables import plain_table

LENGTHS = (50, 100, 200, 500, 1000)
EACH, SAME = "each its usual one", "the same for all"
WINDOWS = 20  # a racer's curve is the mean over this part of the race


def race(session: Session) -> None:
    """Choose, start, watch."""
    learning = session.learning
    st.markdown(
        "Five optimizers start from the same weights and see the same mini-batches in the same order. All that "
        "differs is how they turn a gradient into a step."
    )
    setup, live = st.columns([2, 3], gap="large")
    with setup:
        lesson = lesson_form(session)
        dataset = datasets.load_or_instead(session, lesson.datasets, dataset_form(session, lesson))
        steps = int(st.select_slider("Mini-batches", LENGTHS, 200, key="race-steps", persist_state="session"))
        choice = st.segmented_control("Learning rate", (EACH, SAME), default=EACH, required=True, key="race-rates")
        rates = usual_rates()
        if choice == SAME:
            rate = st.number_input("For all", 1e-6, 10.0, 0.01, step=0.005, format="%g", key="race-rate")
            rates = dict.fromkeys(RACERS, float(rate))
        st.caption(", ".join(f"{name} {rate:g}" for name, rate in rates.items()))
        running = learning.racing is not None and not learning.racing.ended
        st.button(
            "Start the race",
            type="primary",
            icon=":material/flag:",
            disabled=running,
            on_click=_start,
            args=(session, lesson, dataset, rates, steps),
            width="stretch",
        )
        if learning.racing is not None and running:
            st.button("Stop", icon=":material/stop:", key="race-stop", on_click=learning.racing.abandon)
        if learning.said:
            st.error(learning.said, icon=":material/error:")
    with live:
        _live(learning)


def _start(session: Session, lesson: Lesson, dataset: DataSet, rates: dict[str, float], steps: int) -> None:
    learning = session.learning
    learning.said = ""
    config = lesson.presets[0].config_for(dataset.id)
    config = type(config).from_dict(config.to_dict() | {"seed": learning.lab.seed})
    try:
        scheduler().check_room(len(rates) * memory_of(lesson, dataset, config), "The race")
    except (BusyError, ConfigError) as error:
        learning.said = str(error)
        return
    learning.race = Race(lesson, dataset, config, rates)
    learning.racing = Task(learning.race.running(steps), session.task_owner).start(scheduler())


def _live(learning: Learning) -> None:
    """The curves, redrawn while the race goes on."""
    contest, task = learning.race, learning.racing
    if contest is None or task is None:
        st.info("The curves of the five will appear here.", icon=":material/flag:")
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
    losses = {name: list(values) for name, values in contest.losses.items()}
    steps = max(total, *(len(values) for values in losses.values()))
    st.progress(done / total, text=f"Mini-batch {done:,} of {total:,}" if total > 1 else "About to begin")
    window = max(1, steps // WINDOWS)
    means = {name: sum(values[-window:]) / len(values[-window:]) if values else 0.0 for name, values in losses.items()}
    words = ", ".join(f"{name} {mean:.3f}" for name, mean in means.items())
    live_chart(
        race_chart(losses, steps, window),
        key="race-chart",
        alt=f"Loss of the last {window} mini-batches: {words}",
        revision="race",
    )
    batch = f"{contest.config.batch_size} examples each" if contest.config.batch_size > 1 else "one example each"
    st.caption(
        f"Lesson {contest.lesson.id} on {contest.dataset.title}, seed {contest.config.seed}, mini-batches of {batch}. "
        f"Curves are means over {window} mini-batches."
    )
    ranked = sorted((name for name in losses if name not in contest.fallen), key=means.__getitem__)
    if task.ended and any(losses.values()):
        rows = [(name, f"{contest.rates[name]:g}", f"{means[name]:.4f}") for name in ranked]
        rows += [(name, f"{contest.rates[name]:g}", "left the numbers") for name in contest.fallen]
        plain_table(("Optimizer", "Learning rate", f"Loss, last {window} mini-batches"), rows)
    if task.problem:
        st.warning(task.problem)
