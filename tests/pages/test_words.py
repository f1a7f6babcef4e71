import pytest

from pages.ui.words import describe_network, duration, megabytes


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
    assert words.startswith("Network of lesson 000, trained here, 30 of 30 epochs on Built-in digits; ")
    assert f"{100 * trained.card.accuracy:.2f}%" in words
