"""IMDB through torchtext 0.6.0. Its classes read the reviews and cut them into words once; then word ids are kept.

Source: A. Maas et al., "Learning Word Vectors for Sentiment Analysis" (2011). Word vectors: J. Pennington, R. Socher,
C. Manning, "GloVe: Global Vectors for Word Representation" (2014), 6B tokens, 100 numbers a word.

Cutting 50,000 reviews into words takes about half a minute, and torchtext's own objects a gigabyte; the ids are read in
a fraction of a second.
"""

import os
import random
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from core.data.dataset import DataSet, DataSource, OnBytes, OnStage, no_stage
from core.data.download import RemoteFile, built_beside, fetch, is_sound, mirrors, remove, temporary_folder, unpack
from core.data.tokens import Vocabulary, best_tokenizer, load_tokenizer
from core.data.word_ids import as_ids, read_parts, read_tensors, write_tensors
from core.errors import DataError
from core.messages import Message

ARCHIVE = RemoteFile("aclImdb_v1.tar.gz", 84_125_825, "7c2ac02c03563afcf9b574c7e56c153a")
PUBLISHED = ("https://ai.stanford.edu/~amaas/data/sentiment/",)
GLOVE = RemoteFile("glove.6B.zip", 862_182_613, "056ea991adb4740ac6bf1b6d9b50408b")
GLOVE_PUBLISHED = ("https://nlp.stanford.edu/data/", "https://downloads.cs.stanford.edu/nlp/data/")
GLOVE_TEXT = "glove.6B.100d.txt"
GLOVE_TEXT_MAX = 400_000_000  # bytes
DIMENSIONS = 100

PARTS = ("train", "test")
LABELS = ("neg", "pos")  # class 0, class 1
REVIEWS = 12_500  # of each label in each part
VOCABULARY = 25_000  # most frequent words, beside "<unk>" and "<pad>"
SPLIT_SEED = 0  # which 7,500 training reviews are held out for validation


def raw_folder(folder: Path) -> Path:
    """Where torchtext keeps the reviews below its root."""
    return folder / "imdb" / "aclImdb"


def ids_file(folder: Path) -> Path:
    """Where the word ids are kept; each tokenizer has its own."""
    return folder / "imdb" / f"word-ids-{best_tokenizer()}.safetensors"


def vectors_file(folder: Path) -> Path:
    """Where the GloVe vectors of the vocabulary's words are kept."""
    return folder / "imdb" / f"glove-{best_tokenizer()}.safetensors"


def is_raw(folder: Path) -> bool:
    """Whether the reviews themselves are on disk, all of them."""
    return all(
        (place := raw_folder(folder) / part / label).is_dir() and sum(1 for _ in os.scandir(place)) == REVIEWS
        for part in PARTS
        for label in LABELS
    )


def check(folder: Path) -> None:
    """Raise DataError unless the word ids are on disk; quick."""
    if ids_file(folder).is_file():
        return
    if is_raw(folder):
        raise DataError("datasets-imdb-raw")
    raise DataError("datasets-not-here", name="IMDB")


def load(folder: Path) -> DataSet:
    """17,500 training, 7,500 validation and 25,000 test reviews as word ids; DataError when missing or damaged."""
    check(folder)
    parts, words = read_parts(ids_file(folder), SOURCE.title)
    return DataSet(
        id="imdb",
        title=SOURCE.title,
        classes=SOURCE.classes,
        vocabulary=Vocabulary(words, best_tokenizer()),
        reads="text",
        train=parts["train"],
        validation=parts["validation"],
        test=parts["test"],
    )


def download(folder: Path, on_bytes: OnBytes, on_stage: OnStage = no_stage) -> None:
    """Fetch, check and unpack the reviews if they are not on disk, then cut them into words and keep the ids.

    A sound archive that lies in folder/imdb already is used instead of the network. Raises DataError or OSError.
    """
    if is_raw(folder):
        on_bytes(ARCHIVE.bytes)
    else:
        with built_beside(raw_folder(folder)) as beside:
            archive = raw_folder(folder).parent / ARCHIVE.name
            if is_sound(archive, ARCHIVE):
                on_bytes(ARCHIVE.bytes)
            else:
                archive = beside / ARCHIVE.name
                fetch(ARCHIVE, mirrors("IMDB", PUBLISHED), archive, on_bytes)
            on_stage(Message("datasets-unpacking"), 0.0)
            unpack(archive, is_review, beside)
            for part in PARTS:
                (beside / "aclImdb" / part).rename(beside / part)
            (beside / "aclImdb").rmdir()
            (beside / ARCHIVE.name).unlink(missing_ok=True)
        if not is_raw(folder):
            raise DataError("datasets-imdb-incomplete")
    prepare(folder, on_stage)


def is_review(name: str) -> bool:
    """Whether a member of the archive is a labelled review; the unlabelled ones are left out."""
    top, *rest = name.split("/")
    return top == "aclImdb" and len(rest) == 3 and rest[0] in PARTS and rest[1] in LABELS


def prepare(folder: Path, on_stage: OnStage) -> None:
    """Let torchtext read the reviews, split the training part 70 : 30, and count words; keep ids and words on disk."""
    from torchtext.data import Field, LabelField
    from torchtext.datasets import IMDB

    read = 0

    def tokenize(text: str) -> list[str]:
        nonlocal read
        read += 1
        if read % 500 == 0:
            stage = Message("datasets-cutting", units=cut_into, read=read, all=4 * REVIEWS)
            on_stage(stage, read / (4 * REVIEWS))
        return cut(text)

    cut, cut_into = load_tokenizer(best_tokenizer()), Message(f"datasets-units-{best_tokenizer()}")
    # One string object for each word: without it 50,000 reviews take a gigabyte.
    text_field = Field(tokenize=tokenize, lower=True, preprocessing=lambda words: [sys.intern(word) for word in words])
    label_field = LabelField(dtype=torch.float)
    train, test = IMDB.splits(text_field, label_field, path=str(raw_folder(folder)))
    for part in (train, test):  # torchtext reads the files in the disk's order
        part.examples.sort(key=lambda example: (example.label, example.text))
    train, validation = train.split(random_state=random.Random(SPLIT_SEED).getstate())  # 70 : 30
    text_field.build_vocab(train, max_size=VOCABULARY)
    on_stage(Message("datasets-storing"), 1.0)
    tensors: dict[str, Tensor] = {}
    for name, part in (("train", train), ("validation", validation), ("test", test)):
        tensors |= as_ids(name, part.examples, text_field.vocab.stoi, LABELS)
    write_tensors(ids_file(folder), tensors, text_field.vocab.itos)


def check_vectors(folder: Path) -> None:
    """Raise DataError unless the word ids and the vectors are on disk; quick."""
    if not vectors_file(folder).is_file():
        raise DataError("datasets-no-vectors")
    check(folder)


def load_with_vectors(folder: Path) -> DataSet:
    """IMDB with a GloVe vector for each word of its vocabulary; zeros for a word that GloVe does not know."""
    check_vectors(folder)
    dataset = load(folder)
    assert dataset.vocabulary is not None
    tensors, words = read_tensors(vectors_file(folder), SOURCE.title)
    vectors = tensors.get("vectors")
    if vectors is None or words != dataset.vocabulary.words or vectors.shape != (len(words), DIMENSIONS):
        raise DataError("datasets-other-vectors")
    return replace(dataset, id=GLOVE_SOURCE.id, title=GLOVE_SOURCE.title, vectors=vectors)


def download_vectors(folder: Path, on_bytes: OnBytes, on_stage: OnStage = no_stage) -> None:
    """Fetch GloVe's archive, let torchtext read the 100 numbers of each word, and keep those of the vocabulary."""
    if not ids_file(folder).is_file():
        download(folder, on_bytes, on_stage)
    else:
        on_bytes(ARCHIVE.bytes)
    dataset = load(folder)
    assert dataset.vocabulary is not None
    place = folder / "imdb"
    beside = temporary_folder(place, "glove")
    try:
        archive = place / GLOVE.name
        if is_sound(archive, GLOVE):
            on_bytes(GLOVE.bytes)
        else:
            archive = beside / GLOVE.name
            fetch(GLOVE, mirrors("GLOVE", GLOVE_PUBLISHED), archive, on_bytes)
        on_stage(Message("datasets-unpacking"), 0.0)
        unzip_vectors(archive, beside)
        on_stage(Message("datasets-reading-vectors"), 0.5)
        from torchtext.vocab import Vectors

        glove = Vectors(GLOVE_TEXT, cache=str(beside))
        chosen = torch.stack([glove[word] for word in dataset.vocabulary.words])
        write_tensors(vectors_file(folder), {"vectors": chosen}, list(dataset.vocabulary.words))
    finally:
        remove(beside)


def unzip_vectors(archive: Path, target: Path) -> None:
    """Extract the one file of the archive that is needed."""
    try:
        with zipfile.ZipFile(archive) as packed:
            if packed.getinfo(GLOVE_TEXT).file_size > GLOVE_TEXT_MAX:
                raise DataError("datasets-not-published", file=GLOVE.name)
            packed.extract(GLOVE_TEXT, target)
    except (zipfile.BadZipFile, KeyError) as error:
        raise DataError("datasets-archive-damaged", file=GLOVE.name) from error


SOURCE = DataSource(
    id="imdb",
    title=Message("datasets-imdb"),
    about=Message("datasets-imdb.about"),
    classes=("negative", "positive"),
    load=load,
    download=download,
    download_bytes=ARCHIVE.bytes,
    place="imdb",
    check=check,
    is_raw=is_raw,
    language="en",
)

GLOVE_SOURCE = DataSource(
    id="imdb-glove",
    title=Message("datasets-imdb-glove"),
    about=Message("datasets-imdb-glove.about"),
    classes=SOURCE.classes,
    load=load_with_vectors,
    download=download_vectors,
    download_bytes=ARCHIVE.bytes + GLOVE.bytes,
    place="imdb",
    check=check_vectors,
    language="en",
)
