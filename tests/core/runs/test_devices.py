"""Every lesson on every device of this computer: the CPU, and a GPU where there is one."""

from dataclasses import replace
from itertools import islice

import pytest
import torch

from core.lessons import LESSONS
from core.runs.checkpoint import load_run, save_run
from core.runs.order import Goal
from core.runs.run import Run
from core.runs.snapshot import Status
from core.training import Step, train
from core.work.device import accelerator
from tests.conftest import built_in

pytestmark = pytest.mark.slow
DEVICES = ["cpu"] + ([accelerator().type] if accelerator() else [])
STEPS = 20


@pytest.fixture(autouse=True)
def with_its_gpu(monkeypatch):
    """The other tests run as if there were no GPU."""
    monkeypatch.setattr("core.work.device.accelerator", accelerator)


def first_losses(lesson, dataset, config, device) -> list[float]:
    steps = (event for event in train(lesson.build_model_for(dataset, config), dataset, config, device))
    return [step.loss for step in islice((event for event in steps if isinstance(event, Step)), STEPS)]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.id)
def test_a_lesson_learns_the_same_on_every_device(lesson, device):
    dataset = built_in(lesson)
    config = (
        replace(lesson.presets[0].config_for(dataset.id), shift=0, rotation=0.0, flip="no")
        if (dataset.vocabulary is None)
        else lesson.presets[0].config_for(dataset.id)
    )
    expected = first_losses(lesson, dataset, config, torch.device("cpu"))
    assert first_losses(lesson, dataset, config, torch.device(device)) == pytest.approx(expected, rel=2e-2)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.id)
def test_a_run_can_be_paused_saved_and_finished_on_every_device(lesson, device):
    dataset = built_in(lesson)
    config = replace(lesson.presets[0].config_for(dataset.id), epochs=1, batch_size=256, device=device)
    run = Run(lesson, dataset, config)
    run.play(Goal.STEP)
    run.settle(60)
    assert run.snapshot.step == 1
    again = load_run(save_run(run), lambda _id: dataset)
    run.abandon()
    again.play()
    again.join(60)
    assert again.snapshot.status is Status.FINISHED
    assert {tensor.device.type for tensor in again.network.model.state_dict().values()} == {"cpu"}
