"""Mend a pasted source: a missing import, a missing flatten, a size that does not fit, a missing super().__init__().

A repair changes the text at one place. Whether all is well then is for the next check to say.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from core.errors import PastedError
from core.messages import Message
from core.pasted.text import lines_of

IMPORTS: Mapping[str, str] = MappingProxyType(
    {
        "torch": "import torch",  # not shown
        "nn": "import torch.nn as nn",  # not shown
        "F": "import torch.nn.functional as F",  # not shown
        "functional": "from torch.nn import functional",  # not shown
        "math": "import math",  # not shown
    }
)


class Place(NamedTuple):
    """A piece of the text: lines from 1, columns from 0, both in letters."""

    line: int
    column: int
    end_line: int
    end_column: int


def repaired(source: str, error: PastedError) -> str | None:
    """The source with the fault mended that the error speaks of; None where only its author can mend it."""
    mend = _REPAIRS.get(error.problem)
    if mend is None:
        return None
    lines = lines_of(source)
    try:
        tree = ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    mended = mend(tree, lines, error)
    return mended if mended != "\n".join(lines) else None


def _text(error: PastedError, name: str) -> str:
    """A value of the error's message, as text."""
    value = error.values.get(name, "")
    return str(dict(value.values)["text"]) if isinstance(value, Message) else str(value)


def _import(tree: ast.Module, lines: list[str], error: PastedError) -> str | None:
    """Put the import that binds the missing name before everything but the docstring."""
    statement = IMPORTS.get(_text(error, "name"))
    if statement is None:
        return None
    imports = [node.lineno for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    first = tree.body[0] if tree.body else None
    docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    before = imports[-1] if imports else (first.end_lineno or 1) if first is not None and docstring else 0
    after = [] if imports or (before < len(lines) and not lines[before].strip()) else ["", ""]
    return "\n".join([*lines[:before], statement, *after, *lines[before:]])


def _flatten(tree: ast.Module, lines: list[str], error: PastedError) -> str | None:
    """Put x = torch.flatten(x, 1) before the line, or nn.Flatten() before a layer of an nn.Sequential."""
    path = _text(error, "layer").split(".")
    call = next((node for node in _calls_of(tree, path[0]) if _covers(node, error.line)), None)
    if len(path) > 1 and path[-1].isdigit():
        layer = _made(tree, path)
        return _put(lines, _start(layer, lines), f"{_module_of(layer)}Flatten(), ") if layer is not None else None
    if call is None or len(call.args) != 1:
        return None
    argument = call.args[0]
    statement = next((node for node in ast.walk(tree) if isinstance(node, ast.stmt) and _holds(node, call)), None)
    if isinstance(argument, ast.Name) and isinstance(statement, ast.Assign | ast.Return | ast.AnnAssign):
        line = lines[statement.lineno - 1]
        indent = line[: len(line) - len(line.lstrip())]
        if line[len(indent) :].startswith(ast.unparse(statement)[:1]) and ";" not in line:
            new = f"{indent}{argument.id} = torch.flatten({argument.id}, 1)"
            return "\n".join([*lines[: statement.lineno - 1], new, *lines[statement.lineno - 1 :]])
    place = _place(argument, lines)
    return _replace(lines, place, f"torch.flatten({_cut(lines, place)}, 1)")


def _in_features(tree: ast.Module, lines: list[str], error: PastedError) -> str | None:
    return _size(tree, lines, error, ("in_features", 0, str(error.values["given"])))


def _in_channels(tree: ast.Module, lines: list[str], error: PastedError) -> str | None:
    return _size(tree, lines, error, ("in_channels", 0, str(error.values["given"])))


def _out_features(tree: ast.Module, lines: list[str], error: PastedError) -> str | None:
    return _size(tree, lines, error, ("out_features", 1, str(error.values["classes"])))


def _size(tree: ast.Module, lines: list[str], error: PastedError, argument: tuple[str, int, str]) -> str | None:
    """Replace an argument of the layer that the error names."""
    name, position, number = argument
    layer = _made(tree, _text(error, "layer").split("."))
    if layer is None:
        return None
    node = next((each.value for each in layer.keywords if each.arg == name), None)
    if node is None:
        node = layer.args[position] if len(layer.args) > position else None
    return _replace(lines, _place(node, lines), number) if node is not None else None


def _super(tree: ast.Module, lines: list[str], error: PastedError) -> str | None:
    """Let __init__ begin with super().__init__()."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "__init__" and _covers(node, error.line):
            first = node.body[0]
            docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and len(node.body) > 1
            first = node.body[1] if docstring else first
            if first.lineno == node.lineno:
                return None
            return "\n".join(
                [
                    *lines[: first.lineno - 1],
                    f"{' ' * first.col_offset}super().__init__()",
                    *lines[first.lineno - 1 :],
                ]
            )
    return None


_REPAIRS: Mapping[str, Callable[[ast.Module, list[str], PastedError], str | None]] = MappingProxyType(
    {
        "name": _import,
        "not-flat": _flatten,
        "shapes": _in_features,
        "channels": _in_channels,
        "wrong-classes": _out_features,
        "no-super": _super,
    }
)


# Where things are in the tree


def _calls_of(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """Every call of self.name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
            yield node


def _made(tree: ast.AST, path: list[str]) -> ast.Call | None:
    """The call that makes the layer of this path: ["fc1"], or ["features", "3"] in an nn.Sequential."""
    name, *inside = path
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
            continue
        if not any(isinstance(goal, ast.Attribute) and goal.attr == name for goal in node.targets):
            continue
        call: ast.expr = node.value
        for part in inside:
            if not (isinstance(call, ast.Call) and part.isdigit() and int(part) < len(call.args)):
                break
            call = call.args[int(part)]
        else:
            return call if isinstance(call, ast.Call) else None
    return None


def _module_of(layer: ast.Call | None) -> str:
    """What stands before the name of a layer, such as "nn."."""
    if layer is not None and isinstance(layer.func, ast.Attribute):
        return f"{ast.unparse(layer.func.value)}."
    return "nn."


def _covers(node: ast.expr | ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _holds(statement: ast.stmt, call: ast.Call) -> bool:
    """Whether a call stands in a statement itself, and not in one inside of it."""
    return any(
        node is call
        for child in ast.iter_child_nodes(statement)
        if isinstance(child, ast.expr)
        for node in ast.walk(child)
    )


# Changing the text


def _letters(line: str, column: int) -> int:
    """Python counts columns in bytes of UTF-8."""
    return len(line.encode()[:column].decode(errors="ignore"))


def _place(node: ast.expr, lines: list[str]) -> Place:
    end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
    return Place(
        node.lineno,
        _letters(lines[node.lineno - 1], node.col_offset),
        end_line,
        _letters(lines[end_line - 1], end_column),
    )


def _start(node: ast.expr | None, lines: list[str]) -> Place:
    assert node is not None
    place = _place(node, lines)
    return Place(place.line, place.column, place.line, place.column)


def _cut(lines: list[str], place: Place) -> str:
    """The text at a place."""
    part = lines[place.line - 1 : place.end_line]
    part[-1] = part[-1][: place.end_column]
    part[0] = part[0][place.column :]
    return "\n".join(part)


def _replace(lines: list[str], place: Place, text: str) -> str:
    before, after = lines[place.line - 1][: place.column], lines[place.end_line - 1][place.end_column :]
    return "\n".join([*lines[: place.line - 1], before + text + after, *lines[place.end_line :]])


def _put(lines: list[str], place: Place, text: str) -> str:
    return _replace(lines, place, text)
