"""Optimizers and learning-rate schedules, all torch's own."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.optim import SGD, Adam, AdamW, Optimizer, RMSprop
from torch.optim.lr_scheduler import CosineAnnealingLR, LRScheduler, MultiStepLR, OneCycleLR

from core.config import TextConfig, TrainConfig
from core.work.compiler import keep_compiler_out

Parameters = Iterable[nn.Parameter]
PREVIEWED = 200  # steps of a run for which learning_rates gives the rate, at most
_RATES = ("initial_lr", "max_lr", "min_lr")  # what the schedules keep in a parameter group besides "lr"


class Rule(NamedTuple):
    """One way to turn gradients into steps."""

    build: Callable[[Parameters, TrainConfig], Optimizer]
    learning_rate: float  # one that usually works


OPTIMIZERS: Mapping[str, Rule] = {
    "SGD": Rule(lambda p, c: SGD(p, lr=c.learning_rate, weight_decay=c.weight_decay), 0.05),
    "Momentum": Rule(lambda p, c: SGD(p, lr=c.learning_rate, momentum=c.momentum, weight_decay=c.weight_decay), 0.01),
    "Nesterov": Rule(
        lambda p, c: SGD(
            p, lr=c.learning_rate, momentum=c.momentum, weight_decay=c.weight_decay, nesterov=c.momentum > 0
        ),
        0.01,
    ),
    "Adam": Rule(lambda p, c: Adam(p, lr=c.learning_rate, weight_decay=c.weight_decay, fused=_fused(c)), 0.001),
    "AdamW": Rule(lambda p, c: AdamW(p, lr=c.learning_rate, weight_decay=c.weight_decay, fused=_fused(c)), 0.001),
    "RMSprop": Rule(lambda p, c: RMSprop(p, lr=c.learning_rate, weight_decay=c.weight_decay), 0.0005),
}
COMPARED = ("SGD", "Momentum", "Nesterov", "Adam", "RMSprop")  # in the autograd lab: those that lesson 004's post names


def _fused(config: TrainConfig) -> bool:
    """Return whether Adam makes one pass over the numbers instead of a dozen (docs/performance.md).

    The formula is the same, but the last digits of the results differ. So texts do without: their post itself uses
    Adam, and training is to give the post's losses.
    """
    return not isinstance(config, TextConfig)


def build_optimizer(parameters: Parameters, config: TrainConfig) -> Optimizer:
    """The optimizer that the run uses."""
    keep_compiler_out()
    return OPTIMIZERS[config.optimizer].build(parameters, config)


def build_schedule(optimizer: Optimizer, config: TrainConfig, steps: int) -> LRScheduler | None:
    """What changes the learning rate after each of `steps` steps; None when it stays as it is."""
    match config.schedule:
        case "step":
            return MultiStepLR(optimizer, [steps // 2, 3 * steps // 4], gamma=0.1)
        case "cosine":
            return CosineAnnealingLR(optimizer, T_max=steps)
        case "one-cycle":
            return OneCycleLR(optimizer, config.learning_rate, total_steps=max(2, steps), cycle_momentum=False)
        case _:
            return None


def scale_learning_rate(optimizer: Optimizer, schedule: LRScheduler | None, rate: float) -> None:
    """Let the next step's learning rate be `rate`; the rest of the schedule keeps its shape and is scaled along."""
    group = optimizer.param_groups[0]
    factor = rate / group["lr"] if group["lr"] else 0.0
    for key in _RATES:
        if key in group:
            group[key] *= factor
    group["lr"] = rate
    if schedule is not None:
        schedule.base_lrs = [base * factor for base in schedule.base_lrs]


def schedule_state(optimizer: Optimizer, schedule: LRScheduler | None) -> dict[str, float]:
    """The numbers that the next learning rates depend on."""
    group = optimizer.param_groups[0]
    state = {key: float(group[key]) for key in ("lr", *_RATES) if key in group}
    if schedule is not None:
        state |= {"base_lr": float(schedule.base_lrs[0]), "last_epoch": schedule.last_epoch}
    return state


def load_schedule_state(optimizer: Optimizer, schedule: LRScheduler | None, state: Mapping[str, float]) -> None:
    """The inverse of schedule_state, for an optimizer and a schedule that were built alike."""
    group = optimizer.param_groups[0]
    group.update({key: state[key] for key in ("lr", *_RATES) if key in group})
    if schedule is not None:
        schedule.base_lrs = [state["base_lr"]]
        schedule.last_epoch = int(state["last_epoch"])
        schedule._step_count = schedule.last_epoch + 1
        schedule._last_lr = [group["lr"]]


def last_updates(optimizer: Optimizer, rate: float) -> list[tuple[nn.Parameter, Tensor]]:
    """Each parameter that has a gradient, with what the last step, of this learning rate, has taken from it.

    It is worked out from what the optimizer keeps, so that training does nothing for it.
    """
    group = optimizer.param_groups[0]
    decay, updates = group["weight_decay"], []
    for weights in group["params"]:
        gradient, state = weights.grad, optimizer.state[weights]
        if gradient is None:
            continue
        scale: Tensor | float = rate
        shrunk = scale * decay  # the share of the weights that weight decay takes
        if "exp_avg" in state:  # Adam, AdamW
            (one, two), step = group["betas"], float(state["step"])
            gradient = state["exp_avg"] / (1 - one**step)
            scale = rate / ((state["exp_avg_sq"] / (1 - two**step)).sqrt() + group["eps"])
            shrunk = rate * decay if group["decoupled_weight_decay"] else 0.0
        elif "square_avg" in state:  # RMSprop
            scale = rate / (state["square_avg"].sqrt() + group["eps"])
            shrunk = scale * decay
        elif state.get("momentum_buffer") is not None:
            velocity = state["momentum_buffer"]  # which has the weight decay in it
            gradient = gradient + group["momentum"] * velocity if group["nesterov"] else velocity
            shrunk = rate * decay if group["nesterov"] else 0.0
        # What is left of the weights: before - scale * gradient - shrunk * before.
        update = scale * gradient
        updates.append((weights, (update + shrunk * weights.detach()) / (1 - shrunk) if decay else update))
    return updates


def learning_rates(config: TrainConfig, steps: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return (step numbers from 1, the learning rate of each) for at most PREVIEWED steps, spread evenly over a run.

    No network is trained: a schedule of as many steps is run with an optimizer that has a single parameter.
    """
    stages = min(steps, PREVIEWED)
    optimizer = SGD([nn.Parameter(torch.zeros(1))], lr=config.learning_rate)
    schedule = build_schedule(optimizer, config, stages)
    rates = np.empty(stages, np.float32)
    for stage in range(stages):
        rates[stage] = optimizer.param_groups[0]["lr"]
        optimizer.step()
        if schedule is not None and stage < stages - 1:
            schedule.step()
    return np.linspace(1, steps, stages).round().astype(np.int64), rates
