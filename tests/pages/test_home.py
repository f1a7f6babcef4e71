import re
from pathlib import Path

import pytest

from core.data.library import DataLibrary
from core.lessons import DATASETS, LESSONS, Lesson, Preset
from pages.ui.train import cost
from pages.ui.visitor import post_times
from tests.pages.conftest import button, rerun, texts

PICTURES = Path(__file__).resolve().parents[2] / "pages" / "ui" / "lesson_pictures"


def test_it_says_what_to_do_first_and_what_was_found(visit):
    written = texts(visit("home"))
    assert "Train a real PyTorch network in your browser" in written
    assert "**Device:** " in written
    assert "**MNIST:** MNIST is not on this server yet. The Data page can get it." in written
    assert "**Built-in digits:** 1,797 real handwritten digits" in written


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_the_post_is_run_as_in_the_post_also_where_another_preset_was_chosen_before(visit, lesson_id):
    app = visit("train")
    app.selectbox(key="lesson").set_value(lesson_id)
    assert rerun(app).segmented_control(key=f"preset-{lesson_id}").value == "quick"
    rerun(app.switch_page("pages/views/home.py"))
    button(app, f"home-open-{lesson_id}").click()
    rerun(app)
    rerun(app.switch_page("pages/views/train.py"))
    assert app.selectbox(key="lesson").value == lesson_id
    assert app.segmented_control(key=f"preset-{lesson_id}").value == "post"


def test_each_lesson_has_a_card_with_its_title_its_data_and_what_it_reaches_on_them(visit):
    app = visit("home")
    written = texts(app)
    for lesson in LESSONS.values():
        assert f"**{lesson.title}**" in written
        assert (PICTURES / f"{lesson.id}.svg").is_file()
    assert "Built-in digits, 5 epochs: 56.9%" in written  # MNIST is not here
    assert "Generated shapes, 10 epochs: 45.7%" in written
    assert "MNIST, 5 epochs" not in written
    helps = [caption.proto.help for caption in app.caption]
    assert sum("An epoch is one pass" in each for each in helps) == len(LESSONS) + 1  # and that of the network


def test_where_the_post_s_data_are_there_the_card_says_what_the_post_reaches(visit, monkeypatch):
    monkeypatch.setattr(DataLibrary, "missing", lambda _library, _id: None)
    written = texts(visit("home"))
    assert "MNIST, 5 epochs: 92.1%" in written
    assert "IMDB, 10 epochs: 54.2%" in written
    assert "Your own data, 5 epochs" in written  # how good that becomes depends on the visitor's pictures


def test_what_train_has_measured_is_on_the_card_for_everybody_on_this_server(visit, monkeypatch):
    assert "1 min 23 s" not in texts(visit("home"))
    monkeypatch.setattr(cost, "expected_seconds", lambda _config, _pace: 83.0)
    app = visit("home")
    button(app, "home-open-000").click()
    rerun(app)
    rerun(app.switch_page("pages/views/train.py"))
    assert "Built-in digits, 5 epochs: 56.9% · 1 min 23 s" in texts(visit("home"))


def test_the_posts_own_times_on_built_in_data_are_measured_in_the_background(visit, monkeypatch):
    monkeypatch.setattr(post_times, "expected_seconds", lambda config, _pace: 10.0 + config.epochs)
    visit("home")
    post_times.measuring().join(60)
    written = texts(visit("home"))
    assert "Built-in digits, 5 epochs: 56.9% · 15 s" in written
    timed = len(re.findall(r" epochs(?:: [\d.]+%)? · \d+ s", written))
    assert timed == sum(not DATASETS[lesson.datasets[0]].brought for lesson in LESSONS.values())


def test_what_the_cards_say_is_what_docs_accuracy_says():
    table = (Path(__file__).resolve().parents[2] / "docs" / "accuracy.md").read_text(encoding="utf-8")
    posts = re.findall(
        r"^\| (\w+) \| [^|]+, (\d+) epochs(?:, as in the post| \(ours\))? \| \**([\d.]+) %", table, re.MULTILINE
    )
    changes = re.findall(r"^\| (\w+), as in the post, [\d,]+ \| (?:[\d., ]+: )?([\d.]+) % \|", table, re.MULTILINE)
    assert (len(posts), len(changes)) == (5, 5)
    for lesson_id, epochs, accuracy in posts:
        lesson = LESSONS[lesson_id]
        assert post_of(lesson).post_reaches[lesson.datasets[0]] == float(accuracy)
        assert post_of(lesson).config.epochs == int(epochs)
    for lesson_id, accuracy in changes:
        assert post_of(LESSONS[lesson_id]).post_reaches[LESSONS[lesson_id].built_in()] == float(accuracy)


def post_of(lesson: Lesson) -> Preset:
    return next(preset for preset in lesson.presets if preset.id == "post")
