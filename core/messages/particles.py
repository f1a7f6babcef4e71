"""Korean particles, whose form depends on the last sound of the word before them: MNIST를 but LSTM을, 3을 but 2를."""

import re
from collections.abc import Mapping

# How the pairs are written in messages: (form after a final consonant, form after a vowel).
PAIRS: Mapping[str, tuple[str, str]] = {
    "은/는": ("은", "는"),
    "이/가": ("이", "가"),
    "을/를": ("을", "를"),
    "과/와": ("과", "와"),
    "으로/로": ("으로", "로"),
    "이라/라": ("이라", "라"),
    "이에요/예요": ("이에요", "예요"),
}
_NONE, _L, _OTHER = "", "l", "other"  # the final sound: a vowel, ㄹ (which takes 로, not 으로), another consonant
_DIGITS: Mapping[str, str] = dict(zip("0361782459", [*[_OTHER] * 3, *[_L] * 3, *[_NONE] * 4], strict=True))
# Letters by their Korean names: 엘, 엠, 엔 and 알 end in a consonant.
_LETTERS: Mapping[str, str] = {"L": _L, "R": _L, "M": _OTHER, "N": _OTHER}
# Signs that are read aloud: 퍼센트, 도, 플러스.
_SIGNS: Mapping[str, str] = {"%": _NONE, "°": _NONE, "+": _NONE}
# Latin words are read by their last letters; these are read otherwise than their spelling says.
_WORDS: Mapping[str, str] = {
    "adamw": _NONE,
    "cosine": _OTHER,
    "cycle": _L,
    "entropy": _NONE,
    "epoch": _OTHER,
    "google": _L,
    "imagenet": _OTHER,
    "module": _L,
    "module.py": _NONE,
    "norm": _OTHER,
    "one": _OTHER,
    "pickle": _L,
    "pipeline": _OTHER,
    "python": _OTHER,
    "sample": _L,
    "sigmoid": _NONE,
    "simple": _L,
    "size": _NONE,
    "state_dict": _NONE,
    "table": _L,
    "title": _L,
    "validation": _OTHER,
}
_ENDINGS = (
    (re.compile(r"(?:le|l|ll)$"), _L),
    (re.compile(r"(?:ine|one|ime|ame|ome|ane)$"), _OTHER),
    (re.compile(r"(?:m|n|ng|nk)$"), _OTHER),
    (re.compile(r"(?<=[aeiou])(?:p|k|ck|c|t|b)$"), _OTHER),
)
_SPOKEN = re.compile(r"[가-힣]|[0-9]|[A-Za-z]|[%°+]")
_KOREAN_FIRST, _FINALS = ord("가"), 28


def with_particle(word: object, pair: object) -> str:
    """Return the word with the particle of the pair that belongs behind it; the function PARTICLE of the messages.

    Signs that are not read aloud, such as quotation marks, stars of Markdown and brackets, do not count. A word without
    any sound takes the form after a vowel. Raises KeyError for a pair that is not one of PAIRS.
    """
    text = str(word)
    after_consonant, after_vowel = PAIRS[str(pair)]
    sound = final_sound(text)
    closed = sound == _OTHER or (sound == _L and pair != "으로/로")
    return text + (after_consonant if closed else after_vowel)


def final_sound(text: str) -> str:
    """Return the last sound when the text is read aloud in Korean: "" for a vowel, "l" for ㄹ, "other" for another."""
    spoken = re.sub(r"\s*\([^()]*\)\W*$", "", text)  # what stands in brackets at the end is not read
    at = next((match for match in reversed(list(_SPOKEN.finditer(spoken or text)))), None)
    if at is None:
        return _NONE
    last = at[0]
    if "가" <= last <= "힣":
        final = (ord(last) - _KOREAN_FIRST) % _FINALS
        return _NONE if final == 0 else _L if final == 8 else _OTHER
    if last in _DIGITS:
        return _DIGITS[last]
    if last in _SIGNS:
        return _SIGNS[last]
    latin = re.search(r"[A-Za-z_.]+$", (spoken or text)[: at.end()])
    assert latin is not None  # what is left ends with a Latin letter
    return _final_of_latin(latin[0])


def _final_of_latin(word: str) -> str:
    if word.lower() in _WORDS:
        return _WORDS[word.lower()]
    if word.isupper() or len(word) == 1:
        return _LETTERS.get(word[-1].upper(), _NONE)
    if word[-1].isupper():  # AdamW, BiLSTM: the last letters are read by their names
        return _LETTERS.get(word[-1], _NONE)
    return next((sound for ending, sound in _ENDINGS if ending.search(word.lower())), _NONE)
