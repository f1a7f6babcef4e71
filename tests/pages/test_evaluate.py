import pytest
import torch
from safetensors.torch import save as save_safetensors

from core.weights import save_weights
from tests.pages.conftest import button, rerun, run_to_end, session_of, texts


@pytest.fixture
def evaluated(visit, trained):
    app = visit("evaluate")
    session_of(app).use(trained)
    return rerun(app)


def upload(app, name: str, content: bytes):
    app.file_uploader[0].set_value([(name, content, "application/octet-stream")])
    return rerun(app)


def test_without_a_network_it_says_so_and_trains_one_right_here(visit):
    app = visit("evaluate")
    assert "There is no trained network yet." in texts(app)
    button(app, "Train the quick preset on Built-in digits").click()
    rerun(app)
    run_to_end(app)
    assert "Accuracy of the network on the 360 test images: " in texts(app)


def test_the_numbers_are_those_of_the_network(evaluated, trained):
    assert evaluated.metric[0].value == f"{100 * trained.card.accuracy:.2f}%"
    assert evaluated.metric[2].value == "360"
    table = evaluated.table[0].value
    assert list(table.columns) == ["Class", "Precision", "Recall", "F1", "Support"]
    assert table["Support"].sum() == 360
    wrong = round(360 * (1 - trained.card.accuracy))
    assert len(evaluated.get("image")) == min(wrong, 24)


def test_the_same_network_is_evaluated_once(evaluated):
    first = session_of(evaluated).evaluated
    rerun(evaluated)
    assert session_of(evaluated).evaluated is first


def test_uploaded_weights_are_used_and_say_so(visit, trained):
    app = upload(visit("evaluate"), "mine.safetensors", save_weights(trained))
    assert "Network of lesson 000, uploaded, 30 of 30 epochs on Built-in digits" in texts(app)
    assert app.metric[0].value == f"{100 * trained.card.accuracy:.2f}%"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"just some text", "not a safetensors file"),
        (b"", "not a safetensors file"),
        (save_safetensors({"conv1.weight": torch.zeros(6, 3, 5, 5)}), "not one of this playground"),
    ],
    ids=["text", "empty", "another network"],
)
def test_a_wrong_file_is_refused_in_words_and_the_network_stays(evaluated, trained, content, says):
    upload(evaluated, "wrong.safetensors", content)
    assert says in evaluated.error[0].value
    assert session_of(evaluated).network is trained
    upload(evaluated, "right.safetensors", save_weights(trained))
    assert not evaluated.error


def test_uploading_does_not_disturb_a_run(visit, trained):
    app = visit("train")
    button(app, "Start training").click()
    rerun(app)
    rerun(app.switch_page("pages/views/evaluate.py"))
    session_of(app).use(trained)
    run_to_end(app)
    assert session_of(app).network is trained
    own = session_of(app).run.network
    button(app, "Use the network trained here").click()
    rerun(app)
    assert session_of(app).network is own
