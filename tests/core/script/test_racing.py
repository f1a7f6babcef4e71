"""The program of the optimizer race: run in a process of its own, it gives the losses of the race in the app."""

import json
import re
from dataclasses import replace
from math import isfinite
from pathlib import Path
from statistics import fmean, stdev

import pytest

from core.lab.race import EPOCHS, Race, usual_rates
from core.lessons import LESSONS
from core.optimizers import COMPARED
from core.script.lines import POST
from core.script.program import flat
from core.script.racing import race_program_of
from core.script.script import notebook_of, script_of
from core.work.task import finish
from tests.conftest import built_in
from tests.core.script.small import printed_by, small

LOSSES = "import json\nprint(json.dumps(losses))\n"


def cells_of(parts) -> str:
    cells = json.loads(notebook_of(parts))["cells"]
    return "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "code")


def table_of(race: Race, window: int) -> list[str]:
    """What the page's table has: each optimizer's mean loss at the end, the smallest first, then those that are out."""
    means = {
        name: [sum(run[-window:]) / window for run in runs]
        for name, runs in race.losses.items()
        if name not in race.fallen
    }
    several = len(race.seeds) > 1
    rows = [
        f"{name}: {fmean(values):.4f}" + (f" ± {stdev(values):.4f}" if several else "")
        for name, values in sorted(means.items(), key=lambda row: fmean(row[1]))
    ]
    return rows + [f"{name}: out" for name in race.losses if name in race.fallen]


def check(race: Race, steps: int, window: int, folder: Path, dataset=None, code_of=script_of) -> None:
    """The program's losses are the race's, bit for bit, and it prints the table."""
    code = code_of(race_program_of(race, steps))
    finish(race.running(steps))
    *table, losses = printed_by(f"{code}\n{LOSSES}", folder, dataset or race.dataset, race.config)
    assert json.loads(losses) == race.losses
    assert table == table_of(race, window)


@pytest.mark.slow
@pytest.mark.parametrize("lesson_id", LESSONS)
def test_each_lesson_s_program_gives_the_race_s_losses_and_prints_its_table(lesson_id, tmp_path):
    lesson, dataset = LESSONS[lesson_id], small(lesson_id)
    config = lesson.presets[0].config_for(dataset.id)
    check(Race(lesson, dataset, config, usual_rates(), (3, 4)), 20, 1, tmp_path, dataset)


@pytest.mark.slow
@pytest.mark.parametrize("code_of", [script_of, cells_of])
def test_one_seed_on_the_built_in_digits_as_the_page_begins(code_of, tmp_path):
    lesson = LESSONS["000"]
    dataset = built_in(lesson)
    config = lesson.presets[0].config_for(dataset.id)
    check(Race(lesson, dataset, config, usual_rates(), (0,)), 100, 5, tmp_path, dataset, code_of)


@pytest.mark.slow
@pytest.mark.parametrize(("lesson_id", "loss"), [("000", "CrossEntropy"), ("004", "MSE")])
def test_racers_that_leave_the_numbers_are_out_in_the_program_too(lesson_id, loss, tmp_path):
    lesson, dataset = LESSONS[lesson_id], small(lesson_id)
    config = replace(lesson.presets[0].config_for(dataset.id), loss=loss, batch_size=16)
    race = Race(lesson, dataset, config, dict.fromkeys(COMPARED, 10.0), (1, 2))
    check(race, 20, 1, tmp_path, dataset)
    assert {"SGD", "Momentum", "Nesterov"} == race.fallen.keys()
    assert all(isfinite(loss) for runs in race.losses.values() for run in runs for loss in run)


@pytest.mark.slow
def test_settings_that_draw_at_random_and_a_race_that_ends_with_its_epochs(tmp_path):
    lesson, dataset = LESSONS["001"], small("001")
    config = replace(lesson.presets[0].config_for(dataset.id), dropout=0.3, shift=2, rotation=10.0, batch_size=90)
    race = Race(lesson, dataset, config, dict.fromkeys(COMPARED, 0.002), (7,))
    check(race, 1000, EPOCHS // 20, tmp_path, dataset)  # a mini-batch an epoch
    assert all(len(runs[0]) == EPOCHS for runs in race.losses.values())


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_the_program_has_the_visitor_s_rates_seeds_and_length_and_says_why_a_line_is_ours(lesson_id):
    lesson, dataset = LESSONS[lesson_id], small(lesson_id)
    config = lesson.presets[0].config_for(dataset.id)
    parts = race_program_of(Race(lesson, dataset, config, dict.fromkeys(COMPARED, 0.125), (8, 9)), 50)
    text = script_of(parts)
    assert re.findall(r"lr=([\d.]+)", text) == ["0.125"] * 5
    assert "for seed in [8, 9]:" in text
    assert "steps, window = 50, 2" in text
    assert all(line.note is not None for line in flat(parts) if line.kind != POST)
    assert not any(str(part.title).startswith("script-") for part in parts)
