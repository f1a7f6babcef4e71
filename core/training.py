"""train(): the training loop as a generator that yields what happened, step by step.

It draws nothing, waits for nobody and knows no thread: pausing is not iterating, stopping is closing, three steps are
`islice`. The page, the tests and the benchmarks all consume this one loop.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import torch
from torch import Tensor, nn

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.errors import TrainingError
from core.evaluation import loss_and_accuracy


class Step(NamedTuple):
    """One mini-batch has been learnt from."""

    epoch: int  # from 1
    batch: int  # within the epoch, from 1
    loss: float  # mean over the mini-batch, before the update


class LogLine(NamedTuple):
    """The mean loss since the last line, at the post's own cadence."""

    epoch: int
    batch: int
    loss: float


class EpochEnd(NamedTuple):
    """One pass over the training data is complete. Means are by example; accuracies are 0 to 1."""

    epoch: int
    train_loss: float  # measured on the way, while the network was still changing
    train_accuracy: float  # likewise
    test_loss: float
    test_accuracy: float


Event = Step | LogLine | EpochEnd

OPTIMIZERS: Mapping[str, Callable[[Iterator[nn.Parameter], TrainConfig], torch.optim.Optimizer]] = {
    "SGD": lambda parameters, config: torch.optim.SGD(parameters, lr=config.learning_rate, momentum=config.momentum),
    "Adam": lambda parameters, config: torch.optim.Adam(parameters, lr=config.learning_rate),
}


def train(model: nn.Module, dataset: DataSet, config: TrainConfig, device: torch.device) -> Iterator[Event]:
    """Train `model` in place on `device`, yielding every Step, LogLine and EpochEnd.

    The order of examples is that of `DataLoader(shuffle=True, generator=torch.Generator().manual_seed(config.seed))`,
    so on the CPU losses and weights equal the plain loop's bit for bit. Nothing is drawn from torch's global random
    state. Raises TrainingError when the loss is no longer a finite number.
    """
    model.to(device).train()
    normalization = dataset.normalization(config.normalization)
    train_split, test_split = dataset.train.to(device), dataset.test.to(device)
    criterion = nn.CrossEntropyLoss()
    optimizer = OPTIMIZERS[config.optimizer](model.parameters(), config)
    generator = torch.Generator().manual_seed(config.seed)
    for epoch in range(1, config.epochs + 1):
        running_loss = epoch_loss = 0.0
        guesses: list[Tensor] = []
        batches = shuffled_batches(len(train_split), config.batch_size, generator)
        for batch, order in enumerate(batches, start=1):
            indices = order.to(device)
            # index_select gathers far faster than inputs[indices]: `python -m benchmarks details`.
            inputs = normalization.apply(train_split.inputs.index_select(0, indices))  # (B, C, H, W) float32
            targets = train_split.targets.index_select(0, indices)  # (B,)
            optimizer.zero_grad()
            logits = model(inputs)  # (B, classes)
            loss = criterion(logits, targets)
            loss.backward()
            optimizer.step()
            guesses.append(logits.argmax(1))  # counted once an epoch
            value = loss.item()
            if not math.isfinite(value):
                raise TrainingError(diverged(value, epoch, batch, config))
            running_loss += value
            epoch_loss += value * len(targets)
            yield Step(epoch, batch, value)
            if batch % config.log_every == 0:
                yield LogLine(epoch, batch, running_loss / config.log_every)
                running_loss = 0.0
        examples = len(train_split)
        right = torch.cat(guesses) == train_split.targets.index_select(0, torch.cat(batches).to(device))
        test_loss, test_accuracy = loss_and_accuracy(model, test_split, normalization)
        model.train()
        if not math.isfinite(test_loss):
            raise TrainingError(diverged(test_loss, epoch, len(batches), config))
        yield EpochEnd(epoch, epoch_loss / examples, right.sum().item() / examples, test_loss, test_accuracy)


def shuffled_batches(examples: int, batch_size: int, generator: torch.Generator) -> tuple[Tensor, ...]:
    """One epoch's indices in a new order, cut into batches, the last one shorter.

    Draws from the generator what a DataLoader draws in an epoch: a seed for its workers, the permutation, and a second
    permutation that its sampler makes and never uses.
    """
    torch.empty((), dtype=torch.int64).random_(generator=generator)
    batches: tuple[Tensor, ...] = torch.randperm(examples, generator=generator).split(batch_size)
    torch.randperm(examples, generator=generator)
    return batches


def steps_per_epoch(examples: int, batch_size: int) -> int:
    """Mini-batches in one pass, the last shorter one included."""
    return math.ceil(examples / batch_size)


def diverged(loss: float, epoch: int, batch: int, config: TrainConfig) -> str:
    """What to say when the loss has left the numbers; batch 0 stands for the whole epoch."""
    where = f"epoch {epoch}, mini-batch {batch:,}," if batch else f"epoch {epoch},"
    return (
        f"The loss became {loss} in {where} with learning rate {config.learning_rate:g}. "
        f"The steps were too large: try a learning rate of {config.learning_rate / 10:g}."
    )
