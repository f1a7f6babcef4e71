"""What a pasted program says: the form's values, a note on each of its lines, and its faults."""

from dataclasses import dataclass

from core.config import TrainConfig
from core.messages import Message

READ, NOT_NEEDED, NOT_UNDERSTOOD = "read", "not-needed", "not-understood"


@dataclass(frozen=True)
class ReadLine:
    """What became of one line of the program; lines that are empty or a comment have none."""

    number: int  # from 1
    kind: str  # READ: it set something; NOT_NEEDED: the app does it by itself; NOT_UNDERSTOOD: it has no place here
    note: Message


@dataclass(frozen=True)
class Fault:
    """What Python would complain of."""

    line: int  # from 1
    problem: Message
    repair: str | None = None  # the whole program with this mended; None: not known


@dataclass(frozen=True)
class ProgramReading:
    """What a pasted program says."""

    config: TrainConfig  # the given one, with what the program says
    lines: tuple[ReadLine, ...] = ()  # none where Python could not read the program
    source: str = ""  # the network: its classes, and the line that builds it; "": the program has none
    source_lines: tuple[int, ...] = ()  # line i of `source`, from 0, stands in this line of the program, from 1
    # How many letters further right line i of `source` stands in its line of the program; None: it was written anew,
    # and is nowhere in the program. (): all lines stand as in the program.
    source_shifts: tuple[int | None, ...] = ()
    lesson_id: str | None = None  # the lesson that the program belongs to; None: none is recognised
    is_lessons_own: bool = False  # whether the network is the one that the given lesson's form makes
    faults: tuple[Fault, ...] = ()
