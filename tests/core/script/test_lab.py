"""The program of the autograd lab: run in a process of its own, it prints what each chapter's lab has printed."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from core.lab.autograd import Action, Lab
from core.lab.experiments import GRADIENTS, UPDATES, lab_of, run
from core.lab.steps import OPTIMIZER, STEPS
from core.lab.updates import STEP, check_gradient, moves, pick
from core.lessons import LESSONS
from core.models.lenet import AS_IN_POST, LeNet
from core.optimizers import COMPARED
from core.script.lab import Way, check_code, lab_program_of, last_line, moves_code
from core.script.lines import OURS
from core.script.program import flat
from core.script.script import notebook_of, posts_text_of, script_of
from tests.conftest import built_in

POST = ["network", "parameters", "input", "forward", "zero_grad", "backward_from_output", "forward", "target", "loss"]
POST += ["graph", "zero_grad", "backward", "update", "forward", "loss"]
ADDRESS = re.compile("0x[0-9a-f]+")
BATCH = 4


def printed_by(code: str, folder: Path) -> list[str]:
    (folder / "lab.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-I", "lab.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return ADDRESS.sub("", done.stdout).splitlines()


def printed_in(*ways: Way) -> list[str]:
    """What the labs have printed, and the lines that were tried out on them."""
    cells = [cell for way in ways for cell in (*way.lab.cells, *filter(None, [way.tried]))]
    return ADDRESS.sub("", "\n".join(cell.output for cell in cells if cell.output)).splitlines()


def walked(seed: int = 3) -> Lab:
    return Lab(seed).do_all(Action(step, {}) for step in POST)


def digits() -> tuple[np.ndarray, tuple[int, ...]]:
    test = built_in(LESSONS["004"]).test
    return test.images[:BATCH].numpy(), tuple(test.targets[:BATCH].tolist())


def practised() -> Lab:
    """Chapter 6: a batch of digits, and ten rounds of the loop."""
    pixels, labels = digits()
    start = [Action("network", {}), Action("input", {"pixels": pixels})]
    start.append(Action("target", {"criterion": "CrossEntropy", "labels": labels}))
    rounds = [Action(step, {}) for step in ("zero_grad", "forward", "loss", "backward")]
    rounds.append(Action("update", {"learning_rate": 0.03, "way": OPTIMIZER}))
    return Lab(2).do_all([*start, *(10 * rounds)])


def tried(experiments) -> list[Way]:
    return [Way(lab_of(4), run(experiment, 4).cell, experiment.question) for experiment in experiments]


def updated() -> list[Way]:
    lab = walked().afresh().do("backward")
    ways = [lab.do("update", learning_rate=0.05), lab.do("update", learning_rate=0.05, way=OPTIMIZER)]
    moved, _ = lab.try_out(moves_code("fc2.weight", (3, 5), 0.05, 3))
    return [*map(Way, ways), Way(lab, moved), *tried(UPDATES)]


def of_a_digit() -> Lab:
    pixels, labels = digits()
    lab = Lab(5).do("network").do("input", pixels=pixels[:1]).do("target", criterion="CrossEntropy", labels=labels[:1])
    return lab.afresh().do("backward").do("backward")  # which torch refuses


def checked() -> list[Way]:
    lab = walked().afresh().do("backward")
    return [Way(lab, lab.try_out(check_code("conv1.weight", (2, 0, 1, 1), STEP))[0])]


CHAPTERS = {
    "walk": lambda: [Way(walked())],
    "walk with a digit": lambda: [Way(of_a_digit())],
    "graph": lambda: [Way(walked().afresh())],
    "gradients": lambda: tried(GRADIENTS),
    "update": updated,
    "check": checked,
    "loop": lambda: [Way(practised())],
    "layers": lambda: [Way(Lab(1).reach("backward"))],
}


@pytest.mark.slow
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_chapter_s_program_prints_what_the_lab_has_printed(chapter, tmp_path):
    ways = CHAPTERS[chapter]()
    expected = printed_in(*ways)
    parts = lab_program_of(ways)
    assert len(expected) > 10
    assert printed_by(script_of(parts), tmp_path) == expected
    cells = [cell for cell in json.loads(notebook_of(parts))["cells"] if cell["cell_type"] == "code"]
    assert printed_by("\n".join(cell["source"] for cell in cells), tmp_path) == expected


@pytest.mark.parametrize(
    ("parameter", "index"), [("conv1.weight", (2, 0, 1, 1)), ("fc3.bias", (4,)), ("fc1.weight", (7, 300))]
)
@pytest.mark.parametrize("make", [lambda: walked().afresh(), lambda: of_a_digit().undo()])
def test_the_lines_of_the_check_print_its_figures(make, parameter, index):
    lab = make()
    cell, _ = lab.try_out(check_code(parameter, index, STEP))
    figures = check_gradient(lab, parameter, index)
    assert cell.output == f"{figures.autograd + 0.0:.10g}\n{figures.difference + 0.0:.10g}"


@pytest.mark.parametrize(("parameter", "index"), [("conv1.weight", (2, 0, 1, 1)), ("fc3.bias", (4,))])
@pytest.mark.parametrize("rate", [0.01, 2.5])
def test_the_lines_of_the_five_optimizers_print_how_far_each_goes(parameter, index, rate):
    lab = walked().afresh().do("backward")
    cell, _ = lab.try_out(moves_code(parameter, index, rate, 3))
    expected = []
    for rule in COMPARED:
        done = moves(rule, *pick(lab, parameter, index), rate, 3)
        expected.append(rule)
        for move in done:
            expected.append(f"{move.after - move.before:+.6f}")
            expected += [f"    {key} = {value:.3g}" for key, value in move.state.items() if key != "step"]
        expected.append(f"{done[-1].after:.6f}")
    assert cell.output.splitlines() == expected


def test_the_last_line_is_that_of_the_last_step():
    lab = walked()
    parts = lab_program_of([Way(lab)])
    lines = [line.code for line in flat(parts)]
    assert lines[last_line(parts) - 1] == lab.cells[-1].code.splitlines()[-1]
    assert not any(lines[last_line(parts) :])
    assert last_line(lab_program_of([Way(lab.undo())])) < last_line(parts)


def test_only_the_seed_is_not_the_post_s_and_every_step_has_its_title():
    parts = lab_program_of([Way(walked())])
    assert [line.code for line in flat(parts) if line.kind == OURS] == ["torch.manual_seed(3)"]
    titles = [str(part.title) for part in parts]
    assert titles[3:] == [str(STEPS[step].title) for step in POST]
    assert len({part.name for part in parts}) == len(parts)
    assert not any(title.startswith("script-") for title in titles)


def test_a_drawing_takes_few_lines():
    lines = script_of(lab_program_of([Way(practised())])).splitlines()
    assert max(map(len, lines)) <= 120
    assert sum(line.startswith("    '") for line in lines) <= 30


def test_the_lab_s_program_has_the_class_as_the_post_writes_it_and_no_english_comment():
    code = [line.code for line in flat(lab_program_of([Way(walked())]))]
    assert not [line for line in code if "#" in line or '"""' in line]
    lesson = LESSONS["004"]
    posts = posts_text_of(lesson, built_in(lesson)).splitlines()
    *before, seed = [line for line in code[: code.index("net = Net()")] if line]
    assert before == [line for line in posts[: posts.index("net = Net()")] if line]
    assert seed == "torch.manual_seed(3)"


def test_the_post_s_class_and_ours_compute_the_same():
    names = {"torch": torch, "nn": torch.nn, "F": torch.nn.functional}
    exec(AS_IN_POST, names)
    theirs, ours = names["Net"](), LeNet()
    theirs.load_state_dict(ours.state_dict())
    images = torch.randn(3, 1, 32, 32)
    assert torch.equal(theirs(images), ours(images))
