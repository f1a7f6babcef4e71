"""A line of a program is a line for Python, whatever letters are in it."""

import ast

import pytest

from core.config import ImageConfig
from core.pasted.text import code_lines
from core.script.lines import Writer, missing, ours

SEPARATORS = ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]  # str.splitlines cuts there


@pytest.mark.parametrize("letter", SEPARATORS)
def test_a_line_ends_where_it_ends_for_python(letter):
    code = f"a = 'x{letter}y'  # u{letter}v\nb = 1\n\nc = 2\n"
    config = ImageConfig()
    assert len(code.splitlines()) == 6
    expected = [f"a = 'x{letter}y'  # u{letter}v", "b = 1", "", "c = 2"]
    for lines in (ours(code, "seed"), missing(code, "seed"), Writer(config, config).line(code)):
        assert [line.code for line in lines] == expected
    assert [node.lineno for node in ast.parse(code).body] == [1, 2, 4]


def test_a_line_break_at_the_end_begins_no_line():
    assert [code_lines(code) for code in ("", "\n", "a", "a\n", "a\n\n", "a\r\nb\r")] == [
        [], [""], ["a"], ["a"], ["a", ""], ["a", "b"]
    ]  # fmt: skip
