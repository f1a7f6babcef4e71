"""Files that are on the disk whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path

from core.errors import DataError


def write_atomically(path: Path, content: bytes) -> None:
    """Write the file complete or not at all; an older file at `path` stays until the new one is complete.

    Raises DataError when the disk is full or read-only.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise DataError("work-not-written", name=path.name, reason=error.strerror or type(error).__name__) from error


def _sync_folder(folder: Path) -> None:
    """Make a rename in the folder survive a power cut, where the system can sync folders."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
