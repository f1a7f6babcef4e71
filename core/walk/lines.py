"""The lines of a run's program that a mini-batch goes through, and what each of them does."""

import ast
import re
from collections.abc import Mapping, Sequence

from core.script.lines import MISSING, Part
from core.walk.layers import Output
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
    """Return the lines of the network's forward, moved to the left; none where its class has not got it itself."""
    lines = _lines_of(parts, "network")
    body = _block(lines[_begin_of_class(lines) :])
    forward = next((place for place, line in enumerate(body) if re.match(r"\s+def forward\(", line)), None)
    return () if forward is None else _block(body[forward:])


def class_in(parts: Sequence[Part]) -> tuple[int, tuple[str, ...]]:
    """Return (the number of lines of the program before the network's class, the lines of the class and what follows).

    Lines are those of the whole program, with an empty one after each part, without those that only the post has.
    """
    before = 0
    for part in parts:
        lines = [line.code for line in part.lines if line.kind != MISSING]
        if part.name == "network":
            begin = _begin_of_class(lines)
            return before + begin, tuple(lines[begin:])
        before += len(lines) + 1
    return before, ()


def places_of(loop: Sequence[str]) -> dict[type, int]:
    """Kind of record -> the line of the loop, from 1, that does what it tells; kinds without a line are left out."""
    return {
        kind: number
        for number, line in enumerate(loop, start=1)
        for kind, begins in _BEGINS.items()
        if line.strip().startswith(begins)
    }


def lines_of_layers(forward: Sequence[str], outputs: Sequence[Output]) -> list[int]:
    """Return the line of `forward`, from 1, on which each of the outputs is made, in their order; 0: not known.

    A line has as many of the next ones as it names: `x = self.pool(F.relu(self.conv1(x)))` has conv1, relu and pool.
    What is within a part of the network is on the line of that part. Where a layer is on no line, nothing is known.
    """
    words = _words_of(forward)
    places: list[int] = []
    line, part = 0, ""  # where the last one was, from 0; the part whose layers are being passed
    for output in outputs:
        first, _, within = output.name.partition(".")
        if within and first == part:
            places.append(line + 1)
            continue
        found = next((number for number in range(line, len(words)) if first in words[number]), None)
        if found is None and output.is_layer:
            return [0] * len(outputs)
        if found is not None:
            words[found].remove(first)
            line, part = found, first if within else ""
        places.append(0 if found is None else found + 1)
    return places


def _words_of(forward: Sequence[str]) -> list[list[str]]:
    """The names on each line, without comments and texts."""
    words: list[list[str]] = [[] for _ in forward]
    try:
        tree = ast.parse("\n".join(forward))
    except SyntaxError:  # a def over several lines
        return words
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            words[node.lineno - 1].append(node.id)
        elif isinstance(node, ast.Attribute):
            words[(node.end_lineno or node.lineno) - 1].append(node.attr)
    return words


def _lines_of(parts: Sequence[Part], name: str) -> list[str]:
    return [line.code for part in parts if part.name == name for line in part.lines if line.kind != MISSING]


def _begin_of_class(lines: Sequence[str]) -> int:
    """Where, among the lines of the part "network", the class begins of which a network is built."""
    built = next(match for line in lines if (match := re.match(r"(?:net|model) = (\w+)\(", line)))
    return next(place for place, line in enumerate(lines) if re.match(rf"class {built[1]}\b", line))


def _block(lines: Sequence[str]) -> tuple[str, ...]:
    """The first line and those that belong to it, without empty ones, moved to the left."""
    indents = [len(line) - len(line.lstrip()) for line in lines]
    rest = range(1, len(lines))
    end = next((place for place in rest if lines[place].strip() and indents[place] <= indents[0]), len(lines))
    return tuple(line[indents[0] :] for line in lines[:end] if line.strip())
