"""The header of a safetensors file from a stranger, which is checked before a tensor of the file is read.

A safetensors file begins with eight bytes that say how long its header is; the header is JSON and announces each tensor
by name, dtype, shape and place; the numbers of the tensors follow. Saved weights (core/weights.py) and saved runs
(core/runs/checkpoint.py) are both such files. Format: https://huggingface.co/docs/safetensors.
"""

import json
import math
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from safetensors.torch import load
from torch import Tensor

from core.errors import WeightsError
from core.messages import Message, Value

MAX_HEADER = 1_000_000  # bytes
BYTES: Mapping[str, int] = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "U8": 1}  # of one number
MAX_AXES_SHOWN = 8  # of a shape in a message
OTHER_FILES = (  # (what a file begins with, what to say)
    (b"version https://git-lfs", Message("weights-file-git-lfs")),
    (b"\x89HDF", Message("weights-file-hdf5")),
    (b"GGUF", Message("weights-file-gguf")),
    (b"\x93NUMPY", Message("weights-file-numpy")),
    (b"<!doctype", Message("weights-file-web-page")),
    (b"<html", Message("weights-file-web-page")),
    (b"<?xml", Message("weights-file-xml")),
)
_LENGTH = 8  # bytes of the header's length at the start of the file


class Expected(NamedTuple):
    """A tensor that a file has to hold."""

    dtypes: Collection[str]  # names of the safetensors format, keys of BYTES
    shape: list[int] | None  # None: one axis of any length


class Sentences(NamedTuple):
    """How the messages about a file begin."""

    misfit: Message  # a tensor is missing, or there is one too many
    other_shape: Message  # a tensor has another shape
    content: Message  # what the bytes of the file are called


def refuse_other_files(content: bytes) -> None:
    """Raise WeightsError, naming the kind of file, when a file cannot hold weights by how it begins."""
    begin = content[:_LENGTH].lstrip().lower() + content[_LENGTH:64].lower()
    if not content:
        raise WeightsError("weights-file-empty")
    said = next((message for mark, message in OTHER_FILES if begin.startswith(mark.lower())), None)
    if said is not None:
        raise WeightsError(said.id)


def read_header(content: bytes, button: Message) -> tuple[dict[str, Any], int]:
    """Return (the JSON header of a safetensors file, the number of bytes that follow it).

    The header maps each tensor's name to dtype, shape and data_offsets. Raises WeightsError for any other file;
    `button`, which makes such files, is named in the message.
    """
    not_safetensors = WeightsError("weights-file-unknown", button=button)
    if len(content) < _LENGTH:
        raise not_safetensors
    length = int.from_bytes(content[:_LENGTH], "little")
    if not 0 < length <= min(MAX_HEADER, len(content) - _LENGTH):
        raise not_safetensors
    try:
        header = json.loads(content[_LENGTH : _LENGTH + length], object_pairs_hook=no_duplicates)
    except (ValueError, RecursionError) as error:
        raise not_safetensors from error
    if not isinstance(header, dict):
        raise not_safetensors
    return header, len(content) - _LENGTH - length


def no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object in which no key stands twice."""
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a key stands twice")
    return values


def check_tensors(header: Mapping[str, Any], expected: Mapping[str, Expected], sentences: Sentences) -> int:
    """Return the bytes that the announced tensors take. Raises WeightsError unless they are those expected."""
    missing, unknown = sorted(expected.keys() - header.keys()), sorted(header.keys() - expected.keys())
    if missing or unknown:
        problem = (
            Message("weights-missing", name=missing[0])
            if missing
            else Message("weights-too-many", name=shown(unknown[0]))
        )
        raise WeightsError("weights-misfit", what=sentences.misfit, problem=problem)
    needed = 0
    for name, (dtypes, shape) in expected.items():
        entry = header[name] if isinstance(header[name], dict) else {}
        announced, dtype = shape_of(entry), entry.get("dtype")
        fits = announced == shape if shape is not None else announced is not None and len(announced) == 1
        if announced is None or not fits:
            wanted = Message("weights-row-of-numbers") if shape is None else str(shape)
            problem = (
                Message("weights-should-be-not", name=name, wanted=wanted, given=str(announced))
                if announced is not None and len(announced) <= MAX_AXES_SHOWN
                else Message("weights-should-be", name=name, wanted=wanted)
            )
            raise WeightsError("weights-misfit", what=sentences.other_shape, problem=problem)
        if not isinstance(dtype, str) or dtype not in dtypes:
            floating = all("F" in each for each in dtypes)
            raise WeightsError(
                "weights-not-floating" if floating else "weights-not-whole",
                name=name,
                types=", ".join(dtypes),
                given=shown(dtype),
            )
        needed += BYTES[dtype] * math.prod(announced)
    return needed


def check_size(data_bytes: int, needed: int, sentences: Sentences) -> None:
    """Raise WeightsError unless the file holds as many bytes as its tensors need."""
    if data_bytes != needed:
        raise WeightsError(
            "weights-other-size", held=f"{data_bytes:,}", content=sentences.content, needed=f"{needed:,}"
        )


def shape_of(entry: Any) -> list[int] | None:
    """The shape in a header's entry; None where there is none that a tensor can have."""
    shape = entry.get("shape") if isinstance(entry, dict) else None
    is_shape = isinstance(shape, list) and all(type(size) is int and size >= 0 for size in shape)
    return shape if is_shape else None


def load_tensors(content: bytes, advice: Message) -> dict[str, Tensor]:
    """All tensors of a safetensors file. Raises WeightsError, with the advice, when they cannot be read."""
    try:
        return load(content)
    except Exception as error:  # safetensors raises its own class and, for odd headers, several built-in ones
        raise WeightsError("weights-tensors-unreadable", advice=advice) from error


def shown(name: object) -> Value:
    """A name out of a stranger's file as it may be shown: letters, digits, points and underscores, at most 40."""
    letters = "".join(letter for letter in str(name)[:40] if letter.isalnum() or letter in "._")
    return letters or Message("weights-nameless")
