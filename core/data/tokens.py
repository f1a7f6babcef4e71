"""From a text to the units that a network reads (words, syllables or morphemes), and from units to ids."""

import importlib.util
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from core.messages import Message

BASIC, SPACY = "basic_english", "spacy"
SYLLABLES, SPACES, KIWI = "syllables", "spaces", "kiwi"  # for Korean
UNITS: Mapping[str, str] = MappingProxyType(  # tokenizer -> what it cuts texts into, the values of TextConfig.units
    {BASIC: "words", SPACY: "words", SPACES: "words", SYLLABLES: "syllables", KIWI: "morphemes"}
)


class Vocabulary(NamedTuple):
    """The words that a network knows, and how texts are cut into words for it.

    A word may also be a syllable or a morpheme.
    """

    words: tuple[str, ...]  # the word of each id; "<unk>" and "<pad>" first
    tokenizer: str  # a key of UNITS

    @property
    def units(self) -> str:
        """What texts are cut into: "words", "syllables" or "morphemes"."""
        return UNITS[self.tokenizer]

    @property
    def unit(self) -> str:
        """One of the units: "word", "syllable" or "morpheme"."""
        return self.units.removesuffix("s")

    @property
    def units_name(self) -> Message:
        """The units within a sentence; in Korean, what stands between spaces is called otherwise than a word."""
        return Message(f"datasets-units-{self.tokenizer}")

    @property
    def unit_name(self) -> Message:
        """One of the units within a sentence."""
        return Message(f"datasets-units-{self.tokenizer}.one")

    @property
    def between(self) -> str:
        """What stands between two words of a text: a space, or nothing where spaces are units themselves."""
        return "" if self.tokenizer == SYLLABLES else " "


def best_tokenizer() -> str:
    """The post's spaCy where it is installed, torchtext's basic_english otherwise."""
    return SPACY if importlib.util.find_spec("spacy") else BASIC


def cut_into_syllables(text: str) -> list[str]:
    """Each letter by itself, a Korean one being a syllable; spaces in a row count as one, and as a letter."""
    return list(" ".join(unicodedata.normalize("NFC", text).split()))


def cut_at_spaces(text: str) -> list[str]:
    """Return what stands between spaces."""
    return unicodedata.normalize("NFC", text).split()


def has_kiwi() -> bool:
    """Whether kiwipiepy is installed, which cuts Korean into morphemes."""
    return importlib.util.find_spec("kiwipiepy") is not None


@cache
def load_tokenizer(name: str) -> Callable[[str], list[str]]:
    """The function that cuts a text into words, syllables or morphemes; `name`: a key of UNITS.

    spaCy's English rules need no model. Where spaCy is not installed, basic_english takes its place; where kiwipiepy is
    not, Korean is cut at spaces.
    """
    if name == SYLLABLES:
        return cut_into_syllables
    if name == KIWI and has_kiwi():
        from kiwipiepy import Kiwi  # not in requirements.txt

        kiwi = Kiwi(num_workers=1)
        return lambda text: [token.form for token in kiwi.tokenize(unicodedata.normalize("NFC", text))]
    if name in (SPACES, KIWI):
        return cut_at_spaces
    if name == SPACY and importlib.util.find_spec("spacy"):
        import spacy  # not in requirements.txt

        rules = spacy.blank("en").tokenizer
        return lambda text: [token.text for token in rules(text)]
    from torchtext.data.utils import get_tokenizer

    basic: Callable[[str], list[str]] = get_tokenizer("basic_english")
    return basic


def tokenize(text: str, vocabulary: Vocabulary) -> list[str]:
    """The text's words in small letters, as in training."""
    return [word.lower() for word in load_tokenizer(vocabulary.tokenizer)(text)]


@lru_cache(maxsize=8)
def ids_of(vocabulary: Vocabulary) -> Mapping[str, int]:
    """Word -> id. Look words up with `get`, since unknown words are missing.

    torchtext's own table is not used: it would add every unknown word that it is asked for.
    """
    return MappingProxyType({word: number for number, word in enumerate(vocabulary.words)})
