"""The mini-batch of a run that the visitor goes through line by line."""

from dataclasses import dataclass

from core.messages import Message
from core.runs.snapshot import Snapshot, Status
from core.walk.records import Walk
from core.work.task import Task


@dataclass
class Walking:
    """Whose mini-batch it is, and how far the visitor has come in it."""

    run_id: str = ""
    task: Task[Walk] | None = None
    place: int = 0  # of the line that has just run, among those of the loop that do something
    inside: int | None = None  # of the line of forward that has just run, likewise; None: not in there
    finished: bool = False  # whether the run was told to do the mini-batch itself
    problem: Message | None = None  # why it could not be begun

    @property
    def walk(self) -> Walk | None:
        """The mini-batch, once it is computed."""
        return self.task.result if self.task is not None else None

    @property
    def is_computed(self) -> bool:
        """Whether the mini-batch is being computed just now."""
        return self.task is not None and not self.task.ended

    def is_next_of(self, snapshot: Snapshot) -> bool:
        """Whether the mini-batch is what the run will do next, exactly so."""
        walk = self.walk
        return (
            walk is not None
            and snapshot.status is Status.PAUSED
            and (snapshot.step, snapshot.learning_rate) == (walk.step, walk.rate)
        )

    def give_up(self) -> None:
        """Let go of it."""
        if self.task is not None:
            self.task.abandon()
        vars(self).update(vars(Walking()))
