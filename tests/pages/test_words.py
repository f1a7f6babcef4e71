import pytest

from core.config import ImageConfig
from core.runs.run import Run
from pages.ui.visitor.runs import Runs
from pages.ui.words import describe_network, duration, megabytes, name_of, share_of, share_of_few


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "less than a second"),
        (12.4, "12 s"),
        (59.6, "1 min"),
        (200, "3 min 20 s"),
        (3600, "1 h"),
        (7500, "2 h 5 min"),
    ],
)
def test_a_duration_is_said_as_people_say_it(seconds, words):
    assert duration(seconds) == words


def test_megabytes_are_millions_of_bytes():
    assert megabytes(11_594_722) == "11.6 MB"


def test_a_network_is_described_with_where_it_comes_from_and_how_good_it_is(trained):
    words = describe_network(trained)
    assert words.startswith("Network of lesson 000, trained here, 30 epochs on Built-in digits; ")
    assert words.endswith(f"{100 * trained.card.accuracy:.2f}% of the test set (360 examples) right.")


def test_an_accuracy_on_few_examples_says_on_how_many():
    assert [share_of_few(1, 2), share_of_few(0.5, 49), share_of_few(0.975, 50)] == [
        "100% of 2",
        "50.00% of 49",
        "97.50%",
    ]
    assert share_of(0.975, 10_000) == "97.50% of 10,000"


def test_a_run_that_nobody_has_named_has_its_name_in_the_visitor_s_language(lesson, noise, monkeypatch):
    runs = Runs()
    for _ in range(3):
        runs.add(Run(lesson, noise, ImageConfig(epochs=1)))
    runs.give_name(runs.kept[2], f"{runs.kept[0].name} again")
    english = [run.name for run in runs.kept]
    assert list(map(name_of, runs.kept)) == english
    monkeypatch.setattr("pages.ui.language.language", lambda: "ko")
    first, second, named = map(name_of, runs.kept)
    assert first.startswith("레슨 ")
    assert second == f"{first} (2)"
    assert named == english[2]


@pytest.mark.parametrize(("seconds", "words"), [(0.2, "1초 미만"), (200, "3분 20초"), (7500, "2시간 5분")])
def test_a_duration_is_said_in_korean_too(seconds, words, monkeypatch):
    monkeypatch.setattr("pages.ui.language.language", lambda: "ko")
    assert duration(seconds) == words
