"""Chapter 1: the post's lines one after the other, each run for real, each to be taken back."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.autograd import CRITERIA, STEPS, WAYS, Cell, Lab
from core.drawing import centre_digit, resize
from core.errors import DrawingError, LabError
from pages.ui import datasets
from pages.ui.canvas import clear_drawing, drawing_canvas
from pages.ui.heat import heat_picture
from pages.ui.images import to_picture
from pages.ui.lab.charts import bar_chart
from pages.ui.live_chart import finished_chart
from pages.ui.session import Learning, Session
from pages.ui.tables import plain_table
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
DIGITS = "digits32"
INPUTS = ("Random numbers, as in the post", "My drawing", "A test digit")
SIDE = 150  # pixels of a picture


class Guess(NamedTuple):
    """A question about what a step will give."""

    question: str
    options: tuple[str, ...]
    right: Callable[[Lab], int]  # a place among the options, from the lab after the step


def _place_of_size(lab: Lab, name: str, sizes: tuple[int, ...]) -> int:
    return sizes.index(lab.names[name].numel())


GUESSES: Mapping[str, Guess] = {
    "parameters": Guess(
        "How many tensors hold the parameters of the five layers?",
        ("5", "10", "81,194"),
        lambda lab: (5, 10, 81_194).index(len(lab.names["params"])),
    ),
    "forward": Guess(
        "How many numbers will come out?", ("1", "10", "1,024"), lambda lab: _place_of_size(lab, "out", (1, 10, 1024))
    ),
    "zero_grad": Guess(
        "What will conv1.bias.grad be afterwards?",
        ("None", "six zeros", "six other numbers"),
        lambda lab: 0 if (found := lab.gradient("conv1.bias")) is None else 1 + bool(found.any()),
    ),
    "loss": Guess(
        "How many numbers is the loss of ten outputs?", ("1", "10"), lambda lab: _place_of_size(lab, "loss", (1, 10))
    ),
    "backward": Guess(
        "Will the last line print something else than the first?",
        ("Yes", "No", "PyTorch will refuse"),
        lambda lab: 2 if lab.cells[-1].refused else _changed(lab),
    ),
    "update": Guess(
        "Will the loss of the same input become smaller?",
        ("Yes", "No"),
        lambda lab: int(not _loss_or_zero(lab) < _loss_or_zero(lab.undo())),
    ),
}


def _changed(lab: Lab) -> int:
    before, after = lab.undo().gradient("conv1.bias"), lab.gradient("conv1.bias")
    return int(before is not None and after is not None and bool((before == after).all()))


def _loss_or_zero(lab: Lab) -> float:
    return lab.loss_now() if "target" in lab.names else 0.0


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
    arguments, problem = _options(session, step)
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


def _options(session: Session, step: str) -> tuple[dict[str, Any], str]:
    """(how the step is to be done, why it cannot be done yet), from what the visitor chooses."""
    match step:
        case "input":
            return _input(session)
        case "zero_grad":
            zeros = st.toggle("set_to_none=False, as in the post's days", key="lab-zeros")
            return {"set_to_none": not zeros}, ""
        case "target":
            criterion = st.segmented_control("Loss", CRITERIA, default=CRITERIA[0], required=True, key="lab-criterion")
            if criterion == CRITERIA[0]:
                return {}, ""
            label = st.selectbox("The right class", range(10), index=_label(session), key="lab-label")
            return {"criterion": criterion, "labels": (label,)}, ""
        case "update":
            way = st.segmented_control("Done", WAYS, default=WAYS[0], required=True, key="lab-way")
            rate = st.number_input("Learning rate", value=0.01, step=0.01, format="%g", key="lab-rate")
            return {"learning_rate": float(rate), "way": way}, ""
        case _:
            return {}, ""


def _input(session: Session) -> tuple[dict[str, Any], str]:
    source = st.segmented_control("Input", INPUTS, default=INPUTS[0], required=True, key="lab-input", wrap=True)
    if source == INPUTS[0]:
        return {}, ""
    if source == INPUTS[1]:
        try:
            drawing = drawing_canvas(session.pad, place="lab-")
        except DrawingError as error:
            return {}, str(error)
        st.button("Clear", icon=":material/delete:", on_click=clear_drawing, args=(session.pad,))
        if drawing is None:
            return {}, "Draw a digit first."
        return {"pixels": resize(centre_digit(drawing), 32)[None, None]}, ""
    pixels = _test_digits(session)[_digit_number(session)][None]
    st.image(to_picture(pixels[0], SIDE), alt="The test digit")
    return {"pixels": pixels}, ""


def _test_digits(session: Session) -> NDArray[np.uint8]:
    """(360, 1, 32, 32)"""
    pixels: NDArray[np.uint8] = datasets.load(session, DIGITS).test.images.numpy()
    return pixels


def _digit_number(session: Session) -> int:
    count = len(_test_digits(session))
    return int(st.number_input(f"Number, of {count}", 0, count - 1, 0, key="lab-digit"))


def _label(session: Session) -> int:
    """The class of the test digit that is the lab's input; 0 for anything else."""
    given = session.learning.lab.names.get("pixels")
    if given is None:
        return 0
    same = (_test_digits(session) == given.numpy()).all(axis=(1, 2, 3))
    return int(datasets.load(session, DIGITS).test.targets[int(same.argmax())]) if same.any() else 0


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
    _picture(learning.lab, cell.step)


def _show_cell(cell: Cell) -> None:
    st.code(cell.code, language="python", wrap_lines=True)
    if cell.output:
        st.code(cell.output, language=None, wrap_lines=True)


def _picture(lab: Lab, step: str) -> None:
    """What the step has made, for the eye."""
    match step:
        case "parameters":
            _parameters(lab)
        case "input":
            values = lab.names["input"][0, 0].numpy()
            st.image(heat_picture(values, SIDE), alt="The input", caption="Blue: above 0, orange: below.")
        case "forward":
            outputs = lab.names["out"].detach()[0].tolist()
            finished_chart(bar_chart(list("0123456789"), outputs, "Output", "%{y:.2f}"), key="lab-outputs")
        case "backward" | "backward_from_output":
            _gradients(lab)
        case "loss":
            _loss(lab)
        case "update":
            _updated(lab)
        case _:
            pass


def _parameters(lab: Lab) -> None:
    named = list(lab.net.named_parameters())
    counts = [parameter.numel() for _, parameter in named]
    chart = bar_chart([name for name, _ in named], counts, "Numbers", "%{y:,}")
    finished_chart(chart, key="lab-parameters")
    rows = [(name, " x ".join(map(str, p.shape)), f"{p.numel():,}") for name, p in named]
    plain_table(("Parameter", "Size", "Numbers"), [*rows, ("all", "", f"{sum(counts):,}")])


def _gradients(lab: Lab) -> None:
    named = [(name, parameter.grad) for name, parameter in lab.net.named_parameters()]
    sizes = [0.0 if gradient is None else float(gradient.abs().mean()) for _, gradient in named]
    finished_chart(bar_chart([name for name, _ in named], sizes, "Mean size of the gradient", ""), key="lab-gradients")


def _loss(lab: Lab) -> None:
    out, target = lab.names["out"].detach(), lab.names["target"]
    if target.shape != out.shape:
        label = int(target[0])
        share = float(out[0].softmax(0)[label])
        st.markdown(
            f"Softmax gives class {label} a probability of {share:.4f}; the loss is minus its logarithm: "
            f"-ln {share:.4f} = **{lab.loss.item():.4f}**."
        )
        return
    squares = ((out - target) ** 2)[0].tolist()
    st.markdown(
        f"The ten differences, squared, add up to {sum(squares):.4f}; divided by 10 that is **{lab.loss.item():.4f}**."
    )


def _updated(lab: Lab) -> None:
    before = lab.undo()
    weight, gradient, after = (
        before.net.conv1.bias[0].item(),  # type: ignore[index]
        lab.gradient("conv1.bias")[0].item(),  # type: ignore[index]
        lab.net.conv1.bias[0].item(),  # type: ignore[index]
    )
    rate = lab.history[-1].arguments.get("learning_rate", 0.01)
    st.markdown(f"`conv1.bias[0]`: {weight:.6f} - {rate:g} x {gradient:.6f} = **{after:.6f}**")
    if "target" in lab.names:
        st.markdown(f"The loss of the same input: before {before.loss_now():.6f}, now **{lab.loss_now():.6f}**.")
