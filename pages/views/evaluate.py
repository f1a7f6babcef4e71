"""Evaluate: how good is the network, where does it fail, on which pictures."""

import math

import pandas as pd
import streamlit as st

from core.console import Console
from core.data.dataset import DataSet
from core.data.summary import read_text
from core.evaluation import Evaluation, Mistake
from core.lessons import LESSONS
from pages.ui import charts
from pages.ui.evaluation import evaluated_on
from pages.ui.images import to_picture
from pages.ui.layout import open_page
from pages.ui.live_chart import finished_chart
from pages.ui.network_panel import network_panel
from pages.ui.words import shorten

WORST = 24  # mistakes shown
FEW = 100  # test examples: fewer say little
LETTERS = 400  # of a text


def main() -> None:
    """Draw the page."""
    session = open_page("Evaluate", "How good is the network on examples it has never seen, and where does it fail?")
    network = network_panel(session)
    if network is None:
        return
    found = evaluated_on(session, network)
    if found is None:
        return
    dataset, evaluation = found
    headline(evaluation, LESSONS[network.card.lesson].console)
    left, right = st.columns(2, gap="large")
    with left:
        per_class(evaluation)
    with right:
        confusion(evaluation)
    mistakes(dataset, evaluation.worst_mistakes(WORST))


def headline(evaluation: Evaluation, console: Console) -> None:
    """The two numbers, and the post's own line."""
    accuracy, loss, count = st.columns(3)
    accuracy.metric("Test accuracy", f"{100 * evaluation.accuracy:.2f}%")
    guessing = math.log(len(evaluation.classes))
    loss.metric(
        "Test cross-entropy", f"{evaluation.loss:.4f}", help=f"The mean: 0 is perfect, {guessing:.3f} is guessing."
    )
    count.metric("Test examples", f"{len(evaluation.targets):,}")
    if len(evaluation.targets) < FEW:
        st.caption(
            f"With so few test examples the accuracy is rough: one more right answer changes it by "
            f"{100 / len(evaluation.targets):.1f} points."
        )
    for line in console.accuracy_line(evaluation.right, len(evaluation.targets)):
        st.code(line, language=None)


def per_class(evaluation: Evaluation) -> None:
    """Precision, recall, F1 and support of each class."""
    st.subheader("Class by class")
    table = pd.DataFrame(evaluation.class_metrics())
    table.columns = ["Class", "Precision", "Recall", "F1", "Support"]
    st.table(table.style.format("{:.3f}", subset=["Precision", "Recall", "F1"]), hide_index=True)
    st.caption(
        "Precision: of the times it said this class, how often it was right. Recall, also called the accuracy of the "
        "class: of its examples, how many it found. F1: their harmonic mean. Support: how many test examples it has."
    )
    st.markdown("**Accuracy of each class**")
    metrics = evaluation.class_metrics()
    chart = charts.accuracy_by_class_chart(evaluation.classes, [row.recall for row in metrics])
    finished_chart(chart, key="accuracy-by-class")
    best, worst = (choose(metrics, key=lambda row: row.recall) for choose in (max, min))
    if best.recall - worst.recall > 0.01:
        said = (
            f"Best recognised: {best.name} ({100 * best.recall:.0f}%); worst: {worst.name} ({100 * worst.recall:.0f}%)."
        )
        st.caption(said)


def confusion(evaluation: Evaluation) -> None:
    """Truth against guess."""
    st.subheader("Confusion matrix")
    finished_chart(charts.confusion_chart(evaluation.confusion(), evaluation.classes), key="confusion")
    st.caption(evaluation.confusion_in_words())


def mistakes(dataset: DataSet, worst: list[Mistake]) -> None:
    """The examples it got most wrong."""
    st.subheader("The worst mistakes")
    if not worst:
        st.success("Not one wrong answer on this test set.")
        return
    st.caption("Highest loss first: the right answer got the least probability. In brackets: how sure the guess was.")
    if dataset.vocabulary is not None:
        for mistake in worst:
            with st.container(border=True):
                st.caption(f"is {mistake.truth}, said {mistake.guess} ({100 * mistake.probability:.0f}%)")
                st.text(shorten(read_text(dataset, dataset.test, mistake.index), LETTERS))
        return
    with st.container(horizontal=True):
        for mistake in worst:
            with st.container(width=140):
                st.image(
                    to_picture(dataset.test.images[mistake.index].numpy(), 120),
                    caption=f"is {mistake.truth}, said {mistake.guess} ({100 * mistake.probability:.0f}%)",
                    alt=f"Test image {mistake.index}: a {mistake.truth}, taken for a {mistake.guess}",
                )


main()
