"""Augmentation: each time an example is shown it is a little different: an image moved, words of a text hidden."""

import math
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample

from core.config import ImageConfig, TextConfig, TrainConfig


class Augmentation(NamedTuple):
    """How far an image may be changed at random."""

    shift: int = 0  # pixels
    rotation: float = 0.0  # degrees, to either side
    flip: bool = False  # left to right, half of the times

    @classmethod
    def of(cls, config: ImageConfig) -> "Augmentation | None":
        """What the hyperparameters ask for; None when nothing is to be changed."""
        augmentation = cls(config.shift, config.rotation, config.flip == "yes")
        return augmentation if any(augmentation) else None

    def apply(self, images: Tensor, generator: torch.Generator) -> Tensor:
        """images (B, C, H, W) uint8 -> (B, C, H, W) float32, 0 to 255, each changed by its own draw.

        Pixels that come in from outside the image are black for one channel (ink on black). For three channels
        (photographs) they are the mirrored edge.
        """
        count, channels, height, width = images.shape
        draws = torch.rand(4, count, generator=generator, device=images.device)
        angle = (2 * draws[0] - 1) * math.radians(self.rotation)
        right, down = ((2 * self.shift + 1) * draws[1:3]).floor() - self.shift  # whole pixels: nothing is blurred
        mirror = torch.where(draws[3] < 0.5, -1.0, 1.0) if self.flip else torch.ones_like(angle)
        cos, sin = angle.cos(), angle.sin()
        # From a pixel of the new image to where it comes from in the old one, both from -1 to 1; rows (B, 2, 3).
        source = torch.stack(
            [
                torch.stack([mirror * cos, -mirror * sin * height / width, -2 * right / width], dim=1),
                torch.stack([sin * width / height, cos, -2 * down / height], dim=1),
            ],
            dim=1,
        )
        grid = affine_grid(source, [count, channels, height, width], align_corners=False)
        return grid_sample(
            images.float(),
            grid,
            padding_mode="zeros" if channels == 1 else "reflection",
            align_corners=False,
        )


class WordDropout(NamedTuple):
    """How many words of a text are hidden at random.

    Source: M. Iyyer et al., "Deep Unordered Composition Rivals Syntactic Methods for Text Classification" (2015).
    """

    share: float  # 0 to 1

    def choose(self, words: Tensor, generator: torch.Generator) -> Tensor:
        """Words of any shape -> which of them are hidden, bool of the same shape."""
        return torch.rand(words.shape, generator=generator, device=words.device) < self.share


def augmentation_of(config: TrainConfig) -> Augmentation | WordDropout | None:
    """What the hyperparameters ask for; None when nothing is to be changed."""
    if isinstance(config, TextConfig):
        return WordDropout(config.word_dropout) if config.word_dropout else None
    return Augmentation.of(config) if isinstance(config, ImageConfig) else None
