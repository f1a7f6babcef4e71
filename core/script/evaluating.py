"""The program that tests a network: the post's own test, the right answers of each class, and the confusion matrix.

Its last part stands on Evaluate. The parts before make it a program that runs by itself: they read the test examples
and load the downloaded weights.
"""

import numpy as np

from core.card import Card
from core.config import ImageConfig
from core.data.dataset import DataSet, Normalization
from core.lessons import LESSONS
from core.models.lstm import LSTMConfig
from core.network import TrainedNetwork
from core.script import networks
from core.script.lines import OURS, Line, Lines, Part
from core.script.pictures import PictureProgram
from core.script.program import Program
from core.script.script import NOTHING_HAPPENED, needs_arrays, packed_arrays, tensors_by_name, zip_of
from core.script.texts import TextProgram
from core.script.using import class_lines, loaded_lines
from core.weights import save_weights

TEST = "test"  # the last part: what Evaluate shows


def evaluating_of(card: Card, dataset: DataSet, file: str) -> tuple[Part, ...]:
    """Return the program that tests the network in the weights file with this name on the data set's test part.

    It prints the post's line, the share of right answers of each class, and a row of the confusion matrix for each
    class. Its last part, TEST, can also follow the program that has trained the network.
    """
    program = _program(card, dataset)
    written = (
        ("use-imports", _imports(program)),
        ("test-data", program.test_data()),
        ("network", class_lines(card)),
        ("use-weights", loaded_lines(card, file)),
        (TEST, program.evaluation()),
    )
    return tuple(Part(name, tuple(lines)) for name, lines in written)


def evaluating_package(network: TrainedNetwork, dataset: DataSet, name: str, content: str, file: str) -> bytes:
    """Return a zip file with the program (the file `name` with this content), its weights and its test examples."""
    files: dict[str, str | bytes] = {name: content, file: save_weights(network)}
    if needs_arrays(dataset):
        named = {key: tensor.numpy() for key, tensor in tensors_by_name({"test": dataset.test}).items()}
        if dataset.vocabulary is not None:
            named["words"] = np.array(dataset.vocabulary.words)
        files[_arrays(dataset)] = packed_arrays(named)
    return zip_of(files)


def _arrays(dataset: DataSet) -> str:
    """Another name than that of the data to train with, so that neither takes the other's place."""
    return f"{dataset.id}-test.npz"


def _program(card: Card, dataset: DataSet) -> Program:
    lesson, config = LESSONS[card.lesson], card.config
    program: Program
    if isinstance(config, LSTMConfig):
        program = TextProgram(lesson, dataset, config, NOTHING_HAPPENED)
    else:
        assert isinstance(config, ImageConfig)
        assert isinstance(card.preparation, Normalization)
        program = PictureProgram(lesson, dataset, config, NOTHING_HAPPENED, card.preparation)
    program.arrays = _arrays(dataset)
    return program


def _imports(program: Program) -> Lines:
    texts, brought = isinstance(program, TextProgram), needs_arrays(program.dataset)
    wanted = {
        "import numpy as np": brought,
        "import torch": True,
        "import torch.nn as nn": True,
        "import torch.nn.functional as F": program.lesson.id in networks.WITH_FUNCTIONAL,
        "import torchvision": not brought,
        "import torchvision.transforms as transforms": not brought,
        "from safetensors.torch import load_file": True,
        "from torch.utils.data import DataLoader": texts,
        "from torch.utils.data import Dataset": brought and not texts,
    }
    wanted |= dict.fromkeys(program.own.imports if program.own else (), True)
    yield from (Line(code, OURS) for code, is_wanted in wanted.items() if is_wanted)
