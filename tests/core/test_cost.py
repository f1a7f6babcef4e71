import math
from dataclasses import replace

from core.config import ImageConfig
from core.cost import measure_cost


def test_steps_count_the_last_shorter_batch_of_each_epoch(lesson, noise):
    cost = measure_cost(lesson, noise, ImageConfig(epochs=3, batch_size=64))
    assert (cost.steps_per_epoch, cost.steps) == (4, 12)
    assert 0 < cost.seconds < math.inf


def test_a_learning_rate_that_would_diverge_does_not_break_the_measurement(lesson, noise):
    config = ImageConfig(epochs=50, batch_size=1, learning_rate=10.0)
    assert measure_cost(lesson, noise, replace(config, momentum=0.99)).steps == 10_000
