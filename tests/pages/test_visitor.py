"""The parts of a visitor's Session without a page: the network in use, the runs that are kept, choices of forms."""

from dataclasses import replace

import pytest

from core.config import ImageConfig
from core.pretrained import FIRST, PRETRAINED, load_pretrained
from core.runs.run import Run
from core.work.scheduler import Scheduler
from pages.ui.visitor.form import FormState
from pages.ui.visitor.session import Session


@pytest.fixture
def session() -> Session:
    return Session()


def ended(session: Session, lesson, dataset, epochs: int = 2) -> Run:
    """A run of the session's that has ended."""
    run = Run(lesson, dataset, ImageConfig(epochs=epochs, batch_size=50, learning_rate=0.1))
    session.begin(run, Scheduler(), memory=0)
    run.join(60)
    return run


def test_before_anything_is_trained_a_pretrained_network_is_in_use(session):
    assert session.in_use.network is load_pretrained(FIRST)
    assert session.in_use.key == FIRST
    assert set(session.in_use.choices()) == set(PRETRAINED)


def test_a_run_s_network_is_in_use_as_soon_as_it_has_one(session, lesson, noise):
    run = Run(lesson, noise, ImageConfig(epochs=1))
    session.add(run)
    assert session.in_use.network is load_pretrained(FIRST)  # until then, what was in use before
    run.start(Scheduler()).join(60)
    assert session.in_use.network is run.network
    assert session.in_use.key == run.id


def test_each_choice_leads_to_its_network_and_back(session, lesson, noise, trained):
    runs = [ended(session, lesson, noise) for _ in range(2)]
    uploaded = replace(trained, origin="uploaded")
    session.in_use.use(uploaded)
    wanted = {runs[0].id: runs[0].network, runs[1].id: runs[1].network, "uploaded": uploaded}
    wanted |= {key: load_pretrained(key) for key in PRETRAINED}
    assert session.in_use.choices().keys() == wanted.keys()
    for key, network in wanted.items():
        session.in_use.choose(key)
        assert session.in_use.network is network
        assert session.in_use.key == key


def test_the_best_epoch_is_in_use_only_where_it_is_wanted(session, lesson, noise):
    run = ended(session, lesson, noise, epochs=3)
    session.in_use.wants_best.add(run.id)
    assert session.in_use.network is run.best
    session.in_use.wants_best.discard(run.id)
    assert session.in_use.network is run.network


def test_nothing_in_use_points_to_a_run_that_was_deleted(session, lesson, noise):
    kept, gone = (ended(session, lesson, noise) for _ in range(2))
    session.in_use.use(gone.network)
    session.delete(gone)
    assert session.in_use.run is kept
    assert session.in_use.chosen is None
    assert gone.id not in session.in_use.choices()


@pytest.mark.parametrize(
    ("asked", "choices"),
    [
        ({"preset": "post"}, {"lesson": "003", "preset-003": "post"}),
        ({"dataset": "shapes"}, {"lesson": "003", "dataset-003": "shapes"}),
        ({}, {"lesson": "003"}),
    ],
)
def test_the_next_page_opens_with_the_lesson_that_was_asked_for(asked, choices):
    form = FormState(choices={"lesson": "000", "preset-000": "quick", "evaluate-tab": "Where it fails"})
    form.open_with("003", **asked)
    assert form.choices == {"lesson": "000", "preset-000": "quick", "evaluate-tab": "Where it fails"} | choices
