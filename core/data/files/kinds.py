"""Recognise the kind of a file by its content. Its name counts only where the content does not tell the kind."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePosixPath

from core.data.files.arrays import read_npz
from core.data.files.loose import read_pictures
from core.data.files.tables import read_csv
from core.data.files.zip_folders import read_zip
from core.data.own import Collection
from core.data.pictures import ENDINGS, is_picture, what_it_is
from core.errors import DataError
from core.messages import Message

TABLES = (".csv", ".tsv", ".txt")
OTHERS = (  # (what a file begins with, what it is)
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"\x93NUMPY", "npy"),
    (b"\xd0\xcf\x11\xe0", "old-office"),
    (b"%PDF", "pdf"),
)


def read_files(files: Sequence[tuple[str, bytes]], name: str, side: int) -> Collection:
    """(name, content) of the files that a visitor brings at once -> a Collection of their pictures. Raises DataError.

    The files are one zip of folders, one .npz or one CSV; or any number of pictures, all of the class `name`. Pictures
    from a zip, and loose pictures, become (3, side, side). A loose file that is no picture is left out and named in
    the collection's `remarks`.
    """
    if not files:
        raise DataError("files-none")
    if are_loose(files):
        alone = next((file for file, content in files if _has_classes(file, content)), "")
        if alone:
            raise DataError("files-bring-alone", name=alone[-60:])
        return read_pictures(files, name, side)
    _, content = files[0]
    match kind_of(*files[0]):
        case "zip":
            return read_zip(content, side)
        case "npz":
            return read_npz(content)
        case _:
            return read_csv(content)


def are_loose(files: Sequence[tuple[str, bytes]]) -> bool:
    """Whether these are pictures that come without a class. Raises DataError like kind_of for a single file."""
    return len(files) > 1 or kind_of(*files[0]) == "picture"


def _has_classes(name: str, content: bytes) -> bool:
    """Return whether a file holds classes of its own, so that it cannot be one of several pictures of one class."""
    try:
        kind = kind_of(name, content)
    except DataError:
        return False  # nothing that can be read
    return kind in ("zip", "npz") or name.lower().endswith(".csv")


def kind_of(name: str, content: bytes) -> str:
    """The kind of a file: "picture", "zip", "npz" or "csv". Raises DataError, saying what it is, for other files."""
    ending = PurePosixPath(name).suffix.lower()
    other = next((kind for mark, kind in OTHERS if content.startswith(mark)), "")
    if other:
        raise DataError(f"files-is-{other}")
    if is_picture(content[:64]):
        return "picture"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(content)
    if ending in TABLES:
        return "csv"
    if ending in (".zip", ".npz"):
        return ending[1:]  # damaged: its reader says so
    if ending in ENDINGS:
        return "picture"
    raise DataError("files-of-other-kind", what=Message(f"{what_it_is(content).id}.sentence"))


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except Exception:  # noqa: BLE001  a stranger's bytes; the reader of zips says that it is damaged
        return "zip"
    if any(name.startswith("xl/") for name in names):
        raise DataError("files-is-excel")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise DataError("files-is-word")
    if any(name.endswith("data.pkl") for name in names):
        raise DataError("files-is-weights")
    return "npz" if any(name.endswith(".npy") for name in names) else "zip"
