"""A run as it happens: progress, figures, live curves, the post's own lines."""

import math

import streamlit as st

from core.data.dataset import TEST_SET
from core.evaluate.advice import EXPLODED
from core.models.lstm import LSTMConfig
from core.network import TrainedNetwork
from core.runs.history import WINDOW, LossHistory
from core.runs.run import Run
from core.runs.snapshot import Snapshot, Status
from core.training import EpochEnd
from pages.ui import charts
from pages.ui.components.live_chart import live_chart
from pages.ui.layout import in_queue, remaining
from pages.ui.visitor.session import Session
from pages.ui.words import duration, percent, plain

HARDLY = 0.1  # share of the way from guessing (0) to always right (1); below it nothing was learnt


def run_panel(session: Session) -> None:
    """Everything about the run that is shown; the caller redraws it while it goes on."""
    run = session.in_use.run
    if run is None:
        return
    snapshot = run.snapshot
    _progress(run, snapshot)
    _warn_of_guessing(run, snapshot, session.in_use.network_of(run))
    _numbers(session, run, snapshot)
    _loss(run, snapshot)
    _accuracy(run, snapshot)
    _stopped_accuracy(run, snapshot)
    held_out = run.dataset.held_out_name
    st.caption(
        f"{_accuracy_in_words(snapshot, held_out)} The training curve is measured on the way through an epoch, while "
        f"the network is still changing; that of the {held_out} at its end."
    )
    _best_epoch(session, run, snapshot)
    _console(run, snapshot)


def progress_panel(session: Session) -> None:
    """How far the run is, for those who have to scroll to its curves."""
    run = session.in_use.run
    if run is None:
        return
    snapshot = run.snapshot
    if snapshot.ended and snapshot.status is not Status.FAILED and run.network is not None:
        told = f"{session.runs.marks[run.id]} {plain(run.name)} has {snapshot.status.value}"
        st.caption(f"{told}: [its curves](#your-runs), and what its network can do, are below the settings.")
    else:
        _progress(run, snapshot)
        st.caption("[Its curves](#your-runs) are below the settings.")


def short_panel(session: Session) -> None:
    """How far the run is, and its two curves side by side."""
    run = session.in_use.run
    if run is None:
        return
    snapshot = run.snapshot
    _progress(run, snapshot)
    left, right = st.columns(2)
    with left:
        _loss(run, snapshot)
    with right:
        _accuracy(run, snapshot)


def _loss(run: Run, snapshot: Snapshot) -> None:
    st.markdown("**Loss**")
    figure = charts.loss_chart(
        snapshot.losses,
        snapshot.epochs,
        snapshot.steps,
        snapshot.plan.per_epoch,
        run.dataset.held_out_name,
        snapshot.rates,
    )
    live_chart(figure, key="loss-chart", alt=_loss_in_words(snapshot), revision=run.id)


def _accuracy(run: Run, snapshot: Snapshot) -> None:
    st.markdown("**Accuracy**")
    held_out = run.dataset.held_out_name
    figure = charts.accuracy_chart(snapshot.epochs, run.config.epochs, held_out)
    live_chart(figure, key="accuracy-chart", alt=_accuracy_in_words(snapshot, held_out), revision=run.id)


def empty_charts() -> None:
    """Draw empty charts in the place of the first run's curves, so that the browser loads the chart library already."""
    loss = charts.loss_chart(LossHistory().curve(), [], steps=100, steps_per_epoch=100, held_out=TEST_SET)
    live_chart(loss, key="loss-chart", alt="An empty chart for the loss of each mini-batch.", revision="")
    accuracy = charts.accuracy_chart([], total_epochs=5, held_out=TEST_SET)
    live_chart(accuracy, key="accuracy-chart", alt="An empty chart for the accuracy of each epoch.", revision="")
    st.markdown("**Console**")
    st.code("Nothing printed yet.", language=None)


def _progress(run: Run, snapshot: Snapshot) -> None:
    done = f"{snapshot.step:,} of {snapshot.steps:,} mini-batches"
    speed = f"{snapshot.examples_per_second:,.0f} examples/s"
    queue = in_queue(run)
    match snapshot.status:
        case Status.WAITING if queue:
            st.progress(snapshot.progress, text=f"In the queue: {queue} · {done}")
        case Status.WAITING | Status.RUNNING:
            doing = "Stopping" if run.stopping else "Training"
            st.progress(snapshot.progress, text=f"{doing}: {remaining(run, snapshot)} · {done} · {speed}")
        case Status.PAUSED:
            st.progress(snapshot.progress, text=f"Paused in epoch {max(1, snapshot.epoch)} after {done}.")
        case Status.FINISHED:
            text = f"Finished: {done} in {duration(snapshot.seconds)} · {speed}"
            st.progress(1.0 if snapshot.step == snapshot.steps else snapshot.progress, text=text)
        case Status.STOPPED:
            st.progress(snapshot.progress, text=f"Stopped after {done}. What was learnt is kept.")
        case Status.FAILED:
            st.error(snapshot.message, icon=":material/error:")
    if snapshot.message and snapshot.status is not Status.FAILED:
        st.info(snapshot.message)


def _warn_of_guessing(run: Run, snapshot: Snapshot, network: TrainedNetwork | None) -> None:
    """Say when a run has come to its end and the network has learnt nothing, and what is likely to be the reason."""
    chance = 1 / len(run.dataset.classes)
    if (
        snapshot.status is Status.FINISHED
        and network
        and network.card.accuracy is not None
        and network.card.accuracy < chance + HARDLY * (1 - chance)
    ):
        reason = "The learning rate may be too large or too small, or the training too short."
        highest = float(snapshot.losses.high.max(initial=0))
        if highest > EXPLODED * math.log(len(run.dataset.classes)):
            reason = f"The loss rose to {highest:.3g} on the way: the learning rate is too large."
        if isinstance(run.config, LSTMConfig) and run.config.reading == "padding's end":
            reason = (
                "The network is read after the filler words, as in the post, and by then it has forgotten the review: "
                "try the preset “The post, repaired”."
            )
        st.warning(
            f"{'Hardly' if network.card.accuracy > chance else 'No'} better than guessing, which gets "
            f"{100 * chance:.0f}% right. {reason}",
            icon=":material/casino:",
        )


def _numbers(session: Session, run: Run, snapshot: Snapshot) -> None:
    last, network = snapshot.epochs[-1] if snapshot.epochs else None, session.in_use.network_of(run)
    accuracy = network.card.accuracy if network else None
    if accuracy is None and last is not None:
        accuracy = last.held_out_accuracy  # paused within an epoch: the accuracy after the last whole epoch
    values = (
        ("Loss, smoothed", _short(_smoothed_loss(snapshot)) if snapshot.step else "–", _smoothing(snapshot)),
        ("Training accuracy", percent(last.train_accuracy) if last else "–", None),
        (_accuracy_label(run, network), "–" if accuracy is None else percent(accuracy), None),
    )
    with st.container(horizontal=True, gap="medium"):
        for label, value, help_text in values:
            st.metric(label, value, width="content", help=help_text)


def _smoothing(snapshot: Snapshot) -> str:
    """What the smoothed loss is the mean of."""
    count = min(WINDOW, snapshot.plan.per_epoch, max(1, snapshot.step))
    return f"The mean over the last {count:,} mini-batch{'es' * (count > 1)}."


def _short(loss: float) -> str:
    """'0.123'; a loss that explodes in powers of ten."""
    return f"{loss:.3f}" if loss < 1000 else f"{loss:.1e}"


def _accuracy_label(run: Run, network: TrainedNetwork | None) -> str:
    name = network.card.measured_on if network else run.dataset.held_out_name
    return "Test accuracy" if name == TEST_SET else "Validation accuracy"


def _console(run: Run, snapshot: Snapshot) -> None:
    st.markdown(f"**Console**, {run.lesson.console.title}")
    with st.container(height=260 if len(snapshot.log) > 4 else "content", autoscroll=True):
        st.code("\n".join(snapshot.log) or _nothing_printed(run, snapshot), language=None, wrap_lines=True)
    if snapshot.epochs and run.lesson.console.epoch is not None:
        st.caption(_true_mean(run, snapshot.epochs[-1]))


def _nothing_printed(run: Run, snapshot: Snapshot) -> str:
    console = run.lesson.console
    if not snapshot.active:
        return "Nothing was printed."
    return "Nothing printed yet." if console.log or console.epoch else "The post prints nothing before the end."


def _true_mean(run: Run, end: EpochEnd) -> str:
    """Lesson 001 divides by the wrong number: what it prints, and what would be right."""
    batches, examples = run.snapshot.plan.per_epoch, run.snapshot.plan.examples
    printed = end.batch_loss_sum / examples
    counted = f"{batches:,} mini-batch{'es' if batches > 1 else ''}"
    return (
        f"The post adds up the mean losses of {counted} and divides by the {examples:,} examples: {printed:.4g} is "
        "too small by the examples in a mini-batch. Divided by the number of mini-batches it is "
        f"{end.batch_loss_sum / batches:.4g}."
    )


def _loss_in_words(snapshot: Snapshot) -> str:
    if not snapshot.step:
        return "No mini-batch has been processed yet."
    words = (
        f"Loss: {snapshot.losses.high[0]:.3f} at first, {_smoothed_loss(snapshot):.3f} (smoothed) after "
        f"{snapshot.step:,} mini-batches."
    )
    if snapshot.rates:
        step, rate = snapshot.rates[-1]
        words += f" The learning rate was set to {rate:g} after mini-batch {step:,}."
    return words


def _smoothed_loss(snapshot: Snapshot) -> float:
    """Return the smoothed loss after the last mini-batch."""
    return float(snapshot.losses.smoothed[-1])


def _stopped_accuracy(run: Run, snapshot: Snapshot) -> None:
    card = run.network.card if run.network is not None else None
    if snapshot.status is Status.STOPPED and card is not None and card.accuracy is not None:
        st.caption(f"When it was stopped: {100 * card.accuracy:.2f}% of the {card.measured_on} right.")


def _best_epoch(session: Session, run: Run, snapshot: Snapshot) -> None:
    """Which epoch was best, and a way to go back to its weights; nothing where the last weights are as good."""
    network, last = run.best, run.network
    if network is None or last is None or snapshot.active or network.card.epochs_done > len(snapshot.epochs):
        return
    best, held_out = snapshot.epochs[network.card.epochs_done - 1], run.dataset.held_out_name
    # The last weights have a test of their own if the run was stopped, or if they are newer than the last whole epoch.
    apart = (
        snapshot.status is not Status.FINISHED or last.card.steps_done > len(snapshot.epochs) * snapshot.plan.per_epoch
    )
    as_good = (
        apart
        and last.card.measured_on == held_out
        and last.card.accuracy is not None
        and last.card.accuracy >= best.held_out_accuracy
    )
    if network.card.steps_done == last.card.steps_done or (as_good and run.id not in session.in_use.wants_best):
        return
    equals = [end for end in snapshot.epochs if end.held_out_accuracy == best.held_out_accuracy]
    tied = len(equals) > 1 and best is snapshot.best  # files of earlier versions kept the first of the tied epochs
    by_loss = f", of several as good the one with the lowest loss, {best.held_out_loss:.4g}" if tied else ""
    st.markdown(
        f"**Best epoch by accuracy on the {held_out}: {best.epoch}**, {percent(best.held_out_accuracy)} right"
        f"{by_loss}. "
        + ("Its weights are in use." if run.id in session.in_use.wants_best else "The last weights are in use.")
    )
    if run.dataset.validation is None:
        st.caption(
            "It was chosen by the test set, so its accuracy there is a little better than on really new examples."
        )
    if run.id in session.in_use.wants_best:
        st.button(
            "Use the last weights",
            key="use-last",
            icon=":material/redo:",
            on_click=session.in_use.wants_best.discard,
            args=(run.id,),
        )
    else:
        label = f"Use the weights of epoch {best.epoch}"
        st.button(label, key="use-best", icon=":material/undo:", on_click=session.in_use.wants_best.add, args=(run.id,))


def _accuracy_in_words(snapshot: Snapshot, held_out: str) -> str:
    if not snapshot.epochs:
        return "It ended before its first epoch was over." if snapshot.ended else "The first epoch has not ended yet."
    last = snapshot.epochs[-1]
    return (
        f"After epoch {last.epoch}: {100 * last.train_accuracy:.2f}% of the training examples and "
        f"{100 * last.held_out_accuracy:.2f}% of the {held_out} right."
    )
