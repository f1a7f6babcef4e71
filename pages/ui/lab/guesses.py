"""What a learner may guess before a step of the walk; the answer is read off the lab after it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from core.lab.autograd import Lab
from core.lab.experiments import NONE_OR_ZEROS
from core.messages import Message, literal


class Guess(NamedTuple):
    """What may be answered to the question before a step (message autograd-guess-<step>), and what is right."""

    options: tuple[Message, ...]
    right: Callable[[Lab], int]  # index of the right option, given the lab after the step
    makes_sense: Callable[[Lab], bool] = lambda _lab: True  # whether to ask, from the lab before the step


def _numbers(*numbers: str) -> tuple[Message, ...]:
    return tuple(map(literal, numbers))


def _place_of_size(lab: Lab, name: str, sizes: tuple[int, ...]) -> int:
    return sizes.index(lab.names[name].numel())


_YES_OR_NO = (Message("autograd-answer-yes"), Message("autograd-answer-no"))

GUESSES: Mapping[str, Guess] = {
    "parameters": Guess(_numbers("5", "10", "81,194"), lambda lab: (5, 10, 81_194).index(len(lab.names["params"]))),
    "forward": Guess(_numbers("1", "10", "1,024"), lambda lab: _place_of_size(lab, "out", (1, 10, 1024))),
    "zero_grad": Guess(
        NONE_OR_ZEROS, lambda lab: 0 if (gradient := lab.gradient("conv1.bias")) is None else 1 + bool(gradient.any())
    ),
    "loss": Guess(_numbers("1", "10"), lambda lab: _place_of_size(lab, "loss", (1, 10))),
    "backward": Guess(
        (*_YES_OR_NO, Message("autograd-answer-refused")),
        lambda lab: 2 if lab.cells[-1].refused else _changed(lab),
    ),
    "update": Guess(
        _YES_OR_NO,
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
