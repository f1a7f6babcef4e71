"""Real MNIST, loaded once, and the real archives behind a web server on 127.0.0.1."""

import pytest

from core.data import mnist
from core.data.dataset import DataSet
from tests.web import mirror_of


@pytest.fixture(scope="session")
def mnist_dataset(real_data) -> DataSet:
    return mnist.load(real_data)


@pytest.fixture
def mirror(real_data, monkeypatch):
    with mirror_of(real_data / "mirror" / "mnist") as server:
        monkeypatch.setenv("PLAYGROUND_MNIST_MIRROR", server.url("good"))
        yield server
