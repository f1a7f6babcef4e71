"""What the presets of lesson 000 reach, and how well the networks read drawings: mean and spread over seeds."""

import statistics
from dataclasses import replace
from pathlib import Path

from benchmarks.pen_digits import accuracy_on_drawings, load_pen_digits
from core.data.dataset import DataSet
from core.lessons import DATASETS, LESSONS, Lesson, Preset
from core.network import TrainedNetwork
from core.runs import Run

SEEDS = (0, 1, 2)
DRAWINGS = 2000
PLACES = (  # title, longer side in pixels, in the corner
    ("200 px, in the middle", 200, False),
    ("100 px, in a corner", 100, True),
    ("60 px, in a corner", 60, True),
)


def measure_presets(folder: Path, dataset_id: str) -> list[TrainedNetwork]:
    """Print accuracy and seconds of each preset; the networks of the quick one."""
    lesson = LESSONS["000"]
    dataset = DATASETS[dataset_id].load(folder)
    networks = [measure_preset(lesson, dataset, preset) for preset in lesson.presets]
    return networks[0]


def measure_preset(lesson: Lesson, dataset: DataSet, preset: Preset) -> list[TrainedNetwork]:
    """Print one preset's accuracy and seconds over the seeds."""
    networks, accuracies, seconds = [], [], []
    for seed in SEEDS:
        run = Run(lesson, dataset, replace(preset.config_for(dataset.id), seed=seed)).start()
        run.join()
        assert run.network is not None
        networks.append(run.network)
        accuracies.append(100 * run.network.card.test_accuracy)
        seconds.append(run.snapshot.seconds)
    each = ", ".join(f"{accuracy:.2f}" for accuracy in accuracies)
    print(
        f"  {dataset.title}, {preset.title}: {each} % (seeds {SEEDS}); mean {statistics.mean(accuracies):.2f}, "
        f"standard deviation {statistics.stdev(accuracies):.2f}; {statistics.mean(seconds):.1f} s, "
        f"at most {max(seconds):.1f} s",
        flush=True,
    )
    return networks


def measure_drawings(folder: Path, title: str, networks: list[TrainedNetwork]) -> None:
    """Print how many pen-written digits, drawn with a 20 px pen on the canvas, the networks read rightly."""
    drawings = load_pen_digits(folder, DRAWINGS)
    for place, size, corner in PLACES:
        accuracies = [100 * accuracy_on_drawings(network, drawings, size, corner=corner) for network in networks]
        each = ", ".join(f"{accuracy:.2f}" for accuracy in accuracies)
        print(f"  trained on {title}, {place}: {each} %; mean {statistics.mean(accuracies):.2f}", flush=True)
