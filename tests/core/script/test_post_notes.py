"""What is wrong or left out in the posts' programs is said at lines that they really have."""

import pytest

from core.lessons import LESSONS
from core.script.post_notes import _NOTES, post_note
from core.script.script import posts_text_of
from tests.core.script.small import small


@pytest.mark.parametrize("line", _NOTES)
def test_each_line_with_a_note_stands_in_the_posts_that_it_is_said_of(line):
    for lesson_id in _NOTES[line][0]:
        post = posts_text_of(LESSONS[lesson_id], small(lesson_id))
        assert [each.strip() for each in post.split("\n")].count(line) == 1
        assert post_note(lesson_id, f"    {line}") is not None


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_every_post_has_a_note_and_most_lines_have_none(lesson_id):
    lines = posts_text_of(LESSONS[lesson_id], small(lesson_id)).split("\n")
    noted = [line for line in lines if post_note(lesson_id, line) is not None]
    assert 1 <= len(noted) < len(lines) / 5


def test_a_line_of_one_post_says_nothing_in_another_lesson():
    line = "if i % 100 == 99:"
    assert post_note("000", line) is not None
    assert post_note("003", line) is None
    assert post_note("000", "x = 1") is None
