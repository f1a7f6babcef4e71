"""What a learner may guess before a step of the walk; the answer is read off the lab after it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from core.lab.autograd import Lab


class Guess(NamedTuple):
    """A question about what a step will give."""

    question: str
    options: tuple[str, ...]
    right: Callable[[Lab], int]  # index of the right option, given the lab after the step
    makes_sense: Callable[[Lab], bool] = lambda _lab: True  # whether to ask, from the lab before the step


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
        lambda lab: 0 if (gradient := lab.gradient("conv1.bias")) is None else 1 + bool(gradient.any()),
    ),
    "loss": Guess(
        "Ten outputs: how many numbers is the loss?", ("1", "10"), lambda lab: _place_of_size(lab, "loss", (1, 10))
    ),
    "backward": Guess(
        "Will the last line print something else than the first?",
        ("Yes", "No", "PyTorch will refuse"),
        lambda lab: 2 if lab.cells[-1].refused else _changed(lab),
    ),
    "update": Guess(
        "Will the loss of the same input become smaller?",
        ("Yes", "No"),
        lambda lab: int(not lab.loss_now() < lab.undo().loss_now()),
        lambda lab: bool(lab.history) and lab.history[-1].step == "backward" and not lab.cells[-1].refused,
    ),
}


def guess_before(step: str, lab: Lab) -> Guess | None:
    """What may be asked before a step; None where there is nothing to ask."""
    guess = GUESSES.get(step)
    return guess if guess is not None and guess.makes_sense(lab) else None


def _changed(lab: Lab) -> int:
    before, after = lab.undo().gradient("conv1.bias"), lab.gradient("conv1.bias")
    return int(before is not None and after is not None and bool((before == after).all()))
