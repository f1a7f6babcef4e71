"""The posts' networks as they stand in a program, and a visitor's own in the place of one."""

import ast
import difflib
import re
from collections.abc import Mapping
from typing import NamedTuple, Self

from core.config import TrainConfig
from core.data.dataset import PADDING
from core.messages import Message
from core.models.cnn import CNNConfig, side_after
from core.models.lenet import AS_IN_POST
from core.models.lstm import EMBEDDING, LSTMConfig
from core.script.lines import CHANGED, MISSING, OWN, POST, Line, Lines, Writer, blank, missing, ours

NAMES: Mapping[str, str] = {  # lesson -> what its post calls the class
    "000": "SimpleNet",
    "001": "CNN",
    "002a": "Net",
    "002b": "LSTM",
    "003": "Net",
    "004": "Net",
}
WITH_FUNCTIONAL = frozenset({"002a", "003", "004"})  # the lessons whose network calls F
MAX_COMPARED = 100_000  # pairs of a line of the post's class, which has 36 at most, and one of the visitor's

IMPORTS = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"
SIMPLE_NET = """\
class SimpleNet(nn.Module):
    def __init__(self):
        super(SimpleNet, self).__init__()
        self.fc1 = nn.Linear(28 * 28, 128)
        self.fc2 = nn.Linear(128, 64)
        self.fc3 = nn.Linear(64, 10)

    def forward(self, x):
        x = x.view(x.shape[0], -1)
        x = torch.relu(self.fc1(x))
        x = torch.relu(self.fc2(x))
        x = self.fc3(x)
        return x
"""
CIFAR_NET = """\
class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = x.view(-1, 16 * 5 * 5)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        x = self.fc3(x)
        return x
"""
LENET = AS_IN_POST
OWN_DROPOUT = """\
def dropout(x, p=0.5, training=True, inplace=False):
    if not training or p == 0:
        return x
    kept = torch.empty_like(x).bernoulli_(1 - p, generator=noise)
    return x * kept.div_(1 - p)


class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        self.p = p

    def forward(self, x):
        return dropout(x, self.p, self.training)


class Dropout2d(Dropout):
    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        kept = x.new_empty((*x.shape[:2], 1, 1)).bernoulli_(1 - self.p, generator=noise)
        return x * kept.div_(1 - self.p)


nn.Dropout, nn.Dropout2d, nn.functional.dropout = Dropout, Dropout2d, dropout
"""
DROPOUT = """\
class Dropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        kept = torch.empty_like(x).bernoulli_(1 - self.p, generator=noise)
        return x * kept.div_(1 - self.p)
"""


def network_class(writer: Writer, lesson: str, config: TrainConfig, shape: tuple[int, ...], classes: int) -> Lines:
    """The class of a lesson's network, without the line that makes a network of it."""
    if isinstance(config, LSTMConfig):
        return lstm(writer, config)
    if isinstance(config, CNNConfig):
        return cnn(writer, config, shape, classes)
    return writer.line({"000": SIMPLE_NET, "004": LENET}.get(lesson, CIFAR_NET))


def cnn(writer: Writer, config: CNNConfig, shape: tuple[int, ...], classes: int) -> Lines:
    """Lesson 001: the class with the sizes that were chosen; what the post has not got is marked."""
    channels, side, _ = shape
    if config.dropout:
        yield from ours(DROPOUT, "dropout", "dropout")
        yield from blank(2)
    yield from writer.line("class CNN(nn.Module):\n    def __init__(self):\n        super(CNN, self).__init__()")
    names = [f"conv{block}" for block in range(1, config.blocks + 1)]
    for block, name in enumerate(names):
        wider = config.channels * 2**block
        code = f"        self.{name} = nn.Conv2d({channels}, {wider}, {config.kernel_size})"
        fields = ("channels", "kernel_size")
        yield from writer.line(code, *fields) if block == 0 else ours(code, "block", *fields, "blocks")
        channels, side = wider, side_after(side, config)
    yield from writer.line("        self.relu = nn.ReLU()")
    if config.pooling != "none":
        kind = {"max": "MaxPool2d", "average": "AvgPool2d"}[config.pooling]
        yield from ours(f"        self.pool = nn.{kind}(2)", "pooling", "pooling")
    if config.dropout:
        yield from ours(f"        self.dropout = Dropout({config.dropout!r})", "dropout", "dropout")
    features = channels * side * side
    hidden = [
        (f"hidden{number}", size) for number, size in enumerate(filter(None, (config.hidden, config.hidden_2)), 1)
    ]
    for name, size in hidden:
        yield from ours(f"        self.{name} = nn.Linear({features}, {size})", "hidden", "hidden", "hidden_2")
        features = size
    yield from writer.line(f"        self.fc = nn.Linear({features}, {classes})", "channels", "kernel_size")
    yield from blank()
    yield from _forward(writer, config, names, [name for name, _ in hidden])


def _forward(writer: Writer, config: CNNConfig, names: list[str], hidden: list[str]) -> Lines:
    yield from writer.line("    def forward(self, x):")
    for block, name in enumerate(names):
        step = f"self.relu(self.{name}(x))"
        if config.pooling != "none":
            yield from ours(f"        x = self.pool({step})", "pooling", "pooling")
        elif block == 0:
            yield from writer.line(f"        x = self.{name}(x)\n        x = self.relu(x)")
        else:
            yield from ours(f"        x = {step}", "block", "blocks")
    if config.flatten == "yes":
        yield from ours("        x = torch.flatten(x, 1)", "flatten", "flatten")
    dropped = "self.dropout(x)" if config.dropout else "x"
    for name in hidden:
        yield from ours(f"        x = self.relu(self.{name}({dropped}))", "hidden", "hidden", "hidden_2")
    yield from (
        ours(f"        x = self.fc({dropped})", "dropout", "dropout")
        if config.dropout
        else writer.line("        x = self.fc(x)")
    )
    yield from writer.line("        return x")


def lstm(writer: Writer, config: LSTMConfig) -> Lines:
    """Lesson 002b: the class, read where the hyperparameters say."""
    line = writer.line
    yield from line("class LSTM(nn.Module):")
    yield from line("    def __init__(self, input_size, hidden_size, output_size):\n        super().__init__()")
    filler = f", padding_idx={PADDING}" if config.padding == "zero" else ""
    yield from line(f"        self.embedding = nn.Embedding(input_size, {EMBEDDING}{filler})", "padding")
    yield from line(f"        self.lstm = nn.LSTM({EMBEDDING}, hidden_size)")
    yield from line("        self.fc = nn.Linear(hidden_size, output_size)")
    yield from blank()
    yield from missing("    def forward(self, text):", "lengths")
    if config.reading == "padding's end":
        yield from ours("    def forward(self, text, lengths):", "lengths")
    else:
        yield from ours("    def forward(self, text, lengths):", "reading", "reading")
    yield from line("        embedded = self.embedding(text)")
    yield from line("        output, (hidden, cell) = self.lstm(embedded)")
    match config.reading:
        case "padding's end":
            yield from line("        return self.fc(hidden.squeeze(0))", "reading")
        case "review's end":
            last = "output[lengths - 1, torch.arange(len(lengths))]"
            yield from ours(f"        last = {last}\n        return self.fc(last)", "reading", "reading")
        case _:
            code = (
                "        padding = torch.arange(len(output)).unsqueeze(1) >= lengths\n"
                "        largest = output.masked_fill(padding.unsqueeze(2), -torch.inf).amax(0)\n"
                "        return self.fc(largest)"
            )
            yield from ours(code, "reading", "reading")


def own(source: str, post: str) -> Lines:
    """A visitor's class in the place of the post's, line by line beside it; a very long one is not compared."""
    own_lines, post_lines = source.split("\n"), post.split("\n")
    changes = [("replace", 0, len(post_lines), 0, len(own_lines))]
    if len(own_lines) * len(post_lines) <= MAX_COMPARED:
        changes = list(difflib.SequenceMatcher(None, post_lines, own_lines, autojunk=False).get_opcodes())
    for what, first, last, own_first, own_last in changes:
        if what == "equal":
            yield from (Line(code, POST) for code in own_lines[own_first:own_last])
            continue
        yield from (Line(code, MISSING, Message("script-own-missing")) for code in post_lines[first:last])
        kind, why = (CHANGED, "script-own-changed") if what == "replace" else (OWN, "script-own-new")
        for code in own_lines[own_first:own_last]:
            yield Line(code, kind, Message(why), ("source",)) if code else Line(code)


class Divided(NamedTuple):
    """A visitor's source, in the parts that a program has in different places."""

    imports: tuple[str, ...]  # "import torch", ...
    classes: str
    call: str  # what builds the network: "Net()"

    @classmethod
    def of(cls, source: str) -> Self:
        """The parts of a source that core/pasted has read.

        What the parts say is what was read, whatever the text looks like: else they are written anew.
        """
        body = ast.parse(source).body
        names = [node.name for node in body if isinstance(node, ast.ClassDef)]
        imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
        built = [node for node in body if isinstance(node, ast.Assign) and _class_called(node.value) in names][-1:]
        rest = [node for node in body if node not in [*imports, *built]]
        gone = {number for node in (*imports, *built) for number in range(node.lineno, (node.end_lineno or 0) + 1)}
        text = "\n".join(line for number, line in enumerate(source.split("\n"), 1) if number not in gone).strip("\n")
        if not _says(text, rest):
            text = "\n\n\n".join(map(ast.unparse, rest))
        call = ast.unparse(built[0].value) if built else f"{names[-1]}()"
        return cls(tuple(dict.fromkeys(map(ast.unparse, imports))), text, call)

    @property
    def source(self) -> str:
        """The parts together, as config.source has them: without imports that the classes do not use."""
        used = set(re.findall(r"\w+", self.classes))
        imports = [line for line in self.imports if line.split()[-1] in used or "*" in line or "," in line]
        return "\n".join([*imports, "", "", self.classes, "", "", f"net = {self.call}", ""])

    @property
    def drops(self) -> bool:
        """Whether numbers are dropped at random."""
        return "ropout" in self.classes


def _class_called(node: ast.expr) -> str:
    """The name of what is called; "" where that has none."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def _says(text: str, body: list[ast.stmt]) -> bool:
    """Whether a text, by Python's lines and by those of everything else, is these statements and nothing more."""
    try:
        read = ast.parse("\n".join(text.splitlines()))
    except SyntaxError:
        return False
    return ast.dump(read) == ast.dump(ast.Module(body, []))
