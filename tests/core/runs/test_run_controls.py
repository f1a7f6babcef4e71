"""Pause, step, go on, stop, and a learning rate that is set while a run goes on."""

import pytest
import torch

from core.config import ImageConfig
from core.messages import Message
from core.runs.order import Goal
from core.runs.run import Run
from core.runs.snapshot import Status
from core.training import Step, Training
from core.work.scheduler import Scheduler
from tests.conftest import await_state, simple_net
from tests.core.conftest import endless, finished, play


def test_pausing_takes_effect_after_the_present_mini_batch_and_nothing_more_is_learnt(lesson, noise):
    run = endless(lesson, noise)
    await_state(lambda: run.snapshot.step > 0)
    run.pause()
    run.settle(60)
    snapshot = run.snapshot
    assert snapshot.status is Status.PAUSED
    assert run.network is not None
    assert run.network.card.steps_done == snapshot.step
    weights = run.network.model.state_dict()
    assert all(torch.equal(weights[name], tensor) for name, tensor in run.player._training.model.state_dict().items())
    assert run.snapshot.step == snapshot.step
    run.play()
    await_state(lambda: run.snapshot.step > snapshot.step)
    run.abandon()


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_run_in_the_queue_can_be_paused_and_stopped_before_it_has_begun(lesson, noise):
    scheduler = Scheduler(workers=1)
    first = Run(lesson, noise, ImageConfig(epochs=50, batch_size=1, learning_rate=1e-6)).start(scheduler)
    await_state(lambda: first.snapshot.step > 0)
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


@pytest.mark.slow
def test_an_abandoned_run_ends_without_a_test_and_lets_go_of_its_training(lesson, noise):
    for rest in (False, True):
        run = endless(lesson, noise)
        await_state(lambda run=run: run.snapshot.step > 0)
        if rest:
            run.pause()
            run.settle(60)
        run.abandon()
        finished(run)
        assert run.snapshot.status is Status.STOPPED
        assert run.player._training is None


@pytest.mark.slow
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
    await_state(lambda: running.snapshot.rates)
    running.abandon()


def test_a_learning_rate_set_after_the_end_changes_nothing(lesson, noise, quick_config):
    run = finished(Run(lesson, noise, quick_config).start())
    run.set_learning_rate(0.5)
    assert run.snapshot.status is Status.FINISHED
    assert run.snapshot.rates == ()
    assert run.player._training is None


@pytest.mark.slow
def test_pausing_does_not_take_back_a_stop(lesson, noise):
    scheduler = Scheduler(workers=1)
    first = Run(lesson, noise, ImageConfig(epochs=50, batch_size=1, learning_rate=1e-6)).start(scheduler)
    await_state(lambda: first.snapshot.step > 0)
    first.stop()
    first.pause()
    assert finished(first).snapshot.status is Status.STOPPED


def test_stopping_before_the_first_mini_batch_learns_nothing(lesson, noise, quick_config):
    run = Run(lesson, noise, quick_config)
    run.pause()
    run.stop()
    assert (finished(run).snapshot.status, run.snapshot.step) == (Status.STOPPED, 0)


def test_play_counts_also_while_the_run_is_about_to_pause(lesson, noise, quick_config):
    run = Run(lesson, noise, quick_config)
    player, seen = run.player, []
    halt, publish = player._halt, player._publish

    def halt_late():
        player._halt = halt
        run.play()
        halt()

    def publish_and_note(status, message=""):
        seen.append((status, player.idle.is_set()))
        publish(status, message)

    player._halt, player._publish = halt_late, publish_and_note
    run.play(Goal.STEP)
    assert finished(run).snapshot.status is Status.FINISHED
    assert (Status.PAUSED, False) in seen
    assert (Status.RUNNING, True) not in seen  # else whoever waits for it to be idle would not wait


def test_a_run_abandoned_in_the_moment_in_which_it_would_rest_ends(lesson, noise, quick_config):
    run = Run(lesson, noise, quick_config)
    run.player._take_new_rate = run.abandon  # a worker is on the run, so the worker has to end it
    run.player._goal = Goal.HERE
    Scheduler().submit(run.player)
    assert finished(run).snapshot.status is Status.STOPPED


def test_stopping_after_the_end_changes_nothing(lesson, noise, quick_config):
    run = finished(Run(lesson, noise, quick_config).start())
    before = run.snapshot
    run.stop()
    assert run.snapshot is before
    assert run.player._training is None


def test_play_counts_also_while_another_thread_keeps_workers_off_the_run(lesson, noise, quick_config):
    run = play(Run(lesson, noise, quick_config), Goal.STEP)
    with run.undisturbed():
        run.play()
        assert (run.snapshot.status, run.snapshot.step) == (Status.PAUSED, 1)
    assert finished(run).snapshot.status is Status.FINISHED


@pytest.mark.slow
def test_a_run_that_has_to_make_room_rests_with_the_reason_and_one_whose_server_closes_ends(lesson, noise):
    scheduler = Scheduler()
    run = Run(lesson, noise, ImageConfig(epochs=50, batch_size=1, learning_rate=1e-6)).start(scheduler)
    await_state(lambda: run.snapshot.step > 0)
    full = Message("work-paused", used=90, limit=100)
    run.player.make_pause(full)
    run.settle(60)
    assert (run.snapshot.status, run.snapshot.message) == (Status.PAUSED, full)
    run.play()
    scheduler.close()
    assert finished(run).snapshot.status is Status.STOPPED
