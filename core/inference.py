"""From raw input to a prediction, with the same preparation as in training."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from core.criteria import class_probabilities
from core.data.dataset import PADDING, UNKNOWN, Inputs, Preparation, Texts
from core.data.tokens import ids_of, tokenize
from core.drawing import Gray, centre_digit, resize
from core.network import TrainedNetwork
from core.task import Progress, Steps, finish

IMAGES = 200  # answered at once
TEXTS = 250


class Guess(NamedTuple):
    """One class and how probable the network finds it, 0 to 1."""

    name: str
    probability: float


@dataclass(frozen=True)
class Prediction:
    """What the network answers to one example."""

    guesses: tuple[Guess, ...]  # in the order of the classes

    @property
    def ranking(self) -> list[Guess]:
        """The guesses, most probable first."""
        return sorted(self.guesses, key=lambda guess: -guess.probability)


def answer_batches(model: nn.Module, inputs: Inputs, preparation: Preparation) -> Iterator[tuple[Tensor, Tensor]]:
    """(indices (B,), outputs (B, outputs)) for all examples, a batch at a time in the order that is fastest.

    Puts the network into evaluation mode; builds no graph.
    """
    model.eval()
    order = preparation.order(inputs).to(inputs.ids.device if isinstance(inputs, Texts) else inputs.device)
    for indices in order.split(batch_of(inputs)):
        with torch.no_grad():  # a generator must not yield in here: its caller would compute without gradients
            outputs = model(*preparation.batch(inputs, indices))
        yield indices, outputs


def count_of(inputs: Inputs) -> int:
    """How many examples there are."""
    return len(inputs.offsets) - 1 if isinstance(inputs, Texts) else len(inputs)


def batch_of(inputs: Inputs) -> int:
    """How many examples are answered at once."""
    return TEXTS if isinstance(inputs, Texts) else IMAGES


def answering(network: TrainedNetwork, inputs: Inputs) -> Steps[Tensor]:
    """N examples -> the network's outputs (N, outputs), on the CPU."""
    answers: list[tuple[Tensor, Tensor]] = []
    done, total = 0, count_of(inputs)
    for answer in answer_batches(network.model, inputs, network.card.preparation):
        answers.append(answer)
        done += len(answer[0])
        yield Progress(done, total)
    indices, outputs = (torch.cat(column) for column in zip(*answers, strict=True))
    return outputs[indices.argsort()]


def predict_image(network: TrainedNetwork, image: NDArray[np.uint8]) -> Prediction:
    """An image (C, H, W) uint8 of the network's own size -> its answer."""
    return _predict(network, torch.tensor(image)[None])


def see_drawing(network: TrainedNetwork, drawing: Gray) -> NDArray[np.uint8]:
    """A drawing (H, W) uint8, light ink on black, of any size -> what the network is shown: (1, S, S) uint8."""
    return resize(centre_digit(drawing), network.card.input_shape[1])[None]


def predict_text(network: TrainedNetwork, text: str) -> tuple[Prediction, list[str], list[str]]:
    """A text as it was typed -> (the network's answer, the words of the text, those of them that it does not know)."""
    assert network.vocabulary is not None
    words = tokenize(text, network.vocabulary)
    ids = ids_of(network.vocabulary)
    numbers = [ids.get(word, UNKNOWN) for word in words] or [PADDING]  # a text of quotation marks alone has no word
    prediction = _predict(network, Texts(torch.tensor(numbers, dtype=torch.int32), torch.tensor([0, len(numbers)])))
    return prediction, words, [word for word in words if word not in ids]


def _predict(network: TrainedNetwork, inputs: Inputs) -> Prediction:
    outputs = finish(answering(network, inputs))
    probabilities: list[float] = class_probabilities(outputs, network.card.config.loss)[0].tolist()
    return Prediction(tuple(Guess(*answer) for answer in zip(network.card.classes, probabilities, strict=True)))
