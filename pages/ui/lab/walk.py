"""Chapter 1: the post's lines one after the other, each run for real, each to be taken back."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import LabError
from core.lab.autograd import Action, Cell, Lab
from core.lab.steps import STEPS
from core.messages import Message
from core.script.lab import Way
from pages.ui.components.row import scrolling_row
from pages.ui.components.scroll import scroll_within
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


def walk(session: Session, actions: DeltaGenerator) -> None:
    """All steps so far with what they printed, what the last one does, and the next one; its button is in `actions`."""
    learning = session.learning
    step = _choice(learning)
    shown, beside = st.columns([4, 3], gap="small")
    with shown, st.container(border=True, key="walk-cells"):
        _cells(learning)
    with beside:
        with st.container(border=True, key="walk-about"):
            _about_last(learning)
        with st.container(border=True, key="walk-next"):
            problem = _next_step(session, step)
    with actions:
        _buttons(session, step, problem)
    if learning.lab.cells:
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


def _choice(learning: Learning) -> str:
    """Which step is next; the post's own is proposed."""
    place, count = place_in_walk(learning.lab), len(learning.lab.history)
    over = place == len(WALK)
    step = st.pills(
        t("autograd-walk-step") if over else t("autograd-walk-step-of", place=place, all=len(WALK)),
        list(STEPS),
        default=recommended(learning.lab),
        required=True,
        format_func=_title_in_row,
        key=f"lab-step-{learning.lab.seed}-{count}",
        on_change=learning.be_quiet,
        label_visibility="collapsed",
    )
    assert isinstance(step, str)
    scrolling_row("step-row", "lab-step-", f"{learning.lab.seed}-{count}")
    return step


def _title_in_row(step: str) -> str:
    """A step's title, and how often the post takes the step."""
    times = WALK.count(step)
    return t(STEPS[step].title) if times == 1 else f"{t(STEPS[step].title)} ×{times}"


def _buttons(session: Session, step: str, problem: str) -> None:
    """Run, undo, reset."""
    learning = session.learning
    none = not learning.lab.history
    st.button(
        t("autograd-walk-run", step=STEPS[step].title),
        key=f"walk-run-{step}",
        type="primary",
        icon=":material/play_arrow:",
        disabled=bool(problem),
        help=problem or None,
        on_click=_run,
        args=(session, step),
    )
    st.button(
        t("autograd-undo"),
        key="lab-undo",
        icon=":material/undo:",
        disabled=none and learning.left is None,
        on_click=learning.undo,
    )
    st.button(
        t("autograd-reset"),
        key="lab-reset",
        icon=":material/restart_alt:",
        disabled=none,
        on_click=_reset,
        args=(learning,),
    )


def _reset(learning: Learning) -> None:
    learning.start_over(learning.lab.seed)


def _next_step(session: Session, step: str) -> str:
    """What is to be chosen and guessed before the next step; return why it cannot be done yet, "" when it can."""
    learning = session.learning
    place, count = place_in_walk(learning.lab), len(learning.lab.history)
    obstacle = learning.lab.obstacle(step)
    said = obstacle or learning.said
    if said:
        st.warning(t(said), icon=":material/front_hand:")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(t("autograd-walk-next", step=STEPS[step].title, place=place, all=len(WALK)), width="content")
        guess = guess_before(step, learning.lab) if obstacle is None else None
        with st.popover(
            t("autograd-walk-what" if guess is None else "autograd-walk-answer"), key=f"lab-what-{step}-{count}"
        ):
            st.markdown(_about(step, again="out" in learning.lab.names))
    if obstacle is not None:
        return t(obstacle)
    problem = options(session, step)
    if guess is not None:
        st.radio(
            t("autograd-walk-guess", question=Message(f"autograd-guess-{step}")),
            range(len(guess.options)),
            index=None,
            format_func=lambda place: t(guess.options[place]),
            horizontal=True,
            key=_guess_key(step, count),
        )
    if problem:
        st.caption(problem)
    if place == len(WALK):
        st.success(text("autograd/end"))
    return problem


def _about(step: str, *, again: bool) -> str:
    """What a step does, for somebody who does it for the first time or `again`."""
    return text("autograd/forward_again" if again and step == "forward" else f"autograd/{step}")


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


def _cells(learning: Learning) -> None:
    """Everything that was run, the last step in view, with a picture of what it made."""
    cells = learning.lab.cells
    if not cells:
        st.info(t("autograd-walk-empty"), icon=":material/terminal:")
        return
    for number, cell in enumerate(cells[:-1], start=1):
        with st.container(key=f"walk-cell-{number}"):
            _show_cell(number, cell)
    with st.container(key="walk-latest"):
        scroll_within("walk-here", "walk-cells", f"{learning.lab.seed}-{len(cells)}", t("autograd-walk-ran"))
        _show_cell(len(cells), cells[-1])
        if not cells[-1].refused:
            picture_of(learning.lab, cells[-1].step)


def _about_last(learning: Learning) -> None:
    """What the step that was run last does, and what came of the guess; before the first one, what that will do."""
    cells = learning.lab.cells
    scroll_within(
        "walk-about-top", "walk-about", f"{learning.lab.seed}-{len(cells)}", t("autograd-walk-explained"), top=True
    )
    if not cells:
        st.markdown(text(f"autograd/{WALK[0]}"))
        return
    cell = cells[-1]
    st.markdown(_title(len(cells), cell))
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
    elif cell.step in ("loss", "backward_from_output") and not _came_after(
        learning.lab, "forward", ("input", "update")
    ):
        st.info(t("autograd-walk-stale"))
    st.markdown(_about(cell.step, again=any(each.step == "forward" for each in cells[:-1])))


def _title(number: int, cell: Cell) -> str:
    return f"**{number}. {t(STEPS[cell.step].title)}**"


def _show_cell(number: int, cell: Cell) -> None:
    st.markdown(_title(number, cell))
    st.code(cell.code, language="python", wrap_lines=True)
    if cell.output:
        st.code(cell.output, language=None, wrap_lines=True)
