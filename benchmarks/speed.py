"""Seconds per epoch of lesson 000 on MNIST: the post's loop, a bare loop, our engine, our app; alone, two at once."""

import json
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.e2e.browser import Visitor, chromium
from tests.e2e.server import serving

ROUNDS = 3
PAIRED_ROUNDS = 9
EPOCHS = 5
OURS = "app"

Rounds = list[dict[str, float]]  # a loop's name -> its seconds an epoch, for each round


def measure_speed(folder: Path) -> None:
    """Print medians over the rounds: seconds an epoch, and how many times as long as our app each loop takes."""
    title = "the app against the least a loop can be: in turn, in one process, 1 thread"
    report(title, paired(folder, ("bare", "engine", OURS)))
    report("against the post's loop, each alone on the computer", [alone(folder) for _ in range(ROUNDS)])
    report("two visitors train at once: the slower of the two", [two_at_once(folder) for _ in range(ROUNDS)])


def report(title: str, rounds: Rounds) -> None:
    """Medians of the seconds; medians and span of the ratios, each taken within a round: the machine's speed drifts."""
    print(f"  {title} ({len(rounds)} rounds)")
    for name in rounds[0]:
        seconds = statistics.median(measured[name] for measured in rounds)
        ratios = sorted(measured[name] / measured[OURS] for measured in rounds)
        span = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
        print(f"    {name:<36} {seconds:7.3f} s an epoch   x {statistics.median(ratios):5.2f} of the app ({span})")
    sys.stdout.flush()


def paired(folder: Path, loops: Sequence[str]) -> Rounds:
    """The loops in turn in one process; the first round warms up and is not counted."""
    seconds = finish(start(loops, folder, rounds=PAIRED_ROUNDS + 1))
    return [{name: seconds[name][number] for name in loops} for number in range(1, PAIRED_ROUNDS + 1)]


def alone(folder: Path) -> dict[str, float]:
    """Each loop in a process of its own with the computer to itself."""
    return {
        "plain, torch's default threads": last(start(["plain"], folder, epochs=1, threads=0), "plain"),
        "plain, 1 thread": last(start(["plain"], folder, epochs=1), "plain"),
        OURS: last(start([OURS], folder), OURS),
        "app, with Chromium on the same cores": in_a_browser(folder),
    }


def two_at_once(folder: Path) -> dict[str, float]:
    """Two equal loops side by side."""
    slower = {}
    for title, loop, epochs, threads in (
        ("plain, torch's default threads", "plain", 0.2, 0),  # a fifth of an epoch: it can take minutes
        ("plain, 1 thread", "plain", 1, 1),
        (OURS, OURS, EPOCHS, 1),
    ):
        both = [start([loop], folder, epochs=epochs, threads=threads) for _ in range(2)]
        slower[title] = max(last(process, loop) for process in both)
    return slower


def start(
    loops: Sequence[str], folder: Path, *, epochs: float = EPOCHS, threads: int = 1, rounds: int = 1
) -> "subprocess.Popen[str]":
    """Some of benchmarks.loops in a process of their own; 0 threads is torch's own default."""
    environment = {key: value for key, value in os.environ.items() if key != "OMP_NUM_THREADS"}
    options = {"data": folder, "epochs": epochs, "threads": threads, "rounds": rounds}
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.loops", *loops, *(f"--{name}={value}" for name, value in options.items())],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def finish(process: "subprocess.Popen[str]") -> dict[str, list[float]]:
    """What it printed last: a loop's name -> its seconds an epoch."""
    printed, _ = process.communicate()
    seconds: dict[str, list[float]] = json.loads(printed.splitlines()[-1])
    return seconds


def last(process: "subprocess.Popen[str]", loop: str) -> float:
    """The seconds of a process that runs one loop once."""
    return finish(process)[loop][-1]


def in_a_browser(folder: Path) -> float:
    """Seconds an epoch as the Train page reports them, with that page open in a browser on this computer."""
    with serving(folder) as server, chromium() as browser:
        visitor = Visitor(browser, server.url).open("train").choose("As in the post").enter("Epochs", "10")
        finished = visitor.click("Start training").page.get_by_text(re.compile("Finished:"))
        finished.wait_for()
        speed = re.search(r"([\d,]+) examples/s", finished.inner_text())
        assert speed is not None
        visitor.leave()
    return 60_000 / float(speed[1].replace(",", ""))
