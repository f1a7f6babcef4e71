"""Data sets for the measurements, loaded from a folder; they are prepared there first where only raw files exist."""

from pathlib import Path

from core.data.dataset import DataSet, no_stage
from core.errors import DataError
from core.lessons import DATASETS


def prepare(folder: Path) -> None:
    """Prepare each data set whose published files lie in the folder unprepared. This is needed once for a folder."""
    for source in DATASETS.values():
        if source.download is not None and source.is_unprepared(folder):
            print(f"  {source.title} lies here raw and is prepared once ...", flush=True)
            source.download(folder, lambda _bytes: None, no_stage)


def load(folder: Path, dataset_id: str) -> DataSet | None:
    """The data set; None with a printed reason when it is not in the folder."""
    source = DATASETS[dataset_id]
    try:
        prepare(folder)
        return source.load(folder)
    except DataError as error:
        print(
            f"  {source.title} is not measured: {error} Let PLAYGROUND_TEST_DATA name a folder that holds it, or get "
            "it with the app's Data page.",
            flush=True,
        )
        return None
