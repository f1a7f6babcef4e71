from itertools import product
from math import comb

import numpy as np
import pytest
import torch

from core.data.dataset import Split
from core.evaluate.comparison import Comparison
from core.evaluate.evaluation import Evaluation, evaluation_of

TARGETS = [0, 0, 0, 1, 1, 1, 2, 2]


def answering(guesses: list[int]) -> Evaluation:
    probabilities = torch.nn.functional.one_hot(torch.tensor(guesses), 3).float()
    split = Split(torch.zeros(len(guesses), 1, 8, 8, dtype=torch.uint8), torch.tensor(TARGETS))
    return evaluation_of(probabilities, "CrossEntropy", ("a", "b", "c"), split)


def test_examples_that_only_one_gets_right():
    found = Comparison(answering([0, 0, 1, 1, 1, 1, 2, 0]), answering([0, 1, 0, 1, 1, 0, 0, 0]))
    assert found.only_first.tolist() == [1, 5, 6]
    assert found.only_second.tolist() == [2]
    assert found.difference.sum() == 0
    assert (found.difference == found.second.confusion - found.first.confusion).all()


def test_the_probability_is_that_of_so_unequal_a_split_by_tossing_coins():
    found = Comparison(answering([0, 0, 0, 1, 1, 1, 0, 0]), answering([1, 1, 1, 0, 0, 1, 2, 0]))
    first, second = len(found.only_first), len(found.only_second)
    assert (first, second) == (5, 1)
    tosses = [sum(coins) for coins in product((0, 1), repeat=6)]
    assert found.p_value == pytest.approx(np.mean([heads >= 5 or heads <= 1 for heads in tosses]))
    assert found.p_value == pytest.approx(2 * (comb(6, 5) + 1) / 2**6)


def test_networks_that_agree_cannot_be_told_apart():
    same = answering([0, 0, 1, 1, 1, 1, 2, 0])
    assert Comparison(same, same).p_value is None
