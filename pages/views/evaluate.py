"""Evaluate: how good is the network, where does it fail, on which pictures."""

import pandas as pd
import streamlit as st

from core.evaluation import Evaluation, Mistake
from core.lessons import LESSONS
from pages.ui import charts
from pages.ui.evaluation import evaluated_on
from pages.ui.images import to_picture
from pages.ui.layout import open_page
from pages.ui.network_panel import network_panel

WORST = 24  # mistakes shown


def main() -> None:
    """Draw the page."""
    session = open_page("Evaluate", "How good is the network on examples it has never seen, and where does it fail?")
    network = network_panel(session)
    if network is None:
        return
    dataset, evaluation = evaluated_on(session, network)
    headline(evaluation, LESSONS[network.card.lesson].accuracy_line)
    left, right = st.columns(2, gap="large")
    with left:
        per_class(evaluation)
    with right:
        confusion(evaluation)
    mistakes(evaluation.worst_mistakes(dataset.test, WORST))


def headline(evaluation: Evaluation, accuracy_line: str) -> None:
    """The two numbers, and the post's own line."""
    accuracy, loss, count = st.columns(3)
    accuracy.metric("Test accuracy", f"{100 * evaluation.accuracy:.2f}%")
    loss.metric("Test loss", f"{evaluation.loss:.4f}", help="Mean cross-entropy: 0 is perfect, 2.303 is guessing.")
    count.metric("Test examples", f"{len(evaluation.targets):,}")
    st.code(accuracy_line % (len(evaluation.targets), 100 * evaluation.accuracy), language=None)


def per_class(evaluation: Evaluation) -> None:
    """Precision, recall, F1 and support of each class."""
    st.subheader("Class by class")
    table = pd.DataFrame(evaluation.class_metrics())
    table.columns = ["Class", "Precision", "Recall", "F1", "Support"]
    st.table(table.style.format("{:.3f}", subset=["Precision", "Recall", "F1"]), hide_index=True)
    st.caption(
        "Precision: of the times it said this class, how often it was right. Recall: of the examples of this class, "
        "how many it found. F1: their harmonic mean. Support: how many test examples the class has."
    )


def confusion(evaluation: Evaluation) -> None:
    """Truth against guess."""
    st.subheader("Confusion matrix")
    st.plotly_chart(charts.confusion_chart(evaluation.confusion(), evaluation.classes), key="confusion")
    st.caption(evaluation.confusion_in_words())


def mistakes(worst: list[Mistake]) -> None:
    """The pictures it got most wrong."""
    st.subheader("The worst mistakes")
    if not worst:
        st.success("Not one wrong answer on this test set.")
        return
    st.caption("Highest loss first: the right answer got the least probability. In brackets: how sure the guess was.")
    with st.container(horizontal=True):
        for mistake in worst:
            with st.container(width=140):
                st.image(
                    to_picture(mistake.image, 120),
                    caption=f"is {mistake.truth}, said {mistake.guess} ({100 * mistake.probability:.0f}%)",
                    alt=f"Test image {mistake.index}: a {mistake.truth}, taken for a {mistake.guess}",
                )


main()
