import numpy as np
import pytest
import torch

from core.data.dataset import Split
from core.evaluate.evaluation import Evaluation, evaluation_of
from core.evaluate.thresholds import decided_at, precision_recall, roc, undefined

SCORES = [0.1, 0.4, 0.35, 0.8, 0.65]
TARGETS = [0, 0, 1, 1, 1]


def made(targets: list[int]) -> Evaluation:
    probabilities = torch.tensor([[1 - score, score] for score in SCORES])
    return evaluation_of(
        probabilities.log(),
        "CrossEntropy",
        ("no", "yes"),
        Split(torch.zeros(5, 1, 8, 8, dtype=torch.uint8), torch.tensor(targets)),
    )


def test_the_area_is_the_share_of_pairs_in_the_right_order():
    pairs = [(no, yes) for no in SCORES[:2] for yes in SCORES[2:]]
    assert roc(made(TARGETS)).area == pytest.approx(np.mean([yes > no for no, yes in pairs]))


def test_average_precision_is_the_mean_over_the_positives():
    order = sorted(zip(SCORES, TARGETS, strict=True), reverse=True)
    at_each = [np.mean([target for _, target in order[: n + 1]]) for n, (_, target) in enumerate(order) if target]
    assert precision_recall(made(TARGETS)).area == pytest.approx(np.mean(at_each))


@pytest.mark.parametrize("threshold", [0.0, 0.36, 0.5, 0.8, 1.0])
def test_at_a_threshold_exactly_the_scores_from_there_on_are_a_yes(threshold):
    decided = decided_at(made(TARGETS), threshold)
    assert decided.predictions.tolist() == [int(np.float32(score) >= threshold) for score in SCORES]
    assert decided.confusion.sum() == 5


def test_every_threshold_lies_on_the_curve():
    evaluation = made(TARGETS)
    curve = roc(evaluation)
    for threshold in (0.2, 0.38, 0.7):
        (true_no, false_yes), (_, true_yes) = decided_at(evaluation, threshold).confusion.tolist()
        points = list(zip(curve.x.tolist(), curve.y.tolist(), strict=True))
        x, y = false_yes / (true_no + false_yes), true_yes / 3
        between = np.interp(x, curve.x, curve.y)
        assert (x, y) in points or y <= between


def test_with_one_class_only_the_curves_are_not_defined():
    assert not undefined(made(TARGETS))
    assert str(undefined(made([1] * 5))) == "Not defined: all 5 test examples are “yes”."
