"""First weights from a generator that belongs to the run.

torch's global random state is shared by every thread of the process, so two visitors who start at the same moment would
draw from each other's numbers. Here the draws with which torch's layers initialise themselves come from one private
generator instead, and equal what `torch.manual_seed(seed); build()` gives. A network that makes its parameters another
way, with torch.randint for instance, has to use torch.nn.init instead.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

_DRAWS = frozenset({torch.Tensor.uniform_, torch.Tensor.normal_, torch.randn, torch.rand})


class DrawFrom(TorchFunctionMode):
    """While active in this thread, torch's layers, its nn.init, randn and rand draw from the given generator."""

    def __init__(self, generator: torch.Generator) -> None:
        super().__init__()
        self.generator = generator

    def __torch_function__(
        self, func: Any, types: Sequence[type], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        arguments = dict(kwargs or {})
        # torch.nn.init's functions arrive with generator=None; a layer that draws by itself calls the tensor's method.
        if (func in _DRAWS or "generator" in arguments) and arguments.get("generator") is None:
            arguments["generator"] = self.generator
        return func(*args, **arguments)


def build_seeded(build: Callable[[], nn.Module], seed: int) -> nn.Module:
    """The network on the CPU, its first weights drawn from `seed` alone, whatever other threads do meanwhile."""
    with DrawFrom(torch.Generator().manual_seed(seed)):
        return build()
