"""How the network answered after each epoch of its run."""

import streamlit as st

from core.network import TrainedNetwork
from core.runs.run import Run
from core.training import best_epoch
from pages.ui import charts
from pages.ui.components.live_chart import live_chart
from pages.ui.evaluate.confusion import cell_examples, confusion_matrix
from pages.ui.words import percent


def over_time(run: Run | None, network: TrainedNetwork) -> None:
    """A slider over the epochs, with the confusion matrix and the mistakes as they were then."""
    epochs = run.snapshot.epochs if run is not None else ()
    by_epoch = {answers.epoch: answers for answers in run.answers if answers.epoch <= len(epochs)} if run else {}
    best = best_epoch(epochs)
    if run is None or best is None or not by_epoch:
        st.info(
            "Only a network that was trained here has a history, from its first whole epoch on. Uploaded weights have "
            "none, and a saved run lacks the epochs before it was saved."
        )
        return
    dataset = run.dataset
    st.caption(f"On the {dataset.held_out_name}, which the run was tested on after each epoch.")
    figure = charts.accuracy_chart(epochs, run.config.epochs, dataset.held_out_name)
    told = f"Best epoch: {best.epoch}, {percent(best.held_out_accuracy)} right."
    live_chart(figure, key="accuracy-over-time", alt=told, revision=run.id)
    st.markdown(f"**{told}**")
    card = network.card
    measured = card.accuracy if card.measured_on == dataset.held_out_name else None
    if measured is not None and measured > best.held_out_accuracy:
        st.caption(f"The weights in use are from mini-batch {card.steps_done:,} and get {percent(measured)} right.")
    chosen = max(by_epoch)
    if len(by_epoch) > 1:
        chosen = st.select_slider(
            "Epoch",
            list(by_epoch),
            value=chosen,
            key=f"epoch-{run.id}-{len(by_epoch)}",
            format_func=lambda epoch: f"{epoch} (best)" if epoch == best.epoch else str(epoch),
        )
    evaluation = by_epoch[chosen].evaluation(dataset.classes, dataset.held_out, dataset.held_out_name)
    st.markdown(
        f"**After epoch {chosen}: {percent(evaluation.accuracy)} right**, {len(evaluation.mistakes):,} mistakes in "
        f"{len(evaluation):,}."
    )
    cell = confusion_matrix(evaluation, key=f"then-{run.id}")
    st.caption("Opened examples are explained by the network as it is now.")
    cell_examples(network, dataset, evaluation, cell, key=f"then-{run.id}-{chosen}")
