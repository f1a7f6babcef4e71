"""A picture from a file, the camera or the test set, cut as the visitor likes, and what networks make of it."""

import time

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.data.dataset import DataSet
from core.data.pictures import Photo, Square, cut_square, read_photo
from core.errors import DataError
from core.inference import predict_image
from core.network import TrainedNetwork
from pages.ui.explain.why import why
from pages.ui.playground.answer import bars, seen_and_said, side_by_side, verdict
from pages.ui.visitor.session import Session
from pages.ui.words import listed

WAYS = (":material/upload: File", ":material/photo_camera: Camera", ":material/image_search: Test image")


@st.fragment
def picture_frame(session: Session, network: TrainedNetwork, dataset: DataSet | None) -> None:
    """The picture, the answer and the reasons; `dataset`: where its test images come from, if that is here."""
    left, right = st.columns([2, 3], gap="large")
    truth = ""
    with left:
        st.caption(f"It knows {listed(network.card.classes)}, and will call everything one of these.")
        way = st.segmented_control(
            "Picture from", WAYS, default=WAYS[0], required=True, key="picture-way", wrap=True, persist_state="session"
        )
        if way == WAYS[2]:
            seen, truth = _test_image(dataset)
        else:
            key = "picture-camera" if way == WAYS[1] else "picture-file"
            _bring(session, key)
            shown = session.asking.photo if session.asking.photo_from == key else None
            seen = _cut(shown, network) if shown is not None else None
    with right:
        if seen is None:
            st.info("The answer appears here when there is a picture.", icon=":material/photo_camera:")
            return
        begun = time.perf_counter()
        prediction = predict_image(network, seen)
        milliseconds = 1000 * (time.perf_counter() - begun)
        seen_and_said(seen, prediction, milliseconds, truth=truth)
        if prediction.is_answer:
            verdict(session, network, seen)
        bars(prediction)
    shape = network.card.input_shape
    others = {name: other for name, other in session.in_use.like(network).items() if other.card.input_shape == shape}
    if len(others) > 1:
        st.markdown("**The same picture, several networks**")
        side_by_side({name: predict_image(other, seen) for name, other in others.items()})
    if prediction.is_answer:
        why(network, seen, prediction, None, key="picture")


def _bring(session: Session, key: str) -> None:
    """A widget for a picture; a wrong one is refused in words."""
    if key == "picture-camera":
        st.camera_input("Take a photograph", key=key, on_change=_take, args=(session, key))
    else:
        st.file_uploader("A picture", key=key, on_change=_take, args=(session, key))
    if session.asking.photo_problem and session.asking.photo_from == key:
        st.error(session.asking.photo_problem, icon=":material/error:")


def _take(session: Session, key: str) -> None:
    session.asking.photo_problem, session.asking.photo_from = "", key
    file = st.session_state.get(key)
    if file is None:
        session.asking.photo = None
        return
    try:
        session.asking.photo = read_photo(file.getvalue())
    except DataError as error:
        session.asking.photo, session.asking.photo_problem = None, f"This picture cannot be used: {error}."


def _cut(photo: Photo, network: TrainedNetwork) -> NDArray[np.uint8]:
    """The square that the visitor chooses, as the network sees it."""
    height, width, _ = photo.shape
    size = st.slider("Size of the square (%)", 10, 100, 100, key="cut-size", help="Of the shorter side.")
    across = down = 50
    if size < 100 or width > height:
        across = st.slider("Left to right (%)", 0, 100, 50, key="cut-across")
    if size < 100 or height > width:
        down = st.slider("Top to bottom (%)", 0, 100, 50, key="cut-down")
    square = Square(size / 100, across / 100, down / 100)
    framed = Image.fromarray(photo)
    line = max(2, width // 150)
    brush = ImageDraw.Draw(framed)
    brush.rectangle(square.box(width, height), outline="white", width=2 * line)
    brush.rectangle(square.box(width, height), outline="black", width=line)
    st.image(
        framed, width="stretch", caption="The network sees what is in the frame.", alt="Your picture, with a frame"
    )
    channels, side, _ = network.card.input_shape
    return cut_square(photo, square, side, channels)


def _test_image(dataset: DataSet | None) -> tuple[NDArray[np.uint8] | None, str]:
    """One of the pictures that the network has not learnt from, and what it shows."""
    if dataset is None:
        st.info("Its test images are not here: the Data page can get them.")
        st.page_link("pages/views/data.py", label="Open the Data page", icon=":material/grid_view:")
        return None, ""
    number = st.number_input(
        f"Number, of {len(dataset.test):,}", 0, len(dataset.test) - 1, 0, key=f"test-image-{dataset.id}"
    )
    image = dataset.test.images[number].numpy()
    return image, dataset.classes[int(dataset.test.targets[number])]
