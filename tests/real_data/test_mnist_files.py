"""The published archives: fetched over HTTP from 127.0.0.1, unpacked, checked, read."""

import shutil

import pytest
import torch

from core.data import mnist
from core.errors import DataError


def ignore(count: int) -> None:
    pass


def test_the_published_archives_are_fetched_and_read(mirror, tmp_path, mnist_dataset):
    counted = []
    mnist.download(tmp_path, counted.append)
    dataset = mnist.load(tmp_path)
    assert torch.equal(dataset.train.inputs, mnist_dataset.train.inputs)
    assert torch.equal(dataset.test.targets, mnist_dataset.test.targets)
    assert sum(counted) == mnist.SOURCE.download_bytes == 11_594_722


def test_a_truncated_archive_on_disk_is_not_taken_for_mnist(mirror, tmp_path, real_data):
    raw = mnist.raw_folder(tmp_path)
    raw.mkdir(parents=True)
    for file in mnist.FILES:
        shutil.copy(real_data / "mirror" / "mnist" / file.archive.name, raw)
    archive = raw / mnist.FILES[0].archive.name
    archive.write_bytes(archive.read_bytes()[:1_000_000])
    with pytest.raises(DataError, match="train-images-idx3-ubyte.gz has 1,000,000 bytes"):
        mnist.load(tmp_path)
    mnist.download(tmp_path, ignore)
    assert mirror.asked == [archive.name]  # only the broken one travels again
    assert len(mnist.load(tmp_path).train) == 60_000


def test_a_truncated_raw_file_is_named(tmp_path, real_data):
    shutil.copytree(mnist.raw_folder(real_data), mnist.raw_folder(tmp_path))
    path = mnist.raw_folder(tmp_path) / "t10k-images-idx3-ubyte"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DataError, match=r"t10k-images-idx3-ubyte has 7,840,015 bytes instead of 7,840,016"):
        mnist.load(tmp_path)
