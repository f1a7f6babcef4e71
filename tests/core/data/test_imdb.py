"""A tiny IMDB and a tiny GloVe in the published layouts, fetched from 127.0.0.1 and kept as word ids."""

import hashlib
import shutil
import tarfile
import zipfile

import pytest
import torch

from core.data import imdb
from core.data.download import RemoteFile
from core.data.tokens import ids_of
from core.data.word_ids import read_tensors, write_tensors
from core.errors import DataError
from tests.web import mirror_of

EACH = 10


def ignore(count: int) -> None:
    pass


def remote(path) -> RemoteFile:
    content = path.read_bytes()
    return RemoteFile(path.name, len(content), hashlib.md5(content).hexdigest())


@pytest.fixture
def published(tmp_path, monkeypatch):
    """Ten reviews of each kind, some unlabelled ones, and vectors for three words, on a web server."""
    source = tmp_path / "published"
    for part in ("train", "test"):
        for label, word in (("pos", "Wonderful"), ("neg", "Dreadful"), ("unsup", "Whatever")):
            folder = source / "aclImdb" / part / label
            folder.mkdir(parents=True)
            for i in range(EACH):
                (folder / f"{i}_7.txt").write_text(f"{word} film number {i}.<br />{'Really ' * i}{word}!")
    with tarfile.open(source / imdb.ARCHIVE.name, "w:gz") as packed:
        packed.add(source / "aclImdb", arcname="aclImdb")
    lines = [f"{word} {' '.join(['0.5'] * 99)} {i}" for i, word in enumerate(("film", "wonderful", "elsewhere"))]
    with zipfile.ZipFile(source / imdb.GLOVE.name, "w") as packed:
        packed.writestr(imdb.GLOVE_TEXT, "\n".join(lines))
        packed.writestr("glove.6B.50d.txt", "not needed")
    monkeypatch.setattr(imdb, "ARCHIVE", remote(source / imdb.ARCHIVE.name))
    monkeypatch.setattr(imdb, "GLOVE", remote(source / imdb.GLOVE.name))
    monkeypatch.setattr(imdb, "REVIEWS", EACH)
    with mirror_of(source) as server:
        monkeypatch.setenv("PLAYGROUND_IMDB_MIRROR", server.url("good"))
        monkeypatch.setenv("PLAYGROUND_GLOVE_MIRROR", server.url("good"))
        yield server


def test_reviews_are_fetched_cut_into_words_and_split_70_to_30(published, data):
    with pytest.raises(DataError, match="not on this server yet"):
        imdb.load(data)
    stages = []
    imdb.download(data, ignore, lambda stage, _share: stages.append(str(stage)))
    dataset = imdb.load(data)
    assert (len(dataset.train), len(dataset.validation), len(dataset.test)) == (14, 6, 20)
    assert dataset.vocabulary.words[:2] == ("<unk>", "<pad>")
    assert dataset.input_shape == (len(dataset.vocabulary.words),)
    assert "Unpacking" in stages
    assert not (imdb.raw_folder(data) / "train" / "unsup").exists()


def test_the_words_and_labels_of_a_review_are_those_of_its_file(published, data):
    imdb.download(data, ignore)
    dataset = imdb.load(data)
    ids = ids_of(dataset.vocabulary)
    for split in (dataset.train, dataset.validation, dataset.test):
        for i in range(len(split)):
            words = [dataset.vocabulary.words[number] for number in split.texts.words_of(i).tolist()]
            assert ("wonderful" in words) == (dataset.classes[split.targets[i]] == "positive")
            assert words[1:3] == ["film", "number"]
            assert words[-1] == "!"
    assert "really" in ids


def test_reading_again_gives_the_same_ids_whatever_order_the_disk_has(published, data, tmp_path, monkeypatch):
    imdb.download(data, ignore)
    first = imdb.load(data)
    imdb.ids_file(data).unlink()
    with pytest.raises(DataError, match="not cut into words yet"):
        imdb.load(data)
    import torchtext.datasets.imdb as torchtexts

    listed = torchtexts.glob.iglob
    monkeypatch.setattr(torchtexts.glob, "iglob", lambda pattern: sorted(listed(pattern), reverse=True))
    imdb.download(data, ignore)
    second = imdb.load(data)
    assert len(published.asked) == 1  # the reviews were on disk
    assert second.vocabulary == first.vocabulary
    assert torch.equal(second.train.texts.ids, first.train.texts.ids)
    assert torch.equal(second.validation.targets, first.validation.targets)


def test_an_archive_with_too_few_reviews_is_refused(published, data, monkeypatch):
    monkeypatch.setattr(imdb, "REVIEWS", EACH + 1)
    with pytest.raises(DataError, match="did not hold"):
        imdb.download(data, ignore)
    with pytest.raises(DataError, match="not on this server yet"):
        imdb.load(data)


def test_damaged_word_ids_are_said_in_words(published, data):
    imdb.download(data, ignore)
    path = imdb.ids_file(data)
    content = path.read_bytes()
    for broken in (content[:50], content[:-40], b""):
        path.write_bytes(broken)
        with pytest.raises(DataError, match="damaged"):
            imdb.load(data)


def test_glove_gives_a_vector_to_each_known_word_and_zeros_to_the_others(published, data):
    imdb.download(data, ignore)
    with pytest.raises(DataError, match="not on this server yet"):
        imdb.load_with_vectors(data)
    imdb.download_vectors(data, ignore)
    dataset = imdb.load_with_vectors(data)
    ids = ids_of(dataset.vocabulary)
    assert dataset.vectors.shape == (len(ids), 100)
    assert dataset.vectors[ids["wonderful"]].tolist() == [0.5] * 99 + [1.0]
    assert dataset.vectors[ids["dreadful"]].abs().sum() == 0
    assert sorted(path.name for path in (data / "imdb").iterdir()) == [
        "aclImdb",
        imdb.vectors_file(data).name,
        imdb.ids_file(data).name,
    ]


def test_vectors_of_another_vocabulary_are_refused(published, data):
    imdb.download_vectors(data, ignore)
    write_tensors(imdb.vectors_file(data), {"vectors": torch.zeros(3, 100)}, ["a", "b", "c"])
    with pytest.raises(DataError, match="another vocabulary"):
        imdb.load_with_vectors(data)


@pytest.mark.parametrize("manner", ["cut", "wrong", "missing"])
def test_a_download_that_goes_wrong_leaves_nothing_behind(published, data, monkeypatch, manner):
    monkeypatch.setenv("PLAYGROUND_IMDB_MIRROR", published.url(manner))
    with pytest.raises(DataError, match="The download failed"):
        imdb.download(data, ignore)
    assert list((data / "imdb").iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda tensors: {name: tensor for name, tensor in tensors.items() if name != "test.ids"},
        lambda tensors: tensors | {"test.ids": tensors["test.ids"] + 1000},
        lambda tensors: tensors | {"test.ids": -tensors["test.ids"]},
        lambda tensors: tensors | {"test.ids": tensors["test.ids"][:-1]},
        lambda tensors: tensors | {"test.targets": tensors["test.targets"][:-1]},
        lambda tensors: tensors | {"test.offsets": tensors["test.offsets"].clone().index_fill_(0, torch.tensor(1), 0)},
    ],
    ids=["missing", "unknown words", "negative words", "too few words", "too few targets", "a review without words"],
)
def test_word_ids_that_do_not_fit_together_are_refused(published, data, change):
    imdb.download(data, ignore)
    tensors, words = read_tensors(imdb.ids_file(data), imdb.SOURCE.title)
    write_tensors(imdb.ids_file(data), change(tensors), list(words))
    with pytest.raises(DataError, match="The word ids of IMDB on this server are damaged. Prepare it again."):
        imdb.load(data)


def test_sound_archives_that_lie_there_already_are_used_instead_of_the_network(published, data, tmp_path):
    (data / "imdb").mkdir()
    for file in (imdb.ARCHIVE, imdb.GLOVE):
        shutil.copy(tmp_path / "published" / file.name, data / "imdb")
    counted = []
    imdb.download_vectors(data, counted.append)
    assert published.asked == []
    assert sum(counted) == imdb.ARCHIVE.bytes + imdb.GLOVE.bytes
    assert len(imdb.load_with_vectors(data).vectors) == len(imdb.load(data).vocabulary.words)


def claiming_half_a_gigabyte(content: bytes) -> bytes:
    place = content.index(b"PK\x01\x02") + 24  # the size in the directory's first entry
    return content[:place] + (500_000_000).to_bytes(4, "little") + content[place + 4 :]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda _: b"no zip", "is damaged. Download it again"),
        (lambda content: content.replace(b"100d", b"300d"), "is damaged. Download it again"),
        (claiming_half_a_gigabyte, "is not the published archive"),
    ],
    ids=["no zip", "without the vectors", "far too large"],
)
def test_a_wrong_archive_of_vectors_is_refused(published, tmp_path, change, says):
    archive = tmp_path / "published" / imdb.GLOVE.name
    archive.write_bytes(change(archive.read_bytes()))
    with pytest.raises(DataError, match=f"{archive.name} {says}"):
        imdb.unzip_vectors(archive, tmp_path / "out")
    assert not (tmp_path / "out").exists()
