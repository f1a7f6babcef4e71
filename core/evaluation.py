"""How good is it: numbers from logits and targets. The metrics themselves are scikit-learn's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from core.data.dataset import DataSet
from core.inference import compute_probabilities
from core.network import TrainedNetwork


class ClassMetrics(NamedTuple):
    """One class's scores, 0 to 1, and how many test examples it has."""

    name: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, eq=False)
class Mistake:
    """One test example that the network got wrong."""

    index: int  # in the test set
    truth: str
    guess: str
    probability: float  # of the guess, 0 to 1
    loss: float


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A network's answers over a whole test set."""

    classes: tuple[str, ...]
    targets: NDArray[np.int64]  # (N,)
    predictions: NDArray[np.int64]  # (N,)
    probabilities: NDArray[np.float32]  # (N, classes)
    losses: NDArray[np.float32]  # (N,) cross-entropy of each example

    @property
    def accuracy(self) -> float:
        """Share of right answers, 0 to 1."""
        return self.right / len(self.targets)

    @property
    def right(self) -> int:
        """Right answers."""
        return int((self.predictions == self.targets).sum())

    @property
    def loss(self) -> float:
        """Mean cross-entropy by example."""
        return float(self.losses.mean())

    def class_metrics(self) -> list[ClassMetrics]:
        """Precision, recall, F1 and support of every class; 0 where a class is never guessed."""
        from sklearn.metrics import precision_recall_fscore_support

        labels = range(len(self.classes))
        columns = precision_recall_fscore_support(self.targets, self.predictions, labels=labels, zero_division=0.0)
        rows = zip(self.classes, *columns, strict=True)
        return [ClassMetrics(name, float(p), float(r), float(f), int(n)) for name, p, r, f, n in rows]

    def confusion(self) -> NDArray[np.int64]:
        """(classes, classes) counts: row = truth, column = guess."""
        from sklearn.metrics import confusion_matrix

        matrix: NDArray[np.int64] = confusion_matrix(self.targets, self.predictions, labels=range(len(self.classes)))
        return matrix

    def confusion_in_words(self) -> str:
        """The pair of classes that is most often confused, as a sentence."""
        matrix = self.confusion()
        np.fill_diagonal(matrix, 0)
        if not matrix.any():
            return "No two classes were confused."
        truth, guess = np.unravel_index(matrix.argmax(), matrix.shape)
        return (
            f"Most often confused: {self.classes[truth]} taken for {self.classes[guess]}, "
            f"{matrix[truth, guess]} of {(self.targets == truth).sum()}. Rows are the truth, columns the guess; "
            "the darker a cell, the larger its share of the row."
        )

    def worst_mistakes(self, count: int) -> list[Mistake]:
        """At most `count` wrong answers, highest loss first."""
        wrong = np.flatnonzero(self.predictions != self.targets)
        worst = wrong[np.argsort(-self.losses[wrong], kind="stable")][:count]
        return [
            Mistake(
                index=int(i),
                truth=self.classes[self.targets[i]],
                guess=self.classes[self.predictions[i]],
                probability=float(self.probabilities[i].max()),
                loss=float(self.losses[i]),
            )
            for i in worst
        ]


def evaluate(
    network: TrainedNetwork, dataset: DataSet, on_progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Evaluation:
    """The network's answers to every example of the data set's test part; calls on_progress with (answered, all)."""
    split = dataset.test
    probabilities = compute_probabilities(network, split.inputs, on_progress)
    of_truth = probabilities.gather(1, split.targets.unsqueeze(1)).squeeze(1)
    return Evaluation(
        classes=dataset.classes,
        targets=split.targets.numpy(),
        predictions=probabilities.argmax(1).numpy(),
        probabilities=probabilities.numpy(),
        losses=-of_truth.clamp(min=torch.finfo(torch.float32).tiny).log().numpy(),
    )
