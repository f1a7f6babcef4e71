"""Turn the syntax tree of a method into closures of ours (long: one function for each kind of syntax).

A frame is a list: the Budget, the Program, then the method's local names, each at its place. An expression is a
function of a frame that gives a value; a statement gives None, or why the rest of its block is left out. Nothing here
asks a Python object for an attribute whose name the source has chosen.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from types import EllipsisType, MappingProxyType
from typing import Any

from torch import Tensor, nn

from core.errors import PastedError
from core.pasted import layers, values
from core.pasted.faults import FAULTS, fault, quoted
from core.pasted.functions import SCALARS, TABLES, TENSORS, Function, check_plain, items_of
from core.pasted.layers import LEAVES, Layer, build_container, build_layer, calls_of
from core.pasted.limits import MAX_NUMBER, MAX_RECURSION, Budget, Refused
from core.pasted.names import FIRST, Container, Missing, Namespace, ParameterMaker, Scope, check_free
from core.pasted.network import Kind, PastedNetwork

Frame = list[Any]
Expression = Callable[[Frame], Any]
Statement = Callable[[Frame], Any]
Target = Callable[[Frame, Any], None]
NAMING = frozenset({"register_buffer", "add_module"})  # methods of nn.Module that take the name of what is kept
IN_CALLS = frozenset({"input", "hx", "output_size"})  # arguments that may be given by name when a layer is called
UNBOUND, BREAK, CONTINUE = Missing("unbound"), Missing("break"), Missing("continue")

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


class Method:
    """A method of a class of the source."""

    def __init__(self, name: str, line: int, parameters: list[str], defaults: list[Expression | None]) -> None:
        self.name, self.line, self.parameters, self.defaults = name, line, parameters, defaults
        self.last_line = line  # of its code
        self.size = FIRST  # of a frame
        self.body: Statement = lambda _frame: None

    @property
    def most_arguments(self) -> int:
        """Besides self."""
        return len(self.parameters) - 1

    @property
    def required(self) -> list[str]:
        """The parameters besides self that have no default."""
        pairs = zip(self.parameters[1:], self.defaults[1:], strict=True)
        return [name for name, default in pairs if default is None]

    def run(self, program: Any, budget: Budget, args: list[Any], named: dict[str, Any]) -> Any:
        """Call it. Raises PastedError."""
        parameters = self.parameters
        if named or len(args) != len(parameters):
            args = self.bind(program, budget, args, named)
        budget.depth += 1
        if budget.depth > MAX_RECURSION:
            raise PastedError("pasted-too-deep", line=self.line)
        try:
            result = self.body([budget, program, *args, *[UNBOUND] * (self.size - FIRST - len(args))])
        finally:
            budget.depth -= 1
        return None if result is None else result[0]

    def bind(self, program: Any, budget: Budget, args: list[Any], named: dict[str, Any]) -> list[Any]:
        """The arguments in the order of the parameters, as Python gives them out."""
        if len(args) > len(self.parameters):
            raise Refused("pasted-too-many-arguments", name=self.name, most=self.most_arguments)
        bound = dict(zip(self.parameters, args, strict=False))
        for name, value in named.items():
            if name not in self.parameters or name in bound:
                raise Refused("pasted-unknown-argument", name=name, function=self.name)
            bound[name] = value
        for name, default in zip(self.parameters, self.defaults, strict=True):
            if name not in bound:
                if default is None:
                    raise Refused("pasted-missing-argument", name=name, function=self.name)
                bound[name] = values.lasting(budget, name, default([budget, program]))
        return [bound[name] for name in self.parameters]


def refuse(id_: str, node: Any, **named: Any) -> PastedError:
    """The error for a piece of syntax."""
    texts = {name: quoted(value) if isinstance(value, str) else value for name, value in named.items()}
    return PastedError(id_, line=getattr(node, "lineno", 1), **texts)


# Expressions


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


def _name(node: ast.Name, scope: Scope) -> Expression:
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


def _either(node: ast.IfExp, scope: Scope) -> Expression:
    test, body, other = (expression(part, scope) for part in (node.test, node.body, node.orelse))
    line = node.lineno

    def run(frame: Frame) -> Any:
        value = test(frame)
        try:
            holds = values.truth(value)
        except FAULTS as error:
            raise fault(error, line) from None
        return body(frame) if holds else other(frame)

    return run


def _nothing(_frame: Frame) -> None:
    """A bound of a slice that is not written."""


def _index(node: ast.expr, scope: Scope) -> Expression:
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
            return _attribute_of(frame, owner, name)
        except FAULTS as error:
            raise fault(error, line) from None

    return run


def _attribute_of(frame: Frame, owner: Any, name: str) -> Any:
    if isinstance(owner, PastedNetwork):
        return owner.look_up(name)
    if isinstance(owner, Kind) and name in owner.constants:
        return owner.constants[name](frame[:FIRST])
    if isinstance(owner, Namespace):
        return owner.member(name)
    return values.attribute(owner, name)


def _comprehension(node: ast.ListComp | ast.GeneratorExp, scope: Scope) -> Expression:
    inner = scope.inside()
    loops = []
    for at, loop in enumerate(node.generators):
        if loop.is_async:
            raise refuse("pasted-no-syntax", node, code=scope.quote(node))
        source = expression(loop.iter, scope if at == 0 else inner)
        assign = target(loop.target, inner)
        loops.append((source, assign, [expression(test, inner) for test in loop.ifs]))
    element, line, cost = expression(node.elt, inner), node.lineno, _cost(node)

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


def call(frame: Frame, called: Any, args: list[Any], named: dict[str, Any]) -> Any:
    """Call a layer, a class of the source, a class of layers or a function."""
    budget: Budget = frame[0]
    if isinstance(called, nn.Module):
        return _call_of_layer(budget, called, args, named)
    if isinstance(called, Function):
        return _apply(budget, called, args, named)
    if isinstance(called, Layer):
        _check_arguments(called, args, named)
        return build_layer(budget, called, args, named)
    if isinstance(called, Container) and not named:
        return build_container(budget, called.make, args)
    if isinstance(called, ParameterMaker) and len(args) == 1 and named.keys() <= {"requires_grad"}:
        return layers.as_parameter(budget, args[0], **named)
    if isinstance(called, Kind):
        return instantiate(budget, frame[1], called, args, named)
    raise Refused("pasted-not-callable")


def _call_of_layer(budget: Budget, layer: nn.Module, args: list[Any], named: dict[str, Any]) -> Any:
    if budget.building:
        raise Refused("pasted-only-in-forward")
    if not isinstance(layer, PastedNetwork):
        budget.call(calls_of(layer))
        for value in (*args, *named.values()):
            check_plain(budget, value)
        if named.keys() - IN_CALLS:
            raise Refused("pasted-unknown-argument", name=min(named), function=type(layer).__name__)
        if args and isinstance(args[0], nn.Parameter) and layer.__dict__.get("inplace"):
            raise Refused("pasted-changes-weights")
    return layer(*_by_position(budget, layer, args, named), **named)


def _by_position(budget: Budget, layer: nn.Module, args: list[Any], named: dict[str, Any]) -> list[Any]:
    """The arguments of a layer, those taken out of `named` that have a place: hooks see no others."""
    if not named:
        return args
    if isinstance(layer, PastedNetwork):
        forward, given = layer.kind.methods["forward"], dict(named)
        named.clear()
        bound: list[Any] = forward.bind(layer._program, budget, [layer, *args], given)
        return bound[1:]
    if not args and "input" in named:
        args = [named.pop("input")]
    for name in ("hx", "output_size"):
        if len(args) == 1 and name in named:
            args = [*args, named.pop(name)]
    return args


def _check_arguments(called: Layer | Function, args: list[Any], named: dict[str, Any]) -> None:
    """Raise Refused for arguments that a layer or function has not got."""
    if len(args) > len(called.names) and not (isinstance(called, Function) and called.any_number):
        raise Refused("pasted-too-many-arguments", name=called.name, most=len(called.names))
    if named.keys() - called.by_name:
        raise Refused("pasted-unknown-argument", name=min(named.keys() - called.by_name), function=called.name)


def instantiate(budget: Budget, program: Any, kind: Kind, args: list[Any], named: dict[str, Any]) -> PastedNetwork:
    """An instance of a class of the source, its __init__ run."""
    if not budget.building:
        raise Refused("pasted-layer-in-forward", layer=kind.name)
    budget.call()
    network = PastedNetwork(program, kind)
    init = kind.methods.get("__init__")
    if init is None:
        if args or named:
            raise Refused("pasted-too-many-arguments", name=kind.name, most=0)
        network.make_ready()
        return network
    init.run(program, budget, [network, *args], named)
    if not network.ready:
        raise PastedError("pasted-no-super", line=init.line)
    return network


def _apply(budget: Budget, function: Function, args: list[Any], named: dict[str, Any]) -> Any:
    """Call a function of the tables with any arguments that it may have."""
    _check_arguments(function, args, named)
    if not function.takes_any:
        budget.call()
        for value in (*args, *named.values()):
            if type(value) not in TENSORS:
                check_plain(budget, value)
        _check_in_place(budget, function, args, named)
    return function.call(budget, *args, **named) if function.needs_budget else function.call(*args, **named)


def _check_in_place(budget: Budget, function: Function, args: list[Any], named: dict[str, Any]) -> None:
    at = function.inplace_at
    changes = function.in_place or bool(named.get("inplace")) or (at is not None and len(args) > at and bool(args[at]))
    if changes:
        if not args:
            raise Refused("pasted-not-a-tensor")
        values.check_may_change(budget, args[0])


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
            return _call_of(frame, whole, name, given, by_name)
        except FAULTS as error:
            raise fault(error, line, frame[0] if type(whole) not in TENSORS else None) from None

    return run


def _call_of(frame: Frame, whole: Any, name: str, given: list[Any], named: dict[str, Any]) -> Any:
    """Call the method `name` of a tensor, of another network of the source, of a list; or the layer of this name."""
    if type(whole) in TENSORS:
        if name not in TABLES["tensor"]:
            raise Refused("pasted-no-attribute", name=name)
        return _apply(frame[0], TABLES["tensor"][name], [whole, *given], named)
    if isinstance(whole, PastedNetwork) and name in whole.kind.methods and name not in ("__init__", "forward"):
        return whole.kind.methods[name].run(frame[1], frame[0], [whole, *given], named)
    if not named and (name in NAMING or name in ("append", "numel")):
        return _call_of_container(frame[0], whole, name, given)
    return call(frame, _attribute_of(frame, whole, name), given, named)


def _check_new_name(node: ast.Call, func: ast.Attribute, scope: Scope) -> None:
    """Refuse a buffer or layer whose name is no plain text, or is needed by nn.Module."""
    first = node.args[0] if node.args else None
    name = first.value if isinstance(first, ast.Constant) else None
    if not scope.is_self(func.value) or not isinstance(name, str) or not (name.isascii() and name.isidentifier()):
        raise refuse("pasted-name-of-layer", node)
    check_free(name, node.lineno)
    if name in scope.method_names:
        raise refuse("pasted-reserved", node, name=name)


def _call_of_container(budget: Budget, whole: Any, name: str, given: list[Any]) -> Any:
    """A method of a list, of an nn.ModuleList, of a size or of self."""
    if name == "append" and len(given) == 1:
        if isinstance(whole, nn.ModuleList):
            return layers.append(budget, whole, given[0])
        return values.append(budget, whole, given[0])
    if name == "register_buffer" and len(given) == 2 and isinstance(whole, PastedNetwork):
        return whole.keep_buffer(budget, given[0], given[1])
    if name == "add_module" and len(given) == 2 and isinstance(whole, PastedNetwork):
        return whole.set(budget, given[0], given[1])
    if name == "numel" and not given and isinstance(whole, tuple):
        return values.product(whole)
    raise Refused("pasted-no-attribute", name=name)


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
        ast.Name: _name,
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


# Statements


def block(nodes: Sequence[ast.stmt], scope: Scope) -> Statement:
    """The closure of some statements, one after the other."""
    steps = [step for node in nodes if (step := statement(node, scope)) is not None]
    cost, line = sum(_cost(node) for node in nodes), nodes[0].lineno

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


def _cost(node: ast.AST) -> int:
    """Nodes of the syntax tree, without those of statements inside, which are counted each time they are run."""
    inside = [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]
    return 1 + sum(_cost(child) for child in inside)


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
        return _name(node, scope)
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
    test, body, line = expression(node.test, scope), block(node.body, scope), node.lineno
    other = block(node.orelse, scope) if node.orelse else None

    def run(frame: Frame) -> Any:
        value = test(frame)
        try:
            holds = values.truth(value)
        except FAULTS as error:
            raise fault(error, line) from None
        if holds:
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
    test, line = expression(node.test, scope), node.lineno
    if node.msg is not None and not isinstance(node.msg, ast.Constant):
        raise refuse("pasted-no-syntax", node.msg, code=scope.quote(node.msg))

    def run(frame: Frame) -> None:
        value = test(frame)
        try:
            holds = values.truth(value)
        except FAULTS as error:
            raise fault(error, line) from None
        if not holds:
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
