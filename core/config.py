"""TrainConfig: every hyperparameter with its default, bounds and choices.

The form on the Train page is drawn from these fields: a new hyperparameter is one entry here, its words in
messages/*/config.ftl, and one use in training.py. ImageConfig and TextConfig add fields for images and texts. A
network whose size can be chosen adds its fields in its own file, such as models/cnn.py.
"""

import math
import re
from dataclasses import MISSING, Field, asdict, dataclass, field, fields, replace
from functools import reduce
from typing import Any, NamedTuple, Self

from core.errors import ConfigError
from core.messages import Message, literal


class Bounds(NamedTuple):
    """The permitted values of a hyperparameter, and where it is asked for."""

    low: float | None = None
    high: float | None = None
    step: float = 1  # what one click on + or - adds
    choices: tuple[str, ...] = ()
    # (another field, its values with which this hyperparameter has an effect); an empty tuple: every value but 0.
    only_for: tuple[str, tuple[str, ...]] | None = None
    group: str = "more"  # where the form shows it: "main", "network", "augmentation" or "more"
    letters: int = 0  # of a text, which the form does not ask for: the most that it may have


LESSONS_OWN = ("source", ("",))  # for Bounds.only_for: an effect on the lesson's own network only


def hyperparameter(default: Any, bounds: Bounds) -> Any:
    """A dataclass field that carries its own bounds."""
    return field(default=default, metadata={"bounds": bounds})


@dataclass(frozen=True, kw_only=True)
class TrainConfig:
    """The settings of one run. Creating one with a value that cannot work raises ConfigError."""

    epochs: int = hyperparameter(5, Bounds(low=1, high=50, group="main"))
    batch_size: int = hyperparameter(64, Bounds(low=1, high=1024, group="main"))
    optimizer: str = hyperparameter(
        "SGD", Bounds(choices=("SGD", "Momentum", "Nesterov", "Adam", "AdamW", "RMSprop"), group="main")
    )
    learning_rate: float = hyperparameter(0.01, Bounds(low=1e-6, high=10.0, step=0.001, group="main"))
    momentum: float = hyperparameter(
        0.9, Bounds(low=0.0, high=0.99, step=0.1, only_for=("optimizer", ("Momentum", "Nesterov")), group="main")
    )
    schedule: str = hyperparameter(
        "constant", Bounds(choices=("constant", "step", "cosine", "one-cycle"), group="main")
    )
    loss: str = hyperparameter("CrossEntropy", Bounds(choices=("CrossEntropy", "MSE", "BCEWithLogits")))
    label_smoothing: float = hyperparameter(
        0.0, Bounds(low=0.0, high=0.5, step=0.05, only_for=("loss", ("CrossEntropy",)))
    )
    weight_decay: float = hyperparameter(0.0, Bounds(low=0.0, high=1.0, step=0.0001))
    clip_norm: float = hyperparameter(0.0, Bounds(low=0.0, high=100.0, step=0.5))
    patience: int = hyperparameter(0, Bounds(low=0, high=50))
    log_every: int = hyperparameter(100, Bounds(low=1, high=10_000))
    seed: int = hyperparameter(0, Bounds(low=0, high=2**31 - 1))
    device: str = hyperparameter("auto", Bounds(choices=("auto", "cpu", "cuda", "mps")))
    # The class of a network that takes the place of the lesson's own, as core/pasted reads it; "" for the lesson's.
    source: str = hyperparameter("", Bounds(only_for=("source", ()), group="network", letters=20_000))

    def __post_init__(self) -> None:
        for spec in fields(self):
            check(spec, getattr(self, spec.name))

    def without_source(self) -> Self:
        """The same settings for the lesson's own network."""
        return replace(self, source="")

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return asdict(self)

    def described(self) -> dict[str, Any]:
        """Return the values of to_dict without hyperparameters that have no effect, such as momentum with plain SGD."""
        values = self.to_dict()
        return {name: value for name, value in values.items() if is_read(bounds_of(type(self), name), values)}

    def changes(self, values: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
        """Return name -> (value in `values`, value here) of each hyperparameter that differs.

        Hyperparameters that have no effect, neither in `values` nor here, are left out.
        """
        mine, kind = self.to_dict(), type(self)
        read = [name for name in mine if any(is_read(bounds_of(kind, name), each) for each in (mine, values))]
        return {name: (values[name], mine[name]) for name in read if values[name] != mine[name]}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """The inverse of to_dict and described; unknown names and bad values raise ConfigError."""
        unknown = set(values) - {spec.name for spec in fields(cls)}
        if unknown:
            raise ConfigError("config-unknown", name=f"{min(unknown)!r}")
        return cls(**values)


@dataclass(frozen=True, kw_only=True)
class ImageConfig(TrainConfig):
    """What is added when the examples are images."""

    normalization: str = hyperparameter("half", Bounds(choices=("half", "dataset")))
    shift: int = hyperparameter(0, Bounds(low=0, high=8, group="augmentation"))
    rotation: float = hyperparameter(0.0, Bounds(low=0.0, high=45.0, step=5.0, group="augmentation"))
    flip: str = hyperparameter("no", Bounds(choices=("no", "yes"), group="augmentation"))


@dataclass(frozen=True, kw_only=True)
class TextConfig(TrainConfig):
    """What is added when the examples are texts."""

    loss: str = hyperparameter("BCEWithLogits", Bounds(choices=("BCEWithLogits",)))
    units: str = hyperparameter("words", Bounds(choices=("words", "syllables", "morphemes"), group="network"))
    batching: str = hyperparameter("like length", Bounds(choices=("like length", "mixed"), group="network"))
    max_length: int = hyperparameter(0, Bounds(low=0, high=3000, step=50, group="network"))
    keep: str = hyperparameter(
        "beginning", Bounds(choices=("beginning", "end"), only_for=("max_length", ()), group="network")
    )
    word_dropout: float = hyperparameter(0.0, Bounds(low=0.0, high=0.9, step=0.05, group="augmentation"))


def bounds_of(kind: type[TrainConfig], name: str) -> Bounds:
    """The bounds of one hyperparameter by its name."""
    bounds = kind.__dataclass_fields__[name].metadata["bounds"]
    assert isinstance(bounds, Bounds)
    return bounds


def is_of_network(kind: type[TrainConfig], name: str) -> bool:
    """Return whether a hyperparameter is of the network (group "network"), and not only of its training."""
    return bounds_of(kind, name).group == "network"


def is_read(bounds: Bounds, values: dict[str, Any]) -> bool:
    """Return whether a hyperparameter has an effect when all hyperparameters have these values."""
    if bounds.only_for is None:
        return True
    name, wanted = bounds.only_for
    return values[name] in wanted if wanted else bool(values[name])


def label_of(name: str) -> Message:
    """What a hyperparameter is called."""
    return Message(f"config-{name.replace('_', '-')}")


def help_of(name: str) -> Message:
    """What a hyperparameter does."""
    return Message(f"config-{name.replace('_', '-')}.help")


def choice_of(choice: str) -> Message:
    """One of a hyperparameter's choices, as it is shown: "review's end" is config-choice-reviews-end."""
    slug = choice.replace(" ", "-").replace("'", "")
    return Message(f"config-choice-{slug}")


def check(spec: "Field[Any]", value: Any) -> None:
    """Raise ConfigError, with the value and what would be right, unless the value fits its field."""
    bounds: Bounds = spec.metadata["bounds"]
    label = label_of(spec.name)
    if bounds.letters:
        if not isinstance(value, str) or len(value) > bounds.letters:
            raise ConfigError("config-is-no-source", label=label, most=bounds.letters)
        return
    if value is None:
        raise ConfigError("config-is-empty", label=label, allowed=span(bounds))
    if bounds.choices:
        if value not in bounds.choices:
            raise ConfigError("config-is-none-of", label=label, value=f"{value!r}", choices=span(bounds))
        return
    assert spec.default is not MISSING
    assert bounds.low is not None
    assert bounds.high is not None
    wanted = type(spec.default)
    number_of_right_kind = isinstance(value, (int, float) if wanted is float else int) and not isinstance(value, bool)
    if not number_of_right_kind or not math.isfinite(value):
        raise ConfigError(
            "config-is-no-number" if wanted is float else "config-is-no-whole-number", label=label, value=f"{value!r}"
        )
    if not bounds.low <= value <= bounds.high:
        raise ConfigError("config-is-outside", label=label, value=plain(value), allowed=span(bounds))


def value_of(name: str, value: Any) -> Message:
    """A hyperparameter's value as it is shown within a sentence; of a network's source the name of its class."""
    if name == "source":
        names = re.findall(r"^class\s+(\w+)", value, re.MULTILINE)
        return Message("config-own-class", name=literal(names[-1])) if names else Message("config-lessons-class")
    return choice_of(value) if isinstance(value, str) else literal(plain(value))


def span(bounds: Bounds) -> Message:
    """'1 to 50', for labels and messages."""
    if bounds.choices:
        choices = map(choice_of, bounds.choices)
        return reduce(lambda before, item: Message("common-comma", before=before, item=item), choices)
    assert bounds.low is not None
    assert bounds.high is not None
    return Message("config-span", low=plain(bounds.low), high=plain(bounds.high))


def plain(number: float) -> str:
    """'0.000001', '1,024', '10': no exponents and no trailing zeros, unless the number needs them."""
    written = f"{number:,.6f}".rstrip("0").rstrip(".")
    return written if abs(number) < 1e15 and float(written.replace(",", "")) == number else f"{number:g}"
