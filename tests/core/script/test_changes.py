"""Ready changes: what is expected of them, and which class is whose."""

from dataclasses import replace

import pytest
import torch

from core.data.dataset import Split
from core.evaluate.comparison import Comparison
from core.evaluate.evaluation import Evaluation, evaluation_of
from core.lessons import LESSONS
from core.script.changes import Change, change_in, changes_of
from tests.core.script.small import small

EXAMPLES = 40


def right_on(count: int) -> Evaluation:
    """A network that is right on the first `count` of the examples."""
    targets = torch.zeros(EXAMPLES, dtype=torch.int64)
    guesses = (torch.arange(EXAMPLES) >= count).long()
    images = torch.zeros(EXAMPLES, 1, 8, 8, dtype=torch.uint8)
    return evaluation_of(
        torch.nn.functional.one_hot(guesses, 2).float(), "CrossEntropy", ("a", "b"), Split(images, targets)
    )


@pytest.mark.parametrize(
    ("expects", "own", "changed", "surprise"),
    [
        ("fewer", 20, 30, "reversed"),  # ten against none: 2 / 2^10 by chance
        ("fewer", 30, 20, None),
        ("fewer", 20, 25, None),  # five against none: 2 / 2^5 = 0.06
        ("fewer", 20, 26, "reversed"),  # six against none: 2 / 2^6 = 0.03
        ("more", 30, 20, "reversed"),
        ("more", 20, 30, None),
        ("little", 20, 30, "larger"),
        ("little", 30, 20, "larger"),
        ("little", 20, 25, None),
        ("little", 20, 20, None),
    ],
)
def test_a_surprise_is_a_difference_that_was_not_expected_and_is_no_chance(expects, own, changed, surprise):
    change = Change("no-relu", expects, ())
    assert change.surprise(Comparison(right_on(own), right_on(changed))) == surprise


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_a_class_is_known_as_the_change_that_made_it_and_no_other_is(lesson):
    dataset = small(lesson.id)
    config = lesson.presets[0].config_for(dataset.id)
    assert change_in(lesson, dataset, config) is None
    for change, source in changes_of(lesson, dataset, config).items():
        assert change_in(lesson, dataset, replace(config, source=source)) == change
        assert change_in(lesson, dataset, replace(config, source=source + "# mine\n")) is None
