import copy
import io
import threading
from dataclasses import replace

import numpy as np
import pytest
import torch
from safetensors.torch import save as save_safetensors
from streamlit.testing.v1 import AppTest

from core.data.dataset import Split
from core.evaluate.evaluation import evaluate
from core.evaluate.thresholds import decided_at, roc
from core.lessons import LESSONS
from core.runs.run import Run
from core.weights import save_weights
from core.work.scheduler import Scheduler
from core.work.task import Progress
from pages.ui.evaluate.examples import ORDERS
from pages.ui.evaluate.report import report
from pages.ui.words import percent, plain
from tests.conftest import built_in, shortened
from tests.pages.conftest import button, data_url, open_tab, rerun, run_to_end, selectbox, session_of, texts


@pytest.fixture
def evaluated(visit, trained):
    app = visit("evaluate")
    session_of(app).in_use.use(trained)
    return rerun(app)


def upload(app, name: str, content: bytes):
    app.file_uploader[0].set_value([(name, content, "application/octet-stream")])
    return rerun(app)


@pytest.mark.slow
def test_before_anything_is_trained_a_pretrained_network_is_evaluated_on_what_is_here(visit):
    app = visit("evaluate")
    written = texts(app)
    assert "Network of lesson 004, pretrained (it came with the app)" in written
    assert "It was trained on MNIST at 32 x 32, which is not here" in written
    assert "Accuracy of the network on the 360 test images: " in written


@pytest.mark.slow
def test_a_pretrained_network_whose_data_are_not_here_leads_on(visit):
    app = visit("evaluate")
    app.selectbox(key="network-in-use").set_value("002b-imdb")
    rerun(app)
    assert "It was trained on IMDB, which is not here: the Data page can download it." in texts(app)
    assert "Choose another network above, or train one" in texts(app)


def test_the_numbers_are_those_of_the_network(evaluated, trained):
    assert evaluated.metric[0].value == f"{100 * trained.card.accuracy:.2f}%"
    assert evaluated.metric[3].value == "360"
    assert "| macro average |" in texts(evaluated)
    wrong = round(360 * (1 - trained.card.accuracy))
    assert len(evaluated.get("image")) == min(wrong, 24)


def test_the_same_network_is_evaluated_once(evaluated):
    before = list(session_of(evaluated).tasks.values())
    rerun(evaluated)
    assert list(session_of(evaluated).tasks.values()) == before


def test_uploaded_weights_are_used_and_say_so(visit, trained):
    app = upload(visit("evaluate"), "mine.safetensors", save_weights(trained))
    assert "Network of lesson 000, uploaded, 30 epochs on Built-in digits" in texts(app)
    assert app.metric[0].value == f"{100 * trained.card.accuracy:.2f}%"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"just some text", "not a safetensors file"),
        (b"", "The file is empty."),
        (save_safetensors({"conv1.weight": torch.zeros(6, 3, 5, 5)}), "fc1.weight is missing"),
    ],
    ids=["text", "empty", "another network"],
)
def test_a_wrong_file_is_refused_in_words_and_the_network_stays(evaluated, trained, content, says):
    upload(evaluated, "wrong.safetensors", content)
    assert says in evaluated.error[0].value
    assert session_of(evaluated).in_use.network is trained
    upload(evaluated, "right.safetensors", save_weights(trained))
    assert not evaluated.error


@pytest.mark.slow
def test_uploading_does_not_disturb_a_run(visit, trained):
    app = visit("train")
    button(app, "start").click()
    rerun(app)
    rerun(app.switch_page("pages/views/evaluate.py"))
    session_of(app).in_use.use(trained)
    run_to_end(app)
    assert session_of(app).in_use.network is trained
    own = session_of(app).in_use.run.network
    app.selectbox(key="network-in-use").set_value(session_of(app).in_use.run.id)
    rerun(app)
    assert session_of(app).in_use.network is own


def test_a_cell_leads_to_exactly_its_examples(evaluated, trained, digits_dataset):
    found = evaluate(trained, digits_dataset)
    pair = found.confused()[0]
    evaluated.selectbox(key="confusion-digits-truth").set_value(1 + pair.truth)
    evaluated.selectbox(key="confusion-digits-guess").set_value(1 + pair.guess)
    rerun(evaluated)
    count = f"{pair.count} example{'s' * (pair.count > 1)}"
    told = f"{count} where the truth is {pair.truth} and the network says {pair.guess}"
    assert told in texts(evaluated).splitlines()
    shown = [button.key.rsplit("-", 1)[1] for button in evaluated.button if button.label == "Why?"]
    assert sorted(map(int, shown)) == found.chosen(pair.truth, pair.guess).tolist()


@pytest.mark.slow
def test_examples_can_be_sorted_and_paged(evaluated, trained, digits_dataset):
    found = evaluate(trained, digits_dataset)
    evaluated.segmented_control(key="examples-which").set_value("all")
    rerun(evaluated)
    for order in ORDERS:
        evaluated.selectbox(key="examples-None-None-order").set_value(order)
        rerun(evaluated)
        shown = [int(button.key.rsplit("-", 1)[1]) for button in evaluated.button if button.label == "Why?"]
        assert shown == found.ranked(np.arange(360), order)[:24].tolist()
    evaluated.number_input(key="examples-None-None-page-15").set_value(15)
    rerun(evaluated)
    shown = [int(button.key.rsplit("-", 1)[1]) for button in evaluated.button if button.label == "Why?"]
    assert shown == list(range(336, 360))


@pytest.mark.slow
def test_an_example_opens_with_its_probabilities_and_its_reason(evaluated):
    assert button(evaluated, "*-why-*").proto.type == "secondary"  # it looks like a button
    button(evaluated, "*-why-*").click()
    rerun(evaluated)
    method = "the more a small change of it would change the score"  # behind the question mark
    assert any(method in each.proto.help for each in evaluated.caption)
    assert "Loss: " in texts(evaluated)


def test_how_sure_it_is_and_what_a_temperature_does(evaluated):
    open_tab(evaluated, "How sure it is")
    assert "Expected calibration error" in [metric.label for metric in evaluated.metric]
    evaluated.toggle(key="temperature").set_value(True)
    rerun(evaluated)
    assert "divided, makes the network" in texts(evaluated)


def test_uploaded_weights_have_no_history_and_can_be_compared_with_pretrained_ones(evaluated):
    open_tab(evaluated, "Over time")
    assert "Only a network that was trained here has a history" in texts(evaluated)
    open_tab(evaluated, "Two networks")
    assert evaluated.selectbox(key="compare-with").options == ["MNIST, pretrained (lesson 000)"]  # of the same input
    assert "McNemar's exact test" in texts(evaluated)


def test_worse_examples_are_measured_on_demand(evaluated):
    open_tab(evaluated, "Worse examples")
    assert "It suffers most" not in texts(evaluated)
    button(evaluated, "robustness-measure").click()
    rerun(evaluated)
    assert "On 360 unchanged examples" in texts(evaluated)
    assert "It suffers most from" in texts(evaluated)


@pytest.mark.slow
def test_long_work_shows_how_far_it_is_and_can_be_stopped_and_begun_anew(evaluated, monkeypatch):
    begun, go_on = threading.Event(), threading.Event()

    def slowly(_network, _dataset):
        yield Progress(1, 4)
        begun.set()
        go_on.wait(60)
        yield Progress(2, 4)

    open_tab(evaluated, "Worse examples")
    with monkeypatch.context() as patched:
        patched.setattr("pages.ui.evaluate.robustness.measuring_robustness", slowly)
        button(evaluated, "robustness-measure").click()
        evaluated.run()
        assert begun.wait(60)
        evaluated.run()
        assert evaluated.get("progress")[0].proto.value == 25
        assert evaluated.get("progress")[0].proto.text == "Testing on worse examples: 1 of 4"
        button(evaluated, "stop-*").click()
        evaluated.run()
        go_on.set()
        rerun(evaluated)
        assert "Testing on worse examples: Stopped." in texts(evaluated)
    button(evaluated, "again-*").click()
    rerun(evaluated)
    assert "It suffers most from" in texts(evaluated)


def test_a_network_whose_answers_are_no_numbers_has_no_figures_and_a_reason(evaluated, trained):
    model = copy.deepcopy(trained.model)
    model.fc1.weight.fill_(float("nan"))
    session_of(evaluated).in_use.use(replace(trained, model=model))
    rerun(evaluated)
    assert [metric.value for metric in evaluated.metric[:2]] == ["not defined", "not defined"]
    assert "are not numbers" in evaluated.error[0].value
    assert "Class by class" not in texts(evaluated)


def test_a_class_that_is_never_guessed_has_no_precision_and_is_named(evaluated, trained):
    model = copy.deepcopy(trained.model)
    model.fc3.weight.zero_()
    model.fc3.bias.copy_(torch.eye(10)[3])
    session_of(evaluated).in_use.use(replace(trained, model=model))
    rerun(evaluated)
    assert "| 0 | not defined | 0.000 | 0.000 |" in texts(evaluated)
    assert "No precision for 0, 1, 2, 4, 5, 6, 7, 8, 9: the network never gives this answer." in texts(evaluated)
    for title in ("How sure it is", "Two networks", "Worse examples"):
        open_tab(evaluated, title)


def test_a_test_set_with_a_missing_class_says_so(visit, trained, digits_dataset):
    kept = digits_dataset.test.targets != 5
    test = Split(digits_dataset.test.images[kept], digits_dataset.test.targets[kept])
    app = visit("evaluate")
    session_of(app).in_use.use(replace(trained, dataset=replace(digits_dataset, test=test)))
    rerun(app)
    assert "No recall for 5: the test set has no example of it." in texts(app)
    app.segmented_control(key="confusion-digits-share").set_value("row")
    rerun(app)


def test_the_answers_and_the_figures_can_be_taken_away(trained, digits_dataset):
    evaluation = evaluate(trained, digits_dataset)
    page = report(trained, digits_dataset, evaluation)
    assert page.count("plotly-graph-div") == 3
    assert "<script src=" not in page
    assert "Plotly.newPlot" in page
    assert f"Accuracy {percent(evaluation.accuracy)}" in page
    assert '<html lang="en">' in page


def test_what_is_taken_away_is_in_the_language_of_the_visitor(trained, digits_dataset, monkeypatch):
    monkeypatch.setattr("pages.ui.language.language", lambda: "ko")
    monkeypatch.setattr("pages.ui.evaluate.report.language", lambda: "ko")
    page = report(trained, digits_dataset, evaluate(trained, digits_dataset))
    assert '<html lang="ko">' in page
    assert "<th>정밀도" in page
    assert "<th>Precision" not in page


def test_a_file_that_another_thread_makes_is_in_the_language_of_the_visitor():
    def script():
        import threading

        import streamlit as st

        from pages.ui.evaluate.report import _for_this_visitor
        from pages.ui.language import language

        st.session_state["language"] = "ko"
        make, made = _for_this_visitor(language), []
        thread = threading.Thread(target=lambda: made.append(make()))  # as Streamlit does when the button is pressed
        thread.start()
        thread.join()
        st.text(made[0])

    assert AppTest.from_function(script).run().text[0].value == "ko"


def test_the_tab_stays_open_when_the_language_changes(evaluated):
    open_tab(evaluated, "How sure it is")
    evaluated.segmented_control(key="language-en").set_value("ko")
    rerun(evaluated)
    assert "기대 보정 오차" in [metric.label for metric in evaluated.metric]
    assert "Class" not in texts(evaluated)


@pytest.mark.slow
def test_for_two_classes_the_threshold_moves_the_figures(visit):
    lesson = LESSONS["002b"]
    dataset = shortened(built_in(lesson), 300, 100)
    app = visit("evaluate")
    run = Run(lesson, dataset, replace(lesson.presets[0].config_for(dataset.id), epochs=1))
    session_of(app).begin(run, Scheduler(), memory=0)
    run.join(60)
    open_tab(app, "How sure it is")
    found = evaluate(run.network, dataset)
    for threshold in (0.5, 0.2, 1.0):
        app.slider(key="threshold").set_value(threshold)
        rerun(app)
        decided = decided_at(found, threshold)
        assert f"| Accuracy | {percent(decided.accuracy)} |" in texts(app)
    assert f"**ROC curve, area {roc(found).area:.4f}**" in texts(app)
    open_tab(app, "Where it fails")
    button(app, "*-why-*").click()
    rerun(app)
    assert "Blue words moved the answer towards “positive”" in texts(app)


def test_the_visitors_names_of_classes_are_shown_as_they_are(visit, trained, digits_dataset):
    classes = ("hot_dog", "not_hot_dog", *"23456789")
    network = replace(
        trained, card=replace(trained.card, classes=classes), dataset=replace(digits_dataset, classes=classes)
    )
    app = visit("evaluate")
    session_of(app).in_use.use(network)
    rerun(app)
    assert "not_hot_dog" in app.selectbox(key="confusion-digits-truth").options
    assert "| not_hot_dog |" in texts(app)


@pytest.mark.slow
def test_a_class_may_be_called_like_one_of_our_own_choices(visit, trained, digits_dataset):
    classes = ("its answer", "any", "The mistakes", "$5", "[old]", ":red[x]", "<b>6</b>", "7", "8", "9")
    dataset = replace(digits_dataset, classes=classes)
    app = visit("evaluate")
    session_of(app).in_use.use(replace(trained, card=replace(trained.card, classes=classes), dataset=dataset))
    rerun(app)
    for name in classes:
        assert f"| {plain(name)} |" in texts(app)
    rerun(app.switch_page("pages/views/playground.py"))
    draw_one(app)
    box = selectbox(app, "*-score-of-*")
    assert box.options == ["its answer", *classes]
    box.set_value(0)
    rerun(app)
    captions = [image.caption for element in app.get("image") for image in element.proto.imgs]
    assert "What moved the score of “its answer”" in captions


def draw_one(app):
    """A stroke from top to bottom."""
    stroke = np.zeros((280, 280), np.uint8)
    stroke[60:220, 130:150] = 255
    drawn = {"drawing": {"raw": {"objects": [{"type": "Path"}]}, "data": data_url(stroke)}, "backgroundFit": None}
    app.session_state[f"canvas-{session_of(app).asking.pad.number}"] = drawn
    return rerun(app)


def saved(value, **options) -> bytes:
    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("old", [False, True])
def test_weights_that_a_reader_saved_at_home_are_asked_about_and_then_used(evaluated, trained, old):
    before = session_of(evaluated).in_use.network
    content = saved(trained.model.state_dict(), _use_new_zipfile_serialization=not old)
    upload(evaluated, "net.pth", content)
    assert session_of(evaluated).in_use.network is before  # until it is known what they have learnt from
    assert "**These are weights of lesson 000.**" in texts(evaluated)
    selectbox(evaluated, "recognised-dataset-*").set_value("digits")
    rerun(evaluated)
    button(evaluated, "recognised-use").click()
    rerun(evaluated)
    assert session_of(evaluated).in_use.network.origin == "uploaded"
    assert "Network of lesson 000, uploaded, for Built-in digits; its file does not say how it was trained." in texts(
        evaluated
    )
    assert "These are weights of lesson" not in texts(evaluated)
    assert "Class by class" in texts(evaluated)


def test_weights_that_were_brought_can_be_left(evaluated, trained):
    before = session_of(evaluated).in_use.network
    upload(evaluated, "net.pt", saved(trained.model.state_dict()))
    button(evaluated, "recognised-leave").click()
    rerun(evaluated)
    assert session_of(evaluated).in_use.network is before
    assert session_of(evaluated).in_use.recognised is None


@pytest.mark.slow
def test_a_network_without_finite_answers_says_so_wherever_it_is_asked(visit, trained):
    model = copy.deepcopy(trained.model)
    model.fc1.weight[::2], model.fc1.weight[1::2] = 3e38, -3e38
    model.fc2.weight[:] = torch.where(torch.arange(128) % 3 == 0, 3e38, -3e38)
    network = replace(trained, model=model, run_id="")
    app = visit("evaluate")
    session_of(app).in_use.use(network)
    rerun(app)
    assert [metric.value for metric in app.metric][:2] == ["not defined", "not defined"]
    rerun(app.switch_page("pages/views/playground.py"))
    draw_one(app)
    assert next(metric for metric in app.metric if metric.label == "The network says").value == "no answer"
    assert "Its numbers have grown beyond all" in texts(app)
    assert "nan" not in texts(app).lower()
    assert "Why this answer?" not in texts(app)
