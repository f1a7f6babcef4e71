"""Calibration: whether a network that is 80 % sure is right 80 times in a hundred; and temperature scaling."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.evaluate.evaluation import Evaluation

BINS = 10
FEWEST = 20  # examples: fewer cannot be split for temperature scaling
COLDEST, HOTTEST = 0.05, 20.0  # temperatures that are looked at
SPLIT_SEED = 0

Floats = NDArray[np.float64]
Probabilities = NDArray[np.float32]
Indices = NDArray[np.int64]


class Reliability(NamedTuple):
    """Guesses sorted by confidence into bins of equal width; bins without guesses are left out."""

    confidence: Floats  # (bins,) mean of each bin, 0 to 1
    accuracy: Floats  # (bins,) share of right guesses, 0 to 1
    counts: Indices  # (bins,) guesses
    error: float  # expected calibration error, 0 to 1: mean |accuracy - confidence| of guesses (Naeini et al., 2015)


class Scaling(NamedTuple):
    """The effect of temperature scaling (Guo et al., 2017): fitted on half of the examples, measured on the others."""

    temperature: float  # above 1: the network was too sure
    examples: int  # in the half that was measured on
    loss_before: float  # mean cross-entropy
    loss_after: float
    before: Reliability
    after: Reliability


def reliability(probabilities: Probabilities, targets: Indices) -> Reliability:
    """probabilities (N, classes), targets (N,) -> how sure the guesses were, and how often right."""
    from sklearn.calibration import calibration_curve

    guesses = probabilities.argmax(1)
    sure = probabilities[np.arange(len(targets)), guesses].clip(0, 1)
    right = (guesses == targets).astype(np.int64)
    accuracy, confidence = calibration_curve(right, sure, n_bins=BINS, strategy="uniform", pos_label=1)
    # The bins of calibration_curve: each edge belongs to the bin below it.
    counts = np.bincount(np.searchsorted(np.linspace(0, 1, BINS + 1)[1:-1], sure), minlength=BINS)
    counts = counts[counts > 0]
    error = float(np.abs(accuracy - confidence) @ counts / counts.sum())
    return Reliability(confidence, accuracy, counts, error)


def scale_temperature(evaluation: Evaluation) -> Scaling | None:
    """Fit the temperature on a random half of the examples and measure its effect on the others.

    Returns None with fewer than FEWEST examples.
    """
    if len(evaluation) < FEWEST:
        return None
    order = np.random.default_rng(SPLIT_SEED).permutation(len(evaluation))
    fitted, measured = order[::2], order[1::2]
    temperature = fit_temperature(evaluation.probabilities[fitted], evaluation.targets[fitted])
    before, targets = evaluation.probabilities[measured], evaluation.targets[measured]
    after = apply_temperature(before, temperature)
    losses = mean_loss(before, targets), mean_loss(after, targets)
    return Scaling(temperature, len(measured), *losses, reliability(before, targets), reliability(after, targets))


def fit_temperature(probabilities: Probabilities, targets: Indices) -> float:
    """The temperature with the least cross-entropy."""
    from scipy.optimize import minimize_scalar

    minimum = minimize_scalar(
        lambda logarithm: mean_loss(apply_temperature(probabilities, float(np.exp(logarithm))), targets),
        bounds=(np.log(COLDEST), np.log(HOTTEST)),
        method="bounded",
    )
    return float(np.exp(minimum.x))


def apply_temperature(probabilities: Probabilities, temperature: float) -> Probabilities:
    """Return softmax(logits / temperature) for probabilities that are softmax(logits), both (N, classes).

    The logarithms of the probabilities are the logits plus a number in each row, which softmax ignores.
    """
    logits = np.log(np.maximum(probabilities, np.finfo(np.float32).tiny)) / temperature
    scaled = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Probabilities = scaled / scaled.sum(axis=1, keepdims=True)
    return result


def mean_loss(probabilities: Probabilities, targets: Indices) -> float:
    """Mean cross-entropy by example."""
    of_truth = probabilities[np.arange(len(targets)), targets]
    return float(0 - np.log(np.maximum(of_truth, np.finfo(np.float32).tiny)).mean(dtype=np.float64))
