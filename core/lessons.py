"""The LESSONS table: the one place to add a model, a data set, a lesson (long: every preset is written out)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import torch
from torch import nn

from core.config import ImageConfig, TextConfig, TrainConfig
from core.console import (
    Console,
    as_a_share,
    as_test_accuracy,
    in_percent,
    in_whole_percent,
    loss_by_examples,
)
from core.data import cifar10, digits, imdb, korean_reviews, mnist, nsmc, own, reviews, shapes
from core.data.dataset import DataSet, DataSource
from core.errors import ConfigError
from core.messages import Message
from core.models.cifar_net import CifarNet
from core.models.cnn import CNN, CNNConfig
from core.models.initialization import build_seeded
from core.models.lenet import LeNet
from core.models.lstm import LSTM, LSTMConfig
from core.models.simple_net import SimpleNet
from core.models.summary import Layer, summarize
from core.pasted.check import SMALL_BATCH, check_network
from core.pasted.description import layers_of
from core.pasted.reading import read_network

MAX_NUMBERS = 200_000_000  # numbers that the layers may give for one mini-batch
LSTM_KEEPS: Mapping[str, int] = {"LSTM": 8}  # an LSTM keeps so many times the numbers that it gives: gates and states
OWN = own.SOURCE.id  # the data set that a visitor brings; what is in it belongs to the visitor

# (hyperparameters, input shape, classes) -> the network; raises ConfigError when it cannot be built
Architecture = Callable[[Any, tuple[int, ...], int], nn.Module]


@dataclass(frozen=True)
class Preset:
    """A named set of hyperparameters."""

    id: str
    about: Message
    config: TrainConfig
    overrides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # data set id -> what differs on it
    reaches: Mapping[str, float] = field(default_factory=dict)  # data set id -> accuracy in percent, docs/accuracy.md
    # As `reaches`, but of a run as in a post: what the post reaches, no advice for others.
    post_reaches: Mapping[str, float] = field(default_factory=dict)

    @property
    def title(self) -> Message:
        """What it is called, in every lesson alike."""
        return Message(f"lessons-preset-{self.id}")

    def config_for(self, dataset_id: str) -> TrainConfig:
        """The preset's hyperparameters on the given data set."""
        return replace(self.config, **self.overrides.get(dataset_id, {}))


@dataclass(frozen=True)
class Lesson:
    """One post: its network, its data, its hyperparameters, the lines it prints."""

    id: str
    architecture: Architecture
    datasets: tuple[str, ...]  # ids of DATASETS, the post's own first
    presets: tuple[Preset, ...]  # the first one is chosen at the beginning
    console: Console

    @property
    def title(self) -> Message:
        """Its number, and what its post teaches."""
        return Message(f"lessons-{self.id}")

    def nearest_preset(self, config: TrainConfig, dataset_id: str) -> tuple[Preset, dict[str, tuple[Any, Any]]]:
        """Return the preset from which the fewest hyperparameters differ, and these: name -> (value, preset's)."""
        candidates = [(preset, preset.config_for(dataset_id).changes(config.to_dict())) for preset in self.presets]
        return min(candidates, key=lambda each: len(each[1]))

    def built_in(self, instead_of: str = "") -> str:
        """The id of the data set that needs no download; of several, the last in the language of `instead_of`."""
        language = DATASETS[instead_of or self.datasets[0]].language
        sources = [DATASETS[dataset_id] for dataset_id in self.datasets]
        return [each.id for each in sources if not each.download and not each.brought and each.language == language][-1]

    @property
    def config_kind(self) -> type[TrainConfig]:
        """The config class whose fields are the lesson's hyperparameters."""
        return type(self.presets[0].config)

    def build_model(self, config: TrainConfig, input_shape: tuple[int, ...], classes: int) -> nn.Module:
        """The network with first weights drawn from config.seed; equal to `torch.manual_seed(seed); Net()`.

        Raises ConfigError when a network of these sizes cannot work.
        """
        architecture = build_pasted if config.source else self.architecture
        return build_seeded(partial(architecture, config, input_shape, classes), config.seed)

    def build_model_for(self, dataset: DataSet, config: TrainConfig) -> nn.Module:
        """Return the network with which training on the data set begins. Raises ConfigError when it cannot work."""
        dataset = dataset.read_as(config)
        model = self.build_model(config, dataset.input_shape, len(dataset.classes))
        if isinstance(config, LSTMConfig) and config.embedding == "GloVe" and not config.source:
            if dataset.vectors is None:
                raise ConfigError("lessons-no-vectors", dataset=dataset.title, glove=imdb.GLOVE_SOURCE.title)
            assert isinstance(model, LSTM)
            with torch.no_grad():
                model.embedding.weight.copy_(dataset.vectors)
        return model

    def describe_network(self, dataset: DataSet, config: TrainConfig) -> list[Layer]:
        """The network layer by layer, built without memory for its weights.

        Raises ConfigError when it cannot work, or when a mini-batch would take too much memory.
        """
        dataset = dataset.read_as(config)
        if config.source:
            sizes = dataset.input_shape, len(dataset.classes), len(dataset.train), config.batch_size
            layers = list(layers_of(config.source, *sizes))
        else:
            with torch.device("meta"):
                layers = summarize(self.build_model_for(dataset, config), dataset.input_shape)
        check_memory(layers, dataset, config)
        return layers


def numbers_per_batch(layers: list[Layer], dataset: DataSet, config: TrainConfig) -> int:
    """Return how many numbers the layers keep for the backward pass of the largest mini-batch."""
    words = 1
    if isinstance(config, TextConfig):
        words = config.max_length or max(int(split.texts.lengths.max()) for split in (dataset.train, dataset.held_out))
    return config.batch_size * words * sum(layer.numbers * LSTM_KEEPS.get(layer.kind, 1) for layer in layers)


def check_memory(layers: list[Layer], dataset: DataSet, config: TrainConfig) -> None:
    """Raise ConfigError when a mini-batch would take too much memory."""
    numbers = numbers_per_batch(layers, dataset, config)
    if numbers > MAX_NUMBERS:
        raise ConfigError(
            "lessons-memory-text" if isinstance(config, TextConfig) else "lessons-memory-image",
            wanted=f"{4 * numbers / 1e9:.1f}",
            most=f"{4 * MAX_NUMBERS / 1e9:.1f}",
        )


# The networks of the posts as architectures. They are named functions, so that a lesson can be pickled.


def build_pasted(config: TrainConfig, input_shape: tuple[int, ...], classes: int) -> nn.Module:
    """Any lesson: the network that a visitor has written. It is tried without memory before it is built."""
    pasted = read_network(config.source)
    check_network(pasted, input_shape, classes, SMALL_BATCH)
    return pasted.build(input_shape, classes)


def build_simple_net(_config: Any, _input_shape: tuple[int, ...], _classes: int) -> nn.Module:
    """Lesson 000: whatever the data, 28 x 28 pixels and ten classes."""
    return SimpleNet()


def build_cifar_net(_config: Any, _input_shape: tuple[int, ...], _classes: int) -> nn.Module:
    """Lessons 002a and 003: 32 x 32 pixels in colour and ten classes."""
    return CifarNet()


def build_lstm(config: LSTMConfig, input_shape: tuple[int, ...], _classes: int) -> nn.Module:
    """Lesson 002b: as many word vectors as the vocabulary has words, and one output."""
    return LSTM(input_shape[0], config)


def build_lenet(_config: Any, _input_shape: tuple[int, ...], _classes: int) -> nn.Module:
    """Lesson 004: 32 x 32 grey pixels and ten classes."""
    return LeNet()


DATASETS: Mapping[str, DataSource] = {
    source.id: source
    for source in (
        mnist.SOURCE,
        mnist.SOURCE_32,
        cifar10.SOURCE,
        imdb.SOURCE,
        imdb.GLOVE_SOURCE,
        nsmc.SOURCE,
        own.SOURCE,
        digits.SOURCE,
        digits.SOURCE_32,
        shapes.SOURCE,
        reviews.SOURCE,
        korean_reviews.SOURCE,
    )
}

_PHOTOGRAPHS = Preset(
    id="quick",
    about=Message("lessons-photographs-quick"),
    reaches={"cifar10": 66.40, "shapes": 92.07},
    config=ImageConfig(
        epochs=8, batch_size=64, optimizer="AdamW", learning_rate=0.003, schedule="one-cycle", weight_decay=0.01
    ),
    overrides={
        "shapes": {"epochs": 32, "batch_size": 32, "log_every": 50, "rotation": 45.0, "flip": "yes", "shift": 4}
    },
)


def _as_in_the_posts_on_cifar10(epochs: int, post_reaches: Mapping[str, float]) -> Preset:
    """Return the preset "post" of lessons 002a and 003, which differ only in the number of epochs."""
    return Preset(
        id="post",
        about=Message("lessons-photographs-post", epochs=epochs),
        post_reaches=post_reaches,
        config=ImageConfig(
            epochs=epochs,
            batch_size=4,
            optimizer="Momentum",
            learning_rate=0.001,
            momentum=0.9,
            log_every=2000,
            device="cpu",
        ),
    )


# A Korean review has 140 letters at most. Syllables are few and come often: a larger rate, and weight decay.
_KOREAN: Mapping[str, Any] = {
    "units": "syllables",
    "reading": "largest of all",
    "max_length": 0,
    "keep": "beginning",
    "optimizer": "AdamW",
    "weight_decay": 0.1,
    "learning_rate": 0.01,
}

_LESSONS = (
    Lesson(
        id="000",
        architecture=build_simple_net,
        datasets=("mnist", "digits"),
        presets=(
            Preset(
                id="quick",
                about=Message("lessons-000-quick"),
                reaches={"mnist": 97.72, "digits": 97.69},
                config=ImageConfig(
                    epochs=8, batch_size=128, optimizer="Adam", learning_rate=0.001, normalization="dataset"
                ),
                overrides={"digits": {"epochs": 30, "batch_size": 32, "log_every": 10}},
            ),
            Preset(
                id="post",
                about=Message("lessons-000-post"),
                post_reaches={"mnist": 92.13, "digits": 56.94},
                config=ImageConfig(epochs=5, batch_size=64, optimizer="SGD", learning_rate=0.01, device="cpu"),
            ),
        ),
        console=Console(
            log="Epoch %d, Mini-batches %5d, Loss: %.3f",
            accuracy=in_percent,
        ),
    ),
    Lesson(
        id="001",
        architecture=CNN,
        datasets=(OWN, "cifar10", "mnist", "digits", "shapes"),
        presets=(
            Preset(
                id="quick",
                about=Message("lessons-001-quick"),
                reaches={"cifar10": 66.63, "shapes": 80.63},
                config=CNNConfig(
                    epochs=8,
                    batch_size=32,
                    optimizer="Adam",
                    learning_rate=0.002,
                    normalization="dataset",
                    blocks=2,
                    pooling="max",
                    hidden=64,
                ),
                overrides={
                    OWN: {"epochs": 30, "batch_size": 8, "dropout": 0.2, "shift": 2, "rotation": 10.0},
                    "cifar10": {"epochs": 4, "batch_size": 64},
                    "shapes": {"epochs": 20, "schedule": "one-cycle", "rotation": 45.0, "flip": "yes", "shift": 4},
                },
            ),
            Preset(
                id="post",
                about=Message("lessons-001-post"),
                post_reaches={"shapes": 11.13},
                config=CNNConfig(epochs=5, batch_size=64, optimizer="SGD", learning_rate=0.01, device="cpu"),
            ),
        ),
        console=Console(
            epoch=loss_by_examples,
            accuracy=as_a_share,
        ),
    ),
    Lesson(
        id="002a",
        architecture=build_cifar_net,
        datasets=("cifar10", "shapes"),
        presets=(
            _PHOTOGRAPHS,
            _as_in_the_posts_on_cifar10(epochs=2, post_reaches={"cifar10": 57.3, "shapes": 10.50}),
        ),
        console=Console(log="[%d, %5d] loss: %.3f", finished="Finished Training"),
    ),
    Lesson(
        id="002b",
        architecture=build_lstm,
        datasets=("imdb", "imdb-glove", "reviews", "nsmc", "korean-reviews"),
        presets=(
            Preset(
                id="quick",
                about=Message("lessons-002b-quick"),
                reaches={"imdb": 85.26, "reviews": 99.40, "korean-reviews": 81.38},
                config=LSTMConfig(
                    epochs=4,
                    batch_size=64,
                    optimizer="Adam",
                    learning_rate=0.005,
                    schedule="one-cycle",
                    clip_norm=1.0,
                    max_length=200,
                    keep="end",
                ),
                overrides={
                    "reviews": {"epochs": 6, "batch_size": 32, "max_length": 0, "keep": "beginning"},
                    "nsmc": {**_KOREAN, "epochs": 4, "batch_size": 128, "learning_rate": 0.014},
                    "korean-reviews": {**_KOREAN, "epochs": 6},
                },
            ),
            Preset(
                id="post",
                about=Message("lessons-002b-post"),
                post_reaches={"imdb": 54.20},
                config=LSTMConfig(
                    epochs=10,
                    batch_size=64,
                    optimizer="Adam",
                    learning_rate=0.001,
                    batching="mixed",
                    reading="padding's end",
                    device="cpu",
                ),
            ),
            Preset(
                id="repaired",
                about=Message("lessons-002b-repaired"),
                config=LSTMConfig(epochs=10, batch_size=64, optimizer="Adam", learning_rate=0.001, device="cpu"),
            ),
        ),
        console=Console(accuracy=as_test_accuracy),
    ),
    Lesson(
        id="003",
        architecture=build_cifar_net,
        datasets=("cifar10", "shapes"),
        presets=(
            _PHOTOGRAPHS,
            _as_in_the_posts_on_cifar10(epochs=10, post_reaches={"cifar10": 60.3, "shapes": 45.70}),
        ),
        console=Console(
            log="[%d, %5d] loss: %.3f",
            finished="Finished Training",
            accuracy=in_whole_percent,
        ),
    ),
    Lesson(
        id="004",
        architecture=build_lenet,
        datasets=("mnist32", "digits32"),
        presets=(
            Preset(
                id="quick",
                about=Message("lessons-004-quick"),
                reaches={"mnist32": 99.14, "digits32": 99.35},
                config=ImageConfig(
                    epochs=4,
                    batch_size=64,
                    optimizer="AdamW",
                    learning_rate=0.004,
                    schedule="one-cycle",
                    normalization="dataset",
                ),
                overrides={"digits32": {"epochs": 30, "batch_size": 32, "log_every": 10}},
            ),
            Preset(
                id="post",
                about=Message("lessons-004-post"),
                post_reaches={"mnist32": 77.67, "digits32": 10.09},
                config=ImageConfig(
                    epochs=5, batch_size=64, optimizer="SGD", learning_rate=0.01, loss="MSE", device="cpu"
                ),
            ),
        ),
        console=Console(
            title=Message("lessons-console-own"),
            log="[%d, %5d] loss: %.3f",
            accuracy=in_percent,
        ),
    ),
)

LESSONS: Mapping[str, Lesson] = {lesson.id: lesson for lesson in _LESSONS}
assert len(LESSONS) == len(_LESSONS), "two lessons have the same id"
