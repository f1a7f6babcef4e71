"""The steps of the autograd lab: the post's lines, with the numbers that a learner may choose in them."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.errors import LabError
from core.messages import Message

SIDE = 32  # pixels of an input's side
CLASSES = 10
CRITERIA = ("MSE", "CrossEntropy")
OPTIMIZER = "optim.SGD"
WAYS = ("by hand", OPTIMIZER)  # of doing the step "update"; ids, not shown
MOST_LEARNING_RATE = 1000.0


class Step(NamedTuple):
    """A step that a learner can do: some lines of code."""

    title: Message
    code: Callable[..., str]  # gives the lines for the step's arguments; raises LabError when an argument is not valid
    needs: tuple[str, ...] = ()  # names that must exist before the step
    gives: tuple[str, ...] = ()  # names that exist after the step


def _input_code(pixels: NDArray[np.uint8] | None = None) -> str:
    """The lines of the step input. Raises LabError.

    `pixels`: uint8 (N, 1, 32, 32) that take the place of the post's random numbers.
    """
    if pixels is None:
        return "input = torch.randn(1, 1, 32, 32)\nprint(input.size())"
    if pixels.dtype != np.uint8 or pixels.shape[1:] != (1, SIDE, SIDE) or not len(pixels):
        raise LabError("lab-pictures", side=str(SIDE), kind=str(pixels.dtype), shape=str(pixels.shape))
    return "input = (pixels / 255 - 0.5) / 0.5\nprint(input.size())"


def _target_code(criterion: str = "MSE", labels: tuple[int, ...] = (0,)) -> str:
    """The lines of the step target. Raises LabError.

    `labels`: the right class of each input, used for CrossEntropy only.
    """
    if criterion not in CRITERIA:
        raise LabError("lab-no-criterion", criterion=criterion, one=CRITERIA[0], other=CRITERIA[1])
    if criterion == "MSE":
        return "target = torch.randn(10)\ntarget = target.view(1, -1)\ncriterion = nn.MSELoss()\nprint(target)"
    if not labels or not all(0 <= label < CLASSES for label in labels):
        raise LabError("lab-labels")
    return (
        f"target = torch.tensor({[int(label) for label in labels]})\ncriterion = nn.CrossEntropyLoss()\nprint(target)"
    )


def _zero_code(*, set_to_none: bool = True) -> str:
    return f"net.zero_grad({'' if set_to_none else 'set_to_none=False'})\nprint(net.conv1.bias.grad)"


def _update_code(learning_rate: float = 0.01, way: str = WAYS[0]) -> str:
    if way not in WAYS:
        raise LabError("lab-no-way", way=way, one=WAYS[0], other=WAYS[1])
    if not 0 <= learning_rate <= MOST_LEARNING_RATE:
        raise LabError("lab-learning-rate", most=f"{MOST_LEARNING_RATE:g}")
    update = (
        f"optimizer = optim.SGD(net.parameters(), lr={float(learning_rate)!r})\noptimizer.step()\n"
        if way == OPTIMIZER
        else f"learning_rate = {float(learning_rate)!r}\n"  # code, not shown
        "with torch.no_grad():\n    for p in net.parameters():\n        p -= learning_rate * p.grad\n"
    )
    return f"print(net.conv1.bias)\n{update}print(net.conv1.bias)"


STEPS: Mapping[str, Step] = {
    "network": Step(Message("lab-step-network"), lambda: "net = Net()\nprint(net)", gives=("net",)),
    "parameters": Step(
        Message("lab-step-parameters"),
        lambda: (
            "params = list(net.parameters())\nprint(len(params))\n"  # code, not shown
            "print(params[0].size())"
        ),
        needs=("net",),
    ),
    "input": Step(Message("lab-step-input"), _input_code, gives=("input",)),
    "forward": Step(Message("lab-step-forward"), lambda: "out = net(input)\nprint(out)", ("net", "input"), ("out",)),
    "zero_grad": Step(Message("lab-step-zero_grad"), _zero_code, ("net",)),
    "backward_from_output": Step(
        Message("lab-step-backward_from_output"),
        lambda: "out.backward(torch.randn(1, 10))\nprint(net.conv1.bias.grad)",
        ("out",),
    ),
    "target": Step(Message("lab-step-target"), _target_code, gives=("target", "criterion")),
    "loss": Step(
        Message("lab-step-loss"),
        lambda: "loss = criterion(out, target)\nprint(loss)",  # code, not shown
        ("out", "target"),
        ("loss",),
    ),
    "graph": Step(
        Message("lab-step-graph"),
        lambda: (
            "print(loss.grad_fn)\nprint(loss.grad_fn.next_functions[0][0])\n"
            "print(loss.grad_fn.next_functions[0][0].next_functions[0][0])"
        ),
        ("loss",),
    ),
    "backward": Step(
        Message("lab-step-backward"),
        lambda: "print(net.conv1.bias.grad)\nloss.backward()\nprint(net.conv1.bias.grad)",
        ("loss",),
    ),
    "update": Step(Message("lab-step-update"), _update_code, ("net", "gradients")),
}
