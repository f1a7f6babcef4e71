"""Which array of an .npz is which, images and labels, for training and testing: by their names, else by shapes."""

import math
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from core.data.files.collecting import NAMED, clean_file_name, with_semicolons
from core.data.own import TEST, TRAIN, VALIDATION
from core.errors import DataError
from core.messages import Message, Value

IMAGES = ("x", "image", "images", "img", "imgs", "data", "feature", "features", "pixels", "pictures", "input", "inputs")
LABELS = ("y", "label", "labels", "target", "targets", "class", "classes")
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


def find_pairs(arrays: Sequence[Array]) -> tuple[list[Pair], list[Message]]:
    """(the pairs of images and labels, remarks on what was guessed). Raises DataError when there is no clear pair.

    Arrays are recognised by their names or, where the names say nothing, by their shapes.
    """
    known: dict[tuple[str, str], Array] = {}
    for array in arrays:
        role = _role(array.name)
        if role is not None:
            if role in known and _is_better(known[role], array, role[1]):
                continue
            if role in known and not _is_better(array, known[role], role[1]):
                raise DataError("files-npz-two", kind=role[1], arrays=_listed([known[role], array]))
            known[role] = array
    parts = [part for part, kind in known if kind == "images" and (part, "labels") in known]
    if parts:
        if len(parts) > 1 and "" in parts:
            parts.remove("")
        return [Pair(part or TRAIN, known[part, "images"], known[part, "labels"]) for part in parts], []
    return _pairs_by_shape(arrays)


def _is_better(one: Array, other: Array, kind: str) -> bool:
    """Return whether `one` is the better of two arrays with equal meaning: pictures are better than rows of pixels."""
    if kind == "images":
        return len(one.shape) > len(other.shape)
    return other.dtype.kind in "US" and one.dtype.kind in "iu"  # numbers are better than names of classes


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


def _pairs_by_shape(arrays: Sequence[Array]) -> tuple[list[Pair], list[Message]]:
    """(pairs, remarks) by shapes: images have many numbers each, and their labels are as many as the images.

    Raises DataError when there is no pair.
    """
    images = [each for each in arrays if each.dtype.kind in "fiub" and len(each.shape) > 1 and size_of_one(each) >= 64]
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
            raise with_objects(objects[0])
        raise DataError("files-npz-needs-labels" if images else "files-npz-needs-both", arrays=_listed(arrays))
    guessed = [Message("files-npz-pair", images=named(pair.images), labels=named(pair.labels)) for pair in pairs]
    remarks = [Message("files-npz-by-shape", pairs=with_semicolons(guessed))]
    if len(pairs) > 1:
        remarks.append(Message("files-npz-for-testing", images=named(pairs[1].images)))
    return pairs[:3], remarks


def size_of_one(array: Array) -> int:
    """How many numbers one image has."""
    return array.size // max(1, array.shape[0])


def named(array: Array) -> str:
    """The array's name in quotation marks, for a sentence."""
    return f"“{clean_file_name(array.name)}”"


def _listed(arrays: Sequence[Array]) -> Value:
    named = [f"{clean_file_name(array.name)} {array.shape}" for array in arrays[:NAMED]]
    return ", ".join(named)[:300] or Message("files-npz-no-arrays")


def unused(arrays: Sequence[Array], pairs: Sequence[Pair]) -> list[Message]:
    """A list with one remark that names the arrays of images without labels; [] when there are none."""
    used = {array.name for pair in pairs for array in (pair.images, pair.labels)}
    without = [array for array in arrays if array.name not in used and (_role(array.name) or ("", ""))[1] == "images"]
    return [Message("files-npz-without-labels", images=", ".join(map(named, without)))] if without else []


def with_objects(array: Array) -> DataError:
    """The DataError for an array of Python objects, which would have to be unpickled."""
    return DataError("files-array-of-objects", name=clean_file_name(array.name))
