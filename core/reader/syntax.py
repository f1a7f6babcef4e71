"""Questions to pieces of a syntax tree that need nothing but the piece itself."""

import ast
from collections.abc import Iterable, Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef
Scope = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
Loop = ast.For | ast.AsyncFor | ast.While


def short(node: ast.AST) -> str:
    """A piece of code in one line, cut where it is long."""
    code = " ".join(ast.unparse(node).split())
    return code if len(code) <= 60 else f"{code[:57]}..."


def flat(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements with those within their blocks, in the order in which they stand."""
    for each in body:
        yield each
        if not isinstance(each, Function | ast.ClassDef):
            yield from flat(blocks(each))


def blocks(statement: ast.stmt) -> list[ast.stmt]:
    """The statements directly in the blocks of a statement."""
    inner: list[ast.stmt] = []
    for name in ("body", "orelse", "finalbody"):
        inner += getattr(statement, name, [])
    for handler in getattr(statement, "handlers", []):
        inner += handler.body
    for case in getattr(statement, "cases", []):
        inner += case.body
    return inner


def read_names(node: ast.AST | None) -> set[str]:
    """The names that come in a piece of code."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} if node is not None else set()


def bound_names(statement: ast.stmt) -> set[str]:
    """The names that a statement itself gives a value."""
    targets: list[ast.expr] = []
    match statement:
        case ast.Assign():
            targets = statement.targets
        case ast.AugAssign() | ast.AnnAssign() | ast.For() | ast.AsyncFor():
            targets = [statement.target]
        case ast.With() | ast.AsyncWith():
            targets = [each.optional_vars for each in statement.items if each.optional_vars is not None]
        case _:
            pass
    return {
        each.id
        for target in targets
        for each in ast.walk(target)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }


def attribute_of(node: ast.AST) -> str:
    """The last part of a name with dots; '' for all else."""
    return node.attr if isinstance(node, ast.Attribute) else ""


def call_of(node: ast.expr) -> ast.expr:
    """What a call calls; an expression that is no call stays as it is."""
    return node.func if isinstance(node, ast.Call) else node


def arguments_of(call: ast.Call, *names: str) -> dict[str, ast.expr]:
    """Parameter -> what a call gives for it; '*' and '**' where it hands on whole lists of arguments."""
    given: dict[str, ast.expr] = {}
    for name, value in zip(names, call.args, strict=False):
        given["*" if isinstance(value, ast.Starred) else name] = value
    for index, value in enumerate(call.args[len(names) :]):
        given[f"*{index}"] = value
    return given | {each.arg or "**": each.value for each in call.keywords}


def parameters_of(arguments: ast.arguments) -> frozenset[str]:
    """The names of a function's parameters."""
    given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    given += [each for each in (arguments.vararg, arguments.kwarg) if each is not None]
    return frozenset(each.arg for each in given)


def bindings_in(scope: ast.AST) -> Iterator[tuple[str, int]]:
    """The names that get a value in a module, a function or a class itself, and the lines."""
    ahead = list(ast.iter_child_nodes(scope))
    while ahead:
        node = ahead.pop()
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name, node.lineno
                continue
            case ast.Lambda():
                continue
            case ast.Name(ctx=ast.Store()):
                yield node.id, node.lineno
            case ast.Import() | ast.ImportFrom():
                for each in node.names:
                    yield each.asname or each.name.split(".")[0], node.lineno
            case ast.ExceptHandler(name=str()) | ast.MatchAs(name=str()) | ast.MatchStar(name=str()):
                yield str(node.name), node.lineno
            case ast.MatchMapping(rest=str()):
                yield str(node.rest), node.lineno
            case _:
                pass
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            ahead += [each for each in ast.walk(node) if isinstance(each, ast.NamedExpr)]
        else:
            ahead += ast.iter_child_nodes(node)


def is_text(node: ast.stmt) -> bool:
    """Whether a statement is a text that stands alone, as a docstring does."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
