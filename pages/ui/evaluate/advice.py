"""Advice on what would improve a network, from its answers and from what is known of this and other networks."""

import streamlit as st

from core.data.dataset import TEST_SET, DataSet
from core.evaluate.advice import Known, advice_for, known_on
from core.evaluate.evaluation import Evaluation
from core.lessons import DATASETS
from core.messages import Message
from core.network import TrainedNetwork
from core.pretrained import ORIGIN
from pages.ui.language import t
from pages.ui.visitor.session import Session
from pages.ui.words import plain


def advice(session: Session, network: TrainedNetwork, dataset: DataSet, evaluation: Evaluation) -> None:
    """A line for each piece of advice."""
    for piece in advice_for(evaluation, known_of(session, network, dataset)):
        st.markdown(f"- {plain(t(piece))}")


def known_of(session: Session, network: TrainedNetwork, dataset: DataSet) -> Known:
    """What is known of the network beside its answers, and of others on the same test examples."""
    run = session.in_use.run_of(network)
    training: tuple[float, ...] = ()
    if run is not None and dataset is run.dataset:
        per_epoch = run.snapshot.plan.per_epoch
        ends = [end for end in run.snapshot.epochs if end.epoch * per_epoch <= network.card.steps_done]
        if ends and ends[-1].epoch * per_epoch == network.card.steps_done:  # else the weights are from within an epoch
            training = tuple(end.train_accuracy for end in ends)
    mine = {
        Message("evaluate-your-network", name=name): other.card.accuracy
        for name, other in session.in_use.like(network).items()
        if other is not network
        and other.origin != ORIGIN
        and other.card.accuracy is not None
        and (other.card.dataset, other.card.measured_on) == (dataset.id, TEST_SET)
        and not other.may_know_tests_of(dataset)
    }
    return Known(
        training=training,
        others=known_on(dataset.id) | mine if network.card.dataset == dataset.id else {},
        learning_rate=None if network.card.is_from_elsewhere else network.card.config.learning_rate,
        own_data=dataset.brought,
        highest_loss=float(run.snapshot.losses.high.max(initial=0)) if run is not None else None,
        learnt_from=None if network.card.dataset == dataset.id else DATASETS[network.card.dataset].title,
    )
