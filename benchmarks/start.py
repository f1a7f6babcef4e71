"""The first visit: the time from the server's start to the first page, the time of page changes, and the memory."""

import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil

from benchmarks.visitors import CHANGE_PAGE
from tests.e2e.browser import Visitor, chromium
from tests.e2e.server import serving

STARTS = 5
ROUNDS = 5
PAGES = (
    ("Data", "Data"),
    ("Train", "Train"),
    ("Evaluate", "Evaluate"),
    ("Try it", "Try it"),
    ("Autograd", "Autograd"),
    ("Demo", "Demo"),
    ("Home", "PyTorch Playground"),
)


def measure_start(_folder: Path) -> None:
    """Print the seconds from the server's start to the first page and to its network, MB, and ms of page changes."""
    firsts, answering, changes, memory = [], [], [], []
    with tempfile.TemporaryDirectory() as nowhere, chromium() as browser:
        for number in range(STARTS):
            begun = time.perf_counter()
            with serving(Path(nowhere)) as server:
                visitor = Visitor(browser, server.url)
                visitor.page.goto(server.url)
                visitor.heading("PyTorch Playground").wait_for()
                visitor.canvas().wait_for()
                firsts.append(time.perf_counter() - begun)
                visitor.sees("The answer appears here")
                answering.append(time.perf_counter() - begun)
                visitor.settled()
                memory.append(psutil.Process(server.process.pid).memory_info().rss / 1e6)
                if number == STARTS - 1:
                    changes = page_changes(visitor)
                visitor.leave()
    print(
        f"  from the server's start to a first page with its canvas: median {statistics.median(firsts):.1f} s, at "
        f"most {max(firsts):.1f} s; until its network answers: median {statistics.median(answering):.1f} s, at most "
        f"{max(answering):.1f} s"
    )
    print(f"  memory then: median {statistics.median(memory):.0f} MB, at most {max(memory):.0f} MB")
    print(
        f"  from a click to the next page's heading, {len(changes)} changes after one round: median "
        f"{statistics.median(changes):.0f} ms, 95 % within {np.quantile(changes, 0.95):.0f} ms"
    )


def page_changes(visitor: Visitor) -> list[float]:
    """Return the milliseconds of each page change. The first round, which opens every page once, is not counted."""
    times = []
    for number in range(ROUNDS + 1):
        for link, title in PAGES:
            took = visitor.page.evaluate(CHANGE_PAGE, [link, title])
            visitor.settled()
            visitor.page.wait_for_timeout(300)  # a person looks at the page
            if number:
                times.append(took)
    return times
