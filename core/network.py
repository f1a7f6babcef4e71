"""A trained network and the card that says what it is: what evaluation, the playground and weights files speak of."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from torch import nn

from core.config import TrainConfig
from core.data.dataset import Normalization


@dataclass(frozen=True)
class Card:
    """Everything a network needs beside its weights to be used, and to be believed."""

    lesson: str
    dataset: str
    classes: tuple[str, ...]
    normalization: Normalization
    config: TrainConfig
    epochs_done: int
    steps_done: int
    test_accuracy: float  # 0 to 1, over the whole test set of `dataset`
    versions: dict[str, str]  # of torch and the like, when it was trained
    trained_at: str  # ISO 8601, UTC

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {**asdict(self), "normalization": self.normalization._asdict()}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Card":
        """The inverse of to_dict. Raises KeyError, TypeError, ValueError or ConfigError on anything else."""
        mean, std = (tuple(float(number) for number in values["normalization"][key]) for key in ("mean", "std"))
        return cls(
            lesson=str(values["lesson"]),
            dataset=str(values["dataset"]),
            classes=tuple(str(name) for name in values["classes"]),
            normalization=Normalization(mean, std),
            config=TrainConfig.from_dict(values["config"]),
            epochs_done=int(values["epochs_done"]),
            steps_done=int(values["steps_done"]),
            test_accuracy=float(values["test_accuracy"]),
            versions={str(name): str(version) for name, version in values["versions"].items()},
            trained_at=datetime.fromisoformat(values["trained_at"]).isoformat(timespec="seconds"),
        )


@dataclass(frozen=True, eq=False)
class TrainedNetwork:
    """Weights that nobody changes any more, on the CPU, with their card."""

    model: nn.Module
    card: Card
    origin: str  # where it comes from, for people: "trained here", "uploaded"
