"""Names at the ends of a chart's lines, where a legend would have to be looked up."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

LINE_END = "line-end"  # the name of these annotations
HEIGHT = 18  # pixels between two of them
MOST = 6  # with more lines there is a legend


def label_line_ends(figure: go.Figure) -> go.Figure:
    """Write each line's name at its end and a single point's name above it, instead of in a legend; return the figure.

    Names that would lie over one another are moved apart. Where the chart is narrow, as on a phone, live_chart.py shows
    the legend all the same. A figure with many lines, or with other traces that have names, keeps its legend.
    """
    named = [trace for trace in figure.data if trace.name and trace.showlegend is not False]
    lines = [trace for trace in named if trace.type == "scatter" and "lines" in (trace.mode or "")]
    points = [trace for trace in named if trace.type == "scatter" and trace.mode == "markers" and len(trace.x) == 1]
    if not named or len(lines) > MOST or len(lines) + len(points) < len(named):
        return figure
    low, high = _shown_range(figure)
    with_points = [trace for trace in lines if len(trace.x)]
    pixels = (figure.layout.height - 75) / ((high - low) or 1.0)
    ends = [min(max(float(trace.y[-1]), low), high) for trace in with_points]
    places = move_apart([end * pixels for end in ends], HEIGHT)
    for trace, end, place in zip(with_points, ends, places, strict=True):
        figure.add_annotation(
            name=LINE_END,
            x=trace.x[-1],
            y=end,
            text=f"<span style='color:{trace.line.color}'>●</span> {trace.name}",  # not shown
            xanchor="left",
            xshift=8,
            yshift=place - end * pixels,
            showarrow=False,
        )
    for trace in points:
        figure.add_annotation(
            name=LINE_END,
            x=trace.x[0],
            y=trace.y[0],
            text=trace.name,
            xanchor=_side(figure, float(trace.x[0])),
            yanchor="bottom",
            yshift=8,
            showarrow=False,
        )
    width = max((text_width(f"● {trace.name}") for trace in lines), default=0)
    figure.update_layout(showlegend=False, margin={"r": 14 + width, "t": 28 if points else 10})
    return figure


def move_apart(places: Sequence[float], least: float) -> list[float]:
    """Places that are at least `least` apart and as near to the given ones as can be (least squares), in their order.

    Places that would be too near to one another become a group around their mean.
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    groups: list[list[float]] = []  # of what each place would be if all were moved down by `least` times its rank
    for rank, number in enumerate(order):
        groups.append([places[number] - rank * least])
        while len(groups) > 1 and sum(groups[-2]) / len(groups[-2]) > sum(groups[-1]) / len(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    means = [sum(group) / len(group) for group in groups for _ in group]
    moved = dict(zip(order, (mean + rank * least for rank, mean in enumerate(means)), strict=True))
    return [moved[number] for number in range(len(places))]


def text_width(text: str) -> int:
    """About how many pixels a text takes in a chart; Korean letters are twice as wide."""
    return sum(14 if ord(letter) > 0x1100 and letter != "●" else 7 for letter in text)


def _side(figure: go.Figure, x: float) -> str:
    """On which side of its text a point lies, so that the text is not cut off at the chart's edge."""
    left, right = figure.layout.xaxis.range or (x - 1, x + 1)
    place = (x - left) / ((right - left) or 1.0)
    return "left" if place < 0.2 else "right" if place > 0.8 else "center"


def _shown_range(figure: go.Figure) -> tuple[float, float]:
    """The least and the largest y that the chart shows."""
    axis = figure.layout.yaxis
    if axis.range:
        return axis.range[0], axis.range[1]
    values = np.concatenate([np.asarray(trace.y, np.float64) for trace in figure.data if len(trace.y)] or [np.zeros(1)])
    finite = values[np.isfinite(values)] if np.isfinite(values).any() else np.zeros(1)
    low, high = float(finite.min()), float(finite.max())
    most = axis.autorangeoptions.clipmax
    return min(low, 0.0) if axis.rangemode == "tozero" else low, high if most is None else min(high, most)
