"""Try a change on Train: what is expected, what happened, and which runs that is said of."""

import math
from dataclasses import replace

import pytest

from core.lessons import LESSONS
from core.runs.order import Goal
from core.runs.run import Run
from core.runs.snapshot import Status
from core.work.scheduler import Scheduler
from tests.pages.conftest import button, press, rerun, session_of, texts

LESSON = LESSONS["000"]


@pytest.fixture
def open_post(visit):
    """Train with the post's preset of lesson 000 on the built-in digits, and the code open."""

    def open_page(language=""):
        app = visit("train", language)
        app.segmented_control(key="preset-000").set_value("post")
        app.session_state["code"] = True
        return rerun(app)

    return open_page


def train(app) -> Run:
    button(app, "start").click()
    rerun(app)
    run = session_of(app).in_use.run
    run.join(60)
    rerun(app)
    assert run.snapshot.status is Status.FINISHED
    return run


def list_of_changes(app) -> str:
    """Its identity in the browser: another one is another popover, and closed."""
    return next(each.proto.id for each in app.get("popover") if "experiment" in each.proto.popover.icon)


def percent(run: Run) -> str:
    return f"{100 * run.network.card.accuracy:.2f}% of {len(run.dataset.test)}"


@pytest.mark.parametrize(
    ("language", "name", "setting"),
    [
        ("", "Lesson 000 without ReLU, on Built-in digits", "Network without ReLU"),
        ("ko", "레슨 000, ReLU 없이 · 내장 숫자", "신경망 ReLU 없이"),
    ],
)
def test_a_run_with_a_ready_change_is_named_after_it(open_post, language, name, setting):
    app = open_post(language)
    run = train(press(app, "try-no-relu"))
    assert name in texts(app)
    assert setting in button(app, "shown-*").label
    assert run.name == "Lesson 000 without ReLU, on Built-in digits"


def test_what_is_otherwise_than_expected_is_said_with_the_steps_and_the_examples(open_post):
    app = open_post()
    own, changed = train(app), train(press(app, "try-no-relu"))
    assert changed.network.card.accuracy > own.network.card.accuracy + 0.1  # after 115 steps, see docs/accuracy.md
    assert f"{percent(changed)}; without the change Lesson 000 on Built-in digits: {percent(own)}" in texts(app)
    assert "the other way round, and hardly by chance on these 360 test examples" in texts(app)
    assert "more than 115 steps" in texts(app)


def test_what_may_be_chance_is_not_called_a_surprise(open_post):
    app = open_post()
    own, changed = train(app), train(press(app, "try-dropout"))
    assert abs(changed.network.card.accuracy - own.network.card.accuracy) < 0.03
    assert "What happened" in texts(app)
    assert "hardly" not in texts(app)


def test_runs_that_are_paused_or_were_stopped_do_not_hide_a_finished_one(open_post):
    app = open_post()
    session = session_of(app)
    own, changed = train(app), train(press(app, "try-no-relu"))
    for finished in (own, changed):
        paused, stopped = (Run(LESSON, finished.dataset, finished.config) for _ in range(2))
        session.begin(paused, Scheduler(), memory=0, goal=Goal.STEP)
        paused.settle(60)
        assert paused.snapshot.status is Status.PAUSED
        session.begin(stopped, Scheduler(), memory=0, goal=Goal.STEP)
        stopped.settle(60)
        stopped.stop()
        stopped.join(60)
        assert stopped.snapshot.status is Status.STOPPED
    rerun(app)
    said = next(each.value for each in app.markdown if "What happened" in each.value)
    assert percent(changed) in said
    assert percent(own) in said
    assert "stopped" not in said


def test_a_run_that_failed_is_not_compared(open_post):
    app = open_post()
    session, own = session_of(app), train(app)
    press(app, "try-no-relu")
    failed = Run(LESSON, own.dataset, replace(own.config, source=session.form.sources["000"]))
    session.begin(failed, Scheduler(), memory=0, goal=Goal.STEP)
    failed.settle(60)
    failed.set_learning_rate(math.inf)
    failed.play()
    failed.join(60)
    assert failed.snapshot.status is Status.FAILED
    rerun(app)
    assert "What happened" not in texts(app)
    assert "Now press" in texts(app)


def test_the_list_of_changes_closes_when_one_is_chosen_and_the_two_runs_can_be_compared(open_post):
    app = open_post()
    own = train(app)
    assert not [each for each in app.button if each.key == "compare-runs"]  # there is nothing to compare with
    before = list_of_changes(app)
    app.number_input(key="config-learning_rate").set_value(0.02)
    rerun(app)
    other = train(app)
    assert list_of_changes(app) == before
    assert own.name in button(app, "compare-runs").label
    press(app, "try-no-relu")
    assert list_of_changes(app) != before
    button(app, "compare-runs").click()
    app.run()
    assert session_of(app).in_use.run is other
    assert session_of(app).form.choices["evaluate-tab"] == "two"
