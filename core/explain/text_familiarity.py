"""How far an answer to a text can be believed: how many of its words the network knows, and how sure the network is.

To the network, all unknown words are the same word. So their share in a text is compared with their share in the texts
that were held out of training. The probability of the answer is softened by the temperature that fits the held-out
texts best (Guo and others, 2017). Full stops and commas are no words here: a network that knows nothing else of a text
has no basis for an answer.
"""

from functools import lru_cache
from typing import NamedTuple

import torch
from torch import Tensor

from core.criteria import class_probabilities
from core.data.dataset import PADDING, UNKNOWN, DataSet, Texts
from core.data.tokens import Vocabulary
from core.evaluate.calibration import apply_temperature, fit_temperature
from core.evaluate.robustness import sample_of
from core.explain.reading import Reading, is_word
from core.inference import answering
from core.messages import Message
from core.network import TextFamiliarity, TrainedNetwork
from core.work.task import Steps

FEWEST = 30  # held-out texts: with fewer nothing is said
HELD_OUT = 2000  # held-out texts whose words and answers show what is usual, at most
RARE = 0.05  # share of the held-out texts: a text is strange when no more of them have as many unknown words
MANY = 0.25  # share of unknown words that a strange text has at least: in a short text, one word is soon a tenth
SHORT = 0.01  # share of the held-out texts: a text is short when no more of them have as few words
SURE = 0.9  # probability


class TextVerdict(NamedTuple):
    """How far an answer to a text can be believed."""

    probability: float  # of the answer, calibrated, 0 to 1
    unknown: float  # share of its words that the network does not know, 0 to 1
    as_unknown: float  # share of the held-out texts that have at least as many unknown words
    as_short: float  # share of the held-out texts that have at most as many words

    @property
    def strange(self) -> bool:
        """Whether so many words of the text are unknown that the answer means little."""
        return self.unknown >= MANY and self.as_unknown <= RARE

    @property
    def short(self) -> bool:
        """Whether hardly any held-out text was so short: then the probability is a rough guide."""
        return self.as_short <= SHORT

    @property
    def sure(self) -> bool:
        """Whether the text is not strange and the answer's probability is at least SURE."""
        return not self.strange and self.probability >= SURE


def judge_text(network: TrainedNetwork, familiarity: TextFamiliarity, reading: Reading) -> TextVerdict:
    """Return how far the answer can be believed, for a text of which the network knows at least one word."""
    texts = Texts(reading.ids, torch.tensor([0, len(reading.ids)]))
    with torch.no_grad():
        outputs = network.model.eval()(*network.card.preparation.batch(texts, torch.tensor([0])))
    probabilities = class_probabilities(outputs, network.card.config.loss).numpy()
    calibrated = apply_temperature(probabilities, float(familiarity.temperature))
    unknown = reading.share_unknown
    return TextVerdict(
        probability=float(calibrated.max()),
        unknown=unknown,
        as_unknown=float((familiarity.unknown >= unknown - 1e-6).double().mean()),
        as_short=float((familiarity.lengths <= len(reading.words)).double().mean()),
    )


def unjudged_texts(dataset: DataSet) -> Message | None:
    """Return why texts cannot be compared with this data set's texts; None where they can."""
    return Message("reading-few-texts", fewest=FEWEST) if len(dataset.held_out) < FEWEST else None


def getting_familiar_with_texts(network: TrainedNetwork, dataset: DataSet) -> Steps[TextFamiliarity]:
    """Compute a network's TextFamiliarity from the held-out texts; only where unjudged_texts() returns None."""
    assert dataset.vocabulary is not None
    some = sample_of(dataset.held_out, HELD_OUT)
    outputs = yield from answering(network, some.inputs)
    probabilities = class_probabilities(outputs, network.card.config.loss).numpy()
    temperature = torch.tensor(fit_temperature(probabilities, some.targets.numpy()))
    ids, offsets = some.texts
    counted = torch.stack([are_words(dataset.vocabulary)[ids.long()], ids == UNKNOWN]).cumsum(1)
    counted = torch.cat([torch.zeros(2, 1, dtype=counted.dtype), counted], dim=1)
    words, unknown = counted[:, offsets[1:]] - counted[:, offsets[:-1]]
    percents = torch.linspace(0, 1, 101)
    shares = unknown / words.clamp(min=1)
    lengths = some.texts.lengths.float()
    return TextFamiliarity(temperature, torch.quantile(shares, percents), torch.quantile(lengths, percents))


@lru_cache(maxsize=8)
def are_words(vocabulary: Vocabulary) -> Tensor:
    """(words,) bool: which entries of a vocabulary are words, and not punctuation or filler; <unk> counts as a word."""
    flags = torch.tensor([is_word(word) for word in vocabulary.words])
    flags[UNKNOWN], flags[PADDING] = True, False
    return flags
