"""Read torch.save's files without running any code: an interpreter of pickle codes (long: each code is a method).

The interpreter knows the few codes that weights need. Nothing that a file names is ever imported or called. A tensor
is returned as a Record of what the file claims, before any memory is taken for the tensor. Source of the codes:
Python's pickletools. Source of the names: torch/_utils.py.
"""

import io
import math
import pickletools
from collections.abc import Mapping
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple

import torch

from core.errors import WeightsError
from core.messages import Message

MAX_PICKLE = 4_000_000  # bytes of the description; the weights themselves stand elsewhere
MAX_CODES = 1_000_000
MAX_DIMENSIONS = 8
MAX_STORAGE = 20_000_000  # numbers in one place: the largest network here has 10 million
MAX_SIZE = 2**40
MAX_KEY = 2**31
MAX_LETTERS = 500  # of a name
MAX_LONG = 2**127  # bound of whole numbers; torch's old format begins with one of ten bytes

STORAGES: Mapping[str, torch.dtype] = MappingProxyType(
    {
        "FloatStorage": torch.float32,
        "DoubleStorage": torch.float64,
        "HalfStorage": torch.float16,
        "BFloat16Storage": torch.bfloat16,
        "LongStorage": torch.int64,
        "IntStorage": torch.int32,
        "ShortStorage": torch.int16,
        "CharStorage": torch.int8,
        "ByteStorage": torch.uint8,
        "BoolStorage": torch.bool,
        "UntypedStorage": torch.uint8,
    }
)
DTYPES = (torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16)
ORDERED = "collections.OrderedDict"
TENSOR, TENSOR_WITH_TYPE = "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor_v3"
PARAMETER = "torch._utils._rebuild_parameter"
SIZE = "torch.Size"
KNOWN = frozenset(
    (
        *(ORDERED, TENSOR, TENSOR_WITH_TYPE, PARAMETER, SIZE),
        *(f"torch.{name}" for name in STORAGES),
        "torch.storage.UntypedStorage",
        *(str(dtype) for dtype in DTYPES),
    )
)


class Name(NamedTuple):
    """The name of a Python class or function in a file; it is never imported."""

    full: str


class Storage(NamedTuple):
    """Where the numbers of one or several tensors stand."""

    dtype: torch.dtype
    key: str
    numbers: int


class Record(NamedTuple):
    """A tensor as the file claims it."""

    storage: Storage
    offset: int  # numbers in the storage before the tensor's first one
    shape: tuple[int, ...]
    stride: tuple[int, ...]


class _Mark:
    """Where a list of arguments begins on the stack."""


class Unpickled(NamedTuple):
    """What stood in a pickle."""

    value: Any  # dicts, lists, numbers, texts and Records
    storages: Mapping[str, Storage]  # by their keys
    length: int  # bytes that were read


def read_pickle(content: bytes) -> Unpickled:
    """The first pickle in these bytes. Raises WeightsError.

    A file that names anything but tensors and their containers is refused with that name.
    """
    reader = _Reader()
    stream = io.BytesIO(content[:MAX_PICKLE])
    try:
        for code, argument, _ in islice(pickletools.genops(stream), MAX_CODES):
            if code.name == "STOP":
                return Unpickled(reader.stack.pop(), reader.storages, stream.tell())
            reader.step(code.name, argument)
    except WeightsError:
        raise
    except Exception as error:  # a stranger's codes can ask for anything in any order
        raise WeightsError("weights-pickle-unreadable") from error
    raise WeightsError("weights-pickle-too-much")


class _Reader:
    """The stack of a pickle, and what can be done on it."""

    def __init__(self) -> None:
        self.stack: list[Any] = []
        self.memo: dict[int, Any] = {}
        self.storages: dict[str, Storage] = {}
        self.copied = 0  # entries of dicts, which a few codes can copy again and again

    def step(self, name: str, argument: Any) -> None:
        """Do what one code asks for."""
        plain = _PLAIN.get(name)
        if plain is not None:
            self.stack.append(plain(argument))
        elif name in _PUT:
            self.memo[int(argument) if argument is not None else len(self.memo)] = self.stack[-1]
        elif name in _GET:
            self.stack.append(self.memo[int(argument)])
        elif name in _TUPLES:
            count = _TUPLES[name]
            items = tuple(self.stack[len(self.stack) - count :]) if count else ()
            del self.stack[len(self.stack) - count :]
            self.stack.append(items)
        elif name not in ("PROTO", "FRAME"):
            getattr(self, f"_{name.lower()}", self._unknown(name))(argument)

    @staticmethod
    def _unknown(name: str) -> Any:
        def refuse(_argument: Any) -> None:
            raise WeightsError("weights-pickle-code", code=name)

        return refuse

    def _to_mark(self) -> list[Any]:
        items = []
        while not isinstance(item := self.stack.pop(), _Mark):
            items.append(item)
        return items[::-1]

    def _tuple(self, _argument: Any) -> None:
        self.stack.append(tuple(self._to_mark()))

    def _list(self, _argument: Any) -> None:
        self.stack.append(self._to_mark())

    def _dict(self, _argument: Any) -> None:
        self.stack.append({})
        self._fill(self._items_before_last())

    def _items_before_last(self) -> list[Any]:
        made = self.stack.pop()
        items = self._to_mark()
        self.stack.append(made)
        return items

    def _fill(self, items: list[Any]) -> None:
        for key, value in zip(items[::2], items[1::2], strict=True):
            small = type(key) is int and abs(key) < MAX_KEY  # parameters are numbered in an optimizer's state
            if not (small or isinstance(key, str | None)):
                raise WeightsError("weights-pickle-names")
            self.stack[-1][key] = value
            self.copied += 1
            if self.copied > MAX_CODES:
                raise WeightsError("weights-pickle-too-much")

    def _setitem(self, _argument: Any) -> None:
        value, key = self.stack.pop(), self.stack.pop()
        self._fill([key, value])

    def _setitems(self, _argument: Any) -> None:
        self._fill(self._to_mark())

    def _append(self, _argument: Any) -> None:
        value = self.stack.pop()
        self.stack[-1].append(value)

    def _appends(self, _argument: Any) -> None:
        items = self._to_mark()
        self.stack[-1].extend(items)

    def _additems(self, _argument: Any) -> None:
        self._appends(None)

    def _pop(self, _argument: Any) -> None:
        self.stack.pop()

    def _pop_mark(self, _argument: Any) -> None:
        self._to_mark()

    def _dup(self, _argument: Any) -> None:
        self.stack.append(self.stack[-1])

    def _global(self, argument: str) -> None:
        self._name(argument.replace(" ", "."))

    def _stack_global(self, _argument: Any) -> None:
        name, module = self.stack.pop(), self.stack.pop()
        if not all(isinstance(part, str) and len(part) <= MAX_LETTERS for part in (name, module)):
            raise WeightsError("weights-pickle-unreadable")
        self._name(f"{module}.{name}")

    def _name(self, full: str) -> None:
        if full not in KNOWN:
            raise _refusal(full)
        self.stack.append(Name(full))

    def _binpersid(self, _argument: Any) -> None:
        kind, storage, key, _place, count, *_ = self.stack.pop()
        whole = type(count) is int and 0 <= count <= MAX_STORAGE and isinstance(key, str) and len(key) <= MAX_LETTERS
        if kind != "storage" or not isinstance(storage, Name) or not whole:
            raise WeightsError("weights-pickle-numbers")
        claimed = Storage(STORAGES[storage.full.rpartition(".")[2]], key, count)
        if self.storages.setdefault(claimed.key, claimed) != claimed:
            raise WeightsError("weights-pickle-claims")
        self.stack.append(claimed)

    def _reduce(self, _argument: Any) -> None:
        arguments, name = self.stack.pop(), self.stack.pop()
        match name.full:
            case "collections.OrderedDict":
                made: Any = {}
                self.stack.append(made)
                for key, value in arguments[0] if arguments else ():
                    self._fill([key, value])
                return
            case "torch.Size":
                made = tuple(arguments[0][:MAX_DIMENSIONS])
            case "torch._utils._rebuild_parameter":
                made = arguments[0]
            case "torch._utils._rebuild_tensor_v2":
                made = _record(*arguments[:4])
            case "torch._utils._rebuild_tensor_v3":
                dtype = next(dtype for dtype in DTYPES if str(dtype) == arguments[6].full)
                storage = arguments[0]._replace(dtype=dtype, numbers=arguments[0].numbers // dtype.itemsize)
                made = _record(storage, *arguments[1:4])
            case _:
                raise _refusal(name.full)
        self.stack.append(made)

    def _build(self, _argument: Any) -> None:
        """Ignore what is added to a dict of weights, such as versions. Raises WeightsError for anything but a dict."""
        self.stack.pop()
        if not isinstance(self.stack[-1], dict):
            raise WeightsError("weights-pickle-no-dict")


def _record(storage: Any, offset: Any, shape: Any, stride: Any) -> Record:
    """Return the record of a tensor. Raises WeightsError unless its sizes are possible and lie within its storage."""
    sizes = [*shape, *stride, offset]
    whole = isinstance(storage, Storage) and all(type(size) is int and 0 <= size < MAX_SIZE for size in sizes)
    if not whole or len(shape) != len(stride) or len(shape) > MAX_DIMENSIONS:
        raise WeightsError("weights-pickle-sizes")
    last = offset + sum((size - 1) * step for size, step in zip(shape, stride, strict=True))
    if math.prod(shape) and last >= storage.numbers:
        raise WeightsError(
            "weights-pickle-too-few", shape=str(list(shape)), needed=f"{last + 1:,}", there=storage.numbers
        )
    if math.prod(shape) > storage.numbers:  # a stride of 0 can claim any size
        raise WeightsError("weights-pickle-only", shape=str(list(shape)), there=storage.numbers)
    return Record(storage, offset, tuple(shape), tuple(stride))


def _checked(number: int) -> int:
    """Return a whole number. Raises WeightsError for a huge one, since huge numbers take long to compare."""
    if not -MAX_LONG < number < MAX_LONG:
        raise WeightsError("weights-pickle-unreadable")
    return number


def _refusal(full: str) -> WeightsError:
    shown = "".join(letter for letter in full[:60] if letter.isalnum() or letter in "._")
    if shown.startswith(("__main__.", "torch.nn.modules")):
        return WeightsError("weights-pickle-whole-network", name=shown)
    return WeightsError("weights-pickle-loads", name=shown or Message("weights-pickle-nameless"))


_PLAIN: Mapping[str, Any] = MappingProxyType(
    {
        "NONE": lambda _: None,
        "NEWTRUE": lambda _: True,
        "NEWFALSE": lambda _: False,
        "MARK": lambda _: _Mark(),
        **dict.fromkeys(("LONG", "LONG1", "LONG4"), _checked),
        "EMPTY_DICT": lambda _: {},
        "EMPTY_LIST": lambda _: [],
        "EMPTY_SET": lambda _: [],
        **dict.fromkeys(
            (
                *("INT", "BININT", "BININT1", "BININT2", "FLOAT", "BINFLOAT"),
                *("UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8"),
                *("STRING", "BINSTRING", "SHORT_BINSTRING", "BINBYTES", "SHORT_BINBYTES", "BINBYTES8"),
            ),
            lambda argument: argument,
        ),
    }
)
_PUT = ("PUT", "BINPUT", "LONG_BINPUT", "MEMOIZE")
_GET = ("GET", "BINGET", "LONG_BINGET")
_TUPLES: Mapping[str, int] = MappingProxyType({"EMPTY_TUPLE": 0, "TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3})
