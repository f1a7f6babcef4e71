import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.runs.history import POINTS, History, LossHistory, width_for


def history_of(losses) -> LossHistory:
    history = LossHistory()
    for loss in losses:
        history.append(loss)
    return history


@given(st.lists(st.floats(0, 100, width=32), max_size=200))
def test_a_short_run_keeps_every_loss(losses):
    curve = history_of(losses).curve()
    assert curve.low.tolist() == curve.high.tolist() == losses
    assert curve.ends.tolist() == list(range(1, len(losses) + 1))


@pytest.mark.parametrize("steps", [POINTS, POINTS + 1, 2 * POINTS + 3, 5 * POINTS - 1])
def test_a_long_run_keeps_the_extremes_of_every_stretch_in_bounded_memory(steps):
    losses = np.random.default_rng(steps).random(steps).astype(np.float32)
    curve = history_of(losses.tolist()).curve()
    assert len(curve.low) <= POINTS
    assert curve.ends[-1] == curve.steps == steps
    start = 0
    for end, low, high in zip(curve.ends, curve.low, curve.high, strict=True):
        assert (low, high) == (losses[start:end].min(), losses[start:end].max())
        start = end


@pytest.mark.parametrize("per_epoch", [1, 23, 100, 938])
def test_the_smoothed_loss_is_the_mean_of_the_last_mini_batches_and_no_more_than_an_epochs(per_epoch):
    losses = np.random.default_rng(0).random(300) * 10.0 ** np.linspace(9, -5, 300)
    history = LossHistory(per_epoch)
    window = min(100, per_epoch)
    for step, loss in enumerate(losses, 1):
        history.append(loss)
        expected = losses[max(0, step - window) : step].mean()
        assert history.curve().smoothed[-1] == pytest.approx(expected, rel=1e-6)


def test_a_first_loss_of_a_thousand_million_is_forgotten_after_an_epoch():
    history = LossHistory(per_epoch=50)
    for loss in [1e9] * 50 + [4.4e-5] * 50:
        history.append(loss)
    assert history.curve().smoothed[-1] == pytest.approx(4.4e-5)


def test_a_curve_is_a_moment_that_does_not_change():
    history = history_of([1.0, 2.0])
    curve = history.curve()
    history.append(3.0)
    assert curve.low.tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match="read-only"):
        curve.low[0] = 0


@pytest.mark.parametrize("before", [0, 1, 10, POINTS + 5])
def test_a_restored_history_goes_on_as_if_nothing_had_been(before):
    losses = np.random.default_rng(1).random(before + 50).tolist()
    history = History()
    for loss in losses[:before]:
        history.losses.append(loss)
    history.log.append("a line")
    history.add_rate(3, 0.5)
    other = History()
    other.load_state_dict(history.state_dict(), before)
    for loss in losses[before:]:
        history.losses.append(loss)
        other.losses.append(loss)
    for one, two in zip(history.losses.curve(), other.losses.curve(), strict=True):
        assert np.array_equal(one, two)
    assert (list(other.log), other.rates) == (["a line"], ((3, 0.5),))


def test_a_history_of_an_earlier_version_goes_on_with_the_losses_of_its_curve():
    losses = np.random.default_rng(1).random(60).astype(np.float32).tolist()
    history = History(per_epoch=20)
    for loss in losses[:50]:
        history.losses.append(loss)
    state = history.state_dict()
    del state["values"]["last"]
    state["values"]["average"] = 0.5
    other = History(per_epoch=20)
    other.load_state_dict(state, 50)
    for loss in losses[50:]:
        other.losses.append(loss)
    assert other.losses.curve().smoothed[-1] == pytest.approx(np.mean(losses[40:]), rel=1e-6)


def test_of_two_changes_of_the_learning_rate_at_one_step_the_last_counts():
    history = History()
    for rate in (0.1, 0.2):
        history.add_rate(7, rate)
    assert history.rates == ((7, 0.2),)


@pytest.mark.parametrize("steps", [0, 1, POINTS, POINTS + 1, 2 * POINTS, 2 * POINTS + 1, 5 * POINTS])
def test_how_many_mini_batches_share_a_point_follows_from_their_number(steps):
    history = LossHistory()
    for _ in range(steps):
        history.append(1.0)
    assert history.curve().width == width_for(steps)
