"""The lines of a run's program that a mini-batch goes through, and what each of them does."""

import re
from collections.abc import Mapping, Sequence

from core.script.lines import MISSING, Part
from core.walk.records import (
    Added,
    Augmented,
    Backward,
    Batch,
    Cleared,
    Clipped,
    Forward,
    Hidden,
    Loss,
    Moved,
    Printed,
    Scheduled,
    Targets,
)

# What a line does -> the ways in which it begins. Where the loop itself hands out inputs and labels, it is that line.
_BEGINS: Mapping[type, tuple[str, ...]] = {
    Batch: ("inputs, labels = data", "for inputs, labels in", "for text, lengths, label in"),  # not shown
    Augmented: ("inputs = augment(",),
    Hidden: ("text = text.masked_fill(",),
    Cleared: ("optimizer.zero_grad()",),
    Forward: ("outputs = net(", "predictions = model("),
    Targets: ("target = ",),
    Loss: ("loss = criterion(",),
    Backward: ("loss.backward()",),
    Clipped: ("nn.utils.clip_grad_norm_(",),
    Moved: ("optimizer.step()",),
    Scheduled: ("scheduler.step()",),
    Added: ("running_loss += ",),
    Printed: ("print(",),
}


def loop_of(parts: Sequence[Part], *, prints: bool = True) -> tuple[str, ...]:
    """Return the lines of the program's loop over mini-batches, moved to the left.

    Without `prints`, the lines are left out that only run in a mini-batch whose line is printed.
    """
    lines = _lines_of(parts, "training")
    begin = next(place for place, line in enumerate(lines) if line.startswith("    for "))
    loop = _block(lines[begin:])
    now_and_then = next((place for place, line in enumerate(loop) if line.startswith("    if i % ")), len(loop))
    return loop if prints else loop[:now_and_then]


def forward_of(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the lines of the network's forward, moved to the left."""
    lines = _lines_of(parts, "network")
    # The network's class is the last one: one of dropout may come before it.
    begin = max(place for place, line in enumerate(lines) if line.startswith("    def forward"))  # not shown
    return _block(lines[begin:])


def places_of(loop: Sequence[str]) -> dict[type, int]:
    """Kind of record -> the line of the loop, from 1, that does what it tells; kinds without a line are left out."""
    return {
        kind: number
        for number, line in enumerate(loop, start=1)
        for kind, begins in _BEGINS.items()
        if line.strip().startswith(begins)
    }


def lines_of_layers(forward: Sequence[str], names: Sequence[str]) -> list[int]:
    """Return the line of `forward`, from 1, on which each layer is called; `names`: in the order of the calls.

    A line has as many of the next layers as it names: `x = self.pool(F.relu(self.conv1(x)))` has conv1, relu and pool.
    """
    places: list[int] = []
    for number, line in enumerate(forward[1:], start=2):
        words = re.findall(r"\w+", line)
        while len(places) < len(names) and names[len(places)] in words:
            words.remove(names[len(places)])
            places.append(number)
    if len(places) != len(names):
        raise ValueError(f"{names[len(places)]} is on no line of forward")
    return places


def _lines_of(parts: Sequence[Part], name: str) -> list[str]:
    return [line.code for part in parts if part.name == name for line in part.lines if line.kind != MISSING]


def _block(lines: Sequence[str]) -> tuple[str, ...]:
    """The first line and those that belong to it, moved to the left by four."""
    indent = len(lines[0]) - len(lines[0].lstrip())
    rest = lines[1:]
    end = next((place for place, line in enumerate(rest) if line and not line.startswith(" " * (indent + 1))), None)
    return tuple(line[indent:] for line in [lines[0], *rest[:end]] if line)
