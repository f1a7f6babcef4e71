"""A network layer by layer: the shape after each, and where its parameters come from."""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from core.models.dropout import Dropout


class Layer(NamedTuple):
    """One layer of a network."""

    name: str
    kind: str  # Conv2d, Linear, ...
    output: str  # shape after it, without the batch
    parameters: int
    arithmetic: str  # "6 x 3 x 5 x 5 + 6"


def summarize(model: nn.Module, input_shape: tuple[int, ...]) -> list[Layer]:
    """Every layer that has parameters or changes the shape, in the order in which one example passes them.

    The model may lie on the device "meta": nothing is computed then.
    """
    layers: list[Layer] = []
    names = {module: name for name, module in model.named_modules()}

    def note(module: nn.Module, _inputs: object, output: Tensor | tuple[Tensor, object]) -> None:
        if isinstance(module, nn.Identity) or (isinstance(module, Dropout) and module.p == 0):
            return
        shape = (output[0] if isinstance(output, tuple) else output).shape
        parameters = sum(parameter.numel() for parameter in module.parameters())
        layers.append(
            Layer(names[module], type(module).__name__, shape_in_words(module, shape), parameters, arithmetic(module))
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
    """One example as the network is called with: an image, or a text of 20 words."""
    if len(input_shape) == 1:
        return torch.zeros(20, 1, dtype=torch.int32, device=device), torch.tensor([20], device=device)
    return (torch.zeros(1, *input_shape, device=device),)


def shape_in_words(module: nn.Module, shape: torch.Size) -> str:
    """'6 x 28 x 28'; texts keep their length, whatever it is."""
    if isinstance(module, nn.Embedding | nn.LSTM):
        return f"words x {shape[-1]}"
    return " x ".join(str(size) for size in shape[1:])


def arithmetic(module: nn.Module) -> str:
    """How the parameters are counted: each tensor's sizes multiplied, the tensors added."""
    return " + ".join(" x ".join(str(size) for size in parameter.shape) for parameter in module.parameters())
