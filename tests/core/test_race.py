from dataclasses import replace

import pytest
import torch

from core.lessons import LESSONS
from core.race import RACERS, Race, config_of, usual_rates
from core.task import finish
from core.training import Step, train
from tests.conftest import built_in, shortened

STEPS = 12


@pytest.mark.parametrize("number", LESSONS)
def test_each_racer_trains_as_it_would_alone(number):
    lesson = LESSONS[number]
    dataset = shortened(built_in(lesson), 128, 20)
    config = lesson.presets[0].config_for(dataset.id)
    race = finish(Race(lesson, dataset, config, usual_rates()).running(STEPS))
    assert list(race.losses) == list(RACERS)
    for name, losses in race.losses.items():
        own = config_of(config, name, race.rates[name])
        events = train(lesson.build_model_for(dataset, own), dataset, own, torch.device("cpu"))
        alone = [event.loss for event, _ in zip((e for e in events if isinstance(e, Step)), range(STEPS), strict=False)]
        assert losses == alone
    assert len({losses[0] for losses in race.losses.values()}) == 1  # the same weights, the same first mini-batch


def test_a_racer_that_leaves_the_numbers_is_out_and_the_others_go_on():
    lesson = LESSONS["004"]
    dataset = shortened(built_in(lesson), 128, 20)
    config = replace(lesson.presets[0].config_for(dataset.id), batch_size=4)
    race = finish(Race(lesson, dataset, config, usual_rates() | {"Momentum": 10.0}).running(30))
    assert list(race.fallen) == ["Momentum"]
    assert "The loss became" in race.fallen["Momentum"]
    assert len(race.losses.pop("Momentum")) < 30
    assert all(len(losses) == 30 for losses in race.losses.values())


def test_nothing_but_the_optimizer_and_its_rate_differs(lesson):
    config = lesson.presets[0].config_for("digits")
    one, other = config_of(config, "SGD", 0.1).to_dict(), config_of(config, "Adam", 0.01).to_dict()
    assert {name for name in one if one[name] != other[name]} == {"optimizer", "learning_rate"}
