import json
from dataclasses import replace

import pytest
import torch

from core.data.tokens import BASIC
from core.errors import DataError
from core.inference import predict_image
from core.lessons import DATASETS, LESSONS
from core.pretrained import FOLDER, ORIGIN, PRETRAINED, load_pretrained, pretrained_for, read_card, weights_file
from core.pretrained.__main__ import RECIPES
from core.pretrained.pen_digits import load_pen_digits
from core.weights import load_weights, save_weights
from tests.conftest import built_in


def test_there_is_one_for_every_lesson_that_needs_one_and_all_are_under_9_mb():
    assert {read_card(key).lesson for key in PRETRAINED} == {"000", "002b", "003", "004"}
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.suffix in (".safetensors", ".json")) < 9e6


@pytest.mark.parametrize("pretrained_id", PRETRAINED)
def test_its_description_says_how_it_was_made_and_how_good_it_is(pretrained_id):
    description = json.loads((FOLDER / f"{pretrained_id}.json").read_text())
    assert description["made with"].endswith(f"core.pretrained DATA {pretrained_id}")
    kept = description["accuracy on the test set as it is kept"]
    assert (
        kept == description["card"]["accuracy"] >= {"002b": 0.85, "003": 0.70}.get(pretrained_id[:4].rstrip("-"), 0.97)
    )
    assert kept == pytest.approx(description["accuracy on the test set as it was trained"], abs=1e-4)  # half precision
    lesson_id, dataset_id, config = RECIPES[pretrained_id]
    card = read_card(pretrained_id)
    assert (card.lesson, card.dataset, card.config) == (lesson_id, dataset_id, config)
    assert card.classes == DATASETS[dataset_id].classes


@pytest.mark.parametrize("pretrained_id", PRETRAINED)
def test_it_is_a_whole_network_with_finite_weights_that_is_read_once(pretrained_id):
    network = load_pretrained(pretrained_id)
    assert load_pretrained(pretrained_id) is network
    assert network.origin == ORIGIN
    fresh = LESSONS[network.card.lesson].build_model(network.card.config, network.card.input_shape, 10)
    assert {name: tensor.shape for name, tensor in network.model.state_dict().items()} == {
        name: tensor.shape for name, tensor in fresh.state_dict().items()
    }
    assert all(torch.isfinite(tensor).all() for tensor in network.model.state_dict().values())
    assert not any(parameter.requires_grad for parameter in network.model.parameters())


@pytest.mark.parametrize("pretrained_id", PRETRAINED)
def test_it_can_be_downloaded_and_uploaded_again(pretrained_id):
    network = load_pretrained(pretrained_id)
    again = load_weights(save_weights(network))
    assert again.card == network.card
    assert all(
        torch.equal(tensor, again.model.state_dict()[name]) for name, tensor in network.model.state_dict().items()
    )


def test_networks_for_digits_read_the_built_in_ones_which_none_of_them_has_seen():
    for title, network in pretrained_for("drawings").items():
        dataset = built_in(LESSONS[network.card.lesson])
        answers = [predict_image(network, image.numpy()).ranking[0].name for image in dataset.test.images[:200]]
        truths = dataset.test.targets[:200].tolist()
        assert sum(int(said) == truth for said, truth in zip(answers, truths, strict=True)) >= 160, title


def test_the_reader_knows_the_words_of_imdb():
    network = load_pretrained("002b-imdb")
    assert network.vocabulary.words[:3] == ("<unk>", "<pad>", "the")
    assert len(network.vocabulary.words) == 25_002
    assert network.vocabulary.tokenizer == BASIC
    assert network.card.config.reading == "review's end"


def test_what_else_a_network_has_learnt_from_stays_with_its_weights():
    network = load_pretrained("004-drawings")
    assert network.card.extra_data == "pen strokes of 24 people"
    assert weights_file("004-drawings").is_file()
    assert load_weights(save_weights(replace(network, familiarity=None))).card.extra_data == network.card.extra_data


def test_pen_digits_that_are_not_there_are_asked_for_by_their_place(tmp_path):
    with pytest.raises(DataError, match=r"train\.jsonl is not in the folder pendigits of the data folder\."):
        load_pen_digits(tmp_path)
