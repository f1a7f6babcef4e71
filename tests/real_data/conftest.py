"""Real MNIST, loaded once, and the real archives behind a web server on 127.0.0.1."""

from pathlib import Path

import pytest

from core.data import imdb, mnist, nsmc
from core.data.dataset import DataSet
from tests.conftest import REAL_DATA
from tests.web import mirror_of

# Files as people really bring them are made beside the data sets; without them that one test is left out.
collect_ignore = [] if (Path(REAL_DATA or ".") / "trials").is_dir() else ["test_trials.py"]


def pytest_collection_modifyitems(items) -> None:
    """What needs the reviews runs in one process: cutting them into words takes half a minute, and much memory."""
    for item in items:
        if "prepared_imdb" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("imdb"))


@pytest.fixture(scope="session")
def mnist_dataset(real_data) -> DataSet:
    return mnist.load(real_data)


@pytest.fixture
def mirror(real_data, monkeypatch):
    with mirror_of(real_data / "mirror" / "mnist") as server:
        monkeypatch.setenv("PLAYGROUND_MNIST_MIRROR", server.url("good"))
        yield server


@pytest.fixture(scope="session")
def prepared_imdb(real_data) -> Path:
    """The folder of real data, in which the reviews have been cut into words."""
    if not imdb.ids_file(real_data).is_file():
        imdb.download(real_data, lambda _count: None)
    return real_data


@pytest.fixture(scope="session")
def prepared_nsmc(real_data) -> Path:
    """The folder of real data, in which the Korean reviews have been cut."""
    if not nsmc.ids_file(real_data, nsmc.SYLLABLE).is_file():
        nsmc.download(real_data, lambda _count: None)
    return real_data
