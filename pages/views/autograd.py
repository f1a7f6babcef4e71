"""Autograd: lesson 004 on live tensors, from the first print to the optimizer race."""

import streamlit as st

from core.autograd import Lab
from core.errors import LabError
from core.experiments import GRADIENTS
from pages.ui.lab.check import check
from pages.ui.lab.graph import graph
from pages.ui.lab.layers import layers
from pages.ui.lab.learning import Learning
from pages.ui.lab.loop import loop
from pages.ui.lab.questions import questions
from pages.ui.lab.race import race
from pages.ui.lab.update import update
from pages.ui.lab.walk import walk
from pages.ui.layout import open_page
from pages.ui.session import Session

CHAPTERS = (
    "Step by step",
    "The graph",
    "Gradients add up",
    "The update",
    "Is the gradient right?",
    "The training loop",
    "Every layer",
    "Optimizer race",
)
MOST_SEED = 2**31 - 1


def main() -> None:
    """Draw the page."""
    session = open_page(
        "Autograd", "Lesson 004 on live tensors: what PyTorch does between the loss and the new weights."
    )
    learning = session.learning
    chapter = st.segmented_control(
        "Chapter",
        range(len(CHAPTERS)),
        default=0,
        required=True,
        format_func=lambda number: f"{number + 1} {CHAPTERS[number]}",
        key="lab-chapter",
        persist_state="session",
        wrap=True,
        on_change=_clear,
        args=(learning,),
    )
    assert isinstance(chapter, int)
    controls(learning, with_steps=chapter == 0)
    try:
        show(session, chapter)
    except LabError as error:  # the lab is full
        st.error(str(error), icon=":material/error:")


def _clear(learning: Learning) -> None:
    learning.said = ""


def controls(learning: Learning, *, with_steps: bool) -> None:
    """The seed; in the first chapter undo, reset, and the lab as a program."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            "Seed",
            0,
            MOST_SEED,
            learning.lab.seed,
            key="lab-seed",
            on_change=_reseed,
            args=(learning,),
            width=150,
            help="The same seed gives the same numbers on every screen. Another one begins the lab anew.",
        )
        if not with_steps:
            return
        none = not learning.lab.history
        st.button("Undo", icon=":material/undo:", disabled=none, on_click=_undo, args=(learning,))
        st.button("Reset", icon=":material/restart_alt:", disabled=none, on_click=_reset, args=(learning,))
        st.download_button(
            "The same in a notebook",
            learning.lab.script(),
            "autograd_lab.py",
            "text/x-python",
            icon=":material/download:",
            disabled=none,
            on_click="ignore",
            help="A program that prints the same numbers, wherever PyTorch is installed.",
        )


def _reseed(learning: Learning) -> None:
    learning.lab = Lab(st.session_state["lab-seed"])
    learning.said = ""


def _undo(learning: Learning) -> None:
    learning.lab, learning.said, learning.expected = learning.lab.undo(), "", None


def _reset(learning: Learning) -> None:
    learning.lab, learning.said, learning.expected = Lab(learning.lab.seed), "", None


def show(session: Session, chapter: int) -> None:
    """One chapter."""
    learning = session.learning
    st.subheader(f"{chapter + 1} {CHAPTERS[chapter]}", divider=True)
    match chapter:
        case 0:
            walk(session)
        case 1:
            graph(learning)
        case 2:
            st.markdown(
                "What does `zero_grad()` do, and why? Guess first; then the lines are run, on a network of their own."
            )
            questions(learning, GRADIENTS)
        case 3:
            update(learning)
        case 4:
            check(learning)
        case 5:
            loop(session)
        case 6:
            layers(learning)
        case _:
            race(session)
    if chapter + 1 < len(CHAPTERS):
        st.button(
            f"Next chapter: {CHAPTERS[chapter + 1]}",
            icon=":material/arrow_forward:",
            on_click=_open,
            args=(learning, chapter + 1),
        )


def _open(learning: Learning, chapter: int) -> None:
    learning.said = ""
    st.session_state["lab-chapter"] = chapter


main()
