"""Two of the visitor's networks on the same test set."""

import numpy as np
import streamlit as st

from core.data.dataset import DataSet
from core.evaluate.comparison import CHANCE, Comparison
from core.evaluate.evaluation import Evaluation
from core.network import TrainedNetwork
from pages.ui.components.live_chart import finished_chart
from pages.ui.evaluate import charts
from pages.ui.evaluate.examples import examples
from pages.ui.evaluation import evaluated, fits
from pages.ui.tables import plain_table
from pages.ui.visitor.session import Session
from pages.ui.words import percent, plain

LEAST = 0.0001  # the smallest p-value that is written as a number
CELLS = 5  # cells of the difference that are named in the caption


def comparison(session: Session, network: TrainedNetwork, dataset: DataSet, evaluation: Evaluation) -> None:
    """Choose another network; metrics of both, the difference of their matrices, and where only one is right."""
    others = {
        name: other
        for name, other in session.in_use.networks().items()
        if other is not network and fits(other, dataset)
    }
    if not others:
        st.info(
            "There is no second network with the same classes and input yet: train another run on this lesson's data, "
            "with other hyperparameters or of another lesson, and come back. Networks that read texts in other pieces "
            "cannot be compared here."
        )
        return
    name = st.selectbox("Compare with", list(others), key="compare-with")
    second = evaluated(session, others[name], dataset)
    if second is None:
        return
    if second.problem:
        st.error(second.problem, icon=":material/error:")
        return
    compared = Comparison(evaluation, second)
    _metrics(compared, name)
    if network.may_know_tests_of(dataset) or others[name].may_know_tests_of(dataset):
        st.warning("One of them may have learnt from some of these pictures, so comparing them would be unfair.")
    else:
        _chance(compared, plain(name))
    st.markdown("**Difference of the confusion matrices**")
    finished_chart(charts.difference_chart(compared.difference, dataset.classes), key="difference", picture=True)
    st.caption(
        f"{plain(_largest(compared))} How many more (+) or fewer (-) examples “{plain(name)}” has in each cell; red is "
        "more, blue is fewer."
    )
    only_this, only_other = compared.only_first, compared.only_second
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**Only this network is right: {len(only_this):,}**")
        st.caption(f"Each with the wrong answer of “{plain(name)}”.")
        examples(others[name], dataset, second, only_this, key=f"only-this-{name}", order="confidence")
    with right:
        st.markdown(f"**Only “{plain(name)}” is right: {len(only_other):,}**")
        st.caption("Each with the wrong answer of this network.")
        examples(network, dataset, evaluation, only_other, key=f"only-other-{name}", order="confidence")


def _metrics(compared: Comparison, name: str) -> None:
    rows = []
    for title, of in (
        ("Accuracy", lambda one: percent(one.accuracy)),
        ("Cross-entropy", lambda one: f"{one.loss:.4f}"),
        ("Macro F1", lambda one: "not defined" if (f1 := one.averages[0].f1) is None else f"{f1:.4f}"),
        ("Mistakes", lambda one: f"{len(one.mistakes):,}"),
    ):
        rows.append((title, of(compared.first), of(compared.second)))
    plain_table(["On the same examples", "This network", name], rows)


def _largest(compared: Comparison) -> str:
    """The cells that differ most, in words."""
    difference, classes = compared.difference, compared.first.classes
    order = np.argsort(-np.abs(difference), axis=None, kind="stable")[:CELLS]
    cells = [np.unravel_index(place, difference.shape) for place in order if difference.flat[place]]
    if not cells:
        return "Both matrices are the same."
    told = [f"{classes[truth]} taken for {classes[guess]} {difference[truth, guess]:+d}" for truth, guess in cells]
    return f"The largest differences: {', '.join(told)}."


def _chance(compared: Comparison, name: str) -> None:
    """McNemar's test in plain words."""
    first, second, p_value = len(compared.only_first), len(compared.only_second), compared.p_value
    if p_value is None:
        st.markdown("Both are right and wrong on the same examples: there is nothing to tell them apart.")
        return
    probability = f"{p_value:.2g}" if p_value >= LEAST else f"less than {LEAST}"
    verdict = (
        f"hardly chance: {'this network' if first > second else f'“{name}”'} is probably better on such examples"
        if p_value < CHANCE
        else "what chance alone often gives: these examples do not show which of them is better"
    )
    st.markdown(
        f"Only this network is right on **{first:,}** examples, only “{name}” on **{second:,}**. If both were equally "
        f"good, so unequal a split would come about with a probability of **{probability}** (McNemar's exact test). "
        f"That is {verdict}."
    )
