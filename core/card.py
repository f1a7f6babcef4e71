"""The card of a trained network says what the network is: its lesson, data, classes, hyperparameters and accuracy."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from core.config import TrainConfig, is_of_network
from core.data.dataset import Normalization, Preparation, Truncation
from core.messages import Message, literal

PEN_STROKES = "pen strokes of 24 people"  # not shown


@dataclass(frozen=True)
class Card:
    """Everything besides the weights that is needed to use a network and to judge its answers."""

    lesson: str
    dataset: str
    classes: tuple[str, ...]
    input_shape: tuple[int, ...]  # (channels, height, width), or (words in the vocabulary,)
    reads: str  # what can be shown to it: "drawings", "pictures" or "text"
    preparation: Preparation
    config: TrainConfig
    epochs_done: int
    steps_done: int
    accuracy: float | None  # 0 to 1; None where it was not measured with these weights
    measured_on: str  # part of `dataset`: TEST_SET, TEST_SAMPLE or VALIDATION_SET of core/data/dataset.py
    versions: dict[str, str]  # of torch and the like, when it was trained
    trained_at: str  # ISO 8601, UTC
    extra_data: str = ""  # what it has learnt from beside `dataset`: PEN_STROKES, or a stranger's words

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether the weights came without a word on how they were trained."""
        return not self.versions

    @property
    def beside(self) -> Message:
        """What it has learnt from beside `dataset`, within a sentence."""
        return Message("weights-extra-pen-strokes") if self.extra_data == PEN_STROKES else literal(self.extra_data)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON, with those hyperparameters that have an effect and are known."""
        config = self.config.described()
        if self.is_from_elsewhere:
            config = {name: value for name, value in config.items() if is_of_network(type(self.config), name)}
        return {**asdict(self), "config": config, "preparation": self.preparation._asdict()}

    @classmethod
    def from_dict(cls, values: dict[str, Any], config: type[TrainConfig]) -> Self:
        """The inverse of to_dict. Raises KeyError, TypeError, ValueError or ConfigError on anything else."""
        return cls(
            lesson=str(values["lesson"]),
            dataset=str(values["dataset"]),
            classes=tuple(str(name) for name in values["classes"]),
            input_shape=tuple(int(size) for size in values["input_shape"]),
            reads=str(values["reads"]),
            preparation=read_preparation(values["preparation"]),
            config=config.from_dict(values["config"]),
            epochs_done=int(values["epochs_done"]),
            steps_done=int(values["steps_done"]),
            accuracy=None if values["accuracy"] is None else float(values["accuracy"]),
            measured_on=str(values["measured_on"]),
            versions={str(name): str(version) for name, version in values["versions"].items()},
            trained_at=datetime.fromisoformat(values["trained_at"]).isoformat(timespec="seconds"),
            extra_data=str(values.get("extra_data", "")),
        )


def read_preparation(values: dict[str, Any]) -> Preparation:
    """A Normalization or a Truncation from its plain values."""
    if "max_length" in values:
        return Truncation.of(max(0, int(values["max_length"])), str(values["keep"]))
    mean, std = (tuple(float(number) for number in values[key]) for key in ("mean", "std"))
    return Normalization(mean, std)
