"""CNN: the network of lesson 001. The visitor chooses its sizes."""

from dataclasses import dataclass

from torch import Tensor, nn

from core.config import LESSONS_OWN, Bounds, ImageConfig, choice_of, hyperparameter, label_of
from core.errors import ConfigError
from core.models.dropout import Dropout

MAX_PARAMETERS = 5_000_000
MAX_NUMBERS = 500_000  # that the convolutions compute from one image, over all blocks


@dataclass(frozen=True, kw_only=True)
class CNNConfig(ImageConfig):
    """The settings of a run of lesson 001. The defaults are the post's network."""

    channels: int = hyperparameter(16, Bounds(low=1, high=64, group="network", only_for=LESSONS_OWN))
    kernel_size: int = hyperparameter(3, Bounds(low=1, high=40, group="network", only_for=LESSONS_OWN))
    blocks: int = hyperparameter(1, Bounds(low=1, high=4, group="network", only_for=LESSONS_OWN))
    pooling: str = hyperparameter(
        "none", Bounds(choices=("none", "max", "average"), group="network", only_for=LESSONS_OWN)
    )
    flatten: str = hyperparameter("yes", Bounds(choices=("yes", "no"), group="network", only_for=LESSONS_OWN))
    hidden: int = hyperparameter(0, Bounds(low=0, high=512, step=16, group="network", only_for=LESSONS_OWN))
    hidden_2: int = hyperparameter(0, Bounds(low=0, high=512, step=16, group="network", only_for=LESSONS_OWN))
    dropout: float = hyperparameter(0.0, Bounds(low=0.0, high=0.9, step=0.1, group="network", only_for=LESSONS_OWN))


class CNN(nn.Module):
    """Blocks of convolution, ReLU and pooling, then linear layers.

    Source: lesson 001. conv1, relu and fc have the post's names. All other layers are additions of this app.
    """

    def __init__(self, config: CNNConfig, input_shape: tuple[int, ...], classes: int) -> None:
        super().__init__()
        check_sizes(config, input_shape, classes)
        channels, side, _ = input_shape
        self.convolutions = [f"conv{block}" for block in range(1, config.blocks + 1)]
        for block, name in enumerate(self.convolutions):
            wider = config.channels * 2**block
            self.add_module(name, nn.Conv2d(channels, wider, config.kernel_size))
            channels, side = wider, side_after(side, config)
        self.relu = nn.ReLU()
        self.pool = {"none": nn.Identity(), "max": nn.MaxPool2d(2), "average": nn.AvgPool2d(2)}[config.pooling]
        self.flatten = nn.Flatten()
        self.dropout = Dropout(config.dropout)
        features = channels * side * side
        sizes = [size for size in (config.hidden, config.hidden_2) if size]
        self.hidden = [f"hidden{number}" for number in range(1, len(sizes) + 1)]
        for name, size in zip(self.hidden, sizes, strict=True):
            self.add_module(name, nn.Linear(features, size))
            features = size
        self.fc = nn.Linear(features, classes)

    def forward(self, x: Tensor) -> Tensor:
        """images (N, C, S, S) float32, normalised -> logits (N, classes)."""
        for name in self.convolutions:
            x = self.pool(self.relu(self.get_submodule(name)(x)))  # (N, channels, side, side)
        x = self.flatten(x)  # (N, channels * side * side)
        for name in self.hidden:
            x = self.relu(self.get_submodule(name)(self.dropout(x)))
        logits: Tensor = self.fc(self.dropout(x))
        return logits


def side_after(side: int, config: CNNConfig) -> int:
    """Side of the image after one block: the convolution has no border, pooling rounds down."""
    convolved = side - config.kernel_size + 1
    return convolved if config.pooling == "none" else convolved // 2


def check_sizes(config: CNNConfig, input_shape: tuple[int, ...], classes: int) -> None:
    """Raise ConfigError, saying what to change, when the network cannot be built or would be huge."""
    channels, side, _ = input_shape
    parameters = numbers = 0
    for block in range(1, config.blocks + 1):
        if config.kernel_size > side:
            sizes = {"kernel": config.kernel_size, "side": side}
            if block == 1:
                raise ConfigError("models-kernel-over-image", **sizes)
            raise ConfigError("models-kernel-over-block", **sizes, block=block - 1)
        wider = config.channels * 2 ** (block - 1)
        parameters += wider * (channels * config.kernel_size**2 + 1)
        numbers += wider * (side - config.kernel_size + 1) ** 2
        channels, side = wider, side_after(side, config)
        if side < 1:
            raise ConfigError("models-nothing-left", block=block)
    features = channels * side * side
    if config.flatten == "no":
        answers = config.hidden or config.hidden_2 or classes
        raise ConfigError(
            "models-not-flat",
            shape=f"({channels}, {side}, {side})",
            row=features,
            given=f"{channels * side}x{side}",
            weights=f"{features}x{answers}",
            yes=choice_of("yes"),
            label=label_of("flatten"),
        )
    for neurons in (*filter(None, (config.hidden, config.hidden_2)), classes):
        parameters += neurons * (features + 1)
        features = neurons
    if parameters > MAX_PARAMETERS:
        raise ConfigError("models-too-many-parameters", parameters=parameters, most=MAX_PARAMETERS)
    if numbers > MAX_NUMBERS:
        raise ConfigError("models-too-many-numbers", numbers=numbers, most=MAX_NUMBERS)
