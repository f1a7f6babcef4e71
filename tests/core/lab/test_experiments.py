import pytest

from core.lab.experiments import GRADIENTS, UPDATES, run

# What the documentation of PyTorch says, in the order of the questions.
RIGHT = [
    "None",
    "only the gradient",
    "exactly twice that",
    "as after the first",
    "None",
    "six zeros",
    "PyTorch refuses",
]
RIGHT += ["exactly twice that", "None", "ten numbers", "PyTorch refuses"]
RIGHT += ["PyTorch refuses", "the very same", "smaller", "larger", "both equally far"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 12345])
def test_running_the_lines_gives_the_documented_answer(seed):
    found = [(each, run(each, seed)) for each in (*GRADIENTS, *UPDATES)]
    assert [str(experiment.options[finding.right]) for experiment, finding in found] == RIGHT


def test_torch_says_why_it_refuses():
    said = [run(each, 0).cell.output for each in (*GRADIENTS, *UPDATES)]
    assert "Trying to backward through the graph a second time" in said[6]
    assert "(1x400 and 576x120)" in said[10]
    assert "a leaf Variable that requires grad is being used in an in-place operation" in said[11]


def test_questions_are_asked_once():
    questions = [each.id for each in (*GRADIENTS, *UPDATES)]
    assert len(set(questions)) == len(questions)
    assert len({str(each.question) for each in (*GRADIENTS, *UPDATES)}) == len(questions)
