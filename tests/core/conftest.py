"""Runs as tests need them: one that has ended, one that goes on and on, one that plays for a while."""

from core.config import ImageConfig
from core.runs.order import Goal
from core.runs.run import Run


def finished(run: Run) -> Run:
    run.join(60)
    assert not run.snapshot.active
    return run


def endless(lesson, dataset) -> Run:
    """A run that would take far longer than any test."""
    return Run(lesson, dataset, ImageConfig(epochs=50, batch_size=1, learning_rate=1e-6)).start()


def play(run: Run, goal: Goal) -> Run:
    """The run when it has come there."""
    run.play(goal)
    run.settle(60)
    assert not run.snapshot.active
    return run
