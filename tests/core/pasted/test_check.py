"""What the check on the meta device finds: the sizes of a network, and faults with their line, in words."""

import math
import pickle

import pytest
import torch
from torch import nn

from core.errors import PastedError
from core.messages import LANGUAGES
from core.pasted.check import check_network
from core.pasted.counting import Counting
from core.pasted.network import run_on_meta
from core.pasted.reading import read_network
from core.script import networks
from pages.ui.language import words as put_into_words
from tests.core.pasted.sources import DIGIT, HEAD, IMAGE, LSTM, PHOTO, WORDS


def found(source: str, shape: tuple[int, ...] = IMAGE, classes: int = 10) -> PastedError:
    with pytest.raises(PastedError) as caught:
        check_network(read_network(source), shape, classes, 64)
    return caught.value


def at(error: PastedError, source: str) -> str:
    return source.split("\n")[error.line - 1].strip()


def net(init: str, forward: str) -> str:
    lines = "\n".join(f"        {line}" for line in forward.split("\n"))
    inits = "\n".join(f"        {line}" for line in init.split("\n"))
    return (
        f"{HEAD}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n{inits}\n\n"
        f"    def forward(self, x):\n{lines}\n"
    )


def test_the_words_of_pytorch_are_in_the_message_with_the_line():
    source = HEAD + networks.SIMPLE_NET.replace("28 * 28, 128", "400, 120")
    error = found(source)
    assert at(error, source) == "x = torch.relu(self.fc1(x))"
    assert "mat1 and mat2 shapes cannot be multiplied (64x784 and 400x120)" in str(error)
    assert error.problem == "shapes"


def test_what_pytorch_says_of_a_real_mini_batch_is_what_the_message_quotes():
    source = HEAD + networks.LENET
    error = found(source, IMAGE)
    with pytest.raises(RuntimeError) as said:
        nn.Linear(576, 120)(torch.zeros(64, 400))
    quoted = str(dict(error.values["said"].values)["text"])
    assert quoted in str(said.value)


def test_a_block_that_is_not_flat_is_told_from_a_wrong_size():
    source = net("self.conv1 = nn.Conv2d(1, 4, 5)\nself.fc = nn.Linear(2304, 10)", "return self.fc(self.conv1(x))")
    error = found(source)
    assert (error.problem, at(error, source)) == ("not-flat", "return self.fc(self.conv1(x))")
    assert error.values["row"] == 4 * 24 * 24
    assert "torch.flatten(x, 1)" in str(error)


def test_the_layer_in_a_sequential_is_named():
    source = net("self.net = nn.Sequential(nn.Flatten(), nn.Linear(783, 10))", "return self.net(x)")
    error = found(source)
    assert "net.1 wants 783 numbers for each example, and 784 arrive" in str(error)


def test_a_name_that_is_not_imported_is_an_error_as_python_words_it():
    source = HEAD.replace("import torch.nn.functional as F\n", "") + networks.CIFAR_NET
    error = found(source, PHOTO)
    assert str(error).endswith("name 'F' is not defined")
    assert at(error, source) == "x = self.pool(F.relu(self.conv1(x)))"


def test_a_class_that_needs_arguments_wants_a_last_line():
    source = HEAD + LSTM.split("\n\n\n")[0]
    error = found(source, (WORDS,))
    assert error.problem == "add-line"
    assert "LSTM needs input_size, hidden_size, output_size" in str(error)


def test_words_are_not_known_where_there_are_images():
    assert str(found(HEAD + LSTM)).endswith("name 'TEXT' is not defined")


def test_the_output_has_a_number_for_each_class():
    source = HEAD + networks.SIMPLE_NET
    error = found(source, IMAGE, classes=7)
    assert (error.problem, str(error.values["layer"]), error.values["given"]) == ("wrong-classes", "fc3", 10)


@pytest.mark.parametrize(
    "end",
    ["x", "x.sum()", "x.mean(1)", "x.transpose(0, 1)", "self.fc(x).unsqueeze(2)", "(x, x)", "3", "x.view(-1)", "None"],
)
def test_other_outputs_are_refused(end):
    assert found(net("self.fc = nn.Linear(784, 10)", f"x = x.flatten(1)\nreturn {end}")).problem in (
        *("wrong-output", "no-output"),
    )


def test_an_output_without_any_weight_is_refused():
    assert found(net("self.fc = nn.Linear(784, 10)", "return x.flatten(1)[:, :10]")).problem == "nothing-to-learn"


def test_what_fails_for_one_example_alone_is_found():
    source = net("self.fc = nn.Linear(784, 10)", "return self.fc(x.flatten(1)).unsqueeze(0).squeeze()")
    assert found(source).problem == "one-example"


def test_what_cannot_be_learnt_because_of_a_change_in_place_is_found():
    error = found(net("self.fc = nn.Linear(784, 10)", "x = self.fc(x.flatten(1)).exp()\nx += 1\nreturn x"))
    assert "modified by an inplace operation" in str(error)


@pytest.mark.parametrize(
    ("init", "problem"),
    [
        ("self.fc = nn.Linear(784, 30000)", "too-many-parameters"),
        ("self.fc = nn.Linear(10**9, 10**9)", "number-too-large"),
        ("self.fc = nn.Linear(784, 10)\nself.conv = nn.Conv2d(1, 2000, 3)", "too-many-numbers"),
        ("self.fc = nn.Linear(784, 10)\nself.conv = nn.Conv2d(1, 400, 27, padding=13)", "too-many-operations"),
    ],
)
def test_what_is_too_large_is_refused(init, problem):
    forward = (
        "y = self.conv(x).relu()\nreturn self.fc(x.flatten(1))" if "conv" in init else "return self.fc(x.flatten(1))"
    )
    assert found(net(init, forward)).problem == problem


def test_operations_are_counted_as_by_hand():
    source = net(
        "self.conv = nn.Conv2d(1, 4, 5)\nself.fc = nn.Linear(2304, 10, bias=False)",
        "return self.fc(self.conv(x).flatten(1))",
    )
    check = check_network(read_network(source), IMAGE, 10, 3)
    outputs = 3 * 4 * 24 * 24
    assert check.operations >= 2 * outputs * 25 + 2 * 3 * 2304 * 10
    assert check.operations <= 1.1 * (2 * outputs * 25 + 2 * 3 * 2304 * 10)
    assert check.numbers == outputs + 3 * 10


def test_a_recurrent_network_is_counted_step_by_step():
    check = check_network(read_network(HEAD + LSTM), (WORDS,), 2, 2)
    products = 2 * 250 * 2 * 400 * (100 + 100)  # 250 words, 2 texts
    assert products < check.operations < 1.3 * products


@pytest.mark.parametrize(
    "code", ["nn.LSTM(5, 4)", "nn.GRU(5, 4, 2, bidirectional=True)", "nn.RNN(5, 4, batch_first=True)"]
)
def test_shapes_of_recurrent_layers_are_those_of_real_ones(code):
    """On the meta device one step stands for all of them."""
    source = net(
        f"self.rnn = {code}\nself.fc = nn.Linear(5, 10)", "y, h = self.rnn(x[:, 0])\nreturn self.fc(x.mean((1, 2)))"
    )
    twin = read_network(source).program((1, 7, 5), 10).twin
    seen = []
    twin.rnn.register_forward_hook(lambda _module, _inputs, output: seen.append(output))
    run_on_meta(twin, (torch.zeros(3, 1, 7, 5),), Counting())
    real = eval(code)(torch.zeros(3, 7, 5))  # ours
    shapes = [
        [output.shape, *(each.shape for each in (h if isinstance(h, tuple) else (h,)))] for output, h in (*seen, real)
    ]
    assert shapes[0] == shapes[1]


def test_an_error_is_whole_after_pickling_and_speaks_both_languages():
    error = found(HEAD + networks.LENET, IMAGE)
    again = pickle.loads(pickle.dumps(error))
    assert (again.line, again.problem, again.message) == (error.line, error.problem, error.message)
    for language in LANGUAGES:
        assert "576" in put_into_words().put(error.message, language)


def test_text_of_a_source_is_never_read_as_a_message():
    source = HEAD + "class Net(nn.Module):\n    def forward(self, x):\n        return {'{ $name } { common-comma }'}\n"
    error = found(source)
    assert "{'{ $name } { common-comma }'}" in str(error)


def test_a_line_of_any_letters_can_be_quoted():
    source = (
        HEAD
        + "class Net(nn.Module):\n    def forward(self, x):\n        return lambda: '\u202e\u200b"
        + "a" * 500
        + "'\n"
    )
    assert len(str(found(source))) < 400
    assert "\u202e" not in str(found(source))


def test_a_network_just_below_the_limit_is_allowed():
    source = net(
        "self.fc = nn.Linear(784, 25000)\nself.out = nn.Linear(25000, 10)", "return self.out(self.fc(x.flatten(1)))"
    )
    check = check_network(read_network(source), IMAGE, 10, 1)
    assert check.parameters == 785 * 25_000 + 250_010
    assert math.prod(check.output) == 10


def test_a_lenet_of_the_lesson_is_right_for_its_own_images():
    assert check_network(read_network(HEAD + networks.LENET), DIGIT, 10, 1).output == (1, 10)


def test_an_embedding_that_is_too_small_for_the_vocabulary_is_found():
    error = found(HEAD + LSTM.replace("len(TEXT.vocab), 100", "20000, 100"), (WORDS,))
    assert (error.problem, error.values) == ("few-words", {"given": 20_000, "wanted": WORDS})
