"""What every data set gives: tensors in memory, class names, and how they become a network's input."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor

from core.augmentation import Augmentation, WordDropout
from core.config import ImageConfig, TextConfig, TrainConfig, choice_of
from core.data.tokens import Vocabulary
from core.errors import ConfigError, DataError
from core.messages import Message

TEST_SET, VALIDATION_SET = "test set", "validation set"  # as files store them; not shown: see set_name
TEST_SAMPLE = "first 1,000 examples of the test set"  # likewise not shown
UNKNOWN, PADDING = 0, 1  # ids of "<unk>" and "<pad>" in every vocabulary, as torchtext gives them


def set_name(stored: str) -> Message:
    """What TEST_SET, VALIDATION_SET or TEST_SAMPLE is called, within a sentence."""
    return Message(f"datasets-set-{stored.split(maxsplit=1)[0]}")


class Texts(NamedTuple):
    """Many texts as word ids, one after the other without padding."""

    ids: Tensor  # (T,) int32
    offsets: Tensor  # (N + 1,) int64: text i is ids[offsets[i]:offsets[i + 1]]

    @property
    def lengths(self) -> Tensor:
        """(N,) int64, words of each text."""
        return self.offsets[1:] - self.offsets[:-1]

    def words_of(self, index: int) -> Tensor:
        """The word ids of one text, (length,) int32."""
        return self.ids[self.offsets[index] : self.offsets[index + 1]]


Inputs = Tensor | Texts  # images (N, C, H, W) uint8, or texts


@dataclass(frozen=True, eq=False)
class Split:
    """One part of a data set. Shared by all visitors: read, never written."""

    inputs: Inputs
    targets: Tensor  # (N,) int64

    def __len__(self) -> int:
        return len(self.targets)

    def to(self, device: torch.device) -> "Split":
        """The same examples on another device; no copy where they are there already."""
        inputs = self.inputs
        moved = Texts(*(part.to(device) for part in inputs)) if isinstance(inputs, Texts) else inputs.to(device)
        return Split(moved, self.targets.to(device))

    @property
    def tensors(self) -> dict[str, Tensor]:
        """All tensors of the split, by name."""
        named = self.inputs._asdict() if isinstance(self.inputs, Texts) else {"inputs": self.inputs}
        return {**named, "targets": self.targets}

    @property
    def images(self) -> Tensor:
        """(N, C, H, W) uint8; only where the examples are images."""
        assert isinstance(self.inputs, Tensor)
        return self.inputs

    @property
    def texts(self) -> Texts:
        """The texts. Only for examples that are texts."""
        assert isinstance(self.inputs, Texts)
        return self.inputs


class Normalization(NamedTuple):
    """Per channel: (pixel / 255 - mean) / std, the arithmetic of torchvision's ToTensor and Normalize, bit for bit."""

    mean: tuple[float, ...]
    std: tuple[float, ...]

    def apply(self, images: Tensor) -> Tensor:
        """images (N, C, H, W), 0 to 255, uint8 or float32 -> (N, C, H, W) float32 on the same device."""
        mean, std = per_channel(self.mean, images.device), per_channel(self.std, images.device)
        return images.to(torch.float32, copy=True).div_(255).sub_(mean).div_(std)

    def batch(
        self,
        inputs: Inputs,
        indices: Tensor,
        augmentation: Augmentation | WordDropout | None = None,
        generator: torch.Generator | None = None,
    ) -> tuple[Tensor]:
        """What the network is called with for these examples: (images (B, C, H, W) float32,)."""
        assert isinstance(inputs, Tensor)
        # index_select gathers far faster than inputs[indices]: `python -m benchmarks details`.
        images = inputs.index_select(0, indices)
        if isinstance(augmentation, Augmentation):
            assert generator is not None
            images = augmentation.apply(images, generator)
        return (self.apply(images),)

    def order(self, inputs: Inputs) -> Tensor:
        """(N,) indices in the order in which examples are best evaluated: for images the order of the data set."""
        return torch.arange(len(inputs))


@lru_cache(maxsize=64)
def per_channel(values: tuple[float, ...], device: torch.device) -> Tensor:
    """A float32 tensor (C, 1, 1) to be broadcast over images; cached, as making it takes half of a normalisation."""
    return torch.tensor(values, device=device).view(-1, 1, 1)


class Truncation(NamedTuple):
    """Texts as a network reads them: cut to a length, padded to the longest of their batch."""

    max_length: int  # words; 0: never cut
    keep: str  # "beginning" or "end" of longer texts

    @classmethod
    def of(cls, max_length: int, keep: str) -> "Truncation":
        """A Truncation with `keep` set to "beginning" where nothing is cut, so that equal ones compare as equal."""
        return cls(max_length, keep if max_length else "beginning")

    def lengths(self, texts: Texts) -> Tensor:
        """(N,) int64, words of each text after cutting, at least 1."""
        return texts.lengths.clamp(1, self.max_length or None)

    def batch(
        self,
        inputs: Inputs,
        indices: Tensor,
        augmentation: Augmentation | WordDropout | None = None,
        generator: torch.Generator | None = None,
    ) -> tuple[Tensor, Tensor]:
        """What the network is called with: (words (L, B) int32, the longest text's L rows, and lengths (B,) int64)."""
        assert isinstance(inputs, Texts)
        begin, end = inputs.offsets[indices], inputs.offsets[indices + 1]
        lengths = (end - begin).clamp(1, self.max_length or None)
        first = (end - lengths).maximum(begin) if self.keep == "end" else begin
        row = torch.arange(int(lengths.max()), device=indices.device).unsqueeze(1)  # (L, 1)
        position = first + row  # (L, B)
        words = inputs.ids[position.clamp(max=len(inputs.ids) - 1)]
        padding = position >= end.minimum(first + lengths)
        if isinstance(augmentation, WordDropout):
            assert generator is not None
            words = words.masked_fill(augmentation.choose(words, generator), UNKNOWN)
        return words.masked_fill_(padding, PADDING), lengths

    def order(self, inputs: Inputs) -> Tensor:
        """(N,) the shortest first: texts of like length share a batch, so there is little padding."""
        assert isinstance(inputs, Texts)
        return self.lengths(inputs).argsort(stable=True)


Preparation = Normalization | Truncation


class Cuts:
    """The same texts cut into units in several ways: one DataSet each, loaded when it is first asked for."""

    def __init__(self, units: tuple[str, ...], load: "Callable[[str, Cuts], DataSet]") -> None:
        """`units`: those that there are; `load`: returns the data set cut into given units, raises DataError."""
        self.units, self._load = units, load
        self._loaded: dict[str, DataSet] = {}
        self._lock = threading.Lock()

    def get(self, units: str) -> "DataSet":
        """The texts cut into these units; always the same object. Raises DataError when missing or damaged."""
        with self._lock:
            if units not in self._loaded:
                self._loaded[units] = self._load(units, self)
            return self._loaded[units]


@dataclass(frozen=True, eq=False)
class DataSet:
    """A data set in memory, one copy per process."""

    id: str
    title: Message
    classes: tuple[str, ...]
    train: Split
    test: Split
    validation: Split | None = None  # held out of the training part; None: there is none
    statistics: Normalization | None = None  # images: mean and standard deviation of the training pixels, 0 to 1
    vocabulary: Vocabulary | None = None  # texts
    cuts: Cuts | None = None  # texts that can be cut into units in several ways; None: there is one way
    vectors: Tensor | None = None  # texts: (words, 100) float32 from GloVe
    reads: str = "drawings"  # what a visitor can show to a network trained on it: "drawings", "pictures" or "text"
    brought: bool = False  # by a visitor: two of these differ although their id is the same

    @property
    def held_out(self) -> Split:
        """What the network is tested on after each epoch: the validation part, the test part where there is none."""
        return self.validation or self.test

    @property
    def held_out_name(self) -> str:
        """The held-out part, as files store it: TEST_SET or VALIDATION_SET."""
        return VALIDATION_SET if self.validation else TEST_SET

    @property
    def input_shape(self) -> tuple[int, ...]:
        """What a network has to know of one example: (channels, height, width), or (words in the vocabulary,)."""
        return (len(self.vocabulary.words),) if self.vocabulary else tuple(self.train.images.shape[1:])

    @property
    def units(self) -> tuple[str, ...]:
        """What the texts can be cut into, values of TextConfig.units; () for images."""
        only = (self.vocabulary.units,) if self.vocabulary else ()
        return self.cuts.units if self.cuts else only

    def read_as(self, config: TrainConfig) -> "DataSet":
        """The data set, its texts cut as the hyperparameters say. Raises what cut_into() raises."""
        return self.cut_into(config.units) if isinstance(config, TextConfig) else self

    def read_by(self, vocabulary: Vocabulary | None) -> "DataSet":
        """The data set, its texts cut as for this vocabulary where they can be; else as it is."""
        return self.cut_into(vocabulary.units) if vocabulary and vocabulary.units in self.units else self

    def cut_into(self, units: str) -> "DataSet":
        """The data set, its texts cut into these units. Raises ConfigError where that cannot be, or DataError."""
        if self.vocabulary is None or self.vocabulary.units == units:
            return self
        if units not in self.units:
            here = reduce(lambda one, other: Message("datasets-or", before=one, item=other), map(choice_of, self.units))
            raise ConfigError("datasets-not-cut-so", title=self.title, possible=here, units=choice_of(units))
        assert self.cuts is not None
        return self.cuts.get(units)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of class names, vocabulary and examples in order, equal on every computer: 64 hexadecimal digits."""
        digest = hashlib.sha256(repr((self.classes, self.vocabulary)).encode())
        for split in filter(None, (self.train, self.validation, self.test)):
            for tensor in split.tensors.values():
                digest.update(tensor.contiguous().numpy().data.cast("B"))
        return digest.hexdigest()

    def normalization(self, choice: str) -> Normalization:
        """What ImageConfig.normalization means on this data: "half" is the posts' 0.5, "dataset" its own statistics."""
        assert self.statistics is not None
        channels = len(self.statistics.mean)
        return self.statistics if choice == "dataset" else Normalization((0.5,) * channels, (0.5,) * channels)

    def preparation(self, config: TrainConfig) -> Preparation:
        """How examples become the network's input under the given hyperparameters."""
        if isinstance(config, TextConfig):
            return Truncation.of(config.max_length, config.keep)
        assert isinstance(config, ImageConfig)
        return self.normalization(config.normalization)


OnBytes = Callable[[int], None]  # gets how many bytes have just arrived; a negative number when a try has failed
OnStage = Callable[[Message, float], None]  # called with what is done after the download, and how much of it (0 to 1)


def no_stage(_what: Message, _share: float) -> None:
    """An OnStage that does nothing, for callers that do not show the stages."""


@dataclass(frozen=True)
class DataSource:
    """Where a data set comes from: what is known of it before it is loaded."""

    id: str
    title: Message
    about: Message  # one or two sentences, with the origin
    classes: tuple[str, ...]
    load: Callable[[Path], DataSet]  # raises DataError when missing or damaged
    download: Callable[[Path, OnBytes, OnStage], None] | None = None  # None: built in
    download_bytes: int = 0
    place: str = ""  # the folder that `download` writes; sources of one folder are downloaded one at a time
    check: Callable[[Path], None] = lambda _folder: None  # quick; raises DataError when the data set is not on disk
    is_raw: Callable[[Path], bool] = lambda _folder: False  # whether `download` only has to prepare what is on disk
    input_shape: tuple[int, ...] = ()  # (channels, height, width) of images; () where it is not known beforehand
    language: str = ""  # of texts, as in BCP 47: "en", "ko"
    brought: bool = False  # by a visitor, in whose session it is: nothing of it is known beforehand

    def is_unprepared(self, folder: Path) -> bool:
        """Whether the published files are on disk, but not yet what is prepared from them."""
        try:
            self.check(folder)
        except DataError:
            return self.is_raw(folder)
        return False

    def may_have(self, classes: tuple[str, ...]) -> bool:
        """Whether the data set can have these classes: any where a visitor brings it, else its own."""
        return self.brought or classes == self.classes
