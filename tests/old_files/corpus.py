"""Save what this version saves: weights of every lesson, unfinished runs, a state_dict, and what each has to give."""

import json
import math
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from core.batches import answer_batches
from core.data.dataset import DataSet, Texts
from core.data.own import Collection
from core.lessons import LESSONS
from core.network import TrainedNetwork
from core.runs.checkpoint import save_run
from core.runs.order import Goal
from core.runs.run import Run
from core.weights import save_weights
from tests.conftest import built_in, shortened

WEIGHTS: Mapping[str, Mapping[str, Any]] = {
    "000": {},
    "001": {"hidden": 8},
    "002a": {},
    "002b": {},
    "004": {"normalization": "half"},
}
RUNS: Mapping[str, dict[str, Any]] = {
    "001": {"hidden": 8, "dropout": 0.3, "shift": 1, "schedule": "one-cycle"},
    "002b": {"optimizer": "SGD", "schedule": "cosine"},
    "004": {"optimizer": "Momentum", "schedule": "step"},
}
STEPS_AHEAD = 5


def answers(network: TrainedNetwork) -> list[list[float]]:
    """The network's outputs for three examples that any network of its kind can be asked about."""
    shape, numbers = network.card.input_shape, torch.arange(3 * math.prod(network.card.input_shape)) * 7 % 256
    inputs = (
        numbers.to(torch.uint8).reshape(3, *shape)
        if len(shape) == 3
        else Texts(torch.arange(2, 20, dtype=torch.int32), torch.tensor([0, 9, 14, 18]))
    )
    (_, outputs), *_ = answer_batches(network.model, inputs, network.card.preparation)
    return [[float(f"{number:.6g}") for number in row] for row in outputs.reshape(3, -1).tolist()]


def next_losses(run: Run) -> list[float]:
    """The losses of the next STEPS_AHEAD mini-batches of a run that rests."""
    before = run.snapshot.step
    for _ in range(STEPS_AHEAD):
        run.play(Goal.STEP)
        run.settle(60)
    return [float(f"{loss:.6g}") for loss in run.snapshot.losses.low[before:]]


def learnt_from(lesson_id: str) -> DataSet:
    """What the lesson's unfinished run learns from."""
    if lesson_id == "001":
        return own_data().build_dataset(0.25, 0)
    return shortened(built_in(LESSONS[lesson_id]), 60, 20)


def own_data() -> Collection:
    """Two classes of twelve drawings."""
    rng = np.random.default_rng(5)
    pictures = [rng.integers(0, 256, (1, 28, 28), dtype=np.uint8) for _ in range(24)]
    return Collection("drawings").add("가", pictures[:12]).add("O & X", pictures[12:])


def main(folder: Path) -> None:
    """Write the files and `expected.json`, which says what each has to give when it is opened."""
    folder.mkdir()
    expected: dict[str, object] = {}
    for lesson_id, sizes in WEIGHTS.items():
        lesson = LESSONS[lesson_id]
        dataset = shortened(built_in(lesson), 200, 50)
        config = replace(lesson.presets[0].config_for(dataset.id), epochs=1, **sizes)
        run = ended(Run(lesson, dataset, config))
        assert run.network is not None
        name = f"weights-{lesson_id}.safetensors"
        (folder / name).write_bytes(save_weights(run.network))
        expected[name] = answers(run.network)
        if lesson_id == "004":
            name = f"state-{lesson_id}.pth"
            torch.save(run.network.model.state_dict(), folder / name)
            expected[name] = answers(run.network)
    for lesson_id, changes in RUNS.items():
        lesson = LESSONS[lesson_id]
        dataset = learnt_from(lesson_id)
        common = {"epochs": 3, "batch_size": 4, "learning_rate": 0.01}
        config = replace(lesson.presets[0].config_for(dataset.id), **(common | changes))
        run = Run(lesson, dataset, config)
        run.name = f"{lesson_id} 연습"
        rest(run, Goal.EPOCH)
        for _ in range(2):
            rest(run, Goal.STEP)
        run.set_learning_rate(0.005)
        name = f"run-{lesson_id}.safetensors"
        (folder / name).write_bytes(save_run(run))
        expected[name] = {"step": run.snapshot.step, "name": run.name, "next": next_losses(run)}
        run.abandon()
    lines = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in expected.items())
    (folder / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def ended(run: Run) -> Run:
    """The run at its end."""
    run.start().join()
    return run


def rest(run: Run, goal: Goal) -> None:
    """Play the run up to a goal and wait until it rests there."""
    run.play(goal)
    run.settle(60)


if __name__ == "__main__":
    main(Path(__file__).parent / sys.argv[1])
