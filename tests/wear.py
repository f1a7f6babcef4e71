"""Visitors one after the other, each of whom does a little of everything and leaves.

For a test and for `benchmarks wear`. They have no browsers, but send what a page of ours sends.
"""

import time
from collections.abc import Sequence

import psutil

from tests.e2e.server import Server
from tests.e2e.wire import SEVEN, wired

GROWTH = 0.1  # of memory, from a few visitors to many, that is not yet wear


def memory_after(server: Server, numbers: Sequence[int], absence: float) -> dict[int, int]:
    """Number of visitors -> bytes of the server's resident memory, so many seconds after the last of them has left."""
    process, used = psutil.Process(server.process.pid), {}
    for number in range(1, numbers[-1] + 1):
        visit(server)
        if number in numbers:
            time.sleep(absence)
            used[number] = process.memory_info().rss
    return used


def visit(server: Server) -> None:
    """Train on digits for two epochs, evaluate, draw, look into autograd, leave."""
    with wired(server) as page:
        page.open("train")
        page.open("train", enter={"Epochs": 2})
        page.open("train", enter={"Epochs": 2}, press="Start training").await_text("See its mistakes", "train")
        page.open("evaluate").await_text("right", "evaluate")
        page.open("playground")
        page.open("playground", strokes=SEVEN)
        page.open("autograd")
        page.open("data")
