"""However a source is laid out, what a repair makes of it is Python, and its fault is gone."""

import ast
import re
from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

import pytest

from core.errors import PastedError
from core.pasted.check import check_network
from core.pasted.reading import read_network
from core.pasted.repair import repaired
from tests.core.pasted.sources import executed, inputs

SHAPE, CLASSES = (3, 6, 6), 4


class Net(NamedTuple):
    """The statements of a network's two methods, without a fault, and what stands above its class."""

    init: tuple[str, ...]
    forward: tuple[str, ...]
    above: str = ""


BLOCK = """\
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(32, 4)

    def forward(self, x):
        x = torch.flatten(x, 1)
        return self.out(x)


"""
NETWORKS = {
    "layers": Net(
        ("super().__init__()", "self.conv = nn.Conv2d(3, 2, 3)", "self.fc = nn.Linear(32, 4)"),
        ("x = self.conv(x)", "x = torch.flatten(x, 1)", "return self.fc(x)"),
    ),
    "an nn.Sequential": Net(
        ("super().__init__()", "self.net = nn.Sequential(nn.Conv2d(3, 2, 3), nn.Flatten(), nn.Linear(32, 4))"),
        ("return self.net(x)",),
    ),
    "one in another": Net(
        (
            "super().__init__()",
            "self.net = nn.Sequential(nn.Sequential(nn.Conv2d(3, 2, 3)), nn.Sequential(nn.Flatten(),nn.Linear(32, 4)))",
        ),
        ("x = self.net(x)", "return x"),
    ),
    "layers in a list": Net(
        (
            "super().__init__()",
            "self.parts = nn.ModuleList([nn.Conv2d(3, 2, 3), nn.ReLU()])",
            "self.fc = nn.Linear(32, 4)",
        ),
        ("x = self.parts[1](self.parts[0](x))", "x = torch.flatten(x, 1)", "x = self.fc(x)", "return x"),
    ),
    "a class in another": Net(
        ("super().__init__()", "self.conv = nn.Conv2d(3, 2, 3)", "self.block = Block()"),
        ("x = self.conv(x)", "return self.block(x)"),
        BLOCK,
    ),
}
# fault -> (what is replaced in a network without a fault, by what); an empty statement is left out
FAULTS = {
    "not-flat": (r"x = torch\.flatten\(x, 1\)|nn\.Flatten\(\), *", ""),
    "shapes": (r"32, 4", "33, 4"),
    "channels": (r"Conv2d\(3", "Conv2d(1"),
    "wrong-classes": (r"(32|33), 4", r"\1, 5"),
    "no-super": (r"super\(\)\.__init__\(\)", ""),
}


def with_fault(net: Net, fault: str) -> Net:
    wrong, instead = FAULTS[fault]
    init, forward = ([re.sub(wrong, instead, each) for each in part] for part in (net.init, net.forward))
    above = re.sub(f"\n +({wrong})(?=\n)" if not instead else wrong, instead, net.above)
    return Net(tuple(filter(None, init)), tuple(filter(None, forward)), above)


def _written(net: Net, between: str, *, one_line: bool = False) -> str:
    before = " " if one_line else "\n        "
    init, forward = between.join(net.init), between.join(net.forward)
    return (
        f"{net.above}class Net(nn.Module):\n    def __init__(self):{before}{init}\n\n"
        f"    def forward(self, x):{before}{forward}\n"
    )


def as_usual(net: Net) -> str:
    return _written(net, "\n        ")


def with_comments(net: Net) -> str:
    return re.sub(r"(?<=[^\n])\n", "  # 층; nn.Linear(32, 4), \\\\\n", as_usual(net))


def with_tabs(net: Net) -> str:
    return re.sub("^ +", lambda spaces: "\t" * (len(spaces[0]) // 4), as_usual(net), flags=re.MULTILINE)


def with_semicolons(net: Net) -> str:
    return _written(net, "; ")


def with_methods_in_one_line(net: Net) -> str:
    return _written(net, "; ", one_line=True)


def with_backslashes(net: Net) -> str:
    return re.sub(r" = |return ", lambda found: f"{found[0]}\\\n  ", as_usual(net))


def with_statements_behind_backslashes(net: Net) -> str:
    return _written(net, "; \\\n        ")


def over_several_lines(net: Net) -> str:
    return re.sub(r"(nn\.\w+\(|, )(?=nn|\d|\*)", r"\1\n                ", as_usual(net))


def below_a_description(net: Net) -> str:
    return as_usual(net).replace("__init__(self):\n", '__init__(self):\n        """Layers."""\n')


def behind_a_description(net: Net) -> str:
    return _written(net, "; ").replace("__init__(self):\n        ", '__init__(self):\n        """Layers."""; ')


def with_lines_of_windows(net: Net) -> str:
    return as_usual(net).replace("\n", "\r\n")


LAYOUTS: dict[str, Callable[[Net], str]] = {
    layout.__name__: layout
    for layout in (
        as_usual,
        with_comments,
        with_tabs,
        with_semicolons,
        with_methods_in_one_line,
        with_backslashes,
        with_statements_behind_backslashes,
        over_several_lines,
        below_a_description,
        behind_a_description,
        with_lines_of_windows,
    )
}
IMPORTS = {
    "all": "import torch\nimport torch.nn as nn\n\n\n",
    "none": "",
    "over several lines": '"""A network."""\nfrom torch import (\n    nn,\n)\n\n\n',
    "with a backslash": "import torch.nn \\\n    as nn\n",
}


def fault_of(source: str) -> PastedError | None:
    try:
        check_network(read_network(source), SHAPE, CLASSES, 4)
    except PastedError as error:
        return error
    return None


def mended(source: str) -> tuple[str, list[str]]:
    """(the source that passes the check, the faults on the way), each repair being looked at."""
    faults: list[str] = []
    said = []
    while (error := fault_of(source)) is not None:
        here = (error.reason, source.split("\n")[error.line - 1].strip())
        assert here not in said, (faults, source)  # a repair mends its fault
        assert len(said) < 9
        said.append(here)
        faults.append(error.problem)
        new = repaired(source, error)
        assert new is not None, (faults, source)
        ast.parse(new)
        source = new
    return source, faults


@pytest.mark.parametrize("imports", IMPORTS)
@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_fault_is_mended_in_every_layout(layout, network, imports):
    alone = combinations(FAULTS, 1) if imports == "all" else ()
    for names in [*alone, tuple(FAULTS)]:
        net = NETWORKS[network]
        for name in names:
            net = with_fault(net, name)
        if net == NETWORKS[network]:
            continue
        text, faults = mended(IMPORTS[imports] + LAYOUTS[layout](net))
        assert set(names) <= set(faults)
        assert imports != "all" or "name" not in faults
        assert executed(text, SHAPE, CLASSES)(inputs(SHAPE, 2)[0]).shape == (2, CLASSES)


IN_A_LIST = """\
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.parts = nn.ModuleList([nn.Conv2d(3, 2, 3), nn.Linear(32, 4)])

    def forward(self, x):
        return self.parts[1](self.parts[0](x))
"""


def test_a_layer_whose_place_in_the_text_is_not_known_is_left_alone():
    with pytest.raises(PastedError) as caught:
        check_network(read_network(IN_A_LIST), SHAPE, CLASSES, 4)
    assert caught.value.problem == "not-flat"
    assert repaired(IN_A_LIST, caught.value) is None
