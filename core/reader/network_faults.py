"""What is wrong with the network of a program, said at the program's own line, and the program with it mended."""

import difflib

from core.errors import PastedError
from core.lessons import SMALL_BATCH
from core.pasted.check import check_network
from core.pasted.reading import read_network
from core.pasted.repair import repaired
from core.reader.records import Fault, ProgramReading


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
    lines, before, after = text.split("\n"), reading.source.splitlines(), source.splitlines()
    changes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for what, first, last, other_first, other_last in reversed(changes):
        if what == "equal":
            continue
        place = reading.source_lines[first] - 1 if first < len(before) else len(lines)
        lines[place : place + last - first] = after[other_first:other_last]
    return "\n".join(lines)


def _line_in_program(reading: ProgramReading, line: int) -> int:
    numbers = reading.source_lines
    return numbers[min(line, len(numbers)) - 1] if numbers else line
