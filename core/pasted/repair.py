"""Mend a pasted source: a missing import, a missing flatten, a size that does not fit, a missing super().__init__().

A repair changes the text at one place. Whether all is well then is for the next check to say.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
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

SEQUENTIAL = "Sequential"  # not shown


class Place(NamedTuple):
    """A piece of the text: lines from 1, columns from 0, both in letters."""

    line: int
    column: int
    end_line: int
    end_column: int


def repaired(source: str, error: PastedError) -> str | None:
    """The source with the fault mended that the error speaks of; None where only its author can mend it.

    What is returned can be parsed.
    """
    mend = _REPAIRS.get(error.problem)
    if mend is None:
        return None
    lines = lines_of(source)
    tree = _tree("\n".join(lines))
    mended = mend(tree, lines, error) if tree is not None else None
    return mended if mended is not None and mended != "\n".join(lines) and _tree(mended) is not None else None


def _tree(text: str) -> ast.Module | None:
    """The syntax tree; None for a text that Python cannot parse."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _text(error: PastedError, name: str) -> str:
    """A value of the error's message, as text."""
    value = error.values.get(name, "")
    return str(dict(value.values)["text"]) if isinstance(value, Message) else str(value)


def _import(tree: ast.Module, lines: list[str], error: PastedError) -> str | None:
    """Put the import that binds the missing name below the docstring and the imports that the source begins with."""
    statement = IMPORTS.get(_text(error, "name"))
    if statement is None:
        return None
    first = tree.body[1:] if tree.body and _is_text(tree.body[0]) else tree.body
    imports = list(takewhile(lambda node: isinstance(node, ast.Import | ast.ImportFrom), first))
    above = [*tree.body[: len(tree.body) - len(first)], *imports]
    before = above[-1].end_lineno or above[-1].lineno if above else 0
    after = [] if imports or (before < len(lines) and not lines[before].strip()) else ["", ""]
    return "\n".join([*lines[:before], statement, *after, *lines[before:]])


def _flatten(tree: ast.Module, lines: list[str], error: PastedError) -> str | None:
    """Put x = torch.flatten(x, 1) before the line, or nn.Flatten() before a layer of an nn.Sequential."""
    path = _text(error, "layer").split(".")
    if path[-1].isdigit():
        whole, layer = _made(tree, path[:-1]), _made(tree, path)
        if whole is None or layer is None or _name(whole.func) != SEQUENTIAL:
            return None
        return _put(lines, _start(layer, lines), f"{_module_of(layer)}Flatten(), ")
    call = next((node for node in _calls_of(tree, path[-1]) if _covers(node, error.line)), None)
    if call is None or len(call.args) != 1 or isinstance(call.args[0], ast.Starred):
        return None
    argument = call.args[0]
    statement = next((node for node in ast.walk(tree) if isinstance(node, ast.stmt) and _holds(node, call)), None)
    if (
        isinstance(argument, ast.Name)
        and isinstance(statement, ast.Assign | ast.Return | ast.AnnAssign)
        and _begins_line(statement, lines)
        and not any(isinstance(node, ast.comprehension) for node in ast.walk(statement))
    ):
        return _line_before(statement, lines, f"{argument.id} = torch.flatten({argument.id}, 1)")
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
    first = layer.args[: position + 1]
    if node is None and len(first) > position and not any(isinstance(each, ast.Starred) for each in first):
        node = first[position]
    return _replace(lines, _place(node, lines), number) if node is not None else None


def _super(tree: ast.Module, lines: list[str], error: PastedError) -> str | None:
    """Let __init__ begin with super().__init__()."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "__init__" and _covers(node, error.line):
            first = node.body[1] if _is_text(node.body[0]) and len(node.body) > 1 else node.body[0]
            if _begins_line(first, lines):
                return _line_before(first, lines, "super().__init__()")
            return _put(lines, _start(first, lines), "super().__init__(); ")
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


def _made(tree: ast.Module, path: list[str]) -> ast.Call | None:
    """The call that makes the layer of this path: ["fc1"], ["features", "3"] in an nn.Sequential, ["block", "fc"]."""
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    within: ast.AST | None = _network(tree, classes)
    made: ast.expr | None = None
    for part in path:
        if part.isdigit():
            made = _item(made, int(part))
        else:
            made = (_set_in(within, part) or (_set_in(tree, part) if made is None else None)) if within else None
        within = classes.get(_name(made.func)) if isinstance(made, ast.Call) else None
    return made if isinstance(made, ast.Call) else None


def _network(tree: ast.Module, classes: Mapping[str, ast.ClassDef]) -> ast.AST:
    """The class of the whole network: the one that the source builds last, else its last one."""
    for node in reversed(tree.body):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _name(node.value.func) in classes:
            return classes[_name(node.value.func)]
    return list(classes.values())[-1] if classes else tree


def _set_in(tree: ast.AST, name: str) -> ast.expr | None:
    """What self.name is set to first."""
    for node in ast.walk(tree):
        goals = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.Assign) and any(
            isinstance(goal, ast.Attribute) and goal.attr == name for goal in goals
        ):
            return node.value
    return None


def _item(whole: ast.expr | None, position: int) -> ast.expr | None:
    """The layer of this position in an nn.Sequential or nn.ModuleList, where it is written in it."""
    if not isinstance(whole, ast.Call):
        return None
    items = whole.args if _name(whole.func) == SEQUENTIAL else []
    if _name(whole.func) == "ModuleList" and whole.args and isinstance(whole.args[0], ast.List):
        items = whole.args[0].elts
    before = items[: position + 1]
    known = len(before) > position and not any(isinstance(each, ast.Starred) for each in before)
    return before[position] if known else None


def _name(called: ast.expr) -> str:
    """The last part of the name of what is called: "Sequential" for nn.Sequential."""
    return ast.unparse(called).rpartition(".")[2]


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


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _begins_line(statement: ast.stmt, lines: list[str]) -> bool:
    """Whether a new line can stand before a statement: nothing is before it in its line, which continues no other."""
    above = lines[statement.lineno - 2] if statement.lineno > 1 else ""
    simple = not hasattr(statement, "body")  # what has a body never stands behind a backslash
    return not _margin(statement, lines).strip() and not (simple and above.endswith("\\"))


def _line_before(statement: ast.stmt, lines: list[str], code: str) -> str:
    """The text with one more statement before a statement that begins its line."""
    before = statement.lineno - 1
    return "\n".join([*lines[:before], _margin(statement, lines) + code, *lines[before:]])


def _margin(statement: ast.stmt, lines: list[str]) -> str:
    """What stands before a statement in its line."""
    line = lines[statement.lineno - 1]
    return line[: _letters(line, statement.col_offset)]


def _letters(line: str, column: int) -> int:
    """Python counts columns in bytes of UTF-8."""
    return len(line.encode()[:column].decode(errors="ignore"))


def _place(node: ast.expr | ast.stmt, lines: list[str]) -> Place:
    end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
    return Place(
        node.lineno,
        _letters(lines[node.lineno - 1], node.col_offset),
        end_line,
        _letters(lines[end_line - 1], end_column),
    )


def _start(node: ast.expr | ast.stmt, lines: list[str]) -> Place:
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
