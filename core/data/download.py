"""Fetch a file that must arrive whole and unchanged, with time-outs, mirrors, a size limit and a checksum.

torchvision's own download is not used. It does not try the next mirror after a connection was reset, it has no
time-outs, and it accepts raw files with flipped or missing bytes.
"""

import hashlib
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import requests

from core.data.dataset import OnBytes
from core.errors import DataError
from core.messages import Message

TIMEOUT = (5, 15)  # seconds to connect, seconds between two pieces
PIECE = 64 * 1024  # bytes


class RemoteFile(NamedTuple):
    """A file as it must arrive."""

    name: str
    bytes: int
    digest: str  # MD5 (32 hexadecimal digits), or the id of the file as a blob of git (40 digits)

    def new_digest(self) -> "hashlib._Hash":
        """Return the hash object that the file's bytes are to be fed to; its hexdigest() must equal `digest`."""
        if len(self.digest) == 32:
            return hashlib.md5(usedforsecurity=False)
        return hashlib.sha1(b"blob %d\0" % self.bytes, usedforsecurity=False)


def fetch(file: RemoteFile, mirrors: Sequence[str], target: Path, on_bytes: OnBytes) -> None:
    """Write `file` to `target` from the first mirror that serves it whole and unchanged.

    Each mirror is tried at most twice. Raises DataError, naming the last failure, when no mirror serves the file;
    `target` does not exist then.
    """
    failure = Message("datasets-no-mirror")
    for mirror in [*mirrors, *mirrors]:
        received = 0
        digest = file.new_digest()
        try:
            with requests.get(mirror + file.name, stream=True, timeout=TIMEOUT) as response, target.open("wb") as out:
                response.raise_for_status()
                for piece in response.iter_content(PIECE):
                    received += len(piece)
                    on_bytes(len(piece))
                    if received > file.bytes:
                        break
                    digest.update(piece)
                    out.write(piece)
        except requests.RequestException as error:
            failure = describe(error)
        else:
            if received == file.bytes and digest.hexdigest() == file.digest:
                return
            failure = Message("datasets-other-file")
        on_bytes(-received)
        target.unlink(missing_ok=True)
    raise DataError("datasets-download-failed", problem=failure, file=file.name)


def mirrors(name: str, published: Sequence[str]) -> list[str]:
    """Where to fetch the files of a data set: the folder that PLAYGROUND_<name>_MIRROR names, else `published`."""
    own = os.environ.get(f"PLAYGROUND_{name}_MIRROR")
    return [own.rstrip("/") + "/"] if own else list(published)


def is_sound(path: Path, file: RemoteFile) -> bool:
    """Whether the published file lies at `path`, byte for byte."""
    if not path.is_file() or path.stat().st_size != file.bytes:
        return False
    with path.open("rb") as content:
        return hashlib.file_digest(content, file.new_digest).hexdigest() == file.digest


@contextmanager
def built_beside(place: Path) -> Iterator[Path]:
    """An empty folder beside `place` that is renamed into it when all went well, and removed otherwise.

    What was at `place` before is kept until then.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = temporary_folder(place.parent, place.name)
    try:
        yield beside
        beside.chmod(0o755)  # mkdtemp makes a private folder; others may read the data
        replaced = beside.with_name(f"{beside.name}-replaced")
        if place.exists():
            place.rename(replaced)
        try:
            beside.rename(place)
        except OSError:
            if replaced.exists():
                replaced.rename(place)
            raise
        remove(replaced)
    finally:
        remove(beside)


def temporary_folder(parent: Path, name: str) -> Path:
    """Make an empty folder in `parent`. Removes first what killed downloads of this name have left in `parent`."""
    prefix = f".download-{name}-"
    for leftover in parent.glob(f"{prefix}*"):
        remove(leftover)
    return Path(tempfile.mkdtemp(prefix=prefix, dir=parent))


def remove(path: Path) -> None:
    """Delete a folder with all that is in it; of a link only the link."""
    if path.is_symlink():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def unpack(archive: Path, wanted: Callable[[str], bool], target: Path) -> None:
    """Extract the wanted files of a .tar.gz below `target`. Raises DataError when the archive is damaged.

    No file can be written outside `target`.
    """
    try:
        with tarfile.open(archive, "r:gz") as packed:
            for member in packed:
                if member.isfile() and wanted(member.name):
                    packed.extract(member, target, filter="data")
    except (tarfile.TarError, EOFError) as error:
        raise DataError("datasets-archive-damaged", file=archive.name) from error


def describe(error: requests.RequestException) -> Message:
    """Why a request failed, without addresses."""
    if isinstance(error, requests.Timeout):
        return Message("datasets-no-answer")
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return Message("datasets-status", status=str(error.response.status_code))
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return Message("datasets-broken-off")
    return Message("datasets-unreachable")
