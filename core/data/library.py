"""The data sets of this process: each loaded once, downloaded once at a time, shared read-only by all visitors."""

import logging
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from core.data.dataset import DataSet, DataSource
from core.errors import DataError
from core.messages import Message, literal

FOLDER_VARIABLE = "PLAYGROUND_DATA_DIR"

log = logging.getLogger(__name__)


def data_folder() -> Path:
    """The root that torchvision reads and fills: PLAYGROUND_DATA_DIR, by default ./data."""
    return Path(os.environ.get(FOLDER_VARIABLE, "data"))


@dataclass(frozen=True)
class Download:
    """How far a download has come. Replaced, never changed."""

    total_bytes: int
    bytes: int = 0
    active: bool = True
    error: Message | None = None
    stage: Message | None = None  # what is done after the bytes have come
    stage_share: float = 0.0  # how much of `stage` is done, 0 to 1

    @property
    def share(self) -> float:
        """The share of the bytes that have arrived, 0 to 1."""
        return min(1.0, self.bytes / self.total_bytes) if self.total_bytes else 0.0


class DataLibrary:
    """Loads and downloads the given sources below one folder. Safe to call from any thread."""

    def __init__(self, sources: Mapping[str, DataSource], folder: Path) -> None:
        self._sources = sources
        self._folder = folder
        self._loaded: dict[str, DataSet] = {}
        self._downloads: dict[str, Download] = {}
        self._load_locks = {source_id: threading.Lock() for source_id in sources}
        self._download_lock = threading.Lock()

    def get(self, dataset_id: str) -> DataSet:
        """The data set, loaded at the first call. Raises DataError when it is not on disk or damaged."""
        with self._load_locks[dataset_id]:
            if dataset_id not in self._loaded:
                self._loaded[dataset_id] = self._load(self._sources[dataset_id])
            return self._loaded[dataset_id]

    def _load(self, source: DataSource) -> DataSet:
        try:
            return source.load(self._folder)
        except OSError as failure:
            raise DataError("datasets-unreadable", title=source.title, problem=_refusal(failure)) from failure

    def missing(self, dataset_id: str) -> Message | None:
        """Why the data set does not seem to be on disk, as a sentence; None when it does. Quick: nothing is loaded."""
        if dataset_id in self._loaded:
            return None
        try:
            self._sources[dataset_id].check(self._folder)
        except (DataError, OSError) as error:
            return error.message if isinstance(error, DataError) else Message("datasets-folder-unreadable")
        return None

    def problem(self, dataset_id: str) -> Message | None:
        """Why the data set cannot be used now, as a sentence; None when it can. Loads it."""
        try:
            self.get(dataset_id)
        except DataError as error:
            return error.message
        return None

    def is_raw(self, dataset_id: str) -> bool:
        """Whether the data set is on disk and only has to be prepared."""
        return self._sources[dataset_id].is_raw(self._folder)

    def download_state(self, dataset_id: str) -> Download | None:
        """The running or last download into the data set's folder by any visitor, None when there was none."""
        return self._downloads.get(self._sources[dataset_id].place)

    def start_download(self, dataset_id: str) -> None:
        """Begin a download in a thread.

        Does nothing when a download into the data set's folder is running, when the data set can be used already, or
        when it has no download.
        """
        source = self._sources[dataset_id]
        if not self.problem(dataset_id):
            return
        with self._download_lock:
            state = self._downloads.get(source.place)
            if source.download is None or (state is not None and state.active):
                return
            self._downloads[source.place] = Download(source.download_bytes)
        threading.Thread(target=self._download, args=(source,), name=f"download-{dataset_id}", daemon=True).start()

    def _download(self, source: DataSource) -> None:
        assert source.download is not None
        error = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / f".{source.place}.lock", timeout=0):  # keeps other processes out
                source.download(
                    self._folder,
                    lambda count: self._advance(source.place, count),
                    lambda stage, share: self._enter(source.place, stage, share),
                )
        except Timeout:
            error = Message("datasets-download-elsewhere")
        except DataError as failure:
            error = failure.message
        except OSError as failure:
            error = Message("datasets-not-stored", problem=_refusal(failure))
        except Exception:
            log.exception("downloading %s failed", source.id)
            error = Message("datasets-download-fault")
        self._downloads[source.place] = replace(self._downloads[source.place], active=False, error=error)

    def _advance(self, place: str, count: int) -> None:
        state = self._downloads[place]
        self._downloads[place] = replace(state, bytes=state.bytes + count)

    def _enter(self, place: str, stage: Message, share: float) -> None:
        self._downloads[place] = replace(self._downloads[place], stage=stage, stage_share=share)


def _refusal(failure: OSError) -> Message:
    """Why the disk did not do what was asked, in the system's words where it has some."""
    return literal(failure.strerror) if failure.strerror else Message("datasets-disk-refused")
