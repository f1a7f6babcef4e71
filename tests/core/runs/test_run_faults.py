"""What becomes of a run in which something goes wrong."""

from dataclasses import replace

import pytest
import torch

from core.config import ImageConfig
from core.errors import TrainingError
from core.runs.order import Goal
from core.runs.run import Run
from core.runs.snapshot import Status
from core.training import Training
from core.work.scheduler import Scheduler
from tests.core.conftest import finished, play


def without_relu(*_sizes) -> torch.nn.Module:
    """A network whose outputs grow without bound when the steps are too large."""
    return torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 64), torch.nn.Linear(64, 10))


def test_a_run_that_diverges_says_what_to_try(lesson, noise):
    config = ImageConfig(epochs=50, batch_size=10, learning_rate=10.0)
    run = finished(Run(replace(lesson, architecture=without_relu), noise, config).start())
    assert run.snapshot.status is Status.FAILED
    assert "try a learning rate of 1" in str(run.snapshot.message)


@pytest.mark.slow
def test_a_network_that_blows_up_in_the_last_step_of_an_epoch_never_replaces_a_good_one(lesson, noise):
    """One mini-batch an epoch: the loss before the step is finite, the network after it is not."""
    config = ImageConfig(epochs=50, batch_size=200, learning_rate=10.0)
    run = finished(Run(replace(lesson, architecture=without_relu), noise, config).start())
    assert run.snapshot.status is Status.FAILED
    assert run.network is not None
    assert all(tensor.isfinite().all() for tensor in run.network.model.state_dict().values())


@pytest.mark.slow
def test_a_fault_inside_a_network_ends_the_run_with_a_sentence_and_hurts_nobody_else(lesson, noise, quick_config):
    class Broken(torch.nn.Linear):
        def __init__(self, *_sizes):
            super().__init__(1, 1)

        def forward(self, x):
            raise RuntimeError("secret detail in /etc/passwd")

    run = finished(Run(replace(lesson, architecture=Broken), noise, quick_config).start())
    assert run.snapshot.status is Status.FAILED
    assert "secret" not in str(run.snapshot.message)
    assert finished(Run(lesson, noise, quick_config).start()).snapshot.status is Status.FINISHED


def test_full_memory_is_said_in_words(lesson, noise, quick_config):
    class Greedy(torch.nn.Linear):
        def __init__(self, *_sizes):
            super().__init__(1, 1)

        def forward(self, x):
            raise MemoryError

    run = finished(Run(replace(lesson, architecture=Greedy), noise, quick_config).start())
    assert "smaller batch size" in str(run.snapshot.message)


def test_a_device_that_is_not_there_is_replaced_with_a_remark(lesson, noise, quick_config):
    run = finished(Run(lesson, noise, replace(quick_config, device="cuda")).start())
    assert run.snapshot.status is Status.FINISHED
    assert str(run.snapshot.message) == "There is no cuda device here, so this run uses the CPU."


class Mined(torch.nn.Module):
    """Learns as usual for 120 mini-batches, then its answers are no numbers."""

    def __init__(self):
        super().__init__()
        self.net, self.count = torch.nn.Linear(784, 10), 0

    def forward(self, x):
        self.count += self.training
        return self.net(x.flatten(1)) * (float("nan") if self.count > 120 else 1.0)


def test_a_network_that_goes_wrong_in_mid_epoch_leaves_the_last_good_weights(lesson, noise):
    lesson = replace(lesson, architecture=lambda *_sizes: Mined())
    run = finished(Run(lesson, noise, ImageConfig(epochs=1, batch_size=1, learning_rate=0.01)).start())
    assert run.snapshot.status is Status.FAILED
    assert "epoch 1, mini-batch 121, with learning rate 0.01" in str(run.snapshot.message)
    assert "The weights after epoch 1, mini-batch 100 are kept." in str(run.snapshot.message)
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


@pytest.mark.slow
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
    run.player._fail = lambda _message: (_ for _ in ()).throw(MemoryError)
    run.start(scheduler)
    assert finished(Run(lesson, noise, quick_config).start(scheduler)).snapshot.status is Status.FINISHED


def test_where_not_even_the_last_good_weights_can_be_copied_the_run_still_says_why_it_ended(lesson, noise):
    class Uncopied(Mined):
        def __deepcopy__(self, _memo):
            raise MemoryError

    lesson = replace(lesson, architecture=lambda *_sizes: Uncopied())
    run = finished(Run(lesson, noise, ImageConfig(epochs=1, batch_size=1, learning_rate=0.01)).start())
    assert (run.snapshot.status, run.network) == (Status.FAILED, None)
    assert "epoch 1, mini-batch 121, with learning rate 0.01" in str(run.snapshot.message)
    assert "are kept" not in str(run.snapshot.message)


def test_a_loss_on_the_test_set_that_is_no_number_is_named_with_its_epoch(lesson, noise):
    class Blinded(torch.nn.Linear):
        """Knows no answer where every pixel is white."""

        def __init__(self, *_sizes):
            super().__init__(784, 10)

        def forward(self, x):
            return super().forward(x.flatten(1)) * (float("nan") if x.min() == 1 else 1.0)

    white = replace(noise.test, inputs=torch.full_like(noise.test.inputs, 255))
    dataset = replace(noise, validation=noise.test, test=white)
    run = finished(Run(replace(lesson, architecture=Blinded), dataset, ImageConfig(epochs=2, batch_size=50)).start())
    assert run.snapshot.status is Status.FAILED
    assert "The loss on the test set became nan after epoch 2, with learning rate 0.01." in str(run.snapshot.message)
    assert "The weights after epoch 2, mini-batch 4 are kept." in str(run.snapshot.message)
