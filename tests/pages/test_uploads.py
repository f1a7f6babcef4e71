"""Files that the browser names and the server no longer has: after they were let go, or made room for others."""

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from tests.pages.conftest import button, rerun, session_of, texts, try_quick

FILES = [("file.bin", b"some content", "application/octet-stream")]


def name_a_file_that_is_gone(app, monkeypatch):
    """Let each upload widget of the page send a file of which the server knows nothing."""
    for widget in app.file_uploader:
        widget.set_value(FILES)
    monkeypatch.setattr(MemoryUploadedFileManager, "get_files", lambda *_, **_named: [])
    return rerun(app)


def test_weights_that_are_gone_change_nothing(visit, monkeypatch):
    app = visit("evaluate")
    before = session_of(app).in_use.network
    app = name_a_file_that_is_gone(app, monkeypatch)
    assert not app.exception
    assert not app.error
    assert session_of(app).in_use.network is before


@pytest.mark.slow
def test_a_picture_that_is_gone_is_no_picture(visit, monkeypatch):
    app = name_a_file_that_is_gone(try_quick(visit, "002a"), monkeypatch)
    assert not app.exception
    assert session_of(app).asking.photo is None
    assert "cannot be used" not in texts(app)


def test_files_of_one_s_own_that_are_gone_change_nothing(visit, monkeypatch):
    app = visit("data")
    app.selectbox(key="lesson").set_value("001")
    rerun(app)
    app.segmented_control(key="dataset-001").set_value("own")
    rerun(app)
    button(app, "own-files").click()
    app = name_a_file_that_is_gone(rerun(app), monkeypatch)
    assert not app.exception
    assert not app.error
