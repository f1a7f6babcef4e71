"""Visitors one after the other, each of whom does a little of everything and leaves: what the server's memory comes to.

`python -m benchmarks wear`. They have no browsers, but send what a page of ours sends, so that three hundred take minutes.
"""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from tests.e2e.server import Server, serving
from tests.e2e.wire import SEVEN, wired

GRACE_SECONDS = 5
TIDY_SECONDS = 5.0  # after the grace period, until what a visitor had is given back


def measure_wear(_folder: Path, numbers: Sequence[int] = (1, 30, 100, 200, 300)) -> None:
    """Print the server's resident memory after so many visitors, when all have left."""
    with tempfile.TemporaryDirectory() as empty:
        used = memory_after(Path(empty), numbers)
    for number, size in used.items():
        print(f"  after {number:3d} visitors: {size / 1e6:.0f} MB")
    first, last = used[numbers[1]], used[numbers[-1]]
    print(f"  {numbers[-1]} visitors against {numbers[1]}: {last / first:.3f} times", flush=True)


def memory_after(data: Path, numbers: Sequence[int]) -> dict[int, int]:
    """Number of visitors -> bytes of resident memory when all of them have left and have been forgotten."""
    used = {}
    with serving(data, PLAYGROUND_GRACE_SECONDS=str(GRACE_SECONDS)) as server:
        process = psutil.Process(server.process.pid)
        for number in range(1, numbers[-1] + 1):
            visit(server)
            if number in numbers:
                time.sleep(GRACE_SECONDS + TIDY_SECONDS)  # the absence itself
                used[number] = process.memory_info().rss
    return used


def visit(server: Server) -> None:
    """Train on digits for two epochs, evaluate, draw, look into autograd, leave."""
    with wired(server) as page:
        page.open("train")
        page.open("train", enter={"Epochs": 2})
        page.open("train", enter={"Epochs": 2}, press="Start training").await_text("has finished", "train")
        page.open("evaluate").await_text("right", "evaluate")
        page.open("playground")
        page.open("playground", strokes=SEVEN)
        page.open("autograd")
        page.open("data")
