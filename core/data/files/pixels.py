"""Numbers of any kind as pictures: which axis is which, and what range the pixels have."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from core.data.own import MAX_SIDE, Picture
from core.data.pictures import LIGHT
from core.errors import DataError

CHANNELS = (1, 3, 2, 4)  # of grey, of colour, and of both with transparency
LEAST_SIDE, LARGEST_SIDE = 8, 256  # pixels of a picture
DARK = 64  # pixels that never get brighter than this are stretched

Numbers = NDArray[Any]


class Scale(NamedTuple):
    """How numbers become pixels from 0 to 255: (number - low) * factor."""

    low: float
    factor: float
    remark: str = ""  # what had to be guessed

    def apply(self, numbers: Numbers) -> NDArray[np.uint8]:
        """Any shape -> the same, uint8."""
        if self.factor == 1 and self.low == 0 and numbers.dtype == np.uint8:
            return numbers
        scaled = (numbers.astype(np.float32) - np.float32(self.low)) * np.float32(self.factor)
        return scaled.round().clip(0, 255).astype(np.uint8)


def scale_for(dtype: "np.dtype[Any]", low: float, high: float) -> Scale:
    """For pixels of a type, from the least to the greatest. Raises DataError when they can be no pixels."""
    if dtype.kind not in "fiub":
        raise DataError(f"The pixels are of type {dtype}. Wanted: numbers, such as whole ones from 0 to 255.")
    if not (math.isfinite(low) and math.isfinite(high)):
        raise DataError("Some pixels are missing or infinite. Every image needs all its pixels.")
    if low == high == 0 or (low >= 0 and DARK < high <= 255):
        return Scale(0, 1)
    return _scale_of_signed(dtype, low, high) if low < 0 else _scale_of_unsigned(dtype, high) or _own_range(low, high)


def _scale_of_signed(dtype: "np.dtype[Any]", low: float, high: float) -> Scale:
    if dtype == np.int8:
        return Scale(-128, 1, "Pixels from -128 to 127 were moved to 0 to 255.")
    if low >= -0.5 and high <= 0.5:
        return Scale(-0.5, 255, "Pixels from -0.5 to 0.5 were stretched to 0 to 255.")
    if low >= -1 and high <= 1:
        return Scale(-1, 127.5, "Pixels from -1 to 1 were stretched to 0 to 255.")
    return _own_range(low, high)


def _scale_of_unsigned(dtype: "np.dtype[Any]", high: float) -> Scale | None:
    if high <= 1:
        return Scale(0, 255, "Pixels from 0 to 1 were stretched to 0 to 255.")
    if high <= DARK:
        return Scale(0, 255 / high, f"No pixel is above {high:g}: 0 to {high:g} was stretched to 0 to 255.")
    bits = next((bits for bits in (10, 12, 14, 16) if high < 2**bits), None)
    if bits is None or dtype.kind not in "iu":
        return None
    most = 2**bits - 1
    return Scale(0, 255 / most, f"Pixels of {bits} bits, 0 to {most:,}, were brought to 0 to 255.")


def _own_range(low: float, high: float) -> Scale:
    said = f"The pixels go from {low:.4g} to {high:.4g}, which is no usual range: it was stretched to 0 to 255."
    return Scale(low, 255 / max(high - low, 1e-30), said)


class Axes(NamedTuple):
    """How rows of an array become pictures."""

    to_pictures: Callable[[Numbers], Numbers]  # (B, ...) -> (B, C, H, W)
    remark: str = ""


def axes_of(shape: tuple[int, ...], sample: Numbers) -> Axes:
    """For images of such a shape, the first axis counting them; `sample`: some of them. Raises DataError."""
    size = shape[1:]
    if len(size) == 2 and 1 in size:
        size = (size[0] * size[1],)  # rows of pixels in a column
    if len(size) == 1:
        return _axes_of_rows(size[0], sample.reshape(len(sample), -1))
    if (
        len(size) == 3
        and 1 in (size[0], size[2])
        and max(size[1], size[0] * size[2]) >= LEAST_SIDE**2
        and 1 in size[1:]
    ):
        return _axes_of_rows(math.prod(size), sample.reshape(len(sample), -1))
    if len(size) == 2:
        _check_sides(*size)
        return Axes(lambda images: images[:, None])
    if len(size) == 3 and size[0] in CHANNELS and min(size[1:]) >= LEAST_SIDE:
        _check_sides(*size[1:])
        return Axes(lambda images: images)
    if len(size) == 3 and size[2] in CHANNELS:
        _check_sides(*size[:2])
        return Axes(lambda images: np.moveaxis(images, 3, 1))
    channels = f" An image has {size[2]} channels where 1 (grey), 3 (colour) or 4 (with transparency) are read." * (
        len(size) == 3
    )
    raise DataError(
        f"The images have shape {shape}.{channels} Wanted: (N, H, W), (N, H, W, C), (N, C, H, W), or rows of pixels."
    )


def _check_sides(height: int, width: int) -> None:
    if min(height, width) < LEAST_SIDE:
        raise DataError(f"The images have {height} x {width} pixels. They need at least {LEAST_SIDE} x {LEAST_SIDE}.")


def _axes_of_rows(count: int, sample: Numbers) -> Axes:
    channels, side = image_shape(count)
    if channels == 1:
        remark = f"Rows of {count:,} numbers were read as pictures of {side} x {side}."
        return Axes(lambda rows: rows.reshape(-1, 1, side, side), remark)
    planes = sample.reshape(-1, channels, side, side).astype(np.float64)
    mixed = sample.reshape(-1, side, side, channels).astype(np.float64)
    one_by_one = np.abs(np.diff(planes, axis=3)).mean() <= np.abs(np.diff(mixed, axis=2)).mean()
    how = "one colour after the other" if one_by_one else "pixel by pixel, its colours together"
    remark = f"Rows of {count:,} numbers were read as pictures of {side} x {side} in colour, {how}."
    if one_by_one:
        return Axes(lambda rows: rows.reshape(-1, channels, side, side), remark)
    return Axes(lambda rows: np.moveaxis(rows.reshape(-1, side, side, channels), 3, 1), remark)


def image_shape(pixels: int) -> tuple[int, int]:
    """(channels, side) of a square image with so many numbers. Raises DataError where there is none."""
    for channels in (1, 3, 4):
        side = math.isqrt(max(0, pixels) // channels)
        if LEAST_SIDE <= side <= LARGEST_SIDE and channels * side * side == pixels:
            return channels, side
    raise DataError(
        f"Each row has {pixels} pixel{'s' * (pixels != 1)}, which is no square image of {LEAST_SIDE} x {LEAST_SIDE} to "
        f"{LARGEST_SIDE} x {LARGEST_SIDE} (28 x 28 would be 784, in three colours 2,352)."
    )


def is_image(pixels: int) -> bool:
    """Whether so many numbers can be a square image."""
    try:
        image_shape(pixels)
    except DataError:
        return False
    return True


def to_picture(pixels: NDArray[np.uint8]) -> Picture:
    """(C, H, W) of 1 to 4 channels -> (1 or 3, S, S), laid on paper, cut around the middle, no side over MAX_SIDE."""
    if pixels.shape[0] in (2, 4):
        pixels = _laid_on_paper(pixels[:-1], pixels[-1])
    height, width = pixels.shape[1:]
    side = min(max(height, width), MAX_SIDE)
    if (height, width) == (side, side):
        return np.ascontiguousarray(pixels)
    channels = [
        np.asarray(ImageOps.fit(Image.fromarray(channel), (side, side), Image.Resampling.BICUBIC)) for channel in pixels
    ]
    return np.stack(channels)


def _laid_on_paper(colour: NDArray[np.uint8], alpha: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """What is transparent on white, or on black where the rest is light, as core/data/pictures.py does it."""
    opaque = alpha.astype(np.float32) / 255
    brightness = (colour.astype(np.float32).mean(0) * opaque).sum() / max(float(opaque.sum()), 1e-6)
    paper = 0 if brightness > LIGHT and opaque.min() < 1 else 255
    return (colour * opaque + paper * (1 - opaque)).round().astype(np.uint8)
