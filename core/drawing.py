"""From a drawing to what the network was trained on: MNIST's own preparation, as pure functions on arrays.

Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database": digits were size-normalised to fit in a 20 x 20 box with
their aspect ratio kept, anti-aliased, and centred in 28 x 28 by their centre of mass.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE = 28  # pixels of MNIST's images
BOX = 20  # pixels of the longer side of the digit in them
INK = 16  # grey level from which a pixel counts as ink: below it is what anti-aliasing leaves around a stroke

Gray = NDArray[np.uint8]


def centre_digit(image: Gray) -> Gray:
    """A drawing (H, W) uint8, light ink on black, of any size -> (28, 28) uint8 as MNIST would hold it.

    A drawing without ink gives a black image.
    """
    box = ink_box(image)
    if box is None:
        return np.zeros((SIDE, SIDE), dtype=np.uint8)
    top, bottom, left, right = box
    return centre_mass(scale_to_box(image[top:bottom, left:right]))


def ink_box(image: Gray) -> tuple[int, int, int, int] | None:
    """(top, bottom, left, right) of the ink, bottom and right exclusive; None when there is none."""
    rows, columns = (np.flatnonzero((image >= INK).any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return None
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def scale_to_box(digit: Gray) -> Gray:
    """A cropped digit (h, w) -> its longer side 20 pixels, the other in proportion (at least 1), anti-aliased."""
    height, width = digit.shape
    scale = BOX / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(
        Image.fromarray(digit).resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC)
    )


def centre_mass(digit: Gray) -> Gray:
    """A digit of at most 20 x 20 -> (28, 28), moved by whole pixels so that its centre of mass is at the centre."""
    weights = digit.astype(np.float64)
    total = weights.sum()
    height, width = digit.shape
    row = (weights.sum(axis=1) @ np.arange(height)) / total
    column = (weights.sum(axis=0) @ np.arange(width)) / total
    top = int(np.clip(round(SIDE / 2 - row), 0, SIDE - height))
    left = int(np.clip(round(SIDE / 2 - column), 0, SIDE - width))
    centred = np.zeros((SIDE, SIDE), dtype=np.uint8)
    centred[top : top + height, left : left + width] = digit
    return centred


def resize(image: Gray, side: int) -> Gray:
    """(H, W) -> (side, side) with torchvision's Resize on a picture: bilinear, anti-aliased."""
    if image.shape == (side, side):
        return image
    return np.asarray(Image.fromarray(image).resize((side, side), Image.Resampling.BILINEAR))


def enlarge(image: Gray, factor: int) -> Gray:
    """(H, W) -> (H * factor, W * factor), smoothly interpolated."""
    height, width = image.shape
    return np.asarray(Image.fromarray(image).resize((width * factor, height * factor), Image.Resampling.BICUBIC))
