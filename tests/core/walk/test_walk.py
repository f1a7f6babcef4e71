"""A mini-batch line by line: exactly the one that the run does next, and the run goes on as if nothing had been."""

from dataclasses import replace

import pytest
import torch

from core.config import ImageConfig, TrainConfig
from core.data.dataset import DataSet
from core.errors import TrainingError
from core.lessons import DATASETS, LESSONS, Lesson
from core.optimizers import OPTIMIZERS
from core.runs.order import Goal
from core.runs.run import Run
from core.runs.snapshot import Status
from core.script.script import program_of
from core.training import Training
from core.walk.lines import forward_of, lines_of_layers, loop_of, places_of
from core.walk.records import (
    Added,
    Augmented,
    Backward,
    Batch,
    Cleared,
    Clipped,
    Forward,
    Hidden,
    Loss,
    Moved,
    Printed,
    Scheduled,
    Targets,
    Walk,
)
from core.walk.walk import walk, walk_on
from core.work.task import finish
from tests.conftest import built_in, shortened
from tests.core.conftest import play
from tests.core.runs.test_checkpoint import assert_equal_to, demanding, small, uninterrupted

LESSON_OF = pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.id)


def copied(run: Run) -> Training:
    with run.undisturbed():
        return run.copy_training()


def everything(training: Training) -> dict[str, torch.Tensor]:
    """Weights, the optimizer's numbers, the generators: what the next mini-batches depend on."""
    tensors = training.state_dict()["tensors"]
    return {name: tensor for name, tensor in tensors.items() if name != "order"}  # drawn anew for each epoch


def assert_the_run_does_the_same(run: Run) -> Walk:
    """Walk through the run's next mini-batch, then let the run do it."""
    before = everything(copied(run))
    walked = finish(walk(run))
    again = copied(run)
    assert all(torch.equal(tensor, before[name]) for name, tensor in everything(again).items())
    if again.batch == again.plan.per_epoch:
        assert walked.batch == 1
    else:
        assert walk_on(again, run.lesson) == walked
    step, rate = run.snapshot.step, run.snapshot.learning_rate
    losses = []
    append = run.player._history.losses.append
    run.player._history.losses.append = lambda loss: (losses.append(loss), append(loss))
    play(run, Goal.STEP)
    del run.player._history.losses.append
    assert losses == [walked.loss]
    assert (walked.step, walked.rate, run.snapshot.step) == (step, rate, step + 1)
    if not run.snapshot.ended and again.batch < again.plan.per_epoch:
        now = everything(copied(run))
        assert now.keys() == everything(again).keys()
        assert all(torch.equal(tensor, now[name]) for name, tensor in everything(again).items())
    return walked


def values_of(walked: Walk, kind):
    return next(line.values for line in walked.lines if isinstance(line.values, kind))


@LESSON_OF
def test_a_walk_is_the_run_s_next_mini_batch_bit_for_bit(lesson):
    """At the first mini-batch, in the middle of an epoch, at its last one, and after that, when a test comes first."""
    dataset, config = demanding(lesson, "Adam")
    run = Run(lesson, dataset, config)
    play(run, Goal.HERE)
    assert (run.snapshot.status, run.snapshot.step) == (Status.PAUSED, 0)
    per_epoch = run.snapshot.plan.per_epoch
    walked = [assert_the_run_does_the_same(run) for _ in range(per_epoch + 2)]
    assert [(each.epoch, each.batch) for each in walked] == [
        *((1, batch) for batch in range(1, per_epoch + 1)),
        (2, 1),
        (2, 2),
    ]
    run.set_learning_rate(0.7 * run.snapshot.learning_rate)
    assert_the_run_does_the_same(run)
    run.abandon()
