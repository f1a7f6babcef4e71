"""The network that is shown as it learns, on the server's side; tests/e2e/test_network.py has the browser's."""

import base64
import json
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.diagram.diagram import beginning_of, diagram_of, short_examples
from core.diagram.records import Diagram
from core.inference import predict_image, see_drawing
from core.lessons import LESSONS
from core.messages import LANGUAGES
from core.network import Update
from core.runs.order import Goal
from pages.ui import language as spoken
from pages.ui.components.network import SENT_ALWAYS, drawn
from tests.conftest import built_in
from tests.core.pasted.samples import RESIDUAL
from tests.pages.conftest import button, data_url, rerun, run_to_end, session_of, texts

MOST_BYTES = 30_000
DEEP = f"""\
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(784, 100), {"nn.Linear(100, 100), nn.ReLU(), " * 30}nn.Linear(100, 10))

    def forward(self, x):
        return self.layers(x.flatten(1))


net = Net()
"""
PRESETS = [(lesson.id, preset.id, "") for lesson in LESSONS.values() for preset in lesson.presets]


@cache
def diagram_for(lesson_id: str, preset_id: str, source: str) -> Diagram:
    lesson = LESSONS[lesson_id]
    dataset = built_in(lesson)
    config = next(each for each in lesson.presets if each.id == preset_id).config_for(dataset.id)
    config = replace(config, source=source)
    network = beginning_of(lesson, dataset, config)
    names = [name for name, _ in network.model.named_parameters()]
    network = replace(network, gradients=dict.fromkeys(names, 0.0123456))
    network = replace(network, updates=dict.fromkeys(names, Update(0.000123456, 1.0)))
    dataset = dataset.read_as(config)
    return diagram_of(network, dataset.test, int(short_examples(dataset.test, config)[0]))


def sent_to(app: AppTest) -> dict:
    """What the only network on the page is drawn from."""
    found = [json.loads(each.proto.json) for each in app.get("bidi_component") if each.proto.json]
    network = [each for each in found if "edges" in each]
    assert len(network) == 1
    return network[0]


def pixels(picture: dict) -> np.ndarray:
    return np.frombuffer(base64.b64decode(picture["pixels"]), np.uint8).reshape(picture["shape"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("lesson_id", "preset_id", "source"), [*PRESETS, ("003", "quick", RESIDUAL), ("000", "quick", DEEP)]
)
def test_an_update_is_small(lesson_id, preset_id, source, language, monkeypatch):
    monkeypatch.setattr(spoken, "language", lambda: language)
    diagram = diagram_for(lesson_id, preset_id, source)
    sent = json.dumps(drawn(diagram, lines=((100, 200),) * len(diagram.blocks)))
    assert len(sent) + SENT_ALWAYS <= MOST_BYTES


def test_the_browser_gets_the_pictures_as_they_are():
    diagram = diagram_for("003", "quick", "")
    blocks = drawn(diagram)["blocks"]
    for block, sent in zip(diagram.blocks, blocks, strict=True):
        for picture, name in ((block.output, "output"), (block.weights, "weights")):
            assert (sent.get(name) is None) == (picture is None)
            if picture is not None:
                assert np.array_equal(pixels(sent[name]), picture.pixels)


def test_a_block_is_said_in_words():
    blocks = drawn(diagram_for("000", "quick", ""))["blocks"]
    assert [block["label"] for block in blocks] == [
        "input, 1 × 28 × 28",
        "fc1, fully connected, relu, 128, 100,480 parameters",
        "fc2, fully connected, relu, 64, 8,256 parameters",
        "fc3, fully connected, 10, 650 parameters",
        "output, 10 classes",
    ]
    assert blocks[1]["weights_caption"] == "weights: 20 of 128"
    assert blocks[1]["gradient"] == "gradient 0.017"  # of a weight and a bias: the root of 2 x 0.0123456²


def test_edges_are_the_stronger_the_longer_the_gradients_on_a_logarithmic_scale():
    diagram = diagram_for("000", "quick", "")
    lengths = (None, 0.0, 1e-4, 1e-3, 1e-2, 10.0, 1e9, float("nan"))
    edges = []
    for length in lengths:
        blocks = tuple(block._replace(gradient=length) for block in diagram.blocks)
        edges.append(drawn(diagram._replace(blocks=blocks))["edges"][0][3])
    assert edges == [None, 0.0, 0.0, 0.2, 0.4, 1.0, 1.0, None]


def test_of_many_classes_the_most_probable_ones_are_shown_and_the_truth():
    diagram = diagram_for("000", "quick", "")
    guesses = tuple(diagram.guesses[0]._replace(name=f"c{n}", probability=n / 300) for n in range(25))
    shown = drawn(diagram._replace(guesses=guesses, truth=3))
    names = [name for name, _, _ in shown["guesses"]]
    assert names == ["c3", *(f"c{n}" for n in range(16, 25))]
    assert shown["guesses"][0][2] == "truth"
    assert shown["guesses"][-1][2] == "best"
    assert shown["said"].startswith("The network says “c24” with 8%. It is “c3”.")


def test_train_shows_the_network_before_during_and_after_a_run(visit):
    app = visit("train")
    before = sent_to(app)
    assert [block["title"] for block in before["blocks"]] == ["input", "fc1", "fc2", "fc3", "output"]
    assert [edge[3] for edge in before["edges"]] == [None] * 4
    assert "The network that is about to learn" in texts(app)
    button(app, "start").click()
    rerun(app)
    run = run_to_end(app)
    after = sent_to(app)
    assert run.network is not None
    assert f"after {run.snapshot.step:,} mini-batches" in texts(app)
    assert after["blocks"][1]["weights"]["pixels"] != before["blocks"][1]["weights"]["pixels"]
    assert all(0 <= edge[3] <= 1 for edge in after["edges"][:3])
    diagram = diagram_of(run.network, run.dataset.test, 0)
    assert diagram.blocks[1].weights is not None
    assert np.array_equal(pixels(after["blocks"][1]["weights"]), diagram.blocks[1].weights.pixels)


def test_every_step_of_a_run_is_seen(visit):
    app = visit("train")
    button(app, "start").click()
    rerun(app)
    run = session_of(app).in_use.run
    assert run is not None
    run.pause()
    run.settle(60)
    seen = []
    for _ in range(3):
        run.play(Goal.STEP)
        run.settle(60)
        rerun(app)
        seen.append(sent_to(app)["blocks"][1]["weights"]["pixels"])
    assert len(set(seen)) == 3
    run.abandon()


def test_the_visitor_goes_through_the_test_examples(visit):
    app = visit("train")
    images = [sent_to(app)["blocks"][0]["output"]["pixels"]]
    for key in ("living-after", "living-after", "living-before"):
        button(app, key).click()
        rerun(app)
        images.append(sent_to(app)["blocks"][0]["output"]["pixels"])
    assert images[3] == images[1]
    assert len(set(images)) == 3
    test = built_in(LESSONS["000"]).test
    assert np.array_equal(pixels(sent_to(app)["blocks"][0]["output"])[0, ..., 0], test.images[1][0].numpy())


def test_the_next_mistake_is_one(visit):
    app = visit("train")
    button(app, "living-mistake").click()
    rerun(app)
    is_ = [is_ for _, _, is_ in sent_to(app)["guesses"]]
    assert "truth" in is_
    assert "best" in is_


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_every_block_of_every_lesson_can_be_opened_until_the_page_is_left(visit, lesson_id):
    app = visit("train")
    app.selectbox(key="lesson").set_value(lesson_id)
    rerun(app)
    blocks = sent_to(app)["blocks"]
    for place in range(len(blocks)):
        app.session_state["living-network"] = {"opened": place}
        session_of(app).watching.opened = place
        rerun(app)
        assert sent_to(app)["opened"] == place
        if 0 < place < len(blocks) - 1:
            assert f"**{blocks[place]['title']}**: " in texts(app)
    app.switch_page("pages/views/data.py").run()
    app.switch_page("pages/views/train.py").run()
    assert sent_to(app)["opened"] is None


def test_lines_lead_to_the_program_of_the_form_alone(visit):
    app = visit("train")
    assert all(block["lines"] for block in sent_to(app)["blocks"])
    button(app, "start").click()
    rerun(app)
    run_to_end(app)
    assert all(block["lines"] for block in sent_to(app)["blocks"])
    app.number_input(key="config-epochs").set_value(3)
    rerun(app)
    assert "The network that is about to learn" in texts(app)


def test_what_is_drawn_on_home_goes_through_the_network(visit):
    app = visit("home")
    session = session_of(app)
    rest = sent_to(app)
    assert [chance for _, chance, _ in rest["guesses"]] == [0.0] * 10
    assert rest["said"] == "Nothing is shown to the network yet."
    drawing = np.zeros((280, 280), np.uint8)
    drawing[60:220, 130:150] = 255
    key = f"canvas-home-{session.asking.pad.number}"
    app.session_state[key] = {
        "drawing": {"raw": {"objects": [{"type": "Path"}]}, "data": data_url(drawing)},
        "backgroundFit": None,
    }
    rerun(app)
    network, sent = session.in_use.network_for_drawings, sent_to(app)
    seen = see_drawing(network, drawing)
    assert np.array_equal(pixels(sent["blocks"][0]["output"])[0, ..., 0], seen[0])
    chances = [guess.probability for guess in predict_image(network, seen).guesses]
    assert [chance for _, chance, _ in sent["guesses"]] == pytest.approx(chances, abs=1e-4)
    assert [block["title"] for block in sent["blocks"]] == [block["title"] for block in rest["blocks"]]
    computed = session.asking.passing
    rerun(app)
    assert session.asking.passing is computed  # for the same drawing it is not done again
    button(app, "canvas-clear").click()
    rerun(app)
    assert sent_to(app) == rest
