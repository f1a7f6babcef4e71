"""Evaluation of the visitor's networks: on which test set, and the answers, computed once for the same weights."""

import streamlit as st

from core.data.dataset import DataSet
from core.errors import DataError
from core.evaluate.evaluation import Evaluation, evaluating
from core.lessons import DATASETS, LESSONS
from core.network import TrainedNetwork
from pages.ui import datasets
from pages.ui.tasks import result_of
from pages.ui.visitor.session import Session
from pages.ui.words import title_of


def test_set_for(session: Session, network: TrainedNetwork) -> DataSet | None:
    """The data set whose test part is used, the network's own first; None, with a sentence, when none is here."""
    own = network.card.dataset
    usable = {
        dataset_id: dataset
        for dataset_id in LESSONS[network.card.lesson].datasets
        if (dataset := _test_set(session, network, dataset_id)) is not None
    }
    if own not in usable:
        st.info(f"It was trained on {title_of(network)}, {_why_not(session, own)}.")
    if not usable:
        st.info("Choose another network above, or train one: then there is something to test it on.")
        st.page_link("pages/views/data.py", label="Open the Data page", icon=":material/grid_view:")
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
    if network.may_know_tests_of(dataset):
        st.warning(
            "This network may have learnt from some of these pictures, so it may look better than it is.",
            icon=":material/warning:",
        )
    return dataset


def _why_not(session: Session, dataset_id: str) -> str:
    """Why the network cannot be tested on what it has learnt from."""
    if DATASETS[dataset_id].brought:
        return "which is not here: bring the same classes on the Data page"
    if datasets.missing(session, dataset_id):
        return "which is not here: the Data page can download it"
    return "but what is here is cut into other words than it knows, so it cannot read it"


def own_dataset_of(session: Session, network: TrainedNetwork) -> DataSet | None:
    """The data set that the network has learnt from, if it is here."""
    return _test_set(session, network, network.card.dataset)


def evaluated(session: Session, network: TrainedNetwork, dataset: DataSet) -> Evaluation | None:
    """The network's answers to the test part; None while they are computed, with a bar on the page."""
    return result_of(session, ("Testing", network, dataset), lambda: evaluating(network, dataset))


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
