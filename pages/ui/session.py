"""The visitor's Session: the one typed object in session state. Everything else there are widgets' own values."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from core.data.dataset import DataSet
from core.data.own import Collection, Picture
from core.drawing import Gray
from core.errors import DataError
from core.evaluation import Evaluation
from core.network import TrainedNetwork
from core.runs import Run

_KEY = "session"


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
    number: int = 0  # counts cleared drawings: a canvas with a new key is empty


@dataclass
class Session:
    """One visitor's run, trained weights, data and drawings."""

    run: Run | None = None  # the newest one
    follows_run: bool = True  # whether the other pages use the run's network as soon as it has one
    chosen: TrainedNetwork | None = None  # what they use otherwise: the one before, or an uploaded one
    evaluated: tuple[TrainedNetwork, DataSet, Evaluation] | None = None  # the last one
    form_shows: tuple[str, str, str] | None = None  # lesson, data set and preset whose values were put into the form
    page: str = ""  # the one that is open
    page_is_new: bool = True  # whether it has just been opened
    choices: dict[str, str] = field(default_factory=dict)  # lesson and data sets, by widget
    examples_shown: int = 0  # on the Data page: how many of each class were shown before
    pad: Pad = field(default_factory=lambda: Pad("canvas"))  # what is shown to the network
    sketch: Pad = field(default_factory=lambda: Pad("sketch"))  # what becomes an example of the visitor's own data
    picture: Picture | None = None  # what is shown to a network for pictures
    picture_problem: str = ""  # why the last one could not be shown
    upload_number: int = 0  # counts uploaded weights: an upload widget with a new key is empty
    upload_problem: str = ""  # why the last uploaded file was refused
    collection: Collection | None = None  # the visitor's own data
    own_split: tuple[float, int] = (0.25, 0)  # the share of it that is for testing, and the seed of the split
    own_built: tuple[Collection, tuple[float, int], DataSet] | None = None  # what the data set was made of, and it
    collecting_number: int = 0  # counts what was added to the collection: its upload widget and camera begin anew
    collecting_problem: str = ""  # why the last thing could not be added

    @property
    def network(self) -> TrainedNetwork | None:
        """The network that Evaluate and Draw speak of, None before anything was trained or uploaded."""
        if self.follows_run and self.run is not None and self.run.network is not None:
            return self.run.network
        return self.chosen

    def own_dataset(self) -> DataSet:
        """The visitor's own data, split. Raises DataError while nothing can be learnt from it."""
        if self.collection is None:
            raise DataError("You have brought no data yet.")
        if self.own_built is None or self.own_built[:2] != (self.collection, self.own_split):
            self.own_built = (self.collection, self.own_split, self.collection.build_dataset(*self.own_split))
        return self.own_built[2]

    def begin(self, run: Run) -> None:
        """Start a run, stopping an older one; its network replaces the present one after its first epoch."""
        self.chosen = self.network
        if self.run is not None:
            self.run.stop()
        self.run, self.follows_run = run.start(), True

    def follow(self) -> None:
        """Let the other pages speak of the run's network again."""
        self.follows_run = True

    def use(self, network: TrainedNetwork) -> None:
        """Let the other pages speak of this network; a run that goes on is not disturbed."""
        self.chosen, self.follows_run = network, False


def get_session() -> Session:
    """The visitor's Session, made at the first call."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Session()
    session = st.session_state[_KEY]
    assert isinstance(session, Session)
    return session
