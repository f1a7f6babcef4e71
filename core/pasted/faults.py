"""Errors of Python and PyTorch, put into a message with the line of the source."""

import math
import re

from torch import Tensor, nn

from core.errors import PastedError, is_out_of_memory
from core.messages import Message, literal
from core.pasted.limits import Budget, Refused

MOST_LETTERS = 200  # of a text that is quoted
FAULTS = (
    *(Refused, RuntimeError, ValueError, TypeError, IndexError, KeyError, AttributeError),
    *(AssertionError, ArithmeticError),
)
PRODUCT = re.compile("shapes cannot be multiplied|must have same reduction dim")  # on the CPU, on the meta device


def quoted(text: str) -> Message:
    """Text of the source, or of PyTorch, as a message: one line of letters that can be shown, not too long.

    It makes no link and no picture where it is shown: a source may come from a stranger's file.
    """
    line = "".join(letter if letter.isprintable() else " " for letter in text.strip())
    line = line.replace("](", "] (").replace("://", ": //")
    return literal(line if len(line) <= MOST_LETTERS else f"{line[:MOST_LETTERS]}…")


def fault(error: Exception, line: int, budget: Budget | None = None) -> Exception:
    """The PastedError that says what went wrong at this line; memory that ran out is not the source's fault.

    `budget` is given where a layer was called, and knows which it was.
    """
    if isinstance(error, Refused):
        values = {name: quoted(value) if isinstance(value, str) else value for name, value in error.values.items()}
        return PastedError(error.id, line=line, **values)
    if isinstance(error, RecursionError):
        return PastedError("pasted-too-deep", line=line)
    if is_out_of_memory(error):
        return error
    said = str(error).partition("\n")[0]
    module, given = budget.last if budget is not None and budget.last else (None, None)
    if isinstance(module, nn.Linear) and isinstance(given, Tensor) and PRODUCT.search(said):
        return _linear(module, given, line, _path(budget, module))
    if isinstance(module, nn.Conv1d | nn.Conv2d | nn.Conv3d) and "channel" in said and isinstance(given, Tensor):
        arrive = given.shape[1] if given.dim() > 1 else 1
        layer = quoted(_path(budget, module))
        return PastedError("pasted-channels", line=line, layer=layer, wanted=module.in_channels, given=arrive)
    return PastedError("pasted-torch", line=line, said=quoted(said))


def _linear(module: nn.Linear, given: Tensor, line: int, path: str) -> PastedError:
    """What arrives at a linear layer does not fit: because it is not flat, or has another size."""
    arrive, wanted = given.shape[-1], module.in_features
    product = f"({math.prod(given.shape[:-1])}x{arrive} and {wanted}x{module.out_features})"
    said = f"mat1 and mat2 shapes cannot be multiplied {product}"  # not shown
    values = {
        "layer": quoted(path),
        "said": quoted(said),
    }  # not shown
    if given.dim() == 4:  # (N, C, H, W)
        shape, row = quoted(str(tuple(given.shape[1:]))), math.prod(given.shape[1:])
        return PastedError("pasted-not-flat", line=line, shape=shape, row=row, wanted=wanted, **values)
    return PastedError("pasted-shapes", line=line, given=arrive, wanted=wanted, **values)


def _path(budget: Budget | None, module: nn.Module) -> str:
    """The name of a layer in the network."""
    root = budget.root if budget is not None else None
    modules = root.named_modules() if root is not None else ()
    return next((name for name, each in modules if each is module), "")
