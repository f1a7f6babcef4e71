"""The Data page's part on texts: how they are cut, how long they are, which words a network knows."""

from collections.abc import Sequence

import streamlit as st

from core.config import choice_of, help_of
from core.data.dataset import UNKNOWN, DataSet
from core.data.summary import length_shares
from core.errors import DataError
from pages.ui import charts, datasets
from pages.ui.components.live_chart import finished_chart
from pages.ui.language import t
from pages.ui.words import as_code, plain, shorten

LETTERS = 600  # letters of a text that are shown
PIECES = 40  # words, syllables or morphemes of a text that are shown one by one


def cut_form(dataset: DataSet) -> DataSet:
    """Let the visitor choose what the texts are cut into; return the data set cut so."""
    units = st.segmented_control(
        t("data-cut-into"),
        dataset.units,
        default=dataset.units[0],
        required=True,
        format_func=lambda units: t(choice_of(units)),
        key=f"cut-{dataset.id}",
        help=t(help_of("units")),
    )
    try:
        return datasets.cut_into(dataset, units or dataset.units[0])
    except DataError as error:
        st.error(plain(t(error.message)), icon=":material/error:")
        return dataset


def show_text(dataset: DataSet, words: Sequence[str]) -> None:
    """Show one text; where the data set can be cut in several ways, its pieces as well."""
    assert dataset.vocabulary is not None
    with st.container(border=True):
        st.text(shorten(dataset.vocabulary.between.join(words), LETTERS))
        if len(dataset.units) > 1:
            st.caption(" ".join(map(as_code, words[:PIECES])) + (" ..." if len(words) > PIECES else ""))


def lengths_and_vocabulary(dataset: DataSet) -> None:
    """How long the texts are, and which words the network knows."""
    assert dataset.vocabulary is not None
    units, unit = dataset.vocabulary.units_name, dataset.vocabulary.unit_name
    st.header(t("data-length"))
    edges, shares, mean, std = length_shares(dataset.train)
    finished_chart(charts.length_histogram(edges, shares, units), key="lengths")
    st.caption(t("data-length-mean", mean=f"{mean:.0f}", units=units, std=f"{std:.0f}"))
    st.header(t("data-vocabulary"))
    known = dataset.vocabulary.words
    commonest = ", ".join(map(as_code, known[2:32]))
    st.markdown(t("data-commonest", count=len(known), units=units, commonest=commonest))
    unknown = float((dataset.test.texts.ids == UNKNOWN).double().mean())
    told = t("data-unknown", unit=unit, percent=f"{100 * unknown:.1f}")
    st.caption(f"{told} {t(f'data-cut-by-{dataset.vocabulary.tokenizer}')}")
