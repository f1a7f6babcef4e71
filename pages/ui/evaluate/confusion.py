"""Truth against guess: the scores of each class, and a matrix whose cells lead to their examples."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from core.data.dataset import DataSet
from core.evaluate.evaluation import ClassMetrics, Evaluation
from core.network import TrainedNetwork
from pages.ui.charts import literal
from pages.ui.components.live_chart import finished_chart, live_chart
from pages.ui.evaluate import charts
from pages.ui.evaluate.charts import Cell
from pages.ui.evaluate.examples import examples
from pages.ui.tables import plain_table
from pages.ui.toasts import show_toasts, toast_soon
from pages.ui.words import listed, plain

SHARES = ("counts", "by row", "by column")
PAIRS = 5  # pairs of confused classes that are named
ANY = "any class"
WHICH = ("Mistakes", "All examples")


def class_scores(evaluation: Evaluation) -> None:
    """Precision, recall, F1 and support of each class, and their means."""
    metrics = evaluation.class_metrics
    rows = [*metrics, *evaluation.averages]
    plain_table(
        ["Class", "Precision", "Recall", "F1", "Support"],
        [(row.name, *map(_score, (row.precision, row.recall, row.f1)), f"{row.support:,}") for row in rows],
    )
    for sentence in _not_defined(metrics):
        st.caption(sentence)
    st.caption(
        "Precision: of the times it said this class, how often it was right. Recall, also called the accuracy of the "
        "class: of its examples, how many it found. F1: their harmonic mean. Support: how many test examples it has. "
        "Macro: the mean over the classes, each alike; weighted: each by its examples."
    )
    st.markdown("**Accuracy of each class**")
    recalls = [row.recall for row in metrics]
    chart = charts.accuracy_by_class_chart(evaluation.classes, recalls)
    finished_chart(chart, key="accuracy-by-class", picture=True)
    known = [(row.recall, row.name) for row in metrics if row.recall is not None]
    best, worst = max(known)[0], min(known)[0]
    if best - worst > 0.01:
        easiest, hardest = (listed([name for recall, name in known if recall == wanted]) for wanted in (best, worst))
        st.caption(f"Best recognised: {easiest} ({100 * best:.0f}%); worst: {hardest} ({100 * worst:.0f}%).")


def _score(score: float | None) -> str:
    return "not defined" if score is None else f"{score:.3f}"


def _not_defined(metrics: list[ClassMetrics]) -> list[str]:
    """Which scores are not defined, and why."""
    unsaid = [plain(row.name) for row in metrics if row.precision is None]
    absent = [plain(row.name) for row in metrics if row.recall is None]
    sentences = []
    if unsaid:
        sentences.append(f"No precision for {', '.join(unsaid)}: the network never gives this answer.")
    if absent:
        sentences.append(f"No recall for {', '.join(absent)}: the test set has no example of it.")
    return sentences and [*sentences, "The averages are over the classes where a score is defined."]


def confusion_matrix(evaluation: Evaluation, key: str) -> Cell:
    """The matrix in counts or shares; the (truth, guess) of the cell that was clicked or chosen, None for any."""
    share = st.segmented_control(
        "Show", SHARES, default=SHARES[0], required=True, key=f"{key}-share", wrap=True, persist_state="session"
    )
    assert isinstance(share, str)
    matrix = st.container()  # it stands above the choice of a cell, but has to mark it
    left, right = st.columns(2)
    names = [ANY, *evaluation.classes]
    truth, guess = (
        column.selectbox(label, range(len(names)), key=f"{key}-{name}", format_func=names.__getitem__)
        for column, label, name in ((left, "The truth is", "truth"), (right, "The network says", "guess"))
    )
    cell = truth - 1 if truth else None, guess - 1 if guess else None
    show_toasts()
    with matrix:
        live_chart(
            charts.confusion_chart(evaluation.confusion, evaluation.classes, share, cell),
            key=f"{key}-matrix",
            alt=confusion_in_words(evaluation),
            revision=f"{key}-{share}",
            on_click=_choose_cell(key, evaluation),
        )
        if cell != (None, None):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{_counted(len(evaluation.chosen(*cell)))}**, shown below ↓", width="content")
                st.button("Show all", key=f"{key}-all", type="tertiary", on_click=_choose_all, args=(key,))
        st.caption(
            f"{plain(confusion_in_words(evaluation))} Rows are the truth, columns the guess; the darker a cell, the "
            "larger its share. **Click a cell, or choose below, to see its examples.**"
        )
    return cell


def _counted(count: int) -> str:
    """'1 example', '1,234 examples'."""
    return f"{count:,} example{'s' * (count != 1)}"


def _choose_cell(key: str, evaluation: Evaluation) -> Callable[[object, object], None]:
    classes = [*map(literal, evaluation.classes)]  # as the chart has them

    def choose(guess: object, truth: object) -> None:
        if guess in classes and truth in classes:
            cell = classes.index(str(truth)), classes.index(str(guess))
            st.session_state[f"{key}-truth"], st.session_state[f"{key}-guess"] = 1 + cell[0], 1 + cell[1]
            toast_soon(f"{_counted(len(evaluation.chosen(*cell)))}: below the matrix", icon=":material/south:")

    return choose


def _choose_all(key: str) -> None:
    st.session_state[f"{key}-truth"] = st.session_state[f"{key}-guess"] = 0


def cell_examples(
    network: TrainedNetwork,
    dataset: DataSet,
    evaluation: Evaluation,
    cell: Cell,
    key: str,
) -> None:
    """The examples of a cell; while none is chosen, the mistakes, or all."""
    truth, guess = cell
    if truth is None and guess is None:
        st.header("The examples")
        which = st.segmented_control(
            "Which", WHICH, default=WHICH[0], required=True, key=f"{key}-which", wrap=True, persist_state="session"
        )
        indices = evaluation.mistakes if which == WHICH[0] else np.arange(len(evaluation))
        if len(indices) == 0:
            st.success(f"Not one wrong answer on this {evaluation.part}.")
            return
    else:
        indices = evaluation.chosen(truth, guess)
        told = " and ".join(
            part
            for part in (
                f"the truth is {plain(evaluation.classes[truth])}" if truth is not None else "",
                f"the network says {plain(evaluation.classes[guess])}" if guess is not None else "",
            )
            if part
        )
        st.header(f"{_counted(len(indices))} where {told}")
    examples(network, dataset, evaluation, indices, key=f"{key}-{truth}-{guess}")


def confusion_in_words(evaluation: Evaluation) -> str:
    """The pairs of classes that are most often confused, in a sentence."""
    pairs = evaluation.confused()
    if not pairs:
        return "No two classes were confused."
    told = [
        f"{evaluation.classes[pair.truth]} taken for {evaluation.classes[pair.guess]} ({pair.count:,} of "
        f"{evaluation.confusion[pair.truth].sum():,})"
        for pair in pairs[:PAIRS]
    ]
    return f"Most often confused: {', '.join(told)}."
