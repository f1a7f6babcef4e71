"""The curves of a run, and those of several runs in one picture."""

import pytest

from core.config import ImageConfig
from core.lessons import LESSONS
from core.runs.order import Goal
from core.runs.run import Run
from core.work.scheduler import Scheduler
from pages.ui.train import curves, overlaid
from pages.ui.train.run_list import settings_in_words
from pages.ui.visitor.runs import MARKS
from pages.ui.visitor.session import Session
from tests.core.conftest import play
from tests.pages.conftest import button, press, rerun, run_to_end, session_of
from tests.pages.test_train import number

CHARTS = {"losses": overlaid.overlaid_losses, "accuracies": overlaid.overlaid_accuracies}


@pytest.fixture
def drawn(monkeypatch):
    """What was given to the browser: (figure, its words) for each chart."""
    kept = []
    monkeypatch.setattr(overlaid, "live_chart", lambda figure, *, alt, **_: kept.append((figure, alt)))
    return kept


@pytest.fixture
def three(lesson, noise):
    """A visitor with three runs of different length; one of them has not begun."""
    session = Session()
    for epochs in (1, 3):
        run = Run(lesson, noise, ImageConfig(epochs=epochs, batch_size=25))
        session.begin(run, Scheduler(), memory=0)
        run.join(60)
    session.runs.add(Run(lesson, noise, ImageConfig(epochs=2, batch_size=25)))
    return session


@pytest.mark.parametrize("what", CHARTS)
def test_every_run_has_its_curve_in_the_colour_and_with_the_mark_of_its_chip(three, drawn, what):
    runs = three.runs.kept
    CHARTS[what](three, runs, 200, "")
    ((figure, words),) = drawn
    for run, trace in zip(runs, figure.data, strict=True):
        snapshot = run.snapshot
        y = snapshot.losses.smoothed if what == "losses" else [100 * end.held_out_accuracy for end in snapshot.epochs]
        assert list(trace.y) == pytest.approx(list(y))
        assert (trace.line.color, trace.marker.symbol) == overlaid.LOOKS[three.runs.marks[run.id]]
        assert list(trace.marker.size or ()) == [0] * (len(y) - 1) + [11] * bool(len(y))
        assert (run.name in words) == bool(snapshot.step)
    assert figure.layout.xaxis.range[1] >= (runs[1].snapshot.steps if what == "losses" else 3)


@pytest.mark.parametrize(("rate", "corner"), [(0.001, "top"), (1e-6, "bottom")])
def test_the_legend_stands_where_the_losses_do_not_end(digits_dataset, monkeypatch, rate, corner):
    drawn = []
    monkeypatch.setattr(curves, "live_chart", lambda figure, **_: drawn.append(figure))
    run = Run(
        LESSONS["000"], digits_dataset, ImageConfig(epochs=8, batch_size=32, optimizer="Adam", learning_rate=rate)
    )
    play(run, Goal.END)
    curves.loss_curve(run, run.snapshot, 170)
    (figure,) = drawn
    ends_low = run.snapshot.losses.smoothed[-1] < max(run.snapshot.losses.high) / 2
    assert ends_low == (corner == "top")
    assert figure.layout.legend.yanchor == corner


def test_each_mark_is_drawn_in_its_own_colour_and_shape():
    assert set(overlaid.LOOKS) == set(MARKS)
    for looks in zip(*overlaid.LOOKS.values(), strict=True):
        assert len(set(looks)) == len(MARKS)


@pytest.mark.slow
def test_curves_of_another_run_come_and_go_with_a_click_and_chips_say_what_differs(visit):
    app = visit("train")
    for epochs in (1, 2):
        number(app, "epochs").set_value(epochs)
        button(app, "start").click()
        rerun(app)
        run_to_end(app)
    session = session_of(app)
    first, second = session.runs.kept
    chips = [button(app, "show-*").label, button(app, "shown-*").label]
    for run, chip in zip((first, second), chips, strict=True):
        assert settings_in_words(run) in chip
        assert run.name not in chip  # both are of the same lesson and data
        assert chip.endswith(f"% of {len(run.dataset.test)}")
    assert overlaid.overlaid_runs(session, second) == []
    press(app, f"overlay-{first.id}")
    assert overlaid.overlaid_runs(session, second) == [first]
    press(app, f"show-{first.id}")  # the curves of a run are not drawn twice
    assert overlaid.overlaid_runs(session, first) == []
    press(app, f"show-{second.id}")
    press(app, f"overlaid-{first.id}")
    assert overlaid.overlaid_runs(session, second) == []
