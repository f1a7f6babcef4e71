"""The output of every layer and of every function that a network's forward calls, while it is called."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from core.models.dropout import Dropout
from core.walk.records import Numbers

# The functions without parameters that are looked at, and a word of the line that calls them. Indexing by several
# indices gives the state after a text's last word.
_FUNCTIONS: Mapping[Callable[..., Any], str] = {
    **{function: function.__name__ for function in (torch.relu, torch.sigmoid, torch.tanh, torch.flatten, torch.cat)},
    **{function: function.__name__ for function in (functional.relu, functional.max_pool2d, functional.avg_pool2d)},
    **{function: function.__name__ for function in (functional.gelu, functional.leaky_relu, functional.elu)},
    **{getattr(Tensor, name): name for name in ("view", "reshape", "flatten", "squeeze", "amax", "relu")},
    Tensor.__getitem__: "last",
}


class Output(NamedTuple):
    """What a layer or a function gave."""

    name: str  # "conv1", "relu", "blocks.0.conv", "blocks.0.relu"
    is_layer: bool
    numbers: Numbers


@contextmanager
def watching(model: nn.Module) -> Iterator[list[Output]]:
    """Within this block, note what the layers of `model` give, in the order of the calls.

    The model must be nobody else's. Layers that do nothing are left out, and so is what happens within a layer.
    """
    seen: list[Output] = []
    within: list[nn.Module] = []  # the parts of the network that are being called
    names = {module: name for name, module in model.named_modules()}

    def enter(module: nn.Module, _inputs: object) -> None:
        within.append(module)

    def leave(module: nn.Module, _inputs: object, output: Any) -> None:
        first = output[0] if isinstance(output, tuple) else output
        if _is_layer(module) and not does_nothing(module) and isinstance(first, Tensor):
            seen.append(Output(names[module], True, numbers_of(first)))
        within.pop()

    def note(name: str, result: Tensor) -> None:
        if not (within and _is_layer(within[-1])):
            seen.append(Output(f"{names[within[-1]]}.{name}" if within else name, False, numbers_of(result)))

    parts = [module for module in names if module is not model]
    hooks = [
        *(part.register_forward_pre_hook(enter) for part in parts),
        *(part.register_forward_hook(leave) for part in parts),
    ]
    try:
        with _Functions(note):
            yield seen
    finally:
        for hook in hooks:
            hook.remove()


def does_nothing(module: nn.Module) -> bool:
    """Whether a layer hands on what it gets, so that the program has not got it."""
    return isinstance(module, nn.Identity) or (isinstance(module, Dropout) and module.p == 0)


def numbers_of(tensor: Tensor) -> Numbers:
    """Its shape, mean and standard deviation."""
    values = tensor.detach().cpu().double()
    return Numbers(tuple(tensor.shape), values.mean().item(), values.std(correction=0).item())


def _is_layer(module: nn.Module) -> bool:
    return next(module.children(), None) is None


class _Functions(TorchFunctionMode):
    """While it is active in this thread, it notes what functions give."""

    def __init__(self, note: Callable[[str, Tensor], None]) -> None:
        super().__init__()
        self._note = note

    def __torch_function__(
        self, func: Any, types: Sequence[type], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        name = _FUNCTIONS.get(func)
        one_example = func is Tensor.__getitem__ and not isinstance(args[1], tuple)
        tried = isinstance(result, Tensor) and result.is_meta  # a pasted network tries its shapes first
        if name is not None and not one_example and not tried:
            self._note(name, result)
        return result
