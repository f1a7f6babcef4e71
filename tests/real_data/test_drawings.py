"""Real pen strokes, drawn on the canvas and sent the app's own way."""

import pytest
from benchmarks.pen_digits import accuracy_on_drawings, load_pen_digits

from core.runs import Run


@pytest.fixture(scope="module")
def reader(lesson, mnist_dataset):
    run = Run(lesson, mnist_dataset, lesson.presets[0].config_for("mnist")).start()
    run.join()
    return run.network


def test_a_small_digit_in_a_corner_is_read_as_well_as_a_large_one_in_the_middle(reader, real_data):
    digits = load_pen_digits(real_data, 1000)
    middle = accuracy_on_drawings(reader, digits, 200, corner=False)
    corner = accuracy_on_drawings(reader, digits, 100, corner=True)
    assert middle >= 0.85
    assert abs(middle - corner) <= 0.02
