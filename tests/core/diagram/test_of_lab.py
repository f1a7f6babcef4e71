"""The autograd lab's network as a diagram."""

import math

import pytest
import torch

from core.diagram.of_lab import diagram_of_lab
from core.lab.autograd import Lab

FORWARD = ("network", "input", "forward")


def lab_after(*steps: str) -> Lab:
    lab = Lab(seed=3)
    for step in steps:
        lab = lab.do(step)
    return lab


@pytest.mark.parametrize("steps", [(), ("network",)])
def test_there_is_none_before_network_and_input(steps):
    assert diagram_of_lab(lab_after(*steps)) is None


def test_it_shows_what_the_lab_s_own_forward_gives_and_the_gradients_that_are_held():
    lab = lab_after(*FORWARD, "target", "loss")
    diagram = diagram_of_lab(lab)
    assert diagram is not None
    assert all(block.gradient is None for block in diagram.blocks)
    scores = lab.names["out"].detach()[0].clamp(1e-6, 1)  # as an MSE is judged: outputs limited to 0 to 1, shared out
    assert [guess.probability for guess in diagram.guesses] == pytest.approx((scores / scores.sum()).tolist())

    after = lab.do("backward")
    diagram = diagram_of_lab(after)
    assert diagram is not None
    named = dict(after.net.named_parameters())
    for block in diagram.blocks[1:-1]:
        both = [named[f"{block.name}.{what}"].grad for what in ("weight", "bias")]
        assert block.gradient == pytest.approx(math.hypot(*(float(each.norm()) for each in both)))
    assert [block.name for block in diagram.blocks[1:-1]] == ["conv1", "conv2", "fc1", "fc2", "fc3"]
    assert diagram.truth is None


def test_looking_changes_nothing_of_the_lab():
    lab = lab_after(*FORWARD, "target", "loss", "backward")
    before = [(each.clone(), each.grad.clone()) for each in lab.net.parameters()]
    mode, output = lab.net.training, lab.names["out"]
    diagram_of_lab(lab)
    assert lab.net.training == mode
    assert lab.names["out"] is output
    assert output.grad_fn is not None
    for (value, gradient), after in zip(before, lab.net.parameters(), strict=True):
        assert torch.equal(value, after)
        assert torch.equal(gradient, after.grad)
