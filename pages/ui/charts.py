"""Figures from records and arrays: pure functions, each named for its chart. They know neither Streamlit nor torch."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from scipy.signal import lfilter

from core.inference import Guess
from core.training import EpochEnd

BLUE, ORANGE = "#0072B2", "#D55E00"  # Okabe and Ito
PALE_BLUE = "rgba(86, 180, 233, 0.55)"
POINTS = 400  # a curve is thinned to about this many points
SMOOTHING = 0.97  # weight of the past in the smoothed loss

Floats = NDArray[np.float32]


def loss_chart(losses: Floats, epochs: Sequence[EpochEnd], steps: int, steps_per_epoch: int) -> go.Figure:
    """Over `steps` mini-batches: the loss of each, smoothed, and that of the test set after each epoch."""
    figure = _figure("Mini-batch", "Loss")
    for name, values, line in (
        ("each mini-batch", losses, {"color": PALE_BLUE, "width": 1}),
        ("smoothed", smooth(losses), {"color": BLUE, "width": 3}),
    ):
        at, thinned = thin(values)
        figure.add_scatter(x=at, y=thinned, name=name, mode="lines", line=line)
    _add_epoch_curve(
        figure, "test set", [end.epoch * steps_per_epoch for end in epochs], [end.test_loss for end in epochs], ORANGE
    )
    figure.update_xaxes(range=[0, 1.02 * steps])  # the last mark is not cut in half
    figure.update_yaxes(rangemode="tozero")
    return figure


def accuracy_chart(epochs: Sequence[EpochEnd], total_epochs: int) -> go.Figure:
    """Accuracy in percent on the training and the test examples after each epoch."""
    figure = _figure("Epoch", "Accuracy (%)")
    numbers = [end.epoch for end in epochs]
    _add_epoch_curve(figure, "training set", numbers, [100 * end.train_accuracy for end in epochs], BLUE)
    _add_epoch_curve(figure, "test set", numbers, [100 * end.test_accuracy for end in epochs], ORANGE)
    figure.update_xaxes(range=[0.5, total_epochs + 0.5], tick0=1, dtick=max(1, total_epochs // 10))
    return figure


def probability_chart(guesses: Sequence[Guess]) -> go.Figure:
    """One bar a class, in percent, the most probable one in the strong colour."""
    best = max((guess.probability for guess in guesses), default=0.0)
    percents = [100 * guess.probability for guess in guesses]
    figure = _figure("Probability (%)", "", height=340)
    figure.add_bar(
        x=percents,
        y=[guess.name for guess in guesses],
        orientation="h",
        marker={"color": [BLUE if guess.probability == best else PALE_BLUE for guess in guesses]},
        text=[f"{percent:.1f}" for percent in percents],
        textposition="outside",
        cliponaxis=False,
    )
    figure.update_xaxes(range=[0, 112], tickvals=[0, 25, 50, 75, 100])
    figure.update_yaxes(type="category", autorange="reversed")
    return figure


def confusion_chart(matrix: NDArray[np.int64], classes: Sequence[str]) -> go.Figure:
    """Counts by truth (rows) and guess (columns); colour shows the share of the row, so mistakes stand out."""
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    figure = _figure("The network's guess", "The truth", height=520)
    figure.add_heatmap(
        z=np.sqrt(shares),  # the square root lifts the few mistakes above the white of none
        x=list(classes),
        y=list(classes),
        text=matrix,
        texttemplate="%{text}",
        textfont={"size": 14},
        customdata=100 * shares,
        hovertemplate="truth %{y}, guess %{x}: %{text} (%{customdata:.1f}% of the row)<extra></extra>",
        showscale=False,
        xgap=1,
        ygap=1,
        zmin=0,
        zmax=1,
    )
    figure.update_xaxes(type="category", side="top")
    figure.update_yaxes(type="category", autorange="reversed")
    return figure


def class_balance_chart(classes: Sequence[str], train: NDArray[np.int64], test: NDArray[np.int64]) -> go.Figure:
    """How many training and test examples each class has."""
    figure = _figure("Class", "Examples")
    figure.add_bar(x=list(classes), y=train, name="training set", marker={"color": BLUE})
    figure.add_bar(x=list(classes), y=test, name="test set", marker={"color": ORANGE, "pattern": {"shape": "/"}})
    figure.update_xaxes(type="category")
    return figure


def pixel_histogram(edges: Floats, shares: Floats) -> go.Figure:
    """Share of pixels (0 to 1) by value, between consecutive edges; a log scale, since most pixels are background."""
    figure = _figure("Pixel value", "Share of pixels (%)", height=240)
    figure.add_bar(x=(edges[:-1] + edges[1:]) / 2, y=100 * shares, width=np.diff(edges), marker={"color": BLUE})
    figure.update_yaxes(type="log")
    return figure


def thin(values: Floats, points: int = POINTS) -> tuple[NDArray[np.int64], Floats]:
    """(positions from 1, values) of at most `points` of the values, with every bucket's smallest and largest kept."""
    count = len(values)
    if count <= points:
        return np.arange(1, count + 1), values
    edges = np.linspace(0, count, points // 2 + 1).astype(np.int64)
    buckets = [values[start:end] for start, end in pairwise(edges)]
    extremes = [
        start + position
        for start, bucket in zip(edges[:-1], buckets, strict=True)
        for position in sorted({int(bucket.argmin()), int(bucket.argmax())})
    ]
    kept = np.array(extremes, dtype=np.int64)
    return kept + 1, values[kept]


def smooth(values: Floats, past: float = SMOOTHING) -> Floats:
    """Exponential moving average, corrected for its start as in Adam (Kingma and Ba, 2015)."""
    if not len(values):
        return values
    averaged = lfilter([1 - past], [1, -past], values.astype(np.float64))
    smoothed: Floats = (averaged / (1 - past ** np.arange(1, len(values) + 1))).astype(np.float32)
    return smoothed


def _add_epoch_curve(figure: go.Figure, name: str, x: Sequence[int], y: Sequence[float], color: str) -> None:
    """A curve with a mark an epoch; the two colours also differ in dash and mark."""
    dash, symbol = ("dot", "diamond") if color == ORANGE else ("solid", "circle")
    line, marker = {"color": color, "width": 3, "dash": dash}, {"size": 9, "symbol": symbol}
    figure.add_scatter(x=list(x), y=list(y), name=name, mode="lines+markers", line=line, marker=marker)


def _figure(x_title: str, y_title: str, height: int = 320) -> go.Figure:
    """An empty figure; without Plotly's default template, which is four fifths of a live chart's bytes and time."""
    return go.Figure(
        layout={
            "template": "none",
            "height": height,
            "margin": {"l": 10, "r": 10, "t": 10, "b": 10},
            "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
            "hovermode": "closest",
            "bargap": 0.2,
            "xaxis": {"title": {"text": x_title}, "automargin": True},
            "yaxis": {"title": {"text": y_title}, "automargin": True},
        }
    )
