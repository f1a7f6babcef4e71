"""Texts in memory: cutting, padding, buckets, the generated reviews."""

import random
from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.batches import bucketed_batches, epoch_batches
from core.data import reviews
from core.data.dataset import PADDING, Normalization, Split, Texts, Truncation
from core.data.tokens import BASIC, SPACY, Vocabulary, best_tokenizer, ids_of, load_tokenizer, tokenize
from core.models.lstm import LSTMConfig

LENGTHS = (3, 1, 4, 2)


@pytest.fixture
def texts():
    """Words 10, 11, 12, ... in texts of 3, 1, 4 and 2 words."""
    offsets = torch.tensor([0, *LENGTHS]).cumsum(0)
    return Texts(torch.arange(10, 10 + sum(LENGTHS), dtype=torch.int32), offsets)


def columns(words):
    return words.T.tolist()


def test_a_batch_is_padded_to_its_longest_text(texts):
    words, lengths = Truncation(0, "beginning").batch(texts, torch.tensor([1, 0]))
    assert columns(words) == [[13, PADDING, PADDING], [10, 11, 12]]
    assert lengths.tolist() == [1, 3]


@pytest.mark.parametrize(
    ("keep", "expected"), [("beginning", [[14, 15], [18, 19], [13, 1]]), ("end", [[16, 17], [18, 19], [13, 1]])]
)
def test_longer_texts_are_cut_and_their_beginning_or_end_is_kept(texts, keep, expected):
    words, lengths = Truncation(2, keep).batch(texts, torch.tensor([2, 3, 1]))
    assert columns(words) == expected
    assert lengths.tolist() == [2, 2, 1]


def test_an_empty_text_is_one_filler_word(texts):
    empty = Texts(texts.ids, torch.tensor([0, 0, 10]))
    words, lengths = Truncation(0, "beginning").batch(empty, torch.tensor([0]))
    assert (columns(words), lengths.tolist()) == ([[PADDING]], [1])


def test_evaluation_begins_with_the_shortest(texts):
    assert Truncation(0, "end").order(texts).tolist() == [1, 3, 0, 2]
    assert Normalization((0.5,), (0.5,)).order(torch.zeros(3, 1, 2, 2)).tolist() == [0, 1, 2]


@given(st.lists(st.integers(1, 300), min_size=1, max_size=500), st.integers(1, 40), st.integers(0, 9))
def test_buckets_hold_every_text_once_in_batches_of_like_length(lengths, batch_size, seed):
    lengths = torch.tensor(lengths)
    batches = bucketed_batches(lengths, batch_size, torch.Generator().manual_seed(seed))
    assert sorted(torch.cat(batches).tolist()) == list(range(len(lengths)))
    assert len(batches) == -(-len(lengths) // batch_size)
    assert all(len(batch) <= batch_size for batch in batches)
    spans = sorted((lengths[batch].min().item(), lengths[batch].max().item()) for batch in batches)
    if len(lengths) <= 100 * batch_size:  # one pool: batches do not overlap in length
        assert all(high <= low for (_, high), (low, _) in pairwise(spans))


@pytest.mark.slow
def test_like_length_means_less_padding_than_mixed():
    dataset = reviews.load(None)
    padded = {}
    for batching in ("like length", "mixed"):
        batches = epoch_batches(dataset.train, LSTMConfig(batching=batching), torch.Generator().manual_seed(0))
        assert len(batches) == 63
        padded[batching] = sum(len(batch) * int(dataset.train.texts.lengths[batch].max()) for batch in batches)
    words = len(dataset.train.texts.ids)
    assert padded["like length"] < 1.05 * words
    assert padded["mixed"] > 1.5 * words


@pytest.mark.slow
def test_the_generated_reviews_are_the_same_every_time_and_half_are_positive():
    one, two = reviews.load(None), reviews.load(None)
    for part in ("train", "validation", "test"):
        first, second = getattr(one, part), getattr(two, part)
        assert torch.equal(first.texts.ids, second.texts.ids)
        assert first.targets.double().mean() == 0.5
    assert (len(one.train), len(one.validation), len(one.test)) == (4000, 500, 1000)
    assert one.vocabulary.words[:2] == ("<unk>", "<pad>")
    assert one.input_shape == (len(one.vocabulary.words),)


def test_negation_turns_a_judgement_around():
    chance = random.Random(1)
    clauses = [reviews.write_clause(chance) for _ in range(5000)]
    denied = [(text, weight) for text, weight in clauses if any(f" {no} " in text for no in reviews.NEGATIONS)]
    assert len(denied) > 500
    for text, weight in denied:
        assert (text.split()[-1] in reviews.BLAME) == (weight > 0)


def test_what_follows_but_counts_double():
    chance = random.Random(2)
    mixed = [reviews.write_statement(chance) for _ in range(2000)]
    assert {abs(weight) for text, weight in mixed if " but " in text} == {1}
    assert sum(" but " in text for text, _ in mixed) > 300


@pytest.mark.slow
def test_no_review_of_the_test_part_was_learnt_from():
    dataset = reviews.load(None)

    def all_of(split: Split):
        return [tuple(split.texts.words_of(i).tolist()) for i in range(len(split))]

    learnt = set(all_of(dataset.train))
    again = sum(text in learnt for text in all_of(dataset.test))
    assert again < 0.05 * len(dataset.test)  # the shortest of them can come up twice


def test_words_are_looked_up_without_being_taken_in():
    vocabulary = Vocabulary(("<unk>", "<pad>", "good", "film"), BASIC)
    assert tokenize("GOOD film, truly!", vocabulary) == ["good", "film", ",", "truly", "!"]
    before = dict(ids_of(vocabulary))
    assert ids_of(vocabulary).get("truly") is None
    assert dict(ids_of(vocabulary)) == before


def test_spacy_is_used_where_it_is_installed(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert best_tokenizer() == BASIC
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: object())
    assert best_tokenizer() == SPACY


def test_a_network_trained_with_spacy_still_reads_without_it(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    load_tokenizer.cache_clear()
    assert load_tokenizer(SPACY)("a b") == ["a", "b"]
    load_tokenizer.cache_clear()
