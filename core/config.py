"""TrainConfig: every hyperparameter with its default, bounds, choices and help (long: a table of them).

The form on the Train page is drawn from these fields: a new hyperparameter is one entry here and one use in
training.py. ImageConfig and TextConfig add fields for images and texts. A network whose size can be
chosen adds its fields in its own file, such as models/cnn.py.
"""

import math
from dataclasses import MISSING, Field, asdict, dataclass, field, fields
from typing import Any, NamedTuple, Self

from core.errors import ConfigError


class Bounds(NamedTuple):
    """The label, the help text and the permitted values of a hyperparameter."""

    label: str
    help: str
    low: float | None = None
    high: float | None = None
    step: float = 1  # what one click on + or - adds
    choices: tuple[str, ...] = ()
    # (another field, its values with which this hyperparameter has an effect); an empty tuple: every value but 0.
    only_for: tuple[str, tuple[str, ...]] | None = None
    group: str = "more"  # where the form shows it: "main", "network", "augmentation" or "more"


def hyperparameter(default: Any, bounds: Bounds) -> Any:
    """A dataclass field that carries its own bounds."""
    return field(default=default, metadata={"bounds": bounds})


@dataclass(frozen=True, kw_only=True)
class TrainConfig:
    """The settings of one run. Creating one with a value that cannot work raises ConfigError."""

    epochs: int = hyperparameter(
        5, Bounds("Epochs", "How many times the network sees every training example.", low=1, high=50, group="main")
    )
    batch_size: int = hyperparameter(
        64,
        Bounds(
            "Batch size",
            "Examples per mini-batch: the gradient of one step is the mean over them. Small batches make noisy, "
            "cheap steps; large ones smooth, expensive steps.",
            low=1,
            high=1024,
            group="main",
        ),
    )
    optimizer: str = hyperparameter(
        "SGD",
        Bounds(
            "Optimizer",
            "SGD subtracts learning rate x gradient. Momentum carries part of the last step into the next; Nesterov "
            "looks ahead by it. Adam, AdamW and RMSprop scale each weight's step by the size its gradients have had. "
            "Choosing another one sets a learning rate that suits it.",
            choices=("SGD", "Momentum", "Nesterov", "Adam", "AdamW", "RMSprop"),
            group="main",
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
            group="main",
        ),
    )
    momentum: float = hyperparameter(
        0.9,
        Bounds(
            "Momentum",
            "How much of the previous step is carried into the next one; 0.9 is usual.",
            low=0.0,
            high=0.99,
            step=0.1,
            only_for=("optimizer", ("Momentum", "Nesterov")),
            group="main",
        ),
    )
    schedule: str = hyperparameter(
        "constant",
        Bounds(
            "Learning-rate schedule",
            "How the learning rate changes during the run. step: a tenth of it after half, a hundredth after three "
            "quarters. cosine: down to 0 along a half wave. one-cycle: from a 25th up to it in the first 30%, then "
            "down to almost 0. The posts keep it constant.",
            choices=("constant", "step", "cosine", "one-cycle"),
            group="main",
        ),
    )
    loss: str = hyperparameter(
        "CrossEntropy",
        Bounds(
            "Loss",
            "What training makes small. CrossEntropy: minus the logarithm of the probability of the right class. MSE: "
            "the squared distance of the outputs to 1 for the right class and 0 for the others. BCEWithLogits: a "
            "yes-or-no question for each class.",
            choices=("CrossEntropy", "MSE", "BCEWithLogits"),
        ),
    )
    label_smoothing: float = hyperparameter(
        0.0,
        Bounds(
            "Label smoothing",
            "This share of the truth is spread evenly over all classes, so the network is not driven to be quite sure.",
            low=0.0,
            high=0.5,
            step=0.05,
            only_for=("loss", ("CrossEntropy",)),
        ),
    )
    weight_decay: float = hyperparameter(
        0.0,
        Bounds(
            "Weight decay",
            "Pulls every weight a little towards 0 at each step, which holds back learning by heart. 0: none, as in "
            "the posts.",
            low=0.0,
            high=1.0,
            step=0.0001,
        ),
    )
    clip_norm: float = hyperparameter(
        0.0,
        Bounds(
            "Gradient clipping (norm)",
            "Gradients longer than this are shortened to it before the step, which keeps a single odd batch from "
            "throwing the network off. 0: never, as in the posts.",
            low=0.0,
            high=100.0,
            step=0.5,
        ),
    )
    patience: int = hyperparameter(
        0,
        Bounds(
            "Stop early after ... epochs",
            "Training ends when the accuracy on the examples that are held out has not risen for this many epochs. "
            "0: never, as in the posts. The best epoch is kept either way.",
            low=0,
            high=50,
        ),
    )
    log_every: int = hyperparameter(
        100,
        Bounds(
            "Log every ... mini-batches",
            "How often the console prints the mean loss since its last line. Mini-batches after the last full "
            "interval of an epoch are never printed, as in the posts.",
            low=1,
            high=10_000,
        ),
    )
    seed: int = hyperparameter(
        0,
        Bounds(
            "Seed",
            "The same seed gives the same first weights and the same order of examples, so the same numbers again. "
            "The posts set none, so their numbers differ from run to run.",
            low=0,
            high=2**31 - 1,
        ),
    )
    device: str = hyperparameter(
        "auto",
        Bounds(
            "Device",
            "Where the arithmetic is done. auto takes a GPU where there is one; the posts use the CPU.",
            choices=("auto", "cpu", "cuda", "mps"),
        ),
    )

    def __post_init__(self) -> None:
        for spec in fields(self):
            check(spec, getattr(self, spec.name))

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return asdict(self)

    def described(self) -> dict[str, Any]:
        """Return the values of to_dict without hyperparameters that have no effect, such as momentum with plain SGD."""
        values = self.to_dict()
        return {name: value for name, value in values.items() if is_read(bounds_of(type(self), name), values)}

    def changes(self, values: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
        """Return label -> (value in `values`, value here) of each hyperparameter that differs.

        Hyperparameters that have no effect, neither in `values` nor here, are left out.
        """
        mine, kind = self.to_dict(), type(self)
        read = [name for name in mine if any(is_read(bounds_of(kind, name), each) for each in (mine, values))]
        return {bounds_of(kind, name).label: (values[name], mine[name]) for name in read if values[name] != mine[name]}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """The inverse of to_dict and described; unknown names and bad values raise ConfigError."""
        unknown = set(values) - {spec.name for spec in fields(cls)}
        if unknown:
            raise ConfigError(f"unknown hyperparameter {min(unknown)!r}")
        return cls(**values)


@dataclass(frozen=True, kw_only=True)
class ImageConfig(TrainConfig):
    """What is added when the examples are images."""

    normalization: str = hyperparameter(
        "half",
        Bounds(
            "Normalisation",
            "Before the network sees the pixels (0 to 1), a mean is subtracted and they are divided by a deviation. "
            "The posts use 0.5 and 0.5; the mean and standard deviation of the data set itself put the pixels around "
            "zero and usually learn a little faster.",
            choices=("half", "dataset"),
        ),
    )
    shift: int = hyperparameter(
        0,
        Bounds(
            "Shift by up to ... pixels",
            "Each time an image is shown it is moved at random by up to this many pixels.",
            low=0,
            high=8,
            group="augmentation",
        ),
    )
    rotation: float = hyperparameter(
        0.0,
        Bounds(
            "Rotate by up to ... degrees",
            "Each time an image is shown it is turned at random by up to this angle, to either side.",
            low=0.0,
            high=45.0,
            step=5.0,
            group="augmentation",
        ),
    )
    flip: str = hyperparameter(
        "no",
        Bounds(
            "Mirror left to right",
            "Half of the times an image is shown it is mirrored. Right for photographs, wrong for digits and letters.",
            choices=("no", "yes"),
            group="augmentation",
        ),
    )


@dataclass(frozen=True, kw_only=True)
class TextConfig(TrainConfig):
    """What is added when the examples are texts."""

    loss: str = hyperparameter(
        "BCEWithLogits",
        Bounds("Loss", "One output, one yes-or-no question: is the review positive?", choices=("BCEWithLogits",)),
    )
    units: str = hyperparameter(
        "words",
        Bounds(
            "Cut Korean into",
            "words: what stands between spaces; endings stick to them, so most words are rare and many unknown. "
            "syllables: each Hangul letter, space and sign; about 2,000 of them write everything. morphemes: stems, "
            "particles and endings, found by kiwipiepy where it is installed on the server. English is cut into words.",
            choices=("words", "syllables", "morphemes"),
            group="network",
        ),
    )
    batching: str = hyperparameter(
        "like length",
        Bounds(
            "Batches of",
            "like length: reviews of about the same length share a batch, so there is little padding. mixed: whatever "
            "the shuffle gives, padded to the longest; it is what the post's BucketIterator really does, because "
            "sort_within_batch is not set.",
            choices=("like length", "mixed"),
            group="network",
        ),
    )
    max_length: int = hyperparameter(
        0,
        Bounds(
            "Longest review (words)",
            "Longer reviews are cut to this many words. 0: never, as in the post.",
            low=0,
            high=3000,
            step=50,
            group="network",
        ),
    )
    keep: str = hyperparameter(
        "beginning",
        Bounds(
            "Of longer reviews keep the",
            "Reviewers often say what they think at the end.",
            choices=("beginning", "end"),
            only_for=("max_length", ()),
            group="network",
        ),
    )


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


def check(spec: "Field[Any]", value: Any) -> None:
    """Raise ConfigError, with the value and what would be right, unless the value fits its field."""
    bounds: Bounds = spec.metadata["bounds"]
    if value is None:
        raise ConfigError(f"{bounds.label} is empty: enter a value {span(bounds)}.")
    if bounds.choices:
        if value not in bounds.choices:
            raise ConfigError(f"{bounds.label}: {value!r} is none of {', '.join(bounds.choices)}.")
        return
    assert spec.default is not MISSING
    assert bounds.low is not None
    assert bounds.high is not None
    wanted = type(spec.default)
    number_of_right_kind = isinstance(value, (int, float) if wanted is float else int) and not isinstance(value, bool)
    if not number_of_right_kind or not math.isfinite(value):
        raise ConfigError(f"{bounds.label}: {value!r} is not {'a number' if wanted is float else 'a whole number'}.")
    if not bounds.low <= value <= bounds.high:
        raise ConfigError(f"{bounds.label}: {plain(value)} is outside {span(bounds)}. Enter a value in that range.")


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
