"""The Data page's part on texts: how they are cut, how long they are, which words a network knows."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.config import TextConfig, bounds_of
from core.data.dataset import UNKNOWN, DataSet
from core.data.summary import length_shares
from core.errors import DataError
from pages.ui import charts, datasets
from pages.ui.components.live_chart import finished_chart
from pages.ui.words import as_code, plain, shorten

LETTERS = 600  # letters of a text that are shown
PIECES = 40  # words, syllables or morphemes of a text that are shown one by one
CUT_BY: Mapping[str, str] = {  # tokenizer -> a sentence
    "basic_english": "Texts are cut into words by torchtext's basic_english; the post's spaCy is used where it is "
    "installed.",
    "spacy": "Texts are cut into words by spaCy's English rules, as in the post.",
    "syllables": "Texts are cut into letters, each Hangul letter being a syllable; a space (␣) is one as well.",
    "spaces": "Texts are cut at spaces; what stands between them stays whole, with its particles and endings.",
    "kiwi": "Texts are cut into morphemes by kiwipiepy.",
}


def cut_form(dataset: DataSet) -> DataSet:
    """Let the visitor choose what the texts are cut into; return the data set cut so."""
    units = st.segmented_control(
        "Cut into",
        dataset.units,
        default=dataset.units[0],
        required=True,
        key=f"cut-{dataset.id}",
        help=bounds_of(TextConfig, "units").help,
    )
    try:
        return datasets.cut_into(dataset, units or dataset.units[0])
    except DataError as error:
        st.error(plain(str(error)), icon=":material/error:")
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
    units, unit = dataset.vocabulary.units, dataset.vocabulary.unit
    st.header("Length")
    edges, shares, mean, std = length_shares(dataset.train)
    finished_chart(charts.length_histogram(edges, shares, units), key="lengths")
    st.caption(
        f"{mean:.0f} {units} on average, standard deviation {std:.0f}. The last bar holds the longest "
        "twentieth. In a batch, all are filled up to the longest: the more lengths differ, the more filler."
    )
    st.header("Vocabulary")
    known = dataset.vocabulary.words
    st.markdown(f"{len(known):,} {units}. The commonest: " + ", ".join(map(as_code, known[2:32])))
    unknown = float((dataset.test.texts.ids == UNKNOWN).double().mean())
    st.caption(
        f"Every other {unit} becomes `<unk>` ({100 * unknown:.1f}% of the test part); `<pad>` fills up short reviews. "
        f"{CUT_BY[dataset.vocabulary.tokenizer]}"
    )
