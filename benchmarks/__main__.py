"""`make bench`, or `.venv/bin/python -m benchmarks accuracy drawings speed` for some of it.

`posts` is only measured when it is named: it takes about an hour.

Data: the folder that PLAYGROUND_TEST_DATA or PLAYGROUND_DATA_DIR names, else ./data. Measure with nothing else running.
"""

import argparse
import os
import platform
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch

from benchmarks.accuracy import measure_changes, measure_drawings, measure_posts, measure_quick_presets
from benchmarks.details import measure_choices, measure_details, measure_lstm
from benchmarks.evaluation import measure_evaluation
from benchmarks.gpu import measure_gpu
from benchmarks.lab import measure_lab
from benchmarks.memory import measure_memory
from benchmarks.network import measure_network
from benchmarks.pasted import measure_pasted
from benchmarks.speed import measure_speed
from benchmarks.start import measure_start
from benchmarks.steps import measure_growth, measure_steps
from benchmarks.strokes import measure_strokes
from benchmarks.visitors import measure_visitors
from benchmarks.wear import measure_wear
from benchmarks.words import measure_words
from core.data.library import data_folder
from core.work.device import describe_device, use_one_thread
from tests.packed_cifar10 import trust_packed_cifar10


def details(_folder: Path) -> None:
    """Measure the parts of a mini-batch, the choices of backend and optimizer, and the LSTM."""
    measure_details()
    measure_choices()
    measure_lstm()


# Name of a part -> (the title that is printed, the function that measures), in the order of measuring.
PARTS: Mapping[str, tuple[str, Callable[[Path], None]]] = {
    "details": ("Where the time goes, 1 thread", details),
    "memory": ("Resident memory of a process that loads one thing after the other", measure_memory),
    "accuracy": (
        "Quick presets: accuracy on the test set, seconds from start to end with all tests",
        measure_quick_presets,
    ),
    "posts": ("The posts' own runs, once each", measure_posts),
    "changes": ("Changes of the networks to try in one click: accuracy on the test set", measure_changes),
    "drawings": ("Digits that six people wrote with a pen (UCI), drawn on the 280 x 280 canvas", measure_drawings),
    "speed": ("Speed, lesson 000 as in the post on MNIST", measure_speed),
    "steps": ("Each lesson as in the post: the post's loop, the bare loop, the arithmetic alone, ours", measure_steps),
    "growth": ("Lesson 000 as in the post on MNIST, as batches and epochs grow", measure_growth),
    "pasted": ("A pasted network and the real class, 1 thread, in alternating runs", measure_pasted),
    "gpu": ("Each lesson on a GPU, on one CPU thread, and in a plain loop on the GPU", measure_gpu),
    "evaluation": ("Whole test sets, 1 thread: answers, metrics, explanations", measure_evaluation),
    "start": ("The first visit, on a server that was started just now", measure_start),
    "words": ("Messages put into words at each redrawing of a page, all in all", measure_words),
    "strokes": ("From the end of a stroke to the new answer, pretrained networks", measure_strokes),
    "network": ("The network that is shown as it learns, 1 thread", measure_network),
    "lab": ("A step of the autograd lab", measure_lab),
    "wear": ("Visitors one after the other, each of whom trains, evaluates, draws and leaves", measure_wear),
    "visitors": ("Many visitors train at the same time, in real browser contexts on the same cores", measure_visitors),
}
UNLESS_NAMED = {"posts", "changes"}  # left out unless named


def main() -> None:
    """Measure what the command line names, all but the posts' own runs by default."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="Print the figures that README and docs quote.")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help=f"of {', '.join(PARTS)}")
    wanted: Sequence[str] = parser.parse_args().parts
    folder = Path(os.environ.get("PLAYGROUND_TEST_DATA") or data_folder()).resolve()
    trust_packed_cifar10(folder)
    use_one_thread()
    print(f"Python {platform.python_version()}, torch {torch.__version__}, {describe_device()}")
    for name, (title, measure) in PARTS.items():
        if name in wanted or (not wanted and name not in UNLESS_NAMED):
            print(title)
            measure(folder)


if __name__ == "__main__":
    main()
