"""From a stranger's zip, .npz or CSV to a Collection (long: three formats, and what each may do to us).

Limits come first: members, expanded bytes and pixels are read from headers before anything is decoded; pickles are
never loaded; nothing touches the disk.
"""

import io
import math
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from core.data.own import MAX_BYTES, MAX_CLASSES, MAX_PICTURES, MAX_SIDE, Collection, Picture, clean_name
from core.data.pictures import ENDINGS, FORMATS, read_picture
from core.errors import DataError

MAX_ZIP_PIXELS = 2_000_000_000  # of all pictures of a zip: about half a minute of one core
MAX_MEMBERS = 5_000  # files in a zip
MAX_EXPANDED = 300_000_000  # bytes of all files in a zip
MAX_MEMBER = 30_000_000  # bytes of one
IMAGES, LABELS = ("images", "data", "x", "X"), ("labels", "targets", "y", "Y")  # names of arrays in an .npz
MAX_LINE = 200_000  # characters of a CSV's line
NAMED = 5  # files that are named one by one when they are left out


def read_zip(content: bytes, side: int) -> Collection:
    """A zip with a folder for each class -> its pictures, (3, side, side) each. Raises DataError.

    Files that are no pictures, and broken pictures, are left out and named in `remarks`.
    """
    members = list_members(content)
    classes: dict[str, list[Picture]] = {}
    left_out: list[str] = []
    budget = MAX_ZIP_PIXELS
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member, folder in members:
            try:
                data = read_member(archive, member)
                budget -= count_pixels(data)
                if budget > 0:
                    name, picture = clean_name(folder), read_picture(data, side)
                    classes.setdefault(name, []).append(picture)
            except DataError as problem:
                name = clean_file_name(PurePosixPath(member.filename).name)
                left_out.append(f"{name}: {str(problem).removesuffix('.')}")
            if budget <= 0:
                raise DataError(
                    f"The pictures have more than {MAX_ZIP_PIXELS // 1_000_000:,} million pixels in all, which would "
                    "take minutes to read. Bring fewer or smaller ones."
                )
    remarks = []
    if {"train", "test"} <= {part.lower() for member, _ in members for part in PurePosixPath(member.filename).parts}:
        remarks.append("The zip has folders train and test; their pictures were put together and are split anew below.")
    return finished(classes, "pictures", left_out, remarks)


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """One file of a zip, whatever size its directory claims. Raises DataError."""
    try:
        with archive.open(member) as file:
            data = file.read(MAX_MEMBER + 1)
    except Exception as error:  # a stranger's bytes can fail in zipfile, zlib, bz2 and lzma, each in its own way
        raise DataError("it cannot be unpacked") from error
    if len(data) > MAX_MEMBER:
        raise DataError(f"it is larger than {MAX_MEMBER // 1_000_000} MB")
    return data


def count_pixels(content: bytes) -> int:
    """How many pixels a picture's header claims; 0 for what is none."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            return int(image.size[0] * image.size[1])
    except Exception as error:
        if isinstance(error, MemoryError):
            raise
        return 0


def list_members(content: bytes) -> list[tuple[zipfile.ZipInfo, str]]:
    """The zip's pictures by their names, with the folder each lies in; judged by the zip's directory alone."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            everything = archive.infolist()
    except Exception as error:
        raise DataError("This is not a zip file, or it is damaged. Pack the folders again.") from error
    if len(everything) > MAX_MEMBERS:
        raise DataError(
            f"The zip holds {len(everything):,} files; at most {MAX_MEMBERS:,} are read. Pack fewer pictures."
        )
    expanded = sum(member.file_size for member in everything)
    if expanded > MAX_EXPANDED:
        raise DataError(
            f"The zip would unpack to {expanded / 1e6:,.0f} MB; at most {MAX_EXPANDED / 1e6:,.0f} MB are read. Pack "
            "fewer or smaller pictures."
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
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            arrays = [read_array(archive, members, names) for names in (IMAGES, LABELS)]
        return from_arrays(*arrays)
    except DataError:
        raise
    except Exception as error:  # a stranger's bytes can fail in zipfile, zlib and NumPy, each in its own way
        raise DataError("This is not an .npz file, or it is damaged. Save it with numpy.savez.") from error


def read_array(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], wanted: tuple[str, ...]) -> NDArray[Any]:
    """One array of an .npz, by any of its usual names, read only after a look at its header."""
    found = [member for member in members if member.filename.removesuffix(".npy") in wanted]
    name = found[0].filename.removesuffix(".npy") if found else ""
    if len(found) != 1 or not found[0].filename.endswith(".npy"):
        names = ", ".join(sorted({member.filename.removesuffix(".npy") for member in members[:NAMED]})) or "none"
        raise DataError(f"The .npz needs two arrays, images and labels; it has: {clean_file_name(names)}.")
    with archive.open(found[0]) as file:
        shape, dtype = read_npy_header(file)
    if dtype.hasobject:
        raise DataError(
            f"The array {name} holds Python objects, which are not loaded because they could carry code. Save it as "
            "numbers or text."
        )
    count = math.prod(shape)
    if count > MAX_BYTES or count * dtype.itemsize > 2 * MAX_BYTES:
        raise DataError(f"The array {name} of shape {str(shape)[:60]} is too large. Save fewer or smaller images.")
    with archive.open(found[0]) as file:
        array: NDArray[Any] = np.lib.format.read_array(file, allow_pickle=False)
    return array


def read_npy_header(file: IO[bytes]) -> tuple[tuple[int, ...], "np.dtype[Any]"]:
    """(shape, dtype) of one array in an .npz."""
    version = np.lib.format.read_magic(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, dtype = read(file)
    return shape, dtype


def from_arrays(images: NDArray[Any], labels: NDArray[Any]) -> Collection:
    """A collection from arrays of images and labels."""
    if labels.ndim != 1 or images.ndim not in (3, 4) or len(images) != len(labels):
        raise DataError(
            f"images has shape {images.shape} and labels {labels.shape}. Wanted: images (N, H, W) or (N, H, W, C), "
            "and as many labels (N,)."
        )
    if not len(images):
        raise DataError("The arrays are empty.")
    if len(images) > MAX_PICTURES:
        raise DataError(f"There are {len(images):,} images; at most {MAX_PICTURES:,} are read. Save fewer.")
    pixels = as_bytes(channels_first(images))
    side = min(max(pixels.shape[2:]), MAX_SIDE)
    if min(pixels.shape[2:]) < 8:
        raise DataError(f"The images have {pixels.shape[2]} x {pixels.shape[3]} pixels. They need at least 8 x 8.")
    if pixels.shape[2:] != (side, side):
        pixels = np.stack([square(picture, side) for picture in pixels])
    classes: dict[str, list[Picture]] = {}
    for picture, label in zip(pixels, label_names(labels.tolist()), strict=True):
        classes.setdefault(label, []).append(picture)
    return finished(classes, "pictures")


def channels_first(images: NDArray[Any]) -> NDArray[Any]:
    """(N, H, W), (N, H, W, C) or (N, C, H, W) -> (N, C, H, W)."""
    if images.ndim == 3:
        return images[:, None]
    found = images if images.shape[1] in (1, 3) else np.moveaxis(images, 3, 1)
    if found.shape[1] not in (1, 3):
        raise DataError(f"An image has {found.shape[1]} channels. Wanted: 1 (grey) or 3 (red, green, blue).")
    return found


def as_bytes(images: NDArray[Any]) -> NDArray[np.uint8]:
    """Any numbers as pixels from 0 to 255: those from 0 to 1 are stretched."""
    if images.dtype == np.uint8:
        return images
    if images.dtype.kind not in "fiub":
        raise DataError(
            f"The pixels are of type {images.dtype}. Wanted: whole numbers from 0 to 255, or numbers from 0 to 1."
        )
    low, high = float(images.min()), float(images.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        raise DataError("Some pixels are missing or infinite. Every image needs all its pixels.")
    if low < 0 or high > 255:
        raise DataError(f"The pixels go from {low:g} to {high:g}. Wanted: 0 to 255, or 0 to 1.")
    scale = 255 if high <= 1 else 1
    pixels = np.empty(images.shape, np.uint8)
    for i, image in enumerate(images):  # one after the other: all at once would take several times the memory
        pixels[i] = np.round(image.astype(np.float32) * scale)
    return pixels


def square(picture: Picture, side: int) -> Picture:
    """(C, H, W) -> (C, side, side), cut around the middle."""
    channels = [
        np.asarray(ImageOps.fit(Image.fromarray(channel), (side, side), Image.Resampling.BICUBIC))
        for channel in picture
    ]
    return np.stack(channels)


def label_names(labels: Sequence[Any]) -> list[str]:
    """Numbers or text as names of classes; 3.0 is 3."""
    names = []
    for label in labels:
        written = label.decode("utf-8", "replace") if isinstance(label, bytes) else str(label)
        names.append(clean_name(written.removesuffix(".0")))
        if len(set(names)) > MAX_CLASSES:
            raise DataError(
                f"There are more than {MAX_CLASSES} different labels, as many as can be told apart here. Is it the "
                "right column?"
            )
    return names


def read_csv(content: bytes) -> Collection:
    """A CSV with a label and the pixels of one image in each row: 28 x 28 gives 785 columns. Raises DataError.

    The label is the first column, or the one called label; a header may be there or not. 3 x side x side pixels are a
    colour image, channel by channel.
    """
    import pandas as pd

    lines = check_csv(content)
    first = [cell.strip().strip('"').lower() for cell in lines[0].split(",")]
    channels, side = image_shape(len(first) - 1)
    named = [first.index(name) for name in ("label", "class", "target") if name in first]
    column = named[0] if named else 0
    header = bool(named) or not all(is_number(cell) for cell in first[1:])
    try:
        # A label is what is written, also NA or nothing at all.
        frame = pd.read_csv(
            io.BytesIO(content),
            header=0 if header else None,
            converters={column: str.strip},
            keep_default_na=False,
        )
        labels = frame.iloc[:, column].tolist()
        pixels = frame.drop(columns=frame.columns[column]).to_numpy()
        images = pixels.reshape(len(pixels), channels, side, side)
    except Exception as error:  # a stranger's text can fail anywhere in the parser
        raise DataError("The CSV cannot be read. Save it with commas between the columns.") from error
    if "" in labels:
        raise DataError(f"Row {labels.index('') + 1 + header} of the CSV has no label. Every row needs one.")
    if pixels.dtype.kind not in "fiu":
        raise DataError(
            "Some pixels are missing or no numbers. Every column but the label must hold numbers from 0 to 255."
        )
    return from_arrays(images, np.array(labels))


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
    if not width and ";" in lines[0]:
        raise DataError("The columns of the CSV are separated by semicolons. Save it with commas.")
    for number, line in enumerate(lines, start=1):
        if line.count(",") != width:
            raise DataError(
                f"Row {number} of the CSV has {line.count(',') + 1} columns, the first {width + 1}. Every row needs a "
                "label and the same number of pixels."
            )
    return lines


def image_shape(pixels: int) -> tuple[int, int]:
    """(channels, side) of an image with so many numbers."""
    for channels in (1, 3):
        side = round((pixels / channels) ** 0.5)
        if 8 <= side <= MAX_SIDE and channels * side * side == pixels:
            return channels, side
    raise DataError(
        f"Each row has {pixels} pixel{'s' * (pixels != 1)}, which is no square image of 8 x 8 to {MAX_SIDE} x "
        f"{MAX_SIDE} (28 x 28 would be 784, in three colours 2,352)."
    )


def is_number(cell: str) -> bool:
    """Whether a cell can be a pixel."""
    try:
        float(cell)
    except ValueError:
        return False
    return True


def finished(
    classes: Mapping[str, Sequence[Picture]], reads: str, left_out: Sequence[str] = (), remarks: Sequence[str] = ()
) -> Collection:
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
    return Collection(reads, collection.pictures, (*filter(None, [in_words(left_out)]), *remarks))


def in_words(left_out: Sequence[str]) -> str:
    """Which files were left out, and why."""
    if not left_out:
        return ""
    more = f" and {len(left_out) - NAMED} more" if len(left_out) > NAMED else ""
    return f"Left out: {'; '.join(left_out[:NAMED])}{more}."


def clean_file_name(name: str) -> str:
    """A file's name as it may be shown."""
    return "".join(letter if letter.isalnum() or letter in " ._-," else "_" for letter in name)[:60]
