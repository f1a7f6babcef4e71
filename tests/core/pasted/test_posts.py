"""The posts' networks as a visitor pastes them: the same numbers as the real classes, bit for bit."""

import copy
import pickle

import pytest
import torch
from torch import nn

from core.models.initialization import build_seeded
from core.pasted.check import check_network
from core.pasted.reading import read_network
from tests.core.pasted.sources import POSTS, both, called, equal_states, executed, inputs

CASES = pytest.mark.parametrize(("source", "shape", "classes", "parameters"), POSTS.values(), ids=POSTS)


@CASES
def test_it_has_the_posts_parameters(source, shape, classes, parameters):
    check = check_network(read_network(source), shape, classes, 4)
    net = read_network(source).build(shape, classes)
    assert check.parameters == sum(each.numel() for each in net.parameters()) == parameters
    assert check.output == (4, 1 if len(shape) == 1 else classes)


@CASES
def test_it_learns_as_the_real_class_bit_for_bit(source, shape, classes, parameters):
    histories = []
    nets = both(source, shape, classes)
    assert equal_states(*nets)
    for net in nets:
        optimizer, criterion = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9), nn.CrossEntropyLoss()
        losses = []
        for step in range(20):
            given = inputs(shape, 4, seed=step)
            outputs = called(net, given)
            targets = torch.arange(4) % outputs.shape[1]
            optimizer.zero_grad()
            loss = criterion(outputs, targets) + outputs.square().mean()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        histories.append((losses, called(net.eval(), inputs(shape, 7))))
    assert histories[0][0] == histories[1][0]
    assert len(set(histories[0][0])) == 20
    assert torch.equal(histories[0][1], histories[1][1])
    assert equal_states(*nets)


@CASES
def test_the_runs_generator_gives_the_weights_that_a_seed_gives(source, shape, classes, parameters):
    before = torch.get_rng_state()
    ours = build_seeded(lambda: read_network(source).build(shape, classes), 11)
    assert torch.equal(torch.get_rng_state(), before)
    torch.manual_seed(11)
    assert equal_states(ours, executed(source, shape, classes))


@CASES
def test_weights_can_be_exchanged(source, shape, classes, parameters):
    ours, theirs = both(source, shape, classes)
    torch.manual_seed(99)
    other = executed(source, shape, classes)
    theirs.load_state_dict(ours.state_dict())
    ours.load_state_dict(other.state_dict())
    given = inputs(shape, 3)
    assert torch.equal(called(ours, given), called(other, given))


@CASES
def test_copies_and_pickles_answer_alike(source, shape, classes, parameters):
    net = read_network(source).build(shape, classes).eval()
    given = inputs(shape, 3)
    right = net(*given)
    for other in (copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
        assert torch.equal(other(*given), right)
        assert equal_states(net, other)
        other.load_state_dict({name: torch.zeros_like(each) for name, each in other.state_dict().items()})
        assert not torch.equal(other(*given), right)
        assert torch.equal(net(*given), right)


@CASES
def test_on_the_meta_device_it_takes_no_memory(source, shape, classes, parameters):
    with torch.device("meta"):
        net = read_network(source).build(shape, classes)
    assert {each.device.type for each in net.parameters()} == {"meta"}
    assert net(*(each.to("meta") for each in inputs(shape, 3))).shape[0] == 3


def test_hooks_on_its_layers_are_called():
    source, shape, classes, _ = POSTS["004"]
    net = read_network(source).build(shape, classes)
    seen = []
    net.conv1.register_forward_hook(lambda _module, _inputs, output: seen.append(output.shape))
    net.get_submodule("fc3").register_forward_hook(lambda _module, _inputs, output: seen.append(output.shape))
    net(*inputs(shape, 2))
    assert seen == [(2, 6, 30, 30), (2, 10)]


def test_lengths_are_handed_over_to_a_forward_that_takes_them():
    source = POSTS["002b"][0].replace("(self, text)", "(self, text, lengths)")
    source = source.replace("hidden.squeeze(0)", "output[lengths - 1, torch.arange(len(lengths))]")
    net = read_network(source).build((50,), 2)
    text, lengths = inputs((50,), 4)
    whole = net(text, lengths)
    for i, length in enumerate(lengths.tolist()):
        alone = net(text[:length, i : i + 1], lengths[i : i + 1])
        assert torch.allclose(whole[i], alone[0], atol=1e-6)


def test_it_is_printed_as_the_real_class():
    source, shape, classes, _ = POSTS["000"]
    ours, theirs = both(source, shape, classes)
    assert repr(ours) == repr(theirs)
