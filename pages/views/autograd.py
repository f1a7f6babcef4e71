"""Autograd: lesson 004 on live tensors, from the first print to the optimizer race."""

import streamlit as st

from core.lab.experiments import GRADIENTS
from pages.ui.lab.check import check
from pages.ui.lab.graph import graph
from pages.ui.lab.layers import layers
from pages.ui.lab.loop import loop
from pages.ui.lab.questions import questions
from pages.ui.lab.race import race
from pages.ui.lab.update import update
from pages.ui.lab.walk import walk
from pages.ui.layout import open_page
from pages.ui.visitor.learning import Learning
from pages.ui.visitor.session import Session

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
OF_THE_LAB = (1, 3, 4, 6)  # chapters that look at the visitor's own lab, counted from 0
MOST_SEED = 2**31 - 1


def main() -> None:
    """Draw the page."""
    session = open_page(
        "autograd",
        "Lesson 004 on live tensors: what PyTorch does between the loss and the new weights. Here is your lab: the "
        "post's lines, run for real.",
    )
    learning = session.learning
    if session.page_is_new:
        learning.be_quiet()
    st.session_state.setdefault("lab-chapter", learning.chapter)  # the chapter is kept after a reload, too
    chapter = st.segmented_control(
        "Chapter",
        range(len(CHAPTERS)),
        required=True,
        format_func=lambda number: f"{number + 1} {CHAPTERS[number]}",
        key="lab-chapter",
        persist_state="session",
        wrap=True,
        on_change=learning.be_quiet,
    )
    assert isinstance(chapter, int)
    learning.chapter = chapter
    controls(learning, with_steps=chapter == 0)
    show(session, chapter)


def controls(learning: Learning, *, with_steps: bool) -> None:
    """The seed; in the first chapter undo, reset, and the lab as a program."""
    st.session_state["lab-seed"] = learning.lab.seed
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            "Seed",
            0,
            MOST_SEED,
            key="lab-seed",
            on_change=_reseed,
            args=(learning,),
            width=150,
            help=(
                "The same seed gives the same numbers on every screen. Another one starts the lab over; “Undo” "
                "brings the old one back."
            ),
        )
        if not with_steps:
            return
        none = not learning.lab.history
        nothing = none and learning.left is None
        st.button("Undo", key="lab-undo", icon=":material/undo:", disabled=nothing, on_click=learning.undo)
        st.button(
            "Reset", key="lab-reset", icon=":material/restart_alt:", disabled=none, on_click=_reset, args=(learning,)
        )
        st.download_button(
            "The same in a notebook",
            learning.lab.script(),
            "autograd_lab.py",
            "text/x-python",
            key="lab-notebook",
            icon=":material/download:",
            disabled=none,
            on_click="ignore",
            help="A program that prints the same numbers, wherever PyTorch is installed.",
        )


def _reseed(learning: Learning) -> None:
    learning.start_over(st.session_state["lab-seed"])


def _reset(learning: Learning) -> None:
    learning.start_over(learning.lab.seed)


def show(session: Session, chapter: int) -> None:
    """One chapter."""
    learning = session.learning
    st.header(f"{chapter + 1} {CHAPTERS[chapter]}", divider=True)
    if learning.lab.diverged and chapter in OF_THE_LAB:
        st.warning(
            "The weights of your lab are no numbers any more: an update was too large. Undo it in chapter 1, or "
            "reset the lab.",
            icon=":material/warning:",
        )
        return
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
            key=f"lab-next-{chapter}",
            icon=":material/arrow_forward:",
            on_click=_open,
            args=(learning, chapter + 1),
        )


def _open(learning: Learning, chapter: int) -> None:
    learning.be_quiet()
    st.session_state["lab-chapter"] = chapter


main()
