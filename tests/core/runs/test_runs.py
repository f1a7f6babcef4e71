from dataclasses import FrozenInstanceError, replace

import pytest
import torch

from core.config import ImageConfig
from core.data.dataset import Split
from core.runs.history import LossHistory
from core.runs.run import Run
from core.runs.snapshot import Status
from core.training import EpochEnd, best_epoch, last_rise, train
from core.work.scheduler import Scheduler
from tests.conftest import await_state, simple_net
from tests.core.conftest import endless, finished


def test_a_run_trains_to_the_end_and_keeps_network_curves_and_lines(lesson, noise, quick_config):
    run = finished(Run(lesson, noise, quick_config).start())
    snapshot = run.snapshot
    assert snapshot.status is Status.FINISHED
    assert snapshot.step == snapshot.steps == snapshot.losses.steps == 14
    assert snapshot.examples == 400
    assert len(snapshot.epochs) == 2
    assert snapshot.log[0].startswith("Epoch 1, Mini-batches     3, Loss: ")
    assert snapshot.log[-1].startswith("Accuracy of the network on the 50 test images: ")
    assert run.network is not None
    assert run.network.card.epochs_done == 2
    assert run.network.card.accuracy == snapshot.epochs[-1].held_out_accuracy


def test_the_first_slow_steps_do_not_say_how_long_the_run_will_take(lesson, noise, quick_config):
    def seconds_left(expected: float, seconds: float, steps: int) -> float:
        run = Run(lesson, noise, quick_config, expected=expected)  # of 14 steps
        losses = LossHistory()
        for _ in range(steps):
            losses.append(1.0)
        run.player._show(snapshot=replace(run.snapshot, seconds=seconds, losses=losses.curve()))
        return run.seconds_left()

    assert seconds_left(10.0, 0.0, 0) == 10
    assert seconds_left(10.0, 0.002, 1) == pytest.approx(10 * 13 / 14, rel=0.01)
    assert seconds_left(10.0, 1.0, 7) == (1 + 5) / 2
    assert seconds_left(10.0, 4.0, 7) == 4
    assert seconds_left(0.0, 1.0, 7) == 1  # a run that was saved and loaded


@pytest.mark.slow
def test_stopping_in_mid_epoch_keeps_what_was_learnt(lesson, noise):
    run = endless(lesson, noise)
    await_state(lambda: run.snapshot.step > 0)
    run.stop()
    snapshot = finished(run).snapshot
    assert snapshot.status is Status.STOPPED
    assert 0 < snapshot.step < snapshot.steps
    assert run.network is not None
    assert run.network.card.steps_done == snapshot.step
    untrained = simple_net(lesson, 0).state_dict()
    assert not torch.equal(run.network.model.state_dict()["fc1.weight"], untrained["fc1.weight"])


def test_stopping_before_the_first_step_still_ends_the_run(lesson, noise):
    run = Run(lesson, noise, ImageConfig())
    run.stop()
    assert finished(run.start()).snapshot.status is Status.STOPPED


@pytest.mark.slow
def test_a_snapshot_never_changes(lesson, noise):
    run = endless(lesson, noise)
    await_state(lambda: run.snapshot.step > 0)
    snapshot = run.snapshot
    step, losses = snapshot.step, snapshot.losses.high.copy()
    await_state(lambda: run.snapshot.step > step)
    run.stop()
    finished(run)
    assert snapshot.step == step
    assert (snapshot.losses.high == losses).all()
    with pytest.raises(FrozenInstanceError):
        snapshot.step = 0
    with pytest.raises(ValueError, match="read-only"):
        snapshot.losses.high[0] = 0


@pytest.mark.slow
def test_the_network_of_a_run_is_not_touched_by_further_training(lesson, digits_dataset):
    run = Run(lesson, digits_dataset, ImageConfig(epochs=50, batch_size=16, learning_rate=0.1)).start()
    await_state(lambda: run.network is not None)
    network = run.network
    before = {name: tensor.clone() for name, tensor in network.model.state_dict().items()}
    await_state(lambda: run.network is not network)
    run.stop()
    finished(run)
    assert all(torch.equal(before[name], tensor) for name, tensor in network.model.state_dict().items())


@pytest.mark.slow
def test_three_runs_at_once_with_one_seed_equal_the_run_alone(lesson, noise):
    config = ImageConfig(epochs=3, batch_size=16, learning_rate=0.05, seed=4)
    alone = finished(Run(lesson, noise, config).start())
    together = [Run(lesson, noise, config).start() for _ in range(3)]
    for run in together:
        assert finished(run).snapshot.losses.high.tolist() == alone.snapshot.losses.high.tolist()
        weights, lone = (one.network.model.state_dict() for one in (run, alone))
        assert all(torch.equal(weights[name], lone[name]) for name in lone)


@pytest.mark.slow
def test_stop_ends_the_last_test_and_the_network_keeps_its_last_accuracy(noise, lesson, quick_config):
    count = 3_000_000  # would take far longer than this test
    many = Split(torch.zeros(1, 1, 28, 28, dtype=torch.uint8).expand(count, 1, 28, 28), torch.zeros(count, dtype=int))
    run = Run(lesson, replace(noise, validation=noise.test, test=many), quick_config).start()
    await_state(lambda: len(run.snapshot.epochs) == 2 and run.snapshot.testing is not None)
    run.stop()
    assert finished(run).snapshot.status is Status.FINISHED
    assert run.network is not None
    assert run.network.card.measured_on == "validation set"
    assert run.network.card.accuracy == run.snapshot.epochs[-1].held_out_accuracy


@pytest.mark.slow
def test_the_best_epoch_is_kept_beside_the_last(lesson, noise):
    run = finished(Run(lesson, noise, ImageConfig(epochs=8, batch_size=20, learning_rate=0.3, seed=1)).start())
    best = run.snapshot.best
    assert best.held_out_accuracy == max(end.held_out_accuracy for end in run.snapshot.epochs)
    assert best.epoch < 8  # noise is learnt by heart: later epochs are no better
    assert run.best.card.epochs_done == best.epoch
    alone = simple_net(lesson, 1)
    list(train(alone, noise, replace(run.config, epochs=best.epoch), torch.device("cpu")))
    assert torch.equal(run.best.model.fc1.weight, alone.fc1.weight)


def ends(*pairs) -> tuple[EpochEnd, ...]:
    """Epochs by (accuracy, loss) on the held-out examples."""
    return tuple(EpochEnd(i, 0.1, 0.9, loss, accuracy, 1.0) for i, (accuracy, loss) in enumerate(pairs, 1))


def test_of_epochs_with_the_same_accuracy_the_one_with_the_lowest_loss_is_best():
    epochs = ends((0.8, 0.5), (0.9, 0.4), (0.9, 0.2), (0.9, 0.3))
    assert best_epoch(epochs).epoch == 3
    assert last_rise(epochs).epoch == 2  # patience counts from here: a lower loss alone is no rise
    assert best_epoch(()) is last_rise(()) is None


@pytest.mark.slow
def test_early_stopping_ends_the_run_when_nothing_gets_better_and_says_so(lesson, noise):
    config = ImageConfig(epochs=50, batch_size=20, learning_rate=0.3, patience=3)
    run = finished(Run(lesson, noise, config).start())
    accuracies = [end.held_out_accuracy for end in run.snapshot.epochs]
    assert run.snapshot.status is Status.FINISHED
    assert len(accuracies) == accuracies.index(max(accuracies)) + 4 < 50
    assert "Ended early" in str(run.snapshot.message)


@pytest.mark.slow
def test_many_visitors_runs_on_two_workers_all_equal_the_run_alone(lesson, noise, quick_config, monkeypatch):
    monkeypatch.setattr("core.work.scheduler.SLICE", 0.002)  # many turns
    scheduler = Scheduler()
    alone = finished(Run(lesson, noise, quick_config).start())
    many = [Run(lesson, noise, quick_config).start(scheduler) for _ in range(12)]
    for run in many:
        assert finished(run).snapshot.losses.high.tolist() == alone.snapshot.losses.high.tolist()
        assert torch.equal(run.network.model.fc1.weight, alone.network.model.fc1.weight)


@pytest.mark.slow
def test_patience_reached_in_the_last_epoch_is_no_early_end(lesson, noise):
    config = ImageConfig(epochs=50, batch_size=20, learning_rate=0.3, patience=3)
    early = finished(Run(lesson, noise, config).start())
    assert "Ended early" in str(early.snapshot.message)
    whole = finished(Run(lesson, noise, replace(config, epochs=len(early.snapshot.epochs))).start())
    assert whole.snapshot.epochs == early.snapshot.epochs
    assert whole.snapshot.message is None
