"""Test examples with the answers to them: sorted, a page at a time, each to be opened."""

import streamlit as st

from core.data.dataset import DataSet, set_name
from core.data.summary import read_text
from core.evaluate.evaluation import Evaluation, Example, Indices
from core.inference import Guess
from core.network import TrainedNetwork
from pages.ui import charts
from pages.ui.components.live_chart import finished_chart
from pages.ui.explain.example import explanation
from pages.ui.images import to_picture
from pages.ui.language import t
from pages.ui.words import percent, plain, shorten

AT_A_TIME, TEXTS_AT_A_TIME = 24, 8
SORT_WIDTH, PAGE_WIDTH = 190, 130  # pixels
WIDTH = 118  # pixels of a picture with its words
LETTERS = 400  # letters of a text that are shown
ORDERS = ("loss", "confidence", "unsure", "index")


def examples(
    network: TrainedNetwork, dataset: DataSet, evaluation: Evaluation, indices: Indices, key: str, order: str = "loss"
) -> None:
    """The examples of these indices; a part of the page that is redrawn by itself."""

    @st.fragment
    def draw() -> None:
        if len(indices) == 0:
            st.caption(t("evaluate-no-examples"))
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(
                t("evaluate-sort"),
                ORDERS,
                index=ORDERS.index(order),
                format_func=lambda order: t(f"evaluate-sort-{order}"),
                key=f"{key}-order",
                label_visibility="collapsed",
                width=SORT_WIDTH,
            )
            at_a_time = AT_A_TIME if dataset.vocabulary is None else TEXTS_AT_A_TIME
            pages = -(-len(indices) // at_a_time)
            page = 1
            if pages > 1:
                page = st.number_input(
                    t("evaluate-page", pages=pages), 1, pages, 1, key=f"{key}-page-{pages}", width=PAGE_WIDTH
                )
            shown = evaluation.ranked(indices, chosen)[(page - 1) * at_a_time : page * at_a_time]
            about = t("evaluate-shown", shown=len(shown), count=len(indices))
            st.caption(about, help=t("evaluate-shown.help"), width="content")
        if dataset.vocabulary is None:
            with st.container(horizontal=True):
                for index in shown.tolist():
                    _image(network, evaluation, index, key)
        else:
            for index in shown.tolist():
                _text(network, dataset, evaluation, index, key)

    draw()


def _image(network: TrainedNetwork, evaluation: Evaluation, index: int, key: str) -> None:
    example = evaluation.example(index)
    with st.container(width=WIDTH, gap="xsmall"):
        st.image(
            to_picture(evaluation.split.images[index].numpy(), 100),
            caption=plain(said(example)),
            alt=t("evaluate-picture", index=index, part=set_name(evaluation.part), said=said(example)),
        )
        _why_button(network, evaluation, example, key)


def _text(network: TrainedNetwork, dataset: DataSet, evaluation: Evaluation, index: int, key: str) -> None:
    example = evaluation.example(index)
    with st.container(border=True):
        st.caption(plain(said(example)))
        st.text(shorten(read_text(dataset, evaluation.split, index), LETTERS))
        _why_button(network, evaluation, example, key)


def _why_button(network: TrainedNetwork, evaluation: Evaluation, example: Example, key: str) -> None:
    help_text = t("evaluate-why.help", index=example.index)
    if st.button(t("evaluate-why"), key=f"{key}-why-{example.index}", icon=":material/help:", help=help_text):
        open_example(network, evaluation, example)


def open_example(network: TrainedNetwork, evaluation: Evaluation, example: Example) -> None:
    """Open a dialog on one example: truth, guess, all probabilities, and what moved the network."""

    @st.dialog(t("evaluate-why-title"), width="large")
    def draw() -> None:
        _example(network, evaluation, example)

    draw()


def _example(network: TrainedNetwork, evaluation: Evaluation, example: Example) -> None:
    st.markdown(
        t(
            "evaluate-example",
            index=example.index,
            part=set_name(evaluation.part),
            truth=plain(example.truth),
            guess=plain(example.guess),
            sure=percent(example.confidence),
            loss=f"{example.loss:.3f}",
        )
    )
    row = evaluation.probabilities[example.index].tolist()
    guesses = [Guess(*pair) for pair in zip(evaluation.classes, row, strict=True)]
    explanation(network, evaluation.split, example.index, guesses)
    finished_chart(charts.probability_chart(guesses), key=f"probabilities-{example.index}")
    st.caption(", ".join(f"{plain(name)} {percent(probability)}" for name, probability in guesses))


def said(example: Example) -> str:
    """'is 4, said 9 (87%), loss 2.31'; '4, correct (99%), loss 0.01'."""
    sure, loss = f"{100 * example.confidence:.0f}%", f"{example.loss:.2f}"
    if example.truth == example.guess:
        return t("evaluate-said-right", truth=example.truth, sure=sure, loss=loss)
    return t("evaluate-said-wrong", truth=example.truth, guess=example.guess, sure=sure, loss=loss)
