"""What is to be trained, and the commands that a run obeys: data, which can be sent to another process."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, Self

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.lessons import LESSONS, Lesson
from core.messages import Message


@dataclass(frozen=True)
class Order:
    """A run before it begins, for whoever does not share this process's memory.

    Runs of equal orders end with the same weights, on the same kind of CPU bit for bit, unless a command stops them or
    changes their learning rate. Within a process a Run shares the lesson and the data set themselves.
    """

    lesson_id: str
    dataset_id: str
    fingerprint: str  # of the data set's content, see DataSet.fingerprint
    config: TrainConfig

    @classmethod
    def of(cls, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> Self:
        """The order to train a lesson's network on this data set."""
        return cls(lesson.id, dataset.id, dataset.fingerprint, config)

    @property
    def lesson(self) -> Lesson:
        """The lesson whose network is trained."""
        return LESSONS[self.lesson_id]


class Goal(Enum):
    """How far a run is to go by itself."""

    END = "end"
    STEP = "step"
    LOG_LINE = "line"
    EPOCH = "epoch"
    HERE = "here"


class Play(NamedTuple):
    """Go on until the goal is reached."""

    goal: Goal = Goal.END


class Pause(NamedTuple):
    """Rest after the present mini-batch."""

    reason: Message | None = None  # where the server and not the visitor pauses the run


class Stop(NamedTuple):
    """End after the present mini-batch, test the network once more and keep what was learnt."""


class Abandon(NamedTuple):
    """End as soon as possible, without a last test: the run is no longer wanted."""


class SetLearningRate(NamedTuple):
    """Use another learning rate from the next mini-batch on; the rest of a schedule is scaled by the same factor."""

    rate: float


Command = Play | Pause | Stop | Abandon | SetLearningRate
