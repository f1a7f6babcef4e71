"""The visitor's runs on the Train page, without a browser."""

from dataclasses import replace

import pytest

from core.config import ImageConfig
from core.errors import BusyError, WeightsError
from core.lessons import LESSONS
from core.runs.order import Goal
from core.runs.run import Run
from core.runs.snapshot import Status
from core.training import EpochEnd, Scoring
from core.weights import save_weights
from core.work.memory import LIMIT_VARIABLE
from core.work.scheduler import Scheduler
from pages.ui.language import t
from pages.ui.visitor.runs import RUNS_KEPT
from pages.ui.visitor.session import Session
from tests.conftest import await_state
from tests.pages.conftest import button, rerun, run_to_end, session_of, texts
from tests.pages.test_train import number, start_a_long_run


@pytest.fixture
def short(lesson, noise):
    """Ends at once."""
    return lambda: Run(lesson, noise, ImageConfig(epochs=1, batch_size=100))


def begun(session: Session, run: Run) -> Run:
    session.begin(run, Scheduler(), memory=0)
    run.join(60)
    return run


def test_the_oldest_run_that_has_ended_makes_room_and_each_has_a_mark_and_a_name_of_its_own(short):
    session = Session()
    runs = [begun(session, short()) for _ in range(RUNS_KEPT + 2)]
    assert session.runs.kept == runs[2:]
    assert len({session.runs.marks[run.id] for run in session.runs.kept}) == RUNS_KEPT
    assert len({run.name for run in session.runs.kept}) == RUNS_KEPT
    assert session.in_use.run is runs[-1]


def test_with_six_runs_under_way_another_one_is_refused(short):
    session = Session()
    for _ in range(RUNS_KEPT):
        session.add(short())
    extra = short()
    session.begin(extra, Scheduler(), memory=0)
    assert "still under way" in t(session.runs.start_problem)
    assert extra not in session.runs.kept
    with pytest.raises(BusyError):
        session.add(extra)


@pytest.fixture
def endless(lesson, noise):
    run = Run(lesson, noise, ImageConfig(epochs=50, batch_size=1, learning_rate=1e-6))
    yield run
    run.abandon()


def test_a_deleted_run_rests_and_the_newest_of_the_others_is_shown(short, endless):
    session = Session()
    first = begun(session, short())
    session.begin(endless, Scheduler(), memory=0)
    session.delete(endless)
    endless.settle(60)
    assert endless.snapshot.status is Status.PAUSED
    assert session.runs.kept == [first]
    assert session.in_use.run is first
    assert session.in_use.network is first.network


def test_a_run_deleted_under_way_comes_back_and_goes_on(endless):
    session = Session()
    session.begin(endless, Scheduler(), memory=0)
    endless.name = "Mine"
    mark = session.runs.marks[endless.id]
    session.delete(endless)
    endless.settle(60)
    step = endless.snapshot.step
    session.undelete()
    assert (session.in_use.run, endless.name, session.runs.marks[endless.id]) == (endless, "Mine", mark)
    await_state(lambda: endless.snapshot.step > step)
    assert session.runs.deleted is None


def test_a_finished_run_comes_back_with_the_weights_that_were_in_use(short):
    session = Session()
    run = begun(session, short())
    session.in_use.wants_best.add(run.id)
    session.delete(run)
    assert session.in_use.network.run_id != run.id
    session.undelete()
    assert session.runs.kept == [run]
    assert run.id in session.in_use.wants_best


def test_only_the_last_deleted_run_is_kept_and_none_where_memory_is_short(short, endless, monkeypatch):
    session, queue = Session(), Scheduler()
    session.begin(endless, queue, memory=0)
    session.delete(endless)
    session.delete(begun(session, short()))
    endless.join(60)
    assert endless.snapshot.status is Status.STOPPED
    rooms = iter([BusyError("full"), None])  # without the deleted run there is room

    def check_room(*_):
        if (problem := next(rooms)) is not None:
            raise problem

    monkeypatch.setattr(queue, "check_room", check_room)
    session.begin(run := short(), queue, memory=0)
    assert session.runs.deleted is None
    assert session.runs.kept == [run]
    assert not session.runs.start_problem


def test_where_six_runs_have_come_meanwhile_the_deleted_one_stays_where_it_is(short):
    session = Session()
    session.delete(begun(session, short()))
    others = [begun(session, short()) for _ in range(RUNS_KEPT)]
    session.undelete()
    assert session.runs.kept == others
    assert session.runs.deleted is not None


def test_the_weights_of_the_best_epoch_can_be_used_instead(lesson, noise):
    session = Session()
    run = begun(session, Run(lesson, noise, ImageConfig(epochs=8, batch_size=20, learning_rate=0.3, seed=1)))
    assert session.in_use.network is run.network is not run.best
    session.in_use.wants_best.add(run.id)
    assert session.in_use.network is run.best


def test_the_weights_in_use_are_named_and_come_first(lesson, noise):
    session = Session()
    run = begun(session, Run(lesson, noise, ImageConfig(epochs=8, batch_size=20, learning_rate=0.3)))
    assert run.best.card.epochs_done < 8
    assert [name for name, _ in session.in_use.networks().values()][:2] == [run.name, f"{run.name}, best epoch"]
    session.in_use.wants_best.add(run.id)
    assert [name for name, _ in session.in_use.networks().values()][:2] == [f"{run.name}, best epoch", run.name]
    assert session.in_use.choices()[run.id] == f"{run.name}, best epoch"
    assert session.in_use.names_best


def test_a_visitor_who_has_left_for_good_leaves_nothing(short):
    session = Session()
    run, token = begun(session, short()), session.token
    session.forget()
    assert (session.runs.kept, session.in_use.run, session.in_use.network.origin) == ([], None, "pretrained")
    assert run.snapshot.ended
    assert (session.token, session.lost_work, session.has_work) == (token, True, False)  # to be told


@pytest.mark.slow
def test_a_paused_run_does_not_go_on_while_the_server_has_no_room_and_says_so(visit, monkeypatch):
    app = visit("train")
    run = start_a_long_run(app)
    button(app, "deck-pause").click()
    rerun(app)
    run.settle(60)
    rerun(app)
    monkeypatch.setenv(LIMIT_VARIABLE, "10")
    button(app, "deck-play").click()
    rerun(app)
    assert run.snapshot.status is Status.PAUSED
    assert "Going on with this run needs about" in app.error[0].value
    monkeypatch.delenv(LIMIT_VARIABLE)
    button(app, "deck-step").click()
    rerun(app)
    assert not app.error
    run.abandon()


@pytest.mark.slow
def test_pause_step_and_play_on_the_page(visit):
    app = visit("train")
    run = start_a_long_run(app)
    assert button(app, "deck-step").disabled
    button(app, "deck-pause").click()
    rerun(app)
    run.settle(60)
    rerun(app)
    assert run.snapshot.status is Status.PAUSED
    step = run.snapshot.step
    button(app, "deck-step").click()
    rerun(app)
    run.settle(60)
    assert run.snapshot.step == step + 1
    rerun(app)
    button(app, "deck-play").click()
    rerun(app)
    assert run.snapshot.active
    button(app, "deck-stop").click()
    rerun(app)
    run.join(60)


@pytest.mark.slow
def test_a_learning_rate_out_of_bounds_is_refused_and_changes_nothing(visit):
    app = visit("train")
    run = start_a_long_run(app)
    app.number_input(key=f"rate-{session_of(app).in_use.run.id}").set_value(99.0)
    rerun(app)
    assert "A learning rate of 99 is outside 0.000001 to 10" in texts(app)
    app.number_input(key=f"rate-{session_of(app).in_use.run.id}").set_value(0.0005)
    rerun(app)
    run.pause()
    run.settle(60)
    assert run.snapshot.learning_rate == 0.0005
    run.abandon()


@pytest.mark.slow
def test_a_factor_counts_for_the_learning_rate_as_it_is_now(visit):
    app = visit("train")
    run = start_a_long_run(app)  # the page still shows the rate that it began with
    run.set_learning_rate(0.0002)
    await_state(lambda: run.snapshot.learning_rate == 0.0002)
    button(app, "rate-0.5").click()
    rerun(app)
    await_state(lambda: run.snapshot.learning_rate == 0.0001)
    run.abandon()


def test_a_second_click_on_delete_finds_nothing_to_do(short):
    session = Session()
    run, other = begun(session, short()), begun(session, short())
    session.delete(run)
    session.delete(run)
    assert session.runs.kept == [other]


@pytest.mark.slow
def test_two_runs_never_have_the_same_name(visit, short):
    app = visit("train")
    session = session_of(app)
    first, second = begun(session, short()), begun(session, short())
    rerun(app)
    app.text_input(key=f"name-{second.id}-en").set_value(first.name)
    rerun(app)
    assert second.name == f"{first.name} (2)" == app.text_input(key=f"name-{second.id}-en").value
    app.text_input(key=f"name-{second.id}-en").set_value("  wide   one ")
    rerun(app)
    assert second.name == "wide one"


def test_a_server_that_is_full_says_so_and_starts_nothing(visit, monkeypatch):
    monkeypatch.setattr("core.work.scheduler.MOST_JOBS", 0)
    app = visit("train")
    button(app, "start").click()
    rerun(app)
    assert "The queue is full" in texts(app)
    assert session_of(app).runs.kept == []
    number(app, "epochs").set_value(2)
    rerun(app)
    assert "The queue is full" not in texts(app)  # it was said of another run


@pytest.mark.slow
def test_the_seventh_run_is_announced_with_the_one_that_will_go(visit, short):
    app = visit("train")
    session = session_of(app)
    for _ in range(RUNS_KEPT):
        begun(session, short())
    rerun(app)
    assert "Starting another one removes the oldest that has ended" in texts(app)
    assert "Lesson 000 on Noise" in texts(app)
    session.runs.kept[:] = session.runs.kept[:0]
    session.in_use.run = None


@pytest.mark.slow
def test_early_stopping_is_a_hyperparameter_and_is_explained_when_it_happens(visit):
    app = visit("train")
    number(app, "patience").set_value(1)
    number(app, "learning_rate").set_value(0.03)
    rerun(app)
    button(app, "start").click()
    rerun(app)
    run = run_to_end(app)
    assert len(run.snapshot.epochs) < 30
    assert "Ended early: in the epoch after epoch" in texts(app)
    assert "Best epoch by accuracy on the test set:" in texts(app)


@pytest.mark.slow
def test_a_line_of_the_list_says_what_differs_from_the_preset(visit):
    app = visit("train")
    app.segmented_control(key="preset-000").set_value("post")
    rerun(app)
    number(app, "epochs").set_value(1)
    number(app, "learning_rate").set_value(0.5)
    rerun(app)
    assert "No longer “As in the post”: Epochs 1 instead of 5; Learning rate 0.5 instead of 0.01." in texts(app)
    button(app, "start").click()
    rerun(app)
    run_to_end(app)
    assert "As in the post, Epochs 1, Learning rate 0.5 · " in button(app, "shown-*").label
    button(app, "back-to-preset").click()
    button(app, "start").click()
    rerun(app)
    run_to_end(app)
    assert "] As in the post · " in button(app, "shown-*").label


@pytest.mark.slow
def test_a_run_that_is_paused_in_its_first_epoch_has_not_ended(visit):
    app = visit("train")
    run = start_a_long_run(app)
    run.pause()
    run.settle(60)
    rerun(app)
    if not run.snapshot.epochs:
        assert "The first epoch has not ended yet." in texts(app)
    assert "It ended before its first epoch was over." not in texts(app)
    run.stop()
    run.join(60)
    rerun(app)
    assert ("It ended before its first epoch was over." in texts(app)) is not bool(run.snapshot.epochs)


@pytest.mark.slow
@pytest.mark.parametrize(("accuracy", "offered"), [(0.95, False), (0.9, False), (0.85, True), (None, True)])
def test_a_stopped_run_never_offers_an_epoch_that_is_worse_than_the_weights_in_use(
    visit, lesson, noise, accuracy, offered
):
    app = visit("train")
    session = session_of(app)
    run = begun(session, Run(lesson, noise, ImageConfig(epochs=3, batch_size=20, learning_rate=0.3)))
    epochs = [(0.8, 0.5), (0.9, 0.4), (0.7, 0.9)]
    ends = tuple(EpochEnd(i, 0.1, 0.9, loss, right, 1.0) for i, (right, loss) in enumerate(epochs, 1))
    card = run.network.card
    run.player._show(
        snapshot=replace(run.snapshot, status=Status.STOPPED, epochs=ends),
        best=replace(run.network, card=replace(card, epochs_done=2, steps_done=20, accuracy=0.9)),
        network=replace(run.network, card=replace(card, accuracy=accuracy, measured_on="test set")),
    )
    rerun(app)
    assert ("Best epoch by accuracy on the test set: 2" in texts(app)) is offered


def test_a_run_stopped_in_its_last_test_offers_no_epoch_that_is_worse(visit, digits_dataset):
    app = visit("train")
    session, chosen = session_of(app), LESSONS["000"]
    slow = {"optimizer": "SGD", "learning_rate": 0.02, "schedule": "constant"}  # one epoch is far from enough
    config = replace(chosen.presets[0].config_for(digits_dataset.id), epochs=2, **slow)
    run = Run(chosen, digits_dataset, config)
    note = run.player._note

    def note_and_stop(event):
        """Somebody presses Stop while the test at the end of the last epoch is under way."""
        note(event)
        if isinstance(event, Scoring) and len(run.player._training.epochs) == config.epochs - 1:
            run.stop()

    run.player._note = note_and_stop
    begun(session, run)
    rerun(app)
    assert run.best.card.accuracy < run.network.card.accuracy
    assert len(run.snapshot.epochs) == 1
    assert "Best epoch" not in texts(app)


@pytest.mark.slow
def test_weights_that_could_not_be_brought_back_are_not_given_out_and_the_reason_is_said(visit, digits_dataset):
    app = visit("train")
    session, chosen = session_of(app), LESSONS["000"]
    config = chosen.presets[0].config_for(digits_dataset.id)
    wild = replace(config, epochs=30, optimizer="Nesterov", momentum=0.99, learning_rate=10.0)
    run = begun(session, Run(chosen, digits_dataset, wild))
    assert run.snapshot.status is Status.FINISHED
    rerun(app)
    assert "some of its answers are not finite numbers" in texts(app)
    downloads = [found for found in app.get("download_button") if found.proto.label == "Download weights"]
    assert downloads
    assert all(found.proto.disabled for found in downloads)
    with pytest.raises(WeightsError, match="not finite numbers"):
        save_weights(run.network)


@pytest.mark.slow
def test_a_paused_run_is_in_use_on_the_other_pages(visit):
    app = visit("train")
    run = start_a_long_run(app)
    run.pause()
    run.settle(60)
    rerun(app.switch_page("pages/views/evaluate.py"))
    assert "the run itself has not tested these weights" in texts(app)
    assert "Class by class" in texts(app)
    run.play(Goal.STEP)
    run.settle(60)
    rerun(app)
    assert "Class by class" in texts(app)
    run.abandon()


@pytest.mark.slow
def test_all_visitors_share_one_queue(visit):
    one, two = visit("train"), visit("train")
    runs = [start_a_long_run(app) for app in (one, two)]
    assert all(run.standing() is not None for run in runs)
    assert runs[0].owner is not runs[1].owner
    for run in runs:
        run.abandon()
        run.join(60)
