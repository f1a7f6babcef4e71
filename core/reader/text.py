"""From the pasted text to a syntax tree, within limits of size."""

import ast
import re
from collections.abc import Iterable

from core.messages import Message

MAX_CHARACTERS = 40_000
MAX_NODES = 30_000  # of the parsed program
MAX_DEPTH = 100  # of one piece of code within another
LARGEST = 10**100  # of the whole numbers that are written out; Python writes none of more than 4,300 digits


class UnreadableError(Exception):
    """The text is no program, or too large a one."""

    def __init__(self, line: int, problem: Message) -> None:
        super().__init__(problem.id)
        self.line, self.problem = line, problem


SPACES = re.compile("[\u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff]")  # what copying from a web page leaves behind
MAGIC = re.compile(r"^(\s*)[%!].*$")  # lines of a notebook that are not Python


def as_python(lines: Iterable[str]) -> list[str]:
    """Lines without what only a web page or a notebook has in them."""
    return [MAGIC.sub(r"\1pass", SPACES.sub(" ", line)) for line in lines]


def parse(text: str) -> ast.Module:
    """The text as a syntax tree. Raises UnreadableError."""
    if len(text) > MAX_CHARACTERS:
        raise UnreadableError(1, Message("program-too-long", characters=len(text), most=MAX_CHARACTERS))
    lines = as_python(text.split("\n"))
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    try:
        tree = ast.parse("\n".join(line[margin:] for line in lines))
    except SyntaxError as error:
        line = min(max(error.lineno or 1, 1), len(lines))
        raise UnreadableError(line, Message("program-syntax", says=error.msg)) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise UnreadableError(1, Message("program-no-python")) from error
    _check_size(tree)
    return tree


def _check_size(tree: ast.Module) -> None:
    ahead: list[tuple[ast.AST, int, int]] = [(tree, 0, 1)]
    count = 0
    while ahead:
        node, depth, line = ahead.pop()
        line = getattr(node, "lineno", line)
        count += 1
        if count > MAX_NODES:
            raise UnreadableError(1, Message("program-too-much"))
        if depth > MAX_DEPTH:
            raise UnreadableError(line, Message("program-too-deep"))
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value > LARGEST:
            raise UnreadableError(line, Message("program-number-too-large"))
        ahead += [(child, depth + 1, line) for child in ast.iter_child_nodes(node)]
