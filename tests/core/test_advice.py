import pytest
import torch

from core.advice import advice_for
from core.data.dataset import Split
from core.evaluation import evaluation_of


def made(guesses, targets, sure=0.9):
    probabilities = torch.full((len(guesses), 3), (1 - sure) / 2)
    probabilities[torch.arange(len(guesses)), torch.tensor(guesses)] = sure
    split = Split(torch.zeros(len(guesses), 1, 8, 8, dtype=torch.uint8), torch.tensor(targets))
    return evaluation_of(probabilities.log(), "CrossEntropy", ("a", "b", "c"), split)


EVEN = [0, 1, 2] * 20


@pytest.mark.parametrize(
    ("guesses", "targets", "sure", "trained", "says"),
    [
        ([0] * 60, EVEN, 0.34, None, "no better than always guessing"),
        ([*EVEN[:50], *[0] * 10], EVEN, 0.9, 1.0, "learnt some by heart"),
        ([*EVEN[:40], *[0] * 20], EVEN, 0.7, 0.75, "of its own training examples right"),
        ([1 if target == 0 else target for target in EVEN], EVEN, 0.6, None, "It takes 100% of “a” for “b”"),
        ([0] * 30 + [1] * 29 + [0, 2], [0] * 30 + [1] * 30 + [2], 0.9, None, "“c” is rare (1 of 61)"),
        ([*EVEN[:40], *[0] * 20], EVEN, 0.99, None, "points more sure than it is right"),
        ([1, *EVEN[1:]], EVEN, 0.99, 1.0, "Nothing stands out"),
        (EVEN, EVEN, 0.99, 1.0, "Not one mistake: only harder examples"),
        ([0, 1, 2], [0, 1, 2], 0.99, 1.0, "Not one mistake, but in 3 test examples only"),
    ],
)
def test_each_weakness_is_named(guesses, targets, sure, trained, says):
    assert says in " ".join(advice_for(made(guesses, targets, sure), trained))
