"""What was once tried by hand on the whole app, and has to stay as it was."""

import hashlib
import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from core.config import ImageConfig
from core.data.download import RemoteFile, built_beside, fetch
from core.errors import PlaygroundError
from core.recognize.recognition import read_weights
from core.runs.checkpoint import load_run, save_run
from core.runs.order import Goal
from core.runs.run import Run
from core.runs.snapshot import Status
from core.weights import save_weights
from core.work.scheduler import MOST_JOBS, Scheduler
from pages.ui.language import t
from pages.ui.visitor.session import Session
from tests.conftest import await_state
from tests.core.recognize.test_recognition import mutated
from tests.e2e.server import serving
from tests.wear import GROWTH, memory_after
from tests.web import mirror_of

ROOT = Path(__file__).resolve().parents[2]


def paused(lesson, dataset, config) -> Run:
    run = Run(lesson, dataset, config)
    for goal in (Goal.EPOCH, Goal.STEP):
        run.play(goal)
        run.settle(60)
    return run


def test_2020_mutated_weights_and_runs_are_read_or_refused_in_words(lesson, noise, quick_config):
    run = paused(lesson, noise, quick_config)
    weights, saved, chance = save_weights(run.network), save_run(run), random.Random(0)
    run.abandon()
    refused = 0
    for _ in range(1010):
        for content, read in ((weights, read_weights), (saved, lambda file: load_run(file, lambda _id: noise))):
            try:
                read(mutated(content, chance))
            except PlaygroundError:
                refused += 1
    assert refused > 1000


def test_60_runs_of_20_visitors_end_and_another_one_can_be_started(lesson, noise):
    queue, visitors = Scheduler(), [Session() for _ in range(20)]
    config = ImageConfig(epochs=2, batch_size=10)
    for visitor in visitors:
        for seed in range(3):
            visitor.begin(Run(lesson, noise, replace(config, seed=seed, epochs=50, batch_size=1)), queue, memory=0)
    late = Session()
    late.begin(Run(lesson, noise, config), queue, memory=0)
    assert f"The queue is full: {MOST_JOBS} runs" in t(late.runs.start_problem)
    assert not late.runs.kept
    runs = [run for visitor in visitors for run in visitor.runs.kept]
    await_state(lambda: all(run.snapshot.step for run in runs if run is visitors[0].runs.kept[0]))
    for run in runs:
        run.stop()
    for run in runs:
        run.join(120)
        assert run.snapshot.status is Status.STOPPED
    late.begin(run := Run(lesson, noise, config), queue, memory=0)
    run.join(60)
    assert run.snapshot.status is Status.FINISHED
    assert not late.runs.start_problem


CONTENT = bytes(range(256)) * 1000
FILE = RemoteFile("digits.gz", len(CONTENT), hashlib.md5(CONTENT).hexdigest())
DOWNLOAD = """
import sys
from pathlib import Path
from core.data.download import RemoteFile, built_beside, fetch
place, size, md5, mirror = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
with built_beside(place) as beside:
    fetch(RemoteFile("digits.gz", size, md5), [mirror], beside / "digits.gz", lambda _: None)
"""


def test_a_download_that_was_killed_leaves_nothing_behind_and_the_next_one_arrives(tmp_path):
    (tmp_path / "mirror").mkdir()
    (tmp_path / "mirror" / FILE.name).write_bytes(CONTENT)
    place = tmp_path / "data" / "digits"
    with mirror_of(tmp_path / "mirror") as mirror:
        killed = subprocess.Popen(
            [sys.executable, "-c", DOWNLOAD, str(place), str(FILE.bytes), FILE.digest, mirror.url("stalled")],
            cwd=ROOT,
        )
        await_state(lambda: list(place.parent.glob(f"*/{FILE.name}")))  # it has begun
        killed.send_signal(signal.SIGKILL)
        assert killed.wait(60) == -signal.SIGKILL
        assert not place.exists()
        assert list(place.parent.iterdir())  # what the killed process could not take away
        with built_beside(place) as beside:
            fetch(FILE, [mirror.url("good")], beside / FILE.name, lambda _: None)
    assert (place / FILE.name).read_bytes() == CONTENT
    assert list(place.parent.iterdir()) == [place]


def test_memory_does_not_grow_with_the_number_of_visitors(tmp_path):
    """Shorter than `benchmarks wear`, which has 300 of them."""
    with serving(tmp_path, PLAYGROUND_GRACE_SECONDS="1") as server:
        used = memory_after(server, (10, 50), absence=4)
    assert used[50] < (1 + GROWTH) * used[10]
