import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from core.errors import LabError
from core.lab.autograd import Action, Lab
from core.lab.updates import check_gradient, largest_difference, learning_curves, moves, pick, strongest
from core.optimizers import COMPARED

NUMBERS = st.floats(-2, 2, width=32)


def by_formula(rule: str, weight: float, gradient: float, rate: float, steps: int) -> list[float]:
    """The weights after each step, from the papers' formulas."""
    v = m = s = 0.0
    found = []
    for n in range(1, steps + 1):
        match rule:
            case "SGD":
                step = gradient
            case "Momentum" | "Nesterov":
                v = 0.9 * v + gradient
                step = gradient + 0.9 * v if rule == "Nesterov" else v
            case "Adam":
                m, s = 0.9 * m + 0.1 * gradient, 0.999 * s + 0.001 * gradient**2
                step = (m / (1 - 0.9**n)) / (math.sqrt(s / (1 - 0.999**n)) + 1e-8)
            case "RMSprop":
                s = 0.99 * s + 0.01 * gradient**2
                step = gradient / (math.sqrt(s) + 1e-8)
        weight -= rate * step
        found.append(weight)
    return found


@given(NUMBERS, NUMBERS.filter(lambda gradient: abs(gradient) > 1e-3), st.sampled_from(list(COMPARED)))
def test_every_optimizer_follows_its_formula(weight, gradient, rule):
    done = moves(rule, weight, gradient, 0.01, 4)
    assert [move.after for move in done] == pytest.approx(by_formula(rule, weight, gradient, 0.01, 4), abs=1e-5)
    assert [move.before for move in done] == [weight, *(move.after for move in done[:-1])]


def test_what_an_optimizer_remembers_is_shown():
    assert moves("SGD", 1.0, 0.5, 0.1, 2)[1].state == {}
    assert moves("Momentum", 1.0, 0.5, 0.1, 2)[1].state["momentum_buffer"] == pytest.approx(0.95)
    adam = moves("Adam", 1.0, 0.5, 0.1, 1)[0].state
    assert adam["exp_avg"] == pytest.approx(0.05)
    assert adam["exp_avg_sq"] == pytest.approx(0.00025)
    assert moves("RMSprop", 1.0, 0.5, 0.1, 1)[0].state["square_avg"] == pytest.approx(0.0025)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("criterion", ["MSE", "CrossEntropy"])
def test_a_finite_difference_in_double_precision_agrees_within_a_millionth(seed, criterion):
    lab = Lab(seed).reach("loss").do("target", criterion=criterion).afresh().do("backward")
    for name, parameter in lab.net.named_parameters():
        index = strongest(lab, name)
        found = check_gradient(lab, name, index)
        assert found.relative_error < 1e-6
        assert found.weight == parameter[index].item()
        assert found.autograd == pytest.approx(lab.gradient(name)[index].item(), rel=1e-4)
        assert found.losses[len(found.losses) // 2] == pytest.approx(found.loss)


def test_checking_a_gradient_leaves_the_lab_as_it_is():
    lab = Lab(0).afresh().do("backward")
    before = [parameter.detach().clone() for parameter in lab.net.parameters()]
    check_gradient(lab, "fc1.weight", (3, 4))
    assert all(torch.equal(old, new) for old, new in zip(before, lab.net.parameters(), strict=True))


def test_without_gradients_it_is_said_what_to_do_first():
    lab = Lab(0).afresh()
    for ask in (lambda: strongest(lab, "fc1.bias"), lambda: pick(lab, "fc1.bias", (0,))):
        with pytest.raises(LabError, match="Do “Backward” first"):
            ask()
    with pytest.raises(LabError, match="Do “Input” and “Target” first"):
        check_gradient(Lab(0).do("network"), "fc1.bias", (0,))


def test_a_weight_and_its_gradient_give_the_weight_after_the_update():
    lab = Lab(0).afresh().do("backward")
    index = strongest(lab, "conv2.weight")
    weight, gradient = pick(lab, "conv2.weight", index)
    assert abs(gradient) == lab.gradient("conv2.weight").abs().max().item()
    after = lab.do("update", learning_rate=0.5)
    assert after.net.conv2.weight[index].item() == pytest.approx(weight - 0.5 * gradient)
    assert largest_difference(lab, after) == pytest.approx(0.5 * max(p.grad.abs().max() for p in lab.net.parameters()))


def test_learning_curves_are_those_of_a_plain_loop_and_end_where_the_loss_leaves_the_numbers():
    lab = Lab(0).reach("loss")
    calm, wild = learning_curves(lab, [0.05, 1e6], 5)
    net, optimizer = lab.reach("loss").net, None
    net = type(net)()
    net.load_state_dict(lab.net.state_dict())
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05)
    plain = []
    for _ in range(6):
        optimizer.zero_grad()
        loss = nn.MSELoss()(net(lab.names["input"]), lab.names["target"])
        loss.backward()
        optimizer.step()
        plain.append(loss.item())
    assert calm == plain
    assert len(wild) < 6
    assert all(map(math.isfinite, wild))


def test_the_loop_of_the_lab_is_a_plain_loop():
    actions = [Action(step, {}) for step in ("zero_grad", "forward", "loss", "backward", "update")]
    lab = Lab(0).reach("loss")
    looped = lab.do_all(actions * 5)
    losses = [cell.loss for cell in looped.cells if cell.step == "update"]
    assert [*losses, looped.loss_now()] == pytest.approx(learning_curves(lab, [0.01], 5)[0], abs=1e-6)
