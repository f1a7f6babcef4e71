"""Files as people really bring them: each kind goes in rightly, or is told in a sentence why not."""

import io
import unicodedata
import zipfile

import numpy as np
import pytest
from PIL import Image, ImageDraw

from core.data.files import read_csv, read_files, read_npz, read_pictures, read_zip, zip_folders
from core.data.own import TEST, TRAIN, VALIDATION, Collection
from core.data.pictures import ImageOps, Square, cut_square, read_photo, read_picture
from core.errors import DataError
from tests.core.data.test_own import compressed, npz, picture, rows, two_folders, zipped


def counts(collection: Collection) -> dict[str, int]:
    return {name: len(pictures) for name, pictures in collection.pictures.items()}


def said_of(collection: Collection) -> tuple[str, ...]:
    """The remarks in English."""
    return tuple(map(str, collection.remarks))


def saved(image: Image.Image, kind: str = "PNG", **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


# --- zips ---


def test_composed_and_decomposed_names_are_one_class():
    apart = unicodedata.normalize("NFD", "고양이")
    members = {f"{name}/{i}{len(name)}.png": picture() for name in ("고양이", apart, "강아지") for i in range(2)}
    assert counts(read_zip(zipped(members), 32)) == {"고양이": 4, "강아지": 2}


def test_names_that_differ_only_in_signs_stay_apart():
    names = ("C++", "C#", "C", "$5", "$10", "[old]", "🐱")
    members = {f"{name}/{i}.png": picture() for name in names for i in range(2)}
    collection = read_zip(zipped(members), 32)
    assert counts(collection) == dict.fromkeys(names, 2)
    assert collection.remarks == ()


def test_names_that_may_be_meant_as_one_are_pointed_out_and_can_be_merged():
    members = {f"{name}/{i}.png": picture() for name in ("Cat", "cat", "cat ", "dog") for i in range(2)}
    collection = read_zip(zipped(members | {"cat/3.png": picture()}), 32)
    assert counts(collection) == {"Cat": 2, "cat": 3, "cat ": 2, "dog": 2}
    assert said_of(collection) == (
        "“Cat”, “cat” and “cat ” are different classes; if they are meant as one, merge them.",
    )
    merged = collection.merged(collection.alike[0])
    assert counts(merged) == {"cat": 7, "dog": 2}
    assert merged.remarks == ()


@pytest.mark.parametrize("wrapper", ["", "my set/", "a/b/c/"])
@pytest.mark.parametrize("valid", ["valid", "val", "Validation", "검증"])
def test_folders_for_training_validation_and_testing_are_honoured(wrapper, valid):
    sizes = {"train": 4, valid: 2, "test": 3}
    members = {
        f"{wrapper}{part}/{name}/{i}.png": picture((20 * i, 30, 99))
        for part, count in sizes.items()
        for name in ("cat", "dog")
        for i in range(count)
    }
    collection = read_zip(zipped(members), 32)
    assert counts(collection) == {"cat": 9, "dog": 9}
    assert collection.counts == {TRAIN: 8, VALIDATION: 4, TEST: 6}
    assert "8 for training, 4 for validation, 6 for testing" in said_of(collection)[-1]
    dataset = collection.build_dataset(0.25, 0)
    assert (len(dataset.train), len(dataset.validation), len(dataset.test)) == (8, 4, 6)
    assert dataset.held_out is dataset.validation
    undone = collection.put_together().build_dataset(0.5, 0)
    assert (len(undone.train), undone.validation, len(undone.test)) == (10, None, 8)


def test_parts_within_the_folders_of_the_classes_are_honoured_too():
    members = {f"{name}/{part}/{i}.png": picture() for name in "ab" for part in ("train", "test") for i in range(2)}
    assert read_zip(zipped(members), 32).counts == {TRAIN: 4, VALIDATION: 0, TEST: 4}


def test_a_validation_folder_alone_takes_the_place_of_one_for_testing():
    members = {f"{part}/{name}/{i}.png": picture() for part in ("train", "val") for name in "ab" for i in range(2)}
    collection = read_zip(zipped(members), 32)
    assert collection.counts == {TRAIN: 4, VALIDATION: 0, TEST: 4}
    assert "There is no folder for testing: the one for validation takes its place." in said_of(collection)


def test_without_anything_for_testing_the_pictures_are_split_and_nothing_else_is_said():
    members = {f"train/{name}/{i}.png": picture() for name in ("cat", "dog") for i in range(3)}
    collection = read_zip(zipped(members | {"valid/x.png": picture()}), 32)
    assert collection.parts == {}
    assert "validation takes its place" not in " ".join(said_of(collection))


def test_parts_that_cannot_be_used_are_put_together_and_that_is_said():
    members = {f"train/{name}/{i}.png": picture() for name in "ab" for i in range(2)}
    collection = read_zip(zipped(members | {f"test/c/{i}.png": picture() for i in range(2)}), 32)
    assert collection.parts == {}
    assert "Class c has no picture to learn from" in said_of(collection)[-1]
    assert "put together" in said_of(collection)[-1]


def test_a_class_called_train_is_a_class_where_no_other_part_is_named():
    members = {f"{name}/{i}.png": picture() for name in ("train", "bus", "car") for i in range(2)}
    assert counts(read_zip(zipped(members), 32)) == {"train": 2, "bus": 2, "car": 2}


def test_what_lies_beside_the_classes_is_named_and_what_computers_make_is_no_class():
    members = two_folders() | {
        "my photo.jpg": picture(kind="JPEG"),
        ".ipynb_checkpoints/1.png": picture(),
        "cat/.ipynb_checkpoints/2.png": picture(),
        "__MACOSX/cat/._1.png": b"x",
        "cat/Thumbs.db": b"x",
        "@eaDir/1.png": picture(),
    }
    buffer = io.BytesIO(zipped(members))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.mkdir("empty")
        archive.mkdir("outer/inner")
    collection = read_zip(buffer.getvalue(), 32)
    assert counts(collection) == {"cat": 3, "dog": 3}
    assert said_of(collection) == (
        "Left out: my photo.jpg: it lies beside the folders of the classes.",
        "Not read: 5 files that computers make by themselves or keep hidden.",
        "Empty, so no class: the folders “empty”, “inner”.",
    )


def test_folders_within_a_class_count_for_it_and_that_is_said():
    members = {f"{name}/{day}/{i}.png": picture() for name in ("cat", "dog") for day in ("may", "june") for i in "12"}
    collection = read_zip(zipped(members), 32)
    assert counts(collection) == {"cat": 4, "dog": 4}
    assert said_of(collection) == ("Folders within a class's folder count for that class: “june”, “may”.",)


@pytest.mark.parametrize(
    ("train", "test"),
    [("train", "test1"), ("training_set/training_set", "test_set/test_set"), ("seg_train", "seg_test")],
)
def test_parts_by_the_names_that_people_give_them(train, test):
    members = {f"{part}/{name}/{i}.png": picture() for part in (train, test) for name in ("sea", "ice") for i in "12"}
    collection = read_zip(zipped(members | {"seg_pred/7.png": picture()}), 32)
    assert counts(collection) == {"sea": 4, "ice": 4}
    assert collection.counts == {TRAIN: 4, VALIDATION: 0, TEST: 4}
    assert "7.png: it lies beside the folders for training and testing" in said_of(collection)[0]


def test_cats_and_dogs_as_they_are_published():
    """Classes in the names of the training pictures, and pictures for a contest without any."""
    members = {f"train/{name}.{i}.jpg": picture(kind="JPEG") for name in ("cat", "dog") for i in range(3)}
    collection = read_zip(zipped(members | {f"test1/{i}.jpg": picture(kind="JPEG") for i in range(3)}), 32)
    assert counts(collection) == {"cat": 3, "dog": 3}
    assert collection.parts == {}


def test_classes_are_taken_from_the_files_names_where_there_are_no_folders():
    members = {f"{name}.{i}.jpg": picture(kind="JPEG") for name in ("cat", "dog") for i in range(3)}
    collection = read_zip(zipped(members | {"readme.png": picture()}), 32)
    assert counts(collection) == {"cat": 3, "dog": 3}
    assert "readme.png: its name does not begin with a class" in said_of(collection)[0]
    assert "taken from how the files' names begin, “cat”, “dog”" in said_of(collection)[1]
    divided = {
        f"{part}/{name}_{i}.png": picture() for part in ("train", "test") for name in ("고양이", "개") for i in "12"
    }
    assert read_zip(zipped(divided), 32).counts == {TRAIN: 4, VALIDATION: 0, TEST: 4}


def test_names_that_cameras_give_are_no_classes():
    members = {f"{name}_{i}.jpg": picture(kind="JPEG") for name in ("IMG", "DSC") for i in range(3)}
    with pytest.raises(DataError, match="has no folders"):
        read_zip(zipped(members), 32)


@pytest.mark.parametrize(
    ("method", "says"),
    [(9, "packed with Deflate64"), (98, "packed with PPMd"), (99, "locked with a password"), (77, "with method 77")],
)
def test_a_zip_that_cannot_be_unpacked_is_told_once_with_its_reason(method, says):
    content = bytearray(zipped(two_folders()))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        place = -1
        while (place := content.find(mark, place + 1)) >= 0:
            content[place + offset : place + offset + 2] = method.to_bytes(2, "little")
    with pytest.raises(DataError, match=says) as refused:
        read_zip(bytes(content), 32)
    assert ".png" not in str(refused.value)


def test_a_zip_within_a_zip_says_so():
    with pytest.raises(DataError, match="It holds another archive: unpack that first"):
        read_zip(zipped({"data/inner.zip": zipped(two_folders())}), 32)


def test_a_picture_is_one_whatever_its_name_says():
    members = two_folders() | {"cat/no ending": picture(), "dog/scan.dat": picture(kind="TIFF")}
    assert counts(read_zip(zipped(members), 32)) == {"cat": 4, "dog": 4}


def test_thousands_of_empty_folders_are_counted_and_not_all_named():
    buffer = io.BytesIO(zipped(two_folders()))
    with zipfile.ZipFile(buffer, "a") as archive:
        for i in range(4_000):
            archive.mkdir(f"empty {i}")
    assert said_of(read_zip(buffer.getvalue(), 32))[0].endswith("“empty 4” and 3,995 more.")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_end_are_refused(method):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name in ("cat/1.png", "dog/1.png", "images.npy"):
            archive.writestr(name, bytes(10_000))
    with pytest.raises(DataError, match="packed with (bzip2|LZMA)"):
        read_zip(buffer.getvalue(), 32)
    with pytest.raises(DataError, match="packed in a way that is not read"):
        read_npz(buffer.getvalue())


# --- pictures ---


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "HEIF", "AVIF"])
def test_the_same_picture_gives_the_same_tensor_through_every_door(kind):
    image = Image.linear_gradient("L").resize((900, 700)).convert("RGB")
    ImageDraw.Draw(image).ellipse([100, 50, 500, 400], fill=(250, 80, 20))
    read_picture(picture(), 8)  # teaches Pillow to write HEIC too
    content = saved(image, kind)
    alone = read_picture(content, 32)
    in_zip = read_zip(zipped({f"{name}/{i}.jpg": content for name in "ab" for i in "12"}), 32).pictures["a"][0]
    loose = read_pictures([("a.jpg", content)], "a", 32).pictures["a"][0]
    framed = cut_square(read_photo(content), Square(), 32, channels=3)
    assert all((alone == other).all() for other in (in_zip, loose, framed))
    assert abs(alone.astype(int) - cut_square(image, Square(), 32, 3)).mean() < 6


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_16_bits_keep_their_grey_levels(kind):
    ramp = np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.uint16)
    pixels = read_picture(saved(Image.fromarray(ramp), kind), 64)
    assert len(np.unique(pixels)) > 200
    assert abs(pixels.mean() - 127.5) < 2


def test_12_bits_in_16_and_floating_point_pixels_are_not_nearly_black():
    ramp = np.linspace(0, 1, 64 * 64).reshape(64, 64)
    for pixels in ((4095 * ramp).astype(np.uint16), ramp.astype(np.float32), (70_000 * ramp).astype(np.int32)):
        assert 120 < read_picture(saved(Image.fromarray(pixels), "TIFF"), 64).mean() < 135


def letter(colour: tuple[int, int, int], opacity: int = 255) -> Image.Image:
    """Strokes of a colour on a transparent ground."""
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(10, 10), (50, 50)], fill=(*colour, opacity), width=6)
    return image


@pytest.mark.parametrize("convert", ["RGBA", "LA", "palette", "colour key"])
def test_dark_ink_on_a_transparent_ground_is_laid_on_white_and_light_ink_on_black(convert):
    def mean_of(colour):
        image, options = letter(colour), {}
        if convert == "palette":
            image, options = image.convert("P"), {"transparency": image.convert("P").getpixel((0, 0))}
            if image.getpixel((0, 0)) == image.getpixel((30, 30)):  # black on black: two entries of one colour
                image = Image.fromarray((np.asarray(letter(colour))[..., 3] > 127).astype(np.uint8), "P")
                image.putpalette([*colour] * 2)
                options = {"transparency": b"\x00\xff"}
        elif convert == "colour key":
            image, options = Image.new("RGB", (60, 60), (1, 2, 3)), {"transparency": (1, 2, 3)}
            ImageDraw.Draw(image).line([(10, 10), (50, 50)], fill=colour, width=6)
        else:
            image = image.convert(convert)
        return read_picture(saved(image, **options), 60).mean()

    assert mean_of((0, 0, 0)) > 200
    assert mean_of((255, 250, 240)) < 60


def test_half_transparent_ink_is_mixed_with_its_paper():
    assert 100 < read_picture(saved(letter((0, 0, 0), opacity=128)), 60).min() < 150


def test_cmyk_and_a_heic_under_the_name_of_a_jpg_are_read():
    cmyk = read_picture(saved(Image.new("RGB", (40, 40), (200, 30, 30)).convert("CMYK"), "JPEG"), 32)
    assert cmyk[0].mean() > 180
    assert cmyk[1].mean() < 60
    heic = saved(Image.new("RGB", (64, 64), (30, 200, 30)), "HEIF")
    found = read_zip(zipped(two_folders() | {"cat/phone.jpg": heic}), 32)
    assert counts(found) == {"cat": 4, "dog": 3}
    assert found.pictures["cat"][-1][1].mean() > 180


def test_a_jpeg_of_thousands_of_scans_is_refused_before_it_is_decoded():
    buffer = io.BytesIO()
    Image.linear_gradient("L").save(buffer, "JPEG", progressive=True)
    content = buffer.getvalue()
    scan = content.rfind(b"\xff\xda")
    with pytest.raises(DataError, match="more than 100 scans"):
        read_picture(content[:-2] + 200 * content[scan:-2] + content[-2:], 32)
    assert read_picture(content, 32).shape == (3, 32, 32)


def test_a_scan_in_which_0_is_white_is_no_negative():
    ramp = np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.uint16)
    pixels = read_picture(saved(Image.fromarray(ramp), "TIFF", tiffinfo={262: 0}), 64)
    assert pixels[0, 0, 0] > 250
    assert pixels[0, -1, -1] < 5


def test_of_an_animation_the_first_frame_is_read():
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    for kind in ("GIF", "TIFF", "WEBP"):
        pixels = read_picture(saved(frames[0], kind, save_all=True, append_images=frames[1:]), 32)
        assert pixels[0].mean() > 200, kind
        assert pixels[2].mean() < 60, kind


def test_loose_pictures_are_read_into_one_class_and_what_is_none_is_named():
    files = [("a.png", picture()), ("b.txt", b"hello"), ("c.jpg", picture(kind="JPEG"))]
    collection = read_pictures(files, " cat ", 32)
    assert counts(collection) == {"cat": 2}
    assert "b.txt: it is no PNG" in said_of(collection)[0]


# --- one door for all of them ---


def test_a_file_is_known_by_what_is_in_it():
    arrays = npz(images=np.full((4, 8, 8), 100, np.uint8), labels=np.array([0, 0, 1, 1]))
    for name, content, found in (
        ("own", zipped(two_folders()), {"cat": 3, "dog": 3}),
        ("own.zip", arrays, {"0": 2, "1": 2}),
        ("own.csv", "\n".join(rows()).encode(), {"a": 3, "b": 3}),
        ("own.csv", "\n".join(rows(labels=("BMW", "Audi"))).encode(), {"BMW": 3, "Audi": 3}),
        ("own.bin", picture(), {"A": 1}),
    ):
        assert counts(read_files([(name, content)], "A", 32)) == found
    assert counts(read_files([("1.png", picture()), ("2.png", picture())], "A", 32)) == {"A": 2}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.rar", b"Rar!\x1a\x07", "This is a RAR archive"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "This is a 7z archive"),
        ("a.xlsx", zipped({"xl/workbook.xml": b""}), "This is an Excel workbook."),
        ("a.docx", zipped({"word/document.xml": b""}), "a document of Word or PowerPoint"),
        ("a.npy", b"\x93NUMPY\x01\x00", "This is a single array"),
        ("a.pth", zipped({"net/data.pkl": b""}), "These are weights of PyTorch"),
        ("a.mp4", b"\0\0\0 ftypisom", "It is a film"),
        ("a.zip", b"hello", "This is not a zip file"),
        ("a.png", b"", "it is an empty file, no picture"),
        ("a.xyz", b"hello", "Bring pictures, a zip of folders, an .npz or a CSV."),
    ],
)
def test_what_cannot_be_used_is_named_as_what_it_is(name, content, says):
    with pytest.raises(DataError, match=says):
        read_files([(name, content)], "A", 32)


def test_among_several_pictures_what_is_none_is_left_out_and_named():
    collection = read_files([("1.png", picture()), ("a.pdf", b"%PDF-1.7"), ("2.png", picture())], "A", 32)
    assert counts(collection) == {"A": 2}
    assert said_of(collection) == ("Left out: a.pdf: it is a PDF document, no picture.",)


def test_several_files_at_once_must_be_pictures():
    with pytest.raises(DataError, match="bring b.zip by itself"):
        read_files([("a.png", picture()), ("b.zip", zipped(two_folders()))], "A", 32)


# --- arrays ---

IMAGES = np.random.default_rng(0).integers(0, 256, (12, 28, 28)).astype(np.uint8)
CLASSES = np.array([0, 1, 2] * 4)
THREE = {"0": 4, "1": 4, "2": 4}


@pytest.mark.parametrize(
    "names",
    [
        ("x_train", "y_train", "x_test", "y_test"),
        ("X_train", "Y_train", "X_test", "Y_test"),
        ("train_images", "train_labels", "test_images", "test_labels"),
        ("trainX", "trainY", "testX", "testY"),
        ("images_train", "targets_train", "images_test", "targets_test"),
        ("arr_0", "arr_1", "arr_2", "arr_3"),
    ],
)
def test_arrays_for_training_and_testing_are_kept_apart(names):
    arrays = dict(zip(names, (IMAGES, CLASSES, IMAGES[:6], CLASSES[:6]), strict=True))
    collection = read_npz(npz(**arrays))
    assert counts(collection) == {"0": 6, "1": 6, "2": 6}
    assert collection.counts == {TRAIN: 12, VALIDATION: 0, TEST: 6}


def test_medmnists_validation_part_is_one():
    parts = {"train": 12, "val": 6, "test": 3}
    arrays = {f"{part}_images": IMAGES[:n] for part, n in parts.items()}
    arrays |= {f"{part}_labels": CLASSES[:n, None] for part, n in parts.items()}
    assert read_npz(npz(**arrays)).counts == {TRAIN: 12, VALIDATION: 6, TEST: 3}


@pytest.mark.parametrize(
    ("labels", "classes"),
    [
        (CLASSES[:, None], THREE),
        (np.eye(3)[CLASSES], THREE),
        (CLASSES.astype(np.float32), THREE),
        (np.array(["고양이", "개", "C++"])[CLASSES], {"고양이": 4, "개": 4, "C++": 4}),
        (np.array(["고양이".encode("cp949"), b"dog", b"v1.0"])[CLASSES], {"고양이": 4, "dog": 4, "v1.0": 4}),
        (CLASSES > 0, {"False": 4, "True": 8}),
    ],
)
def test_labels_of_every_form_are_read(labels, classes):
    assert counts(read_npz(npz(images=IMAGES, labels=labels))) == classes


def test_names_of_classes_beside_the_labels_are_used():
    arrays = {"images": IMAGES, "labels": CLASSES, "class_names": np.array(["cat", "dog", "bird"])}
    assert counts(read_npz(npz(**arrays))) == {"cat": 4, "dog": 4, "bird": 4}


@pytest.mark.parametrize(
    ("pixels", "said"),
    [
        (IMAGES / 255, "from 0 to 1"),
        (IMAGES / 127.5 - 1, "from -1 to 1"),
        (IMAGES / 255 - 0.5, "from -0.5 to 0.5"),
        (IMAGES.astype(np.uint16) * 257, "of 16 bits"),
        (IMAGES.astype(np.uint16) * 16, "of 12 bits"),
        ((IMAGES.astype(np.float64) - 128) / 74, "no usual range"),
        ((IMAGES.astype(int) - 128).astype(np.int8), "from -128 to 127"),
        (IMAGES // 16, "0 to 15 was stretched"),
        (IMAGES.astype(np.float16), ""),
        (IMAGES.astype(">i4"), ""),
        (np.asfortranarray(IMAGES), ""),
    ],
)
def test_pixels_of_every_range_are_stretched_and_that_is_said(pixels, said):
    collection = read_npz(npz(images=pixels, labels=CLASSES))
    read = np.stack([collection.pictures[str(label)][i // 3] for i, label in enumerate(CLASSES)])[:, 0]
    assert abs(read.astype(int) - IMAGES).max() <= (16 if "15" in said or "12 bits" in said else 2)
    assert (said in " ".join(said_of(collection))) if said else not collection.remarks


def test_pixels_of_zeros_and_ones_are_black_and_white():
    for pixels in (IMAGES > 127, (IMAGES > 127).astype(np.uint8)):
        assert set(np.unique(read_npz(npz(images=pixels, labels=CLASSES)).pictures["0"])) == {0, 255}


def smooth(channels: int) -> np.ndarray:
    """(12, 16, 16, channels) pictures whose neighbours are alike, as in photographs."""
    across, down = np.meshgrid(np.arange(16), np.arange(16))
    return np.stack([np.stack([9 * across + i, 9 * down + i, 200 - 9 * across], 2) for i in range(12)])[
        ..., :channels
    ].astype(np.uint8)


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        (lambda x: x, ""),
        (lambda x: x.transpose(0, 3, 1, 2), ""),
        (lambda x: x.reshape(12, -1), "pixel by pixel, its colours together"),
        (lambda x: x.transpose(0, 3, 1, 2).reshape(12, -1), "one colour after the other"),
        (lambda x: x.transpose(1, 2, 3, 0), "The last axis of “images” was taken to count the images."),
        (lambda x: np.concatenate([x, np.full_like(x[..., :1], 255)], 3), ""),
    ],
)
def test_every_order_of_the_axes_gives_the_same_pictures(turn, said):
    collection = read_npz(npz(images=turn(smooth(3)), labels=CLASSES))
    read = np.stack([collection.pictures[str(label)][i // 3] for i, label in enumerate(CLASSES)])
    assert (read == smooth(3).transpose(0, 3, 1, 2)).all()
    assert said in " ".join(said_of(collection))


def test_transparent_arrays_are_laid_on_paper():
    ink = np.zeros((12, 16, 16, 4), np.uint8)
    ink[:, 4:12, 4:8, 3] = 255
    assert read_npz(npz(images=ink, labels=CLASSES)).pictures["0"][0].mean() > 200


def test_names_of_classes_count_from_0_or_from_1_and_are_left_where_they_do_not_fit():
    names = np.array(["cat", "dog", "bird"])
    assert counts(read_npz(npz(images=IMAGES, labels=CLASSES + 1, class_names=names))) == {
        "cat": 4,
        "dog": 4,
        "bird": 4,
    }
    assert counts(read_npz(npz(images=IMAGES, labels=CLASSES + 5, class_names=names))) == {"5": 4, "6": 4, "7": 4}
    assert counts(read_npz(npz(images=IMAGES, labels=CLASSES, classes=names))) == {"cat": 4, "dog": 4, "bird": 4}


def test_images_without_labels_are_named_as_left_out():
    collection = read_npz(npz(x_train=IMAGES, y_train=CLASSES, x_test=IMAGES))
    assert collection.parts == {}
    assert said_of(collection) == ("Left out, since there are no labels for them: “x_test”.",)


def test_a_part_whose_pixels_were_divided_alone_is_not_black():
    collection = read_npz(npz(x_train=IMAGES / 255, y_train=CLASSES, x_test=IMAGES * 1.0, y_test=CLASSES))
    dataset = collection.build_dataset(0.25, 0)
    assert abs(dataset.train.images.float().mean() - dataset.test.images.float().mean()) < 2


def test_what_a_computation_leaves_below_0_is_no_range_of_its_own():
    pixels = (IMAGES / 255).astype(np.float32)
    pixels[0, 0, 0] = -3e-17
    assert abs(read_npz(npz(images=pixels, labels=CLASSES)).pictures["1"][0].astype(int) - IMAGES[1]).max() <= 1


def test_of_scikit_learns_digits_the_pictures_are_taken_and_not_their_rows():
    digits = {"data": IMAGES.reshape(12, -1), "images": IMAGES, "target": CLASSES}
    assert read_npz(npz(**digits)).shape == (1, 28, 28)


def test_an_array_called_names_may_hold_a_name_for_each_image():
    many = {"images": np.tile(IMAGES, (3, 1, 1)), "labels": np.tile(CLASSES, 3)}
    assert counts(read_npz(npz(**many, names=np.array([f"file {i}" for i in range(36)])))) == {
        "0": 12,
        "1": 12,
        "2": 12,
    }


@pytest.mark.slow
def test_a_whole_mnist_in_one_file_is_read():
    images, labels = np.zeros((70_000, 28, 28), np.uint8), np.arange(70_000) % 10
    images[0, 0, 0] = 255
    buffer = io.BytesIO()
    parts = {
        "x_train": images[:60_000],
        "y_train": labels[:60_000],
        "x_test": images[60_000:],
        "y_test": labels[60_000:],
    }
    np.savez_compressed(buffer, **parts)
    assert read_npz(buffer.getvalue()).counts == {TRAIN: 60_000, VALIDATION: 0, TEST: 10_000}


# --- tables ---

PIXELS = np.random.default_rng(1).integers(0, 256, (6, 64))
LABELS = ["cat", "dog"] * 3
LABELLED = list(zip(LABELS, PIXELS, strict=True))


def table(rows_of_cells, separator=",", header=None) -> str:
    lines = [separator.join(map(str, row)) for row in rows_of_cells]
    return "\n".join([separator.join(header), *lines] if header else lines)


def with_comma(value: int) -> str:
    return f"{value / 255:.4f}".replace(".", ",")


NAMES = [f"p{i}" for i in range(64)]
TABLES = {
    "commas": table([label, *row] for label, row in LABELLED),
    "semicolons": table(([label, *row] for label, row in LABELLED), ";"),
    "tabs": table(([label, *row] for label, row in LABELLED), "\t"),
    "decimal commas": table(([label, *map(with_comma, row)] for label, row in LABELLED), ";"),
    "label last": table([*row, label] for label, row in LABELLED),
    "label by its header": table(
        ([*row[:9], label, *row[9:]] for label, row in LABELLED), header=[*NAMES[:9], "Class", *NAMES[9:]]
    ),
    "Korean header": table(([label, *row] for label, row in LABELLED), header=["라벨", *NAMES]),
    "index of pandas": table(
        ([i, label, *row] for i, (label, row) in enumerate(LABELLED)), header=["", "label", *NAMES]
    ),
    "index without a header": table([i, label, *row] for i, (label, row) in enumerate(LABELLED)),
    "header of numbers": table(([label, *row] for label, row in LABELLED), header=[str(i) for i in range(65)]),
    "a line for Excel": "sep=;\n" + table(([label, *row] for label, row in LABELLED), ";"),
    "names of files": table(
        ([f"file {i}.png", label, *row] for i, (label, row) in enumerate(LABELLED)),
        header=["file", "label", *NAMES],
    ),
    "Windows lines": table([label, *row] for label, row in LABELLED).replace("\n", "\r\n") + "\r\n\r\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("written", TABLES.values(), ids=TABLES)
def test_tables_of_every_dialect_are_read(written, encoding):
    collection = read_csv(written.encode(encoding))
    assert counts(collection) == {"cat": 3, "dog": 3}
    read = np.stack([collection.pictures[label][i // 2].flatten() for i, label in enumerate(LABELS)])
    assert abs(read.astype(int) - PIXELS).max() <= (1 if "0," in written else 0)


@pytest.mark.slow
@pytest.mark.parametrize("side", [112, 128])
@pytest.mark.parametrize("channels", [1, 3])
def test_wide_tables_are_read_and_scaled(side, channels):
    cells = np.random.default_rng(0).integers(0, 256, (4, channels * side * side))
    written = table([label, *row] for label, row in zip(["a", "b"] * 2, cells, strict=True))
    found = read_csv(written.encode())
    assert counts(found) == {"a": 2, "b": 2}
    assert found.shape == (channels, 64, 64)


def test_labels_in_quotes_and_in_code_page_949_are_read():
    quoted = table(['"cat, tabby"' if label == "cat" else label, *row] for label, row in LABELLED)
    assert counts(read_csv(quoted.encode())) == {"cat, tabby": 3, "dog": 3}
    korean = table(["고양이" if label == "cat" else "강아지", *row] for label, row in LABELLED)
    collection = read_csv(korean.encode("cp949"))
    assert counts(collection) == {"고양이": 3, "강아지": 3}
    assert "code page 949" in said_of(collection)[0]


def test_numbers_as_labels_are_found_first_or_last_and_the_guess_is_said():
    last = table([*row, i % 2] for i, row in enumerate(PIXELS))
    collection = read_csv(last.encode())
    assert counts(collection) == {"0": 3, "1": 3}
    assert "the label in column 65" in said_of(collection)[0]
    assert counts(read_csv(table([f"{i % 2}.0", *row] for i, row in enumerate(PIXELS)).encode())) == {"0": 3, "1": 3}


def test_the_label_is_found_by_all_rows_and_not_by_the_first_hundreds():
    """Sorted by class, the label last, and a corner that takes few values."""
    rng = np.random.default_rng(0)
    cells = rng.integers(0, 256, (800, 64))
    cells[:, 0] = rng.random(800) < 0.1
    written = table([*row, i // 400] for i, row in enumerate(cells))
    assert counts(read_csv(written.encode())) == {"0": 400, "1": 400}


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: ["", *lines],
        lambda lines: [f"{line}," for line in lines],
        lambda lines: [*lines, ",,,,"],
        lambda lines: [",".join(["animal", *map(str, range(64))]), *lines],
        lambda lines: [",".join(["animal", *map(str, range(1, 65))]), *lines],
    ],
)
def test_what_programs_add_to_a_table_is_no_row_and_no_column(change):
    lines = change(TABLES["commas"].splitlines())
    if lines[-1] == ",,,,":
        lines[-1] = "," * 64
        with pytest.raises(DataError, match="Row 7 of the CSV has no label|row 7, column 2"):
            read_csv("\n".join(lines).encode())
        return
    assert counts(read_csv("\n".join(lines).encode())) == {"cat": 3, "dog": 3}


def test_numbers_between_spaces_are_read_as_numpy_writes_them():
    buffer = io.StringIO()
    np.savetxt(buffer, np.column_stack([np.arange(6) % 2, PIXELS]), fmt="%d")
    assert counts(read_csv(buffer.getvalue().encode())) == {"0": 3, "1": 3}


@pytest.mark.parametrize(("labels", "classes"), [(["3,0", "4,0"], {"3": 3, "4": 3}), (["1", "1.0"], {"1": 6})])
def test_labels_that_are_the_same_number_are_one_class(labels, classes):
    decimal = labels[0].count(",")
    rows_of = [[labels[i % 2], *(map(with_comma, row) if decimal else row)] for i, row in enumerate(PIXELS)]
    if len(classes) == 1:
        with pytest.raises(DataError, match="one class only, 1"):
            read_csv(table(rows_of).encode())
    else:
        assert counts(read_csv(table(rows_of, ";").encode())) == classes


def test_pixels_as_one_text_are_told_what_to_do():
    written = "emotion,pixels,Usage\n" + "\n".join(
        f'{i % 2},"{" ".join(map(str, PIXELS[i]))}",Training' for i in range(6)
    )
    with pytest.raises(DataError, match="A column holds all pixels of an image as one text"):
        read_csv(written.encode())


@pytest.mark.parametrize(
    "written", [",,,\n,,,\n", '"a\n' + "1,2\n" * 30, "a" * 5_000 + "\n" + "1" * 5_000, "\n" * 50, ";;\n;;\n", '""\n""']
)
def test_odd_tables_are_refused_in_words(written):
    with pytest.raises(DataError):
        read_csv(written.encode())


def test_an_endless_cell_far_down_is_told_by_its_place():
    lines = [",".join(["ab"[i % 2], *map(str, PIXELS[i % 6])]) for i in range(400)]
    lines[350] = lines[350].rpartition(",")[0] + "," + "x" * 200_000
    with pytest.raises(DataError, match="row 351, column 65"):
        read_csv("\n".join(lines).encode())


@pytest.mark.parametrize("index", [False, True])
def test_a_table_without_a_label_says_that_it_is_missing(index):
    written = table([*([i] * index), *row] for i, row in enumerate(PIXELS))
    with pytest.raises(DataError, match="The label is missing"):
        read_csv(written.encode())


@pytest.mark.parametrize(
    "written",
    [
        'text,label\n"I liked it, really",1\n"It was far too long",0\n',
        "id\tdocument\tlabel\n1\t이 영화는 정말 재미있었다\t1\n2\t너무 지루하고 길었다 정말\t0\n",
        "I liked it, really, a lot,1\nIt was far too long,0\nNot for me I think,0\n",
    ],
)
def test_a_table_of_texts_is_told_where_texts_go(written):
    with pytest.raises(DataError, match="table of texts.*lesson 002b"):
        read_csv(written.encode())


def test_a_cell_that_is_no_number_is_named_by_its_place():
    written = TABLES["commas"].splitlines()
    cells = written[3].split(",")
    cells[7] = "many"
    written[3] = ",".join(cells)
    with pytest.raises(DataError, match="row 4, column 8 of the CSV holds “many”"):
        read_csv("\n".join(written).encode())


# --- collections ---


def collection(reads="pictures", parts=(), **sizes) -> Collection:
    pictures = {name: tuple(np.full((1, 8, 8), i, np.uint8) for i in range(size)) for name, size in sizes.items()}
    return Collection(
        reads, pictures, parts={name: tuple(parts)[:size] for name, size in sizes.items()} if parts else {}
    )


def test_a_collection_is_added_to_another_and_its_parts_stay():
    divided = collection(parts=(TRAIN, TRAIN, TEST), a=3, b=3)
    joined = divided.joined(collection(a=1, c=2))
    assert counts(joined) == {"a": 4, "b": 3, "c": 2}
    assert joined.parts["a"] == (TRAIN, TRAIN, TEST, TRAIN)
    assert joined.counts == {TRAIN: 7, VALIDATION: 0, TEST: 2}
    assert collection(a=1).joined(divided).parts["a"] == (TRAIN, TRAIN, TRAIN, TEST)
    assert said_of(joined) == (
        "The parts that the files name are kept: 7 for training, 2 for testing. Nothing is there to test “c” on.",
    )
    assert joined.put_together().remarks == ()
    assert counts(divided) == {"a": 3, "b": 3}


def test_drawings_and_photographs_are_not_mixed():
    with pytest.raises(DataError, match="cannot be mixed"):
        collection(a=1).joined(collection(reads="drawings", a=1))


def test_taking_back_the_last_picture_takes_back_its_part():
    left = collection(parts=(TRAIN, TRAIN, TEST), a=3, b=3).without("a", -1)
    assert left.parts == {"a": (TRAIN, TRAIN), "b": (TRAIN, TRAIN, TEST)}
    assert "no picture to be tested on" in str(left.without("b", -1).problem)


def test_any_picture_leaves_with_its_part_and_a_class_with_all_of_its_own():
    before = collection(parts=(TRAIN, VALIDATION, TEST), a=3, b=3)
    left = before.without("a", 1)
    assert left.parts == {"a": (TRAIN, TEST), "b": (TRAIN, VALIDATION, TEST)}
    assert [picture is before.pictures["a"][i] for picture, i in zip(left.pictures["a"], (0, 2), strict=True)] == [
        True
    ] * 2
    assert (
        counts(before.without("a", 3))
        == counts(before.without("c", 0))
        == counts(before.without("c"))
        == counts(before)
    )
    assert counts(before.without("a")) == {"b": 3}
    assert before.without("a").without("b") is None


def test_a_renamed_class_keeps_its_pictures_its_parts_and_its_place():
    before = collection(parts=(TRAIN, TRAIN, TEST), a=3, b=3)
    after = before.renamed("a", "c")
    assert list(after.pictures) == list(after.parts) == ["c", "b"]
    assert after.pictures["c"] is before.pictures["a"]
    assert after.parts["c"] == before.parts["a"]


def jpeg_claiming(width: int, height: int) -> bytes:
    """A small JPEG whose header claims a size."""
    content = bytearray(picture(kind="JPEG"))
    place = content.index(b"\xff\xc0") + 5
    content[place : place + 4] = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return bytes(content)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"cat/" + "x" * 1_000 + ".png": picture()}, "A name in the zip has more than 1,000 characters."),
        (
            {f"{name}/{i}.jpg": jpeg_claiming(7_700, 7_700) for name in ("cat", "dog") for i in range(20)},
            "The pictures have more than 2,000 million pixels in all, which would take minutes to read.",
        ),
    ],
    ids=["a long name", "pixels without end"],
)
def test_a_zip_that_asks_for_too_much_is_refused(members, says):
    with pytest.raises(DataError, match=says):
        read_zip(zipped(members), 32)


def test_a_huge_file_in_a_zip_is_left_out_and_a_member_without_a_name_is_no_file():
    members = two_folders() | {"cat/huge.png": bytes(30_000_001), "..": b"x", "./": b""}
    collection = read_zip(zipped(members), 32)
    assert counts(collection) == {"cat": 3, "dog": 3}
    assert said_of(collection) == ("Left out: huge.png: it is larger than 30 MB.",)


@pytest.mark.parametrize(
    ("place", "name", "read", "says"),
    [
        (zip_folders, "open_picture", lambda: read_zip(zipped(two_folders()), 32), "This is not a zip file, or it is"),
        (ImageOps, "exif_transpose", lambda: read_picture(picture(), 32), "it is damaged"),
    ],
    ids=["while pixels are counted", "while a picture is turned"],
)
def test_where_the_memory_is_full_no_picture_gets_in_uncounted_or_not_upright(place, name, read, says, monkeypatch):
    def full(*_arguments):
        raise MemoryError

    monkeypatch.setattr(place, name, full)
    with pytest.raises(DataError, match=says):
        read()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([], "There is no file."),
        ([("a.zip", zipped(two_folders())[:-30])], "This is not a zip file, or it is damaged."),
        ([("a.png", b"")] * 100_001, "There are 100,001 files; at most 100,000 are read."),
    ],
    ids=["none", "half a zip", "too many"],
)
def test_no_files_half_files_and_too_many_files_are_refused(files, says):
    with pytest.raises(DataError, match=says):
        read_files(files, "A", 32)


def npy(descr: str, shape: tuple[int, ...], content: bytes = b"") -> bytes:
    """An array's header, and behind it whatever is given."""
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(buffer, {"descr": descr, "fortran_order": False, "shape": shape})
    return buffer.getvalue() + content


FOUR = IMAGES[:4]
ODD_ARRAYS = {
    "too many images": (
        lambda: compressed(images=np.zeros((100_001, 8, 8), np.uint8), labels=np.arange(100_001) % 2),
        "There are 100,001 images; at most 100,000 are read.",
    ),
    "images that are made much larger": (
        lambda: compressed(images=np.zeros((25_000, 8, 64), np.uint8), labels=np.arange(25_000) % 2),
        "The pictures take 102 MB; at most 100 MB are kept.",
    ),
    "two sizes": (
        lambda: npz(x_train=FOUR, y_train=CLASSES[:4], x_test=FOUR[:, :20, :20], y_test=CLASSES[:4]),
        "The images for training and for testing have different sizes.",
    ),
    "one row of pixels": (
        lambda: npz(images=np.zeros(4), labels=CLASSES[:4]),
        "“images” has shape (4,), which is no list of images",
    ),
    "an array that is cut off": (
        lambda: zipped({"images.npy": npy("|u1", (4, 8, 8), bytes(100)), "labels.npy": npy("|u1", (4,), b"\0\0\1\1")}),
        "The array images is cut off.",
    ),
    "labels of a million letters": (
        lambda: zipped({"images.npy": npy("|u1", (60, 8, 8)), "labels.npy": npy("<U1000000", (60,))}),
        "The array labels of shape (60,) is too large",
    ),
    "objects beside images": (
        lambda: npz(pixels=FOUR, more=np.array([{}, []], dtype=object)),
        "The array more holds Python objects",
    ),
    "complex labels": (lambda: npz(images=FOUR, labels=CLASSES[:4] * 1j), "The labels are of type complex128."),
    "a thousand columns of labels": (
        lambda: npz(images=FOUR[:2], labels=np.zeros((2, 1_001))),
        "There are 2 images, and labels of shape (2, 1001). Wanted: one for each image.",
    ),
    "labels that lie": (
        lambda: npz(images=FOUR, labels=np.zeros((2, 4))),
        "There are 4 images, and labels of shape (2, 4). Wanted: one label for each image.",
    ),
    "a missing label": (
        lambda: npz(images=FOUR, labels=np.array([0, 1, np.nan, 1])),
        "Some labels are missing or infinite.",
    ),
    "huge pixels": (
        lambda: npz(images=np.full((4, 8, 8), 1e35), labels=CLASSES[:4]),
        "The pixels go from 1e+35 to 1e+35, which no picture has.",
    ),
    "rows of 200 x 200 pixels": (
        lambda: npz(images=np.zeros((4, 40_000)), labels=CLASSES[:4]),
        "each row has 40000 pixels, which is no square image of 8 x 8 to 128 x 128",
    ),
}


@pytest.mark.parametrize(("make", "says"), ODD_ARRAYS.values(), ids=ODD_ARRAYS)
def test_odd_arrays_are_refused_in_words(make, says):
    with pytest.raises(DataError) as refused:
        read_npz(make())
    assert says in str(refused.value)


@pytest.mark.parametrize("shape", [(12, 784, 1), (12, 1, 784), (12, 1, 1, 784), (12, 784, 1, 1)])
def test_rows_of_pixels_with_axes_of_length_1_are_pictures(shape):
    collection = read_npz(npz(images=IMAGES.reshape(shape), labels=CLASSES))
    assert (collection.pictures["1"][0][0] == IMAGES[1]).all()
    assert said_of(collection) == ("Rows of 784 numbers were read as pictures of 28 x 28.",)


def test_names_of_parts_count_more_than_a_pair_without_one():
    collection = read_npz(npz(x=IMAGES, y=CLASSES, x_train=IMAGES, y_train=CLASSES, x_test=FOUR, y_test=CLASSES[:4]))
    assert collection.counts == {TRAIN: 12, VALIDATION: 0, TEST: 4}


def test_names_that_are_far_more_than_the_classes_are_names_of_something_else():
    assert counts(read_npz(npz(images=IMAGES, labels=CLASSES, names=np.array(list("abcdefgh"))))) == THREE


def test_a_label_in_no_known_encoding_is_read_without_what_cannot_be_seen():
    collection = read_npz(npz(images=IMAGES, labels=np.array([b"a\x81", b"b", b"c"])[CLASSES]))
    assert counts(collection) == {"a": 4, "b": 4, "c": 4}
    assert said_of(collection) == ("A name held invisible characters: the class is called “a”.",)


def with_cell(written: str, row: int, column: int, cell: str) -> str:
    lines = written.splitlines()
    cells = lines[row].split(",")
    cells[column] = cell
    return "\n".join([*lines[:row], ",".join(cells), *lines[row + 1 :]])


WITH_HEADER = table(([label, *row] for label, row in LABELLED), header=["label", *NAMES])
FAR_DOWN = [",".join([f'"{"ab"[i % 2]}"', *map(str, PIXELS[i % 6])]) for i in range(400)]
ODD_TABLES = {
    "40 MB": (lambda: "1" * 40_000_001, "The CSV has 40 MB; at most 40 MB are read."),
    "too many rows": (lambda: "1,2\n" * 100_002, "The CSV has 100,002 rows; at most 100,000 are read."),
    "a very long row": (lambda: "a" * 1_000_001 + "\nb", "A row of the CSV has more than 1,000,000 characters."),
    "huge cells alone": (lambda: "a" * 200_000 + "\n" + "1" * 200_000, "a quotation mark is never closed, or a cell"),
    "a huge cell in quotation marks far down": (
        lambda: with_cell("\n".join(FAR_DOWN), 350, 64, f'"{"x" * 200_000}"'),
        "a quotation mark is never closed, or a cell is huge",
    ),
    "a cell over hundreds of lines": (
        lambda: ",".join(["label", *NAMES]) + "\na" + ",1" * 20 + ',"' + "1\n" * 400 + '"' + ",1" * 43,
        "The CSV has no rows.",
    ),
    "three columns": (lambda: "cat,1,2\ndog,3,4\n", "The rows have 3 columns, too few for a picture."),
    "infinity": (
        lambda: with_cell(WITH_HEADER, 3, 7, "inf"),
        "row 4, column 8 of the CSV holds “inf”, which is no number",
    ),
    "a word": (lambda: with_cell(WITH_HEADER, 3, 7, "many"), "row 4, column 8 of the CSV holds “many”"),
    "a number that is too large": (lambda: with_cell(WITH_HEADER, 3, 7, "1e39"), "The CSV cannot be read."),
}


@pytest.mark.slow
@pytest.mark.parametrize(("make", "says"), ODD_TABLES.values(), ids=ODD_TABLES)
def test_odd_tables_are_refused_with_what_is_odd(make, says):
    with pytest.raises(DataError) as refused:
        read_csv(make().encode())
    assert says in str(refused.value)


def test_a_grey_scan_whose_grey_was_multiplied_by_its_opacity_is_read():
    image = Image.new("LA", (40, 40), (0, 0))
    ImageDraw.Draw(image).ellipse([10, 10, 30, 30], fill=(60, 255))
    content = bytearray(saved(image, "TIFF", tiffinfo={338: 1}))
    place = content.index((338).to_bytes(2, "little") + b"\x03\x00") + 8
    content[place] = 1  # what kind of opacity it is
    assert Image.open(io.BytesIO(content)).mode == "La"
    pixels = read_picture(bytes(content), 40)
    assert pixels[0, 0, 0] == 255
    assert abs(int(pixels[0, 20, 20]) - 60) < 3


def test_a_picture_of_odd_numbers_is_left_out_with_one_full_stop():
    odd, huge = (saved(Image.fromarray(np.full((8, 8), value, np.float32)), "TIFF") for value in (np.nan, 1e35))
    collection = read_files([("1.png", picture()), ("odd.tif", odd), ("huge.tif", huge)], "A", 32)
    (said,) = said_of(collection)
    assert said.startswith("Left out: odd.tif: some pixels are missing or infinite; huge.tif: the pixels go from 1e+35")
    assert said.endswith("which no picture has.")
