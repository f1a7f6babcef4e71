"""`make bench`, or `.venv/bin/python -m benchmarks accuracy drawings speed` for some of it.

Data: the folder that PLAYGROUND_TEST_DATA or PLAYGROUND_DATA_DIR names, else ./data. Measure with nothing else running.
"""

import argparse
import os
import platform
from collections.abc import Sequence
from pathlib import Path

import torch

from benchmarks.accuracy import measure_drawings, measure_presets
from benchmarks.details import measure_details
from benchmarks.speed import measure_speed
from core.data import mnist
from core.data.library import data_folder
from core.device import describe_device, use_one_thread
from core.errors import DataError

PARTS = ("accuracy", "drawings", "details", "speed")


def main() -> None:
    """Measure what the command line names, all by default."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="Print the figures that README and docs quote.")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help=f"of {', '.join(PARTS)}; all of them by default")
    parts: Sequence[str] = parser.parse_args().parts or PARTS
    folder = Path(os.environ.get("PLAYGROUND_TEST_DATA") or data_folder())
    use_one_thread()
    print(f"Python {platform.python_version()}, torch {torch.__version__}, {describe_device()}, data in {folder}")
    if "details" in parts:
        print("One mini-batch of 64 images, 1 thread")
        measure_details()
    try:
        mnist.load(folder)
    except DataError as error:
        print(f"{error} Only the built-in digits are measured.")
        measure_accuracy(folder, parts, ("digits",))
        return
    measure_accuracy(folder, parts, ("digits", "mnist"))
    if "speed" in parts:
        print("Speed, lesson 000 as in the post on MNIST")
        measure_speed(folder.resolve())


def measure_accuracy(folder: Path, parts: Sequence[str], dataset_ids: tuple[str, ...]) -> None:
    """Accuracy of the presets and on drawings, for each data set."""
    if not {"accuracy", "drawings"} & set(parts):
        return
    print("Accuracy on the test set, lesson 000")
    networks = {dataset_id: measure_presets(folder, dataset_id) for dataset_id in dataset_ids}
    if "drawings" in parts and not (folder / "pendigits" / "train.jsonl").exists():
        print(
            "The pen-written digits (pendigits/train.jsonl, see benchmarks/pen_digits.py) are not in the data folder."
        )
    elif "drawings" in parts:
        print("Pen-written digits (UCI), strokes drawn with a 20 px pen on the 280 x 280 canvas, quick preset")
        for dataset_id, quick in networks.items():
            measure_drawings(folder, dataset_id, quick)


if __name__ == "__main__":
    main()
