"""What a network computes, counted on the meta device, where shapes are computed and no numbers are."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode

from core.pasted.limits import (
    CURRENT,
    MAX_BUILT_NUMBERS,
    MAX_BUILT_OPERATIONS,
    MAX_CALLS,
    MAX_DIMENSIONS,
    MAX_TENSOR,
    Refused,
)

GATES = 5  # numbers that a recurrent layer keeps for one of its output
MAX_STEPS = 4 * MAX_CALLS  # operations of PyTorch's inside
STEP = 10_000  # operations that a time step of a recurrent layer is counted as besides those it needs
# Functions that need many operations for each number that they read or give.
HEAVY = 10
HEAVY_NAMES = (
    *(
        "norm",
        "std",
        "var",
        "prod",
        "pow",
        "exp",
        "log",
        "softmax",
        "tan",
        "sin",
        "cos",
        "erf",
        "gelu",
        "sigmoid",
        "cum",
    ),
    *("silu", "mish", "softplus", "elu", "celu", "div", "fmod", "remainder", "sort", "flip", "roll", "gather", "index"),
)
FROM_NUMBERS = frozenset({"aten::_to_copy", "aten::lift_fresh", "aten::detach"})  # with which torch.tensor begins
PRODUCTS = frozenset({f"aten::{name}" for name in ("mm", "addmm", "bmm", "baddbmm", "mv", "addmv", "dot")})


class Counting(TorchDispatchMode):
    """While active in this thread: adds up numbers and operations; raises Refused when there are too many."""

    def __init__(
        self, most_numbers: float = math.inf, most_operations: float = math.inf, most_time_steps: float = math.inf
    ) -> None:
        super().__init__()
        self.most_numbers, self.most_operations = most_numbers, most_operations
        self.most_time_steps = most_time_steps
        self.on_meta = False  # whether everything is computed on the meta device
        self.most_steps = MAX_STEPS
        self.numbers = self.operations = self.steps = self.time_steps = 0
        self.building = False
        self.times = 1  # as often is done what is looked at now

    @classmethod
    def of_building(cls) -> "Counting":
        """What counts while a network is built."""
        counting = cls(MAX_BUILT_NUMBERS, MAX_BUILT_OPERATIONS)
        counting.building = True
        return counting

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While a layer is made, whose parameters are limited elsewhere: nothing is added up."""
        before = self.times, self.steps
        self.times = 0
        try:
            yield
        finally:
            self.times, self.steps = before

    def __torch_dispatch__(
        self, func: Any, types: Sequence[type], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        name = func._schema.name
        if self.on_meta and name not in FROM_NUMBERS:
            _check_on_meta(args)
        result = func(*args, **(kwargs or {}))
        self.steps += 1
        if self.steps > self.most_steps:
            raise Refused("pasted-too-many-calls", most=MAX_CALLS)
        outputs = result if isinstance(result, tuple | list) else (result,)
        numbers = 0
        for output in outputs:
            if isinstance(output, Tensor):
                if output.numel() > MAX_TENSOR or output.dim() > MAX_DIMENSIONS:
                    raise Refused("pasted-tensor-too-large", most=MAX_TENSOR)
                numbers += output.numel()
        returns = func._schema.returns
        alias = returns[0].alias_info if returns else None
        if alias is None:  # new tensors
            self.numbers += self.times * (numbers + _between(name, args))
        if alias is None or alias.is_write:  # a view costs nothing
            self.operations += self.times * _operations(name, args, numbers)
        if self.numbers > self.most_numbers:
            raise Refused(
                "pasted-too-many-built" if self.building else "pasted-too-many-numbers", most=int(self.most_numbers)
            )
        if self.operations > self.most_operations:
            raise Refused(
                "pasted-too-long-built" if self.building else "pasted-too-many-operations",
                most=int(self.most_operations),
            )
        return result

    def take_time(self, steps: int) -> None:
        """Count steps that are taken one after the other, however little each computes. Raises Refused."""
        self.time_steps += steps
        self.operations += STEP * steps
        if self.time_steps > self.most_time_steps:
            raise Refused("pasted-too-many-time-steps", most=int(self.most_time_steps))

    def shortened(self, module: nn.RNNBase) -> Callable[..., Any]:
        """The forward of an LSTM, GRU or RNN on the meta device: one step, counted as often as there are steps."""

        def forward(input: Tensor, hx: Any = None) -> Any:  # noqa: A002 - it is called so in PyTorch
            axis = 1 if module.batch_first and input.dim() == 3 else 0
            steps = input.shape[axis]
            budget = CURRENT.get()
            counting = budget.counting if budget is not None and budget.counting is not None else Counting()
            layers: int = int(module.num_layers) * (2 if module.bidirectional else 1)
            counting.take_time(layers * int(steps))
            before, numbers, most = counting.times, counting.numbers, counting.most_numbers
            counting.most_numbers = math.inf  # until it is known how much is kept
            counting.times *= max(1, steps)
            try:
                output, state = type(module).forward(module, input.narrow(axis, 0, min(1, steps)), hx)
            finally:
                counting.times, counting.most_numbers = before, most
            # What such a layer keeps of a step: its gates and its states. The meta device counts all that lies between.
            kept = GATES if torch.is_grad_enabled() else 0
            counting.numbers = numbers + kept * before * output.numel() * steps
            shape = list(output.shape)
            shape[axis] = steps
            return output.new_empty(shape), state

        return forward


def _check_on_meta(args: Sequence[Any]) -> None:
    """Raise Refused for a tensor with numbers in it, with which PyTorch would compute in earnest."""
    for arg in args:
        for each in arg if isinstance(arg, tuple | list) else (arg,):
            if isinstance(each, Tensor) and each.dim() > 0 and not each.is_meta:
                raise Refused("pasted-no-device")


def _operations(name: str, args: Sequence[Any], numbers: int) -> int:
    """How many additions and multiplications a function needs that gives so many numbers."""
    if name == "aten::convolution" and args[6]:  # transposed: each number that comes in meets the whole kernel
        return 2 * int(args[0].numel() * math.prod(args[1].shape[1:]))
    if name == "aten::_trilinear":
        return 6 * _trilinear(args)[0]
    read = sum(arg.numel() for arg in args if isinstance(arg, Tensor))
    if any(part in name for part in HEAVY_NAMES):
        return HEAVY * max(read, numbers)
    return max(read, numbers * _operations_a_number(name, args))


def _between(name: str, args: Sequence[Any]) -> int:
    """How many numbers a function keeps for itself while it computes, where these are many. Raises Refused."""
    between = 0
    if name == "aten::convolution" and args[6]:
        between = int(math.prod(args[1].shape[1:]) * math.prod(args[0].shape[2:]))
    if name == "aten::_trilinear":
        between = 2 * _trilinear(args)[1]
    if between > MAX_TENSOR:
        raise Refused("pasted-tensor-too-large", most=MAX_TENSOR)
    return between


def _trilinear(args: Sequence[Any]) -> tuple[int, int]:
    """How many products of three numbers nn.Bilinear adds up, and how many of them it keeps at once."""
    sizes = [1] * (args[0].dim() + len(args[3]))
    for tensor, expand in zip(args[:3], args[3:6], strict=True):
        shape = list(tensor.shape)
        for at in sorted(expand):
            shape.insert(at, 1)
        sizes = [max(pair) for pair in zip(sizes, shape, strict=True)]
    unrolled = args[7] if len(args) > 7 else 1
    return math.prod(sizes), math.prod(sizes) // max(1, sizes[unrolled])


def _operations_a_number(name: str, args: Sequence[Any]) -> int:
    """How many additions and multiplications make one number of the result."""
    if name in PRODUCTS:
        shape = args[-1].shape
        return 2 * int(shape[-2] if len(shape) > 1 else shape[0])
    if name == "aten::convolution":
        return 2 * int(math.prod(args[1].shape[1:]))
    if "pool" in name:
        return _window(args)
    return 16 if "upsample" in name else 1


def _window(args: Sequence[Any]) -> int:
    """How many numbers a pooling layer looks at for one of its own; a window reaches no further than the image."""
    sizes = args[0].shape[2:]
    kernel = args[1] if len(args) > 1 and isinstance(args[1], list | tuple) else sizes
    inside = math.prod(min(int(a), int(b)) for a, b in zip(kernel, sizes, strict=False))
    return max(1, int(inside))
