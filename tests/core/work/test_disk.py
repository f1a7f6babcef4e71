"""Files that are written whole or not at all."""

import pytest

from core.errors import DataError
from core.work.disk import write_atomically


def test_a_file_takes_the_place_of_an_older_one_and_can_be_read_by_others(tmp_path):
    for content in (b"old", b"new"):
        write_atomically(tmp_path / "file", content)
    assert (tmp_path / "file").read_bytes() == b"new"
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o644
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("place", "reason"), [("folder", "Is a directory"), ("nowhere/file", "No such file or directory")]
)
def test_what_cannot_be_written_is_said_in_words_and_leaves_nothing(tmp_path, place, reason):
    (tmp_path / "folder").mkdir()
    with pytest.raises(DataError, match=f"could not be written to the disk: {reason}. What was there before is kept."):
        write_atomically(tmp_path / place, b"new")
    assert [path.name for path in tmp_path.rglob("*")] == ["folder"]
