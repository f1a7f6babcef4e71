"""The program on Train: which line a fault stands at, and whether a text is the program."""

from dataclasses import replace

import pytest

from core.errors import PastedError
from core.models.cnn import CNNConfig
from pages.ui.components.code import CodeLine
from pages.ui.train.code_panel import _at_line, _same

SEPARATORS = ["\x0c", "\x1c", "\x85", "\u2028", "\u2029"]  # str.splitlines cuts there, and Python does not


@pytest.mark.parametrize("letter", SEPARATORS)
def test_a_fault_is_shown_at_the_line_that_python_counts(letter):
    source = [f"# a{letter}b{letter}c", "x = 1", f"y = '{letter}'", "x = 1"]
    config = replace(CNNConfig(), source="\n".join(source))
    lines = [CodeLine("import torch"), *map(CodeLine, source)]
    shown = [_at_line(config, PastedError("pasted-no-class", line=line), lines)[0][0] for line in (1, 2, 3, 4)]
    assert shown == [2, 3, 4, 5]


@pytest.mark.parametrize("letter", SEPARATORS)
def test_two_lines_in_one_are_another_program(letter):
    lines = [CodeLine("x = 1"), CodeLine(""), CodeLine("y = 2  ")]
    assert _same("x = 1  \n\n\ny = 2\n", lines)
    assert _same("x = 1\r\ny = 2", lines)
    assert not _same(f"x = 1{letter}y = 2\n", lines)
