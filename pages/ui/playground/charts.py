"""Figures that explain an answer, from arrays: pure functions that know neither Streamlit nor torch."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from pages.ui.charts import BLUE, GREEN, ORANGE, build_figure, literal

Floats = NDArray[np.float32]
SCALE = ((0.0, ORANGE), (0.5, "#f7f7f7"), (1.0, BLUE))


def map_chart(values: Floats, row: int, column: int) -> go.Figure:
    """One map of a convolution (H, W) with one of its numbers framed."""
    height, width = values.shape
    frame = {"type": "rect", "x0": column - 0.5, "x1": column + 0.5, "y0": row - 0.5, "y1": row + 0.5}
    figure = build_figure([_heat(values)], *_axes(height, width), height=320)
    figure.update_layout(shapes=[frame | {"line": {"color": GREEN, "width": 3}}])
    return figure


def numbers_chart(values: Floats) -> go.Figure:
    """A few numbers (k, k) as coloured squares with the numbers in them."""
    height = len(values)
    cells = _heat(values) | {"text": np.char.mod("%.3f", values), "texttemplate": "%{text}", "textfont": {"size": 13}}
    hidden = {"showticklabels": False, "showgrid": False}
    return build_figure([cells], hidden, hidden | {"autorange": "reversed"}, height=30 + 30 * height)


def contribution_chart(names: Sequence[str], products: Floats) -> go.Figure:
    """What the strongest inputs add to a neuron, a bar each."""
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": products,
        "y": list(names),
        "marker": {"color": [BLUE if product >= 0 else ORANGE for product in products]},
        "text": [f"{product:+.3f}" for product in products],
        "textposition": "auto",
    }
    return build_figure(
        [bars], {"title": "Input times weight"}, {"type": "category", "autorange": "reversed"}, height=300
    )


def along_chart(words: Sequence[str], probabilities: Floats, positive: str) -> go.Figure:
    """The probability of the second class after each word of a text, in percent."""
    numbers = list(range(1, len(words) + 1))
    curve = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": numbers,
        "y": 100 * probabilities,
        "text": [*map(literal, words)],
        "hovertemplate": "after “%{text}”: %{y:.1f}%<extra></extra>",
        "line": {"color": BLUE, "width": 3},
        "marker": {"size": 6},
    }
    few = len(words) <= 30
    ticks = {"tickvals": numbers, "ticktext": [*map(literal, words)], "tickangle": -60} if few else {}
    return build_figure(
        [curve],
        {"title": "" if few else "Word"} | ticks,
        {"title": f"Probability of {positive} (%)", "range": [-3, 103]},
        height=340,
    )


def padding_chart(padded: Floats, unpadded: float, chosen: int, positive: str, way: str) -> go.Figure:
    """The probability of the second class as filler words are added: read after them, and in another way."""
    numbers = np.arange(len(padded))
    curves = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "x": numbers,
            "y": values,
            "line": {"color": colour, "width": 3, "dash": dash},
        }
        for name, values, colour, dash in (
            ("read after the filler words (the post)", 100 * padded, ORANGE, "solid"),
            (f"read at {way} (repaired)", np.full(len(padded), 100 * unpadded), BLUE, "dash"),
        )
    ]
    figure = build_figure(
        curves, {"title": "Filler words"}, {"title": f"Probability of {positive} (%)", "range": [-3, 103]}, height=300
    )
    figure.add_vline(chosen, line={"color": GREEN, "width": 2, "dash": "dot"})
    return figure


def _heat(values: Floats) -> dict[str, Any]:
    most = float(np.abs(values).max()) or 1.0
    return {
        "type": "heatmap",
        "z": values,
        "zmin": -most,
        "zmax": most,
        "colorscale": SCALE,
        "showscale": False,
        "hovertemplate": "row %{y}, column %{x}: %{z:.4f}<extra></extra>",
        "xgap": 1,
        "ygap": 1,
    }


def _axes(height: int, width: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Square cells, the first row above."""
    x = {"range": [-0.5, width - 0.5], "constrain": "domain", "showgrid": False}
    y = {"range": [height - 0.5, -0.5], "scaleanchor": "x", "constrain": "domain", "showgrid": False}
    return x, y
