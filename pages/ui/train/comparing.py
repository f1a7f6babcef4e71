"""From two runs on Train to their comparison on Evaluate."""

import streamlit as st

from core.runs.run import Run
from core.runs.snapshot import Status
from pages.ui.evaluation import fits
from pages.ui.language import t
from pages.ui.visitor.session import Session
from pages.ui.words import name_of, plain


def has_result(session: Session, run: Run) -> bool:
    """Whether the run is over (it has neither failed nor is it paused) and its network was tested."""
    network, snapshot = session.in_use.network_of(run), run.snapshot
    tested = network is not None and network.card.accuracy is not None
    return tested and snapshot.ended and snapshot.status is not Status.FAILED


def comparison_button(session: Session, run: Run) -> None:
    """Offer to compare the run with the last other one of the same lesson and data, where there is one."""
    other = _last_other(session, run)
    if other is not None and st.button(
        t("train-compare", name=plain(name_of(other))), key="compare-runs", icon=":material/compare_arrows:"
    ):
        compare(session, run, other)


def compare(session: Session, run: Run, other: Run) -> None:
    """Open Evaluate with the two networks side by side."""
    session.in_use.show(run)
    session.form.choices |= {"evaluate-tab": "two", "compare-with": other.id}
    st.switch_page("pages/views/evaluate.py")


def _last_other(session: Session, run: Run) -> Run | None:
    if not has_result(session, run):
        return None
    for other in reversed(session.runs.kept):
        network = session.in_use.network_of(other)
        same = other is not run and other.lesson is run.lesson and other.dataset.id == run.dataset.id
        if same and has_result(session, other) and network is not None and fits(network, run.dataset):
            return other
    return None
