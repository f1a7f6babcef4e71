"""Korean reviews: a tiny NSMC in the published layout, fetched from 127.0.0.1, and the built-in part."""

import hashlib
import shutil
import unicodedata
from collections import Counter
from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.data import korean_reviews, nsmc
from core.data.dataset import UNKNOWN
from core.data.download import RemoteFile
from core.data.summary import read_text
from core.data.tokens import KIWI, SPACES, SYLLABLES, Vocabulary, load_tokenizer, tokenize
from core.data.word_ids import read_tensors, write_tensors
from core.errors import ConfigError, DataError
from core.lessons import LESSONS
from core.models.lstm import LSTMConfig
from tests.conftest import built_in
from tests.web import mirror_of

LEARNT = [("정말 재미있었다", 1), ('"최고"의 영화 ㅠㅠ', 1), ("지루하고  시시하다", 0), ("돈 아까운 영화", 0)] * 5
TESTED = [("재미있다", 1), ("시시하다", 0), ("아깝다", 0)]


def published_as(reviews: list[tuple[str, int]]) -> bytes:
    """The reviews in the layout of the published files, and one of those without a text that are among them."""
    lines = ["id\tdocument\tlabel", *(f"{i}\t{text}\t{label}" for i, (text, label) in enumerate(reviews)), "99\t\t1"]
    return "".join(f"{line}\n" for line in lines).encode()


def as_blob(name: str, content: bytes) -> RemoteFile:
    return RemoteFile(name, len(content), hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest())


def ignore(_count: int) -> None:
    pass


@pytest.fixture
def published(tmp_path, monkeypatch):
    source = tmp_path / "published"
    source.mkdir()
    for place, reviews in (("TRAIN", LEARNT), ("TEST", TESTED)):
        name, content = getattr(nsmc, place).name, published_as(reviews)
        (source / name).write_bytes(content)
        monkeypatch.setattr(nsmc, place, as_blob(name, content))
    monkeypatch.setattr(nsmc, "has_kiwi", lambda: False)
    with mirror_of(source) as server:
        monkeypatch.setenv("PLAYGROUND_NSMC_MIRROR", server.url("good"))
        yield server


def texts_of(dataset, split) -> Counter:
    return Counter((read_text(dataset, split, i), int(split.targets[i])) for i in range(len(split)))


def test_reviews_are_fetched_checked_cut_and_split(published, data):
    with pytest.raises(DataError, match="not on this server yet"):
        nsmc.load(data)
    stages = []
    nsmc.download(data, ignore, lambda stage, _share: stages.append(str(stage)))
    dataset = nsmc.load(data)
    assert (len(dataset.train), len(dataset.validation), len(dataset.test)) == (19, 1, 3)
    expected = Counter((" ".join(text.split()), label) for text, label in LEARNT)
    assert texts_of(dataset, dataset.train) + texts_of(dataset, dataset.validation) == expected
    assert dataset.classes[1] == "positive"
    assert dataset.input_shape == (len(dataset.vocabulary.words),)


def test_the_same_reviews_can_be_cut_at_spaces(published, data):
    nsmc.download(data, ignore)
    dataset = nsmc.load(data)
    assert dataset.units == ("syllables", "words")
    words = dataset.cut_into("words")
    assert words.cut_into("syllables") is dataset
    assert dataset.cut_into("words") is words
    assert words.fingerprint != dataset.fingerprint
    assert torch.equal(words.train.targets, dataset.train.targets)
    assert (words.test.texts.ids == UNKNOWN).tolist() == [True, False, True]  # 시시하다 is in the training part as well
    assert not (dataset.test.texts.ids[:3] == UNKNOWN).any()  # but its first syllables are
    assert "재미있었다" in words.vocabulary.words
    with pytest.raises(ConfigError, match="can only be cut into syllables or words here, not into morphemes"):
        dataset.cut_into("morphemes")


def test_files_that_lie_here_are_cut_without_the_network(published, data, tmp_path):
    shutil.copytree(tmp_path / "published", data / "nsmc")
    with pytest.raises(DataError, match="not cut yet"):
        nsmc.load(data)
    nsmc.download(data, ignore)
    assert len(nsmc.load(data).test) == 3
    assert published.asked == []


def test_a_file_with_one_other_byte_is_not_the_published_one(published, data, tmp_path):
    path = tmp_path / "published" / nsmc.TEST.name
    path.write_bytes(path.read_bytes().replace(b"\t1\n", b"\t0\n", 1))
    with pytest.raises(DataError, match="not the published one"):
        nsmc.download(data, ignore)
    with pytest.raises(DataError, match="not on this server yet"):
        nsmc.load(data)
    assert not any(path.name.startswith(".download") for path in (data / "nsmc").iterdir())


def test_a_file_that_is_no_table_of_reviews_is_named(published, data):
    (data / "nsmc").mkdir()
    for file in (nsmc.TRAIN, nsmc.TEST):
        (data / "nsmc" / file.name).write_bytes(b"\xff\xfe\x00 no text \n" * 9)
    with pytest.raises(DataError, match="damaged. Delete them"):
        nsmc.download(data, ignore)


def test_ids_that_do_not_fit_together_are_refused(published, data):
    nsmc.download(data, ignore)
    path = nsmc.ids_file(data, "words")
    tensors, words = read_tensors(path, nsmc.SOURCE.title)
    write_tensors(path, tensors | {"test.ids": tensors["test.ids"] + 1000}, list(words))
    dataset = nsmc.load(data)
    with pytest.raises(DataError, match="damaged. Prepare it again"):
        dataset.cut_into("words")


def test_hangul_is_cut_into_syllables_whether_composed_or_not():
    for text in ("정말 재미있다!", unicodedata.normalize("NFD", "정말 \n재미있다!")):
        assert load_tokenizer(SYLLABLES)(text) == list("정말 재미있다!")
        assert load_tokenizer(SPACES)(text) == ["정말", "재미있다!"]


@given(st.text())
def test_syllables_put_together_are_the_text_with_single_spaces(text):
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    assert Vocabulary((), SYLLABLES).between.join(load_tokenizer(SYLLABLES)(text)) == composed


def test_without_kiwi_its_networks_read_what_stands_between_spaces(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    load_tokenizer.cache_clear()
    assert tokenize("정말 재미있다", Vocabulary((), KIWI)) == ["정말", "재미있다"]
    load_tokenizer.cache_clear()


def test_the_built_in_reviews_are_real_ones_half_of_them_positive_and_none_twice():
    reviews = korean_reviews.read_file()
    assert len({text for text, _ in reviews}) == len(reviews) == 15_000
    dataset = korean_reviews.load(None)
    for split, count in ((dataset.train, 12_000), (dataset.validation, 1_000), (dataset.test, 2_000)):
        assert torch.bincount(split.targets).tolist() == [count / 2, count / 2]
    assert all(any("가" <= letter <= "힣" for letter in text) for text, _ in reviews[:10])
    assert korean_reviews.FILE.stat().st_size < 400_000


def test_a_built_in_review_is_read_as_it_stands_in_the_file():
    dataset = korean_reviews.load(None)
    for i in range(20):
        text, label = korean_reviews.read_file()[i]
        assert read_text(dataset, dataset.train, i) == " ".join(unicodedata.normalize("NFC", text.lower()).split())
        assert dataset.train.targets[i] == label


def test_english_reviews_are_cut_into_words_alone():
    dataset = built_in(LESSONS["002b"])
    assert dataset.units == ("words",)
    assert dataset.read_as(LSTMConfig()) is dataset
    with pytest.raises(ConfigError, match="only be cut into words here, not into syllables"):
        LESSONS["002b"].build_model_for(dataset, replace(LSTMConfig(), units="syllables"))
