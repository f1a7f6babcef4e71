"""How much a picture resembles a network's training examples, and how far the network's answer can be believed.

A network answers every picture with one of its classes, a face as well as a digit. So the numbers that reach its first
linear layer are compared with those of its training examples. Each class is modelled as a Gaussian with a few long
axes and one variance along all other directions (probabilistic principal components, Tipping and Bishop, 1999). The
distance of a picture is the squared Mahalanobis distance to the nearest class, by which Lee and others (2018) find
what a network does not know. The held-out examples show which distances are usual. A picture that is brighter than
each of them is strange at any distance: a dot that is cut out and enlarged until it fills the frame looks like a bold
0 to the layers. The network's probabilities are softened by the temperature that fits the held-out examples best (Guo
and others, 2017).
"""

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.criteria import class_probabilities
from core.data.dataset import DataSet
from core.evaluate.calibration import apply_temperature, fit_temperature
from core.explain.activations import first_features
from core.messages import Message
from core.network import Familiarity, TrainedNetwork
from core.work.task import Progress, Steps

AXES = 10  # long axes of each class's Gaussian
OF_A_CLASS = 500  # training examples that are looked at
FEWEST = 30  # training examples of a class, and held-out examples; with fewer nothing is said
MOST_FEATURES = 5000  # numbers that reach the first linear layer: with more it takes minutes
HELD_OUT = 2000  # examples whose distances say what is usual
RARE = 0.05  # a picture is called strange when no more of the held-out examples are as far away
SURE = 0.9  # probability


class Verdict(NamedTuple):
    """How far an answer can be believed."""

    probability: float  # of the answer, calibrated, 0 to 1
    strangeness: float  # share of the held-out examples that are at least as different from the training examples
    too_bright: bool  # brighter than every held-out example

    @property
    def strange(self) -> bool:
        """Whether the picture is so different from the training examples that the answer means little."""
        return self.too_bright or self.strangeness <= RARE

    @property
    def sure(self) -> bool:
        """Whether the picture is not strange and the answer's probability is at least SURE."""
        return not self.strange and self.probability >= SURE


def judge(network: TrainedNetwork, familiarity: Familiarity, image: NDArray[np.uint8]) -> Verdict:
    """Return how far the network's answer to an image (C, H, W) uint8 can be believed."""
    images = torch.tensor(image)[None]
    features, outputs = first_features(network, images)
    probabilities = class_probabilities(outputs, network.card.config.loss).numpy()
    calibrated = apply_temperature(probabilities, float(familiarity.temperature))
    as_far = familiarity.usual >= _distance(familiarity, features)
    too_bright = bool(_brightness(images) > familiarity.brightest)
    return Verdict(float(calibrated.max()), float(as_far.double().mean()), too_bright)


def unjudged(network: TrainedNetwork, dataset: DataSet) -> Message | None:
    """Return why pictures cannot be compared with this data set's examples; None where they can."""
    of_a_class = torch.bincount(dataset.train.targets, minlength=len(dataset.classes)).min()
    if min(int(of_a_class), len(dataset.held_out)) < FEWEST:
        return Message("reading-few-examples", fewest=FEWEST)
    features, _ = first_features(network, dataset.test.images[:1])
    if features.shape[1] > MOST_FEATURES:
        return Message("reading-many-inputs", most=MOST_FEATURES)
    return None


def getting_familiar(network: TrainedNetwork, dataset: DataSet) -> Steps[Familiarity]:
    """Compute a network's Familiarity from the training and held-out examples; only where unjudged() returns None."""
    train, held_out = dataset.train, dataset.held_out
    of_class = [(train.targets == label).nonzero()[:, 0][:OF_A_CLASS] for label in range(len(dataset.classes))]
    parts = []
    for done, indices in enumerate(of_class):
        features, _ = first_features(network, train.images[indices])
        parts.append(_fit(features))
        yield Progress(done + 1, len(of_class) + 2)
    means, axes, spreads, rest = (torch.stack(column) for column in zip(*parts, strict=True))
    some = torch.arange(0, len(held_out), -(-len(held_out) // HELD_OUT))
    features, outputs = first_features(network, held_out.images[some])
    yield Progress(len(of_class) + 1, len(of_class) + 2)
    probabilities = class_probabilities(outputs, network.card.config.loss).numpy()
    temperature = torch.tensor(fit_temperature(probabilities, held_out.targets[some].numpy()))
    brightest = torch.cat([_brightness(part) for part in held_out.images.split(OF_A_CLASS)]).amax()
    familiarity = Familiarity(temperature, means, axes, spreads, rest, torch.zeros(101), brightest)
    return familiarity._replace(usual=torch.quantile(_distance(familiarity, features), torch.linspace(0, 1, 101)))


def _fit(features: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Features (N, F) of one class -> mean (F,), axes (F, A), variances along the axes (A,) and along all others ()."""
    mean = features.mean(0)
    _, lengths, directions = torch.linalg.svd(features - mean, full_matrices=False)
    variances = lengths**2 / (len(features) - 1)
    axes = min(AXES, len(variances) - 1)
    rest = variances[axes:].sum() / (features.shape[1] - axes)
    return mean, directions[:axes].T, variances[:axes], rest


def _brightness(images: Tensor) -> Tensor:
    """(N, C, H, W) uint8 -> (N,) the means of their pixels."""
    return images.sum((1, 2, 3)) / images[0].numel()


def _distance(familiarity: Familiarity, features: Tensor) -> Tensor:
    """Features (N, F) -> (N,) squared Mahalanobis distance to the nearest class."""
    distances = []
    for mean, axes, spreads, rest in zip(*familiarity[1:5], strict=True):
        apart = features - mean
        along = apart @ axes  # (N, AXES)
        off = (apart**2).sum(1) - (along**2).sum(1)
        distances.append((along**2 / spreads.clamp(min=1e-6)).sum(1) + off / rest.clamp(min=1e-6))
    return torch.stack(distances).amin(0)
