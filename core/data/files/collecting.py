"""From the pictures of a file to a Collection: class names, limits, and remarks on what was left out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from core.data.names import alike_in_words, settle_names
from core.data.own import MAX_BYTES, MAX_CLASSES, TRAIN, Collection, Picture
from core.errors import DataError

NAMED = 5  # files that are named one by one when they are left out


class Found(NamedTuple):
    """One picture of a file."""

    name: str  # of its class, as the file has it
    picture: Picture
    part: str = TRAIN


def collected(
    examples: Sequence[Found], left_out: Sequence[str] = (), remarks: Sequence[str] = (), *, divided: bool = False
) -> Collection:
    """A Collection of the pictures that were read. Raises DataError when a network cannot learn from it.

    `left_out`: the files that were not read, each with the reason. `divided`: whether the file says which pictures are
    for training and which for testing.
    """
    if not examples:
        raise DataError(f"No picture could be read. {in_words(left_out)}".strip())
    raw = dict.fromkeys(one.name for one in examples)
    names, renamed = settle_names(raw)
    check_classes(names.values())
    pictures: dict[str, list[Picture]] = {}
    parts: dict[str, list[str]] = {}
    for one in examples:
        pictures.setdefault(names[one.name], []).append(one.picture)
        parts.setdefault(names[one.name], []).append(one.part)
    check_size(len(examples), examples[0].picture.size)
    collection = Collection(
        "pictures",
        {name: tuple(brought) for name, brought in pictures.items()},
        parts={name: tuple(of_each) for name, of_each in parts.items()} if divided else {},
    )
    said = [*remarks, *renamed]
    if divided:
        if collection.problem and not collection.put_together().problem:
            said.append(f"{collection.problem} So all pictures were put together and are split anew below.")
            collection = collection.put_together()
        else:
            said.append(collection.kept)
    if collection.problem:
        raise DataError(f"{collection.problem} {in_words(left_out)}".strip())
    said += [alike_in_words(group) for group in collection.alike]
    return replace(collection, remarks=(*filter(None, [in_words(left_out)]), *said))


def check_size(count: int, numbers: int) -> None:
    """Raise DataError when so many pictures of so many numbers each would take too much memory."""
    if count * numbers > MAX_BYTES:
        size = f"{count * numbers / 1e6:,.0f} MB; at most {MAX_BYTES / 1e6:,.0f} MB are kept"
        raise DataError(f"The pictures take {size}. Bring fewer.")


def check_classes(names: Iterable[str]) -> None:
    """Raise DataError when there are more classes than can be told apart."""
    count = len(set(names))
    if count > MAX_CLASSES:
        raise DataError(f"There are {count:,} classes; at most {MAX_CLASSES} can be told apart here.")


def in_words(left_out: Sequence[str]) -> str:
    """Which files were left out, and why."""
    if not left_out:
        return ""
    more = f" and {len(left_out) - NAMED} more" if len(left_out) > NAMED else ""
    return f"Left out: {'; '.join(left_out[:NAMED])}{more}."


def clean_file_name(name: str) -> str:
    """A file's name as it may be shown."""
    return "".join(letter if letter.isprintable() else "_" for letter in name)[-60:]
