import re
from pathlib import Path

import pytest
import torch

from core.data.dataset import Split
from core.evaluate.advice import Known, advice_for, known_on
from core.evaluate.evaluation import evaluation_of
from core.lessons import DATASETS, LESSONS
from core.messages import Message, literal


def made(guesses, targets, sure=0.9):
    probabilities = torch.full((len(guesses), 3), (1 - sure) / 2)
    probabilities[torch.arange(len(guesses)), torch.tensor(guesses)] = sure
    split = Split(torch.zeros(len(guesses), 1, 8, 8, dtype=torch.uint8), torch.tensor(targets))
    return evaluation_of(probabilities.log(), "CrossEntropy", ("a", "b", "c"), split)


EVEN = [0, 1, 2] * 100
ONE_WRONG = [1, *EVEN[1:]]
SIX_WRONG = [1, 2, 0, 1, 2, 0, *EVEN[6:]]  # 98 %, spread over the classes
MANY_WRONG = [*EVEN[:200], *[0] * 100]
QUICK = {literal("the preset “Quick” of lesson 000"): 0.977}

# Each piece: what it says, once where it is right and once where it must not appear.
PIECES = {
    "too large steps": (
        "guessing alone gives 1.1. The steps were too large: train again with a smaller learning rate, a tenth of it",
        (made([0] * 300, EVEN, 1 - 1e-6), Known(learning_rate=10.0)),
        (made([0] * 300, EVEN, 0.34), Known(learning_rate=0.01)),
    ),
    "train longer": (
        "train longer",
        (made([0] * 300, EVEN, 0.34), Known(training=(0.3, 0.33))),
        (made([0] * 300, EVEN, 1 - 1e-6), Known(training=(0.3, 0.33))),  # diverged: never longer
    ),
    "nothing learnt": (
        "it has learnt nothing yet. Another learning rate",
        (made([0] * 300, EVEN, 0.34), Known(training=(0.33, 0.33))),
        (made(MANY_WRONG, EVEN), Known()),
    ),
    "by heart": (
        "learnt some by heart",
        (made(MANY_WRONG, EVEN), Known(training=(0.9, 1.0))),
        (made(ONE_WRONG, EVEN), Known(training=(0.9, 1.0))),
    ),
    "still learning": (
        "It was still learning: its training accuracy rose from 96.0% to 97.0% in the last epoch. More epochs help.",
        (made(SIX_WRONG, EVEN), Known(training=(0.9, 0.96, 0.97))),
        (made(SIX_WRONG, EVEN), Known(training=(0.9, 0.97, 0.97))),
    ),
    "a larger network": (
        "a larger network or another learning rate",
        (made(MANY_WRONG, EVEN, 0.7), Known(training=(0.7, 0.7))),
        (made(MANY_WRONG, EVEN, 0.7), Known(training=(0.6, 0.7))),
    ),
    "only one epoch": (
        "It has been through the training examples only once, and got 40.0% of them right on the way: more epochs",
        (made(MANY_WRONG, EVEN, 0.7), Known(training=(0.4,))),
        (made(MANY_WRONG, EVEN, 0.7), Known(training=(0.4, 0.4))),
    ),
    "nothing of what does not help": (
        "no more than in the one before",
        (made(MANY_WRONG, EVEN, 0.7), Known(training=(0.4, 0.4))),
        (made(MANY_WRONG, EVEN, 0.7), Known(training=(0.4,))),
    ),
    "a loss that exploded on the way": (
        "while it was trained its loss rose to 4e+07, and guessing alone gives 1.1. The steps were too large",
        (made([0] * 300, EVEN, 0.34), Known(highest_loss=4e7)),
        (made([0] * 300, EVEN, 0.34), Known(highest_loss=2.3)),
    ),
    "other data": (
        "It has learnt from MNIST, not from these data",
        (made(MANY_WRONG, EVEN), Known(learnt_from="MNIST")),
        (made(MANY_WRONG, EVEN), Known(others=QUICK)),
    ),
    "others do better": (
        "More is possible on this data: the preset “Quick” of lesson 000 gets 97.7% right, this network",
        (made(MANY_WRONG, EVEN), Known(others=QUICK)),
        (made(SIX_WRONG, EVEN), Known(others=QUICK)),
    ),
    "a confused pair": (
        "It takes 50% of “a” for “b”",
        (made([1 if target == 0 and i % 2 else target for i, target in enumerate(EVEN)], EVEN, 0.6), Known()),
        (made(SIX_WRONG, EVEN), Known()),
    ),
    "a rare class of ones own": (
        "“c” is rare (1 of 61): bring more of it.",
        (made([0] * 30 + [1] * 29 + [0, 2], [0] * 30 + [1] * 30 + [2]), Known(own_data=True)),
        (made([0] * 30 + [1] * 29 + [0, 2], [0] * 30 + [1] * 30 + [2]), Known()),  # nobody can bring more of MNIST
    ),
    "too sure": (
        "points more sure than it is right",
        (made(MANY_WRONG, EVEN, 0.99), Known()),
        (made(MANY_WRONG, EVEN, 0.6), Known()),
    ),
    "more examples": (
        "More examples like them are the surest help.",
        (made(SIX_WRONG, EVEN), Known(own_data=True)),
        (made(SIX_WRONG, EVEN), Known(others=QUICK)),
    ),
    "as good as the best": (
        "about as good as the best that is known here on this data, the preset “Quick” of lesson 000 (97.7%)",
        (made(SIX_WRONG, EVEN), Known(others=QUICK, training=(0.98, 0.98))),
        (made(MANY_WRONG, EVEN), Known(others=QUICK)),
    ),
    "better than the best": (
        "it is better than the best that is known here on this data, another (80.0%)",
        (made(SIX_WRONG, EVEN), Known(others={literal("another"): 0.8})),
        (made(SIX_WRONG, EVEN), Known(others=QUICK)),
    ),
    "nothing stands out": (
        "Nothing stands out",
        (made(SIX_WRONG, EVEN), Known()),
        (made([*EVEN[:276], *[0] * 24], EVEN), Known(others=QUICK)),  # 94.7 % where the quick preset gets 97.7
    ),
    "no mistake": (
        "Not one mistake: only harder examples",
        (made(EVEN, EVEN, 0.99), Known()),
        (made(ONE_WRONG, EVEN, 0.99), Known()),
    ),
    "too few to believe it": (
        "Not one mistake, but in 3 test examples only",
        (made([0, 1, 2], [0, 1, 2], 0.99), Known()),
        (made(EVEN, EVEN, 0.99), Known()),
    ),
}


@pytest.mark.parametrize(("says", "right", "wrong"), PIECES.values(), ids=PIECES)
def test_each_piece_of_advice_appears_where_it_is_right_and_only_there(says, right, wrong):
    assert says in " ".join(map(str, advice_for(*right)))
    assert says not in " ".join(map(str, advice_for(*wrong)))


def test_of_a_network_that_has_learnt_nothing_no_more_is_said():
    assert len(advice_for(made([0] * 300, EVEN, 0.99), Known(others=QUICK, training=(0.3, 0.3)))) == 1


def test_single_confusions_say_little_of_a_network_that_is_mostly_wrong():
    guesses = [(target + 1) % 3 if i % 3 else target for i, target in enumerate(EVEN)]
    assert "for “" not in " ".join(map(str, advice_for(made(guesses, EVEN), Known())))


def test_what_presets_reach_is_what_docs_accuracy_says():
    table = (Path(__file__).resolve().parents[3] / "docs" / "accuracy.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| ([^|]+) \| [^|]+ \| ([\d.]+) ± ", table, re.MULTILINE)
    printed = {(lesson, title): float(mean) for lesson, title, mean in rows}
    assert len(printed) == 11
    for (lesson, title), mean in printed.items():
        dataset = next(source.id for source in DATASETS.values() if str(source.title) == title)
        assert LESSONS[lesson].presets[0].reaches[dataset] == mean
    (known,) = known_on("mnist").items()
    assert (str(known[0]), known[1]) == ("the preset “Quick” of lesson 000", pytest.approx(0.9772))


def test_a_network_of_other_data_that_only_guesses_is_not_told_to_train_otherwise():
    assert advice_for(made([0] * 300, EVEN), Known(learnt_from="MNIST", training=(0.3, 0.33))) == [
        Message("evaluation-guessing-other-data", name="a", share="33.3", data="MNIST")
    ]
