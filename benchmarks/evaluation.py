"""How long a whole test set takes, on one of the scheduler's workers."""

import time
from dataclasses import replace
from pathlib import Path

import torch

from benchmarks.data import load
from core.config import TrainConfig
from core.data.dataset import DataSet, Split, Texts
from core.evaluate.evaluation import evaluating
from core.evaluate.robustness import measuring_robustness
from core.explain.attribution import attribute_pixels, attribute_words, words_of
from core.lessons import LESSONS, Lesson
from core.network import TrainedNetwork
from core.runs.run import Run
from core.work.scheduler import Scheduler
from core.work.task import Steps, Task

WANTED = 10_000  # images in CIFAR-10's test set; a folder that holds fewer is filled up by repeating them
CASES = (  # lesson, data set, preset
    ("000", "mnist", "post"),
    ("004", "mnist32", "post"),
    ("002a", "cifar10", "post"),
    ("001", "cifar10", "quick"),
    ("002b", "imdb", "quick"),
    ("002b", "imdb", "repaired"),
)


def measure_evaluation(folder: Path) -> None:
    """Print seconds for the test set with all metrics, for the explanation of one example, for the robustness."""
    for lesson_id, dataset_id, preset_id in CASES:
        dataset = load(folder, dataset_id)
        if dataset is None:
            continue
        lesson = LESSONS[lesson_id]
        preset = next(preset for preset in lesson.presets if preset.id == preset_id)
        dataset, copies = whole(dataset)
        network = untrained(lesson, dataset, preset.config_for(dataset.id))
        evaluated = seconds_of(evaluating(network, dataset))
        robust = seconds_of(measuring_robustness(network, dataset))
        begun = time.perf_counter()
        if dataset.vocabulary is None:
            attribute_pixels(network, dataset.test.images[0].numpy(), 0, "gradient")
        else:
            attribute_words(network, words_of(network, dataset.test, 0)[1])
        explained = time.perf_counter() - begun
        print(
            f"  {lesson_id}, {dataset.title}, {preset.title}: {len(dataset.test):,} examples{copies} in "
            f"{evaluated:.2f} s with all metrics; one explained in {1000 * explained:.0f} ms; made worse in all ways "
            f"{robust:.1f} s",
            flush=True,
        )


def whole(dataset: DataSet) -> tuple[DataSet, str]:
    """Return (the data set with about WANTED test images, a remark).

    A smaller test set is repeated, and the remark says so. Otherwise the remark is "".
    """
    if isinstance(dataset.test.inputs, Texts) or len(dataset.test) >= WANTED:
        return dataset, ""
    times = WANTED // len(dataset.test)
    test = Split(dataset.test.images.repeat(times, 1, 1, 1), dataset.test.targets.repeat(times))
    return replace(dataset, test=test), f" (those of the folder {times} times)"


def untrained(lesson: Lesson, dataset: DataSet, config: TrainConfig) -> TrainedNetwork:
    """Return a network that is hardly trained: one epoch over 64 examples. The weights do not change the time."""
    few = torch.arange(64)
    inputs = dataset.train.inputs
    part = Split(Texts(inputs.ids, inputs.offsets[:65]) if isinstance(inputs, Texts) else inputs[few], few * 0)
    small = replace(dataset, train=part, test=part, validation=None)
    run = Run(lesson, small, replace(config, epochs=1)).start()
    run.join()
    assert run.network is not None
    return run.network


def seconds_of(steps: Steps[object]) -> float:
    """Return the seconds that a worker of a new scheduler needs for the task."""
    begun = time.perf_counter()
    task = Task(steps).start(Scheduler())
    task.join()
    assert task.result is not None, task.problem
    return time.perf_counter() - begun
