"""A picture from a file, the camera or the test set, cut as the visitor likes, and what networks make of it."""

import time
from collections.abc import Mapping

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.data.dataset import DataSet
from core.data.pictures import Photo, Square, cut_square, read_photo
from core.errors import DataError
from core.inference import predict_image
from core.messages import Message
from core.network import TrainedNetwork
from pages.ui.explain.passing import network_with
from pages.ui.explain.why import why
from pages.ui.images import to_picture
from pages.ui.language import t
from pages.ui.playground.answer import about_seen, bars, seen_and_said, side_by_side, verdict
from pages.ui.playground.parts import three_parts
from pages.ui.visitor.session import Session
from pages.ui.visitor.uploads import brought
from pages.ui.words import listed

SHOWN = 512  # pixels of a test image, before it is fitted into its column
WAYS: Mapping[str, str] = {  # of bringing a picture, with their icons
    "file": ":material/upload:",
    "camera": ":material/photo_camera:",
    "test": ":material/image_search:",
}


@st.fragment
def picture_frame(session: Session, network: TrainedNetwork, dataset: DataSet | None) -> None:
    """The picture, the answer and the reasons; `dataset`: where its test images come from, if that is here."""
    shown, said, reasons = three_parts(session)
    truth = ""
    with shown:
        ways = {way: f"{icon} {t(f'playground-way-{way}')}" for way, icon in WAYS.items()}
        way = st.segmented_control(
            t("playground-picture-from"),
            list(ways),
            default="file",
            required=True,
            key="picture-way",
            width="stretch",
            persist_state="session",
            format_func=ways.__getitem__,
            label_visibility="collapsed",
        )
        if way == "test":
            seen, truth = _test_image(dataset)
        else:
            key = "picture-camera" if way == "camera" else "picture-file"
            _bring(session, key)
            photo = session.asking.photo if session.asking.photo_from == key else None
            seen = _cut(photo, network) if photo is not None else None
        st.caption(t("playground-knows", classes=listed(network.card.classes)))
    others = _others(session, network)
    more = ("others",) if len(others) > 1 else ()
    if seen is None:
        said.info(t("playground-after-picture"), icon=":material/photo_camera:")
        with reasons:
            network_with("try-network", session, network, None)
            why(network, None, None, key="picture", more=dict.fromkeys(more))
        return
    with said:
        begun = time.perf_counter()
        prediction = predict_image(network, seen)
        milliseconds = 1000 * (time.perf_counter() - begun)
        seen_and_said(seen, prediction, milliseconds, truth=truth)
        bars(prediction)
        if prediction.is_answer:
            verdict(session, network, seen)
        about_seen(seen)
    image = seen
    with reasons:
        network_with("try-network", session, network, image)
        why(
            network,
            image,
            prediction,
            key="picture",
            more=dict.fromkeys(
                more,
                lambda: side_by_side(session, {name: predict_image(each, image) for name, each in others.items()}),
            ),
        )


def _others(session: Session, network: TrainedNetwork) -> dict[str, TrainedNetwork]:
    """The networks that can be shown the same picture, by their names; the network itself is one of them."""
    shape = network.card.input_shape
    return {name: other for name, other in session.in_use.like(network).items() if other.card.input_shape == shape}


def _bring(session: Session, key: str) -> None:
    """A widget for a picture; a wrong one is refused in words."""
    if key == "picture-camera":
        st.camera_input(t("playground-photograph"), key=key, on_change=_take, args=(session, key))
    else:
        st.file_uploader(t("playground-picture"), key=key, on_change=_take, args=(session, key))
    if session.asking.photo_problem is not None and session.asking.photo_from == key:
        st.error(t(session.asking.photo_problem), icon=":material/error:")


def _take(session: Session, key: str) -> None:
    session.asking.photo_problem, session.asking.photo_from = None, key
    files = brought(key)
    if not files:
        session.asking.photo = None
        return
    try:
        session.asking.photo = read_photo(files[0].getvalue())
    except DataError as error:
        session.asking.photo = None
        session.asking.photo_problem = Message("playground-unusable", problem=error.message)


def _cut(photo: Photo, network: TrainedNetwork) -> NDArray[np.uint8]:
    """The square that the visitor chooses, as the network sees it."""
    height, width, _ = photo.shape
    size = st.slider(t("playground-square"), 10, 100, 100, key="cut-size", help=t("playground-square.help"))
    across = down = 50
    if size < 100 or width > height:
        across = st.slider(t("playground-across"), 0, 100, 50, key="cut-across")
    if size < 100 or height > width:
        down = st.slider(t("playground-down"), 0, 100, 50, key="cut-down")
    square = Square(size / 100, across / 100, down / 100)
    framed = Image.fromarray(photo)
    line = max(2, width // 150)
    brush = ImageDraw.Draw(framed)
    brush.rectangle(square.box(width, height), outline="white", width=2 * line)
    brush.rectangle(square.box(width, height), outline="black", width=line)
    st.image(framed, width="stretch", caption=t("playground-framed"), alt=t("playground-framed.alt"))
    channels, side, _ = network.card.input_shape
    return cut_square(photo, square, side, channels)


def _test_image(dataset: DataSet | None) -> tuple[NDArray[np.uint8] | None, str]:
    """One of the pictures that the network has not learnt from, and what it shows."""
    if dataset is None:
        st.info(t("playground-no-test-images"))
        st.page_link("pages/views/data.py", label=t("playground-open-data"), icon=":material/grid_view:")
        return None, ""
    number = st.number_input(
        t("playground-test-number", count=len(dataset.test)),
        0,
        len(dataset.test) - 1,
        0,
        key=f"test-image-{dataset.id}",
    )
    image = dataset.test.images[number].numpy()
    st.image(to_picture(image, SHOWN), width="stretch", alt=t("playground-test-image"))
    return image, dataset.classes[int(dataset.test.targets[number])]
