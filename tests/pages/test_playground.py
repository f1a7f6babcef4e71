import base64
import io
import struct
import zlib
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from core.drawing import enlarge
from core.errors import DrawingError
from core.lessons import DATASETS, LESSONS
from core.runs import Run
from pages.ui.canvas import read_png
from tests.conftest import built_in
from tests.pages.conftest import button, rerun, session_of, texts


def data_url(image: np.ndarray, image_format: str = "PNG") -> str:
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, image_format)
    return f"data:image/{image_format.lower()};base64,{base64.b64encode(buffer.getvalue()).decode()}"


def claiming_to_be_huge() -> str:
    """A small PNG whose header says 30,000 x 30,000 pixels."""
    content = bytearray(base64.b64decode(data_url(np.zeros((8, 8), np.uint8)).split(",")[1]))
    content[16:24] = struct.pack(">II", 30_000, 30_000)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


def send_drawing(app, url, objects=({"type": "Path"},)):
    """What the browser sends after a stroke."""
    key = f"canvas-{session_of(app).pad.number}"
    app.session_state[key] = {"drawing": {"raw": {"objects": list(objects)}, "data": url}, "backgroundFit": None}
    return rerun(app)


@pytest.fixture
def canvas(visit, trained):
    app = visit("playground")
    session_of(app).use(trained)
    return rerun(app)


@pytest.fixture
def seven(digits_dataset) -> np.ndarray:
    image = digits_dataset.test.inputs[(digits_dataset.test.targets == 7).nonzero()[0]][0, 0].numpy()
    return enlarge(image, 10)


def test_an_empty_canvas_waits_for_a_stroke(canvas):
    assert "The answer appears here after your first stroke." in texts(canvas)


def test_a_drawn_seven_is_answered(canvas, seven):
    send_drawing(canvas, data_url(seven))
    assert canvas.metric[0].value == "7"
    assert "Answered in" in texts(canvas)


def test_clear_takes_the_drawing_away(canvas, seven):
    send_drawing(canvas, data_url(seven))
    button(canvas, "Clear").click()
    rerun(canvas)
    assert "The answer appears here" in texts(canvas)
    assert session_of(canvas).pad.drawing is None


def test_erasing_every_stroke_leaves_nothing_to_answer(canvas, seven):
    send_drawing(canvas, data_url(seven))
    send_drawing(canvas, data_url(np.zeros((280, 280), np.uint8)), objects=())
    assert "The answer appears here" in texts(canvas)


def test_the_drawing_is_still_there_after_a_visit_to_another_page(canvas, seven):
    send_drawing(canvas, data_url(seven))
    rerun(canvas.switch_page("pages/views/home.py"))
    rerun(canvas.switch_page("pages/views/playground.py"))
    assert canvas.metric[0].value == "7"


def test_without_a_network_training_is_offered(visit):
    app = visit("playground")
    assert button(app, "Train the quick preset on Built-in digits")


@pytest.mark.parametrize(
    "forged",
    [
        "data:image/png;base64,!!!!",
        "data:image/png;base64," + base64.b64encode(b"no picture").decode(),
        "/etc/passwd",
        "data:image/png;base64," + "A" * 600_000,
        data_url(np.zeros((280, 280), np.uint8), "JPEG"),
        data_url(np.zeros((5000, 5000), np.uint8)),
        claiming_to_be_huge(),
        7,
    ],
    ids=["no base64", "no picture", "path", "too long", "JPEG", "too large", "huge header", "number"],
)
def test_a_forged_drawing_is_refused_in_words(canvas, forged):
    with pytest.raises(DrawingError):
        read_png(forged)
    send_drawing(canvas, forged)
    assert canvas.error[0].value == "The drawing could not be read. Clear it and draw again."


@pytest.mark.parametrize("state", [{"drawing": None}, {"drawing": {"raw": None, "data": "x"}}, {"other": 1}])
def test_a_forged_message_is_refused_in_words(canvas, state):
    canvas.session_state[f"canvas-{session_of(canvas).pad.number}"] = state
    rerun(canvas)
    assert not canvas.metric


def test_the_picture_of_a_fine_screen_is_read_at_the_canvas_size(seven):
    twice = np.kron(seven, np.ones((2, 2), np.uint8))
    assert (read_png(data_url(twice)) == read_png(data_url(seven))).all()


def use_quick(visit, lesson_id):
    """The page with a network of the lesson that has learnt for one epoch."""
    lesson = LESSONS[lesson_id]
    dataset = built_in(lesson)
    run = Run(lesson, dataset, replace(lesson.presets[0].config_for(dataset.id), epochs=1)).start()
    run.join()
    app = visit("playground")
    session_of(app).use(run.network)
    return rerun(app)


def test_a_review_is_answered_and_unknown_words_are_named(visit):
    app = use_quick(visit, "002b")
    assert "The network says" in [metric.label for metric in app.metric]
    app.text_area(key="review").set_value("The film was **gorgonzola** and <b>dull</b>")
    rerun(app)
    assert "Words it does not know, and reads as `<unk>`: `**gorgonzola**`" in texts(app)
    app.text_area(key="review").set_value("   ")
    rerun(app)
    assert "The answer appears here when there are words." in texts(app)


def test_a_picture_is_answered_and_a_wrong_one_refused_in_words(visit):
    app = use_quick(visit, "002a")
    buffer = io.BytesIO()
    Image.new("RGB", (500, 300), "green").save(buffer, "JPEG")
    app.file_uploader(key="picture-file").set_value([("leaf.jpg", buffer.getvalue(), "image/jpeg")])
    rerun(app)
    assert (
        next(metric for metric in app.metric if metric.label == "The network says").value in DATASETS["shapes"].classes
    )
    app.file_uploader(key="picture-file").set_value([("leaf.png", b"no picture", "image/png")])
    rerun(app)
    assert "This picture cannot be used: it is no PNG, JPEG, WebP or BMP picture." in app.error[0].value


def test_a_drawing_is_resized_for_lesson_004(visit, seven):
    app = use_quick(visit, "004")
    send_drawing(app, data_url(seven))
    assert "The network says" in [metric.label for metric in app.metric]
    assert len(session_of(app).network.card.input_shape) == 3
