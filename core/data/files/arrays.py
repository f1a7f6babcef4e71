"""NumPy's .npz: images and labels under the names that people really use, with a test part of their own or without."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from core.data.files.collecting import Found, check_size, clean_file_name, collected
from core.data.files.labels import labels_of
from core.data.files.pairs import Array, Pair, find_pairs, named, size_of_one, unused, with_objects
from core.data.files.pixels import axes_of, to_picture
from core.data.own import MAX_CLASSES, MAX_PICTURES, Collection
from core.data.scales import Scale, scale_for
from core.errors import DataError
from core.messages import Message

MAX_ARRAYS = 100
MAX_NUMBERS = 400_000_000  # of one array: it is read piece by piece
MAX_AT_ONCE = 80_000_000  # bytes of an array that has to be read whole
PIECE = 4_000_000  # numbers that are read at once
NAMES = ("classnames", "labelnames", "targetnames", "names", "categories")
DIFFERENT = 16  # where one part is more than this many times as bright as another, each part has a scale of its own
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
Numbers = NDArray[Any]


def read_npz(content: bytes) -> Collection:
    """NumPy's .npz with images and labels -> its pictures. Raises DataError.

    Images are (N, H, W), (N, H, W, C), (N, C, H, W) or rows of pixels, of any type of number; labels are (N,), (N, 1)
    or one-hot. Arrays of objects are refused: they would have to be unpickled.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            arrays = [_header(archive, member) for member in archive.infolist()[:MAX_ARRAYS]]
            known = [array for array in arrays if array is not None]
            pairs, remarks = find_pairs(known)
            return _read(archive, pairs, _class_names(archive, known), remarks + unused(known, pairs))
    except DataError:
        raise
    except Exception as error:  # a stranger's bytes can fail in zipfile, zlib and NumPy, each in its own way
        raise DataError("files-npz-damaged") from error


def _header(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Array | None:
    name = member.filename.rpartition("/")[2]
    if not name.endswith(".npy") or name.startswith("._"):  # macOS adds a “._” file beside each file
        return None
    if member.compress_type not in READABLE:
        raise DataError("files-npz-packed")
    with archive.open(member) as file:
        shape, fortran, dtype = read_npy_header(file)
    return Array(name.removesuffix(".npy"), member, shape, dtype, fortran)


def read_npy_header(file: IO[bytes]) -> tuple[tuple[int, ...], bool, "np.dtype[Any]"]:
    """(shape, whether in Fortran's order, dtype) of one array in an .npz."""
    version = np.lib.format.read_magic(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, fortran, dtype = read(file)
    return shape, fortran, dtype


def _class_names(archive: zipfile.ZipFile, arrays: Sequence[Array]) -> list[str]:
    """The names of the classes in the order of their numbers; [] where no array holds such names."""
    for array in arrays:
        letters = re.sub(r"[^a-z]", "", array.name.lower())
        of_classes = letters in (*NAMES, "classes") and len(array.shape) == 1 and array.size <= MAX_CLASSES
        if of_classes and array.dtype.kind in "US":
            return labels_of(_whole(archive, array), array.size)[0]
    return []


def _read(archive: zipfile.ZipFile, pairs: Sequence[Pair], names: Sequence[str], remarks: list[Message]) -> Collection:
    for array in chain.from_iterable((pair.images, pair.labels) for pair in pairs):
        _check(array)
    labels = []
    for pair in pairs:
        written, remark = labels_of(_whole(archive, pair.labels), _images_in(pair))
        labels.append(written)
        remarks += filter(None, [remark])
    labels = _with_names(labels, names)
    total = sum(map(len, labels))
    if not total:
        raise DataError("files-arrays-empty")
    if total > MAX_PICTURES:
        raise DataError("files-too-many-images", count=total, most=MAX_PICTURES)
    scales = _scales(pairs, [_range(archive, pair) for pair in pairs])
    examples: list[Found] = []
    for pair, written, scale in zip(pairs, labels, scales, strict=True):
        sample = next(_pieces(archive, pair))
        axes = axes_of((len(written), *sample.shape[1:]), sample[:100])
        check_size(total, to_picture(axes.to_pictures(scale.apply(sample[:1]))[0]).size)
        images = chain.from_iterable(axes.to_pictures(scale.apply(piece)) for piece in _pieces(archive, pair))
        examples += [Found(name, to_picture(image), pair.part) for name, image in zip(written, images, strict=True)]
        remarks += filter(None, [scale.remark, axes.remark])
        if pair.images.shape[0] != len(written):
            remarks.append(Message("files-last-axis", images=named(pair.images)))
    if len({one.picture.shape for one in examples}) > 1:
        raise DataError("files-two-sizes")
    return collected(examples, (), list(dict.fromkeys(remarks)), divided=len({pair.part for pair in pairs}) > 1)


def _with_names(labels: list[list[str]], names: Sequence[str]) -> list[list[str]]:
    """The labels with names in place of numbers, from 0 or from 1; unchanged where the names do not fit the numbers."""
    numbers = {int(one) if one.isdecimal() else -1 for part in labels for one in part}
    first = 1 if numbers and min(numbers) == 1 and max(numbers) == len(names) else 0
    if not numbers or not names or min(numbers) < first or max(numbers) - first >= len(names):
        return labels
    if len(names) > max(2, 2 * len(numbers)):
        return labels  # names of something else, such as of the files
    return [[names[int(one) - first] for one in part] for part in labels]


def _scales(pairs: Sequence[Pair], ranges: Sequence[tuple[float, float]]) -> list[Scale]:
    """The Scale of each part: one for all, or one for each where ranges differ, as when only one part was divided."""
    lows, highs = zip(*ranges, strict=True)
    kinds = [pair.images.dtype for pair in pairs]
    if max(highs) > DIFFERENT * max(min(highs), 1e-9):
        return [scale_for(kind, *limits) for kind, limits in zip(kinds, ranges, strict=True)]
    return [scale_for(kinds[0], min(lows), max(highs))] * len(pairs)


def _check(array: Array) -> None:
    """Raise DataError when the array holds Python objects, or when it is too large."""
    if array.dtype.hasobject:
        raise with_objects(array)
    if array.size > MAX_NUMBERS or size_of_one(array) > PIECE:
        raise DataError("files-array-too-large", name=clean_file_name(array.name), shape=str(array.shape)[:60])


def _images_in(pair: Pair) -> int:
    """How many images a pair has: the length of the first or last axis, whichever equals the number of labels.

    Raises DataError where neither axis does.
    """
    shape, labels = pair.images.shape, pair.labels.shape
    if not shape or not labels or len(shape) < 2:
        raise DataError("files-no-list-of-images", images=named(pair.images), shape=str(shape))
    if shape[0] in labels or shape[0] == 0:
        return shape[0]
    if shape[-1] in labels and len(shape) > 2:
        return shape[-1]
    raise DataError(
        "files-shapes-differ",
        images=named(pair.images),
        shape=str(shape),
        labels=named(pair.labels),
        shape_of_labels=str(labels),
    )


def _range(archive: zipfile.ZipFile, pair: Pair) -> tuple[float, float]:
    """(the least pixel, the greatest pixel); NaN where a pixel is NaN. Raises DataError where they are no numbers."""
    if pair.images.dtype.kind not in "fiub":
        raise DataError("files-pixels-of-type", type=str(pair.images.dtype))
    lows, highs = zip(*((float(piece.min()), float(piece.max())) for piece in _pieces(archive, pair)), strict=True)
    return float(np.min(lows)), float(np.max(highs))


def _pieces(archive: zipfile.ZipFile, pair: Pair) -> Iterator[Numbers]:
    """Yield the images in pieces (n, ...) of about PIECE numbers. Raises DataError when the array is cut off."""
    array, count = pair.images, _images_in(pair)
    if array.fortran or array.shape[0] != count:
        whole = _whole(archive, array)
        turned = whole if array.shape[0] == count else np.moveaxis(whole, -1, 0)
        at_once = max(1, PIECE * count // max(1, array.size))
        yield from (turned[begin : begin + at_once] for begin in range(0, count, at_once))
        return
    at_once = max(1, PIECE // max(1, size_of_one(array)))
    with archive.open(array.member) as file:
        read_npy_header(file)
        for begin in range(0, count, at_once):
            rows = min(at_once, count - begin)
            size = rows * size_of_one(array) * array.dtype.itemsize
            content = file.read(size)
            if len(content) != size:
                raise DataError("files-array-cut-off", name=clean_file_name(array.name))
            yield np.frombuffer(content, array.dtype).reshape(rows, *array.shape[1:])


def _whole(archive: zipfile.ZipFile, array: Array) -> Numbers:
    if array.size * array.dtype.itemsize > MAX_AT_ONCE:
        raise DataError("files-array-to-turn", name=clean_file_name(array.name), shape=str(array.shape)[:60])
    with archive.open(array.member) as file:
        read: Numbers = np.lib.format.read_array(file, allow_pickle=False)
    return read
