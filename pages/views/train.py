"""Train: choose a lesson, data and hyperparameters; start; watch."""

import streamlit as st

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.errors import ConfigError
from core.lessons import Lesson
from core.network import TrainedNetwork
from core.runs import Run
from pages.ui import datasets
from pages.ui.cost import estimated_cost
from pages.ui.forms import config_form, dataset_form, lesson_form, preset_form
from pages.ui.layout import open_page
from pages.ui.network_panel import offer_own_network, weights_downloads
from pages.ui.network_table import network_table
from pages.ui.run_panel import run_panel
from pages.ui.session import Session
from pages.ui.texts import text
from pages.ui.words import duration


def main() -> None:
    """Draw the page."""
    session = open_page("Train", "Choose, start, and watch the network learn.", shows_run=True)
    setup, live = st.columns([2, 3], gap="large")
    with setup:
        lesson = lesson_form(session)
        dataset = datasets.load_or_instead(session, lesson.datasets, dataset_form(session, lesson))
        preset = preset_form(session, lesson)
        action = st.container()  # the button stands above the hyperparameters, but must know their values
        config, layers, problem = None, None, ""
        try:
            wanted = config_form(session, lesson, dataset, preset)
            layers = lesson.describe_network(dataset, wanted)
            config = wanted
        except ConfigError as error:
            problem = str(error)
        with action:
            start_form(session, lesson, dataset, config, problem)
    with live:
        result(session)
        if layers is not None:
            with st.expander(f"The network of lesson {lesson.id}, layer by layer", expanded=lesson.id == "001"):
                network_table(layers, dataset.input_shape)
    with st.expander("Where this differs from the post, and why"):
        st.markdown(text(f"lesson_{lesson.id}"))


def start_form(session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig | None, problem: str) -> None:
    """What the run will cost, or why it cannot be started; and the button that begins it."""
    if problem:
        st.error(problem, icon=":material/error:")
    if config is not None:
        cost = estimated_cost(lesson, dataset, config)
        st.markdown(
            f"Epochs x mini-batches: {config.epochs} x {cost.steps_per_epoch:,} = **{cost.steps:,} steps**. "
            f"Expected time: **{duration(cost.seconds)}**, as measured on this server just now."
        )
        if lesson.console.log and config.log_every > cost.steps_per_epoch:
            st.caption(f"An epoch has only {cost.steps_per_epoch} mini-batches, so the console will print no losses.")
    running = session.run is not None and session.run.snapshot.active
    label = "Start training"
    if session.run is not None and running:
        label = "Start again" if session.run.lesson is lesson else f"Start lesson {lesson.id} instead"
    st.button(
        label,
        type="primary",
        icon=":material/play_arrow:",
        disabled=config is None,
        help="Stops the present run and begins a new one." if running else None,
        on_click=start,
        args=(session, lesson, dataset, config),
        width="stretch",
    )


def start(session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> None:
    """Begin a run with the values of the form."""
    session.begin(Run(lesson, dataset, config))


def result(session: Session) -> None:
    """The present run, and what can be done with its network."""
    if session.run is None:
        st.info(
            "The curves will appear here. “Start training” begins a run.",
            icon=":material/show_chart:",
        )
        return
    run_panel(session.run)
    if session.run.network is not None and not session.run.snapshot.active:
        offer_own_network(session)
        with st.container(horizontal=True):
            weights_downloads(session.run.network)
            st.page_link("pages/views/evaluate.py", label="Evaluate it", icon=":material/fact_check:")
            st.page_link("pages/views/playground.py", label=try_label(session.run.network), icon=":material/draw:")


def try_label(network: TrainedNetwork) -> str:
    """What can be shown to the network, as an invitation."""
    return {"drawings": "Draw for it", "pictures": "Show it a picture", "text": "Write for it"}[network.card.reads]


main()
