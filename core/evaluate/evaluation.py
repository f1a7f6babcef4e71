"""Evaluation: a network's answers to a whole test set, and the metrics that scikit-learn computes from them.

A figure that is not defined, such as the precision of a class that was never guessed, is None, never 0.
"""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from core.criteria import class_logits, class_probabilities
from core.data.dataset import TEST_SET, DataSet, Split
from core.inference import answering
from core.messages import Message
from core.network import TrainedNetwork
from core.work.task import Steps, finish

CONFIDENCE = 0.95  # of the interval around the accuracy

SMALLEST = 6e-8  # probability that half precision can tell from 0

Indices = NDArray[np.int64]
Floats = NDArray[np.float64]


class ClassMetrics(NamedTuple):
    """Scores of one class, or means over the classes: 0 to 1, None where not defined."""

    name: str  # of the class; of the means: "macro" or "weighted"
    precision: float | None  # None: never guessed
    recall: float | None  # None: no test example
    f1: float | None  # None: never guessed, and no test example
    support: int  # test examples


@dataclass(frozen=True)
class Pair:
    """Test examples of one class that were taken for another."""

    truth: int
    guess: int
    count: int


@dataclass(frozen=True)
class Example:
    """One test example and the answer to it."""

    index: int  # in the test set
    truth: str
    guess: str
    confidence: float  # probability of the guess, 0 to 1
    loss: float


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A network's answers to all examples of a test set."""

    classes: tuple[str, ...]
    targets: Indices  # (N,)
    predictions: Indices  # (N,)
    probabilities: NDArray[np.float32]  # (N, classes)
    split: Split  # the examples
    part: str = TEST_SET  # name of the split

    def __len__(self) -> int:
        return len(self.targets)

    @cached_property
    def problem(self) -> Message | None:
        """Why no figure is defined; None when the figures are."""
        broken = int((~np.isfinite(self.probabilities).all(axis=1)).sum())
        if not broken:
            return None
        return Message("evaluation-not-numbers", broken=broken, count=len(self))

    @cached_property
    def losses(self) -> NDArray[np.float32]:
        """(N,) cross-entropy of each example, at most 87.3: minus the logarithm of float32's smallest normal number."""
        of_truth = self.probabilities[np.arange(len(self)), self.targets]
        losses: NDArray[np.float32] = 0 - np.log(np.maximum(of_truth, np.finfo(np.float32).tiny))
        return losses

    @cached_property
    def confidences(self) -> NDArray[np.float32]:
        """(N,) probability of each guess."""
        confidences: NDArray[np.float32] = self.probabilities[np.arange(len(self)), self.predictions]
        return confidences

    @property
    def right(self) -> int:
        """Right answers."""
        return int((self.predictions == self.targets).sum())

    @property
    def accuracy(self) -> float:
        """Share of right answers, 0 to 1."""
        return self.right / len(self)

    @property
    def loss(self) -> float:
        """Mean cross-entropy by example."""
        return float(self.losses.mean(dtype=np.float64))

    @cached_property
    def accuracy_interval(self) -> tuple[float, float]:
        """Where the accuracy on endlessly many such examples lies with 95 % confidence (Wilson, 1927)."""
        from scipy.stats import binomtest

        interval = binomtest(self.right, len(self)).proportion_ci(CONFIDENCE, method="wilson")
        return float(interval.low), float(interval.high)

    @property
    def commonest(self) -> tuple[str, float]:
        """(the class that most test examples have, the accuracy of always guessing it)."""
        counts = np.bincount(self.targets, minlength=len(self.classes))
        return self.classes[int(counts.argmax())], float(counts.max() / len(self))

    @cached_property
    def class_metrics(self) -> list[ClassMetrics]:
        """One row for each class."""
        columns = self._scores(average=None)
        rows = zip(self.classes, *columns, strict=True)
        return [
            ClassMetrics(name, _or_none(precision), _or_none(recall), _or_none(f1), int(support))
            for name, precision, recall, f1, support in rows
        ]

    @cached_property
    def averages(self) -> list[ClassMetrics]:
        """Means over the classes with a defined score: unweighted, and weighted by their numbers of test examples."""
        rows = []
        for average in ("macro", "weighted"):
            precision, recall, f1 = (_or_none(float(score)) for score in self._scores(average=average)[:3])
            rows.append(ClassMetrics(average, precision, recall, f1, len(self)))
        return rows

    def _scores(self, average: str | None) -> tuple[Floats, Floats, Floats, Floats]:
        from sklearn.metrics import precision_recall_fscore_support

        scores: tuple[Floats, Floats, Floats, Floats] = precision_recall_fscore_support(
            self.targets, self.predictions, labels=range(len(self.classes)), average=average, zero_division=np.nan
        )
        return scores

    @cached_property
    def confusion(self) -> Indices:
        """(classes, classes) counts: row = truth, column = guess."""
        from sklearn.metrics import confusion_matrix

        matrix: Indices = confusion_matrix(self.targets, self.predictions, labels=range(len(self.classes)))
        return matrix

    def confused(self) -> list[Pair]:
        """Pairs of classes that were confused, the commonest first."""
        wrong = self.confusion.copy()
        np.fill_diagonal(wrong, 0)
        order = np.argsort(-wrong, axis=None, kind="stable")[: np.count_nonzero(wrong)]
        return [
            Pair(int(truth), int(guess), int(wrong[truth, guess]))
            for truth, guess in zip(*np.unravel_index(order, wrong.shape), strict=True)
        ]

    def chosen(self, truth: int | None, guess: int | None) -> Indices:
        """Indices of the examples in a cell of the confusion matrix; None: in all of the row or column."""
        of_truth = np.ones(len(self), bool) if truth is None else self.targets == truth
        of_guess = np.ones(len(self), bool) if guess is None else self.predictions == guess
        return np.flatnonzero(of_truth & of_guess)

    @property
    def mistakes(self) -> Indices:
        """Indices of the wrong answers."""
        return np.flatnonzero(self.predictions != self.targets)

    def ranked(self, indices: Indices, order: str) -> Indices:
        """Return the indices in an order: "loss" puts the highest loss first.

        "confidence" puts the most confident guess first, "unsure" the least confident one; any other word sorts by
        index.
        """
        keys = {"loss": -self.losses, "confidence": -self.confidences, "unsure": self.confidences}
        if order not in keys:
            return np.sort(indices)
        ranked: Indices = indices[np.argsort(keys[order][indices], kind="stable")]
        return ranked

    def example(self, index: int) -> Example:
        """One example and the answer to it."""
        return Example(
            index=index,
            truth=self.classes[self.targets[index]],
            guess=self.classes[self.predictions[index]],
            confidence=float(self.confidences[index]),
            loss=float(self.losses[index]),
        )

    def to_csv(self) -> str:
        """A line for each example: index, truth, guess, whether it is right, loss, every class's probability."""
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["index", "truth", "guess", "right", "loss", *(f"p({name})" for name in self.classes)])
        names = np.array(self.classes, dtype=object)
        for index, (truth, guess, loss, row) in enumerate(
            zip(self.targets, self.predictions, self.losses, self.probabilities, strict=True)
        ):
            numbers = [f"{number:.9g}" for number in (loss, *row)]  # nine digits tell any two float32 apart
            writer.writerow([index, names[truth], names[guess], int(truth == guess), *numbers])
        return file.getvalue()


class EpochAnswers(NamedTuple):
    """A network's answers after one epoch, kept small: probabilities in half precision, and the guessed classes."""

    epoch: int  # from 1
    probabilities: NDArray[np.float16]  # (N, classes)
    predictions: NDArray[np.uint8]  # (N,); no lesson has more than 100 classes

    @classmethod
    def of(cls, epoch: int, outputs: torch.Tensor, loss: str) -> "EpochAnswers":
        """From the outputs (N, outputs) of a network trained with the named loss."""
        small = class_probabilities(outputs, loss).clamp(min=SMALLEST).to(torch.float16).numpy()
        return cls(epoch, small, class_logits(outputs).argmax(1).to(torch.uint8).numpy())

    def evaluation(self, classes: Sequence[str], split: Split, part: str) -> Evaluation:
        """Return the evaluation that follows from these answers; `split`: the examples that were answered."""
        probabilities = self.probabilities.astype(np.float32)
        return Evaluation(
            tuple(classes), split.targets.numpy(), self.predictions.astype(np.int64), probabilities, split, part
        )


def evaluating(network: TrainedNetwork, dataset: DataSet) -> Steps[Evaluation]:
    """Let the network answer every example of the data set's test part."""
    outputs = yield from answering(network, dataset.test.inputs)
    evaluation = evaluation_of(outputs, network.card.config.loss, dataset.classes, dataset.test)
    if not evaluation.problem:
        # Counted on the worker's thread, which also loads scikit-learn, and kept: the page only shows them.
        _ = evaluation.class_metrics, evaluation.averages, evaluation.confusion, evaluation.accuracy_interval
    return evaluation


def evaluation_of(outputs: torch.Tensor, loss: str, classes: Sequence[str], split: Split) -> Evaluation:
    """What follows from the outputs (N, outputs) of a network trained with the named loss for the split's N examples.

    The guess is the greatest output, as in training: probabilities can be equal where outputs are not.
    """
    predictions, probabilities = class_logits(outputs).argmax(1), class_probabilities(outputs, loss)
    return Evaluation(tuple(classes), split.targets.numpy(), predictions.numpy(), probabilities.numpy(), split)


def evaluate(network: TrainedNetwork, dataset: DataSet) -> Evaluation:
    """Return a network's evaluation on the test part, computed at once, for scripts and tests."""
    return finish(evaluating(network, dataset))


def _or_none(score: float) -> float | None:
    return None if math.isnan(score) else float(score)
