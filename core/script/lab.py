"""The program of the autograd lab: all lines that were run, in order, from the seed on."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.config import ImageConfig
from core.lab.autograd import Block, Cell, Lab
from core.lab.steps import STEPS
from core.messages import Message
from core.optimizers import COMPARED
from core.script.lines import Line, Lines, Part, blank, ours
from core.script.program import flat, optimizer_of

BEFORE_STEPS: tuple[str, ...] = ("imports", "class")  # blocks that a program needs once

CHECK = """\
import copy

double = copy.deepcopy(net).double()
weights = double.get_parameter('{parameter}')
picture = input.double()
right = target.double() if target.is_floating_point() else target
double.zero_grad()
criterion(double(picture), right).backward()
print(f'{{weights.grad[{index}].item() + 0.0:.10g}}')
at = weights[{index}].item()
losses = []
with torch.no_grad():
    for moved in (at + {step}, at - {step}):
        weights[{index}] = moved
        losses.append(criterion(double(picture), right).item())
print(f'{{(losses[0] - losses[1]) / (2 * {step}) + 0.0:.10g}}')"""

MOVES = """\
weight, gradient = net.{parameter}[{index}].item(), net.{parameter}.grad[{index}].item()
p = nn.Parameter(torch.tensor([weight]))
p.grad = torch.tensor([gradient])
optimizers = {{
{optimizers}}}
for name, optimizer in optimizers.items():
    with torch.no_grad():
        p[0] = weight
    print(name)
    for step in range({steps}):
        before = p.item()
        optimizer.step()
        print(f'{{p.item() - before:+.6f}}')
        for key, value in optimizer.state[p].items():
            if key != 'step' and value is not None:
                print(f'    {{key}} = {{value.item():.3g}}')
    print(f'{{p.item():.6f}}')"""


class Way(NamedTuple):
    """A lab, and lines that were tried out on it."""

    lab: Lab
    tried: Cell | None = None  # what Lab.try_out gave
    title: Message | None = None  # of these lines


def lab_program_of(ways: Sequence[Way]) -> tuple[Part, ...]:
    """Return the program that goes all these ways one after the other, each from its seed on.

    Run anywhere, it prints what the labs have printed. Only the addresses of objects differ.
    """
    parts = []
    for number, way in enumerate(ways):
        blocks = [block for block in way.lab.blocks() if not number or block.name not in BEFORE_STEPS]
        parts += [_part(block, f"{number + 1}-{place}") for place, block in enumerate(blocks, start=1)]
        if way.tried is not None:
            lines = tuple(Line(code) for code in way.tried.runnable.splitlines())
            parts.append(Part(f"{number + 1}-tried", lines, way.title))
    return tuple(parts)


def check_code(parameter: str, index: tuple[int, ...], step: float) -> str:
    """Lines for Lab.try_out that print autograd's gradient and the difference, to ten digits, as check_gradient has it.

    They need the names "net", "input", "target" and "criterion".
    """
    return CHECK.format(parameter=parameter, index=", ".join(map(str, index)), step=step)


def moves_code(parameter: str, index: tuple[int, ...], learning_rate: float, steps: int) -> str:
    """Lines for Lab.try_out that print what `moves` gives for a weight of the lab, a line for each of COMPARED.

    They need the name "net", and the weight's gradient.
    """
    configs = [ImageConfig(optimizer=rule, learning_rate=learning_rate) for rule in COMPARED]
    optimizers = "".join(f"    {config.optimizer!r}: {optimizer_of(config, '[p]')},\n" for config in configs)
    place = ", ".join(map(str, index))
    return MOVES.format(parameter=parameter, index=place, optimizers=optimizers, steps=steps)


def last_line(parts: tuple[Part, ...]) -> int:
    """The number of the last line of code, from 1, when the parts are written one after the other."""
    return max((number for number, line in enumerate(flat(parts), start=1) if line.code), default=0)


def _part(block: Block, name: str) -> Part:
    step = STEPS.get(block.name)
    heading = step.title if step else Message(f"script-part-lab-{block.name}")
    return Part(name, tuple(_lines(block)), heading)


def _lines(block: Block) -> Iterator[Line]:
    plain: Lines = (Line(code) for code in block.code.splitlines())
    if block.name == "seed":
        yield from ours(block.code, "seed")
    elif block.name == "class":
        yield from blank()
        yield from plain
        yield from blank()
    else:
        yield from plain
