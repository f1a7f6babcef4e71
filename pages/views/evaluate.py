"""Evaluate: how good is it, where does it fail, on which examples, how sure was it, and what would help."""

import math

import streamlit as st

from core.console import Console
from core.data.dataset import DataSet
from core.evaluate.evaluation import Evaluation
from core.lessons import LESSONS
from core.network import TrainedNetwork
from pages.ui.components.scroll import scroll_when_asked
from pages.ui.evaluate.advice import advice
from pages.ui.evaluate.certainty import calibration, thresholds
from pages.ui.evaluate.code_panel import code_panel
from pages.ui.evaluate.comparison import comparison
from pages.ui.evaluate.confusion import beside, cell_examples, class_scores, confusion_matrix
from pages.ui.evaluate.over_time import over_time
from pages.ui.evaluate.report import downloads
from pages.ui.evaluate.robustness import robustness
from pages.ui.evaluation import evaluated, test_set_for
from pages.ui.language import t
from pages.ui.layout import open_page
from pages.ui.network_panel import network_panel
from pages.ui.tabs import open_tab
from pages.ui.visitor.session import Session
from pages.ui.words import percent, plain, share_of_few

FEW = 100  # test examples; with fewer the accuracy is rough
TABS = ("fails", "sure", "time", "two", "worse")


def main() -> None:
    """Draw the page."""
    session = open_page("evaluate", t("evaluate-lead"))
    row = st.container(horizontal=True, vertical_alignment="bottom", key="evaluate-choice")
    with st.container(horizontal=True, vertical_alignment="center", key="evaluate-about"):
        about, tools = (
            st.container(key="evaluate-network"),
            st.container(horizontal=True, vertical_alignment="center", key="evaluate-tools"),
        )
    newest = network_panel(session, row, about)
    if session.page_is_new:
        session.in_use.held = None
    network = session.in_use.hold(newest)
    run = session.in_use.run_of(network)
    if run is not None and run.snapshot.active:
        _offer_newest(session, network)
    dataset = test_set_for(session, network, row)
    if dataset is None:
        return
    evaluation = evaluated(session, network, dataset)
    if evaluation is None:
        return
    headline(evaluation, LESSONS[network.card.lesson].console)
    if evaluation.problem:
        return
    with tools:
        downloads(network, dataset, evaluation)
    code_panel(network, dataset, tools)
    name, tab = open_tab({name: t(f"evaluate-tab-{name}") for name in TABS}, key="evaluate-tab")
    with tab:
        match name:
            case "fails":
                where_it_fails(session, network, dataset, evaluation)
            case "sure":
                how_sure(evaluation)
            case "time":
                over_time(session.in_use.run_of(network), network)
            case "two":
                comparison(session, network, dataset, evaluation)
            case _:
                robustness(session, network, dataset)


def _offer_newest(session: Session, network: TrainedNetwork) -> None:
    """Offer a button for the run's newest weights: while the run goes on, the page keeps the weights it began with."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("evaluate-run-goes-on", epoch=network.card.epochs_done))
        st.button(
            t("evaluate-newest"),
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
    guessing = f"{math.log(len(evaluation.classes)):.3f}"
    name, share = evaluation.commonest
    with st.container(horizontal=True, key="evaluate-figures"):
        accuracy = t("evaluate-undefined") if broken else share_of_few(evaluation.accuracy, len(evaluation))
        st.metric(t("evaluate-test-accuracy"), accuracy, width="content")
        loss = t("evaluate-undefined") if broken else f"{evaluation.loss:.4f}"
        st.metric(t("evaluate-test-loss"), loss, help=t("evaluate-test-loss.help", guessing=guessing), width="content")
        help_text = t("evaluate-constant.help", name=plain(name))
        st.metric(t("evaluate-constant"), percent(share), help=help_text, width="content")
        st.metric(t("evaluate-test-examples"), f"{len(evaluation):,}", width="content")
        if not evaluation.problem:
            with st.container(key="evaluate-interval", gap="xxsmall"):
                _interval(evaluation, console)
    if evaluation.problem:
        st.error(t(evaluation.problem), icon=":material/error:")


def _interval(evaluation: Evaluation, console: Console) -> None:
    """How far the accuracy can be trusted, and the line that the post's script would print."""
    low, high = map(percent, evaluation.accuracy_interval)
    told = t("evaluate-interval", right=evaluation.right, count=len(evaluation), low=low, high=high)
    st.markdown(told, help=t("evaluate-interval.help"))
    if len(evaluation) < FEW:
        st.caption(t("evaluate-few", points=f"{100 / len(evaluation):.1f}"))
    for line in console.accuracy_line(evaluation.right, len(evaluation)):
        st.code(line, language=None, wrap_lines=True)


def where_it_fails(session: Session, network: TrainedNetwork, dataset: DataSet, evaluation: Evaluation) -> None:
    """The confusion matrix, the examples behind each cell beside it, the scores of each class, and advice."""
    matrix, found, classes = beside(evaluation, key="fails")
    with matrix:
        cell = confusion_matrix(evaluation, key=f"confusion-{dataset.id}")
    with found:
        scroll_when_asked("mistakes")
        cell_examples(network, dataset, evaluation, cell, key="examples")
    with classes:
        st.header(t("evaluate-class-by-class"), help=t("evaluate-scores"))
        class_scores(evaluation)
    st.header(t("evaluate-advice"))
    advice(session, network, dataset, evaluation)


def how_sure(evaluation: Evaluation) -> None:
    """Calibration; for two classes, thresholds."""
    if len(evaluation.classes) == 2:
        thresholds(evaluation)
    calibration(evaluation)


main()
