"""Truth against guess: the scores of each class, and a matrix whose cells lead to their examples."""

from collections.abc import Callable

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.data.dataset import DataSet, set_name
from core.evaluate.evaluation import ClassMetrics, Evaluation
from core.network import TrainedNetwork
from pages.ui.charts import literal
from pages.ui.components.live_chart import finished_chart, live_chart
from pages.ui.evaluate import charts
from pages.ui.evaluate.charts import Cell
from pages.ui.evaluate.examples import examples
from pages.ui.language import t
from pages.ui.tables import plain_table
from pages.ui.words import listed, plain

SHARES = ("counts", "row", "column")
PAIRS = 5  # pairs of confused classes that are named
WHICH = ("mistakes", "all")


def class_scores(evaluation: Evaluation) -> None:
    """Precision, recall, F1 and support of each class, and their means."""
    metrics = evaluation.class_metrics
    plain_table(
        score_columns(),
        [
            (name, *map(_score, (row.precision, row.recall, row.f1)), f"{row.support:,}")
            for name, row in scores_by_name(evaluation)
        ],
    )
    for sentence in _not_defined(metrics):
        st.caption(sentence)
    st.markdown(f"**{t('evaluate-by-class')}**")
    recalls = [row.recall for row in metrics]
    chart = charts.accuracy_by_class_chart(evaluation.classes, recalls)
    finished_chart(chart, key="accuracy-by-class")
    known = [(row.recall, row.name) for row in metrics if row.recall is not None]
    best, worst = max(known)[0], min(known)[0]
    if best - worst > 0.01:
        easiest, hardest = (listed([name for recall, name in known if recall == wanted]) for wanted in (best, worst))
        highest, lowest = f"{100 * best:.0f}", f"{100 * worst:.0f}"
        st.caption(t("evaluate-best-and-worst", best=easiest, highest=highest, worst=hardest, lowest=lowest))


def score_columns() -> list[str]:
    """What stands above the scores of the classes."""
    return [t(f"evaluate-{name}") for name in ("class", "precision", "recall", "f1", "support")]


def scores_by_name(evaluation: Evaluation) -> list[tuple[str, ClassMetrics]]:
    """The scores of each class and their means, each with its name."""
    classes = [(row.name, row) for row in evaluation.class_metrics]
    return classes + [(t(f"evaluate-average-{row.name}"), row) for row in evaluation.averages]


def _score(score: float | None) -> str:
    return t("evaluate-undefined") if score is None else f"{score:.3f}"


def _not_defined(metrics: list[ClassMetrics]) -> list[str]:
    """Which scores are not defined, and why."""
    unsaid = [plain(row.name) for row in metrics if row.precision is None]
    absent = [plain(row.name) for row in metrics if row.recall is None]
    sentences = []
    if unsaid:
        sentences.append(t("evaluate-no-precision", names=", ".join(unsaid)))
    if absent:
        sentences.append(t("evaluate-no-recall", names=", ".join(absent)))
    return sentences and [*sentences, t("evaluate-averages-over")]


def beside(evaluation: Evaluation, key: str) -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]:
    """Three places: for the matrix, beside it for the examples, and below the matrix; on a phone below one another."""
    size = "many" if len(evaluation.classes) > charts.MANY else "few"
    with st.container(key=f"matrix-{size}-{key}"):
        return st.container(), st.container(), st.container()


def confusion_matrix(evaluation: Evaluation, key: str) -> Cell:
    """The matrix in counts or shares; the (truth, guess) of the cell that was clicked or chosen, None for any."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-title"):
        st.header(t("evaluate-confusion"), help=t("evaluate-matrix"), width="content")
        share = st.segmented_control(
            t("evaluate-show"),
            SHARES,
            default=SHARES[0],
            required=True,
            format_func=lambda share: t(f"evaluate-show-{share}"),
            key=f"{key}-share",
            label_visibility="collapsed",
            persist_state="session",
        )
    assert isinstance(share, str)
    matrix = st.container(key=f"{key}-place")  # it stands above the choice of a cell, but has to mark it
    names = [t("evaluate-any-class"), *evaluation.classes]
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{key}-choice"):
        truth, guess = (
            st.selectbox(label, range(len(names)), key=f"{key}-{name}", format_func=names.__getitem__)
            for label, name in ((t("evaluate-truth-is"), "truth"), (t("evaluate-network-says"), "guess"))
        )
        cell = truth - 1 if truth else None, guess - 1 if guess else None
        st.button(
            t("evaluate-show-all"),
            key=f"{key}-all",
            type="tertiary",
            disabled=cell == (None, None),
            on_click=_choose_all,
            args=(key,),
        )
    with matrix:
        live_chart(
            charts.confusion_chart(evaluation.confusion, evaluation.classes, share, cell),
            key=f"{key}-matrix",
            alt=confusion_in_words(evaluation),
            revision=f"{key}-{share}",
            on_click=_choose_cell(key, evaluation),
        )
        with st.container(key=f"{key}-below"):  # it is not shown where the examples stand beside the matrix
            st.markdown(t("evaluate-cell", count=len(evaluation.chosen(*cell))) if cell != (None, None) else "&nbsp;")
    st.caption(plain(confusion_in_words(evaluation)))
    return cell


def _choose_cell(key: str, evaluation: Evaluation) -> Callable[[object, object], None]:
    classes = [*map(literal, evaluation.classes)]  # as the chart has them

    def choose(guess: object, truth: object) -> None:
        if guess in classes and truth in classes:
            cell = classes.index(str(truth)), classes.index(str(guess))
            st.session_state[f"{key}-truth"], st.session_state[f"{key}-guess"] = 1 + cell[0], 1 + cell[1]

    return choose


def _choose_all(key: str) -> None:
    st.session_state[f"{key}-truth"] = st.session_state[f"{key}-guess"] = 0


def cell_examples(network: TrainedNetwork, dataset: DataSet, evaluation: Evaluation, cell: Cell, key: str) -> None:
    """The examples of a cell; while none is chosen, the mistakes, or all."""
    truth, guess = cell
    indices = evaluation.chosen(truth, guess)
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-title"):
        if truth is None and guess is None:
            st.header(t("evaluate-the-examples"), width="content")
            which = st.segmented_control(
                t("evaluate-which"),
                WHICH,
                default=WHICH[0],
                required=True,
                format_func=lambda which: t(f"evaluate-which-{which}"),
                key=f"{key}-which",
                label_visibility="collapsed",
                persist_state="session",
            )
            indices = evaluation.mistakes if which == WHICH[0] else np.arange(len(evaluation))
        else:
            st.header(_title_of(evaluation, cell, len(indices)), width="content")
    if truth is None and guess is None and len(indices) == 0:
        st.success(t("evaluate-no-mistake", part=set_name(evaluation.part)))
        return
    examples(network, dataset, evaluation, indices, key=f"{key}-{truth}-{guess}")


def _title_of(evaluation: Evaluation, cell: Cell, count: int) -> str:
    """'3 examples where the truth is 4 and the network says 9', for a cell, a row or a column."""
    truth, guess = ("" if place is None else plain(evaluation.classes[place]) for place in cell)
    if cell[1] is None:
        return t("evaluate-of-row", count=count, truth=truth)
    if cell[0] is None:
        return t("evaluate-of-column", count=count, guess=guess)
    return t("evaluate-of-cell", count=count, truth=truth, guess=guess)


def confusion_in_words(evaluation: Evaluation) -> str:
    """The pairs of classes that are most often confused, in a sentence."""
    pairs = evaluation.confused()
    if not pairs:
        return t("evaluate-none-confused")
    told = [
        t(
            "evaluate-confused-pair",
            truth=evaluation.classes[pair.truth],
            guess=evaluation.classes[pair.guess],
            count=pair.count,
            total=int(evaluation.confusion[pair.truth].sum()),
        )
        for pair in pairs[:PAIRS]
    ]
    return t("evaluate-most-confused", pairs=", ".join(told))
