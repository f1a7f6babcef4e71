"""CNN: the network of lesson 001. The visitor chooses its sizes."""

from dataclasses import dataclass

from torch import Tensor, nn

from core.config import Bounds, ImageConfig, hyperparameter
from core.errors import ConfigError
from core.models.dropout import Dropout

MAX_PARAMETERS = 5_000_000
MAX_NUMBERS = 500_000  # that the convolutions compute from one image, over all blocks


@dataclass(frozen=True, kw_only=True)
class CNNConfig(ImageConfig):
    """The settings of a run of lesson 001. The defaults are the post's network."""

    channels: int = hyperparameter(
        16,
        Bounds(
            "Channels of the convolution",
            "How many patterns the first convolution looks for; out_channels in the post. Each further block has twice "
            "as many.",
            low=1,
            high=64,
            group="network",
        ),
    )
    kernel_size: int = hyperparameter(
        3,
        Bounds(
            "Kernel size",
            "Side of the little window that slides over the image. Without a border of zeros the result is smaller "
            "than the image by one less than this.",
            low=1,
            high=40,
            group="network",
        ),
    )
    blocks: int = hyperparameter(
        1,
        Bounds(
            "Convolution blocks",
            "A block is a convolution, ReLU, and pooling if chosen. The post has one.",
            low=1,
            high=4,
            group="network",
        ),
    )
    pooling: str = hyperparameter(
        "none",
        Bounds(
            "Pooling",
            "max or average of each 2 x 2 square: half the side, a quarter of the numbers. The post has none.",
            choices=("none", "max", "average"),
            group="network",
        ),
    )
    flatten: str = hyperparameter(
        "yes",
        Bounds(
            "Flatten before the linear layer",
            "The post forgets it, and its network cannot run: choose no to see why.",
            choices=("yes", "no"),
            group="network",
        ),
    )
    hidden: int = hyperparameter(
        0,
        Bounds(
            "First hidden layer",
            "Neurons between the convolutions and the answer. 0: none, as in the post.",
            low=0,
            high=512,
            step=16,
            group="network",
        ),
    )
    hidden_2: int = hyperparameter(
        0,
        Bounds(
            "Second hidden layer",
            "Neurons after the first hidden layer. 0: none.",
            low=0,
            high=512,
            step=16,
            group="network",
        ),
    )
    dropout: float = hyperparameter(
        0.0,
        Bounds(
            "Dropout",
            "While training, this share of the numbers before each linear layer is set to 0 at random, so that no "
            "neuron can rely on a single other one. 0: none, as in the post.",
            low=0.0,
            high=0.9,
            step=0.1,
            group="network",
        ),
    )


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
            where = "the image" if block == 1 else f"what block {block - 1} leaves of the image"
            remedy = "a smaller kernel" if block == 1 else "a smaller kernel, fewer blocks or no pooling"
            raise ConfigError(
                f"The kernel of {config.kernel_size} x {config.kernel_size} is larger than {where}, {side} x {side} "
                f"pixels, so it fits nowhere. Choose {remedy}."
            )
        wider = config.channels * 2 ** (block - 1)
        parameters += wider * (channels * config.kernel_size**2 + 1)
        numbers += wider * (side - config.kernel_size + 1) ** 2
        channels, side = wider, side_after(side, config)
        if side < 1:
            raise ConfigError(
                f"Nothing is left of the image after block {block}: pooling halves a side of 1 to 0. Choose fewer "
                "blocks, a smaller kernel or no pooling."
            )
    features = channels * side * side
    if config.flatten == "no":
        answers = config.hidden or config.hidden_2 or classes
        raise ConfigError(
            "Without flattening, as in the post, the linear layer meets a block of numbers of shape "
            f"({channels}, {side}, {side}) where it wants a row of {features:,}, and PyTorch says “mat1 and mat2 "
            f"shapes cannot be multiplied ({channels * side}x{side} and {features}x{answers})” (for one image). Put "
            "“x = torch.flatten(x, 1)” before the layer: choose yes for “Flatten before the linear layer”."
        )
    for neurons in (*filter(None, (config.hidden, config.hidden_2)), classes):
        parameters += neurons * (features + 1)
        features = neurons
    if parameters > MAX_PARAMETERS:
        raise ConfigError(
            f"This network would have {parameters:,} parameters; at most {MAX_PARAMETERS:,} can be trained here. "
            "Choose fewer channels, pooling, or smaller hidden layers."
        )
    if numbers > MAX_NUMBERS:
        raise ConfigError(
            f"The convolutions would make {numbers:,} numbers of one image; at most {MAX_NUMBERS:,} are allowed here. "
            "Choose fewer channels or blocks, or pooling."
        )
