"""What the code says and what its words are; `python -m tests.messages [FILE or FOLDER ...]` prints what is wrong."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from core import errors
from core.messages import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "core" / "messages", ROOT / "pages" / "text")
CODE = [ROOT / "app.py", *sorted((ROOT / "core").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]
ERRORS = {name for name in vars(errors) if name.endswith("Error")}
SPEAKERS = {"t", "Message", "Refused", "refuse", *ERRORS}
# Calls whose texts nobody but a developer reads.
UNSEEN = {
    "ValueError",
    "AssertionError",
    "TypeError",
    "KeyError",
    "RuntimeError",
    "NotImplementedError",
    "getLogger",
    "component",
}
PROSE = re.compile(r"[A-Za-z]{2,}[,;:]? (?:[a-z]{2,}|a\b)|^[A-Z][a-z]+(?: |$)[a-z ]*\.?$")
# What the posts print, generated reviews, which are data, lines of programs, and the options of a command line.
NO_WORDS = {"core/console.py", "core/data/reviews.py", "core/models/lenet.py", "core/__main__.py"} | {
    f"core/script/{name}.py"
    for name in (
        "changes",
        "confusion",
        "evaluating",
        "lab",
        "networks",
        "pictures",
        "post_notes",
        "program",
        "racing",
        "texts",
        "using",
    )
}
# Names and phrases of PyTorch, and what is stored in files, which config-choice-* and datasets-set-* put into words.
IDS = frozenset({"Adam", "Momentum", "Nesterov", "English", "out of memory", "can't allocate memory"}) | frozenset(
    {"like length", "largest of all", "test set", "validation set", "first 1,000 examples of the test set"}
)
LABEL = re.compile(r"\b[A-Z][a-z]{2,}|[a-z]{2,} [a-z(]")  # in what is handed to Streamlit, one word is enough
SHOWN = {"help", "label", "placeholder", "text", "alt", "title", "body", "caption", "name", "hovertemplate"}


@dataclass(frozen=True)
class Use:
    """An id that the code asks for; one made at run time is a pattern, such as 'config-*.help'."""

    id: str
    values: frozenset[str] | None  # names of the values; None where they are not written out
    where: str


def _pattern(node: ast.expr) -> str:
    """The id that an expression gives, * for what is known only at run time; "" for no id."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "*" for part in node.values]
        return re.sub(r"\*+", "*", "".join(map(str, parts)))
    return ""


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func).split(".")[-1]


def uses_in(path: Path) -> Iterator[Use]:
    """Every id that a file asks for: in t(...), Message(...) and the errors; in either branch of a condition."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and _called(node) in SPEAKERS and node.args):
            continue
        written = all(keyword.arg for keyword in node.keywords)
        values = frozenset(str(keyword.arg) for keyword in node.keywords) if written else None
        first = [node.args[0]]
        while any(isinstance(each, ast.IfExp) for each in first):
            first = [
                part
                for each in first
                for part in ((each.body, each.orelse) if isinstance(each, ast.IfExp) else (each,))
            ]
        for each in first:
            if id_ := _pattern(each):
                yield Use(id_, values, f"{path.relative_to(ROOT)}:{node.lineno}")


@cache
def words(language: str) -> dict[str, tuple[frozenset[str], str, str]]:
    """id -> (names of its values, its text, its file); attributes as 'id.attribute'."""
    parser, found = FluentParser(with_spans=False), {}
    for folder in FOLDERS:
        for path in sorted((folder / language).glob("*.ftl")):
            for entry in parser.parse(path.read_text(encoding="utf-8")).body:
                assert not isinstance(entry, ftl.Junk), f"{path.relative_to(ROOT)} cannot be read: {entry.content[:80]}"
                if isinstance(entry, ftl.Message):
                    parts = [
                        (entry.id.name, entry.value),
                        *((f"{entry.id.name}.{a.id.name}", a.value) for a in entry.attributes),
                    ]
                    for id_, value in parts:
                        if value is not None:
                            assert id_ not in found, f"{id_} stands twice in {language}"
                            found[id_] = (frozenset(_names(value)), _text(value), path.relative_to(ROOT).as_posix())
    return {id_: (_with_referred(id_, found), text, file) for id_, (_, text, file) in found.items()}


def _with_referred(id_: str, found: dict[str, tuple[frozenset[str], str, str]]) -> frozenset[str]:
    """The names of the values of a message and of the messages within it, whose ids stay among them with their @."""
    own = found[id_][0]
    return own.union(*(_with_referred(name[1:], found) for name in own if name.startswith("@")))


def _names(node: ftl.BaseNode) -> Iterator[str]:
    """Names of the values, and ids of other messages, which begin with @."""
    if isinstance(node, ftl.VariableReference):
        yield node.id.name
    if isinstance(node, ftl.MessageReference):
        yield f"@{node.id.name}"
    for value in vars(node).values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ftl.BaseNode):
                yield from _names(each)


def _text(node: ftl.BaseNode) -> str:
    if isinstance(node, ftl.TextElement):
        return node.value
    return "".join(
        _text(each)
        for value in vars(node).values()
        for each in (value if isinstance(value, list) else [value])
        if isinstance(each, ftl.BaseNode)
    )


def values_of(id_: str, language: str) -> frozenset[str]:
    """The names of the values that a message is put into words with."""
    return frozenset(name for name in words(language)[id_][0] if not name.startswith("@"))


def english_left(path: Path) -> Iterator[str]:
    """Texts in the code that look like words for a visitor. A line that ends with `# not shown` is left out."""
    if path.relative_to(ROOT).as_posix() in NO_WORDS:
        return
    code = path.read_text(encoding="utf-8")
    tree, lines = ast.parse(code), code.splitlines()
    silent = {id(each) for node in ast.walk(tree) for part in _unseen(node) for each in ast.walk(part)}
    labels = {
        id(each)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("st.")
        for part in [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg in SHOWN)]
        for each in ast.walk(part)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in silent:
            continue
        looks_like_words = LABEL if id(node) in labels else PROSE
        if looks_like_words.search(node.value) and "not shown" not in lines[node.lineno - 1]:
            yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.value[:70]!r}"


def _unseen(node: ast.AST) -> list[ast.AST]:
    """The parts of a piece of code whose texts nobody but a developer reads, or that are ids."""
    parts: list[ast.AST | None] = [getattr(node, "annotation", None), getattr(node, "returns", None)]
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node):
        parts.append(node.body[0])
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        if _called(node) in UNSEEN or name.startswith(("log.", "re.")):
            parts.append(node)
        elif node.args and (_called(node) in SPEAKERS or _called(node) == "page_link"):
            parts.append(node.args[0])
    if isinstance(node, ast.Assert) or (isinstance(node, ast.Constant) and node.value in IDS):
        parts.append(node)
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).startswith(("_JS", "_CSS", "_HTML")):
        parts.append(node.value)
    return [part for part in parts if isinstance(part, ast.AST)]


def wrong_with(uses: list[Use]) -> Iterator[str]:
    """What is missing for the ids that the code asks for, in either language."""
    for use in uses:
        for language in LANGUAGES:
            known = words(language)
            fitting = (
                [id_ for id_ in known if fnmatchcase(id_, use.id)] if "*" in use.id else [use.id] * (use.id in known)
            )
            if not fitting:
                yield f"{use.where}: {use.id} has no words in {language}"
            elif use.values is not None and "*" not in use.id and values_of(use.id, language) - use.values:
                yield f"{use.where}: {use.id} in {language} wants {sorted(values_of(use.id, language) - use.values)}"


def differences() -> Iterator[str]:
    """What one language has and the other has not."""
    first, *others = LANGUAGES
    for language in others:
        here, there = words(first), words(language)
        for id_ in sorted(here.keys() ^ there.keys()):
            yield f"{id_} is only in {first if id_ in here else language}"
        for id_ in sorted(here.keys() & there.keys()):
            if values_of(id_, first) != values_of(id_, language):
                yield f"{id_} uses {values_of(id_, first)} in {first}, {values_of(id_, language)} in {language}"
            if here[id_][2].split("/")[-1] != there[id_][2].split("/")[-1] or not id_.startswith(
                Path(here[id_][2]).stem
            ):
                yield f"{id_} is in {here[id_][2]} and {there[id_][2]}"


def main() -> None:
    """Print what is wrong in the files and folders that are named, or in all."""
    named = [Path(name).resolve() for name in sys.argv[1:]] or [ROOT]
    paths = [path for path in CODE if any(path == one or one in path.parents for one in named)]
    problems = [
        *(left for path in paths for left in english_left(path)),
        *wrong_with([use for path in paths for use in uses_in(path)]),
        *differences(),
    ]
    print(*problems, f"{len(problems)} problems", sep="\n")


if __name__ == "__main__":
    main()
