"""Numbers and names as people read them."""

import re
from collections.abc import Sequence

from core.lessons import DATASETS
from core.network import TrainedNetwork
from core.plan import Plan

# Signs that mean something in Markdown and get a backslash; an underscore within a word means nothing.
MARKDOWN = re.compile(r"[\\`*\[\]<>~$|]|(?<!\w)_|_(?!\w)|&(?=[\w#])")
# From other signs Streamlit makes emoji, icons, links and arrows; an invisible character between them prevents it.
JOINED = re.compile(r"(?<=:)(?=[\w/+-])|(?<=\w@)(?=\w)|(?<=\bwww)(?=\.)|(?<=[<>~-])(?=\\?[-=>])", re.IGNORECASE)
JOINER = "\u2060"


def duration(seconds: float) -> str:
    """'less than a second', '12 s', '3 min 20 s', '2 h 5 min'."""
    if seconds < 1:
        return "less than a second"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def megabytes(count: int) -> str:
    """'11.6 MB' (1 MB = 1,000,000 bytes)."""
    return f"{count / 1e6:.1f} MB"


def percent(share: float) -> str:
    """'97.80%', '100%'."""
    return "100%" if share == 1 else f"{100 * share:.2f}%"


def visible(word: str) -> str:
    """A word of a text; a space, which is a unit where texts are cut into syllables, is drawn."""
    return "␣" if word.isspace() else word


def as_code(word: str) -> str:
    """A word of a text as code in Markdown."""
    return f"`{visible(word).replace('`', '')}`"


def plain(name: str) -> str:
    """A visitor's own words, shown letter by letter: without Markdown in them, spaces around them made visible."""
    written = JOINED.sub(JOINER, MARKDOWN.sub(r"\\\g<0>", name))
    written = re.sub(r"^(\d*)([-+=.)#])(?=\s|$|#)", r"\1\\\2", written)  # would begin a list or a header
    return re.sub(r"^ +| +$", lambda spaces: "␣" * len(spaces[0]), written)


def value_in_words(value: object) -> str:
    """A hyperparameter's value within a sentence."""
    return "nothing" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def shorten(text: str, letters: int) -> str:
    """A long text's beginning and end, where reviewers say what they think."""
    if len(text) <= letters:
        return text
    begin, end = text[: letters // 2].rsplit(" ", 1)[0], text[-letters // 2 :].split(" ", 1)[-1]
    return f"{begin} ... {end}"


def listed(names: Sequence[str]) -> str:
    """'0, 1 and 2', as in a sentence."""
    *others, last = map(plain, names)
    return f"{', '.join(others)} and {last}" if others else last


def title_of(network: TrainedNetwork) -> str:
    """The data set that the network has learnt from, within a sentence."""
    source = DATASETS[network.card.dataset]
    if source.brought:
        return "somebody's own data" if network.origin == "uploaded" else "your own data"
    return source.title


def describe_network(network: TrainedNetwork) -> str:
    """One sentence: which weights these are and how good they were when they were made."""
    card = network.card
    if card.is_from_elsewhere:
        what = f"Network of lesson {card.lesson}, uploaded, for {title_of(network)}"
        return f"{what}; its file does not say how it was trained."
    epochs = f"{card.epochs_done} of {card.config.epochs} epochs"
    beside = f" and {plain(card.extra_data)}" if card.extra_data else ""
    origin = "pretrained (it came with the app)" if network.origin == "pretrained" else network.origin
    where = f"Network of lesson {card.lesson}, {origin}, {epochs} on {title_of(network)}{beside}"
    if card.accuracy is None:
        return f"{where}, after mini-batch {card.steps_done:,}; the run itself has not tested these weights."
    whole = network.dataset and card.epochs_done * Plan.of(network.dataset, card.config).per_epoch
    if whole is not None and card.steps_done != whole:
        where += f", stopped after mini-batch {card.steps_done:,}"
    return f"{where}; {100 * card.accuracy:.2f}% of the {card.measured_on} right."
