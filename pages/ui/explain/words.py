"""How much each word of a text moved a network's answer."""

from collections.abc import Sequence

import numpy as np

from core.explain.attribution import WORDS, WordAttribution
from core.network import TrainedNetwork
from pages.ui.components.weighted_words import weighted_words
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


def strongest(words: Sequence[str], unknown: Sequence[bool], attribution: WordAttribution, units: str) -> str:
    """Return sentences on how the weights were computed, and on the known words with the largest weights.

    To the network all unknown words are one word, so only the sum of their weights is given. `units`: what the words
    are, see Vocabulary.units.
    """
    order = strongest_known(unknown, attribution)[:NAMED]
    named = ", ".join(f"{as_code(words[i])} ({attribution.weights[i]:+.2f})" for i in order) or "none"
    strange = [float(weight) for weight, is_unknown in zip(attribution.weights, unknown, strict=False) if is_unknown]
    rest = f" All unknown {units} together: {sum(strange):+.2f}." if strange else ""
    return (
        f"Integrated gradients from as many filler words (Sundararajan and others, 2017). The strongest: {named}.{rest}"
    )


def strongest_known(unknown: Sequence[bool], attribution: WordAttribution) -> list[int]:
    """Return the indices of the words that the network knows, the largest absolute weight first."""
    return [int(i) for i in np.argsort(-np.abs(attribution.weights)) if not unknown[i]]


def in_scores(attribution: WordAttribution, classes: tuple[str, ...], units: str) -> str:
    """The network's scores without and with the words. `units`: what the words are, see Vocabulary.units."""
    no, yes = classes
    same = " So it would say the same without them." if (attribution.begins > 0) == (attribution.ends > 0) else ""
    left_out = attribution.left_out
    rest = f" The {left_out:,} {units} after the first {WORDS} stay as they are." if left_out else ""
    return (
        f"With filler words in their place the network's score would be {attribution.begins:+.2f}, with them it is "
        f"{attribution.ends:+.2f}; all weights add up to {float(attribution.weights.sum()):+.2f}. "
        f"Above 0 it says “{plain(yes)}”, below “{plain(no)}”.{same}{rest}"
    )
