"""What the Train page is about to train."""

from dataclasses import dataclass

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.errors import PlaygroundError
from core.lessons import Lesson
from core.messages import Message
from core.models.summary import Layer


@dataclass(frozen=True)
class Chosen:
    """What is chosen in the strip and in the drawer of settings."""

    lesson: Lesson
    dataset: DataSet
    wanted: TrainConfig | None = None  # None: a value cannot work
    layers: list[Layer] | None = None  # None: a network of these settings cannot work
    config: TrainConfig | None = None  # None: it cannot be trained
    error: PlaygroundError | None = None  # why there is no network
    problem: Message | None = None  # why it cannot be trained
