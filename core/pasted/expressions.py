"""Turn expressions, and what values are given to, into closures of ours (long: one function for each kind of syntax).

Nothing here asks a Python object for an attribute whose name the source has chosen.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from torch import Tensor, nn

from core.errors import PastedError
from core.pasted import values
from core.pasted.calling import NAMING, attribute_of, call, call_method
from core.pasted.faults import FAULTS, fault, quoted
from core.pasted.functions import SCALARS, TABLES, TENSORS, Function, check_plain, items_of
from core.pasted.layers import LEAVES, Layer
from core.pasted.limits import MAX_NUMBER
from core.pasted.methods import UNBOUND, Expression, Frame, Target, cost_of, refuse
from core.pasted.names import FIRST, Scope, check_free

SYMBOLS: Mapping[type[ast.AST], str] = MappingProxyType(
    {
        ast.Add: "+",
        ast.Sub: "-",
        ast.Mult: "*",
        ast.Div: "/",
        ast.FloorDiv: "//",
        ast.Mod: "%",
        ast.Pow: "**",
        ast.MatMult: "@",
        ast.BitAnd: "&",
        ast.BitOr: "|",
        ast.USub: "-",
        ast.UAdd: "+",
        ast.Invert: "~",
        ast.Eq: "==",
        ast.NotEq: "!=",
        ast.Lt: "<",
        ast.LtE: "<=",
        ast.Gt: ">",
        ast.GtE: ">=",
        ast.Is: "is",
        ast.IsNot: "is not",  # not shown
        ast.In: "in",
        ast.NotIn: "not in",  # not shown
    }
)


def expression(node: ast.expr, scope: Scope) -> Expression:
    """The closure of an expression. Raises PastedError for one that is not on the list."""
    fixed = scope.fixed(node)
    if isinstance(fixed, Function | Layer) and (getattr(fixed, "in_place", False) or "inplace" in fixed.names):
        scope.changes_in_place()  # who knows with which arguments it will be called
    if fixed is not None:
        return lambda _frame: fixed
    make = _EXPRESSIONS.get(type(node))
    if make is None:
        raise refuse("pasted-no-syntax", node, code=scope.quote(node))
    return make(node, scope)


def _constant(node: ast.Constant, scope: Scope) -> Expression:
    value = node.value
    if type(value) is int and value >= MAX_NUMBER:
        raise refuse("pasted-number-too-large", node)
    if type(value) not in SCALARS:
        raise refuse("pasted-no-syntax", node, code=scope.quote(node))
    return lambda _frame: value


def name_of(node: ast.Name, scope: Scope) -> Expression:
    """The closure of a name: a local one of the method, else one of the source."""
    name, line = node.id, node.lineno
    place = scope.place_of(name)
    if place is not None:

        def local(frame: Frame) -> Any:
            value = frame[place]
            if value is UNBOUND:
                raise PastedError("pasted-unbound", line=line, name=quoted(name))
            return value

        return local
    scope.check_known(name, node)

    def of_module(frame: Frame) -> Any:
        env = frame[1].env
        if name not in env:
            raise PastedError("pasted-name", line=line, name=quoted(name))
        return env[name]

    return of_module


def _several(node: ast.Tuple | ast.List, scope: Scope) -> Expression:
    parts = [expression(part, scope) for part in node.elts]
    if isinstance(node, ast.Tuple):
        return lambda frame: tuple([part(frame) for part in parts])
    return lambda frame: [part(frame) for part in parts]


def _binary(node: ast.BinOp, scope: Scope) -> Expression:
    symbol = SYMBOLS.get(type(node.op))
    if symbol is None:
        raise refuse("pasted-no-syntax", node, code=scope.quote(node))
    left, right, line, do = expression(node.left, scope), expression(node.right, scope), node.lineno, values.binary

    def run(frame: Frame) -> Any:
        one, other = left(frame), right(frame)
        try:
            return do(frame[0], symbol, one, other)
        except FAULTS as error:
            raise fault(error, line) from None

    return run


def _unary(node: ast.UnaryOp, scope: Scope) -> Expression:
    operand, line = expression(node.operand, scope), node.lineno
    symbol = "not" if isinstance(node.op, ast.Not) else SYMBOLS[type(node.op)]

    def run(frame: Frame) -> Any:
        value = operand(frame)
        try:
            return not values.truth(value) if symbol == "not" else values.negated(frame[0], symbol, value)
        except FAULTS as error:
            raise fault(error, line) from None

    return run


def _both(node: ast.BoolOp, scope: Scope) -> Expression:
    parts, line = [expression(part, scope) for part in node.values], node.lineno
    ends_with = isinstance(node.op, ast.Or)

    def run(frame: Frame) -> Any:
        value = None
        for part in parts:
            value = part(frame)
            try:
                if values.truth(value) is ends_with:
                    return value
            except FAULTS as error:
                raise fault(error, line) from None
        return value

    return run


def _compare(node: ast.Compare, scope: Scope) -> Expression:
    first, line = expression(node.left, scope), node.lineno
    rest = [
        (SYMBOLS[type(each)], expression(right, scope)) for each, right in zip(node.ops, node.comparators, strict=True)
    ]

    def run(frame: Frame) -> Any:
        left = first(frame)
        result: Any = True
        for at, (symbol, expr) in enumerate(rest):
            right = expr(frame)
            try:
                result = values.compare(frame[0], symbol, left, right)
                if at < len(rest) - 1 and not values.truth(result):
                    return result
            except FAULTS as error:
                raise fault(error, line) from None
            left = right
        return result

    return run


def condition(node: ast.IfExp | ast.If | ast.Assert, scope: Scope) -> Callable[[Frame], bool]:
    """Return what says whether the test of an `if` or of an `assert` holds."""
    test, line = expression(node.test, scope), node.lineno

    def holds(frame: Frame) -> bool:
        value = test(frame)
        try:
            return values.truth(value)
        except FAULTS as error:
            raise fault(error, line) from None

    return holds


def _either(node: ast.IfExp, scope: Scope) -> Expression:
    holds = condition(node, scope)
    body, other = expression(node.body, scope), expression(node.orelse, scope)
    return lambda frame: body(frame) if holds(frame) else other(frame)


def _nothing(_frame: Frame) -> None:
    """A bound of a slice that is not written."""


def _index(node: ast.expr, scope: Scope) -> Expression:
    """The closure of what stands in square brackets."""
    if isinstance(node, ast.Slice):
        start, stop, step = (
            expression(part, scope) if part is not None else _nothing for part in (node.lower, node.upper, node.step)
        )
        return lambda frame: slice(start(frame), stop(frame), step(frame))
    if isinstance(node, ast.Tuple):
        parts = [_index(part, scope) for part in node.elts]
        return lambda frame: tuple([part(frame) for part in parts])
    return expression(node, scope)


def _subscript(node: ast.Subscript, scope: Scope) -> Expression:
    value, index, line = expression(node.value, scope), _index(node.slice, scope), node.lineno

    def run(frame: Frame) -> Any:
        whole, at = value(frame), index(frame)
        try:
            return values.item(frame[0], whole, at)
        except FAULTS as error:
            raise fault(error, line) from None

    return run


def _attribute(node: ast.Attribute, scope: Scope) -> Expression:
    name, line = node.attr, node.lineno
    scope.check_attribute(node)
    if scope.is_self(node.value):
        scope.check_own_attribute(node)

        def of_self(frame: Frame) -> Any:
            owner = frame[FIRST]
            layer = owner._modules.get(name)
            if layer is not None:
                return layer
            try:
                return owner.look_up(name)
            except FAULTS as error:
                raise fault(error, line) from None

        return of_self
    value = expression(node.value, scope)

    def run(frame: Frame) -> Any:
        owner = value(frame)
        try:
            return attribute_of(frame, owner, name)
        except FAULTS as error:
            raise fault(error, line) from None

    return run


def _comprehension(node: ast.ListComp | ast.GeneratorExp, scope: Scope) -> Expression:
    inner = scope.inside()
    loops = []
    for at, loop in enumerate(node.generators):
        if loop.is_async:
            raise refuse("pasted-no-syntax", node, code=scope.quote(node))
        source = expression(loop.iter, scope if at == 0 else inner)
        assign = target(loop.target, inner)
        loops.append((source, assign, [expression(test, inner) for test in loop.ifs]))
    element, line, cost = expression(node.elt, inner), node.lineno, cost_of(node)

    def fill(frame: Frame, depth: int, items: list[Any]) -> None:
        if depth == len(loops):
            frame[0].keep(len(items) // 100 + 1)
            items.append(element(frame))
            return
        source, assign, tests = loops[depth]
        for item in items_of(frame[0], source(frame)):
            frame[0].spend(cost, line)
            assign(frame, item)
            if all(values.truth(test(frame)) for test in tests):
                fill(frame, depth + 1, items)

    def run(frame: Frame) -> Any:
        items: list[Any] = []
        try:
            fill(frame, 0, items)
        except FAULTS as error:
            raise fault(error, line) from None
        return items

    return run


# Calls


def _call(node: ast.Call, scope: Scope) -> Expression:
    if any(isinstance(arg, ast.Starred) for arg in node.args) or any(each.arg is None for each in node.keywords):
        raise refuse("pasted-no-star", node)
    func = node.func
    if isinstance(func, ast.Name) and func.id in scope.refused and scope.place_of(func.id) is None:
        raise refuse(f"pasted-no-{scope.refused[func.id]}", node, name=func.id)
    args = [expression(arg, scope) for arg in node.args]
    named = [(str(each.arg), expression(each.value, scope)) for each in node.keywords]
    if len({name for name, _ in named}) < len(named):
        raise refuse("pasted-no-syntax", node, code=scope.quote(node))
    fixed = scope.fixed(func)
    if isinstance(fixed, Function):
        return _call_of_function(node, scope, fixed, args, named)
    if fixed is not None:
        _check_names(node, fixed, named)
        _note_in_place(fixed, args, named, scope)
        return _guarded(node, lambda _frame: fixed, args, named)
    if isinstance(func, ast.Attribute):
        return _call_of_method(node, func, scope, args, named)
    return _guarded(node, expression(func, scope), args, named)


def _note_in_place(
    called: Any, args: Sequence[Expression], named: Sequence[tuple[str, Expression]], scope: Scope
) -> None:
    """Note that a tensor may be changed in place, where a call may do so."""
    names = called.names if isinstance(called, Function | Layer) else ()
    at = names.index("inplace") if "inplace" in names else None
    if (
        (isinstance(called, Function) and called.in_place)
        or any(name == "inplace" for name, _ in named)
        or (at is not None and len(args) > at)
    ):
        scope.changes_in_place()


def _check_names(node: ast.Call, layer: Any, named: Sequence[tuple[str, Expression]]) -> None:
    """Refuse a keyword that this layer or function has not got."""
    for name, _ in named:
        if isinstance(layer, Layer | Function) and name not in layer.by_name:
            raise _no_keyword(name, layer.name, node)


def _no_keyword(name: str, function: str, node: ast.Call) -> PastedError:
    if name == "dtype":
        return refuse("pasted-no-dtype", node)
    if name == "device":
        return refuse("pasted-no-device", node)
    return refuse("pasted-unknown-argument", node, name=name, function=function)


def _guarded(
    node: ast.Call, called: Expression, args: list[Expression], named: list[tuple[str, Expression]]
) -> Expression:
    """The call of a value that is only known at run time: a layer, another class, a function kept on self."""
    line = node.lineno
    if len(args) == 1 and not named:
        (only,) = args

        def one(frame: Frame) -> Any:
            layer, value = called(frame), only(frame)
            try:
                budget = frame[0]
                if type(layer) in LEAVES and type(value) is Tensor and not budget.building and budget.calls > 0:
                    budget.calls -= 1
                    return layer(value)
                return call(frame, layer, [value], {})
            except FAULTS as error:
                raise fault(error, line, frame[0] if isinstance(layer, nn.Module) else None) from None

        return one

    def run(frame: Frame) -> Any:
        layer = called(frame)
        given = [arg(frame) for arg in args]
        by_name = {name: value(frame) for name, value in named}
        try:
            return call(frame, layer, given, by_name)
        except FAULTS as error:
            raise fault(error, line, frame[0] if isinstance(layer, nn.Module) else None) from None

    return run


def _call_of_function(
    node: ast.Call, scope: Scope, function: Function, args: list[Expression], named: list[tuple[str, Expression]]
) -> Expression:
    """The call of a function that is known already."""
    _check_names(node, function, named)
    if len(args) > len(function.names) and not function.any_number:
        raise refuse("pasted-too-many-arguments", node, name=function.name, most=len(function.names))
    _note_in_place(function, args, named, scope)
    line = node.lineno
    if len(args) == 1 and not named and not (function.in_place or function.needs_budget):
        (only,), do = args, function.call

        def one(frame: Frame) -> Any:
            value = only(frame)
            budget = frame[0]
            budget.calls -= 1
            try:
                if budget.calls < 0:
                    budget.call()
                if type(value) not in TENSORS:
                    check_plain(frame[0], value)
                return do(value)
            except FAULTS as error:
                raise fault(error, line) from None

        return one
    return _guarded(node, lambda _frame: function, args, named)


def _call_of_method(
    node: ast.Call, func: ast.Attribute, scope: Scope, args: list[Expression], named: list[tuple[str, Expression]]
) -> Expression:
    """value.name(...): a method of the source, a layer, a method of a tensor or of a list."""
    name = func.attr
    if name in NAMING:
        _check_new_name(node, func, scope)
    elif scope.is_self(func.value) and name in scope.method_names:
        return _call_of_own_method(node, scope, name, args, named)
    elif scope.is_self(func.value):
        return _guarded(node, _attribute(func, scope), args, named)
    method = TABLES["tensor"].get(name)
    if method is None:
        scope.check_attribute(func)
    else:
        _check_names(node, method, named)
        _note_in_place(method, args, named, scope)
    owner, line = expression(func.value, scope), node.lineno
    is_plain = method is not None and not (named or method.in_place or method.needs_budget)
    quick = method.call if method and is_plain and (method.any_number or len(args) < len(method.names)) else None

    def run(frame: Frame) -> Any:
        whole = owner(frame)
        given = [arg(frame) for arg in args]
        by_name = {each: value(frame) for each, value in named}
        try:
            if quick is not None and type(whole) is Tensor and frame[0].calls > 0:
                frame[0].calls -= 1
                for value in given:
                    if type(value) is not int:
                        check_plain(frame[0], value)
                return quick(whole, *given)
            return call_method(frame, whole, name, given, by_name)
        except FAULTS as error:
            raise fault(error, line, frame[0] if type(whole) not in TENSORS else None) from None

    return run


def _check_new_name(node: ast.Call, func: ast.Attribute, scope: Scope) -> None:
    """Refuse a buffer or layer whose name is no plain text, or is needed by nn.Module."""
    first = node.args[0] if node.args else None
    name = first.value if isinstance(first, ast.Constant) else None
    if not scope.is_self(func.value) or not isinstance(name, str) or not (name.isascii() and name.isidentifier()):
        raise refuse("pasted-name-of-layer", node)
    check_free(name, node.lineno)
    if name in scope.method_names:
        raise refuse("pasted-reserved", node, name=name)


def _call_of_own_method(
    node: ast.Call, scope: Scope, name: str, args: list[Expression], named: list[tuple[str, Expression]]
) -> Expression:
    line, kind = node.lineno, scope.kind
    assert kind is not None
    if name in ("__init__", "forward"):
        raise refuse("pasted-only-call", node, name=name)

    def run(frame: Frame) -> Any:
        given = [frame[FIRST], *[arg(frame) for arg in args]]
        by_name = {each: value(frame) for each, value in named}
        try:
            return kind.methods[name].run(frame[1], frame[0], given, by_name)
        except FAULTS as error:
            raise fault(error, line) from None

    return run


_EXPRESSIONS: Mapping[type[ast.expr], Callable[[Any, Scope], Expression]] = MappingProxyType(
    {
        ast.Constant: _constant,
        ast.Name: name_of,
        ast.Tuple: _several,
        ast.List: _several,
        ast.BinOp: _binary,
        ast.UnaryOp: _unary,
        ast.BoolOp: _both,
        ast.Compare: _compare,
        ast.IfExp: _either,
        ast.Subscript: _subscript,
        ast.Attribute: _attribute,
        ast.ListComp: _comprehension,
        ast.GeneratorExp: _comprehension,
        ast.Call: _call,
    }
)


# Where values go


def target(node: ast.expr, scope: Scope) -> Target:
    """What gives a value to a name, to several, to an attribute of self or to a part of a tensor."""
    if isinstance(node, ast.Name):
        place = scope.bind(node)

        def to_name(frame: Frame, value: Any) -> None:
            frame[place] = value

        return to_name
    if isinstance(node, ast.Tuple | ast.List):
        return _to_several(node, scope)
    if isinstance(node, ast.Attribute) and scope.is_self(node.value):
        return _to_self(node, scope)
    if isinstance(node, ast.Subscript):
        return _to_part(node, scope)
    raise refuse("pasted-no-target", node, code=scope.quote(node))


def _to_several(node: ast.Tuple | ast.List, scope: Scope) -> Target:
    parts, line = [target(part, scope) for part in node.elts], node.lineno

    def to_several(frame: Frame, value: Any) -> None:
        try:
            items = values.unpacked(frame[0], value, len(parts))
        except FAULTS as error:
            raise fault(error, line) from None
        for part, item in zip(parts, items, strict=True):
            part(frame, item)

    return to_several


def _to_self(node: ast.Attribute, scope: Scope) -> Target:
    name, line = node.attr, node.lineno
    scope.check_new_attribute(node)

    def to_self(frame: Frame, value: Any) -> None:
        try:
            frame[FIRST].set(frame[0], name, value)
        except FAULTS as error:
            raise fault(error, line) from None

    return to_self


def _to_part(node: ast.Subscript, scope: Scope) -> Target:
    scope.changes_in_place()
    owner, index, line = expression(node.value, scope), _index(node.slice, scope), node.lineno

    def to_part(frame: Frame, value: Any) -> None:
        whole, at = owner(frame), index(frame)
        try:
            values.set_item(frame[0], whole, at, value)
        except FAULTS as error:
            raise fault(error, line) from None

    return to_part
