"""Names of classes as people really write them: which are the same, which only look alike, and what cannot be shown."""

import unicodedata
from collections.abc import Iterable, Sequence

from core.errors import DataError
from core.messages import Message, listed

MAX_NAME = 40  # characters
JOINERS = "\u200c\u200d"  # invisible, but parts of words and of emoji


def clean_name(name: str) -> str:
    """A name as it is kept: composed (Unicode NFC), without invisible characters, at most MAX_NAME long.

    Signs, capitals and spaces stay, since they may be all that tells two classes apart. Raises DataError when no
    character of the name would be visible.
    """
    seen = "".join(" " if letter in "\t\r\n" else letter for letter in unicodedata.normalize("NFC", name))
    cleaned = "".join(letter for letter in seen if letter in JOINERS or unicodedata.category(letter)[0] != "C")
    if not cleaned.strip() and not name.strip():
        raise DataError("own-name-none")
    if not any(unicodedata.category(letter)[0] not in "CZM" for letter in cleaned):
        raise DataError("own-name-unseen", name=repr(name[:MAX_NAME]))
    if len(cleaned) > MAX_NAME:
        half = MAX_NAME // 2 - 1
        cleaned = f"{cleaned[:half]}…{cleaned[-half:]}"
    return unicodedata.normalize("NFC", cleaned)  # what stood around a removed letter may belong together now


def settle_names(raw: Iterable[str]) -> tuple[dict[str, str], list[Message]]:
    """({raw name: name that is kept}, remarks on what was changed).

    Spaces around a name are removed, unless only they tell two names apart. Raises DataError like clean_name, and when
    two names look equal after cleaning.
    """
    cleaned = {name: clean_name(name) for name in raw}
    stripped = {name: kept.strip() for name, kept in cleaned.items()}
    kept = {
        name: short if all(cleaned[other] == cleaned[name] for other in stripped if stripped[other] == short) else full
        for (name, full), short in zip(cleaned.items(), stripped.values(), strict=True)
    }
    remarks = []
    origins: dict[str, str] = {}
    for name, written in kept.items():
        composed = unicodedata.normalize("NFC", name)
        other = origins.setdefault(written, composed)
        if other.strip() != composed.strip():
            raise DataError("own-name-twice", name=written, most=MAX_NAME)
        if composed.strip() not in (written, written.strip()):
            long = len(composed) > MAX_NAME
            remarks.append(
                Message("own-name-shortened", name=written, most=MAX_NAME)
                if long
                else Message("own-name-cleaned", name=written)
            )
    return kept, list(dict.fromkeys(remarks))


def alike(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Groups of names that may be meant as one: they differ only in capitals, spaces or the width of letters."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(" ".join(unicodedata.normalize("NFKC", name).casefold().split()), []).append(name)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def alike_in_words(group: Sequence[str]) -> Message:
    """What to say of a group of names that may be meant as one."""
    return Message("own-alike", names=listed([f"“{name}”" for name in group]))
