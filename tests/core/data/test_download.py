import gzip
import hashlib
import io
import socket
import tarfile
from pathlib import Path

import pytest

from core.data import download
from core.data.download import RemoteFile, built_beside, fetch, unpack
from core.errors import DataError
from tests.web import mirror_of

CONTENT = bytes(range(256)) * 1000
FILE = RemoteFile("digits.gz", len(CONTENT), hashlib.md5(CONTENT).hexdigest())


@pytest.fixture
def mirror(tmp_path):
    (tmp_path / FILE.name).write_bytes(CONTENT)
    with mirror_of(tmp_path) as server:
        yield server


@pytest.fixture(autouse=True)
def short_timeouts(monkeypatch):
    monkeypatch.setattr(download, "TIMEOUT", (0.5, 0.5))


def get(mirrors, target):
    """(the bytes counted for the progress bar)."""
    counted = []
    fetch(FILE, mirrors, target, counted.append)
    return sum(counted)


def test_a_sound_file_arrives_and_every_byte_is_counted(mirror, tmp_path):
    target = tmp_path / "out"
    assert get([mirror.url("good")], target) == len(CONTENT)
    assert target.read_bytes() == CONTENT


@pytest.mark.slow
@pytest.mark.parametrize("manner", ["missing", "cut", "short", "wrong", "endless", "stalled"])
def test_the_next_mirror_is_tried_when_one_fails(mirror, tmp_path, manner):
    target = tmp_path / "out"
    assert get([mirror.url(manner), mirror.url("good")], target) == len(CONTENT)
    assert target.read_bytes() == CONTENT


@pytest.mark.slow
@pytest.mark.parametrize(
    ("manner", "says"),
    [
        ("missing", "status 404"),
        ("cut", "connection broke off"),
        ("short", "not the published one"),
        ("wrong", "not the published one"),
        ("endless", "not the published one"),
        ("stalled", "server"),
    ],
)
def test_without_a_sound_mirror_the_reason_is_said_and_nothing_is_left(mirror, tmp_path, manner, says):
    target = tmp_path / "out"
    counted = []
    with pytest.raises(DataError, match=says) as failed:
        fetch(FILE, [mirror.url(manner)], target, counted.append)
    assert "127.0.0.1" not in str(failed.value)
    assert not target.exists()
    assert sum(counted) == 0  # the progress bar goes back


def test_a_server_that_never_ends_is_hung_up_on(mirror, tmp_path):
    with pytest.raises(DataError):
        get([mirror.url("endless")], tmp_path / "out")
    assert mirror.hung_up.wait(10)


def test_no_network_is_said_in_one_sentence(tmp_path):
    with pytest.raises(DataError, match=r"cannot be reached, perhaps because"):
        get(["http://127.0.0.1:9/"], tmp_path / "out")


def test_a_server_that_takes_the_call_and_never_answers_is_told_as_such(tmp_path, monkeypatch):
    monkeypatch.setattr(download, "TIMEOUT", (0.5, 0.05))
    silent = socket.create_server(("127.0.0.1", 0))
    with silent, pytest.raises(DataError, match="the server did not answer in time"):
        get([f"http://127.0.0.1:{silent.getsockname()[1]}/"], tmp_path / "out")


def archived() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as packed:
        member = tarfile.TarInfo("data/digits")
        member.size = len(CONTENT)
        packed.addfile(member, io.BytesIO(CONTENT))
    return gzip.compress(buffer.getvalue())


@pytest.mark.parametrize(
    "content",
    [b"hello", gzip.compress(b"hello" * 500), archived()[:-100], b""],
    ids=["text", "no tar", "cut off", "empty"],
)
def test_a_damaged_archive_is_said_in_words(tmp_path, content):
    (tmp_path / "digits.tar.gz").write_bytes(content)
    with pytest.raises(DataError, match=r"digits\.tar\.gz is damaged. Download it again\."):
        unpack(tmp_path / "digits.tar.gz", lambda _name: True, tmp_path / "out")


def test_a_link_in_the_place_of_a_folder_is_replaced_and_what_it_leads_to_is_kept(tmp_path):
    elsewhere, place = tmp_path / "elsewhere", tmp_path / "data"
    elsewhere.mkdir()
    (elsewhere / "old").touch()
    place.symlink_to(elsewhere)
    with built_beside(place) as beside:
        (beside / "new").touch()
    assert [path.name for path in place.iterdir()] == ["new"]
    assert not place.is_symlink()
    assert (elsewhere / "old").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "elsewhere"]


@pytest.mark.parametrize("before", [True, False], ids=["in the place of another", "where nothing was"])
def test_a_folder_that_cannot_be_moved_to_its_place_leaves_what_was_there(tmp_path, monkeypatch, before):
    place, rename = tmp_path / "data", Path.rename
    if before:
        place.mkdir()
        (place / "old").touch()

    def refuse_the_new_one(path, target):
        if (path / "new").exists():
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse_the_new_one)
    with pytest.raises(OSError, match="Input/output error"), built_beside(place) as beside:
        (beside / "new").touch()
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == (
        ["data", "data/old"] if before else []
    )
