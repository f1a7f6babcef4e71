"""What a data set looks like, in numbers: for the Data page."""

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from core.data.dataset import DataSet, Normalization, Split

BINS = 32
SAMPLE = 2000  # images whose pixels are counted


class PixelShares(NamedTuple):
    """A histogram of pixel values."""

    edges: NDArray[np.float32]  # (BINS + 1,)
    shares: NDArray[np.float32]  # (BINS,) summing to 1
    mean: float
    std: float


def class_counts(dataset: DataSet) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(training, test) examples of each class, (classes,) each."""
    count = len(dataset.classes)
    train, test = (torch.bincount(split.targets, minlength=count).numpy() for split in (dataset.train, dataset.test))
    return train, test


def examples_of(split: Split, label: int, offset: int, count: int) -> NDArray[np.uint8]:
    """(count, C, H, W): `count` images of one class from number `offset` on, beginning again after the last."""
    indices = (split.targets == label).nonzero().flatten()
    wanted = torch.arange(offset, offset + count) % len(indices)
    return split.inputs[indices[wanted]].numpy()


def pixel_shares(dataset: DataSet, normalization: str | None) -> PixelShares:
    """The pixels of the first training images after normalisation ("half" or "dataset"); None: from 0 to 1."""
    channels = len(dataset.statistics.mean)
    identity = Normalization((0.0,) * channels, (1.0,) * channels)
    chosen = dataset.normalization(normalization) if normalization else identity
    pixels = chosen.apply(dataset.train.inputs[:SAMPLE]).flatten().numpy()
    counts, edges = np.histogram(pixels, bins=BINS)
    shares = (counts / len(pixels)).astype(np.float32)
    return PixelShares(
        edges.astype(np.float32), shares, round(float(pixels.mean()), 2) + 0.0, round(float(pixels.std()), 2)
    )
