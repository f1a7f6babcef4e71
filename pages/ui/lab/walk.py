"""Chapter 1: the post's lines one after the other, each run for real, each to be taken back."""

from collections.abc import Sequence

import streamlit as st

from core.errors import LabError
from core.lab.autograd import Action, Cell, Lab
from core.lab.steps import STEPS
from core.messages import Message
from core.script.lab import Way
from pages.ui.lab.code_panel import code_panel
from pages.ui.lab.guesses import GUESSES, guess_before
from pages.ui.lab.options import arguments_of, options
from pages.ui.lab.pictures import picture_of
from pages.ui.language import t
from pages.ui.texts import text
from pages.ui.visitor.learning import Learning, extended
from pages.ui.visitor.session import Session

# The post's own order.
WALK = (
    *("network", "parameters", "input", "forward", "zero_grad", "backward_from_output"),
    *("forward", "target", "loss", "graph", "zero_grad", "backward", "update", "forward", "loss"),
)
NEEDS_OUTPUT = ("backward_from_output", "target", "loss", "graph", "backward")
NEEDS_LOSS = ("graph", "backward")
MAKES_OUTPUT_STALE = ("input", "update", "backward", "backward_from_output")
MAKES_LOSS_STALE = ("forward", "target", *MAKES_OUTPUT_STALE)


def walk(session: Session) -> None:
    """The latest step and what it printed; the next one; everything before."""
    learning = session.learning
    shown, following = st.columns([4, 3], gap="large")
    with following, st.container(border=True):
        _next_step(session)
    with shown:
        _last_step(learning)
    cells = learning.lab.cells
    if len(cells) > 1:
        with st.expander(t("autograd-walk-before", count=len(cells) - 1)):
            for number, cell in reversed(list(enumerate(cells[:-1], start=1))):
                st.markdown(f"**{number}. {t(STEPS[cell.step].title)}**")
                _show_cell(cell)
    if cells:
        code_panel(Way(learning.lab))


def place_in_walk(lab: Lab) -> int:
    """How far the visitor has come in the post's order, whatever else was done in between."""
    place = 0
    for action, cell in zip(lab.history, lab.cells, strict=True):
        if place < len(WALK) and action.step == WALK[place] and not cell.refused:
            place += 1
    return place


def recommended(lab: Lab) -> str:
    """Return the step to propose: the next one of WALK, or a forward or loss that has to be repeated before it."""
    place = place_in_walk(lab)
    step = WALK[place] if place < len(WALK) else "forward"
    if step in NEEDS_OUTPUT and "out" in lab.names and not is_fresh(lab, "out"):
        return "forward"
    if step in NEEDS_LOSS and "loss" in lab.names and not is_fresh(lab, "loss"):
        return "loss"
    return step


def is_fresh(lab: Lab, name: str) -> bool:
    """Whether `out` or `loss` belongs to the present weights, input and target, with a graph that is still there."""
    if name == "out":
        return _came_after(lab, "forward", MAKES_OUTPUT_STALE)
    return _came_after(lab, "loss", MAKES_LOSS_STALE)


def _came_after(lab: Lab, step: str, others: Sequence[str]) -> bool:
    """Return whether the last `step` in the history comes after every one of `others`."""
    last = {action.step: place for place, action in enumerate(lab.history)}
    return last.get(step, -1) > max(last.get(other, -1) for other in others)


def _next_step(session: Session) -> None:
    learning = session.learning
    place, count = place_in_walk(learning.lab), len(learning.lab.history)
    over = place == len(WALK)
    proposed = recommended(learning.lab)
    step = st.pills(
        t("autograd-walk-step") if over else t("autograd-walk-step-of", place=place, all=len(WALK)),
        list(STEPS),
        default=proposed,
        required=True,
        format_func=lambda key: t(STEPS[key].title),
        key=f"lab-step-{learning.lab.seed}-{count}",
        on_change=learning.be_quiet,
    )
    assert isinstance(step, str)
    if learning.said:
        st.warning(t(learning.said), icon=":material/front_hand:")
    problem = options(session, step)
    guess = guess_before(step, learning.lab)
    if guess is not None:
        st.radio(
            t("autograd-walk-guess", question=Message(f"autograd-guess-{step}")),
            range(len(guess.options)),
            index=None,
            format_func=lambda place: t(guess.options[place]),
            horizontal=True,
            key=_guess_key(step, count),
        )
    st.button(
        t("autograd-walk-run", step=STEPS[step].title),
        key=f"walk-run-{step}",
        type="primary",
        icon=":material/play_arrow:",
        disabled=bool(problem),
        help=problem or None,
        on_click=_run,
        args=(session, step),
        width="stretch",
    )
    if problem:
        st.caption(problem)
    if over:
        st.success(text("autograd/end"))
    again = step == "forward" and "out" in learning.lab.names
    key = f"lab-about-{step}-{count}"
    about = st.container() if guess is None else st.expander(t("autograd-walk-answer"), key=key)
    about.markdown(text("autograd/forward_again" if again else f"autograd/{step}"))


def _guess_key(step: str, count: int) -> str:
    return f"lab-guess-{step}-{count}"


def _run(session: Session, step: str) -> None:
    """Do the step, or say why it cannot be done yet."""
    learning = session.learning
    learning.be_quiet()
    expected = st.session_state.get(_guess_key(step, len(learning.lab.history)))
    try:
        learning.lab = extended(learning.lab, [Action(step, arguments_of(session, step))])
    except LabError as error:
        learning.said = error.message
        return
    learning.expected = expected


def _last_step(learning: Learning) -> None:
    """What was run last: code, output, and a picture of it."""
    cells = learning.lab.cells
    if not cells:
        st.info(t("autograd-walk-empty"), icon=":material/terminal:")
        return
    cell = cells[-1]
    st.markdown(f"**{len(cells)}. {t(STEPS[cell.step].title)}**")
    _show_cell(cell)
    guess = GUESSES.get(cell.step)
    if guess is not None and learning.expected is not None:
        right = guess.right(learning.lab)
        said = guess.options[learning.expected]
        if right == learning.expected:
            st.success(t("autograd-guess-right", guess=said), icon=":material/check:")
        else:
            wrong = t("autograd-guess-wrong", guess=said, right=guess.options[right])
            st.warning(wrong, icon=":material/lightbulb:")
    if cell.refused:
        st.info(t("autograd-walk-refused"))
        return
    if cell.step in ("loss", "backward_from_output") and not _came_after(learning.lab, "forward", ("input", "update")):
        st.info(t("autograd-walk-stale"))
    picture_of(learning.lab, cell.step)


def _show_cell(cell: Cell) -> None:
    st.code(cell.code, language="python", wrap_lines=True)
    if cell.output:
        st.code(cell.output, language=None, wrap_lines=True)
