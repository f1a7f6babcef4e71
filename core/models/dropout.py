"""Dropout that draws its random numbers from the run's own generator."""

import torch
from torch import Tensor, nn


class Draws(nn.Module):
    """A part of a network that draws random numbers while training, from a generator that the training loop sets."""

    def __init__(self) -> None:
        super().__init__()
        self.generator: torch.Generator | None = None  # None: torch's global random state


def dropped(x: Tensor, p: float, generator: torch.Generator | None, kept_shape: tuple[int, ...]) -> Tensor:
    """x with parts set to 0 with probability p and the others divided by 1 - p; `kept_shape` is x's or broadcasts."""
    kept = x.new_empty(kept_shape).bernoulli_(1 - p, generator=generator)
    return x * kept.div_(1 - p)


class Dropout(Draws):
    """While training, sets each number to 0 with probability p and divides the others by 1 - p.

    nn.Dropout takes no generator and draws from torch's global random state, which all visitors' threads share.
    Source: Srivastava et al., "Dropout" (2014).
    """

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        """Any shape -> the same shape."""
        if not self.training or self.p == 0:
            return x
        return dropped(x, self.p, self.generator, x.shape)

    def extra_repr(self) -> str:
        """For print(net)."""
        return f"p={self.p:g}"


class Dropout2d(Dropout):
    """The same for whole feature maps, as nn.Dropout2d."""

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, H, W) -> the same shape."""
        if not self.training or self.p == 0:
            return x
        return dropped(x, self.p, self.generator, (*x.shape[:2], *[1] * (x.dim() - 2)))
