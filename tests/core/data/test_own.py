"""A visitor's own data: what may come in, what is refused in words, and how it is split."""

import io
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.data.files import read_csv, read_npz, read_zip
from core.data.own import SOURCE, Collection, CustomDataset
from core.data.pictures import KINDS, read_picture
from core.errors import DataError


def picture(colour=(200, 30, 30), size=(40, 30), kind="PNG", **options) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind, **options)
    return buffer.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def two_folders(count=3, **more: bytes) -> dict[str, bytes]:
    return {f"{name}/{i}.png": picture() for name in ("cat", "dog") for i in range(count)} | more


def npz(**arrays) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def rows(count=6, pixels=64, labels=("a", "b"), step=7) -> list[str]:
    return [
        ",".join([labels[i % len(labels)], *(str((i * step + p) % 256) for p in range(pixels))]) for i in range(count)
    ]


# --- what comes in ---


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP"])
def test_every_kind_of_picture_is_read(kind):
    pixels = read_picture(picture((0, 200, 0), kind=kind), 32)
    assert pixels.shape == (3, 32, 32)
    assert pixels.dtype == np.uint8
    assert pixels[1].mean() > 190
    assert pixels[0].mean() < 20


def test_a_picture_is_cut_to_a_square_around_its_middle_and_turned_upright():
    image = Image.new("RGB", (60, 20))
    image.paste((255, 255, 255), (20, 0, 40, 20))
    image.paste((255, 0, 0), (20, 0, 40, 5))  # the upper edge of the middle square
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    pixels = read_picture(buffer.getvalue(), 20)
    assert (pixels[0] > 250).all()
    assert pixels[1, 1].max() < 20
    assert pixels[1, 10].min() > 200
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif, quality=95)
    assert read_picture(buffer.getvalue(), 20)[1, 18].max() < 60


def test_a_zip_of_folders_is_read_wherever_the_folders_lie():
    members = {
        f"{place}{name}/{i}.jpg": picture(kind="JPEG")
        for place, name in (("/deep/er/", "cat"), ("../../deep/er/", "dog"))
        for i in range(2)
    }
    members |= {"__MACOSX/cat/._1.jpg": b"x", "cat/.DS_Store": b"x", "cat/notes.txt": b"x", "cat/inner.zip": zipped({})}
    collection = read_zip(zipped(members), 32)
    assert {name: len(pictures) for name, pictures in collection.pictures.items()} == {"cat": 2, "dog": 2}
    assert tuple(map(str, collection.remarks)) == (
        f"Left out: notes.txt: it is no {KINDS} picture; inner.zip: it is an archive within the zip, unpack it first.",
        "Not read: 2 files that computers make by themselves or keep hidden.",
    )
    assert collection.shape == (3, 32, 32)


def test_a_broken_picture_among_good_ones_is_left_out_and_named():
    members = two_folders() | {"cat/broken.png": picture()[:60], "dog/text.jpg": b"hello"}
    collection = read_zip(zipped(members), 32)
    assert len(collection) == 6
    assert "broken.png: it is damaged" in str(collection.remarks[0])
    assert "text.jpg: it is no PNG, JPEG, WebP, BMP, GIF, TIFF, HEIC or AVIF picture" in str(collection.remarks[0])


@pytest.mark.parametrize(
    ("images", "shape"),
    [
        (np.zeros((6, 28, 28), np.uint8), (1, 28, 28)),
        (np.zeros((6, 16, 16, 3), np.uint8), (3, 16, 16)),
        (np.zeros((6, 3, 16, 16), np.float32), (3, 16, 16)),
        (np.zeros((6, 90, 120), np.uint8), (1, 64, 64)),
    ],
)
def test_an_npz_of_any_usual_layout_is_read(images, shape):
    collection = read_npz(npz(images=images, labels=np.array([0, 1, 2, 0, 1, 2])))
    assert collection.shape == shape
    assert list(collection.pictures) == ["0", "1", "2"]


def test_numbers_from_0_to_1_are_stretched():
    collection = read_npz(npz(images=np.full((4, 8, 8), 0.5), labels=np.array([0.0, 0.0, 1.0, 1.0])))
    assert set(collection.pictures) == {"0", "1"}
    assert collection.pictures["0"][0].max() == 128


def test_the_posts_own_names_of_the_arrays_are_known():
    arrays = {"data": np.zeros((4, 8, 8), np.uint8), "targets": np.array([0, 0, 1, 1])}
    assert set(read_npz(npz(**arrays)).pictures) == {"0", "1"}


def test_labels_are_taken_as_they_are_written():
    lines = rows(8, labels=("cat", "car", "NA", "None"), step=9)
    assert set(read_csv("\n".join(lines).encode()).pictures) == {"cat", "car", "NA", "None"}


def test_a_header_of_numbers_is_no_example():
    header = ",".join(["label", *map(str, range(64))])
    assert set(read_csv("\n".join([header, *rows()]).encode()).pictures) == {"a", "b"}


@pytest.mark.slow
def test_a_photograph_as_phones_take_them_is_read():
    assert read_picture(picture(size=(4080, 3072), kind="JPEG"), 32).shape == (3, 32, 32)
    assert read_picture(picture(size=(8000, 6000), kind="JPEG"), 32).shape == (3, 32, 32)


@pytest.mark.parametrize("header", [None, "label,first", "first,label"])
def test_a_csv_is_read_with_and_without_a_header(header):
    lines = rows()
    if header is not None:
        names = [f"p{i}" for i in range(64)]
        lines = [",".join(["label", *names] if header.startswith("label") else [*names, "label"]), *lines]
        if not header.startswith("label"):
            lines[1:] = [",".join(line.split(",")[1:] + line.split(",")[:1]) for line in lines[1:]]
    collection = read_csv("\n".join(lines).encode())
    assert {name: len(pictures) for name, pictures in collection.pictures.items()} == {"a": 3, "b": 3}
    assert collection.shape == (1, 8, 8)
    assert collection.pictures["a"][0].flatten().tolist() == list(range(64))


def test_colour_pixels_in_a_csv_stand_channel_by_channel():
    assert read_csv("\n".join(rows(pixels=3 * 8 * 8)).encode()).shape == (3, 8, 8)


# --- what is refused ---


def claiming(width, height) -> bytes:
    """A small PNG whose header claims a size."""
    content = bytearray(picture())
    content[16:24] = struct.pack(">II", width, height)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    return bytes(content)


def bomb() -> bytes:
    """A zip whose directory says it holds 5 GB."""
    content = bytearray(zipped(two_folders()))
    place = content.index(b"PK\x01\x02") + 24  # size in the directory's first entry
    content[place : place + 4] = struct.pack("<I", 4_000_000_000)
    return bytes(content)


def lying_bomb() -> bytes:
    """A zip of zeros that unpacks to far more than it says in its directory."""
    content = bytearray(zipped(two_folders() | {"cat/zeros.png": b"\0" * 60_000_000}))
    start = content.index(b"cat/zeros.png", content.index(b"PK\x01\x02")) - 46
    content[start + 24 : start + 28] = struct.pack("<I", 1000)
    return bytes(content)


WRONG_ZIPS = {
    "no zip": (lambda: b"hello", "This is not a zip file"),
    "cut": (lambda: zipped(two_folders())[:-30], "This is not a zip file"),
    "empty": (lambda: zipped({}), "holds no pictures"),
    "no folders": (lambda: zipped({f"{i}.png": picture() for i in range(5)}), "has no folders"),
    "one class only": (lambda: zipped({f"cat/{i}.png": picture() for i in range(5)}), "There is one class only, cat."),
    "one picture in a class": (
        lambda: zipped({**two_folders(), "bird/1.png": picture()}),
        "Class bird has one picture only. Each class needs at least two",
    ),
    "100,000 tiny files": (
        lambda: zipped({f"cat/{i}.png": b"" for i in range(100_000)}),
        "holds 100,000 files; at most",
    ),
    "5 GB bomb": (bomb, "would unpack to 4,000 MB"),
    "only broken pictures": (lambda: zipped({"a/1.png": b"x", "b/1.png": b"y"}), "No picture could be read."),
    "too many classes": (
        lambda: zipped({f"{i}/{j}.png": picture() for i in range(21) for j in (1, 2)}),
        "21 classes; at most 20",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("make", "says"), WRONG_ZIPS.values(), ids=WRONG_ZIPS)
def test_a_zip_that_cannot_be_used_is_refused_in_a_sentence(make, says):
    with pytest.raises(DataError) as refused:
        read_zip(make(), 32)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("member", "says"),
    [
        (lambda: claiming(30_000, 30_000), "it has too many pixels"),
        (lambda: b"", "it is an empty file, no picture"),
        (lambda: b"%PDF-1.7", "it is a PDF document, no picture"),
        (lambda: b"\0\0\0 ftypisom\0\0\0\0", "it is a film, no picture"),
    ],
)
def test_a_picture_that_cannot_be_used_is_left_out_with_the_reason(member, says):
    collection = read_zip(zipped(two_folders() | {"cat/odd.png": member()}), 32)
    assert len(collection) == 6
    assert f"odd.png: {says}" in str(collection.remarks[0])


@pytest.mark.slow
def test_a_member_that_unpacks_to_more_than_it_says_is_left_out():
    collection = read_zip(lying_bomb(), 32)
    assert len(collection) == 6
    assert "zeros.png" in str(collection.remarks[0])


WRONG_ARRAYS = {
    "no npz": (lambda: b"hello", "This is not an .npz file"),
    "cut": (lambda: npz(images=np.zeros((4, 8, 8)), labels=np.arange(4))[:-40], "This is not an .npz file"),
    "no labels": (
        lambda: npz(pixels=np.zeros((4, 8, 8))),
        "needs two arrays, images and labels, with as many labels as images; it has: pixels (4, 8, 8)",
    ),
    "two arrays of images": (
        lambda: npz(x=np.zeros((4, 8, 8)), images=np.zeros((4, 8, 8)), y=np.arange(4)),
        "two arrays that could be the images: x (4, 8, 8), images (4, 8, 8). Keep one.",
    ),
    "several classes of an image": (
        lambda: npz(images=np.zeros((4, 8, 8)), labels=np.ones((4, 14), int)),
        "are not one-hot",
    ),
    "objects": (
        lambda: npz(images=np.array([[1], [2, 3]], dtype=object), labels=np.arange(2)),
        "The array images holds Python objects",
    ),
    "labels are objects": (
        lambda: npz(images=np.zeros((2, 8, 8)), labels=np.array([{}, []], dtype=object)),
        "The array labels holds Python objects",
    ),
    "lengths differ": (
        lambda: npz(images=np.zeros((4, 8, 8)), labels=np.arange(3)),
        "“images” has shape (4, 8, 8) and “labels” (3,)",
    ),
    "NaN": (lambda: npz(images=np.full((4, 8, 8), np.nan), labels=np.arange(4)), "Some pixels are missing or infinite"),
    "text as pixels": (lambda: npz(images=np.full((4, 8, 8), "x"), labels=np.arange(4)), "The pixels are of type"),
    "five channels": (lambda: npz(images=np.zeros((4, 8, 8, 5)), labels=np.arange(4)), "An image has 5 channels"),
    "tiny": (lambda: npz(images=np.zeros((4, 3, 3)), labels=np.arange(4)), "at least 8 x 8"),
    "nothing": (lambda: npz(images=np.zeros((0, 8, 8)), labels=np.arange(0)), "The arrays are empty"),
    "a label each": (lambda: npz(images=np.zeros((50, 8, 8)), labels=np.arange(50)), "more than 20 different labels"),
    "one class": (lambda: npz(images=np.zeros((4, 8, 8)), labels=np.zeros(4, int)), "one class only, 0"),
}


@pytest.mark.parametrize(("make", "says"), WRONG_ARRAYS.values(), ids=WRONG_ARRAYS)
def test_an_npz_that_cannot_be_used_is_refused_in_a_sentence(make, says):
    with pytest.raises(DataError) as refused:
        read_npz(make())
    assert says in str(refused.value)


def test_an_npz_that_claims_a_huge_array_is_refused_by_its_header():
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(buffer, {"descr": "|u1", "fortran_order": False, "shape": (10**6, 10**4, 3)})
    content = zipped({"images.npy": buffer.getvalue(), "labels.npy": buffer.getvalue()})
    with pytest.raises(DataError, match="too large"):
        read_npz(content)


def compressed(**arrays) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


MEASURED = """
import resource, sys
from pathlib import Path
from core.data.files import read_csv, read_npz, read_zip
from core.data.pictures import read_picture
from core.errors import DataError
content = Path(sys.argv[2]).read_bytes()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    sized = {"zip": read_zip, "picture": read_picture}.get(sys.argv[1])
    sized(content, 32) if sized else {"npz": read_npz, "csv": read_csv}[sys.argv[1]](content)
except DataError as error:
    print(error, file=sys.stderr)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def large_photograph(kind: str, width: int, height: int, mode: str = "RGB") -> bytes:
    """Grains of every colour, as large as phones and scanners make them."""
    read_picture(picture(), 8)  # teaches Pillow to write HEIC too
    grains = np.random.default_rng(0).integers(0, 256, (height // 16, width // 16, 3)).astype(np.uint8)
    buffer = io.BytesIO()
    fast = {"enc_params": {"preset": "ultrafast"}} if kind == "HEIF" else {}  # else it takes minutes
    Image.fromarray(grains).resize((width, height)).convert(mode).save(buffer, kind, **fast)
    return buffer.getvalue()


GREEDY = {
    "an iPhone's own photograph": ("picture", lambda: large_photograph("HEIF", 5712, 4284)),
    "a large picture with transparency": ("picture", lambda: large_photograph("PNG", 4000, 3200, "RGBA")),
    "a scan": ("picture", lambda: large_photograph("TIFF", 4000, 3200)),
    "a zip of large pictures": (
        "zip",
        lambda: zipped({f"{c}/{i}.png": picture(size=(3600, 3600)) for c in "ab" for i in (1, 2)}),
    ),
    "a zip of zeros": ("zip", lambda: zipped({f"{c}/{i}.png": b"\0" * 29_000_000 for c in "ab" for i in range(5)})),
    "an npz of two huge images": (
        "npz",
        lambda: compressed(images=np.zeros((2, 10_000, 12_500), np.float32), labels=np.arange(2)),
    ),
    "an npz of zeros": ("npz", lambda: compressed(images=np.zeros((2000, 100, 100, 3)), labels=np.zeros(2000))),
    "an npz with a member that is not checked": (
        "npz",
        lambda: zipped({"images": npz(x=np.zeros(10)), "images.npy": b"", "labels.npy": b""}),
    ),
    "labels of a million letters": (
        "npz",
        lambda: compressed(images=np.zeros((60, 8, 8)), labels=np.full(60, "x" * 10**6)),
    ),
    "a CSV of wide rows": ("csv", lambda: "\n".join(["a" + ",1" * 90_000] * 60).encode()),
}


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "make"), GREEDY.values(), ids=GREEDY)
def test_no_file_makes_the_process_take_much_memory(kind, make, tmp_path):
    (tmp_path / "file").write_bytes(make())
    command = [sys.executable, "-c", MEASURED, kind, str(tmp_path / "file")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    assert int(done.stdout) < 200_000  # kB


class Pickled:
    def __reduce__(self):
        return print, ("a pickle ran",)


def test_a_pickle_in_an_npz_never_runs(capsys):
    with pytest.raises(DataError):
        read_npz(npz(images=np.array([Pickled()], dtype=object), labels=np.arange(1)))
    assert "a pickle ran" not in capsys.readouterr().out


WRONG_CSVS = {
    "no text": (lambda: b"\xff\xfe\x00\xd8", "it is no whole text"),
    "empty": (lambda: b"", "The CSV has no rows"),
    "ragged": (lambda: "\n".join([*rows(), "a,1,2"]).encode(), "Row 7 of the CSV has 3 columns, the first 65."),
    "no square": (lambda: "\n".join(rows(pixels=70)).encode(), "each row has 70 pixels, which is no square image"),
    "words as pixels": (
        lambda: "\n".join([*rows(), "a," + ",".join(["x"] * 64)]).encode(),
        "Some pixels are missing or no numbers",
    ),
    "missing pixels": (lambda: "\n".join([*rows(), "a," + "," * 63]).encode(), "Some pixels are missing or no numbers"),
    "a million columns": (
        lambda: b"a" + b",1" * 1_000_000 + b"\nb" + b",1" * 1_000_000,
        "The CSV has 1,000,001 columns; images may have 128 x 128 pixels.",
    ),
    "label in the wrong column": (
        lambda: "\n".join(rows(60, labels=[f"p{i}" for i in range(30)])).encode(),
        "more than 20 different labels",
    ),
    "one class": (lambda: "\n".join(rows(labels=("a",))).encode(), "one class only, a"),
    "texts": (
        lambda: b"text,label\nI liked this film a lot,1\nIt was far too long,0\n",
        "This is a table of texts.",
    ),
    "no label": (lambda: "\n".join([*rows(), "," + ",".join(["1"] * 64)]).encode(), "Row 7 of the CSV has no label"),
    "invisible label": (lambda: "\n".join(rows(labels=("\u200b", "b"))).encode(), "cannot be the name of a class"),
}


@pytest.mark.parametrize(("make", "says"), WRONG_CSVS.values(), ids=WRONG_CSVS)
def test_a_csv_that_cannot_be_used_is_refused_in_a_sentence(make, says):
    content = make()
    begun = time.monotonic()
    with pytest.raises(DataError) as refused:
        read_csv(content)
    assert says in str(refused.value)
    assert time.monotonic() - begun < 10


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400), st.sampled_from(["zip", "npz", "csv", "picture"]))
def test_any_bytes_are_read_or_refused_in_words(junk, kind):
    read = {
        "zip": lambda c: read_zip(c, 32),
        "npz": read_npz,
        "csv": read_csv,
        "picture": lambda c: read_picture(c, 32),
    }
    with pytest.raises(DataError):
        read[kind](junk)


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_file_with_bytes_changed_is_read_or_refused_in_words(data):
    kind = data.draw(st.sampled_from(["zip", "npz", "npz compressed", "csv", "png", "jpg", "webp"]))
    content = bytearray(
        {
            "zip": lambda: zipped(two_folders()),
            "npz": lambda: npz(images=np.zeros((4, 8, 8), np.uint8), labels=np.array([0, 0, 1, 1])),
            "npz compressed": lambda: compressed(images=np.zeros((4, 8, 8), np.uint8), labels=np.array([0, 0, 1, 1])),
            "csv": lambda: "\n".join(rows()).encode(),
            "png": picture,
            "jpg": lambda: picture(kind="JPEG"),
            "webp": lambda: picture(kind="WEBP"),
        }[kind]()
    )
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    readers = {"zip": lambda c: read_zip(c, 32), "npz": read_npz, "csv": read_csv}
    read = readers.get(kind.split()[0], lambda c: read_picture(c, 32))
    try:
        read(bytes(content))
    except DataError:
        return


# --- names, limits, the split ---


def collection_of(**counts) -> Collection:
    collection = Collection("pictures")
    for number, (name, count) in enumerate(counts.items()):
        collection = collection.add(name, [np.full((1, 8, 8), 10 * number + i, np.uint8) for i in range(count)])
    return collection


def test_pictures_of_another_size_are_refused_and_nothing_is_lost():
    collection = collection_of(a=2)
    with pytest.raises(DataError, match="have 1 x 8 x 8 numbers"):
        collection.add("a", [np.zeros((3, 8, 8), np.uint8)])
    assert len(collection) == 2


@given(st.lists(st.integers(2, 9), min_size=2, max_size=6), st.floats(0.1, 0.5), st.integers(0, 5))
def test_every_class_is_learnt_from_and_tested_and_no_picture_is_in_both(counts, share, seed):
    collection = collection_of(**{f"c{i}": count for i, count in enumerate(counts)})
    dataset = collection.build_dataset(share, seed)
    for split in (dataset.train, dataset.test):
        assert set(split.targets.tolist()) == set(range(len(counts)))
    both = torch.cat([dataset.train.images, dataset.test.images])[:, 0, 0, 0].tolist()
    assert sorted(both) == sorted(10 * c + i for c, count in enumerate(counts) for i in range(count))
    again = collection.build_dataset(share, seed)
    assert torch.equal(again.test.images, dataset.test.images)


def test_classes_stand_in_natural_order():
    assert collection_of(**{"10": 2, "9": 2, "b": 2, "a": 2}).build_dataset(0.5, 0).classes == ("9", "10", "a", "b")


def test_the_custom_dataset_answers_as_the_lesson_says():
    data, targets = torch.arange(6).view(3, 2), torch.tensor([1, 0, 1])
    dataset = CustomDataset(data, targets)
    assert len(dataset) == 3
    assert dataset[1][0].tolist() == [2, 3]
    assert dataset[1][1] == 0


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ({f"a{i}": 1 for i in range(11)}, {f"b{i}": 1 for i in range(10)}, "That would be 21 classes; there may be 20"),
        (
            {"a": 60_000},
            {"b": 60_000},
            "That would be 120,000 pictures. At most 100,000, or 100 MB of pixels, are kept",
        ),
        ({"a": 5_000}, {"b": 5_000}, "That would be 10,000 pictures. At most 100,000, or 100 MB of pixels, are kept"),
    ],
    ids=["classes", "pictures", "bytes"],
)
def test_what_would_be_too_much_together_is_refused(one, other, says):
    side = 64 if 5_000 in one.values() else 8
    pixels = np.zeros((3, side, side), np.uint8)
    brought = [
        Collection("pictures", {name: (pixels,) * count for name, count in each.items()}) for each in (one, other)
    ]
    with pytest.raises(DataError, match=says):
        brought[0].joined(brought[1])


def test_a_class_is_found_by_its_name_as_somebody_types_it():
    collection = collection_of(cat=2)
    assert len(collection.of(" cat ")) == 2
    assert collection.of("dog") == collection.of("") == collection.of("\u200b") == ()


def test_of_nothing_nothing_can_be_learnt_and_one_class_is_in_no_imbalance():
    assert str(Collection("pictures").problem) == "There are no pictures yet."
    assert Collection("pictures").imbalance is collection_of(cat=9).imbalance is None


@pytest.mark.parametrize("look", [SOURCE.load, SOURCE.check])
def test_own_data_are_never_on_the_servers_disk(look, tmp_path):
    with pytest.raises(DataError, match="You have brought no data yet."):
        look(tmp_path)
