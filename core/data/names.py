"""Names of classes as people really write them: which are the same, which only look alike, and what cannot be shown."""

import unicodedata
from collections.abc import Iterable, Sequence

from core.errors import DataError

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
        raise DataError("The class has no name: give it one.")
    if not any(unicodedata.category(letter)[0] not in "CZM" for letter in cleaned):
        raise DataError(f"{name[:MAX_NAME]!r} cannot be the name of a class: nothing of it could be seen.")
    if len(cleaned) > MAX_NAME:
        half = MAX_NAME // 2 - 1
        cleaned = f"{cleaned[:half]}…{cleaned[-half:]}"
    return unicodedata.normalize("NFC", cleaned)  # what stood around a removed letter may belong together now


def settle_names(raw: Iterable[str]) -> tuple[dict[str, str], list[str]]:
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
            raise DataError(
                f"Two classes have names that look the same here, “{written}”: they differ only in their middle or in "
                f"invisible characters. Give one of them another name, at most {MAX_NAME} letters long."
            )
        if composed.strip() not in (written, written.strip()):
            what = f"was longer than {MAX_NAME} letters" if len(composed) > MAX_NAME else "held invisible characters"
            remarks.append(f"A name {what}: the class is called “{written}”.")
    return kept, list(dict.fromkeys(remarks))


def alike(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Groups of names that may be meant as one: they differ only in capitals, spaces or the width of letters."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(" ".join(unicodedata.normalize("NFKC", name).casefold().split()), []).append(name)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def alike_in_words(group: Sequence[str]) -> str:
    """What to say of a group of names that may be meant as one."""
    *others, last = (f"“{name}”" for name in group)
    return f"{', '.join(others)} and {last} are different classes; if they are meant as one, merge them."
