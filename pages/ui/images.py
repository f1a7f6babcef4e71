"""Tensors' pixels as pictures large enough to see."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def to_picture(image: NDArray[np.uint8], side: int) -> Image.Image:
    """(C, H, W) or (H, W) uint8, one or three channels -> a picture of `side` x `side`, every pixel a crisp block."""
    pixels = image if image.ndim == 2 else image.transpose(1, 2, 0).squeeze()
    return Image.fromarray(pixels).resize((side, side), Image.Resampling.NEAREST)
