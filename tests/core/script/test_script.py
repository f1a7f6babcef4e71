"""The programs that visitors take home: run in a process of their own, they print and learn what the app does."""

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.config import bounds_of
from core.data.dataset import DataSet, Split
from core.data.own import TEST, TRAIN, VALIDATION, dataset_of
from core.errors import ConfigError
from core.lessons import DATASETS, LESSONS
from core.messages import english
from core.runs.order import Goal
from core.runs.run import Run
from core.script.changes import changes_of
from core.script.lines import CHANGED, MISSING, OURS, POST
from core.script.program import Happened, flat
from core.script.script import (
    digest_of,
    notebook_of,
    package_of,
    posts_text_of,
    program_of,
    script_of,
)
from core.script.using import using_of
from core.weights import load_weights
from tests.conftest import built_in
from tests.core.script.small import ended, printed_by, small

PRESETS = [(lesson.id, preset.id) for lesson in LESSONS.values() for preset in lesson.presets]
SAME = "Same weights as in the app: True"


def program_of_run(run: Run):
    assert run.network is not None
    happened = Happened.of(run.snapshot, digest_of(run.network.model))
    return program_of(run.lesson, run.dataset, run.config, happened)


def check(run: Run, folder: Path) -> None:
    code = script_of(program_of_run(run))
    assert printed_by(code, folder, run.dataset, run.config) == [*run.snapshot.log, SAME]


@pytest.mark.slow
@pytest.mark.parametrize(("lesson_id", "preset_id"), PRESETS)
def test_each_preset_s_program_prints_the_run_s_lines_and_ends_with_its_weights(lesson_id, preset_id, tmp_path):
    lesson = LESSONS[lesson_id]
    dataset = built_in(lesson)
    preset = next(preset for preset in lesson.presets if preset.id == preset_id)
    run = ended(Run(lesson, dataset, replace(preset.config_for(dataset.id), epochs=1)))
    check(run, tmp_path)
    assert torch.load(tmp_path / "weights.pt").keys() == run.network.model.state_dict().keys()


@pytest.mark.slow
def test_korean_reviews_and_a_notebook_s_cells(tmp_path):
    lesson, dataset = LESSONS["002b"], DATASETS["korean-reviews"].load(Path("nowhere"))
    config = replace(lesson.presets[0].config_for(dataset.id), epochs=1, word_dropout=0.2)
    run = ended(Run(lesson, dataset, config))
    cells = json.loads(notebook_of(program_of_run(run)))["cells"]
    code = "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "code")
    assert printed_by(code, tmp_path, run.dataset, config) == [*run.snapshot.log, SAME]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lesson_id", "change_id"),
    [("000", "dropout"), ("001", "batch-norm"), ("002b", "gru"), ("003", "residual"), ("004", "average-pooling")],
)
def test_a_network_of_one_s_own_stands_in_the_program_as_it_was_written(lesson_id, change_id, tmp_path):
    lesson = LESSONS[lesson_id]
    dataset = built_in(lesson)
    config = replace(lesson.presets[0].config_for(dataset.id), epochs=1)
    made = changes_of(lesson, dataset, config)
    source = next(source for change, source in made.items() if change.id == change_id)
    run = ended(Run(lesson, dataset, replace(config, source=source)))
    assert source[source.index("class") : source.index("net = ")].strip() in script_of(program_of_run(run))
    check(run, tmp_path)


def changed_by_hand(run: Run) -> None:
    run.play(Goal.STEP)
    run.settle()
    run.set_learning_rate(0.02)
    run.play(Goal.EPOCH)
    run.settle()
    run.set_learning_rate(0.001)


@pytest.mark.slow
@pytest.mark.parametrize("schedule", ["constant", "one-cycle", "step"])
def test_learning_rates_set_by_hand_and_a_pause_are_in_the_program(schedule, tmp_path, noise):
    lesson = LESSONS["000"]
    config = replace(lesson.presets[1].config, epochs=3, batch_size=16, schedule=schedule, log_every=2)
    run = Run(lesson, replace(noise, id="digits"), config)
    changed_by_hand(run)
    check(ended(run), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("goals", [[Goal.STEP] * 5, [Goal.EPOCH, Goal.STEP], [Goal.EPOCH]], ids=len)
def test_a_run_that_was_stopped_ends_where_it_was_stopped(goals, tmp_path, noise):
    lesson = LESSONS["001"]
    config = replace(lesson.presets[1].config, epochs=3, batch_size=16)
    run = Run(lesson, replace(noise, id="digits"), config)
    for goal in goals:
        run.play(goal)
        run.settle()
    run.stop()
    check(ended(run), tmp_path)


@pytest.mark.slow
def test_a_run_without_progress_ends_early_and_is_judged_on_the_validation_part(tmp_path, noise):
    lesson = LESSONS["001"]
    parts = {part: _some(noise, count) for part, count in ((TRAIN, 60), (VALIDATION, 20), (TEST, 25))}
    brought = dataset_of(("a", "b"), parts, reads="drawings")
    config = replace(lesson.presets[0].config_for(brought.id), epochs=40, patience=2, learning_rate=1e-6)
    run = ended(Run(lesson, brought, config))
    assert len(run.snapshot.epochs) < 40
    check(run, tmp_path)


def _some(dataset: DataSet, count: int) -> Split:
    return Split(dataset.train.images[:count], torch.arange(count) % 2)


@st.composite
def settings_of(draw, lesson):
    """Any hyperparameters that the form offers, but for a short run."""
    values = {}
    kind = lesson.config_kind
    for spec in fields(kind):
        bounds = bounds_of(kind, spec.name)
        if spec.name in {"epochs", "device", "units", "embedding", "source"}:
            continue
        if bounds.choices:
            values[spec.name] = draw(st.sampled_from(bounds.choices))
        elif isinstance(spec.default, int):
            values[spec.name] = draw(st.integers(int(bounds.low), min(int(bounds.high), 40)))
        else:
            values[spec.name] = draw(st.floats(bounds.low, min(bounds.high, 0.5)))
    config = kind(epochs=draw(st.integers(1, 3)), device="cpu", **values)
    return replace(config, source=draw(st.sampled_from(["", *changes_of(lesson, small(lesson.id), config).values()])))


@pytest.mark.slow
@pytest.mark.parametrize("lesson_id", LESSONS)
@settings(max_examples=3, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_settings_of_the_form_give_the_run_s_lines_and_weights(lesson_id, data, tmp_path_factory):
    lesson = LESSONS[lesson_id]
    dataset = small(lesson_id)
    config = data.draw(settings_of(lesson).filter(lambda config: _works(lesson, dataset, config)))
    run = ended(Run(lesson, dataset, config))
    if run.snapshot.status.value == "finished":  # else the numbers are no longer finite
        check(run, tmp_path_factory.mktemp("script"))


def _works(lesson, dataset, config) -> bool:
    try:
        lesson.describe_network(dataset, config)
    except ConfigError:
        return False
    return True


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_as_in_the_post_changes_no_line_of_the_post(lesson_id):
    lesson = LESSONS[lesson_id]
    dataset = built_in(lesson)
    post = next(preset for preset in lesson.presets if preset.id == "post").config_for(dataset.id)
    lines = list(flat(program_of(lesson, dataset, post)))
    assert {line.kind for line in lines} <= {POST, OURS, MISSING}
    # What is ours says why, and the program without it is the post's, in its order.
    assert all(line.note is not None for line in lines if line.kind != POST)
    kept = [line.code for line in lines if line.kind in {POST, MISSING} and line.code]
    assert [line for line in posts_text_of(lesson, dataset).splitlines() if line] == kept


def test_a_changed_hyperparameter_changes_its_line_alone(noise):
    lesson = LESSONS["000"]
    post = lesson.presets[1].config
    changed = [
        line for line in flat(program_of(lesson, noise, replace(post, learning_rate=0.5))) if line.kind == CHANGED
    ]
    assert [line.code for line in changed] == ["optimizer = optim.SGD(net.parameters(), lr=0.5)"]
    assert str(changed[0].note) == "Learning rate: 0.5, in the post 0.01"
    assert "learning_rate" in changed[0].fields


def test_nothing_of_the_app_is_imported(noise):
    for lesson in LESSONS.values():
        code = script_of(program_of(lesson, built_in(lesson), lesson.presets[0].config_for(lesson.built_in())))
        imported = {
            line.split()[1].split(".")[0] for line in code.splitlines() if line.startswith(("import ", "from "))
        }
        assert imported <= {"torch", "torchvision", "numpy", "math", "hashlib"}


def test_published_data_are_fetched_by_torchvision_and_other_data_travel_along(noise, digits_dataset):
    lesson = LESSONS["000"]
    config = lesson.presets[0].config
    assert package_of(noise, config, "lesson.py", "print(1)\n") == b"print(1)\n"  # its id is MNIST's
    content = package_of(digits_dataset, config, "lesson.py", "print(1)\n")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.read("lesson.py") == b"print(1)\n"
        arrays = np.load(BytesIO(archive.read("digits.npz")))
    assert np.array_equal(arrays["train_images"], digits_dataset.train.images.numpy())
    assert np.array_equal(arrays["test_labels"], digits_dataset.test.targets.numpy())


def command(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[3]
    environment = {**os.environ, "PYTHONPATH": str(root), "PLAYGROUND_DATA_DIR": str(folder / "data")}
    line = [sys.executable, "-m", "core", *arguments]
    return subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.slow
def test_the_command_line_trains_pauses_goes_on_and_writes_the_program(tmp_path):
    short = ["000", "--set", "epochs=3", "--set", "log_every=10"]
    whole = command("train", *short, "--out", "whole.safetensors", folder=tmp_path)
    assert whole.returncode == 0, whole.stderr
    first = command("train", *short, "--run", "run.safetensors", "--epochs-now", "2", folder=tmp_path)
    rest = command("train", "000", "--resume", "run.safetensors", "--out", "rest.safetensors", folder=tmp_path)
    assert first.stdout
    assert rest.stdout == whole.stdout  # what the run printed before is in its file
    written = command("script", *short, "--out", "program.py", "--lang", "ko", folder=tmp_path)
    assert written.returncode == 0, written.stderr
    assert "# 추가:" in (tmp_path / "program.py").read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "program.py"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=300
    )
    assert done.stdout == whole.stdout
    used = command("use", "whole.safetensors", "--lang", "ko", folder=tmp_path)
    network = load_weights((tmp_path / "whole.safetensors").read_bytes())
    parts = using_of(network.card, network.vocabulary, "whole.safetensors")
    assert used.stdout == script_of(parts, lambda message: english().put(message, "ko"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["script", "000", "--data", "cifar10"], "Lesson 000 has no such data set"),
        (["script", "000", "--preset", "repaired"], "no such preset"),
        (["script", "000", "--set", "rate=1"], "There is no hyperparameter “rate”"),
        (["script", "000", "--set", "epochs=many"], "not a whole number"),
        (["train", "000", "--data", "mnist"], "MNIST is not on this server yet"),
        (["use", "nothing.safetensors"], "No such file"),
        (["use", __file__], "This is not a safetensors file"),
    ],
)
def test_the_command_line_says_what_is_wrong(arguments, said, tmp_path):
    done = command(*arguments, folder=tmp_path)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
