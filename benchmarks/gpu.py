"""Milliseconds a mini-batch of each lesson on a GPU and on one CPU thread, and in a plain loop on the GPU."""

import itertools
import statistics
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

import torch

from core.batches import epoch_batches
from core.config import TrainConfig
from core.criteria import build_criterion
from core.data.dataset import DataSet
from core.lessons import DATASETS, LESSONS, Lesson
from core.optimizers import build_optimizer
from core.training import Step, Training
from core.work.device import accelerator, describe_device

STEPS, WARM_UP, ROUNDS = 200, 30, 3
IMAGES = 50_000
CPU = torch.device("cpu")


def measure_gpu(_folder: Path) -> None:
    """Print the medians for each lesson; one line that says so where there is no GPU.

    Images are noise in the shape of the built-in ones, as many as CIFAR-10 has; reviews are the built-in ones.
    """
    gpu = accelerator()
    if gpu is None:
        print("  not measured: there is no GPU here")
        return
    print(f"  {describe_device()}, medians of {ROUNDS} rounds of {STEPS} mini-batches; x: times “engine, GPU”")
    for lesson in LESSONS.values():
        for preset in lesson.presets:
            dataset = noise_like(lesson)
            config = replace(preset.config_for(dataset.id), epochs=50)
            loops = {
                "engine, CPU, 1 thread": lambda c=config, d=dataset, m=lesson: engine(m, d, c, CPU),
                "engine, GPU": lambda c=config, d=dataset, m=lesson: engine(m, d, c, gpu),
                "plain loop, GPU": lambda c=config, d=dataset, m=lesson: plain(m, d, c, gpu),
                "plain loop, GPU, in bfloat16": lambda c=config, d=dataset, m=lesson: plain(
                    m, d, c, gpu, torch.autocast(gpu.type, dtype=torch.bfloat16)
                ),
            }
            print(f"  lesson {lesson.id}, preset {preset.id}, batches of {config.batch_size}")
            rounds = [{name: loop() for name, loop in loops.items()} for _ in range(ROUNDS)]
            for name in loops:
                milliseconds = 1000 * statistics.median(each[name] for each in rounds)
                ratio = statistics.median(each[name] / each["engine, GPU"] for each in rounds)
                print(f"    {name:<36} {milliseconds:8.3f} ms a mini-batch   x {ratio:5.2f}", flush=True)


def noise_like(lesson: Lesson) -> DataSet:
    """The lesson's built-in data set, its training images replaced by noise; texts stay as they are."""
    dataset = DATASETS[lesson.built_in()].load(Path("nowhere"))
    if dataset.vocabulary is not None:
        return dataset
    generator = torch.Generator().manual_seed(0)
    shape = (IMAGES, *dataset.train.images.shape[1:])
    images = torch.randint(0, 256, shape, dtype=torch.uint8, generator=generator)
    targets = torch.randint(0, len(dataset.classes), (IMAGES,), generator=generator)
    return replace(dataset, train=replace(dataset.train, inputs=images, targets=targets))


def engine(lesson: Lesson, dataset: DataSet, config: TrainConfig, device: torch.device) -> float:
    """Seconds a mini-batch of core.training."""
    training = Training(lesson.build_model_for(dataset, config), dataset, config, device)
    steps = (None for event in training.events() if isinstance(event, Step))
    return seconds_each(steps, device)


def plain(
    lesson: Lesson,
    dataset: DataSet,
    config: TrainConfig,
    device: torch.device,
    precision: AbstractContextManager[object] | None = None,
) -> float:
    """Seconds a mini-batch of a loop as in a tutorial: no augmentation, no schedule, no clipping of gradients."""
    net = lesson.build_model_for(dataset, config).to(device).train()
    optimizer, criterion = build_optimizer(net.parameters(), config), build_criterion(config)
    preparation, split = dataset.preparation(config), dataset.train.to(device)

    def steps() -> Iterator[None]:
        generator = torch.Generator().manual_seed(0)
        while True:
            for order in epoch_batches(dataset.train, config, generator):
                indices = order.to(device)
                inputs = preparation.batch(split.inputs, indices)
                optimizer.zero_grad()
                with precision or nullcontext():
                    outputs = net(*inputs)
                loss = criterion(outputs.float(), split.targets.index_select(0, indices))
                loss.backward()
                optimizer.step()
                loss.item()
                yield

    return seconds_each(steps(), device)


def seconds_each(steps: Iterator[None], device: torch.device) -> float:
    """Seconds a mini-batch, the first few not counted."""
    count = STEPS if device.type != "cpu" else STEPS // 8
    wait = torch.cuda.synchronize if device.type == "cuda" else (lambda: None)
    for _ in itertools.islice(steps, WARM_UP):
        pass
    wait()
    begun = time.perf_counter()
    for _ in itertools.islice(steps, count):
        pass
    wait()
    return (time.perf_counter() - begun) / count
