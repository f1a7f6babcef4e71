"""torch's compiler stays out of memory until somebody compiles.

Every optimizer of torch imports torch._dynamo at its first step, only to tell it to keep out of the way: much memory
for something that nothing here uses (`benchmarks memory`). A stand-in answers those two calls; whoever asks it for
anything else (torchvision does, which reads MNIST and CIFAR-10) gets the real module, from then on.
"""

import importlib
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import torch

_NAME = "torch._dynamo"


class _StandIn(ModuleType):
    """torch._dynamo as far as optimizers need it."""

    def graph_break(self, *_args: Any, **_options: Any) -> None:
        """Nothing is being compiled."""

    def disable(self, fn: Callable[..., Any], *_args: Any, **_options: Any) -> Callable[..., Any]:
        """Nothing is being compiled, so nothing has to be kept from it."""
        return fn

    def __getattr__(self, name: str) -> Any:
        """Anything else: the real module. Python looks at every module for names such as __file__."""
        if name.startswith("__") and name != "__path__":
            raise AttributeError(name)
        if sys.modules.get(_NAME) is self:
            del sys.modules[_NAME]
        real = importlib.import_module(_NAME)
        torch._dynamo = real
        return getattr(real, name)


def keep_compiler_out() -> None:
    """Call it before the first optimizer is built; later it changes nothing."""
    if _NAME not in sys.modules:
        sys.modules[_NAME] = torch._dynamo = _StandIn(_NAME)
