"""What every data set gives: tensors in memory, class names, how to normalise."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class Split:
    """One part of a data set. Shared by all visitors: read, never written."""

    inputs: Tensor  # (N, C, H, W) uint8
    targets: Tensor  # (N,) int64

    def __len__(self) -> int:
        return len(self.targets)

    def to(self, device: torch.device) -> "Split":
        """The same examples on another device; no copy where they are there already."""
        return Split(self.inputs.to(device), self.targets.to(device))


class Normalization(NamedTuple):
    """Per channel: (pixel / 255 - mean) / std, the arithmetic of torchvision's ToTensor and Normalize, bit for bit."""

    mean: tuple[float, ...]
    std: tuple[float, ...]

    def apply(self, images: Tensor) -> Tensor:
        """images (N, C, H, W) uint8 -> (N, C, H, W) float32 on the same device."""
        mean, std = per_channel(self.mean, images.device), per_channel(self.std, images.device)
        return images.to(torch.float32).div_(255).sub_(mean).div_(std)


@lru_cache(maxsize=64)
def per_channel(values: tuple[float, ...], device: torch.device) -> Tensor:
    """(C, 1, 1) float32, to be broadcast over images; kept, since making it takes as long as half a normalisation."""
    return torch.tensor(values, device=device).view(-1, 1, 1)


@dataclass(frozen=True, eq=False)
class DataSet:
    """A data set in memory, one copy per process."""

    id: str
    title: str
    classes: tuple[str, ...]
    train: Split
    test: Split
    statistics: Normalization  # mean and standard deviation of the training pixels, 0 to 1

    def normalization(self, choice: str) -> Normalization:
        """What TrainConfig.normalization means on this data: "half" is the posts' 0.5, "dataset" its own statistics."""
        channels = len(self.statistics.mean)
        return self.statistics if choice == "dataset" else Normalization((0.5,) * channels, (0.5,) * channels)


@dataclass(frozen=True)
class DataSource:
    """Where a data set comes from: what is known of it before it is loaded."""

    id: str
    title: str
    about: str  # one or two sentences, with the origin
    classes: tuple[str, ...]
    load: Callable[[Path], DataSet]  # raises DataError when missing or damaged
    download: Callable[[Path, Callable[[int], None]], None] | None = None  # (folder, on_bytes); None: built in
    download_bytes: int = 0
