"""Read a CSV with one image in each row, in any dialect that pandas, Excel or a script writes."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.data.files.collecting import Found, clean_file_name, collected, with_semicolons
from core.data.files.dialects import (
    LABEL_NAMES,
    SEPARATORS,
    Dialect,
    check_rows,
    check_texts,
    check_widths,
    decode_text,
    find_dialect,
    is_number,
    lines_of,
    split_rows,
)
from core.data.files.labels import names_of
from core.data.files.pixels import axes_of, image_shape, is_image, to_picture
from core.data.own import MAX_CLASSES, Collection
from core.data.scales import scale_for
from core.errors import DataError
from core.messages import Message

AT_ONCE = 2_000  # rows that are read at a time
INDEX_NAMES = ("", "index", "id", "idx", "no", "number", "unnamed: 0", "번호", "순번")

Numbers = NDArray[Any]


class Columns(NamedTuple):
    """Which columns hold the label and the pixels, by their index."""

    label: int
    pixels: list[int]
    left_out: list[int]
    guessed: bool  # whether the label's column was recognised by its values alone


def read_csv(content: bytes) -> Collection:
    """A CSV with a label and the pixels of one image in each row: 28 x 28 gives 785 columns. Raises DataError.

    The separator, the encoding, the label's column, a header and an index are recognised. A row with
    3 x side x side pixels is a colour image.
    """
    try:
        return _table(content)
    except DataError:
        raise
    except Exception as error:  # a stranger's text can be odd in ways that nobody has thought of
        raise DataError("files-csv-unreadable") from error


def _table(content: bytes) -> Collection:
    text, remarks = decode_text(content)
    text = (text if "\n" in text else text.replace("\r", "\n")).lstrip("\r\n")
    if text.lower().startswith("sep="):
        text = text.partition("\n")[2]  # a line for Excel
    sample = check_rows(text)
    dialect = find_dialect(sample)
    check_texts(sample, dialect)
    check_widths(text, dialect)
    rows = split_rows(sample, dialect.separator)
    rows = [cells for cells in rows if len(cells) == len(rows[0])]  # the last one may be cut within its quotation marks
    ends = _ends(text, dialect)
    columns = _columns(rows[0] if dialect.header else [], rows[dialect.header :], dialect, ends)
    labels, pixels = _read(text, dialect, columns, len(rows[0]))
    if "" in labels:
        raise DataError("files-csv-no-label-in", row=str(labels.index("") + 1 + dialect.header))
    scale = scale_for(
        pixels.dtype if (pixels % 1).any() else np.dtype(np.int32), float(pixels.min()), float(pixels.max())
    )
    axes = axes_of(pixels.shape, pixels[:100])
    examples = [
        Found(name, to_picture(image))
        for name, image in zip(
            names_of(_as_numbers(labels, dialect.decimal)), axes.to_pictures(scale.apply(pixels)), strict=True
        )
    ]
    how = _how_read(dialect, columns, rows[0])
    return collected(examples, (), [*remarks, *filter(None, [how, axes.remark, scale.remark])])


def _ends(text: str, dialect: Dialect) -> tuple[list[str], list[str]]:
    """(the first cell of every row, the last cell of every row); two empty lists when there are quotation marks."""
    separator = dialect.separator
    lines = list(lines_of(text))[dialect.header :] if '"' not in text else []
    return [line.partition(separator)[0] for line in lines], [line.rpartition(separator)[2] for line in lines]


def _columns(
    header: Sequence[str], rows: Sequence[Sequence[str]], dialect: Dialect, ends: tuple[list[str], list[str]]
) -> Columns:
    """Which column is the label, which are pixels. Raises DataError when there is no label, or no image."""
    if not rows:
        raise DataError("files-csv-no-rows")
    width = len(rows[0])
    names = [cell.strip().lower() for cell in header] or ["?"] * width
    cells = list(zip(*rows, strict=True))
    words = [i for i in range(width) if _holds_words(cells[i], dialect.decimal)]
    if width < 9 and words:
        raise DataError("files-csv-too-few-columns", count=width)
    index = [i for i in range(width) if names[i] in INDEX_NAMES and _counts_up(cells[i])]
    named = [i for i, name in enumerate(names) if name in LABEL_NAMES and i not in index]
    if not named and not index and is_image(width - 2) and _counts_up(cells[0]):
        index = [0]
    empty = [i for i in range(width) if not any(cell.strip() for cell in cells[i])]  # such as after a last separator
    index += empty
    others = [i for i in range(width) if i not in index]
    if not others:
        raise DataError("files-csv-empty-cells")
    by_values = _label_by_values(others, cells, ends)
    if named:
        label, guessed = named[0], False
    elif len([i for i in words if i not in index]) >= 1:
        texts = [i for i in words if i not in index]
        label, guessed = min(texts, key=lambda i: len(set(cells[i]))), False
    elif by_values < 0 or (is_image(len(others)) and not is_image(len(others) - 1)):
        raise DataError("files-csv-no-label", count=str(len(others)))
    else:
        label, guessed = by_values, True
    left_out = sorted({*index, *words} - {label})
    pixels = [i for i in others if i != label and i not in left_out]
    image_shape(len(pixels))  # raises where that is no image
    return Columns(label, pixels, left_out, guessed)


def _holds_words(cells: Sequence[str], decimal: str) -> bool:
    """Return whether most of a column's cells hold no number. Empty cells are not counted."""
    filled = [cell for cell in cells if cell.strip()]
    return 2 * sum(not is_number(cell, decimal) for cell in filled) > len(filled)


def _counts_up(cells: Sequence[str]) -> bool:
    """Whether a column only numbers the rows."""
    numbers = [int(cell) for cell in cells if cell.strip().isdecimal()]
    return len(numbers) == len(cells) > 1 and all(b - a == 1 for a, b in pairwise(numbers))


def _label_by_values(columns: Sequence[int], cells: Sequence[Sequence[str]], ends: tuple[list[str], list[str]]) -> int:
    """The index of the label's column, judged by its values: the first column, the last column, or -1 for none.

    A label has few different whole numbers, each about equally often. The pixel in a picture's corner has few values
    too, but nearly always the same value. So the column whose commonest value is less common is the label. Where
    neither column has such values, the first is taken, or -1 when it only numbers the rows. `cells` are the columns of
    the first rows; `ends` are the first and the last column of all rows, which say more.
    """
    first, last = columns[0], columns[-1]
    values = {first: cells[first], last: cells[last]}
    if first == 0 and ends[0]:
        values[first] = ends[0]
    if last == len(cells) - 1 and ends[1]:
        values[last] = ends[1]

    def commonest(i: int) -> float:
        """The share of the commonest value in column `i`, 0 to 1; 2.0 where the column cannot be the label."""
        counts = Counter(values[i])
        whole = all(is_number(value, ".") and float(value) % 1 == 0 for value in counts)
        several = 2 <= len(counts) <= min(MAX_CLASSES, max(2, len(values[i]) - 1))
        return max(counts.values()) / len(values[i]) if whole and several and not _counts_up(values[i]) else 2.0

    shares = {i: commonest(i) for i in (first, last)}
    if min(shares.values()) <= 1:
        return min(shares, key=lambda i: shares[i])
    return -1 if _counts_up(values[first]) else first


def _read(text: str, dialect: Dialect, columns: Columns, width: int) -> tuple[list[str], Numbers]:
    """(labels as they are written, pixels (N, P) float32)."""
    import pandas as pd

    labels: list[str] = []
    pieces: list[Numbers] = []
    names = list(range(width))
    try:
        reader = pd.read_csv(
            io.BytesIO("\n".join(lines_of(text)).encode()),  # without lines that are empty or hold only white space
            sep=dialect.separator,
            decimal=dialect.decimal,
            header=None,
            names=names,
            skiprows=1 if dialect.header else 0,
            usecols=[columns.label, *columns.pixels],
            dtype={columns.label: str, **dict.fromkeys(columns.pixels, np.float32)},
            na_filter=False,  # a label is kept as it is written, even where it is NA or empty
            chunksize=AT_ONCE,
            skip_blank_lines=True,
        )
        for frame in reader:
            labels += frame[columns.label].tolist()
            pieces.append(frame[columns.pixels].to_numpy(np.float32))
    except Exception as error:  # a stranger's text can fail anywhere in the parser
        raise _bad_cell(text, dialect, columns) from error
    pixels = np.concatenate(pieces)
    if not np.isfinite(pixels).all():
        raise _bad_cell(text, dialect, columns)
    return [label if label.strip() else "" for label in labels], pixels


def _bad_cell(text: str, dialect: Dialect, columns: Columns) -> DataError:
    """The DataError that names the first cell among the pixels which holds no finite number."""
    for number, cells in enumerate(csv.reader(_shortened(text), delimiter=dialect.separator), start=1):
        if number == 1 and dialect.header:
            continue
        for i in columns.pixels:
            cell = cells[i].strip() if i < len(cells) else ""
            if not is_number(cell, dialect.decimal) or cell.lower().strip("+-") in ("nan", "inf", "infinity"):
                place = {"row": str(number), "column": str(i + 1)}
                if not cell:
                    return DataError("files-csv-empty-cell", **place)
                return DataError("files-csv-bad-cell", **place, cell=f"“{clean_file_name(cell)}”")
    return DataError("files-csv-separators")


def _shortened(text: str) -> Iterator[str]:
    """The lines with very long cells cut short, since the csv module refuses such cells."""
    return (re.sub(r"[^,;\t| ]{500,}", lambda cell: cell[0][:60], line) for line in lines_of(text))


def _as_numbers(labels: Sequence[str], decimal: str) -> list[Any]:
    """The labels as floats, so that 3.0 (or 3,0) counts as 3; as text where one is no number or none has decimals."""
    if all(is_number(label, decimal) for label in labels) and any(decimal in label for label in labels):
        return [float(label.replace(decimal, ".")) for label in labels]
    return [label.strip() if is_number(label, decimal) else label for label in labels]


def _how_read(dialect: Dialect, columns: Columns, first: Sequence[str]) -> Message | None:
    """A sentence on how the table was read; None where everything in it is as usual."""
    parts = []
    if dialect.separator != ",":
        parts.append(Message(f"files-csv-with-{dict(SEPARATORS)[dialect.separator]}"))
    if dialect.decimal == ",":
        parts.append(Message("files-csv-decimal-commas"))
    if columns.label or columns.guessed:
        column = str(columns.label + 1)
        parts.append(
            Message("files-csv-label-named", column=column, name=clean_file_name(first[columns.label]))
            if dialect.header
            else Message("files-csv-label-in", column=column)
        )
    if columns.left_out:
        numbers = ", ".join(str(i + 1) for i in columns.left_out)
        parts.append(Message("files-csv-columns-left-out", count=len(columns.left_out), numbers=numbers))
    return Message("files-csv-read-with", parts=with_semicolons(parts)) if parts else None
