"""How long a run is: the one place where mini-batches, epochs and examples are reckoned into each other."""

import math
from typing import NamedTuple, Self

from core.config import TrainConfig
from core.data.dataset import DataSet


class Plan(NamedTuple):
    """The length of a run."""

    examples: int  # in the training part
    batch_size: int
    epochs: int

    @classmethod
    def of(cls, dataset: DataSet, config: TrainConfig) -> Self:
        """The plan for training on the data set with these hyperparameters."""
        return cls(len(dataset.train), config.batch_size, config.epochs)

    @property
    def per_epoch(self) -> int:
        """Mini-batches in an epoch, the last shorter one included."""
        return math.ceil(self.examples / self.batch_size)

    @property
    def last_batch(self) -> int:
        """Examples in the last mini-batch of an epoch."""
        return self.examples - (self.per_epoch - 1) * self.batch_size

    @property
    def steps(self) -> int:
        """Mini-batches in the whole run."""
        return self.per_epoch * self.epochs

    def epoch_of(self, step: int) -> int:
        """The epoch, from 1, that mini-batch number `step`, from 1, belongs to; 0 before the first mini-batch."""
        return math.ceil(step / self.per_epoch)

    def examples_after(self, step: int) -> int:
        """Examples seen in the first `step` mini-batches, each example counted once an epoch."""
        epochs, batches = divmod(step, self.per_epoch)
        return epochs * self.examples + batches * self.batch_size
