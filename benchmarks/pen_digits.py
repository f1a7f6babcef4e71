"""Digits written with a pen by 30 people, drawn onto the app's canvas as its pen would draw them.

Source: E. Alpaydin and F. Alimoglu, "Pen-Based Recognition of Handwritten Digits", UCI Machine Learning Repository
(1996), training part, original strokes (CC BY 4.0). Expected as pendigits/train.jsonl below the data folder, a digit a
line:
{"label": 8, "writer": 12, "strokes": [[[x, y], ...], ...]}, y growing upwards.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw

from core.drawing import Gray
from core.inference import predict_image, see_drawing
from core.network import TrainedNetwork
from pages.ui.canvas import PEN
from pages.ui.canvas import SIDE as CANVAS

MARGIN = 14  # pixels from the corner to the middle of the nearest stroke
SUPERSAMPLING = 2  # drawn at twice the size and averaged down: the browser's strokes are anti-aliased too


class PenDigit(NamedTuple):
    """One digit as it was written."""

    label: int
    strokes: list[list[tuple[float, float]]]


def load_pen_digits(folder: Path, count: int, seed: int = 0) -> list[PenDigit]:
    """`count` of the 7,494 digits, drawn by lot with the seed."""
    lines = (folder / "pendigits" / "train.jsonl").read_text().splitlines()
    chosen = np.random.default_rng(seed).permutation(len(lines))[:count]
    return [PenDigit(row["label"], row["strokes"]) for row in (json.loads(lines[i]) for i in chosen)]


def place(digit: PenDigit, size: float, *, corner: bool) -> list[list[tuple[float, float]]]:
    """The strokes in canvas pixels: longer side `size`, in the middle or in the left upper corner, y growing down."""
    points = np.array([point for stroke in digit.strokes for point in stroke], dtype=float)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = size / max((high - low).max(), 1)
    width, height = (high - low) * scale
    left, top = (MARGIN, MARGIN) if corner else ((CANVAS - width) / 2, (CANVAS - height) / 2)
    return [[(left + (x - low[0]) * scale, top + (high[1] - y) * scale) for x, y in stroke] for stroke in digit.strokes]


def draw(strokes: Iterable[list[tuple[float, float]]]) -> Gray:
    """White strokes with round ends and joints on a black canvas -> (280, 280) uint8."""
    side, pen = CANVAS * SUPERSAMPLING, PEN * SUPERSAMPLING
    image = Image.new("L", (side, side))
    brush = ImageDraw.Draw(image)
    for stroke in strokes:
        points = [(x * SUPERSAMPLING, y * SUPERSAMPLING) for x, y in stroke]
        brush.line(points, fill=255, width=pen, joint="curve")
        for x, y in (points[0], points[-1]):
            brush.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=255)
    return np.asarray(image.resize((CANVAS, CANVAS), Image.Resampling.BOX))


def accuracy_on_drawings(network: TrainedNetwork, digits: list[PenDigit], size: float, *, corner: bool) -> float:
    """Share of the digits, drawn and sent the app's own way, that the network reads rightly; 0 to 1."""
    right = [
        predict_image(network, see_drawing(network, draw(place(digit, size, corner=corner)))).ranking[0].name
        == str(digit.label)
        for digit in digits
    ]
    return sum(right) / len(right)
