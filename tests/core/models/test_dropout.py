import copy

import torch
from torch import nn

from core.models.dropout import Dropout


def seeded(p, seed):
    dropout = Dropout(p)
    dropout.generator = torch.Generator().manual_seed(seed)
    return dropout


def test_a_share_is_set_to_zero_and_the_mean_stays():
    x = torch.ones(100_000)
    y = seeded(0.3, 0)(x)
    assert abs((y == 0).float().mean() - 0.3) < 0.01
    assert abs(y.mean() - 1) < 0.01


def test_its_draws_come_from_its_own_generator():
    x = torch.ones(1000)
    before = torch.get_rng_state()
    assert torch.equal(seeded(0.5, 1)(x), seeded(0.5, 1)(x))
    assert not torch.equal(seeded(0.5, 1)(x), seeded(0.5, 2)(x))
    assert torch.equal(before, torch.get_rng_state())


def test_it_does_nothing_while_the_network_is_tested_and_can_be_copied():
    network = nn.Sequential(nn.Linear(4, 4), seeded(0.5, 1))
    frozen = copy.deepcopy(network).eval()
    x = torch.ones(1, 4)
    assert torch.equal(frozen(x), frozen(x))


def test_it_is_printed_with_its_probability():
    assert repr(Dropout(0.3)) == "Dropout(p=0.3)"
