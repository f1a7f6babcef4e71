"""The lab of lesson 004: the post's lines, run one after the other on a real network with real numbers.

A plain Python object, for a notebook as well as for the page:

    lab = Lab(seed=0).do("network").do("input").do("forward")
    print(lab.cells[-1].output)
    lab.names["net"].conv1.bias.grad

A Lab is never changed. `do` returns a new Lab, which runs all lines of the old Lab from the seed on, and then one step
more. So when a step is taken back, the tensors are exactly those from before that step. The code that is shown is the
code that is run. Its numbers are those that a notebook gives after `torch.manual_seed(seed)`; `Lab.script` returns such
a notebook as a program.
"""

import base64
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import CodeType
from typing import Any, NamedTuple, Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn, optim

from core.errors import LabError
from core.lab.steps import STEPS
from core.messages import Message, listed
from core.models.initialization import DrawFrom
from core.models.lenet import AS_IN_POST, LeNet
from core.work.compiler import keep_compiler_out

LETTERS = 100  # of packed pixels in a line of a program


class Net(LeNet):
    """LeNet under the post's name for it."""


NET_CODE = AS_IN_POST


class Action(NamedTuple):
    """A step that was done, with its arguments."""

    step: str  # a key of STEPS
    arguments: Mapping[str, Any]


class Cell(NamedTuple):
    """Some lines of PyTorch, and what they printed."""

    step: str
    code: str
    output: str
    refused: bool = False  # whether torch raised an error; the error is then the end of the output
    loss: float | None = None  # only for the step "update": the loss just before the weights change

    @property
    def runnable(self) -> str:
        """The lines as a program can have them: where torch refuses them, it prints the error and goes on."""
        return _stopping(self.code) if self.refused else self.code


class Block(NamedTuple):
    """Lines of a lab's program."""

    name: str  # the step that they do; before the first step: "imports", "class", "seed"
    code: str


@dataclass(frozen=True, eq=False)
class Lab:
    """One learner's notebook."""

    seed: int = 0
    history: tuple[Action, ...] = ()

    def do(self, step: str, **arguments: Any) -> Self:
        """Return the lab after one more step, by its name in STEPS.

        Raises LabError where the step comes too early; the message says which steps to do first.
        """
        return self.do_all([Action(step, arguments)])

    def do_all(self, actions: Iterable[Action]) -> Self:
        """Return the lab after several more steps. Raises LabError where one of the steps comes too early."""
        lab = type(self)(self.seed, (*self.history, *map(_own, actions)))
        assert lab._ran  # runs the steps now, so that LabError is raised now
        return lab

    def reach(self, step: str) -> Self:
        """The lab with everything done that is missing for a step, but not the step itself."""
        missing = _missing_steps(STEPS[step].needs, self.names)
        return self.do_all(Action(name, {}) for name in missing) if missing else self

    def obstacle(self, step: str) -> Message | None:
        """Why a step cannot be done now, with what to do first; None when it can."""
        if step == "network" and "net" in self.names:
            return Message("lab-second-network")
        try:
            _check_needs(STEPS[step].title, STEPS[step].needs, self.names)
        except LabError as error:
            return error.message
        return None

    def afresh(self) -> Self:
        """Return the lab without gradients, after a new forward and a new loss: its graph has had no backward yet."""
        return self.reach("loss").do_all([Action("zero_grad", {}), Action("forward", {}), Action("loss", {})])

    def undo(self) -> Self:
        """Return the lab without its last step. All tensors are exactly those from before that step."""
        return type(self)(self.seed, self.history[:-1])

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Everything that was run, and what it printed."""
        return tuple(self._ran[1])

    @property
    def names(self) -> Mapping[str, Any]:
        """The notebook's variables "net", "input", "out", "target", "criterion", "loss". Do not change them."""
        return self._ran[0]

    @property
    def net(self) -> Net:
        """The network. Raises LabError before there is one."""
        _check_needs(Message("lab-look-network"), ("net",), self.names)
        net = self.names["net"]
        assert isinstance(net, Net)
        return net

    @property
    def loss(self) -> Tensor:
        """The last loss, with its graph. Raises LabError before there is one."""
        _check_needs(Message("lab-look-loss"), ("loss",), self.names)
        loss = self.names["loss"]
        assert isinstance(loss, Tensor)
        return loss

    @property
    def diverged(self) -> bool:
        """Whether a weight is no longer a finite number."""
        return "net" in self.names and not all(p.isfinite().all() for p in self.net.parameters())

    def gradient(self, parameter: str) -> Tensor | None:
        """`.grad` of a parameter by its name, such as "conv1.bias"; None before the first backward."""
        return self.net.get_parameter(parameter).grad

    def try_out(self, code: str) -> tuple[Cell, Mapping[str, Any]]:
        """Run lines of Python on a copy of this lab: (the cell, the names after it). The lab itself stays as it is.

        Pass only lines that are written in this project, never a visitor's: it runs any code that it is given.
        """
        names, _, run = self._replay()
        return run("", code), names

    def script(self) -> str:
        """A program for a notebook that runs all steps of this lab and prints the same numbers."""
        return "\n\n".join(block.code for block in self.blocks()) + "\n"

    def blocks(self) -> list[Block]:
        """The same program block by block: the imports, the network's class, the seed, and a block for each step."""
        imports = (
            "import torch\nimport torch.nn as nn\n"  # code, not shown
            "import torch.nn.functional as F\nimport torch.optim as optim"
        )
        blocks = [Block("imports", imports), Block("class", NET_CODE), Block("seed", f"torch.manual_seed({self.seed})")]
        for action, cell in zip(self.history, self.cells, strict=True):
            pixels = action.arguments.get("pixels")
            before = "" if pixels is None else _pixels_code(pixels)
            blocks.append(Block(action.step, before + cell.runnable))
        return blocks

    def loss_now(self) -> float:
        """The loss with the current weights, without a graph. Raises LabError without net, input or target."""
        _check_needs(Message("lab-look-loss"), ("net", "input", "target"), self.names)
        return _loss(self.names)

    @cached_property
    def _ran(self) -> tuple[dict[str, Any], list[Cell]]:
        """(names, cells) after all steps. Raises LabError where one came too early."""
        names, cells, _ = self._replay()
        return names, cells

    def _replay(self) -> tuple[dict[str, Any], list[Cell], Callable[[str, str], Cell]]:
        """Run all steps from the seed on, with new objects: (names, cells, a function that runs one more cell)."""
        keep_compiler_out()
        generator = torch.Generator().manual_seed(self.seed)
        printed: list[str] = []
        names: dict[str, Any] = {
            "torch": torch,
            "nn": nn,
            "optim": optim,
            "Net": Net,  # not shown
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
                raise LabError("lab-no-step", step=action.step, known=", ".join(STEPS))
            _check_needs(step.title, step.needs, names)
            if action.step == "network" and "net" in names:
                raise LabError("lab-second-network")
            if action.step == "input":
                pixels = action.arguments.get("pixels")
                names["pixels"] = None if pixels is None else torch.from_numpy(pixels.copy())
            before = None
            if action.step == "update" and not any(_missing(name, names) for name in ("input", "target")):
                with suppress(RuntimeError, ValueError):  # the target may not fit the input
                    before = _loss(names)
            cells.append(run(action.step, step.code(**action.arguments))._replace(loss=before))
        return names, cells, run


def _own(action: Action) -> Action:
    """The action with a copy of its pictures, because the caller may change the original array later."""
    copies = {
        name: value.copy() if name == "pixels" and value is not None else value
        for name, value in action.arguments.items()
    }
    return Action(action.step, copies)


def _loss(names: Mapping[str, Any]) -> float:
    """The loss of the input with the current weights, without a graph."""
    with torch.no_grad():
        return float(names["criterion"](names["net"](names["input"]), names["target"]))


def _check_needs(title: Message, needs: Iterable[str], names: Mapping[str, Any]) -> None:
    """Raise LabError, with what to do first, where something that a step needs is not there."""
    missing = [Message("lab-step-quoted", step=STEPS[step].title) for step in _missing_steps(needs, names)]
    if missing:
        raise LabError("lab-too-early", step=title, first=listed(missing))


def _missing_steps(needs: Iterable[str], names: Mapping[str, Any]) -> list[str]:
    """The steps that have to be done, in this order, until all needed names exist."""
    steps: list[str] = []
    for name in needs:
        if _missing(name, names):
            giver = "backward" if name == "gradients" else _giver(name)
            steps += [step for step in (*_missing_steps(STEPS[giver].needs, names), giver) if step not in steps]
    return steps


def _missing(name: str, names: Mapping[str, Any]) -> bool:
    if name == "gradients":
        return "net" not in names or any(parameter.grad is None for parameter in names["net"].parameters())
    return name not in names


def _giver(name: str) -> str:
    """The step that creates a name, such as "forward" for "out"."""
    return next(key for key, step in STEPS.items() if name in step.gives)


@lru_cache(maxsize=256)
def _compiled(code: str) -> CodeType:
    return compile(code, "<lab>", "exec")


def _pixels_code(pixels: NDArray[np.uint8]) -> str:
    """Lines that make the tensor `pixels`, (N, 1, 32, 32) uint8."""
    letters = base64.b64encode(zlib.compress(pixels.tobytes(), 9)).decode()
    rows = "".join(f"    '{letters[start : start + LETTERS]}'\n" for start in range(0, len(letters), LETTERS))
    return (
        f"import base64\nimport zlib\n\npacked = (\n{rows})\n"  # code, not shown
        "pixels = torch.frombuffer(bytearray(zlib.decompress(base64.b64decode(packed))), dtype=torch.uint8)\n"
        "pixels = pixels.view(-1, 1, 32, 32)\n"
    )


def _stopping(code: str) -> str:
    """The lines in a `try` block, so that the program prints torch's error and goes on."""
    return (
        "try:\n    "
        + code.replace("\n", "\n    ")
        + "\nexcept (RuntimeError, ValueError) as error:\n"  # code, not shown
        "    print(f'{type(error).__name__}: {error}')"
    )
