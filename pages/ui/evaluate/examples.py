"""Test examples with the answers to them: sorted, a page at a time, each to be opened."""

from collections.abc import Mapping

import streamlit as st

from core.data.dataset import DataSet
from core.data.summary import read_text
from core.evaluate.evaluation import Evaluation, Example, Indices
from core.inference import Guess
from core.network import TrainedNetwork
from pages.ui import charts
from pages.ui.components.live_chart import finished_chart
from pages.ui.explain.example import explanation
from pages.ui.images import to_picture
from pages.ui.words import percent, plain, shorten

AT_A_TIME, TEXTS_AT_A_TIME = 24, 8
LETTERS = 400  # letters of a text that are shown
ORDERS: Mapping[str, str] = {
    "loss": "Highest loss",
    "confidence": "Most confident",
    "unsure": "Most unsure",
    "index": "As they come",
}


def examples(
    network: TrainedNetwork, dataset: DataSet, evaluation: Evaluation, indices: Indices, key: str, order: str = "loss"
) -> None:
    """The examples of these indices; a part of the page that is redrawn by itself."""

    @st.fragment
    def draw() -> None:
        if len(indices) == 0:
            st.caption("There are none.")
            return
        chosen = st.segmented_control(
            "Sort by",
            list(ORDERS),
            default=order,
            required=True,
            format_func=ORDERS.__getitem__,
            key=f"{key}-order",
            wrap=True,
        )
        assert isinstance(chosen, str)
        at_a_time = AT_A_TIME if dataset.vocabulary is None else TEXTS_AT_A_TIME
        pages = -(-len(indices) // at_a_time)
        page = 1
        if pages > 1:
            page = st.number_input(f"Page (of {pages:,})", 1, pages, 1, key=f"{key}-page-{pages}", width=160)
        shown = evaluation.ranked(indices, chosen)[(page - 1) * at_a_time : page * at_a_time]
        st.caption(
            f"Shown: {len(shown):,} of {len(indices):,}. “Why?” tells every class's probability and what moved the "
            "network."
        )
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
    with st.container(width=140, gap="xsmall"):
        st.image(
            to_picture(evaluation.split.images[index].numpy(), 120),
            caption=plain(said(example)),
            alt=f"Example {index} of the {evaluation.part}: {said(example)}",
        )
        _why_button(network, evaluation, example, key)


def _text(network: TrainedNetwork, dataset: DataSet, evaluation: Evaluation, index: int, key: str) -> None:
    example = evaluation.example(index)
    with st.container(border=True):
        st.caption(plain(said(example)))
        st.text(shorten(read_text(dataset, evaluation.split, index), LETTERS))
        _why_button(network, evaluation, example, key)


def _why_button(network: TrainedNetwork, evaluation: Evaluation, example: Example, key: str) -> None:
    if st.button("Why?", key=f"{key}-why-{example.index}", type="tertiary", help=f"Example {example.index:,}"):
        open_example(network, evaluation, example)


@st.dialog("Why this answer?", width="large")
def open_example(network: TrainedNetwork, evaluation: Evaluation, example: Example) -> None:
    """One example: truth, guess, all probabilities, and what moved the network."""
    st.markdown(
        f"**Example {example.index:,} of the {evaluation.part}.** The truth is **{plain(example.truth)}**, the network "
        f"says **{plain(example.guess)}**, {percent(example.confidence)} sure. Loss: {example.loss:.3f}."
    )
    row = evaluation.probabilities[example.index].tolist()
    guesses = [Guess(*pair) for pair in zip(evaluation.classes, row, strict=True)]
    explanation(network, evaluation.split, example.index, guesses)
    finished_chart(charts.probability_chart(guesses), key=f"probabilities-{example.index}")
    st.caption(", ".join(f"{plain(name)} {percent(probability)}" for name, probability in guesses))


def said(example: Example) -> str:
    """'is 4, said 9 (87%), loss 2.31'; '4, correct (99%), loss 0.01'."""
    sure = f"{100 * example.confidence:.0f}%"
    if example.truth == example.guess:
        return f"{example.truth}, correct ({sure}), loss {example.loss:.2f}"
    return f"is {example.truth}, said {example.guess} ({sure}), loss {example.loss:.2f}"
