"""Whether a network is one that a lesson's form makes, and with which hyperparameters."""

import ast
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core.config import bounds_of
from core.data.dataset import DataSet
from core.errors import ConfigError
from core.lessons import LESSONS
from core.models.cnn import CNNConfig
from core.models.lstm import LSTMConfig
from core.reader.names import Names
from core.reader.normal_form import classes_of, normal_form
from core.reader.values import UnknownError, Value
from core.script import networks, texts
from core.script.lines import Writer
from core.script.program import Happened
from core.script.script import text_of

_BEFORE = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"  # not shown


def _forms_network(code: str, dataset: DataSet) -> str:
    """The normal form of one of our own networks: its code ends with the line that builds it."""
    names = Names(ast.parse(_BEFORE + code), dataset, {})
    built = names.tree.body[-1]
    assert isinstance(built, ast.Assign)
    call = built.value
    assert isinstance(call, ast.Call)
    return normal_form(names, classes_of(names, names.called(call.func)))


@dataclass(frozen=True)
class OwnNetwork:
    """A network that a lesson's form makes."""

    lessons: tuple[str, ...]
    settings: Mapping[str, Value] = field(default_factory=dict)  # the hyperparameters that make it
    here: bool = True  # whether it fits the data set that the form has now
    whole: bool = True  # False: only the flattening is missing, as in lesson 001's post


def recognised(names: Names, first: str, dataset: DataSet) -> OwnNetwork | None:
    """Which form makes the network whose class has this name."""
    classes = classes_of(names, first)
    form = normal_form(names, classes)
    for code, lessons in (
        (f"{networks.SIMPLE_NET}\nnet = SimpleNet()", ("000",)),
        (f"{networks.CIFAR_NET}\nnet = Net()", ("002a", "003")),
        (f"{networks.LENET}\nnet = Net()", ("004",)),
    ):
        if form == _forms_network(code, dataset):
            return OwnNetwork(lessons)
    for padding in bounds_of(LSTMConfig, "padding").choices:
        for read in bounds_of(LSTMConfig, "reading").choices:
            config = LSTMConfig(padding=padding, reading=read)
            program = texts.TextProgram(LESSONS["002b"], dataset, config, Happened())
            code = text_of(line for line in program.network() if line.kind != "missing")
            if form == _forms_network(f"words = len(TEXT.vocab)\n{code}", dataset):
                return OwnNetwork(("002b",), {"padding": padding, "reading": read})
    return _recognised_cnn(names, classes, form, dataset)


def _recognised_cnn(names: Names, classes: list[ast.ClassDef], form: str, dataset: DataSet) -> OwnNetwork | None:
    """Lesson 001's network, whose sizes are read off its layers."""
    layers: dict[str, list[list[Value]]] = defaultdict(list)
    flattens = False
    for node in ast.walk(classes[0]):
        if isinstance(node, ast.Call):
            name = names.called(node.func)
            flattens = flattens or name == "torch.flatten"
            try:
                layers[name].append([names.value(each) for each in node.args])
            except UnknownError:
                continue
    convolutions, linear = layers["torch.nn.Conv2d"], layers["torch.nn.Linear"]
    if not convolutions or not linear or any(len(each) < 3 for each in convolutions) or len(linear[-1]) != 2:
        return None
    hidden = [each[-1] for each in linear[:-1]]
    pooling = {"torch.nn.MaxPool2d": "max", "torch.nn.AvgPool2d": "average"}
    dropouts = [each[0] for name in layers if name.endswith("Dropout") for each in layers[name] if each]  # not shown
    dropped = dropouts[0] if dropouts else 0.0
    settings: dict[str, Value] = {
        "channels": convolutions[0][1],
        "kernel_size": convolutions[0][2],
        "blocks": len(convolutions),
        "pooling": next((pooling[name] for name in pooling if layers[name]), "none"),
        "flatten": "yes",
        "hidden": hidden[0] if hidden else 0,
        "hidden_2": hidden[1] if len(hidden) > 1 else 0,
        "dropout": dropped,
    }
    try:
        config = CNNConfig(**settings)  # type: ignore[arg-type]  # it refuses other kinds of values itself
    except ConfigError:
        return None
    depth, outputs = convolutions[0][0], linear[-1][1]
    if not isinstance(depth, int) or not isinstance(outputs, int) or not 0 < outputs <= 10_000:
        return None
    here = (dataset.input_shape, len(dataset.classes))
    for shape, count in (here, ((depth, 28, 28), outputs), ((depth, 32, 32), outputs)):
        if len(shape) != 3:
            continue
        made = replace(config, flatten="yes" if flattens else "no")
        code = text_of(networks.cnn(Writer(made, made), made, shape, count))
        if form == _forms_network(f"{code}\nnet = CNN()", dataset):
            return OwnNetwork(("001",), settings, (shape, count) == here, flattens)
    return None
