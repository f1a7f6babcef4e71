"""Robustness: a network's accuracy on test examples that are made worse step by step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from torch import Tensor

from core.data.dataset import UNKNOWN, DataSet, Inputs, Split, Texts
from core.evaluate.evaluation import evaluation_of
from core.inference import answering
from core.messages import Message
from core.network import TrainedNetwork
from core.work.task import Progress, Steps

EXAMPLES = 1000  # of the test set at most, spread evenly over it
STEPS = 5  # strengths of each perturbation
AT_ONCE = 100  # images
SEED = 0


@dataclass(frozen=True)
class Perturbation:
    """One way to make examples worse, in five strengths."""

    title: Message
    strengths: tuple[float, ...]
    apply: Callable[[Any, float, torch.Generator], Inputs]  # (images (N, C, H, W) uint8 or texts, strength, generator)

    @property
    def unit(self) -> Message:
        """What the strengths are counted in."""
        return Message(f"{self.title.id}.unit")


class Robustness(NamedTuple):
    """Accuracy, 0 to 1, at no change and at each strength, by the perturbation's id."""

    examples: int
    accuracies: dict[str, tuple[float, ...]]


def noise(images: Tensor, strength: float, generator: torch.Generator) -> Tensor:
    """Add Gaussian noise; `strength`: its standard deviation in grey levels."""
    drawn = torch.randn(images.shape, generator=generator)
    return _as_bytes(images + strength * drawn)


def blur(images: Tensor, strength: float, _generator: torch.Generator) -> Tensor:
    """Blur with a Gaussian; `strength`: its standard deviation in pixels."""
    from torchvision.transforms.v2.functional import gaussian_blur

    side = min(2 * round(3 * strength) + 1, 2 * (min(images.shape[2:]) // 2) - 1)
    return _as_bytes(gaussian_blur(images.float(), [side, side], [strength, strength]))


def rotation(images: Tensor, strength: float, _generator: torch.Generator) -> Tensor:
    """Turn by `strength` degrees anticlockwise; the corners become black."""
    from torchvision.transforms.v2.functional import InterpolationMode, rotate

    return _as_bytes(rotate(images.float(), strength, InterpolationMode.BILINEAR))


def shift(images: Tensor, strength: float, _generator: torch.Generator) -> Tensor:
    """Move right and down by `strength`, a share of the width and height; the free pixels become black."""
    height, width = images.shape[2:]
    down, right = round(strength * height), round(strength * width)
    moved = torch.zeros_like(images)
    moved[:, :, down:, right:] = images[:, :, : height - down, : width - right]
    return moved


def contrast(images: Tensor, strength: float, _generator: torch.Generator) -> Tensor:
    """Reduce the contrast around each picture's own mean; `strength`: the share that is left."""
    mean = images.float().mean(dim=(1, 2, 3), keepdim=True)
    return _as_bytes(mean + strength * (images - mean))


def unknown_words(texts: Texts, strength: float, generator: torch.Generator) -> Texts:
    """Make each word unknown with probability `strength`."""
    lost = torch.rand(len(texts.ids), generator=generator) < strength
    return texts._replace(ids=texts.ids.masked_fill(lost, UNKNOWN))


def left_out(texts: Texts, strength: float, generator: torch.Generator) -> Texts:
    """Leave out each word with probability `strength`."""
    kept = torch.rand(len(texts.ids), generator=generator) >= strength
    before = torch.cat([torch.zeros(1, dtype=torch.int64), kept.cumsum(0)])
    return Texts(texts.ids[kept], before[texts.offsets])


def shuffled(texts: Texts, strength: float, generator: torch.Generator) -> Texts:
    """Move each word at random by up to `strength` places within its text."""
    count = len(texts.ids)
    place = torch.arange(count) + strength * torch.rand(count, generator=generator)
    review = torch.repeat_interleave(torch.arange(len(texts.lengths)), texts.lengths)
    order = place.argsort(stable=True)
    return texts._replace(ids=texts.ids[order[review[order].argsort(stable=True)]])


IMAGES: Mapping[str, Perturbation] = {
    "noise": Perturbation(Message("evaluation-worse-noise"), (10, 25, 50, 75, 100), noise),
    "blur": Perturbation(Message("evaluation-worse-blur"), (0.5, 1, 1.5, 2, 3), blur),
    "rotation": Perturbation(Message("evaluation-worse-rotation"), (10, 20, 30, 45, 60), rotation),
    "shift": Perturbation(Message("evaluation-worse-shift"), (0.05, 0.1, 0.15, 0.2, 0.3), shift),
    "contrast": Perturbation(Message("evaluation-worse-contrast"), (0.8, 0.6, 0.4, 0.2, 0.1), contrast),
}
TEXTS: Mapping[str, Perturbation] = {
    "unknown": Perturbation(Message("evaluation-worse-unknown"), (0.1, 0.2, 0.3, 0.5, 0.7), unknown_words),
    "left out": Perturbation(Message("evaluation-worse-left-out"), (0.1, 0.2, 0.3, 0.5, 0.7), left_out),  # not shown
    "shuffled": Perturbation(Message("evaluation-worse-shuffled"), (2, 5, 10, 50, 500), shuffled),
}


def perturbations_for(dataset: DataSet) -> Mapping[str, Perturbation]:
    """Return the perturbations, by id, for the data set's kind of examples."""
    return IMAGES if dataset.vocabulary is None else TEXTS


def measuring_robustness(network: TrainedNetwork, dataset: DataSet) -> Steps[Robustness]:
    """Let the network answer a sample of the test set, as it is and at every strength of every perturbation."""
    sample = sample_of(dataset.test, EXAMPLES)
    chosen = perturbations_for(dataset)
    total = 1 + sum(len(perturbation.strengths) for perturbation in chosen.values())
    accuracies_by_id: dict[str, tuple[float, ...]] = {}
    unchanged = yield from _accuracy(network, dataset, sample, 0, total)
    done = 1
    for name, perturbation in chosen.items():
        accuracies = [unchanged]
        for strength in perturbation.strengths:
            generator = torch.Generator().manual_seed(SEED)
            worse = Split(_in_parts(perturbation, sample.inputs, strength, generator), sample.targets)
            accuracies.append((yield from _accuracy(network, dataset, worse, done, total)))
            done += 1
        accuracies_by_id[name] = tuple(accuracies)
    return Robustness(len(sample), accuracies_by_id)


def sample_of(split: Split, most: int) -> Split:
    """At most so many examples, spread evenly over the split."""
    if len(split) <= most:
        return split
    indices = torch.linspace(0, len(split) - 1, most).round().long()
    inputs = split.inputs
    if not isinstance(inputs, Texts):
        return Split(inputs[indices], split.targets[indices])
    parts = [inputs.ids[inputs.offsets[i] : inputs.offsets[i + 1]] for i in indices.tolist()]
    offsets = torch.tensor([0, *(len(part) for part in parts)]).cumsum(0)
    return Split(Texts(torch.cat(parts), offsets), split.targets[indices])


def _accuracy(network: TrainedNetwork, dataset: DataSet, split: Split, done: int, total: int) -> Steps[float]:
    answers = answering(network, split.inputs)
    while True:
        try:
            answered = next(answers).done
        except StopIteration as end:
            return evaluation_of(end.value, network.card.config.loss, dataset.classes, split).accuracy
        yield Progress(done * len(split) + answered, total * len(split))


def _in_parts(perturbation: Perturbation, inputs: Inputs, strength: float, generator: torch.Generator) -> Inputs:
    """Images a few at a time: as floats all of them would take much memory."""
    if isinstance(inputs, Texts):
        return perturbation.apply(inputs, strength, generator)
    parts: list[Any] = [perturbation.apply(part, strength, generator) for part in inputs.split(AT_ONCE)]
    return torch.cat(parts)


def _as_bytes(images: Tensor) -> Tensor:
    return images.round().clamp(0, 255).to(torch.uint8)
