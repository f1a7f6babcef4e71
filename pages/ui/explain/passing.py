"""What is shown to a network passes through it: the network itself, with the activations of each of its blocks."""

import weakref
from collections.abc import Callable

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.diagram.diagram import diagram_at_rest, diagram_of_image, diagram_of_text
from core.diagram.records import Diagram
from core.errors import PlaygroundError
from core.explain.reading import Reading
from core.network import TrainedNetwork
from pages.ui.components.network import network as network_drawing
from pages.ui.language import t
from pages.ui.visitor.session import Session
from pages.ui.words import plain


def network_with(key: str, session: Session, network: TrainedNetwork, image: NDArray[np.uint8] | None) -> None:
    """Show a network for images with an image (C, H, W) of its input size in it; None: nothing is shown to it yet.

    With another image, or another network, the drawing under this key is changed in place. Call it after the answer
    has been drawn, so that the answer is not kept waiting.
    """
    if image is None:
        _draw(key, session, network, b"", lambda: diagram_at_rest(network))
    else:
        _draw(key, session, network, image.tobytes(), lambda: diagram_of_image(network, image))


def network_with_text(key: str, session: Session, network: TrainedNetwork, reading: Reading) -> None:
    """Show a network for texts with what it reads of one in it; see network_with."""
    numbers = reading.ids
    _draw(key, session, network, numbers.numpy().tobytes(), lambda: diagram_of_text(network, numbers))


def _draw(key: str, session: Session, network: TrainedNetwork, shown: bytes, compute: Callable[[], Diagram]) -> None:
    """The diagram; computed only for another network, or where another thing is `shown` to it than the last time."""
    asking = session.asking
    try:
        if asking.passing is None or asking.passing[0]() is not network or asking.passing[1] != shown:
            asking.passing = weakref.ref(network), shown, compute()
    except PlaygroundError as error:
        st.caption(plain(t(error.message)))
        return
    network_drawing(key, asking.passing[2], size="small")
