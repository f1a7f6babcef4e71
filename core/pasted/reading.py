"""Read the source of a pasted network, check all of it, and build the network (long: one class, from text to network).

Python parses the text and does nothing else with it. What is not on our lists is refused with its line.
"""

import ast
from typing import Any

import torch

from core.errors import PastedError
from core.pasted.counting import Counting
from core.pasted.expressions import expression
from core.pasted.faults import FAULTS, fault, quoted
from core.pasted.limits import Budget
from core.pasted.methods import refuse
from core.pasted.names import MODULE, MODULES, NOTHING, ModuleNames, Namespace, Scope, check_free
from core.pasted.network import Kind, PastedNetwork, Program
from core.pasted.statements import method_of
from core.pasted.text import parsed
from core.pasted.values import lasting


class PastedClass:
    """A source that has been read: it can be built, and nothing of it has been run."""

    def __init__(self, source: str) -> None:
        self.source = source
        tree, lines = parsed(source)
        self._names = ModuleNames(lines)
        self.kinds: dict[str, Kind] = {}
        self._steps: list[tuple[str | None, Any, int]] = []  # name, expression, line: what the top of the source sets
        self._built: str | None = None  # the class of the last network that the source itself builds
        classes = [node for node in tree.body if self._bind(node)]
        for node in classes:
            self._read_class(node)
        for step in tree.body:
            self._read_step(step)
        if not self.kinds:
            raise PastedError("pasted-no-class", line=1)
        self._kind = self.kinds[self._built or next(reversed(self.kinds))]
        if "forward" not in self._kind.methods:
            raise PastedError("pasted-no-forward", line=self._kind.line, name=quoted(self._kind.name))

    @property
    def name(self) -> str:
        """The name of the network's class."""
        return self._kind.name

    @property
    def line(self) -> int:
        """The line where the network's forward begins."""
        return int(self._kind.methods["forward"].line)

    @property
    def last_line(self) -> int:
        """The line of the last statement of the network's forward."""
        return int(self._kind.methods["forward"].last_line)

    @property
    def changes_in_place(self) -> bool:
        """Whether a tensor may be changed in place somewhere in the source."""
        return self._names.changes_in_place

    def build(self, input_shape: tuple[int, ...], classes: int) -> PastedNetwork:
        """The network for inputs (C, H, W), or (words,) for texts. Raises PastedError.

        It is built on the meta device first, where it takes no memory, and only then where it is wanted.
        """
        network = self._run(self.program(input_shape, classes), Budget())
        network.become_root()
        return network

    def program(self, input_shape: tuple[int, ...], classes: int) -> Program:
        """What every building of the network for such inputs shares, with the network on the meta device as `twin`."""
        program = Program(self, input_shape, classes)
        with torch.device("meta"):
            program.twin = self._run(program, Budget(counting=Counting.of_building()))
        return program

    # The top of the source

    def _bind(self, node: ast.stmt) -> bool:
        """Note the names that a statement at the top binds; return whether it is a class."""
        names = self._names
        if isinstance(node, ast.Import):
            for alias in node.names:
                module = self._module(alias.name, node)
                if alias.asname is None and "." in alias.name:
                    module = self._module(alias.name.partition(".")[0], node)
                self._import(alias.asname or alias.name.partition(".")[0], module, node)
        elif isinstance(node, ast.ImportFrom):
            self._bind_from(node)
        elif isinstance(node, ast.ClassDef):
            self._bind_class(node)
            return True
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for goal in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if not isinstance(goal, ast.Name):
                    raise refuse("pasted-no-target", node, code=quoted(names.lines[node.lineno - 1]))
                self._check_unbound(goal.id, node)
                names.own.add(goal.id)
        elif not isinstance(node, ast.Expr | ast.Pass):
            raise refuse("pasted-only-class", node, code=quoted(names.lines[node.lineno - 1]))
        return False

    def _module(self, name: str, node: ast.stmt) -> Namespace:
        if name == "torchtext" or name.startswith(("torchtext.", "torchvision.")):
            return Namespace(name, NOTHING)
        if name not in MODULES:
            raise refuse("pasted-no-import", node, name=quoted(name))
        return MODULES[name]

    def _bind_from(self, node: ast.ImportFrom) -> None:
        if node.level or not node.module:
            raise refuse("pasted-no-import", node, name=quoted("."))
        if node.module == "__future__":
            return
        module = self._module(node.module, node)
        for alias in node.names:
            full = f"{node.module}.{alias.name}"
            if alias.name == "*":
                raise refuse("pasted-star-import", node)
            if full in MODULES:
                value: Any = MODULES[full]
            elif module.members is NOTHING:
                value = Namespace(full, NOTHING)
            elif alias.name in module.members:
                value = module.members[alias.name]
            else:
                raise refuse("pasted-not-in-module", node, name=quoted(full))
            self._import(alias.asname or alias.name, value, node)

    def _import(self, name: str, value: Any, node: ast.stmt) -> None:
        if name in self._names.own or self._names.fixed.get(name, value) is not value:
            raise refuse("pasted-bound-twice", node, name=quoted(name))
        self._names.fixed[name] = value

    def _check_unbound(self, name: str, node: ast.stmt) -> None:
        if name in self._names.fixed or name in self.kinds:
            raise refuse("pasted-bound-twice", node, name=quoted(name))

    def _bind_class(self, node: ast.ClassDef) -> None:
        if node.decorator_list:
            raise refuse("pasted-no-decorator", node.decorator_list[0])
        base = Scope(self._names).fixed(node.bases[0]) if len(node.bases) == 1 else None
        if base is None and len(node.bases) == 1 and isinstance(node.bases[0], ast.Attribute | ast.Name):
            root: ast.expr = node.bases[0]
            while isinstance(root, ast.Attribute):
                root = root.value
            if isinstance(root, ast.Name) and root.id not in self.kinds:
                Scope(self._names).check_known(root.id, root)
        if base is not MODULE or node.keywords:
            raise refuse("pasted-base", node, name=quoted(node.name))
        self._check_unbound(node.name, node)
        if node.name in self._names.own:
            raise refuse("pasted-bound-twice", node, name=quoted(node.name))
        kind = self.kinds[node.name] = Kind(node.name, node.lineno)
        self._names.own.add(node.name)
        for part in node.body:
            if isinstance(part, ast.FunctionDef) and part.args.args:
                kind.attributes |= set(_set_on_self(part))
            elif isinstance(part, ast.Assign | ast.AnnAssign):
                goals = part.targets if isinstance(part, ast.Assign) else [part.target]
                self._names.attributes |= {goal.id for goal in goals if isinstance(goal, ast.Name)}
        self._names.attributes |= kind.attributes | {
            part.name for part in node.body if isinstance(part, ast.FunctionDef)
        }

    # Classes

    def _read_class(self, node: Any) -> None:
        kind = self.kinds[node.name]
        methods = []
        for part in node.body:
            if isinstance(part, ast.FunctionDef):
                self._check_method(part)
                kind.methods[part.name] = None  # so that methods can call those below them
                methods.append(part)
            elif isinstance(part, ast.Assign | ast.AnnAssign):
                self._read_constant(kind, part)
            elif not (isinstance(part, ast.Pass) or (isinstance(part, ast.Expr) and _is_text(part.value))):
                raise refuse("pasted-only-methods", part, code=quoted(self._names.lines[part.lineno - 1]))
        for part in methods:
            scope = Scope(self._names, kind, part)
            kind.methods[part.name] = method_of(part, scope, Scope(self._names))

    def _check_method(self, node: ast.FunctionDef) -> None:
        if node.decorator_list:
            raise refuse("pasted-no-decorator", node.decorator_list[0])
        if node.name not in ("__init__", "forward"):
            check_free(node.name, node.lineno)
        names = [arg.arg for arg in node.args.args]
        if not names or len(set(names)) < len(names):
            raise refuse("pasted-parameters", node, name=quoted(node.name))

    def _read_constant(self, kind: Kind, node: ast.Assign | ast.AnnAssign) -> None:
        if node.value is None:
            return
        for goal in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if not isinstance(goal, ast.Name):
                raise refuse("pasted-no-target", node, code=quoted(self._names.lines[node.lineno - 1]))
            check_free(goal.id, node.lineno)
            if not _is_number(node.value):
                raise refuse("pasted-class-constant", node, name=quoted(goal.id))
            kind.constants[goal.id] = expression(node.value, Scope(self._names))

    # What the top of the source does besides

    def _read_step(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Expr) and _is_text(node.value):
            return
        if not isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr) or node.value is None:
            return
        value = node.value
        builds = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in self.kinds
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and builds:
            self._built = value.func.id
        elif isinstance(node, ast.Expr):
            expression(value, Scope(self._names))  # says what is wrong with it, where it can
            raise refuse("pasted-only-class", node, code=quoted(self._names.lines[node.lineno - 1]))
        closure = expression(value, Scope(self._names))
        goals = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for goal in goals:
            self._steps.append((goal.id if isinstance(goal, ast.Name) else None, closure, node.lineno))

    def _run(self, program: Program, budget: Budget) -> PastedNetwork:
        """Go through the top of the source, and return the network. Raises PastedError."""
        program.env = {**self.kinds, **_predefined(program)}
        network = None
        budget.built = budget.counting or Counting.of_building()
        with budget.built:
            for name, value, line in self._steps:
                budget.spend(1, line)
                new = value([budget, program])
                if isinstance(new, PastedNetwork):
                    network = new
                if name is not None:
                    program.env[name] = new if new is network else _lasting(budget, name, new, line)
            if network is None:
                network = self._without_arguments(program, budget)
        network.lock()
        program.env = {name: value for name, value in program.env.items() if not isinstance(value, PastedNetwork)}
        return network

    def _without_arguments(self, program: Program, budget: Budget) -> PastedNetwork:
        """The last class, where no line of the source builds a network."""
        init = self._kind.methods.get("__init__")
        if init is not None and (required := init.required):
            name, arguments = quoted(self._kind.name), quoted(", ".join(required))
            raise PastedError("pasted-add-line", line=init.line, name=name, arguments=arguments)
        call = ast.parse(f"{self._kind.name}()", mode="eval").body
        try:
            network = expression(call, Scope(self._names))([budget, program])
        except FAULTS as error:
            raise fault(error, self._kind.line) from None
        assert isinstance(network, PastedNetwork)
        return network


def read_network(source: str) -> PastedClass:
    """Read a source. Raises PastedError, with a line, for whatever is not on the lists."""
    try:
        return PastedClass(source)
    except (RecursionError, MemoryError):
        raise PastedError("pasted-too-deep", line=1) from None


def _lasting(budget: Budget, name: str, value: Any, line: int) -> Any:
    """The value that a name at the top of the source is given. Raises PastedError for tensors and layers."""
    try:
        return lasting(budget, name, value)
    except FAULTS as error:
        raise fault(error, line) from None


def _predefined(program: Program) -> dict[str, Any]:
    """The names that a source may use without setting them."""
    names: dict[str, Any] = {"classes": tuple(range(program.classes))}
    if len(program.input_shape) == 1:
        (words,) = program.input_shape
        names |= {"words": words, "TEXT": Namespace("TEXT", {"vocab": range(words)})}
    return names


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and (isinstance(node.value, str) or node.value is ...)


def _is_number(node: ast.expr) -> bool:
    """Whether an expression is made of numbers, texts and arithmetic alone."""
    parts = ast.Constant | ast.BinOp | ast.UnaryOp | ast.operator | ast.unaryop | ast.Tuple | ast.expr_context
    return all(isinstance(part, parts) for part in ast.walk(node))


def _set_on_self(method: ast.FunctionDef) -> list[str]:
    """The attributes of self that a method sets."""
    own = method.args.args[0].arg
    names = []
    for node in ast.walk(method):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and _is(node.value, own):
            names.append(node.attr)
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("register_buffer", "add_module")
            and _is(node.func.value, own)
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            names.append(node.args[0].value)
    return names


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
