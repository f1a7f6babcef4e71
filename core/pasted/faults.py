"""Errors of Python and PyTorch, put into a message with the line of the source."""

import math
import re
from typing import Any

from torch import Tensor

from core.errors import PastedError, is_out_of_memory
from core.messages import Message, literal
from core.pasted.limits import Refused

MOST_LETTERS = 200  # of a text that is quoted
FAULTS = (
    *(Refused, RuntimeError, ValueError, TypeError, IndexError, KeyError, AttributeError),
    *(AssertionError, ArithmeticError),
)
PRODUCT = re.compile(r"mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)")
CHANNELS = re.compile(r"expected input\[[\d, ]+\] to have (\d+) channels, but got (\d+) channels")


def quoted(text: str) -> Message:
    """Text of the source, or of PyTorch, as a message: one line of letters that can be shown, not too long."""
    line = "".join(letter if letter.isprintable() else " " for letter in text.strip())
    return literal(line if len(line) <= MOST_LETTERS else f"{line[:MOST_LETTERS]}…")


def fault(error: Exception, line: int, given: Any = None) -> Exception:
    """The PastedError that says what went wrong at this line; memory that ran out is not the source's fault.

    `given` is what the layer or function was called with.
    """
    if isinstance(error, Refused):
        values = {name: quoted(value) if isinstance(value, str) else value for name, value in error.values.items()}
        return PastedError(error.id, line=line, **values)
    if isinstance(error, RecursionError):
        return PastedError("pasted-too-deep", line=line)
    if is_out_of_memory(error):
        return error
    said = str(error).partition("\n")[0]
    if found := PRODUCT.search(said):
        rows, arrives, wanted, _ = map(int, found.groups())
        if isinstance(given, Tensor) and given.dim() > 2:
            shape = tuple(given.shape[1:])
            if math.prod(shape) != arrives:
                return PastedError(
                    "pasted-not-flat",
                    line=line,
                    said=quoted(said),
                    shape=quoted(str(shape)),
                    row=math.prod(shape),
                    wanted=wanted,
                )
        return PastedError("pasted-shapes", line=line, said=quoted(said), rows=rows, given=arrives, wanted=wanted)
    if found := CHANNELS.search(said):
        return PastedError("pasted-channels", line=line, wanted=int(found[1]), given=int(found[2]))
    return PastedError("pasted-torch", line=line, said=quoted(said))
