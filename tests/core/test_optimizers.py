import numpy as np
import pytest
import torch

from core.config import TrainConfig, bounds_of
from core.optimizers import OPTIMIZERS, build_optimizer, build_schedule, last_updates, learning_rates


def test_every_choice_of_the_form_can_be_built():
    assert set(OPTIMIZERS) == set(bounds_of(TrainConfig, "optimizer").choices)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_takes_the_config_s_values(name):
    config = TrainConfig(optimizer=name, learning_rate=0.02, momentum=0.7, weight_decay=0.03)
    group = build_optimizer([torch.nn.Parameter(torch.ones(2))], config).param_groups[0]
    assert (group["lr"], group["weight_decay"]) == (0.02, 0.03)
    assert group.get("momentum", 0) == (0.7 if name in ("Momentum", "Nesterov") else 0)
    assert group.get("nesterov", False) == (name == "Nesterov")


@pytest.mark.slow
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_its_own_learning_rate_makes_a_simple_loss_small(name):
    weights = torch.nn.Parameter(torch.tensor([1.0, -1.0]))
    optimizer = build_optimizer([weights], TrainConfig(optimizer=name, learning_rate=OPTIMIZERS[name].learning_rate))
    for _ in range(3000):
        optimizer.zero_grad()
        (weights**2).sum().backward()
        optimizer.step()
    assert weights.detach().abs().max() < 0.01


@pytest.mark.parametrize("decay", [0.0, 0.1])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_last_update_is_what_the_weights_lost_in_the_last_step(name, decay):
    config = TrainConfig(optimizer=name, learning_rate=0.02, momentum=0.7, weight_decay=decay)
    generator = torch.Generator().manual_seed(1)
    weights, idle = (torch.nn.Parameter(torch.randn(5, generator=generator).double()) for _ in range(2))
    optimizer = build_optimizer([weights, idle], config)
    for rate in (0.02, 0.02, 0.005):
        optimizer.param_groups[0]["lr"] = rate
        optimizer.zero_grad()
        (weights**3).sum().backward()
        before = weights.detach().clone()
        optimizer.step()
        optimizer.param_groups[0]["lr"] = 1.0  # as a schedule changes it after each step
        [(moved, update)] = last_updates(optimizer, rate)
        assert moved is weights
        assert update.numpy() == pytest.approx((before - weights.detach()).numpy(), rel=1e-9)


def stepped(config, steps):
    """The learning rate of every step of a real run."""
    optimizer = build_optimizer([torch.nn.Parameter(torch.ones(1))], config)
    schedule = build_schedule(optimizer, config, steps)
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if schedule is not None:
            schedule.step()
    return rates


@pytest.mark.parametrize(
    ("schedule", "first", "highest", "last"),
    [("constant", 0.1, 0.1, 0.1), ("step", 0.1, 0.1, 0.001), ("cosine", 0.1, 0.1, 0.0), ("one-cycle", 0.004, 0.1, 0.0)],
)
def test_a_schedule_begins_peaks_and_ends_where_its_help_says(schedule, first, highest, last):
    rates = stepped(TrainConfig(learning_rate=0.1, schedule=schedule), 200)
    assert rates[0] == pytest.approx(first)
    assert max(rates) == pytest.approx(highest, rel=1e-3)
    assert rates[-1] == pytest.approx(last, abs=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("schedule", bounds_of(TrainConfig, "schedule").choices)
@pytest.mark.parametrize("steps", [1, 2, 150, 5000])
def test_the_preview_is_the_schedule_of_the_run(schedule, steps):
    config = TrainConfig(learning_rate=0.1, schedule=schedule)
    numbers, rates = learning_rates(config, steps)
    real = np.array(stepped(config, steps))
    assert numbers[0] == 1
    assert numbers[-1] == steps
    assert len(numbers) == len(rates) <= 200
    # At most one of the 200 moments may lie on the other side of a step.
    assert (np.abs(rates - real[numbers - 1]) > 0.005).sum() <= (2 if schedule == "step" else 0)
