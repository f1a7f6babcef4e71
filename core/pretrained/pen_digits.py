"""Digits that 30 people wrote with a pen, drawn onto the app's canvas as the canvas's pen would draw them.

The pretrained network for drawings has learnt from MNIST and from the digits of 24 of the writers. Benchmarks and tests
use the digits of the other six.

Source: E. Alpaydin and F. Alimoglu, "Pen-Based Recognition of Handwritten Digits", UCI Machine Learning Repository
(1996), training part, original strokes (CC BY 4.0). The file is pendigits/train.jsonl in the data folder, with one
digit in each line: {"label": 8, "writer": 12, "strokes": [[[x, y], ...], ...]}, y growing upwards.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.drawing import CANVAS, PEN, Gray, centre_digit
from core.errors import DataError
from core.inference import answering, see_drawing
from core.network import TrainedNetwork
from core.work.task import finish

HELD_OUT = 6  # writers that nothing is learnt from
MARGIN = 14  # pixels from the corner to the middle of the nearest stroke
SUPERSAMPLING = 2  # drawn at twice the size and averaged down: the browser's strokes are anti-aliased too

Stroke = NDArray[np.float64]  # (points, 2): x to the right, y down


class PenDigit(NamedTuple):
    """One digit as it was written."""

    label: int
    writer: int
    strokes: tuple[Stroke, ...]


class Pen(NamedTuple):
    """How a digit is put onto the canvas."""

    size: float  # pixels of its longer side, from middle to middle of the strokes
    corner: bool = False  # in the left upper corner instead of the middle
    width: float = PEN  # pixels of a stroke

    @property
    def title(self) -> str:
        """The pen and the place in words, for benchmarks: 'pen of 20 px, 100 px in a corner'."""
        where = "in a corner" if self.corner else "in the middle"  # not shown
        return f"pen of {self.width:g} px, {self.size:g} px {where}"  # not shown


PLACES = ((200, False), (100, True), (60, True))  # pixels of the longer side, whether in the corner
CHECKED = tuple(Pen(size, corner, width) for width in (12, 20, 28) for size, corner in PLACES)


def load_pen_digits(folder: Path) -> list[PenDigit]:
    """All 7,494 digits, in the order of the file. Raises DataError when the file is missing."""
    path = folder / "pendigits" / "train.jsonl"
    if not path.is_file():
        raise DataError("weights-no-pen-digits", name=path.name)
    return [_read(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _read(line: str) -> PenDigit:
    row = json.loads(line)
    strokes = tuple(np.array(stroke, dtype=np.float64) * (1, -1) for stroke in row["strokes"])
    return PenDigit(row["label"], row["writer"], strokes)


def by_writer(digits: Sequence[PenDigit]) -> tuple[list[PenDigit], list[PenDigit]]:
    """(digits to learn from, digits of the HELD_OUT writers with the highest numbers)."""
    held_out = set(sorted({digit.writer for digit in digits})[-HELD_OUT:])
    return (
        [digit for digit in digits if digit.writer not in held_out],
        [digit for digit in digits if digit.writer in held_out],
    )


def some_of(digits: Sequence[PenDigit], count: int, seed: int = 0) -> list[PenDigit]:
    """`count` of the digits, drawn at random with `seed`."""
    return [digits[i] for i in np.random.default_rng(seed).permutation(len(digits))[:count]]


def place(strokes: Iterable[Stroke], pen: Pen) -> list[Stroke]:
    """The strokes scaled and moved to where `pen` puts the digit, in pixels of the canvas."""
    strokes = list(strokes)
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = pen.size / max((high - low).max(), 1e-9)
    start = np.full(2, MARGIN) if pen.corner else (CANVAS - (high - low) * scale) / 2
    return [start + (stroke - low) * scale for stroke in strokes]


def draw(strokes: Iterable[Stroke], width: float = PEN) -> Gray:
    """White strokes with round ends and joints, in pixels of the canvas, on black -> (280, 280) uint8."""
    pen = width * SUPERSAMPLING
    image = Image.new("L", (CANVAS * SUPERSAMPLING, CANVAS * SUPERSAMPLING))
    brush = ImageDraw.Draw(image)
    for stroke in strokes:
        points = [(float(x), float(y)) for x, y in stroke * SUPERSAMPLING]
        brush.line(points, fill=255, width=round(pen), joint="curve")
        for x, y in (points[0], points[-1]):
            brush.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=255)
    return np.asarray(image.resize((CANVAS, CANVAS), Image.Resampling.BOX))


def drawn(digit: PenDigit, pen: Pen) -> Gray:
    """The digit on the canvas (280, 280) uint8."""
    return draw(place(digit.strokes, pen), pen.width)


def accuracy_on(network: TrainedNetwork, digits: Sequence[PenDigit], pen: Pen) -> float:
    """Share of the digits, drawn and sent the app's own way, that the network reads rightly; 0 to 1."""
    seen = np.stack([see_drawing(network, drawn(digit, pen)) for digit in digits])
    guesses = finish(answering(network, torch.from_numpy(seen))).argmax(1)
    return float((guesses == torch.tensor([digit.label for digit in digits])).double().mean())


def vary(digit: PenDigit, rng: np.random.Generator) -> Gray:
    """The digit as somebody else might have written it with another pen, prepared like MNIST: (28, 28) uint8.

    Turned by up to 15 degrees, slanted, stretched and bent a little, of any size, with a pen of 8 to 30 pixels.
    """
    points = np.concatenate(digit.strokes)
    middle, extent = points.mean(axis=0), np.ptp(points, axis=0).max() or 1.0
    angle, slant, stretch = rng.uniform(-0.26, 0.26), rng.uniform(-0.3, 0.3), np.exp(rng.uniform(-0.3, 0.3))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    change = turn @ np.array([[stretch, slant], [0, 1 / stretch]])
    wave, phase, bend = rng.uniform(0.5, 1.5, (2, 2)), rng.uniform(0, 2 * np.pi, (2, 2)), rng.uniform(0, 0.06)

    def changed(stroke: Stroke) -> Stroke:
        relative = (stroke - middle) / extent
        bent = relative + bend * np.sin(2 * np.pi * relative @ wave + phase.sum(axis=0))
        result: Stroke = bent @ change.T
        return result

    width = rng.uniform(8, 30)
    size = rng.uniform(2 * width, CANVAS - 2 * MARGIN - width)
    return centre_digit(draw(place(map(changed, digit.strokes), Pen(size)), width))
