"""Chapter 1: the post's lines one after the other, each run for real, each to be taken back."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.autograd import Cell, Lab
from core.autograd_steps import STEPS
from core.errors import LabError
from pages.ui.lab.guesses import GUESSES
from pages.ui.lab.learning import Learning
from pages.ui.lab.options import options
from pages.ui.lab.pictures import picture_of
from pages.ui.session import Session
from pages.ui.texts import text

# The post's own order.
WALK = (
    ("network", "network"),
    ("parameters", "parameters"),
    ("input", "input"),
    ("forward", "forward"),
    ("zero_grad", "zero_grad"),
    ("backward_from_output", "backward_from_output"),
    ("forward", "forward_again"),
    ("target", "target"),
    ("loss", "loss"),
    ("graph", "graph"),
    ("zero_grad", "zero_grad"),
    ("backward", "backward"),
    ("update", "update"),
    ("forward", "forward_again"),
    ("loss", "loss"),
)


def walk(session: Session) -> None:
    """The latest step and what it printed; the next one; everything before."""
    learning = session.learning
    shown, following = st.columns(2, gap="large")
    with following, st.container(border=True):
        _next_step(session)
    with shown:
        _last_step(learning)
    cells = learning.lab.cells
    if len(cells) > 1:
        with st.expander(f"What was run before ({len(cells) - 1})"):
            for number, cell in reversed(list(enumerate(cells[:-1], start=1))):
                st.markdown(f"**{number}. {STEPS[cell.step].title}**")
                _show_cell(cell)


def place_in_walk(lab: Lab) -> int:
    """How far the visitor has come in the post's order, whatever else was done in between."""
    place = 0
    for action in lab.history:
        if place < len(WALK) and action.step == WALK[place][0]:
            place += 1
    return place


def _next_step(session: Session) -> None:
    learning = session.learning
    place, count = place_in_walk(learning.lab), len(learning.lab.history)
    over = place == len(WALK)
    recommended = "" if over else WALK[place][0]
    step = st.pills(
        "Next step" if over else f"Next step ({place + 1} of {len(WALK)} in the post's order)",
        list(STEPS),
        default=recommended or "forward",
        required=True,
        format_func=lambda key: STEPS[key].title,
        key=f"lab-step-{learning.lab.seed}-{count}",
    )
    assert isinstance(step, str)
    if learning.said:
        st.warning(learning.said, icon=":material/front_hand:")
    arguments, problem = options(session, step)
    guess = GUESSES.get(step)
    if guess is not None:
        st.radio(
            f"First guess: {guess.question}",
            range(len(guess.options)),
            index=None,
            format_func=guess.options.__getitem__,
            horizontal=True,
            key=_guess_key(step, count),
        )
    st.button(
        f"Run “{STEPS[step].title}”",
        type="primary",
        icon=":material/play_arrow:",
        disabled=bool(problem),
        help=problem or None,
        on_click=_run,
        args=(learning, step, arguments),
        width="stretch",
    )
    if over:
        st.success(text("autograd/end"))
    name = WALK[place][1] if step == recommended else step
    st.markdown(text(f"autograd/{name}"))


def _guess_key(step: str, count: int) -> str:
    return f"lab-guess-{step}-{count}"


def _run(learning: Learning, step: str, arguments: Mapping[str, Any]) -> None:
    """Do the step, or say why it cannot be done yet."""
    learning.said = ""
    expected = st.session_state.get(_guess_key(step, len(learning.lab.history)))
    try:
        learning.lab = learning.lab.do(step, **arguments)
    except LabError as error:
        learning.said = str(error)
        return
    learning.expected = expected


def _last_step(learning: Learning) -> None:
    """What was run last: code, output, and a picture of it."""
    cells = learning.lab.cells
    if not cells:
        st.info(
            "Each step runs a few lines of the post. Here you will see them, and what they print. Begin with "
            "“Network”.",
            icon=":material/terminal:",
        )
        return
    cell = cells[-1]
    st.markdown(f"**{len(cells)}. {STEPS[cell.step].title}**")
    _show_cell(cell)
    guess = GUESSES.get(cell.step)
    if guess is not None and learning.expected is not None:
        right = guess.right(learning.lab)
        said = guess.options[learning.expected]
        if right == learning.expected:
            st.success(f"You expected: {said}. So it is.", icon=":material/check:")
        else:
            st.warning(f"You expected: {said}. It is: {guess.options[right]}.", icon=":material/lightbulb:")
    if cell.refused:
        st.info("PyTorch has refused this step, and said why. Nothing is lost: go on with another one, or undo it.")
    picture_of(learning.lab, cell.step)


def _show_cell(cell: Cell) -> None:
    st.code(cell.code, language="python", wrap_lines=True)
    if cell.output:
        st.code(cell.output, language=None, wrap_lines=True)
