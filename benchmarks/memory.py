"""How much memory the process takes, part by part."""

import os
import subprocess
import sys
from pathlib import Path

import psutil

from benchmarks.data import prepare
from tests.packed_cifar10 import trust_packed_cifar10


def measure_memory(folder: Path) -> None:
    """Print the resident memory of a fresh process after each thing that it loads."""
    prepare(folder)
    subprocess.run([sys.executable, "-m", "benchmarks.memory", str(folder)], check=True)


def main() -> None:
    """In a process of its own: load one thing after the other."""
    folder, before = Path(sys.argv[1]), 0.0

    for step in (
        "Python",
        "torch",
        "streamlit and plotly",
        "the app's own code",
        "first optimizer",
        "the five pretrained networks",
        "captum, which loads matplotlib",
        "scikit-learn, which loads pandas",
        "torchvision, which loads torch's compiler",
    ):
        import_part(step)
        before = report(step, before)
    from core.errors import DataError
    from core.lessons import DATASETS

    trust_packed_cifar10(folder)
    kept = []
    for source in DATASETS.values():
        try:
            kept.append(source.load(folder))
        except DataError as error:
            print(f"  {source.title}: {error}")
            continue
        before = report(str(source.title), before)
    print(f"  all together, with {len(kept)} data sets: {before:,.0f} MB")


def import_part(step: str) -> None:
    """Import or load what the step names. What is imported is measured, and not used (F401)."""
    match step:
        case "torch":
            import torch  # noqa: F401
        case "torchvision, which loads torch's compiler":
            import torchvision  # noqa: F401
        case "streamlit and plotly":
            import plotly.graph_objects  # noqa: F401
            import streamlit  # noqa: F401
        case "the app's own code":
            import core.runs.run
            import core.weights  # noqa: F401
        case "the five pretrained networks":
            from core.pretrained import PRETRAINED, load_pretrained

            for pretrained_id in PRETRAINED:
                load_pretrained(pretrained_id)
        case "captum, which loads matplotlib":
            import captum.attr  # noqa: F401
        case "scikit-learn, which loads pandas":
            import sklearn.metrics  # noqa: F401
        case "first optimizer":
            from torch import nn

            from core.config import TrainConfig
            from core.optimizers import build_optimizer

            build_optimizer(nn.Linear(1, 1).parameters(), TrainConfig())


def report(step: str, before: float) -> float:
    """Print the memory of the process now, and how much the step has added, in MB; return the memory now."""
    now = float(psutil.Process(os.getpid()).memory_info().rss) / 1e6
    print(f"  {step:<42} {now:7,.0f} MB (+{now - before:,.0f})", flush=True)
    return now


if __name__ == "__main__":
    main()
