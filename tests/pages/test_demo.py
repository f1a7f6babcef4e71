"""The demo without a browser: what it speaks of when things change on other pages."""

from dataclasses import replace

import pytest

from core.lessons import Preset
from core.pretrained import FIRST, load_pretrained
from tests.pages.conftest import button, rerun, run_to_end, session_of, texts


@pytest.fixture(autouse=True)
def two_epochs(monkeypatch):
    """How long the demo trains plays no part in what it speaks of."""
    whole = Preset.config_for
    monkeypatch.setattr(Preset, "config_for", lambda preset, dataset: replace(whole(preset, dataset), epochs=2))


def trained_demo(visit):
    app = visit("demo")
    button(app, "demo-train").click()
    rerun(app)
    run_to_end(app)
    return rerun(app)


@pytest.mark.slow
def test_it_judges_its_own_network_whatever_was_chosen_on_other_pages(visit):
    app = trained_demo(visit)
    run = session_of(app).runs.of_demo
    session_of(app).in_use.use(load_pretrained("002b-imdb"))
    rerun(app.switch_page("pages/views/evaluate.py"))
    rerun(app.switch_page("pages/views/demo.py"))
    button(app, "demo-next").click()
    rerun(app)
    assert session_of(app).in_use.network is run.network
    assert app.metric[0].value == f"{100 * run.network.card.accuracy:.2f}%"


@pytest.mark.slow
def test_other_pages_say_that_its_network_answers_since_then_or_that_another_one_does(visit):
    app = trained_demo(visit)
    for address in ("home", "playground", "evaluate"):
        rerun(app.switch_page(f"pages/views/{address}.py"))
        assert "It learnt in the demo and answers here since then." in texts(app)
        assert "Another network answers here" not in texts(app)
    session_of(app).in_use.use(load_pretrained(FIRST))
    for address in ("home", "playground", "evaluate"):
        rerun(app.switch_page(f"pages/views/{address}.py"))
        assert "It learnt in the demo" not in texts(app)
        assert "Another network answers here" in texts(app)
    rerun(app.switch_page("pages/views/data.py"))  # there no network answers
    assert "Another network answers here" not in texts(app)


@pytest.mark.slow
def test_when_its_run_was_deleted_it_begins_anew(visit):
    app = trained_demo(visit)
    session_of(app).delete(session_of(app).runs.of_demo)
    rerun(app.switch_page("pages/views/train.py"))
    rerun(app.switch_page("pages/views/demo.py"))
    assert "A network with random weights" in texts(app)
    assert not button(app, "demo-train").disabled


@pytest.mark.slow
def test_on_a_full_server_its_network_is_kept(visit, monkeypatch):
    app = trained_demo(visit)
    run = session_of(app).runs.of_demo
    button(app, "demo-back").click()
    rerun(app)
    monkeypatch.setattr("core.work.scheduler.MOST_JOBS", 0)
    button(app, "demo-train-again").click()
    rerun(app)
    assert "The queue is full" in texts(app)
    assert session_of(app).runs.of_demo is run
    assert session_of(app).runs.kept == [run]
