"""Figures of an evaluation from arrays: pure functions that know neither Streamlit nor torch."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.evaluate.calibration import Reliability
from core.evaluate.robustness import Perturbation
from core.evaluate.thresholds import Curve
from pages.ui.charts import BLUE, GREEN, ORANGE, build_figure, line_trace, literal
from pages.ui.language import t
from pages.ui.line_ends import label_line_ends, text_width

CELLS = (34, 30, 80)  # pixels of a confusion matrix's cell: with up to MANY classes, with more, and the most
MANY = 12  # classes: with more, numbers are smaller
LETTERS = 11  # letters of a class's name beside a matrix; the whole name is shown where the pointer is
COLORS = (BLUE, ORANGE, GREEN, "#CC79A7", "#E69F00")  # Okabe and Ito
SYMBOLS = ("circle", "diamond", "square", "triangle-up", "x")
DASHES = ("solid", "dot", "dash", "dashdot", "longdash")

# On a dark page, see live_chart.py: none is nearly the page's own colour, and white numbers can be read on all.
DARK_BLUES = ((0.0, "#17202a"), (1.0, "#1f6fb2"))
DARK_DIFFERENCE = ((0.0, "#1f6fb2"), (0.5, "#17202a"), (1.0, "#b2452f"))

Counts = NDArray[np.int64]
Cell = tuple[int | None, int | None]  # truth and guess, None for any


def confusion_chart(
    matrix: Counts, classes: Sequence[str], share: str = "counts", chosen: Cell = (None, None)
) -> go.Figure:
    """Counts by truth (rows) and guess (columns), or their share of the "row" or of the "column", in percent.

    The colour shows the share of the row (or of the column), so mistakes stand out. In an empty row or column a share
    is written as “–”. A frame marks the chosen cell, row or column.
    """
    of = "column" if share == "column" else "row"
    totals = matrix.sum(axis=0 if of == "column" else 1, keepdims=True)
    with np.errstate(invalid="ignore"):
        shares = np.where(totals > 0, matrix / totals, np.nan)
    written = matrix.astype(str) if share == "counts" else np.where(totals > 0, np.char.mod("%.1f", 100 * shares), "–")
    cells = {
        "z": np.sqrt(np.nan_to_num(shares)),  # the square root makes few mistakes visible beside the colour of none
        "zmin": 0,
        "zmax": 1,
        "text": written,
        "customdata": np.dstack([*_names_of_cells(classes), matrix, 100 * np.nan_to_num(shares)]),
        "hovertemplate": t(
            "evaluate-chart-cell",
            truth="%{customdata[0]}",
            guess="%{customdata[1]}",
            count="%{customdata[2]}",
            share="%{customdata[3]:.1f}%",
            of=of,
        ),
        "colorscale": "Blues",  # not shown
        "meta": {"dark": DARK_BLUES},
    }
    figure = _matrix(cells, classes)
    if chosen != (None, None):
        (top, bottom), (left, right) = (
            (-0.5, len(classes) - 0.5) if place is None else (place - 0.5, place + 0.5) for place in chosen
        )
        frame = {"color": ORANGE, "width": 3}
        figure.add_shape(type="rect", x0=left, x1=right, y0=top, y1=bottom, line=frame)
    return figure


def difference_chart(difference: Counts, classes: Sequence[str]) -> go.Figure:
    """The second network's confusion matrix minus the first's: red where it has more, blue where fewer."""
    most = max(1, int(np.abs(difference).max()))
    written = np.where(difference == 0, "0", np.char.mod("%+d", difference))
    cells = {
        "z": difference,
        "zmin": -most,
        "zmax": most,
        "text": written,
        "customdata": np.dstack(_names_of_cells(classes)),
        "hovertemplate": t(
            "evaluate-chart-difference", truth="%{customdata[0]}", guess="%{customdata[1]}", difference="%{text}"
        ),
        "colorscale": "RdBu_r",
        "meta": {"dark": DARK_DIFFERENCE},
    }
    return _matrix(cells, classes)


def _names_of_cells(classes: Sequence[str]) -> tuple[NDArray[np.object_], ...]:
    """The whole names of each cell's truth and of its guess."""
    names = np.array([*map(literal, classes)], object)
    return np.meshgrid(names, names, indexing="ij")


def _matrix(cells: dict[str, Any], classes: Sequence[str]) -> go.Figure:
    """A heatmap of square cells with a row and a column for each class; long names are cut short beside it."""
    names, count = [*map(literal, classes)], len(classes)
    few, many, most = CELLS
    side = many if count > MANY else min(most, max(few, 5 * few // count))
    short = [literal(name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…") for name in classes]
    cells |= {
        "type": "heatmap",
        "name": "",
        "x": names,
        "y": names,
        "texttemplate": "%{text}",
        "textfont": {"size": 10 if count > MANY else 12},
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
    }
    axis = {"type": "category", "tickvals": names, "ticktext": short, "constrain": "domain", "showgrid": False}
    x = axis | {"title": t("evaluate-chart-guess"), "side": "top", "range": [-0.5, count - 0.5]}
    y = axis | {"title": t("evaluate-chart-truth"), "range": [count - 0.5, -0.5], "scaleanchor": "x"}
    longest = max(map(text_width, short))
    slanted = longest if longest > side else 0  # names that are wider than a cell stand upright above it
    x |= {"tickangle": -90 if slanted else 0, "constraintoward": "left"}
    y |= {"constraintoward": "top"}
    return build_figure([cells], x, y, height=side * count + 62 + slanted)


def accuracy_by_class_chart(classes: Sequence[str], accuracies: Sequence[float | None]) -> go.Figure:
    """One bar a class: the share of its test examples that was recognised, 0 to 1, shown in percent."""
    bars = {
        "type": "bar",
        "x": [*map(literal, classes)],
        "y": [None if accuracy is None else 100 * accuracy for accuracy in accuracies],
        "text": ["–" if accuracy is None else f"{100 * accuracy:.0f}" for accuracy in accuracies],
        "marker": {"color": BLUE},
    }
    return build_figure(
        [bars], {"type": "category"}, {"title": t("evaluate-chart-recognised"), "range": [0, 100]}, height=240
    )


def reliability_chart(curves: Mapping[str, Reliability]) -> go.Figure:
    """How often right against how sure, by name of the curve; on the diagonal both are the same."""
    diagonal = {
        "type": "scatter",
        "name": t("evaluate-chart-as-sure"),
        "x": [0, 100],
        "y": [0, 100],
        "mode": "lines",
        "line": {"color": "gray", "dash": "dash", "width": 1},
    }
    point = t("evaluate-chart-bin", sure="%{x:.0f}%", right="%{y:.0f}%", count="%{customdata}")
    lines = [
        _line(name, 100 * curve.confidence, 100 * curve.accuracy, number)
        | {
            "customdata": curve.counts,
            "hovertemplate": f"{point}<extra></extra>",
        }
        for number, (name, curve) in enumerate(curves.items())
    ]
    x = {"title": t("evaluate-chart-sure"), "range": [0, 100]}
    y = {"title": t("evaluate-chart-right"), "range": [0, 100]}
    return label_line_ends(build_figure([diagonal, *lines], x, y, height=340))


def curve_chart(curve: Curve, x: str, y: str, chosen: tuple[float, float] | None) -> go.Figure:
    """A curve over thresholds with both axes from 0 to 1, and the point of the chosen threshold."""
    step = max(1, len(curve.x) // 1000)  # more points than pixels show nothing more
    keep = np.unique(np.append(np.arange(0, len(curve.x), step), len(curve.x) - 1))
    traces = [
        {
            "type": "scatter",
            "x": curve.x[keep],
            "y": curve.y[keep],
            "mode": "lines",
            "line": {"color": BLUE, "width": 3},
        }
    ]
    if chosen is not None:
        traces.append(
            {
                "type": "scatter",
                "name": t("evaluate-chart-threshold"),
                "x": [chosen[0]],
                "y": [chosen[1]],
                "mode": "markers",
                "marker": {"color": ORANGE, "size": 14, "symbol": "diamond"},
                "cliponaxis": False,
            }
        )
    x_axis, y_axis = ({"title": literal(title), "range": [0, 1]} for title in (x, y))
    return label_line_ends(build_figure(traces, x_axis, y_axis, height=320))


def robustness_chart(perturbation: Perturbation, accuracies: Sequence[float]) -> go.Figure:
    """Accuracy in percent at no change and at each strength."""
    steps = [t("evaluate-chart-unchanged"), *(f"{strength:g}" for strength in perturbation.strengths)]
    line = _line("", steps, [100 * accuracy for accuracy in accuracies], 0)
    del line["name"]  # one line needs no legend
    title = t("evaluate-chart-strength", kind=perturbation.title, unit=perturbation.unit)
    y = {"title": t("evaluate-chart-accuracy"), "range": [0, 100]}
    return build_figure([line], {"title": title, "type": "category"}, y, height=260)


def _line(name: str, x: Any, y: Any, number: int) -> dict[str, Any]:
    """One of several lines, which differ in colour, dash and mark."""
    style = number % len(COLORS)
    line = {"color": COLORS[style], "width": 3, "dash": DASHES[style]}
    return line_trace(name, x, y, line, {"size": 9, "symbol": SYMBOLS[style]})
