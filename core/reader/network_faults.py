"""What is wrong with the network of a program, said at the program's own line, and the program with it mended."""

import difflib
from collections import defaultdict
from collections.abc import Iterator

from core.errors import PastedError
from core.lessons import SMALL_BATCH
from core.pasted.check import check_network
from core.pasted.reading import read_network
from core.pasted.repair import repaired
from core.pasted.text import lines_of
from core.reader.records import Fault, ProgramReading

MAX_COMPARED = 200  # lines that differ; where more do, they are replaced as a whole


def fault_of_network(text: str, reading: ProgramReading, input_shape: tuple[int, ...], classes: int) -> Fault | None:
    """Why the network of a program that was read from `text` cannot work with such examples; None where it can."""
    try:
        check_network(read_network(reading.source), input_shape, classes, SMALL_BATCH)
    except PastedError as error:
        mended = repaired(reading.source, error)
        repair = None if mended is None else with_network(text, reading, mended)
        return Fault(_line_in_program(reading, error.line), error.reason, repair)
    return None


def with_network(text: str, reading: ProgramReading, source: str) -> str:
    """The program with what differs in another source of its network; all other lines stay as they are."""
    lines = lines_of(text)
    before, after = (lines_of(each.removesuffix("\n")) for each in (reading.source, source))
    added: dict[int, list[str]] = defaultdict(list)  # before this line of the program
    dropped: set[int] = set()
    for first, last, other_first, other_last in _changes(before, after):
        place = reading.source_lines[first] if first < len(before) else len(lines) + 1
        added[place] += after[other_first:other_last]
        dropped.update(reading.source_lines[first:last])
    made: list[str] = []
    for number, line in enumerate(lines, 1):
        made += added[number]
        made += [] if number in dropped else [line]
    return "\n".join([*made, *added[len(lines) + 1]])


def _changes(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The lines that differ: from which to which of the one list, and from which to which of the other in their place.

    What both begin and end with is put aside first, as the rest is compared each line with each.
    """
    least = min(len(before), len(after))
    start = next((index for index in range(least) if before[index] != after[index]), least)
    end = next((index for index in range(least - start) if before[-1 - index] != after[-1 - index]), least - start)
    one, other = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(one), len(other)) > MAX_COMPARED:
        yield start, start + len(one), start, start + len(other)
        return
    for what, *places in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what != "equal":
            first, last, other_first, other_last = (start + each for each in places)
            yield first, last, other_first, other_last


def _line_in_program(reading: ProgramReading, line: int) -> int:
    numbers = reading.source_lines
    return numbers[min(line, len(numbers)) - 1] if numbers else line
