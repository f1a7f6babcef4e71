"""What Python would complain of in a program, and the program with it mended."""

import ast
import difflib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

from core.messages import Message
from core.reader.names import Names
from core.reader.records import Fault
from core.reader.scopes import KNOWN, Missing, Scopes
from core.reader.syntax import bindings_in, is_text, read_names
from core.reader.text import UnreadableError, parse
from core.reader.usual import USUAL, import_of

MAX_FAULTS = 20
MAX_CHECKED = 5  # faults whose repairs are tried before they are offered; the next are when these are mended
MAX_LETTERS = 100  # of a name that may be a misspelt one
_TEST_LOADERS = frozenset({"testloader", "test_loader", "test_dataloader", "testdataloader", "valloader", "val_loader"})


def faults_of(text: str, names: Names) -> Iterator[Fault]:
    """What Python would complain of: names that have no value where they are used, the first use of each."""
    found = sorted(Scopes(names.tree).missing, key=lambda each: (each.line, each.node.col_offset))
    first: dict[str, Missing] = {}
    for each in found:
        first.setdefault(each.name, each)
    for index, each in enumerate(list(first.values())[:MAX_FAULTS]):
        problem, repair = _mended(text, names, each, [one.node for one in found if one.name == each.name])
        if repair is not None and (index < MAX_CHECKED or problem.id in {"program-too-early", "program-misspelt"}):
            repair = repair if index < MAX_CHECKED and _is_mended(repair, each.name) else None
        yield Fault(each.line, problem, repair)


def _is_mended(text: str, name: str) -> bool:
    """Whether a name is missing no longer."""
    try:
        return all(each.name != name for each in Scopes(parse(text)).missing)
    except UnreadableError:
        return False


def _mended(text: str, names: Names, missing: Missing, uses: list[ast.Name]) -> tuple[Message, str | None]:
    """What is to be said of a missing name, and the text in which it is not missing any more."""
    name = missing.name
    if missing.later is not None:
        return Message("program-too-early", name=name, line=missing.later), _moved(text, names, missing)
    if name in USUAL:
        code = import_of(name)
        return Message("program-not-imported", name=name, code=code), _after_imports(text, names, code)
    if name.lower() in names.values:
        code = f"{name} = {names.values[name.lower()]}"
        return Message("program-no-name", name=name, code=code), _after_imports(text, names, code)
    known = sorted(each for each in names.bound.union(names.imports, *missing.around) if len(each) <= MAX_LETTERS)
    near = difflib.get_close_matches(name, known, 1, 0.8) if len(name) <= MAX_LETTERS else []
    if near:
        return Message("program-misspelt", name=name, near=near[0]), _renamed(text, uses, near[0])
    loaders = (each.id for each in names.nodes if isinstance(each, ast.Name) and names.role(each) == "loader")
    trained = next(loaders, "") if name.lower() in _TEST_LOADERS else ""
    if trained:
        code = f"{name} = {trained}"
        return Message("program-no-name", name=name, code=code), _before(text, names, missing.node, code)
    return Message("program-undefined", name=name), None


def _inserted(text: str, code: str, after: int) -> str:
    """The text with a line of code after this many of its lines, as far right as the text begins."""
    lines = text.split("\n")
    margin = min((line[: len(line) - len(line.lstrip())] for line in lines if line.strip()), key=len, default="")
    return "\n".join([*lines[:after], margin + code, *lines[after:]])


def _after_imports(text: str, names: Names, code: str) -> str:
    last = 0
    for node in names.tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom) or (is_text(node) and not last):
            last = node.end_lineno or node.lineno
        else:
            break
    return _inserted(text, code, last)


def _before(text: str, names: Names, node: ast.AST, code: str) -> str:
    """The text with a line of code before the statement of the module that this is in."""
    statement = names.statement(node)
    while names.parents.get(statement) is not names.tree:
        statement = names.statement(names.parents[statement])
    return _inserted(text, code, statement.lineno - 1)


def _renamed(text: str, uses: Iterable[ast.Name], right: str) -> str:
    lines = text.split("\n")
    in_line: dict[int, list[ast.Name]] = defaultdict(list)
    for node in uses:
        in_line[node.lineno - 1].append(node)
    for number, nodes in in_line.items():
        name, line = nodes[0].id, lines[number]
        found = [match.start() for match in re.finditer(rf"\b{re.escape(name)}\b", line)]
        if not found:
            continue
        # A tree's columns count bytes, and none of the margin that all lines have.
        columns = list(accumulate(len(line[one:other].encode()) for one, other in pairwise([0, *found])))
        places = {found[_nearest(columns, node.col_offset)] for node in nodes}
        parts = [line[one:other] for one, other in pairwise([0, *sorted(places), len(line)])]
        lines[number] = parts[0] + "".join(right + part[len(name) :] for part in parts[1:])
    return "\n".join(lines)


def _nearest(columns: list[int], column: int) -> int:
    """The index of the one of the columns, which are sorted, that is nearest to another."""
    after = bisect_left(columns, column)
    return min(
        (index for index in (after - 1, after) if 0 <= index < len(columns)),
        key=lambda each: abs(columns[each] - column),
    )


def _moved(text: str, names: Names, missing: Missing) -> str | None:
    """The text with the statement that gives the name its value before its use; None where that would not do."""
    user = names.statement(missing.node)
    while names.parents.get(user) is not names.tree:
        user = names.statement(names.parents[user])
    later = [each for each in names.tree.body if each.lineno > (user.end_lineno or user.lineno)]
    giver = next((each for each in later if missing.name in _given_by(each)), None)
    if not isinstance(giver, ast.Assign | ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
        return None
    before = {name for each in names.tree.body if each.lineno < user.lineno for name in _given_by(each)}
    needed = read_names(giver) - _given_by(giver) if isinstance(giver, ast.Assign) else set[str]()
    if not needed - KNOWN <= before:
        return None
    lines = text.split("\n")
    first, last = giver.lineno - 1, giver.end_lineno or giver.lineno
    at = user.lineno - 1
    return "\n".join([*lines[:at], *lines[first:last], *lines[at:first], *lines[last:]])


def _given_by(statement: ast.stmt) -> set[str]:
    """The names that a statement of the module gives a value."""
    return {name for name, _ in bindings_in(ast.Module([statement], []))}
