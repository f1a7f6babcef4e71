"""Where the time of one mini-batch goes."""

import timeit
from collections.abc import Callable

import torch
from torch import nn

from core.models.simple_net import SimpleNet

REPEATS = 5
CALLS = 2000


def measure_details() -> None:
    """Print microseconds of gathering a mini-batch of 64 MNIST-sized images in two ways, and of its arithmetic."""
    images = torch.zeros(60_000, 1, 28, 28, dtype=torch.uint8)
    batch = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))[:64]
    for title, gather in (
        ("images[batch]", lambda: images[batch]),
        ("images.index_select(0, batch)", lambda: images.index_select(0, batch)),
    ):
        print(f"  {title}: {microseconds(gather):.1f} us")
    net, labels = SimpleNet(), torch.zeros(64, dtype=torch.int64)
    inputs = images[batch].float()
    arithmetic = microseconds(lambda: nn.functional.cross_entropy(net(inputs), labels).backward())
    epoch = arithmetic * 938 / 1e6
    print(f"  forward, loss and backward of lesson 000: {arithmetic:.1f} us, {epoch:.2f} s for the 938 of an epoch")


def microseconds(action: Callable[[], object]) -> float:
    """The fastest of some repeats: what the action costs when nothing else gets in its way."""
    return min(timeit.repeat(action, number=CALLS, repeat=REPEATS)) / CALLS * 1e6
