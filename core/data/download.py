"""Fetch a file that must arrive whole and unchanged: time-outs, mirrors, a size cap, a checksum.

torchvision's own download is not used: it skips no mirror after a reset, has no time-outs, and accepts raw files
whose bytes were flipped or cut.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import requests

from core.errors import DataError

TIMEOUT = (5, 15)  # seconds to connect, seconds between two pieces
PIECE = 64 * 1024  # bytes
OnBytes = Callable[[int], None]  # called with the bytes that have just arrived; a restart takes them back (negative)


class RemoteFile(NamedTuple):
    """A file as it must arrive."""

    name: str
    bytes: int
    md5: str


def fetch(file: RemoteFile, mirrors: Sequence[str], target: Path, on_bytes: OnBytes) -> None:
    """Write `file` to `target` from the first mirror that serves it whole and unchanged; two rounds over the mirrors.

    Raises DataError, naming the last failure, when none does. `target` is then not left behind.
    """
    failure = "no mirror is configured"
    for mirror in [*mirrors, *mirrors]:
        received = 0
        digest = hashlib.md5(usedforsecurity=False)
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
            if received == file.bytes and digest.hexdigest() == file.md5:
                return
            failure = "the file that arrived is not the published one"
        on_bytes(-received)
        target.unlink(missing_ok=True)
    raise DataError(f"The download failed: {failure} ({file.name}).")


def describe(error: requests.RequestException) -> str:
    """A failed request in plain words, without addresses."""
    if isinstance(error, requests.Timeout):
        return "the server did not answer in time"
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"the server answered with status {error.response.status_code}"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "the connection broke off"
    return "the server cannot be reached, perhaps because there is no network connection"
