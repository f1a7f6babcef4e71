"""A run as it happens: progress, figures, live curves, the post's own lines."""

import math

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.data.dataset import TEST_SET, set_name
from core.evaluate.advice import EXPLODED
from core.messages import Message
from core.models.lstm import LSTMConfig
from core.network import TrainedNetwork
from core.runs.history import WINDOW
from core.runs.run import Run
from core.runs.snapshot import Snapshot, Status
from core.training import EpochEnd
from pages.ui.language import t
from pages.ui.layout import in_queue, remaining
from pages.ui.train.curves import (
    CONSOLE_HEIGHT,
    CURVE_HEIGHT,
    SHARES,
    accuracy_curve,
    accuracy_in_words,
    loss_curve,
    smoothed_loss,
)
from pages.ui.train.overlaid import overlaid_accuracies, overlaid_losses, overlaid_runs
from pages.ui.visitor.session import Session
from pages.ui.words import duration, name_of, percent, plain, share_of, share_of_few, size_of, sized_part

HARDLY = 0.1  # share of the way from guessing (0) to always right (1); below it nothing was learnt


def run_panel(session: Session, way: DeltaGenerator, *, of_another: bool = False) -> None:
    """The run that is shown: in `way`, which is one line, how far it is and its figures; here its curves and console.

    `of_another`: the page's form speaks of another kind of run. Then it is said whose curves these are, and once the
    run has ended, `way` is the form's. The caller redraws it while the run goes on.
    """
    run = session.in_use.run
    if run is None:
        return
    snapshot = run.snapshot
    name = f"{session.runs.marks[run.id]} {plain(name_of(run))} · " if of_another else ""
    is_over = of_another and snapshot.ended
    if not is_over:
        with way.container(horizontal=True, vertical_alignment="center", key="way"):
            with st.container(key="way-progress"):
                _progress(run, snapshot, name)
            _numbers(session, run, snapshot)
    left, middle, right = st.columns(SHARES, gap="small")
    others = overlaid_runs(session, run)
    with left:
        if others:
            overlaid_losses(session, [*others, run], CURVE_HEIGHT, revision=run.id)
        else:
            loss_curve(run, snapshot, CURVE_HEIGHT)
    with middle:
        if others:
            overlaid_accuracies(session, [*others, run], CURVE_HEIGHT, revision=run.id)
        else:
            accuracy_curve(run, snapshot, CURVE_HEIGHT)
    with right, st.container(key="console"):
        _console(run, snapshot)
    _warn_of_guessing(run, snapshot, session.in_use.network_of(run))
    _stopped_accuracy(run, snapshot)
    held_out = run.dataset.held_out_name
    with st.container(key="curves-of-another" if is_over else "curves-in-words"):
        st.caption(f"{name}{accuracy_in_words(run, snapshot)} {t('train-curves', part=set_name(held_out))}")
    _best_epoch(session, run, snapshot)


def progress_line(share: float, words: str) -> None:
    """How far a run is, 0 to 1, in the place that `run_panel` calls `way`."""
    with (
        st.container(horizontal=True, vertical_alignment="center", key="way"),
        st.container(key="way-progress"),
    ):
        st.progress(share, text=words)


def progress(session: Session) -> None:
    """How far the run is that is shown."""
    if session.in_use.run is not None:
        _progress(session.in_use.run, session.in_use.run.snapshot)


def two_curves(session: Session) -> None:
    """The loss of the run that is shown, and below it the accuracy."""
    run = session.in_use.run
    if run is not None:
        loss_curve(run, run.snapshot, CURVE_HEIGHT)
        accuracy_curve(run, run.snapshot, CURVE_HEIGHT)


def _progress(run: Run, snapshot: Snapshot, name: str = "") -> None:
    """How far the run is; `name` comes before it."""
    step, steps = snapshot.step, snapshot.steps
    done = t("train-done", step=step, steps=steps)
    speed = t("train-speed", rate=f"{snapshot.examples_per_second:,.0f}")
    queue = in_queue(run)
    match snapshot.status:
        case Status.WAITING if queue:
            st.progress(snapshot.progress, text=f"{name}{t('train-queued', queue=queue)} · {done}")
        case Status.WAITING | Status.RUNNING:
            left = remaining(run, snapshot)
            doing = t("train-stopping", left=left) if run.stopping else t("train-training", left=left)
            st.progress(snapshot.progress, text=f"{name}{doing} · {done} · {speed}")
        case Status.PAUSED:
            text = t("train-paused", epoch=max(1, snapshot.epoch), step=step, steps=steps)
            st.progress(snapshot.progress, text=f"{name}{text}")
        case Status.FINISHED:
            text = t("train-finished", step=step, steps=steps, time=duration(snapshot.seconds))
            st.progress(1.0 if step == steps else snapshot.progress, text=f"{name}{text} · {speed}")
        case Status.STOPPED:
            st.progress(snapshot.progress, text=f"{name}{t('train-stopped', step=step, steps=steps)}")
        case Status.FAILED:
            st.error(t(snapshot.message or ""), icon=":material/error:")
    if snapshot.message and snapshot.status is not Status.FAILED:
        st.info(t(snapshot.message))


def _warn_of_guessing(run: Run, snapshot: Snapshot, network: TrainedNetwork | None) -> None:
    """Say when a run has come to its end and the network has learnt nothing, and what is likely to be the reason."""
    chance = 1 / len(run.dataset.classes)
    if (
        snapshot.status is Status.FINISHED
        and network
        and network.card.accuracy is not None
        and network.card.accuracy < chance + HARDLY * (1 - chance)
    ):
        reason = t("train-guess-rate")
        highest = float(snapshot.losses.high.max(initial=0))
        if highest > EXPLODED * math.log(len(run.dataset.classes)):
            reason = t("train-guess-exploded", loss=f"{highest:.3g}")
        if isinstance(run.config, LSTMConfig) and run.config.reading == "padding's end":
            reason = t("train-guess-padding", preset=Message("lessons-preset-repaired"))
        hardly, share = network.card.accuracy > chance, f"{100 * chance:.0f}"
        better = t("train-guess-hardly" if hardly else "train-guess-no", share=share)
        st.warning(f"{better} {reason}", icon=":material/casino:")


def _numbers(session: Session, run: Run, snapshot: Snapshot) -> None:
    last, network = snapshot.epochs[-1] if snapshot.epochs else None, session.in_use.network_of(run)
    accuracy = network.card.accuracy if network else None
    if accuracy is None and last is not None:
        accuracy = last.held_out_accuracy  # paused within an epoch: the accuracy after the last whole epoch
    part = network.card.measured_on if network else run.dataset.held_out_name
    values = (
        (t("train-loss-smoothed"), _short(smoothed_loss(snapshot)) if snapshot.step else "–", _smoothing(snapshot)),
        (t("train-accuracy-training"), percent(last.train_accuracy) if last else "–", None),
        (
            t("train-accuracy-test" if part == TEST_SET else "train-accuracy-validation"),
            "–" if accuracy is None else share_of_few(accuracy, size_of(run.dataset, part)),
            t("train-accuracy-measured", part=sized_part(run.dataset, part)),
        ),
    )
    with st.container(horizontal=True, gap="medium", key="numbers"):
        for label, value, help_text in values:
            st.metric(label, value, width="content", help=help_text)


def _smoothing(snapshot: Snapshot) -> str:
    """What the smoothed loss is the mean of."""
    count = min(WINDOW, snapshot.plan.per_epoch, max(1, snapshot.step))
    return t("train-loss-smoothed.help", count=count)


def _short(loss: float) -> str:
    """'0.123'; a loss that explodes in powers of ten."""
    return f"{loss:.3f}" if loss < 1000 else f"{loss:.1e}"


def _console(run: Run, snapshot: Snapshot) -> None:
    st.markdown(t("train-console-of", format=run.lesson.console.title))
    with st.container(height=CONSOLE_HEIGHT, border=False):
        st.code("\n".join(snapshot.log) or _nothing_printed(run, snapshot), language=None, wrap_lines=True)
    if snapshot.epochs and run.lesson.console.epoch is not None:
        st.caption(_true_mean(run, snapshot.epochs[-1]))


def _nothing_printed(run: Run, snapshot: Snapshot) -> str:
    console = run.lesson.console
    if not snapshot.active:
        return t("train-console-nothing")
    return t("train-console-yet") if console.log or console.epoch else t("train-console-at-end")


def _true_mean(run: Run, end: EpochEnd) -> str:
    """Lesson 001 divides by the wrong number: what it prints, and what would be right."""
    batches, examples = run.snapshot.plan.per_epoch, run.snapshot.plan.examples
    return t(
        "train-true-mean",
        batches=batches,
        examples=examples,
        printed=f"{end.batch_loss_sum / examples:.4g}",
        right=f"{end.batch_loss_sum / batches:.4g}",
    )


def _stopped_accuracy(run: Run, snapshot: Snapshot) -> None:
    card = run.network.card if run.network is not None else None
    if snapshot.status is Status.STOPPED and card is not None and card.accuracy is not None:
        right, part = f"{100 * card.accuracy:.2f}", sized_part(run.dataset, card.measured_on)
        st.caption(t("train-when-stopped", right=right, part=part))


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
    right = share_of(best.held_out_accuracy, len(run.dataset.held_out))
    _best_in_words(best, set_name(held_out), right, tied=tied, in_use=run.id in session.in_use.wants_best)
    if run.dataset.validation is None:
        st.caption(t("train-best-by-test"))
    if run.id in session.in_use.wants_best:
        st.button(
            t("train-use-last"),
            key="use-last",
            icon=":material/redo:",
            on_click=session.in_use.wants_best.discard,
            args=(run.id,),
        )
    else:
        label = t("train-use-best", epoch=best.epoch)
        st.button(label, key="use-best", icon=":material/undo:", on_click=session.in_use.wants_best.add, args=(run.id,))


def _best_in_words(best: EpochEnd, part: Message, right: str, *, tied: bool, in_use: bool) -> None:
    if tied:
        said = t("train-best-tied", part=part, epoch=best.epoch, right=right, loss=f"{best.held_out_loss:.4g}")
    else:
        said = t("train-best", part=part, epoch=best.epoch, right=right)
    st.markdown(f"{said} {t('train-best-in-use') if in_use else t('train-last-in-use')}")
