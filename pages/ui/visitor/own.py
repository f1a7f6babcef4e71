"""The visitor's own data, while they are brought, and the data set that is made of them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from core.data.dataset import DataSet
from core.data.own import Collection
from core.errors import DataError
from core.messages import Message
from pages.ui.components.pad import Pad
from pages.ui.visitor.uploads import Upload


class Brought(NamedTuple):
    """The pictures of files that have just been read."""

    collection: Collection
    loose: bool  # whether the pictures have no class yet, so that the visitor has to name it


@dataclass
class OwnData:
    """What the visitor has brought."""

    collection: Collection | None = None
    split: tuple[float, int] = (0.25, 0)  # the share of it that is for testing, and the seed of the split
    upload: Upload = field(default_factory=Upload)  # the upload of files for the collection
    brought: Brought | None = None  # what the last files hold, until the visitor says what is to become of it
    undo: tuple[Message, Collection | None] | None = None  # what was done last to the collection, and how it was before
    shown: bool = False  # whether the page is to show the collection, which may be far below
    sketch: Pad = field(default_factory=lambda: Pad("sketch"))  # the canvas for further examples
    photographs: int = 0  # counts photographs: after each the camera begins anew
    problem: Message | None = None  # why the last pictures could not be added
    _built: tuple[Collection, tuple[float, int], DataSet] | None = None  # (collection, split, their data set)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was brought, drawn or undone."""
        return all(one is None for one in (self.collection, self.brought, self.undo, self.sketch.drawing))

    def collect(self, collection: Collection | None, what: Message) -> None:
        """Replace the collection; keep the present one for Undo. `what` says what was done."""
        self.undo = what, self.collection
        self.collection, self.problem = collection, None

    def undo_last(self) -> None:
        """The collection as it was before the last change."""
        if self.undo is not None:
            self.collection, self.undo, self.problem = self.undo[1], None, None

    def dataset(self) -> DataSet:
        """The visitor's own data, split. Raises DataError while nothing can be learnt from it."""
        if self.collection is None:
            raise DataError("own-nothing")
        if self._built is None or self._built[:2] != (self.collection, self.split):
            self._built = (self.collection, self.split, self.collection.build_dataset(*self.split))
        return self._built[2]
