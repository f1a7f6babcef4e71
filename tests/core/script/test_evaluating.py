"""What Evaluate computes, as a program: run in a process of its own, it prints the app's figures."""

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from core.console import in_percent, in_whole_percent
from core.data.dataset import DataSet, Normalization
from core.evaluate.evaluation import evaluate
from core.lessons import LESSONS
from core.network import TrainedNetwork
from core.pretrained import load_pretrained
from core.runs.run import Run
from core.script.evaluating import TEST, evaluating_of, evaluating_package
from core.script.lines import MISSING, OURS, POST
from core.script.script import arrays_of, program_of, script_of
from tests.conftest import built_in
from tests.core.script.small import OWN, OWN_WORDS, ended, few_texts, printed_by, small

FILE = "weights.safetensors"
# What the app prints after a test; where the post has none, the program says it as 003 does.
SAYS = {lesson.id: lesson.console.accuracy or in_whole_percent for lesson in LESSONS.values()}


def figures(network: TrainedNetwork, dataset: DataSet) -> list[str]:
    """The post's line, each class's share of right answers, and the confusion matrix, from the app's evaluation."""
    evaluation = evaluate(network, dataset)
    assert 0 < evaluation.right < len(evaluation)
    recalls = [
        f"{row.name}: {'nan' if row.recall is None else format(row.recall, '.3f')}" for row in evaluation.class_metrics
    ]
    rows = [" ".join(f"{count:5}" for count in row) for row in evaluation.confusion.tolist()]
    return [SAYS[network.card.lesson](evaluation.right, len(evaluation)), *recalls, *rows]


def trained(lesson_id: str, dataset: DataSet, **changes: object) -> Run:
    lesson = LESSONS[lesson_id]
    run = ended(Run(lesson, dataset, replace(lesson.presets[0].config_for(dataset.id), epochs=1, **changes)))
    assert run.network is not None
    return run


@pytest.mark.slow
@pytest.mark.parametrize("lesson_id", ["000", "001", "002b", "003", "004"])
def test_after_the_program_that_has_trained_it_prints_the_app_s_figures(lesson_id, tmp_path):
    run = trained(lesson_id, built_in(LESSONS[lesson_id]))
    parts = program_of(run.lesson, run.dataset, run.config)
    assert parts[-2].name == TEST
    with_classes = (*parts[:-2], evaluating_of(run.network.card, run.dataset, FILE)[-1])
    lines = printed_by(script_of(with_classes), tmp_path, run.dataset, run.config)
    expected = figures(run.network, run.dataset)
    assert lines[-len(expected) :] == expected
    assert lines[: -len(expected) + 1] == list(run.snapshot.log)  # whose last line is the first of the figures


def by_itself(network: TrainedNetwork, dataset: DataSet, folder: Path) -> list[str]:
    """What the program from the zip file prints, in a process that knows nothing of this app."""
    code = script_of(evaluating_of(network.card, dataset, FILE))
    with zipfile.ZipFile(io.BytesIO(evaluating_package(network, dataset, "test.py", code, FILE))) as archive:
        archive.extractall(folder)
    command = [sys.executable, "-I", "test.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lesson_id", "changes"),
    [
        ("000", {"loss": "MSE", "normalization": "dataset"}),
        ("001", {"blocks": 2, "pooling": "max", "hidden": 16, "dropout": 0.5, "rotation": 10.0}),
        ("002a", {}),
        ("003", {"loss": "BCEWithLogits"}),
        ("004", {}),
        ("002b", {"reading": "largest of all", "max_length": 4, "keep": "end", "word_dropout": 0.2}),
        ("002b", {"reading": "padding's end", "padding": "zero"}),
    ],
)
def test_taken_home_with_its_weights_it_runs_by_itself(lesson_id, changes, tmp_path):
    dataset = small(lesson_id)
    network = trained(lesson_id, dataset, **changes).network
    assert by_itself(network, dataset, tmp_path) == figures(network, dataset)


@pytest.mark.slow
@pytest.mark.parametrize(("lesson_id", "source"), [("000", OWN), ("002b", OWN_WORDS)])
def test_networks_that_a_visitor_has_written(lesson_id, source, tmp_path):
    dataset = small(lesson_id)
    network = trained(lesson_id, dataset, source=source).network
    assert by_itself(network, dataset, tmp_path) == figures(network, dataset)


@pytest.mark.slow
def test_pixels_are_normalised_as_in_training_whatever_the_test_set_is(tmp_path):
    network = trained("004", small("004"), normalization="dataset").network
    other = replace(built_in(LESSONS["004"]), statistics=Normalization((0.9,), (0.1,)))
    assert by_itself(network, other, tmp_path) == figures(network, other)


@pytest.mark.slow
def test_a_network_that_came_with_the_app(tmp_path):
    network = load_pretrained("004-drawings")
    dataset = built_in(LESSONS["004"])
    assert by_itself(network, dataset, tmp_path) == figures(network, dataset)


@pytest.mark.slow
def test_a_class_without_test_examples_has_no_share(tmp_path):
    dataset = built_in(LESSONS["000"])
    kept = dataset.test.targets != 7
    test = replace(dataset.test, inputs=dataset.test.inputs[kept], targets=dataset.test.targets[kept])
    network = trained("000", dataset).network
    printed = by_itself(network, replace(dataset, test=test), tmp_path)
    assert "7: nan" in printed
    assert printed == figures(network, replace(dataset, test=test))


def test_neither_package_takes_the_place_of_the_other_s_data():
    run = trained("000", small("000"))
    content = evaluating_package(run.network, run.dataset, "test.py", "", FILE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    assert names == ["test.py", FILE, "digits-test.npz"]
    assert len(content) < len(arrays_of(run.dataset, run.config)) + 500_000


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_what_the_post_has_not_got_says_why_and_the_rest_is_the_post_s_test(lesson_id):
    lesson = LESSONS[lesson_id]
    dataset = few_texts() if lesson_id == "002b" else small(lesson_id)
    config = next(preset for preset in lesson.presets if preset.id == "post").config_for(dataset.id)
    card = trained(lesson_id, dataset).network.card
    lines = evaluating_of(replace(card, config=config), dataset, FILE)[-1].lines
    assert all(line.note is not None for line in lines if line.kind in {OURS, MISSING})
    post = [line.code for line in lines if line.kind in {POST, MISSING} and line.code]
    test = [part for part in program_of(lesson, dataset, config) if part.name == TEST]
    expected = [line.code for line in test[0].lines if line.kind in {POST, MISSING} and line.code] if test else []
    assert post == expected
    assert bool(post) == (lesson_id in {"000", "001", "002b", "003"})
    ours = [line for line in lines if line.kind == OURS and "confusion" in line.code]
    assert len(ours) >= 3


def test_the_line_of_a_lesson_without_a_test_is_in_whole_percent():
    assert SAYS["002a"] is in_whole_percent
    assert SAYS["000"] is in_percent
