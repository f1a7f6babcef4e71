"""What the tests of programs share: small data, a run to its end, and a process that knows nothing of this app."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from core.data.dataset import DataSet, Normalization, Split, Texts
from core.data.tokens import BASIC, Vocabulary
from core.lessons import DATASETS
from core.messages import literal
from core.runs.run import Run
from core.script.script import arrays_of, needs_arrays

WORDS = tuple(f"word{number}" for number in range(18))
# Networks that a visitor may have written, for pictures of 28 x 28 pixels and for texts.
OWN = """\
import torch.nn as nn
from torch.nn.functional import relu


class Mine(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first = nn.Linear(784, width)
        self.norm = nn.BatchNorm1d(width)
        self.drop = nn.Dropout(0.5)
        self.last = nn.Linear(width, len(classes))

    def forward(self, x):
        return self.last(self.drop(relu(self.norm(self.first(x.flatten(1))))))


net = Mine(32)
"""
OWN_WORDS = """\
import torch.nn as nn


class Mine(nn.Module):
    def __init__(self, count):
        super().__init__()
        self.embedding = nn.Embedding(count, 8)
        self.gru = nn.GRU(8, 16)
        self.fc = nn.Linear(16, 1)

    def forward(self, text, lengths):
        output, hidden = self.gru(self.embedding(text))
        return self.fc(hidden.squeeze(0))


model = Mine(words)
"""


def ended(run: Run) -> Run:
    """The run, trained to its end."""
    run.play()
    run.join(120)
    assert run.snapshot.ended
    return run


def printed_by(code: str, folder: Path, dataset: DataSet, config) -> list[str]:
    """What the program prints in a process that knows nothing of this app."""
    if needs_arrays(dataset):
        (folder / f"{dataset.id}.npz").write_bytes(arrays_of(dataset, config))
    (folder / "program.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-I", "program.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def few_texts(tokenizer: str = BASIC, words: Sequence[str] = WORDS) -> DataSet:
    """70 texts of known words at random, 20 to validate and 30 to test with."""
    generator = torch.Generator().manual_seed(3)

    def split(count: int) -> Split:
        lengths = torch.randint(1, 12, (count,), generator=generator)
        ids = torch.randint(0, 2 + len(words), (int(lengths.sum()),), dtype=torch.int32, generator=generator)
        offsets = torch.cat([torch.zeros(1, dtype=torch.int64), lengths.cumsum(0)])
        return Split(Texts(ids, offsets), torch.arange(count) % 2)

    parts = {"train": split(70), "validation": split(20), "test": split(30)}
    return DataSet(
        "reviews",
        literal("Few"),
        ("negative", "positive"),
        vocabulary=Vocabulary(("<unk>", "<pad>", *words), tokenizer),
        reads="text",
        **parts,
    )


def small(lesson_id: str) -> DataSet:
    """Noise in the shape of the lesson's built-in data, in ten classes; for lesson 002b few_texts."""
    if lesson_id == "002b":
        return few_texts()
    generator = torch.Generator().manual_seed(5)
    name, channels, side = {"000": ("digits", 1, 28), "004": ("digits32", 1, 32)}.get(lesson_id, ("shapes", 3, 32))

    def split(count: int) -> Split:
        images = torch.randint(0, 256, (count, channels, side, side), dtype=torch.uint8, generator=generator)
        return Split(images, torch.arange(count) % 10)

    statistics = Normalization((0.4,) * channels, (0.3,) * channels)
    classes, reads = DATASETS[name].classes, "drawings" if channels == 1 else "pictures"
    return DataSet(name, literal("Small"), classes, split(90), split(30), statistics=statistics, reads=reads)
