"""Demo: three minutes in front of a class, one button for each step."""

import streamlit as st

from core.evaluation import Evaluation
from core.inference import predict_image, see_drawing
from core.lessons import LESSONS
from pages.ui import datasets
from pages.ui.confusion import confusion_matrix
from pages.ui.drawing_pad import small_pad
from pages.ui.evaluation import evaluated, own_dataset_of
from pages.ui.layout import open_page, poll_while_active
from pages.ui.run_panel import short_panel
from pages.ui.session import Session
from pages.ui.starting import begin_run, start_problem
from pages.ui.why import what_moved_it
from pages.ui.words import percent

STEPS = ("A network that knows nothing", "It learns", "How good is it?", "Draw for it", "Why does it say that?")
# Lesson and data set: on MNIST, or on what is always here; both take about four seconds on two cores.
MATERIAL = (("000", "mnist"), ("004", "digits32"))


def main() -> None:
    """Draw the page."""
    session = open_page("Demo", "Three minutes in front of a class: one button for each step.", shows_run=True)
    step = min(session.demo_step, len(STEPS) - 1)
    st.progress((step + 1) / len(STEPS), text=f"Step {step + 1} of {len(STEPS)}")
    st.header(STEPS[step])
    match step:
        case 0:
            begin(session)
        case 1:
            watch(session)
        case 2:
            evaluate(session)
        case 3:
            draw(session)
        case _:
            explain(session)


def begin(session: Session) -> None:
    """What will happen; the button that lets it."""
    lesson_id, dataset_id = next(pair for pair in MATERIAL if not datasets.missing(session, pair[1]))
    lesson, dataset = LESSONS[lesson_id], datasets.load(session, dataset_id)
    count = f"{len(dataset.train):,}"
    st.markdown(
        f"Here are {count} handwritten digits. A network with random weights will see all of them a few times, and "
        "change its weights a little after each handful. Nobody tells it what a seven looks like."
    )
    start_problem(session)
    config = lesson.presets[0].config_for(dataset_id)
    st.button(
        "Train it",
        type="primary",
        icon=":material/play_arrow:",
        disabled=session.full,
        on_click=_train,
        args=(session, lesson_id, dataset_id),
    )
    st.caption(f"Lesson {lesson_id} on {dataset.title}, {config.epochs} epochs, seed {config.seed}.")


def _train(session: Session, lesson_id: str, dataset_id: str) -> None:
    lesson = LESSONS[lesson_id]
    dataset = datasets.load(session, dataset_id)
    begin_run(session, lesson, dataset, lesson.presets[0].config_for(dataset_id))
    if not session.start_problem:
        session.demo_step = 1


def watch(session: Session) -> None:
    """The live curves."""
    st.markdown("The loss says how wrong it is: it should fall. The accuracy is measured on digits it has never seen.")
    going = session.run is not None and session.run.snapshot.active
    _next(session, "How good is it?", disabled=going)
    poll_while_active(session, lambda: short_panel(session), shows_network=False)


def evaluate(session: Session) -> None:
    """One number, and where it is wrong."""
    _next(session, "Draw for it")
    network = session.network
    dataset = own_dataset_of(session, network)
    evaluation: Evaluation | None = evaluated(session, network, dataset) if dataset is not None else None
    if evaluation is None or evaluation.problem:
        return
    st.metric("Right on digits it has never seen", percent(evaluation.accuracy))
    st.markdown(
        "A row for each digit that was shown, a column for each answer: everything off the diagonal is a mistake."
    )
    confusion_matrix(evaluation, key="demo-confusion")


def draw(session: Session) -> None:
    """The canvas."""
    _next(session, "Why does it say that?")
    st.markdown("Somebody in the room may draw. Then draw badly, small, in a corner; or something that is no digit.")
    small_pad(session, session.network_for_drawings)


def explain(session: Session) -> None:
    """What moved the answer to the drawing."""
    _next(session, "Begin again", to=0)
    network = session.network_for_drawings
    if session.pad.drawing is None:
        st.info("Nothing has been drawn yet.", icon=":material/draw:")
        st.button("Back to the canvas", on_click=_go, args=(session, 3))
        return
    seen = see_drawing(network, session.pad.drawing.image)
    prediction = predict_image(network, seen)
    st.markdown(f"It says **{prediction.ranking[0].name}**, with {100 * prediction.ranking[0].probability:.1f}%.")
    what_moved_it(network, seen, prediction, None, key="demo")
    st.page_link("pages/views/autograd.py", label="How did it learn that? Autograd", icon=":material/account_tree:")


def _next(session: Session, label: str, to: int | None = None, *, disabled: bool = False) -> None:
    target = session.demo_step + 1 if to is None else to
    st.button(
        label,
        type="primary",
        icon=":material/arrow_forward:",
        disabled=disabled,
        on_click=_go,
        args=(session, target),
        key="demo-next",
    )


def _go(session: Session, step: int) -> None:
    session.demo_step = step


main()
