import threading

import pytest

from core.data import mnist
from tests.pages.conftest import button, rerun, texts


@pytest.mark.slow
def test_examples_shapes_balance_and_normalisation_are_shown(visit):
    app = visit("data")
    assert len(app.get("image")) == 100
    written = texts(app)
    assert "The rarest class has 139 training examples, the commonest 147." in written
    assert "**With the data set's own mean and deviation.** Mean 0.00, standard deviation 1.00" in written
    assert "(1437, 1, 28, 28)" in texts(app)


@pytest.mark.slow
def test_other_examples_can_be_asked_for(visit):
    app = visit("data")
    before = str(app.get("image")[0].proto)
    button(app, "data-others").click()
    rerun(app)
    assert str(app.get("image")[0].proto) != before


def choose_mnist(app):
    app.segmented_control(key="dataset-000").set_value("mnist")
    return rerun(app)


def download_to_its_end(app):
    button(app, "download-MNIST").click()
    rerun(app)
    for thread in threading.enumerate():
        if thread.name == "download-mnist":
            thread.join(60)
    return rerun(app)


@pytest.mark.slow
def test_without_a_network_one_sentence_says_so_and_the_built_in_digits_are_used(visit, monkeypatch):
    monkeypatch.setenv("PLAYGROUND_MNIST_MIRROR", "http://127.0.0.1:9/")
    app = choose_mnist(visit("data"))
    assert "MNIST is not on this server yet." in texts(app)
    download_to_its_end(app)
    assert "cannot be reached, perhaps because there is no network connection" in app.warning[0].value
    assert "Until then this page uses: **Built-in digits**." in texts(app)
    assert "(1437, 1, 28, 28)" in texts(app)


@pytest.mark.slow
def test_a_truncated_file_is_named_and_the_app_goes_on(visit, tmp_path):
    raw = mnist.raw_folder(tmp_path)
    raw.mkdir(parents=True)
    for file in mnist.FILES:
        (raw / file.name).write_bytes(b"\0" * 1000)
    app = choose_mnist(visit("data"))
    assert "train-images-idx3-ubyte has 1,000 bytes instead of 47,040,016" in texts(app)
    assert "(1437, 1, 28, 28)" in texts(app)
