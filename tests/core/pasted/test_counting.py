"""What PyTorch does for a pasted network is counted for what it costs, and every answer has the right shape."""

import pytest
import torch

from core.errors import PastedError
from core.models.summary import summarize
from core.pasted.check import check_network
from core.pasted.counting import STEP, Counting
from core.pasted.limits import LONGER, MAX_TIME_STEPS
from core.pasted.network import run_on_meta
from core.pasted.reading import read_network
from tests.core.pasted.sources import HEAD, IMAGE, LSTM, WORDS
from tests.core.pasted.test_check import at, found, net

FC = "self.fc = nn.Linear(784, 10)"
PASS = "return self.fc(x.flatten(1))"


def operations(init: str, forward: str, batch_size: int = 2) -> int:
    """Those that these lines need besides the linear layer."""
    source = net(f"{FC}\n{init}", f"{forward}\n{PASS}")
    counts = [check_network(read_network(text), IMAGE, 10, batch_size).operations for text in (source, net(FC, PASS))]
    return counts[0] - counts[1]


@pytest.mark.parametrize("code", ["y.tanh_()", "y.add_(1)", "y += 1", "y[:] = 1", "y.relu_()", "F.relu(y, True)"])
def test_changes_in_place_are_counted(code):
    once, often = (operations("", f"y = torch.zeros(1000)\nfor i in range({times}):\n    {code}") for times in (1, 11))
    assert often - once >= 10 * 1000


@pytest.mark.parametrize("code", ["y.norm(3)", "y.std()", "y.var()", "y.prod()", "y.pow(3)", "y ** 3"])
def test_heavy_functions_of_a_view_count_for_more_than_its_numbers(code):
    assert operations("", f"y = torch.ones(10).expand(1000, 10)\nz = {code}") >= 10 * 10_000


def test_a_transposed_convolution_is_counted_by_what_comes_in():
    """A large kernel whose padding leaves one number of an answer."""
    assert (
        operations("self.up = nn.ConvTranspose2d(1, 4, 100, padding=63)", "y = self.up(x)") >= 2 * 2 * 784 * 4 * 10_000
    )


def test_what_a_transposed_convolution_and_a_bilinear_layer_keep_between_is_limited():
    source = net(f"{FC}\nself.up = nn.ConvTranspose2d(1, 4, 600, padding=313)", f"y = self.up(x)\n{PASS}")
    assert (found(source).problem, at(found(source), source)) == ("tensor-too-large", "y = self.up(x)")
    source = net(
        f"{FC}\nself.b = nn.Bilinear(3920, 3920, 1)", f"y = x.flatten(1).repeat(1, 5)\nz = self.b(y, y)\n{PASS}"
    )
    assert (found(source).problem, at(found(source), source)) == ("tensor-too-large", "z = self.b(y, y)")


def test_a_bilinear_layer_is_counted_by_its_products():
    assert (
        operations("self.b = nn.Bilinear(784, 784, 3)", "y = self.b(x.flatten(1), x.flatten(1))")
        >= 2 * 2 * 784 * 784 * 3
    )


@pytest.mark.parametrize(
    ("layer", "each"),
    [("nn.RNN(1, 1)", 1), ("nn.LSTM(1, 1, num_layers=3)", 3), ("nn.GRU(1, 1, 2, bidirectional=True)", 4)],
)
def test_time_steps_are_counted_and_limited(layer, each):
    init, most = f"self.rnn = {layer}", MAX_TIME_STEPS // each
    assert operations(init, "self.rnn(x.reshape(-1, 1, 1)[:100])") >= 100 * each * STEP
    operations(init, f"y = x.reshape(-1, 1, 1).repeat(9, 1, 1)\nself.rnn(y[:{most}])")
    source = net(f"{FC}\n{init}", f"y = x.reshape(-1, 1, 1).repeat(9, 1, 1)\nself.rnn(y[:{most + 1}])\n{PASS}")
    assert found(source).problem == "too-many-time-steps"


def test_calls_of_a_recurrent_layer_are_counted_together():
    source = net(
        f"{FC}\nself.rnn = nn.RNN(1, 1)", f"for i in range(9):\n    self.rnn(x.reshape(-1, 1, 1)[:250])\n{PASS}"
    )
    assert found(source).problem == "too-many-time-steps"


def test_the_longest_text_takes_no_more_time_steps_than_a_network_may_that_the_check_allows():
    """The check tries texts of 250 words; those of the lesson have up to 2,752."""
    assert MAX_TIME_STEPS // 250 * 2_752 <= LONGER * MAX_TIME_STEPS
    program = read_network(HEAD + LSTM).program((WORDS,), 2)
    inputs = torch.empty(2_752, 250, dtype=torch.int32, device="meta"), torch.empty(250, device="meta")
    with torch.no_grad():
        program.check("longest", inputs, training=False)
    assert "longest" in program._checked


def test_the_backward_pass_is_limited_too():
    """Each number that is picked costs as many as the tensor has that it is picked from."""
    pick = "s = 0\nfor i in range(200):\n    s = s + h[:, i].sum()"
    source = net(f"{FC}\nself.wide = nn.Linear(784, 20000)", f"h = self.wide(x.flatten(1))\n{pick}\n{PASS} + s")
    error = found(source)
    assert (error.problem, at(error, source)) == ("too-many-numbers", f"{PASS} + s")


def test_nothing_is_computed_in_earnest_on_the_meta_device():
    twin = read_network(net(FC, PASS)).program(IMAGE, 10).twin
    twin.fc.weight = torch.nn.Parameter(torch.zeros(10, 784))
    with pytest.raises(PastedError) as caught:
        run_on_meta(twin, (torch.zeros(2, *IMAGE),), Counting())
    assert caught.value.problem == "no-device"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [("None", "no-output"), ("y[:5]", "wrong-output"), ("y[:, :3]", "wrong-output"), ("3", "no-output")],
)
@pytest.mark.parametrize("training", [True, False])
def test_the_answer_is_looked_at_for_every_number_of_examples(answer, problem, training):
    source = net(FC, f"y = self.fc(x.flatten(1))\nif x.shape[0] == 200:\n    return {answer}\nreturn y")
    network = read_network(source).build(IMAGE, 10).train(training)
    assert network(torch.zeros(64, *IMAGE)).shape == (64, 10)
    with pytest.raises(PastedError) as caught:
        network(torch.zeros(200, *IMAGE))
    assert (caught.value.problem, at(caught.value, source)) == (problem, "return y")


@pytest.mark.parametrize(
    ("code", "problem"), [("return y.detach()", "nothing-to-learn"), ("y = y.exp()\n    y += 1", "torch")]
)
def test_so_is_whether_it_can_learn_from_it(code, problem):
    source = net(FC, f"y = self.fc(x.flatten(1))\nif x.shape[0] == 1:\n    {code}\nreturn y")
    network = read_network(source).build(IMAGE, 10)
    assert network(torch.zeros(64, *IMAGE)).shape == (64, 10)
    with pytest.raises(PastedError) as caught:
        network(torch.zeros(1, *IMAGE))
    assert caught.value.problem == problem
    with torch.no_grad():
        assert network.eval()(torch.zeros(1, *IMAGE)).shape == (1, 10)


def test_arguments_by_name_are_seen_in_the_summary():
    source = net(
        f"{FC}\nself.act = nn.ReLU()\nself.rnn = nn.LSTM(10, 4)",
        "y = self.act(self.fc(input=x.flatten(1)))\nz, (h, c) = self.rnn(input=y, hx=None)\nreturn y",
    )
    network = read_network(source).build(IMAGE, 10)
    assert [layer.name for layer in summarize(network, IMAGE)] == ["fc", "act", "rnn"]


def test_a_network_inside_may_take_its_arguments_by_name_or_none():
    inner = "class Inner(nn.Module):\n    def forward(self, x=3, times=2):\n        return x * times\n\n\n"
    forward = "y = self.fc(x.flatten(1))\nreturn self.inner(times=3, x=y) + self.inner()"
    source = net(f"{FC}\nself.inner = Inner()", forward).replace("class Net", f"{inner}class Net")
    network = read_network(source).build(IMAGE, 10)
    given = torch.randn(2, *IMAGE)
    assert torch.equal(network(given), network.fc(given.flatten(1)) * 3 + 6)
    assert [layer.name for layer in summarize(network, IMAGE)] == ["fc", "inner"]
