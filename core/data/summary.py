"""What a data set looks like, in numbers: for the Data page."""

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from core.augmentation import Augmentation
from core.config import ImageConfig
from core.data.dataset import DataSet, Normalization, Split

BINS = 32
SAMPLE = 2000  # images whose pixels are counted


class PixelShares(NamedTuple):
    """A histogram of pixel values, or of the lengths of texts."""

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
    """(count, C, H, W) uint8: `count` images of one class from number `offset` on, beginning again after the last."""
    indices = (split.targets == label).nonzero().flatten()
    wanted = torch.arange(offset, offset + count) % len(indices)
    return split.images[indices[wanted]].numpy()


def texts_of(dataset: DataSet, split: Split, label: int, offset: int, count: int) -> list[tuple[str, ...]]:
    """The words of `count` texts of one class from number `offset` on, as the network reads them."""
    indices = (split.targets == label).nonzero().flatten()
    return [words_of(dataset, split, int(indices[i % len(indices)])) for i in range(offset, offset + count)]


def words_of(dataset: DataSet, split: Split, index: int) -> tuple[str, ...]:
    """The words of one text, from their ids."""
    assert dataset.vocabulary is not None
    return tuple(dataset.vocabulary.words[i] for i in split.texts.words_of(index).tolist())


def read_text(dataset: DataSet, split: Split, index: int) -> str:
    """One text, from its word ids back to words."""
    assert dataset.vocabulary is not None
    return dataset.vocabulary.between.join(words_of(dataset, split, index))


def length_shares(split: Split) -> PixelShares:
    """A histogram of the texts' lengths in words. The longest 5 % of the texts are counted in the last bar."""
    lengths = split.texts.lengths.numpy()
    counts, edges = np.histogram(lengths.clip(max=int(np.quantile(lengths, 0.95))), bins=BINS)
    shares = (counts / len(lengths)).astype(np.float32)
    return PixelShares(edges.astype(np.float32), shares, float(lengths.mean()), float(lengths.std()))


def pixel_shares(dataset: DataSet, normalization: str | None) -> PixelShares:
    """A histogram of the pixels of the first SAMPLE training images.

    `normalization`: "half" or "dataset"; None leaves the pixels from 0 to 1.
    """
    assert dataset.statistics is not None
    channels = len(dataset.statistics.mean)
    identity = Normalization((0.0,) * channels, (1.0,) * channels)
    chosen = dataset.normalization(normalization) if normalization else identity
    pixels = chosen.apply(dataset.train.images[:SAMPLE]).flatten().numpy()
    counts, edges = np.histogram(pixels, bins=BINS)
    shares = (counts / len(pixels)).astype(np.float32)
    return PixelShares(
        edges.astype(np.float32), shares, round(float(pixels.mean()), 2) + 0.0, round(float(pixels.std()), 2)
    )


def augmented_examples(
    dataset: DataSet, config: ImageConfig, count: int
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """(the first training images, these images after random augmentation), (count, C, H, W) uint8 each."""
    before = dataset.train.images[:count]
    augmentation = Augmentation.of(config) or Augmentation()
    after = augmentation.apply(before, torch.Generator().manual_seed(config.seed))
    return before.numpy(), after.clamp(0, 255).to(torch.uint8).numpy()
