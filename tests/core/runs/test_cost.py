import math

import pytest

from core.config import ImageConfig
from core.lessons import LESSONS
from core.runs.cost import Pace, expected_seconds, measure_pace, memory_of, memory_of_batch
from tests.conftest import built_in


def test_every_epoch_ends_with_a_test_and_the_run_with_one_more():
    assert expected_seconds(ImageConfig(epochs=3, batch_size=64), Pace(2.0, 0.5, 4.0)) == 3 * 2.5 + 4


def test_a_paused_run_needs_less_to_go_on_than_a_new_one(lesson, noise):
    small, large = ImageConfig(batch_size=8), ImageConfig(batch_size=80)
    layers = lesson.describe_network(noise, small)
    assert 0 < memory_of_batch(layers, noise, small) < memory_of(layers, noise, small)
    assert memory_of_batch(layers, noise, large) == 10 * memory_of_batch(layers, noise, small)


def test_the_answers_of_every_epoch_are_counted(lesson, noise):
    layers = lesson.describe_network(noise, ImageConfig())
    one, many = (memory_of(layers, noise, ImageConfig(epochs=epochs)) for epochs in (1, 11))
    assert many - one == 10 * len(noise.test) * (2 * 10 + 1)


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_the_pace_of_every_lesson_can_be_measured(lesson):
    dataset = built_in(lesson)
    pace = measure_pace(lesson, dataset, lesson.presets[0].config_for(dataset.id))
    assert 0 < pace.training < math.inf
    assert 0 < pace.test < math.inf
    assert (pace.last_test > 0) == (dataset.validation is not None)


def test_a_learning_rate_that_would_diverge_does_not_break_the_measurement(lesson, noise):
    config = ImageConfig(epochs=50, batch_size=1, optimizer="Momentum", learning_rate=10.0, momentum=0.99)
    assert measure_pace(lesson, noise, config).training > 0
