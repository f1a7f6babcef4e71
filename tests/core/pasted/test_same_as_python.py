"""Allowed networks of many kinds do what Python and PyTorch do with the same text, bit for bit."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from core.errors import PastedError
from core.models.dropout import Draws
from core.models.initialization import build_seeded
from core.pasted.check import check_network
from core.pasted.reading import read_network
from tests.core.pasted import generated
from tests.core.pasted.mutations import mutated
from tests.core.pasted.samples import SAMPLES
from tests.core.pasted.sources import HEAD, both, called, equal_states, executed, inputs

CASES = pytest.mark.parametrize(("source", "shape", "classes"), SAMPLES.values(), ids=SAMPLES)


def assert_alike(ours: nn.Module, theirs: nn.Module, shape: tuple[int, ...]) -> None:
    """The same weights, outputs in training and in evaluation, and gradients."""
    assert equal_states(ours, theirs)
    for training in (True, False):
        outputs = [called(net.train(training), inputs(shape, 4)) for net in (ours, theirs)]
        assert torch.equal(*outputs) or (
            outputs[0].isnan().any() and torch.equal(*(each.nan_to_num() for each in outputs))
        )
        for output in outputs:
            output.square().sum().backward()
    assert [name for name, _ in ours.named_parameters()] == [name for name, _ in theirs.named_parameters()]
    for mine, other in zip(ours.parameters(), theirs.parameters(), strict=True):
        assert (mine.grad is None) == (other.grad is None)
        assert mine.grad is None or torch.equal(mine.grad.nan_to_num(), other.grad.nan_to_num())
    assert equal_states(ours, theirs)


@CASES
def test_networks_that_people_write(source, shape, classes):
    check = check_network(read_network(source), shape, classes, 4)
    ours, theirs = both(source, shape, classes)
    assert check.parameters == sum(each.numel() for each in theirs.parameters())
    assert_alike(ours, theirs, shape)
    assert repr(ours) == repr(theirs)


def is_allowed(seed: int) -> bool:
    """Whether a drawn network is allowed here; then it has to be as Python makes it."""
    source = generated.network(seed)
    try:
        check_network(read_network(source), generated.SHAPE, generated.CLASSES, 4)
    except PastedError as error:
        problem = error.problem
    else:
        assert_alike(*both(source, generated.SHAPE, generated.CLASSES), generated.SHAPE)
        return True
    assert problem == "torch", source  # what is on our lists is enough for these: PyTorch itself is against it
    with pytest.raises((RuntimeError, IndexError)):
        learn_and_answer(executed(source, generated.SHAPE, generated.CLASSES))
    return False


def learn_and_answer(net: nn.Module) -> None:
    net(torch.randn(4, *generated.SHAPE)).sum().backward()
    net.eval()(torch.randn(1, *generated.SHAPE)).sum().backward()


@pytest.mark.slow
@given(st.integers(0, 2**32))
@settings(max_examples=120)
def test_drawn_networks(seed):
    is_allowed(seed)


def test_most_drawn_networks_are_allowed():
    assert sum(is_allowed(seed) for seed in range(40)) > 25


@pytest.mark.slow
@given(st.integers(0, 2**32))
@settings(max_examples=300)
def test_a_changed_source_is_refused_or_runs(seed):
    """Nothing but a PastedError is raised, whatever is changed in a source."""
    source, shape, classes = mutated(seed)
    error = tried(source, shape, classes)
    if error is not None:
        assert 1 <= error.line <= source.count("\n") + source.count("\r") + 1
        assert "pasted-" not in str(error)


def tried(source: str, shape: tuple[int, ...], classes: int) -> PastedError | None:
    """Read, check, build and call it; what it was refused for."""
    try:
        pasted = read_network(source)
        check_network(pasted, shape, classes, 4)
        net = pasted.build(shape, classes)
        for training in (True, False):
            net.train(training)(*inputs(shape, 3))
    except PastedError as error:
        return error
    return None


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_any_text_at_all(text):
    with pytest.raises(PastedError):
        check_network(read_network(text), (1, 4, 4), 3, 2)


DROPOUT = (
    HEAD
    + """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.drop = nn.Dropout(0.4)
        self.maps = nn.Dropout2d(0.3)
        self.fc = nn.Linear(3 * 64, 10)

    def forward(self, x):
        x = self.maps(x)
        x = F.dropout(x, 0.2, training=self.training)
        x = F.dropout2d(x, 0.1, self.training)
        return self.fc(self.drop(x.flatten(1)))
"""
)


def test_dropout_draws_as_pytorch_does_from_the_runs_generator():
    ours, theirs = both(DROPOUT, (3, 8, 8), 10)
    images = torch.randn(4, 3, 8, 8)
    generator = torch.Generator().manual_seed(21)
    drawing = [module for module in ours.modules() if isinstance(module, Draws)]
    assert ours in drawing
    for module in drawing:
        module.generator = generator
    before = torch.get_rng_state()
    mine = ours(images)
    assert torch.equal(torch.get_rng_state(), before)
    torch.manual_seed(21)
    assert torch.equal(mine, theirs(images))
    assert not torch.equal(mine, ours(images))
    assert torch.equal(ours.eval()(images), theirs.eval()(images))


def test_a_network_that_draws_its_own_parameters_draws_the_same():
    source = HEAD + (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.a = nn.Parameter(torch.rand(3, 16))\n        self.fc = nn.Linear(16, 3)\n"
        "        self.b = nn.Parameter(torch.randn(3, 16) * 0.1)\n        self.c = nn.Parameter(torch.zeros(1))\n"
        "    def forward(self, x):\n        x = x.flatten(1)\n"
        "        return F.linear(x, self.a + self.b) + self.fc(x) + self.c\n"
    )
    ours, theirs = both(source, (1, 4, 4), 3)
    assert_alike(ours, theirs, (1, 4, 4))
    assert list(ours.state_dict()) == ["a", "b", "c", "fc.weight", "fc.bias"]
    before = torch.get_rng_state()
    seeded = build_seeded(lambda: read_network(source).build((1, 4, 4), 3), 3)
    assert torch.equal(torch.get_rng_state(), before)
    assert_alike(seeded, both(source, (1, 4, 4), 3, seed=3)[1], (1, 4, 4))
