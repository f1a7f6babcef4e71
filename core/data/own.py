"""A visitor's own data: pictures by class, from files, the camera or drawings. Also the Dataset class of lesson 001.

A visitor's own data are never written to disk. `core/data/files/` reads the files.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from core.data.dataset import DataSet, DataSource, Split
from core.data.names import alike, alike_in_words, clean_name
from core.data.statistics import statistics_of
from core.errors import DataError
from core.messages import Message

MAX_CLASSES = 20
MAX_SIDE = 64  # pixels
MAX_PICTURES = 100_000
MAX_BYTES = 100_000_000  # of all pictures together
IMBALANCE = 3  # how many times as many pictures the commonest class may have before it is pointed out

TRAIN, VALIDATION, TEST = "train", "validation", "test"  # the parts that files may divide their pictures into

_KEPT = ("own-kept", "own-kept-untested")  # remarks on the parts that the files name

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
    remarks: tuple[Message, ...] = ()  # what was guessed or left out when it was read
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of each picture, where its files say it

    def __len__(self) -> int:
        return sum(len(pictures) for pictures in self.pictures.values())

    @property
    def shape(self) -> tuple[int, ...]:
        """(channels, side, side) of every picture."""
        return next((picture.shape for pictures in self.pictures.values() for picture in pictures), (0, 0, 0))

    @property
    def kept(self) -> Message | None:
        """The remark that the parts which the files name are kept; None where they name none.

        It says how many pictures each part has, and which classes have none for testing.
        """
        if not self.parts:
            return None
        untested = ", ".join(f"“{name}”" for name, parts in self.parts.items() if TEST not in parts)
        if untested:
            return Message("own-kept-untested", counted=self.counted, classes=untested)
        return Message("own-kept", counted=self.counted)

    def _told_anew(self) -> "Collection":
        """The collection with its remark on the parts brought up to date."""
        others = (remark for remark in self.remarks if remark.id not in _KEPT)
        return replace(self, remarks=(*others, *filter(None, [self.kept])))

    def add(self, name: str, pictures: Sequence[Picture]) -> "Collection":
        """The collection with more pictures of a class.

        `name`: the class as a visitor types it; it may be a new one. Raises DataError when the pictures do not fit in.
        """
        return self.joined(Collection(self.reads, {clean_name(name).strip(): tuple(pictures)}))

    def joined(self, other: "Collection") -> "Collection":
        """The collection with the pictures of another collection. Raises DataError when they do not fit in.

        Where only one of the two collections names parts, all pictures of the other collection are for training.
        """
        if self.reads != other.reads:
            raise DataError("own-not-mixed")
        if len(self) and len(other) and self.shape != other.shape:
            wanted, added = (" x ".join(map(str, shape)) for shape in (self.shape, other.shape))
            raise DataError("own-other-shape", wanted=wanted, added=added)
        pictures = {
            name: (*self.pictures.get(name, ()), *other.pictures.get(name, ()))
            for name in (*self.pictures, *(name for name in other.pictures if name not in self.pictures))
        }
        if len(pictures) > MAX_CLASSES:
            raise DataError("own-too-many-classes", count=len(pictures), most=MAX_CLASSES)
        count = sum(map(len, pictures.values()))
        if count > MAX_PICTURES or count * int(np.prod(other.shape)) > MAX_BYTES:
            raise DataError("own-too-many", count=count, most=MAX_PICTURES, megabytes=MAX_BYTES // 1_000_000)
        parts = {name: (*self._parts_of(name), *other._parts_of(name)) for name in pictures}
        remarks = tuple(dict.fromkeys((*self.remarks, *other.remarks)))
        joined = replace(self, pictures=pictures, remarks=remarks, parts=parts if self.parts or other.parts else {})
        return joined._told_anew()

    def _parts_of(self, name: str) -> tuple[str, ...]:
        return self.parts.get(name) or (TRAIN,) * len(self.pictures.get(name, ()))

    def of(self, name: str) -> tuple[Picture, ...]:
        """The pictures of a class, by its name as somebody types it."""
        try:
            return self.pictures.get(clean_name(name).strip(), ())
        except DataError:
            return ()

    def without(self, name: str, place: int | None = None) -> "Collection | None":
        """The collection without one picture of a class, named by its place, or without the class.

        None when no picture is left. A class that has lost its last picture is removed.
        """
        count = len(self.pictures.get(name, ()))
        kept = [] if place is None else [i for i in range(count) if i not in (place, place + count)]
        pictures = {**self.pictures, name: tuple(self.pictures[name][i] for i in kept)}
        parts = {**self.parts, name: tuple(self.parts[name][i] for i in kept)} if self.parts else {}
        left = {other: of_class for other, of_class in pictures.items() if of_class}
        parts = {other: parts[other] for other in left} if parts else {}
        return replace(self, pictures=left, parts=parts)._told_anew() if left else None

    def renamed(self, name: str, new: str) -> "Collection":
        """The collection with a class under another name, which no other class has and which clean_name has cleaned."""
        called = {name: new}
        pictures = {called.get(each, each): of_class for each, of_class in self.pictures.items()}
        parts = {called.get(each, each): of_class for each, of_class in self.parts.items()}
        return replace(self, pictures=pictures, parts=parts)._told_anew()

    @property
    def alike(self) -> list[tuple[str, ...]]:
        """Groups of classes whose names differ only in capitals, spaces or the width of letters."""
        return alike(self.pictures)

    def merged(self, names: Sequence[str]) -> "Collection":
        """The collection with these classes merged into one, under the name of the class with the most pictures."""
        kept = max(names, key=lambda name: len(self.pictures[name]))
        pictures, parts = dict(self.pictures), {name: self._parts_of(name) for name in self.pictures}
        for name in names:
            if name != kept:
                pictures[kept] += pictures.pop(name)
                parts[kept] += parts.pop(name)
        remarks = tuple(remark for remark in self.remarks if remark != alike_in_words(names))
        return replace(self, pictures=pictures, remarks=remarks, parts=parts if self.parts else {})._told_anew()

    def put_together(self) -> "Collection":
        """The collection without the parts that its files name, so that build_dataset splits it at random."""
        return replace(self, parts={})._told_anew()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many pictures are in each of the parts that the files name."""
        all_parts = [part for parts in self.parts.values() for part in parts]
        return {part: all_parts.count(part) for part in (TRAIN, VALIDATION, TEST)}

    @property
    def counted(self) -> Message:
        """How many pictures are in each of the parts that the files name, within a sentence."""
        parts = [Message(f"own-for-{part}", count=count) for part, count in self.counts.items() if count]
        return reduce(lambda before, item: Message("common-comma", before=before, item=item), parts)

    @property
    def problem(self) -> Message | None:
        """Why nothing can be learnt from it yet, with what to do; None when something can."""
        if not self.pictures:
            return Message("own-no-pictures")
        if len(self.pictures) == 1:
            return Message("own-one-class", name=next(iter(self.pictures)))
        if self.parts:
            return self._problem_of_parts
        single = [name for name, pictures in self.pictures.items() if len(pictures) == 1]
        if single:
            return Message("own-one-picture", name=single[0])
        return None

    @property
    def _problem_of_parts(self) -> Message | None:
        unlearnt = [name for name, parts in self.parts.items() if TRAIN not in parts]
        if unlearnt:
            return Message("own-unlearnt", name=unlearnt[0])
        return None if self.counts[TEST] else Message("own-untested")

    @property
    def imbalance(self) -> Message | None:
        """A sentence when one class has far more pictures than another; None otherwise."""
        counts = {name: len(pictures) for name, pictures in self.pictures.items()}
        if len(counts) < 2:
            return None
        least, most = min(counts, key=lambda name: counts[name]), max(counts, key=lambda name: counts[name])
        if counts[most] < IMBALANCE * counts[least]:
            return None
        return Message(
            "own-imbalance",
            most=most,
            count_most=counts[most],
            least=least,
            count_least=counts[least],
            percent=f"{100 * counts[most] / len(self):.0f}",
        )

    def build_dataset(self, test_share: float, seed: int) -> DataSet:
        """The collection as a data set, with the parts that its files name.

        Where they name none, `test_share` of each class's pictures, and at least one, are drawn for the test with
        `seed`. Raises DataError while there is a `problem`.
        """
        if self.problem:
            raise DataError.of(self.problem)
        names = sorted(self.pictures, key=natural_order)
        parts: dict[str, list[tuple[Picture, int]]] = {TRAIN: [], VALIDATION: [], TEST: []}
        rng = np.random.default_rng(seed)
        for label, name in enumerate(names):
            pictures = self.pictures[name]
            for part, picture in zip(
                self.parts.get(name) or _drawn(len(pictures), test_share, rng), pictures, strict=True
            ):
                parts[part].append((picture, label))
        splits = {
            part: Split(
                torch.from_numpy(np.stack([picture for picture, _ in examples])),
                torch.tensor([label for _, label in examples]),
            )
            for part, examples in parts.items()
            if examples
        }
        return dataset_of(tuple(names), splits, self.reads)


def dataset_of(classes: tuple[str, ...], splits: Mapping[str, Split], reads: str) -> DataSet:
    """Return the data set of a visitor's pictures, already divided into the parts TRAIN, TEST and maybe VALIDATION."""
    return DataSet(
        id=SOURCE.id,
        title=SOURCE.title,
        classes=classes,
        train=splits[TRAIN],
        test=splits[TEST],
        validation=splits.get(VALIDATION),
        statistics=statistics_of(splits[TRAIN].images),
        reads=reads,
        brought=True,
    )


def _drawn(count: int, test_share: float, rng: np.random.Generator) -> list[str]:
    """Which of a class's pictures are for testing, drawn at random: at least one, and not all."""
    tested = set(rng.permutation(count)[: min(max(1, round(test_share * count)), count - 1)].tolist())
    return [TEST if i in tested else TRAIN for i in range(count)]


def natural_order(name: str) -> tuple[bool, float, str]:
    """A sort key for names of classes: numbers come before words and in the order of their values, 2 before 10."""
    is_number = re.fullmatch(r"-?\d+(\.\d+)?", name) is not None
    return not is_number, float(name) if is_number else 0.0, name


def load(_folder: Path) -> DataSet:
    """Raise DataError: a visitor's own data are in the visitor's session, never in a folder of the server."""
    raise DataError("own-nothing")


def check(folder: Path) -> None:
    """Raise DataError: a visitor's own data are never on the server's disk."""
    load(folder)


SOURCE = DataSource(
    id="own",
    title=Message("datasets-own"),
    about=Message("datasets-own.about"),
    classes=(),
    load=load,
    check=check,
    brought=True,
)
