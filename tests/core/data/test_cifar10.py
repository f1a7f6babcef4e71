"""A tiny CIFAR-10 in the published layout, fetched over HTTP from 127.0.0.1, unpacked, checked and read."""

import hashlib
import json
import pickle
import tarfile

import numpy as np
import pytest

from core.data import cifar10
from core.data.download import RemoteFile
from core.errors import DataError
from tests.packed_cifar10 import trust_packed_cifar10
from tests.web import mirror_of


def ignore(count: int) -> None:
    pass


@pytest.fixture
def published(tmp_path, monkeypatch):
    """The archive on a web server; three photographs a file."""
    from torchvision.datasets import CIFAR10

    folder = tmp_path / "published" / cifar10.FOLDER
    folder.mkdir(parents=True)
    md5 = {}
    for number, name in enumerate(cifar10.FILES):
        value = {"data": np.full((3, 3072), number, np.uint8), "labels": [0, 1, 9]}
        value = {"label_names": list(cifar10.SOURCE.classes)} if name == "batches.meta" else value
        content = pickle.dumps(value)
        (folder / name).write_bytes(content)
        md5[name] = hashlib.md5(content).hexdigest()
    (folder / "md5.json").write_text(json.dumps(md5))
    for name in ("train_list", "test_list", "meta"):
        monkeypatch.setattr(CIFAR10, name, getattr(CIFAR10, name))  # put back afterwards
    trust_packed_cifar10(folder.parent)
    archive = tmp_path / "published" / cifar10.ARCHIVE.name
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(folder, arcname=folder.name)
        packed.add(folder / "batches.meta", arcname="../escaped")
    content = archive.read_bytes()
    monkeypatch.setattr(cifar10, "ARCHIVE", RemoteFile(archive.name, len(content), hashlib.md5(content).hexdigest()))
    with mirror_of(archive.parent) as server:
        monkeypatch.setenv("PLAYGROUND_CIFAR10_MIRROR", server.url("good"))
        yield server


def test_the_archive_is_fetched_unpacked_and_read(published, data):
    with pytest.raises(DataError, match="not on this server yet"):
        cifar10.load(data)
    counted = []
    cifar10.download(data, counted.append)
    dataset = cifar10.load(data)
    assert dataset.train.images.shape == (15, 3, 32, 32)
    assert dataset.test.images.shape == (3, 3, 32, 32)
    assert dataset.train.targets[:3].tolist() == [0, 1, 9]
    assert dataset.classes[9] == "truck"
    assert sum(counted) == cifar10.ARCHIVE.bytes
    assert [path.name for path in data.iterdir()] == [cifar10.FOLDER]
    assert not (data.parent / "escaped").exists()


@pytest.mark.parametrize(
    ("manner", "says"), [("cut", "broke off"), ("wrong", "not the published one"), ("missing", "404")]
)
def test_a_download_that_goes_wrong_leaves_nothing_behind(published, data, monkeypatch, manner, says):
    monkeypatch.setenv("PLAYGROUND_CIFAR10_MIRROR", published.url(manner))
    with pytest.raises(DataError, match=says):
        cifar10.download(data, ignore)
    assert list(data.iterdir()) == []


def test_a_sound_archive_on_disk_is_used_instead_of_the_network(published, data):
    (data / cifar10.ARCHIVE.name).write_bytes((published.folder / cifar10.ARCHIVE.name).read_bytes())
    cifar10.download(data, ignore)
    assert len(cifar10.load(data).train) == 15
    assert published.asked == []


def test_a_changed_file_is_never_unpickled(published, data):
    class Evil:
        def __reduce__(self):
            return (data / "evil").touch, ()

    cifar10.download(data, ignore)
    (data / cifar10.FOLDER / "data_batch_3").write_bytes(pickle.dumps(Evil()))
    with pytest.raises(DataError, match="damaged"):
        cifar10.load(data)
    assert not (data / "evil").exists()


def test_a_missing_file_is_named(published, data):
    cifar10.download(data, ignore)
    (data / cifar10.FOLDER / "test_batch").unlink()
    with pytest.raises(DataError, match="test_batch is missing"):
        cifar10.check(data)
