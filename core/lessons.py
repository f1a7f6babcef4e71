"""The LESSONS table: the one place to add a model, a data set, a lesson."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from torch import nn

from core.config import TrainConfig
from core.data import digits, mnist
from core.data.dataset import DataSource
from core.models.initialization import build_seeded
from core.models.simple_net import SimpleNet


@dataclass(frozen=True)
class Preset:
    """A named set of hyperparameters."""

    id: str
    title: str
    about: str
    config: TrainConfig
    overrides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # data set id -> what differs on it

    def config_for(self, dataset_id: str) -> TrainConfig:
        """The preset's hyperparameters on the given data set."""
        return replace(self.config, **self.overrides.get(dataset_id, {}))


@dataclass(frozen=True)
class Lesson:
    """One post: its network, its data, its hyperparameters, the lines it prints."""

    id: str
    title: str
    architecture: Callable[[], nn.Module]
    input_shape: tuple[int, int, int]  # channels, height, width
    datasets: tuple[str, ...]  # ids of DATASETS: the post's own first, the built-in one last
    presets: tuple[Preset, ...]  # the one to begin with first
    log_line: str  # % (epoch, mini-batch, mean loss), as the post prints it
    accuracy_line: str  # % (test examples, accuracy in percent)

    def build_model(self, seed: int) -> nn.Module:
        """The network with first weights drawn from `seed`; equal to `torch.manual_seed(seed); Net()`."""
        return build_seeded(self.architecture, seed)


DATASETS: Mapping[str, DataSource] = {source.id: source for source in (mnist.SOURCE, digits.SOURCE)}

_LESSONS = (
    Lesson(
        id="000",
        title="000 · MNIST, fully connected",
        architecture=SimpleNet,
        input_shape=(1, 28, 28),
        datasets=("mnist", "digits"),
        presets=(
            Preset(
                id="quick",
                title="Quick",
                about="Ours: Adam and the data's own normalisation. A good result in seconds.",
                config=TrainConfig(
                    epochs=8, batch_size=128, optimizer="Adam", learning_rate=0.001, normalization="dataset"
                ),
                overrides={"digits": {"epochs": 30, "batch_size": 32, "log_every": 10}},
            ),
            Preset(
                id="post",
                title="As in the post",
                about="Exactly the post's values: plain SGD with learning rate 0.01, batches of 64, 5 epochs.",
                config=TrainConfig(
                    epochs=5,
                    batch_size=64,
                    optimizer="SGD",
                    learning_rate=0.01,
                    normalization="half",
                    log_every=100,
                    device="cpu",
                ),
            ),
        ),
        log_line="Epoch %d, Mini-batches %5d, Loss: %.3f",
        accuracy_line="Accuracy of the network on the %d test images: %.2f %%",
    ),
)

LESSONS: Mapping[str, Lesson] = {lesson.id: lesson for lesson in _LESSONS}
assert len(LESSONS) == len(_LESSONS), "two lessons have the same id"
