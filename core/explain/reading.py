"""A text as a visitor types it, and how a network that reads word by word comes to its answer."""

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.data.dataset import PADDING, UNKNOWN, Texts, Truncation
from core.data.tokens import ids_of, tokenize
from core.inference import Prediction, predict
from core.models.lstm import LSTM
from core.network import TrainedNetwork

MOST_LETTERS = 30_000  # that are looked at; IMDB's longest review has 13,704
MOST_WORDS = 2_500  # that are read; IMDB's longest review has 2,752

Floats = NDArray[np.float32]


class Reading(NamedTuple):
    """The words of a text that a network reads."""

    words: tuple[str, ...]  # as they were typed, in small letters
    ids: Tensor  # (words,) int32
    before: str  # the text before the words, which is not read
    after: str  # the text behind the words, which is not read
    between: str = " "  # what stands between two words, see Vocabulary.between

    @property
    def unknown(self) -> tuple[bool, ...]:
        """(words,) whether the network does not know the word; all unknown words have the same id."""
        return tuple(number == UNKNOWN for number in self.ids.tolist())

    @property
    def share_unknown(self) -> float:
        """Share of the words, without punctuation, that the network does not know: 0 to 1; 1 where there is no word."""
        known = sum(is_word(word) and not strange for word, strange in zip(self.words, self.unknown, strict=True))
        return 1 - known / max(1, known + sum(self.unknown))

    @property
    def says_something(self) -> bool:
        """Whether the network knows any word of the text; else it has no basis for an answer."""
        return self.share_unknown < 1

    @property
    def text(self) -> str:
        """All of it, the words that are read in small letters."""
        return " ".join(filter(None, (self.before, self.between.join(self.words), self.after)))

    def changed(self, network: TrainedNetwork, position: int, word: str) -> "Reading":
        """Return the reading with the words of `word`, or none, in the place of the word at `position`."""
        assert network.vocabulary is not None
        changed = (*self.words[:position], word, *self.words[position + 1 :])
        words = tuple(tokenize(self.between.join(changed), network.vocabulary))
        return self._replace(words=words, ids=_ids(network, words))


def is_word(token: str) -> bool:
    """Whether a token is a word, and not punctuation: it has a letter or a digit."""
    return any(letter.isalnum() for letter in token)


def read(network: TrainedNetwork, text: str) -> Reading:
    """The words of the text that the network reads: cut as its training texts were, and to MOST_WORDS."""
    assert network.vocabulary is not None
    assert isinstance(network.card.preparation, Truncation)
    length, keep = network.card.preparation
    most, from_end = min(length or MOST_WORDS, MOST_WORDS), keep == "end"
    cut = max(0, len(text) - MOST_LETTERS)  # letters that are not even looked at
    looked_at = text[cut:] if from_end else text[: len(text) - cut]
    words = tuple(tokenize(looked_at, network.vocabulary))
    start = max(0, len(words) - most) if from_end else 0
    kept, between = words[start : start + most], network.vocabulary.between
    before = (text[:cut] if from_end else "") + between.join(words[:start])
    after = between.join(words[start + most :]) + ("" if from_end else text[len(text) - cut :])
    return Reading(kept, _ids(network, kept), before, after, between)


def _ids(network: TrainedNetwork, words: tuple[str, ...]) -> Tensor:
    assert network.vocabulary is not None
    known = ids_of(network.vocabulary)
    return torch.tensor([known.get(word, UNKNOWN) for word in words], dtype=torch.int32)


def predict_reading(network: TrainedNetwork, reading: Reading) -> Prediction:
    """Return the network's answer to a reading of at least one word."""
    return predict(network, Texts(reading.ids, torch.tensor([0, len(reading.ids)])))


def reads_word_by_word(network: TrainedNetwork) -> bool:
    """Whether the network is the lesson's, whose answer after each word can be looked at."""
    return isinstance(network.model, LSTM)


def probabilities_along(network: TrainedNetwork, reading: Reading) -> Floats:
    """(words,) the probability of class 1 after each word, as if the text ended there."""
    model = _reader(network)
    with torch.no_grad():
        states = model.lstm(model.embedding(reading.ids[:, None]))[0].squeeze(1)  # (L, 100)
        if model.reading == "largest of all":  # not shown
            states = states.cummax(0).values
        result: Floats = model.fc(states).squeeze(1).sigmoid().numpy()
    return result


def probability_of_nothing(network: TrainedNetwork) -> float:
    """Return the probability of class 1 before the first word: the last layer's answer to a state of zeros."""
    model = _reader(network)
    with torch.no_grad():
        return float(model.fc(torch.zeros(model.fc.in_features)).sigmoid())


def probabilities_padded(network: TrainedNetwork, reading: Reading, most: int) -> Floats:
    """(most + 1,) the probability of class 1 when 0, 1, 2, ... filler words follow the text.

    The LSTM's state is read after the last filler word.
    """
    model = _reader(network)
    padded = torch.cat([reading.ids, torch.full((most,), PADDING, dtype=torch.int32)])
    with torch.no_grad():
        states = model.lstm(model.embedding(padded[:, None]))[0].squeeze(1)[len(reading.ids) - 1 :]
        result: Floats = model.fc(states).squeeze(1).sigmoid().numpy()
    return result


def _reader(network: TrainedNetwork) -> LSTM:
    model = network.model.eval()
    assert isinstance(model, LSTM)
    return model
