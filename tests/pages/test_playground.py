import base64
import io
import re
import struct
import zlib
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from core.data.own import Collection
from core.data.pictures import Square, cut_square
from core.drawing import centre_digit, enlarge
from core.errors import DrawingError
from core.lessons import DATASETS, LESSONS
from core.runs import Run
from pages.ui.playground.canvas import read_png
from pages.ui.playground.picture_frame import WAYS
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


def test_before_anything_is_trained_a_pretrained_network_answers_and_says_so(visit, seven):
    app = visit("playground")
    assert "Network of lesson 004, pretrained (it came with the app), 12 of 12 epochs on MNIST at 32 x 32" in texts(app)
    send_drawing(app, data_url(seven))
    assert app.metric[0].value == "7"


def test_every_network_that_reads_drawings_answers_the_same_drawing(canvas, seven):
    send_drawing(canvas, data_url(seven))
    table = texts(canvas)
    for name in (
        "Lesson 000, trained here",
        "Drawn digits, pretrained",
        "MNIST, pretrained (lesson 004)",
        "MNIST, pretrained (lesson 000)",
    ):
        assert f"| {name}" in table
    assert "They agree." in table or "They do not agree: " in table


def test_how_far_to_believe_an_answer_is_said(canvas, seven):
    send_drawing(canvas, data_url(seven))
    assert "-badge[" in texts(canvas)
    send_drawing(canvas, data_url(np.full((280, 280), 255, np.uint8)))
    assert "Unlike what it knows" in texts(canvas)


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
    canvas.session_state[f"canvas-{session_of(canvas).pad.number}"] = {
        "drawing": {"raw": {"objects": 5}, "data": data_url(seven)}
    }
    rerun(canvas)
    assert "The drawing could not be read." in texts(canvas)


def test_a_named_drawing_becomes_an_example_of_the_visitors_own_data(canvas, seven):
    send_drawing(canvas, data_url(seven))
    canvas.selectbox(key="pad-label").set_value("7")
    rerun(canvas)
    button(canvas, "Add it to my data").click()
    rerun(canvas)
    (picture,) = session_of(canvas).collection.of("7")
    assert (picture == centre_digit(seven)[None]).all()
    assert "Added as 7: 1 of this class, 1 in all. There is one class only, 7." in session_of(canvas).teaching
    assert session_of(canvas).teaching in texts(canvas)


def test_a_drawing_that_does_not_fit_the_own_data_is_refused_in_words(canvas, seven):
    session_of(canvas).collection = Collection("pictures").add("cat", [np.zeros((3, 32, 32), np.uint8)])
    send_drawing(canvas, data_url(seven))
    canvas.selectbox(key="pad-label").set_value("7")
    rerun(canvas)
    button(canvas, "Add it to my data").click()
    rerun(canvas)
    assert "It could not be added: " in texts(canvas)
    assert len(session_of(canvas).collection) == 1


def open_why(app, title, key="drawing"):
    app.session_state[f"{key}-why"] = title
    return rerun(app)


@pytest.mark.parametrize("method", ["gradient", "integrated gradients", "occlusion"])
def test_what_moved_it_is_shown_by_every_method(canvas, seven, method):
    send_drawing(canvas, data_url(seven))
    canvas.segmented_control(key="drawing-method").set_value(method)
    rerun(canvas)
    assert "A hint, not a proof." in texts(canvas)
    assert ("A black picture scores" in texts(canvas)) == (method == "integrated gradients")


def test_every_layer_is_shown_with_its_shape(canvas, seven):
    send_drawing(canvas, data_url(seven))
    open_why(canvas, "Every layer")
    assert "**fc1**: 128" in texts(canvas)
    assert "**fc2, ReLU**: 64" in texts(canvas)
    canvas.selectbox(key="network-in-use").set_value("004-drawings")
    rerun(canvas)
    assert "**conv2, ReLU, pooling**: 16 x 6 x 6" in texts(canvas)


def test_the_arithmetic_of_one_number_ends_in_the_activation(canvas, seven):
    send_drawing(canvas, data_url(seven))
    canvas.selectbox(key="network-in-use").set_value("004-drawings")
    rerun(canvas)
    open_why(canvas, "One number")
    for layer in ("conv1", "conv2", "fc1", "fc3"):
        canvas.segmented_control(key="drawing-layer").set_value(layer)
        rerun(canvas)
        added, given = re.search(r"that is \*\*(\S+)\*\*. The layer itself gave \*\*(\S+)\*\*", texts(canvas)).groups()
        assert float(added) == pytest.approx(float(given), abs=2e-5)


def test_the_choice_of_a_cell_is_kept_within_the_map(canvas, seven):
    send_drawing(canvas, data_url(seven))
    canvas.selectbox(key="network-in-use").set_value("004-drawings")
    rerun(canvas)
    open_why(canvas, "One number")
    canvas.number_input(key="drawing-conv1-row").set_value(29)
    canvas.number_input(key="drawing-conv1-column").set_value(0)
    rerun(canvas)
    assert "The layer itself gave" in texts(canvas)


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
    write(app, "The film was **gorgonzola** and <b>dull</b>")
    assert "words unknown to it, read as `<unk>`: `**gorgonzola**`" in texts(app)
    write(app, "   ")
    assert "The answer appears here when there are words." in texts(app)


def write(app, text):
    """What the browser sends while somebody types."""
    app.session_state[f"review-{session_of(app).text_number}"] = {"text": text}
    return rerun(app)


@pytest.fixture
def writing(visit):
    app = visit("playground")
    app.selectbox(key="network-in-use").set_value("002b-imdb")
    return rerun(app)


def probability_of_positive(app) -> float:
    """In percent, as the metric of the answer says it."""
    said = next(metric for metric in app.metric if metric.label == "The network says")
    share = float(said.delta.split("%")[0])
    return share if said.value == "positive" else 100 - share


def test_good_and_bad_reviews_are_told_apart(writing):
    write(writing, "A wonderful film. I loved every minute of it, the best of the year.")
    assert probability_of_positive(writing) > 80
    write(writing, "An awful film. I hated every minute of it, the worst of the year.")
    assert probability_of_positive(writing) < 20


def test_words_that_the_network_cannot_know_are_said_to_be_unknown(writing):
    write(writing, "이 영화는 정말 재미있어요 🎉🎉")
    assert "It knows none of these words, so its answer means nothing." in texts(writing)
    write(writing, "A good film 한국어 🎉")
    assert "2 of 5 words unknown to it, read as `<unk>`: `한국어`, `🎉`" in texts(writing)


@pytest.mark.slow
def test_a_text_of_100_000_words_is_read_as_far_as_the_network_reads(writing):
    write(writing, "good " * 100_000)
    assert "It reads only the last 200 words: what stands before them is left out" in texts(writing)
    assert "The network says" in [metric.label for metric in writing.metric]


def test_half_an_emoji_from_a_browser_is_left_out(writing):
    write(writing, "good \ud83d film")
    assert session_of(writing).text == "good  film"
    write(writing, 7)
    assert "The network says" in [metric.label for metric in writing.metric]


@pytest.mark.slow
def test_what_is_not_read_stays_when_a_word_is_changed(writing):
    write(writing, " ".join(["one"] * 100 + ["good"] * 200))
    writing.session_state["writing-why"] = "Change a word"
    rerun(writing)
    button(writing, "Keep the change").click()
    rerun(writing)
    assert session_of(writing).text == " ".join(["one"] * 100 + ["good"] * 199)


def test_a_word_is_left_out_and_the_change_kept(writing):
    write(writing, "a dull film")
    before = probability_of_positive(writing)
    writing.session_state["writing-why"] = "Change a word"
    rerun(writing)
    box = next(box for box in writing.selectbox if box.label == "Word")
    assert box.options == ["1. a", "2. dull", "3. film"]
    box.set_value(1)
    rerun(writing)
    changed = next(metric for metric in writing.metric if metric.label == "Probability of positive")
    assert float(changed.value.rstrip("%")) > before
    button(writing, "Keep the change").click()
    rerun(writing)
    assert session_of(writing).text == "a film"
    assert probability_of_positive(writing) == pytest.approx(float(changed.value.rstrip("%")), abs=0.11)


def test_filler_words_move_the_posts_answer_and_not_the_repaired_one(writing):
    write(writing, "The acting was not bad, but the story was boring.")
    writing.session_state["writing-why"] = "Filler words"
    rerun(writing)

    def shown() -> list[str]:
        return [metric.value for metric in writing.metric if metric.label.startswith("Read ")]

    writing.slider(key="fillers").set_value(0)
    rerun(writing)
    post, repaired = shown()
    assert post == repaired
    writing.slider(key="fillers").set_value(200)
    rerun(writing)
    assert shown()[0] != post
    assert shown()[1] == repaired


def test_the_probability_after_each_word_is_told(writing):
    write(writing, "A wonderful film")
    assert "What it would say if the text ended after this word." in texts(writing)


@pytest.mark.slow
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
    assert max(session_of(photographs).photo.shape) == 640
    show(photographs, "large.png", encoded((8660, 5774), "PNG"))
    assert "This picture cannot be used: it has too many pixels" in photographs.error[0].value
    assert not photographs.metric


def test_of_an_animated_picture_the_first_frame_is_shown_and_others_refused(photographs):
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    show(photographs, "moving.webp", buffer.getvalue())
    assert session_of(photographs).photo[5, 5].tolist() == [255, 0, 0]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    show(photographs, "moving.gif.png", buffer.getvalue())
    assert "it is no PNG, JPEG, WebP or BMP picture" in photographs.error[0].value


def test_the_square_that_is_cut_is_what_the_network_sees(photographs):
    pixels = np.zeros((100, 200, 3), np.uint8)
    pixels[:, 150:] = 255
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    show(photographs, "half.png", buffer.getvalue())
    photographs.slider(key="cut-across").set_value(100)
    rerun(photographs)
    cut = cut_square(session_of(photographs).photo, Square(1, 1, 0.5), 32, 3)
    assert cut[:, :, 20:].min() == 255
    assert cut[:, :, :12].max() == 0
    photographs.slider(key="cut-size").set_value(50)
    rerun(photographs)
    assert "The network says" in [metric.label for metric in photographs.metric]


def test_a_picture_that_is_taken_away_is_gone(photographs):
    show(photographs, "teal.png", encoded((50, 50), "PNG"))
    photographs.file_uploader(key="picture-file").set_value([])
    rerun(photographs)
    assert session_of(photographs).photo is None
    assert "The answer appears here when there is a picture." in texts(photographs)


def test_without_the_data_set_its_test_images_are_said_to_be_elsewhere(photographs):
    photographs.segmented_control(key="picture-way").set_value(WAYS[2])
    rerun(photographs)
    assert "Its test images are not here: the Data page can get them." in texts(photographs)


@pytest.mark.slow
def test_a_test_image_is_answered_and_its_truth_told(visit):
    app = use_quick(visit, "002a")
    app.segmented_control(key="picture-way").set_value(WAYS[2])
    rerun(app)
    dataset = built_in(LESSONS["002a"])
    assert f"The truth: **{dataset.classes[int(dataset.test.targets[0])]}**" in texts(app)
