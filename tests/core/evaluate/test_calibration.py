import numpy as np
import pytest
import torch

from core.data.dataset import Split
from core.evaluate.calibration import apply_temperature, fit_temperature, mean_loss, reliability, scale_temperature
from core.evaluate.evaluation import evaluation_of

COUNT = 4000


def drawn(temperature: float, count: int = COUNT) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities (count, 3) as a network gives them whose logits are `temperature` times the true ones; targets."""
    random = np.random.default_rng(3)
    logits = random.normal(size=(count, 3)) * 2
    true = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    targets = np.array([random.choice(3, p=row) for row in true])
    sharp = np.exp(temperature * logits)
    return (sharp / sharp.sum(1, keepdims=True)).astype(np.float32), targets


def error_by_hand(probabilities: np.ndarray, targets: np.ndarray) -> float:
    """Expected calibration error, one example after the other."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for row, target in zip(probabilities, targets, strict=True):
        sure = float(row.max())
        bins.setdefault(int(np.ceil(sure * 10)), []).append((sure, int(row.argmax()) == target))
    return sum(
        abs(np.mean([sure for sure, _ in found]) - np.mean([right for _, right in found])) * len(found)
        for found in bins.values()
    ) / len(targets)


def test_the_error_is_that_of_a_loop_over_the_examples():
    probabilities, targets = drawn(2.5)
    found = reliability(probabilities, targets)
    assert found.error == pytest.approx(error_by_hand(probabilities, targets), abs=1e-6)
    assert found.counts.sum() == COUNT
    assert len(found.confidence) == len(found.accuracy) == len(found.counts)


def test_who_is_always_sure_and_right_has_no_error():
    found = reliability(np.eye(3, dtype=np.float32), np.arange(3))
    assert found.error == 0
    assert found.counts.tolist() == [3]


def test_the_temperature_by_which_a_network_is_too_sure_is_found():
    probabilities, targets = drawn(2.5)
    assert fit_temperature(probabilities, targets) == pytest.approx(2.5, rel=0.1)


def test_scaling_equals_softmax_of_the_logits_divided():
    logits = np.array([[2.0, -1.0, 0.5], [0.0, 3.0, 1.0]], dtype=np.float32)
    once = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    cooler = np.exp(logits / 3) / np.exp(logits / 3).sum(1, keepdims=True)
    np.testing.assert_allclose(apply_temperature(once, 3.0), cooler, rtol=1e-5)


def test_the_effect_is_measured_on_the_other_half_and_changes_no_answer():
    probabilities, targets = drawn(2.5)
    split = Split(torch.zeros(COUNT, 1, 8, 8, dtype=torch.uint8), torch.from_numpy(targets))
    scaling = scale_temperature(evaluation_of(torch.from_numpy(probabilities).log(), "CrossEntropy", "abc", split))
    assert scaling.examples == COUNT // 2
    assert scaling.after.error < scaling.before.error / 3
    assert scaling.loss_after < scaling.loss_before
    after = apply_temperature(probabilities, scaling.temperature)
    assert (after.argmax(1) == probabilities.argmax(1)).all()
    assert mean_loss(after, targets) < mean_loss(probabilities, targets)


def test_too_few_examples_give_no_temperature():
    probabilities, targets = drawn(1.0, 10)
    split = Split(torch.zeros(10, 1, 8, 8, dtype=torch.uint8), torch.from_numpy(targets))
    assert scale_temperature(evaluation_of(torch.from_numpy(probabilities).log(), "CrossEntropy", "abc", split)) is None
