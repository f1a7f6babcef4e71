"""What is wrong with the network of a program, said at the program's own line, and the program with it mended."""

import difflib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.errors import PastedError
from core.pasted.check import SMALL_BATCH, check_network
from core.pasted.reading import read_network
from core.pasted.repair import repaired
from core.pasted.text import lines_of
from core.reader.records import Fault, ProgramReading
from core.reader.text import UnreadableError, as_python, parse

MAX_COMPARED = 200  # lines that differ; where more do, they are replaced as a whole


def fault_of_network(text: str, reading: ProgramReading, input_shape: tuple[int, ...], classes: int) -> Fault | None:
    """Why the network of a program that was read from `text` cannot work with such examples; None where it can."""
    try:
        check_network(read_network(reading.source), input_shape, classes, SMALL_BATCH)
    except PastedError as error:
        mended = repaired(reading.source, error)
        repair = None if mended is None else with_network(text, reading, mended)
        if repair is not None and not _is_program(repair):
            repair = None
        return Fault(_line_in_program(reading, error.line), error.reason, repair)
    return None


def _is_program(text: str) -> bool:
    try:
        parse(text)
    except UnreadableError:
        return False
    return True


def with_network(text: str, reading: ProgramReading, source: str) -> str | None:
    """The program with what differs in another source of its network; all other lines stay as they are.

    None where something differs that does not stand in the program.
    """
    lines = lines_of(text)
    before, after = (lines_of(each.removesuffix("\n")) for each in (reading.source, source))
    places = _Places(lines, reading, before)
    added: dict[int, list[str]] = defaultdict(list)  # before this line of the program
    dropped: set[int] = set()
    for first, last, other_first, other_last in _changes(before, after):
        change = places.change(range(first, last), after[other_first:other_last])
        if change is None or dropped.intersection(change.dropped):
            return None
        added[change.before] += change.added
        dropped.update(change.dropped)
    made: list[str] = []
    for number, line in enumerate(lines, 1):
        made += added[number]
        made += [] if number in dropped else [line]
    return "\n".join([*made, *added[len(lines) + 1]])


class _Change(NamedTuple):
    """Lines of a program that are replaced; counted from 1."""

    before: int  # the new lines come before this one
    added: list[str]
    dropped: Sequence[int]


class _Places:
    """Where the lines of a network's source stand in the program; the source's lines are counted from 0."""

    def __init__(self, lines: list[str], reading: ProgramReading, source: list[str]) -> None:
        self.lines, self.source, self.numbers = lines, source, reading.source_lines
        self.shifts = reading.source_shifts or (0,) * len(self.numbers)

    def change(self, old: range, new: list[str]) -> _Change | None:
        """What replaces these lines of the source in the program; no lines are those before the first of `old`."""
        if not old:
            return self._inserted(old.start, new)
        if all(map(self._is_whole, old)):
            margin = self._margin(old[0])
            numbers = self.numbers[old.start : old.stop]
            return _Change(numbers[0], [margin + line if line else "" for line in new], numbers)
        return self._part_of_lines(old, new)

    def _inserted(self, index: int, new: list[str]) -> _Change | None:
        if index == len(self.source):
            return _Change(len(self.lines) + 1, new, ())
        if not self._is_whole(index) and any(line[:1].isspace() for line in new):
            return None
        margin = self._margin(index)
        return _Change(self.numbers[index], [margin + line if line else "" for line in new], ())

    def _part_of_lines(self, old: range, new: list[str]) -> _Change | None:
        """The letters that differ, put into lines of the program that have more in them than the source's."""
        before, after = "\n".join(self.source[index] for index in old), "\n".join(new)
        start, end = _same_ends(before, after)
        first, column = self._place(old, before[:start])
        last, end_column = self._place(old, before[: len(before) - end])
        if min(column, end_column) < 0:
            return None
        made = self.lines[first - 1][:column] + after[start : len(after) - end] + self.lines[last - 1][end_column:]
        return _Change(first, made.split("\n"), range(first, last + 1))

    def _place(self, old: range, above: str) -> tuple[int, int]:
        """(line, column) in the program of what these lines have after such a beginning; column -1: it is not there."""
        index = old.start + above.count("\n")
        shift = self.shifts[index]
        return self.numbers[index], len(above) - above.rfind("\n") - 1 + shift if shift is not None else -1

    def _is_whole(self, index: int) -> bool:
        """Whether a line of the source has a line of the program to itself, but for a margin."""
        shift = self.shifts[index]
        if shift is None or shift < 0:
            return False
        line = as_python([self.lines[self.numbers[index] - 1]])[0]
        return line[shift:] == self.source[index] and not line[:shift].strip()

    def _margin(self, index: int) -> str:
        """What a new line in the place of a line of the source, or before it, has to begin with."""
        line = self.lines[self.numbers[index] - 1]
        shift = self.shifts[index]
        return line[:shift] if shift is not None and self._is_whole(index) else line[: len(line) - len(line.lstrip())]


def _same_ends(one: Sequence[object], other: Sequence[object]) -> tuple[int, int]:
    """How many items both begin with, and how many of the others both end with."""
    least = min(len(one), len(other))
    start = next((index for index in range(least) if one[index] != other[index]), least)
    end = next((index for index in range(least - start) if one[-1 - index] != other[-1 - index]), least - start)
    return start, end


def _changes(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The lines that differ: from which to which of the one list, and from which to which of the other in their place.

    What both begin and end with is put aside first, as the rest is compared each line with each.
    """
    start, end = _same_ends(before, after)
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
