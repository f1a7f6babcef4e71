"""Changes of the network to try in one click: what to expect, and what happened."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.lessons import Lesson
from core.runs.run import Run
from core.script.changes import Change, changes_of
from pages.ui.language import t
from pages.ui.visitor.session import Session
from pages.ui.words import name_of, percent, plain


def try_changes(session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> None:
    """The changes that fit the lesson's network; below them, what the one that is tried is expected to do, and did."""
    fitting = changes_of(lesson, dataset, config.without_source())
    tried = _tried(session, lesson, dataset, config, fitting)
    with st.popover(t("train-changes"), icon=":material/experiment:", key="changes"):
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
            if st.button(t("train-changes-compare"), key="compare-change", icon=":material/compare_arrows:"):
                _compare(session, changed, lessons_own)
                st.switch_page("pages/views/evaluate.py")
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
    """The visitor's newest run with these settings that has come to its end."""
    for run in reversed(session.runs.kept):
        if (
            is_of(run, lesson, dataset, config)
            and not run.snapshot.active
            and session.in_use.network_of(run) is not None
        ):
            return run
    return None


def is_of(run: Run, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> bool:
    """Whether the run trains the lesson's network on the data set with just these settings."""
    return run.lesson is lesson and run.dataset is dataset.read_as(config) and run.config == config


def _accuracy(session: Session, run: Run) -> str:
    network = session.in_use.network_of(run)
    accuracy = network.card.accuracy if network is not None else None
    return f"{plain(name_of(run))}: {'–' if accuracy is None else percent(accuracy)}"


def _compare(session: Session, changed: Run, other: Run) -> None:
    """Let the page Evaluate begin with the two networks side by side."""
    session.in_use.show(changed)
    session.form.choices |= {"evaluate-tab": "two", "compare-with": other.id}
