"""Weights that a reader of a post has saved at home: taken, asked about, or refused with the tensor that is wrong."""

import io
import os
import pickle
import pickletools
import random
import zipfile
from collections import OrderedDict

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import save as save_safetensors
from torch import nn

from core.errors import WeightsError
from core.evaluate.evaluation import evaluate
from core.lessons import LESSONS, OWN
from core.models.cifar_net import CifarNet
from core.models.cnn import CNN, CNNConfig
from core.models.lenet import LeNet
from core.models.lstm import LSTM, LSTMConfig
from core.models.simple_net import SimpleNet
from core.network import TrainedNetwork
from core.recognize.recognition import Recognised, read_weights, recognise
from core.recognize.torch_file import Claim
from core.recognize.torch_pickle import read_pickle
from core.weights import CARD_KEY, card_json, load_weights, save_weights
from tests.conftest import built_in

OLD = {"_use_new_zipfile_serialization": False}


def saved(value, **options) -> bytes:
    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


def state(seed: int = 0) -> OrderedDict:
    torch.manual_seed(seed)
    return SimpleNet().state_dict()


@pytest.mark.parametrize(
    ("net", "lessons", "datasets"),
    [
        (SimpleNet(), {"000"}, ["mnist", "digits"]),
        (LeNet(), {"004"}, ["mnist32", "digits32"]),
        (CifarNet(), {"002a", "003"}, ["cifar10", "shapes"]),
        (CNN(CNNConfig(), (1, 28, 28), 10), {"001"}, [OWN, "mnist", "digits"]),
        (CNN(CNNConfig(blocks=2, pooling="max", hidden=64), (3, 32, 32), 3), {"001"}, [OWN]),
        (CNN(CNNConfig(hidden=16, hidden_2=32), (3, 32, 32), 10), {"001"}, [OWN, "cifar10", "shapes"]),
        (LSTM(25_002, LSTMConfig()), {"002b"}, ["imdb", "imdb-glove", "reviews", "nsmc", "korean-reviews"]),
    ],
)
def test_every_lessons_network_is_recognised_by_names_and_shapes(net, lessons, datasets):
    found = read_weights(saved(net.state_dict()))
    assert isinstance(found, Recognised)
    assert {option.lesson for option in found.options} == lessons
    assert found.datasets == datasets
    assert all(torch.equal(found.state[name], tensor) for name, tensor in net.state_dict().items())


@pytest.mark.slow
@pytest.mark.parametrize("options", [{}, OLD, {"pickle_protocol": 4}], ids=["zip", "old", "protocol 4"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16, torch.float64])
@pytest.mark.parametrize("prefix", ["", "module.", "_orig_mod.", "model.", "_orig_mod.module."])
def test_whatever_way_they_were_saved_they_are_the_same_weights(options, dtype, prefix):
    written = OrderedDict((f"{prefix}{name}", tensor.to(dtype)) for name, tensor in state().items())
    found = read_weights(saved(written, **options))
    assert isinstance(found, Recognised)
    assert all(torch.equal(found.state[name], tensor.to(dtype).float()) for name, tensor in state().items())


@pytest.mark.parametrize("options", [{}, OLD], ids=["zip", "old"])
def test_weights_within_a_checkpoint_are_found(options):
    net = SimpleNet()
    optimizer = torch.optim.Adam(net.parameters())
    net(torch.rand(2, 1, 28, 28)).sum().backward()
    optimizer.step()
    checkpoint = {
        "epoch": 3,
        "optimizer_state_dict": optimizer.state_dict(),
        "model_state_dict": net.state_dict(),
        "losses": [0.5, 0.25],
        "best": None,
    }
    found = read_weights(saved(checkpoint, **options))
    assert torch.equal(found.state["fc1.weight"], net.fc1.weight.detach())
    named = read_weights(saved(dict(net.named_parameters()), **options))
    assert torch.equal(named.state["fc1.weight"], net.fc1.weight.detach())


def test_tensors_that_share_numbers_or_stand_in_another_order_are_read_rightly():
    turned = {name: tensor.t().contiguous().t() if tensor.dim() == 2 else tensor for name, tensor in state().items()}
    together = torch.rand(300)
    turned["fc2.bias"], turned["fc1.bias"] = together[10:74], together[100:228]
    found = read_weights(saved(turned))
    assert all(torch.equal(found.state[name], tensor) for name, tensor in turned.items())


def test_plain_safetensors_are_recognised_too():
    found = read_weights(save_safetensors({f"module.{name}": tensor for name, tensor in state().items()}))
    assert all(torch.equal(found.state[name], tensor) for name, tensor in state().items())


@pytest.mark.slow
@pytest.mark.parametrize("begins", [b"\x80", b"PK"])
def test_safetensors_whose_length_looks_like_another_kind_of_file_are_read(begins, trained):
    """The first bytes are the length of the header, which the letters of the card decide."""
    state, card = trained.model.state_dict(), card_json(trained.card)
    files = (save_safetensors(state, {CARD_KEY: card + " " * letters}) for letters in range(8, 20_000, 8))
    content = next(content for content in files if content.startswith(begins))
    network = read_weights(content)
    assert isinstance(network, TrainedNetwork)
    assert torch.equal(network.model.state_dict()["fc3.bias"], state["fc3.bias"])


def test_what_is_not_said_is_asked_and_the_network_then_answers_as_it_did(trained, digits_dataset):
    found = read_weights(saved(trained.model.state_dict()))
    option = next(option for option in found.options if option.dataset == "digits")
    assert list(found.normalizations(option)) == ["posts", "none", "mnist"]
    network = found.network(option, trained.card.preparation)
    expected = evaluate(trained, digits_dataset).probabilities
    assert (evaluate(network, digits_dataset).probabilities == expected).all()
    assert (network.card.dataset, network.card.accuracy, network.card.epochs_done) == ("digits", None, 0)
    again = load_weights(save_weights(network))
    assert again.card == network.card
    assert again.card.is_from_elsewhere
    assert "epochs" not in again.card.to_dict()["config"]


def test_a_network_of_own_data_is_asked_for_the_names_of_its_classes():
    found = read_weights(saved(CNN(CNNConfig(blocks=2, pooling="max"), (3, 32, 32), 2).state_dict()))
    option = next(option for option in found.options if str(option.choice) == "max pooling, 32 x 32 pixels")
    normalization = found.normalizations(option)["posts"]
    network = found.network(option, normalization, ["C#", " 고양이 "])
    assert network.card.classes == ("C#", "고양이")
    assert load_weights(save_weights(network)).card == network.card
    for names in (["a"], ["a", "a"], ["a", "\u200b"]):
        with pytest.raises(WeightsError):
            found.network(option, normalization, names)


def test_a_network_for_texts_takes_the_words_of_a_data_set_that_has_as_many():
    dataset = built_in(LESSONS["002b"])
    net = LSTM(len(dataset.vocabulary.words), LSTMConfig())
    found = read_weights(saved(net.state_dict()))
    assert found.knows_words(dataset.vocabulary)
    assert not found.knows_words(dataset.vocabulary._replace(words=dataset.vocabulary.words[:-1]))
    option = next(option for option in found.options if option.dataset == "reviews")
    network = found.network(option, vocabulary=dataset.vocabulary)
    assert load_weights(save_weights(network)).card == network.card


class Evil:
    def __reduce__(self):
        return os.system, ("echo this must never run",)


def changed(**changes) -> dict:
    return {name: tensor for name, tensor in (state() | changes).items() if tensor is not None}


class Net(nn.Module):
    """A class of the test's own, which no reader could import."""


def torchscript() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("net/data.pkl", pickle.dumps({}, protocol=2))
        archive.writestr("net/constants.pkl", b"")
    return buffer.getvalue()


WRONG = {
    "transposed": (
        lambda: saved(changed(**{"fc1.weight": torch.zeros(784, 128)})),
        "fc1.weight should be [128, 784] in the network of lesson 000, not [784, 128]: it is transposed.",
    ),
    "other class count": (
        lambda: saved(changed(**{"fc3.weight": torch.zeros(5, 64), "fc3.bias": torch.zeros(5)})),
        "fc3.weight should be [10, 64] in the network of lesson 000, not [5, 64]: these weights tell 5 classes apart",
    ),
    "missing": (lambda: saved(changed(**{"fc2.bias": None})), "fc2.bias is missing"),
    "too many": (lambda: saved(changed(extra=torch.zeros(3))), "extra is not part of it"),
    "whole numbers": (lambda: saved(changed(**{"fc2.bias": torch.zeros(64, dtype=torch.int64)})), "not int64"),
    "NaN": (lambda: saved(changed(**{"fc2.bias": torch.full((64,), torch.nan)})), "fc2.bias holds values that are not"),
    "no network of ours": (lambda: saved(nn.Linear(3, 3).state_dict()), "fc1.weight is missing"),
    "a kernel that fits nothing": (
        lambda: saved({**CNN(CNNConfig(), (1, 28, 28), 10).state_dict(), "fc.weight": torch.zeros(10, 999)}),
        "The first linear layer has 999 inputs.",
    ),
    "a ResNet": (
        lambda: saved(
            {"conv1.weight": torch.zeros(64, 3, 7, 7), "bn1.weight": torch.zeros(64), "fc.weight": torch.ones(9)}
        ),
        "These are not the weights of the network of lesson 001: bn1.weight is not part of it.",
    ),
    "a layer without a size": (
        lambda: saved({**CNN(CNNConfig(), (1, 28, 28), 10).state_dict(), "hidden1.weight": torch.tensor(1.0)}),
        "hidden1.weight",
    ),
    "words without end": (
        lambda: saved(
            {**LSTM(3, LSTMConfig()).state_dict(), "embedding.weight": torch.zeros(1, 100).expand(10**8, -1)}
        ),
        "has only 100 numbers",
    ),
    "too many words": (
        lambda: saved({**LSTM(3, LSTMConfig()).state_dict(), "embedding.weight": torch.zeros(100_001, 100)}),
        "embedding.weight has 100,001 rows. Expected: one for each word, 3 to 100,000.",
    ),
    "the whole network": (lambda: saved(Net()), "This file holds a whole network (__main__.Net)"),
    "a system call": (lambda: saved({"fc1.weight": Evil()}), "wants to load posix.system"),
    "a system call, old": (lambda: saved({"fc1.weight": Evil()}, **OLD), "wants to load posix.system"),
    "a plain pickle": (lambda: pickle.dumps({"a": 1}), "This is a pickle, but not of torch.save"),
    "no weights": (lambda: saved({"epoch": 3}), "holds no weights by name"),
    "TorchScript": (torchscript, "This is a TorchScript program"),
    "a zip of pictures": (lambda: zip_of({"cat/1.png": b"x"}), "This is a zip of other things, not weights"),
    "cut": (lambda: saved(state())[:-50], "damaged or cut off"),
    "cut, old": (lambda: saved(state(), **OLD)[:-8], "it ends 8 bytes too early"),
    "cut in its description": (lambda: saved(state(), **OLD)[:200], "damaged"),
    "trailing bytes": (lambda: saved(state()) + b"abc", "3 bytes stand behind its end"),
    "trailing bytes, old": (lambda: saved(state(), **OLD) + b"abc", "3 bytes stand behind its end"),
    "trailing bytes, safetensors": (lambda: save_safetensors(state()) + b"abc", "3 bytes stand behind its last tensor"),
    "cut, safetensors": (
        lambda: save_safetensors(state())[:-5],
        "fc3.weight should end after 437,544 bytes of weights",
    ),
    "empty": (lambda: b"", "The file is empty."),
    "text": (lambda: b"Dear network, please learn.", "This is not a safetensors file"),
    "a Git LFS pointer": (lambda: b"version https://git-lfs.github.com/spec/v1\nsize 12", "This is a Git LFS pointer"),
    "Keras": (lambda: b"\x89HDF\r\n\x1a\n", "HDF5 file, as Keras writes it"),
}


def zip_of(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(("make", "says"), WRONG.values(), ids=WRONG)
def test_wrong_weights_are_refused_with_what_is_wrong(make, says, monkeypatch, capfd):
    Net.__module__ = "__main__"
    monkeypatch.setattr("__main__.Net", Net, raising=False)
    content = make()
    with pytest.raises(WeightsError) as refused:
        read_weights(content)
    assert says in str(refused.value)
    assert str(refused.value).endswith(".")
    assert "must never run" not in capfd.readouterr().out


def described(**claims) -> bytes:
    """A file of torch.save whose description claims something of fc1.weight, without a byte of weights."""

    class Claim:
        def __reduce__(self):
            stored = torch.FloatStorage
            numbers = claims.get("numbers", 100_352)
            kind = claims.get("storage", stored)
            place = ("storage", kind, "0", "cpu", numbers)
            shape = claims.get("shape", (128, 784))
            return torch._utils._rebuild_tensor_v2, (Place(place), 0, shape, claims.get("stride", (784, 1)), False, {})

    class Place:
        def __init__(self, place):
            self.place = place

    class Pickler(pickle.Pickler):
        def persistent_id(self, value):
            return value.place if isinstance(value, Place) else None

    buffer = io.BytesIO()
    Pickler(buffer, protocol=2).dump({**{name: Claim() for name in state()}})
    return zip_of({"net/data.pkl": buffer.getvalue(), "net/data/0": b"\0" * 64})


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({}, "fc1.bias should be"),
        ({"numbers": 10**12, "shape": (10**6, 10**6), "stride": (10**6, 1)}, "far too many"),
        ({"stride": (2**70, 1)}, "damaged"),
        ({"numbers": 8}, "needs 100,352 numbers, but 8 are there"),
        ({"numbers": 1, "stride": (0, 0)}, "has only 1 numbers"),
        ({"numbers": -1}, "damaged"),
        ({"shape": (-128, 784)}, "damaged"),
        ({"shape": (2,) * 40, "stride": (0,) * 40}, "damaged"),
        ({"shape": (128.0, 784)}, "damaged"),
        ({"storage": OrderedDict}, "damaged"),
    ],
)
def test_claims_of_a_file_are_checked_before_memory_is_taken(claims, says):
    with pytest.raises(WeightsError, match=says):
        read_weights(described(**claims))


@pytest.mark.slow
@pytest.mark.parametrize(
    "codes",
    [
        b"\x80\x02}r\xff\xff\xff\x7f.",  # the memo's two thousand millionth place
        b"\x80\x02" + b"]" + b"2" * 500 + b"e" * 500 + b".",
        b"\x80\x02" + b"(" * 100_000 + b".",
        b"\x80\x02}((K\x01K\x02tK\x03s.",
        b"\x80\x02\x8b\x00\xff\xff\x7f.",
        b"\x80\x05\x95\xff\xff\xff\xff\xff\xff\xff\x7f.",
        b"\x80\x02]q\0(" + b"N" * 100_000 + b"e0ctorch\nSize\nq\x010h\0\x85q\x020" + b"h\x01h\x02R" * 2_000 + b".",
        b"\x80\x02]q\0(" + b"K\x01K\x02\x86" * 50_000 + b"e0" + b"ccollections\nOrderedDict\nh\0\x85R0" * 500 + b"}.",
        b"\x80\x02}("
        + b"".join(b"\x8a\x0b" + (k * (2**61 - 1)).to_bytes(11, "little") + b"N" for k in range(1, 9))
        + b"u.",
        b"\x80\x02\x8b" + (3_000_000).to_bytes(4, "little") + b"\x01" * 3_000_000 + b".",
        b"\x80\x04]q\0"
        + b"".join(b"]q" + bytes([k + 1]) + b"(h" + bytes([k]) + b"h" + bytes([k]) + b"e" for k in range(60))
        + b"\x8c\x01x\x93.",
    ],
)
def test_a_pickle_that_asks_for_too_much_is_refused(codes):
    with pytest.raises(WeightsError):
        read_weights(zip_of({"net/data.pkl": codes}))


def test_many_tensors_of_one_huge_storage_are_refused():
    with pytest.raises(WeightsError, match="far too many"):
        read_weights(described(numbers=60_000_000))


def test_a_name_of_a_million_prefixes_is_no_trouble():
    with pytest.raises(WeightsError):
        read_weights(save_safetensors({"net." * 200_000 + "x": torch.zeros(1)}))


def test_a_type_that_is_no_text_is_refused():
    content = save_safetensors(state())
    for wrong in (b"[]", b"{}", b"1"):
        with pytest.raises(WeightsError):
            read_weights(content.replace(b'"F32"', wrong + b" " * (5 - len(wrong)), 1))


def test_a_dict_that_holds_itself_many_times_is_looked_into_once():
    inner: dict = {"x": 1}
    for _ in range(60):
        inner = {str(i): inner for i in range(40)}
    with pytest.raises(WeightsError, match="holds no weights by name"):
        read_weights(zip_of({"net/data.pkl": pickletools.optimize(pickle.dumps(inner, protocol=2))}))


@pytest.mark.slow
@settings(deadline=None, max_examples=100)
@given(st.data())
def test_tensors_of_any_shape_are_recognised_or_refused_in_words(data):
    nets = (
        CNN(CNNConfig(), (1, 28, 28), 10),
        CNN(CNNConfig(blocks=2, hidden=16), (3, 32, 32), 3),
        LSTM(5, LSTMConfig()),
    )
    tensors = dict(data.draw(st.sampled_from([*nets, SimpleNet(), LeNet()])).state_dict())
    for name in data.draw(st.sets(st.sampled_from(sorted(tensors)), min_size=1, max_size=3)):
        tensors[name] = torch.zeros(data.draw(st.lists(st.integers(0, 9), max_size=5)))
    try:
        assert isinstance(read_weights(saved(tensors)), Recognised)
    except WeightsError:
        return


KINDS = {
    "torch": lambda: saved(state()),
    "old torch": lambda: saved(state(), **OLD),
    "safetensors": lambda: save_safetensors(state()),
    "checkpoint": lambda: saved({"epoch": 1, "model": state()}),
}


def mutated(content: bytes, chance: random.Random) -> bytes:
    """With bytes changed, cut out or put in; half of the times near the beginning or the end, where headers are."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        near = chance.choice((200, 2000, len(spoilt)))
        place = min(len(spoilt) - 1, chance.randrange(near))
        place = chance.choice((place, len(spoilt) - 1 - place))
        match chance.randrange(4):
            case 0:
                spoilt[place] = chance.randrange(256)
            case 1:
                spoilt[place] ^= 1 << chance.randrange(8)
            case 2:
                del spoilt[place : place + chance.randint(1, 50)]
            case 3:
                spoilt[place:place] = chance.randbytes(chance.randint(1, 8))
        if not spoilt:
            return b""
    return bytes(spoilt)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_with_bytes_changed_is_read_or_refused_in_words(kind):
    content, chance = KINDS[kind](), random.Random(0)
    for _ in range(150):
        try:
            found = read_weights(mutated(content, chance))
        except WeightsError:
            continue
        assert isinstance(found, Recognised | TrainedNetwork)


def cnn_with(**shapes) -> bytes:
    """Lesson 001's network with tensors of other shapes; "conv1_weight" stands for conv1.weight."""
    tensors = dict(CNN(CNNConfig(), (1, 28, 28), 10).state_dict())
    return saved(tensors | {name.replace("_", "."): torch.zeros(shape) for name, shape in shapes.items()})


def repacked(change=lambda members: members, claimed: int = 0) -> bytes:
    """The zip of torch.save packed again; the directory claims so many bytes more of its description."""
    with zipfile.ZipFile(io.BytesIO(saved(state()))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in change(members).items():
            archive.writestr(name, content)
    content = bytearray(buffer.getvalue())
    place = content.index(b"PK\x01\x02")
    place = content.index(b"data.pkl", place) - len("archive/") - 46 + 24  # the size in the directory's entry
    size = int.from_bytes(content[place : place + 4], "little") + claimed
    content[place : place + 4] = size.to_bytes(4, "little")
    return bytes(content)


def old(system=None, keys=None) -> bytes:
    """The old format of torch.save with another system or other keys, whose numbers are then left out."""
    content, place, pickles = saved(state(), **OLD), 0, []
    for _ in range(5):
        length = read_pickle(content[place:]).length
        pickles.append(content[place : place + length])
        place += length
    if system is not None:
        pickles[2] = pickle.dumps(system, protocol=2)
    if keys is not None:
        pickles[4], content = pickle.dumps(keys, protocol=2), content[:place]
    return b"".join(pickles) + content[place:]


def text(word: str) -> bytes:
    return b"X" + len(word).to_bytes(4, "little") + word.encode()


def storage(count: int) -> bytes:
    """The codes of a place for so many numbers."""
    return b"(" + text("storage") + b"ctorch\nFloatStorage\n" + text("0") + text("cpu") + b"K" + bytes([count]) + b"tQ"


def pickled(codes: bytes) -> bytes:
    return zip_of({"net/data.pkl": b"\x80\x02" + codes + b"."})


ODD = {
    "far too many classes": (
        lambda: cnn_with(fc_weight=(30, 10_816)),
        "fc.weight has 30 outputs. Expected: a number for each class, 2 to 20.",
    ),
    "a huge kernel": (
        lambda: cnn_with(conv1_weight=(16, 1, 50, 50)),
        "This network cannot be built here: Kernel size: 50 is outside 1 to 40.",
    ),
    "convolutions that make too many numbers": (
        lambda: cnn_with(
            conv1_weight=(64, 1, 3, 3), conv2_weight=(128, 64, 3, 3), conv2_bias=(128,), fc_weight=(2, 460_800)
        ),
        "This network cannot be built here: The convolutions would make 706,816 numbers of one image",
    ),
    "nothing, safetensors": (lambda: save_safetensors({}), "The file holds no weights."),
    "thousands of files": (
        lambda: zip_of({f"net/{i}": b"" for i in range(5_001)}),
        "The file would unpack to more than 250 MB, too much for a network.",
    ),
    "another byte order": (
        lambda: repacked(lambda members: members | {"archive/byteorder": b"big"}),
        "written by a computer with another byte order",
    ),
    "another byte order, old": (
        lambda: old(system={"little_endian": False}),
        "written by a computer with another byte order",
    ),
    "numbers that are missing": (
        lambda: repacked(lambda members: {name: each for name, each in members.items() if name != "archive/data/0"}),
        "fc1.weight needs 401,408 bytes, and 0 are there",
    ),
    "numbers that are missing, old": (lambda: old(keys=[]), "the numbers of fc1.weight are not there"),
    "no keys, old": (lambda: old(keys=5), "it does not say where its numbers are"),
    "a description of another size": (lambda: repacked(claimed=9), "a part of it has another size than it says"),
    "two claims on one place": (
        lambda: pickled(b"]" + storage(4) + b"a" + storage(5) + b"a"),
        "two tensors claim the same numbers in different ways",
    ),
    "a call of what is no function": (
        lambda: pickled(b"ctorch\nFloatStorage\n)R"),
        "The file wants to load torch.FloatStorage, which weights do not need",
    ),
    "a change of a list": (lambda: pickled(b"]}b"), "it changes something that is no dict"),
    "the oldest kind of pickle": (
        lambda: saved(dict(state()), pickle_protocol=0),
        "The file does what weights do not need (pickle code ",
    ),
    "a new type of number": (
        lambda: saved({"fc1.weight": torch.zeros(3, dtype=torch.uint16)}),
        "The file wants to load torch.",
    ),
}


@pytest.mark.parametrize(("make", "says"), ODD.values(), ids=ODD)
def test_odd_files_are_refused_with_what_is_odd(make, says):
    with pytest.raises(WeightsError) as refused:
        read_weights(make())
    assert says in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.slow
def test_a_description_without_end_is_refused():
    with pytest.raises(WeightsError, match="describes far more than weights"):
        read_weights(pickled(b"N" * 1_000_001))


def test_sets_within_a_checkpoint_are_no_obstacle():
    found = read_weights(saved({"seen": {1, 2}, "model": state()}, pickle_protocol=4))
    assert torch.equal(found.state["fc1.weight"], state()["fc1.weight"])


def test_weights_for_which_there_is_no_room_are_refused_by_name():
    def full():
        raise MemoryError

    claims = {name: Claim(tensor.dtype, tuple(tensor.shape), full) for name, tensor in state().items()}
    with pytest.raises(WeightsError, match=r"There is no room for fc1\.weight of shape \[128, 784\]\."):
        recognise(claims)


def test_texts_have_no_normalisation():
    found = read_weights(saved(LSTM(5, LSTMConfig()).state_dict()))
    assert found.normalizations(found.options[0]) == {}


def test_a_kernel_larger_than_the_smallest_pictures_is_told_by_what_it_leaves():
    found = read_weights(saved(CNN(CNNConfig(kernel_size=20), (1, 28, 28), 10).state_dict()))
    assert {option.input_shape for option in found.options} == {(1, 28, 28), (1, 37, 37), (1, 38, 38)}
