"""What is sent between processes can be pickled, and whoever trains without a run ends with the run's own number."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
import torch

from core.lessons import LESSONS
from core.messages import Message
from core.runs.order import Abandon, Goal, Order, Pause, Play, SetLearningRate, Stop
from core.runs.run import Run
from core.training import Result, train
from tests.conftest import built_in, shortened
from tests.core.conftest import finished

each_preset = pytest.mark.parametrize(
    ("lesson", "preset"),
    [
        pytest.param(lesson, preset, id=f"{lesson.id}-{preset.id}")
        for lesson in LESSONS.values()
        for preset in lesson.presets
    ],
)


def again(value):
    return pickle.loads(pickle.dumps(value))


@pytest.mark.slow
@each_preset
def test_an_order_arrives_as_it_was_sent_and_makes_the_same_network(lesson, preset):
    dataset = built_in(lesson)
    order = Order.of(lesson, dataset, preset.config_for(dataset.id))
    arrived = again(order)
    assert arrived == order
    assert arrived.fingerprint == dataset.fingerprint
    networks = [each.lesson.build_model_for(dataset, each.config) for each in (order, arrived)]
    states = [network.state_dict() for network in networks]
    assert all(torch.equal(states[0][name], tensor) for name, tensor in states[1].items())


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_lessons_snapshots_and_events_can_be_pickled(lesson):
    dataset = shortened(built_in(lesson), 40, 20)
    config = replace(lesson.presets[0].config_for(dataset.id), epochs=1, batch_size=8, log_every=2)
    run = finished(Run(lesson, dataset, config).start())
    snapshot, arrived = run.snapshot, again(run.snapshot)
    assert np.array_equal(arrived.losses.smoothed, snapshot.losses.smoothed)
    assert replace(arrived, losses=snapshot.losses).__dict__ == snapshot.__dict__
    events = list(train(lesson.build_model_for(dataset, config), dataset, config, torch.device("cpu")))
    assert again(events) == events
    assert {type(event) for event in again(events)} == {type(event) for event in events}
    assert again(lesson) == lesson


@pytest.mark.parametrize(
    "command",
    [Play(), Play(Goal.STEP), Pause(Message("work-stopped")), Stop(), Abandon(), SetLearningRate(0.5)],
    ids=str,
)
def test_commands_can_be_pickled(command):
    assert again(command) == command
    assert type(again(command)) is type(command)


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_training_without_a_run_ends_with_the_number_of_the_run(lesson):
    """Also where a validation part is tested after each epoch and the test part once at the end."""
    dataset = shortened(built_in(lesson), 40, 20)
    config = replace(lesson.presets[0].config_for(dataset.id), epochs=2, batch_size=8)
    *_, result = train(lesson.build_model_for(dataset, config), dataset, config, torch.device("cpu"))
    network = finished(Run(lesson, dataset, config).start()).network
    assert isinstance(result, Result)
    assert network is not None
    assert (network.card.accuracy, network.card.measured_on) == (result.right / result.total, result.part)
