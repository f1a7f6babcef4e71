"""Evaluation of the visitor's network, computed once and kept until another network is looked at."""

import streamlit as st

from core.data.dataset import DataSet
from core.evaluation import Evaluation, evaluate
from core.lessons import DATASETS, LESSONS
from core.network import TrainedNetwork
from pages.ui.process import library
from pages.ui.session import Session


def evaluated_on(session: Session, network: TrainedNetwork) -> tuple[DataSet, Evaluation]:
    """A test set that is here (the network's own first) and the network's answers to it."""
    shelf = library()
    usable = [dataset_id for dataset_id in LESSONS[network.card.lesson].datasets if not shelf.problem(dataset_id)]
    own = network.card.dataset
    dataset_id = st.segmented_control(
        "Test set",
        usable,
        default=own if own in usable else usable[0],
        required=True,
        format_func=lambda key: f"{DATASETS[key].title}{' (its own)' if key == own else ''}",
        key=f"test-set-{own}",
    )
    dataset = shelf.get(dataset_id)
    if own not in usable:
        st.caption(
            f"It was trained on {DATASETS[own].title}, which is not on this computer: the Data page can download it."
        )
    if session.evaluated is None or session.evaluated[:2] != (network, dataset_id):
        session.evaluated = (network, dataset_id, evaluate(network, dataset))
    return dataset, session.evaluated[2]
