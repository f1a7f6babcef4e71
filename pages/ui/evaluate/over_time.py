"""How the network answered after each epoch of its run."""

import streamlit as st

from core.network import TrainedNetwork
from core.runs.run import Run
from core.training import best_epoch
from pages.ui import charts
from pages.ui.components.live_chart import live_chart
from pages.ui.evaluate.confusion import beside, cell_examples, confusion_matrix
from pages.ui.language import t
from pages.ui.line_ends import label_line_ends
from pages.ui.words import percent, share_of_few, sized_part


def over_time(run: Run | None, network: TrainedNetwork) -> None:
    """A slider over the epochs, with the confusion matrix and the mistakes as they were then."""
    epochs = run.snapshot.epochs if run is not None else ()
    by_epoch = {answers.epoch: answers for answers in run.answers if answers.epoch <= len(epochs)} if run else {}
    best = best_epoch(epochs)
    if run is None or best is None or not by_epoch:
        st.info(t("evaluate-no-history"))
        return
    dataset = run.dataset
    st.caption(t("evaluate-tested-on", part=sized_part(dataset, dataset.held_out_name)))
    figure = label_line_ends(charts.accuracy_chart(epochs, run.config.epochs, dataset.held_out_name))
    told = t(
        "evaluate-best-epoch", epoch=best.epoch, accuracy=share_of_few(best.held_out_accuracy, len(dataset.held_out))
    )
    live_chart(figure, key="accuracy-over-time", alt=told, revision=run.id)
    st.markdown(f"**{told}**")
    card = network.card
    measured = card.accuracy if card.measured_on == dataset.held_out_name else None
    if measured is not None and measured > best.held_out_accuracy:
        st.caption(t("evaluate-in-use", step=card.steps_done, accuracy=share_of_few(measured, len(dataset.held_out))))
    chosen = max(by_epoch)
    if len(by_epoch) > 1:
        chosen = st.select_slider(
            t("evaluate-epoch"),
            list(by_epoch),
            value=chosen,
            key=f"epoch-{run.id}-{len(by_epoch)}",
            format_func=lambda epoch: t("evaluate-epoch-best", epoch=epoch) if epoch == best.epoch else str(epoch),
        )
    evaluation = by_epoch[chosen].evaluation(dataset.classes, dataset.held_out, dataset.held_out_name)
    st.markdown(
        t(
            "evaluate-after-epoch",
            epoch=chosen,
            accuracy=percent(evaluation.accuracy),
            mistakes=len(evaluation.mistakes),
            count=len(evaluation),
        )
    )
    matrix, found, _ = beside(evaluation, key="then")
    with matrix:
        cell = confusion_matrix(evaluation, key=f"then-{run.id}")
    with found:
        cell_examples(network, dataset, evaluation, cell, key=f"then-{run.id}-{chosen}")
        st.caption(t("evaluate-explained-now"))
