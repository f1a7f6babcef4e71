"""Try it with networks for photographs."""

import io

import numpy as np
import pytest
from PIL import Image

from core.data.pictures import Square, cut_square
from core.lessons import DATASETS, LESSONS
from tests.conftest import built_in
from tests.pages.conftest import rerun, session_of, texts, try_quick


@pytest.mark.slow
def test_a_picture_is_answered_and_a_wrong_one_refused_in_words(visit):
    app = try_quick(visit, "002a")
    buffer = io.BytesIO()
    Image.new("RGB", (500, 300), "green").save(buffer, "JPEG")
    app.file_uploader(key="picture-file").set_value([("leaf.jpg", buffer.getvalue(), "image/jpeg")])
    rerun(app)
    assert (
        next(metric for metric in app.metric if metric.label == "The network says").value in DATASETS["shapes"].classes
    )
    app.file_uploader(key="picture-file").set_value([("leaf.png", b"no picture", "image/png")])
    rerun(app)
    assert (
        "This picture cannot be used: it is no PNG, JPEG, WebP, BMP, GIF, TIFF, HEIC or AVIF picture."
        in app.error[0].value
    )


@pytest.fixture
def photographs(visit):
    app = visit("playground")
    app.selectbox(key="network-in-use").set_value("003-cifar10")
    return rerun(app)


def show(app, name: str, content: bytes):
    app.file_uploader(key="picture-file").set_value([(name, content, "image/jpeg")])
    return rerun(app)


def encoded(size: tuple[int, int], kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.slow
def test_a_photograph_of_50_megapixels_is_answered_or_refused_in_words(photographs):
    show(photographs, "large.jpg", encoded((8660, 5774), "JPEG"))
    assert "The network says" in [metric.label for metric in photographs.metric]
    assert max(session_of(photographs).asking.photo.shape) == 640
    show(photographs, "large.png", encoded((8660, 5774), "PNG"))
    assert "This picture cannot be used: it has too many pixels" in photographs.error[0].value
    assert not photographs.metric


def test_of_an_animated_picture_the_first_frame_is_shown(photographs):
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    show(photographs, "moving.webp", buffer.getvalue())
    assert session_of(photographs).asking.photo[5, 5].tolist() == [255, 0, 0]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    show(photographs, "moving.gif.png", buffer.getvalue())
    assert session_of(photographs).asking.photo[5, 5].tolist() == [255, 0, 0]


def test_the_square_that_is_cut_is_what_the_network_sees(photographs):
    pixels = np.zeros((100, 200, 3), np.uint8)
    pixels[:, 150:] = 255
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    show(photographs, "half.png", buffer.getvalue())
    photographs.slider(key="cut-across").set_value(100)
    rerun(photographs)
    cut = cut_square(session_of(photographs).asking.photo, Square(1, 1, 0.5), 32, 3)
    assert cut[:, :, 20:].min() == 255
    assert cut[:, :, :12].max() == 0
    photographs.slider(key="cut-size").set_value(50)
    rerun(photographs)
    assert "The network says" in [metric.label for metric in photographs.metric]


def test_a_picture_that_is_taken_away_is_gone(photographs):
    show(photographs, "teal.png", encoded((50, 50), "PNG"))
    photographs.file_uploader(key="picture-file").set_value([])
    rerun(photographs)
    assert session_of(photographs).asking.photo is None
    assert "The answer appears here when there is a picture." in texts(photographs)


def test_without_the_data_set_its_test_images_are_said_to_be_elsewhere(photographs):
    photographs.segmented_control(key="picture-way").set_value("test")
    rerun(photographs)
    assert "Its test images are not here: the Data page can get them." in texts(photographs)


@pytest.mark.slow
def test_a_test_image_is_answered_and_its_truth_told(visit):
    app = try_quick(visit, "002a")
    app.segmented_control(key="picture-way").set_value("test")
    rerun(app)
    dataset = built_in(LESSONS["002a"])
    assert f"The truth: **{dataset.classes[int(dataset.test.targets[0])]}**" in texts(app)
