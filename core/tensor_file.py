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

MAX_HEADER = 1_000_000  # bytes
BYTES: Mapping[str, int] = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "U8": 1}  # of one number
MAX_AXES_SHOWN = 8  # of a shape in a message
OTHER_FILES = (  # (what a file begins with, what to say)
    (
        b"version https://git-lfs",
        "This is a Git LFS pointer, a note in the place of the weights: “git lfs pull” gets them.",
    ),
    (b"\x89HDF", "This is an HDF5 file, as Keras writes it. Only weights of PyTorch can be read."),
    (b"GGUF", "This is a GGUF file of a language model. Only weights of the lessons' networks can be read."),
    (b"\x93NUMPY", "This is an array of NumPy. Save the weights with torch.save(net.state_dict(), 'net.pth')."),
    (b"<!doctype", "This is a web page, not weights. Download the file itself."),
    (b"<html", "This is a web page, not weights. Download the file itself."),
    (b"<?xml", "This is an XML document, not weights. Download the file itself."),
)
_LENGTH = 8  # bytes of the header's length at the start of the file


class Expected(NamedTuple):
    """A tensor that a file has to hold."""

    dtypes: Collection[str]  # names of the safetensors format, keys of BYTES
    shape: list[int] | None  # None: one axis of any length


class Sentences(NamedTuple):
    """How the messages about a file begin."""

    misfit: str  # a tensor is missing, or there is one too many
    other_shape: str  # a tensor has another shape
    content: str  # what the bytes of the file are called


def refuse_other_files(content: bytes) -> None:
    """Raise WeightsError, naming the kind of file, when a file cannot hold weights by how it begins."""
    begin = content[:_LENGTH].lstrip().lower() + content[_LENGTH:64].lower()
    said = next((sentence for mark, sentence in OTHER_FILES if begin.startswith(mark.lower())), "")
    if not content:
        said = "The file is empty. Copy or download it again."
    if said:
        raise WeightsError(said)


def read_header(content: bytes, button: str) -> tuple[dict[str, Any], int]:
    """Return (the JSON header of a safetensors file, the number of bytes that follow it).

    The header maps each tensor's name to dtype, shape and data_offsets. Raises WeightsError for any other file;
    `button`, which makes such files, is named in the message.
    """
    not_safetensors = WeightsError(
        f"This is not a safetensors file, nor one of torch.save. Bring one that was made with “{button}” here."
    )
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
        what = f"{missing[0]} is missing" if missing else f"{shown(unknown[0])} is not part of it"
        raise WeightsError(f"{sentences.misfit}: {what}.")
    needed = 0
    for name, (dtypes, shape) in expected.items():
        entry = header[name] if isinstance(header[name], dict) else {}
        announced, dtype = shape_of(entry), entry.get("dtype")
        fits = announced == shape if shape is not None else announced is not None and len(announced) == 1
        if announced is None or not fits:
            wanted = "a row of numbers" if shape is None else shape
            not_this = f", not {announced}" if announced is not None and len(announced) <= MAX_AXES_SHOWN else ""
            raise WeightsError(f"{sentences.other_shape}: {name} should be {wanted}{not_this}.")
        if not isinstance(dtype, str) or dtype not in dtypes:
            kind = "floating-point" if all("F" in each for each in dtypes) else "whole"
            raise WeightsError(f"{name} should hold {kind} numbers ({', '.join(dtypes)}), not {shown(dtype)}.")
        needed += BYTES[dtype] * math.prod(announced)
    return needed


def check_size(data_bytes: int, needed: int, sentences: Sentences) -> None:
    """Raise WeightsError unless the file holds as many bytes as its tensors need."""
    if data_bytes != needed:
        raise WeightsError(
            f"The file is damaged: it holds {data_bytes:,} bytes of {sentences.content} instead of {needed:,}."
        )


def shape_of(entry: Any) -> list[int] | None:
    """The shape in a header's entry; None where there is none that a tensor can have."""
    shape = entry.get("shape") if isinstance(entry, dict) else None
    is_shape = isinstance(shape, list) and all(type(size) is int and size >= 0 for size in shape)
    return shape if is_shape else None


def load_tensors(content: bytes, advice: str) -> dict[str, Tensor]:
    """All tensors of a safetensors file. Raises WeightsError, with the advice, when they cannot be read."""
    try:
        return load(content)
    except Exception as error:  # safetensors raises its own class and, for odd headers, several built-in ones
        raise WeightsError(f"The file is damaged: its tensors cannot be read. {advice}") from error


def shown(name: object) -> str:
    """A name out of a stranger's file as it may be shown: letters, digits, points and underscores, at most 40."""
    return "".join(letter for letter in str(name)[:40] if letter.isalnum() or letter in "._") or "a nameless tensor"
