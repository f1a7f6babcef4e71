"""The lab of lesson 004: the post's lines, run one after the other on a real network with real numbers.

A plain Python object, for a notebook as well as for the page:

    lab = Lab(seed=0).do("network").do("input").do("forward")
    print(lab.cells[-1].output)
    lab.names["net"].conv1.bias.grad

A Lab is never changed: `do` gives a new one, which has run all lines of the old one from the seed on, and some more.
So a step that is taken back leaves exactly the tensors that were there before it. The code that is shown is the code
that is run, and its numbers are those that a notebook gives after `torch.manual_seed(seed)` (`Lab.script` writes it
down).
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import CodeType
from typing import Any, NamedTuple, Self

import torch
from torch import Tensor, nn, optim

from core.errors import LabError
from core.lab.steps import STEPS
from core.models.initialization import DrawFrom
from core.models.lenet import LeNet
from core.work.compiler import keep_compiler_out


class Net(LeNet):
    """LeNet under the post's name for it."""


NET_CODE = inspect.getsource(LeNet).replace("class LeNet", "class Net")  # as the post would write it


class Action(NamedTuple):
    """A step that was done, and how."""

    step: str  # of STEPS
    arguments: Mapping[str, Any]


class Cell(NamedTuple):
    """Some lines of PyTorch, and what they printed."""

    step: str
    code: str
    output: str
    refused: bool = False  # whether torch stopped with an error, which is the output's end
    loss: float | None = None  # of the input just before an update, with the weights as they were


@dataclass(frozen=True, eq=False)
class Lab:
    """One learner's notebook."""

    seed: int = 0
    history: tuple[Action, ...] = ()

    def do(self, step: str, **arguments: Any) -> Self:
        """One step more, by its name in STEPS. Raises LabError, which says what to do first, where it is too early."""
        return self.do_all([Action(step, arguments)])

    def do_all(self, actions: Iterable[Action]) -> Self:
        """Several steps more. Raises LabError as `do` does; then none of them is done."""
        lab = type(self)(self.seed, (*self.history, *map(_own, actions)))
        assert lab._ran  # now, so that what cannot be done is refused now
        return lab

    def reach(self, step: str) -> Self:
        """The lab with everything done that is missing for a step, but not the step itself."""
        missing = _missing_steps(STEPS[step].needs, self.names)
        return self.do_all(Action(name, {}) for name in missing) if missing else self

    def afresh(self) -> Self:
        """The lab with no gradients, a new forward and a new loss, whose graph nobody has walked yet."""
        return self.reach("loss").do_all([Action("zero_grad", {}), Action("forward", {}), Action("loss", {})])

    def undo(self) -> Self:
        """Without the last step: exactly the tensors of before."""
        return type(self)(self.seed, self.history[:-1])

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Everything that was run, and what it printed."""
        return tuple(self._ran[1])

    @property
    def names(self) -> Mapping[str, Any]:
        """What the notebook knows: "net", "input", "out", "target", "criterion", "loss". Look, do not change."""
        return self._ran[0]

    @property
    def net(self) -> Net:
        """The network. Raises LabError before there is one."""
        _check_needs("Looking at the network", ("net",), self.names)
        net = self.names["net"]
        assert isinstance(net, Net)
        return net

    @property
    def loss(self) -> Tensor:
        """The last loss, with its graph. Raises LabError before there is one."""
        _check_needs("Looking at the loss", ("loss",), self.names)
        loss = self.names["loss"]
        assert isinstance(loss, Tensor)
        return loss

    @property
    def diverged(self) -> bool:
        """Whether a weight is no longer a finite number."""
        return "net" in self.names and not all(p.isfinite().all() for p in self.net.parameters())

    def gradient(self, parameter: str) -> Tensor | None:
        """`.grad` of a parameter by its name, such as "conv1.bias"."""
        return self.net.get_parameter(parameter).grad

    def try_out(self, code: str) -> tuple[Cell, Mapping[str, Any]]:
        """Run lines of Python on a copy of this lab: (the cell, the names after it). The lab itself stays as it is.

        For lines of this project alone: it runs whatever it is given.
        """
        names, _, run = self._replay()
        return run("", code), names

    def script(self) -> str:
        """The same in a notebook: a program that prints the same numbers."""
        lines = [
            "import torch\nfrom torch import Tensor, nn, optim\nfrom torch.nn.functional import max_pool2d, relu",
            NET_CODE,
            f"torch.manual_seed({self.seed})",
        ]
        for action, cell in zip(self.history, self.cells, strict=True):
            pixels = action.arguments.get("pixels")
            if pixels is not None:
                written = f'torch.frombuffer(bytearray.fromhex("{pixels.tobytes().hex()}"), dtype=torch.uint8)'
                lines.append(f"pixels = {written}.view(-1, 1, 32, 32)")
            lines.append(_stopping(cell.code) if cell.refused else cell.code)
        return "\n\n".join(lines) + "\n"

    def loss_now(self) -> float:
        """What the loss is with the weights as they are, without a graph. Raises LabError before there is a target."""
        _check_needs("Looking at the loss", ("net", "input", "target"), self.names)
        return _loss(self.names)

    @cached_property
    def _ran(self) -> tuple[dict[str, Any], list[Cell]]:
        """(names, cells) after all steps. Raises LabError where one came too early."""
        names, cells, _ = self._replay()
        return names, cells

    def _replay(self) -> tuple[dict[str, Any], list[Cell], Callable[[str, str], Cell]]:
        """(names, cells, what runs one more cell) from the seed on, all of it new."""
        keep_compiler_out()
        generator = torch.Generator().manual_seed(self.seed)
        printed: list[str] = []
        names: dict[str, Any] = {
            "torch": torch,
            "nn": nn,
            "optim": optim,
            "Net": Net,
            "print": lambda *values: printed.append(" ".join(map(str, values))),
        }

        def run(step: str, code: str) -> Cell:
            printed.clear()
            refused = False
            with DrawFrom(generator):
                try:
                    exec(_compiled(code), names)  # noqa: S102  (the lines of STEPS, with checked numbers in them)
                except (RuntimeError, ValueError) as error:
                    refused = True
                    printed.append(f"{type(error).__name__}: {error}")
            return Cell(step, code, "\n".join(printed), refused)

        cells = []
        for action in self.history:
            step = STEPS.get(action.step)
            if step is None:
                raise LabError(f"There is no step “{action.step}”: there are {', '.join(STEPS)}.")
            _check_needs(step.title, step.needs, names)
            if action.step == "network" and "net" in names:
                raise LabError("The network is there already. Reset the lab for a new one.")
            if action.step == "input":
                pixels = action.arguments.get("pixels")
                names["pixels"] = None if pixels is None else torch.from_numpy(pixels.copy())
            before = None
            if action.step == "update" and not any(_missing(name, names) for name in ("input", "target")):
                with suppress(RuntimeError, ValueError):  # a target that does not fit the input
                    before = _loss(names)
            cells.append(run(action.step, step.code(**action.arguments))._replace(loss=before))
        return names, cells, run


def _own(action: Action) -> Action:
    """With a copy of the pictures, which somebody may change later."""
    copies = {
        name: value.copy() if name == "pixels" and value is not None else value
        for name, value in action.arguments.items()
    }
    return Action(action.step, copies)


def _loss(names: Mapping[str, Any]) -> float:
    """Of the input, with the weights as they are."""
    with torch.no_grad():
        return float(names["criterion"](names["net"](names["input"]), names["target"]))


def _check_needs(title: str, needs: Iterable[str], names: Mapping[str, Any]) -> None:
    """Raise LabError, with what to do first, where something that a step needs is not there."""
    *others, last = [f"“{STEPS[step].title}”" for step in _missing_steps(needs, names)] or [""]
    if last:
        first = f"{', '.join(others)} and {last}" if others else last
        raise LabError(f"Too early for “{title}”. Do {first} first.")


def _missing_steps(needs: Iterable[str], names: Mapping[str, Any]) -> list[str]:
    """What has to be done, in this order, until everything that is needed is there."""
    found: list[str] = []
    for name in needs:
        if _missing(name, names):
            giver = "backward" if name == "gradients" else _giver(name)
            found += [step for step in (*_missing_steps(STEPS[giver].needs, names), giver) if step not in found]
    return found


def _missing(name: str, names: Mapping[str, Any]) -> bool:
    if name == "gradients":
        return "net" not in names or any(parameter.grad is None for parameter in names["net"].parameters())
    return name not in names


def _giver(name: str) -> str:
    """The step after which a name is there."""
    return next(key for key, step in STEPS.items() if name in step.gives)


@lru_cache(maxsize=256)
def _compiled(code: str) -> CodeType:
    return compile(code, "<lab>", "exec")


def _stopping(code: str) -> str:
    """The lines, for a program that goes on after torch's error."""
    return (
        "try:\n    "
        + code.replace("\n", "\n    ")
        + "\nexcept (RuntimeError, ValueError) as error:\n    print(f'{type(error).__name__}: {error}')"
    )
