"""The curves of a run, and empty ones in their place before the first run."""

from typing import Any

import streamlit as st

from core.data.dataset import TEST_SET
from core.runs.history import LossHistory
from core.runs.run import Run
from core.runs.snapshot import Snapshot
from pages.ui import charts
from pages.ui.components.live_chart import live_chart
from pages.ui.language import t
from pages.ui.words import sized_part

CURVE_HEIGHT, CONSOLE_HEIGHT = 170, 120  # pixels, where curves and console stand side by side
SHARES = (5, 5, 4)  # of the width, for loss, accuracy, console


def loss_curve(run: Run, snapshot: Snapshot, height: int) -> None:
    """The loss of each mini-batch, smoothed, and of the held-out examples; `height` in pixels."""
    figure = charts.loss_chart(
        snapshot.losses,
        snapshot.epochs,
        snapshot.steps,
        snapshot.plan.per_epoch,
        run.dataset.held_out_name,
        snapshot.rates,
    )
    figure.update_layout(height=height, **_legend(bottom=_stays_high(snapshot)))
    live_chart(figure, key="loss-chart", alt=_loss_in_words(snapshot), revision=run.id)


def accuracy_curve(run: Run, snapshot: Snapshot, height: int) -> None:
    """The accuracy on the training and the held-out examples after each epoch; `height` in pixels."""
    held_out = run.dataset.held_out_name
    figure = charts.accuracy_chart(snapshot.epochs, run.config.epochs, held_out)
    live_chart(
        figure.update_layout(height=height, **_legend(bottom=True)),
        key="accuracy-chart",
        alt=accuracy_in_words(run, snapshot),
        revision=run.id,
    )


def _stays_high(snapshot: Snapshot) -> bool:
    """Whether the last losses lie in the upper half of the picture, where the legend would cover them."""
    if not snapshot.step:
        return False
    top = min(float(snapshot.losses.high.max()), charts.highest_shown(snapshot.losses.high))
    return smoothed_loss(snapshot) > top / 2


def _legend(*, bottom: bool = False) -> dict[str, Any]:
    """The legend stands in the corner that the curves leave free: there is no room above them."""
    corner = {"y": 0.02, "yanchor": "bottom"} if bottom else {"y": 1.0, "yanchor": "top"}
    return {"legend": {"orientation": "v", "x": 1.0, "xanchor": "right", "bgcolor": "rgba(0,0,0,0)"} | corner}


def empty_charts() -> None:
    """Draw empty charts in the place of the first run's curves, so that the browser loads the chart library already."""
    left, middle, right = st.columns(SHARES, gap="small")
    with left:
        losses = charts.loss_chart(LossHistory().curve(), [], steps=100, steps_per_epoch=100, held_out=TEST_SET)
        losses.update_layout(height=CURVE_HEIGHT)
        live_chart(losses, key="loss-chart", alt=t("train-loss.empty"), revision="")
    with middle:
        accuracies = charts.accuracy_chart([], total_epochs=5, held_out=TEST_SET).update_layout(height=CURVE_HEIGHT)
        live_chart(accuracies, key="accuracy-chart", alt=t("train-accuracy.empty"), revision="")
    with right, st.container(key="console"):
        st.markdown(t("train-console"))
        with st.container(height=CONSOLE_HEIGHT, border=False, autoscroll=True):
            st.code(t("train-console-yet"), language=None)


def _loss_in_words(snapshot: Snapshot) -> str:
    if not snapshot.step:
        return t("train-loss.none")
    first, last = f"{snapshot.losses.high[0]:.3f}", f"{smoothed_loss(snapshot):.3f}"
    words = t("train-loss.alt", first=first, last=last, steps=snapshot.step)
    if snapshot.rates:
        step, rate = snapshot.rates[-1]
        words += f" {t('train-loss.rate', rate=f'{rate:g}', step=step)}"
    return words


def accuracy_in_words(run: Run, snapshot: Snapshot) -> str:
    """What the curves of the accuracy show."""
    if not snapshot.epochs:
        return t("train-accuracy.ended") if snapshot.ended else t("train-accuracy.none")
    last = snapshot.epochs[-1]
    trained, right = f"{100 * last.train_accuracy:.2f}", f"{100 * last.held_out_accuracy:.2f}"
    part = sized_part(run.dataset, run.dataset.held_out_name)
    return t("train-accuracy.alt", epoch=last.epoch, trained=trained, right=right, part=part)


def smoothed_loss(snapshot: Snapshot) -> float:
    """Return the smoothed loss after the last mini-batch."""
    return float(snapshot.losses.smoothed[-1])
