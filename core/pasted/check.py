"""Try a pasted network on the meta device, where it takes no memory: do its layers fit, and is it small enough."""

from typing import NamedTuple

import torch
from torch import Tensor

from core.errors import PastedError
from core.pasted.counting import Counting
from core.pasted.limits import MAX_NUMBERS, MAX_OPERATIONS, MAX_TIME_STEPS
from core.pasted.network import try_on_meta
from core.pasted.reading import PastedClass

WORDS = 250  # of each text of the mini-batch that is tried
SMALL_BATCH = 2  # examples with which a network is tried before it is built


class NetworkCheck(NamedTuple):
    """What a pasted network needs for one mini-batch."""

    parameters: int
    numbers: int  # that are computed from a mini-batch and kept for the backward pass
    operations: int  # additions and multiplications of the forward pass for a mini-batch
    output: tuple[int, ...]  # shape for a mini-batch


def check_network(pasted: PastedClass, input_shape: tuple[int, ...], classes: int, batch_size: int) -> NetworkCheck:
    """Try the network with one mini-batch in training, and with one example in evaluation.

    Images are (C, H, W); a text's input_shape is (words,), the size of the vocabulary. Raises PastedError with the line
    where it fails: layers that do not fit together, an output that is not (N, classes), or too much of anything.
    """
    twin = pasted.program(input_shape, classes).twin
    assert twin is not None
    counting, alone = (Counting(MAX_NUMBERS, MAX_OPERATIONS, MAX_TIME_STEPS) for _ in range(2))
    with torch.enable_grad():
        shape = try_on_meta(twin.train(), _inputs(input_shape, batch_size), counting, classes)
    try:
        with torch.enable_grad():
            try_on_meta(twin.eval(), _inputs(input_shape, 1), alone, classes)
    except PastedError as error:
        raise PastedError("pasted-one-example", line=error.line, problem=error.reason) from None
    parameters = sum(parameter.numel() for parameter in twin.parameters())
    return NetworkCheck(parameters, counting.numbers, counting.operations, shape)


def check_batch_of_one(
    pasted: PastedClass, input_shape: tuple[int, ...], classes: int, examples: int, batch_size: int
) -> None:
    """Try the network in training with a mini-batch of one example, as which so many examples end an epoch.

    It works with larger ones. Raises PastedError with the line where it fails, as nn.BatchNorm1d does.
    """
    twin = pasted.program(input_shape, classes).twin
    assert twin is not None
    counting = Counting(MAX_NUMBERS, MAX_OPERATIONS, MAX_TIME_STEPS)
    try:
        with torch.enable_grad():
            try_on_meta(twin.train(), _inputs(input_shape, 1), counting, classes)
    except PastedError as error:
        raise PastedError(
            "pasted-batch-of-one", line=error.line, examples=examples, batch=batch_size, problem=error.reason
        ) from None


def _inputs(input_shape: tuple[int, ...], batch_size: int) -> tuple[Tensor, ...]:
    """What the network is called with, on the meta device: images, or texts and their lengths."""
    if len(input_shape) == 1:
        text = torch.empty(WORDS, batch_size, dtype=torch.int32, device="meta")
        return text, torch.empty(batch_size, dtype=torch.int64, device="meta")
    return (torch.empty(batch_size, *input_shape, device="meta"),)
