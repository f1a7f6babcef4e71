"""The layers that a network calls for one example, what each of them gives, and whose output it works on.

They are watched by a TorchFunctionMode, which is active in the calling thread only: visitors share networks, and a hook
on a shared network would watch for all of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from core.diagram.records import INPUT
from core.explain.activations import FUNCTIONS_SEEN

_JOINING: Mapping[Callable[..., Any], str] = {
    **dict.fromkeys((torch.add, Tensor.add, Tensor.add_, Tensor.__add__, Tensor.__iadd__, Tensor.__radd__), "+"),
    **dict.fromkeys((torch.mul, Tensor.mul, Tensor.mul_, Tensor.__mul__, Tensor.__imul__, Tensor.__rmul__), "*"),
    **dict.fromkeys((torch.matmul, torch.bmm, Tensor.matmul, Tensor.bmm, Tensor.__matmul__), "@"),
    **dict.fromkeys((torch.cat, torch.concat, torch.concatenate), "cat"),
}


class Part:
    """The input, or a layer and the functions without parameters that follow it."""

    def __init__(self, name: str, kind: str, output: Tensor) -> None:
        self.name, self.kind, self.output = name, kind, output
        self.functions: dict[str, None] = {}  # names, in their order
        self.parameters: dict[str, Tensor] = {}  # by their names in the network
        self.sources: set[int] = set()  # places of the parts whose output it works on
        self.joined: set[int] = set()  # places of those whose output is joined to its own, such as added
        self.outputs: list[Tensor] = [output]  # of each call of the layer itself


def trace(model: nn.Module, inputs: tuple[Tensor, ...]) -> tuple[list[Part], Tensor]:
    """Call the model with one example and return (its parts in the order of their first calls, its outputs).

    `inputs`: as the model is called. The first part is the first of them.
    """
    with torch.no_grad(), _Trace(model, inputs) as mode:
        outputs: Tensor = model(*inputs)
    return mode.parts, outputs


class _Trace(TorchFunctionMode):
    """While it is active in this thread, it notes the parts that work on the inputs."""

    def __init__(self, model: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        super().__init__()
        self.parts = [Part("", INPUT, inputs[0])]
        self._parameters = dict(model.named_parameters())
        # Id of a parameter, or of what is made of one alone -> the parameter's name.
        self._names = {id(parameter): name for name, parameter in self._parameters.items()}
        self._layers = {name: module for name, module in model.named_modules() if module is not model}
        self._places: dict[str, int] = {}  # name of a layer -> the place of its part
        self._owners = {id(inputs[0]): 0}  # id of a tensor -> the place of the part that it comes from
        self._kept: list[Any] = [inputs]  # so that no id is given to another tensor

    def __torch_function__(
        self, func: Any, types: Sequence[type], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        given = list(_tensors((args, kwargs or {})))
        made = list(_tensors(result))
        # A network that a visitor has written first tries a new size of input on the device "meta".
        if not made or not given or made[0].is_meta:
            return result
        self._kept.append((given, result))
        owners = {self._owners[id(each)] for each in given if id(each) in self._owners}
        named = list(dict.fromkeys(self._names[id(each)] for each in given if id(each) in self._names))
        if not owners:  # something is made of a parameter alone
            for each in made if named else ():
                self._names.setdefault(id(each), named[0])
            return result
        if named:
            place = self._call(named, made[0], owners)
        elif made[0].is_floating_point():
            place = self._follow(func, made[0], owners)
        else:  # a comparison, an index
            return result
        self._owners |= {id(each): place for each in made}
        return result

    def _call(self, named: Sequence[str], output: Tensor, owners: set[int]) -> int:
        """A layer has been called; return the place of its part."""
        first = named[0]
        holder = first.rpartition(".")[0]
        layer = self._layers.get(holder)
        # What is no layer of PyTorch's has parameters of its own.
        is_layer = layer is not None and next(layer.children(), None) is None
        name, kind = (holder, type(layer).__name__) if is_layer else (first, nn.Parameter.__name__)
        place = self._places.setdefault(name, len(self.parts))
        if place == len(self.parts):
            self.parts.append(Part(name, kind, output))
        else:
            self.parts[place].output = output
            self.parts[place].outputs.append(output)
        self.parts[place].parameters |= {each: self._parameters[each] for each in named}
        self.parts[place].sources |= {owner for owner in owners if owner < place}
        return place

    def _follow(self, func: Any, output: Tensor, owners: set[int]) -> int:
        """A function without parameters has been called; it belongs to the last part that it works on."""
        place = max(owners)
        part, others = self.parts[place], owners - {place}
        name = FUNCTIONS_SEEN.get(func) or (_JOINING.get(func) if others else None)
        part.joined |= others
        if name is not None:
            part.functions[name] = None
        if place and (name is not None or others):
            part.output = output
        return place


def _tensors(value: Any) -> Iterator[Tensor]:
    """The tensors in an argument or a result, also those in lists, tuples and dicts."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _tensors(each)
    elif isinstance(value, dict):
        yield from _tensors(list(value.values()))
