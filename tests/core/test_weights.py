import io
import json
import pickle
import random
import struct
import zipfile
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load as load_safetensors
from safetensors.torch import save as save_safetensors

from core.batches import answer_batches
from core.data.own import Collection
from core.errors import WeightsError
from core.evaluate.evaluation import evaluate
from core.lessons import LESSONS, OWN
from core.network import TrainedNetwork
from core.pretrained import PRETRAINED, load_pretrained, read_card, weights_file
from core.runs.run import Run
from core.soundness import most_it_can_give
from core.weights import CARD_KEY, RUN_KEY, VOCABULARY_KEY, card_json, load_weights, save_weights
from tests.conftest import built_in, shortened, simple_net


@pytest.fixture(scope="module")
def content(trained) -> bytes:
    return save_weights(trained)


def header_of(content: bytes) -> dict:
    length = int.from_bytes(content[:8], "little")
    return json.loads(content[8 : 8 + length])


def with_header(content: bytes, header: dict | str) -> bytes:
    length = int.from_bytes(content[:8], "little")
    text = (header if isinstance(header, str) else json.dumps(header)).encode()
    return struct.pack("<Q", len(text)) + text + content[8 + length :]


def with_card(content: bytes, **changes) -> bytes:
    header = header_of(content)
    card = json.loads(header["__metadata__"][CARD_KEY]) | changes
    header["__metadata__"][CARD_KEY] = json.dumps(card)
    return with_header(content, header)


def with_tensor(content: bytes, **changes) -> bytes:
    state = load_safetensors(content) | changes
    return save_safetensors(state, metadata=header_of(content)["__metadata__"])


def test_weights_come_back_with_their_card_and_answer_the_same(trained, content, digits_dataset):
    loaded = load_weights(content)
    assert loaded.card == trained.card
    state = trained.model.state_dict()
    assert all(torch.equal(state[name], tensor) for name, tensor in loaded.model.state_dict().items())
    assert (evaluate(loaded, digits_dataset).probabilities == evaluate(trained, digits_dataset).probabilities).all()


def test_the_card_says_what_the_network_is(trained):
    card = json.loads(card_json(trained.card))
    assert card["lesson"] == "000"
    assert card["dataset"] == "digits"
    assert card["classes"] == list("0123456789")
    assert card["config"]["optimizer"] == "Adam"
    assert card["preparation"] == {"mean": [0.1579], "std": [0.2911]}
    assert card["versions"]["torch"]
    assert 0.9 < card["accuracy"] <= 1


def other_network(content: bytes) -> bytes:
    layers = torch.nn.Sequential(torch.nn.Linear(784, 10)).state_dict()
    return save_safetensors(layers, metadata=header_of(content)["__metadata__"])


def zipped(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("weights.safetensors", content)
    return buffer.getvalue()


def duplicated(content: bytes) -> bytes:
    header = header_of(content)
    text = json.dumps(header)
    return with_header(content, text[:-1] + ', "fc1.bias": ' + json.dumps(header["fc1.bias"]) + "}")


def renamed(content: bytes) -> bytes:
    header = header_of(content)
    header["fc9.weight"] = header.pop("fc1.weight")
    return with_header(content, header)


def overlapping(content: bytes) -> bytes:
    header = header_of(content)
    header["fc2.bias"]["data_offsets"] = [0, 256]
    return with_header(content, header)


WRONG_FILES = {
    "empty": (lambda _: b"", "The file is empty."),
    "a Git LFS pointer": (lambda _: b"version https://git-lfs.github.com/spec/v1\noid sha256:ab", "Git LFS pointer"),
    "a web page": (lambda _: b"<!DOCTYPE html><p>", "This is a web page"),
    "text": (lambda _: b"Dear network, please learn.", "not a safetensors file"),
    "zip": (zipped, "not a safetensors file"),
    "pickle": (lambda _: pickle.dumps({"fc1.weight": [1.0]}), "not a safetensors file"),
    "header cut": (lambda content: content[:100], "not a safetensors file"),
    "huge header length": (lambda content: struct.pack("<Q", 2**62) + content[8:], "not a safetensors file"),
    "header is a list": (lambda content: with_header(content, "[1, 2]"), "not a safetensors file"),
    "header nested deeply": (lambda content: with_header(content, "[" * 100_000), "not a safetensors file"),
    "a tensor twice": (duplicated, "not a safetensors file"),
    "data cut": (lambda content: content[:-5], "The file is damaged"),
    "data too long": (lambda content: content + b"12345678", "The file is damaged"),
    "overlapping tensors": (overlapping, "The file is damaged"),
    "tensor renamed": (renamed, "fc1.weight is missing"),
    "another network": (other_network, "not the weights of the network of lesson 000"),
    "tensor too many": (lambda content: with_tensor(content, extra=torch.zeros(1)), "extra is not part of it"),
    "wrong shape": (lambda content: with_tensor(content, **{"fc2.bias": torch.zeros(63)}), "should be [64], not [63]"),
    "wrong dtype": (
        lambda content: with_tensor(content, **{"fc2.bias": torch.zeros(64, dtype=torch.int64)}),
        "fc2.bias should hold floating-point numbers (F64, F32, F16, BF16), not I64.",
    ),
    "NaN": (lambda content: with_tensor(content, **{"fc2.bias": torch.full((64,), torch.nan)}), "not finite"),
    "infinite": (lambda content: with_tensor(content, **{"fc3.bias": torch.full((10,), torch.inf)}), "not finite"),
    "no card": (lambda content: save_safetensors(load_safetensors(content)), "“Weights” on Evaluate and “Try it” asks"),
    "a saved run": (
        lambda content: save_safetensors(load_safetensors(content), metadata={RUN_KEY: "{}"}),
        "“Go on with a saved run” on the Train page takes it",
    ),
    "card is no JSON": (
        lambda content: save_safetensors(load_safetensors(content), metadata={CARD_KEY: "{"}),
        "description inside the file cannot be read",
    ),
    "another lesson": (lambda content: with_card(content, lesson="999"), "belongs to lesson 999"),
    "bad hyperparameter": (lambda content: with_card(content, config={"epochs": -1}), "cannot be read"),
    "infinite epochs": (lambda content: with_card(content, epochs_done=float("inf")), "cannot be read"),
    "bad date": (lambda content: with_card(content, trained_at="<b>yesterday</b>"), "cannot be read"),
    "too few classes": (lambda content: with_card(content, classes=["a"]), "does not fit"),
    "endless class name": (lambda content: with_card(content, classes=["x" * 1000] * 10), "does not fit"),
    "unknown data set": (lambda content: with_card(content, dataset="../../etc"), "does not fit"),
    "std of zero": (lambda content: with_card(content, preparation={"mean": [0.5], "std": [0.0]}), "finite numbers"),
    "tiny std": (lambda content: with_card(content, preparation={"mean": [0], "std": [1e-300]}), "finite numbers"),
    "no channels": (lambda content: with_card(content, preparation={"mean": [], "std": []}), "does not fit"),
    "markup as class": (lambda content: with_card(content, classes=["![](http://a.b/c.png)"] * 10), "does not fit"),
    "two channels": (lambda content: with_card(content, preparation={"mean": [0, 0], "std": [1, 1]}), "does not fit"),
    "impossible accuracy": (lambda content: with_card(content, accuracy=float("nan")), "does not fit"),
    "pictures of another size": (lambda content: with_card(content, input_shape=[1, 20, 20]), "does not fit"),
    "texts in the place of pictures": (
        lambda content: with_card(content, preparation={"max_length": 5, "keep": "end"}),
        "does not fit the network of lesson 000",
    ),
}


@pytest.mark.parametrize(("spoil", "says"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_a_wrong_file_is_refused_with_what_is_wrong(content, spoil, says):
    with pytest.raises(WeightsError) as refused:
        load_weights(spoil(content))
    assert says in str(refused.value)
    assert str(refused.value).endswith(".")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_words(junk):
    with pytest.raises(WeightsError):
        load_weights(junk)


def test_a_file_with_bytes_changed_anywhere_in_its_header_is_refused_or_right(content):
    generator = random.Random(0)
    refused = 0
    length = 8 + int.from_bytes(content[:8], "little")
    for _ in range(200):
        spoiled = bytearray(content)
        spoiled[generator.randrange(length)] = generator.randrange(256)
        try:
            loaded = load_weights(bytes(spoiled))
        except WeightsError:
            refused += 1
        else:
            assert loaded.model.state_dict().keys() == {
                f"fc{i}.{kind}" for i in (1, 2, 3) for kind in ("weight", "bias")
            }
    assert refused > 100


def test_a_network_with_nan_is_not_handed_out(trained, lesson):
    broken = simple_net(lesson, 0).requires_grad_(False)
    broken.fc1.bias[0] = torch.nan
    with pytest.raises(WeightsError, match=r"fc1\.bias holds values"):
        save_weights(TrainedNetwork(broken, trained.card, "trained here"))


# --- networks of other lessons ---


def one_epoch(lesson) -> TrainedNetwork:
    dataset = built_in(lesson)
    run = Run(lesson, dataset, replace(lesson.presets[0].config_for(dataset.id), epochs=1, batch_size=256)).start()
    run.join()
    assert run.network is not None
    return run.network


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_every_lessons_weights_come_back_and_answer_the_same(lesson):
    network = one_epoch(lesson)
    loaded = load_weights(save_weights(network))
    assert loaded.card == network.card
    assert loaded.vocabulary == network.vocabulary
    dataset = built_in(lesson)
    assert (evaluate(loaded, dataset).probabilities == evaluate(network, dataset).probabilities).all()


@pytest.fixture(scope="module")
def of_texts() -> bytes:
    return save_weights(one_epoch(LESSONS["002b"]))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (None, "does not hold the words"),
        ("{", "does not hold the words"),
        (json.dumps({"words": ["a", "b"], "tokenizer": "basic_english"}), "does not hold the words"),
        (json.dumps({"words": [["a"]] * 200, "tokenizer": "basic_english"}), "does not hold the words"),
    ],
)
def test_words_that_do_not_fit_are_refused(of_texts, words, says):
    header = header_of(of_texts)
    header["__metadata__"][VOCABULARY_KEY] = words
    if words is None:
        del header["__metadata__"][VOCABULARY_KEY]
    with pytest.raises(WeightsError, match=says):
        load_weights(with_header(of_texts, header))


@pytest.fixture(scope="module")
def of_own_data() -> bytes:
    collection = Collection("drawings")
    for name in ("A", "B"):
        collection = collection.add(name, [np.full((1, 28, 28), i, np.uint8) for i in range(4)])
    config = replace(LESSONS["001"].presets[0].config_for(OWN), epochs=1)
    run = Run(LESSONS["001"], collection.build_dataset(0.25, 0), config).start()
    run.join()
    assert run.network is not None
    return save_weights(run.network)


def test_a_network_of_ones_own_data_brings_its_classes_along(of_own_data):
    assert load_weights(of_own_data).card.classes == ("A", "B")


@pytest.mark.parametrize(
    "changes",
    [
        {"classes": ["A"]},
        {"classes": ["A", "A"]},
        {"classes": ["A", "B\u202e"]},
        {"classes": ["A", "B" * 41]},
        {"classes": ["A", " "]},
        {"classes": [str(i) for i in range(30)]},
        {"input_shape": [1, 4000, 4000]},
        {"input_shape": [1, 28]},
        {"input_shape": [2, 28, 28]},
        {"reads": "minds"},
        {"measured_on": "<b>my own</b>"},
    ],
)
def test_a_description_of_own_data_that_cannot_be_is_refused(of_own_data, changes):
    with pytest.raises(WeightsError, match="does not fit"):
        load_weights(with_card(of_own_data, **changes))


def test_a_network_that_claims_to_be_huge_is_refused_before_memory_is_taken(of_own_data):
    card = json.loads(header_of(of_own_data)["__metadata__"][CARD_KEY])
    huge = card["config"] | {"channels": 64, "blocks": 1, "pooling": "none", "hidden": 512}
    with pytest.raises(WeightsError, match="does not fit"):
        load_weights(with_card(of_own_data, config=huge, input_shape=[1, 64, 64]))


def test_what_else_a_network_has_learnt_from_must_be_a_few_plain_words(trained):
    for words in ("# Big\n\nwww.example.com", "x" * 81, "<b>", "[a](b)"):
        with pytest.raises(WeightsError, match="description inside the file does not fit"):
            load_weights(save_weights(replace(trained, card=replace(trained.card, extra_data=words))))


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_weights_in_any_floating_point_type_are_taken(trained, content, dtype):
    other = save_safetensors(
        {name: tensor.to(dtype) for name, tensor in load_safetensors(content).items()},
        header_of(content)["__metadata__"],
    )
    loaded = load_weights(other).model.state_dict()
    assert all(tensor.dtype is torch.float32 for tensor in loaded.values())
    for name, tensor in trained.model.state_dict().items():
        assert torch.equal(loaded[name], tensor.to(dtype).float())


@pytest.mark.parametrize("pretrained_id", PRETRAINED)
def test_the_shipped_weights_are_brought_back_like_any_other(pretrained_id):
    shipped = load_pretrained(pretrained_id)
    loaded = load_weights(weights_file(pretrained_id).read_bytes())
    assert (loaded.origin, loaded.card, loaded.vocabulary) == ("uploaded", shipped.card, shipped.vocabulary)
    assert loaded.card == read_card(pretrained_id)
    again = load_weights(save_weights(loaded))
    for one in (loaded, again):
        state = one.model.state_dict()
        assert all(torch.equal(state[name], tensor) for name, tensor in shipped.model.state_dict().items())
        parts = zip(one.familiarity or (), shipped.familiarity or (), strict=True)
        assert all(torch.equal(mine, theirs) for mine, theirs in parts)


@pytest.mark.parametrize(
    "changes",
    [
        {"familiarity.axes": torch.zeros(10, 84, 11)},
        {"familiarity.axes": torch.zeros(9, 84, 10)},
        {"familiarity.usual": torch.zeros(100)},
        {"familiarity.more": torch.zeros(1)},
        {"familiarity.rest": torch.full((10,), torch.nan)},
        {"familiarity.rest": torch.zeros(10, dtype=torch.int64)},
        {"familiarity.rest": torch.full((10,), -1.0)},
        {"familiarity.temperature": torch.tensor(0.0)},
        {"familiarity.temperature": torch.tensor(-1.0)},
        {"familiarity.usual": torch.linspace(1, 0, 101)},
    ],
)
def test_what_is_usual_to_a_network_must_fit_it(changes):
    with pytest.raises(WeightsError):
        load_weights(with_tensor(weights_file("000-mnist").read_bytes(), **changes))


def test_a_number_that_should_stand_alone_is_asked_for_as_such():
    file = weights_file("000-mnist").read_bytes()
    spoilt = with_tensor(file, **{"familiarity.temperature": torch.zeros(2)})
    with pytest.raises(WeightsError, match=r"usual examples .*familiarity\.temperature should be \[\], not \[2\]\."):
        load_weights(spoilt)


def test_a_network_whose_answers_overflow_on_pictures_alone_is_refused(content):
    """Finite weights, finite answers to black and to white, and none to what is between them."""
    state = load_safetensors(content)
    first = torch.zeros(128, 784)
    first[:, ::2], first[:, 1::2] = 3e38, -3e38
    forged = with_tensor(content, **{"fc1.weight": first, "fc2.weight": torch.full_like(state["fc2.weight"], 3e38)})
    with pytest.raises(WeightsError, match="does not answer with finite numbers"):
        load_weights(forged)


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.id)
def test_no_number_in_a_network_is_above_what_is_reckoned(lesson):
    dataset, config = built_in(lesson), lesson.presets[0].config_for(built_in(lesson).id)
    run = Run(lesson, dataset, config)
    run.player._build()
    network = run.player._freeze(None)
    largest = [0.0]
    for layer in network.model.modules():
        layer.register_forward_hook(lambda _layer, _inputs, output: largest.append(most(output)))
    split = shortened(dataset, 50, 50).test
    next(answer_batches(network.model, split.inputs, network.card.preparation))
    assert 0 < max(largest) <= most_it_can_give(network.model, network.card)


def most(output) -> float:
    return max(most(part) for part in output) if isinstance(output, tuple) else float(output.abs().max())


def test_large_weights_that_cannot_overflow_are_taken(content):
    assert load_weights(with_tensor(content, **{"fc2.bias": torch.full((64,), 1e20)})).card.lesson == "000"


def test_a_file_whose_header_begins_with_a_bracket_is_no_web_page(content):
    header = header_of(content)
    header["__metadata__"]["padding"] = ""
    header["__metadata__"]["padding"] = " " * ((0x3C - len(json.dumps(header))) % 256)
    padded = with_header(content, header)
    assert padded[:1] == b"<"
    assert load_weights(padded).card.lesson == "000"


def test_the_description_holds_only_what_plays_a_part(trained):
    config = json.loads(card_json(replace(trained.card, config=replace(trained.card.config, optimizer="SGD"))))[
        "config"
    ]
    assert "momentum" not in config
    assert config["label_smoothing"] == 0
    config = replace(trained.card.config, optimizer="Momentum", momentum=0.5, loss="MSE")
    described = json.loads(card_json(replace(trained.card, config=config)))["config"]
    assert described["momentum"] == 0.5
    assert "label_smoothing" not in described
    assert type(config).from_dict(described) == config


def test_files_that_an_earlier_version_saved_still_open(content):
    """It wrote every hyperparameter, and of texts that are never cut which end is kept."""
    header = header_of(content)
    card = json.loads(header["__metadata__"][CARD_KEY])
    card["config"] |= {"momentum": 0.3, "label_smoothing": 0.0, "shift": 0}
    assert load_weights(with_card(content, config=card["config"])).card.config.momentum == 0.3


def test_pictures_of_which_a_network_makes_several_rows_are_refused():
    """Lesson 003's network cuts what it has into rows of 400 numbers: 52 x 52 pixels give it four rows a picture."""
    file = weights_file("003-cifar10").read_bytes()
    with pytest.raises(WeightsError, match="does not fit the network of lesson 003"):
        load_weights(with_card(file, input_shape=[3, 52, 52]))


def test_axes_without_features_are_refused():
    file = weights_file("000-mnist").read_bytes()
    with pytest.raises(WeightsError, match="What the file says of usual pictures does not fit its network."):
        load_weights(with_tensor(file, **{"familiarity.axes": torch.zeros(10, 84)}))
