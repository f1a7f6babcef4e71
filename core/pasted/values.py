"""What may be done with the values of a pasted network: arithmetic, comparisons, indices, attributes."""

import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor, nn

from core.pasted.functions import NUMBERS, TENSORS, check_indices, items_of, number
from core.pasted.layers import CONTAINERS, NUMBERS_OF_LAYERS, TENSORS_OF_LAYERS
from core.pasted.limits import MAX_ITEMS, Budget, Refused

OPERANDS = TENSORS | frozenset(NUMBERS)
ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType(
    {
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
        "/": operator.truediv,
        "//": operator.floordiv,
        "%": operator.mod,
        "**": operator.pow,
        "@": operator.matmul,
        "&": operator.and_,
        "|": operator.or_,
    }
)
IN_PLACE: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType(
    {
        "+": operator.iadd,
        "-": operator.isub,
        "*": operator.imul,
        "/": operator.itruediv,
    }
)
COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType(
    {
        "==": operator.eq,
        "!=": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }
)
TENSOR_ATTRIBUTES: Mapping[str, Callable[[Tensor], Any]] = MappingProxyType(
    {
        "shape": lambda tensor: tensor.shape,
        "ndim": lambda tensor: tensor.ndim,
        "T": lambda tensor: tensor.T,
        "mT": lambda tensor: tensor.mT,
        "device": lambda tensor: tensor.device,
    }
)
TUPLE_ATTRIBUTES = MappingProxyType({"values": 0, "indices": 1})  # of what x.max(dim) gives
MOST_EXPONENT = 64
COMPARABLE = (int, float, bool, str, type(None))


class LockedList(list[Any]):
    """A list that lasts longer than one call of the network, and is not changed any more."""


def locked(value: Any) -> Any:
    """A value whose lists, and the lists in them, nobody can change."""
    if isinstance(value, list):
        return LockedList(locked(item) for item in value)
    if type(value) is tuple:
        return tuple(locked(item) for item in value)
    return value


def lasting(budget: Budget, name: str, value: Any) -> Any:
    """What a name at the top of the source, or a default value, stands for in all calls: nothing that can be changed.

    Raises Refused for tensors and layers, which belong to a network.
    """
    for item in budget.leaves(value):
        if isinstance(item, Tensor | nn.Module):
            raise Refused("pasted-tensor-at-top", name=name)
    return locked(value)


def truth(value: Any) -> bool:
    """Whether a value counts as true. Raises Refused for a tensor, whose numbers are not known beforehand."""
    if type(value) in TENSORS:
        raise Refused("pasted-no-values")
    if value is None or isinstance(value, (*NUMBERS, str, list, tuple, range)):
        return bool(value)
    return True


def binary(budget: Budget, symbol: str, left: Any, right: Any) -> Any:
    """left + right and the like."""
    kinds = type(left), type(right)
    if kinds[0] in TENSORS or kinds[1] in TENSORS:
        if kinds[0] not in OPERANDS or kinds[1] not in OPERANDS:
            raise Refused("pasted-not-a-tensor")
        budget.call()
        return ARITHMETIC[symbol](left, right)
    if kinds[0] in NUMBERS and kinds[1] in NUMBERS:
        if symbol == "**" and abs(left) > 1 and abs(right) > MOST_EXPONENT and float not in kinds:
            raise Refused("pasted-number-too-large")
        return number(ARITHMETIC[symbol](left, right))
    if symbol == "+" and any(isinstance(left, kind) and isinstance(right, kind) for kind in (list, tuple)):
        budget.keep(len(left) + len(right))
        return left + right
    if symbol == "*":
        for items, times in ((left, right), (right, left)):
            if isinstance(items, list | tuple) and type(times) is int:
                budget.keep(len(items) * min(max(times, 0), MAX_ITEMS + 1))
                return items * times
    raise Refused("pasted-no-arithmetic", symbol=symbol)


def in_place(budget: Budget, symbol: str, left: Any, right: Any) -> Any:
    """left += right: a tensor is changed itself, as in PyTorch; other values are new."""
    if type(left) in TENSORS and symbol in IN_PLACE:
        if type(right) not in OPERANDS:
            raise Refused("pasted-not-a-tensor")
        check_may_change(budget, left)
        budget.call()
        return IN_PLACE[symbol](left, right)
    if isinstance(left, LockedList):
        raise Refused("pasted-not-in-forward")
    if type(left) is list and symbol == "+":
        items = items_of(budget, right)
        budget.keep(len(left) + len(items))
        if any(isinstance(new, list | tuple) for new in items):
            raise Refused("pasted-too-nested")
        left.extend(items)
        return left
    return binary(budget, symbol, left, right)


def check_may_change(budget: Budget, tensor: Any) -> None:
    """Raise Refused unless a tensor may be changed in place: what belongs to the network may not."""
    if type(tensor) not in TENSORS:
        raise Refused("pasted-not-a-tensor")
    if isinstance(tensor, nn.Parameter):
        raise Refused("pasted-changes-weights")
    if budget.root is not None:
        storage = tensor.untyped_storage()._cdata
        for own in (*budget.root.parameters(), *budget.root.buffers()):
            if own.untyped_storage()._cdata == storage:
                raise Refused("pasted-changes-weights")


def negated(budget: Budget, symbol: str, value: Any) -> Any:
    """-value, +value, ~value."""
    if type(value) in TENSORS:
        budget.call()
        return -value if symbol == "-" else ~value if symbol == "~" else value
    if type(value) not in NUMBERS or symbol == "~":
        raise Refused("pasted-no-arithmetic", symbol=symbol)
    return number(-value if symbol == "-" else +value)


def compare(budget: Budget, symbol: str, left: Any, right: Any) -> Any:
    """left < right and the like; with a tensor, a tensor."""
    if symbol in ("is", "is not"):  # not shown
        if right is not None and type(right) is not bool:
            raise Refused("pasted-only-is-none")
        return (left is right) == (symbol == "is")
    if symbol in ("in", "not in"):  # not shown
        if isinstance(right, range) and type(left) is int:  # Python looks for other numbers one by one
            return (left in right) == (symbol == "in")
        if not isinstance(right, list | tuple) or not all(type(v) in COMPARABLE for v in (left, *right)):
            raise Refused("pasted-no-comparison")
        budget.keep(len(right))
        return (left in right) == (symbol == "in")
    if type(left) in TENSORS or type(right) in TENSORS:
        if type(left) not in OPERANDS or type(right) not in OPERANDS:
            raise Refused("pasted-no-comparison")
        budget.call()
    else:
        for value in (left, right):
            items = value if isinstance(value, list | tuple) else (value,)
            budget.keep(len(items))
            if not all(type(item) in COMPARABLE for item in items):
                raise Refused("pasted-no-comparison")
    return COMPARISONS[symbol](left, right)


def _check_index(budget: Budget, value: Tensor, index: Any) -> None:
    """Raise Refused for an index whose result has a size that nobody can know beforehand."""
    parts = index if isinstance(index, tuple) else (index,)
    budget.keep(len(parts))
    axis = 0  # of the tensor, that a part speaks of
    for at, part in enumerate(parts):
        if part is ...:
            axis = value.dim() - sum(later is not None for later in parts[at + 1 :])
        elif part is not None:
            _check_part(budget, part, value.shape[axis] if 0 <= axis < value.dim() else 1)
            axis += 1


def _check_part(budget: Budget, part: Any, size: int) -> None:
    """Raise Refused for a part of an index, of an axis of this size."""
    if type(part) in TENSORS:
        if part.dtype in (torch.bool, torch.uint8):
            raise Refused("pasted-no-mask")
        check_indices(part, size)
    elif isinstance(part, list):
        budget.keep(len(part))
        if not all(type(each) is int for each in part):
            raise Refused("pasted-no-mask")
        if any(not -size <= each < size for each in part):
            raise IndexError("index out of range in self")  # not shown
    elif isinstance(part, slice):
        _check_slice(part)
    elif type(part) is not int:
        raise Refused("pasted-no-index")


def _check_slice(part: slice) -> None:
    if not all(each is None or type(each) is int for each in (part.start, part.stop, part.step)):
        raise Refused("pasted-no-index")


def item(budget: Budget, value: Any, index: Any) -> Any:
    """value[index]."""
    if type(value) in TENSORS:
        _check_index(budget, value, index)
        budget.call()
        return value[index]
    if isinstance(value, (list, tuple, range, *CONTAINERS)):
        if type(index) is int:
            return value[index]
        if isinstance(index, slice):
            _check_slice(index)
            budget.keep(len(value))
            return value[index]
    raise Refused("pasted-no-index")


def set_item(budget: Budget, value: Any, index: Any, new: Any) -> None:
    """value[index] = new."""
    if type(value) in TENSORS:
        _check_index(budget, value, index)
        check_may_change(budget, value)
        if type(new) not in OPERANDS:
            raise Refused("pasted-not-a-tensor")
        budget.call()
        value[index] = new
    elif isinstance(value, LockedList):
        raise Refused("pasted-not-in-forward")
    elif type(value) is list and type(index) is int:
        if isinstance(new, list | tuple):
            raise Refused("pasted-too-nested")
        value[index] = new
    else:
        raise Refused("pasted-no-index")


def append(budget: Budget, items: Any, new: Any) -> None:
    """items.append(new), of a list that the source has made itself; a list cannot come to contain itself."""
    if type(items) is not list:
        raise Refused("pasted-not-in-forward")
    parts = new if isinstance(new, tuple) else ()
    budget.keep(len(parts))
    if isinstance(new, list) or any(isinstance(each, list | tuple) for each in parts):
        raise Refused("pasted-too-nested")
    if len(items) >= MAX_ITEMS:
        raise Refused("pasted-list-too-long", most=MAX_ITEMS)
    items.append(new)


def unpacked(budget: Budget, value: Any, wanted: int) -> Any:
    """The parts of a value that are given to so many names."""
    items = items_of(budget, value)
    if len(items) != wanted:
        raise Refused("pasted-unpack", given=len(items), wanted=wanted)
    return items


def attribute(value: Any, name: str) -> Any:
    """value.name, of a tensor, a layer, or what x.max(dim) gives."""
    if type(value) in TENSORS and name in TENSOR_ATTRIBUTES:
        return TENSOR_ATTRIBUTES[name](value)
    if isinstance(value, nn.Module):
        if name in TENSORS_OF_LAYERS and (name in value._parameters):
            return value._parameters[name]
        if name in NUMBERS_OF_LAYERS and name in value.__dict__:
            return value.__dict__[name]
    if isinstance(value, tuple) and type(value).__module__ == "torch.return_types" and name in TUPLE_ATTRIBUTES:
        return value[TUPLE_ATTRIBUTES[name]]
    raise Refused("pasted-no-attribute", name=name)


def product(sizes: tuple[Any, ...]) -> int:
    """How many numbers a tensor of these sizes has."""
    numbers = 1
    for size in sizes:
        numbers = number(numbers * size)
    return numbers
