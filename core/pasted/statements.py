"""Turn the statements of a method into closures of ours: one function for each kind of statement."""

import ast
from collections.abc import Callable, Mapping, Sequence
from types import EllipsisType, MappingProxyType
from typing import Any

from core.errors import PastedError
from core.pasted import values
from core.pasted.expressions import SYMBOLS, condition, expression, name_of, target
from core.pasted.faults import FAULTS, fault
from core.pasted.functions import TENSORS, items_of
from core.pasted.methods import BREAK, CONTINUE, Expression, Frame, Method, Statement, cost_of, refuse
from core.pasted.names import FIRST, Missing, Scope


def method_of(node: ast.FunctionDef, scope: Scope, module_scope: Scope) -> Method:
    """A method from its definition."""
    arguments = node.args
    if arguments.posonlyargs or arguments.kwonlyargs or arguments.vararg or arguments.kwarg:
        raise refuse("pasted-no-star", node)
    defaults: list[Expression | None] = [None] * (len(arguments.args) - len(arguments.defaults))
    defaults.extend(expression(default, module_scope) for default in arguments.defaults)
    method = Method(node.name, node.lineno, [arg.arg for arg in arguments.args], defaults)
    method.body = block(node.body, scope)
    method.size = scope.size
    method.last_line = node.body[-1].lineno
    return method


def block(nodes: Sequence[ast.stmt], scope: Scope) -> Statement:
    """The closure of some statements, one after the other."""
    steps = [step for node in nodes if (step := statement(node, scope)) is not None]
    cost, line = sum(cost_of(node) for node in nodes), nodes[0].lineno

    def run(frame: Frame) -> Any:
        budget = frame[0]
        budget.work -= cost
        if budget.work < 0:
            budget.spend(0, line)
        for step in steps:
            left = step(frame)
            if left is not None:
                return left
        return None

    return run


def statement(node: ast.stmt, scope: Scope) -> Statement | None:
    """The closure of a statement; None for one that does nothing. Raises PastedError for one not on the list."""
    make = _STATEMENTS.get(type(node))
    if make is None:
        raise refuse("pasted-no-syntax", node, code=scope.quote(node))
    return make(node, scope)


def _assign(node: ast.Assign, scope: Scope) -> Statement:
    value = expression(node.value, scope)
    goals = [target(each, scope) for each in node.targets]
    if len(goals) == 1 and isinstance(node.targets[0], ast.Name):
        place = scope.bind(node.targets[0])

        def to_name(frame: Frame) -> None:
            frame[place] = value(frame)

        return to_name

    def run(frame: Frame) -> None:
        new = value(frame)
        for goal in goals:
            goal(frame, new)

    return run


def _annotated(node: ast.AnnAssign, scope: Scope) -> Statement | None:
    if node.value is None:
        return None
    value, goal = expression(node.value, scope), target(node.target, scope)
    return lambda frame: goal(frame, value(frame))


def _augmented(node: ast.AugAssign, scope: Scope) -> Statement:
    symbol = SYMBOLS.get(type(node.op))
    if symbol is None:
        raise refuse("pasted-no-syntax", node, code=scope.quote(node))
    scope.changes_in_place()
    line, value = node.lineno, expression(node.value, scope)
    read, goal = _read_again(node.target, scope), target(node.target, scope)

    def run(frame: Frame) -> None:
        old, new = read(frame), value(frame)
        try:
            result = values.in_place(frame[0], symbol, old, new)
        except FAULTS as error:
            raise fault(error, line) from None
        if result is not old or type(result) not in TENSORS:
            goal(frame, result)

    return run


def _read_again(node: ast.expr, scope: Scope) -> Expression:
    """The value that stands where an augmented assignment goes to."""
    if isinstance(node, ast.Name):
        scope.bind(node)
        return name_of(node, scope)
    if isinstance(node, ast.Attribute | ast.Subscript):
        return expression(node, scope)
    raise refuse("pasted-no-target", node, code=scope.quote(node))


def _expression_alone(node: ast.Expr, scope: Scope) -> Statement | None:
    if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str | EllipsisType):  # a docstring, or ...
        return None
    if is_super_init(node.value):
        return _super_init(node, scope)
    value = expression(node.value, scope)

    def run(frame: Frame) -> None:
        value(frame)

    return run


def is_super_init(node: ast.expr) -> bool:
    """Whether this is super().__init__(), super(X, self).__init__() or nn.Module.__init__(self)."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "__init__"):
        return False
    owner = node.func.value
    if isinstance(owner, ast.Call):
        return isinstance(owner.func, ast.Name) and owner.func.id == "super"
    return isinstance(owner, ast.Attribute | ast.Name) and len(node.args) == 1


def _super_init(node: ast.Expr, scope: Scope) -> Statement:
    call_node = node.value
    assert isinstance(call_node, ast.Call)
    assert isinstance(call_node.func, ast.Attribute)
    owner = call_node.func.value
    if scope.method_name != "__init__" or call_node.keywords:
        raise refuse("pasted-no-other-super", node)
    if isinstance(owner, ast.Call):
        named = [arg.id for arg in owner.args if isinstance(arg, ast.Name)]
        right = [scope.kind.name if scope.kind else "", scope.self_name]
        if owner.keywords or call_node.args or (owner.args and (named != right or len(named) != len(owner.args))):
            raise refuse("pasted-no-other-super", node)
    elif not isinstance(scope.fixed(owner), Missing) or not scope.is_self(call_node.args[0]):
        raise refuse("pasted-no-other-super", node)

    def run(frame: Frame) -> None:
        if frame[FIRST].ready:
            raise PastedError("pasted-no-other-super", line=node.lineno)
        frame[FIRST].make_ready()

    return run


def _if(node: ast.If, scope: Scope) -> Statement:
    holds, body = condition(node, scope), block(node.body, scope)
    other = block(node.orelse, scope) if node.orelse else None

    def run(frame: Frame) -> Any:
        if holds(frame):
            return body(frame)
        return other(frame) if other else None

    return run


def _for(node: ast.For, scope: Scope) -> Statement:
    if node.orelse:
        raise refuse("pasted-no-syntax", node, code=scope.quote(node))
    source, goal, line = expression(node.iter, scope), target(node.target, scope), node.lineno
    with scope.loop():
        body = block(node.body, scope)

    def run(frame: Frame) -> Any:
        value = source(frame)
        try:
            items = items_of(frame[0], value)
        except FAULTS as error:
            raise fault(error, line) from None
        for item in items:
            goal(frame, item)
            left = body(frame)
            if left is not None:
                if left is BREAK:
                    break
                if left is not CONTINUE:
                    return left
        return None

    return run


def _return(node: ast.Return, scope: Scope) -> Statement:
    if node.value is None:
        return lambda _frame: (None,)
    value = expression(node.value, scope)
    return lambda frame: (value(frame),)


def _assert(node: ast.Assert, scope: Scope) -> Statement:
    holds, line = condition(node, scope), node.lineno
    if node.msg is not None and not isinstance(node.msg, ast.Constant):
        raise refuse("pasted-no-syntax", node.msg, code=scope.quote(node.msg))

    def run(frame: Frame) -> None:
        if not holds(frame):
            raise PastedError("pasted-assertion", line=line)

    return run


def _leave(signal: Missing) -> Callable[[Any, Scope], Statement]:
    def make(node: ast.stmt, scope: Scope) -> Statement:
        if not scope.in_loop:
            raise refuse("pasted-no-syntax", node, code=scope.quote(node))
        return lambda _frame: signal

    return make


_STATEMENTS: Mapping[type[ast.stmt], Callable[[Any, Scope], Statement | None]] = MappingProxyType(
    {
        ast.Assign: _assign,
        ast.AnnAssign: _annotated,
        ast.AugAssign: _augmented,
        ast.Expr: _expression_alone,
        ast.If: _if,
        ast.For: _for,
        ast.Return: _return,
        ast.Assert: _assert,
        ast.Pass: lambda _node, _scope: None,
        ast.Break: _leave(BREAK),
        ast.Continue: _leave(CONTINUE),
    }
)
