"""Why the network answered a test example as it did: the pixels, or the words, that moved it."""

import streamlit as st

from core.data.dataset import UNKNOWN, Split
from core.explain.attribution import attribute_words, can_explain_words, words_of
from core.inference import Guess, Prediction
from core.network import TrainedNetwork
from pages.ui.explain.why import what_moved_it
from pages.ui.explain.words import in_scores, strongest, words_by_weight
from pages.ui.language import t
from pages.ui.words import plain


def explanation(network: TrainedNetwork, split: Split, index: int, guesses: list[Guess]) -> None:
    """Explain the answer to example `index` of the split; `guesses` are the network's probabilities for it."""
    if network.vocabulary is None:
        what_moved_it(network, split.images[index].numpy(), Prediction(tuple(guesses)), None, key=f"example-{index}")
    else:
        _words(network, split, index)


def _words(network: TrainedNetwork, split: Split, index: int) -> None:
    assert network.vocabulary is not None
    if not can_explain_words(network):
        st.caption(t("explain-no-words"))
        return
    units = network.vocabulary.units_name
    words, ids = words_of(network, split, index)
    attribution = attribute_words(network, ids)
    no, yes = network.card.classes
    reads_fillers = getattr(network.card.config, "reading", "") == "padding's end"  # not shown
    unknown = [number == UNKNOWN for number in ids.tolist()]
    words_by_weight(network, words, unknown, attribution, key=f"words-{index}")
    sentences = [
        t("explain-towards", units=units, yes=plain(yes), no=plain(no)),
        t("explain-words-method"),
        strongest(words, unknown, attribution, units),
        in_scores(attribution, network.card.classes, units),
        *([t("explain-no-fillers")] if reads_fillers else []),
    ]
    st.caption(" ".join(sentences))
