"""Seconds per epoch of lesson 000 on MNIST: the post's loop, a bare loop, our engine, our app; alone, two at once.

The app's seconds are those that its Train page reports. The page is open in Chromium on the same cores, polls, and
shows the network as it learns; for comparison its visitor looks at another page meanwhile.
"""

import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.data import load
from tests.e2e.browser import Visitor, chromium
from tests.e2e.server import serving

ROUNDS = 3
BARE_ROUNDS = 3
EPOCHS = 20
TRAINING_IMAGES = 60_000
OURS = "app, its page open in Chromium"
ELSEWHERE = "app, its visitor on another page"

Rounds = list[dict[str, float]]  # a loop's name -> its seconds an epoch, for each round


def measure_speed(folder: Path) -> None:
    """Print for each loop the seconds per epoch and the ratio to a reference loop, as medians over the rounds."""
    if load(folder, "mnist") is None:
        return
    report("against the least a loop can be", "bare", [against_bare(folder) for _ in range(BARE_ROUNDS)])
    report("the page with its living network", ELSEWHERE, [watched_or_not(folder) for _ in range(BARE_ROUNDS)])
    report("against the post's loop", OURS, [against_post(folder) for _ in range(ROUNDS)])
    report("two visitors train at once: the slower of the two", OURS, [two_at_once(folder) for _ in range(ROUNDS)])


def report(title: str, unit: str, rounds: Rounds) -> None:
    """Print medians of the seconds, and medians and span of the ratios to the loop `unit`.

    Each ratio is taken within one round, since the machine's speed drifts from round to round.
    """
    print(f"  {title} ({len(rounds)} rounds)")
    for name in rounds[0]:
        seconds = statistics.median(measured[name] for measured in rounds)
        ratios = sorted(measured[name] / measured[unit] for measured in rounds)
        span = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
        print(f"    {name:<36} {seconds:7.3f} s an epoch   x {statistics.median(ratios):5.2f} of “{unit}” ({span})")
    sys.stdout.flush()


def against_bare(folder: Path) -> dict[str, float]:
    """Return the seconds per epoch of the bare loop, the engine and the app, each alone on the computer."""
    return {
        "bare": finish(start("bare", folder)),
        "engine": finish(start("engine", folder)),
        "app, its page drawn twice a second": finish(start("app", folder)),
        OURS: in_the_app(folder)[0],
    }


def watched_or_not(folder: Path) -> dict[str, float]:
    """Return the seconds per epoch of a run whose page is open, and of one whose visitor has gone to another page."""
    return {OURS: in_the_app(folder)[0], ELSEWHERE: in_the_app(folder, elsewhere=True)[0]}


def against_post(folder: Path) -> dict[str, float]:
    """Return the seconds per epoch of the post's loop and the app, each alone on the computer."""
    return {
        "plain, torch's default threads": finish(start("plain", folder, epochs=1, threads=0)),
        "plain, 1 thread": finish(start("plain", folder, epochs=1)),
        OURS: in_the_app(folder)[0],
    }


def two_at_once(folder: Path) -> dict[str, float]:
    """Return the seconds per epoch of the slower of two: two equal processes at once, or two visitors of one app."""
    default = [start("plain", folder, epochs=0.2, threads=0) for _ in range(2)]  # a fifth: an epoch can take minutes
    slower = {"plain, torch's default threads": max(map(finish, default))}
    single = [start("plain", folder, epochs=1) for _ in range(2)]
    return slower | {"plain, 1 thread": max(map(finish, single)), OURS: max(in_the_app(folder, visitors=2))}


def start(loop: str, folder: Path, *, epochs: float = EPOCHS, threads: int = 1) -> "subprocess.Popen[str]":
    """Start one loop of benchmarks.loops in a new process. `threads=0` leaves torch's own default."""
    environment = {key: value for key, value in os.environ.items() if key != "OMP_NUM_THREADS"}
    options = {"data": folder, "epochs": epochs, "threads": threads}
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.loops", loop, *(f"--{name}={value}" for name, value in options.items())],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def finish(process: "subprocess.Popen[str]") -> float:
    """Wait for the process; return the seconds per epoch that it has printed last."""
    printed, _ = process.communicate()
    return float(printed.splitlines()[-1])


def in_the_app(folder: Path, *, visitors: int = 1, elsewhere: bool = False) -> list[float]:
    """Seconds an epoch of each visitor's run, as the Train page reports them; a first epoch is not counted.

    `elsewhere`: whether the visitors look at another page until their runs are over.
    """
    with serving(folder) as server, chromium() as browser:
        present = [Visitor(browser, server.url).open("train") for _ in range(visitors)]
        for visitor in present:
            visitor.choose("As in the post").enter("Epochs", "1").click("Start training").sees("Finished:").settled()
            first = seconds_per_epoch(visitor)
            visitor.enter("Epochs", str(EPOCHS))
        for visitor in present:
            visitor.click("Start training").sees(re.compile("Training: epoch"))
        if elsewhere:
            for visitor in present:
                visitor.go("Autograd")
            present[0].page.wait_for_timeout(1000 * EPOCHS * first * len(present))
            for visitor in present:
                visitor.go("Train")
        return [seconds_per_epoch(visitor) for visitor in present]


def seconds_per_epoch(visitor: Visitor) -> float:
    """Wait until the run has finished; return the seconds per epoch from the speed that the page shows."""
    finished = visitor.page.get_by_text(re.compile("Finished:"))
    finished.wait_for()
    speed = re.search(r"([\d,]+) examples/s", finished.inner_text())
    assert speed is not None
    return TRAINING_IMAGES / float(speed[1].replace(",", ""))
