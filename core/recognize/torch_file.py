"""The tensors that a file from elsewhere claims to hold: torch.save's new and old format, and plain safetensors.

At first only names, dtypes and shapes are read. The numbers of a tensor are read when `load` of its Claim is called.
"""

import io
import math
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

import torch
from torch import Tensor

from core.errors import WeightsError
from core.messages import Message
from core.recognize.torch_pickle import Record, Storage, read_pickle
from core.tensor_file import shown

MAX_MEMBERS = 5_000
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MAX_EXPANDED = 250_000_000  # bytes of all files in torch's zip
MAGIC = 0x1950A86A20F9469CFC6C  # the number that torch's old format begins with
NESTED = 3  # dicts within dicts that are looked into for weights
SAFETENSORS: Mapping[str, torch.dtype] = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
    "I32": torch.int32,
    "I16": torch.int16,
    "I8": torch.int8,
    "U8": torch.uint8,
    "BOOL": torch.bool,
}


class Claim(NamedTuple):
    """A tensor that a file says it holds."""

    dtype: torch.dtype
    shape: tuple[int, ...]
    load: Callable[[], Tensor]  # its numbers; raises WeightsError


Claims = Mapping[str, Claim]


def is_torch_file(content: bytes) -> bool:
    """Whether it begins as torch.save's files do, in the new format (a zip) or the old one (pickles).

    A safetensors file begins with the length of its header, which may be any bytes; its header then opens with a brace.
    """
    return content.startswith((b"PK", b"\x80")) and content[8:9] != b"{"


def read_torch_file(content: bytes) -> list[Claims]:
    """Every dict of tensors in what torch.save wrote, the outermost first. Raises WeightsError."""
    value, load = _open_zip(content) if content.startswith(b"PK") else _open_old(content)
    dicts: list[Claims] = [
        {
            name: Claim(record.storage.dtype, record.shape, partial(_view, name, record, load))
            for name, record in tensors.items()
        }
        for tensors in _dicts_of_tensors(value, NESTED, set())
    ]
    if not dicts:
        raise WeightsError("weights-torch-unnamed")
    return dicts


def read_safetensors(header: Mapping[str, Any], content: bytes, data_bytes: int) -> Claims:
    """The tensors of a safetensors file, by its header. Raises WeightsError."""
    begin = len(content) - data_bytes
    claims = {}
    for name, entry in header.items():
        try:
            dtype, shape = SAFETENSORS[entry["dtype"]], tuple(entry["shape"])
            first, last = entry["data_offsets"]
            whole = all(type(size) is int and size >= 0 for size in (*shape, first, last))
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(Message("weights-damaged-said", name=shown(name))) from error
        wanted = math.prod(shape) * dtype.itemsize if whole else -1
        if not whole or last - first != wanted:
            raise _damaged(Message("weights-damaged-bytes", name=shown(name)))
        if last > data_bytes:
            raise _damaged(
                Message("weights-damaged-end", name=shown(name), wanted=f"{last:,}", there=f"{data_bytes:,}")
            )
        claims[name] = Claim(dtype, shape, partial(_from_bytes, content, begin + first, dtype, shape))
    end = max((entry["data_offsets"][1] for entry in header.values()), default=0)
    if data_bytes > end:
        raise _damaged(Message("weights-damaged-behind-last", count=f"{data_bytes - end:,}"))
    return claims


def _damaged(problem: Message) -> WeightsError:
    return WeightsError("weights-damaged", problem=problem)


def _dicts_of_tensors(value: Any, depth: int, seen: set[int]) -> list[dict[str, Record]]:
    """Return the dicts of tensors in a value, the outermost first, down to `depth` dicts within dicts.

    `seen`: ids of the dicts that were looked into, since a file may hold a dict many times within itself.
    """
    if not isinstance(value, dict) or id(value) in seen:
        return []
    seen.add(id(value))
    tensors = {name: each for name, each in value.items() if isinstance(each, Record) and isinstance(name, str)}
    inner = [nested for each in value.values() if depth for nested in _dicts_of_tensors(each, depth - 1, seen)]
    return ([tensors] if tensors else []) + inner


Load = Callable[[str, Storage], bytes]  # (a tensor's name, the storage of its numbers) -> the bytes of the numbers


def _open_zip(content: bytes) -> tuple[Any, Load]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = {member.filename: member for member in archive.infolist()}
    except Exception as error:
        raise _damaged(Message("weights-damaged-no-end")) from error
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members.values()) > MAX_EXPANDED:
        raise WeightsError("weights-torch-too-large", most=MAX_EXPANDED // 1_000_000)
    if any(member.compress_type not in READABLE for member in members.values()):
        raise WeightsError("weights-torch-packed-otherwise")
    _check_end(content, archive)
    main = [name for name in members if name.rpartition("/")[2] == "data.pkl"]
    if len(main) != 1:
        raise WeightsError("weights-torch-several" if main else "weights-torch-other-zip")
    folder = main[0].removesuffix("data.pkl")
    if f"{folder}constants.pkl" in members:
        raise WeightsError("weights-torch-script")
    if f"{folder}byteorder" in members and _member(archive, members[f"{folder}byteorder"]) == b"big":
        raise WeightsError("weights-torch-byte-order")
    value = read_pickle(_member(archive, members[main[0]])).value

    def load(name: str, storage: Storage) -> bytes:
        member = members.get(f"{folder}data/{storage.key}")
        wanted = storage.numbers * storage.dtype.itemsize
        if member is None or member.file_size != wanted:
            there = 0 if member is None else member.file_size
            raise _damaged(Message("weights-damaged-needs", name=shown(name), wanted=f"{wanted:,}", there=f"{there:,}"))
        try:
            return _member(archive, member)
        except WeightsError as error:
            raise _damaged(Message("weights-damaged-numbers-unreadable", name=shown(name))) from error

    return value, load


def _check_end(content: bytes, archive: zipfile.ZipFile) -> None:
    """Raise WeightsError when bytes stand behind the end of the zip."""
    end = content.rfind(b"PK\x05\x06")
    behind = len(content) - (end + 22 + len(archive.comment))
    if behind > 0:
        raise _damaged(Message("weights-damaged-behind-end", count=f"{behind:,}"))


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(member) as file:
            content = file.read(member.file_size + 1)
    except Exception as error:  # a stranger's bytes can fail in zipfile and zlib, each in its own way
        raise _damaged(Message("weights-damaged-packed")) from error
    if len(content) != member.file_size:
        raise _damaged(Message("weights-damaged-part"))
    return content


def _open_old(content: bytes) -> tuple[Any, Load]:
    """Read torch.save's old format: five pickles one after the other, then the numbers of the tensors.

    The pickles hold the MAGIC number, a version, facts on the computer, the weights, and the keys of their storages.
    """
    magic, _, place = read_pickle(content)
    if magic != MAGIC:
        raise WeightsError("weights-torch-other-pickle")
    pickles = []
    for _ in range(4):
        pickles.append(read_pickle(content[place:]))
        place += pickles[-1].length
    _, system, weights, keys = pickles
    if isinstance(system.value, dict) and system.value.get("little_endian") is False:
        raise WeightsError("weights-torch-byte-order")
    if not isinstance(keys.value, list) or not all(isinstance(key, str) for key in keys.value):
        raise _damaged(Message("weights-damaged-places"))
    value, parts = weights.value, _parts_of_old(content, place, keys.value, weights.storages)

    def load(name: str, storage: Storage) -> bytes:
        if storage.key not in parts:
            raise _damaged(Message("weights-damaged-numbers-missing", name=shown(name)))
        begin, size = parts[storage.key]
        if size != storage.numbers * storage.dtype.itemsize:
            raise _damaged(Message("weights-damaged-count", name=shown(name)))
        return content[begin : begin + size]

    return value, load


def _parts_of_old(
    content: bytes, place: int, keys: list[str], storages: Mapping[str, Storage]
) -> Mapping[str, tuple[int, int]]:
    """Each storage's (first byte, bytes). Raises WeightsError where the file ends too early or too late."""
    parts = {}
    for key in keys:
        count = int.from_bytes(content[place : place + 8], "little", signed=True)
        storage = storages.get(key)
        if storage is None or count != storage.numbers:
            raise _damaged(Message("weights-damaged-numbers-elsewhere"))
        size = count * storage.dtype.itemsize
        if place + 8 + size > len(content):
            raise _damaged(Message("weights-damaged-too-early", count=f"{place + 8 + size - len(content):,}"))
        parts[key] = place + 8, size
        place += 8 + size
    if place != len(content):
        raise _damaged(Message("weights-damaged-behind-end", count=f"{len(content) - place:,}"))
    return parts


def _view(name: str, record: Record, load: Load) -> Tensor:
    """Return a tensor from its record, with any stride; the result is contiguous and has memory of its own."""
    content = load(name, record.storage)
    if not content:
        return torch.empty(record.shape, dtype=record.storage.dtype)
    numbers = torch.frombuffer(bytearray(content), dtype=record.storage.dtype)
    return numbers.as_strided(record.shape, record.stride, record.offset).clone(memory_format=torch.contiguous_format)


def _from_bytes(content: bytes, begin: int, dtype: torch.dtype, shape: tuple[int, ...]) -> Tensor:
    count = math.prod(shape)
    if not count:
        return torch.empty(shape, dtype=dtype)
    part = bytearray(content[begin : begin + count * dtype.itemsize])
    return torch.frombuffer(part, dtype=dtype).reshape(shape)
