"""The published data sets: fetched over HTTP from 127.0.0.1 (packed anew where they were), unpacked, checked, read."""

import hashlib

import pytest
import torch

from core.data import cifar10, imdb
from core.data.download import RemoteFile
from tests.web import mirror_of


def ignore(count: int) -> None:
    pass


def as_packed(path) -> RemoteFile:
    with path.open("rb") as content:
        return RemoteFile(path.name, path.stat().st_size, hashlib.file_digest(content, "md5").hexdigest())


@pytest.fixture
def archives(real_data, monkeypatch):
    folder = real_data / "mirror"
    for module in (cifar10, imdb):
        monkeypatch.setattr(module, "ARCHIVE", as_packed(folder / module.ARCHIVE.name))
    with mirror_of(folder) as server:
        for name in ("CIFAR10", "IMDB"):
            monkeypatch.setenv(f"PLAYGROUND_{name}_MIRROR", server.url("good"))
        yield server


def test_cifar_10_is_fetched_and_read(archives, tmp_path, real_data):
    cifar10.download(tmp_path, ignore)
    dataset = cifar10.load(tmp_path)
    assert dataset.train.images.shape == (50_000, 3, 32, 32)
    assert torch.bincount(dataset.train.targets).tolist() == [5000] * 10
    assert torch.equal(dataset.train.images, cifar10.load(real_data).train.images)
    for mean, published in zip(dataset.statistics.mean, (0.4914, 0.4822, 0.4465), strict=True):
        assert abs(mean - published) < 1e-3


def test_imdb_is_fetched_cut_into_words_and_read(archives, tmp_path, prepared_imdb):
    imdb.download(tmp_path, ignore)
    fetched, there = imdb.load(tmp_path), imdb.load(prepared_imdb)
    assert fetched.vocabulary == there.vocabulary
    assert len(fetched.vocabulary.words) == 25_002
    for part in ("train", "validation", "test"):
        one, other = getattr(fetched, part), getattr(there, part)
        assert torch.equal(one.texts.ids, other.texts.ids)
        assert torch.equal(one.targets, other.targets)
