"""How examples are cut into mini-batches: in a random order to learn from them, in the fastest order to answer them."""

from collections.abc import Iterator

import torch
from torch import Tensor, nn

from core.config import TextConfig, TrainConfig
from core.data.dataset import Inputs, Preparation, Split, Texts, Truncation

POOL = 100  # mini-batches that are sorted by length together, as in torchtext's BucketIterator
IMAGES = 200  # images that are answered at once
TEXTS = 250  # texts that are answered at once
LIKE_LENGTH = "like length"  # not shown


def epoch_batches(split: Split, config: TrainConfig, generator: torch.Generator) -> list[Tensor]:
    """One epoch's mini-batches of indices, in a new order."""
    if isinstance(split.inputs, Texts) and isinstance(config, TextConfig) and config.batching == LIKE_LENGTH:
        lengths = Truncation(config.max_length, config.keep).lengths(split.inputs)
        return bucketed_batches(lengths, config.batch_size, generator)
    return list(shuffled_batches(len(split), config.batch_size, generator))


def bucketed_batches(lengths: Tensor, batch_size: int, generator: torch.Generator) -> list[Tensor]:
    """Mini-batches of examples of like length (lengths (N,)), themselves in random order.

    What torchtext's BucketIterator does with sort_within_batch=True: shuffle, sort within pools of 100 batches, cut.
    """
    batches: list[Tensor] = []
    for pool in torch.randperm(len(lengths), generator=generator).split(batch_size * POOL):
        by_length = pool[lengths[pool].argsort(stable=True)]
        batches.extend(by_length.split(batch_size))
    return [batches[i] for i in torch.randperm(len(batches), generator=generator).tolist()]


def shuffled_batches(examples: int, batch_size: int, generator: torch.Generator) -> tuple[Tensor, ...]:
    """One epoch's indices in a new order, cut into batches, the last one shorter.

    Draws from the generator what a DataLoader draws in an epoch: a seed for its workers, the permutation, and a second
    permutation that its sampler makes and never uses.
    """
    torch.empty((), dtype=torch.int64).random_(generator=generator)
    batches: tuple[Tensor, ...] = torch.randperm(examples, generator=generator).split(batch_size)
    torch.randperm(examples, generator=generator)
    return batches


def answer_batches(model: nn.Module, inputs: Inputs, preparation: Preparation) -> Iterator[tuple[Tensor, Tensor]]:
    """Yield (indices (B,), outputs (B, outputs)) for all examples, a batch at a time, in the fastest order.

    Puts the network into evaluation mode; computes without gradients.
    """
    model.eval()
    order = preparation.order(inputs).to(inputs.ids.device if isinstance(inputs, Texts) else inputs.device)
    for indices in order.split(batch_of(inputs)):
        with torch.no_grad():  # a generator must not yield in here: its caller would compute without gradients
            outputs = model(*preparation.batch(inputs, indices))
        yield indices, outputs


def count_of(inputs: Inputs) -> int:
    """How many examples there are."""
    return len(inputs.offsets) - 1 if isinstance(inputs, Texts) else len(inputs)


def batch_of(inputs: Inputs) -> int:
    """How many examples are answered at once."""
    return TEXTS if isinstance(inputs, Texts) else IMAGES
