import io
import re
from contextlib import redirect_stdout

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn.functional import max_pool2d, relu

from core.errors import LabError
from core.lab.autograd import Action, Lab
from core.lab.steps import OPTIMIZER, STEPS

POST = ["network", "parameters", "input", "forward", "zero_grad", "backward_from_output", "forward", "target", "loss"]
POST += ["graph", "zero_grad", "backward", "update", "forward", "loss"]


def lab_after(*steps, seed=0) -> Lab:
    return Lab(seed).do_all(Action(step, {}) for step in steps)


class PostNet(nn.Module):
    """Written from the post, not from core."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 3)
        self.conv2 = nn.Conv2d(6, 16, 3)
        self.fc1 = nn.Linear(16 * 6 * 6, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = max_pool2d(relu(self.conv1(x)), (2, 2))
        x = max_pool2d(relu(self.conv2(x)), 2)
        x = x.view(-1, 576)
        return self.fc3(relu(self.fc2(relu(self.fc1(x)))))


def tensors_of(lab: Lab) -> dict[str, torch.Tensor]:
    """Every number that the notebook holds."""
    found = {name: value for name, value in lab.names.items() if isinstance(value, torch.Tensor)}
    if "net" in lab.names:
        for name, parameter in lab.net.named_parameters():
            found[name] = parameter
            if parameter.grad is not None:
                found[f"{name}.grad"] = parameter.grad
    return {name: tensor.detach().clone() for name, tensor in found.items()}


def same(one: Lab, other: Lab) -> bool:
    first, second = tensors_of(one), tensors_of(other)
    return first.keys() == second.keys() and all(torch.equal(first[name], second[name]) for name in first)


@pytest.mark.parametrize("seed", [0, 7])
def test_the_numbers_are_those_of_the_posts_own_lines(seed):
    lab = lab_after(*POST[:13], seed=seed)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        net = PostNet()
        picture = torch.randn(1, 1, 32, 32)
        out = net(picture)
        net.zero_grad()
        out.backward(torch.randn(1, 10))
        from_outputs = net.conv1.bias.grad.clone()
        output = net(picture)
        target = torch.randn(10).view(1, -1)
        loss = nn.MSELoss()(output, target)
        net.zero_grad()
        loss.backward()
    assert torch.equal(lab_after(*POST[:6], seed=seed).gradient("conv1.bias"), from_outputs)
    assert torch.equal(lab.names["out"], output)
    assert torch.equal(lab.loss, loss)
    for ours, theirs in zip(lab.net.parameters(), net.parameters(), strict=True):
        assert torch.equal(ours.grad, theirs.grad)
        assert torch.equal(ours, theirs - 0.01 * theirs.grad)


def test_what_the_post_prints_is_printed():
    printed = {cell.step: cell.output for cell in lab_after(*POST).cells}
    assert printed["network"].startswith("Net(\n  (conv1): Conv2d(1, 6, kernel_size=(3, 3), stride=(1, 1))")
    assert printed["parameters"] == "10\ntorch.Size([6, 1, 3, 3])"
    assert printed["input"] == "torch.Size([1, 1, 32, 32])"
    assert printed["forward"].endswith("grad_fn=<AddmmBackward0>)")
    assert re.fullmatch(r"tensor\([\d.]+, grad_fn=<MseLossBackward0>\)", printed["loss"])
    assert re.findall(r"<(\w+) object", printed["graph"]) == ["MseLossBackward0", "AddmmBackward0", "AccumulateGrad"]
    assert printed["backward"].startswith("None\ntensor([")
    assert sum(parameter.numel() for parameter in lab_after("network").net.parameters()) == 81_194


def test_the_script_prints_the_same_elsewhere():
    pixels = np.random.default_rng(0).integers(0, 256, (1, 1, 32, 32), np.uint8)
    lab = lab_after(*POST, "loss", "backward", "backward", seed=3).do("input", pixels=pixels).do("forward")
    lab = lab.do("target", criterion="CrossEntropy", labels=(4,)).do("loss").do("backward").do("update", way=OPTIMIZER)
    printed = io.StringIO()
    with torch.random.fork_rng(), redirect_stdout(printed):
        exec(lab.script(), {})

    def without_addresses(text: str) -> str:
        return re.sub("0x[0-9a-f]+", "", text)

    assert without_addresses(printed.getvalue().strip()) == without_addresses("\n".join(c.output for c in lab.cells))
    assert "RuntimeError: Trying to backward through the graph a second time" in printed.getvalue()


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(list(STEPS)), max_size=12))
def test_in_any_order_a_step_works_or_says_what_to_do_first_and_undo_restores_every_tensor(steps):
    lab = Lab(1)
    for step in steps:
        before, following, refusal = tensors_of(lab), lab, "Do ... first."
        try:
            following = lab.do(step)
        except LabError as error:
            refusal = str(error)
        assert refusal.endswith(("first.", "for a new one."))
        assert same(following.undo() if following is not lab else following, lab)
        after = tensors_of(lab)
        assert before.keys() == after.keys()
        assert all(torch.equal(before[name], after[name]) for name in before)
        lab = following


@pytest.mark.parametrize(
    ("steps", "missing"),
    [
        (["forward"], "Too early for “Forward”. Do “Network” and “Input” first."),
        (["network", "forward"], "Do “Input” first."),
        (["network", "input", "target", "loss"], "Do “Forward” first."),
        (["network", "input", "forward", "loss"], "Do “Target” first."),
        (["network", "input", "forward", "backward"], "Do “Target” and “Loss” first."),
        (["network", "update"], "Do “Input”, “Forward”, “Target”, “Loss” and “Backward” first."),
        (["network", "network"], "The network is there already."),
        (["sleep"], "There is no step “sleep”"),
    ],
)
def test_too_early_says_what_to_do_first(steps, missing):
    with pytest.raises(LabError, match=re.escape(missing)):
        lab_after(*steps)


@pytest.mark.parametrize(
    ("step", "arguments"),
    [
        ("input", {"pixels": np.zeros((1, 1, 28, 28), np.uint8)}),
        ("input", {"pixels": np.zeros((1, 1, 32, 32), np.float32)}),
        ("target", {"criterion": "Hinge"}),
        ("target", {"criterion": "CrossEntropy", "labels": (10,)}),
        ("target", {"criterion": "CrossEntropy", "labels": ()}),
        ("update", {"learning_rate": float("nan")}),
        ("update", {"learning_rate": -1.0}),
        ("update", {"way": "optim.Adam"}),
    ],
)
def test_what_cannot_be_is_refused_in_words(step, arguments):
    with pytest.raises(LabError):
        lab_after(*POST[:12]).do(step, **arguments)


def test_a_target_for_another_number_of_inputs_is_refused_by_torch_and_breaks_nothing():
    lab = lab_after("network", "input", "forward", "backward_from_output", "forward")
    lab = lab.do("target", criterion="CrossEntropy", labels=(1, 2)).do("loss")
    assert lab.cells[-1].refused
    assert lab.do("update").cells[-1].loss is None


def test_pictures_that_are_changed_later_change_no_lab():
    pixels = np.zeros((1, 1, 32, 32), np.uint8)
    lab = Lab(0).do("input", pixels=pixels).do("input")
    pixels += 255
    assert lab.undo().names["input"].unique().tolist() == [-1]


def test_numbers_of_numpy_are_as_good_as_pythons():
    lab = lab_after(*POST[:4]).do("target", criterion="CrossEntropy", labels=(np.int64(3),)).do("loss").do("backward")
    assert not lab.do("update", learning_rate=np.float64(0.1)).cells[-1].refused


def test_weights_that_have_left_the_numbers_are_noticed():
    lab = lab_after(*POST[:12])
    assert not lab.diverged
    for _ in range(4):
        lab = lab.do("update", learning_rate=1000.0).afresh().do("backward")
    assert lab.diverged


def test_zero_grad_gives_none_or_zeros():
    lab = lab_after(*POST[:12])
    assert lab.gradient("conv1.bias").any()
    assert lab.do("zero_grad").gradient("conv1.bias") is None
    zeros = lab.do("zero_grad", set_to_none=False).gradient("conv1.bias")
    assert zeros is not None
    assert not zeros.any()


def test_two_backwards_without_zero_grad_give_exactly_twice_the_gradient():
    once = Lab(0).afresh().do("backward")
    twice = once.do_all([Action("forward", {}), Action("loss", {}), Action("backward", {})])
    for one, two in zip(once.net.parameters(), twice.net.parameters(), strict=True):
        assert torch.equal(two.grad, 2 * one.grad)


def test_a_second_backward_on_one_graph_is_refused_and_changes_no_gradient():
    once = Lab(0).afresh().do("backward")
    twice = once.do("backward")
    assert twice.cells[-1].refused
    assert "Trying to backward through the graph a second time" in twice.cells[-1].output
    assert torch.equal(twice.gradient("fc1.weight"), once.gradient("fc1.weight"))


@pytest.mark.parametrize("rate", [0.0, 0.01, 1.0])
def test_the_update_by_hand_is_that_of_optim_sgd(rate):
    lab = Lab(0).afresh().do("backward")
    by_hand, by_optimizer = (lab.do("update", learning_rate=rate, way=way) for way in ("by hand", OPTIMIZER))
    for ours, theirs in zip(by_hand.net.parameters(), by_optimizer.net.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-8)
    assert by_hand.cells[-1].loss == lab.loss_now() == lab.loss.item()


def test_drawings_and_test_images_arrive_as_in_training():
    pixels = np.array([0, 128, 255, *[7] * 1021], np.uint8).reshape(1, 1, 32, 32)
    lab = Lab(0).do("input", pixels=pixels)
    expected = (torch.tensor(pixels).to(torch.float32) / 255 - 0.5) / 0.5
    assert torch.equal(lab.names["input"], expected)


def test_nothing_is_drawn_from_the_random_numbers_that_all_visitors_share():
    before = torch.get_rng_state()
    _ = lab_after(*POST)
    assert torch.equal(before, torch.get_rng_state())


def test_reach_does_what_is_missing_and_nothing_else():
    assert [action.step for action in Lab(0).reach("update").history] == [
        *("network", "input", "forward", "target", "loss", "backward")
    ]
    lab = lab_after(*POST[:9])
    assert lab.reach("backward") is lab


def test_try_out_leaves_the_lab_as_it_is():
    lab = lab_after(*POST[:9])
    before = tensors_of(lab)
    cell, names = lab.try_out("loss.backward()\nprint(net.conv1.bias.grad is None)")
    assert cell.output == "False"
    assert not torch.equal(names["net"].conv1.bias.grad, lab.gradient("conv1.bias"))
    assert all(torch.equal(before[name], tensor) for name, tensor in tensors_of(lab).items())
