"""The losses that a run can make small, by the name that TrainConfig.loss gives them."""

from collections.abc import Callable, Mapping

import torch
from torch import Tensor, nn
from torch.nn.functional import one_hot

from core.config import TrainConfig

Criterion = Callable[[Tensor, Tensor], Tensor]  # outputs (B, outputs), targets (B,) int64 -> the mean over the batch


def cross_entropy(config: TrainConfig) -> Criterion:
    """Minus the logarithm of the softmax probability of the right class."""
    return nn.CrossEntropyLoss(label_smoothing=config.label_smoothing)


def mean_squared_error(_config: TrainConfig) -> Criterion:
    """Squared distance of the outputs to 1 for the right class and 0 for the others."""
    return lambda outputs, targets: nn.functional.mse_loss(outputs, as_yes_or_no(outputs, targets))


def binary_cross_entropy(_config: TrainConfig) -> Criterion:
    """A yes-or-no question for each output; with one output, whether the class is 1."""
    return lambda outputs, targets: nn.functional.binary_cross_entropy_with_logits(
        outputs, as_yes_or_no(outputs, targets)
    )


def as_yes_or_no(outputs: Tensor, targets: Tensor) -> Tensor:
    """targets (B,) int64 -> the values 0 or 1 that the outputs (B, outputs) should have, in their shape and dtype."""
    if outputs.shape[1] == 1:
        return targets.to(outputs.dtype).unsqueeze(1)
    return one_hot(targets, outputs.shape[1]).to(outputs.dtype)


LOSSES: Mapping[str, Callable[[TrainConfig], Criterion]] = {
    "CrossEntropy": cross_entropy,
    "MSE": mean_squared_error,
    "BCEWithLogits": binary_cross_entropy,
}


def build_criterion(config: TrainConfig) -> Criterion:
    """The loss that the run makes small."""
    return LOSSES[config.loss](config)


def class_probabilities(outputs: Tensor, loss: str) -> Tensor:
    """outputs (N, outputs) of a network trained with the named loss -> probabilities (N, classes), rows summing to 1.

    CrossEntropy: softmax. BCEWithLogits: the sigmoid of each output. MSE: the outputs, limited to 0 to 1; they come
    near the probabilities, since the targets are 0 and 1. Sigmoids and limited outputs are divided by the sum of their
    row. A single output, whatever the loss: its sigmoid is the probability of class 1.
    """
    if loss == "CrossEntropy" or outputs.shape[1] == 1:
        return class_logits(outputs).softmax(1)
    scores = outputs.sigmoid() if loss == "BCEWithLogits" else outputs.clamp(0, 1)
    scores = scores.clamp(min=1e-6)
    return scores / scores.sum(1, keepdim=True)


def class_logits(outputs: Tensor) -> Tensor:
    """outputs (N, outputs) -> logits (N, classes), one for each class.

    A network with one output answers for class 1; the logit of class 0 is then 0, so that softmax gives the sigmoid.
    """
    return torch.cat([torch.zeros_like(outputs), outputs], dim=1) if outputs.shape[1] == 1 else outputs
