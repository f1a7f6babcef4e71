"""How much each word of a text moved a network's answer."""

from collections.abc import Sequence

import numpy as np

from core.explain.attribution import WORDS, WordAttribution
from core.messages import Message
from core.network import TrainedNetwork
from pages.ui.components.weighted_words import weighted_words
from pages.ui.language import t
from pages.ui.words import as_code, plain

NAMED = 5  # words


def words_by_weight(
    network: TrainedNetwork, words: Sequence[str], unknown: Sequence[bool], attribution: WordAttribution, key: str
) -> None:
    """Every word of a text, coloured by its weight; `unknown`: which words the network does not know."""
    assert network.vocabulary is not None
    shown = len(attribution.weights)
    weighted_words(
        words[:shown],
        [float(weight) for weight in attribution.weights],
        key=key,
        classes=network.card.classes,
        between=network.vocabulary.between,
        unknown=unknown[:shown],
    )


def strongest(words: Sequence[str], unknown: Sequence[bool], attribution: WordAttribution, units: Message) -> str:
    """Return sentences on the known words with the largest weights.

    To the network all unknown words are one word, so only the sum of their weights is given. `units`: what the words
    are, see Vocabulary.units_name.
    """
    order = strongest_known(unknown, attribution)[:NAMED]
    named = ", ".join(f"{as_code(words[i])} ({attribution.weights[i]:+.2f})" for i in order)
    strange = [float(weight) for weight, is_unknown in zip(attribution.weights, unknown, strict=False) if is_unknown]
    said = t("explain-strongest", words=named or t("explain-none"))
    return f"{said} {t('explain-all-unknown', units=units, sum=f'{sum(strange):+.2f}')}" if strange else said


def strongest_known(unknown: Sequence[bool], attribution: WordAttribution) -> list[int]:
    """Return the indices of the words that the network knows, the largest absolute weight first."""
    return [int(i) for i in np.argsort(-np.abs(attribution.weights)) if not unknown[i]]


def in_scores(attribution: WordAttribution, classes: tuple[str, ...], units: Message) -> str:
    """The network's scores without and with the words. `units`: what the words are, see Vocabulary.units_name."""
    no, yes = classes
    sentences = [
        t(
            "explain-in-scores",
            begins=f"{attribution.begins:+.2f}",
            ends=f"{attribution.ends:+.2f}",
            sum=f"{float(attribution.weights.sum()):+.2f}",
            yes=plain(yes),
            no=plain(no),
        )
    ]
    if (attribution.begins > 0) == (attribution.ends > 0):
        sentences.append(t("explain-the-same"))
    if attribution.left_out:
        sentences.append(t("explain-left-out", count=attribution.left_out, units=units, explained=WORDS))
    return " ".join(sentences)
