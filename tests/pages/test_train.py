import pytest

from core.runs import Status
from tests.pages.conftest import button, rerun, run_to_end, session_of, texts


def number(app, label):
    return next(found for found in app.number_input if found.label == label)


def start_a_long_run(app):
    number(app, "Epochs").set_value(50)
    number(app, "Batch size").set_value(1)
    rerun(app)
    button(app, "Start training").click()
    rerun(app)
    return session_of(app).run


def test_the_quick_preset_reaches_95_percent_on_the_built_in_digits(visit):
    app = visit("train")
    button(app, "Start training").click()
    rerun(app)
    run = run_to_end(app)
    assert run.snapshot.status is Status.FINISHED
    assert run.snapshot.epochs[-1].test_accuracy >= 0.95
    assert "Accuracy of the network on the 360 test images: " in texts(app)
    assert [metric.value for metric in app.metric][-1].endswith("%")


def test_the_posts_preset_has_exactly_the_posts_values(visit):
    app = visit("train")
    app.segmented_control(key="preset-000").set_value("post")
    rerun(app)
    values = {found.label: found.value for found in [*app.number_input, *app.selectbox]}
    assert values["Epochs"] == 5
    assert values["Batch size"] == 64
    assert values["Optimizer"] == "SGD"
    assert values["Learning rate"] == 0.01
    assert values["Momentum"] == 0.0
    assert values["Normalisation"] == "half"
    assert values["Log every ... mini-batches"] == 100


def test_what_it_will_cost_is_said_before_starting(visit):
    assert "Epochs x mini-batches: 30 x 45 = **1,350 steps**. Expected time: **" in texts(visit("train"))


@pytest.mark.parametrize(
    ("label", "value", "says"),
    [
        ("Epochs", 0, "epochs=0 is outside 1 to 50"),
        ("Batch size", 100_000, "batch_size=100,000 is outside 1 to 1,024"),
        ("Learning rate", 0.0, "learning_rate=0 is outside 0.000001 to 10"),
        ("Seed", -1, "seed=-1 is outside"),
    ],
)
def test_a_hyperparameter_out_of_bounds_is_named_and_cannot_be_started(visit, label, value, says):
    app = visit("train")
    number(app, label).set_value(value)
    rerun(app)
    assert says in app.error[0].value
    assert button(app, "Start training").disabled
    number(app, label).set_value(3)
    rerun(app)
    assert not app.error
    assert not button(app, "Start training").disabled


def test_a_changed_value_is_noted_and_can_be_put_back(visit):
    app = visit("train")
    number(app, "Epochs").set_value(3)
    rerun(app)
    assert "Changed from “Quick”: Epochs." in texts(app)
    button(app, "Back to the preset").click()
    rerun(app)
    assert number(app, "Epochs").value == 30
    assert "Changed from" not in texts(app)


def test_values_are_still_there_after_a_visit_to_another_page(visit):
    app = visit("train")
    number(app, "Epochs").set_value(3)
    rerun(app)
    rerun(app.switch_page("pages/views/home.py"))
    rerun(app.switch_page("pages/views/train.py"))
    assert number(app, "Epochs").value == 3


def test_training_goes_on_while_the_visitor_walks_through_other_pages(visit):
    app = visit("train")
    run = start_a_long_run(app)
    for page in ("home", "data", "evaluate", "playground", "train"):
        rerun(app.switch_page(f"pages/views/{page}.py"))
        assert session_of(app).run is run
        assert run.snapshot.active
    button(app, "Stop").click()
    rerun(app)
    assert run.snapshot.status is Status.STOPPED
    assert run.network is not None


def test_starting_again_stops_the_run_before(visit):
    app = visit("train")
    first = start_a_long_run(app)
    button(app, "Start again").click()
    rerun(app)
    first.join(60)
    assert first.snapshot.status is Status.STOPPED
    second = session_of(app).run
    assert second is not first
    second.stop()
    second.join(60)


def test_two_visitors_never_see_each_others_run(visit):
    one, two = visit("train"), visit("train")
    button(one, "Start training").click()
    rerun(one)
    run_to_end(one)
    rerun(two)
    assert session_of(two).run is None
    assert session_of(two).network is None
    assert "The curves will appear here." in texts(two)


def test_too_few_mini_batches_for_a_log_line_are_pointed_out(visit):
    app = visit("train")
    app.segmented_control(key="preset-000").set_value("post")
    rerun(app)
    assert "An epoch has only 23 mini-batches, so the console will print no losses." in texts(app)


def test_momentum_is_greyed_out_where_the_optimizer_does_not_read_it(visit):
    app = visit("train")
    assert number(app, "Momentum").disabled
    next(found for found in app.selectbox if found.label == "Optimizer").set_value("SGD")
    rerun(app)
    assert not number(app, "Momentum").disabled
