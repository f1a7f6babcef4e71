"""Tensors' pixels as pictures large enough to see."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def to_picture(image: NDArray[np.uint8], side: int) -> Image.Image:
    """(C, H, W) or (H, W) uint8 -> a picture of `side` x `side`.

    With one channel every pixel becomes a crisp block. With three channels the picture is smoothed, since people
    recognise a photograph of so few pixels better then.
    """
    pixels = to_pixels(image)
    smooth = pixels.mode == "RGB"
    return pixels.resize((side, side), Image.Resampling.BICUBIC if smooth else Image.Resampling.NEAREST)


def to_pixels(image: NDArray[np.uint8]) -> Image.Image:
    """(C, H, W) or (H, W) uint8 -> a picture of as many pixels."""
    return Image.fromarray(image if image.ndim == 2 else image.transpose(1, 2, 0).squeeze())


def grid_picture(images: NDArray[np.uint8], side: int) -> Image.Image:
    """(columns, rows, 1, H, W) uint8 -> one picture, each image in it `side` pixels wide, every pixel a crisp block."""
    columns, rows, _, height, width = images.shape
    pixels = images[:, :, 0].transpose(1, 2, 0, 3).reshape(rows * height, columns * width)
    return Image.fromarray(pixels).resize((columns * side, rows * side), Image.Resampling.NEAREST)
