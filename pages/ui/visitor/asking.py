"""What the visitor shows to networks on “Try it” and Home: a drawing, a picture, a text."""

import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from core.data.pictures import Photo
from core.diagram.records import Diagram
from core.explain.attribution import WordAttribution
from core.messages import Message
from core.network import TrainedNetwork
from pages.ui.components.pad import Pad

# The text before the visitor has written one, by the language that the network reads. These are not words of the app.
EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "en": "The acting was not bad, but the story was boring. I would not watch it again.",  # not shown as words
        "ko": "배우들 연기는 나쁘지 않았지만 이야기가 지루했다. 다시 보고 싶지는 않다.",
    }
)


@dataclass
class Asking:
    """The questions that the visitor puts to networks."""

    pad: Pad = field(default_factory=lambda: Pad("canvas"))  # the canvas for drawings that networks answer
    teaching: Message | None = None  # what became of the last drawing that was to be added to the visitor's data
    taught: dict[str, Any] | None = None  # the strokes of the drawing that `teaching` is about
    photo: Photo | None = None  # what is shown to a network for pictures
    photo_from: str = ""  # key of the widget that was used last to bring a picture
    photo_problem: Message | None = None  # why the last picture could not be used
    text: str = EXAMPLES["en"]  # what is shown to a network that reads
    text_at_mount: str = ""  # what was in the text field when it appeared
    text_number: int = 0  # counts the changes that the page itself has made to the text
    # What passes through a network: (the network while somebody else has it, the image or words, what becomes of it).
    passing: tuple[weakref.ref[TrainedNetwork], bytes, Diagram] | None = None
    explained: tuple[TrainedNetwork, tuple[int, ...], WordAttribution] | None = None  # network, word ids, word weights

    @property
    def is_empty(self) -> bool:
        """Whether nothing was drawn, brought or written."""
        return self.pad.drawing is None and self.photo is None and self.text in EXAMPLES.values()

    def suit(self, language: str) -> None:
        """While the visitor has written nothing, show the example in this language."""
        example = EXAMPLES[language]
        if self.text != example and self.text in EXAMPLES.values():
            self.text, self.text_number = example, self.text_number + 1

    def write(self, text: str) -> None:
        """Show this text to networks that read."""
        self.text = text
