"""A visitor's class in a program is what was read of it, whatever its text looks like."""

import ast

import pytest

from core.errors import PlaygroundError
from core.lessons import LESSONS
from core.pasted.reading import read_network
from core.script.changes import changes_of
from core.script.networks import Divided, own
from tests.core.script.small import small

CLASS = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))
"""
HOSTILE = {
    "a line that only some split": "import torch.nn as nn\n" + CLASS + "# a\u2028import os; os.system('echo')\n",
    "another": "import torch.nn as nn\n" + CLASS + "# a\x85import os\n",
    "a string behind an import": 'import torch.nn as nn; A = """\nimport os\n#"""\n' + CLASS,
    "a string before the last line": "import torch.nn as nn\n" + CLASS + 'A = """\nimport os\n"""; net = Net()\n',
    "a constant at the end": "import torch.nn as nn\n" + CLASS + "N = len(classes)\n",
    "carriage returns": "import torch.nn as nn\n" + CLASS + "# a\rimport os\n",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_no_line_of_the_text_becomes_code_that_was_not_read(source):
    read = ast.parse(source).body
    divided = Divided.of(source)
    again = ast.parse("\n".join(divided.source.splitlines())).body
    known = {ast.dump(node) for node in read} | {ast.dump(ast.parse("net = Net()").body[0])}
    assert all(ast.dump(node) in known for node in again)
    assert divided.call == "Net()"
    shown = "\n".join(line.code for line in own(divided.classes, CLASS) if line.kind != "missing")
    assert ast.dump(ast.parse("\n".join(shown.splitlines()))) == ast.dump(ast.parse(divided.classes))


@pytest.mark.parametrize("lines", [2, 200, 20_000])
def test_every_line_is_shown_and_only_a_very_long_class_is_not_compared(lines):
    source = CLASS + "# more\n" * lines
    shown = list(own(source, CLASS))
    assert [line.code for line in shown if line.kind != "missing"] == source.split("\n")
    missing = [line.code for line in shown if line.kind == "missing"]
    assert missing == (CLASS.split("\n") if lines == 20_000 else [])
    kinds = {line.kind for line in shown[: len(CLASS.splitlines())]}
    assert kinds == ({"post"} if lines < 20_000 else {"missing"})


def test_a_source_in_its_parts_and_together_again_is_the_same_network():
    for lesson in LESSONS.values():
        dataset = small(lesson.id)
        config = lesson.presets[0].config_for(dataset.id)
        for source in changes_of(lesson, dataset, config).values():
            assert Divided.of(source).source == source


@pytest.mark.parametrize("name", ["a line that only some split", "a string behind an import"])
def test_such_texts_are_refused_before_they_are_ever_in_a_program(name):
    with pytest.raises(PlaygroundError):
        read_network(HOSTILE[name])
