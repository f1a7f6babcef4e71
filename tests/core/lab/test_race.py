from dataclasses import replace

import pytest
import torch

from core.lab.race import EPOCHS, Race, config_of, usual_rates
from core.lessons import LESSONS
from core.optimizers import COMPARED
from core.training import Step, train
from core.work.scheduler import Scheduler
from core.work.task import Task, finish
from tests.conftest import built_in, shortened

STEPS = 12


@pytest.mark.slow
@pytest.mark.parametrize("number", LESSONS)
def test_each_racer_trains_as_it_would_alone_for_every_seed(number):
    lesson = LESSONS[number]
    dataset = shortened(built_in(lesson), 128, 20)
    config = lesson.presets[0].config_for(dataset.id)
    race = finish(Race(lesson, dataset, config, usual_rates(), seeds=(3, 4)).running(STEPS))
    assert list(race.losses) == list(COMPARED)
    for name, runs in race.losses.items():
        for seed, losses in zip((3, 4), runs, strict=True):
            own = config_of(config, name, race.rates[name], seed)
            events = train(lesson.build_model_for(dataset, own), dataset, own, torch.device("cpu"))
            alone = (event.loss for event in events if isinstance(event, Step))
            assert losses == [next(alone) for _ in range(STEPS)]
    for firsts in zip(*([run[0] for run in runs] for runs in race.losses.values()), strict=True):
        assert len(set(firsts)) == 1  # the same weights, the same first mini-batch


@pytest.mark.slow
def test_a_race_goes_on_when_the_presets_epochs_are_over_and_ends_with_the_last_that_can_be():
    lesson = LESSONS["000"]
    dataset = shortened(built_in(lesson), 64, 20)
    config = replace(lesson.presets[0].config_for(dataset.id), epochs=1, patience=1)  # of two mini-batches each
    race = finish(Race(lesson, dataset, config, usual_rates(), seeds=(0,)).running(40))
    assert all(len(runs[0]) == 40 for runs in race.losses.values())
    race = finish(Race(lesson, dataset, config, usual_rates(), seeds=(0,)).running(1000))
    assert all(len(runs[0]) == 2 * EPOCHS for runs in race.losses.values())


@pytest.mark.slow
def test_a_racer_that_leaves_the_numbers_is_out_and_the_others_go_on():
    lesson = LESSONS["004"]
    dataset = shortened(built_in(lesson), 128, 20)
    config = replace(lesson.presets[0].config_for(dataset.id), batch_size=4)
    race = finish(Race(lesson, dataset, config, usual_rates() | {"Momentum": 10.0}, seeds=(0,)).running(30))
    assert list(race.fallen) == ["Momentum"]
    assert "The loss became" in str(race.fallen["Momentum"])
    assert len(race.losses["Momentum"][0]) < 30
    assert all(len(runs[0]) == 30 for name, runs in race.losses.items() if name != "Momentum")


def test_a_race_that_was_stopped_while_it_waited_lets_go_of_its_networks(lesson, digits_dataset):
    config = lesson.presets[0].config_for("digits")
    steps = Race(lesson, digits_dataset, config, usual_rates(), seeds=(0,)).running(50)
    scheduler = Scheduler(workers=0)
    task = Task(steps).start(scheduler)
    next(steps)
    task.abandon()
    assert task.ended
    assert steps.gi_frame is None


def test_nothing_but_the_optimizer_and_its_rate_differs(lesson):
    config = lesson.presets[0].config_for("digits")
    one, other = config_of(config, "SGD", 0.1, 5).to_dict(), config_of(config, "Adam", 0.01, 5).to_dict()
    assert {name for name in one if one[name] != other[name]} == {"optimizer", "learning_rate"}
