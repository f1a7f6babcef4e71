"""Train: choose a lesson, data and hyperparameters; start; watch."""

from contextlib import suppress

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.config import TextConfig, TrainConfig
from core.data.dataset import DataSet
from core.errors import ConfigError, DataError, PlaygroundError
from core.lessons import DATASETS, Lesson, Preset
from core.messages import Message
from core.network import TrainedNetwork
from core.plan import Plan
from core.runs.order import Goal
from core.runs.run import Run
from pages.ui import datasets
from pages.ui.components.scroll import asking_for
from pages.ui.forms import config_form, dataset_form, lesson_form, preset_form
from pages.ui.language import t
from pages.ui.layout import Standings, open_page, poll_while_active, standings
from pages.ui.network_panel import offer_own_network, weights_downloads
from pages.ui.texts import text
from pages.ui.train.chosen import Chosen
from pages.ui.train.code_panel import code_panel
from pages.ui.train.cost import estimated_seconds
from pages.ui.train.curves import empty_charts
from pages.ui.train.deck import deck
from pages.ui.train.living import living_network
from pages.ui.train.network_table import network_table
from pages.ui.train.open_text import problem_of, untrained
from pages.ui.train.run_list import run_list
from pages.ui.train.run_panel import progress_line, run_panel
from pages.ui.train.starting import begin_run, note_limit, saved_run_form, start_problem
from pages.ui.train.walk_panel import walk_panel
from pages.ui.visitor.session import Session
from pages.ui.words import duration, plain

LONG = 120  # seconds of a run after which a shorter way is pointed out


def main() -> None:
    """Draw the page: a strip of controls; the run; code, network and curves side by side; then what is needed less."""
    session = open_page("train", t("train-lead"), shows_run=True)
    if session.page_is_new:
        session.watching.opened = None
    before = standings(session, shows_network=False)
    with st.container(horizontal=True, vertical_alignment="bottom", key="strip"):
        with st.container(key="strip-lesson", width=276):
            lesson = lesson_form(session)
        with st.container(key="strip-preset", width="content"):
            preset = preset_form(session, lesson)
        settings = st.popover(t("train-settings"), icon=":material/tune:", key="settings", width="content")
        start = st.container(key="strip-start", width="content")
        with st.container(key="strip-tape", width="stretch"):
            deck(session)
            next_steps(session)
    said = st.container()
    with st.container(key="way-place"):  # it keeps its height while `way` is empty
        way = st.empty()
    with settings:
        chosen = drawer(session, lesson, preset, said)
    with start:
        start_button(session, chosen)
    with said:
        remarks(session, chosen)
        if rests(session):
            offer_own_network(session)
    if session.presenting:  # in large type there is room for what a class watches; the rest is below it
        live, runs, code_column = st.container(), st.container(), st.container()
    else:
        runs = st.container()
        code_column, live = st.columns([4, 7], gap="small")
    with runs:
        run_list(session)
    with code_column.container(key="work-code"):
        if chosen.wanted is not None:
            code_panel(session, lesson, chosen.dataset, chosen.wanted, chosen.error)
    with live.container(key="work-live"):
        watch(session, chosen, way, before)
    line_by_line(session, chosen)
    if chosen.layers is not None:
        with st.expander(t("train-network", lesson=lesson.id)):
            network_table(chosen.layers, chosen.dataset)
    with st.expander(t("train-differences")):
        st.markdown(f"{other_data(chosen)}{text(f'lesson_{lesson.id}')}")
        if lesson.id == "004":
            st.page_link("pages/views/autograd.py", label=t("train-autograd"), icon=":material/account_tree:")


def watch(session: Session, chosen: Chosen, way: DeltaGenerator, before: Standings) -> None:
    """The network as it learns, and the curves of the run that is shown; `before`: see poll_while_active."""

    def draw() -> None:
        living_network(session, chosen.lesson, chosen.dataset, chosen.config)
        run = session.in_use.run
        of_another = run is not None and not is_kind_of(run, chosen)
        if run is None or (of_another and run.snapshot.ended):
            with way.container():
                expected(chosen)
        if run is None:
            empty_charts()
        else:
            run_panel(session, way, of_another=of_another)

    poll_while_active(session, draw, shows_network=False, before=before)


def drawer(session: Session, lesson: Lesson, preset: Preset, said: DeltaGenerator) -> Chosen:
    """All settings but lesson and preset; `said` is where the page says that a data set is not here."""
    dataset_id = dataset_form(session, lesson)
    with said:
        dataset = datasets.load_or_instead(session, lesson, dataset_id)
        post = DATASETS[lesson.datasets[0]]
        if preset.id == "post" and dataset_id != post.id and not post.brought:
            st.caption(t("train-not-post-data", post=post.title, data=DATASETS[dataset_id].title))
    about, costs = st.container(), st.container()
    chosen = read_form(session, lesson, dataset, preset, about)
    if chosen.config is not None:
        with costs:
            cost(chosen, chosen.config)
    with st.expander(t("train-saved-run"), expanded=bool(session.runs.upload.problem)):
        saved_run_form(session)
    return chosen


def read_form(session: Session, lesson: Lesson, dataset: DataSet, preset: Preset, about: DeltaGenerator) -> Chosen:
    """The hyperparameters, and the network that they make."""
    wanted, layers, error = None, None, None
    try:
        wanted = config_form(session, lesson, dataset, preset, about)
        if isinstance(wanted, TextConfig):
            dataset = datasets.cut_into(dataset, wanted.units)
        layers = lesson.describe_network(dataset, wanted)
    except (ConfigError, DataError) as wrong:
        error = wrong
    problem = problem_of(session, lesson, dataset, wanted, error)
    return Chosen(lesson, dataset, wanted, layers, None if problem else wanted, error, problem)


def expected(chosen: Chosen) -> None:
    """Before the first run: what it will cost, where its progress will stand."""
    words = t("train-no-run", start=Message("train-start"))
    if chosen.config is not None:
        with suppress(PlaygroundError):
            words = f"{cost_in_words(chosen, chosen.config)} {words}"
    progress_line(0.0, words)


def start_button(session: Session, chosen: Chosen) -> None:
    """Draw the start button; where nothing can be trained it is disabled. A click begins the run."""
    if (
        st.button(
            t("train-start-another" if any(not run.snapshot.ended for run in session.runs.kept) else "train-start"),
            key="start",
            type="secondary" if is_shown_as_chosen(session, chosen) else "primary",  # the next step is another one then
            icon=":material/play_arrow:",
            disabled=chosen.config is None or session.runs.full,
            help=t("train-start-another.help") if session.runs.active else None,
        )
        and chosen.config is not None
        and chosen.layers is not None
    ):  # not a callback: that would get the values from before the last field was left
        begin_run(session, chosen.lesson, chosen.dataset, chosen.config, chosen.layers)
        st.rerun()


def remarks(session: Session, chosen: Chosen) -> None:
    """Why a run cannot be started, what it would not train, or which run it would replace."""
    start_problem(session, chosen.config)
    if chosen.problem:
        st.error(t(chosen.problem), icon=":material/error:")
    if chosen.config is not None:
        remark = untrained(session, chosen.lesson, chosen.dataset, chosen.config)
        if remark is not None:
            st.warning(t(remark), icon=":material/code:")
    oldest = note_limit(session)
    if oldest is not None and oldest.network is not None:
        weights_downloads(oldest.network, key="oldest")


def cost_in_words(chosen: Chosen, config: TrainConfig) -> str:
    """How many steps a run will have, and how long it will take here."""
    plan = Plan.of(chosen.dataset, config)
    steps = t("train-steps", epochs=plan.epochs, batches=plan.per_epoch, steps=plan.steps)
    seconds = estimated_seconds(chosen.lesson, chosen.dataset, config)
    return f"{steps} {t('train-expected', time=duration(seconds))}"


def cost(chosen: Chosen, config: TrainConfig) -> None:
    """What the run will cost, and a shorter way where that is long."""
    lesson, dataset = chosen.lesson, chosen.dataset
    try:
        st.markdown(cost_in_words(chosen, config))
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


def line_by_line(session: Session, chosen: Chosen) -> None:
    """A mini-batch of the run that is shown, or of one that is begun for it."""

    def begin_waiting() -> None:
        assert chosen.config is not None
        assert chosen.layers is not None
        begin_run(session, chosen.lesson, chosen.dataset, chosen.config, chosen.layers, goal=Goal.HERE)

    walk_panel(session, begin_waiting if chosen.config is not None and not session.runs.full else None)


def other_data(chosen: Chosen) -> str:
    """That the data are not the post's, as the first of the differences; empty where they are, or the post has none."""
    dataset, post = chosen.dataset, DATASETS[chosen.lesson.datasets[0]]
    if post.brought or DATASETS[dataset.id].place == post.place:
        return ""
    sizes = {"train": len(dataset.train), "test": len(dataset.test)}
    return f"- {t('train-differences-data', post=post.title, data=dataset.title, **sizes)}\n"


def rests(session: Session) -> TrainedNetwork | None:
    """The network of the run that is shown, where that run has ended."""
    run = session.in_use.run
    return session.in_use.network_of(run) if run is not None and run.snapshot.ended else None


def is_shown_as_chosen(session: Session, chosen: Chosen) -> bool:
    """Whether the run that is shown is of the lesson and the data that are chosen now, and goes on or has learnt."""
    run = session.in_use.run
    return run is not None and is_kind_of(run, chosen) and (run.snapshot.active or rests(session) is not None)


def is_kind_of(run: Run, chosen: Chosen) -> bool:
    """Whether the run is of the lesson and the data that are chosen now."""
    return run.lesson is chosen.lesson and run.dataset.id == chosen.dataset.id


def next_steps(session: Session) -> None:
    """What can be done with the network of a run that has ended: see its mistakes, try it, take it away."""
    network = rests(session)
    if network is None:
        return
    evaluate = ("pages/views/evaluate.py", t("train-evaluate"), ":material/fact_check:", asking_for("mistakes"))
    steps = [evaluate, ("pages/views/playground.py", try_label(network), ":material/draw:", {})]
    if network.card.accuracy == 1:  # there are no mistakes to be seen
        steps.reverse()
    with st.container(horizontal=True, vertical_alignment="center", key="next-steps"):
        with st.popover(t("network-weights"), icon=":material/save:", key="run-weights"):
            weights_downloads(network)
        for page, label, icon, asking in steps:  # the first one is lit, see look.css
            st.page_link(page, label=label, icon=icon, query_params=asking)


def try_label(network: TrainedNetwork) -> str:
    """What can be shown to the network, as an invitation."""
    return t(f"train-try-{network.card.reads}")


main()
