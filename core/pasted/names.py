"""What a name of a source means: a local name, something imported, one of the source's own, or nothing."""

import ast
import builtins
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from torch import nn

from core.errors import PastedError
from core.pasted.faults import quoted
from core.pasted.functions import TABLES
from core.pasted.layers import LAYERS, NUMBERS_OF_LAYERS, TENSORS_OF_LAYERS
from core.pasted.limits import Refused
from core.pasted.network import Kind, PastedNetwork, Program
from core.pasted.values import TENSOR_ATTRIBUTES, TUPLE_ATTRIBUTES

FIRST = 2  # place of the first local name in a frame, behind the Budget and the Program
LIST_METHODS = frozenset({"append", "register_buffer", "add_module", "numel", "vocab"})
PREDEFINED = frozenset({"classes", "words", "TEXT"})
# Names of attributes, and names, that are refused for a reason of their own: the message pasted-no-... says it.
REASONS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("to", "cuda", "cpu"), "device"),
        **dict.fromkeys(("item", "tolist", "numpy", "data", "grad", "backward"), "values"),
        **dict.fromkeys(("dtype", "type", "double", "half", "astype"), "dtype"),
    }
)
REFUSED: Mapping[str, str] = MappingProxyType(
    {
        **{name: "builtin" for name in dir(builtins) if name not in TABLES[""]},
        "print": "print",
        "super": "other-super",
    }
)


@dataclass(frozen=True)
class Missing:
    """A mark that is no value of a source."""

    name: str


@dataclass(frozen=True)
class Container:
    """nn.Sequential or nn.ModuleList."""

    make: type[nn.Module]


@dataclass(frozen=True)
class ParameterMaker:
    """nn.Parameter."""


@dataclass(frozen=True)
class Namespace:
    """A module of PyTorch, as far as a source can see it."""

    name: str
    members: Mapping[str, Any]

    def member(self, name: str) -> Any:
        """What stands in it under a name. Raises Refused for what is not on the list."""
        if name not in self.members:
            raise Refused("pasted-not-in-module", name=f"{self.name}.{name}")
        return self.members[name]


MODULE = Missing("nn.Module")
NOTHING: Mapping[str, Any] = MappingProxyType({})


def _modules() -> Mapping[str, Namespace]:
    functional = Namespace("torch.nn.functional", TABLES["F"])
    layers = {
        **LAYERS,
        "Module": MODULE,  # not shown
        "Parameter": ParameterMaker(),  # not shown
        "Sequential": Container(nn.Sequential),  # not shown
        "ModuleList": Container(nn.ModuleList),
        "functional": functional,
    }
    in_nn = Namespace("torch.nn", MappingProxyType(layers))
    numbers = {"inf": math.inf, "pi": math.pi, "e": math.e}
    torch = Namespace("torch", MappingProxyType({**TABLES["torch"], **numbers, "nn": in_nn}))
    mathematics = Namespace("math", MappingProxyType({**TABLES["math"], **numbers}))
    known = {"torch": torch, "torch.nn": in_nn, "torch.nn.functional": functional, "math": mathematics}
    # These may be imported, because the rest of a program needs them; a network may not use them.
    useless = ("torch.optim", "torch.utils.data", "torchvision", "torchvision.transforms", "numpy", "matplotlib.pyplot")
    return MappingProxyType({**known, **{name: Namespace(name, NOTHING) for name in useless}})


MODULES = _modules()
RESERVED = frozenset(dir(PastedNetwork(Program(None, (), 0), Kind("", 0))))


class ModuleNames:
    """The names of a whole source."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.fixed: dict[str, Any] = {}  # imported
        self.own: set[str] = set()  # set at the top of the source: constants and classes
        self.attributes: set[str] = set()  # of any class of the source
        self.changes_in_place = False


class Scope:
    """The names that one method sees; without a method, those that the top of the source sees."""

    def __init__(self, module: ModuleNames, kind: Kind | None = None, node: ast.FunctionDef | None = None) -> None:
        self.module, self.kind = module, kind
        self.refused = REFUSED
        self.method_name = node.name if node else ""
        self.self_name = ""
        self.in_loop = False
        self._places: dict[str, int] = {}
        self._outer: Scope | None = None
        self._top = self
        self.size = FIRST
        if node is not None:
            names = [arg.arg for arg in node.args.args]
            self.self_name = names[0] if names else ""
            for name in (*names, *_assigned(node.body)):
                self._new_place(name)

    @property
    def method_names(self) -> frozenset[str]:
        """The methods of the class."""
        return frozenset(self.kind.methods) if self.kind else frozenset()

    def _new_place(self, name: str) -> int:
        if name not in self._places:
            self._places[name] = self._top.size
            self._top.size += 1
        return self._places[name]

    def inside(self) -> "Scope":
        """The scope of a list comprehension, whose names are not seen outside."""
        inner = Scope(self.module, self.kind)
        inner.method_name, inner.self_name = self.method_name, self.self_name
        inner._outer, inner._top = self, self._top
        return inner

    def place_of(self, name: str) -> int | None:
        """Where in a frame a local name is kept; None for a name that is not local."""
        if name in self._places:
            return self._places[name]
        return self._outer.place_of(name) if self._outer else None

    def bind(self, node: ast.Name) -> int:
        """The place of a name that is given a value."""
        if node.id == self.self_name:
            raise PastedError("pasted-self", line=node.lineno)
        return self._new_place(node.id)

    def is_self(self, node: ast.expr) -> bool:
        """Whether this is self."""
        return isinstance(node, ast.Name) and bool(self.self_name) and node.id == self.self_name

    def fixed(self, node: ast.expr) -> Any:
        """What an imported or built-in name stands for; None for all other expressions."""
        if isinstance(node, ast.Name) and self.place_of(node.id) is None:
            if node.id in self.module.fixed:
                return self.module.fixed[node.id]
            if node.id not in self.module.own:
                return TABLES[""].get(node.id)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = self.fixed(node.value)
            if isinstance(owner, Namespace):
                if node.attr in REASONS and node.attr not in owner.members:
                    raise PastedError(f"pasted-no-{REASONS[node.attr]}", line=node.lineno)
                try:
                    return owner.member(node.attr)
                except Refused as error:
                    name = quoted(str(error.values["name"]))
                    raise PastedError(error.id, line=node.lineno, name=name) from None
        return None

    def check_known(self, name: str, node: ast.expr) -> None:
        """Raise PastedError for a name that stands for nothing."""
        if name in self.module.own or name in self.module.fixed or name in PREDEFINED:
            return
        if name in REFUSED:
            raise PastedError(f"pasted-no-{REFUSED[name]}", line=node.lineno, name=quoted(name))
        raise PastedError("pasted-name", line=node.lineno, name=quoted(name))

    def check_attribute(self, node: ast.Attribute) -> None:
        """Raise PastedError for an attribute that nothing has that a source can speak of."""
        name = node.attr
        tables = (TENSOR_ATTRIBUTES, TABLES["tensor"], TUPLE_ATTRIBUTES, TENSORS_OF_LAYERS, NUMBERS_OF_LAYERS)
        if name in self.module.attributes or name in LIST_METHODS or any(name in table for table in tables):
            return
        if self.is_self(node.value) and name == "training":
            return
        reason = REASONS.get(name, "attribute")
        raise PastedError(f"pasted-no-{reason}", line=node.lineno, name=quoted(name))

    def check_own_attribute(self, node: ast.Attribute) -> None:
        """Raise PastedError for an attribute of self that is set nowhere in the class."""
        name, kind = node.attr, self.kind
        if kind is None or name in kind.attributes or name in kind.constants or name == "training":
            return
        id_ = "pasted-only-call" if name in kind.methods else "pasted-no-attribute-of-self"
        raise PastedError(id_, line=node.lineno, name=quoted(name))

    def check_new_attribute(self, node: ast.Attribute) -> None:
        """Raise PastedError for a name that nn.Module needs itself."""
        check_free(node.attr, node.lineno)
        if node.attr in self.method_names:
            raise PastedError("pasted-reserved", line=node.lineno, name=quoted(node.attr))

    def changes_in_place(self) -> None:
        """Note that the source may change a tensor in place."""
        self.module.changes_in_place = True

    @contextmanager
    def loop(self) -> Iterator[None]:
        """While the body of a loop is read."""
        before, self.in_loop = self.in_loop, True
        try:
            yield
        finally:
            self.in_loop = before

    def quote(self, node: ast.AST) -> Any:
        """The line of a piece of syntax, as a message."""
        line = getattr(node, "lineno", 1)
        return quoted(self.module.lines[line - 1] if 0 < line <= len(self.module.lines) else "")


def check_free(name: str, line: int) -> None:
    """Raise PastedError for the name of an attribute or method that nn.Module needs itself."""
    if name in RESERVED or name.startswith("__"):
        raise PastedError("pasted-reserved", line=line, name=quoted(name))


def _assigned(nodes: list[ast.stmt]) -> Iterator[str]:
    """Every name that some statements give a value to, outside of comprehensions."""
    ahead: list[ast.AST] = list(nodes)
    while ahead:
        node = ahead.pop()
        if isinstance(node, ast.ListComp | ast.GeneratorExp):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        ahead.extend(ast.iter_child_nodes(node))
