"""A trained network: what evaluation, the playground and weights files speak of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from torch import Tensor, nn

from core.card import Card
from core.data.dataset import DataSet
from core.data.tokens import Vocabulary
from core.errors import WeightsError
from core.messages import Message
from core.soundness import check_answer, check_finite

TRAINED_HERE, UPLOADED = "trained here", "uploaded"  # not shown


class Familiarity(NamedTuple):
    """What a network's examples are like, see core/explain/familiarity.py. F: the inputs of its first linear layer."""

    temperature: Tensor  # ()
    means: Tensor  # (classes, F)
    axes: Tensor  # (classes, F, A)
    spreads: Tensor  # (classes, A) variance along each axis
    rest: Tensor  # (classes,) variance along every other direction
    usual: Tensor  # (101,) percentiles of the held-out examples' squared Mahalanobis distances
    brightest: Tensor  # () the highest mean of a held-out example's pixels, 0 to 255


class TextFamiliarity(NamedTuple):
    """Statistics of the texts that were held out of a network's training, see core/explain/text_familiarity.py."""

    temperature: Tensor  # ()
    unknown: Tensor  # (101,) percentiles of the share of unknown words in a text
    lengths: Tensor  # (101,) percentiles of the number of words in a text


class Update(NamedTuple):
    """How far the last step of the optimizer has moved a parameter."""

    length: float  # Euclidean norm of what was taken from it
    of: float  # Euclidean norm of the parameter


@dataclass(frozen=True, eq=False)
class TrainedNetwork:
    """A network on the CPU whose weights are never changed again, with its card."""

    model: nn.Module
    card: Card
    origin: str  # TRAINED_HERE, UPLOADED or "pretrained"; weights-origin-... puts it into words
    vocabulary: Vocabulary | None = None  # of a network that reads text
    dataset: DataSet | None = None  # what it has learnt from, where it was trained here
    run_id: str = ""  # of the run that these weights come from, if it was trained here
    familiarity: Familiarity | TextFamiliarity | None = None  # where that came with the weights
    # Name of a parameter -> length of its gradient in the mini-batch that was learnt from last; empty: not known.
    gradients: Mapping[str, float] = field(default_factory=dict)
    updates: Mapping[str, Update] = field(default_factory=dict)  # likewise: how far that mini-batch has moved it

    def may_know_tests_of(self, dataset: DataSet) -> bool:
        """Whether it may have learnt from test examples of the data set, so that it would look better than it is.

        Each time a visitor brings pictures they are divided anew into a training and a test part.
        """
        return dataset.brought and self.dataset is not dataset

    @cached_property
    def problem(self) -> Message | None:
        """Why the weights cannot be downloaded as a file; None where they can.

        A downloaded file must be loadable again, and a file is refused when its weights or its answers are not finite.
        """
        try:
            check_finite(dict(self.model.state_dict()))
        except WeightsError as error:
            return error.message
        try:
            check_answer(self.model, self.card)
        except WeightsError:
            return Message("weights-grown-too-large")
        return None
