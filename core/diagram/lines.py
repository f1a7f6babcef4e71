"""Which lines of a run's program a block of the diagram stands for."""

import re
from collections.abc import Sequence

from core.diagram.records import ANSWER, INPUT, Block
from core.script.lines import Part
from core.walk.layers import Output
from core.walk.lines import class_in, forward_of, lines_of_layers
from core.walk.records import Numbers

_NOTHING = Numbers((), 0.0, 0.0)


def lines_of_blocks(parts: Sequence[Part], blocks: Sequence[Block]) -> tuple[tuple[int, ...], ...]:
    """Return for each block its lines, from 1, in the whole program: where it is made, and where it is called.

    The input is on the line with "def forward", the answer on the last "return" of forward. Lines are counted as the
    program is shown: with an empty line after each part, without the lines that only the post has. A block of which
    nothing is known has none.
    """
    before, lines = class_in(parts)
    forward = forward_of(parts)
    places = _places(lines, forward)
    if not places:
        return ((),) * len(blocks)
    calls = _calls(forward, blocks)
    returns = [number for number, line in enumerate(forward, 1) if line.lstrip().startswith("return")]
    found = []
    for block, called in zip(blocks, calls, strict=True):
        if block.kind == INPUT:
            mine = {places[0]}
        elif block.kind == ANSWER:
            mine = {places[returns[-1] - 1]} if returns else set()
        else:
            mine = {places[line - 1] for line in called}
            first = re.escape(block.name.partition(".")[0])
            mine |= {n for n, line in enumerate(lines, 1) if re.match(rf"\s+self\.{first}\s*(:.*)?=", line)}
        found.append(tuple(sorted(before + line for line in mine)))
    return tuple(found)


def _places(lines: Sequence[str], forward: Sequence[str]) -> list[int]:
    """Where each line of forward stands among the lines of the class, from 1; empty where there is no forward."""
    starts = [place for place, line in enumerate(lines) if re.match(r"\s+def forward\(", line)]
    if not forward or not starts:
        return []
    with_code = [place for place in range(starts[0], len(lines)) if lines[place].strip()]
    return [place + 1 for place in with_code[: len(forward)]]


def _calls(forward: Sequence[str], blocks: Sequence[Block]) -> list[set[int]]:
    """The lines of forward, from 1, on which each block's layer and functions are called."""
    outputs = [
        (place, Output(name, is_layer, _NOTHING))
        for place, block in enumerate(blocks)
        for name, is_layer in [(block.name, True), *((function, False) for function in block.functions)]
        if block.name
    ]
    lines = lines_of_layers(forward, [output for _, output in outputs])
    calls: list[set[int]] = [set() for _ in blocks]
    for (place, _), line in zip(outputs, lines, strict=True):
        calls[place] |= {line} - {0}
    return calls
