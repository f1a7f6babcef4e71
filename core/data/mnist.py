"""MNIST through torchvision: read from disk when every byte is right, downloaded once when asked.

Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits" (1998).
"""

import gzip
import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from core.data.dataset import DataSet, DataSource, Normalization, OnBytes, OnStage, Split, no_stage
from core.data.download import RemoteFile, built_beside, fetch, is_sound, mirrors
from core.data.statistics import statistics_of
from core.drawing import resize
from core.errors import DataError
from core.messages import Message

SIDE_32 = 32  # pixels, what lesson 004 reads


class RawFile(NamedTuple):
    """One of the four files torchvision reads, and the archive it is published in."""

    name: str
    bytes: int
    sha256: str
    archive: RemoteFile


FILES = (
    RawFile(
        "train-images-idx3-ubyte",
        47_040_016,
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        RemoteFile("train-images-idx3-ubyte.gz", 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
    ),
    RawFile(
        "train-labels-idx1-ubyte",
        60_008,
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        RemoteFile("train-labels-idx1-ubyte.gz", 28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
    ),
    RawFile(
        "t10k-images-idx3-ubyte",
        7_840_016,
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        RemoteFile("t10k-images-idx3-ubyte.gz", 1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
    ),
    RawFile(
        "t10k-labels-idx1-ubyte",
        10_008,
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        RemoteFile("t10k-labels-idx1-ubyte.gz", 4_542, "ec29112dd5afa0611ce80d1b7f02629c"),
    ),
)


def load(folder: Path) -> DataSet:
    """60,000 training and 10,000 test images of 28 x 28, from folder/MNIST/raw; DataError when missing or damaged."""
    raw = raw_folder(folder)
    verify(raw)
    # Imported here, because torchvision adds 150 MB to a process that may never need it. Its class MNIST is not used:
    # it would prefer an old processed/*.pt, which nobody has checked, to the four files.
    from torchvision.datasets.mnist import read_image_file, read_label_file

    train_images, test_images = (read_image_file(str(raw / file.name)) for file in FILES[::2])
    train_labels, test_labels = (read_label_file(str(raw / file.name)) for file in FILES[1::2])
    return DataSet(
        id="mnist",
        title=SOURCE.title,
        classes=SOURCE.classes,
        train=Split(train_images.unsqueeze(1), train_labels),
        test=Split(test_images.unsqueeze(1), test_labels),
        statistics=Normalization((0.1307,), (0.3081,)),
    )


def raw_folder(folder: Path) -> Path:
    """Where torchvision keeps MNIST below its root."""
    return folder / "MNIST" / "raw"


def check(folder: Path) -> None:
    """Raise DataError unless MNIST seems to be on disk; quick."""
    check_sizes(raw_folder(folder))


def check_sizes(raw: Path) -> None:
    """Raise DataError unless all four files are there and of the right size."""
    missing = [file.name for file in FILES if not (raw / file.name).is_file()]
    if len(missing) == len(FILES):
        raise without_files(raw)
    if missing:
        raise DataError("datasets-incomplete", name="MNIST", file=missing[0])
    for file in FILES:
        size = (raw / file.name).stat().st_size
        if size != file.bytes:
            raise DataError("datasets-mnist-size", file=file.name, size=size, wanted=file.bytes)


def verify(raw: Path) -> None:
    """Raise DataError, saying which file is wrong and how, unless all four are as published."""
    check_sizes(raw)
    for file in FILES:
        if hashlib.sha256((raw / file.name).read_bytes()).hexdigest() != file.sha256:
            raise DataError("datasets-mnist-changed", file=file.name)


def without_files(raw: Path) -> DataError:
    """The error for a folder without unpacked files. It says whether archives are there, and whether one is bad."""
    present = [file.archive for file in FILES if (raw / file.archive.name).is_file()]
    damaged = [archive for archive in present if not is_sound(raw / archive.name, archive)]
    if damaged:
        size = (raw / damaged[0].name).stat().st_size
        return DataError("datasets-mnist-archive", file=damaged[0].name, size=size, wanted=damaged[0].bytes)
    return DataError("datasets-mnist-packed") if present else DataError("datasets-not-here", name="MNIST")


def download(folder: Path, on_bytes: OnBytes, _on_stage: OnStage = no_stage) -> None:
    """Fetch, check and unpack the four archives beside their place, then rename the whole folder into it.

    Sound archives that lie in folder/MNIST/raw already are used instead of the network. Raises DataError or OSError;
    what was on disk before is then untouched.
    """
    from torchvision.datasets import MNIST

    raw = raw_folder(folder)
    with built_beside(raw) as beside:
        for file in FILES:
            archive = beside / file.archive.name
            if is_sound(raw / archive.name, file.archive):
                shutil.copy(raw / archive.name, archive)
                on_bytes(file.archive.bytes)
            else:
                fetch(file.archive, mirrors("MNIST", MNIST.mirrors), archive, on_bytes)
            with gzip.open(archive) as packed, (beside / file.name).open("wb") as out:
                shutil.copyfileobj(packed, out)
            archive.unlink()
        verify(beside)


def resized(load_28: Callable[[Path], DataSet], dataset_id: str) -> Callable[[Path], DataSet]:
    """A function that loads the digits of `load_28` at 32 x 32, for lesson 004.

    Each image is resized as torchvision's Resize resizes a picture.
    """

    def load_32(folder: Path) -> DataSet:
        dataset = load_28(folder)
        train, test = (enlarged(split) for split in (dataset.train, dataset.test))
        statistics = statistics_of(train.images)
        title = Message(f"datasets-{dataset_id}")
        return replace(dataset, id=dataset_id, title=title, train=train, test=test, statistics=statistics)

    return load_32


def enlarged(split: Split) -> Split:
    """The examples of a split with their images resized to 32 x 32."""
    images = np.stack([resize(image, SIDE_32) for image in split.images.squeeze(1).numpy()])
    return Split(torch.from_numpy(images).unsqueeze(1), split.targets)


SOURCE = DataSource(
    id="mnist",
    title=Message("datasets-mnist"),
    about=Message("datasets-mnist.about"),
    classes=tuple("0123456789"),
    load=load,
    download=download,
    download_bytes=sum(file.archive.bytes for file in FILES),
    place="MNIST",
    check=check,
    input_shape=(1, 28, 28),
)

SOURCE_32 = replace(
    SOURCE,
    id="mnist32",
    title=Message("datasets-mnist32"),
    about=Message("datasets-mnist32.about"),
    load=resized(load, "mnist32"),
    input_shape=(1, SIDE_32, SIDE_32),
)
