"""The text of a source: its length, its letters and its nesting are looked at before anything else."""

import ast
import io
import tokenize

from core.errors import PastedError
from core.pasted.faults import quoted
from core.pasted.limits import MAX_DEPTH, MAX_LETTERS, MAX_NODES, MAX_NUMBER

SHOWN_CONTROLS = "\n\r\t"
LINE_ENDS = "\x85\u2028\u2029"  # editors and str.splitlines end a line there, and Python does not


def lines_of(source: str) -> list[str]:
    """The lines of a source, as Python counts them."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def code_lines(code: str) -> list[str]:
    """The lines of a piece of code, as Python counts them; the line break at its end begins no other."""
    lines = lines_of(code)
    return lines if lines[-1] else lines[:-1]


def parsed(source: str) -> tuple[ast.Module, list[str]]:
    """The syntax tree and the lines of a source. Raises PastedError for a text that Python cannot parse."""
    if len(source) > MAX_LETTERS:
        raise PastedError("pasted-too-long", line=1, letters=len(source), most=MAX_LETTERS)
    lines = lines_of(source)
    for number, line in enumerate(lines, 1):
        codes = [ord(letter) for letter in line if letter not in SHOWN_CONTROLS]
        if any(code < 32 or 0xD800 <= code < 0xE000 or chr(code) in LINE_ENDS for code in codes):
            raise PastedError("pasted-control", line=number)
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError as error:
        at = min(max(1, error.lineno or 1), len(lines))
        raise PastedError("pasted-syntax", line=at, said=quoted(error.msg)) from None
    except (ValueError, RecursionError, MemoryError):
        raise PastedError("pasted-too-deep", line=1) from None
    _check_tree(tree)
    _check_lines(tree)
    _check_annotations(tree)
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


def _check_lines(tree: ast.Module) -> None:
    """Raise PastedError unless each line of the source says alone what it is.

    A statement at the top begins a line that belongs to no other, and a text goes over several lines only where it
    describes a module, class or method.
    """
    last = 0
    for node in tree.body:
        if node.col_offset != 0 or node.lineno <= last:
            raise PastedError("pasted-own-line", line=node.lineno)
        last = node.end_lineno or node.lineno
    nodes = list(ast.walk(tree))
    describing = set()
    for each in nodes:
        if isinstance(each, ast.Module | ast.ClassDef | ast.FunctionDef) and each.body:
            first = each.body[0]
            describing |= {id(first.value)} if isinstance(first, ast.Expr) else set()
    for each in nodes:
        if not isinstance(each, ast.JoinedStr | ast.Constant) or id(each) in describing:
            continue
        is_text = isinstance(each, ast.JoinedStr) or type(each.value) in (str, bytes)
        if is_text and each.end_lineno != each.lineno:
            raise PastedError("pasted-long-text", line=each.lineno)


def _check_annotations(tree: ast.Module) -> None:
    """Raise PastedError for an annotation that is more than the name of a type: Python evaluates it."""
    for node in ast.walk(tree):
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if annotation is not None and not _names_type(annotation):
                raise PastedError("pasted-annotation", line=annotation.lineno)
        if getattr(node, "type_params", None):
            raise PastedError("pasted-annotation", line=getattr(node, "lineno", 1))


def _names_type(node: ast.expr) -> bool:
    """Whether this is None, torch.Tensor, tuple[int, ...], int | None or the like."""
    if isinstance(node, ast.Constant):
        return node.value is None
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name | ast.Attribute) and _names_type(node.value)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitOr) and _names_type(node.left) and _names_type(node.right)
    if isinstance(node, ast.Subscript):
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        dots = [isinstance(part, ast.Constant) and part.value is ... for part in parts]
        return _names_type(node.value) and all(dot or _names_type(part) for dot, part in zip(dots, parts, strict=True))
    return isinstance(node, ast.Name)


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
