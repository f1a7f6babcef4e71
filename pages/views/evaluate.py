"""Evaluate: how good is it, where does it fail, on which examples, how sure was it, and what would help."""

import math

import streamlit as st

from core.console import Console
from core.data.dataset import DataSet
from core.evaluate.evaluation import Evaluation
from core.lessons import LESSONS
from core.network import TrainedNetwork
from pages.ui.evaluate.advice import advice
from pages.ui.evaluate.certainty import calibration, thresholds
from pages.ui.evaluate.comparison import comparison
from pages.ui.evaluate.confusion import cell_examples, class_scores, confusion_matrix
from pages.ui.evaluate.over_time import over_time
from pages.ui.evaluate.report import downloads
from pages.ui.evaluate.robustness import robustness
from pages.ui.evaluation import evaluated, test_set_for
from pages.ui.layout import open_page
from pages.ui.network_panel import network_panel
from pages.ui.visitor.session import Session
from pages.ui.words import percent, plain

FEW = 100  # test examples; with fewer the accuracy is rough
WIDTH = 165  # pixels of a number
KEY = "evaluate-tab"
TABS = ("Where it fails", "How sure it is", "Over time", "Two networks", "Worse examples")


def main() -> None:
    """Draw the page."""
    session = open_page("evaluate", "How good is the network on examples it has never seen, and where does it fail?")
    newest = network_panel(session)
    if session.page_is_new:
        session.in_use.held = None
    network = session.in_use.hold(newest)
    run = session.in_use.run_of(network)
    if run is not None and run.snapshot.active:
        _offer_newest(session, network)
    dataset = test_set_for(session, network)
    if dataset is None:
        return
    evaluation = evaluated(session, network, dataset)
    if evaluation is None:
        return
    headline(evaluation, LESSONS[network.card.lesson].console)
    if evaluation.problem:
        return
    downloads(network, dataset, evaluation)
    if KEY not in st.session_state:
        st.session_state[KEY] = session.form.choices.get(KEY, TABS[0])  # the tab that was open before another page
    tabs = st.tabs(TABS, on_change="rerun", key=KEY)
    sections = (
        lambda: where_it_fails(session, network, dataset, evaluation),
        lambda: how_sure(evaluation),
        lambda: over_time(session.in_use.run_of(network), network),
        lambda: comparison(session, network, dataset, evaluation),
        lambda: robustness(session, network, dataset),
    )
    for title, tab, section in zip(TABS, tabs, sections, strict=True):
        if tab.open:
            session.form.choices[KEY] = title
            with tab:
                section()


def _offer_newest(session: Session, network: TrainedNetwork) -> None:
    """Offer a button for the run's newest weights: while the run goes on, the page keeps the weights it began with."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"The run goes on. Below: its weights after epoch {network.card.epochs_done}, until you ask for newer."
        )
        st.button(
            "Test the newest weights",
            key="evaluate-newest",
            icon=":material/refresh:",
            on_click=_let_go,
            args=(session,),
        )


def _let_go(session: Session) -> None:
    session.in_use.held = None


def headline(evaluation: Evaluation, console: Console) -> None:
    """Show how good the network is, what to compare that with, and the line that the post's script would print."""
    broken = bool(evaluation.problem)
    guessing = math.log(len(evaluation.classes))
    name, share = evaluation.commonest
    with st.container(horizontal=True):
        st.metric("Test accuracy", "not defined" if broken else percent(evaluation.accuracy), width=WIDTH)
        st.metric(
            "Test cross-entropy",
            "not defined" if broken else f"{evaluation.loss:.4f}",
            help=f"The mean: 0 is perfect, {guessing:.3f} is guessing.",
            width=WIDTH,
        )
        help_text = f"The accuracy of a network that always says “{plain(name)}”, the commonest class."
        st.metric("Always the same guess", percent(share), help=help_text, width=WIDTH)
        st.metric("Test examples", f"{len(evaluation):,}", width=WIDTH)
    if broken:
        st.error(evaluation.problem, icon=":material/error:")
        return
    low, high = evaluation.accuracy_interval
    st.markdown(
        f"{evaluation.right:,} of {len(evaluation):,} right. Over all examples of this kind the accuracy lies between "
        f"**{percent(low)} and {percent(high)}** with 95% confidence (Wilson's interval)."
    )
    if len(evaluation) < FEW:
        st.caption(
            f"With so few test examples the accuracy is rough: one answer more or less changes it by "
            f"{100 / len(evaluation):.1f} points."
        )
    for line in console.accuracy_line(evaluation.right, len(evaluation)):
        st.code(line, language=None, wrap_lines=True)


def where_it_fails(session: Session, network: TrainedNetwork, dataset: DataSet, evaluation: Evaluation) -> None:
    """Class by class, the confusion matrix, and the examples behind each cell."""
    left, right = st.columns([5, 4], gap="large")  # the table needs more room than the matrix
    with left:
        st.header("Class by class")
        class_scores(evaluation)
    with right:
        st.header("Confusion matrix")
        cell = confusion_matrix(evaluation, key=f"confusion-{dataset.id}")
    cell_examples(network, dataset, evaluation, cell, key="examples")
    st.header("What would help")
    advice(session, network, dataset, evaluation)


def how_sure(evaluation: Evaluation) -> None:
    """Calibration; for two classes, thresholds."""
    if len(evaluation.classes) == 2:
        thresholds(evaluation)
    calibration(evaluation)


main()
