"""train(): the training loop as a generator that yields what happened, step by step.

It draws nothing, waits for nobody and knows no thread: pausing is not iterating, stopping is closing, three steps are
`islice`. The page, the tests and the benchmarks all consume this one loop.
"""

import math
from collections.abc import Generator, Iterator
from typing import NamedTuple

import torch
from torch import Tensor, nn

from core.augmentation import Augmentation
from core.config import ImageConfig, TextConfig, TrainConfig
from core.criteria import Criterion, build_criterion, class_logits
from core.data.dataset import DataSet, Preparation, Split, Texts, Truncation
from core.errors import TrainingError
from core.inference import answer_batches
from core.models.dropout import Dropout
from core.optimizers import build_optimizer, build_schedule

POOL = 100  # mini-batches that are sorted by length together, as in torchtext's BucketIterator


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


class Testing(NamedTuple):
    """Some of the held-out examples have been answered, at the end of an epoch or of a run."""

    done: int  # examples
    total: int


class EpochEnd(NamedTuple):
    """One pass over the training data is complete. Means are by example; accuracies are 0 to 1."""

    epoch: int
    train_loss: float  # measured on the way, while the network was still changing
    train_accuracy: float  # likewise
    held_out_loss: float  # on the validation part, on the test part where there is none
    held_out_accuracy: float
    batch_loss_sum: float  # the mini-batches' mean losses, added up: what lesson 001 divides by the number of examples


Event = Step | LogLine | Testing | EpochEnd


def train(model: nn.Module, dataset: DataSet, config: TrainConfig, device: torch.device) -> Iterator[Event]:
    """Train `model` in place on `device`, yielding every Step, LogLine, Testing and EpochEnd.

    The order of examples is that of `DataLoader(shuffle=True, generator=torch.Generator().manual_seed(config.seed))`,
    so on the CPU losses and weights equal the plain loop's bit for bit. Nothing is drawn from torch's global random
    state. Raises TrainingError when the loss is no longer a finite number.
    """
    model.to(device).train()
    preparation = dataset.preparation(config)
    split, held_out = dataset.train.to(device), dataset.held_out.to(device)
    criterion = build_criterion(config)
    optimizer = build_optimizer(model.parameters(), config)
    schedule = build_schedule(optimizer, config, config.epochs * steps_per_epoch(len(split), config.batch_size))
    augmentation = Augmentation.of(config) if isinstance(config, ImageConfig) else None
    order = torch.Generator().manual_seed(config.seed)
    noise = torch.Generator(device).manual_seed(config.seed)  # of augmentation and dropout
    for module in model.modules():
        if isinstance(module, Dropout):
            module.generator = noise
    for epoch in range(1, config.epochs + 1):
        running_loss = epoch_loss = batch_loss_sum = 0.0
        guesses: list[Tensor] = []
        batches = epoch_batches(dataset.train, config, order)
        for batch, on_cpu in enumerate(batches, start=1):
            indices = on_cpu.to(device)
            inputs = preparation.batch(split.inputs, indices, augmentation, noise if augmentation else None)
            targets = split.targets.index_select(0, indices)  # (B,)
            optimizer.zero_grad()
            outputs = model(*inputs)  # (B, classes), or (B, 1) for two classes
            loss = criterion(outputs, targets)
            loss.backward()
            if config.clip_norm:
                nn.utils.clip_grad_norm_(model.parameters(), config.clip_norm)
            optimizer.step()
            if schedule is not None:
                schedule.step()
            guesses.append(class_logits(outputs.detach()).argmax(1))  # counted once an epoch
            value = loss.item()
            if not math.isfinite(value):
                raise TrainingError(diverged(value, epoch, batch, config))
            running_loss += value
            batch_loss_sum += value
            epoch_loss += value * len(targets)
            yield Step(epoch, batch, value)
            if batch % config.log_every == 0:
                yield LogLine(epoch, batch, running_loss / config.log_every)
                running_loss = 0.0
        examples = len(split)
        right = torch.cat(guesses) == split.targets.index_select(0, torch.cat(batches).to(device))
        held_out_loss, held_out_right = yield from test(model, held_out, preparation, criterion)
        model.train()
        if not math.isfinite(held_out_loss):
            raise TrainingError(diverged(held_out_loss, epoch, len(batches), config))
        yield EpochEnd(
            epoch,
            epoch_loss / examples,
            right.sum().item() / examples,
            held_out_loss,
            held_out_right / len(held_out),
            batch_loss_sum,
        )


def test(
    model: nn.Module, split: Split, preparation: Preparation, criterion: Criterion
) -> Generator[Testing, None, tuple[float, int]]:
    """(mean loss by example, right answers) of a network that may be in the middle of training, with progress.

    Leaves it in evaluation mode.
    """
    loss, right, done = 0.0, 0, 0
    for indices, outputs in answer_batches(model, split.inputs, preparation):
        targets = split.targets.index_select(0, indices)
        loss += criterion(outputs, targets).item() * len(targets)
        right += int((class_logits(outputs).argmax(1) == targets).sum())
        done += len(targets)
        yield Testing(done, len(split))
    return loss / done, right


def epoch_batches(split: Split, config: TrainConfig, generator: torch.Generator) -> list[Tensor]:
    """One epoch's mini-batches of indices, in a new order."""
    if isinstance(split.inputs, Texts) and isinstance(config, TextConfig) and config.batching == "like length":
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
