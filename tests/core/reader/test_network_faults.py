"""What is wrong with the network of a pasted program is said at the program's own line, and mended there."""

from dataclasses import replace

import pytest

from core.lessons import LESSONS
from core.models.cnn import CNNConfig
from core.reader.network_faults import fault_of_network, with_network
from core.reader.read import read_program
from core.reader.records import ProgramReading
from core.script.networks import Divided
from core.script.program import posts_config
from core.script.script import posts_text_of
from tests.core.script.small import small

# (lesson, what is changed in the post's program, what the line with the fault has in it)
WRONG = [
    ("000", ("        x = x.view(x.shape[0], -1)\n", ""), "self.fc1(x)"),
    ("000", ("nn.Linear(128, 64)", "nn.Linear(100, 64)"), "self.fc2(x)"),
    ("000", ("nn.Linear(64, 10)", "nn.Linear(64, 9)"), "return x"),
    ("001", ("", ""), "self.fc(x)"),  # the post's own: nothing is flattened
    ("003", ("nn.Conv2d(6, 16, 5)", "nn.Conv2d(8, 16, 5)"), "self.conv2(x)"),
]


@pytest.mark.parametrize(("lesson_id", "change", "line"), WRONG)
def test_a_fault_is_found_at_its_line_and_its_repairs_leave_a_program_without_one(lesson_id, change, line):
    lesson, dataset = LESSONS[lesson_id], small(lesson_id)
    config = posts_config(lesson, dataset.id)
    text = posts_text_of(lesson, dataset).replace(*change) if change[0] else posts_text_of(lesson, dataset)
    lines = text.split("\n")
    for repaired in range(5):
        reading = read_program(text, lesson, dataset, config)
        fault = fault_of_network(text, reading, dataset.input_shape, len(dataset.classes))
        if fault is None:
            break
        if not repaired:
            assert line in lines[fault.line - 1]
        assert fault.repair is not None
        text = fault.repair
    assert 1 <= repaired < 5
    outside = [each for each in text.split("\n") if each not in lines]
    assert all(each.startswith("        ") for each in outside)  # only lines of the class are new
    mended = replace(config, source=Divided.of(reading.source).source)
    assert lesson.describe_network(dataset, mended)


def test_what_is_written_around_the_network_stays_as_it_is():
    lesson, dataset = LESSONS["000"], small("000")
    text = "# mine\n" + posts_text_of(lesson, dataset) + "\n# the end\n"
    reading = read_program(text, lesson, dataset, posts_config(lesson, dataset.id))
    wider = reading.source.replace("128", "256")
    changed = with_network(text, reading, wider)
    assert changed == text.replace("28 * 28, 128", "28 * 28, 256").replace("Linear(128, 64)", "Linear(256, 64)")
    assert with_network(text, reading, reading.source) == text


def test_a_class_that_is_refused_is_refused_at_its_line():
    lesson, dataset = LESSONS["000"], small("000")
    text = posts_text_of(lesson, dataset).replace("x = self.fc3(x)", "x = self.fc3(open('/etc/passwd'))")
    reading = read_program(text, lesson, dataset, posts_config(lesson, dataset.id))
    fault = fault_of_network(text, reading, dataset.input_shape, len(dataset.classes))
    assert fault is not None
    assert "open(" in text.split("\n")[fault.line - 1]
    assert fault.repair is None


SEPARATORS = ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]  # str.splitlines cuts there


@pytest.mark.parametrize("letter", SEPARATORS)
def test_what_ends_no_line_in_python_ends_none_in_a_mended_program(letter):
    lesson, dataset = LESSONS["000"], small("000")
    text = f"# a{letter}b\n" + posts_text_of(lesson, dataset).replace("nn.Linear(128, 64)", "nn.Linear(100, 64)")
    reading = read_program(text, lesson, dataset, posts_config(lesson, dataset.id))
    assert reading.source.removesuffix("\n").count("\n") + 1 == len(reading.source_lines)
    assert with_network(text, reading, reading.source) == text
    fault = fault_of_network(text, reading, dataset.input_shape, len(dataset.classes))
    assert fault is not None
    assert "self.fc2(x)" in text.split("\n")[fault.line - 1]
    assert fault.repair == text.replace("nn.Linear(100, 64)", "nn.Linear(128, 64)")


def test_thousands_of_lines_are_compared_only_where_they_differ():
    source = "\n".join(["import torch.nn as nn", *[""] * 9_000, "class Net(nn.Module):", "    pass"])
    reading = ProgramReading(CNNConfig(), source=source, source_lines=tuple(range(2, 9_005)))
    text = f"# mine\n{source}\nx = 1"
    assert with_network(text, reading, f"import torch\n{source}") == f"# mine\nimport torch\n{source}\nx = 1"
    other = "\n".join(["import torch", *["", "# new"] * 4_000, "class Net(nn.Module):"])
    assert with_network(text, reading, other) == f"# mine\n{other}\nx = 1"


def test_what_stands_between_the_parts_of_a_network_stays_when_all_of_them_are_replaced():
    parts = [[f"{name}{n} = {n}" for n in range(150)] for name in "ab"]
    text = "\n".join([*parts[0], "# between", *parts[1], "# after"])
    numbers = (*range(1, 151), *range(152, 302))
    reading = ProgramReading(CNNConfig(), source="\n".join([*parts[0], *parts[1]]), source_lines=numbers)
    assert with_network(text, reading, "c = 1\nd = 2\n") == "c = 1\nd = 2\n# between\n# after"
