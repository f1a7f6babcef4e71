"""Nothing lasts from one call of a pasted network to the next but its weights and what nobody can change."""

import pytest
import torch

from core.errors import PastedError
from core.pasted.check import check_network
from core.pasted.reading import read_network
from tests.core.pasted.hostile import FRAME

SHAPE, CLASSES = (3, 2, 2), 5


def source(top: str, forward: str = "pass", init: str = "pass") -> str:
    lines = {"{init}": init, "{forward}": forward}
    text = FRAME.replace("\n\nclass Net", f"\n{top}\n\n\nclass Net")
    for place, code in lines.items():
        text = text.replace(place, code.replace("\n", "\n        "))
    return text


def refused(text: str) -> tuple[str, str]:
    """(problem, the line that it is found in)."""
    with pytest.raises(PastedError) as caught:
        check_network(read_network(text), SHAPE, CLASSES, 4)
    return caught.value.problem, text.split("\n")[caught.value.line - 1].strip()


@pytest.mark.parametrize(
    ("top", "change"),
    [
        *(("C = [0]", "C[0] = C[0] + 1"), ("CACHE = []", "CACHE.append(x)"), ("C = [0]", "C[0] += 1")),
        *(("C = [[0], [1]]", "C[1].append(3)"), ("C = ([0], 1)", "C[0].append(3)"), ("A = [0]\nB = A", "B.append(1)")),
        *(("C = [0] * 9", "C.append(1)"), ("C = [[2] * 3]", "C[0].append(1)")),
        *(("C = list(range(3))", "C[0] = 2"), ("C = [1]", "for D in (C,): D += [2]")),
    ],
)
def test_a_list_at_the_top_is_never_changed(top, change):
    assert refused(source(top, change)) == ("not-in-forward", change)
    assert refused(source(top, init=change.replace("(x)", "(3)")))[0] == "not-in-forward"


@pytest.mark.parametrize("change", ["D = C\nD.append(x)", "D = C[0]\nD[0] = x", "D = C\nD += [1]"])
def test_another_name_for_it_does_not_help(change):
    assert refused(source("C = [[0]]", change)) == ("not-in-forward", change.split("\n")[1])


@pytest.mark.parametrize("change", ["self.seen[0].append(1)", "seen = self.seen\nseen += [1]", "self.pair[0][0] = 1"])
def test_lists_of_the_network_are_fixed_with_the_lists_in_them(change):
    text = source("", change, "self.seen = [[1]]\nself.pair = ([1], 2)")
    assert refused(text) == ("not-in-forward", change.split("\n")[-1])


def test_the_list_that_init_still_holds_is_another():
    text = source("", "self.helper(x)", "y = [1]\nself.seen = y\ny.append(2)")
    assert read_network(text).build(SHAPE, CLASSES).look_up("seen") == [1, 2]


def test_a_default_is_not_changed_from_call_to_call():
    text = source("").replace("def helper(self, x):\n", "def helper(self, x, seen=[]):\n        seen.append(1)\n")
    assert refused(text.replace("x = torch.flatten(x, 1)", "x = self.helper(torch.flatten(x, 1))")) == (
        *("not-in-forward", "seen.append(1)"),
    )


def test_lists_of_numbers_at_the_top_can_be_read_and_copied():
    text = source("SIZES = [12, 8]", "own = list(SIZES)\nown.append(3)\nx = x * (own[2] - len(SIZES + [1]) + 1)")
    assert read_network(text).build(SHAPE, CLASSES)(torch.zeros(4, *SHAPE)).shape == (4, CLASSES)


@pytest.mark.parametrize(
    "top",
    [
        *("SCALE = torch.ones(10)", "W = [torch.ones(2)]", "W = nn.Parameter(torch.ones(2))", "W = (1, (nn.ReLU(),))"),
        *(
            "L = nn.Linear(3, 4)",
            "L = nn.ModuleList([nn.ReLU()])",
            "W = torch.ones(3).max(0)",
            "W = torch.arange(3) + 1",
        ),
    ],
)
def test_tensors_and_layers_are_not_kept_at_the_top(top):
    assert refused(source(top)) == ("tensor-at-top", top)


@pytest.mark.parametrize("default", ["torch.ones(12)", "nn.Linear(12, 12)", "[torch.ones(12)]"])
def test_tensors_and_layers_are_no_default(default):
    text = source("").replace("hidden=8", f"hidden={default}")
    assert refused(text)[0] == "tensor-at-top"
