"""The built-in data set that stands in for photographs: generated colour shapes of 32 x 32 pixels in ten classes.

Position, size, angle, both colours, the background's gradient and the noise are random for each picture. So a network
can recognise a class only by its form.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.data.dataset import DataSet, DataSource, Split
from core.data.statistics import statistics_of
from core.messages import Message

SIDE = 32  # pixels
FINE = 4  # drawn this many times as large and averaged down, so that edges are smooth
TRAIN, TEST = 5000, 1000
SEED = 0
CONTRAST = 90  # least distance between the RGB colours of shape and background; black and white are 441 apart
NOISE = 12  # standard deviation of the noise; pixels go from 0 to 255

Points = NDArray[np.float64]  # (P, 2) x and y, from -1 to 1


def circle(radius: float = 1.0, x: float = 0.0) -> Points:
    """A circle around (x, 0), as a polygon of 40 corners."""
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    return np.stack([x + radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def star() -> Points:
    """A star with five points."""
    angle = np.linspace(0, 2 * np.pi, 10, endpoint=False)
    radius = np.where(np.arange(10) % 2, 0.42, 1.0)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def heart() -> Points:
    """A heart: the well-known curve of sines and cosines, as a polygon of 40 corners."""
    t = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    x = 16 * np.sin(t) ** 3
    y = 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    return np.stack([x / 17, -(y + 2.5) / 17], axis=1)


def polygon(*points: tuple[float, float]) -> Points:
    """A polygon with the given corners."""
    return np.array(points)


Shape = tuple[Points, Points | None]  # outline, and the hole in it
SHAPES: Mapping[str, Shape] = {
    "circle": (circle(), None),
    "ring": (circle(), circle(0.55)),
    "moon": (circle(), circle(0.85, x=0.5)),
    "heart": (heart(), None),
    "star": (star(), None),
    "triangle": (polygon((0, -1), (0.9, 0.7), (-0.9, 0.7)), None),
    "square": (polygon((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)), None),
    "bar": (polygon((-1, -0.28), (1, -0.28), (1, 0.28), (-1, 0.28)), None),
    "cross": (
        polygon(
            *((-0.3, -1), (0.3, -1), (0.3, -0.3), (1, -0.3), (1, 0.3), (0.3, 0.3)),
            *((0.3, 1), (-0.3, 1), (-0.3, 0.3), (-1, 0.3), (-1, -0.3), (-0.3, -0.3)),
        ),
        None,
    ),
    "arrow": (polygon((-1, -0.25), (0, -0.25), (0, -0.75), (1, 0), (0, 0.75), (0, 0.25), (-1, 0.25)), None),
}


def load(_folder: Path) -> DataSet:
    """5,000 training and 1,000 test images (3, 32, 32), as many of each class; needs no file on disk."""
    rng = np.random.default_rng(SEED)
    train, test = draw_shapes(TRAIN, rng), draw_shapes(TEST, rng)
    return DataSet(
        id="shapes",
        title=SOURCE.title,
        classes=SOURCE.classes,
        train=train,
        test=test,
        statistics=statistics_of(train.images),
        reads="pictures",
    )


def draw_shapes(count: int, rng: np.random.Generator) -> Split:
    """`count` shapes, the classes in turn."""
    shapes = list(SHAPES.values())
    targets = np.arange(count) % len(shapes)
    alpha = np.stack([mask(shapes[target], rng) for target in targets])[:, None]  # (N, 1, 32, 32), 0 to 1
    front, back = two_colors(count, rng)
    slope = rng.uniform(-30, 30, (count, 1, 2, 1, 1)).astype(np.float32)  # the background is brighter towards one side
    ramp = np.linspace(-1, 1, SIDE, dtype=np.float32)
    background = back + slope[:, :, 0] * ramp[None, None, None, :] + slope[:, :, 1] * ramp[None, None, :, None]
    noise = NOISE * rng.standard_normal((count, 3, SIDE, SIDE), dtype=np.float32)
    pixels = alpha * front + (1 - alpha) * background + noise
    images = torch.from_numpy(pixels.clip(0, 255).astype(np.uint8))
    return Split(images, torch.from_numpy(targets))


def mask(shape: Shape, rng: np.random.Generator) -> NDArray[np.float32]:
    """How much of each pixel the shape covers, (32, 32) from 0 to 1. Size, angle and place are random."""
    radius = rng.uniform(6.0, 13.0) * FINE
    angle = rng.uniform(0, 2 * np.pi)
    centre = rng.uniform(radius, SIDE * FINE - radius, size=2)
    turn = radius * np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    image = Image.new("L", (SIDE * FINE, SIDE * FINE))
    pen = ImageDraw.Draw(image)
    for points, ink in zip(shape, (255, 0), strict=True):
        if points is not None:
            pen.polygon([(x, y) for x, y in points @ turn + centre], fill=ink)
    return np.asarray(image.resize((SIDE, SIDE), Image.Resampling.BOX), dtype=np.float32) / np.float32(255)


def two_colors(count: int, rng: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Random colours (of the shapes, of the backgrounds), (count, 3, 1, 1) each, at least CONTRAST apart."""
    front, back = rng.uniform(0, 255, (2, count, 3)).astype(np.float32)
    while (close := np.linalg.norm(front - back, axis=1) < CONTRAST).any():
        front[close] = rng.uniform(0, 255, (int(close.sum()), 3)).astype(np.float32)
    return front[..., None, None], back[..., None, None]


SOURCE = DataSource(
    id="shapes",
    title=Message("datasets-shapes"),
    about=Message("datasets-shapes.about"),
    classes=tuple(SHAPES),
    load=load,
    input_shape=(3, SIDE, SIDE),
)
