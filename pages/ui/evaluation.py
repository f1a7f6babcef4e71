"""Evaluation of the visitor's networks: on which test set, and the answers, computed once for the same weights."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.data.dataset import DataSet
from core.errors import DataError
from core.evaluate.evaluation import Evaluation, evaluating
from core.lessons import DATASETS, LESSONS
from core.messages import Message
from core.network import TrainedNetwork
from pages.ui import datasets
from pages.ui.language import t
from pages.ui.tasks import result_of
from pages.ui.visitor.session import Session
from pages.ui.words import title_of


def test_set_for(session: Session, network: TrainedNetwork, row: DeltaGenerator) -> DataSet | None:
    """The data set whose test part is used, the network's own first; None, with a sentence, when none is here.

    `row`: where the choice of it stands.
    """
    own = network.card.dataset
    usable = {
        dataset_id: dataset
        for dataset_id in LESSONS[network.card.lesson].datasets
        if (dataset := _test_set(session, network, dataset_id)) is not None
    }
    if own not in usable:
        why = _why_not(session, own, title_of(network))
        st.caption(f":material/info: {why}") if usable else st.info(why)
    if not usable:
        st.info(t("evaluate-no-test-set"))
        st.page_link("pages/views/data.py", label=t("evaluate-open-data"), icon=":material/grid_view:")
        return None
    names = {key: t(DATASETS[key].title) for key in usable}
    if own in names:
        names[own] = t("evaluate-test-set-own", title=DATASETS[own].title)
    chosen = row.selectbox(
        t("evaluate-test-set"),
        list(names),
        index=list(names).index(own) if own in names else 0,
        format_func=lambda key: names.get(key, ""),
        key=f"test-set-{own}",
    )
    dataset = usable[chosen]
    if network.may_know_tests_of(dataset):
        st.warning(t("evaluate-may-know"), icon=":material/warning:")
    return dataset


def _why_not(session: Session, dataset_id: str, title: str) -> str:
    """Why a network cannot be tested on the data set that it has learnt from."""
    if DATASETS[dataset_id].brought:
        return t("evaluate-own-to-bring", data=title)
    if datasets.missing(session, dataset_id):
        return t("evaluate-own-to-download", data=title)
    return t("evaluate-own-cut-otherwise", data=title)


def own_dataset_of(session: Session, network: TrainedNetwork) -> DataSet | None:
    """The data set that the network has learnt from, if it is here."""
    return _test_set(session, network, network.card.dataset)


def evaluated(session: Session, network: TrainedNetwork, dataset: DataSet) -> Evaluation | None:
    """The network's answers to the test part; None while they are computed, with a bar on the page."""
    return result_of(
        session, (Message("evaluate-task-testing"), network, dataset), lambda: evaluating(network, dataset)
    )


def _test_set(session: Session, network: TrainedNetwork, dataset_id: str) -> DataSet | None:
    """The data set, if it is here and has the network's classes, sizes and words."""
    if network.dataset is not None and network.dataset.id == dataset_id:
        return network.dataset  # a visitor's own data may have been split anew since
    source = DATASETS[dataset_id]
    if datasets.missing(session, dataset_id) or not source.may_have(network.card.classes):
        return None
    if source.language != DATASETS[network.card.dataset].language:
        return None
    try:
        dataset = datasets.load(session, dataset_id).read_by(network.vocabulary)
    except DataError:
        return None
    return dataset if fits(network, dataset) else None


def fits(network: TrainedNetwork, dataset: DataSet) -> bool:
    """Return whether the network can answer the data set's examples: classes, input shape and vocabulary are equal."""
    return (
        dataset.classes == network.card.classes
        and dataset.input_shape == network.card.input_shape
        and dataset.vocabulary == network.vocabulary
    )
