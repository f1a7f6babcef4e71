"""Numbers of any range as pixels from 0 to 255, and the background on which a transparent picture is laid."""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.errors import DataError
from core.messages import Message

AT_ONCE = 1_000_000  # numbers that are scaled at once
BEYOND = 1e30  # no pixel is as large
ROUNDING = 0.05  # share of the greatest pixel: floats no farther below 0 count as rounding errors
DARK = 64  # pixels that never get brighter than this are stretched
LIGHT = 127  # a picture whose visible part has a greater mean brightness is laid on black

Numbers = NDArray[Any]


class Scale(NamedTuple):
    """How numbers become pixels from 0 to 255: (number - low) * factor."""

    low: float
    factor: float
    remark: Message | None = None  # what had to be guessed

    def apply(self, numbers: Numbers) -> NDArray[np.uint8]:
        """Numbers of any shape -> pixels of that shape, uint8."""
        if self.factor == 1 and self.low == 0 and numbers.dtype == np.uint8:
            return numbers
        pixels = np.empty(numbers.shape, np.uint8)
        rows = max(1, AT_ONCE * len(numbers) // max(1, numbers.size))
        for begin in range(0, len(numbers), rows):  # all at once would take several times the memory
            piece = numbers[begin : begin + rows].astype(np.float32)
            pixels[begin : begin + rows] = (
                ((piece - np.float32(self.low)) * np.float32(self.factor)).round().clip(0, 255)
            )
        return pixels


def scale_for(dtype: "np.dtype[Any]", low: float, high: float) -> Scale:
    """The Scale for numbers of a numeric type from `low` to `high`. Raises DataError when they cannot be pixels."""
    if not (math.isfinite(low) and math.isfinite(high)):
        raise DataError("own-pixels-infinite")
    if max(abs(low), abs(high)) > BEYOND:
        raise DataError("own-pixels-beyond", low=f"{low:.3g}", high=f"{high:.3g}")
    low = 0.0 if dtype.kind == "f" and -ROUNDING * high <= low < 0 else low
    if low == high == 0 or (low >= 0 and DARK < high <= 255):
        return Scale(0, 1)
    return _scale_of_signed(dtype, low, high) if low < 0 else _scale_of_unsigned(dtype, high) or _own_range(low, high)


def _scale_of_signed(dtype: "np.dtype[Any]", low: float, high: float) -> Scale:
    if dtype == np.int8:
        return Scale(-128, 1, Message("own-pixels-moved", low="-128", high="127"))
    if low >= -0.5 and high <= 0.5:
        return Scale(-0.5, 255, Message("own-pixels-stretched", low="-0.5", high="0.5"))
    if low >= -1 and high <= 1:
        return Scale(-1, 127.5, Message("own-pixels-stretched", low="-1", high="1"))
    return _own_range(low, high)


def _scale_of_unsigned(dtype: "np.dtype[Any]", high: float) -> Scale | None:
    if high <= 1:
        return Scale(0, 255, Message("own-pixels-stretched", low="0", high="1"))
    if high <= DARK:
        return Scale(0, 255 / high, Message("own-pixels-dark", high=f"{high:g}"))
    bits = next((bits for bits in (10, 12, 14, 16) if high < 2**bits), None)
    if bits is None or dtype.kind not in "iu":
        return None
    most = 2**bits - 1
    return Scale(0, 255 / most, Message("own-pixels-bits", bits=bits, most=most))


def _own_range(low: float, high: float) -> Scale:
    remark = Message("own-pixels-unusual", low=f"{low:.4g}", high=f"{high:.4g}")
    return Scale(low, 255 / max(high - low, 1e-30), remark)


def scale_of(numbers: Numbers) -> Scale:
    """The Scale for the numbers of one picture. Raises DataError when they cannot be pixels."""
    return scale_for(numbers.dtype, float(numbers.min()), float(numbers.max()))


def paper_for(brightness: Numbers, alpha: Numbers) -> int:
    """The background for a transparent picture: 0 (black) where its visible part is light, else 255 (white).

    brightness, alpha: (H, W), 0 to 255.
    """
    weight = float(alpha.sum())
    light = weight > 0 and float((alpha.astype(np.float64) * brightness).sum()) / weight > LIGHT
    return 0 if light and alpha.min() < 255 else 255
