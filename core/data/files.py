"""From a stranger's file to a Collection: a zip of class folders, an .npz, a CSV, a single picture.

Limits come first: members, expanded bytes and pixels are read from headers before anything is decoded; pickles are
never
loaded; nothing touches the disk.
"""

import io
import struct
import threading
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from core.data.own import MAX_BYTES, MAX_CLASSES, MAX_PICTURES, MAX_SIDE, Collection, Picture, clean_name
from core.errors import DataError

FORMATS = ("PNG", "JPEG", "WEBP", "BMP")
ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".bmp")
MAX_PIXELS = 12_000_000  # of one picture
TOO_LARGE = f"it has more than {MAX_PIXELS // 1_000_000} million pixels"
MAX_MEMBERS = 5_000  # files in a zip
MAX_EXPANDED = 300_000_000  # bytes of all files in a zip
MAX_MEMBER = 30_000_000  # bytes of one
MAX_LINE = 200_000  # characters of a CSV's line
NAMED = 5  # files that are named one by one when they are left out

_one_at_a_time = threading.Lock()  # a large picture takes 50 MB while it is decoded


def read_picture(content: bytes, side: int, channels: int = 3) -> Picture:
    """A picture file -> (channels, side, side) uint8: upright, cut to a square around its middle. Raises DataError."""
    try:
        with _one_at_a_time, Image.open(io.BytesIO(content), formats=FORMATS) as image:
            check_size(*image.size)
            image.draft("RGB", (4 * side, 4 * side))  # lets a JPEG be decoded at a fraction of its size
            upright = ImageOps.exif_transpose(image).convert("RGB" if channels == 3 else "L")
            pixels = np.asarray(ImageOps.fit(upright, (side, side), Image.Resampling.BICUBIC))
    except Image.DecompressionBombError as error:
        raise DataError(TOO_LARGE) from error
    except UnidentifiedImageError as error:
        raise DataError("it is no PNG, JPEG, WebP or BMP picture") from error
    except (OSError, ValueError, SyntaxError, struct.error, IndexError) as error:
        raise DataError("it is damaged") from error
    return np.ascontiguousarray(pixels.transpose(2, 0, 1) if channels == 3 else pixels[None])


def check_size(width: int, height: int) -> None:
    """Raise DataError when decoding so many pixels would take too much memory."""
    if width * height > MAX_PIXELS:
        raise DataError(TOO_LARGE)


def read_zip(content: bytes, side: int) -> Collection:
    """A zip with a folder for each class -> its pictures, (3, side, side) each. Raises DataError.

    Files that are no pictures, and broken pictures, are left out and named in `remarks`.
    """
    members = list_members(content)
    classes: dict[str, list[Picture]] = {}
    left_out: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member, folder in members:
            name = PurePosixPath(member.filename).name
            try:
                data = read_member(archive, member)
                picture = read_picture(data, side)
                classes.setdefault(clean_name(folder), []).append(picture)
            except DataError as problem:
                left_out.append(f"{clean_file_name(name)}: {problem}")
            except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
                left_out.append(f"{clean_file_name(name)}: it cannot be unpacked ({type(error).__name__})")
            except Exception as error:  # zlib.error and lzma.LZMAError have no common ancestor with the above
                if type(error).__module__ not in ("zlib", "lzma", "_lzma"):
                    raise
                left_out.append(f"{clean_file_name(name)}: it is damaged")
    return finished(classes, "pictures", left_out)


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """One file of a zip, whatever size its directory claims."""
    with archive.open(member) as file:
        data = file.read(MAX_MEMBER + 1)
    if len(data) > MAX_MEMBER:
        raise DataError(f"it is larger than {MAX_MEMBER // 1_000_000} MB")
    return data


def list_members(content: bytes) -> list[tuple[zipfile.ZipInfo, str]]:
    """The zip's pictures by their names, with the folder each lies in; judged by the zip's directory alone."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            everything = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise DataError("This is not a zip file, or it is damaged. Pack the folders again.") from error
    if len(everything) > MAX_MEMBERS:
        raise DataError(
            f"The zip holds {len(everything):,} files; at most {MAX_MEMBERS:,} are read. Pack fewer pictures."
        )
    expanded = sum(member.file_size for member in everything)
    if expanded > MAX_EXPANDED:
        raise DataError(
            f"The zip would unpack to {expanded / 1e6:,.0f} MB; at most {MAX_EXPANDED / 1e6:,.0f} MB are read. "
            f"Pack fewer or "
            "smaller pictures."
        )
    if any(member.flag_bits & 1 for member in everything):
        raise DataError("The zip is locked with a password. Pack it without one.")
    pictures = []
    for member in everything:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        hidden = path.name.startswith(".") or "__MACOSX" in path.parts
        if member.is_dir() or hidden or path.suffix.lower() not in ENDINGS:
            continue
        pictures.append((member, path.parent.name))
    if not pictures:
        raise DataError("The zip holds no pictures (png, jpg, webp or bmp).")
    if not any(folder for _, folder in pictures):
        raise DataError(
            "The zip has no folders. Put the pictures of each class into a folder with the class's name, and "
            "pack the folders."
        )
    return [(member, folder) for member, folder in pictures if folder]


def read_npz(content: bytes) -> Collection:
    """NumPy's .npz with `images` (N, H, W), (N, H, W, C) or (N, C, H, W) and `labels` (N,). Raises DataError.

    Images are uint8, or numbers from 0 to 1. Arrays of objects are refused: they would have to be unpickled.
    """
    arrays = check_npz(content)
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            images, labels = (np.asarray(file[name]) for name in arrays)
    except Exception as error:  # a stranger's bytes can fail in zipfile, zlib and NumPy, each with errors of its own
        raise DataError("The .npz is damaged. Save it again with numpy.savez.") from error
    return from_arrays(images, labels)


def check_npz(content: bytes) -> tuple[str, str]:
    """The names of the images' and the labels' array, after a look at the headers alone."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            headers = {}
            for member in archive.infolist()[:20]:
                if member.filename.endswith(".npy"):
                    with archive.open(member) as file:
                        headers[member.filename.removesuffix(".npy")] = read_npy_header(file)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, struct.error) as error:
        raise DataError("This is not an .npz file, or it is damaged. Save it with numpy.savez.") from error
    if not {"images", "labels"} <= headers.keys():
        found = ", ".join(sorted(headers)[:NAMED]) or "none"
        raise DataError(f"The .npz needs two arrays, images and labels; it has: {clean_file_name(found)}.")
    for name in ("images", "labels"):
        shape, dtype = headers[name]
        if dtype.hasobject:
            raise DataError(
                f"The array {name} holds Python objects, which are not loaded because they could carry code. Save "
                f"it as "
                "numbers or text."
            )
        if dtype.itemsize * int(np.prod(shape, dtype=object)) > 4 * MAX_BYTES:
            raise DataError(f"The array {name} of shape {shape} is too large. Save fewer or smaller images.")
    return "images", "labels"


def read_npy_header(file: Any) -> tuple[tuple[int, ...], "np.dtype[Any]"]:
    """(shape, dtype) of one array in an .npz."""
    version = np.lib.format.read_magic(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, dtype = read(file)
    return shape, dtype


def from_arrays(images: NDArray[Any], labels: NDArray[Any]) -> Collection:
    """A collection from arrays of images and labels."""
    if labels.ndim != 1 or images.ndim not in (3, 4) or len(images) != len(labels):
        raise DataError(
            f"images has shape {images.shape} and labels {labels.shape}. Wanted: images (N, H, W) or (N, H, W, "
            f"C), and as many "
            "labels (N,)."
        )
    if not len(images):
        raise DataError("The arrays are empty.")
    if len(images) > MAX_PICTURES:
        raise DataError(f"There are {len(images):,} images; at most {MAX_PICTURES:,} are read. Save fewer.")
    if images.ndim == 3:
        images = images[:, None]
    elif images.shape[1] not in (1, 3):
        images = np.moveaxis(images, 3, 1)
    if images.shape[1] not in (1, 3):
        raise DataError(f"An image has {images.shape[1]} channels. Wanted: 1 (grey) or 3 (red, green, blue).")
    pixels = as_bytes(images)
    side = min(max(images.shape[2:]), MAX_SIDE)
    if side < 8:
        raise DataError(f"The images have {images.shape[2]} x {images.shape[3]} pixels. They need at least 8 x 8.")
    if images.shape[2:] != (side, side):
        pixels = np.stack([square(picture, side) for picture in pixels])
    classes: dict[str, list[Picture]] = {}
    for picture, label in zip(pixels, label_names(labels), strict=True):
        classes.setdefault(label, []).append(picture)
    return finished(classes, "pictures", [])


def as_bytes(images: NDArray[Any]) -> NDArray[np.uint8]:
    """Any numbers as pixels from 0 to 255: those from 0 to 1 are stretched."""
    if images.dtype == np.uint8:
        return images
    if images.dtype.kind not in "fiub":
        raise DataError(
            f"The pixels are of type {images.dtype}. Wanted: whole numbers from 0 to 255, or numbers from 0 to 1."
        )
    low, high = float(images.min()), float(images.max())
    if not (np.isfinite(low) and np.isfinite(high)) or low < 0 or high > 255:
        raise DataError(f"The pixels go from {low:g} to {high:g}. Wanted: 0 to 255, or 0 to 1.")
    scale = 255 if high <= 1 else 1
    return cast("NDArray[np.uint8]", np.round(images.astype(np.float32) * scale).astype(np.uint8))


def square(picture: Picture, side: int) -> Picture:
    """(C, H, W) -> (C, side, side), cut around the middle."""
    channels = [
        np.asarray(ImageOps.fit(Image.fromarray(channel), (side, side), Image.Resampling.BICUBIC))
        for channel in picture
    ]
    return np.stack(channels)


def label_names(labels: NDArray[Any]) -> list[str]:
    """Numbers or text as names of classes; 3.0 is 3."""
    if labels.dtype.kind in "OV":
        raise DataError("The labels are of a type that cannot be read. Wanted: numbers or text.")
    names = [
        clean_name(str(int(label)) if labels.dtype.kind == "f" and float(label).is_integer() else str(label))
        for label in labels
    ]
    found = len(set(names))
    if found > MAX_CLASSES:
        raise DataError(
            f"There are {found:,} different labels; at most {MAX_CLASSES} classes can be told apart here. Is it "
            f"the right column?"
        )
    return names


def read_csv(content: bytes) -> Collection:
    """A CSV with a label and the pixels of one image in each row: 28 x 28 gives 785 columns. Raises DataError.

    The label is the first column, or the one called label; a header may be there or not. 3 x side x side pixels are a
    colour image, channel by channel.
    """
    import pandas as pd

    lines = check_csv(content)
    width = lines[0].count(",") + 1
    first = lines[0].split(",")
    header = not all(is_number(cell) for cell in first[1:])
    names = [cell.strip().strip('"').lower() for cell in first]
    column = next((names.index(name) for name in ("label", "class", "target") if header and name in names), 0)
    try:
        frame = pd.read_csv(
            io.BytesIO(content), header=0 if header else None, dtype={column: str} if not header else None
        )
        labels = frame.iloc[:, column].astype(str).to_numpy(dtype=str)
        pixels = frame.drop(columns=frame.columns[column]).to_numpy()
    except (ValueError, TypeError, OverflowError) as error:
        raise DataError("The CSV cannot be read. Save it with commas between the columns.") from error
    if pixels.dtype.kind not in "fiu":
        raise DataError("Some pixels are not numbers. Every column but the label must hold numbers from 0 to 255.")
    if not np.isfinite(pixels.astype(np.float64)).all():
        raise DataError("Some pixels are missing or infinite. Every row needs all its pixels.")
    channels, side = image_shape(width - 1)
    return from_arrays(pixels.reshape(len(pixels), channels, side, side), np.array([tidy(label) for label in labels]))


def check_csv(content: bytes) -> list[str]:
    """The rows, all of the same width; names the first that is not."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError("The CSV is not text in UTF-8. Save it as “CSV UTF-8”.") from error
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        raise DataError("The CSV has no rows. Wanted: a label and the pixels of one image in each.")
    if len(lines) > MAX_PICTURES + 1:
        raise DataError(f"The CSV has {len(lines):,} rows; at most {MAX_PICTURES:,} are read. Save fewer.")
    if max(map(len, lines)) > MAX_LINE:
        raise DataError(
            f"A row of the CSV has more than {MAX_LINE:,} characters. Images may have {MAX_SIDE} x {MAX_SIDE} pixels."
        )
    width = lines[0].count(",")
    for number, line in enumerate(lines, start=1):
        if line.count(",") != width:
            raise DataError(
                f"Row {number} of the CSV has {line.count(',') + 1} columns, the first {width + 1}. Every row "
                f"needs a label and "
                "the same number of pixels."
            )
    return lines


def image_shape(pixels: int) -> tuple[int, int]:
    """(channels, side) of an image with so many numbers."""
    for channels in (1, 3):
        side = round((pixels / channels) ** 0.5)
        if 8 <= side <= MAX_SIDE and channels * side * side == pixels:
            return channels, side
    raise DataError(
        f"Each row has {pixels} pixels, which is no square image of 8 x 8 to {MAX_SIDE} x {MAX_SIDE} (28 x 28 "
        f"would be 784, in "
        "three colours 2,352)."
    )


def is_number(cell: str) -> bool:
    """Whether a cell can be a pixel."""
    try:
        float(cell)
    except ValueError:
        return False
    return True


def tidy(label: str) -> str:
    """3.0 is 3."""
    return label.removesuffix(".0")


def finished(classes: Mapping[str, Sequence[Picture]], reads: str, left_out: Sequence[str]) -> Collection:
    """A collection of what was read; raises DataError when nothing can be learnt from it."""
    if not classes:
        raise DataError(f"No picture could be read. {in_words(left_out)}")
    if len(classes) > MAX_CLASSES:
        raise DataError(f"There are {len(classes)} classes; at most {MAX_CLASSES} can be told apart here.")
    collection = Collection(reads, {name: tuple(pictures) for name, pictures in classes.items()}, ())
    size = len(collection) * int(np.prod(collection.shape))
    if size > MAX_BYTES:
        raise DataError(
            f"The pictures take {size / 1e6:,.0f} MB; at most {MAX_BYTES / 1e6:,.0f} MB are kept. Bring fewer."
        )
    if collection.problem:
        raise DataError(f"{collection.problem} {in_words(left_out)}".strip())
    return Collection(reads, collection.pictures, (in_words(left_out),) if left_out else ())


def in_words(left_out: Sequence[str]) -> str:
    """Which files were left out, and why."""
    if not left_out:
        return ""
    more = f" and {len(left_out) - NAMED} more" if len(left_out) > NAMED else ""
    return f"Left out: {'; '.join(left_out[:NAMED])}{more}."


def clean_file_name(name: str) -> str:
    """A file's name as it may be shown."""
    return "".join(letter if letter.isalnum() or letter in " ._-," else "_" for letter in name)[:60]
