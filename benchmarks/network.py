"""The network that is shown as it learns: what an update costs the server, and how much is sent to the browser.

Milliseconds are of the processor: other programs on the computer do not count.
"""

import json
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import data
from core.config import TrainConfig
from core.data.dataset import DataSet
from core.diagram.diagram import diagram_of, short_examples
from core.lessons import LESSONS, Lesson
from core.runs.order import Goal
from core.runs.run import Run
from pages.ui.components.network import SENT_ALWAYS, drawn

CALLS = 41


def measure_network(folder: Path) -> None:
    """Print for each lesson, as in the post, on its own data and on what is built in."""
    for lesson in LESSONS.values():
        own = next(each for each in lesson.datasets if each != "own")
        for dataset_id in dict.fromkeys((own, lesson.built_in())):
            dataset = data.load(folder, dataset_id)
            if dataset is not None:
                config = next(preset for preset in lesson.presets if preset.id == "post").config_for(dataset_id)
                _measure(lesson, dataset, config)


def _measure(lesson: Lesson, dataset: DataSet, config: TrainConfig) -> None:
    """Milliseconds of an update and of the copy of the weights that the run makes for it; kilobytes that are sent."""
    dataset = dataset.read_as(config)
    run = Run(lesson, dataset, replace(config, device="cpu"))
    run.play(Goal.STEP)
    run.settle()
    network, places = run.network, short_examples(dataset.test, config)
    assert network is not None
    updates, sizes = [], []
    for index in places[:CALLS].tolist():
        begun = time.thread_time()
        sent = json.dumps(drawn(diagram_of(network, dataset.test, index)))
        updates.append(1000 * (time.thread_time() - begun))
        sizes.append((len(sent.encode()) + SENT_ALWAYS) / 1000)
    copies = []
    for _ in range(CALLS):
        begun = time.thread_time()
        run.player._freeze(None)
        copies.append(1000 * (time.thread_time() - begun))
    run.abandon()
    print(
        f"  lesson {lesson.id} on {dataset.title}: an update {_of(updates)} ms, {max(sizes):.1f} kB at most; "
        f"the copy of the weights {_of(copies)} ms",
        flush=True,
    )


def _of(times: Sequence[float]) -> str:
    """The median and the 95th percentile."""
    return f"{statistics.median(times):.2f} (95 %: {statistics.quantiles(times, n=20)[-1]:.2f})"
