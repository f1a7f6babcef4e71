"""Two networks on the same examples: where they differ, and whether that may be chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.evaluate.evaluation import Evaluation

CHANCE = 0.05  # a difference with a smaller p-value is not explained by chance

Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two networks' answers to the same test set."""

    first: Evaluation
    second: Evaluation

    @property
    def only_first(self) -> Indices:
        """Indices of the examples that only the first gets right."""
        return np.flatnonzero(self._right(self.first) & ~self._right(self.second))

    @property
    def only_second(self) -> Indices:
        """Indices of the examples that only the second gets right."""
        return np.flatnonzero(~self._right(self.first) & self._right(self.second))

    @property
    def difference(self) -> Indices:
        """(classes, classes) the second's confusion matrix minus the first's."""
        return self.second.confusion - self.first.confusion

    @property
    def p_value(self) -> float | None:
        """The p-value of McNemar's exact test, 0 to 1: how probable a split at least this unequal is by chance.

        The split is that of the examples that only one network gets right, into the first's and the second's. None
        when the networks are right and wrong on the same examples.
        """
        from scipy.stats import binomtest

        first, second = len(self.only_first), len(self.only_second)
        return float(binomtest(first, first + second).pvalue) if first + second else None

    @property
    def better(self) -> Evaluation | None:
        """The network that is right more often by more than chance; None when neither is."""
        p_value = self.p_value
        if p_value is None or p_value >= CHANCE:
            return None
        return self.first if len(self.only_first) > len(self.only_second) else self.second

    @staticmethod
    def _right(evaluation: Evaluation) -> NDArray[np.bool_]:
        right: NDArray[np.bool_] = evaluation.predictions == evaluation.targets
        return right
