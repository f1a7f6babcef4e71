"""Milliseconds a mini-batch of each lesson as in the post: `python -m benchmarks.steps engine 002a --data DATA`.

plain       the post's script: torchvision's transforms and the post's DataLoader, or torchtext's BucketIterator
bare        the same mathematics on tensors in memory; no generator, no history: the least that such a loop can be
arithmetic  forward, loss, backward and the optimizer's step alone, on mini-batches that were prepared before
engine      core.training, as the app uses it

Each is measured in a process of its own, a few first mini-batches not counted.
"""

import argparse
import itertools
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from benchmarks.data import load
from core.batches import epoch_batches
from core.config import TrainConfig
from core.criteria import build_criterion
from core.data.dataset import DataSet
from core.lessons import DATASETS, LESSONS
from core.optimizers import build_optimizer
from core.training import Step, train
from tests.packed_cifar10 import trust_packed_cifar10

STEPS = {"000": 900, "002a": 1500, "004": 300, "002b": 24}  # lesson -> mini-batches that are measured
WARM_UP = 5
ROUNDS = {"000": 3, "002a": 3, "004": 3, "002b": 1}
BATCH_SIZES = (4, 16, 64, 256, 1024)
CPU = torch.device("cpu")


def measure_steps(folder: Path) -> None:
    """Print the milliseconds per mini-batch of each loop, and the ratio to our engine, as medians over the rounds.

    Each ratio is taken within one round.
    """
    for lesson_id in STEPS:
        if load(folder, LESSONS[lesson_id].datasets[0]) is None:  # load() prepares the data set for the processes below
            continue
        rounds = [measured(lesson_id, folder) for _ in range(ROUNDS[lesson_id])]
        print(f"  lesson {lesson_id}, batches of {post(lesson_id).batch_size}")
        for name in rounds[0]:
            times = [each[name] for each in rounds]
            line = f"    {name:<34} {1000 * statistics.median(times):8.3f} ms a mini-batch"
            if name != "engine":
                ratio = statistics.median(each[name] / each["engine"] for each in rounds)
                line += f"   {ratio:5.2f} times ours"
            print(line, flush=True)
        share = statistics.median(each["arithmetic"] / each["engine"] for each in rounds)
        speed = post(lesson_id).batch_size / statistics.median(each["engine"] for each in rounds)
        print(f"    ours: {speed:,.0f} examples/s, {100 * share:.0f} % of the time is arithmetic", flush=True)


def measure_growth(folder: Path) -> None:
    """Print what an epoch of lesson 000 costs as the batch size and the number of epochs grow."""
    dataset = load(folder, "mnist")
    if dataset is None:
        return
    for size in BATCH_SIZES:
        seconds = epochs_of(dataset, replace(post("000"), batch_size=size, epochs=1))
        print(f"  batches of {size:>4}: {seconds:6.2f} s an epoch, {60_000 / seconds:9,.0f} examples/s", flush=True)
    for epochs in (1, 5, 20):
        seconds = epochs_of(dataset, replace(post("000"), epochs=epochs))
        print(f"  {epochs:>2} epochs: {seconds / epochs:.3f} s each", flush=True)


def epochs_of(dataset: DataSet, config: TrainConfig) -> float:
    """Seconds of a whole training."""
    model = LESSONS["000"].build_model_for(dataset, config)
    begun = time.perf_counter()
    for _ in train(model, dataset, config, CPU):
        pass
    return time.perf_counter() - begun


def measured(lesson_id: str, folder: Path) -> dict[str, float]:
    """Seconds a mini-batch of every loop, one after the other."""
    return {
        "plain, torch's default threads": in_process("plain", lesson_id, folder, 0),
        "plain, 1 thread": in_process("plain", lesson_id, folder, 1),
        "bare": in_process("bare", lesson_id, folder, 1),
        "arithmetic": in_process("arithmetic", lesson_id, folder, 1),
        "engine": in_process("engine", lesson_id, folder, 1),
    }


def in_process(loop: str, lesson_id: str, folder: Path, threads: int) -> float:
    """Run one loop in a new process; return the seconds per mini-batch that it prints. `threads=0`: torch's default."""
    environment = {key: value for key, value in os.environ.items() if key != "OMP_NUM_THREADS"}
    command = [sys.executable, "-m", "benchmarks.steps", loop, lesson_id, f"--data={folder}", f"--threads={threads}"]
    printed = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    return float(printed.splitlines()[-1])


def post(lesson_id: str) -> TrainConfig:
    """The post's hyperparameters."""
    return next(preset.config for preset in LESSONS[lesson_id].presets if preset.id == "post")


def post_data(lesson_id: str, folder: Path) -> DataSet:
    """The post's data."""
    return DATASETS[LESSONS[lesson_id].datasets[0]].load(folder)


def plain(lesson_id: str, folder: Path) -> Iterator[None]:
    """The post's own loop, from the library's data set to the printed loss."""
    batches: Iterable[Any] = plain_texts(folder) if lesson_id == "002b" else plain_images(lesson_id, folder)
    net = LESSONS[lesson_id].build_model_for(post_data(lesson_id, folder), post(lesson_id))
    config = post(lesson_id)
    parameters = list(net.parameters())
    optimizer = {
        "SGD": lambda: torch.optim.SGD(parameters, lr=config.learning_rate),
        "Momentum": lambda: torch.optim.SGD(parameters, lr=config.learning_rate, momentum=0.9),
        "Adam": lambda: torch.optim.Adam(parameters, lr=config.learning_rate),
    }[config.optimizer]()
    criterion = build_criterion(config)
    running_loss = 0.0
    for inputs, labels in batches:
        optimizer.zero_grad()
        loss = criterion(net(*inputs) if isinstance(inputs, tuple) else net(inputs), labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item()
        yield


def plain_images(lesson_id: str, folder: Path) -> Iterable[Any]:
    """torchvision's data set with the post's transforms, in the post's DataLoader."""
    from torchvision import datasets, transforms

    channels = 3 if lesson_id == "002a" else 1
    steps = [transforms.ToTensor(), transforms.Normalize((0.5,) * channels, (0.5,) * channels)]
    if lesson_id == "004":
        steps.insert(0, transforms.Resize((32, 32)))
    kind = datasets.CIFAR10 if lesson_id == "002a" else datasets.MNIST
    examples = kind(folder, train=True, transform=transforms.Compose(steps))
    workers = 2 if lesson_id == "002a" else 0
    return torch.utils.data.DataLoader(
        examples, batch_size=post(lesson_id).batch_size, shuffle=True, num_workers=workers
    )


def plain_texts(folder: Path) -> Iterable[Any]:
    """torchtext's Examples in its BucketIterator, as the post calls it."""
    from torchtext.data import BucketIterator, Dataset, Example, Field, LabelField

    loaded = post_data("002b", folder)
    assert loaded.vocabulary is not None
    words, texts = loaded.vocabulary.words, loaded.train.texts
    fields = [("text", Field(lower=True)), ("label", LabelField(dtype=torch.float))]
    examples = []
    for i, target in enumerate(loaded.train.targets.tolist()):
        review = [words[number] for number in texts.words_of(i).tolist()]
        examples.append(Example.fromlist([review, "pos" if target else "neg"], fields))
    dataset = Dataset(examples, fields)
    fields[0][1].build_vocab(dataset, max_size=25_000)
    fields[1][1].build_vocab(dataset)
    iterator = BucketIterator(dataset, batch_size=64, sort_key=lambda example: len(example.text))
    for batch in iterator:
        lengths = torch.full((batch.text.shape[1],), batch.text.shape[0])
        yield (batch.text, lengths), batch.label.long()


def bare(lesson_id: str, folder: Path) -> Iterator[None]:
    """Run the post's mathematics on tensors in memory; yield after each mini-batch."""
    dataset, config = post_data(lesson_id, folder), post(lesson_id)
    order = epoch_batches(dataset.train, config, torch.Generator().manual_seed(0))
    return learn(lesson_id, dataset, (prepared(dataset, config, indices) for indices in order))


def arithmetic(lesson_id: str, folder: Path) -> Iterator[None]:
    """Run the mathematics on mini-batches that were gathered and normalised before; yield after each."""
    dataset, config = post_data(lesson_id, folder), post(lesson_id)
    order = epoch_batches(dataset.train, config, torch.Generator().manual_seed(0))
    batches = [prepared(dataset, config, indices) for indices in order[: STEPS[lesson_id] + WARM_UP]]
    return learn(lesson_id, dataset, batches)


def prepared(dataset: DataSet, config: TrainConfig, indices: Tensor) -> tuple[tuple[Tensor, ...], Tensor]:
    """What the network is called with, and the right answers."""
    split = dataset.train
    inputs = dataset.preparation(config).batch(split.inputs, indices)
    return inputs, split.targets.index_select(0, indices)


def learn(lesson_id: str, dataset: DataSet, batches: Iterable[tuple[tuple[Tensor, ...], Tensor]]) -> Iterator[None]:
    """zero_grad, forward, loss, backward, step, and the loss read as a number."""
    config = post(lesson_id)
    net: nn.Module = LESSONS[lesson_id].build_model_for(dataset, config)
    optimizer, criterion = build_optimizer(net.parameters(), config), build_criterion(config)
    for inputs, targets in batches:
        optimizer.zero_grad()
        loss = criterion(net(*inputs), targets)
        loss.backward()
        optimizer.step()
        loss.item()
        yield


def engine(lesson_id: str, folder: Path) -> Iterator[None]:
    """Run core.training, as the app uses it; yield None after each mini-batch."""
    dataset, config = post_data(lesson_id, folder), post(lesson_id)
    model = LESSONS[lesson_id].build_model_for(dataset, config)
    return (None for event in train(model, dataset, config, CPU) if isinstance(event, Step))


LOOPS: dict[str, Callable[[str, Path], Iterator[None]]] = {
    "plain": plain,
    "bare": bare,
    "arithmetic": arithmetic,
    "engine": engine,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("loop", choices=LOOPS)
    parser.add_argument("lesson", choices=STEPS)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1, help="0: torch's own default")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    trust_packed_cifar10(options.data)
    torch.manual_seed(0)
    steps = LOOPS[options.loop](options.lesson, options.data)
    for _ in itertools.islice(steps, WARM_UP):
        pass
    begun = time.perf_counter()
    count = sum(1 for _ in itertools.islice(steps, STEPS[options.lesson]))
    print((time.perf_counter() - begun) / count)
