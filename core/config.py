"""TrainConfig: every hyperparameter of a run, each with its default, bounds, choices and help in one place.

The form on the Train page is drawn from these fields: a new hyperparameter is one entry here and one use in
training.py.
"""

import math
from dataclasses import MISSING, Field, asdict, dataclass, field, fields
from typing import Any, NamedTuple

from core.errors import ConfigError


class Bounds(NamedTuple):
    """What a hyperparameter is called, may be, and means."""

    label: str
    help: str
    low: float | None = None
    high: float | None = None
    step: float = 1  # what one click on + or - adds
    choices: tuple[str, ...] = ()
    only_for: str = ""  # name of the optimizer that reads this value; "" for all of them


def hyperparameter(default: Any, bounds: Bounds) -> Any:
    """A dataclass field that carries its own bounds."""
    return field(default=default, metadata={"bounds": bounds})


@dataclass(frozen=True, kw_only=True)
class TrainConfig:
    """The settings of one run. Creating one with a value that cannot work raises ConfigError."""

    epochs: int = hyperparameter(
        5, Bounds("Epochs", "How many times the network sees every training example.", low=1, high=50)
    )
    batch_size: int = hyperparameter(
        64,
        Bounds(
            "Batch size",
            "Examples per mini-batch: the gradient of one step is the mean over them. Small batches make noisy, "
            "cheap steps; large ones smooth, expensive steps.",
            low=1,
            high=1024,
        ),
    )
    optimizer: str = hyperparameter(
        "SGD",
        Bounds(
            "Optimizer",
            "SGD subtracts learning rate x gradient. Adam scales each weight's step by the size its gradients have "
            "had, so it wants a smaller learning rate: try 0.001.",
            choices=("SGD", "Adam"),
        ),
    )
    learning_rate: float = hyperparameter(
        0.01,
        Bounds(
            "Learning rate",
            "How far one step goes. Too small: the loss barely moves. Too large: it jumps about or becomes infinite.",
            low=1e-6,
            high=10.0,
            step=0.001,
        ),
    )
    momentum: float = hyperparameter(
        0.0,
        Bounds(
            "Momentum",
            "How much of the previous step is carried into the next one. 0 is plain SGD, as in the post; 0.9 is usual.",
            low=0.0,
            high=0.99,
            step=0.1,
            only_for="SGD",
        ),
    )
    normalization: str = hyperparameter(
        "half",
        Bounds(
            "Normalisation",
            "Before the network sees the pixels (0 to 1), a mean is subtracted and they are divided by a deviation. "
            "The post uses 0.5 and 0.5; the mean and standard deviation of the data set itself (MNIST: 0.1307 and "
            "0.3081) put the pixels around zero and usually learn a little faster.",
            choices=("half", "dataset"),
        ),
    )
    log_every: int = hyperparameter(
        100,
        Bounds(
            "Log every ... mini-batches",
            "How often the console prints the mean loss since its last line. Mini-batches after the last full "
            "interval of an epoch are never printed, as in the post.",
            low=1,
            high=10_000,
        ),
    )
    seed: int = hyperparameter(
        0,
        Bounds(
            "Seed",
            "The same seed gives the same first weights and the same order of examples, so the same numbers again. "
            "The post sets none, so its numbers differ from run to run.",
            low=0,
            high=2**31 - 1,
        ),
    )
    device: str = hyperparameter(
        "auto",
        Bounds(
            "Device",
            "Where the arithmetic is done. auto takes a GPU where there is one; the post uses the CPU.",
            choices=("auto", "cpu", "cuda", "mps"),
        ),
    )

    def __post_init__(self) -> None:
        for spec in fields(self):
            check(spec, getattr(self, spec.name))

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "TrainConfig":
        """The inverse of to_dict; unknown names and bad values raise ConfigError."""
        unknown = set(values) - {spec.name for spec in fields(cls)}
        if unknown:
            raise ConfigError(f"unknown hyperparameter {min(unknown)!r}")
        return cls(**values)


def bounds_of(name: str) -> Bounds:
    """The bounds of one hyperparameter by its name."""
    bounds = TrainConfig.__dataclass_fields__[name].metadata["bounds"]
    assert isinstance(bounds, Bounds)
    return bounds


def check(spec: "Field[Any]", value: Any) -> None:
    """Raise ConfigError, with the value and what would be right, unless the value fits its field."""
    bounds: Bounds = spec.metadata["bounds"]
    if value is None:
        raise ConfigError(f"{bounds.label} is empty: enter a value {span(bounds)}.")
    if bounds.choices:
        if value not in bounds.choices:
            raise ConfigError(f"{spec.name}={value!r} is none of {', '.join(bounds.choices)}.")
        return
    assert spec.default is not MISSING
    assert bounds.low is not None
    assert bounds.high is not None
    wanted = type(spec.default)
    number_of_right_kind = isinstance(value, (int, float) if wanted is float else int) and not isinstance(value, bool)
    if not number_of_right_kind or not math.isfinite(value):
        raise ConfigError(f"{spec.name}={value!r} is not {'a number' if wanted is float else 'a whole number'}.")
    if not bounds.low <= value <= bounds.high:
        raise ConfigError(f"{spec.name}={plain(value)} is outside {span(bounds)}. Enter a value in that range.")


def span(bounds: Bounds) -> str:
    """'1 to 50', for labels and messages."""
    if bounds.choices:
        return ", ".join(bounds.choices)
    assert bounds.low is not None
    assert bounds.high is not None
    return f"{plain(bounds.low)} to {plain(bounds.high)}"


def plain(number: float) -> str:
    """'0.000001', '1,024', '10': no exponents and no trailing zeros, unless the number needs them."""
    written = f"{number:,.6f}".rstrip("0").rstrip(".")
    return written if abs(number) < 1e15 and float(written.replace(",", "")) == number else f"{number:g}"
