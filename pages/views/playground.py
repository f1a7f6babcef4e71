"""Try it: draw, show a picture or write, and the network answers."""

import time

import streamlit as st

from core.data.files import read_picture
from core.errors import DataError, DrawingError
from core.inference import Prediction, predict_image, predict_text, see_drawing
from core.network import TrainedNetwork
from pages.ui import charts
from pages.ui.canvas import clear_drawing, drawing_canvas
from pages.ui.images import to_picture
from pages.ui.layout import open_page
from pages.ui.live_chart import live_chart
from pages.ui.network_panel import network_panel
from pages.ui.session import Session

EXAMPLE = "The acting was not bad, but the story was boring. I would not watch it again."


def main() -> None:
    """Draw the page."""
    session = open_page("Try it", "Show your network something it has never seen.")
    network = network_panel(session)
    if network is None:
        return
    match network.card.reads:
        case "drawings":
            drawing_pad(session, network)
        case "pictures":
            picture_frame(session, network)
        case _:
            writing_pad(network)


@st.fragment
def drawing_pad(session: Session, network: TrainedNetwork) -> None:
    """The canvas and the answer; a stroke redraws only this part of the page."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.caption(f"Draw one of {names(network)}, white on black, with the mouse, a finger or a pen.")
        st.space("small")  # the canvas's own tools appear above it
        try:
            drawing = drawing_canvas(session.pad)
        except DrawingError as error:
            st.error(str(error))
            drawing = None
        st.button("Clear", icon=":material/delete:", on_click=clear_drawing, args=(session.pad,))
    with right:
        if drawing is None:
            st.info("The answer appears here after your first stroke.", icon=":material/draw:")
            return
        begun = time.perf_counter()
        seen = see_drawing(network, drawing)
        prediction = predict_image(network, seen)
        milliseconds = 1000 * (time.perf_counter() - begun)
        shown, said = st.columns([1, 2], vertical_alignment="center")
        side = seen.shape[1]
        shown.image(
            to_picture(seen, 140), caption=f"What the network sees: {side} x {side}", alt="The prepared drawing"
        )
        with said:
            answer(prediction, milliseconds)
        bars(prediction)


def picture_frame(session: Session, network: TrainedNetwork) -> None:
    """A picture from a file or the camera, and the answer."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.caption(f"It knows {names(network)}, and will call everything one of these.")
        way = st.segmented_control(
            "Picture from", ["A file", "The camera"], default="A file", required=True, key="picture-way"
        )
        if way == "A file":
            st.file_uploader(
                "A picture", type=["png", "jpg", "jpeg", "webp", "bmp"], key="picture-file",
                on_change=take_picture, args=(session, network, "picture-file"),
            )  # fmt: skip
        else:
            st.camera_input("Take a photograph", key="picture-camera", on_change=take_picture,
                            args=(session, network, "picture-camera"))  # fmt: skip
        if session.picture_problem:
            st.error(session.picture_problem, icon=":material/error:")
    with right:
        if session.picture is None or session.picture.shape != network.card.input_shape:
            st.info("The answer appears here when there is a picture.", icon=":material/photo_camera:")
            return
        begun = time.perf_counter()
        prediction = predict_image(network, session.picture)
        milliseconds = 1000 * (time.perf_counter() - begun)
        shown, said = st.columns(2, vertical_alignment="center")
        side = session.picture.shape[1]
        shown.image(
            to_picture(session.picture, 200),
            caption=f"What the network sees: {side} x {side}",
            alt="The prepared picture",
        )
        with said:
            answer(prediction, milliseconds)
        bars(prediction)


def take_picture(session: Session, network: TrainedNetwork, key: str) -> None:
    """Prepare the picture that has just come; a wrong one is refused in words."""
    session.picture_problem = ""
    file = st.session_state.get(key)
    if file is None:
        return
    channels, side, _ = network.card.input_shape
    try:
        session.picture = read_picture(file.getvalue(), side, channels)
    except DataError as error:
        session.picture, session.picture_problem = None, f"This picture cannot be used: {error}."


@st.fragment
def writing_pad(network: TrainedNetwork) -> None:
    """A review to write, and the answer."""
    left, right = st.columns(2, gap="large")
    with left:
        written = st.text_area(
            "A film review", EXAMPLE, height=220, max_chars=5000, key="review", persist_state="session"
        )
        st.caption("Press Ctrl + Enter, or click elsewhere, to hear what the network thinks.")
    with right:
        begun = time.perf_counter()
        prediction, words, unknown = predict_text(network, written)
        milliseconds = 1000 * (time.perf_counter() - begun)
        if not words:
            st.info("The answer appears here when there are words.", icon=":material/edit:")
            return
        if len(unknown) == len(words):
            st.warning("It knows none of these words, so its answer means nothing.", icon=":material/help:")
        answer(prediction, milliseconds)
        bars(prediction)
        if unknown:
            st.caption(
                "Words it does not know, and reads as `<unk>`: "
                + ", ".join(f"`{word.replace('`', '')}`" for word in dict.fromkeys(unknown))
            )


def names(network: TrainedNetwork) -> str:
    """The classes, as in a sentence."""
    *others, last = network.card.classes
    return f"{', '.join(others)} and {last}"


def answer(prediction: Prediction, milliseconds: float) -> None:
    """What the network says and how sure it is."""
    first, second = prediction.ranking[:2]
    st.metric(
        "The network says",
        first.name,
        delta=f"{100 * first.probability:.1f}% sure",
        delta_color="off",
        delta_arrow="off",
    )
    st.caption(f"Next: {second.name} ({100 * second.probability:.1f}%). Answered in {milliseconds:.1f} ms.")


def bars(prediction: Prediction) -> None:
    """A bar for each class."""
    chart = charts.probability_chart(prediction.guesses)
    words = ", ".join(f"{guess.name}: {100 * guess.probability:.1f}%" for guess in prediction.guesses)
    live_chart(chart, key="probabilities", alt=f"Probabilities: {words}", revision="answer", zoom=False)


main()
