import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.evaluate.calibration import Reliability
from core.evaluate.thresholds import Curve
from core.inference import Guess
from core.runs.history import POINTS, LossCurve, LossHistory
from core.training import EpochEnd
from pages.ui import charts
from pages.ui.evaluate import charts as evaluation_charts
from pages.ui.line_ends import LINE_END, label_line_ends, move_apart, text_width
from pages.ui.playground import charts as playground_charts


def curve_of(losses) -> LossCurve:
    history = LossHistory()
    for loss in losses:
        history.append(loss)
    return history.curve()


def test_a_short_curve_is_shown_whole():
    at, values = charts.thin(np.array([1, 2, 3]), np.array([3, 1, 2], np.float32))
    assert at.tolist() == [1, 2, 3]
    assert values.tolist() == [3, 1, 2]


@pytest.mark.slow
@given(st.lists(st.floats(0, 100, width=32), min_size=401, max_size=3000))
def test_a_thinned_curve_keeps_its_extremes_its_order_and_its_values(losses):
    curve = np.array(losses, np.float32)
    at, values = charts.thin(np.arange(1, len(curve) + 1), curve)
    assert len(at) <= 400
    assert (values == curve[at - 1]).all()
    assert (np.diff(at) > 0).all()
    assert (values.min(), values.max()) == (curve.min(), curve.max())


def test_a_curve_whose_points_stand_for_many_mini_batches_shows_the_least_and_the_largest_of_each():
    losses = np.random.default_rng(0).random(3 * POINTS).astype(np.float32)
    raw = charts.loss_chart(curve_of(losses), [], steps=len(losses), steps_per_epoch=10, held_out="test set").data[0]
    assert (min(raw.y), max(raw.y)) == (losses.min(), losses.max())
    assert max(raw.x) <= len(losses)


def test_a_loss_that_explodes_leaves_the_picture_and_a_zoomed_picture_stays_when_one_comes():
    calm, wild = (charts.loss_chart(curve_of([2.0] * 10 + [loss]), [], 50, 10, "test set") for loss in (2.1, 1e9))
    assert wild.layout.yaxis.autorangeoptions.clipmax == pytest.approx(6)
    assert calm.layout.yaxis == wild.layout.yaxis  # plotly.js keeps a visitor's zoom only where ours stays the same
    assert calm.layout.xaxis == wild.layout.xaxis


def test_a_learning_rate_set_by_hand_is_marked_where_it_was_set():
    figure = charts.loss_chart(curve_of([1.0] * 9), [], 50, 10, "test set", rates=[(4, 0.5), (7, 0.001)])
    assert [(line.x0, line.x1) for line in figure.layout.shapes] == [(4, 4), (7, 7)]
    assert [note.text for note in figure.layout.annotations] == ["rate 0.5", "rate 0.001"]


def test_the_best_epoch_is_marked():
    ends = [EpochEnd(number, 0.5, 0.8, 0.4, accuracy, 5.0) for number, accuracy in ((1, 0.9), (2, 0.95), (3, 0.95))]
    mark = charts.accuracy_chart(ends, total_epochs=3, held_out="test set").data[-1]
    assert (mark.name, list(mark.x), list(mark.y)) == ("best epoch", [2], [95])


def test_the_loss_chart_has_room_for_the_whole_run_and_puts_the_test_loss_at_the_ends_of_epochs():
    ends = [EpochEnd(1, 0.5, 0.8, 0.4, 0.9, 5.0), EpochEnd(2, 0.3, 0.9, 0.35, 0.92, 5.0)]
    figure = charts.loss_chart(curve_of([1.0] * 20), ends, steps=50, steps_per_epoch=10, held_out="test set")
    raw, smoothed, tested = figure.data
    assert list(tested.x) == [10, 20]
    assert list(tested.y) == [0.4, 0.35]
    assert len(raw.x) == len(smoothed.x) == 20
    assert figure.layout.xaxis.range[1] >= 50


def test_charts_of_a_run_that_has_not_begun_are_empty_not_broken():
    assert charts.loss_chart(curve_of([]), [], steps=50, steps_per_epoch=10, held_out="test set").data
    assert charts.accuracy_chart([], total_epochs=5, held_out="test set").data


def test_accuracies_are_in_percent():
    figure = charts.accuracy_chart([EpochEnd(1, 0.5, 0.8, 0.4, 0.9, 5.0)], total_epochs=3, held_out="test set")
    assert [list(curve.y) for curve in figure.data] == [[80], [90]]


def test_the_most_probable_class_alone_has_the_strong_colour():
    figure = charts.probability_chart([Guess("0", 0.1), Guess("1", 0.7), Guess("2", 0.2)])
    assert list(figure.data[0].x) == pytest.approx([10, 70, 20])
    assert [color == charts.BLUE for color in figure.data[0].marker.color] == [False, True, False]


def test_an_axis_of_percents_ends_at_100_and_a_long_bar_holds_its_label():
    ends = [EpochEnd(1, 0.5, 0.99, 0.4, 1.0, 5.0)]
    reliability = Reliability(np.array([1.0]), np.array([1.0]), np.array([5]), 0.0)
    figures = [
        charts.probability_chart([Guess("0", 0.999), Guess("1", 0.001)]),
        playground_charts.along_chart(["good"], np.ones(1, np.float32), "positive", "word"),
        playground_charts.padding_chart(np.ones(3, np.float32), 1.0, 0, "positive", "end"),
        evaluation_charts.accuracy_by_class_chart(["0"], [1.0]),
        evaluation_charts.reliability_chart({"": reliability}),
        charts.accuracy_chart([], total_epochs=5, held_out="test set"),
    ]
    ranges = [axis.range for figure in figures for axis in (figure.layout.xaxis, figure.layout.yaxis)]
    assert [list(each) for each in ranges if each is not None and each[1] > 10] == 7 * [[0, 100]]
    assert list(figures[0].data[0].textposition) == ["inside", "outside"]
    options = charts.accuracy_chart(ends, total_epochs=5, held_out="test set").layout.yaxis.autorangeoptions
    assert (options.minallowed, options.maxallowed) == (0, 100)
    marked = [
        trace for figure in figures for trace in figure.data if trace.type == "scatter" and "markers" in trace.mode
    ]
    assert marked
    assert all(trace.cliponaxis is False for trace in marked)  # a mark at 100 is drawn whole


def test_the_confusion_chart_shows_counts_and_survives_a_class_without_examples():
    figure = evaluation_charts.confusion_chart(np.array([[3, 1], [0, 0]]), ["a", "b"])
    assert np.array(figure.data[0].text).tolist() == [["3", "1"], ["0", "0"]]
    assert np.isfinite(figure.data[0].z).all()
    shades = [sum(int(part) for part in color[4:-1].split(",")) for _, color in figure.data[0].colorscale]
    assert shades == sorted(shades, reverse=True)  # the larger, the darker


@pytest.mark.parametrize(
    ("chosen", "corners"),
    [((1, 0), (-0.5, 0.5, 0.5, 1.5)), ((1, None), (-0.5, 1.5, 0.5, 1.5)), ((None, 0), (-0.5, 0.5, -0.5, 1.5))],
    ids=["a cell", "a row", "a column"],
)
def test_the_chosen_cell_of_the_confusion_chart_is_framed(chosen, corners):
    matrix = np.array([[3, 1], [0, 0]])
    assert not evaluation_charts.confusion_chart(matrix, ["a", "b"]).layout.shapes
    (frame,) = evaluation_charts.confusion_chart(matrix, ["a", "b"], chosen=chosen).layout.shapes
    assert (frame.x0, frame.x1, frame.y0, frame.y1) == corners  # columns are guesses, rows the truth


def test_a_share_of_nothing_is_left_blank():
    matrix = np.array([[3, 1], [0, 0]])
    by_row = evaluation_charts.confusion_chart(matrix, ["a", "b"], "row")
    assert np.array(by_row.data[0].text).tolist() == [["75.0", "25.0"], ["–", "–"]]
    by_column = evaluation_charts.confusion_chart(matrix, ["a", "b"], "column")
    assert np.array(by_column.data[0].text).tolist() == [["100.0", "100.0"], ["0.0", "0.0"]]


def test_the_difference_is_signed_and_its_colours_are_even():
    cells = evaluation_charts.difference_chart(np.array([[-3, 3], [0, 1]]), ["a", "b"]).data[0]
    assert np.array(cells.text).tolist() == [["-3", "+3"], ["0", "+1"]]
    assert (cells.zmin, cells.zmax) == (-3, 3)


def luminance(colour: str) -> float:
    """WCAG's relative luminance of '#rrggbb'."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))


@pytest.mark.parametrize("chart", [evaluation_charts.confusion_chart, evaluation_charts.difference_chart])
def test_on_a_dark_page_matrices_are_dark_and_white_numbers_can_be_read(chart):
    figure = chart(np.array([[3, 1], [0, 2]]), ["a", "b"])
    dark = figure.data[0].meta["dark"]  # live_chart.py takes these on a dark page
    assert all(1.05 / (luminance(colour) + 0.05) >= 4.5 for _, colour in dark)
    none = next(colour for place, colour in dark if place == (0.5 if len(dark) == 3 else 0))
    assert luminance(none) < 0.02
    assert figure.data[0].colorscale != dark  # the page in light is as it was


def test_lines_of_a_reliability_diagram_differ_in_more_than_colour():
    some = Reliability(np.array([0.5]), np.array([0.4]), np.array([3]), 0.1)
    _, before, after = evaluation_charts.reliability_chart({"before": some, "after": some}).data
    assert before.line.dash != after.line.dash
    assert before.marker.symbol != after.marker.symbol


def test_a_long_curve_over_thresholds_keeps_its_ends():
    curve = Curve(np.linspace(0, 1, 25_001), np.linspace(0, 1, 25_001), 0.5)
    line = evaluation_charts.curve_chart(curve, "x", "y", None).data[0]
    assert len(line.x) < 1100
    assert (line.x[0], line.x[-1]) == (0, 1)


def test_curves_differ_in_more_than_colour():
    training, tested = charts.accuracy_chart([], total_epochs=1, held_out="test set").data
    assert training.line.dash != tested.line.dash
    assert training.marker.symbol != tested.marker.symbol


@given(st.lists(st.floats(-1000, 1000), max_size=8))
def test_places_are_moved_apart_in_their_order_around_their_mean(places):
    moved = move_apart(places, 18)
    order = np.argsort(places, kind="stable")
    assert (np.diff(np.array(moved)[order]) >= 18 - 1e-6).all()
    assert sum(moved) == pytest.approx(sum(places), abs=1e-6)


def test_places_that_are_apart_stay_and_two_at_the_same_place_give_way_alike():
    assert move_apart([40.0, 0.0, 20.0], 18) == pytest.approx([40, 0, 20])
    assert move_apart([100.0, 5.0, 5.0], 18) == pytest.approx([100, -4, 14])


def lines(*ends: float, names="abcdefgh"):
    traces = [
        charts.line_trace(name, [1, 2], [0, end], {"color": charts.BLUE})
        for name, end in zip(names, ends, strict=False)
    ]
    return charts.build_figure(traces, {"title": "x"}, {"title": "y", "range": [0, 10]})


def test_names_stand_at_the_ends_of_lines_apart_and_have_room():
    figure = label_line_ends(lines(9.0, 9.1, names=("short", "a longer name")))
    notes = figure.layout.annotations
    assert [(note.x, note.y) for note in notes] == [(2, 9), (2, 9.1)]
    height = figure.layout.height - 75
    first, second = (note.y * height / 10 + note.yshift for note in notes)
    assert second - first == pytest.approx(18)
    assert figure.layout.margin.r >= text_width("a longer name")
    assert not figure.layout.showlegend


def test_a_line_without_points_yet_has_no_name_and_the_chart_keeps_the_room_for_it():
    empty = lines(9.0)
    empty.data[0].x = empty.data[0].y = []
    assert not label_line_ends(empty).layout.annotations
    assert empty.layout.margin.r == label_line_ends(lines(9.0)).layout.margin.r


def test_many_lines_and_bars_keep_their_legend():
    bars = charts.class_balance_chart(["a"], np.array([1]), np.array([2]))
    for figure in (lines(*range(8)), bars):
        label_line_ends(figure)
        assert figure.layout.showlegend
        assert not figure.layout.annotations


@pytest.mark.parametrize("recall", [0.0, 0.5, 1.0])
def test_the_chosen_threshold_is_named_within_the_chart(recall):
    curve = Curve(np.array([0.0, 1.0]), np.array([1.0, 0.0]), 0.5)
    (note,) = evaluation_charts.curve_chart(curve, "x", "y", (recall, 0.5)).layout.annotations
    assert note.name == LINE_END
    assert note.xanchor == {0.0: "left", 0.5: "center", 1.0: "right"}[recall]


@pytest.mark.parametrize("count", [2, 5, 10, 12, 13, 20])
def test_cells_are_square_and_wide_enough_for_their_numbers(count):
    matrix = np.full((count, count), 1234)
    for share, longest in (("counts", "1234"), ("row", "100.0")):
        figure = evaluation_charts.confusion_chart(matrix, [str(number) for number in range(count)], share)
        assert figure.layout.yaxis.scaleanchor == "x"
        side = (figure.layout.height - 62) / count
        assert side > 0.56 * figure.data[0].textfont.size * len(longest)  # a digit is narrower than that


def test_a_long_name_of_a_class_is_cut_beside_the_matrix_and_whole_where_the_pointer_is():
    names = ["a rather long name of a class", "b"]
    for chart in (evaluation_charts.confusion_chart, evaluation_charts.difference_chart):
        figure = chart(np.array([[3, 1], [0, 2]]), names)
        assert list(figure.layout.xaxis.ticktext) == ["a rather l…", "b"]
        assert list(figure.data[0].x) == names  # a click tells the whole name
        cell = np.array(figure.data[0].customdata, object)[0, 1]
        assert list(cell[:2]) == names  # truth, guess
