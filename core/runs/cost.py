"""What a run will cost before it is started: its steps, and its seconds as measured on this machine just now."""

import time
from dataclasses import replace
from typing import NamedTuple

import torch

from core.batches import answer_batches, batch_of, epoch_batches
from core.config import TrainConfig
from core.data.dataset import DataSet, Split, Texts, Truncation
from core.lessons import Lesson, numbers_per_batch
from core.models.summary import Layer
from core.training import Step, train
from core.work.device import pick_device

WARM_UP = 2  # steps not counted
BUDGET = 0.2  # seconds
COPIES = 9  # of the weights: in training, gradients, optimizer (2), last finite, last epoch, best, while copying (2)


class Pace(NamedTuple):
    """How fast this machine is with one network on one data set, whatever the number of epochs."""

    training: float  # seconds for one epoch's mini-batches
    test: float  # seconds for the test after an epoch
    last_test: float  # seconds for the test on the test part at the end; 0 where no validation part was used before


def expected_seconds(config: TrainConfig, pace: Pace) -> float:
    """How long the whole run takes at this pace."""
    return config.epochs * (pace.training + pace.test) + pace.last_test


def memory_of(layers: list[Layer], dataset: DataSet, config: TrainConfig) -> int:
    """Return roughly how many bytes a run takes at most; `layers`: what Lesson.describe_network gives.

    They hold one mini-batch's activations, COPIES copies of the weights, and the answers after each epoch.
    """
    copies = 4 * COPIES * sum(layer.parameters for layer in layers)
    answers = config.epochs * len(dataset.held_out) * (2 * len(dataset.classes) + 1)  # see EpochAnswers
    return memory_of_batch(layers, dataset, config) + copies + answers


def memory_of_batch(layers: list[Layer], dataset: DataSet, config: TrainConfig) -> int:
    """Return how many bytes the forward and backward pass of a mini-batch take; a paused run does not need them."""
    return 8 * numbers_per_batch(layers, dataset, config)


def measure_pace(lesson: Lesson, dataset: DataSet, config: TrainConfig) -> Pace:
    """Train a throw-away network for a few steps and test it a little; under a second, longer for long texts.

    Raises ConfigError when the network cannot be built.
    """
    device, _ = pick_device(config.device)
    dataset = dataset.read_as(config)
    model = lesson.build_model_for(dataset, config)
    harmless = replace(config, learning_rate=1e-6)  # a rate that diverges must not break the measurement
    sizes = [size_of(dataset.train, part, config, dataset) for part in first_epoch(dataset, config)]
    steps = (event for event in train(model, dataset, harmless, device) if isinstance(event, Step))
    measured = seconds = 0.0
    last = time.perf_counter()
    for done, size in enumerate(sizes, start=1):
        next(steps)
        taken, last = time.perf_counter() - last, time.perf_counter()
        # The first step of a process also prepares torch's kernels, so it counts only where it is the only one.
        if done > WARM_UP or (done > 1 and taken > BUDGET) or done == len(sizes):
            measured, seconds = measured + size, seconds + taken
        if seconds > BUDGET:
            break
    return Pace(
        training=seconds / measured * sum(sizes),
        test=measure_test(model, dataset.held_out, dataset, config),
        last_test=measure_test(model, dataset.test, dataset, config) if dataset.validation is not None else 0.0,
    )


def first_epoch(dataset: DataSet, config: TrainConfig) -> list[torch.Tensor]:
    """The mini-batches that the run begins with."""
    return epoch_batches(dataset.train, config, torch.Generator().manual_seed(config.seed))


def size_of(split: Split, indices: torch.Tensor, config: TrainConfig, dataset: DataSet) -> int:
    """Return what a mini-batch's time is proportional to: its examples; for texts, times the longest one's words."""
    preparation = dataset.preparation(config)
    if isinstance(split.inputs, Texts) and isinstance(preparation, Truncation):
        chosen = split.inputs.lengths[indices].clamp(1, preparation.max_length or None)
        return len(indices) * int(chosen.max())
    return len(indices)


def measure_test(model: torch.nn.Module, split: Split, dataset: DataSet, config: TrainConfig) -> float:
    """Seconds that answering the whole split will take, from the batches that fit into the budget."""
    device = next(model.parameters()).device
    moved, preparation = split.to(device), dataset.preparation(config)
    sizes = [
        size_of(split, indices, config, dataset)
        for indices in preparation.order(split.inputs).split(batch_of(split.inputs))
    ]
    begun = time.perf_counter()
    measured = 0
    for size, _ in zip(sizes, answer_batches(model, moved.inputs, preparation), strict=False):
        measured += size
        if time.perf_counter() - begun > BUDGET:
            break
    return (time.perf_counter() - begun) / measured * sum(sizes)
