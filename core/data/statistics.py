"""Mean and standard deviation of a data set's pixels."""

import torch
from torch import Tensor

from core.data.dataset import Normalization


def statistics_of(images: Tensor) -> Normalization:
    """Mean and standard deviation of each channel's pixels, scaled to 0 to 1 and rounded to 4 digits.

    images: (N, C, H, W) uint8.
    """
    values = torch.arange(256, dtype=torch.float64) / 255
    means, stds = [], []
    for channel in range(images.shape[1]):
        counts = torch.bincount(images[:, channel].flatten(), minlength=256).double()
        mean = (counts @ values) / counts.sum()
        means.append(round(mean.item(), 4))
        stds.append(max(round(((counts @ (values - mean) ** 2) / counts.sum()).sqrt().item(), 4), 1e-4))
    return Normalization(tuple(means), tuple(stds))
