"""Figures that explain the answer to a text, from arrays, with words in the visitor's language."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from pages.ui.charts import BLUE, GREEN, ORANGE, Floats, build_figure, literal
from pages.ui.language import t


def along_chart(words: Sequence[str], probabilities: Floats, positive: str, unit: str) -> go.Figure:
    """The probability of the second class after each word of a text, in percent; `unit`: the name of the axis."""
    numbers = list(range(1, len(words) + 1))
    curve = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": numbers,
        "y": 100 * probabilities,
        "text": [*map(literal, words)],
        "hovertemplate": t("playground-after-word", word="%{text}", share="%{y:.1f}%") + "<extra></extra>",
        "line": {"color": BLUE, "width": 3},
        "marker": {"size": 6},
        "cliponaxis": False,
    }
    few = len(words) <= 30
    ticks = {"tickvals": numbers, "ticktext": [*map(literal, words)], "tickangle": -60} if few else {}
    return build_figure(
        [curve],
        {"title": "" if few else unit} | ticks,
        {"title": t("playground-probability-axis", name=positive), "range": [0, 100]},
        height=300,
    )


def padding_chart(padded: Floats, unpadded: float, chosen: int, positive: str, way: str) -> go.Figure:
    """The probability of the second class over the number of filler words: read after them, and read as `way` says.

    `way`: "end" (after the text's last word) or "largest" (the largest of all outputs).
    """
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
            (t("playground-curve-padded"), 100 * padded, ORANGE, "solid"),
            (t("playground-curve-repaired", way=way), np.full(len(padded), 100 * unpadded), BLUE, "dash"),
        )
    ]
    probability = {"title": t("playground-probability-axis", name=positive), "range": [0, 100]}
    figure = build_figure(curves, {"title": t("playground-filler-axis")}, probability, height=300)
    figure.add_vline(chosen, line={"color": GREEN, "width": 2, "dash": "dot"})
    return figure
