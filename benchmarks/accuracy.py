"""What the presets reach and how long they take: mean and spread over seeds; the posts' own runs once."""

import statistics
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.data import load
from core.config import TrainConfig
from core.data.dataset import DataSet
from core.data.library import data_folder
from core.errors import DataError
from core.explain.familiarity import judge
from core.inference import see_drawing
from core.lessons import DATASETS, LESSONS, Lesson, Preset
from core.network import Familiarity, TrainedNetwork
from core.pretrained import FIRST, load_pretrained, pretrained_for
from core.pretrained.pen_digits import CHECKED, accuracy_on, by_writer, drawn, load_pen_digits
from core.runs.run import Run
from core.script.changes import changes_of

SEEDS = (0, 1, 2)
LONG = 10  # seconds of a run above which a change is measured with one seed
QUICK = (  # lesson, data set
    ("000", "mnist"),
    ("000", "digits"),
    ("001", "cifar10"),
    ("001", "shapes"),
    ("002a", "shapes"),
    ("002b", "imdb"),
    ("002b", "reviews"),
    ("002b", "nsmc"),
    ("002b", "korean-reviews"),
    ("003", "cifar10"),
    ("004", "mnist32"),
    ("004", "digits32"),
)
POSTS = (  # lesson, data set, preset
    ("000", "mnist", "post"),
    ("002a", "cifar10", "post"),
    ("003", "cifar10", "post"),
    ("004", "mnist32", "post"),
    ("002b", "imdb", "repaired"),
    ("002b", "imdb", "post"),
)


def measure_quick_presets(folder: Path) -> None:
    """Print accuracy and seconds of every quick preset on every data set that is there."""
    for lesson_id, dataset_id in QUICK:
        dataset = load(folder, dataset_id)
        if dataset is not None:
            measure_preset(LESSONS[lesson_id], dataset, LESSONS[lesson_id].presets[0], SEEDS)


def measure_changes(_folder: Path) -> None:
    """Print what each ready change of a network does on the built-in data, with the quick preset and the post's own.

    Lesson 003 is 002a trained for longer: its quick preset is the same.
    """
    for lesson in LESSONS.values():
        for preset in lesson.presets[:2]:
            if (lesson.id, preset.id) != ("003", "quick"):
                measure_changes_of(lesson, preset)


def measure_changes_of(lesson: Lesson, preset: Preset) -> None:
    """Print it of one preset: over three seeds where the lesson's own network takes at most LONG seconds, else one."""
    dataset = DATASETS[lesson.built_in()].load(data_folder())
    config = preset.config_for(dataset.id)
    own, seconds = _accuracies(lesson, dataset, config, SEEDS[:1])
    seeds = SEEDS if seconds <= LONG else SEEDS[:1]
    own += _accuracies(lesson, dataset, config, seeds[1:])[0]
    print(f"  {lesson.id}, {dataset.title}, {preset.title}, {len(dataset.test):,} test examples, seeds {seeds}")
    print(f"    the lesson's network: {_listed(own)} %, {seconds:.1f} s", flush=True)
    for change, source in changes_of(lesson, dataset, config).items():
        changed, seconds = _accuracies(lesson, dataset, replace(config, source=source), seeds)
        points = statistics.mean(changed) - statistics.mean(own)
        print(f"    {change.title}: {_listed(changed)} %, {points:+.2f} points, {seconds:.1f} s", flush=True)


def _accuracies(
    lesson: Lesson, dataset: DataSet, config: TrainConfig, seeds: Sequence[int]
) -> tuple[list[float], float]:
    """The accuracy on the test set in percent with each seed, and the longest run's seconds."""
    accuracies, longest = [], 0.0
    for seed in seeds:
        run = Run(lesson, dataset, replace(config, seed=seed)).start()
        run.join()
        assert run.network is not None
        assert run.network.card.accuracy is not None
        accuracies.append(100 * run.network.card.accuracy)
        longest = max(longest, run.snapshot.seconds)
    return accuracies, longest


def _listed(accuracies: Sequence[float]) -> str:
    each = ", ".join(f"{accuracy:.2f}" for accuracy in accuracies)
    return f"{each}; mean {statistics.mean(accuracies):.2f}" if len(accuracies) > 1 else each


def measure_posts(folder: Path) -> None:
    """Print what the posts' own runs reach, each once from beginning to end."""
    for lesson_id, dataset_id, preset_id in POSTS:
        dataset = load(folder, dataset_id)
        if dataset is not None:
            preset = next(preset for preset in LESSONS[lesson_id].presets if preset.id == preset_id)
            measure_preset(LESSONS[lesson_id], dataset, preset, SEEDS[:1])


def measure_preset(lesson: Lesson, dataset: DataSet, preset: Preset, seeds: Sequence[int]) -> list[TrainedNetwork]:
    """Print a preset's accuracy on the test set and its seconds with all tests, over the seeds; return the networks."""
    networks, accuracies, seconds = [], [], []
    for seed in seeds:
        run = Run(lesson, dataset, replace(preset.config_for(dataset.id), seed=seed)).start()
        run.join()
        assert run.network is not None
        assert run.network.card.accuracy is not None
        networks.append(run.network)
        accuracies.append(100 * run.network.card.accuracy)
        seconds.append(run.snapshot.seconds)
    each = ", ".join(f"{accuracy:.2f}" for accuracy in accuracies)
    spread = ""
    if len(seeds) > 1:
        spread = f"; mean {statistics.mean(accuracies):.2f}, standard deviation {statistics.stdev(accuracies):.2f}"
    print(
        f"  {lesson.id}, {dataset.title}, {preset.title}: {each} % of {len(dataset.test):,} (seeds {tuple(seeds)})"
        f"{spread}; {statistics.mean(seconds):.1f} s, at most {max(seconds):.1f} s",
        flush=True,
    )
    if len(seeds) == 1:
        held_out = ", ".join(f"{100 * end.held_out_accuracy:.2f}" for end in run.snapshot.epochs)
        print(f"    {dataset.held_out_name} after each epoch: {held_out} %", flush=True)
    return networks


def measure_drawings(folder: Path) -> None:
    """Print the accuracy of several networks on digits that six people wrote with a pen, drawn with each of CHECKED."""
    try:
        _, digits = by_writer(load_pen_digits(folder))
    except DataError as error:
        print(f"  not measured: {error}")
        return
    networks = {str(name): network for name, network in pretrained_for("drawings").items()}
    built_in = DATASETS["digits"].load(folder)
    networks["Lesson 000, built-in digits"] = measure_preset(LESSONS["000"], built_in, quick("000"), SEEDS[:1])[0]
    first = load_pretrained(FIRST)
    assert isinstance(first.familiarity, Familiarity)
    for pen in CHECKED:
        verdicts = [judge(first, first.familiarity, see_drawing(first, drawn(digit, pen))) for digit in digits]
        sure, strange = (
            100 * statistics.mean(kind) for kind in zip(*((v.sure, v.strange) for v in verdicts), strict=True)
        )
        each = ", ".join(f"{name} {100 * accuracy_on(one, digits, pen):.1f} %" for name, one in networks.items())
        print(f"  {pen.title}: {each}; called sure {sure:.1f} %, unlike what it knows {strange:.1f} %", flush=True)


def quick(lesson_id: str) -> Preset:
    """The lesson's quick preset."""
    return LESSONS[lesson_id].presets[0]
