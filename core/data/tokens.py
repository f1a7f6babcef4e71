"""From a text to words, and from words to ids."""

import importlib.util
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

BASIC, SPACY = "basic_english", "spacy"


class Vocabulary(NamedTuple):
    """The words that a network knows, and how texts are cut into words for it."""

    words: tuple[str, ...]  # the word of each id; "<unk>" and "<pad>" first
    tokenizer: str  # BASIC or SPACY


def best_tokenizer() -> str:
    """The post's spaCy where it is installed, torchtext's basic_english otherwise."""
    return SPACY if importlib.util.find_spec("spacy") else BASIC


@cache
def load_tokenizer(name: str) -> Callable[[str], list[str]]:
    """The function that cuts a text into words: spaCy's or torchtext's basic_english.

    spaCy's English rules need no model. Where spaCy is not installed, basic_english takes its place.
    """
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
