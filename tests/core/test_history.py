import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.history import POINTS, History, LossHistory
from core.training import EpochEnd


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


def test_smoothing_equals_the_moving_average_written_as_a_loop():
    losses = np.random.default_rng(0).random(300)
    average = 0.0
    for step, (loss, smoothed) in enumerate(zip(losses, history_of(losses).curve().smoothed, strict=True), 1):
        average = 0.97 * average + 0.03 * loss
        assert smoothed == pytest.approx(average / (1 - 0.97**step), rel=1e-5)


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
    ends = (EpochEnd(1, 0.5, 0.8, 0.4, 0.9, 5.0),)
    other = History()
    other.load_state_dict(history.state_dict(), ends, before)
    for loss in losses[before:]:
        history.losses.append(loss)
        other.losses.append(loss)
    for one, two in zip(history.losses.curve(), other.losses.curve(), strict=True):
        assert np.array_equal(one, two)
    assert (list(other.log), other.rates, other.epochs) == (["a line"], ((3, 0.5),), ends)


def test_of_two_changes_of_the_learning_rate_at_one_step_the_last_counts():
    history = History()
    for rate in (0.1, 0.2):
        history.add_rate(7, rate)
    assert history.rates == ((7, 0.2),)
