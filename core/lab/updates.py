"""What an optimizer does with a gradient, in numbers; whether the gradient is right; which learning rates work."""

import copy
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.optim import SGD

from core.config import ImageConfig
from core.errors import LabError
from core.lab.autograd import Lab
from core.optimizers import build_optimizer

CURVE_POINTS, CURVE_WIDTH = 81, 0.5  # of a loss curve: its points, and its reach to either side of the weight
STEP = 1e-5  # h of the finite difference

Doubles = NDArray[np.float64]


class Move(NamedTuple):
    """One step of an optimizer on one weight."""

    before: float
    state: Mapping[str, float]  # of the optimizer after the step: "momentum_buffer", "exp_avg", ...
    after: float


class GradientCheck(NamedTuple):
    """Autograd's gradient for one weight, and how the loss really changes with that weight, in double precision."""

    weight: float
    autograd: float
    difference: float  # (loss(weight + h) - loss(weight - h)) / 2h
    weights: Doubles  # (CURVE_POINTS,) around the weight
    losses: Doubles  # (CURVE_POINTS,) the loss at each value in `weights`
    loss: float  # at the weight

    @property
    def relative_error(self) -> float:
        """|autograd - difference| / the larger of them; 0 where both are 0."""
        larger = max(abs(self.autograd), abs(self.difference))
        return abs(self.autograd - self.difference) / larger if larger else 0.0


def moves(rule: str, weight: float, gradient: float, learning_rate: float, steps: int) -> list[Move]:
    """`steps` steps of one of OPTIMIZERS on a single weight (float32), which has the same gradient each time.

    Each of OPTIMIZERS treats every weight by itself, so a weight in a network moves in the same way.
    """
    tensor = nn.Parameter(torch.tensor([weight]))
    tensor.grad = torch.tensor([gradient])
    optimizer = build_optimizer([tensor], ImageConfig(optimizer=rule, learning_rate=learning_rate))
    done = []
    for _ in range(steps):
        before = tensor.item()
        optimizer.step()
        state = {name: value.item() for name, value in optimizer.state[tensor].items() if value is not None}
        done.append(Move(before, state, tensor.item()))
    return done


def pick(lab: Lab, parameter: str, index: tuple[int, ...]) -> tuple[float, float]:
    """(a weight of the lab's network, its gradient). Raises LabError before there are gradients."""
    gradient = lab.gradient(parameter)
    if gradient is None:
        raise LabError("lab-no-gradients")
    return lab.net.get_parameter(parameter)[index].item(), gradient[index].item()


def strongest(lab: Lab, parameter: str) -> tuple[int, ...]:
    """The index of the largest absolute value in a parameter's gradient. Raises LabError before there are gradients."""
    gradient = lab.gradient(parameter)
    if gradient is None:
        raise LabError("lab-no-gradients")
    return tuple(int(place) for place in np.unravel_index(int(gradient.abs().argmax()), gradient.shape))


def largest_difference(one: Lab, other: Lab) -> float:
    """The largest absolute difference between the weights of two labs, over all parameters."""
    pairs = zip(one.net.parameters(), other.net.parameters(), strict=True)
    return max(float((first - second).detach().abs().max()) for first, second in pairs)


def check_gradient(lab: Lab, parameter: str, index: tuple[int, ...], step: float = STEP) -> GradientCheck:
    """Compare autograd's gradient of the lab's loss for one weight with a central difference.

    `step`: how far the difference goes to either side of the weight. Raises LabError before there are a network, an
    input and a target.
    """
    lab.loss_now()  # raises where something is missing
    net: nn.Module = copy.deepcopy(lab.net).double()
    picture, target = lab.names["input"].double(), lab.names["target"]
    target = target.double() if target.is_floating_point() else target
    weights = net.get_parameter(parameter)
    at = weights[index].item()

    def loss_at(value: float) -> float:
        with torch.no_grad():
            weights[index] = value
            return float(lab.names["criterion"](net(picture), target))

    net.zero_grad()
    loss = lab.names["criterion"](net(picture), target)
    loss.backward()
    assert weights.grad is not None
    places = at + np.linspace(-CURVE_WIDTH, CURVE_WIDTH, CURVE_POINTS)
    return GradientCheck(
        weight=at,
        autograd=weights.grad[index].item(),
        difference=(loss_at(at + step) - loss_at(at - step)) / (2 * step),
        weights=places,
        losses=np.array([loss_at(float(place)) for place in places]),
        loss=loss.item(),
    )


def learning_curves(lab: Lab, rates: Sequence[float], steps: int) -> list[list[float]]:
    """For each learning rate, the losses of SGD on the lab's own input, starting from the lab's weights.

    A curve has `steps` + 1 losses: before the first step, and after each step. It ends earlier where the loss is no
    longer a finite number. The lab itself does not change.
    """
    curves = []
    for rate in rates:
        net = copy.deepcopy(lab.net)
        optimizer = SGD(net.parameters(), lr=rate)
        losses: list[float] = []
        while len(losses) <= steps and (not losses or math.isfinite(losses[-1])):
            optimizer.zero_grad()
            loss = lab.names["criterion"](net(lab.names["input"]), lab.names["target"])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        curves.append([loss for loss in losses if math.isfinite(loss)])
    return curves
