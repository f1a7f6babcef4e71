"""Try a pasted network on the meta device, where it takes no memory: do its layers fit, and is it small enough."""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from core.errors import PastedError
from core.pasted.counting import Counting
from core.pasted.faults import fault, quoted
from core.pasted.limits import MAX_NUMBERS, MAX_OPERATIONS
from core.pasted.network import PastedNetwork, run_on_meta
from core.pasted.reading import PastedClass

WORDS = 250  # of each text of the mini-batch that is tried


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
    counting = Counting(MAX_NUMBERS, MAX_OPERATIONS)
    shape = _try(pasted, twin.train(), counting, input_shape, classes, batch_size)
    try:
        _try(pasted, twin.eval(), Counting(MAX_NUMBERS, MAX_OPERATIONS), input_shape, classes, 1)
    except PastedError as error:
        raise PastedError("pasted-one-example", line=error.line, problem=error.reason) from None
    parameters = sum(parameter.numel() for parameter in twin.parameters())
    return NetworkCheck(parameters, counting.numbers, counting.operations, shape)


def _try(
    pasted: PastedClass,
    twin: PastedNetwork,
    counting: Counting,
    input_shape: tuple[int, ...],
    classes: int,
    batch_size: int,
) -> tuple[int, ...]:
    """The shape of the output. Raises PastedError unless it is one that training can use."""
    with torch.enable_grad():
        output, budget = run_on_meta(twin, _inputs(input_shape, batch_size), counting)
        if not isinstance(output, Tensor):
            raise PastedError("pasted-no-output", line=pasted.last_line)
        shape, answers = tuple(output.shape), {classes, 1} if len(input_shape) == 1 else {classes}
        if len(shape) != 2 or shape[0] != batch_size or shape[1] not in answers:
            layer = _layer_that_gave(twin, budget.last, shape) if len(shape) == 2 and shape[0] == batch_size else ""
            raise PastedError(
                "pasted-wrong-classes" if layer else "pasted-wrong-output",
                line=pasted.last_line,
                given=shape[-1] if shape else 0,
                shape=quoted(str(shape)),
                batch=batch_size,
                classes=classes,
                layer=quoted(layer),
            )
        if not output.is_floating_point() or not output.requires_grad:
            raise PastedError("pasted-nothing-to-learn", line=pasted.last_line)
        try:
            output.sum().backward()
        except RuntimeError as error:
            raise fault(error, pasted.last_line) from None
    return shape


def _layer_that_gave(twin: PastedNetwork, last: tuple[nn.Module, Tensor] | None, shape: tuple[int, ...]) -> str:
    """The name of the linear layer that the output comes from; "" where that cannot be said."""
    if last is None or not isinstance(last[0], nn.Linear) or last[0].out_features != shape[1]:
        return ""
    return next((name for name, module in twin.named_modules() if module is last[0]), "")


def _inputs(input_shape: tuple[int, ...], batch_size: int) -> tuple[Tensor, ...]:
    """What the network is called with, on the meta device: images, or texts and their lengths."""
    if len(input_shape) == 1:
        text = torch.empty(WORDS, batch_size, dtype=torch.int32, device="meta")
        return text, torch.empty(batch_size, dtype=torch.int64, device="meta")
    return (torch.empty(batch_size, *input_shape, device="meta"),)
