from dataclasses import replace

import numpy as np
import pytest
import torch

from core.data.dataset import PADDING, Texts, Truncation
from core.explain.reading import (
    MOST_WORDS,
    predict_reading,
    probabilities_along,
    probabilities_padded,
    probability_of_nothing,
    read,
)
from core.inference import predict
from core.models.lstm import LSTM, LSTMConfig
from core.network import TrainedNetwork
from core.pretrained import load_pretrained

TEXT = "The acting was not bad, but the story was boring."


@pytest.fixture(scope="module")
def reader() -> TrainedNetwork:
    return load_pretrained("002b-imdb")


def read_otherwise(network: TrainedNetwork, reading: str) -> TrainedNetwork:
    """The same weights, whose state is read elsewhere."""
    config = LSTMConfig(max_length=200, keep="end", reading=reading)
    model = LSTM(len(network.vocabulary.words), config)
    model.load_state_dict(network.model.state_dict())
    return replace(network, model=model.eval(), card=replace(network.card, config=config))


def positive(network: TrainedNetwork, ids: torch.Tensor) -> float:
    return predict(network, Texts(ids, torch.tensor([0, len(ids)]))).guesses[1].probability


def test_a_text_is_cut_into_the_words_that_the_network_knows(reader):
    found = read(reader, "A gorgonzola film 한국어 🎉!")
    assert found.words == ("a", "gorgonzola", "film", "한국어", "🎉", "!")
    assert found.unknown == (False, True, False, True, True, False)
    assert (found.before, found.after) == ("", "")


def test_of_a_long_text_the_same_words_are_read_as_in_training(reader):
    text = " ".join(["bad"] * 500 + ["good"] * 150)
    found = read(reader, text)
    assert found.words == ("bad",) * 50 + ("good",) * 150
    assert (found.before, found.after) == (" ".join(["bad"] * 450), "")
    assert found.text == text
    whole = replace(reader, card=replace(reader.card, preparation=Truncation(0, "end")))
    assert read(whole, text).words == ("bad",) * 500 + ("good",) * 150
    beginning = replace(reader, card=replace(reader.card, preparation=Truncation(200, "beginning")))
    assert read(beginning, text).words == ("bad",) * 200
    assert read(beginning, text).after == " ".join(["bad"] * 300 + ["good"] * 150)
    assert read(beginning, text).text == text


def test_a_text_of_100_000_words_is_read_as_far_as_any_review_goes(reader):
    whole = replace(reader, card=replace(reader.card, preparation=Truncation(0, "beginning")))
    found = read(whole, "dull " * 100_000 + "end")
    assert len(found.words) == MOST_WORDS
    assert found.after.endswith("dull end")
    from_end = read(reader, "begin " + "dull " * 100_000 + "end")
    assert from_end.words == ("dull",) * 199 + ("end",)
    assert from_end.before.startswith("begin dull")
    assert from_end.after == ""


def test_no_words_are_no_words(reader):
    assert read(reader, " \n ").words == ()


@pytest.mark.parametrize("reading", ["review's end", "largest of all"])
def test_the_probability_after_each_word_is_that_of_the_text_up_to_it(reader, reading):
    network = read_otherwise(reader, reading)
    found = read(network, TEXT)
    along = probabilities_along(network, found)
    expected = [positive(network, found.ids[:count]) for count in range(1, len(found.ids) + 1)]
    np.testing.assert_allclose(along, expected, atol=1e-5)


def test_filler_words_move_the_posts_reading_and_not_the_repaired_one(reader):
    post, found = read_otherwise(reader, "padding's end"), read(reader, TEXT)
    padded = probabilities_padded(reader, found, 100)
    for count in (0, 1, 40, 100):
        ids = torch.cat([found.ids, torch.full((count,), PADDING, dtype=torch.int32)])
        assert padded[count] == pytest.approx(positive(post, ids), abs=1e-5)
    lengths = torch.tensor([len(found.ids)])
    for count in (0, 100):
        ids = torch.cat([found.ids, torch.full((count,), PADDING, dtype=torch.int32)])
        with torch.no_grad():
            repaired = reader.model(ids[:, None], lengths).sigmoid().item()
        assert repaired == pytest.approx(float(padded[0]), abs=1e-6)
    assert abs(padded[100] - padded[0]) > 0.05


def test_before_the_first_word_it_says_what_its_last_layer_says_to_nothing(reader):
    assert probability_of_nothing(reader) == pytest.approx(reader.model.fc.bias.sigmoid().item())


def test_a_word_can_be_left_out_swapped_and_made_two(reader):
    found = read(reader, "a dull film")
    assert found.changed(reader, 1, "").words == ("a", "film")
    assert found.changed(reader, 1, "Wonderful").words == ("a", "wonderful", "film")
    assert found.changed(reader, 1, "very good").words == ("a", "very", "good", "film")
    better = found.changed(reader, 1, "wonderful")
    assert (
        predict_reading(reader, better).guesses[1].probability > predict_reading(reader, found).guesses[1].probability
    )
    assert better.ids.tolist() == read(reader, "a wonderful film").ids.tolist()
