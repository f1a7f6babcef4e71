"""A visitor's own data, pictures by class: brought as files, taken with the camera or drawn; and lesson 001's Dataset.

Nothing of it is ever written to disk. `core/data/files.py` reads the files.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from core.data.dataset import DataSet, DataSource, Split, statistics_of
from core.errors import DataError

MAX_CLASSES = 20
MAX_NAME = 40  # characters of a class's name
MAX_SIDE = 64  # pixels
MAX_PICTURES = 20_000
MAX_BYTES = 100_000_000  # of all pictures together
IMBALANCE = 3  # how many times as many pictures the commonest class may have before it is pointed out

Picture = NDArray[np.uint8]  # (C, S, S)


class CustomDataset(Dataset[tuple[Tensor, Tensor]]):
    """Data and targets of the same length, an example at a time. Source: lesson 001."""

    def __init__(self, data: Tensor, targets: Tensor) -> None:
        self.data = data
        self.targets = targets

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, idx: int) -> tuple[Tensor, Tensor]:
        return self.data[idx], self.targets[idx]


@dataclass(frozen=True, eq=False)
class Collection:
    """A visitor's pictures by class. Never changed, only replaced by a larger or smaller one."""

    reads: str  # "drawings": digits or signs from the canvas; "pictures": everything else
    pictures: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()  # what was left out when it was read

    def __len__(self) -> int:
        return sum(len(pictures) for pictures in self.pictures.values())

    @property
    def shape(self) -> tuple[int, ...]:
        """(channels, side, side) of every picture."""
        return next((picture.shape for pictures in self.pictures.values() for picture in pictures), (0, 0, 0))

    def add(self, name: str, pictures: Sequence[Picture]) -> "Collection":
        """With more pictures of a class, which may be new. Raises DataError when they do not fit in."""
        name = clean_name(name)
        if len(self) and any(picture.shape != self.shape for picture in pictures):
            wanted, found = (" x ".join(map(str, shape)) for shape in (self.shape, pictures[0].shape))
            raise DataError(
                f"Your pictures so far have {wanted} numbers (channels, height, width), these {found}. "
                "“Start over” on the Data page lets you bring another kind."
            )
        if name not in self.pictures and len(self.pictures) == MAX_CLASSES:
            raise DataError(f"There are {MAX_CLASSES} classes already, as many as there may be.")
        if len(self) + len(pictures) > MAX_PICTURES:
            raise DataError(f"That would be more than {MAX_PICTURES:,} pictures. Bring fewer.")
        return replace(self, pictures={**self.pictures, name: (*self.pictures.get(name, ()), *pictures)})

    def of(self, name: str) -> tuple[Picture, ...]:
        """The pictures of a class, by its name as somebody types it."""
        try:
            return self.pictures.get(clean_name(name), ())
        except DataError:
            return ()

    def without_last(self, name: str) -> "Collection | None":
        """Without the newest picture of a class; a class without pictures goes too, and a collection without classes.

        A class that is not there has nothing to lose.
        """
        rest = self.pictures.get(name, ())[:-1]
        others = {other: pictures for other, pictures in self.pictures.items() if other != name}
        pictures = {**self.pictures, name: rest} if rest else others
        return replace(self, pictures=pictures) if pictures else None

    @property
    def problem(self) -> str:
        """Why nothing can be learnt from it yet, with what to do; "" when something can."""
        if not self.pictures:
            return "There are no pictures yet."
        if len(self.pictures) == 1:
            return f"There is one class only, {next(iter(self.pictures))}. A network needs at least two to tell apart."
        single = [name for name, pictures in self.pictures.items() if len(pictures) == 1]
        if single:
            return (
                f"Class {single[0]} has one picture only. Each class needs at least two: one to learn from, one to be "
                "tested on."
            )
        return ""

    @property
    def imbalance(self) -> str:
        """A sentence when one class has far more pictures than another; "" otherwise."""
        counts = {name: len(pictures) for name, pictures in self.pictures.items()}
        if len(counts) < 2:
            return ""
        least, most = min(counts, key=lambda name: counts[name]), max(counts, key=lambda name: counts[name])
        if counts[most] < IMBALANCE * counts[least]:
            return ""
        return (
            f"Class {most} has {counts[most]} pictures, {least} only {counts[least]}. A network that always said "
            f"{most} would be right in {100 * counts[most] / len(self):.0f}% of the cases without having learnt "
            f"anything: bring more of {least}, and look at each class's recall on the Evaluate page."
        )

    def build_dataset(self, test_share: float, seed: int) -> DataSet:
        """Training and test part, the same share of each class, at least one test picture each, drawn with the seed.

        Raises DataError while there is a problem.
        """
        if self.problem:
            raise DataError(self.problem)
        names = sorted(self.pictures, key=natural_order)
        rng = np.random.default_rng(seed)
        parts: dict[str, list[tuple[Picture, int]]] = {"train": [], "test": []}
        for label, name in enumerate(names):
            pictures = self.pictures[name]
            count = min(max(1, round(test_share * len(pictures))), len(pictures) - 1)
            for place, i in enumerate(rng.permutation(len(pictures))):
                parts["test" if place < count else "train"].append((pictures[i], label))
        train, test = (
            Split(
                torch.from_numpy(np.stack([picture for picture, _ in part])), torch.tensor([label for _, label in part])
            )
            for part in parts.values()
        )
        return DataSet(
            id=SOURCE.id,
            title=SOURCE.title,
            classes=tuple(names),
            train=train,
            test=test,
            statistics=statistics_of(train.images),
            reads=self.reads,
        )


def clean_name(name: str) -> str:
    """A class's name as it may be shown: letters, digits, spaces and - _ . + , at most 40. Raises DataError if none
    is left.
    """
    cleaned = " ".join(re.sub(r"[^\w .+-]", " ", name).split())[:MAX_NAME].strip()
    if not any(letter.isalnum() for letter in cleaned):
        raise DataError(f"{name[:MAX_NAME]!r} cannot be the name of a class: give it a letter or a digit.")
    return cleaned


def natural_order(name: str) -> tuple[bool, float, str]:
    """Numbers by size and before words: 2 comes before 10."""
    is_number = re.fullmatch(r"-?\d+(\.\d+)?", name) is not None
    return not is_number, float(name) if is_number else 0.0, name


def load(folder: Path) -> DataSet:
    """There is none on the server: each visitor's own is in the visitor's session."""
    check(folder)
    raise AssertionError


def check(_folder: Path) -> None:
    """Raise DataError: see load."""
    raise DataError("You have brought no data yet.")


SOURCE = DataSource(
    id="own",
    title="Your own data",
    about="Pictures that you bring, take or draw on the Data page. They stay in this visit and are never stored.",
    classes=(),
    load=load,
    check=check,
)
