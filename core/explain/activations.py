"""The output of every layer of a network for one picture, and the arithmetic behind a single output number.

Layers are watched by a TorchFunctionMode, which is active in the calling thread only. Hooks are not used: visitors
share networks, and a hook on a shared network would record the layers for all of these visitors.
"""

import copy
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from core.data.dataset import Preparation
from core.network import TrainedNetwork

CONVOLUTION, LINEAR, RELU, POOLING = "convolution", "linear", "ReLU", "pooling"
ACTIVATION, NORMALIZATION = "activation", "normalization"
ALL = (CONVOLUTION, LINEAR, RELU, POOLING, ACTIVATION, NORMALIZATION)
AT_ONCE = 50  # images

# Every way in which the networks of core/models, and those that visitors write, call a layer.
_KINDS: Mapping[Callable[..., Any], str] = {
    torch.conv2d: CONVOLUTION,
    functional.linear: LINEAR,
    **dict.fromkeys((torch.relu, functional.relu, torch.Tensor.relu), RELU),
    **dict.fromkeys(
        (
            functional.max_pool2d,
            functional.avg_pool2d,
            functional.adaptive_avg_pool2d,
            functional.adaptive_max_pool2d,
        ),
        POOLING,
    ),
    **dict.fromkeys(
        (
            functional.leaky_relu,
            functional.prelu,
            functional.elu,
            functional.gelu,
            functional.silu,
            functional.hardswish,
            functional.softplus,
            torch.sigmoid,
            torch.tanh,
            torch.Tensor.sigmoid,
            torch.Tensor.tanh,
        ),
        ACTIVATION,
    ),
    **dict.fromkeys(
        (functional.batch_norm, functional.layer_norm, functional.group_norm, functional.instance_norm), NORMALIZATION
    ),
}
# Those that a diagram names after the layer that they follow: function -> its name in PyTorch.
FUNCTIONS_SEEN: Mapping[Callable[..., Any], str] = {
    function: function.__name__ for function, kind in _KINDS.items() if kind not in (CONVOLUTION, LINEAR)
}
_OF_A_CONVOLUTION = ("input", "weight", "bias", "stride", "padding", "dilation", "groups")  # torch.conv2d's parameters

Floats = NDArray[np.float32]


class Activation(NamedTuple):
    """One layer's input and output for one picture; watch() and watch_backward() give them for a batch."""

    name: str  # "conv1", "conv1, ReLU", "conv1, ReLU, pooling"
    kind: str
    input: Tensor  # (C, H, W) or (features,)
    output: Tensor  # (C, H, W) or (features,)
    weight: Tensor | None = None  # (out, in, k, k) or (out, in)
    bias: Tensor | None = None  # (out,)
    stride: tuple[int, int] = (1, 1)
    padding: tuple[int, int, int, int] = (0, 0, 0, 0)  # zeros left, right, above and below
    dilation: tuple[int, int] = (1, 1)


class Cell(NamedTuple):
    """How a convolution comes to one number: the patch under the kernel times the kernel, summed up, plus the bias."""

    patch: Floats  # (in, k, k)
    kernel: Floats  # (in, k, k)
    products: Floats  # (in, k, k)
    bias: float
    sum: float  # of products and bias
    activation: float  # what the layer itself gave


class Contributions(NamedTuple):
    """How a neuron of a linear layer comes to its number: each input times its weight, summed up, plus the bias."""

    inputs: Floats  # (in,)
    weights: Floats  # (in,)
    products: Floats  # (in,)
    bias: float
    sum: float  # of products and bias
    activation: float  # what the layer itself gave


class _Watch(TorchFunctionMode):
    """While it is active in this thread, it keeps each layer's input and output in `seen`."""

    def __init__(self, model: nn.Module, kinds: Collection[str]) -> None:
        super().__init__()
        self.seen: list[Activation] = []
        self._kinds = kinds
        self._names = {id(parameter): name.rpartition(".")[0] for name, parameter in model.named_parameters()}

    def __torch_function__(
        self, func: Any, types: Sequence[type], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        kind = _KINDS.get(func)
        # A network that a visitor has written first tries a new size of input on the device "meta".
        if kind is None or kind not in self._kinds or result.is_meta:
            return result
        arguments = dict(zip(_OF_A_CONVOLUTION, args, strict=False)) | dict(kwargs or {})
        weight = arguments.get("weight") if kind in (CONVOLUTION, LINEAR) else None
        bias = arguments.get("bias") if weight is not None else None
        if weight is not None:
            name = self._names.get(id(weight), kind)
        else:
            name = f"{self.seen[-1].name}, {kind}" if self.seen else kind
        seen = Activation(self._unused(name), kind, arguments["input"], result, weight, bias)
        self.seen.append(seen._replace(**_geometry(arguments)) if kind == CONVOLUTION else seen)
        return result

    def _unused(self, name: str) -> str:
        """The name; with a number where a layer is used more than once."""
        taken = {layer.name for layer in self.seen}
        names = (name, *(f"{name} ({number})" for number in range(2, len(taken) + 2)))
        return next(each for each in names if each not in taken)


def _geometry(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Stride, padding and dilation from the arguments of torch.conv2d."""
    stride, dilation = _pair(arguments.get("stride", 1)), _pair(arguments.get("dilation", 1))
    padding = arguments.get("padding", 0)
    if isinstance(padding, str):  # "same" or "valid"
        wide = padding == "same"
        beyond = [wide * dilation[i] * (arguments["weight"].shape[2 + i] - 1) for i in (0, 1)]
        above, left = (each // 2 for each in beyond)
        return {"stride": stride, "dilation": dilation, "padding": (left, beyond[1] - left, above, beyond[0] - above)}
    above, left = _pair(padding)
    return {"stride": stride, "dilation": dilation, "padding": (left, left, above, above)}


def _pair(size: Any) -> tuple[int, int]:
    """A size of both sides, or of each, as torch takes it."""
    sizes = (size,) if isinstance(size, int) else tuple(size)
    return (sizes[0], sizes[-1])


def watch_layers(
    network: TrainedNetwork, image: NDArray[np.uint8], preparation: Preparation | None = None
) -> tuple[tuple[Activation, ...], list[float]]:
    """Return (every layer's input and output for an image (C, H, W) uint8, the network's outputs).

    The layers are in the order in which they work. `preparation` replaces the network's own preparation.
    """
    inputs = (preparation or network.card.preparation).batch(torch.tensor(image)[None], torch.tensor([0]))
    layers, outputs = watch(network.model.eval(), *inputs)
    return tuple(layer._replace(input=layer.input[0], output=layer.output[0]) for layer in layers), outputs[0].tolist()


def first_features(network: TrainedNetwork, images: Tensor) -> tuple[Tensor, Tensor]:
    """Images (N, C, H, W) uint8 -> (what reaches the first linear layer (N, F), the network's outputs).

    Where a network has no linear layer, its outputs take the place of what reaches it.
    """
    batches = []
    for indices in torch.arange(len(images)).split(AT_ONCE):
        inputs = network.card.preparation.batch(images, indices)
        layers, outputs = watch(network.model.eval(), *inputs, kinds=(LINEAR,))
        batches.append((layers[0].input.flatten(1) if layers else outputs, outputs))
    features, outputs = (torch.cat(column) for column in zip(*batches, strict=True))
    return features, outputs


def watch(model: nn.Module, *inputs: Tensor, kinds: Collection[str] = ALL) -> tuple[list[Activation], Tensor]:
    """Run the model on a batch and return (activations of the layers of these kinds, the model's outputs)."""
    with torch.no_grad(), _Watch(model, kinds) as mode:
        outputs = model(*inputs)
    return mode.seen, outputs


def watch_backward(
    model: nn.Module, inputs: Tensor, loss_of: Callable[[Tensor], Tensor]
) -> list[tuple[Activation, Tensor, Tensor | None]]:
    """Return (activation, d loss / d output, d loss / d weight) of every layer for a batch, in the layers' order.

    The last is None for a layer without weights. `loss_of` is called with the network's outputs and returns the loss.
    The model itself does not change: a copy of the model does the work.
    """
    own = copy.deepcopy(model)
    own.zero_grad()
    with torch.enable_grad(), _Watch(own, ALL) as mode:
        outputs = own(inputs)
    for layer in mode.seen:
        layer.output.retain_grad()
    loss_of(outputs).backward()
    with_gradients = []
    for layer in mode.seen:
        assert layer.output.grad is not None
        with_gradients.append((layer, layer.output.grad, None if layer.weight is None else layer.weight.grad))
    return with_gradients


def convolution_cell(layer: Activation, channel: int, row: int, column: int) -> Cell:
    """The arithmetic behind output[channel, row, column] of a convolution."""
    assert layer.weight is not None
    inputs, *sizes = layer.weight.shape[1:]
    group = channel * (len(layer.input) // inputs) // len(layer.weight)  # of the input's maps, where there are groups
    padded = functional.pad(layer.input[group * inputs : (group + 1) * inputs], layer.padding)
    ranges = zip((row, column), layer.stride, sizes, layer.dilation, strict=True)
    rows, columns = (slice(at * step, at * step + far * size, far) for at, step, size, far in ranges)
    patch = padded[:, rows, columns]
    kernel = layer.weight[channel]
    bias = 0.0 if layer.bias is None else float(layer.bias[channel])
    products = patch * kernel
    total = float(products.double().sum()) + bias
    return Cell(patch.numpy(), kernel.numpy(), products.numpy(), bias, total, float(layer.output[channel, row, column]))


def contributions(layer: Activation, neuron: int) -> Contributions:
    """The arithmetic behind output[neuron] of a linear layer."""
    assert layer.weight is not None
    products = layer.input * layer.weight[neuron]
    bias = 0.0 if layer.bias is None else float(layer.bias[neuron])
    total = float(products.double().sum()) + bias
    weights = layer.weight[neuron].numpy()
    return Contributions(layer.input.numpy(), weights, products.numpy(), bias, total, float(layer.output[neuron]))
