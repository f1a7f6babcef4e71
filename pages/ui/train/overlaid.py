"""The curves of several runs in one picture, each in the colour and with the mark of its chip."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from core.runs.run import Run
from pages.ui import charts
from pages.ui.components.live_chart import live_chart
from pages.ui.language import t
from pages.ui.visitor.runs import MARKS
from pages.ui.visitor.session import Session
from pages.ui.words import name_of, plain, share_of

# How the chart draws each of MARKS: colour and symbol. All are seen on white and on dark ground.
LOOKS: Mapping[str, tuple[str, str]] = dict(
    zip(
        MARKS,
        (
            (charts.BLUE, "circle"),
            (charts.ORANGE, "square"),
            (charts.GREEN, "triangle-up"),
            ("#9467bd", "diamond"),
            ("#d62728", "star"),
            ("#7f7f7f", "triangle-down"),
        ),
        strict=True,
    )
)


def alike(run: Run, other: Run) -> bool:
    """Whether the curves of the two can stand in one picture: the same lesson's, so the same kind of loss."""
    return other is not run and other.lesson is run.lesson


def overlaid_runs(session: Session, run: Run) -> list[Run]:
    """The runs whose curves the visitor wants to see beside those of `run`, the oldest first."""
    return [other for other in session.runs.kept if other.id in session.watching.overlaid and alike(run, other)]


def overlaid_losses(session: Session, runs: Sequence[Run], height: int, revision: str) -> None:
    """The smoothed loss of each run over its mini-batches; `height` in pixels."""
    traces, said, steps, highest = [], [], 1, []
    for run in runs:
        snapshot = run.snapshot
        x, y = charts.thin(snapshot.losses.ends, snapshot.losses.smoothed)
        traces.append(_curve(session, run, x, y))
        steps = max(steps, snapshot.steps)
        if snapshot.step:
            said.append(f"{plain(name_of(run))} {y[-1]:.3f}")
            highest.append(charts.highest_shown(snapshot.losses.high))
    figure = charts.build_figure(
        traces,
        {"title": t("charts-mini-batch"), "range": [0, 1.02 * steps]},
        {"title": t("charts-loss"), "rangemode": "tozero"}
        | (
            {"autorangeoptions": {"clipmax": min(highest)}} if highest else {}
        ),  # a run that explodes leaves the picture
    )
    _draw(figure, "loss-chart", t("train-overlay-losses", runs=", ".join(said)), height, revision)


def overlaid_accuracies(session: Session, runs: Sequence[Run], height: int, revision: str) -> None:
    """The accuracy of each run on its held-out examples after each epoch, in percent; `height` in pixels."""
    traces, said, epochs = [], [], 1
    for run in runs:
        ends = run.snapshot.epochs
        y = [100 * end.held_out_accuracy for end in ends]
        traces.append(_curve(session, run, [end.epoch for end in ends], y))
        epochs = max(epochs, run.config.epochs)
        if ends:
            said.append(f"{plain(name_of(run))} {share_of(ends[-1].held_out_accuracy, len(run.dataset.held_out))}")
    x = {"title": t("charts-epoch"), "range": [0.5, epochs + 0.5], "tick0": 1, "dtick": max(1, epochs // 10)}
    figure = charts.build_figure(traces, x, {"title": t("charts-accuracy")} | dict(charts.AT_MOST_ALL))
    _draw(figure, "accuracy-chart", t("train-overlay-accuracies", runs=", ".join(said)), height, revision)


def _curve(session: Session, run: Run, x: Any, y: Any) -> dict[str, Any]:
    """A line that ends in the mark of the run's chip; its name is seen where one points at it."""
    color, symbol = LOOKS[session.runs.marks[run.id]]
    sizes = [0] * max(0, len(x) - 1) + [11] * bool(len(x))
    marker = {"symbol": symbol, "color": color, "size": sizes, "opacity": 1, "line": {"width": 0}}
    name = charts.literal(name_of(run))
    return charts.line_trace(name, x, y, {"color": color, "width": 2.5}, marker)


def _draw(figure: go.Figure, key: str, alt: str, height: int, revision: str) -> None:
    figure.update_layout(height=height, showlegend=False)
    live_chart(figure, key=key, alt=alt, revision=revision)


def overlay_label(run: Run, *, overlaid: bool) -> str:
    """What the button beside a run's chip does."""
    return t("train-overlay-off" if overlaid else "train-overlay-on", name=plain(name_of(run)))
