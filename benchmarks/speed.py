"""Seconds per epoch of lesson 000 on MNIST: the post's loop, a bare loop, our engine, our app; alone, two at once."""

import json
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.e2e.browser import Visitor, chromium
from tests.e2e.server import serving

ROUNDS = 3  # of all of them in turn: the machine's speed drifts, so only ratios within a round are compared
EPOCHS = 10
OURS = "our app, its page drawn each second"

Seconds = dict[str, float]


def measure_speed(folder: Path) -> None:
    """Print medians over the rounds: seconds an epoch, and how many times as long as our app each loop takes."""
    report("alone", [alone(folder) for _ in range(ROUNDS)])
    report("two trainings at once on the same computer", [two_at_once(folder) for _ in range(ROUNDS)])


def report(title: str, rounds: list[Seconds]) -> None:
    """Medians of the seconds, and of the ratios within each round with their span."""
    print(f"  {title}: seconds an epoch (median of {len(rounds)} rounds), and as a multiple of our app (median, span)")
    for name in rounds[0]:
        seconds = statistics.median(measured[name] for measured in rounds)
        ratios = sorted(measured[name] / measured[OURS] for measured in rounds)
        span = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
        print(f"    {name:<44} {seconds:7.3f} s   x {statistics.median(ratios):5.2f} ({span})")
    sys.stdout.flush()


def alone(folder: Path) -> Seconds:
    """Each loop with the computer to itself."""
    return {
        "the post's loop, torch's default threads": finish(start("plain", folder, epochs=1, threads=0)),
        "the post's loop, 1 thread": finish(start("plain", folder, epochs=1, threads=1)),
        "the bare loop in memory, 1 thread": finish(start("bare", folder)),
        "our engine without the app": finish(start("engine", folder)),
        OURS: finish(start("app", folder)),
        "our app, with Chromium on the same cores": in_a_browser(folder),
    }


def two_at_once(folder: Path) -> Seconds:
    """The slower of two equal loops that run side by side."""

    def pair(begin: Callable[[], "subprocess.Popen[str]"]) -> float:
        return max(map(finish, [begin(), begin()]))

    return {
        "the post's loop, torch's default threads": pair(lambda: start("plain", folder, epochs=1, threads=0)),
        "the post's loop, 1 thread": pair(lambda: start("plain", folder, epochs=1, threads=1)),
        OURS: pair(lambda: start("app", folder)),
    }


def start(loop: str, folder: Path, *, epochs: int = EPOCHS, threads: int = 1) -> "subprocess.Popen[str]":
    """One of benchmarks.loops in a process of its own; 0 threads is torch's own default."""
    environment = {key: value for key, value in os.environ.items() if key != "OMP_NUM_THREADS"}
    options = ["--data", str(folder), "--epochs", str(epochs), "--threads", str(threads)]
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.loops", loop, *options],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def finish(process: "subprocess.Popen[str]") -> float:
    """The seconds per epoch that it printed last."""
    printed, _ = process.communicate()
    return float(json.loads(printed.splitlines()[-1])["seconds_per_epoch"])


def in_a_browser(folder: Path) -> float:
    """Seconds an epoch as the Train page reports them, with that page open in a browser on this computer."""
    with serving(folder) as server, chromium() as browser:
        visitor = Visitor(browser, server.url).open("train").choose("As in the post").enter("Epochs", str(EPOCHS))
        finished = visitor.click("Start training").page.get_by_text(re.compile("Finished:"))
        finished.wait_for()
        speed = re.search(r"([\d,]+) examples/s", finished.inner_text())
        assert speed is not None
        visitor.leave()
    return 60_000 / float(speed[1].replace(",", ""))
