import threading
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from core.data.dataset import DataSource
from core.data.library import DataLibrary, data_folder
from core.errors import DataError
from core.messages import Message, literal


class Shelf:
    """A source whose data set is on disk once its download, which the test holds back, has been let through."""

    def __init__(self, noise):
        self.noise = noise
        self.loads = self.downloads = 0
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.failure: Exception | None = None
        self.source = DataSource(
            "mnist",
            literal("MNIST"),
            literal(""),
            noise.classes,
            self.load,
            self.download,
            download_bytes=100,
            place="mnist",
        )
        self.on_disk = False

    def load(self, folder: Path):
        self.loads += 1
        if not self.on_disk:
            raise DataError("datasets-not-here", name="MNIST")
        return self.noise

    def download(self, folder: Path, on_bytes, on_stage):
        self.downloads += 1
        on_bytes(40)
        self.begun.set()
        assert self.go_on.wait(30)
        if self.failure:
            raise self.failure
        on_bytes(60)
        self.on_disk = True


@pytest.fixture
def shelf(noise):
    return Shelf(noise)


@pytest.fixture
def library(shelf, tmp_path):
    return DataLibrary({"mnist": shelf.source}, tmp_path)


def ended(library) -> None:
    for thread in threading.enumerate():
        if thread.name == "download-mnist":
            thread.join(30)
    assert not library.download_state("mnist").active


def test_a_data_set_is_loaded_once_for_everybody(library, shelf):
    shelf.on_disk = True
    sets = []
    visitors = [threading.Thread(target=lambda: sets.append(library.get("mnist"))) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert shelf.loads == 1
    assert all(dataset is sets[0] for dataset in sets)


def test_what_is_not_there_is_a_sentence_and_is_looked_for_again(library, shelf):
    assert str(library.problem("mnist")) == "MNIST is not on this server yet."
    shelf.on_disk = True
    assert library.problem("mnist") is None


def test_two_visitors_who_ask_at_once_share_one_download_and_its_progress(library, shelf):
    library.start_download("mnist")
    library.start_download("mnist")
    assert shelf.begun.wait(30)
    state = library.download_state("mnist")
    assert (state.active, state.bytes, state.share) == (True, 40, 0.4)
    shelf.go_on.set()
    ended(library)
    assert shelf.downloads == 1
    assert library.get("mnist")
    assert library.download_state("mnist").error is None


@pytest.mark.parametrize(
    ("failure", "says"),
    [
        (DataError("datasets-archive-damaged", file="a.gz"), "a.gz is damaged. Download it again."),
        (OSError(28, "No space left on device", "/secret/path"), "No space left on device"),
    ],
)
def test_a_failed_download_says_why_and_can_be_tried_again(library, shelf, failure, says):
    shelf.failure = failure
    shelf.go_on.set()
    library.start_download("mnist")
    ended(library)
    assert says in str(library.download_state("mnist").error)
    assert "secret" not in str(library.download_state("mnist").error)
    shelf.failure = None
    library.start_download("mnist")
    ended(library)
    assert library.problem("mnist") is None


def test_another_process_that_downloads_into_the_same_folder_is_respected(library, shelf, tmp_path):
    with FileLock(tmp_path / ".mnist.lock"):
        library.start_download("mnist")
        ended(library)
    assert "Another program is downloading it" in str(library.download_state("mnist").error)
    assert shelf.downloads == 0


def test_a_folder_that_cannot_be_made_is_said_in_words(shelf, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    library = DataLibrary({"mnist": shelf.source}, tmp_path / "file" / "data")
    library.start_download("mnist")
    ended(library)
    assert str(library.download_state("mnist").error).startswith("It could not be stored")


def test_the_folder_is_named_by_the_environment(monkeypatch):
    monkeypatch.delenv("PLAYGROUND_DATA_DIR", raising=False)
    assert data_folder() == Path("data")
    monkeypatch.setenv("PLAYGROUND_DATA_DIR", "/elsewhere")
    assert data_folder() == Path("/elsewhere")


def test_two_data_sets_of_one_folder_are_downloaded_one_after_the_other(shelf, tmp_path):
    other = replace(shelf.source, id="mnist32")
    library = DataLibrary({"mnist": shelf.source, "mnist32": other}, tmp_path)
    library.start_download("mnist")
    library.start_download("mnist32")
    assert shelf.begun.wait(30)
    assert library.download_state("mnist32").active
    shelf.go_on.set()
    ended(library)
    assert shelf.downloads == 1


def test_a_disk_that_cannot_be_read_is_said_in_words(shelf, tmp_path):
    def refuse(_folder):
        raise PermissionError(13, "Permission denied", "/secret/path")

    library = DataLibrary({"mnist": replace(shelf.source, load=refuse)}, tmp_path)
    assert str(library.problem("mnist")) == "MNIST cannot be read: Permission denied."


def test_what_can_be_used_is_not_downloaded_again(library, shelf):
    shelf.on_disk = True
    library.start_download("mnist")
    assert library.download_state("mnist") is None
    assert shelf.downloads == 0


def test_a_fault_in_a_download_is_no_secret_and_its_stages_are_told(shelf, tmp_path):
    def break_off(_folder, on_bytes, on_stage):
        on_bytes(100)
        on_stage(Message("datasets-unpacking"), 0.5)
        raise ValueError("secret")

    library = DataLibrary({"mnist": replace(shelf.source, download=break_off)}, tmp_path)
    library.start_download("mnist")
    ended(library)
    state = library.download_state("mnist")
    assert str(state.error) == "The download broke off because of a fault in the program; the server's log has it."
    assert (state.bytes, str(state.stage), state.stage_share) == (100, "Unpacking", 0.5)
