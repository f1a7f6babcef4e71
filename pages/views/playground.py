"""Draw: a canvas, and the network's answer after every stroke."""

import time

import streamlit as st

from core.errors import DrawingError
from core.inference import Prediction, predict_drawing
from core.network import TrainedNetwork
from pages.ui import charts
from pages.ui.canvas import clear_drawing, drawing_canvas
from pages.ui.images import to_picture
from pages.ui.layout import open_page
from pages.ui.live_chart import live_chart
from pages.ui.network_panel import network_panel
from pages.ui.session import Session


def main() -> None:
    """Draw the page."""
    session = open_page("Draw", "Draw a digit from 0 to 9. The network answers after every stroke.")
    network = network_panel(session)
    if network is not None:
        pad(session, network)


@st.fragment
def pad(session: Session, network: TrainedNetwork) -> None:
    """The canvas and the answer; a stroke redraws only this part of the page."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.caption("White on black, with the mouse, a finger or a pen.")
        st.space("small")  # the canvas's own tools appear above it
        try:
            drawing = drawing_canvas(session)
        except DrawingError as error:
            st.error(str(error))
            drawing = None
        st.button("Clear", icon=":material/delete:", on_click=clear_drawing, args=(session,))
    with right:
        if drawing is None:
            st.info("The answer appears here after your first stroke.", icon=":material/draw:")
            return
        begun = time.perf_counter()
        prediction = predict_drawing(network, drawing)
        answer(prediction, milliseconds=1000 * (time.perf_counter() - begun))


def answer(prediction: Prediction, milliseconds: float) -> None:
    """What the network says, how sure it is, and what it was shown."""
    first, second = prediction.ranking[:2]
    seen, said = st.columns([1, 2], vertical_alignment="center")
    with seen:
        st.image(to_picture(prediction.seen, 140), caption="What the network sees: 28 x 28", alt="The prepared drawing")
    with said:
        st.metric(
            "The network says",
            first.name,
            delta=f"{100 * first.probability:.1f}% sure",
            delta_color="off",
            delta_arrow="off",
        )
        st.caption(f"Next: {second.name} ({100 * second.probability:.1f}%). Answered in {milliseconds:.1f} ms.")
    chart = charts.probability_chart(prediction.guesses)
    words = ", ".join(f"{guess.name}: {100 * guess.probability:.1f}%" for guess in prediction.guesses)
    live_chart(chart, key="probabilities", alt=f"Probabilities: {words}", revision="drawing", zoom=False)


main()
