"""Try it with networks that read drawings."""

import base64
import re
import struct
import zlib
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from core.data.own import Collection
from core.drawing import centre_digit, enlarge
from core.errors import DrawingError
from pages.ui.components.canvas import read_png
from pages.ui.language import t
from tests.pages.conftest import button, data_url, rerun, session_of, texts, try_quick


def claiming_to_be_huge() -> str:
    """A small PNG whose header says 30,000 x 30,000 pixels."""
    content = bytearray(base64.b64decode(data_url(np.zeros((8, 8), np.uint8)).split(",")[1]))
    content[16:24] = struct.pack(">II", 30_000, 30_000)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


def send_drawing(app, url, objects=({"type": "Path"},)):
    """What the browser sends after a stroke."""
    key = f"canvas-{session_of(app).asking.pad.number}"
    app.session_state[key] = {"drawing": {"raw": {"objects": list(objects)}, "data": url}, "backgroundFit": None}
    return rerun(app)


def open_why(app, title, key="drawing"):
    """Open one of the tabs."""
    app.session_state[f"{key}-why"] = title
    return rerun(app)


@pytest.fixture
def canvas(visit, trained):
    app = visit("playground")
    session_of(app).in_use.use(trained)
    return rerun(app)


@pytest.fixture
def seven(digits_dataset) -> np.ndarray:
    image = digits_dataset.test.inputs[(digits_dataset.test.targets == 7).nonzero()[0]][0, 0].numpy()
    return enlarge(image, 10)


def test_an_empty_canvas_waits_for_a_stroke(canvas):
    assert "The answer appears here after your first stroke." in texts(canvas)


@pytest.mark.slow
def test_a_drawn_seven_is_answered(canvas, seven):
    send_drawing(canvas, data_url(seven))
    assert canvas.metric[0].value == "7"
    assert "Answered in" in texts(canvas)


@pytest.mark.slow
def test_of_a_drawing_that_comes_to_the_edge_it_is_said_that_nothing_is_cut_off(canvas, seven):
    send_drawing(canvas, data_url(seven))
    assert "nothing is cut off" not in texts(canvas)
    top_heavy = np.zeros((280, 280), np.uint8)
    top_heavy[50:75, 70:210] = top_heavy[50:230, 190:205] = 255
    send_drawing(canvas, data_url(top_heavy))
    assert "It comes to the edge of the picture; nothing is cut off." in texts(canvas)


@pytest.mark.slow
def test_clear_takes_the_drawing_away(canvas, seven):
    send_drawing(canvas, data_url(seven))
    button(canvas, "canvas-clear").click()
    rerun(canvas)
    assert "The answer appears here" in texts(canvas)
    assert session_of(canvas).asking.pad.drawing is None


@pytest.mark.slow
def test_erasing_every_stroke_leaves_nothing_to_answer(canvas, seven):
    send_drawing(canvas, data_url(seven))
    send_drawing(canvas, data_url(np.zeros((280, 280), np.uint8)), objects=())
    assert "The answer appears here" in texts(canvas)


@pytest.mark.slow
def test_the_drawing_is_still_there_after_a_visit_to_another_page(canvas, seven):
    send_drawing(canvas, data_url(seven))
    rerun(canvas.switch_page("pages/views/home.py"))
    rerun(canvas.switch_page("pages/views/playground.py"))
    assert canvas.metric[0].value == "7"


def test_before_anything_is_trained_a_pretrained_network_answers_and_says_so(visit, seven):
    app = visit("playground")
    assert "Network of lesson 004, pretrained (it came with the app), 12 epochs on MNIST at 32 x 32" in texts(app)
    send_drawing(app, data_url(seven))
    assert app.metric[0].value == "7"


def test_every_network_that_reads_drawings_answers_the_same_drawing(canvas, seven):
    send_drawing(canvas, data_url(seven))
    open_why(canvas, "Other networks")
    table = texts(canvas)
    for name in (
        "Lesson 000, trained here",
        "Drawn digits, pretrained",
        "MNIST, pretrained (lesson 004)",
        "MNIST, pretrained (lesson 000)",
    ):
        assert f"| {name}" in table
    assert "They agree." in table or "They do not agree: " in table


@pytest.mark.slow
def test_how_far_to_believe_an_answer_is_said(canvas, seven):
    send_drawing(canvas, data_url(seven))
    assert "-badge[" in texts(canvas)
    send_drawing(canvas, data_url(np.full((280, 280), 255, np.uint8)))
    assert "Unlike what it knows" in texts(canvas)


@pytest.mark.slow
def test_a_sharp_drawing_is_not_called_wrong_by_a_network_of_blurred_pictures(canvas):
    drawing = Image.new("L", (280, 280))
    ImageDraw.Draw(drawing).line([(70, 60), (210, 60), (130, 230)], fill=255, width=20, joint="curve")
    send_drawing(canvas, data_url(np.array(drawing)))
    assert "Unlike what it knows" in texts(canvas)
    assert "The answer may be right, but often is not." in texts(canvas)
    assert "do not trust" not in texts(canvas)


def test_a_step_that_is_switched_off_changes_what_the_network_sees(canvas, seven):
    corner = np.zeros((280, 280), np.uint8)
    corner[5:75, 5:75] = Image.fromarray(seven).resize((70, 70))
    send_drawing(canvas, data_url(corner))
    assert canvas.metric[0].value == "7"
    before = [image.proto.imgs[0].url for image in canvas.get("imgs")] if canvas.get("imgs") else texts(canvas)
    for step in ("crop", "scale", "centre"):
        canvas.toggle(key=f"step-{step}").set_value(False)
    rerun(canvas)
    assert "Steps of the preparation are switched off" in texts(canvas)
    assert "-badge[" not in texts(canvas)
    assert before != ([image.proto.imgs[0].url for image in canvas.get("imgs")] or texts(canvas))
    canvas.toggle(key="step-normalise").set_value(False)
    rerun(canvas)
    assert "The network says" in [metric.label for metric in canvas.metric]


def test_an_erased_drawing_and_a_forged_list_of_strokes_are_no_drawing(canvas, seven):
    send_drawing(canvas, data_url(np.zeros((280, 280), np.uint8)))
    assert "The answer appears here" in texts(canvas)
    canvas.session_state[f"canvas-{session_of(canvas).asking.pad.number}"] = {
        "drawing": {"raw": {"objects": 5}, "data": data_url(seven)}
    }
    rerun(canvas)
    assert "The drawing could not be read." in texts(canvas)


@pytest.mark.slow
def test_a_named_drawing_becomes_an_example_of_the_visitors_own_data(canvas, seven):
    send_drawing(canvas, data_url(seven))
    canvas.selectbox(key="pad-label").set_value("7")
    rerun(canvas)
    button(canvas, "pad-add").click()
    rerun(canvas)
    (picture,) = session_of(canvas).own.collection.of("7")
    assert (picture == centre_digit(seven)[None]).all()
    assert "Added as 7: 1 of this class, 1 in all. There is one class only, 7." in t(session_of(canvas).asking.teaching)
    assert t(session_of(canvas).asking.teaching) in texts(canvas)
    send_drawing(canvas, data_url(seven), [{"type": "Path"}, {"type": "Path"}])
    assert t(session_of(canvas).asking.teaching) not in texts(canvas)  # it was said of another drawing


@pytest.mark.slow
def test_a_drawing_that_does_not_fit_the_own_data_is_refused_in_words(canvas, seven):
    session_of(canvas).own.collection = Collection("pictures").add("cat", [np.zeros((3, 32, 32), np.uint8)])
    send_drawing(canvas, data_url(seven))
    canvas.selectbox(key="pad-label").set_value("7")
    rerun(canvas)
    button(canvas, "pad-add").click()
    rerun(canvas)
    assert "It could not be added: " in texts(canvas)
    assert len(session_of(canvas).own.collection) == 1


@pytest.mark.slow
@pytest.mark.parametrize("method", ["gradient", "integrated gradients", "occlusion"])
def test_what_moved_it_is_shown_by_every_method(canvas, seven, method):
    send_drawing(canvas, data_url(seven))
    canvas.segmented_control(key="drawing-method").set_value(method)
    rerun(canvas)
    assert "A hint, not a proof." in texts(canvas)
    assert ("A black picture scores" in texts(canvas)) == (method == "integrated gradients")
    tells_apart = method != "gradient"  # what raised the score from what lowered it
    assert (":blue[■] raised the score\\\n:orange[■] lowered it" in texts(canvas)) == tells_apart
    assert canvas.selectbox(key="drawing-score-of-10").help.startswith("For each class the network computes a number")


@pytest.mark.slow
def test_every_layer_is_shown_with_its_shape(canvas, seven):
    send_drawing(canvas, data_url(seven))
    open_why(canvas, "Every layer")
    assert "**fc1**: 128" in texts(canvas)
    assert ":blue[■] above 0 · :orange[■] below 0 · white: 0" in texts(canvas)
    assert "**fc2, ReLU**: 64" in texts(canvas)
    canvas.selectbox(key="network-in-use").set_value("004-drawings")
    rerun(canvas)
    assert "**conv2, ReLU, pooling**: 16 x 6 x 6" in texts(canvas)


@pytest.mark.slow
def test_the_arithmetic_of_one_number_ends_in_the_activation(canvas, seven):
    send_drawing(canvas, data_url(seven))
    canvas.selectbox(key="network-in-use").set_value("004-drawings")
    rerun(canvas)
    open_why(canvas, "One number")
    assert ":blue[■] above 0 · :orange[■] below 0 · white: 0" in texts(canvas)
    for layer in ("conv1", "conv2", "fc1", "fc3"):
        canvas.segmented_control(key="drawing-layer").set_value(layer)
        rerun(canvas)
        added, given = re.search(r"that is \*\*(\S+)\*\*. The layer itself gave \*\*(\S+)\*\*", texts(canvas)).groups()
        assert float(added) == pytest.approx(float(given), abs=2e-5)


@pytest.mark.slow
def test_the_choice_of_a_cell_is_kept_within_the_map(canvas, seven):
    send_drawing(canvas, data_url(seven))
    canvas.selectbox(key="network-in-use").set_value("004-drawings")
    rerun(canvas)
    open_why(canvas, "One number")
    canvas.number_input(key="drawing-conv1-row").set_value(29)
    canvas.number_input(key="drawing-conv1-column").set_value(0)
    rerun(canvas)
    assert "The layer itself gave" in texts(canvas)


@pytest.mark.slow
def test_a_network_for_other_signs_begins_with_an_empty_canvas(canvas, trained, seven):
    send_drawing(canvas, data_url(seven))
    signs = replace(trained, card=replace(trained.card, classes=tuple("ABCDEFGHIJ")))
    session_of(canvas).in_use.use(signs)
    rerun(canvas)
    assert session_of(canvas).asking.pad.drawing is None
    assert "The answer appears here after your first stroke." in texts(canvas)


def test_choosing_a_network_goes_to_and_fro(canvas, trained):
    canvas.selectbox(key="network-in-use").set_value("000-mnist")
    rerun(canvas)
    assert "Network of lesson 000, pretrained" in texts(canvas)
    canvas.selectbox(key="network-in-use").set_value("003-cifar10")
    rerun(canvas)
    assert "It knows plane, car, bird" in texts(canvas)


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
    canvas.session_state[f"canvas-{session_of(canvas).asking.pad.number}"] = state
    rerun(canvas)
    assert not canvas.metric


def test_the_picture_of_a_fine_screen_is_read_at_the_canvas_size(seven):
    twice = np.kron(seven, np.ones((2, 2), np.uint8))
    assert (read_png(data_url(twice)) == read_png(data_url(seven))).all()


@pytest.mark.slow
def test_a_drawing_is_resized_for_lesson_004(visit, seven):
    app = try_quick(visit, "004")
    send_drawing(app, data_url(seven))
    assert "The network says" in [metric.label for metric in app.metric]
    assert len(session_of(app).in_use.network.card.input_shape) == 3
