"""A run as it happens: progress, Stop, live curves, the post's own lines."""

import streamlit as st

from core.runs import Run, Snapshot, Status
from core.training import steps_per_epoch
from pages.ui import charts
from pages.ui.layout import poll_while_active, remaining
from pages.ui.live_chart import live_chart
from pages.ui.words import duration

STOP_SECONDS = 0.5


def run_panel(run: Run) -> None:
    """Everything about one run, redrawn each second while it goes on."""
    poll_while_active(run, lambda snapshot: _draw(run, snapshot))


def _draw(run: Run, snapshot: Snapshot) -> None:
    _progress(run, snapshot)
    _numbers(run, snapshot)
    st.markdown("**Loss**")
    per_epoch = steps_per_epoch(len(run.dataset.train), run.config.batch_size)
    figure = charts.loss_chart(snapshot.losses, snapshot.epochs, snapshot.steps, per_epoch)
    live_chart(figure, key="loss-chart", alt=_loss_in_words(snapshot), revision=run.id)
    st.markdown("**Accuracy**")
    figure = charts.accuracy_chart(snapshot.epochs, run.config.epochs)
    live_chart(figure, key="accuracy-chart", alt=_accuracy_in_words(snapshot), revision=run.id)
    if snapshot.status is Status.STOPPED and run.network is not None:
        st.caption(f"When it was stopped: {100 * run.network.card.test_accuracy:.2f}% of the test examples right.")
    st.caption(
        f"{_accuracy_in_words(snapshot)} The training curve is measured on the way through an epoch, while the network "
        "is still changing; the test curve at its end."
    )
    _console(snapshot)


def _progress(run: Run, snapshot: Snapshot) -> None:
    done = f"{snapshot.step:,} of {snapshot.steps:,} mini-batches"
    speed = f"{snapshot.examples_per_second:,.0f} examples/s"
    with st.container(horizontal=True, vertical_alignment="center"):
        match snapshot.status:
            case Status.WAITING:
                st.progress(0.0, text="Starting")
            case Status.RUNNING:
                st.progress(snapshot.progress, text=f"Training: {remaining(snapshot)} · {done} · {speed}")
            case Status.FINISHED:
                st.progress(1.0, text=f"Finished: {done} in {duration(snapshot.seconds)} · {speed}")
            case Status.STOPPED:
                st.progress(snapshot.progress, text=f"Stopped after {done}. What was learnt is kept.")
            case Status.FAILED:
                st.error(snapshot.message, icon=":material/error:")
        if snapshot.active:
            st.button("Stop", icon=":material/stop:", on_click=_stop, args=(run,))
    if snapshot.message and snapshot.status is not Status.FAILED:
        st.info(snapshot.message)
    _warn_of_guessing(run, snapshot)


def _warn_of_guessing(run: Run, snapshot: Snapshot) -> None:
    """Say when a run has come to its end and the network has learnt nothing."""
    chance = 1 / len(run.dataset.classes)
    if snapshot.status is Status.FINISHED and run.network and run.network.card.test_accuracy < 2 * chance:
        st.warning(
            f"Hardly better than guessing, which gets {100 * chance:.0f}% right. The learning rate may be too large or "
            "too small, or the training too short.",
            icon=":material/casino:",
        )


def _stop(run: Run) -> None:
    """Stop, and wait the moment it takes, so that the page shows it at once."""
    run.stop()
    run.join(STOP_SECONDS)


def _numbers(run: Run, snapshot: Snapshot) -> None:
    last, network = snapshot.epochs[-1] if snapshot.epochs else None, run.network
    values = (
        ("Loss, smoothed", f"{_smoothed_loss(snapshot):.3f}" if snapshot.step else "–"),
        ("Training accuracy", f"{100 * last.train_accuracy:.2f}%" if last else "–"),
        ("Test accuracy", f"{100 * network.card.test_accuracy:.2f}%" if network else "–"),
    )
    for column, (label, value) in zip(st.columns(3), values, strict=True):
        column.metric(label, value)


def _console(snapshot: Snapshot) -> None:
    st.markdown("**Console**, the post's own lines")
    with st.container(height=260, autoscroll=True):
        st.code("\n".join(snapshot.log) or "Nothing printed yet.", language=None)


def _loss_in_words(snapshot: Snapshot) -> str:
    if not snapshot.step:
        return "No mini-batch has been processed yet."
    first, last = snapshot.losses[0], _smoothed_loss(snapshot)
    return f"Loss: {first:.3f} at first, {last:.3f} (smoothed) after {snapshot.step:,} mini-batches."


def _smoothed_loss(snapshot: Snapshot) -> float:
    """Of the last mini-batch; older ones than a thousand weigh nothing in it."""
    return float(charts.smooth(snapshot.losses[-1000:])[-1])


def _accuracy_in_words(snapshot: Snapshot) -> str:
    if not snapshot.epochs:
        return "The first epoch has not ended yet."
    last = snapshot.epochs[-1]
    return (
        f"After epoch {last.epoch}: {100 * last.train_accuracy:.2f}% of the training examples and "
        f"{100 * last.test_accuracy:.2f}% of the test examples right."
    )
