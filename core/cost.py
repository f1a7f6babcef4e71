"""What a run will cost before it is started: its steps, and its seconds as measured on this machine just now."""

import statistics
import time
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.device import pick_device
from core.evaluation import loss_and_accuracy
from core.lessons import Lesson
from core.training import Step, steps_per_epoch, train

WARM_UP = 3  # steps not counted
MEASURED = 25  # steps at most
BUDGET = 0.25  # seconds


class Cost(NamedTuple):
    """The price of a run."""

    steps_per_epoch: int
    steps: int
    seconds: float


def measure_cost(lesson: Lesson, dataset: DataSet, config: TrainConfig) -> Cost:
    """Train a throw-away network for a few steps and test it once; takes about a quarter of a second."""
    device, _ = pick_device(config.device)
    model = lesson.build_model(config.seed)
    harmless = replace(config, learning_rate=1e-6)  # a rate that diverges must not break the measurement
    steps = (event for event in train(model, dataset, harmless, device) if isinstance(event, Step))
    durations: list[float] = []
    last = time.perf_counter()
    for step in islice(steps, WARM_UP + MEASURED):
        now = time.perf_counter()
        if step.batch > 1 or not durations:  # before the first step of a later epoch comes a test
            durations.append(now - last)
        last = now
        if sum(durations[WARM_UP:]) > BUDGET:
            break
    step_seconds = statistics.median(durations[WARM_UP:] or durations[-1:])
    begun = time.perf_counter()
    loss_and_accuracy(model, dataset.test.to(device), dataset.normalization(config.normalization))
    test_seconds = time.perf_counter() - begun
    per_epoch = steps_per_epoch(len(dataset.train), config.batch_size)
    total = per_epoch * config.epochs
    return Cost(per_epoch, total, total * step_seconds + config.epochs * test_seconds)
