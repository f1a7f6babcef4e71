"""Messages: what the app says, as an id with values, put into English or Korean only where it is shown.

The words are in files of Project Fluent (https://projectfluent.org), one for an area and a language: those of core in
core/messages/en and core/messages/ko, those of the pages in pages/text/en and pages/text/ko.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from core.messages.particles import with_particle

LANGUAGES: Mapping[str, str] = {"en": "English", "ko": "한국어"}  # code of ISO 639-1 -> its own name
LARGEST = 10**15  # of the whole numbers that Fluent can write; a stranger's file may claim more
KEPT = 4096  # texts of one language that are kept in memory once they were put into words

log = logging.getLogger(__name__)


@dataclass(frozen=True, init=False)
class Message:
    """An id with values: Message("file-too-large", most=100). A value may be a message itself.

    Messages can be compared, used as keys, and pickled. `str(message)` is English, for notebooks and logs.
    """

    id: str
    values: "tuple[tuple[str, Value], ...]"

    def __init__(self, id_: str, /, **values: "Value") -> None:
        object.__setattr__(self, "id", id_)
        object.__setattr__(self, "values", tuple(values.items()))

    def __str__(self) -> str:
        return english().put(self)


Value = str | int | float | Message


def literal(text: str) -> Message:
    """Return a message that is this text in every language, such as the name of a visitor's file."""
    return Message("common-literal", text=text)


def listed(items: Sequence[Value]) -> Message:
    """Return the items as they stand within a sentence: 'a', 'a and b', 'a, b and c'."""
    *others, last = items
    if not others:
        return last if isinstance(last, Message) else literal(str(last))
    before: Value = others[0]
    for item in others[1:]:
        before = Message("common-comma", before=before, item=item)
    return Message("common-and", before=before, item=last)


class Words:
    """The words of every message, from folders that hold en/*.ftl and ko/*.ftl.

    The part of an id before its first hyphen names the file: "train-start" is in train.ftl, which is read when it is
    needed first.
    """

    def __init__(self, *folders: Path) -> None:
        self.folders = folders
        self._areas = frozenset(path.stem for folder in folders for path in (folder / "en").glob("*.ftl"))
        self._put = lru_cache(maxsize=KEPT * len(LANGUAGES))(self._put_anew)
        self._bundle = cache(self._read)

    def put(self, message: Message, language: str = "en") -> str:
        """Return the message in the words of the language; an id that has none is returned as it is."""
        return self._put(message, language)

    def _put_anew(self, message: Message, language: str) -> str:
        id_, _, attribute = message.id.partition(".")
        area = id_.partition("-")[0]
        if area not in self._areas or not (bundle := self._bundle(language, area)).has_message(id_):
            return message.id
        entry = bundle.get_message(id_)
        pattern = entry.attributes.get(attribute) if attribute else entry.value
        if pattern is None:
            return message.id
        values = {name: self._value(value, language) for name, value in message.values}
        words, problems = bundle.format_pattern(pattern, values)
        for problem in problems:
            log.error("message %s in %r: %r", message.id, language, problem)
        return str(words)

    def _value(self, value: Value, language: str) -> str | int | float:
        if isinstance(value, Message):
            return self.put(value, language)
        return f"{value:,}" if isinstance(value, int) and abs(value) > LARGEST else value

    def _read(self, language: str, area: str) -> FluentBundle:
        functions: dict[str, Any] = {"PARTICLE": with_particle}
        bundle = FluentBundle([language], functions=functions, use_isolating=False)
        for folder in self.folders:
            path = folder / language / f"{area}.ftl"
            if path.exists():
                bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
        return bundle


FOLDER = Path(__file__).resolve().parent


@lru_cache
def english() -> Words:
    """The words of core alone."""
    return Words(FOLDER)
