"""Evaluate with the visitor's own runs: over time, compared, while they go on."""

from dataclasses import replace

import numpy as np
import pytest

from core.evaluate.comparison import Comparison
from core.evaluate.evaluation import evaluate
from core.lessons import OWN
from core.runs.run import Run
from core.work.scheduler import Scheduler
from pages.ui.visitor.process import scheduler
from pages.ui.words import percent
from tests.conftest import await_state
from tests.pages.conftest import button, open_tab, rerun, session_of, texts


@pytest.fixture
def after_two_runs(visit, lesson, digits_dataset):
    """Evaluate, with two networks of the visitor's own."""
    app = visit("evaluate")
    for epochs in (2, 4):
        config = replace(lesson.presets[0].config_for("digits"), epochs=epochs)
        run = Run(lesson, digits_dataset, config)
        session_of(app).begin(run, Scheduler(), memory=0)
        run.join(60)
    return rerun(app)


@pytest.mark.slow
def test_the_slider_shows_each_epoch_as_it_was(after_two_runs):
    app = open_tab(after_two_runs, "Over time")
    run = session_of(app).in_use.run
    for epoch in (1, 3, 4, 1):
        app.select_slider[0].set_value(epoch)
        rerun(app)
        end = run.snapshot.epochs[epoch - 1]
        wrong = round(360 * (1 - end.held_out_accuracy))
        assert f"**After epoch {epoch}: {percent(end.held_out_accuracy)} right**, {wrong} mistakes" in texts(app)


def test_two_networks_are_compared_in_plain_words(after_two_runs):
    app = open_tab(after_two_runs, "Two networks")
    first, second = session_of(app).runs.kept
    found = Comparison(evaluate(second.network, second.dataset), evaluate(first.network, first.dataset))
    only_this, only_other = len(found.only_first), len(found.only_second)
    assert f"**Only this network is right: {only_this}**" in texts(app)
    assert f"Only this network is right on **{only_this}** examples, only “{first.name}” on **{only_other}**" in texts(
        app
    )
    assert f"{found.p_value:.2g}** (McNemar's exact test)" in texts(app)
    assert f"**Confusion matrices: “{first.name}” minus this network**" in texts(app)
    truth, guess = np.unravel_index(np.abs(found.difference).argmax(), found.difference.shape)
    how = f"{truth} rightly answered" if truth == guess else f"{truth} taken for {guess}"
    assert f"The largest differences: {how} {found.difference[truth, guess]:+d}" in texts(app)


@pytest.fixture
def while_two_train(visit, lesson, digits_dataset):
    """Evaluate, while two long runs keep both workers busy; the first has had an epoch."""
    app = visit("evaluate")
    session, shared = session_of(app), scheduler()
    for _ in range(2):
        config = replace(lesson.presets[0].config_for("digits"), epochs=50, batch_size=1)
        session.begin(Run(lesson, digits_dataset, config), shared, memory=0)
    session.in_use.show(session.runs.kept[0])
    await_state(lambda: session.runs.kept[0].network is not None)
    yield rerun(app)
    for run in session.runs.kept:
        run.abandon()
        run.join(60)


@pytest.mark.slow
def test_a_network_can_be_evaluated_while_two_runs_go_on_and_the_page_keeps_to_it(while_two_train):
    app, session = while_two_train, session_of(while_two_train)
    assert "Class by class" in texts(app)
    held = session.in_use.held
    await_state(lambda: session.in_use.network is not held)
    rerun(app)
    assert session.in_use.held is held
    assert [key[1] for key in session.tasks if key[1].origin == "trained here"] == [held]
    assert f"Below: its weights after epoch {held.card.epochs_done}, until you ask for newer." in texts(app)
    button(app, "evaluate-newest").click()
    rerun(app)
    assert session.in_use.held is not held
    assert "Class by class" in texts(app)
    assert all(held not in key for key in session.tasks)  # nobody can ask for it any more


def test_the_train_accuracy_that_advice_speaks_of_is_that_of_the_same_weights(after_two_runs):
    session = session_of(after_two_runs)
    run = session.in_use.run
    assert run.snapshot.epochs[-1].train_accuracy != run.snapshot.epochs[0].train_accuracy
    assert session.in_use.run_of(run.network) is run
    assert session.in_use.run_of(session.runs.kept[0].network) is None
    session.in_use.use(run.network)
    assert session.in_use.run_of(run.network) is None  # uploaded or kept weights speak for themselves


@pytest.mark.slow
def test_own_networks_that_may_know_the_pictures_are_not_judged(after_two_runs, monkeypatch):
    session = session_of(after_two_runs)
    first, second = session.runs.kept
    own = replace(first.dataset, id=OWN, brought=True)
    for run, dataset in ((first, replace(own, title="split anew")), (second, own)):
        run.dataset = dataset
        card = replace(run.network.card, dataset=OWN, lesson="001")
        network = replace(run.network, card=card, dataset=dataset)
        run.player._show(network=network, best=network)
    app = open_tab(after_two_runs, "Two networks")
    assert "comparing them would be unfair" in texts(app)
    assert "McNemar" not in texts(app)


@pytest.mark.slow
def test_a_run_whose_last_epoch_was_its_best_is_offered_once(after_two_runs, lesson, digits_dataset):
    session = session_of(after_two_runs)
    session.begin(Run(lesson, digits_dataset, session.in_use.run.config), Scheduler(), memory=0)
    run = session.in_use.run
    run.join(60)
    once = run.best.card.steps_done == run.network.card.steps_done
    assert (f"{run.id}-best" in session.in_use.networks()) is not once
    assert session.in_use.run_of(run.network) is session.in_use.run_of(run.best) is run
    assert session.in_use.run_of(session.runs.kept[1].network) is None  # of the same hyperparameters, but another run


def test_what_was_computed_for_a_run_goes_with_it(after_two_runs):
    session = session_of(after_two_runs)
    open_tab(after_two_runs, "Two networks")
    assert {run.network for run in session.runs.kept} <= {key[1] for key in session.tasks}
    gone, kept = session.runs.kept
    session.delete(gone)
    assert {key[1] for key in session.tasks if key[1].run_id} == {kept.network}


def test_until_a_new_run_has_an_epoch_the_page_says_whose_figures_it_shows(after_two_runs, lesson, digits_dataset):
    session = session_of(after_two_runs)
    session.add(Run(lesson, digits_dataset, session.in_use.run.config))
    rerun(after_two_runs)
    assert "has no finished epoch yet. Until then, this page speaks of the network above." in texts(after_two_runs)
    assert "Class by class" in texts(after_two_runs)
