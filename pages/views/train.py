"""Train: choose a lesson, data and hyperparameters; start; watch."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.config import TextConfig, TrainConfig
from core.data.dataset import DataSet
from core.errors import ConfigError, DataError, PlaygroundError
from core.lessons import Lesson
from core.messages import Message
from core.models.summary import Layer
from core.network import TrainedNetwork
from core.plan import Plan
from core.runs.order import Goal
from pages.ui import datasets
from pages.ui.forms import config_form, dataset_form, lesson_form, preset_form
from pages.ui.language import t
from pages.ui.layout import open_page, poll_while_active
from pages.ui.network_panel import offer_own_network, weights_downloads
from pages.ui.texts import text
from pages.ui.train.code_panel import code_panel
from pages.ui.train.comparing import comparison_button
from pages.ui.train.cost import estimated_seconds
from pages.ui.train.deck import deck
from pages.ui.train.network_table import network_table
from pages.ui.train.open_text import problem_of, untrained
from pages.ui.train.run_list import deleted_run, run_list
from pages.ui.train.run_panel import empty_charts, progress_panel, run_panel
from pages.ui.train.starting import begin_run, note_limit, saved_run_form, start_problem
from pages.ui.train.walk_panel import walk_panel
from pages.ui.visitor.session import Session
from pages.ui.words import duration, plain

LONG = 120  # seconds of a run after which a shorter way is pointed out


def main() -> None:
    """Draw the page."""
    session = open_page("train", t("train-lead"), shows_run=True)
    setup, live = st.columns([2, 3], gap="large")
    with setup:
        lesson = lesson_form(session)
        dataset = datasets.load_or_instead(session, lesson, dataset_form(session, lesson))
        preset, about = preset_form(session, lesson)
        action = st.container()  # the button stands above the hyperparameters, but must know their values
        with st.container(key="narrow"):
            progress = st.empty()  # for screens where the curves are far below
        remarks = st.container()
        config, wanted, layers, error = None, None, None, None
        try:
            wanted = config_form(session, lesson, dataset, preset, about)
            if isinstance(wanted, TextConfig):
                dataset = datasets.cut_into(dataset, wanted.units)
            layers = lesson.describe_network(dataset, wanted)
            config = wanted
        except (ConfigError, DataError) as wrong:
            error = wrong
        problem = problem_of(session, lesson, dataset, wanted, error)
        config = config if problem is None else None
        with action:
            start_button(session, lesson, dataset, config, layers)
        with remarks:
            cost_or_problem(session, lesson, dataset, config, problem)
        with st.expander(t("train-saved-run"), expanded=bool(session.runs.upload.problem)):
            saved_run_form(session)
    with live:
        result(session, progress, lambda: line_by_line(session, lesson, dataset, config, layers))
        if wanted is not None:
            code_panel(session, lesson, dataset, wanted, error)
        if layers is not None:
            with st.expander(t("train-network", lesson=lesson.id), expanded=lesson.id == "001"):
                network_table(layers, dataset)
    with st.expander(t("train-differences")):
        differences = text(f"lesson_{lesson.id}")
        st.markdown(differences)
        if lesson.id == "004":
            st.page_link("pages/views/autograd.py", label=t("train-autograd"), icon=":material/account_tree:")


def start_button(
    session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig | None, layers: list[Layer] | None
) -> None:
    """Draw the start button, and say before which run the new one would replace.

    Without a config the button is disabled. A click begins the run.
    """
    oldest = note_limit(session)
    if oldest is not None and oldest.network is not None:
        weights_downloads(oldest.network, key="oldest")
    if (
        st.button(
            t("train-start-another" if any(not run.snapshot.ended for run in session.runs.kept) else "train-start"),
            key="start",
            type="primary",
            icon=":material/play_arrow:",
            disabled=config is None or session.runs.full,
            help=t("train-start-another.help") if session.runs.active else None,
            width="stretch",
        )
        and config is not None
        and layers is not None
    ):  # not a callback: that would get the values from before the last field was left
        begin_run(session, lesson, dataset, config, layers)
        st.rerun()


def cost_or_problem(
    session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig | None, problem: Message | None
) -> None:
    """What the run will cost, or why it cannot be started."""
    start_problem(session, config)
    if problem:
        st.error(t(problem), icon=":material/error:")
    if config is not None:
        remark = untrained(session, lesson, dataset, config)
        if remark is not None:
            st.warning(t(remark), icon=":material/code:")
        plan = Plan.of(dataset, config)
        try:
            seconds = estimated_seconds(lesson, dataset, config)
        except PlaygroundError as error:
            st.warning(plain(t(error.message)))
            return
        steps = t("train-steps", epochs=plan.epochs, batches=plan.per_epoch, steps=plan.steps)
        st.markdown(f"{steps} {t('train-expected', time=duration(seconds))}")
        if seconds > LONG:
            first = lesson.presets[0]
            quick = estimated_seconds(lesson, dataset, first.config_for(dataset.id))
            if quick < seconds / 2:
                st.caption(t("train-quicker", preset=first.title, time=duration(quick)))
        if lesson.console.log and config.log_every > plan.per_epoch:
            st.caption(t("train-no-losses", batches=str(plan.per_epoch)))


def line_by_line(
    session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig | None, layers: list[Layer] | None
) -> None:
    """A mini-batch of the run that is shown, or of one that is begun for it."""

    def begin_waiting() -> None:
        assert config is not None
        assert layers is not None
        begin_run(session, lesson, dataset, config, layers, goal=Goal.HERE)

    possible = config is not None and layers is not None and not session.runs.full
    walk_panel(session, begin_waiting if possible else None)


def result(session: Session, progress: DeltaGenerator, draw_walk: Callable[[], None]) -> None:
    """The visitor's runs, the one that is shown, and what can be done with its network; `draw_walk`: line by line."""
    run = session.in_use.run
    if run is None:
        deleted_run(session)
        st.info(t("train-no-run", start=Message("train-start")), icon=":material/show_chart:")
        draw_walk()
        empty_charts()
        return
    with st.container():  # when a line here disappears, the charts below keep their place and are not rebuilt
        run_list(session)
        deck(session)
        draw_walk()

    def draw() -> None:
        run_panel(session)
        with progress.container():
            progress_panel(session)

    poll_while_active(session, draw, shows_network=False)
    network = session.in_use.network_of(run)
    if network is not None and not run.snapshot.active:
        offer_own_network(session)
        with st.container(horizontal=True, vertical_alignment="center"):
            weights_downloads(network)
            st.page_link("pages/views/evaluate.py", label=t("train-evaluate"), icon=":material/fact_check:")
            st.page_link("pages/views/playground.py", label=try_label(network), icon=":material/draw:")
        comparison_button(session, run)


def try_label(network: TrainedNetwork) -> str:
    """What can be shown to the network, as an invitation."""
    return t(f"train-try-{network.card.reads}")


main()
