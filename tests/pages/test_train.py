import pytest

from core.lessons import LESSONS
from core.runs.snapshot import Status
from pages.ui.train import code_panel
from pages.ui.words import name_of
from tests.conftest import built_in
from tests.pages.conftest import button, rerun, run_to_end, session_of, texts


def number(app, name):
    """The field of a hyperparameter that is a number."""
    return app.number_input(key=f"config-{name}")


def values_of(app):
    """Name of a hyperparameter -> what its field shows."""
    fields = [*app.number_input, *app.selectbox]
    return {each.key.removeprefix("config-"): each.value for each in fields if each.key.startswith("config-")}


def start_a_long_run(app):
    number(app, "epochs").set_value(50)
    number(app, "batch_size").set_value(1)
    rerun(app)
    button(app, "start").click()
    rerun(app)
    return session_of(app).in_use.run


@pytest.mark.slow
def test_the_quick_preset_reaches_95_percent_on_the_built_in_digits(visit):
    app = visit("train")
    button(app, "start").click()
    rerun(app)
    run = run_to_end(app)
    assert run.snapshot.status is Status.FINISHED
    assert run.snapshot.epochs[-1].held_out_accuracy >= 0.95
    assert "Accuracy of the network on the 360 test images: " in texts(app)
    assert [metric.value for metric in app.metric][-1].endswith("%")


def test_the_posts_preset_has_exactly_the_posts_values(visit):
    app = visit("train")
    app.segmented_control(key="preset-000").set_value("post")
    rerun(app)
    values = values_of(app)
    assert values["epochs"] == 5
    assert values["batch_size"] == 64
    assert values["optimizer"] == "SGD"
    assert values["learning_rate"] == 0.01
    assert values["schedule"] == "constant"
    assert values["loss"] == "CrossEntropy"
    assert values["weight_decay"] == 0.0
    assert values["normalization"] == "half"
    assert values["log_every"] == 100


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_the_differences_from_the_post_name_the_data_that_are_not_the_post_s(visit, lesson_id):
    app = visit("train")
    app.selectbox(key="lesson").set_value(lesson_id)
    rerun(app)
    [differences] = [each.value for each in app.markdown if "- **The post " in each.value]
    posts = {"000": "MNIST", "002a": "CIFAR-10", "002b": "IMDB", "003": "CIFAR-10", "004": "MNIST at 32 x 32"}
    first = differences.splitlines()[0]
    if lesson_id in posts:
        dataset = built_in(LESSONS[lesson_id])
        assert first.startswith(f"- **The post learns from {posts[lesson_id]}.**")
        assert f"{len(dataset.train):,} training and {len(dataset.test):,} test examples" in first
    else:  # the post leaves its data open
        assert "learns from" not in differences


def test_what_it_will_cost_is_said_before_starting(visit):
    assert "Epochs x mini-batches: 30 x 45 = **1,350 steps**. Expected time on this server: **" in texts(visit("train"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("epochs", 0, "Epochs: 0 is outside 1 to 50"),
        ("batch_size", 100_000, "Batch size: 100,000 is outside 1 to 1,024"),
        ("learning_rate", 0.0, "Learning rate: 0 is outside 0.000001 to 10"),
        ("seed", -1, "Seed: -1 is outside"),
    ],
)
def test_a_hyperparameter_out_of_bounds_is_named_and_cannot_be_started(visit, name, value, says):
    app = visit("train")
    number(app, name).set_value(value)
    rerun(app)
    assert says in app.error[0].value
    assert button(app, "start").disabled
    number(app, name).set_value(3)
    rerun(app)
    assert not app.error
    assert not button(app, "start").disabled


def test_a_changed_value_is_noted_and_can_be_put_back(visit):
    app = visit("train")
    number(app, "epochs").set_value(3)
    rerun(app)
    assert "No longer “Quick”: Epochs 3 instead of 30." in texts(app)
    assert str(LESSONS["000"].presets[0].about) not in texts(app)
    button(app, "back-to-preset").click()
    rerun(app)
    assert number(app, "epochs").value == 30
    assert "No longer" not in texts(app)
    assert str(LESSONS["000"].presets[0].about) in texts(app)


def test_in_korean_labels_errors_and_changes_are_korean(visit):
    app = visit("train", "ko")
    assert list(app.selectbox(key="config-schedule").options) == ["일정", "계단", "코사인", "원사이클"]
    number(app, "epochs").set_value(0)
    rerun(app)
    assert app.error[0].value == "에폭 수: 0은 범위를 벗어나요. 1부터 50까지의 값을 입력해 주세요."
    number(app, "epochs").set_value(3)
    rerun(app)
    assert "“빠른 학습” 프리셋에서 바꾼 것: 에폭 수 30 → 3." in texts(app)


def test_values_are_still_there_after_a_visit_to_another_page(visit):
    app = visit("train")
    number(app, "epochs").set_value(3)
    rerun(app)
    rerun(app.switch_page("pages/views/home.py"))
    rerun(app.switch_page("pages/views/train.py"))
    assert number(app, "epochs").value == 3


@pytest.mark.slow
def test_a_number_typed_just_before_the_start_counts(visit):
    app = visit("train")
    number(app, "epochs").set_value(2)
    button(app, "start").click()
    rerun(app)
    assert run_to_end(app).config.epochs == 2


@pytest.mark.slow
def test_training_goes_on_while_the_visitor_walks_through_other_pages(visit):
    app = visit("train")
    run = start_a_long_run(app)
    for page in ("home", "data", "evaluate", "playground", "train"):
        rerun(app.switch_page(f"pages/views/{page}.py"))
        assert session_of(app).in_use.run is run
        assert run.snapshot.active
    button(app, "deck-stop").click()
    rerun(app)
    run.join(60)
    assert run.snapshot.status is Status.STOPPED
    assert run.network is not None


@pytest.mark.slow
def test_a_second_run_leaves_the_first_one_going_and_both_are_in_the_list(visit):
    app = visit("train")
    first = start_a_long_run(app)
    button(app, "start").click()
    rerun(app)
    second = session_of(app).in_use.run
    assert second is not first
    assert first.snapshot.active
    assert "Your runs (2 of 6 at most)" in texts(app)
    button(app, "show-*").click()
    rerun(app)
    assert session_of(app).in_use.run is first
    for run in (first, second):
        run.stop()
        run.join(60)


def test_a_run_that_ends_while_the_page_is_drawn_is_shown_as_ended(visit, monkeypatch):
    app = visit("train")
    draw = code_panel.code_panel

    def draw_slowly(session, *args) -> None:
        if session.in_use.run is not None:
            session.in_use.run.join(60)
        draw(session, *args)

    monkeypatch.setattr(code_panel, "code_panel", draw_slowly)
    number(app, "epochs").set_value(1)
    button(app, "start").click()
    rerun(app)
    assert session_of(app).in_use.run.snapshot.ended
    assert not [each for each in app.button if each.key == "deck-pause"]
    assert "Start training" in button(app, "start").label


@pytest.mark.slow
def test_two_visitors_never_see_each_others_run(visit):
    one, two = visit("train"), visit("train")
    button(one, "start").click()
    rerun(one)
    run_to_end(one)
    rerun(two)
    assert session_of(two).in_use.run is None
    assert session_of(two).in_use.network.origin == "pretrained"
    assert "Its curves will appear below." in two.get("progress")[0].proto.text


def test_too_few_mini_batches_for_a_log_line_are_pointed_out(visit):
    app = visit("train")
    app.segmented_control(key="preset-000").set_value("post")
    rerun(app)
    assert "An epoch has only 23 mini-batches, so the console will print no losses." in texts(app)


def test_momentum_is_asked_for_only_where_the_optimizer_reads_it(visit):
    app = visit("train")
    assert "momentum" not in values_of(app)
    choose_optimizer(app, "Nesterov")
    assert values_of(app)["momentum"] == 0.9


def choose_optimizer(app, name):
    app.selectbox(key="config-optimizer").set_value(name)
    rerun(app)


def test_another_optimizer_comes_with_a_learning_rate_that_suits_it(visit):
    app = visit("train")
    assert values_of(app)["learning_rate"] == 0.001
    choose_optimizer(app, "SGD")
    assert values_of(app)["learning_rate"] == 0.05
    choose_optimizer(app, "Adam")
    assert values_of(app)["learning_rate"] == 0.001


def test_a_schedule_is_drawn_before_it_is_used(visit):
    app = visit("train")
    before = len(app.get("bidi_component"))
    app.selectbox(key="config-schedule").set_value("one-cycle")
    rerun(app)
    assert len(app.get("bidi_component")) == before + 1
    assert "The learning rate over the run: from 4e-05 to 4e-09, at most 0.001." in texts(app)


def test_augmentation_is_shown_before_and_after(visit):
    app = visit("train")
    assert "Nothing is changed" in texts(app)
    number(app, "rotation").set_value(30.0)
    rerun(app)
    assert "After, drawn anew each time" in texts(app)
    assert len(app.get("image")) == 12


def open_lesson(visit, lesson_id, page="train"):
    app = visit(page)
    app.selectbox(key="lesson").set_value(lesson_id)
    return rerun(app)


@pytest.mark.slow
@pytest.mark.parametrize("lesson_id", LESSONS)
def test_every_page_shows_every_lesson_with_every_preset(visit, lesson_id):
    app = open_lesson(visit, lesson_id, "data")
    assert "Examples" in texts(app)
    rerun(app.switch_page("pages/views/train.py"))
    for preset in reversed(LESSONS[lesson_id].presets):
        app.segmented_control(key=f"preset-{lesson_id}").set_value(preset.id)
        rerun(app)
        assert str(preset.about) in texts(app)
        assert not button(app, "start").disabled
    number(app, "epochs").set_value(1)
    rerun(app)
    button(app, "start").click()
    rerun(app)
    run = run_to_end(app)
    assert run.snapshot.status is Status.FINISHED
    rerun(app.switch_page("pages/views/evaluate.py"))
    assert "The examples" in texts(app)
    rerun(app.switch_page("pages/views/playground.py"))
    assert "The answer appears here" in texts(app) or "The network says" in [metric.label for metric in app.metric]


def test_the_layers_of_lesson_001_follow_the_widgets(visit):
    app = open_lesson(visit, "001")
    assert "32 x 16 x 3 x 3 + 32" in texts(app)
    number(app, "blocks").set_value(1)
    number(app, "channels").set_value(5)
    rerun(app)
    assert "32 x 16 x 3 x 3 + 32" not in texts(app)
    assert "5 x 1 x 3 x 3 + 5" in texts(app)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("flatten", "no", "mat1 and mat2 shapes cannot be multiplied"),
        ("kernel_size", 30, "The kernel of 30 x 30 is larger than the image, 28 x 28"),
    ],
)
def test_a_network_that_cannot_work_is_explained_and_cannot_be_started(visit, name, value, says):
    app = open_lesson(visit, "001")
    field = app.selectbox(key="config-flatten") if name == "flatten" else number(app, name)
    field.set_value(value)
    rerun(app)
    assert says in app.error[0].value
    assert button(app, "start").disabled


@pytest.mark.slow
def test_the_wrong_mean_of_lesson_001_stands_beside_the_right_one(visit):
    app = open_lesson(visit, "001")
    app.segmented_control(key="preset-001").set_value("post")
    rerun(app)
    button(app, "start").click()
    rerun(app)
    run = run_to_end(app)
    end = run.snapshot.epochs[-1]
    assert f"Epoch 5 Loss: {end.batch_loss_sum / 1437}" in run.snapshot.log
    assert f"Divided by the number of mini-batches it is {end.batch_loss_sum / 23:.4g}" in (texts(app))


@pytest.mark.slow
def test_glove_is_refused_in_words_where_there_are_no_vectors(visit):
    app = open_lesson(visit, "002b")
    app.selectbox(key="config-embedding").set_value("GloVe")
    rerun(app)
    assert "choose the data set IMDB with GloVe" in app.error[0].value
    assert button(app, "start").disabled
    app.segmented_control(key="dataset-002b").set_value("imdb-glove")
    rerun(app)
    assert "Download IMDB with GloVe (946.3 MB)" in [found.label for found in app.button]


@pytest.mark.slow
def test_where_another_lesson_is_chosen_its_start_is_lit_and_the_curves_are_named(visit):
    app = visit("train")
    number(app, "epochs").set_value(1)
    button(app, "start").click()
    rerun(app)
    name = name_of(run_to_end(app))
    assert button(app, "start").proto.type == "secondary"
    assert name not in app.get("progress")[0].proto.text
    app.selectbox(key="lesson").set_value("004")
    rerun(app)
    assert button(app, "start").proto.type == "primary"
    assert "begins a run." in app.get("progress")[0].proto.text
    assert f"{name} · After epoch 1:" in texts(app)
    assert not app.metric


@pytest.mark.parametrize(("preset", "said"), [("quick", False), ("post", True)])
def test_where_the_post_s_data_are_not_here_the_post_s_preset_says_so(visit, preset, said):
    app = visit("train")
    if preset != "quick":
        app.segmented_control(key="preset-000").set_value(preset)
        rerun(app)
    assert ("The post learns from MNIST, this run from Built-in digits" in texts(app)) == said
