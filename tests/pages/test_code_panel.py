"""The program on Train: which line a fault stands at, and whether a text is the program."""

from dataclasses import replace

import pytest

from core.errors import PastedError
from core.models.cnn import CNNConfig
from core.reader.read import read_program
from pages.ui.train.draft import says_no_more
from pages.ui.train.open_text import line_in
from pages.ui.visitor.form import Draft

SEPARATORS = ["\x0c", "\x1c", "\x85", "\u2028", "\u2029"]  # str.splitlines cuts there, and Python does not


@pytest.mark.parametrize("letter", SEPARATORS)
def test_a_fault_is_shown_at_the_line_that_python_counts(letter):
    source = [f"# a{letter}b{letter}c", "x = 1", f"y = '{letter}'", "x = 1"]
    config = replace(CNNConfig(), source="\n".join(source))
    lines = ["import torch", *source]
    shown = [line_in(lines, config, PastedError("pasted-no-class", line=line)) for line in (1, 2, 3, 4)]
    assert shown == [2, 3, 4, 5]


@pytest.mark.parametrize("letter", SEPARATORS)
def test_two_lines_in_one_are_another_program(lesson, noise, letter):
    def draft(text: str) -> Draft:
        config = CNNConfig()
        return Draft(text, lesson.id, noise.id, config, read_program(text, lesson, noise, config), ())

    lines = ["x = 1", "", "y = 2  "]
    assert says_no_more(draft("x = 1  \n\n\ny = 2\n"), lines)
    assert says_no_more(draft("x = 1\r\ny = 2"), lines)
    assert not says_no_more(draft(f"x = 1{letter}y = 2\n"), lines)
