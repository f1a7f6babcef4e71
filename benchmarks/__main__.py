"""`make bench`, or `.venv/bin/python -m benchmarks accuracy drawings speed` for some of it.

`posts` is only measured when it is named: it takes about an hour.

Data: the folder that PLAYGROUND_TEST_DATA or PLAYGROUND_DATA_DIR names, else ./data. Measure with nothing else running.
"""

import argparse
import os
import platform
from collections.abc import Sequence
from pathlib import Path

import torch

from benchmarks.accuracy import measure_drawings, measure_posts, measure_quick_presets
from benchmarks.details import measure_details, measure_lstm
from benchmarks.memory import measure_memory
from benchmarks.speed import measure_speed
from core.data.library import data_folder
from core.device import describe_device, use_one_thread
from tests.packed_cifar10 import trust_packed_cifar10

PARTS = ("accuracy", "drawings", "details", "memory", "speed")


def main() -> None:
    """Measure what the command line names, all but the posts' own runs by default."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="Print the figures that README and docs quote.")
    names = (*PARTS, "posts")
    parser.add_argument("parts", nargs="*", choices=[*names, []], help=f"of {', '.join(names)}")
    parts: Sequence[str] = parser.parse_args().parts or PARTS
    folder = Path(os.environ.get("PLAYGROUND_TEST_DATA") or data_folder()).resolve()
    trust_packed_cifar10(folder)
    use_one_thread()
    print(f"Python {platform.python_version()}, torch {torch.__version__}, {describe_device()}")
    if "details" in parts:
        print("Where the time goes, 1 thread")
        measure_details()
        measure_lstm()
    if "memory" in parts:
        print("Resident memory of a process that loads one thing after the other")
        measure_memory(folder)
    if "accuracy" in parts:
        print("Quick presets: accuracy on the test set, seconds from start to end with all tests")
        measure_quick_presets(folder)
    if "posts" in parts:
        print("The posts' own runs, once each")
        measure_posts(folder)
    if "drawings" in parts:
        print("Pen-written digits (UCI), strokes drawn with a 20 px pen on the 280 x 280 canvas, quick preset")
        for dataset_id in ("mnist", "digits"):
            measure_drawings(folder, dataset_id)
    if "speed" in parts:
        print("Speed, lesson 000 as in the post on MNIST")
        measure_speed(folder)


if __name__ == "__main__":
    main()
