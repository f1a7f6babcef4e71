import threading
from dataclasses import FrozenInstanceError, replace

import pytest
import torch

from core.config import ImageConfig
from core.data.dataset import Split
from core.errors import TrainingError
from core.runs import Run
from core.scheduler import Scheduler
from core.snapshot import Goal, Status
from core.training import Step, Training, train
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
    assert snapshot.step == snapshot.steps == snapshot.losses.steps == 14
    assert snapshot.examples == 400
    assert len(snapshot.epochs) == 2
    assert snapshot.log[0].startswith("Epoch 1, Mini-batches     3, Loss: ")
    assert snapshot.log[-1].startswith("Accuracy of the network on the 50 test images: ")
    assert run.network is not None
    assert run.network.card.epochs_done == 2
    assert run.network.card.accuracy == snapshot.epochs[-1].held_out_accuracy


def test_the_first_slow_steps_do_not_say_how_long_the_run_will_take(lesson, noise, quick_config):
    run = Run(lesson, noise, quick_config, expected=10.0)
    waiting = run.snapshot  # 14 steps
    assert run.seconds_left() == 10
    run.snapshot = replace(waiting, seconds=0.002, step=1)
    assert run.seconds_left() == pytest.approx(10 * 13 / 14, rel=0.01)
    run.snapshot = replace(waiting, seconds=1.0, step=7)
    assert run.seconds_left() == (1 + 5) / 2
    run.snapshot = replace(waiting, seconds=4.0, step=7)
    assert run.seconds_left() == 4
    saved_and_loaded = Run(lesson, noise, quick_config)
    saved_and_loaded.snapshot = replace(waiting, seconds=1.0, step=7)
    assert saved_and_loaded.seconds_left() == 1


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
    step, losses = snapshot.step, snapshot.losses.high.copy()
    wait_for(lambda: run.snapshot.step > step)
    run.stop()
    finished(run)
    assert snapshot.step == step
    assert (snapshot.losses.high == losses).all()
    with pytest.raises(FrozenInstanceError):
        snapshot.step = 0
    with pytest.raises(ValueError, match="read-only"):
        snapshot.losses.high[0] = 0


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
        assert finished(run).snapshot.losses.high.tolist() == alone.snapshot.losses.high.tolist()


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


def play(run: Run, goal: Goal) -> Run:
    run.play(goal)
    run.settle(60)
    return run


def test_pausing_takes_effect_after_the_present_mini_batch_and_nothing_more_is_learnt(lesson, noise):
    run = endless(lesson, noise)
    wait_for(lambda: run.snapshot.step > 0)
    run.pause()
    run.settle(60)
    snapshot = run.snapshot
    assert snapshot.status is Status.PAUSED
    assert run.network is not None
    assert run.network.card.steps_done == snapshot.step
    weights = run.network.model.state_dict()
    assert all(torch.equal(weights[name], tensor) for name, tensor in run._training.model.state_dict().items())
    assert run.snapshot.step == snapshot.step
    run.play()
    wait_for(lambda: run.snapshot.step > snapshot.step)
    run.abandon()


def test_a_step_is_exactly_one_mini_batch(lesson, noise, quick_config):
    run = Run(lesson, noise, quick_config)
    for step in range(1, 15):
        assert play(run, Goal.STEP).snapshot.step == step
        assert run.snapshot.status is Status.PAUSED
    assert play(run, Goal.STEP).snapshot.status is Status.FINISHED


def test_to_the_next_log_line_ends_with_the_line_and_its_mini_batch(lesson, noise, quick_config):
    run = play(Run(lesson, noise, quick_config), Goal.LOG_LINE)
    assert run.snapshot.step == 3
    assert run.snapshot.log[-1].startswith("Epoch 1, Mini-batches     3, Loss: ")
    assert play(run, Goal.LOG_LINE).snapshot.step == 6
    assert play(run, Goal.LOG_LINE).snapshot.step == 7  # no more lines in this epoch
    assert play(run, Goal.LOG_LINE).snapshot.step == 10
    run.abandon()


def test_to_the_end_of_the_epoch_includes_its_test(lesson, noise, quick_config):
    run = play(Run(lesson, noise, quick_config), Goal.EPOCH)
    assert (run.snapshot.status, run.snapshot.step, len(run.snapshot.epochs)) == (Status.PAUSED, 7, 1)
    assert run.network.card.accuracy == run.snapshot.epochs[-1].held_out_accuracy
    assert play(run, Goal.EPOCH).snapshot.status is Status.FINISHED


def test_weights_of_a_pause_in_mid_epoch_claim_no_accuracy(lesson, noise, quick_config):
    run = play(play(Run(lesson, noise, quick_config), Goal.EPOCH), Goal.STEP)
    assert run.network.card.accuracy is None
    run.abandon()


def test_a_run_in_the_queue_can_be_paused_and_stopped_before_it_has_begun(lesson, noise):
    scheduler = Scheduler(workers=1)
    first = Run(lesson, noise, ImageConfig(epochs=50, batch_size=1, learning_rate=1e-6)).start(scheduler)
    wait_for(lambda: first.snapshot.step > 0)
    second = Run(lesson, noise, ImageConfig(epochs=1), first.owner).start(scheduler)
    assert second.snapshot.status is Status.WAITING
    assert second.standing().ahead == 0
    second.pause()
    assert second.snapshot.status is Status.PAUSED
    second.play()
    assert second.snapshot.status is Status.WAITING
    second.stop()
    assert (second.snapshot.status, second.snapshot.step, second.network) == (Status.STOPPED, 0, None)
    first.abandon()
    first.join(60)


def test_a_paused_run_can_be_stopped_and_is_tested_as_it_is(lesson, noise, quick_config):
    run = play(Run(lesson, noise, quick_config), Goal.STEP)
    run.stop()
    finished(run)
    assert (run.snapshot.status, run.snapshot.step) == (Status.STOPPED, 1)
    assert run.network.card.accuracy is not None


def test_an_abandoned_run_ends_without_a_test_and_lets_go_of_its_training(lesson, noise):
    for rest in (False, True):
        run = endless(lesson, noise)
        wait_for(lambda run=run: run.snapshot.step > 0)
        if rest:
            run.pause()
            run.settle(60)
        run.abandon()
        finished(run)
        assert run.snapshot.status is Status.STOPPED
        assert run._training is None


def test_a_learning_rate_set_while_it_runs_counts_from_then_on_and_is_noted(lesson, noise, quick_config):
    run = play(play(Run(lesson, noise, quick_config), Goal.STEP), Goal.STEP)
    run.set_learning_rate(0.5)
    assert run.snapshot.learning_rate == 0.5
    assert run.snapshot.rates == ((2, 0.5),)
    play(run, Goal.END)
    model = simple_net(lesson, 0)
    training = Training(model, noise, quick_config, torch.device("cpu"))
    for event in training.events():
        if isinstance(event, Step) and training.step == 2:
            training.set_learning_rate(0.5)
    assert torch.equal(run.network.model.fc1.weight, model.fc1.weight)
    running = endless(lesson, noise)
    running.set_learning_rate(1e-5)
    wait_for(lambda: running.snapshot.rates)
    running.abandon()


def test_the_best_epoch_is_kept_beside_the_last(lesson, noise):
    run = finished(Run(lesson, noise, ImageConfig(epochs=8, batch_size=20, learning_rate=0.3, seed=1)).start())
    best = run.snapshot.best
    assert best.held_out_accuracy == max(end.held_out_accuracy for end in run.snapshot.epochs)
    assert best.epoch < 8  # noise is learnt by heart: later epochs are no better
    assert run.best.card.epochs_done == best.epoch
    alone = simple_net(lesson, 1)
    list(train(alone, noise, replace(run.config, epochs=best.epoch), torch.device("cpu")))
    assert torch.equal(run.best.model.fc1.weight, alone.fc1.weight)


def test_early_stopping_ends_the_run_when_nothing_gets_better_and_says_so(lesson, noise):
    config = ImageConfig(epochs=50, batch_size=20, learning_rate=0.3, patience=3)
    run = finished(Run(lesson, noise, config).start())
    accuracies = [end.held_out_accuracy for end in run.snapshot.epochs]
    assert run.snapshot.status is Status.FINISHED
    assert len(accuracies) == run.snapshot.best.epoch + 3 < 50
    assert max(accuracies[-3:]) <= run.snapshot.best.held_out_accuracy
    assert "Ended early" in run.snapshot.message


def test_a_network_that_goes_wrong_in_mid_epoch_leaves_the_last_good_weights(lesson, noise):
    class Mined(torch.nn.Module):
        """Learns as usual for 120 mini-batches, then its answers are no numbers."""

        def __init__(self):
            super().__init__()
            self.net, self.count = torch.nn.Linear(784, 10), 0

        def forward(self, x):
            self.count += self.training
            return self.net(x.flatten(1)) * (float("nan") if self.count > 120 else 1.0)

    lesson = replace(lesson, architecture=lambda *_sizes: Mined())
    run = finished(Run(lesson, noise, ImageConfig(epochs=1, batch_size=1, learning_rate=0.01)).start())
    assert run.snapshot.status is Status.FAILED
    assert "epoch 1, mini-batch 121, with learning rate 0.01" in run.snapshot.message
    assert "The weights after mini-batch 100 are kept." in run.snapshot.message
    assert run.network.card.steps_done == 100
    assert all(tensor.isfinite().all() for tensor in run.network.model.state_dict().values())


def test_a_weight_that_is_no_number_is_found_though_the_loss_is(noise):
    class Hidden(torch.nn.Linear):
        """Holds a number that no output depends on, and that grows without bound."""

        def __init__(self):
            super().__init__(784, 10)
            self.register_buffer("variance", torch.ones(1))

        def forward(self, x):
            if self.training:
                self.variance *= 1e9
            return super().forward(x.flatten(1))

    training = Training(Hidden(), noise, ImageConfig(epochs=1, batch_size=2), torch.device("cpu"))
    with pytest.raises(TrainingError, match="variance came to hold values that are no numbers"):
        list(training.events())


def test_losses_read_in_blocks_as_on_a_gpu_give_the_same_run(lesson, noise, quick_config, monkeypatch):
    alone = finished(Run(lesson, noise, quick_config).start())
    run = Run(lesson, noise, quick_config)
    run._build().read_every = 5
    finished(run.start())
    assert run.snapshot.losses.high.tolist() == alone.snapshot.losses.high.tolist()
    assert run.snapshot.epochs == alone.snapshot.epochs
    paused = Run(lesson, noise, quick_config)
    paused._build().read_every = 5
    play(paused, Goal.LOG_LINE)
    assert paused.snapshot.step == 3 or not paused._training.unread
    paused.abandon()


@pytest.mark.slow
def test_many_visitors_runs_on_two_workers_all_equal_the_run_alone(lesson, noise, quick_config, monkeypatch):
    monkeypatch.setattr("core.scheduler.SLICE", 0.002)  # many turns
    scheduler = Scheduler()
    alone = finished(Run(lesson, noise, quick_config).start())
    many = [Run(lesson, noise, quick_config).start(scheduler) for _ in range(12)]
    for run in many:
        assert finished(run).snapshot.losses.high.tolist() == alone.snapshot.losses.high.tolist()
        assert torch.equal(run.network.model.fc1.weight, alone.network.model.fc1.weight)


def test_a_learning_rate_set_after_the_end_changes_nothing(lesson, noise, quick_config):
    run = finished(Run(lesson, noise, quick_config).start())
    run.set_learning_rate(0.5)
    assert run.snapshot.status is Status.FINISHED
    assert run.snapshot.rates == ()
    assert run._training is None


def test_pausing_does_not_take_back_a_stop(lesson, noise):
    scheduler = Scheduler(workers=1)
    first = Run(lesson, noise, ImageConfig(epochs=50, batch_size=1, learning_rate=1e-6)).start(scheduler)
    wait_for(lambda: first.snapshot.step > 0)
    first.stop()
    first.pause()
    assert finished(first).snapshot.status is Status.STOPPED


def test_stopping_before_the_first_mini_batch_learns_nothing(lesson, noise, quick_config):
    run = Run(lesson, noise, quick_config)
    run.pause()
    run.stop()
    assert (finished(run).snapshot.status, run.snapshot.step) == (Status.STOPPED, 0)


def test_weights_that_are_no_numbers_are_never_kept_by_a_pause(lesson, noise):
    config = ImageConfig(epochs=50, batch_size=100, learning_rate=10.0)
    run = Run(replace(lesson, architecture=without_relu), noise, config)
    while not run.snapshot.ended:
        play(run, Goal.STEP)
        if run.network is not None:
            assert all(tensor.isfinite().all() for tensor in run.network.model.state_dict().values())
    assert run.snapshot.status is Status.FAILED


def test_a_run_that_finds_no_memory_even_for_its_last_words_does_not_take_its_worker_along(lesson, noise, quick_config):
    class Greedy(torch.nn.Linear):
        def __init__(self, *_sizes):
            super().__init__(1, 1)

        def forward(self, x):
            raise MemoryError

    scheduler = Scheduler(workers=1)
    run = Run(replace(lesson, architecture=Greedy), noise, quick_config)
    run._fail = lambda _message: (_ for _ in ()).throw(MemoryError)
    run.start(scheduler)
    assert finished(Run(lesson, noise, quick_config).start(scheduler)).snapshot.status is Status.FINISHED


def test_patience_reached_in_the_last_epoch_is_no_early_end(lesson, noise):
    config = ImageConfig(epochs=50, batch_size=20, learning_rate=0.3, patience=3)
    early = finished(Run(lesson, noise, config).start())
    assert "Ended early" in early.snapshot.message
    whole = finished(Run(lesson, noise, replace(config, epochs=len(early.snapshot.epochs))).start())
    assert whole.snapshot.epochs == early.snapshot.epochs
    assert whole.snapshot.message == ""
