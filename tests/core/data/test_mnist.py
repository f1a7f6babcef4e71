"""MNIST's reading, checking and downloading, on four small files in MNIST's own format."""

import gzip
import hashlib
import re
import struct

import numpy as np
import pytest

from core.data import download, mnist
from core.data.download import mirrors
from core.errors import DataError
from tests.web import mirror_of


def idx(array: np.ndarray) -> bytes:
    """The file format of MNIST: magic number, sizes, bytes."""
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes()


@pytest.fixture
def archives(tmp_path, monkeypatch):
    """A folder with the four archives; core.data.mnist believes that they are MNIST."""
    generator = np.random.default_rng(0)
    folder = tmp_path / "archives"
    folder.mkdir()
    files = []
    for known, shape in zip(mnist.FILES, ((30, 28, 28), (30,), (10, 28, 28), (10,)), strict=True):
        raw = idx(generator.integers(0, 10, shape, dtype=np.uint8))
        packed = gzip.compress(raw)
        (folder / known.archive.name).write_bytes(packed)
        archive = known.archive._replace(bytes=len(packed), digest=hashlib.md5(packed).hexdigest())
        files.append(known._replace(bytes=len(raw), sha256=hashlib.sha256(raw).hexdigest(), archive=archive))
    monkeypatch.setattr(mnist, "FILES", tuple(files))
    monkeypatch.setattr(download, "TIMEOUT", (0.5, 0.5))
    return folder


@pytest.fixture
def mirror(archives, monkeypatch):
    with mirror_of(archives) as server:
        monkeypatch.setenv("PLAYGROUND_MNIST_MIRROR", server.url("good"))
        yield server


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def ignore(count: int) -> None:
    pass


def test_a_download_is_read_by_torchvision_and_leaves_nothing_else_behind(mirror, data):
    counted = []
    mnist.download(data, counted.append)
    dataset = mnist.load(data)
    assert dataset.train.inputs.shape == (30, 1, 28, 28)
    assert dataset.test.targets.shape == (10,)
    assert sum(counted) == sum(file.archive.bytes for file in mnist.FILES)
    assert sorted(path.name for path in (data / "MNIST").rglob("*") if path.is_file()) == sorted(
        f.name for f in mnist.FILES
    )


def test_nothing_on_disk_is_said_plainly(data):
    with pytest.raises(DataError, match="not on this server yet"):
        mnist.load(data)


@pytest.mark.parametrize("number", range(4))
def test_a_truncated_file_is_named_with_its_sizes(mirror, data, number):
    mnist.download(data, ignore)
    file = mnist.FILES[number]
    path = mnist.raw_folder(data) / file.name
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(DataError, match=re.escape(file.name) + r" has .* bytes instead of"):
        mnist.load(data)


@pytest.mark.parametrize("number", range(4))
def test_a_single_flipped_bit_is_found(mirror, data, number):
    mnist.download(data, ignore)
    path = mnist.raw_folder(data) / mnist.FILES[number].name
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(DataError, match="bytes of .* have changed"):
        mnist.load(data)


def test_a_missing_file_is_named(mirror, data):
    mnist.download(data, ignore)
    (mnist.raw_folder(data) / mnist.FILES[3].name).unlink()
    with pytest.raises(DataError, match="t10k-labels-idx1-ubyte is missing"):
        mnist.load(data)


def test_downloading_again_mends_a_damaged_folder(mirror, data):
    mnist.download(data, ignore)
    (mnist.raw_folder(data) / mnist.FILES[0].name).write_bytes(b"")
    mnist.download(data, ignore)
    assert len(mnist.load(data).train) == 30


def test_sound_archives_on_disk_are_used_instead_of_the_network(mirror, archives, data):
    raw = mnist.raw_folder(data)
    raw.mkdir(parents=True)
    for file in mnist.FILES[:3]:
        (raw / file.archive.name).write_bytes((archives / file.archive.name).read_bytes())
    (raw / mnist.FILES[3].archive.name).write_bytes(b"truncated")
    mnist.download(data, ignore)
    assert mirror.asked == [mnist.FILES[3].archive.name]
    assert len(mnist.load(data).test) == 10


@pytest.mark.parametrize("manner", ["missing", "cut", "wrong"])
def test_a_failed_download_leaves_no_half_data_set(mirror, data, monkeypatch, manner):
    monkeypatch.setenv("PLAYGROUND_MNIST_MIRROR", mirror.url(manner))
    with pytest.raises(DataError):
        mnist.download(data, ignore)
    assert not [path for path in data.rglob("*") if path.is_file()]
    assert not mnist.raw_folder(data).exists()


def test_what_a_killed_download_left_behind_is_cleared_away(mirror, data):
    half = data / "MNIST" / ".download-raw-killed" / "train-images-idx3-ubyte"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    mnist.download(data, ignore)
    assert [path.name for path in (data / "MNIST").iterdir()] == ["raw"]


def test_a_failed_download_keeps_what_was_there(mirror, data, monkeypatch):
    mnist.download(data, ignore)
    monkeypatch.setenv("PLAYGROUND_MNIST_MIRROR", mirror.url("cut"))
    with pytest.raises(DataError):
        mnist.download(data, ignore)
    assert len(mnist.load(data).train) == 30


def test_without_a_mirror_of_ones_own_torchvisions_list_is_used(monkeypatch):
    monkeypatch.delenv("PLAYGROUND_MNIST_MIRROR", raising=False)
    assert mirrors("MNIST", ["https://one/", "https://two/"]) == ["https://one/", "https://two/"]
    monkeypatch.setenv("PLAYGROUND_MNIST_MIRROR", "http://own")
    assert mirrors("MNIST", ["https://one/"]) == ["http://own/"]
