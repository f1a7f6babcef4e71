"""From raw input to a prediction, with the same preparation as in training."""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.batches import answer_batches, count_of
from core.criteria import class_probabilities
from core.data.dataset import Inputs, Preparation
from core.drawing import ALL_STEPS, DrawingSteps, Gray, Stages, prepare_drawing, resize
from core.network import TrainedNetwork
from core.work.task import Progress, Steps


class Guess(NamedTuple):
    """One class and how probable the network finds it, 0 to 1."""

    name: str
    probability: float


@dataclass(frozen=True)
class Prediction:
    """What the network answers to one example."""

    guesses: tuple[Guess, ...]  # in the order of the classes

    @property
    def is_answer(self) -> bool:
        """Whether all probabilities are finite; they are not when numbers within the network have overflowed."""
        return all(math.isfinite(guess.probability) for guess in self.guesses)

    @property
    def ranking(self) -> list[Guess]:
        """The guesses, most probable first."""
        return sorted(self.guesses, key=lambda guess: -guess.probability)


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


def predict(network: TrainedNetwork, inputs: Inputs, preparation: Preparation | None = None) -> Prediction:
    """Return the network's answer to `inputs`, one example; `preparation` replaces the network's own."""
    card = network.card
    _, outputs = next(answer_batches(network.model, inputs, preparation or card.preparation))
    probabilities: list[float] = class_probabilities(outputs.cpu(), card.config.loss)[0].tolist()
    return Prediction(tuple(Guess(*answer) for answer in zip(card.classes, probabilities, strict=True)))


def predict_image(
    network: TrainedNetwork, image: NDArray[np.uint8], preparation: Preparation | None = None
) -> Prediction:
    """An image (C, H, W) uint8 of the network's input size -> the answer; `preparation` replaces the network's own."""
    return predict(network, torch.tensor(image)[None], preparation)


def see_drawing(network: TrainedNetwork, drawing: Gray, steps: DrawingSteps = ALL_STEPS) -> NDArray[np.uint8]:
    """A drawing (H, W) uint8, light ink on black, of any size -> what the network is shown: (1, S, S) uint8."""
    return shown_to(network, prepare_drawing(drawing, steps))


def shown_to(network: TrainedNetwork, stages: Stages) -> NDArray[np.uint8]:
    """A prepared drawing -> what the network is shown: (1, S, S) uint8."""
    return resize(stages.placed, network.card.input_shape[1])[None]
