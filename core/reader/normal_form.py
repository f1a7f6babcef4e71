"""Classes of networks in a form that is equal for those that differ in nothing that counts."""

import ast
from collections import deque
from collections.abc import Iterable, Mapping

from core.reader.names import Names
from core.reader.syntax import is_text
from core.reader.values import UnknownError

_LAYERS: Mapping[str, tuple[str, ...]] = {  # the parameters that come first
    "torch.nn.Linear": ("in_features", "out_features"),
    "torch.nn.Conv2d": ("in_channels", "out_channels", "kernel_size"),
    "torch.nn.MaxPool2d": ("kernel_size", "stride"),
    "torch.nn.Embedding": ("num_embeddings", "embedding_dim"),
    "torch.nn.LSTM": ("input_size", "hidden_size"),
}
_EQUAL: Mapping[str, str] = {"torch.relu": "torch.nn.functional.relu"}


class _Normal:
    """Classes in a form that is equal for networks that differ only in names, comments and how numbers are written."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.renamed: dict[str, str] = {}
        self.local: frozenset[str] = frozenset()
        self.me = ""  # what the method calls `self`

    def of(self, code: object) -> object:  # noqa: PLR0911  (a case for each kind of code)
        """A normal copy of a piece of code; the code itself stays as it is."""
        if isinstance(code, list):
            return [self.of(each) for each in code if not (isinstance(each, ast.stmt) and is_text(each))]
        if not isinstance(code, ast.AST):
            return code
        match code:
            case ast.ClassDef():
                return self._class(code)
            case ast.FunctionDef():
                return self._method(code)
            case ast.Call():
                return self._call(code)
            case ast.Attribute():
                return self._attribute(code)
            case ast.Name():
                if code.id in self.local or code.id in self.names.classes:
                    return ast.Name(self._new(code.id), ast.Load())
                return self._number(code) or ast.Name(self.names.called(code), ast.Load())
            case ast.BinOp() if not self.local & {each.id for each in ast.walk(code) if isinstance(each, ast.Name)}:
                number = self._number(code)
                return number or self._copy(code)
            case _:
                return self._copy(code)

    def _expr(self, code: ast.expr) -> ast.expr:
        made = self.of(code)
        assert isinstance(made, ast.expr)
        return made

    def _copy(self, code: ast.AST) -> ast.AST:
        return type(code)(**{name: self.of(value) for name, value in ast.iter_fields(code) if name != "type_comment"})

    def _new(self, name: str) -> str:
        """The name by the order in which it first comes."""
        return name if name in {"__init__", "forward"} else self.renamed.setdefault(name, f"n{len(self.renamed)}")

    def _class(self, node: ast.ClassDef) -> ast.AST:
        name = self._new(node.name)
        bases = [self._expr(base) for base in node.bases]
        return _copied(node, name=name, bases=bases, keywords=[], body=self.of(node.body), decorator_list=[])

    def _method(self, node: ast.FunctionDef) -> ast.AST:
        used = {each.id for part in node.body for each in ast.walk(part) if isinstance(each, ast.Name)}
        given = [each.arg for each in node.args.args] or [""]
        bound = {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
        builds = node.name == "__init__"  # what it is given is put in, so that nothing is left to give
        kept = given[:1] if builds else [name for name in given if name in used or name == given[0]]
        self.local = frozenset({*given[: 1 if builds else None], *bound})
        self.me = given[0]
        arguments = ast.arguments([], [ast.arg(self._new(name)) for name in kept], None, [], [], None, [])
        name = node.name if node.name in {"__init__", "forward"} else self._new(f".{node.name}")
        body = self.of(node.body)
        assert isinstance(body, list)
        return _copied(node, name=name, args=arguments, body=_joined(body), decorator_list=[], returns=None)

    def _call(self, node: ast.Call) -> ast.AST:
        name = self.names.called(node.func)
        if name == "super":
            return ast.Call(ast.Name("super", ast.Load()), [], [])
        first = [*node.args]
        keywords = {each.arg or "**": each.value for each in node.keywords}
        if name in _LAYERS and len(first) < len(_LAYERS[name]):
            for parameter in _LAYERS[name][len(first) :]:
                if parameter not in keywords:
                    break
                first.append(keywords.pop(parameter))
        rest = [ast.keyword(key, self._expr(value)) for key, value in sorted(keywords.items(), key=lambda one: one[0])]
        return ast.Call(self._expr(node.func), [self._expr(each) for each in first], rest)

    def _attribute(self, node: ast.Attribute) -> ast.AST:
        name = self.names.called(node)
        if name.startswith("torch"):
            return ast.Name(_EQUAL.get(name, name), ast.Load())
        own = isinstance(node.value, ast.Name) and node.value.id == self.me and node.attr != "training"
        attribute = self._new(f".{node.attr}") if own else node.attr
        return ast.Attribute(self._expr(node.value), attribute, ast.Load())

    def _number(self, node: ast.expr) -> ast.expr | None:
        try:
            value = self.names.value(node)
        except UnknownError:
            return None
        return ast.Constant(value) if isinstance(value, int | float) else None


def _copied(node: ast.AST, **changed: object) -> ast.AST:
    return type(node)(**{name: changed.get(name, value) for name, value in ast.iter_fields(node)})


class _Put(ast.NodeTransformer):
    """Puts an expression in the place of a name."""

    def __init__(self, name: str, value: ast.expr) -> None:
        self.name, self.value = name, value

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """The expression for the name."""
        return self.value if node.id == self.name else node


def _joined(body: list[ast.stmt]) -> list[ast.stmt]:
    """Statements with those put into one that hand a single value on: `x = f(x)`, `x = g(x)` is `x = g(f(x))`."""
    made: list[ast.stmt] = []
    for each in body:
        match (made[-1] if made else None), each:
            case ast.Assign(targets=[ast.Name(id=name)], value=before), ast.Assign() | ast.Return():
                value = each.value
                uses = [one for one in ast.walk(value) if isinstance(one, ast.Name) and one.id == name] if value else []
                ends = isinstance(each, ast.Return) or ast.unparse(each.targets[0]) == name
                if len(uses) == 1 and ends:
                    assert value is not None
                    made[-1] = _with_value(each, _Put(name, before).visit(value))
                    continue
            case _:
                pass
        made.append(each)
    return made


def _with_value(statement: ast.Assign | ast.Return, value: ast.expr) -> ast.stmt:
    return ast.Return(value) if isinstance(statement, ast.Return) else ast.Assign(statement.targets, value)


def normal_form(names: Names, classes: Iterable[ast.ClassDef]) -> str:
    """What is equal for networks that differ in nothing that counts. The class of the whole network comes first."""
    normal = _Normal(names)
    return "\n".join(ast.dump(made) for each in classes if isinstance(made := normal.of(each), ast.AST))


def classes_of(names: Names, *first: str) -> list[ast.ClassDef]:
    """The classes of these names, and the program's classes that they need, each once."""
    found: dict[str, ast.ClassDef] = {}
    ahead = deque(first)
    while ahead:
        name = ahead.popleft()
        if name in names.classes and name not in found:
            found[name] = names.classes[name]
            ahead += [each.id for each in ast.walk(found[name]) if isinstance(each, ast.Name)]
    return list(found.values())
