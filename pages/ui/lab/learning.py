"""What belongs to the visitor in the autograd lab."""

from dataclasses import dataclass, field

from core.autograd import Lab
from core.race import Race
from core.task import Task


@dataclass
class Learning:
    """The visitor's autograd lab."""

    lab: Lab = field(default_factory=Lab)
    said: str = ""  # why the last step was refused
    expected: int | None = None  # what the visitor had expected of the last step, a place among the options
    guesses: dict[str, int] = field(default_factory=dict)  # question -> the option that was chosen
    practice: Lab | None = None  # of the chapter on the training loop
    curves: tuple[int, list[list[float]]] | None = None  # the seed, and how other learning rates do from there
    race: Race | None = None
    racing: Task[Race] | None = None
