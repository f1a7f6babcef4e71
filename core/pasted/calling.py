"""What a call does when it is run: layers, functions, classes and methods, with the arguments that they may be given.

Nothing here asks a Python object for an attribute whose name the source has chosen.
"""

from typing import Any

from torch import nn

from core.errors import PastedError
from core.pasted import layers, values
from core.pasted.functions import TABLES, TENSORS, Function, check_plain
from core.pasted.layers import Layer, build_container, build_layer, calls_of
from core.pasted.limits import Budget, Refused
from core.pasted.methods import Frame
from core.pasted.names import FIRST, Container, Namespace, ParameterMaker
from core.pasted.network import Kind, PastedNetwork

NAMING = frozenset({"register_buffer", "add_module"})  # methods of nn.Module that take the name of what is kept
IN_CALLS = frozenset({"input", "hx", "output_size"})  # arguments that may be given by name when a layer is called


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


def call_method(frame: Frame, whole: Any, name: str, given: list[Any], named: dict[str, Any]) -> Any:
    """Call the method `name` of a tensor, of another network of the source, of a list; or the layer of this name."""
    if type(whole) in TENSORS:
        if name not in TABLES["tensor"]:
            raise Refused("pasted-no-attribute", name=name)
        return _apply(frame[0], TABLES["tensor"][name], [whole, *given], named)
    if isinstance(whole, PastedNetwork) and name in whole.kind.methods and name not in ("__init__", "forward"):
        return whole.kind.methods[name].run(frame[1], frame[0], [whole, *given], named)
    if not named and (name in NAMING or name in ("append", "numel")):
        return _call_of_container(frame[0], whole, name, given)
    return call(frame, attribute_of(frame, whole, name), given, named)


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


def attribute_of(frame: Frame, owner: Any, name: str) -> Any:
    """The attribute of a value that a source may read. Raises Refused for any other."""
    if isinstance(owner, PastedNetwork):
        return owner.look_up(name)
    if isinstance(owner, Kind) and name in owner.constants:
        return owner.constants[name](frame[:FIRST])
    if isinstance(owner, Namespace):
        return owner.member(name)
    return values.attribute(owner, name)
