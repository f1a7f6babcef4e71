"""The visitor's own data, while they are brought, and the data set that is made of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from core.data.dataset import DataSet
from core.data.names import clean_name
from core.data.own import MAX_CLASSES, Collection
from core.errors import DataError
from core.messages import Message
from pages.ui.components.pad import Pad
from pages.ui.visitor.uploads import Upload

CARDS = ("A", "B")  # the classes that have a card before anything is brought
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Brought(NamedTuple):
    """The pictures of files that have just been read."""

    collection: Collection
    loose: bool  # whether the pictures have no class yet, so that the visitor has to name it


class Done(NamedTuple):
    """What was done last, and how it was before."""

    what: Message
    collection: Collection | None
    cards: tuple[str, ...]


class Tool(NamedTuple):
    """What is open on the page to bring pictures with."""

    card: str  # the class that gets the pictures; "" for files that hold all classes
    way: str  # "draw", "camera" or "files"


@dataclass
class OwnData:
    """What the visitor has brought."""

    collection: Collection | None = None
    cards: tuple[str, ...] = CARDS  # the classes in the order of the page, also those without a picture yet
    tool: Tool | None = None  # what is open; one at a time, since there is one camera and one canvas
    split: tuple[float, int] = (0.25, 0)  # the share of it that is for testing, and the seed of the split
    upload: Upload = field(default_factory=Upload)  # the upload of files for the collection
    brought: Brought | None = None  # what the last files hold, until the visitor says what is to become of it
    undo: Done | None = None  # what can be undone
    shown: bool = False  # whether the page is to show what was brought, which may be far above
    sketch: Pad = field(default_factory=lambda: Pad("sketch"))  # the canvas for further examples
    redraw: bool = False  # whether the canvas's part of the page is to have the whole page drawn anew
    photographs: int = 0  # counts photographs: after each the camera begins anew
    problem: Message | None = None  # why the last pictures could not be added, or a class not be renamed
    problem_of: str = ""  # the class whose card says so; "" for none
    _built: tuple[Collection, tuple[float, int], DataSet] | None = None  # (collection, split, their data set)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was brought, drawn or undone."""
        nothing = all(one is None for one in (self.collection, self.brought, self.undo, self.sketch.drawing))
        return nothing and self.cards == CARDS

    def collect(self, collection: Collection | None, what: Message, cards: Sequence[str] | None = None) -> None:
        """Replace the collection; keep the present one for Undo. `what` says what was done.

        Every class gets a card. `cards`: the cards of before that stay; None for all of them, unless these are the
        first pictures, and of classes without a card.
        """
        self.undo = Done(what, self.collection, self.cards)
        classes = () if collection is None else tuple(collection.pictures)
        if cards is None:
            first = self.collection is None and not set(classes) & set(self.cards)
            cards = () if first else self.cards
        self.cards = (*cards, *(name for name in classes if name not in cards))
        self.collection, self.problem = collection, None

    def undo_last(self) -> None:
        """The collection and the cards as they were before the last change."""
        if self.undo is not None:
            _, self.collection, self.cards = self.undo
            self.undo = self.problem = None

    def refuse(self, problem: Message, card: str = "") -> None:
        """Note why something could not be done, on the card of the class where there is one."""
        self.problem, self.problem_of = problem, card

    def add_card(self) -> None:
        """A card for one more class, named by the first letter that is free."""
        if len(self.cards) < MAX_CLASSES:
            self.cards = (*self.cards, next(letter for letter in LETTERS if letter not in self.cards))

    def rename(self, name: str, new: str) -> None:
        """Another name for a class, as the visitor types it. Raises DataError when it cannot be or is taken."""
        called = clean_name(new).strip()
        if called == name:
            return
        if called in self.cards:
            raise DataError("own-name-taken", name=called)
        cards = [called if card == name else card for card in self.cards]
        collection = self.collection.renamed(name, called) if self.collection else None
        self.collect(collection, Message("data-did-rename", name=name), cards)
        if self.tool is not None and self.tool.card == name:
            self.tool = self.tool._replace(card=called)

    def remove_class(self, name: str) -> None:
        """No class of this name, nor its card."""
        collection = self.collection.without(name) if self.collection else None
        self.collect(collection, Message("data-did-remove-class", name=name), [c for c in self.cards if c != name])

    def open(self, card: str, way: str | None) -> None:
        """Let a card show what pictures are brought with; None closes it. What is drawn on the canvas goes along."""
        self.tool = None if way is None else Tool(card, way)
        self.sketch.number += 1  # a canvas in another place is another one; it begins with the strokes of before
        self.problem = self.upload.problem = None

    def dataset(self) -> DataSet:
        """The visitor's own data, split. Raises DataError while nothing can be learnt from it."""
        if self.collection is None:
            raise DataError("own-nothing")
        if self._built is None or self._built[:2] != (self.collection, self.split):
            self._built = (self.collection, self.split, self.collection.build_dataset(*self.split))
        return self._built[2]
