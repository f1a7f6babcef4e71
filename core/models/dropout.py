"""Dropout that draws its random numbers from the run's own generator."""

import torch
from torch import Tensor, nn


class Dropout(nn.Module):
    """While training, sets each number to 0 with probability p and divides the others by 1 - p.

    nn.Dropout takes no generator and draws from torch's global random state, which all visitors' threads share.
    Source: Srivastava et al., "Dropout" (2014).
    """

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p
        self.generator: torch.Generator | None = None  # the training loop sets it

    def forward(self, x: Tensor) -> Tensor:
        """Any shape -> the same shape."""
        if not self.training or self.p == 0:
            return x
        kept = torch.empty_like(x).bernoulli_(1 - self.p, generator=self.generator)
        return x * kept.div_(1 - self.p)

    def extra_repr(self) -> str:
        """For print(net)."""
        return f"p={self.p:g}"
