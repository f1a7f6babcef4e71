"""Arrays of numbers as pictures: which axis is which, and how an image of any shape becomes a square picture."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from core.data.own import MAX_SIDE, Picture
from core.data.scales import paper_for
from core.errors import DataError
from core.messages import Message

CHANNELS = (1, 3, 2, 4)  # grey, colour, grey with transparency, colour with transparency
LEAST_SIDE, LARGEST_SIDE = 8, 128  # pixels of a picture

Numbers = NDArray[Any]


class Axes(NamedTuple):
    """How rows of an array become pictures."""

    to_pictures: Callable[[Numbers], Numbers]  # (B, ...) -> (B, C, H, W)
    remark: Message | None = None


def axes_of(shape: tuple[int, ...], sample: Numbers) -> Axes:
    """The Axes for an array of images of this shape, whose first axis counts the images. Raises DataError.

    `sample`: some of the images.
    """
    size = shape[1:]
    if len(size) == 2 and 1 in size:
        size = (size[0] * size[1],)  # (N, D, 1) or (N, 1, D): rows of pixels
    if len(size) == 1:
        return _axes_of_rows(size[0], sample.reshape(len(sample), -1))
    if len(size) == 3 and sum(axis > 1 for axis in size) == 1:  # (N, 1, 1, D) and the like
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
    if len(size) == 3:
        raise DataError("files-images-of-channels", shape=str(shape), channels=str(size[2]))
    raise DataError("files-images-of-shape", shape=str(shape))


def _check_sides(height: int, width: int) -> None:
    if min(height, width) < LEAST_SIDE:
        raise DataError("files-images-too-small", height=str(height), width=str(width), least=LEAST_SIDE)


def _axes_of_rows(count: int, sample: Numbers) -> Axes:
    channels, side = image_shape(count)
    if channels == 1:
        remark = Message("files-rows", count=count, side=side)
        return Axes(lambda rows: rows.reshape(-1, 1, side, side), remark)
    planes = sample.reshape(-1, channels, side, side).astype(np.float64)
    mixed = sample.reshape(-1, side, side, channels).astype(np.float64)
    one_by_one = np.abs(np.diff(planes, axis=3)).mean() <= np.abs(np.diff(mixed, axis=2)).mean()
    remark = Message("files-rows-by-colour" if one_by_one else "files-rows-by-pixel", count=count, side=side)
    if one_by_one:
        return Axes(lambda rows: rows.reshape(-1, channels, side, side), remark)
    return Axes(lambda rows: np.moveaxis(rows.reshape(-1, side, side, channels), 3, 1), remark)


def image_shape(pixels: int) -> tuple[int, int]:
    """(channels, side) of a square image with so many numbers. Raises DataError where there is none."""
    for channels in (1, 3, 4):
        side = math.isqrt(max(0, pixels) // channels)
        if side >= LEAST_SIDE and channels * side * side == pixels:
            if side > LARGEST_SIDE:
                break  # 40,000 numbers are 200 x 200 in grey, which is too large, and not 100 x 100 with transparency
            return channels, side
    raise DataError("files-no-square", count=pixels, least=LEAST_SIDE, most=LARGEST_SIDE)


def is_image(pixels: int) -> bool:
    """Whether so many numbers can be a square image."""
    try:
        image_shape(pixels)
    except DataError:
        return False
    return True


def to_picture(pixels: NDArray[np.uint8]) -> Picture:
    """An image (C, H, W) of 1 to 4 channels -> (1 or 3, S, S) with S at most MAX_SIDE.

    A transparent image is laid on white or black. An image that is not square is cut to a square around its middle.
    """
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
    """Channels (C, H, W) laid on white or black, which shows where alpha (H, W) is transparent."""
    paper, opaque = paper_for(colour.mean(0), alpha), alpha.astype(np.float32) / 255
    return (colour * opaque + paper * (1 - opaque)).round().astype(np.uint8)
