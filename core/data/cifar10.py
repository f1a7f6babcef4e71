"""CIFAR-10 through torchvision: read from disk when its files are the published ones, downloaded once when asked.

Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images" (2009).
"""

from pathlib import Path

import torch

from core.data.dataset import DataSet, DataSource, OnBytes, OnStage, Split, no_stage
from core.data.download import RemoteFile, built_beside, fetch, is_sound, mirrors, unpack
from core.data.statistics import statistics_of
from core.errors import DataError
from core.messages import Message

ARCHIVE = RemoteFile("cifar-10-python.tar.gz", 170_498_071, "c58f30108f718f92721af3b95e74349a")
PUBLISHED = ("https://www.cs.toronto.edu/~kriz/",)
FOLDER = "cifar-10-batches-py"
FILES = ("batches.meta", *(f"data_batch_{number}" for number in range(1, 6)), "test_batch")


def check(folder: Path) -> None:
    """Raise DataError unless CIFAR-10 seems to be on disk; quick."""
    missing = [name for name in FILES if not (folder / FOLDER / name).is_file()]
    if len(missing) == len(FILES):
        raise DataError("datasets-not-here", name="CIFAR-10")
    if missing:
        raise DataError("datasets-incomplete", name="CIFAR-10", file=missing[0])


def load(folder: Path) -> DataSet:
    """50,000 training and 10,000 test photographs (3, 32, 32); DataError when missing or damaged.

    torchvision's class compares each file with its published MD5 before it unpickles it.
    """
    check(folder)
    from torchvision.datasets import CIFAR10

    try:
        train, test = (as_split(CIFAR10(folder, train=part, download=False)) for part in (True, False))
    except RuntimeError as error:
        raise DataError("datasets-damaged", name="CIFAR-10") from error
    return DataSet(
        id="cifar10",
        title=SOURCE.title,
        classes=SOURCE.classes,
        train=train,
        test=test,
        statistics=statistics_of(train.images),
        reads="pictures",
    )


def as_split(dataset: "torch.utils.data.Dataset[object]") -> Split:
    """torchvision's photographs (N, 32, 32, 3) as (N, 3, 32, 32)."""
    pixels = torch.from_numpy(dataset.data).permute(0, 3, 1, 2).contiguous()  # type: ignore[attr-defined]  # CIFAR10's
    return Split(pixels, torch.tensor(dataset.targets))  # type: ignore[attr-defined]  # CIFAR10's


def download(folder: Path, on_bytes: OnBytes, on_stage: OnStage = no_stage) -> None:
    """Fetch, check and unpack the archive beside its place, then rename the folder into it.

    A sound archive that lies in `folder` already is used instead of the network. Raises DataError or OSError; what was
    on disk before is then untouched.
    """
    with built_beside(folder / FOLDER) as beside:
        archive = folder / ARCHIVE.name
        if is_sound(archive, ARCHIVE):
            on_bytes(ARCHIVE.bytes)
        else:
            archive = beside / ARCHIVE.name
            fetch(ARCHIVE, mirrors("CIFAR10", PUBLISHED), archive, on_bytes)
        on_stage(Message("datasets-unpacking"), 0.0)
        unpack(archive, {f"{FOLDER}/{name}" for name in FILES}.__contains__, beside)
        for name in FILES:
            (beside / FOLDER / name).rename(beside / name)
        (beside / FOLDER).rmdir()
        (beside / ARCHIVE.name).unlink(missing_ok=True)


SOURCE = DataSource(
    id="cifar10",
    title=Message("datasets-cifar10"),
    about=Message("datasets-cifar10.about"),
    classes=("plane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
    load=load,
    download=download,
    download_bytes=ARCHIVE.bytes,
    place=FOLDER,
    check=check,
    input_shape=(3, 32, 32),
)
