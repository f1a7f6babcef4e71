"""Numbers as pictures: blue above 0, orange below, white at 0; and many small pictures side by side."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

UP, NOTHING, DOWN = (0, 114, 178), (247, 247, 247), (213, 94, 0)  # blue and orange of Okabe and Ito
OVER_UP, OVER_DOWN, GRAY = (40, 140, 205), (222, 110, 20), 128  # of an overlay, for a light and for a dark page
GAP = 1  # cells between two pictures

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]


def to_heat(values: Floats) -> Pixels:
    """(H, W) -> (H, W, 3) uint8; the number farthest from 0 has the strongest colour."""
    share = (values / (float(np.abs(values).max()) or 1.0))[:, :, None]
    white = np.array(NOTHING)
    colour = white + np.maximum(share, 0) * (np.array(UP) - white) + np.maximum(-share, 0) * (np.array(DOWN) - white)
    pixels: Pixels = colour.round().astype(np.uint8)
    return pixels


def montage(maps: Floats, columns: int) -> Floats:
    """(N, H, W) -> one array with the maps in rows of `columns`, NaN between them."""
    count, height, width = maps.shape
    rows = -(-count // columns)
    whole = np.full((rows * (height + GAP) - GAP, columns * (width + GAP) - GAP), np.nan, np.float32)
    for number, one in enumerate(maps):
        top, left = (number // columns) * (height + GAP), (number % columns) * (width + GAP)
        whole[top : top + height, left : left + width] = one
    return whole


def heat_picture(values: Floats, width: int) -> Image.Image:
    """Return numbers (H, W) as a picture about `width` pixels wide, with crisp cells; NaN becomes transparent."""
    colour = to_heat(np.nan_to_num(values))
    alpha = np.where(np.isnan(values), 0, 255).astype(np.uint8)[:, :, None]
    factor = max(1, round(width / values.shape[1]))
    size = values.shape[1] * factor, values.shape[0] * factor
    return Image.fromarray(np.dstack([colour, alpha])).resize(size, Image.Resampling.NEAREST)


def overlay(image: Pixels, weights: Floats, side: int) -> Image.Image:
    """The weights (H, W) over a pale copy of the picture (C, H, W) uint8, `side` pixels wide.

    Where a weight is small the page is seen through, so that the strong ones stand out on a light and on a dark page.
    """
    pale = 0.1 + 0.4 * image.mean(0).astype(np.float32)[:, :, None] / 255  # how much of the gray covers the page
    strength = np.abs(weights / (np.abs(weights).max() or 1.0))[:, :, None] ** 0.7
    covered = strength + (1 - strength) * pale
    colour = np.where(weights[:, :, None] >= 0, np.array(OVER_UP), np.array(OVER_DOWN))
    mixed = (strength * colour + (1 - strength) * pale * GRAY) / covered
    pixels: Pixels = np.dstack([mixed, 255 * covered]).round().astype(np.uint8)
    return Image.fromarray(pixels).resize((side, side), Image.Resampling.NEAREST)
