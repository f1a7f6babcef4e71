"""Whether a network can answer at all: finite weights, and finite numbers whatever it is shown."""

import torch
from torch import Tensor, nn

from core.batches import answer_batches
from core.card import Card
from core.criteria import class_logits
from core.data.dataset import Inputs, Normalization, Texts, Truncation
from core.errors import ConfigError, WeightsError

PROBES = 256  # inputs, mostly noise, that a doubtful network has to answer
LENGTH = 20  # words of a text of noise


def check_answer(model: nn.Module, card: Card) -> None:
    """Raise WeightsError unless the network fits its card and gives finite numbers for any input.

    First a bound on every number in the network is computed, see most_it_can_give. For weights of a usual size, the
    bound shows that nothing can overflow; then the network answers two inputs only. Otherwise the network has to
    answer PROBES inputs: black, white, and noise. For a text, the first and the last word of the vocabulary stand for
    black and white.
    """
    noise = torch.Generator().manual_seed(0)
    inputs: Inputs
    if isinstance(card.preparation, Truncation):
        ids = torch.randint(0, card.input_shape[0], (PROBES, LENGTH), generator=noise, dtype=torch.int32)
        ids[0], ids[1] = 0, card.input_shape[0] - 1
        inputs = Texts(ids.flatten(), torch.arange(0, ids.numel() + 1, LENGTH))
    else:
        shape = (PROBES, *card.input_shape)
        inputs = torch.randint(0, 256, shape, generator=noise, dtype=torch.uint8)
        inputs[0], inputs[1] = 0, 255
        inputs[2::2] = torch.where(torch.rand(inputs[2::2].shape, generator=noise) < 0.8, 0, inputs[2::2])  # strokes
    try:
        count = 2 if most_it_can_give(model, card) < torch.finfo(torch.float32).max else PROBES
        outputs = [outputs for _, outputs in answer_batches(model, _first_of(inputs, count), card.preparation)]
        logits = class_logits(torch.cat(outputs))
    except (RuntimeError, ConfigError) as error:
        raise WeightsError("weights-card-misfit", lesson=card.lesson) from error
    if logits.shape != (count, len(card.classes)):
        raise WeightsError("weights-card-misfit", lesson=card.lesson)
    if not torch.isfinite(logits).all():
        raise WeightsError("weights-answers-not-finite")


def _first_of(inputs: Inputs, count: int) -> Inputs:
    return Texts(inputs.ids, inputs.offsets[: count + 1]) if isinstance(inputs, Texts) else inputs[:count]


@torch.no_grad()
def most_it_can_give(model: nn.Module, card: Card) -> float:
    """Return a bound on every number in the network for any input; infinity where there is no bound.

    Layer after layer, the bound is multiplied by the largest sum of a neuron's absolute weights, and the largest bias
    is added. ReLU and pooling do not raise the bound, and an LSTM's outputs are at most 1. There is no bound for a
    network that a visitor has written, since its layers may be joined in any way.
    """
    if card.config.source:
        return torch.inf
    bound = largest = 0.0
    if isinstance(card.preparation, Normalization):
        bound = max(
            (max(mean, 1 - mean) / std if std else torch.inf) for mean, std in zip(*card.preparation, strict=True)
        )
    for layer in model.modules():
        if isinstance(layer, nn.Embedding):
            bound = float(layer.weight.abs().max())
        elif isinstance(layer, nn.Linear | nn.Conv2d):
            bound = bound * _sums(layer.weight) + float(layer.bias.abs().max() if layer.bias is not None else 0)
        elif isinstance(layer, nn.LSTM):
            gates = [getattr(layer, name) for name in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")]
            bound = bound * _sums(gates[0]) + _sums(gates[1]) + sum(float(bias.abs().max()) for bias in gates[2:])
        largest = max(largest, bound)
        bound = 1.0 if isinstance(layer, nn.LSTM) else bound
    return largest


def _sums(weight: Tensor) -> float:
    """The largest sum of a neuron's absolute weights."""
    return float(weight.double().abs().flatten(1).sum(1).max())


def check_finite(state: dict[str, torch.Tensor]) -> None:
    """Raise WeightsError if any weight is NaN or infinite."""
    for name, tensor in state.items():
        if not torch.isfinite(tensor).all():
            raise WeightsError("weights-not-finite", name=name)
