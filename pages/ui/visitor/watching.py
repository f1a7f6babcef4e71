"""What the visitor watches while a network learns: an example on its way, an open block, the curves of other runs."""

from dataclasses import dataclass, field
from typing import Any

from core.diagram.records import Diagram


@dataclass
class Watching:
    """What is shown, and what was computed of it last."""

    place: int = 0  # of the example, among those that can be shown; beyond the last one it begins anew
    opened: int | None = None  # the block of which more is shown
    closed: bool = False  # whether it has just been closed
    overlaid: set[str] = field(default_factory=set)  # ids of runs whose curves are drawn beside those of the shown run
    of: Any = None  # what `diagram` was computed from: two are equal if nothing of it has changed
    diagram: Diagram | None = None
    lines_of: Any = None  # what `lines` was computed from, likewise
    lines: tuple[tuple[int, ...], ...] = ()  # of the program, for each block
