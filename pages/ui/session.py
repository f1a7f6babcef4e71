"""The visitor's Session: the one typed object in session state. Everything else there are widgets' own values."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.drawing import Gray
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
class Session:
    """One visitor's run, trained weights and drawing."""

    run: Run | None = None  # the newest one
    follows_run: bool = True  # whether the other pages use the run's network as soon as it has one
    chosen: TrainedNetwork | None = None  # what they use otherwise: the one before, or an uploaded one
    evaluated: tuple[TrainedNetwork, str, Evaluation] | None = None  # the last one: network, data set id, result
    form_shows: tuple[str, str, str] | None = None  # lesson, data set and preset whose values were put into the form
    examples_shown: int = 0  # on the Data page: how many of each class were shown before
    drawing: Drawing | None = None
    strokes_at_mount: dict[str, Any] | None = None  # those that were there when the canvas appeared
    drawing_number: int = 0  # counts cleared drawings: a canvas with a new key is empty
    upload_number: int = 0  # likewise for the upload widget
    upload_problem: str = ""  # why the last uploaded file was refused

    @property
    def network(self) -> TrainedNetwork | None:
        """The network that Evaluate and Draw speak of, None before anything was trained or uploaded."""
        if self.follows_run and self.run is not None and self.run.network is not None:
            return self.run.network
        return self.chosen

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
