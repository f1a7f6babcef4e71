"""Changes of the network to try in one click: what to expect, and what happened."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.evaluate.comparison import Comparison
from core.evaluate.evaluation import Evaluation
from core.lessons import Lesson
from core.runs.run import Run
from core.runs.snapshot import Status
from core.script.changes import Change, changes_of
from pages.ui.language import t
from pages.ui.train.comparing import compare, has_result
from pages.ui.visitor.session import Session
from pages.ui.words import name_of, plain, share_of, size_of


def try_changes(session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> None:
    """The changes that fit the lesson's network; below them, what the one that is tried is expected to do, and did."""
    fitting = changes_of(lesson, dataset, config.without_source())
    tried = _tried(session, lesson, dataset, config, fitting)
    # Whatever is chosen changes the key, and so closes it over what then stands below.
    number = list(fitting.values()).index(config.source) + 1 if config.source in fitting.values() else 0
    with st.popover(t("train-changes"), icon=":material/experiment:", key=f"changes-{number}"):
        st.caption(t("train-changes-about"))
        for change, source in fitting.items():
            with st.container(key=f"change-{change.id}"):
                st.markdown(f"**{t(change.title)}**  \n:small[{t(change.expectation)}]")
                st.button(
                    t("train-changes-try", change=change.title),
                    key=f"try-{change.id}",
                    disabled=source == config.source,
                    on_click=session.form.use,
                    args=(lesson.id, source),
                )
    if tried is not None:
        changed = replace(config, source=fitting[tried])
        _what_happened(session, lesson, dataset, changed, tried, in_form=config == changed)


def _tried(
    session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig, fitting: Mapping[Change, str]
) -> Change | None:
    """The change that is in the form; else that of the newest run with the form's other settings."""
    by_source = {source: change for change, source in fitting.items()}
    if config.source:
        return by_source.get(config.source)
    for run in reversed(session.runs.kept):
        if run.config.source in by_source and is_of(run, lesson, dataset, replace(config, source=run.config.source)):
            return by_source[run.config.source]
    return None


def _what_happened(
    session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig, change: Change, *, in_form: bool
) -> None:
    """`config`: with the change; `in_form`: whether the form has it."""
    with st.container(border=True):
        st.markdown(f"**{t(change.title)}.** {t(change.expectation)}")
        changed, lessons_own = (_ended(session, lesson, dataset, each) for each in (config, config.without_source()))
        if changed is None or lessons_own is None:
            missing = "changed" if changed is None else "own"
            st.caption(t(f"train-changes-missing-{missing}", start=t("train-start")))
        else:
            with_it, without = (_accuracy(session, run) for run in (changed, lessons_own))
            st.markdown(t("train-changes-happened", changed=with_it, own=without))
            _surprise(session, change, changed, lessons_own)
            if st.button(t("train-changes-compare"), key="compare-change", icon=":material/compare_arrows:"):
                compare(session, changed, lessons_own)
        if in_form:
            st.button(
                t("train-changes-back"),
                key="change-back",
                type="tertiary",
                icon=":material/undo:",
                on_click=session.form.use,
                args=(lesson.id, ""),
            )


def _ended(session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> Run | None:
    """The visitor's newest run with these settings that has a result; one that was stopped only where none else has."""
    runs = [run for run in reversed(session.runs.kept) if is_of(run, lesson, dataset, config)]
    runs = [run for run in runs if has_result(session, run)]
    return next(filter(_finished, runs), next(iter(runs), None))


def _finished(run: Run) -> bool:
    return run.snapshot.status is Status.FINISHED


def is_of(run: Run, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> bool:
    """Whether the run trains the lesson's network on the data set with just these settings."""
    return run.lesson is lesson and run.dataset is dataset.read_as(config) and run.config == config


def _surprise(session: Session, change: Change, changed: Run, own: Run) -> None:
    """Say where it was otherwise than expected by more than chance, and why that can be."""
    if not (_finished(changed) and _finished(own)):
        return
    first, second = (_evaluation(session, run) for run in (own, changed))
    surprise = change.surprise(Comparison(first, second)) if first is not None and second is not None else None
    if surprise is not None and second is not None:
        steps = changed.snapshot.step
        st.markdown(t("train-changes-surprise", kind=surprise, examples=len(second), steps=steps))


def _evaluation(session: Session, run: Run) -> Evaluation | None:
    """What the network answers to the examples that are held out; None for a run from a file, which has no answers."""
    network, dataset = session.in_use.network_of(run), run.dataset
    for answers in run.answers:
        if network is not None and answers.epoch == network.card.epochs_done:
            return answers.evaluation(dataset.classes, dataset.held_out, dataset.held_out_name)
    return None


def _accuracy(session: Session, run: Run) -> str:
    """'Lesson 000 on MNIST: 97.50% of 10,000', and whether the run was stopped before its end."""
    network = session.in_use.network_of(run)
    assert network is not None
    assert network.card.accuracy is not None
    measured = share_of(network.card.accuracy, size_of(run.dataset, network.card.measured_on))
    stopped = "" if _finished(run) else f" ({t('runs-status-stopped')})"
    return f"{plain(name_of(run))}: {measured}{stopped}"
