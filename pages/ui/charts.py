"""Figures from records and arrays: pure functions, each named for its chart. They know neither Streamlit nor torch."""

import html
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import ArrayLike, NDArray

from core.data.dataset import set_name
from core.inference import Guess
from core.messages import Message
from core.runs.history import LossCurve
from core.training import EpochEnd, best_epoch
from pages.ui.language import t

BLUE, ORANGE, GREEN = "#0072B2", "#D55E00", "#009E73"  # Okabe and Ito
PALE_BLUE = "rgba(86, 180, 233, 0.55)"
AT_MOST_ALL: Mapping[str, Any] = {"autorangeoptions": {"minallowed": 0, "maxallowed": 100}}  # an axis of percents
POINTS = 400  # a curve is thinned to about this many points
ROOM = 80  # percent from which the label of a bar stands inside it: beside it, it would lie beyond 100
RATES_SHOWN = 12  # number of the last changes of the learning rate that the chart marks

Floats = NDArray[np.float32]


def loss_chart(
    losses: LossCurve,
    epochs: Sequence[EpochEnd],
    steps: int,
    steps_per_epoch: int,
    held_out: str,
    rates: Sequence[tuple[int, float]] = (),
) -> go.Figure:
    """Over `steps` mini-batches: the loss of each, smoothed, and that of the held-out examples after each epoch.

    `held_out` is TEST_SET or VALIDATION_SET. `rates` holds (mini-batches done, the learning rate that was set by hand
    then); each is drawn as a vertical line.
    """
    one = losses.width == 1  # a point is one mini-batch: its smallest loss is its largest, too
    ends = losses.ends if one else losses.ends.repeat(2)
    each = losses.low if one else np.stack([losses.low, losses.high], axis=1).ravel()
    curves = [
        line_trace(t("charts-each-mini-batch"), *thin(ends, each), {"color": PALE_BLUE, "width": 1}),
        line_trace(t("charts-smoothed"), *thin(losses.ends, losses.smoothed), {"color": BLUE, "width": 3}),
        _held_out_curve(
            held_out, [end.epoch * steps_per_epoch for end in epochs], [end.held_out_loss for end in epochs]
        ),
    ]
    x = {"title": t("charts-mini-batch"), "range": [0, 1.02 * steps]}  # the last mark is not cut in half
    # No range of ours: plotly.js would give up the visitor's zoom as soon as a higher loss changes it.
    y = {"title": t("charts-loss"), "rangemode": "tozero", "autorangeoptions": {"clipmax": highest_shown(losses.high)}}
    figure = build_figure(curves, x, y)
    for step, rate in rates[-RATES_SHOWN:]:
        figure.add_vline(
            step,
            line={"color": GREEN, "width": 2, "dash": "dash"},
            annotation={
                "text": t("charts-rate", rate=f"{rate:g}"),
                "textangle": -90,
                "yanchor": "top",
                "xanchor": "right",
            },
        )
    return figure


def accuracy_chart(epochs: Sequence[EpochEnd], total_epochs: int, held_out: str) -> go.Figure:
    """Accuracy in percent on the training and the held-out examples after each epoch."""
    numbers = [end.epoch for end in epochs]
    training = line_trace(
        t("charts-training-set"),
        numbers,
        [100 * end.train_accuracy for end in epochs],
        {"color": BLUE, "width": 3, "dash": "solid"},
        {"size": 9, "symbol": "circle"},
    )
    tested = _held_out_curve(held_out, numbers, [100 * end.held_out_accuracy for end in epochs])
    best = best_epoch(tuple(epochs))
    marks = [] if best is None or len(epochs) < 2 else [_best_mark(best)]
    x = {
        "title": t("charts-epoch"),
        "range": [0.5, total_epochs + 0.5],
        "tick0": 1,
        "dtick": max(1, total_epochs // 10),
    }
    y = {"title": t("charts-accuracy")} | (dict(AT_MOST_ALL) if epochs else {"range": [0, 100]})
    return build_figure([training, tested, *marks], x, y)


def schedule_chart(steps: NDArray[np.int64], rates: Floats) -> go.Figure:
    """The learning rate of a run: `rates` after the mini-batches `steps`."""
    curve = line_trace("", steps, rates, {"color": BLUE, "width": 3})
    del curve["name"]
    return build_figure(
        [curve],
        {"title": t("charts-mini-batch")},
        {"title": t("charts-learning-rate"), "rangemode": "tozero", "tickformat": "~g"},
        height=200,
    )


def highest_shown(losses: Floats) -> float:
    """Return the highest loss that the axis may show: three times the mean of the first ten points.

    A loss that explodes leaves the picture instead of flattening the rest of the curve.
    """
    return float(3 * losses[:10].mean()) if len(losses) else 2.5


def probability_chart(guesses: Sequence[Guess]) -> go.Figure:
    """One bar a class, in percent, the most probable one in the strong colour."""
    best = max((guess.probability for guess in guesses), default=0.0)
    percents = [100 * guess.probability for guess in guesses]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": percents,
        "y": [literal(guess.name) for guess in guesses],
        "marker": {"color": [BLUE if guess.probability == best else PALE_BLUE for guess in guesses]},
        "text": [f"{percent:.1f}" if percent >= 0.05 else "" for percent in percents],
        "textposition": ["inside" if percent > ROOM else "outside" for percent in percents],
        "insidetextanchor": "end",
        "insidetextfont": {"color": "white"},
        "constraintext": "none",
        "cliponaxis": False,
    }
    x = {"title": t("charts-probability"), "range": [0, 100], "tickvals": [0, 25, 50, 75, 100]}
    y = {"type": "category", "autorange": "reversed", "ticksuffix": "  "}
    figure = build_figure([bars], x, y, height=70 + 22 * len(guesses))
    return figure.update_layout(margin={"r": 20})  # of the number 100, half lies beyond the axis


def literal(name: str) -> str:
    """Return the name escaped for plotly.js, which would otherwise read <b> and &amp; in it as HTML."""
    return html.escape(name, quote=False)


def class_balance_chart(classes: Sequence[str], train: NDArray[np.int64], test: NDArray[np.int64]) -> go.Figure:
    """How many training and test examples each class has."""
    bars = [
        {
            "type": "bar",
            "name": t("charts-training-set"),
            "x": [*map(literal, classes)],
            "y": train,
            "marker": {"color": BLUE},
        },
        {
            "type": "bar",
            "name": t("charts-test-set"),
            "x": [*map(literal, classes)],
            "y": test,
            "marker": {"color": ORANGE, "pattern": {"shape": "/"}},
        },
    ]
    return build_figure(bars, {"title": t("charts-class"), "type": "category"}, {"title": t("charts-examples")})


def length_histogram(edges: Floats, shares: Floats, units: Message) -> go.Figure:
    """Share of texts (0 to 1) by their number of words, or of other `units`, between consecutive edges."""
    bars = {
        "type": "bar",
        "x": (edges[:-1] + edges[1:]) / 2,
        "y": 100 * shares,
        "width": np.diff(edges),
        "marker": {"color": BLUE},
    }
    return build_figure([bars], {"title": t(units).capitalize()}, {"title": t("charts-reviews")}, height=240)


def pixel_histogram(edges: Floats, shares: Floats) -> go.Figure:
    """Share of pixels (0 to 1) by value, between consecutive edges; a log scale, since most pixels are background."""
    bars = {
        "type": "bar",
        "x": (edges[:-1] + edges[1:]) / 2,
        "y": 100 * shares,
        "width": np.diff(edges),
        "marker": {"color": BLUE},
    }
    return build_figure(
        [bars],
        {"title": t("charts-pixel-value")},
        {"title": t("charts-pixels"), "type": "log", "tickvals": [0.1, 1, 2, 5, 10, 20, 50, 100]},
        height=240,
    )


def thin(x: NDArray[np.int64], y: Floats) -> tuple[NDArray[np.int64], Floats]:
    """At most POINTS of the points, with every bucket's smallest and largest y kept."""
    count = len(y)
    if count <= POINTS:
        return x, y
    edges = np.linspace(0, count, POINTS // 2 + 1).astype(np.int64)
    buckets = [y[start:end] for start, end in pairwise(edges)]
    extremes = [
        start + position
        for start, bucket in zip(edges[:-1], buckets, strict=True)
        for position in sorted({int(bucket.argmin()), int(bucket.argmax())})
    ]
    kept = np.array(extremes, dtype=np.int64)
    return x[kept], y[kept]


def line_trace(
    name: str, x: ArrayLike, y: ArrayLike, line: dict[str, Any], marker: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A line through points (N,), with marks on them where `marker` says how these look."""
    mode = "lines+markers" if marker else "lines"
    kind = {"type": "scatter", "mode": mode, "cliponaxis": False}  # a mark at the edge is drawn whole
    return kind | {"name": name, "x": x, "y": y, "line": line, "marker": marker or {}}


def _best_mark(best: EpochEnd) -> dict[str, Any]:
    star = {"size": 16, "symbol": "star", "color": GREEN, "line": {"color": "white", "width": 1}}
    mark = line_trace(t("charts-best-epoch"), [best.epoch], [100 * best.held_out_accuracy], {}, star)
    return mark | {"mode": "markers"}


def _held_out_curve(held_out: str, x: Sequence[int], y: Sequence[float]) -> dict[str, Any]:
    """The held-out examples' curve, which differs from the others in dash and mark as well as in colour."""
    return line_trace(
        t(set_name(held_out)), x, y, {"color": ORANGE, "width": 3, "dash": "dot"}, {"size": 9, "symbol": "diamond"}
    )


def build_figure(traces: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], height: int = 320) -> go.Figure:
    """A figure in the app's look. One call builds it, without Plotly's default template, which is twice as fast."""
    return go.Figure(
        data=traces,
        layout={
            "template": "none",
            "height": height,
            "margin": {"l": 10, "r": 10, "t": 10, "b": 10},
            "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
            "hovermode": "closest",
            "bargap": 0.2,
            "showlegend": any("name" in trace for trace in traces),
            "xaxis": {**x, "title": {"text": x.get("title", "")}, "automargin": True},
            "yaxis": {**y, "title": {"text": y.get("title", "")}, "automargin": True},
        },
    )
