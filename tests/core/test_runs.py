import threading
from dataclasses import FrozenInstanceError, replace

import pytest
import torch

from core import runs
from core.config import ImageConfig
from core.data.dataset import Split
from core.runs import Run, Status
from tests.conftest import simple_net


def finished(run: Run) -> Run:
    run.join(60)
    assert not run.snapshot.active
    return run


def endless(lesson, dataset) -> Run:
    """A run that would take far longer than any test."""
    return Run(lesson, dataset, ImageConfig(epochs=50, batch_size=1, learning_rate=1e-6)).start()


def without_relu(*_sizes) -> torch.nn.Module:
    """A network whose outputs grow without bound when the steps are too large."""
    return torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 64), torch.nn.Linear(64, 10))


def wait_for(condition) -> None:
    """Come back when the condition holds; fails after a minute."""
    deadline = threading.Event()
    for _ in range(6000):
        if condition():
            return
        deadline.wait(0.01)
    pytest.fail("the awaited state never came")


def test_a_run_trains_to_the_end_and_keeps_network_curves_and_lines(lesson, noise, quick_config):
    run = finished(Run(lesson, noise, quick_config).start())
    snapshot = run.snapshot
    assert snapshot.status is Status.FINISHED
    assert snapshot.step == snapshot.steps == len(snapshot.losses) == 14
    assert snapshot.examples == 400
    assert len(snapshot.epochs) == 2
    assert snapshot.log[0].startswith("Epoch 1, Mini-batches     3, Loss: ")
    assert snapshot.log[-1].startswith("Accuracy of the network on the 50 test images: ")
    assert run.network is not None
    assert run.network.card.epochs_done == 2
    assert run.network.card.accuracy == snapshot.epochs[-1].held_out_accuracy


def test_stopping_in_mid_epoch_keeps_what_was_learnt(lesson, noise):
    run = endless(lesson, noise)
    wait_for(lambda: run.snapshot.step > 0)
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


def test_a_snapshot_never_changes(lesson, noise):
    run = endless(lesson, noise)
    wait_for(lambda: run.snapshot.step > 0)
    snapshot = run.snapshot
    step, losses = snapshot.step, snapshot.losses.copy()
    wait_for(lambda: run.snapshot.step > step)
    run.stop()
    finished(run)
    assert snapshot.step == step
    assert (snapshot.losses == losses).all()
    with pytest.raises(FrozenInstanceError):
        snapshot.step = 0
    with pytest.raises(ValueError, match="read-only"):
        snapshot.losses[0] = 0


def test_the_network_of_a_run_is_not_touched_by_further_training(lesson, digits_dataset):
    run = Run(lesson, digits_dataset, ImageConfig(epochs=50, batch_size=16, learning_rate=0.1)).start()
    wait_for(lambda: run.network is not None)
    network = run.network
    before = {name: tensor.clone() for name, tensor in network.model.state_dict().items()}
    wait_for(lambda: run.network is not network)
    run.stop()
    finished(run)
    assert all(torch.equal(before[name], tensor) for name, tensor in network.model.state_dict().items())


def test_three_runs_at_once_with_one_seed_equal_the_run_alone(lesson, noise):
    config = ImageConfig(epochs=3, batch_size=16, learning_rate=0.05, seed=4)
    alone = finished(Run(lesson, noise, config).start())
    together = [Run(lesson, noise, config).start() for _ in range(3)]
    for run in together:
        assert finished(run).snapshot.losses.tolist() == alone.snapshot.losses.tolist()


def test_a_run_that_diverges_says_what_to_try(lesson, noise):
    config = ImageConfig(epochs=50, batch_size=10, learning_rate=10.0)
    run = finished(Run(replace(lesson, architecture=without_relu), noise, config).start())
    assert run.snapshot.status is Status.FAILED
    assert "try a learning rate of 1" in run.snapshot.message


def test_a_network_that_blows_up_in_the_last_step_of_an_epoch_never_replaces_a_good_one(lesson, noise):
    """One mini-batch an epoch: the loss before the step is finite, the network after it is not."""
    config = ImageConfig(epochs=50, batch_size=200, learning_rate=10.0)
    run = finished(Run(replace(lesson, architecture=without_relu), noise, config).start())
    assert run.snapshot.status is Status.FAILED
    assert run.network is not None
    assert all(tensor.isfinite().all() for tensor in run.network.model.state_dict().values())


def test_a_fault_inside_a_network_ends_the_run_with_a_sentence_and_hurts_nobody_else(lesson, noise, quick_config):
    class Broken(torch.nn.Linear):
        def __init__(self, *_sizes):
            super().__init__(1, 1)

        def forward(self, x):
            raise RuntimeError("secret detail in /etc/passwd")

    run = finished(Run(replace(lesson, architecture=Broken), noise, quick_config).start())
    assert run.snapshot.status is Status.FAILED
    assert "secret" not in run.snapshot.message
    assert finished(Run(lesson, noise, quick_config).start()).snapshot.status is Status.FINISHED


def test_full_memory_is_said_in_words(lesson, noise, quick_config):
    class Greedy(torch.nn.Linear):
        def __init__(self, *_sizes):
            super().__init__(1, 1)

        def forward(self, x):
            raise MemoryError

    run = finished(Run(replace(lesson, architecture=Greedy), noise, quick_config).start())
    assert "smaller batch size" in run.snapshot.message


def test_a_run_that_nobody_asks_for_any_more_stops_by_itself(lesson, noise, monkeypatch):
    monkeypatch.setattr(runs, "LEASE", 0.0)
    assert finished(endless(lesson, noise)).snapshot.status is Status.STOPPED


def test_a_device_that_is_not_there_is_replaced_with_a_remark(lesson, noise, quick_config, monkeypatch):
    monkeypatch.setattr("core.device.accelerator", lambda: None)
    run = finished(Run(lesson, noise, replace(quick_config, device="cuda")).start())
    assert run.snapshot.status is Status.FINISHED
    assert run.snapshot.message == "There is no cuda device here, so this run uses the CPU."


def test_stop_ends_the_last_test_and_the_network_keeps_its_last_accuracy(noise, lesson, quick_config):
    count = 3_000_000  # would take far longer than this test
    many = Split(torch.zeros(1, 1, 28, 28, dtype=torch.uint8).expand(count, 1, 28, 28), torch.zeros(count, dtype=int))
    run = Run(lesson, replace(noise, validation=noise.test, test=many), quick_config).start()
    wait_for(lambda: len(run.snapshot.epochs) == 2 and run.snapshot.testing is not None)
    run.stop()
    assert finished(run).snapshot.status is Status.FINISHED
    assert run.network is not None
    assert run.network.card.measured_on == "validation set"
    assert run.network.card.accuracy == run.snapshot.epochs[-1].held_out_accuracy
