"""The output of every layer and of every function that a network's forward calls, while it is called."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from core.models.dropout import Dropout

# The functions without parameters that the networks of core/models call, and a word of the line in core/script that
# calls them. Indexing gives the state after a text's last word.
_FUNCTIONS: Mapping[Callable[..., Any], str] = {
    torch.relu: "relu",
    functional.relu: "relu",
    functional.max_pool2d: "max_pool2d",
    Tensor.view: "view",
    Tensor.squeeze: "squeeze",
    Tensor.amax: "amax",
    Tensor.__getitem__: "last",
}

Seen = list[tuple[str, Tensor]]  # (name, output) in the order of the calls


@contextmanager
def watching(model: nn.Module) -> Iterator[Seen]:
    """Within this block, note what the layers of `model` give. Only for a model that is nobody else's."""
    seen: Seen = []
    within: list[str] = []  # the layer that is being called; functions within it are its own business
    names = {module: name for name, module in model.named_modules()}

    def enter(module: nn.Module, _inputs: object) -> None:
        within.append(names[module])

    def leave(module: nn.Module, _inputs: object, output: Any) -> None:
        within.pop()
        if not does_nothing(module):
            seen.append((names[module], output[0] if isinstance(output, tuple) else output))

    layers = [module for module in model.modules() if not list(module.children())]
    hooks = [
        *(layer.register_forward_pre_hook(enter) for layer in layers),
        *(layer.register_forward_hook(leave) for layer in layers),
    ]
    try:
        with _Functions(seen, within):
            yield seen
    finally:
        for hook in hooks:
            hook.remove()


def does_nothing(module: nn.Module) -> bool:
    """Whether a layer hands on what it gets, so that the program has not got it."""
    return isinstance(module, nn.Identity) or (isinstance(module, Dropout) and module.p == 0)


class _Functions(TorchFunctionMode):
    """While it is active in this thread, it notes what functions between the layers give."""

    def __init__(self, seen: Seen, within: Sequence[str]) -> None:
        super().__init__()
        self._seen, self._within = seen, within

    def __torch_function__(
        self, func: Any, types: Sequence[type], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        name = _FUNCTIONS.get(func)
        one_example = func is Tensor.__getitem__ and not isinstance(args[1], tuple)  # to count its numbers
        if name is not None and not self._within and not one_example:
            self._seen.append((name, result))
        return result
