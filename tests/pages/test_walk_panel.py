"""A mini-batch line by line on Train, without a browser."""

import json
import re

import pytest
import torch

from core.config import ImageConfig
from core.lessons import LESSONS
from core.runs.order import Goal
from core.runs.run import Run
from core.runs.snapshot import Status
from core.training import Step, Training
from core.work.memory import LIMIT_VARIABLE
from core.work.scheduler import Scheduler
from tests.conftest import await_state
from tests.core.walk.test_walk import WITH_METHOD
from tests.pages.conftest import button, press, rerun, session_of, texts
from tests.pages.test_train import number

LOOP = [
    "for i, data in enumerate(trainloader, 0):",
    "    inputs, labels = data",
    "    optimizer.zero_grad()",
    "    outputs = net(inputs)",
    "    loss = criterion(outputs, labels)",
    "    loss.backward()",
    "    optimizer.step()",
    "    running_loss += loss.item()",
]


def open_panel(app):
    app.session_state["walk"] = True
    return rerun(app)


def pane(app, key="walk-loop"):
    """What the pane shows: (its lines, the lit one); None where it is not there."""
    panes = [each.proto for each in app.get("bidi_component")]
    found = next((json.loads(each.json) for each in panes if each.id.endswith(key) or key in each.id), None)
    return found and ([line for line, *_ in found["lines"]], found["lines"][found["lit"] - 1][0].strip())


def lit(app, key="walk-loop"):
    return pane(app, key)[1]


def waiting(visit):
    """A run of lesson 000 that waits before its first mini-batch, whose first line is lit."""
    app = open_panel(visit("train"))
    press(app, "walk-new")
    run = session_of(app).in_use.run
    run.settle(60)
    return rerun(app), run


def losses_of(run, steps):
    """Those of the first mini-batches, and the training after them, by the loop itself."""
    training = Training(
        run.lesson.build_model_for(run.dataset, run.config), run.dataset, run.config, torch.device("cpu")
    )
    losses = []
    for event in training.events():
        if isinstance(event, Step):
            losses.append(event.loss)
        if len(losses) == steps:
            return losses, training
    raise AssertionError


@pytest.mark.slow
def test_from_the_first_line_to_the_last_and_back_every_line_shows_what_it_did(visit):
    app, run = waiting(visit)
    assert (run.snapshot.status, run.snapshot.step) == (Status.PAUSED, 0)
    assert pane(app)[0] == LOOP
    shown = []
    for line in LOOP[1:]:
        assert lit(app) == line.strip()
        shown.append(texts(app))
        assert button(app, "walk-next").disabled == (line == LOOP[-1])
        if line != LOOP[-1]:
            press(app, "walk-next")
    assert len(set(shown)) == len(shown)
    (loss,), _ = losses_of(run, 1)
    for text, says in zip(
        shown,
        [
            "**32 examples** are taken: 32 x 1 x 28 x 28 numbers",
            "There are no gradients yet",
            "| fc3 | 32 x 10 | ",
            f"The mean over all 32 examples is **{loss:.4g}**",
            "All together: **",
            "Learning rate **0.001**",
            f"0 + {loss:.4g} = **{loss:.4g}**",
        ],
        strict=True,
    ):
        assert says in text
    for text in reversed(shown[:-1]):
        press(app, "walk-back")
        assert texts(app) == text
    assert button(app, "walk-back").disabled
    run.abandon()


def test_a_line_is_placeed_as_it_stands_and_at_the_end_no_rest_is_offered(visit):
    app, run = waiting(visit)
    for place, line in enumerate(LOOP[1:], start=2):
        assert f"**Line {place} of {len(LOOP)}**" in texts(app)
        rest = "Let the run do it too" if line == LOOP[-1] else "Do the rest"
        assert button(app, "walk-finish").label == rest
        if line != LOOP[-1]:
            press(app, "walk-next")
    run.abandon()


def test_the_run_does_the_very_mini_batch_and_goes_on_like_the_plain_loop(visit):
    app, run = waiting(visit)
    losses, training = losses_of(run, 3)
    for step in (1, 2):
        press(app, "walk-next")
        assert session_of(app).walking.walk.loss == losses[step - 1]
        press(app, "walk-finish")
        assert (run.snapshot.status, run.snapshot.step) == (Status.PAUSED, step)
        assert f"with the same loss to the last digit: {losses[step - 1]:.6g}" in texts(app)
        assert pane(app) is None
        press(app, "walk-begin")
        assert lit(app) == "inputs, labels = data"
    press(app, "deck-step")
    run.settle(60)
    rerun(app)
    assert run.snapshot.step == 3
    state = run.network.model.state_dict()
    assert all(torch.equal(state[name], tensor) for name, tensor in training.model.state_dict().items())
    run.abandon()


@pytest.mark.slow
def test_into_the_network_and_out_of_it(visit):
    app, run = waiting(visit)
    for _ in range(2):
        assert button(app, "walk-into").disabled
        press(app, "walk-next")
    press(app, "walk-into")
    forward = [
        "x = x.view(x.shape[0], -1)",
        "x = torch.relu(self.fc1(x))",
        "x = torch.relu(self.fc2(x))",
        "x = self.fc3(x)",
    ]
    for line in forward:
        assert (lit(app), lit(app, "walk-forward")) == ("outputs = net(inputs)", line)
        names = re.findall(r"^\| (\w+) \| [^|]+ \| [^|]+ \| [^|]+ \|$", texts(app), re.MULTILINE)[1:]
        assert names == re.findall("view|fc\\d|relu", line)[::-1]
        press(app, "walk-next")
    assert lit(app) == "loss = criterion(outputs, labels)"
    assert pane(app, "walk-forward") is None
    press(app, "walk-back")
    press(app, "walk-into")
    press(app, "walk-next")
    press(app, "walk-back")
    assert lit(app, "walk-forward") == forward[0]
    press(app, "walk-back")
    assert pane(app, "walk-forward") is None
    press(app, "walk-into")
    press(app, "walk-into")
    assert pane(app, "walk-forward") is None
    run.abandon()


@pytest.mark.parametrize("change", ["a step", "a learning rate"])
def test_what_is_no_longer_the_next_mini_batch_is_closed_with_a_sentence(visit, change):
    app, run = waiting(visit)
    if change == "a step":
        press(app, "deck-step")
        run.settle(60)
    else:
        run.set_learning_rate(0.5)
    rerun(app)
    assert pane(app) is None
    assert "no longer the next one" in texts(app)
    press(app, "walk-begin")
    assert "no longer the next one" not in texts(app)
    assert session_of(app).walking.walk.rate == run.snapshot.learning_rate
    run.abandon()


def test_a_run_that_goes_on_has_to_be_paused_first_and_one_that_has_ended_makes_room_for_another(visit):
    app = open_panel(visit("train"))
    number(app, "epochs").set_value(50)
    number(app, "batch_size").set_value(1)
    rerun(app)
    press(app, "start")
    run = session_of(app).in_use.run
    assert "The run goes on. Pause it" in texts(app)
    press(app, "deck-pause")
    run.settle(60)
    rerun(app)
    press(app, "walk-begin")
    assert lit(app) == "inputs, labels = data"
    press(app, "deck-play")
    assert "The run goes on. Pause it" in texts(app)
    await_state(lambda: run.snapshot.step > session_of(app).walking.walk.step)
    press(app, "deck-stop")
    run.join(60)
    rerun(app)
    assert "no longer the next one" in texts(app)
    press(app, "walk-new")
    other = session_of(app).in_use.run
    other.settle(60)
    assert other is not run
    assert (other.snapshot.status, other.snapshot.step, other.config.batch_size) == (Status.PAUSED, 0, 1)
    rerun(app)
    assert lit(app) == "inputs, labels = data"
    other.abandon()


def test_another_run_and_one_that_was_deleted_have_nothing_to_do_with_it(visit):
    app, run = waiting(visit)
    number(app, "epochs").set_value(2)
    press(app, "start")
    other = session_of(app).in_use.run
    other.join(60)
    rerun(app)
    assert pane(app) is None
    assert "no longer the next one" not in texts(app)
    press(app, f"show-{run.id}")
    assert lit(app) == "inputs, labels = data"
    session_of(app).delete(run)
    rerun(app)
    assert session_of(app).walking.task is None


def test_where_memory_is_short_that_is_said_and_nothing_is_begun(visit, monkeypatch):
    app, run = waiting(visit)
    press(app, "walk-finish")
    monkeypatch.setenv(LIMIT_VARIABLE, "10")
    press(app, "walk-begin")
    assert "A mini-batch line by line needs about" in texts(app)
    monkeypatch.delenv(LIMIT_VARIABLE)
    press(app, "walk-begin")
    press(app, "walk-next")
    monkeypatch.setenv(LIMIT_VARIABLE, "10")
    press(app, "walk-finish")
    assert "Going on with this run needs about" in texts(app)
    assert (run.snapshot.step, lit(app)) == (1, "optimizer.zero_grad()")
    run.abandon()


def test_after_the_last_mini_batch_there_is_none_left(visit, lesson, noise, quick_config):
    app = open_panel(visit("train"))
    run = Run(lesson, noise, quick_config)
    session_of(app).begin(run, Scheduler(), memory=0, goal=Goal.EPOCH)
    run.settle(60)
    for _ in range(7):
        run.play(Goal.STEP)
        run.settle(60)
    rerun(app)
    press(app, "walk-begin")
    assert "there is no mini-batch left" in texts(app)
    run.abandon()


def test_the_test_at_an_epoch_s_end_comes_first(visit, lesson, noise, quick_config):
    app = open_panel(visit("train"))
    run = Run(lesson, noise, quick_config)
    session_of(app).begin(run, Scheduler(), memory=0, goal=Goal.HERE)
    run.settle(60)
    for _ in range(7):
        run.play(Goal.STEP)
        run.settle(60)
    rerun(app)
    press(app, "walk-begin")
    assert "Epoch 2, mini-batch 1 of 7" in texts(app)
    assert run.snapshot.epochs == ()
    press(app, "walk-finish")
    assert (run.snapshot.step, len(run.snapshot.epochs)) == (8, 1)
    assert "with the same loss to the last digit" in texts(app)
    run.abandon()


@pytest.mark.slow
@pytest.mark.parametrize("lesson_id", LESSONS)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_line_of_every_lesson_is_shown_in_both_languages(visit, lesson_id, language):
    app = visit("train", language)
    app.selectbox(key="lesson").set_value(lesson_id)
    open_panel(app)
    for name, value in {"clip_norm": 0.1, "shift": 2, "word_dropout": 0.3, "log_every": 1}.items():
        if any(each.key == f"config-{name}" for each in app.number_input):
            number(app, name).set_value(value)
    app.selectbox(key="config-schedule").set_value("cosine")
    rerun(app)
    press(app, "walk-new")
    run = session_of(app).in_use.run
    run.settle(60)
    rerun(app)
    lines = session_of(app).walking.walk.lines
    assert len(lines) >= 9
    shown = [texts(app)]
    while not button(app, "walk-next").disabled:
        press(app, "walk-next")
        shown.append(texts(app))
    assert len(set(shown)) == len(lines)
    assert not [text for text in shown if "train-walk" in text or "{$" in text]
    press(app, "walk-finish")
    assert run.snapshot.step == 1
    run.abandon()


def test_a_visitor_who_leaves_takes_it_along(visit):
    app, run = waiting(visit)
    session = session_of(app)
    session.forget()
    assert (session.walking.run_id, session.walking.task) == ("", None)
    run.join(60)


def test_where_the_lines_of_a_written_network_are_not_known_its_layers_are_shown_without_them(visit, noise):
    app = open_panel(visit("train"))
    run = Run(LESSONS["000"], noise, ImageConfig(batch_size=32, epochs=2, source=WITH_METHOD))
    session_of(app).begin(run, Scheduler(), memory=0, goal=Goal.HERE)
    run.settle(60)
    rerun(app)
    for key in ("walk-begin", "walk-next", "walk-next"):
        press(app, key)
    assert lit(app) == "outputs = net(inputs)"
    assert "| fc2 | 32 x 10 | " in texts(app)
    assert button(app, "walk-into").disabled
    press(app, "walk-finish")
    assert "with the same loss to the last digit" in texts(app)
    run.abandon()
