"""The first losses of each lesson and preset on built-in data, as they are and as they were when they were last meant.

After a change of the loop, a preset or the built-in data that is meant: `python -m tests.golden_losses`, and look at
the difference in golden_losses.json before it is committed.
"""

import json
from itertools import islice
from pathlib import Path

import torch

from core.lessons import LESSONS, Lesson, Preset
from core.training import Step, train
from tests.conftest import built_in

FILE = Path(__file__).with_suffix(".json")
STEPS = 50
ALL = {f"{lesson.id}-{preset.id}": (lesson, preset) for lesson in LESSONS.values() for preset in lesson.presets}


def first_losses(lesson: Lesson, preset: Preset) -> list[float]:
    """The losses of the first STEPS mini-batches."""
    dataset = built_in(lesson)
    config = preset.config_for(dataset.id)
    events = train(lesson.build_model_for(dataset, config), dataset, config, torch.device("cpu"))
    return [step.loss for step in islice((event for event in events if isinstance(event, Step)), STEPS)]


if __name__ == "__main__":
    torch.set_num_threads(1)
    losses = {name: [float(f"{loss:.6g}") for loss in first_losses(*each)] for name, each in ALL.items()}
    FILE.write_text(
        "{\n" + ",\n".join(f'"{name}": {json.dumps(numbers)}' for name, numbers in losses.items()) + "\n}\n"
    )
