"""The faults of the posts, and others of their kind, are mended in the text, one after the other."""

import pytest

from core.errors import PastedError
from core.pasted.check import check_network
from core.pasted.reading import read_network
from core.pasted.repair import repaired
from core.script import networks
from tests.core.pasted.sources import HEAD, IMAGE, PHOTO, executed, inputs


def mended(source: str, shape: tuple[int, ...], classes: int, most: int = 6) -> tuple[str, list[str]]:
    """(the source that passes the check, the problems on the way)."""
    problems: list[str] = []
    for _ in range(most):
        try:
            check_network(read_network(source), shape, classes, 4)
        except PastedError as error:
            problems.append(error.problem)
            new = repaired(source, error)
            assert new is not None, (problems, source)
            source = new
        else:
            break
    assert executed(source, shape, classes)(inputs(shape, 2)[0]).shape == (2, classes)
    return source, problems


NO_FLATTEN = """\
class CNN(nn.Module):
    def __init__(self):
        super(CNN, self).__init__()
        self.conv1 = nn.Conv2d(3, 8, 3)
        self.relu = nn.ReLU()
        self.fc = nn.Linear({features}, {classes})

    def forward(self, x):
{forward}
"""
FORWARDS = {
    "a line": "        x = self.conv1(x)\n        x = self.relu(x)\n        x = self.fc(x)  # 층\n        return x",
    "a return": "        x = self.relu(self.conv1(x))\n        return self.fc(x)",
    "one line": "        return self.fc(self.relu(self.conv1(x)))",
    "several lines": "        return self.fc(\n            self.relu(\n"
    "                self.conv1(x)\n            )\n        )",
    "a semicolon": "        x = self.relu(self.conv1(x)); x = self.fc(x); return x",
    "an if": "        x = self.conv1(x)\n        if True: x = self.fc(x)\n        return x",
}


def test_002a_without_its_import():
    source, problems = mended("import torch\nimport torch.nn as nn\n\n\n" + networks.CIFAR_NET, PHOTO, 10)
    assert problems == ["name"]
    assert source == HEAD + networks.CIFAR_NET


def test_a_class_without_any_import():
    source, problems = mended('"""A network."""\n' + networks.SIMPLE_NET, IMAGE, 10)
    assert problems == ["name", "name"]
    assert source.startswith('"""A network."""\nimport')


@pytest.mark.parametrize("forward", FORWARDS.values(), ids=FORWARDS)
def test_001_without_flatten(forward):
    source, problems = mended(HEAD + NO_FLATTEN.format(features=8 * 36, classes=10, forward=forward), (3, 8, 8), 10)
    assert problems == ["not-flat"]
    assert source.count("torch.flatten(") == 1


@pytest.mark.parametrize("forward", FORWARDS.values(), ids=FORWARDS)
def test_several_faults_at_once(forward):
    text = NO_FLATTEN.format(features=100, classes=5, forward=forward).replace(
        "        super(CNN, self).__init__()\n", ""
    )
    text = text.replace("nn.Conv2d(3,", "nn.Conv2d(1,")
    source, problems = mended(text, (3, 8, 8), 7, most=9)
    assert sorted(problems) == sorted(["name", "no-super", "channels", "not-flat", "name", "shapes", "wrong-classes"])
    assert "nn.Linear(288, 7)" in source


def test_flatten_is_put_into_a_sequential():
    source = HEAD + (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.net = nn.Sequential(\n            nn.Conv2d(1, 2, 3),  # 합성곱\n"
        "            nn.ReLU(), nn.Linear(in_features=3, out_features=10),\n        )\n\n"
        "    def forward(self, x):\n        return self.net(x)\n"
    )
    text, problems = mended(source, (1, 6, 6), 10)
    assert problems == ["not-flat", "shapes"]
    assert "nn.ReLU(), nn.Flatten(), nn.Linear(in_features=32, out_features=10)," in text


def test_004_on_images_of_another_size():
    source, problems = mended(HEAD + networks.LENET, IMAGE, 10)
    assert problems == ["shapes"]
    assert "self.fc1 = nn.Linear(400, 120)" in source


def test_super_is_put_below_the_docstring():
    source = HEAD + (
        'class Net(nn.Module):\n    def __init__(self):\n        """Layers."""\n        self.fc = nn.Linear(16, 10)\n\n'
        "    def forward(self, x):\n        return self.fc(x.flatten(1))\n"
    )
    text, problems = mended(source, (1, 4, 4), 10)
    assert problems == ["no-super"]
    assert '        """Layers."""\n        super().__init__()\n' in text


@pytest.mark.parametrize(
    "text", ["class", "while True: pass", "hello", HEAD, HEAD + "class Net(nn.Module):\n    pass\n"]
)
def test_what_only_its_author_can_mend_is_left_alone(text):
    with pytest.raises(PastedError) as caught:
        check_network(read_network(text), IMAGE, 10, 4)
    assert repaired(text, caught.value) is None
