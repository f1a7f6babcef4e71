"""A network layer by layer: the shape of the output of each layer, and how its parameters are counted."""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn

from core.messages import Message, literal
from core.models.dropout import Dropout


class Layer(NamedTuple):
    """One layer of a network."""

    name: str
    kind: str  # Conv2d, Linear, ...
    input: Message  # shape before the layer, without the batch
    output: Message  # shape after the layer, without the batch
    numbers: int  # how many numbers leave it, for one example (for a text: for one word)
    parameters: int
    arithmetic: str  # "6 x 3 x 5 x 5 + 6"


def summarize(model: nn.Module, input_shape: tuple[int, ...]) -> list[Layer]:
    """Every layer, in the order in which an example passes through the layers.

    Left out are functions that are no layer, such as relu, and layers that do nothing, such as Dropout with p = 0. The
    model may be on the device "meta"; then nothing is computed.
    """
    layers: list[Layer] = []
    names = {module: name for name, module in model.named_modules()}

    def note(module: nn.Module, inputs: tuple[Tensor, ...], output: Tensor | tuple[Tensor, object]) -> None:
        if isinstance(module, nn.Identity) or (isinstance(module, Dropout) and module.p == 0):
            return
        first = output[0] if isinstance(output, tuple) and output else output
        if not inputs or not isinstance(inputs[0], Tensor) or not isinstance(first, Tensor):
            return
        shape = first.shape
        parameters = sum(parameter.numel() for parameter in module.parameters())
        layers.append(
            Layer(
                name=names[module],
                kind=type(module).__name__,
                input=shape_in_words(module, inputs[0].shape, is_input=True),
                output=shape_in_words(module, shape),
                numbers=shape[-1] if per_word(module) else math.prod(shape[1:]),
                parameters=parameters,
                arithmetic=arithmetic(module),
            )
        )

    hooks = [module.register_forward_hook(note) for module in model.modules() if not list(module.children())]
    was_training = model.training
    device = next(model.parameters()).device
    try:
        model.eval()
        with torch.no_grad():
            model(*example_input(input_shape, device))
    finally:
        model.train(was_training)
        for hook in hooks:
            hook.remove()
    return layers


def example_input(input_shape: tuple[int, ...], device: torch.device) -> tuple[Tensor, ...]:
    """The arguments to call the network with for one example: an image, or a text of 20 words and its length."""
    if len(input_shape) == 1:
        return torch.zeros(20, 1, dtype=torch.int32, device=device), torch.tensor([20], device=device)
    return (torch.zeros(1, *input_shape, device=device),)


def per_word(module: nn.Module) -> bool:
    """Whether the layer answers for each word of a text."""
    return isinstance(module, nn.Embedding | nn.LSTM)


def shape_in_words(module: nn.Module, shape: torch.Size, *, is_input: bool = False) -> Message:
    """A shape without the batch: '6 x 28 x 28', or 'words x 100' for a text, whose length may be any."""
    if is_input and isinstance(module, nn.Embedding):
        return Message("models-words")
    if per_word(module):
        return Message("models-words-by", numbers=shape[-1])
    return literal(" x ".join(str(size) for size in shape[1:]))


def arithmetic(module: nn.Module) -> str:
    """How the parameters are counted: each tensor's sizes multiplied, the tensors added."""
    return " + ".join(" x ".join(str(size) for size in parameter.shape) for parameter in module.parameters())
