"""From a drawing to what the network was trained on: MNIST's own preparation, as pure functions on arrays.

Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database": digits were size-normalised to fit in a 20 x 20 box with
their aspect ratio kept, anti-aliased, and centred in 28 x 28 by their centre of mass. So the foot of a seven, whose
mass lies above, may come to the lower edge, as in 8 % of MNIST's own test sevens; nothing of it is cut off.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

CANVAS = 280  # pixels of the square that is drawn on
PEN = 20  # pixels of the pen's width at the beginning
SIDE = 28  # pixels of MNIST's images
BOX = 20  # pixels of the longer side of the digit in an MNIST image
INK = 16  # grey level from which a pixel counts as ink: below it is what anti-aliasing leaves around a stroke

Gray = NDArray[np.uint8]


class DrawingSteps(NamedTuple):
    """Which steps of the preparation are done; with none of them, a drawing is only made smaller."""

    crop: bool = True  # cut out what is drawn
    scale: bool = True  # the longer side becomes 20 pixels; else the drawing shrinks as the canvas does, to a tenth
    centre: bool = True  # the centre of mass comes to the middle; else the digit stays where it was drawn


ALL_STEPS = DrawingSteps()


class Stages(NamedTuple):
    """A drawing after each step of its preparation, (h, w) uint8 each."""

    cropped: Gray
    scaled: Gray
    placed: Gray  # (28, 28)


def centre_digit(image: Gray) -> Gray:
    """A drawing (H, W) uint8, light ink on black, of any size -> (28, 28) uint8 as MNIST would hold it.

    A drawing without ink gives a black image.
    """
    return prepare_drawing(image).placed


def prepare_drawing(image: Gray, steps: DrawingSteps = ALL_STEPS) -> Stages:
    """A square drawing (H, H) uint8, light ink on black, after each step of its preparation."""
    side = max(image.shape)
    box = (ink_box(image) if steps.crop else None) or (0, image.shape[0], 0, image.shape[1])
    top, bottom, left, right = box
    cropped = image[top:bottom, left:right]
    scaled = scale(cropped, BOX / max(cropped.shape) if steps.scale else SIDE / side)
    height, width = scaled.shape
    if steps.centre and scaled.any():
        middles = middle_of_mass(scaled)
        starts = [round(SIDE / 2 - middle) for middle in middles]
    else:
        edges = ((top, bottom, height), (left, right, width))
        starts = [round(SIDE * (begin + end) / 2 / side - size / 2) for begin, end, size in edges]
    row, column = (int(np.clip(start, 0, SIDE - size)) for start, size in zip(starts, scaled.shape, strict=True))
    placed = np.zeros((SIDE, SIDE), dtype=np.uint8)
    placed[row : row + height, column : column + width] = scaled
    return Stages(cropped, scaled, placed)


def ink_box(image: Gray) -> tuple[int, int, int, int] | None:
    """(top, bottom, left, right) of the ink, bottom and right exclusive; None when there is none."""
    rows, columns = (np.flatnonzero((image >= INK).any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return None
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def touches_edge(image: Gray) -> bool:
    """Whether there is ink in the outermost rows or columns."""
    return ink_box(np.concatenate([image[[0, -1]], image[:, [0, -1]].T], axis=1)) is not None


def scale(image: Gray, factor: float) -> Gray:
    """(h, w) -> (h * factor, w * factor), each at least 1, anti-aliased."""
    height, width = image.shape
    size = max(1, round(width * factor)), max(1, round(height * factor))
    resample = Image.Resampling.BOX if factor < 1 else Image.Resampling.BICUBIC
    return np.asarray(Image.fromarray(image).resize(size, resample))


def middle_of_mass(image: Gray) -> tuple[float, float]:
    """(row, column) of the centre of mass, in pixels."""
    weights = image.astype(np.float64)
    height, width = image.shape
    total = weights.sum()
    return float(weights.sum(axis=1) @ np.arange(height) / total), float(weights.sum(axis=0) @ np.arange(width) / total)


def resize(image: Gray, side: int) -> Gray:
    """(H, W) -> (side, side) with torchvision's Resize on a picture: bilinear, anti-aliased."""
    if image.shape == (side, side):
        return image
    return np.asarray(Image.fromarray(image).resize((side, side), Image.Resampling.BILINEAR))


def enlarge(image: Gray, factor: int) -> Gray:
    """(H, W) -> (H * factor, W * factor), smoothly interpolated."""
    height, width = image.shape
    return np.asarray(Image.fromarray(image).resize((width * factor, height * factor), Image.Resampling.BICUBIC))
