"""From raw input to a prediction, with the same preparation as in training."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from core.data.dataset import Normalization
from core.drawing import Gray, centre_digit
from core.network import TrainedNetwork


class Guess(NamedTuple):
    """One class and how probable the network finds it, 0 to 1."""

    name: str
    probability: float


@dataclass(frozen=True)
class Prediction:
    """What the network answers to one drawing."""

    seen: Gray  # (28, 28) uint8, what the network was shown
    guesses: tuple[Guess, ...]  # in the order of the classes

    @property
    def ranking(self) -> list[Guess]:
        """The guesses, most probable first."""
        return sorted(self.guesses, key=lambda guess: -guess.probability)


def compute_logits(model: nn.Module, inputs: Tensor, normalization: Normalization, batch_size: int = 1000) -> Tensor:
    """images (N, C, H, W) uint8 -> logits (N, classes). Puts the network into evaluation mode; builds no graph."""
    model.eval()
    with torch.no_grad():
        return torch.cat([model(normalization.apply(part)) for part in inputs.split(batch_size)])


def predict_drawing(network: TrainedNetwork, drawing: Gray) -> Prediction:
    """A drawing (H, W) uint8, light ink on black, of any size -> the network's answer to it."""
    seen = centre_digit(drawing)
    logits = compute_logits(network.model, torch.from_numpy(seen)[None, None], network.card.normalization)
    probabilities: NDArray[np.float32] = logits.softmax(1)[0].numpy()
    guesses = zip(network.card.classes, probabilities.tolist(), strict=True)
    return Prediction(seen, tuple(Guess(name, probability) for name, probability in guesses))
