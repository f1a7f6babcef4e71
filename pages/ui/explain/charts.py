"""Figures of what a network computes on its way to an answer."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from pages.ui.charts import BLUE, GREEN, ORANGE, Floats, build_figure
from pages.ui.language import t

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
        [bars], {"title": t("explain-input-times-weight")}, {"type": "category", "autorange": "reversed"}, height=300
    )


def _heat(values: Floats) -> dict[str, Any]:
    most = float(np.abs(values).max()) or 1.0
    return {
        "type": "heatmap",
        "z": values,
        "zmin": -most,
        "zmax": most,
        "colorscale": SCALE,
        "showscale": False,
        "hovertemplate": t("explain-point", row="%{y}", column="%{x}", number="%{z:.4f}") + "<extra></extra>",
        "xgap": 1,
        "ygap": 1,
    }


def _axes(height: int, width: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Square cells, the first row above."""
    x = {"range": [-0.5, width - 0.5], "constrain": "domain", "showgrid": False}
    y = {"range": [height - 0.5, -0.5], "scaleanchor": "x", "constrain": "domain", "showgrid": False}
    return x, y
