"""NSMC, Korean film reviews, through torchtext 0.6.0: read and cut once, then kept as ids, as those of IMDB are.

Source: Lucy Park, "Naver sentiment movie corpus v1.0" (2016), public domain (CC0).
"""

import csv
import random
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

import torch
from torch import Tensor

from core.data.dataset import Cuts, DataSet, DataSource, OnBytes, OnStage, no_stage
from core.data.download import RemoteFile, fetch, is_sound, mirrors, remove, temporary_folder
from core.data.tokens import KIWI, SPACES, SYLLABLES, UNITS, Vocabulary, has_kiwi, load_tokenizer
from core.data.word_ids import as_ids, read_parts, write_tensors
from core.errors import DataError
from core.messages import Message

TRAIN = RemoteFile("ratings_train.txt", 14_628_807, "ac0dba272895dc1d0b3dd5f11afbeaeb7abe7876")
TEST = RemoteFile("ratings_test.txt", 4_893_335, "b6cfcd8cd1557bcd9bf06617b0e429ed73e9a367")
PUBLISHED = ("https://raw.githubusercontent.com/e9t/nsmc/master/",)
CLASSES = ("negative", "positive")
LABELS = ("0", "1")  # class 0, class 1
VOCABULARY = 25_000  # most frequent words, beside "<unk>" and "<pad>"
LEARNT_FROM = 0.95  # share of the training file; the other reviews are held out for validation
SPLIT_SEED = 0  # which reviews these are
TOKENIZERS: Mapping[str, str] = MappingProxyType(  # units of Korean -> the tokenizer that cuts into them
    {UNITS[tokenizer]: tokenizer for tokenizer in (SYLLABLES, SPACES, KIWI)}
)
SYLLABLE, *_ = TOKENIZERS


def possible_units() -> tuple[str, ...]:
    """The units that Korean can be cut into here: morphemes only where kiwipiepy is installed."""
    return tuple(units for units, tokenizer in TOKENIZERS.items() if tokenizer != KIWI or has_kiwi())


def raw_files(folder: Path) -> tuple[Path, Path]:
    """Where the published training file and test file lie."""
    return folder / "nsmc" / TRAIN.name, folder / "nsmc" / TEST.name


def ids_file(folder: Path, units: str) -> Path:
    """Where the reviews' ids are kept, cut into such units."""
    return folder / "nsmc" / f"{units}.safetensors"


def is_raw(folder: Path) -> bool:
    """Whether the published files are on disk."""
    return all(path.is_file() for path in raw_files(folder))


def check(folder: Path) -> None:
    """Raise DataError unless the ids are on disk; quick."""
    if ids_file(folder, SYLLABLE).is_file():
        return
    if is_raw(folder):
        raise DataError("datasets-nsmc-raw")
    raise DataError("datasets-not-here", name="NSMC")


def load(folder: Path) -> DataSet:
    """The reviews cut into syllables; the others by DataSet.cuts. Raises DataError when missing or damaged."""
    check(folder)
    units = tuple(units for units in TOKENIZERS if ids_file(folder, units).is_file())
    return Cuts(units, partial(_load, folder)).get(SYLLABLE)


def _load(folder: Path, units: str, cuts: Cuts) -> DataSet:
    parts, words = read_parts(ids_file(folder, units), SOURCE.title)
    return DataSet(
        id=SOURCE.id,
        title=SOURCE.title,
        classes=CLASSES,
        train=parts["train"],
        validation=parts["validation"],
        test=parts["test"],
        vocabulary=Vocabulary(words, TOKENIZERS[units]),
        cuts=cuts,
        reads="text",
    )


def download(folder: Path, on_bytes: OnBytes, on_stage: OnStage = no_stage) -> None:
    """Fetch and check the published files that are not on disk, then cut the reviews and keep the ids.

    Raises DataError or OSError.
    """
    place = folder / "nsmc"
    place.mkdir(parents=True, exist_ok=True)
    if is_raw(folder):
        on_bytes(TRAIN.bytes + TEST.bytes)
    else:
        beside = temporary_folder(place, "nsmc")
        try:
            for file in (TRAIN, TEST):
                if is_sound(place / file.name, file):
                    on_bytes(file.bytes)
                else:
                    fetch(file, mirrors("NSMC", PUBLISHED), beside / file.name, on_bytes)
                    (beside / file.name).replace(place / file.name)
        finally:
            remove(beside)
    prepare(folder, on_stage)


def prepare(folder: Path, on_stage: OnStage) -> None:
    """Let torchtext read and cut the reviews in each way that is possible here; keep ids and words on disk.

    The file of the syllables is written last: with it, all are there.
    """
    for units in reversed(possible_units()):
        _cut(folder, units, on_stage)


def _cut(folder: Path, units: str, on_stage: OnStage) -> None:
    from torchtext.data import Field, LabelField, TabularDataset

    reviews, read = sum(_lines(path) for path in raw_files(folder)), 0
    cut, cut_into = load_tokenizer(TOKENIZERS[units]), Message(f"datasets-units-{TOKENIZERS[units]}")

    def tokenize(text: str) -> list[str]:
        nonlocal read
        read += 1
        if read % 1000 == 0:
            stage = Message("datasets-cutting", units=cut_into, read=read, all=reviews)
            on_stage(stage, min(1.0, read / reviews))
        return cut(text)

    text_field, label_field = Field(tokenize=tokenize, lower=True), LabelField(dtype=torch.float)
    try:
        learnt, test = TabularDataset.splits(
            path=str(folder / "nsmc"),
            train=TRAIN.name,
            test=TEST.name,
            format="tsv",
            fields=[("id", None), ("text", text_field), ("label", label_field)],
            skip_header=True,
            csv_reader_params={"quoting": csv.QUOTE_NONE},  # a quotation mark is a sign like others
            filter_pred=lambda review: len(review.text) > 0 and review.label in LABELS,  # some are empty
        )
    except (UnicodeDecodeError, ValueError, csv.Error) as error:
        raise DataError("datasets-files-damaged", name="NSMC") from error
    train, validation = learnt.split(LEARNT_FROM, random_state=random.Random(SPLIT_SEED).getstate())
    text_field.build_vocab(train, max_size=VOCABULARY)
    tensors: dict[str, Tensor] = {}
    for name, part in (("train", train), ("validation", validation), ("test", test)):
        tensors |= as_ids(name, part.examples, text_field.vocab.stoi, LABELS)
    write_tensors(ids_file(folder, units), tensors, text_field.vocab.itos)


def _lines(path: Path) -> int:
    with path.open("rb") as content:
        return sum(1 for _ in content) - 1


SOURCE = DataSource(
    id="nsmc",
    title=Message("datasets-nsmc"),
    about=Message("datasets-nsmc.about"),
    classes=CLASSES,
    load=load,
    download=download,
    download_bytes=TRAIN.bytes + TEST.bytes,
    place="nsmc",
    check=check,
    is_raw=is_raw,
    language="ko",
)
