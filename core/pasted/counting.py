"""What a network computes, counted on the meta device, where shapes are computed and no numbers are."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode

from core.pasted.limits import CURRENT, MAX_CALLS, MAX_DIMENSIONS, MAX_TENSOR, Refused

GATES = 5  # numbers that a recurrent layer keeps for one of its output
MAX_STEPS = 4 * MAX_CALLS  # operations of PyTorch's inside
PRODUCTS = frozenset({f"aten::{name}" for name in ("mm", "addmm", "bmm", "baddbmm", "mv", "addmv", "dot")})


class Counting(TorchDispatchMode):
    """While active in this thread: adds up numbers and operations; raises Refused when there are too many."""

    def __init__(self, most_numbers: float = math.inf, most_operations: float = math.inf) -> None:
        super().__init__()
        self.most_numbers, self.most_operations = most_numbers, most_operations
        self.numbers = self.operations = self.steps = 0
        self.times = 1  # as often is done what is looked at now

    def __torch_dispatch__(
        self, func: Any, types: Sequence[type], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Refused("pasted-too-many-calls", most=MAX_CALLS)
        returns = func._schema.returns
        is_new = not returns or returns[0].alias_info is None
        outputs = result if isinstance(result, tuple | list) else (result,)
        numbers = 0
        for output in outputs:
            if isinstance(output, Tensor):
                if output.numel() > MAX_TENSOR or output.dim() > MAX_DIMENSIONS:
                    raise Refused("pasted-tensor-too-large", most=MAX_TENSOR)
                numbers += output.numel()
        if is_new:
            self.numbers += numbers * self.times
            read = sum(arg.numel() for arg in args if isinstance(arg, Tensor))
            self.operations += self.times * max(read, numbers * _operations_a_number(func._schema.name, args))
        if self.numbers > self.most_numbers:
            raise Refused("pasted-too-many-numbers", most=int(self.most_numbers))
        if self.operations > self.most_operations:
            raise Refused("pasted-too-many-operations", most=int(self.most_operations))
        return result

    def shortened(self, module: nn.Module) -> Callable[..., Any]:
        """The forward of an LSTM, GRU or RNN on the meta device: one step, counted as often as there are steps."""

        def forward(input: Tensor, hx: Any = None) -> Any:  # noqa: A002 - it is called so in PyTorch
            axis = 1 if module.batch_first and input.dim() == 3 else 0
            steps = input.shape[axis]
            budget = CURRENT.get()
            counting = budget.counting if budget is not None and budget.counting is not None else Counting()
            before, numbers = counting.times, counting.numbers
            counting.times *= max(1, steps)
            try:
                output, state = type(module).forward(module, input.narrow(axis, 0, min(1, steps)), hx)
            finally:
                counting.times = before
            # What such a layer keeps of a step: its gates and its states. The meta device counts all that lies between.
            kept = GATES if torch.is_grad_enabled() else 0
            counting.numbers = numbers + kept * before * output.numel() * steps
            shape = list(output.shape)
            shape[axis] = steps
            return output.new_empty(shape), state

        return forward


def _operations_a_number(name: str, args: Sequence[Any]) -> int:
    """How many additions and multiplications make one number of the result."""
    if name in PRODUCTS:
        shape = args[-1].shape
        return 2 * int(shape[-2] if len(shape) > 1 else shape[0])
    if name == "aten::convolution":
        weight, transposed = args[1], args[6]
        inside: int = math.prod(weight.shape[2:])
        return 2 * inside * int(weight.shape[0] if transposed else weight.shape[1])
    if "pool" in name:
        return _window(args)
    return 16 if "upsample" in name else 1


def _window(args: Sequence[Any]) -> int:
    """How many numbers a pooling layer looks at for one of its own; a window reaches no further than the image."""
    sizes = args[0].shape[2:]
    kernel = args[1] if len(args) > 1 and isinstance(args[1], list | tuple) else sizes
    inside = math.prod(min(int(a), int(b)) for a, b in zip(kernel, sizes, strict=False))
    return max(1, int(inside))
