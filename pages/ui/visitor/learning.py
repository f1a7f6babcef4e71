"""What belongs to the visitor in the autograd lab."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.errors import LabError
from core.lab.autograd import Action, Lab
from core.lab.race import Race
from core.messages import Message
from core.work.task import Task

MOST_STEPS = 250  # steps of one lab at most: each new step runs all of them again


@dataclass
class Learning:
    """The visitor's autograd lab."""

    chapter: int = 0  # the one that is open, from 0
    lab: Lab = field(default_factory=Lab)
    left: Lab | None = None  # the lab before the last reset
    said: Message | None = None  # why the last step was refused
    expected: int | None = None  # what the visitor had expected of the last step, a place among the options
    guesses: dict[str, int] = field(default_factory=dict)  # question -> the option that was chosen
    practice: Lab | None = None  # the lab of the chapter on the training loop
    curves: tuple[int, list[list[float]]] | None = None  # (seed, a loss curve for each learning rate)
    race: Race | None = None
    racing: Task[Race] | None = None

    def start_over(self, seed: int) -> None:
        """Begin a new lab with this seed. Undo brings the old one back while nothing was done in the new one."""
        if self.lab.history:
            self.left = self.lab
        self.lab, self.said, self.expected = Lab(seed), None, None

    def undo(self) -> None:
        """Take back the last step; in a new lab without steps, return to the lab before it."""
        if self.lab.history:
            self.lab = self.lab.undo()
        elif self.left is not None:
            self.lab, self.left = self.left, None
        self.said, self.expected = None, None

    def be_quiet(self) -> None:
        """Drop the message about the last step."""
        self.said = None


def extended(lab: Lab, actions: Iterable[Action]) -> Lab:
    """The lab with some steps more. Raises LabError when one comes too early, or when it is full."""
    more = tuple(actions)
    if len(lab.history) + len(more) > MOST_STEPS:
        raise LabError("visitor-lab-full", most=MOST_STEPS)
    return lab.do_all(more)
