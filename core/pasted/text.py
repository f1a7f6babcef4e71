"""The text of a source: its length, its letters and its nesting are looked at before anything else."""

import ast
import io
import tokenize

from core.errors import PastedError
from core.pasted.faults import quoted
from core.pasted.limits import MAX_DEPTH, MAX_LETTERS, MAX_NODES, MAX_NUMBER

SHOWN_CONTROLS = "\n\r\t"


def lines_of(source: str) -> list[str]:
    """The lines of a source, as Python counts them."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def parsed(source: str) -> tuple[ast.Module, list[str]]:
    """The syntax tree and the lines of a source. Raises PastedError for a text that Python cannot parse."""
    if len(source) > MAX_LETTERS:
        raise PastedError("pasted-too-long", line=1, letters=len(source), most=MAX_LETTERS)
    lines = lines_of(source)
    for number, line in enumerate(lines, 1):
        codes = [ord(letter) for letter in line if letter not in SHOWN_CONTROLS]
        if any(code < 32 or 0xD800 <= code < 0xE000 for code in codes):
            raise PastedError("pasted-control", line=number)
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError as error:
        at = min(max(1, error.lineno or 1), len(lines))
        raise PastedError("pasted-syntax", line=at, said=quoted(error.msg)) from None
    except (ValueError, RecursionError, MemoryError):
        raise PastedError("pasted-too-deep", line=1) from None
    _check_tree(tree)
    _check_letters("\n".join(lines))
    return tree, lines


def _check_tree(tree: ast.Module) -> None:
    """Raise PastedError for a tree that is too large or too deep, and for names that Python keeps for itself."""
    ahead: list[tuple[ast.AST, int, int]] = [(tree, 0, 1)]
    nodes = 0
    while ahead:
        node, depth, above = ahead.pop()
        line = getattr(node, "lineno", above)
        nodes += 1
        if nodes > MAX_NODES:
            raise PastedError("pasted-too-many-nodes", line=line)
        if depth > MAX_DEPTH:
            raise PastedError("pasted-too-deep", line=line)
        for name in _names_in(node):
            if name.startswith("__") and name != "__init__":
                raise PastedError("pasted-dunder", line=line, name=quoted(name))
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value >= MAX_NUMBER:
            raise PastedError("pasted-number-too-large", line=line)
        # The branches of a chain of elifs lie in each other, and are not deep for who reads them.
        chained = node.orelse[0] if isinstance(node, ast.If) and len(node.orelse) == 1 else None
        ahead.extend((child, depth if child is chained else depth + 1, line) for child in ast.iter_child_nodes(node))


def _names_in(node: ast.AST) -> list[str]:
    """The names that a node of the tree holds itself."""
    if isinstance(node, ast.alias):
        return [*node.name.split("."), node.asname or ""]
    fields = (getattr(node, name, None) for name in ("id", "attr", "name", "arg"))
    return [name for name in fields if isinstance(name, str)]


def _check_letters(source: str) -> None:
    """Raise PastedError for a name with letters outside ASCII, some of which Python takes for others."""
    if source.isascii():
        return
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if not token.string.isascii() and token.type not in (tokenize.STRING, tokenize.COMMENT):
                raise PastedError("pasted-not-ascii", line=token.start[0], name=quoted(token.string))
    except (tokenize.TokenError, SyntaxError):
        raise PastedError("pasted-syntax", line=1, said=quoted("")) from None
