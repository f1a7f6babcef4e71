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
    before: int  # words before them that it does not read
    after: int  # words after them, likewise; at least 1 where the text was too long to be counted

    @property
    def unknown(self) -> tuple[bool, ...]:
        """Which words the network does not know: all of them are one and the same to it."""
        return tuple(number == UNKNOWN for number in self.ids.tolist())

    def changed(self, network: TrainedNetwork, position: int, word: str) -> "Reading":
        """With other words, or none, in the place of one."""
        assert network.vocabulary is not None
        words = (*self.words[:position], *tokenize(word, network.vocabulary), *self.words[position + 1 :])
        return Reading(words, _ids(network, words), self.before, self.after)


def read(network: TrainedNetwork, text: str) -> Reading:
    """The words of the text that the network reads: cut as its training texts were, and to MOST_WORDS."""
    assert network.vocabulary is not None
    assert isinstance(network.card.preparation, Truncation)
    words = tuple(tokenize(text[:MOST_LETTERS], network.vocabulary))
    uncounted = int(len(text) > MOST_LETTERS)
    length, keep = network.card.preparation
    most = min(length or MOST_WORDS, MOST_WORDS)
    start = max(0, len(words) - most) if keep == "end" else 0
    kept = words[start : start + most]
    return Reading(kept, _ids(network, kept), start, len(words) - start - len(kept) + uncounted)


def _ids(network: TrainedNetwork, words: tuple[str, ...]) -> Tensor:
    assert network.vocabulary is not None
    known = ids_of(network.vocabulary)
    return torch.tensor([known.get(word, UNKNOWN) for word in words], dtype=torch.int32)


def predict_reading(network: TrainedNetwork, reading: Reading) -> Prediction:
    """The network's answer to at least one word."""
    return predict(network, Texts(reading.ids, torch.tensor([0, len(reading.ids)])))


def probabilities_along(network: TrainedNetwork, reading: Reading) -> Floats:
    """(words,) the probability of class 1 after each word, as if the text ended there."""
    model = _reader(network)
    with torch.no_grad():
        states = model.lstm(model.embedding(reading.ids[:, None]))[0].squeeze(1)  # (L, 100)
        if model.reading == "largest of all":
            states = states.cummax(0).values
        result: Floats = model.fc(states).squeeze(1).sigmoid().numpy()
    return result


def probabilities_padded(network: TrainedNetwork, reading: Reading, most: int) -> Floats:
    """(most + 1,) the probability of class 1 after 0, 1, 2, ... filler words behind the text, read after the last."""
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
