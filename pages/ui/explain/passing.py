"""What is shown to a network passes through it: the network itself, with the activations of each of its blocks."""

import weakref
from typing import Literal

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.diagram.diagram import diagram_at_rest, diagram_of_image
from core.diagram.records import Diagram
from core.errors import PlaygroundError
from core.network import TrainedNetwork
from pages.ui.components.network import network as network_drawing
from pages.ui.language import t
from pages.ui.visitor.session import Session
from pages.ui.words import plain


def network_with(
    key: str,
    session: Session,
    network: TrainedNetwork,
    image: NDArray[np.uint8] | None,
    size: Literal["full", "small"] = "small",
) -> None:
    """Show a network for images with an image (C, H, W) of its input size in it; None: nothing is shown to it yet.

    With another image, or another network, the drawing under this key is changed in place. Call it after the answer
    has been drawn, so that the answer is not kept waiting.
    """
    try:
        diagram = _diagram(session, network, image)
    except PlaygroundError as error:
        st.caption(plain(t(error.message)))
        return
    network_drawing(key, diagram, size=size)


def _diagram(session: Session, network: TrainedNetwork, image: NDArray[np.uint8] | None) -> Diagram:
    """The diagram; computed only for another network, or for another image than the last one."""
    asking, shown = session.asking, b"" if image is None else image.tobytes()
    if asking.passing is None or asking.passing[0]() is not network or asking.passing[1] != shown:
        diagram = diagram_at_rest(network) if image is None else diagram_of_image(network, image)
        asking.passing = weakref.ref(network), shown, diagram
    return asking.passing[2]
