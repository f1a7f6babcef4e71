"""From the pictures of a file to a Collection: class names, limits, and remarks on what was left out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from typing import NamedTuple

from core.data.names import alike_in_words, settle_names
from core.data.own import MAX_BYTES, MAX_CLASSES, TRAIN, Collection, Picture
from core.errors import DataError
from core.messages import Message, Value

NAMED = 5  # files that are named one by one when they are left out


class Found(NamedTuple):
    """One picture of a file."""

    name: str  # of its class, as the file has it
    picture: Picture
    part: str = TRAIN


def collected(
    examples: Sequence[Found],
    left_out: Sequence[Message] = (),
    remarks: Sequence[Message] = (),
    *,
    divided: bool = False,
) -> Collection:
    """A Collection of the pictures that were read. Raises DataError when a network cannot learn from it.

    `left_out`: the files that were not read, each with the reason. `divided`: whether the file says which pictures are
    for training and which for testing.
    """
    if not examples:
        raise refusal(Message("files-none-read"), left_out)
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
            said.append(Message("files-put-together", problem=collection.problem))
            collection = collection.put_together()
        else:
            said += filter(None, [collection.kept])
    if collection.problem:
        raise refusal(collection.problem, left_out)
    said += [alike_in_words(group) for group in collection.alike]
    return replace(collection, remarks=(*told(left_out), *said))


def check_size(count: int, numbers: int) -> None:
    """Raise DataError when so many pictures of so many numbers each would take too much memory."""
    if count * numbers > MAX_BYTES:
        raise DataError(
            "files-too-many-bytes", megabytes=f"{count * numbers / 1e6:,.0f}", most=f"{MAX_BYTES / 1e6:,.0f}"
        )


def check_classes(names: Iterable[str]) -> None:
    """Raise DataError when there are more classes than can be told apart."""
    count = len(set(names))
    if count > MAX_CLASSES:
        raise DataError("files-too-many-classes", count=count, most=MAX_CLASSES)


def left_out_for(name: str, problem: Message) -> Message:
    """A file that was left out, and why."""
    return Message("files-left-out-one", name=clean_file_name(name), problem=problem)


def told(left_out: Sequence[Message]) -> list[Message]:
    """A list with one remark on the files that were left out, and why; [] when there are none."""
    if not left_out:
        return []
    files, more = with_semicolons(left_out[:NAMED]), len(left_out) - NAMED
    return [
        Message("files-left-out-more", files=files, more=more) if more > 0 else Message("files-left-out", files=files)
    ]


def refusal(problem: Message, left_out: Sequence[Message]) -> DataError:
    """The DataError for a problem with all the files, with those that were left out."""
    files = told(left_out)
    if files:
        return DataError("files-and-left-out", problem=problem, left_out=files[0])
    return DataError.of(problem)


def with_semicolons(parts: Sequence[Value]) -> Value:
    """Parts of a sentence with semicolons between them."""
    return reduce(lambda before, part: Message("files-semicolon", before=before, part=part), parts)


def clean_file_name(name: str) -> str:
    """A file's name as it may be shown."""
    return "".join(letter if letter.isprintable() else "_" for letter in name)[-60:]
