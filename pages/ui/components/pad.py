"""A place to draw on, and what has been drawn there."""

from dataclasses import dataclass
from typing import Any

from core.drawing import Gray


@dataclass(frozen=True)
class Drawing:
    """What the visitor has drawn."""

    strokes: dict[str, Any]  # as the canvas gives and takes them
    image: Gray  # (280, 280) uint8


@dataclass
class Pad:
    """A place to draw on."""

    name: str
    drawing: Drawing | None = None
    strokes_at_mount: dict[str, Any] | None = None  # those that were there when the canvas appeared
    drawn_for: tuple[str, ...] = ()  # the classes of the network that it was last shown to; () before any
    number: int = 0  # counts cleared drawings: a canvas with a new key is empty
