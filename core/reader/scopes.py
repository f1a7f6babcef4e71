"""The names of a program that have no value where they are used."""

import ast
import builtins
from dataclasses import dataclass

from core.reader.syntax import Function, bindings_in, parameters_of

KNOWN = frozenset(dir(builtins)) | {"__file__", "__name__", "__doc__", "__class__", "display", "get_ipython"}


@dataclass(frozen=True)
class Missing:
    """A name that is used where it has no value."""

    name: str
    line: int
    node: ast.Name
    around: tuple[frozenset[str], ...]  # the names of the functions around it
    later: int | None = None  # the line in which the program gives it a value, too late


class Scopes(ast.NodeVisitor):
    """Goes through a program in the order in which Python does, and finds the names that have no value."""

    def __init__(self, tree: ast.Module) -> None:
        self.bound: set[str] = set()  # so far, at the level of the module
        self.first: dict[str, int] = {}  # line in which a name of the module gets its first value
        self.functions: list[frozenset[str]] = []  # names of the functions around, innermost last
        self.waiting: list[tuple[ast.AST, list[frozenset[str]]]] = []
        self.missing: list[Missing] = []
        self.everything = any(
            isinstance(n, ast.ImportFrom) and any(a.name == "*" for a in n.names) for n in ast.walk(tree)
        )
        self._collect(tree)
        for statement in tree.body:
            self.visit(statement)
        self.bound |= self.first.keys()
        while self.waiting:
            body, self.functions = self.waiting.pop(0)
            for each in ast.iter_child_nodes(body):
                self.visit(each)

    def _collect(self, tree: ast.Module) -> None:
        for name, line in bindings_in(tree):
            self.first[name] = min(line, self.first.get(name, line))
        for node in ast.walk(tree):
            if isinstance(node, ast.Global):
                self.bound |= set(node.names)  # when the function is called cannot be told

    def visit_Name(self, node: ast.Name) -> None:
        """A use, or a new value."""
        if isinstance(node.ctx, ast.Store):
            if not self.functions:
                self.bound.add(node.id)
            return
        self._use(node)

    def _use(self, node: ast.Name) -> None:
        known = node.id in self.bound or node.id in KNOWN or any(node.id in each for each in self.functions)
        if not known and not self.everything:
            around = tuple(self.functions)
            self.missing.append(Missing(node.id, node.lineno, node, around, self.first.get(node.id)))

    def visit_Assign(self, node: ast.Assign) -> None:
        """The value comes before the name."""
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """The same; what stands for the type is not looked at."""
        if node.value is not None:
            self.visit(node.value)
            self.visit(node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """The name has to have a value already."""
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self._use(node.target)
        self.visit(node.target)

    def visit_For(self, node: ast.For) -> None:
        """What is gone over comes before the name."""
        self.visit(node.iter)
        self.visit(node.target)
        for each in [*node.body, *node.orelse]:
            self.visit(each)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        """New names."""
        if not self.functions:
            self.bound |= {each.asname or each.name.split(".")[0] for each in node.names}

    visit_ImportFrom = visit_Import  # noqa: N815  (ast.NodeVisitor looks for this name)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        """Its name outlives the comprehension that it stands in."""
        self.visit(node.value)
        self.bound.add(node.target.id)

    def visit_Match(self, node: ast.Match) -> None:
        """The names in its patterns."""
        if not self.functions:
            self.bound |= {name for name, _ in bindings_in(node)}
        self.generic_visit(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        """The error has a name in the block."""
        if node.name and not self.functions:
            self.bound.add(node.name)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Its block is run later, when all names of the module have their values."""
        for given in [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]:
            self.visit(given)
        if not self.functions:
            self.bound.add(node.name)
        own = frozenset(name for name, _ in bindings_in(node)) | parameters_of(node.args)
        block = ast.Module(node.body, [])
        self.waiting.append((block, [*self.functions, own]))

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815  (ast.NodeVisitor's name)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """Likewise."""
        self.waiting.append((ast.Module([ast.Expr(node.body)], []), [*self.functions, parameters_of(node.args)]))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Its block is run at once; its names are not seen by its methods."""
        for given in [*node.decorator_list, *node.bases, *(one.value for one in node.keywords)]:
            self.visit(given)
        outer = self.functions
        own = frozenset(name for name, _ in bindings_in(node))
        for each in node.body:
            self.functions = outer if isinstance(each, Function) else [*outer, own]
            before = set(self.bound)
            self.visit(each)
            self.bound = before if not outer else self.bound
        self.functions = outer
        if not outer:
            self.bound.add(node.name)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
        outer = self.functions
        own = {
            each.id
            for generator in node.generators
            for each in ast.walk(generator.target)
            if isinstance(each, ast.Name)
        }
        self.functions = [*outer, frozenset(own)]
        self.generic_visit(node)
        self.functions = outer

    visit_ListComp = visit_SetComp = visit_GeneratorExp = visit_DictComp = _comprehension  # noqa: N815  (its names)
