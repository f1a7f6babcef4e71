"""Real Korean reviews: what torchtext reads and cuts is what a plain loop reads and cuts."""

import shutil
import unicodedata
from collections import Counter

import pytest

from core.data import korean_reviews, nsmc


@pytest.fixture(scope="module")
def folder(real_data, tmp_path_factory):
    """A folder of its own, in which the reviews are cut."""
    place = tmp_path_factory.mktemp("nsmc")
    (place / "nsmc").mkdir()
    for path in nsmc.raw_files(real_data):
        shutil.copy(path, place / "nsmc")
    nsmc.download(place, lambda _bytes: None)
    return place


def plainly(path) -> list[tuple[str, int]]:
    """(review, label) of each line that has a review."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")[1:]]
    rows = [(unicodedata.normalize("NFC", text.lower()), label) for _, text, label in rows if text.strip()]
    return [(" ".join(text.split()), int(label)) for text, label in rows]


@pytest.mark.parametrize(("units", "cut"), [("syllables", list), ("words", str.split)])
def test_reviews_are_cut_and_numbered_as_a_plain_loop_does_it(folder, units, cut):
    dataset = nsmc.load(folder).cut_into(units)
    learnt, tested = (plainly(path) for path in nsmc.raw_files(folder))
    words = dataset.vocabulary.words

    def texts_of(split):
        return [[words[number] for number in split.texts.words_of(i).tolist()] for i in range(len(split))]

    known = set(words)
    expected = [[word if word in known else "<unk>" for word in cut(text)] for text, _ in tested]
    assert texts_of(dataset.test) == expected
    assert dataset.test.targets.tolist() == [label for _, label in tested]
    assert len(dataset.train) + len(dataset.validation) == len(learnt)
    if units == "syllables":  # none of them is left out, so the texts are whole and can be counted
        counted = Counter(word for text in texts_of(dataset.train) for word in text)
        assert sorted(words[2:], key=lambda word: (-counted[word], word)) == list(words[2:])
        both = Counter("".join(text) for split in (dataset.train, dataset.validation) for text in texts_of(split))
        unknown = sum(count for text, count in both.items() if "<unk>" in text)
        assert sum((Counter(text for text, _ in learnt) - both).values()) <= unknown < 0.02 * len(learnt)


def test_the_built_in_reviews_are_of_these_and_its_tests_of_the_test_file(folder):
    learnt, tested = (set(plainly(path)) for path in nsmc.raw_files(folder))
    reviews = [
        (" ".join(unicodedata.normalize("NFC", text.lower()).split()), label)
        for text, label in korean_reviews.read_file()
    ]
    begin = korean_reviews.TRAIN + korean_reviews.VALIDATION
    assert set(reviews[:begin]) <= learnt
    assert set(reviews[begin:]) <= tested
