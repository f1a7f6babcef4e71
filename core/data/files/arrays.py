"""NumPy's .npz: images and labels under the names that people really use, with a test part of their own or without."""

import io
import math
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.data.files.collecting import NAMED, Found, check_size, clean_file_name, collected
from core.data.files.labels import labels_of
from core.data.files.pixels import axes_of, to_picture
from core.data.own import MAX_CLASSES, MAX_PICTURES, TEST, TRAIN, VALIDATION, Collection
from core.data.scales import Scale, scale_for
from core.errors import DataError

MAX_ARRAYS = 100
MAX_NUMBERS = 400_000_000  # of one array: it is read piece by piece
MAX_AT_ONCE = 80_000_000  # bytes of an array that has to be read whole
PIECE = 4_000_000  # numbers that are read at once
DIFFERENT = 16  # times as bright as another part: then each has a range of its own
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
IMAGES = ("x", "image", "images", "img", "imgs", "data", "feature", "features", "pixels", "pictures", "input", "inputs")
LABELS = ("y", "label", "labels", "target", "targets", "class", "classes")
NAMES = ("classnames", "labelnames", "targetnames", "names", "categories")
PARTS: Mapping[str, str] = {
    "training": TRAIN,
    "train": TRAIN,
    "validation": VALIDATION,
    "valid": VALIDATION,
    "val": VALIDATION,
    "dev": VALIDATION,
    "testing": TEST,
    "test": TEST,
}

Numbers = NDArray[Any]


class Array(NamedTuple):
    """One array of an .npz, by its header."""

    name: str
    member: zipfile.ZipInfo
    shape: tuple[int, ...]
    dtype: "np.dtype[Any]"
    fortran: bool  # whether its first index changes fastest

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        return math.prod(self.shape)


class Pair(NamedTuple):
    """Images and their labels."""

    part: str
    images: Array
    labels: Array


def read_npz(content: bytes) -> Collection:
    """NumPy's .npz with images and labels -> its pictures. Raises DataError.

    Images are (N, H, W), (N, H, W, C), (N, C, H, W) or rows of pixels, of any type of number; labels are (N,), (N, 1)
    or one-hot. Arrays of objects are refused: they would have to be unpickled.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            arrays = [_header(archive, member) for member in archive.infolist()[:MAX_ARRAYS]]
            known = [array for array in arrays if array is not None]
            pairs, remarks = _pairs(known)
            return _read(archive, pairs, _class_names(archive, known), remarks + _unused(known, pairs))
    except DataError:
        raise
    except Exception as error:  # a stranger's bytes can fail in zipfile, zlib and NumPy, each in its own way
        raise DataError("This is not an .npz file, or it is damaged. Save it with numpy.savez.") from error


def _header(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Array | None:
    name = member.filename.rpartition("/")[2]
    if not name.endswith(".npy") or name.startswith("._"):  # macOS adds such beside each file
        return None
    if member.compress_type not in READABLE:
        raise DataError("The .npz is packed in a way that is not read here. Save it with numpy.savez_compressed.")
    with archive.open(member) as file:
        shape, fortran, dtype = read_npy_header(file)
    return Array(name.removesuffix(".npy"), member, shape, dtype, fortran)


def read_npy_header(file: IO[bytes]) -> tuple[tuple[int, ...], bool, "np.dtype[Any]"]:
    """(shape, whether in Fortran's order, dtype) of one array in an .npz."""
    version = np.lib.format.read_magic(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, fortran, dtype = read(file)
    return shape, fortran, dtype


def _pairs(arrays: Sequence[Array]) -> tuple[list[Pair], list[str]]:
    """(images with their labels, what had to be guessed), by the arrays' names or, where these say nothing, shapes."""
    known: dict[tuple[str, str], Array] = {}
    for array in arrays:
        role = _role(array.name)
        if role is not None:
            if role in known and _is_better(known[role], array, role[1]):
                continue
            if role in known and not _is_better(array, known[role], role[1]):
                raise DataError(
                    f"The .npz has two arrays that could be the {role[1]}: {_listed([known[role], array])}. Keep one."
                )
            known[role] = array
    parts = [part for part, kind in known if kind == "images" and (part, "labels") in known]
    if parts:
        if len(parts) > 1 and "" in parts:
            parts.remove("")
        return [Pair(part or TRAIN, known[part, "images"], known[part, "labels"]) for part in parts], []
    return _pairs_by_shape(arrays)


def _is_better(one: Array, other: Array, kind: str) -> bool:
    """Whether one of two arrays of the same meaning is the plainer one: pictures before rows of their pixels."""
    if kind == "images":
        return len(one.shape) > len(other.shape)
    return other.dtype.kind in "US" and one.dtype.kind in "iu"  # numbers before the names of the classes


def _role(name: str) -> tuple[str, str] | None:
    """("train", "images") of x_train, ("", "labels") of y; None of a name that says nothing."""
    letters = re.sub(r"[^a-z]", "", name.lower())
    for word, part in (("", ""), *PARTS.items()):
        rest = letters.replace(word, "", 1) if word and word in letters else letters if not word else None
        if rest in IMAGES:
            return part, "images"
        if rest in LABELS:
            return part, "labels"
    return None


def _pairs_by_shape(arrays: Sequence[Array]) -> tuple[list[Pair], list[str]]:
    """Images are what has many numbers each; labels are one number each, and as many as the images."""
    images = [each for each in arrays if each.dtype.kind in "fiub" and len(each.shape) > 1 and _each(each) >= 64]
    labels = [each for each in arrays if each not in images and len(each.shape) in (1, 2)]
    pairs: list[Pair] = []
    for image in images:
        fitting = next((each for each in labels if image.shape[0] in each.shape), None)
        if fitting is not None:
            labels.remove(fitting)
            pairs.append(Pair((TRAIN, TEST, VALIDATION)[min(len(pairs), 2)], image, fitting))
    if not pairs:
        objects = [each for each in arrays if each.dtype.hasobject]
        if objects:
            raise _with_objects(objects[0])
        what = "labels" if images else "images and labels"
        raise DataError(
            f"The .npz needs two arrays, images and labels, with as many labels as images; it has: {_listed(arrays)}. "
            f"Save it with numpy.savez('own.npz', images=..., labels=...), so that its {what} can be found."
        )
    guessed = "; ".join(f"{_named(pair.images)} the images and {_named(pair.labels)} their labels" for pair in pairs)
    remarks = [f"By their shapes, the arrays were taken to be: {guessed}."]
    if len(pairs) > 1:
        remarks.append(f"{_named(pairs[1].images)} was taken for testing.")
    return pairs[:3], remarks


def _each(array: Array) -> int:
    return array.size // max(1, array.shape[0])


def _named(array: Array) -> str:
    return f"“{clean_file_name(array.name)}”"


def _listed(arrays: Sequence[Array]) -> str:
    named = [f"{clean_file_name(array.name)} {array.shape}" for array in arrays[:NAMED]]
    return ", ".join(named)[:300] or "none"


def _unused(arrays: Sequence[Array], pairs: Sequence[Pair]) -> list[str]:
    """Images that have no labels."""
    used = {array.name for pair in pairs for array in (pair.images, pair.labels)}
    without = [array for array in arrays if array.name not in used and (_role(array.name) or ("", ""))[1] == "images"]
    return [f"Left out, since there are no labels for them: {', '.join(map(_named, without))}."] if without else []


def _class_names(archive: zipfile.ZipFile, arrays: Sequence[Array]) -> list[str]:
    """The names of the classes by number, where an array has them."""
    for array in arrays:
        letters = re.sub(r"[^a-z]", "", array.name.lower())
        of_classes = letters in (*NAMES, "classes") and len(array.shape) == 1 and array.size <= MAX_CLASSES
        if of_classes and array.dtype.kind in "US":
            return labels_of(_whole(archive, array), array.size)[0]
    return []


def _with_objects(array: Array) -> DataError:
    return DataError(
        f"The array {clean_file_name(array.name)} holds Python objects, which are not loaded because they could carry "
        "code. Save it as numbers or text."
    )


def _read(archive: zipfile.ZipFile, pairs: Sequence[Pair], names: Sequence[str], remarks: list[str]) -> Collection:
    for array in chain.from_iterable((pair.images, pair.labels) for pair in pairs):
        _check(array)
    labels = []
    for pair in pairs:
        written, remark = labels_of(_whole(archive, pair.labels), _images_in(pair))
        labels.append(written)
        remarks.append(remark)
    labels = _with_names(labels, names)
    total = sum(map(len, labels))
    if not total:
        raise DataError("The arrays are empty.")
    if total > MAX_PICTURES:
        raise DataError(f"There are {total:,} images; at most {MAX_PICTURES:,} are read. Save fewer.")
    scales = _scales(pairs, [_range(archive, pair) for pair in pairs])
    found: list[Found] = []
    for pair, written, scale in zip(pairs, labels, scales, strict=True):
        sample = next(_pieces(archive, pair))
        axes = axes_of((len(written), *sample.shape[1:]), sample[:100])
        check_size(total, to_picture(axes.to_pictures(scale.apply(sample[:1]))[0]).size)
        images = chain.from_iterable(axes.to_pictures(scale.apply(piece)) for piece in _pieces(archive, pair))
        found += [Found(name, to_picture(image), pair.part) for name, image in zip(written, images, strict=True)]
        turned = pair.images.shape[0] != len(written)
        remarks += [
            scale.remark,
            axes.remark,
            f"The last axis of {_named(pair.images)} was taken to count the images." * turned,
        ]
    if len({one.picture.shape for one in found}) > 1:
        raise DataError("The images for training and for testing have different sizes. Save them in one size.")
    said = list(dict.fromkeys(filter(None, remarks)))
    return collected(found, (), said, divided=len({pair.part for pair in pairs}) > 1)


def _with_names(labels: list[list[str]], names: Sequence[str]) -> list[list[str]]:
    """Names of classes in the place of their numbers, from 0 or from 1, where there is one for each."""
    numbers = {int(one) if one.isdecimal() else -1 for part in labels for one in part}
    first = 1 if numbers and min(numbers) == 1 and max(numbers) == len(names) else 0
    if not numbers or not names or min(numbers) < first or max(numbers) - first >= len(names):
        return labels
    if len(names) > max(2, 2 * len(numbers)):
        return labels  # names of something else, such as of the files
    return [[names[int(one) - first] for one in part] for part in labels]


def _scales(pairs: Sequence[Pair], ranges: Sequence[tuple[float, float]]) -> list[Scale]:
    """One scale for all parts; one for each where somebody has divided the pixels of one part only."""
    lows, highs = zip(*ranges, strict=True)
    kinds = [pair.images.dtype for pair in pairs]
    if max(highs) > DIFFERENT * max(min(highs), 1e-9):
        return [scale_for(kind, *limits) for kind, limits in zip(kinds, ranges, strict=True)]
    return [scale_for(kinds[0], min(lows), max(highs))] * len(pairs)


def _check(array: Array) -> None:
    """Raise DataError unless the array may be read."""
    if array.dtype.hasobject:
        raise _with_objects(array)
    if array.size > MAX_NUMBERS or _each(array) > PIECE:
        raise DataError(
            f"The array {clean_file_name(array.name)} of shape {str(array.shape)[:60]} is too large. Save fewer or "
            "smaller images."
        )


def _images_in(pair: Pair) -> int:
    """How many images there are: the axis that counts them has as many places as there are labels."""
    shape, labels = pair.images.shape, pair.labels.shape
    if not shape or not labels or len(shape) < 2:
        raise DataError(f"{_named(pair.images)} has shape {shape}, which is no list of images (N, H, W).")
    if shape[0] in labels or shape[0] == 0:
        return shape[0]
    if shape[-1] in labels and len(shape) > 2:
        return shape[-1]
    raise DataError(
        f"{_named(pair.images)} has shape {shape} and {_named(pair.labels)} {labels}. Wanted: images (N, H, W) or "
        "(N, H, W, C), and as many labels (N,)."
    )


def _range(archive: zipfile.ZipFile, pair: Pair) -> tuple[float, float]:
    """The least and the greatest pixel; not a number where one is none."""
    if pair.images.dtype.kind not in "fiub":
        raise DataError(
            f"The pixels are of type {pair.images.dtype}. Wanted: numbers, such as whole ones from 0 to 255."
        )
    lows, highs = zip(*((float(piece.min()), float(piece.max())) for piece in _pieces(archive, pair)), strict=True)
    return float(np.min(lows)), float(np.max(highs))


def _pieces(archive: zipfile.ZipFile, pair: Pair) -> Iterator[Numbers]:
    """The images some at a time, the first axis counting them."""
    array, count = pair.images, _images_in(pair)
    if array.fortran or array.shape[0] != count:
        whole = _whole(archive, array)
        turned = whole if array.shape[0] == count else np.moveaxis(whole, -1, 0)
        at_once = max(1, PIECE * count // max(1, array.size))
        yield from (turned[begin : begin + at_once] for begin in range(0, count, at_once))
        return
    at_once = max(1, PIECE // max(1, _each(array)))
    with archive.open(array.member) as file:
        read_npy_header(file)
        for begin in range(0, count, at_once):
            rows = min(at_once, count - begin)
            size = rows * _each(array) * array.dtype.itemsize
            content = file.read(size)
            if len(content) != size:
                raise DataError(f"The array {clean_file_name(array.name)} is cut off. Save the file again.")
            yield np.frombuffer(content, array.dtype).reshape(rows, *array.shape[1:])


def _whole(archive: zipfile.ZipFile, array: Array) -> Numbers:
    if array.dtype.hasobject:
        raise _with_objects(array)
    if array.size * array.dtype.itemsize > MAX_AT_ONCE:
        raise DataError(
            f"The array {clean_file_name(array.name)} of shape {str(array.shape)[:60]} is too large to be turned. Save "
            "it with the images along the first axis, in C order (numpy.ascontiguousarray)."
        )
    with archive.open(array.member) as file:
        read: Numbers = np.lib.format.read_array(file, allow_pickle=False)
    return read
