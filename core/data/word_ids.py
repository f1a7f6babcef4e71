"""Texts as ids on disk: what torchtext has read and cut, in a safetensors file with the words in its header."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from core.data.dataset import UNKNOWN, Split, Texts
from core.errors import DataError
from core.messages import Message
from core.work.disk import write_atomically

PARTS = ("train", "validation", "test")


def as_ids(part: str, examples: Sequence[Any], ids: dict[str, int], labels: Sequence[str]) -> dict[str, Tensor]:
    """ids, offsets and targets of torchtext's examples, for a file: their names begin with `part`, one of PARTS.

    A target is the place of the example's label in `labels`.
    """
    known = ids.get  # ids[word] would take every unknown word into the vocabulary
    numbers = [torch.tensor([known(word, UNKNOWN) for word in example.text], dtype=torch.int32) for example in examples]
    lengths = torch.tensor([0, *(len(text) for text in numbers)])
    targets = torch.tensor([labels.index(example.label) for example in examples], dtype=torch.uint8)
    return {
        f"{part}.ids": torch.cat(numbers),
        f"{part}.offsets": lengths.cumsum(0),
        f"{part}.targets": targets,
    }


def write_tensors(path: Path, tensors: dict[str, Tensor], words: list[str]) -> None:
    """Write tensors to a file, with the vocabulary in its header. The file appears in one rename, so never half."""
    write_atomically(path, save(tensors, metadata={"words": json.dumps(words)}))


def read_tensors(path: Path, title: Message) -> tuple[dict[str, Tensor], tuple[str, ...]]:
    """(tensors, words) of a file that write_tensors wrote. Raises DataError when the file is damaged.

    `title`: the data set's, for the message.
    """
    try:
        with safe_open(path, framework="pt") as file:
            words = tuple(json.loads(file.metadata()["words"]))
            return {name: file.get_tensor(name) for name in file.keys()}, words  # noqa: SIM118  (no dict)
    except (SafetensorError, OSError, KeyError, TypeError, ValueError) as error:
        raise DataError("datasets-file-damaged", file=path.name, title=title) from error


def read_parts(path: Path, title: Message) -> tuple[dict[str, Split], tuple[str, ...]]:
    """(the split of each of PARTS, words) of a file. Raises DataError when it is damaged or does not hold them."""
    tensors, words = read_tensors(path, title)
    damaged = DataError("datasets-ids-damaged", title=title)
    try:
        parts = {
            part: Split(
                Texts(tensors[f"{part}.ids"], tensors[f"{part}.offsets"]), tensors[f"{part}.targets"].to(torch.int64)
            )
            for part in PARTS
        }
    except KeyError as error:
        raise damaged from error
    if not all(_is_sound(split, len(words)) for split in parts.values()):
        raise damaged
    return parts, words


def _is_sound(split: Split, words: int) -> bool:
    """Whether every id belongs to one of `words` words, and every text has at least one word."""
    texts = split.texts
    return (
        len(texts.offsets) == len(split) + 1
        and int(texts.offsets[-1]) == len(texts.ids)
        and bool((texts.lengths > 0).all())
        and int(texts.ids.min()) >= 0
        and int(texts.ids.max()) < words
    )
