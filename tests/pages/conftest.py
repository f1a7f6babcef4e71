"""The app without a browser: Streamlit's AppTest."""

import base64
import io
from dataclasses import replace
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.testing.v1 import AppTest

from core.data.dataset import DataSet, DataSource
from core.data.library import DataLibrary
from core.lessons import LESSONS, OWN
from core.runs import cost
from core.runs.run import Run
from pages.ui import language
from pages.ui.visitor import process
from pages.ui.visitor.post_times import measuring
from pages.ui.visitor.session import Session
from tests.conftest import built_in

APP = str(Path(__file__).resolve().parents[2] / "app.py")


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, monkeypatch):
    """Every test begins with an empty data folder, no visitors and no runs; the process stays warmed up."""
    monkeypatch.setenv("PLAYGROUND_DATA_DIR", str(tmp_path))
    for shared in (process.library, process.scheduler, process.lobby, process.expected_times, measuring):
        shared.clear()


@pytest.fixture(autouse=True)
def language_of_the_last_page(monkeypatch):
    """AppTest asks for the words of a list's options when the page is drawn, and nobody looks any more."""
    of_visitor, last = language.language, ["en"]

    def language_of_page() -> str:
        if get_script_run_ctx(suppress_warning=True) is not None:
            last[0] = of_visitor()
        return last[0]

    monkeypatch.setattr(language, "language", language_of_page)


@pytest.fixture(autouse=True, scope="session")
def built_in_data_made_once():
    """Each test has a library of its own; the built-in data sets in it are never changed, and take long to make."""
    with pytest.MonkeyPatch.context() as patch:
        load = DataLibrary._load
        made: dict[str, DataSet] = {}

        def load_once(library: DataLibrary, source: DataSource) -> DataSet:
            if source.download is not None or source.id == OWN:
                return load(library, source)
            if source.id not in made:
                made[source.id] = load(library, source)
            return made[source.id]

        patch.setattr(DataLibrary, "_load", load_once)
        yield


@pytest.fixture(autouse=True)
def pace_at_a_glance(monkeypatch):
    """Train measures the speed of the server from as few steps as can be: no test of a page asks how good that is."""
    monkeypatch.setattr(cost, "BUDGET", 0.0)


@pytest.fixture(autouse=True, scope="session")
def components_found_once():
    """AppTest looks through all installed packages for components, anew for each app: a good part of a test's time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def visit():
    """visit("train") is a new visitor's first look at a page; visit("train", "ko") with ?lang=ko in the address."""

    def open_page(name: str, language: str = "") -> AppTest:
        app = AppTest.from_file(APP, default_timeout=60)
        if language:
            app.query_params["lang"] = language
        return rerun(app.switch_page(f"pages/views/{name}.py"))

    return open_page


def rerun(app: AppTest) -> AppTest:
    """The page once more, when what it works on is done; a traceback on it fails the test."""
    app.run()
    assert not app.exception, app.exception
    working = (
        [task for task in session_of(app).tasks.values() if not task.ended] if "session" in app.session_state else []
    )
    for task in working:
        task.join(60)
    return rerun(app) if working else app


def session_of(app: AppTest) -> Session:
    return app.session_state["session"]


def run_to_end(app: AppTest) -> Run:
    """Wait for the visitor's run and draw the page as it is then."""
    run = session_of(app).in_use.run
    assert run is not None
    run.join(60)
    rerun(app)
    return run


def button(app: AppTest, key: str):
    """The first button with this key, in which * stands for anything: what is written on it may change."""
    return next(each for each in app.button if each.key is not None and fnmatch(each.key, key))


def press(app: AppTest, key: str) -> AppTest:
    """Click the button, and wait for the page."""
    button(app, key).click()
    return rerun(app)


def selectbox(app: AppTest, key: str):
    """The first list with this key, in which * stands for anything."""
    return next(each for each in app.selectbox if each.key is not None and fnmatch(each.key, key))


def texts(app: AppTest) -> str:
    """All that is written on the page."""
    parts = [
        *app.title,
        *app.header,
        *app.markdown,
        *app.caption,
        *app.info,
        *app.warning,
        *app.error,
        *app.success,
        *app.code,
    ]
    return "\n".join(str(part.value) for part in parts)


def try_quick(visit, lesson_id):
    """Try it, with a network of the lesson that has learnt for one epoch."""
    lesson = LESSONS[lesson_id]
    dataset = built_in(lesson)
    run = Run(lesson, dataset, replace(lesson.presets[0].config_for(dataset.id), epochs=1)).start()
    run.join()
    app = visit("playground")
    session_of(app).in_use.use(run.network)
    return rerun(app)


def data_url(image: np.ndarray, image_format: str = "PNG") -> str:
    """A picture as the canvas sends it."""
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, image_format)
    return f"data:image/{image_format.lower()};base64,{base64.b64encode(buffer.getvalue()).decode()}"


def open_tab(app, title: str):
    app.session_state["evaluate-tab"] = title
    return rerun(app)
