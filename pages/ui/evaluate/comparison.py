"""Two of the visitor's networks on the same test set."""

import numpy as np
import streamlit as st

from core.data.dataset import DataSet
from core.evaluate.comparison import Comparison
from core.evaluate.evaluation import Evaluation
from core.network import TrainedNetwork
from pages.ui.components.live_chart import finished_chart
from pages.ui.evaluate import charts
from pages.ui.evaluate.examples import examples
from pages.ui.evaluation import evaluated, fits
from pages.ui.language import t
from pages.ui.tables import plain_table
from pages.ui.visitor.session import Session
from pages.ui.words import plain, share_of_few

LEAST = 0.0001  # the smallest p-value that is written as a number
CELLS = 5  # cells of the difference that are named in the caption


def comparison(session: Session, network: TrainedNetwork, dataset: DataSet, evaluation: Evaluation) -> None:
    """Choose another network; metrics of both, the difference of their matrices, and where only one is right."""
    others = {
        key: named
        for key, named in session.in_use.networks().items()
        if named.network is not network and fits(named.network, dataset)
    }
    if not others:
        st.info(t("evaluate-no-second"))
        return
    names = {key: name for key, (name, _) in others.items()}
    wanted = session.form.choices.pop("compare-with", "")  # what another page has asked for
    if wanted in names:
        st.session_state["compare-with"] = wanted
    chosen = st.selectbox(t("evaluate-compare-with"), list(names), format_func=names.__getitem__, key="compare-with")
    if session.in_use.names_best:
        st.caption(t("visitor-best-epoch.about"))
    name, other = others[chosen]
    second = evaluated(session, other, dataset)
    if second is None:
        return
    if second.problem:
        st.error(t(second.problem), icon=":material/error:")
        return
    compared = Comparison(evaluation, second)
    _metrics(compared, name)
    if network.may_know_tests_of(dataset) or other.may_know_tests_of(dataset):
        st.warning(t("evaluate-unfair"))
    else:
        _chance(compared, plain(name))
    st.markdown(f"**{t('evaluate-difference', name=plain(name))}**")
    finished_chart(charts.difference_chart(compared.difference, dataset.classes), key="difference")
    st.caption(f"{plain(_largest(compared))} {t('evaluate-difference-cells', name=plain(name))}")
    only_this, only_other = compared.only_first, compared.only_second
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(t("evaluate-only-this", count=len(only_this)))
        st.caption(t("evaluate-only-this-about", name=plain(name)))
        examples(other, dataset, second, only_this, key=f"only-this-{chosen}", order="confidence")
    with right:
        st.markdown(t("evaluate-only-other", name=plain(name), count=len(only_other)))
        st.caption(t("evaluate-only-other-about"))
        examples(network, dataset, evaluation, only_other, key=f"only-other-{chosen}", order="confidence")


def _metrics(compared: Comparison, name: str) -> None:
    rows = []
    for title, of in (
        (t("evaluate-accuracy"), lambda one: share_of_few(one.accuracy, len(one))),
        (t("evaluate-cross-entropy"), lambda one: f"{one.loss:.4f}"),
        (
            t("evaluate-macro-f1"),
            lambda one: t("evaluate-undefined") if (f1 := one.averages[0].f1) is None else f"{f1:.4f}",
        ),
        (t("evaluate-mistakes"), lambda one: f"{len(one.mistakes):,}"),
    ):
        rows.append((title, of(compared.first), of(compared.second)))
    plain_table([t("evaluate-compared", count=len(compared.first)), t("evaluate-compared-this"), name], rows)


def _largest(compared: Comparison) -> str:
    """The cells that differ most, in words."""
    difference, classes = compared.difference, compared.first.classes
    order = np.argsort(-np.abs(difference), axis=None, kind="stable")[:CELLS]
    cells = [np.unravel_index(place, difference.shape) for place in order if difference.flat[place]]
    if not cells:
        return t("evaluate-difference-none")
    told = [
        t(
            "evaluate-difference-right" if truth == guess else "evaluate-difference-cell",
            truth=classes[truth],
            guess=classes[guess],
            difference=f"{difference[truth, guess]:+d}",
        )
        for truth, guess in cells
    ]
    return t("evaluate-difference-largest", cells=", ".join(told))


def _chance(compared: Comparison, name: str) -> None:
    """McNemar's test in plain words."""
    first, second, p_value = len(compared.only_first), len(compared.only_second), compared.p_value
    if p_value is None:
        st.markdown(t("evaluate-same-mistakes"))
        return
    probability = f"{p_value:.2g}" if p_value >= LEAST else t("evaluate-less-than", number=str(LEAST))
    better = compared.better
    verdict = "chance" if better is None else "this" if better is compared.first else "other"
    st.markdown(
        t(
            "evaluate-mcnemar",
            first=first,
            second=second,
            name=name,
            probability=probability,
            verdict=verdict,
        )
    )
