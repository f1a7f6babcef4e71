"""However a program is laid out, its network is mended where it stands, and what is around it stays."""

import re
from textwrap import dedent, indent

import pytest

from core.lessons import LESSONS
from core.reader.network_faults import fault_of_network
from core.reader.read import read_program
from core.script.networks import Divided
from core.script.program import posts_config
from tests.core.script.small import small

BEFORE = "import torch\nfrom torch import nn, optim\n\nloader = torch.utils.data.DataLoader(train, batch_size=64)\n"
AFTER = """\
criterion = nn.CrossEntropyLoss()
optimizer = optim.Adam(net.parameters(), lr=0.001)
for epoch in range(2):
    for images, labels in loader:
        optimizer.zero_grad()
        loss = criterion(net(images), labels)
        loss.backward()
        optimizer.step()
"""
CLASS = """\
class Net(nn.Module):
    def __init__(self):
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(100, 10)

    def forward(self, x):
        x = self.fc1(x)
        return self.fc2(torch.relu(x))

"""
LAYERS = "nn.Linear(784, 128), nn.ReLU(), nn.Linear(100, 11)"
NETWORKS = {
    "one line": f"net = nn.Sequential({LAYERS})\n",
    "one line with a comment": f"net = nn.Sequential({LAYERS})  # 층; nn.Linear(784, 128)\n",
    "behind a semicolon": f"lr = 0.1; net = nn.Sequential({LAYERS}); print('네트워크')\n",
    "moved to a device": f"device = 'cpu'\nnet = nn.Sequential({LAYERS}).to(device)\n",
    "behind a backslash": f"net = \\\n  nn.Sequential({LAYERS})\n",
    "one in another": "net = nn.Sequential(nn.Sequential(nn.Linear(784, 128), nn.ReLU()), nn.Linear(100, 11))\n",
    "several lines": "net = nn.Sequential(\n    " + LAYERS.replace("), ", "),  # 층\n    ") + ",\n)\n",
    "several lines, begun with a layer": "net = nn.Sequential(" + LAYERS.replace("), ", "),\n        ") + ")\n",
    "several lines, tabs": "net = nn.Sequential(\n\t" + LAYERS.replace("), ", "),\n\t") + ")\n",
    "in a condition": f"if True:\n    net = nn.Sequential({LAYERS})\n",
    "in a condition of one line": f"if True: net = nn.Sequential({LAYERS})\n",
    "a class": f"{CLASS}\nnet = Net()\n",
    "a class with tabs": CLASS.replace("    ", "\t") + "net = Net()\n",
    "a class in a condition": indent(f"{CLASS}\nnet = Net()\n", "    ").replace("    class", "if True:\n    class", 1),
    "a class over several lines": re.sub(r"\((\d)", r"(\n\1", CLASS) + "\nnet = Net()\n",
}
MARGINS = {"none": "", "spaces": "    ", "a tab": "\t"}


@pytest.mark.parametrize("margin", MARGINS.values(), ids=MARGINS)
@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_is_mended_in_every_layout(name, margin):
    lesson, dataset = LESSONS["000"], small("000")
    config = posts_config(lesson, dataset.id)
    before, after = indent(BEFORE, margin), indent(AFTER, margin)
    text = before + indent(NETWORKS[name], margin) + after
    said = []
    while True:
        reading = read_program(text, lesson, dataset, config)
        assert reading.source, (text, reading.faults)
        fault = fault_of_network(text, reading, dataset.input_shape, len(dataset.classes))
        if fault is None:
            break
        assert fault.repair is not None, (fault.problem, text)
        compile(dedent(fault.repair), "repaired", "exec")
        assert fault.problem not in said
        said.append(fault.problem)
        text = fault.repair
    assert [each.id for each in said][-2:] == ["pasted-shapes", "pasted-wrong-classes"] or "class" in name
    assert text.startswith(before)
    assert text.endswith(after)
    assert "nn.Linear(128, 10)" in re.sub(r"\n\s*(?=\d)", "", text)
    assert "class Network" not in text
    assert lesson.describe_network(dataset, reading.config.__class__(source=Divided.of(reading.source).source))


def test_a_missing_import_is_put_as_far_right_as_the_program_begins():
    lesson, dataset = LESSONS["000"], small("000")
    text = indent("import torch.nn as nn\nnet = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))\nF.relu(net)\n", "  ")
    reading = read_program(text, lesson, dataset, posts_config(lesson, dataset.id))
    assert [fault.problem.id for fault in reading.faults] == ["program-not-imported"]
    assert reading.faults[0].repair == text.replace("as nn\n", "as nn\n  import torch.nn.functional as F\n")
