"""A pasted network layer by layer, and what it computes and holds beside its layers."""

from functools import lru_cache

import torch

from core.messages import literal
from core.models.summary import Layer, summarize
from core.pasted.check import SMALL_BATCH, WORDS, check_batch_of_one, check_network
from core.pasted.reading import read_network
from core.plan import Plan


@lru_cache(maxsize=64)  # a page asks for the same network several times, whenever it is drawn
def layers_of(
    source: str, input_shape: tuple[int, ...], classes: int, examples: int, batch_size: int
) -> tuple[Layer, ...]:
    """The layers of a visitor's network, and one more for what it computes and holds besides, where that is something.

    It is tried without memory, as it would be trained with so many examples. Raises PastedError when it cannot work, or
    when a mini-batch would take too much of anything.
    """
    pasted = read_network(source)
    check_network(pasted, input_shape, classes, SMALL_BATCH)
    with torch.device("meta"):
        layers = summarize(pasted.build(input_shape, classes), input_shape)
    if Plan(examples, batch_size, epochs=1).last_batch == 1:
        check_batch_of_one(pasted, input_shape, classes, examples, batch_size)
    check = check_network(pasted, input_shape, classes, batch_size)
    parameters = check.parameters - sum(layer.parameters for layer in layers)
    words = 1 if len(input_shape) == 3 else WORDS
    numbers = check.numbers // (batch_size * words) - sum(layer.numbers for layer in layers)
    if numbers > 0 or parameters > 0:
        nothing = literal("")
        layers.append(Layer("forward", pasted.name, nothing, nothing, max(0, numbers), max(0, parameters), ""))
    return tuple(layers)
