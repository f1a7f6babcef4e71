"""Programs that would keep a reader busy for good, or break it, are read like any other."""

import ast
import logging

import pytest

from core.lessons import LESSONS
from core.reader import names as names_of_a_program
from core.reader import read as reading_of_a_program
from core.reader.names import MAX_LOOKS, Names
from core.reader.read import read_program
from core.script.program import posts_config
from tests.core.script.small import small

IMPORTS = (
    "import torch\nimport torch.nn as nn\nfrom torch import manual_seed as m\nfrom torch.utils.data import DataLoader\n"
)
TRAINS = "for x in y:\n loss.backward()\n"
ENDLESS = {
    "functions that all call each other": "".join(
        f"def f{one}():\n loss.backward(); " + "; ".join(f"f{other}()" for other in range(12)) + "\n"
        for one in range(12)
    )
    + "for a in b: f0()\n",
    "classes with the same base twice": "".join(f"class A{n}(A{n + 1}, A{n + 1}): pass\n" for n in range(60))
    + "net = A0()\n",
    "loaders of each other": "def f(): return DataLoader(g())\ndef g(): return DataLoader(f())\n"
    "for x in f(): loss.backward()\n",
    "a name with many values": "a=1\n" * 4000 + f"b=({'a,' * 1000})\nc=({'b,' * 1000})\nm(c)\nm(c)\n",
    "a parameter and many calls": f"def f(a):\n m(({'a,' * 3000}))\n" + "f();" * 4000,
    "a name misspelt thousands of times in a line": "abcde=1\n" + "abcd;" * 6500,
    "thousands of steps of a transform": "from torchvision.transforms import Compose, A\n"
    f"d=torchvision.datasets.MNIST(transform=Compose([{'A(),' * 5000}]))\n",
    "thousands of lines that are read thousands of times": "a=(" + "\n" * 9000 + "1)\n" + "m(a);" * 4000,
    "networks of networks": "".join(f"class C{n}(nn.Module):\n x = C{n + 1}\n" for n in range(800))
    + f"class C800(nn.Module): pass\nnet=nn.Sequential({','.join(f'C{n}()' for n in range(800))})\n",
    "thousands of names for thousands of loaders": "=".join(f"a{n}" for n in range(3000))
    + f"=[{'DataLoader(),' * 1500}]\n",
    "thousands of seeds in a line": "".join(f"m({n});" for n in range(3500)),
    "loaders and functions": TRAINS
    + "".join(f" a{n}=DataLoader(y);a{n}\n" for n in range(700))
    + "".join(f"def f{n}():\n 1;2;3;4\n" for n in range(700)),
}


def read(code: str):
    lesson, dataset = LESSONS["000"], small("000")
    return read_program(IMPORTS + code, lesson, dataset, posts_config(lesson, dataset.id))


@pytest.mark.parametrize("name", ENDLESS)
def test_what_would_never_end_is_read(name):
    assert read(ENDLESS[name]).lines


def test_values_are_looked_for_only_so_often(monkeypatch):
    made = []
    monkeypatch.setattr(names_of_a_program.Names, "__init__", _kept(made, Names.__init__))
    read(ENDLESS["a name with many values"])
    # Once too often for each value that is then given up.
    assert MAX_LOOKS < max(each.looks for each in made) < MAX_LOOKS + 10_000


def _kept(made, init):
    def kept(self, *given):
        made.append(self)
        init(self, *given)

    return kept


def test_a_class_is_a_network_through_any_number_of_others():
    chain = "".join(f"class A{n}(A{n + 1}, A{n + 1}): pass\n" for n in range(200))
    names = Names(ast.parse(f"{chain}class A200(torch.nn.Module): pass\nclass B(C): pass\nclass C(B): pass"), None, {})
    assert [name for name in names.classes if not names.is_network(name)] == ["B", "C"]


def test_too_many_looks_at_what_pictures_are_normalized_with_end_quietly():
    doubled = "".join(f"a{n} = (a{n - 1}, a{n - 1})\n" for n in range(1, 40))
    assert read(f"a0 = (1, 1)\n{doubled}m(a39)\nx = (i / 255 - a1) / a2\n").lines


@pytest.mark.parametrize("error", [ValueError, KeyError, MemoryError, AssertionError])
def test_what_nobody_thought_of_is_logged_and_leaves_the_settings(error, monkeypatch, caplog):
    def broken(*_):
        raise error("not thought of")

    monkeypatch.setattr(reading_of_a_program, "faults_of", broken)
    with caplog.at_level(logging.ERROR):
        reading = read(TRAINS)
    lesson, dataset = LESSONS["000"], small("000")
    assert reading.config == posts_config(lesson, dataset.id)
    assert (reading.lines, reading.source) == ((), "")
    assert [(fault.line, fault.problem.id) for fault in reading.faults] == [(1, "program-unreadable")]
    assert "not thought of" in caplog.text


def test_a_name_is_mended_at_each_of_its_places_and_nowhere_else():
    code = "size = 3\nprint(sizes, 'é', sizes, sizes)  # sizes\nprint(resizes.sizes, sizes)\n"
    fault = next(each for each in read(code).faults if each.problem.id == "program-misspelt")
    expected = "size = 3\nprint(size, 'é', size, size)  # sizes\nprint(resizes.sizes, size)\n"
    assert fault.repair == IMPORTS + expected


def test_a_network_with_a_notebook_s_command_in_it_is_a_program_all_the_same():
    code = "class Net(nn.Module):\n    %time\n    def forward(self, x):\n        return x\nnet = Net()\n"
    reading = read(code)
    assert ast.parse(reading.source)
    assert "    pass\n" in reading.source
