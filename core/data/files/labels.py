"""Labels as people write them: numbers or text, in a row or a column, one-hot or not."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.data.own import MAX_CLASSES
from core.errors import DataError
from core.messages import Message

MOST_COLUMNS = 1_000  # of one-hot labels
ENCODINGS = ("utf-8", "cp949", "cp1252")


def labels_of(labels: NDArray[Any], count: int) -> tuple[list[str], Message | None]:
    """(the names of the classes of `count` images, what had to be guessed or None). Raises DataError."""
    if labels.dtype.kind not in "biufSU":
        raise DataError("files-labels-of-type", type=str(labels.dtype))
    if labels.size > MOST_COLUMNS * max(1, count):
        raise DataError("files-labels-too-many", count=count, shape=str(labels.shape))
    remark = None
    if labels.ndim == 2 and labels.shape == (count, labels.size // max(1, count)) and labels.shape[1] > 1:
        labels, remark = _from_one_hot(labels)
    if labels.size != count or labels.ndim not in (1, 2):
        raise DataError("files-labels-differ", count=count, shape=str(labels.shape))
    return names_of(labels.reshape(-1).tolist()), remark


def _from_one_hot(labels: NDArray[Any]) -> tuple[NDArray[Any], Message]:
    numbers = labels.dtype.kind in "biuf"
    if not numbers or not (np.isin(labels, (0, 1)).all() and (labels.sum(1) == 1).all()):
        raise DataError("files-labels-not-one-hot", shape=str(labels.shape))
    return labels.argmax(1), Message("files-labels-one-hot")


def names_of(labels: Sequence[Any]) -> list[str]:
    """The labels as text. Where all labels are floats, a whole number such as 3.0 becomes "3".

    Raises DataError when a label is missing or infinite, or when there are too many different labels.
    """
    if labels and all(isinstance(label, float) for label in labels):
        if not all(np.isfinite(label) for label in labels):
            raise DataError("files-labels-missing")
        labels = [int(label) if label == int(label) else label for label in labels]
    written = [_text(label) for label in labels]
    if len(set(written)) > MAX_CLASSES:
        raise DataError("files-labels-different", most=MAX_CLASSES)
    return written


def _text(label: Any) -> str:
    if not isinstance(label, bytes):
        return str(label)
    for encoding in ENCODINGS:
        try:
            return label.decode(encoding)
        except UnicodeDecodeError:
            continue
    return label.decode("latin-1")
