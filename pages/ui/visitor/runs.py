"""The visitor's runs: those that are kept, how they are marked and called, and what could not be done with them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from core.config import TrainConfig
from core.errors import BusyError
from core.messages import Message
from core.runs.run import Run
from pages.ui.visitor.uploads import Upload

RUNS_KEPT = 6
MARKS = (":blue[●]", ":orange[■]", ":green[▲]", ":violet[◆]", ":red[★]", ":gray[▼]")  # one for each run that is kept


class Deleted(NamedTuple):
    """A run that the visitor has deleted. It is paused and kept, so that the visitor can bring it back."""

    run: Run
    was_active: bool
    wanted_best: bool


@dataclass
class Runs:
    """The runs of one visitor."""

    kept: list[Run] = field(default_factory=list)  # the oldest first, at most RUNS_KEPT
    marks: dict[str, str] = field(default_factory=dict)  # run id -> one of MARKS, the same on every page
    deleted: Deleted | None = None  # the last run that the visitor has deleted
    of_demo: Run | None = None  # the run that the demo has trained, unless it was deleted
    start_problem: Message | None = None  # why the last run could not be started
    asked_for: TrainConfig | None = None  # the hyperparameters of the run that was asked for last
    play_problem: dict[str, Message] = field(default_factory=dict)  # run id -> why it could not go on
    rate_problem: dict[str, Message] = field(default_factory=dict)  # run id -> why its learning rate could not be set
    upload: Upload = field(default_factory=Upload)  # the upload of saved runs

    @property
    def active(self) -> bool:
        """Whether any run goes on."""
        return any(run.snapshot.active for run in self.kept)

    @property
    def next_to_go(self) -> Run | None:
        """The run that another one would replace; None while there is room, or when all are under way."""
        if len(self.kept) < RUNS_KEPT:
            return None
        return next((run for run in self.kept if run.snapshot.ended), None)

    @property
    def full(self) -> bool:
        """Whether there is no room for another run, since all are under way."""
        return len(self.kept) >= RUNS_KEPT and self.next_to_go is None

    def add(self, run: Run) -> None:
        """Keep a run under a mark and a name of its own. Raises BusyError when all runs are under way."""
        self.start_problem = None
        if self.full:
            raise BusyError("visitor-all-runs-under-way", runs=RUNS_KEPT)
        self.give_name(run, run.name)
        self.marks[run.id] = next(mark for mark in MARKS if mark not in self.marks.values())
        self.kept.append(run)

    def remove(self, run: Run) -> None:
        """Keep a run no longer; whoever removes it ends it."""
        self.kept.remove(run)
        self.of_demo = None if self.of_demo is run else self.of_demo
        del self.marks[run.id]

    def give_name(self, run: Run, name: str) -> None:
        """Give the run this name, with a number after it where another run has the name already."""
        taken = {other.name for other in self.kept if other is not run}
        numbered = (f"{name} ({number})" for number in range(2, RUNS_KEPT + 2))
        run.name = name if name not in taken else next(other for other in numbered if other not in taken)

    def let_go_of_deleted(self) -> None:
        """End the deleted run: it cannot be brought back any more."""
        if self.deleted is not None:
            self.deleted.run.abandon()
            self.deleted = None
