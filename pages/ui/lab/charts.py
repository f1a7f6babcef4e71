"""The lab's figures, from numbers: functions of their arguments and the visitor's language; they know no torch."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.lab.graph import Node
from pages.ui.charts import BLUE, GREEN, ORANGE, PALE_BLUE, build_figure, line_trace, thin
from pages.ui.language import t
from pages.ui.line_ends import label_line_ends

COLOURS = (BLUE, ORANGE, GREEN, "#CC79A7", "#8C6D00")  # of the racers
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
ROW = 46  # pixels between two rows of the graph
LANE = 1.25  # how far a parameter stands beside the main way
Place = tuple[float, float]


class Stage(NamedTuple):
    """What one layer gives, as a shape."""

    name: str
    channels: int
    side: int  # 0: a row of `channels` numbers


def bar_chart(names: Sequence[str], values: Sequence[float], title: str, format_: str = "%{y:.4f}") -> go.Figure:
    """One upright bar each: blue above 0, orange below."""
    bars = {
        "type": "bar",
        "x": list(names),
        "y": list(values),
        "marker": {"color": [BLUE if value >= 0 else ORANGE for value in values]},
        "texttemplate": format_,
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"size": 11},
        "constraintext": "none",
        "cliponaxis": False,
    }
    return build_figure([bars], {"type": "category"}, {"title": title}, height=240)


def graph_chart(nodes: Sequence[Node], chosen: int) -> go.Figure:
    """The graph from the loss (above) to the parameters, one node marked."""
    places = layout_of(nodes)
    lines_x: list[float | None] = []
    lines_y: list[float | None] = []
    for place, node in enumerate(nodes):
        for following in node.following:
            if following is not None:
                (x0, y0), (x1, y1) = places[place], places[following]
                lines_x += [x0, x1, None]
                lines_y += [y0, y1, None]
    edges = {
        "type": "scatter",
        "mode": "lines",
        "x": lines_x,
        "y": lines_y,
        "line": {"color": "rgba(128,128,128,0.6)", "width": 2},
        "hoverinfo": "skip",
    }
    dots = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "text": [label(node) for node in nodes],
        # Parameters' long names stand below them: beside them a narrow chart would cut them off.
        "textposition": ["bottom center" if node.is_leaf else "middle right" for node in nodes],  # not shown
        "textfont": {"size": 11},
        "hovertext": [node.name for node in nodes],
        "hoverinfo": "text",
        "marker": {
            "size": [24 if place == chosen else 18 for place in range(len(nodes))],
            "color": [GREEN if node.is_leaf else BLUE for node in nodes],
            "symbol": ["square" if node.is_leaf else "circle" for node in nodes],
            "line": {"color": ORANGE, "width": [4 if place == chosen else 0 for place in range(len(nodes))]},
        },
    }
    depth = -min(y for _, y in places)
    hidden = {"showgrid": False, "showticklabels": False, "fixedrange": True}
    figure = build_figure(
        [edges, dots],
        hidden | {"range": [-1.75, 1.75]},
        hidden | {"range": [-depth - 0.7, 0.5]},
        height=int(ROW * (depth + 1.2)),
    )
    figure.update_layout(showlegend=False, dragmode=False)
    return figure


def label(node: Node) -> str:
    """What is written at a node: the parameter's name, or the function's without its endings."""
    function = node.name.removesuffix("0").removesuffix("Backward")  # not shown
    return node.parameter or function.removesuffix("WithIndices")


def layout_of(nodes: Sequence[Node]) -> list[Place]:
    """Return (x, y) of each node, with the first node at the top.

    A node's depth is the length of the longest way to it. At each node, the way with the most nodes goes straight on.
    The other ways stand beside it: the first one before it in next_functions on the right, the first one after it on
    the left, a second one on the opposite side. A single way after it, with none before it, is on the right.
    """
    ways = [tuple(number for number in node.following if number is not None) for node in nodes]

    def behind(place: int) -> int:
        return 1 + sum(map(behind, ways[place]))

    places: dict[int, Place] = {0: (0.0, 0.0)}
    waiting = [0]
    for place in waiting:
        x, y = places[place]
        if not ways[place]:
            continue
        main = ways[place].index(max(ways[place], key=behind))
        before, after = ways[place][:main], ways[place][main + 1 :]
        sides = (LANE,) if len(after) == 1 and not before else (-LANE, LANE)
        beside = dict(zip(before, (LANE, -LANE), strict=False)) | dict(zip(after, sides, strict=False))
        for number in ways[place]:
            places[number] = (x or beside.get(number, 0.0), y - 1)
            waiting.append(number)
    return [places[place] for place in range(len(nodes))]


def tangent_chart(weights: NDArray[np.float64], losses: NDArray[np.float64], at: Place, slope: float) -> go.Figure:
    """The loss as a function of one weight, and its tangent with the slope that autograd gives."""
    middle = len(weights) // 4
    near = weights[middle : len(weights) - middle]
    traces: list[dict[str, Any]] = [
        _line(t("autograd-charts-curve"), weights, losses, BLUE, "solid"),
        _line(t("autograd-charts-tangent"), near, at[1] + slope * (near - at[0]), ORANGE, "dash"),
        {
            "type": "scatter",
            "mode": "markers",
            "name": t("autograd-charts-the-weight"),
            "x": [at[0]],
            "y": [at[1]],
            "marker": {"color": GREEN, "size": 11},
        },
    ]
    y = {"title": t("autograd-charts-loss"), "tickformat": "~g"}
    return label_line_ends(build_figure(traces, {"title": t("autograd-charts-weight")}, y))


def rates_chart(rates: Sequence[float], curves: Sequence[Sequence[float]], chosen: int) -> go.Figure:
    """The loss after each update, a curve for each learning rate; the chosen one is drawn strong."""
    traces = [_line("", range(len(curve)), curve, PALE_BLUE, "solid", 1) for curve in curves]
    traces.append(_line("", range(len(curves[chosen])), curves[chosen], ORANGE, "solid", 3))
    for trace, rate in zip(traces, [*rates, rates[chosen]], strict=True):
        del trace["name"]
        trace["hovertemplate"] = t("autograd-charts-rate", rate=f"{rate:.3g}") + ": %{y:.3g}<extra></extra>"
    start = curves[0][0]
    y = {"title": t("autograd-charts-loss-batch"), "range": [0, 2 * start]}
    return build_figure(traces, {"title": t("autograd-charts-updates")}, y, height=300)


def losses_chart(losses: Sequence[float]) -> go.Figure:
    """The loss of the batch before each update that was made, and now."""
    trace = _line("", range(len(losses)), losses, BLUE, "solid")
    del trace["name"]
    trace["mode"] = "lines+markers"
    x = {"title": t("autograd-charts-updates"), "range": [-0.2, max(5, len(losses)) - 0.8]}
    y = {"title": t("autograd-charts-loss-batch"), "rangemode": "tozero"}
    return build_figure([trace], x, y, height=260)


def race_chart(losses: Mapping[str, Sequence[Sequence[float]]], steps: int, window: int) -> go.Figure:
    """The loss of each racer, as the mean over the last `window` mini-batches: pale for each seed, strong their mean.

    The mean is over the seeds that have run to the end. While there is none, the curve of the first seed stands for it.
    """
    pale, strong = [], []
    for number, (name, runs) in enumerate(losses.items()):
        smooth = [running_mean(np.array(run, np.float32), window) for run in runs]
        for curve in smooth if len(runs) > 1 else ():
            at, shown = thin(np.arange(1, len(curve) + 1), curve)
            pale.append(_line(name, at, shown, COLOURS[number], "solid", 1) | {"opacity": 0.4, "showlegend": False})
        through = [curve for curve in smooth if len(curve) == steps] or smooth[:1]
        mean = np.mean(through, axis=0) if through else np.empty(0, np.float32)
        at, shown = thin(np.arange(1, len(mean) + 1), mean)
        strong.append(_line(name, at, shown, COLOURS[number], DASHES[number]))
    traces = pale + strong
    firsts = [run[0] for runs in losses.values() for run in runs if run]
    y = {
        "title": t("autograd-charts-loss"),
        "rangemode": "tozero",
        "autorangeoptions": {"clipmax": 2 * max(firsts, default=1.5)},
    }
    x = {"title": t("autograd-charts-mini-batch"), "range": [0, 1.02 * steps]}
    return label_line_ends(build_figure(traces, x, y, height=380))


def running_mean(values: NDArray[np.float32], window: int) -> NDArray[np.float32]:
    """Return for each value the mean of the last `window` values, itself included; at the beginning of fewer."""
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    ends = np.arange(1, len(values) + 1)
    begins = np.maximum(0, ends - window)
    means: NDArray[np.float32] = ((sums[ends] - sums[begins]) / (ends - begins)).astype(np.float32)
    return means


def shapes_chart(stages: Sequence[Stage], chosen: int) -> go.Figure:
    """What each layer gives, drawn to scale: squares of pixels, then rows of numbers."""
    figure = build_figure([], {}, {}, height=250)
    x, names = 0.0, []
    for place, stage in enumerate(stages):
        colour = GREEN if place == chosen else BLUE
        sheets = min(stage.channels, 6) if stage.side else 1
        side = float(stage.side or 3)
        height = side if stage.side else 32 * stage.channels**0.5 / 24
        for sheet in range(sheets):
            left, bottom = x + 1.1 * sheet, -height / 2 + 1.1 * sheet
            figure.add_shape(
                type="rect",
                x0=left,
                x1=left + side,
                y0=bottom,
                y1=bottom + height,
                line={"color": "white", "width": 1},
                fillcolor=colour,
                opacity=0.75,
            )
        wide = side + 1.1 * (sheets - 1)
        written = f"{stage.channels} x<br>{stage.side} x {stage.side}" if stage.side else f"{stage.channels}"
        names.append((x + wide / 2, f"{stage.name}<br>{written}"))
        x += wide + 8
    hidden = {"showgrid": False, "zeroline": False, "showticklabels": False, "fixedrange": True}
    figure.update_layout(
        xaxis=hidden | {"range": [-3, x - 5]},
        yaxis=hidden | {"range": [-34, 24]},
        annotations=[
            {"x": at, "y": -18, "text": text, "showarrow": False, "yanchor": "top", "font": {"size": 11}}
            for at, text in names
        ],
    )
    return figure


def _line(name: str, x: Any, y: Any, colour: str, dash: str, width: int = 3) -> dict[str, Any]:
    return line_trace(name, list(x), list(y), {"color": colour, "width": width, "dash": dash})
