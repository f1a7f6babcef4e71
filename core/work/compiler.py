"""A stand-in for torch's compiler, so that the compiler is not loaded into memory before it is used.

Every optimizer of torch imports torch._dynamo at its first step, only to exclude itself from compilation. This import
takes much memory (`benchmarks memory` prints how much), and nothing here compiles. The stand-in has the two functions
that optimizers call. As soon as another attribute is asked for, the real module is imported and replaces the stand-in:
torchvision, which reads MNIST and CIFAR-10, asks for more.
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
        """Do nothing: no code is being compiled."""

    def disable(self, fn: Callable[..., Any], *_args: Any, **_options: Any) -> Callable[..., Any]:
        """Return `fn` unchanged: no code is being compiled, so none has to be excluded."""
        return fn

    def __getattr__(self, name: str) -> Any:
        """Import the real module, put it in the stand-in's place, and return its attribute `name`.

        Raises AttributeError for names such as __file__, which Python looks up in every module.
        """
        if name.startswith("__") and name != "__path__":
            raise AttributeError(name)
        if sys.modules.get(_NAME) is self:
            del sys.modules[_NAME]
        real = importlib.import_module(_NAME)
        torch._dynamo = real
        return getattr(real, name)


def keep_compiler_out() -> None:
    """Put the stand-in in the place of torch._dynamo, unless the real module is already imported.

    Call it before the first optimizer is built.
    """
    if _NAME not in sys.modules:
        sys.modules[_NAME] = torch._dynamo = _StandIn(_NAME)
