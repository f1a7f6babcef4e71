"""Questions about autograd, each answered by running a few lines of code.

Each experiment runs in a lab of its own, after the steps network, input, forward, target (MSE) and loss. The right
option is not written down anywhere: it is read from the tensors after the lines have run.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import torch

from core.lab.autograd import Cell, Lab
from core.messages import Message, literal

Names = Mapping[str, Any]


class Experiment(NamedTuple):
    """A question, and the lines that answer it."""

    id: str
    options: tuple[Message, ...]
    code: str
    found: Callable[[Names, Cell], tuple[bool, ...]]  # whether each option holds, after the lines have run

    @property
    def question(self) -> Message:
        """What is asked."""
        return Message(f"lab-experiment-{self.id}")

    @property
    def why(self) -> Message:
        """Why the answer is so."""
        return Message(f"lab-experiment-{self.id}.why")


class Finding(NamedTuple):
    """What an experiment has shown."""

    cell: Cell
    right: int  # index of the right option in the experiment's options


def lab_of(seed: int) -> Lab:
    """The lab in which an experiment's lines are run."""
    return Lab(seed).reach("backward")


def run(experiment: Experiment, seed: int) -> Finding:
    """Run an experiment's lines in a new lab with this seed. Raises ValueError unless exactly one option holds."""
    cell, names = lab_of(seed).try_out(experiment.code)
    (right,) = (place for place, holds in enumerate(experiment.found(names, cell)) if holds)
    return Finding(cell, right)


def _gradient(names: Names) -> torch.Tensor | None:
    gradient: torch.Tensor | None = names["net"].conv1.bias.grad
    return gradient


def _none_or_zeros(names: Names) -> tuple[bool, bool, bool]:
    """Whether the gradient of conv1.bias is (None, all zeros, other numbers)."""
    gradient = _gradient(names)
    zeros = gradient is not None and not gradient.any()
    return gradient is None, zeros, gradient is not None and not zeros


def _added_up(names: Names, _cell: Cell) -> tuple[bool, bool, bool]:
    gradient, first = names["net"].conv1.bias.grad, names["first"]
    return torch.equal(gradient, first), torch.equal(gradient, 2 * first), torch.equal(gradient, 0 * first)


def _refused(_names: Names, cell: Cell) -> tuple[bool, bool]:
    return not cell.refused, cell.refused


def _compared(names: Names) -> tuple[bool, bool, bool]:
    before, after = names["loss"].item(), names["after"].item()
    return after < before, not after <= before, after == before


_NONE = literal("None")  # a name of Python, not shown as words
NONE_OR_ZEROS = (_NONE, Message("lab-option-six-zeros"), Message("lab-option-six-others"))
_ADDED = (Message("lab-option-as-first"), Message("lab-option-twice"), Message("lab-option-zero"))
_WORKS = (Message("lab-option-works"), Message("lab-option-refused"))
_NONE_OR_TEN = (_NONE, Message("lab-option-ten-numbers"))
_LOSSES = (Message("lab-option-smaller"), Message("lab-option-larger"), Message("lab-option-the-same"))

_UPDATED = (
    "loss.backward()\nwith torch.no_grad():\n"  # code, not shown
    "    for p in net.parameters():\n        p -= {rate} * p.grad\n"
    "after = criterion(net(input), target)\nprint(loss)\nprint(after)"
)
_TWICE = (
    "first = net.conv1.bias.grad.clone()\n"
    "loss = criterion(net(input), target)\nloss.backward()\n"
    "print(net.conv1.bias.grad / first)"
)

GRADIENTS: tuple[Experiment, ...] = (
    Experiment(
        "before-backward",
        NONE_OR_ZEROS,
        "print(net.conv1.bias.grad)",
        lambda names, _cell: _none_or_zeros(names),
    ),
    Experiment(
        "one-backward",
        (Message("lab-option-only-gradient"), Message("lab-option-only-bias"), Message("lab-option-both")),
        "before = net.conv1.bias.detach().clone()\nloss.backward()\n"
        "print(net.conv1.bias.grad)\nprint(net.conv1.bias - before)",
        lambda names, _cell: (
            torch.equal(names["net"].conv1.bias, names["before"]) and _gradient(names) is not None,
            _gradient(names) is None,
            not torch.equal(names["net"].conv1.bias, names["before"]) and _gradient(names) is not None,
        ),
    ),
    Experiment(
        "twice",
        _ADDED,
        f"loss.backward()\n{_TWICE}",
        _added_up,
    ),
    Experiment(
        "zeroed-between",
        _ADDED,
        "loss.backward()\n" + _TWICE.replace("loss = c", "net.zero_grad()\nloss = c"),
        _added_up,
    ),
    Experiment(
        "after-zero",
        NONE_OR_ZEROS,
        "loss.backward()\nnet.zero_grad()\nprint(net.conv1.bias.grad)",
        lambda names, _cell: _none_or_zeros(names),
    ),
    Experiment(
        "zeros",
        NONE_OR_ZEROS,
        "loss.backward()\nnet.zero_grad(set_to_none=False)\nprint(net.conv1.bias.grad)",
        lambda names, _cell: _none_or_zeros(names),
    ),
    Experiment(
        "second-backward",
        _WORKS,
        "loss.backward()\nloss.backward()",
        _refused,
    ),
    Experiment(
        "retain-graph",
        _ADDED,
        "loss.backward(retain_graph=True)\nfirst = net.conv1.bias.grad.clone()\nloss.backward()\n"
        "print(net.conv1.bias.grad / first)",
        _added_up,
    ),
    Experiment(
        "output",
        _NONE_OR_TEN,
        "loss.backward()\nprint(out.is_leaf)\nprint(out.grad)",
        lambda names, _cell: (names["out"].grad is None, names["out"].grad is not None),
    ),
    Experiment(
        "output-retained",
        _NONE_OR_TEN,
        "out.retain_grad()\nloss.backward()\nprint(out.grad)\nprint(2 * (out - target) / 10)",
        lambda names, _cell: (names["out"].grad is None, names["out"].grad is not None),
    ),
    Experiment(
        "small-image",
        _WORKS,
        "out = net(torch.randn(1, 1, 28, 28))",
        _refused,
    ),
)

UPDATES: tuple[Experiment, ...] = (
    Experiment(
        "recorded",
        _WORKS,
        "loss.backward()\nfor p in net.parameters():\n    p -= 0.01 * p.grad",  # code, not shown
        _refused,
    ),
    Experiment(
        "as-in-post",
        (Message("lab-option-very-same"), Message("lab-option-different")),
        "loss.backward()\nby_hand = [(p - 0.01 * p.grad).detach() for p in net.parameters()]\n"  # code, not shown
        "for f in net.parameters():\n    f.data.sub_(f.grad.data * 0.01)\n"
        "print(all(torch.equal(f, p) for f, p in zip(net.parameters(), by_hand)))",
        lambda names, _cell: (
            equal := all(map(torch.equal, names["net"].parameters(), names["by_hand"])),
            not equal,
        ),
    ),
    Experiment(
        "small-rate",
        _LOSSES,
        _UPDATED.format(rate=0.01),
        lambda names, _cell: _compared(names),
    ),
    Experiment(
        "large-rate",
        _LOSSES,
        _UPDATED.format(rate=100),
        lambda names, _cell: _compared(names),
    ),
    Experiment(
        "adam",
        (Message("lab-option-first-farther"), Message("lab-option-equally-far")),
        "p = nn.Parameter(torch.tensor([1.0, 1.0]))\np.grad = torch.tensor([0.1, 0.0001])\n"
        "optim.Adam([p], lr=0.01).step()\nprint(1 - p)",
        lambda names, _cell: (
            not (equal := torch.allclose(names["p"][0], names["p"][1], atol=1e-5)),
            equal,
        ),
    ),
)
