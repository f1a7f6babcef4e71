"""Demo: three minutes in front of a class, one button for each step."""

import streamlit as st

from core.evaluate.evaluation import Evaluation
from core.inference import predict_image, see_drawing
from core.lessons import LESSONS
from pages.ui import datasets
from pages.ui.components.canvas import clear_drawing
from pages.ui.evaluate.confusion import cell_examples, confusion_matrix
from pages.ui.evaluation import evaluated
from pages.ui.explain.why import what_moved_it
from pages.ui.language import t
from pages.ui.layout import open_page, poll_while_active
from pages.ui.playground.answer import NOT_FINITE, no_answer, verdict_badge
from pages.ui.playground.drawing_pad import small_pad
from pages.ui.train.run_panel import short_panel
from pages.ui.train.starting import begin_run, note_limit, start_problem
from pages.ui.visitor.session import Session
from pages.ui.words import percent, plain

STEPS = ("begin", "watch", "evaluate", "draw", "explain")
NEXT = 330  # pixels of the button that leads on, so that it is in the same place in every step
# Lesson and data set: on MNIST, or on what is always here; both take about four seconds on two cores.
MATERIAL = (("000", "mnist"), ("004", "digits32"))


def main() -> None:
    """Draw the page."""
    session = open_page("demo", "", shows_run=True)
    if session.runs.of_demo is None:
        session.demo_step = 0  # the demo's run was deleted on another page
    elif session.page_is_new and session.demo_step > 0:
        session.in_use.show(session.runs.of_demo)  # other pages may have shown another run meanwhile
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(t(f"demo-{STEPS[session.demo_step]}"))
        going = session.in_use.run is not None and session.in_use.run.snapshot.active
        _ways_on(session, waits=session.demo_step == 1 and going)
    match session.demo_step:
        case 0:
            begin(session)
        case 1:
            watch(session)
            if going and session.in_use.run is not None and not session.in_use.run.snapshot.active:
                st.rerun()  # the run has ended since the buttons were drawn
        case 2:
            evaluate(session)
        case 3:
            draw(session)
        case _:
            explain(session)


def begin(session: Session) -> None:
    """Say what will happen, and draw the button that starts it."""
    st.caption(t("demo-about"))
    lesson_id, dataset_id = next(pair for pair in MATERIAL if not datasets.missing(session, pair[1]))
    lesson, dataset = LESSONS[lesson_id], datasets.load(session, dataset_id)
    config = lesson.presets[0].config_for(dataset_id)
    st.markdown(t("demo-begin-about", count=len(dataset.train), epochs=config.epochs))
    start_problem(session, config)
    trained = session.runs.of_demo is not None
    if not trained:
        note_limit(session)
    with st.container(horizontal=True):
        if trained:
            st.button(
                t("demo-go-on"),
                key="demo-go-on",
                type="primary",
                icon=":material/arrow_forward:",
                on_click=_go,
                args=(session, 1),
            )
        st.button(
            t("demo-train-again") if trained else t("demo-train"),
            key="demo-train-again" if trained else "demo-train",
            type="secondary" if trained else "primary",
            icon=":material/play_arrow:",
            disabled=session.runs.full and not trained,
            on_click=_train,
            args=(session, lesson_id, dataset_id),
        )
    st.caption(t("demo-config", lesson=lesson_id, name=dataset.title, epochs=config.epochs, seed=str(config.seed)))


def _train(session: Session, lesson_id: str, dataset_id: str) -> None:
    """Start the demo's run; it takes the place of the one before."""
    lesson = LESSONS[lesson_id]
    config = lesson.presets[0].config_for(dataset_id)
    dataset = datasets.load(session, dataset_id)
    layers = lesson.describe_network(dataset, config)
    begin_run(session, lesson, dataset, config, layers, instead_of=session.runs.of_demo)
    if not session.runs.start_problem:
        session.runs.of_demo, session.demo_step = session.in_use.run, 1
        clear_drawing(session.asking.pad)  # it was drawn for the network before


def watch(session: Session) -> None:
    """The live curves."""
    st.markdown(t("demo-watch-about"))
    poll_while_active(session, lambda: short_panel(session), shows_network=False)


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
    number, matrix = st.columns([1, 3])
    with number:
        st.metric(t("demo-test-accuracy"), percent(evaluation.accuracy))
        st.markdown(t("demo-evaluate-about"))
    with matrix:
        cell = confusion_matrix(evaluation, key="demo-confusion")
    if cell != (None, None):
        cell_examples(network, run.dataset, evaluation, cell, key="demo")


def draw(session: Session) -> None:
    """The canvas."""
    st.markdown(t("demo-draw-about"))
    small_pad(session, session.in_use.network_for_drawings)


def explain(session: Session) -> None:
    """What moved the answer to the drawing."""
    network = session.in_use.network_for_drawings
    if session.asking.pad.drawing is None:
        st.info(t("demo-nothing-drawn"), icon=":material/draw:")
        st.button(t("demo-to-canvas"), key="demo-canvas", on_click=_go, args=(session, 3))
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
    st.page_link("pages/views/autograd.py", label=t("demo-autograd"), icon=":material/account_tree:")


def _ways_on(session: Session, *, waits: bool) -> None:
    """Draw the step's number and, from the second step on, the buttons back and forward.

    The first step has a button of its own instead. `waits` disables the forward button. On the last step that button
    begins the demo again.
    """
    step, last = session.demo_step, len(STEPS) - 1
    st.caption(t("demo-step", number=step + 1, of=len(STEPS)), width="content")
    if step > 0:
        st.button(t("demo-back"), key="demo-back", icon=":material/arrow_back:", on_click=_go, args=(session, step - 1))
        st.button(
            t(f"demo-{STEPS[step + 1]}") if step < last else t("demo-begin-again"),
            type="primary" if step < last else "secondary",
            width=NEXT,
            icon=":material/arrow_forward:" if step < last else ":material/replay:",
            disabled=waits,
            on_click=_go,
            args=(session, step + 1 if step < last else 0),
            key="demo-next",
        )


def _go(session: Session, step: int) -> None:
    if step == 1 and session.runs.of_demo is not None:
        session.in_use.show(session.runs.of_demo)
    session.demo_step = step


main()
