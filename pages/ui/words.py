"""Numbers and names as people read them."""

import re
from collections.abc import Sequence

from core import messages
from core.config import value_of
from core.data.dataset import TEST_SET, DataSet, set_name
from core.lessons import DATASETS
from core.messages import Message, Value
from core.network import UPLOADED, TrainedNetwork
from core.plan import Plan
from core.pretrained import ORIGIN
from core.runs.run import Run
from pages.ui.language import t

# Signs that mean something in Markdown and get a backslash; an underscore within a word means nothing.
MARKDOWN = re.compile(r"[\\`*\[\]<>~$|]|(?<!\w)_|_(?!\w)|&(?=[\w#])")
# From other signs Streamlit makes emoji, icons, links and arrows; an invisible character between them prevents it.
JOINED = re.compile(r"(?<=:)(?=[\w/+-])|(?<=\w@)(?=\w)|(?<=\bwww)(?=\.)|(?<=[<>~-])(?=\\?[-=>])", re.IGNORECASE)
JOINER = "\u2060"
FEW = 50  # examples: with fewer an accuracy is not said without their number


def duration(seconds: float) -> str:
    """'less than a second', '12 s', '3 min 20 s', '2 h 5 min'."""
    if seconds < 1:
        return t("words-less-than-a-second")
    whole = round(seconds)
    if whole < 60:
        return t("words-seconds", seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return (
            t("words-minutes-seconds", minutes=minutes, seconds=rest) if rest else t("words-minutes", minutes=minutes)
        )
    hours, minutes = divmod(minutes, 60)
    return t("words-hours-minutes", hours=hours, minutes=minutes) if minutes else t("words-hours", hours=hours)


def megabytes(count: int) -> str:
    """'11.6 MB' (1 MB = 1,000,000 bytes)."""
    return f"{count / 1e6:.1f} MB"


def percent(share: float) -> str:
    """'97.80%', '100%'."""
    return "100%" if share == 1 else f"{100 * share:.2f}%"


def share_of(share: float, count: int) -> str:
    """'97.80% of 360'."""
    return t("words-share-of", share=percent(share), count=count)


def share_of_few(share: float, count: int) -> str:
    """'97.80%'; of few examples, where a single answer makes much, '100% of 2'."""
    return share_of(share, count) if count < FEW else percent(share)


def size_of(dataset: DataSet, part: str) -> int:
    """How many examples TEST_SET or VALIDATION_SET has."""
    return len(dataset.test if part == TEST_SET else dataset.held_out)


def sized_part(dataset: DataSet, part: str) -> Message:
    """'test set (360 examples)'."""
    return Message("words-part", part=set_name(part), count=size_of(dataset, part))


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


def setting_in_words(name: str, value: object) -> str:
    """A hyperparameter's value within a sentence."""
    if isinstance(value, str):
        return t(value_of(name, value))
    return t("words-nothing") if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def shorten(text: str, letters: int) -> str:
    """A long text's beginning and end, where reviewers say what they think."""
    if len(text) <= letters:
        return text
    begin, end = text[: letters // 2].rsplit(" ", 1)[0], text[-letters // 2 :].split(" ", 1)[-1]
    return f"{begin} ... {end}"


def listed(names: Sequence[str]) -> str:
    """'0, 1 and 2', as in a sentence."""
    return t(messages.listed([plain(name) for name in names]))


def name_of(run: Run) -> str:
    """The name of a run; one that nobody has given is in the visitor's language."""
    return _retitled(run.name, str(run.title), t(run.title))


def as_kept(run: Run, name: str) -> str:
    """The inverse of name_of: a name that nobody has given is kept in English."""
    return _retitled(name, t(run.title), str(run.title))


def is_named(run: Run) -> bool:
    """Whether the visitor has given the run a name."""
    return not _is_title(run.name, str(run.title))


def _retitled(name: str, title: str, other: str) -> str:
    """A name that is the title with the other title; any other name as it is."""
    return name.replace(title, other, 1) if _is_title(name, title) else name


def _is_title(name: str, title: str) -> bool:
    """Whether the name is the title, perhaps with a number after it."""
    return re.fullmatch(rf"{re.escape(title)}( \(\d+\))?", name) is not None


def origin_of(network: TrainedNetwork) -> Message:
    """Where a network comes from, within a sentence: 'trained here'."""
    return Message(f"weights-origin-{network.origin.replace(' ', '-')}")


def title_of(network: TrainedNetwork) -> str:
    """The data set that the network has learnt from, within a sentence."""
    source = DATASETS[network.card.dataset]
    if source.brought:
        return t("words-data-of-somebody") if network.origin == UPLOADED else t("words-data-of-yours")
    return t(source.title)


def describe_network(network: TrainedNetwork) -> str:
    """One sentence: which weights these are and how good they were when they were made."""
    card = network.card
    if card.is_from_elsewhere:
        return t("words-network-from-elsewhere", lesson=card.lesson, data=title_of(network))
    where: dict[str, Value] = {
        "lesson": card.lesson,
        "origin": Message("words-pretrained") if network.origin == ORIGIN else origin_of(network),
        "done": card.epochs_done,
        "epochs": card.config.epochs,
        "all": "yes" if card.epochs_done == card.config.epochs else "no",
        "data": _data_of(network),
        "steps": card.steps_done,
    }
    if card.accuracy is None:
        return t("words-network-untested", **where)
    whole = network.dataset and card.epochs_done * Plan.of(network.dataset, card.config).per_epoch
    part = sized_part(network.dataset, card.measured_on) if network.dataset else set_name(card.measured_on)
    where |= {"accuracy": f"{100 * card.accuracy:.2f}", "part": part}
    if whole is not None and card.steps_done != whole:
        return t("words-network-stopped", **where)
    return t("words-network", **where)


def _data_of(network: TrainedNetwork) -> Value:
    """The data set and, where there is any, what the network has learnt from beside it."""
    card = network.card
    if not card.extra_data:
        return title_of(network)
    return Message("words-data-and", data=title_of(network), extra=plain(t(card.beside)))
