import subprocess
import sys

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.ui.first_visit import started
from pages.ui.visitor import process
from tests.pages.conftest import APP, button, rerun, texts


@pytest.fixture
def cold(monkeypatch):
    """The server has just been started, and torch, although it is being imported, is not warmed up yet."""
    started().clear()
    with monkeypatch.context() as patch:
        patch.setattr(process, "warm_up", st.stop)
        yield patch
    started().set()


def test_every_visitor_has_the_canvas_while_torch_is_starting_and_the_network_afterwards(cold):
    for _visitor in range(2):
        app = rerun(AppTest.from_file(APP, default_timeout=60))
        assert "PyTorch is starting" in texts(app)
        assert "Draw a digit" in texts(app)
        assert button(app, "canvas-clear").disabled
        assert "000 · MNIST, fully connected" not in texts(app)
    cold.undo()
    rerun(app)
    assert "PyTorch is starting" not in texts(app)
    assert "000 · MNIST, fully connected" in texts(app)
    assert not button(app, "canvas-clear").disabled


def test_a_deep_link_says_so_too(cold, visit):
    app = visit("train")
    assert app.title[0].value == "Train"
    assert "PyTorch is starting" in texts(app)


@pytest.mark.slow
def test_python_app_py_says_how_the_app_is_started():
    bare = subprocess.run([sys.executable, APP], check=False, capture_output=True, text=True, timeout=60)
    assert bare.returncode == 1
    assert "streamlit run app.py" in bare.stderr
    assert "Traceback" not in bare.stderr
