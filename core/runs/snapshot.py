"""What others see of a run at one moment: a Snapshot, whose Status says where the run stands. It can be pickled."""

from dataclasses import dataclass, field
from enum import Enum

from core.messages import Message
from core.plan import Plan
from core.runs.history import LossCurve, LossHistory
from core.training import EpochEnd, Scoring, best_epoch


class Status(Enum):
    """Where a run stands; runs-status-... puts it into words."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A run at one moment."""

    status: Status
    plan: Plan
    seconds: float = 0.0  # of work, without waiting and pauses
    learning_rate: float = 0.0  # of the next step
    losses: LossCurve = field(default_factory=lambda: LossHistory().curve())
    rates: tuple[tuple[int, float], ...] = ()  # (mini-batches done, learning rate set by hand then)
    epochs: tuple[EpochEnd, ...] = ()
    testing: Scoring | None = None  # while it is being tested
    log: tuple[str, ...] = ()  # what the post's own script would have printed, the last lines of it
    message: Message | None = None  # why it failed or rests, or a remark on how it ran

    @property
    def steps(self) -> int:
        """Mini-batches in the whole run."""
        return self.plan.steps

    @property
    def step(self) -> int:
        """Mini-batches done so far."""
        return self.losses.steps

    @property
    def epoch(self) -> int:
        """The epoch of the last mini-batch, from 1; 0 before the first mini-batch."""
        return self.plan.epoch_of(self.step)

    @property
    def examples(self) -> int:
        """Examples seen so far."""
        return self.plan.examples_after(self.step)

    @property
    def active(self) -> bool:
        """Whether the run works or waits for a worker."""
        return self.status in (Status.WAITING, Status.RUNNING)

    @property
    def ended(self) -> bool:
        """Whether nothing more can happen."""
        return self.status in (Status.FINISHED, Status.STOPPED, Status.FAILED)

    @property
    def progress(self) -> float:
        """Share of the run's mini-batches that are done, 0 to 1."""
        return self.step / self.steps

    @property
    def best(self) -> EpochEnd | None:
        """The epoch with the highest accuracy on the held-out examples (see best_epoch); None before the first."""
        return best_epoch(self.epochs)

    @property
    def examples_per_second(self) -> float:
        """Training examples per second over the whole run so far, the time of tests after epochs included."""
        return self.examples / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Seconds of work left, estimated from the steps so far; None before the first step."""
        return self.seconds / self.step * (self.steps - self.step) if self.step else None
