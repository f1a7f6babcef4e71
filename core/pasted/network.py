"""A pasted network as an nn.Module with real layers, whose forward is run by our own closures.

(long: a network, its twin on the meta device, and what is tried with it)
"""

import threading
from collections.abc import Mapping
from typing import Any, Self

import torch
from torch import Tensor, nn

from core.errors import PastedError
from core.models.dropout import Draws
from core.pasted.counting import Counting
from core.pasted.faults import FAULTS, fault, quoted
from core.pasted.functions import TENSORS, Function
from core.pasted.layers import Layer, check_size, count
from core.pasted.limits import (
    CURRENT,
    LONGER,
    MAX_NUMBERS,
    MAX_OPERATIONS,
    MAX_TIME_STEPS,
    MORE,
    Budget,
    Refused,
)
from core.pasted.values import locked

BACKWARD = 4  # as much as in the forward pass may be computed in the backward pass
KNOWN_SHAPES = 4096  # that are remembered as checked


class Kind:
    """A class of the source: its methods, and what stands in it besides."""

    def __init__(self, name: str, line: int) -> None:
        self.name, self.line = name, line
        self.methods: dict[str, Any] = {}  # name -> Method
        self.constants: dict[str, Any] = {}  # name -> expression, evaluated when it is asked for
        self.attributes: set[str] = set()  # names that are set on self anywhere in the class

    @property
    def forward_line(self) -> int:
        """Where its forward begins."""
        forward = self.methods.get("forward")
        return forward.line if forward else self.line


class Program:
    """One building of a source: the values of its names, and what has been checked of the network."""

    def __init__(self, source: Any, input_shape: tuple[int, ...], classes: int) -> None:
        self.source, self.input_shape, self.classes = source, input_shape, classes
        self.env: dict[str, Any] = {}  # names of the module
        self.twin: PastedNetwork | None = None  # the same network on the meta device
        self._checked: set[Any] = set()
        self._lock = threading.Lock()

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return rebuilt, (self.source.source, self.input_shape, self.classes)

    def check(self, key: Any, inputs: tuple[Tensor, ...], *, training: bool) -> None:
        """Run the network on the meta device, once for each shape of its inputs. Raises PastedError."""
        if self.twin is None:
            return
        with self._lock:
            if key in self._checked:
                return
            self.twin.train(training)
            longer = 2 if self.twin.words else 1  # 250 texts of 2,752 words are answered at once
            counting = Counting(MORE * MAX_NUMBERS, longer * MORE * MAX_OPERATIONS, LONGER * MAX_TIME_STEPS)
            try_on_meta(self.twin, inputs, counting, self.classes)
            if len(self._checked) >= KNOWN_SHAPES:
                self._checked.clear()
            self._checked.add(key)


def run_on_meta(twin: "PastedNetwork", inputs: tuple[Tensor, ...], counting: Counting) -> tuple[Any, Budget]:
    """The output of a network on the meta device for inputs of these shapes, and what its run has noted.

    Raises PastedError.
    """
    budget = Budget(twin, torch.device("meta"), counting)
    shapes = tuple(torch.empty(each.shape, dtype=each.dtype, device="meta") for each in inputs)
    token = CURRENT.set(budget)
    counting.on_meta = True
    try:
        with counting:
            return twin(*shapes[: twin.arity]), budget
    except FAULTS as error:
        raise fault(error, twin.kind.forward_line) from None
    finally:
        CURRENT.reset(token)


def try_on_meta(twin: "PastedNetwork", inputs: tuple[Tensor, ...], counting: Counting, classes: int) -> tuple[int, ...]:
    """The shape of the output for such inputs. Raises PastedError unless training, or an answer, can use it."""
    output, budget = run_on_meta(twin, inputs, counting)
    last_line = int(twin.kind.methods["forward"].last_line)
    if not isinstance(output, Tensor):
        raise PastedError("pasted-no-output", line=last_line)
    examples = inputs[0].shape[1 if twin.words else 0]
    shape, answers = tuple(output.shape), {classes, 1} if twin.words else {classes}
    if len(shape) != 2 or shape[0] != examples or shape[1] not in answers:
        layer = _layer_that_gave(twin, budget.last, shape) if len(shape) == 2 and shape[0] == examples else ""
        raise PastedError(
            "pasted-wrong-classes" if layer else "pasted-wrong-output",
            line=last_line,
            given=shape[-1] if shape else 0,
            shape=quoted(str(shape)),
            batch=examples,
            classes=classes,
            layer=quoted(layer),
        )
    learns = torch.is_grad_enabled()
    if not output.is_floating_point() or (learns and not output.requires_grad):
        raise PastedError("pasted-nothing-to-learn", line=last_line)
    if learns:
        _backward(output, counting, last_line)
    return shape


def _backward(output: Tensor, forward: Counting, line: int) -> None:
    """The backward pass, whose gradients are as many as numbers and parameters of the forward pass."""
    counting = Counting(BACKWARD * forward.most_numbers, BACKWARD * forward.most_operations)
    counting.on_meta, counting.most_steps = True, BACKWARD * forward.most_steps
    try:
        with counting:
            output.sum().backward()
    except FAULTS as error:
        raise fault(error, line) from None


def _layer_that_gave(twin: "PastedNetwork", last: tuple[nn.Module, Tensor] | None, shape: tuple[int, ...]) -> str:
    """The name of the linear layer that the output comes from; "" where that cannot be said."""
    if last is None or not isinstance(last[0], nn.Linear) or last[0].out_features != shape[1]:
        return ""
    return next((name for name, module in twin.named_modules() if module is last[0]), "")


def rebuilt(source: str, input_shape: tuple[int, ...], classes: int) -> Program:
    """The Program of a network that was pickled."""
    from core.pasted.reading import read_network

    return read_network(source).program(input_shape, classes)


class PastedNetwork(Draws):
    """An instance of a class of the source; its layers have the names and the order that PyTorch would give them."""

    def __init__(self, program: Program, kind: Kind) -> None:
        super().__init__()
        self._program = program
        self._kind_name = kind.name
        self._numbers: dict[str, Any] = {}  # attributes that are neither layers nor parameters
        self._ready = False  # whether the source has called super().__init__()
        self._is_root = False

    @property
    def kind(self) -> Kind:
        """The class that it is an instance of."""
        kind = self._program.source.kinds[self._kind_name]
        assert isinstance(kind, Kind)
        return kind

    @property
    def arity(self) -> int:
        """How many inputs its forward takes at most."""
        return int(self.kind.methods["forward"].most_arguments)

    def _get_name(self) -> str:
        return self._kind_name

    def forward(self, *inputs: Any, **named: Any) -> Any:
        """Run the source's forward. Raises PastedError with the line when it cannot be run."""
        forward = self._program.source.kinds[self._kind_name].methods["forward"]
        budget = CURRENT.get()
        if budget is not None and budget.root._program is self._program:
            return forward.run(self._program, budget, [self, *inputs], named)
        given = inputs[: forward.most_arguments]
        if self._is_root:
            key = (tuple((each.shape, each.dtype) for each in given), self.training, torch.is_grad_enabled())
            if key not in self._program._checked:
                self._program.check(key, given, training=self.training)
        if self._program.source.changes_in_place:
            given = tuple(each.clone() for each in given)
        budget = Budget(self, inputs[0].device)
        token = CURRENT.set(budget)
        try:
            return forward.run(self._program, budget, [self, *given], named)
        except FAULTS as error:
            raise fault(error, forward.line) from None
        finally:
            CURRENT.reset(token)

    @property
    def words(self) -> int:
        """The size of the vocabulary of its texts; 0 for images."""
        shape = self._program.input_shape
        return shape[0] if len(shape) == 1 else 0

    @property
    def ready(self) -> bool:
        """Whether the source has called super().__init__()."""
        return self._ready

    def make_ready(self) -> None:
        """What super().__init__() does."""
        self._ready = True

    def become_root(self) -> None:
        """Be the network that is called from outside, and check the shapes of its inputs."""
        self._is_root = True

    def look_up(self, name: str) -> Any:
        """self.name. Raises Refused for what is not there."""
        for table in (self._modules, self._parameters, self._buffers, self._numbers):
            if name in table:
                return table[name]
        if name == "training":
            return self.training
        constants = self.kind.constants
        if name in constants:
            return constants[name]([Budget(), self._program])
        raise Refused("pasted-no-attribute-of-self", name=name)

    def set(self, budget: Budget, name: str, value: Any) -> None:
        """self.name = value, in __init__ only. Raises Refused for values that a network cannot keep."""
        if not budget.building:
            raise Refused("pasted-not-in-forward")
        tables: Mapping[str, dict[str, Any]] = {
            "layer": self._modules,
            "parameter": self._parameters,
            "buffer": self._buffers,
            "number": self._numbers,
        }
        place = self._place_of(budget, name, value)
        if place in ("layer", "parameter") and not self._ready:
            raise Refused("pasted-no-super")
        if place in ("layer", "parameter"):
            self._numbers.pop(name, None)
        if any(name in table for other, table in tables.items() if other != place):
            raise Refused("pasted-set-twice", name=name)
        if place == "layer":
            if any(each is self for each in value.modules()):
                raise Refused("pasted-only-layers")
            self._modules[name] = value
            check_size(self)
        elif place == "parameter":
            self.register_parameter(name, value)
        else:
            self._numbers[name] = value

    def _place_of(self, budget: Budget, name: str, value: Any) -> str:
        if isinstance(value, nn.Module):
            return "layer"
        if isinstance(value, nn.Parameter):
            return "parameter"
        if value is None and name in self._modules:
            return "layer"
        for item in budget.leaves(value):
            _check_kept(name, item)
        return "number"

    def keep_buffer(self, budget: Budget, name: Any, tensor: Any) -> None:
        """self.register_buffer(name, tensor)."""
        if not budget.building or not self._ready:
            raise Refused("pasted-no-super" if budget.building else "pasted-not-in-forward")
        if type(tensor) not in TENSORS:
            raise Refused("pasted-not-a-tensor")
        if any(name in table for table in (self._modules, self._parameters, self._buffers, self._numbers)):
            raise Refused("pasted-set-twice", name=name)
        self.register_buffer(name, tensor.detach())
        holder = nn.Module()
        holder.register_buffer("tensor", tensor.detach())
        count(budget, holder)

    def lock(self) -> None:
        """Let nobody change the lists of the network any more."""
        for module in self.modules():
            if isinstance(module, PastedNetwork):
                for name, value in module._numbers.items():
                    module._numbers[name] = locked(value)


def _check_kept(name: str, value: Any) -> None:
    """Raise Refused for a value that a network cannot keep."""
    if isinstance(value, nn.Module):
        raise Refused("pasted-layers-in-list", name=name)
    if type(value) in TENSORS:
        raise Refused("pasted-tensor-on-self", name=name)
    if not isinstance(value, int | float | str | range | type(None) | Function | Layer):
        raise Refused("pasted-not-on-self", name=name)
