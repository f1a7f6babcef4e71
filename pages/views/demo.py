"""Demo: three minutes in front of a class, one button for each step."""

import numpy as np
import streamlit as st

from core.data.dataset import DataSet, set_name
from core.data.summary import examples_of
from core.evaluate.evaluation import Evaluation
from core.inference import predict_image, see_drawing
from core.lessons import LESSONS, Lesson
from pages.ui import datasets
from pages.ui.components.canvas import clear_drawing
from pages.ui.evaluate.confusion import cell_examples, confusion_matrix
from pages.ui.evaluation import evaluated
from pages.ui.explain.why import what_moved_it
from pages.ui.images import grid_picture, to_picture
from pages.ui.language import t
from pages.ui.layout import open_page, poll_while_active
from pages.ui.playground.answer import NOT_FINITE, about_edge, no_answer, verdict_badge
from pages.ui.playground.drawing_pad import small_pad
from pages.ui.train.living import network_on_slide
from pages.ui.train.run_panel import progress, two_curves
from pages.ui.train.starting import begin_run, note_limit, start_problem
from pages.ui.visitor.session import Session
from pages.ui.words import percent, plain

STEPS = ("begin", "watch", "evaluate", "draw", "explain")
DRAW = STEPS.index("draw")
NEXT = 280  # pixels of the button that leads on, so that it is in the same place in every step
ROWS, SIDE = 2, 56  # of each digit; pixels of one in the browser's picture, which is shown in the size of the screen
MISTAKES = 10
# Lesson and data set: on MNIST, or on what is always here; both take about four seconds on two cores.
MATERIAL = (("000", "mnist"), ("004", "digits32"))


def main() -> None:
    """Draw the page: the step's title and the buttons, which stay in their places; below them the step."""
    session = open_page("demo", t("demo-about"), shows_run=True)
    if session.runs.of_demo is None:
        session.demo_step = 0  # the demo's run was deleted on another page
    elif session.page_is_new and session.demo_step > 0:
        session.in_use.show(session.runs.of_demo)  # other pages may have shown another run meanwhile
    lesson_id, dataset_id = next(pair for pair in MATERIAL if not datasets.missing(session, pair[1]))
    lesson, dataset = LESSONS[lesson_id], datasets.load(session, dataset_id)
    run, step = session.runs.of_demo, session.demo_step
    going = run is not None and run.snapshot.active
    with st.container(horizontal=True, vertical_alignment="center", key="demo-head"):
        st.header(t(f"demo-{STEPS[step]}"), anchor=False)
        _ways_on(session, lesson, dataset, waits=step == 1 and going)
    with st.container(key=f"demo-slide-{STEPS[step]}"):
        match step:
            case 0:
                begin(session, lesson, dataset)
            case 1:
                watch(session)
                if going and run is not None and not run.snapshot.active:
                    st.rerun()  # the run has ended since the buttons were drawn
            case 2:
                evaluate(session)
            case 3:
                draw(session)
            case _:
                explain(session)


def begin(session: Session, lesson: Lesson, dataset: DataSet) -> None:
    """The digits, and the network with the random weights that it begins with."""
    config = lesson.presets[0].config_for(dataset.id)
    start_problem(session, config)
    if session.runs.of_demo is None:
        note_limit(session)
    words, digits = st.columns(2, vertical_alignment="center")
    with words:
        settings = t("demo-config", lesson=lesson.id, name=dataset.title, epochs=config.epochs, seed=str(config.seed))
        st.markdown(t("demo-begin-about", count=len(dataset.train), epochs=config.epochs), help=settings)
        if session.runs.of_demo is not None:
            st.button(
                t("demo-train-again"),
                key="demo-train-again",
                icon=":material/play_arrow:",
                on_click=_train,
                args=(session, lesson, dataset),
            )
    with digits, st.container(key="demo-digits"):
        images = np.stack([examples_of(dataset.train, label, 0, ROWS) for label in range(len(dataset.classes))])
        st.image(grid_picture(images, SIDE), width="stretch", alt=t("demo-digits"))
    network_on_slide(session, lesson, dataset, config, None, key="demo-fresh")


def _train(session: Session, lesson: Lesson, dataset: DataSet) -> None:
    """Start the demo's run; it takes the place of the one before."""
    config = lesson.presets[0].config_for(dataset.id)
    layers = lesson.describe_network(dataset, config)
    begin_run(session, lesson, dataset, config, layers, instead_of=session.runs.of_demo)
    if not session.runs.start_problem:
        session.runs.of_demo, session.demo_step = session.in_use.run, 1
        clear_drawing(session.asking.pad)  # it was drawn for the network before


def watch(session: Session) -> None:
    """The network as it learns, the curves beside it."""
    st.markdown(t("demo-watch-about"))
    run = session.runs.of_demo
    assert run is not None

    def show() -> None:
        progress(session)
        left, right = st.columns([5, 3])
        with left:
            network_on_slide(session, run.lesson, run.dataset, run.config, run, key="demo-network")
        with right:
            two_curves(session)

    poll_while_active(session, show, shows_network=False)


def evaluate(session: Session) -> None:
    """Show the test accuracy, and which digits the network gets wrong."""
    run = session.runs.of_demo
    network = session.in_use.network_of(run) if run is not None else None
    if run is None or network is None:
        st.info(t("demo-no-epoch"))
        return
    evaluation: Evaluation | None = evaluated(session, network, run.dataset)
    if evaluation is None:
        return
    if evaluation.problem:
        st.error(t(evaluation.problem), icon=":material/error:")
        return
    number, mistakes = st.columns([1, 3])
    with number:
        st.metric(t("demo-test-accuracy"), percent(evaluation.accuracy))
        st.markdown(t("demo-evaluate-about"))
    with mistakes:
        _mistakes(evaluation)
    with st.expander(t("demo-matrix")):
        st.markdown(t("demo-matrix-about"))
        cell = confusion_matrix(evaluation, key="demo-confusion")
        if cell != (None, None):
            cell_examples(network, run.dataset, evaluation, cell, key="demo")


def _mistakes(evaluation: Evaluation) -> None:
    """The test examples that the network was most sure of and wrong about, large."""
    if len(evaluation.mistakes) == 0:
        st.success(t("evaluate-no-mistake", part=set_name(evaluation.part)))
        return
    with st.container(horizontal=True, key="demo-mistakes"):
        for index in evaluation.ranked(evaluation.mistakes, "loss")[:MISTAKES].tolist():
            example = evaluation.example(index)
            said = t("demo-mistake", truth=example.truth, guess=example.guess)
            st.image(to_picture(evaluation.split.images[index].numpy(), 4 * SIDE), caption=plain(said), alt=said)


def draw(session: Session) -> None:
    """The canvas."""
    st.markdown(t("demo-draw-about"))
    nothing_drawn = session.asking.pad.drawing is None
    small_pad(session, session.in_use.network_for_drawings, nothing_drawn=nothing_drawn)


def explain(session: Session) -> None:
    """What moved the answer to the drawing."""
    network = session.in_use.network_for_drawings
    if session.asking.pad.drawing is None:
        st.info(t("demo-nothing-drawn"), icon=":material/draw:")
        st.button(t("demo-to-canvas"), key="demo-canvas", type="primary", on_click=_go, args=(session, DRAW))
        return
    seen = see_drawing(network, session.asking.pad.drawing.image)
    prediction = predict_image(network, seen)
    if not prediction.is_answer:
        no_answer(NOT_FINITE)
        return
    first = prediction.ranking[0]
    says = t("demo-says", name=plain(first.name), sure=f"{100 * first.probability:.1f}")
    st.markdown(f"{says} {verdict_badge(session, network, seen)}")
    what_moved_it(network, seen, prediction, None, key="demo")
    about_edge(seen)
    st.page_link("pages/views/autograd.py", label=t("demo-autograd"), icon=":material/account_tree:")


def _ways_on(session: Session, lesson: Lesson, dataset: DataSet, *, waits: bool) -> None:
    """Draw which step this is, the button back and the one that leads on, lit where it leads to something to see.

    `waits` disables the button that leads on.
    """
    step, last = session.demo_step, len(STEPS) - 1
    said = t("demo-step", number=step + 1, of=len(STEPS))
    st.progress((step + 1) / len(STEPS), text=said, width=110)
    st.button(
        t("demo-back"),
        key="demo-back",
        icon=":material/arrow_back:",
        disabled=step == 0,
        on_click=_go,
        args=(session, step - 1),
    )
    if session.runs.of_demo is None:
        st.button(
            t("demo-train"),
            key="demo-train",
            type="primary",
            width=NEXT,
            icon=":material/play_arrow:",
            disabled=session.runs.full,
            on_click=_train,
            args=(session, lesson, dataset),
        )
        return
    nothing_drawn = step == DRAW and session.asking.pad.drawing is None
    label = "demo-go-on" if step == 0 else "demo-begin-again" if step == last else f"demo-{STEPS[step + 1]}"
    st.button(
        t(label),
        key="demo-next",
        type="secondary" if step == last or nothing_drawn else "primary",
        width=NEXT,
        icon=":material/replay:" if step == last else ":material/arrow_forward:",
        disabled=waits,
        on_click=_go,
        args=(session, 0 if step == last else step + 1),
    )


def _go(session: Session, step: int) -> None:
    if step == 1 and session.runs.of_demo is not None:
        session.in_use.show(session.runs.of_demo)
    session.demo_step = step


main()
