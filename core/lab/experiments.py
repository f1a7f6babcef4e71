"""Questions about autograd, each answered by running a few lines of code.

Each experiment runs in a lab of its own, after the steps network, input, forward, target (MSE) and loss. The right
option is not written down anywhere: it is read from the tensors after the lines have run.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import torch

from core.lab.autograd import Cell, Lab

Names = Mapping[str, Any]


class Experiment(NamedTuple):
    """A question, the lines that answer it, and why it is so."""

    question: str
    options: tuple[str, ...]
    code: str
    found: Callable[[Names, Cell], tuple[bool, ...]]  # whether each option holds, after the lines have run
    why: str


class Finding(NamedTuple):
    """What an experiment has shown."""

    cell: Cell
    right: int  # index of the right option in the experiment's options


def run(experiment: Experiment, seed: int) -> Finding:
    """Run an experiment's lines in a new lab with this seed. Raises ValueError unless exactly one option holds."""
    cell, names = Lab(seed).reach("backward").try_out(experiment.code)
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


_UPDATED = (
    "loss.backward()\nwith torch.no_grad():\n    for p in net.parameters():\n        p -= {rate} * p.grad\n"
    "after = criterion(net(input), target)\nprint(loss)\nprint(after)"
)
_TWICE = (
    "first = net.conv1.bias.grad.clone()\n"
    "loss = criterion(net(input), target)\nloss.backward()\n"
    "print(net.conv1.bias.grad / first)"
)

GRADIENTS: tuple[Experiment, ...] = (
    Experiment(
        "Nothing has gone backward yet. What is `conv1.bias.grad`?",
        ("None", "six zeros", "six other numbers"),
        "print(net.conv1.bias.grad)",
        lambda names, _cell: _none_or_zeros(names),
        "A gradient is a tensor of its own, made by the first backward. Where the post prints zeros, a backward and a "
        "`zero_grad()`, which filled gradients with zeros in those days, have come before.",
    ),
    Experiment(
        "After one backward: which of the two has changed, `conv1.bias` or `conv1.bias.grad`?",
        ("only the gradient", "only the bias", "both"),
        "before = net.conv1.bias.detach().clone()\nloss.backward()\n"
        "print(net.conv1.bias.grad)\nprint(net.conv1.bias - before)",
        lambda names, _cell: (
            torch.equal(names["net"].conv1.bias, names["before"]) and _gradient(names) is not None,
            _gradient(names) is None,
            not torch.equal(names["net"].conv1.bias, names["before"]) and _gradient(names) is not None,
        ),
        "Backward only computes. Weights are changed by the update, which you or an optimizer must do.",
    ),
    Experiment(
        "Forward, loss and backward once more, without `zero_grad()`. The gradient is now ...",
        ("as after the first", "exactly twice that", "zero"),
        f"loss.backward()\n{_TWICE}",
        _added_up,
        "Backward **adds** to `.grad`. That is useful where a large batch is split into small ones, and wrong in a "
        "training loop: this is what `zero_grad()` is for.",
    ),
    Experiment(
        "The same, with `zero_grad()` in between.",
        ("as after the first", "exactly twice that", "zero"),
        "loss.backward()\n" + _TWICE.replace("loss = c", "net.zero_grad()\nloss = c"),
        _added_up,
        "Nothing is left of the first backward, so the second gives the same gradient again.",
    ),
    Experiment(
        "After `loss.backward()` and `net.zero_grad()`: what is `conv1.bias.grad`?",
        ("None", "six zeros", "six other numbers"),
        "loss.backward()\nnet.zero_grad()\nprint(net.conv1.bias.grad)",
        lambda names, _cell: _none_or_zeros(names),
        "Since PyTorch 2.0 `zero_grad()` throws gradients away instead of filling them with zeros: that saves "
        "memory. The post prints zeros, as it was then.",
    ),
    Experiment(
        "And with `net.zero_grad(set_to_none=False)`?",
        ("None", "six zeros", "six other numbers"),
        "loss.backward()\nnet.zero_grad(set_to_none=False)\nprint(net.conv1.bias.grad)",
        lambda names, _cell: _none_or_zeros(names),
        "This is how the post's version of PyTorch did it. An optimizer skips a parameter whose gradient is None; "
        "with zeros, one with momentum would move it on.",
    ),
    Experiment(
        "`loss.backward()` a second time, on the same loss, without a new forward.",
        ("It works", "PyTorch refuses"),
        "loss.backward()\nloss.backward()",
        _refused,
        "On its way back the first one frees what the nodes had saved. A new forward builds a new graph.",
    ),
    Experiment(
        "The first one with `retain_graph=True`. The gradient after the second is ...",
        ("as after the first", "exactly twice that", "zero"),
        "loss.backward(retain_graph=True)\nfirst = net.conv1.bias.grad.clone()\nloss.backward()\n"
        "print(net.conv1.bias.grad / first)",
        _added_up,
        "The graph is kept, so it can be walked again, and the gradients add up as always.",
    ),
    Experiment(
        "`out` has a gradient on the way back, too. What is `out.grad` after backward?",
        ("None", "ten numbers"),
        "loss.backward()\nprint(out.is_leaf)\nprint(out.grad)",
        lambda names, _cell: (names["out"].grad is None, names["out"].grad is not None),
        "Only **leaf** tensors keep their gradient: those that no operation has made, such as parameters. PyTorch "
        "also warns when you ask another one for it.",
    ),
    Experiment(
        "And if `out.retain_grad()` was called before?",
        ("None", "ten numbers"),
        "out.retain_grad()\nloss.backward()\nprint(out.grad)\nprint(2 * (out - target) / 10)",
        lambda names, _cell: (names["out"].grad is None, names["out"].grad is not None),
        "Now it is kept. It is what the formula of the mean squared error gives: 2 x (output - target) / 10.",
    ),
    Experiment(
        "An MNIST image of 28 x 28 pixels instead of 32 x 32.",
        ("It works", "PyTorch refuses"),
        "out = net(torch.randn(1, 1, 28, 28))",
        _refused,
        "Two convolutions and poolings leave 16 x 5 x 5 = 400 numbers of it, and `fc1` waits for 16 x 6 x 6 = 576. "
        "So lesson 004 resizes every digit to 32 x 32.",
    ),
)

UPDATES: tuple[Experiment, ...] = (
    Experiment(
        "`p -= learning_rate * p.grad` without `torch.no_grad()` around it.",
        ("It works", "PyTorch refuses"),
        "loss.backward()\nfor p in net.parameters():\n    p -= 0.01 * p.grad",
        _refused,
        "Autograd would have to record the update as a part of the graph, and a leaf must not be changed in place. "
        "The post writes `f.data.sub_(...)`, which goes past autograd unseen; `torch.no_grad()` says openly that "
        "nothing is to be recorded.",
    ),
    Experiment(
        "The post's `f.data.sub_(f.grad.data * learning_rate)` against `p - learning_rate * p.grad`: the same weights?",
        ("the very same", "different ones"),
        "loss.backward()\nby_hand = [(p - 0.01 * p.grad).detach() for p in net.parameters()]\n"
        "for f in net.parameters():\n    f.data.sub_(f.grad.data * 0.01)\n"
        "print(all(torch.equal(f, p) for f, p in zip(net.parameters(), by_hand)))",
        lambda names, _cell: (
            equal := all(map(torch.equal, names["net"].parameters(), names["by_hand"])),
            not equal,
        ),
        "It is the same rule: weight = weight - learning rate x gradient.",
    ),
    Experiment(
        "One update with learning rate 0.01. The loss of the same input is then ...",
        ("smaller", "larger", "the same"),
        _UPDATED.format(rate=0.01),
        lambda names, _cell: _compared(names),
        "Against the gradient the loss falls, as long as the step is short enough.",
    ),
    Experiment(
        "And with learning rate 100?",
        ("smaller", "larger", "the same"),
        _UPDATED.format(rate=100),
        lambda names, _cell: _compared(names),
        "The gradient says where the loss falls right here. A step that is too long ends where it says nothing any "
        "more.",
    ),
    Experiment(
        "Two weights with gradients 0.1 and 0.0001. Which one does Adam's first step move farther?",
        ("the first, a thousand times as far", "both equally far"),
        "p = nn.Parameter(torch.tensor([1.0, 1.0]))\np.grad = torch.tensor([0.1, 0.0001])\n"
        "optim.Adam([p], lr=0.01).step()\nprint(1 - p)",
        lambda names, _cell: (
            not (equal := torch.allclose(names["p"][0], names["p"][1], atol=1e-5)),
            equal,
        ),
        "Adam divides by the size that a weight's gradients have had. After a single one that leaves only the sign: "
        "the step is as long as the learning rate.",
    ),
)
