"""What the visitor shows to networks on “Try it” and Home: a drawing, a picture, a text."""

from dataclasses import dataclass, field
from typing import Any

from core.data.pictures import Photo
from core.explain.attribution import WordAttribution
from core.network import TrainedNetwork
from pages.ui.components.pad import Pad

EXAMPLE = "The acting was not bad, but the story was boring. I would not watch it again."


@dataclass
class Asking:
    """The questions that the visitor puts to networks."""

    pad: Pad = field(default_factory=lambda: Pad("canvas"))  # the canvas for drawings that networks answer
    teaching: str = ""  # what became of the last drawing that was to be added to the visitor's data
    taught: dict[str, Any] | None = None  # the strokes of the drawing that `teaching` is about
    photo: Photo | None = None  # what is shown to a network for pictures
    photo_from: str = ""  # key of the widget that was used last to bring a picture
    photo_problem: str = ""  # why the last picture could not be used
    text: str = EXAMPLE  # what is shown to a network that reads
    text_at_mount: str = ""  # what was in the text field when it appeared
    text_number: int = 0  # counts the changes that the page itself has made to the text
    explained: tuple[TrainedNetwork, tuple[int, ...], WordAttribution] | None = None  # network, word ids, word weights

    @property
    def is_empty(self) -> bool:
        """Whether nothing was drawn, brought or written."""
        return self.pad.drawing is None and self.photo is None and self.text == EXAMPLE

    def write(self, text: str) -> None:
        """Show this text to networks that read."""
        self.text = text
