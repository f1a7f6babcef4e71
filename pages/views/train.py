"""Train: choose a lesson, data and hyperparameters; start; watch."""

from contextlib import suppress

import streamlit as st

from core.config import TextConfig, TrainConfig
from core.data.dataset import DataSet
from core.errors import ConfigError, DataError, PastedError, PlaygroundError
from core.lessons import Lesson
from core.messages import Message, literal
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
from pages.ui.train.cost import estimated_seconds
from pages.ui.train.deck import deck
from pages.ui.train.draft import unread
from pages.ui.train.network_table import network_table
from pages.ui.train.run_list import run_list
from pages.ui.train.run_panel import empty_charts, progress_line, run_panel
from pages.ui.train.starting import begin_run, note_limit, saved_run_form, start_problem
from pages.ui.train.walk_panel import walk_panel
from pages.ui.visitor.session import Session
from pages.ui.words import duration, plain

LONG = 120  # seconds of a run after which a shorter way is pointed out


def main() -> None:
    """Draw the page: a strip of controls; the run; code, network and curves side by side; then what is needed less."""
    session = open_page("train", t("train-lead"), shows_run=True)
    with st.container(horizontal=True, vertical_alignment="bottom", key="strip"):
        with st.container(key="strip-lesson", width=260):
            lesson = lesson_form(session)
        presets = st.container(key="strip-preset", width="content")
        settings = st.popover(t("train-settings"), icon=":material/tune:", key="settings", width="content")
        start = st.container(key="strip-start", width="content")
        with st.container(key="strip-tape", width="stretch"):
            deck(session)
            next_steps(session)
    said, way = st.container(), st.empty()
    with settings:
        dataset = datasets.load_or_instead(session, lesson, dataset_form(session, lesson))
        about = st.container()
        costs = st.container()
        with presets:
            preset = preset_form(session, lesson)
        config, wanted, layers, error = None, None, None, None
        try:
            wanted = config_form(session, lesson, dataset, preset, about)
            if isinstance(wanted, TextConfig):
                dataset = datasets.cut_into(dataset, wanted.units)
            layers = lesson.describe_network(dataset, wanted)
            config = wanted
        except (ConfigError, DataError) as wrong:
            error = wrong
        problem = error.message if error is not None else None
        if isinstance(error, PastedError):  # it quotes the visitor's code
            problem = literal(plain(t(error.message)))
        if config is not None and (problem := unread(session, lesson, dataset, config)) is not None:
            config = None
        with st.expander(t("train-saved-run"), expanded=bool(session.runs.upload.problem)):
            saved_run_form(session)
        if config is not None:
            with costs:
                cost(lesson, dataset, config)
    with start:
        start_button(session, lesson, dataset, config, layers)
    with said:
        remarks(session, config, problem)
    run_list(session)
    code_column, network_column, curves = st.columns([10, 8, 9], gap="small")
    with code_column.container(key="work-code"):
        if wanted is not None:
            code_panel(session, lesson, dataset, wanted, error)
    with network_column.container(key="work-network"):
        if layers is not None:
            network_table(layers, dataset)
    with curves.container(key="work-curves"):
        if session.in_use.run is None:
            with way.container():
                expected(lesson, dataset, config)
            empty_charts()
        else:
            poll_while_active(session, lambda: run_panel(session, way), shows_network=False)
    line_by_line(session, lesson, dataset, config, layers)
    with st.expander(t("train-differences")):
        differences = text(f"lesson_{lesson.id}")
        st.markdown(differences)
        if lesson.id == "004":
            st.page_link("pages/views/autograd.py", label=t("train-autograd"), icon=":material/account_tree:")


def expected(lesson: Lesson, dataset: DataSet, config: TrainConfig | None) -> None:
    """Before the first run: what it will cost, where its progress will stand."""
    words = t("train-no-run", start=Message("train-start"))
    if config is not None:
        with suppress(PlaygroundError):
            words = f"{cost_in_words(lesson, dataset, config)} {words}"
    progress_line(0.0, words)


def start_button(
    session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig | None, layers: list[Layer] | None
) -> None:
    """Draw the start button; without a config it is disabled. A click begins the run."""
    if (
        st.button(
            t("train-start-another" if any(not run.snapshot.ended for run in session.runs.kept) else "train-start"),
            key="start",
            type="secondary" if rests(session) else "primary",  # then the next step is another one
            icon=":material/play_arrow:",
            disabled=config is None or session.runs.full,
            help=t("train-start-another.help") if session.runs.active else None,
        )
        and config is not None
        and layers is not None
    ):  # not a callback: that would get the values from before the last field was left
        begin_run(session, lesson, dataset, config, layers)
        st.rerun()


def remarks(session: Session, config: TrainConfig | None, problem: Message | None) -> None:
    """Why a run cannot be started, or which run the next one would replace."""
    start_problem(session, config)
    if problem:
        st.error(t(problem), icon=":material/error:")
    oldest = note_limit(session)
    if oldest is not None and oldest.network is not None:
        weights_downloads(oldest.network, key="oldest")


def cost_in_words(lesson: Lesson, dataset: DataSet, config: TrainConfig) -> str:
    """How many steps a run will have, and how long it will take here."""
    plan = Plan.of(dataset, config)
    steps = t("train-steps", epochs=plan.epochs, batches=plan.per_epoch, steps=plan.steps)
    return f"{steps} {t('train-expected', time=duration(estimated_seconds(lesson, dataset, config)))}"


def cost(lesson: Lesson, dataset: DataSet, config: TrainConfig) -> None:
    """What the run will cost, and a shorter way where that is long."""
    try:
        st.markdown(cost_in_words(lesson, dataset, config))
    except PlaygroundError as error:
        st.warning(plain(t(error.message)))
        return
    seconds = estimated_seconds(lesson, dataset, config)
    if seconds > LONG:
        first = lesson.presets[0]
        quick = estimated_seconds(lesson, dataset, first.config_for(dataset.id))
        if quick < seconds / 2:
            st.caption(t("train-quicker", preset=first.title, time=duration(quick)))
    per_epoch = Plan.of(dataset, config).per_epoch
    if lesson.console.log and config.log_every > per_epoch:
        st.caption(t("train-no-losses", batches=str(per_epoch)))


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


def rests(session: Session) -> TrainedNetwork | None:
    """The network of the run that is shown, where that run has ended."""
    run = session.in_use.run
    return session.in_use.network_of(run) if run is not None and run.snapshot.ended else None


def next_steps(session: Session) -> None:
    """What can be done with the network of a run that has ended: see its mistakes, try it, take it away."""
    network = rests(session)
    if network is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="next-steps"):
        st.page_link("pages/views/evaluate.py", label=t("train-evaluate"), icon=":material/fact_check:")
        st.page_link("pages/views/playground.py", label=try_label(network), icon=":material/draw:")
        with st.popover(t("network-weights"), icon=":material/save:", key="run-weights"):
            weights_downloads(network)
            offer_own_network(session)


def try_label(network: TrainedNetwork) -> str:
    """What can be shown to the network, as an invitation."""
    return t(f"train-try-{network.card.reads}")


main()
