"""Decision thresholds of a network with two classes, and the curves over all of them, by scikit-learn.

Class 1, such as "positive", is the "yes" of these curves.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.evaluate.evaluation import Evaluation
from core.messages import Message

Floats = NDArray[np.float64]


class Curve(NamedTuple):
    """A curve with one point for each threshold."""

    x: Floats
    y: Floats
    area: float  # 0 to 1


def undefined(evaluation: Evaluation) -> Message | None:
    """Why the curves are not defined; None when they are."""
    present = np.unique(evaluation.targets)
    if len(present) == 2:
        return None
    return Message("evaluation-one-class", count=len(evaluation), name=evaluation.classes[present[0]])


def roc(evaluation: Evaluation) -> Curve:
    """Return the ROC curve: x is the false positive rate, y the true positive rate."""
    from sklearn.metrics import roc_auc_score, roc_curve

    scores = evaluation.probabilities[:, 1]
    x, y, _ = roc_curve(evaluation.targets, scores)
    return Curve(x, y, float(roc_auc_score(evaluation.targets, scores)))


def precision_recall(evaluation: Evaluation) -> Curve:
    """Return the precision-recall curve: x is the recall, y the precision, `area` the average precision."""
    from sklearn.metrics import average_precision_score, precision_recall_curve

    scores = evaluation.probabilities[:, 1]
    precision, recall, _ = precision_recall_curve(evaluation.targets, scores)
    return Curve(recall, precision, float(average_precision_score(evaluation.targets, scores)))


def decided_at(evaluation: Evaluation, threshold: float) -> Evaluation:
    """The same answers, with class 1 guessed wherever its probability is at least `threshold`."""
    return replace(evaluation, predictions=(evaluation.probabilities[:, 1] >= threshold).astype(np.int64))
