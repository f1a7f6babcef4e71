"""Whoever changes what a lesson learns from its first mini-batches has to mean it."""

import json

import pytest

from tests.golden_losses import ALL, FILE, first_losses

GOLDEN = json.loads(FILE.read_text(encoding="ascii"))


def test_there_are_golden_losses_for_each_lesson_and_preset():
    assert GOLDEN.keys() == ALL.keys()


@pytest.mark.parametrize("name", ALL)
def test_the_first_losses_are_what_they_were(name):
    """Within what another processor's rounding may change."""
    assert first_losses(*ALL[name]) == pytest.approx(GOLDEN[name], rel=1e-3)
