"""Evaluation of the visitor's network, computed once and kept until another network is looked at."""

import time

import streamlit as st

from core.data.dataset import DataSet
from core.errors import DataError
from core.evaluation import Evaluation, evaluate
from core.lessons import DATASETS, LESSONS, OWN
from core.network import TrainedNetwork
from pages.ui import datasets
from pages.ui.session import Session

SHOW_PROGRESS_AFTER = 0.5  # seconds


def evaluated_on(session: Session, network: TrainedNetwork) -> tuple[DataSet, Evaluation] | None:
    """A test set that is here (the network's own first) and the network's answers to it; None when there is none."""
    own = network.card.dataset
    usable = {
        dataset_id: dataset
        for dataset_id in LESSONS[network.card.lesson].datasets
        if (dataset := _test_set(session, network, dataset_id)) is not None
    }
    if own not in usable:
        st.info(
            f"It was trained on {DATASETS[own].title}, which is not here"
            f"{': bring the same classes on the Data page' if own == OWN else ': the Data page can download it'}."
        )
    if not usable:
        return None
    chosen = st.segmented_control(
        "Test set",
        list(usable),
        default=own if own in usable else next(iter(usable)),
        required=True,
        format_func=lambda key: f"{DATASETS[key].title}{' (its own)' if key == own else ''}",
        key=f"test-set-{own}",
    )
    assert isinstance(chosen, str)
    dataset = usable[chosen]
    if chosen == OWN and network.dataset is not dataset:
        st.warning(
            "This network may have learnt from some of these pictures, so it may look better than it is.",
            icon=":material/warning:",
        )
    if session.evaluated is None or session.evaluated[:2] != (network, dataset):
        session.evaluated = (network, dataset, _evaluate_with_progress(network, dataset))
    return dataset, session.evaluated[2]


def _test_set(session: Session, network: TrainedNetwork, dataset_id: str) -> DataSet | None:
    """The data set, if it is here and has the network's classes, sizes and words."""
    if network.dataset is not None and network.dataset.id == dataset_id:
        return network.dataset  # a visitor's own data may have been split anew since
    if datasets.missing(session, dataset_id) or (
        dataset_id != OWN and DATASETS[dataset_id].classes != network.card.classes
    ):
        return None
    try:
        dataset = datasets.load(session, dataset_id)
    except DataError:
        return None
    fits = (
        dataset.classes == network.card.classes
        and dataset.input_shape == network.card.input_shape
        and dataset.vocabulary == network.vocabulary
    )
    return dataset if fits else None


def _evaluate_with_progress(network: TrainedNetwork, dataset: DataSet) -> Evaluation:
    """The network's answers; a bar appears when they take a while."""
    place = st.empty()
    begun = time.monotonic()

    def show(done: int, total: int) -> None:
        if time.monotonic() - begun > SHOW_PROGRESS_AFTER:
            place.progress(done / total, text=f"Testing: {done:,} of {total:,} examples")

    evaluation = evaluate(network, dataset, show)
    place.empty()
    return evaluation
