import hashlib

import pytest

from core.data import download
from core.data.download import RemoteFile, fetch
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
