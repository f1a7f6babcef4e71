"""Changes of a lesson's network to try in one click: what is changed in its class, and what to expect of it."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.evaluate.comparison import Comparison
from core.lessons import Lesson
from core.messages import Message
from core.script.networks import IMPORTS, Divided
from core.script.script import class_of


class Change(NamedTuple):
    """A change of a network's class."""

    id: str
    expects: Literal["more", "fewer", "little"]  # right answers once the network is trained to the end
    edits: tuple[tuple[str, str], ...]  # (regular expression, what takes the place of its matches), one after the other

    @property
    def title(self) -> Message:
        """What is changed."""
        return Message(f"changes-{self.id}")

    @property
    def expectation(self) -> Message:
        """What will happen, and why."""
        return Message(f"changes-{self.id}.expect")

    @property
    def name(self) -> Message:
        """The lesson's network with the change in it, in a word or two: 'without ReLU'."""
        return Message(f"changes-{self.id}.name")

    def surprise(self, compared: Comparison) -> Literal["reversed", "larger"] | None:
        """How what happened differs from what was expected; None where it does not, or only by chance.

        `compared`: the lesson's own network first, the one with the change second.
        """
        better = compared.better
        if better is None:
            return None
        if self.expects == "little":
            return "larger"
        wanted = compared.second if self.expects == "more" else compared.first
        return None if better is wanted else "reversed"

    def made_in(self, source: str) -> str | None:
        """The class with the change in it; None where the change does not fit it."""
        for pattern, instead in self.edits:
            source, count = re.subn(pattern, instead, source)
            if not count:
                return None
        return source


_WIDER = Change("wider", "little", ((r"28 \* 28, 128", "28 * 28, 256"), (r"Linear\(128, 64\)", "Linear(256, 64)")))
_CHANNELS = Change(
    "channels",
    "more",
    (
        (r"Conv2d\(3, 6, 5\)", "Conv2d(3, 32, 5)"),
        (r"Conv2d\(6, 16, 5\)", "Conv2d(32, 64, 5)"),
        (r"16 \* 5 \* 5", "64 * 5 * 5"),
    ),
)
_NO_RELU = Change("no-relu", "fewer", ((r"(?:F|torch)\.relu\((self\.\w+\(x\))\)", r"\1"),))
_NO_RELU_LAYER = Change("no-relu", "fewer", ((r"nn\.ReLU\(\)", "nn.Identity()"),))
_DROPOUT = Change(
    "dropout",
    "little",
    (
        (r"( +)(self\.fc3 = .*)", r"\1\2\n\1self.dropout = nn.Dropout(0.2)"),
        (r"self\.fc3\(x\)", "self.fc3(self.dropout(x))"),
    ),
)
_NORM_OF_LINEAR = Change(
    "batch-norm",
    "more",
    (
        (r"( +)(self\.fc1 = nn\.Linear\(.*, (\d+)\))", r"\1\2\n\1self.norm1 = nn.BatchNorm1d(\3)"),
        (r"self\.fc1\(x\)", "self.norm1(self.fc1(x))"),
    ),
)
_NORM = Change(
    "batch-norm",
    "more",
    (
        (r"( +)(self\.conv(\d) = nn\.Conv2d\(\d+, (\d+), \d+\))", r"\1\2\n\1self.norm\3 = nn.BatchNorm2d(\4)"),
        (r"self\.conv(\d)\(x\)", r"self.norm\1(self.conv\1(x))"),
    ),
)
_RESIDUAL_OF_LINEAR = Change(
    "residual",
    "little",
    (
        (r"( +)(self\.fc3 = .*)", r"\1\2\n\1self.fc4 = nn.Linear(64, 64)"),
        (r"( +)(x = self\.fc3\(x\))", r"\1x = x + torch.relu(self.fc4(x))\n\1\2"),
    ),
)
_RESIDUAL = Change(
    "residual",
    "little",
    (
        (r"( +)(self\.fc1 = .*)", r"\1self.conv3 = nn.Conv2d(16, 16, 3, padding=1)\n\1\2"),
        (r"( +)(x = x\.view\(.*)", r"\1x = x + F.relu(self.conv3(x))\n\1\2"),
    ),
)
_TANH = Change("tanh", "little", ((r"(?:F|torch)\.relu\(", "torch.tanh("),))
_TANH_LAYER = Change("tanh", "little", ((r"nn\.ReLU\(\)", "nn.Tanh()"),))
_AVERAGE = Change("average-pooling", "fewer", ((r"F\.max_pool2d\(", "F.avg_pool2d("),))
_GRU = Change("gru", "little", ((r"nn\.LSTM\(", "nn.GRU("), (r"output, \(hidden, cell\)", "output, hidden")))
_TWO_LAYERS = Change(
    "two-layers",
    "little",
    (
        (r"(nn\.LSTM\(\d+, hidden_size)\)", r"\1, num_layers=2)"),
        (
            r"(output\[|output\.masked_fill)",
            r"\1",
        ),  # no change: `hidden`, which the post reads, holds both layers' states
    ),
)
_BAG_OF_WORDS = Change(
    "bag-of-words",
    "little",
    (
        (r" +self\.lstm = .*\n", ""),
        (r"nn\.Linear\(hidden_size, ", "nn.Linear(100, "),
        (
            r"( +)output, \(hidden, cell\) = .*\n(?: +.*\n)*? +return .*",
            "\n".join(
                (
                    r"\1known = torch.arange(len(text)).unsqueeze(1) < lengths",
                    r"\1total = (embedded * known.unsqueeze(2)).sum(0)",
                    r"\1return self.fc(total / lengths.unsqueeze(1))",
                )
            ),
        ),
    ),
)
_CHANGES: Mapping[str, tuple[Change, ...]] = {
    "000": (_WIDER, _NO_RELU, _DROPOUT, _NORM_OF_LINEAR, _RESIDUAL_OF_LINEAR),
    "001": (_NO_RELU_LAYER, _TANH_LAYER, _NORM),
    "002a": (_CHANNELS, _NO_RELU, _DROPOUT, _NORM, _RESIDUAL),
    "002b": (_GRU, _TWO_LAYERS, _BAG_OF_WORDS),
    "003": (_CHANNELS, _NO_RELU, _DROPOUT, _NORM, _RESIDUAL),
    "004": (_TANH, _NO_RELU, _AVERAGE, _DROPOUT, _NORM, _RESIDUAL),
}


def changes_of(lesson: Lesson, dataset: DataSet, config: TrainConfig) -> dict[Change, str]:
    """Return the changes that fit the lesson's network with these settings -> the class with the change in it."""
    source = class_of(lesson, dataset, config)
    made = {change: change.made_in(source) for change in _CHANGES[lesson.id]}
    return {change: Divided.of(IMPORTS + changed).source for change, changed in made.items() if changed is not None}


def change_in(lesson: Lesson, dataset: DataSet, config: TrainConfig) -> Change | None:
    """The change that makes just the class of these settings from the lesson's own; None where none does."""
    if not config.source:
        return None
    made = changes_of(lesson, dataset, config.without_source())
    return next((change for change, source in made.items() if source == config.source), None)
