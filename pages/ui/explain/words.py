"""How much each word of a text moved a network's answer."""

from collections.abc import Sequence

import numpy as np

from core.explain.attribution import WORDS, WordAttribution
from core.network import TrainedNetwork
from pages.ui.components.weighted_words import weighted_words
from pages.ui.words import plain

NAMED = 5


def words_by_weight(
    network: TrainedNetwork, words: Sequence[str], unknown: Sequence[bool], attribution: WordAttribution, key: str
) -> None:
    """Every word of a text, coloured by its weight; `unknown`: which words the network does not know."""
    no, yes = network.card.classes
    shown = len(attribution.weights)
    weighted_words(
        words[:shown],
        [float(weight) for weight in attribution.weights],
        key=key,
        no=no,
        yes=yes,
        unknown=unknown[:shown],
    )


def strongest(words: Sequence[str], unknown: Sequence[bool], found: WordAttribution) -> str:
    """How the words' weights were found, and the known words with the largest; unknown ones are all one word."""
    order = strongest_known(unknown, found)[:NAMED]
    named = ", ".join(f"`{words[i].replace('`', '')}` ({found.weights[i]:+.2f})" for i in order) or "none"
    strange = [float(weight) for weight, is_unknown in zip(found.weights, unknown, strict=False) if is_unknown]
    rest = f" All unknown words together: {sum(strange):+.2f}." if strange else ""
    return (
        f"Integrated gradients from as many filler words (Sundararajan and others, 2017). The strongest: {named}.{rest}"
    )


def strongest_known(unknown: Sequence[bool], found: WordAttribution) -> list[int]:
    """The words that the network knows, the largest weight first."""
    return [int(i) for i in np.argsort(-np.abs(found.weights)) if not unknown[i]]


def in_scores(found: WordAttribution, no: str, yes: str) -> str:
    """The network's scores without and with the words."""
    same = " So it would say the same without them." if (found.begins > 0) == (found.ends > 0) else ""
    rest = f" The {found.left_out:,} words after the first {WORDS} stay as they are." if found.left_out else ""
    return (
        f"With filler words in their place the network's score would be {found.begins:+.2f}, with them it is "
        f"{found.ends:+.2f}; all weights add up to {float(found.weights.sum()):+.2f}. Above 0 it says “{plain(yes)}”, "
        f"below “{plain(no)}”.{same}{rest}"
    )
