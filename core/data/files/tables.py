"""A CSV with an image in each row, out of pandas, Excel or a script, in whatever dialect that writes (long: many)."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.data.files.collecting import Found, clean_file_name, collected
from core.data.files.labels import names_of
from core.data.files.pixels import LARGEST_SIDE, axes_of, image_shape, is_image, to_picture
from core.data.own import MAX_CLASSES, MAX_PICTURES, Collection
from core.data.scales import scale_for
from core.errors import DataError

MAX_CONTENT = 40_000_000  # bytes of a CSV
MAX_LINE = 1_000_000  # characters of a line
AT_ONCE = 2_000  # rows that are read at a time
SAMPLE = 300  # rows by which columns are judged
MAX_CELLS = 200_000  # of these rows together
MAX_COLUMNS = 4 * LARGEST_SIDE**2 + 10
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "spaces"}.items()
LABEL_NAMES = ("label", "labels", "class", "target", "category", "y", "라벨", "레이블", "분류", "정답", "클래스")
INDEX_NAMES = ("", "index", "id", "idx", "no", "number", "unnamed: 0", "번호", "순번")
TEXTS = (
    "This is a table of texts. Lesson 001, where own data go, learns from pictures; its rows would have to hold the "
    "pixels of one image each. A single text can be written on “Try it” for the network of lesson 002b, which reads "
    "film reviews."
)

Numbers = NDArray[Any]


class Dialect(NamedTuple):
    """How a table is written."""

    separator: str
    decimal: str  # "." or ","
    header: bool


class Columns(NamedTuple):
    """Which column is which."""

    label: int
    pixels: list[int]
    left_out: list[int]
    guessed: bool  # whether only its values say that the label is one


def read_csv(content: bytes) -> Collection:
    """A CSV with a label and the pixels of one image in each row: 28 x 28 gives 785 columns. Raises DataError.

    Separators, encoding, the place of the label, a header and an index are found; 3 x side x side pixels are a colour
    image.
    """
    try:
        return _table(content)
    except DataError:
        raise
    except Exception as error:  # a stranger's text can be odd in ways that nobody has thought of
        raise DataError("The CSV cannot be read. Save it as “CSV UTF-8”, an image in each row.") from error


def _table(content: bytes) -> Collection:
    text, remarks = decode_text(content)
    text = (text if "\n" in text else text.replace("\r", "\n")).lstrip("\r\n")
    if text.lower().startswith("sep="):
        text = text.partition("\n")[2]  # a line for Excel
    sample = check_rows(text)
    dialect = _dialect(sample)
    if _are_texts(sample, dialect):
        raise DataError(TEXTS)
    _check_widths(text, dialect)
    rows = _split(sample, dialect.separator)
    rows = [row for row in rows if len(row) == len(rows[0])]  # the last one may be cut within its quotation marks
    ends = _ends(text, dialect)
    columns = _columns(rows[0] if dialect.header else [], rows[dialect.header :], dialect, ends)
    labels, pixels = _read(text, dialect, columns, len(rows[0]))
    if "" in labels:
        raise DataError(f"Row {labels.index('') + 1 + dialect.header} of the CSV has no label. Every row needs one.")
    scale = scale_for(
        pixels.dtype if (pixels % 1).any() else np.dtype(np.int32), float(pixels.min()), float(pixels.max())
    )
    axes = axes_of(pixels.shape, pixels[:100])
    found = [
        Found(name, to_picture(image))
        for name, image in zip(
            names_of(_as_numbers(labels, dialect.decimal)), axes.to_pictures(scale.apply(pixels)), strict=True
        )
    ]
    how = _in_words(dialect, columns, rows[0])
    return collected(found, (), [*remarks, *filter(None, [how, axes.remark, scale.remark])])


def decode_text(content: bytes) -> tuple[str, list[str]]:
    """(the text, what had to be guessed of its encoding)."""
    if len(content) > MAX_CONTENT:
        raise DataError(
            f"The CSV has {len(content) / 1e6:,.0f} MB; at most {MAX_CONTENT / 1e6:,.0f} MB are read. Save the images "
            "as an .npz, which is several times smaller."
        )
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decoded(content, encoding), []
    if b"\0" in content[:200]:
        odd = content[1:200:2].count(0) > content[:200:2].count(0)
        return _decoded(content, "utf-16-le" if odd else "utf-16-be"), ["The text was read as UTF-16."]
    for encoding, called in (("utf-8", ""), ("cp949", "code page 949 (Korean)"), ("cp1252", "code page 1252")):
        try:
            return content.decode(encoding), [f"The text was read in {called}."] if called else []
        except UnicodeDecodeError:
            continue
    raise DataError("The CSV is not text in UTF-8. Save it as “CSV UTF-8”.")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DataError("The CSV is damaged: it is no whole text. Save it as “CSV UTF-8”.") from error


def check_rows(text: str) -> list[str]:
    """The first rows; raises DataError when there are none, too many, or too long ones."""
    if "\0" in text:
        raise DataError("This is no CSV: it holds bytes that no text has.")
    count, longest, sample, cells = 0, 0, list[str](), 0
    for line in _lines(text):
        count, longest = count + 1, max(longest, len(line))
        width = max(line.count(separator) for separator, _ in SEPARATORS) + 1
        if width > MAX_COLUMNS + line.count(" "):
            raise DataError(f"The CSV has {width:,} columns; images may have {LARGEST_SIDE} x {LARGEST_SIDE} pixels.")
        if len(sample) <= SAMPLE and (cells < MAX_CELLS or len(sample) < 6):
            sample.append(line)
            cells += width
    if count < 2:
        raise DataError("The CSV has no rows. Wanted: a label and the pixels of one image in each.")
    if count > MAX_PICTURES + 1:
        raise DataError(f"The CSV has {count:,} rows; at most {MAX_PICTURES:,} are read. Save fewer.")
    if longest > MAX_LINE:
        raise DataError(
            f"A row of the CSV has more than {MAX_LINE:,} characters. Images may have {LARGEST_SIDE} x {LARGEST_SIDE} "
            "pixels."
        )
    return sample


def _lines(text: str) -> Iterator[str]:
    """Line by line, but for empty ones; str.splitlines would also cut at signs that end no line."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        line = text[begin:end].rstrip("\r")
        begin = end + 1
        if line.strip():
            yield line


def _dialect(sample: Sequence[str]) -> Dialect:
    """The separator that leaves most numbers behind; then how decimals are written, and whether there is a header."""
    scores = []
    for place, (separator, _) in enumerate(SEPARATORS):
        try:
            rows = _split(sample[:20], separator)
        except DataError:
            continue  # with another separator a whole row may be one cell, longer than any may be
        body = rows[1:] or rows
        counts = {decimal: sum(_is_number(cell, decimal) for row in body for cell in row) for decimal in ".,"}
        decimal = "," if separator != "," and counts[","] > counts["."] else "."
        scores.append((counts[decimal], min(map(len, rows)), -place, separator, decimal))
    if not scores:
        raise DataError("The CSV cannot be read: a quotation mark is never closed, or a cell is huge.")
    *_, separator, decimal = max(scores)
    if max(scores)[1] < 2 or (separator == " " and not _are_numbers(sample)):
        separator = ","
    first, *rest = _split(sample[:20], separator)
    if not rest:
        raise DataError("The CSV has no rows, or a quotation mark is never closed.")
    names = [cell.strip().lower() for cell in first]
    named = any(name in LABEL_NAMES for name in names)
    columns = [{row[0] for row in rest}, {row[-1] for row in rest}]
    counting = _count(names[1:]) and first[0] not in columns[0] and not _is_number(first[0], ".")
    counting |= _count(names[:-1]) and first[-1] not in columns[1] and not _is_number(first[-1], ".")
    counting |= names == [str(i) for i in range(len(names))] or names == [str(i) for i in range(1, len(names) + 1)]
    in_words = sum(not _is_number(cell, decimal) for cell in first)
    body_words = min(sum(not _is_number(cell, decimal) for cell in row) for row in rest)
    return Dialect(separator, decimal, named or counting or in_words > max(1, body_words))


def _count(cells: Sequence[str]) -> bool:
    """Whether these only number the columns, from 0 or 1."""
    first = [str(i) for i in range(len(cells))], [str(i) for i in range(1, len(cells) + 1)]
    return len(cells) > 1 and list(cells) in first


def _are_numbers(lines: Sequence[str]) -> bool:
    """Whether nearly all that stands between spaces is a number, as numpy.savetxt writes it."""
    cells = [cell for line in lines[:20] for cell in line.split()]
    return sum(_is_number(cell, ".") for cell in cells) > 0.9 * len(cells)


def _ends(text: str, dialect: Dialect) -> tuple[list[str], list[str]]:
    """The first and the last cell of every row, where no quotation marks are used."""
    separator = dialect.separator
    lines = list(_lines(text))[dialect.header :] if '"' not in text else []
    return [line.partition(separator)[0] for line in lines], [line.rpartition(separator)[2] for line in lines]


def _are_texts(sample: Sequence[str], dialect: Dialect) -> bool:
    """Whether the rows hold sentences: few columns, one of them with several words or many letters."""
    rows = _split(sample[1:], dialect.separator)
    if any(
        len(cell.split()) > 60 and all(part.isdecimal() for part in cell.split()) for row in rows[:3] for cell in row
    ):
        raise DataError(
            "A column holds all pixels of an image as one text. Put each pixel into a column of its own, or save the "
            "images as an .npz."
        )
    texts = sum(
        any(len(cell) > 20 or len(cell.split()) > 2 for cell in row if not _is_number(cell, ".")) for row in rows
    )
    return sorted(map(len, rows))[len(rows) // 2] < 9 and 2 * texts > len(rows)


def _split(lines: Sequence[str], separator: str) -> list[list[str]]:
    try:
        return [row for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error as error:
        raise DataError("The CSV cannot be read: a quotation mark is never closed, or a cell is huge.") from error


def _check_widths(text: str, dialect: Dialect) -> None:
    """Raise DataError, naming the first row that has another number of columns."""
    quoted = '"' in text
    lines = _lines(text)
    widths = (
        map(len, filter(None, csv.reader(lines, delimiter=dialect.separator)))
        if quoted
        else (line.count(dialect.separator) + 1 for line in lines)
    )
    try:
        first = next(widths)
        for number, width in enumerate(widths, start=2):
            if width != first:
                raise DataError(
                    f"Row {number} of the CSV has {width} columns, the first {first}. Every row needs a label and the "
                    "same number of pixels."
                )
    except csv.Error as error:
        raise DataError("The CSV cannot be read: a quotation mark is never closed, or a cell is huge.") from error


def _columns(
    header: Sequence[str], rows: Sequence[Sequence[str]], dialect: Dialect, ends: tuple[list[str], list[str]]
) -> Columns:
    """Which column is the label, which are pixels. Raises DataError when there is no label, or no image."""
    if not rows:
        raise DataError("The CSV has no rows. Wanted: a label and the pixels of one image in each.")
    width = len(rows[0])
    names = [cell.strip().lower() for cell in header] or ["?"] * width
    cells = list(zip(*rows, strict=True))
    words = [i for i in range(width) if _holds_words(cells[i], dialect.decimal)]
    if width < 9 and words:
        raise DataError(_too_few(width))
    index = [i for i in range(width) if names[i] in INDEX_NAMES and _counts_up(cells[i])]
    named = [i for i, name in enumerate(names) if name in LABEL_NAMES and i not in index]
    if not named and not index and is_image(width - 2) and _counts_up(cells[0]):
        index = [0]
    empty = [i for i in range(width) if not any(cell.strip() for cell in cells[i])]  # after a separator too many
    index += empty
    others = [i for i in range(width) if i not in index]
    if not others:
        raise DataError(
            "The CSV holds nothing but empty cells. Wanted: a label and the pixels of one image in each row."
        )
    by_values = _label_by_values(others, cells, ends)
    if named:
        label, guessed = named[0], False
    elif len([i for i in words if i not in index]) >= 1:
        texts = [i for i in words if i not in index]
        label, guessed = min(texts, key=lambda i: len(set(cells[i]))), False
    elif by_values < 0 or (is_image(len(others)) and not is_image(len(others) - 1)):
        raise DataError(
            f"The label is missing: the rows have {len(others)} numbers and none that says what the picture shows. Put "
            "the class into a column called label."
        )
    else:
        label, guessed = by_values, True
    left_out = sorted({*index, *words} - {label})
    pixels = [i for i in others if i != label and i not in left_out]
    image_shape(len(pixels))  # raises where that is no image
    return Columns(label, pixels, left_out, guessed)


def _holds_words(cells: Sequence[str], decimal: str) -> bool:
    """Whether most of a column's cells are no numbers; what is empty says nothing."""
    filled = [cell for cell in cells if cell.strip()]
    return 2 * sum(not _is_number(cell, decimal) for cell in filled) > len(filled)


def _too_few(width: int) -> str:
    return f"The rows have {width} columns, too few for a picture. Wanted: a label and the pixels of one image in each."


def _counts_up(cells: Sequence[str]) -> bool:
    """Whether a column only numbers the rows."""
    numbers = [int(cell) for cell in cells if cell.strip().isdecimal()]
    return len(numbers) == len(cells) > 1 and all(b - a == 1 for a, b in pairwise(numbers))


def _label_by_values(columns: Sequence[int], cells: Sequence[Sequence[str]], ends: tuple[list[str], list[str]]) -> int:
    """The first column or the last: the one with few different whole numbers, of about the same count each.

    A picture's corner has few values too, but is nearly always the same. -1 where neither can be the label; the columns
    of all rows (`ends`) tell more than those of the first ones.
    """
    first, last = columns[0], columns[-1]
    values = {first: cells[first], last: cells[last]}
    if first == 0 and ends[0]:
        values[first] = ends[0]
    if last == len(cells) - 1 and ends[1]:
        values[last] = ends[1]

    def commonest(i: int) -> float:
        """The share of the commonest value; above 1 where it can be no label."""
        counts = Counter(values[i])
        whole = all(_is_number(value, ".") and float(value) % 1 == 0 for value in counts)
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
            io.BytesIO("\n".join(_lines(text)).encode()),  # without lines that hold only separators or nothing
            sep=dialect.separator,
            decimal=dialect.decimal,
            header=None,
            names=names,
            skiprows=1 if dialect.header else 0,
            usecols=[columns.label, *columns.pixels],
            dtype={columns.label: str, **dict.fromkeys(columns.pixels, np.float32)},
            na_filter=False,  # a label is what is written, also NA or nothing at all
            chunksize=AT_ONCE,
            skip_blank_lines=True,
        )
        for frame in reader:
            labels += frame[columns.label].tolist()
            pieces.append(frame[columns.pixels].to_numpy(np.float32))
    except Exception as error:  # a stranger's text can fail anywhere in the parser
        raise DataError(_bad_cell(text, dialect, columns)) from error
    pixels = np.concatenate(pieces)
    if not np.isfinite(pixels).all():
        raise DataError(_bad_cell(text, dialect, columns))
    return [label if label.strip() else "" for label in labels], pixels


def _bad_cell(text: str, dialect: Dialect, columns: Columns) -> str:
    """Where the first cell is that holds no number."""
    for number, row in enumerate(csv.reader(_shortened(text), delimiter=dialect.separator), start=1):
        if number == 1 and dialect.header:
            continue
        for i in columns.pixels:
            cell = row[i].strip() if i < len(row) else ""
            if not _is_number(cell, dialect.decimal) or cell.lower().strip("+-") in ("nan", "inf", "infinity"):
                what = f"“{clean_file_name(cell)}”, which is no number" if cell else "nothing"
                return (
                    f"Some pixels are missing or no numbers: row {number}, column {i + 1} of the CSV holds {what}. "
                    "Every column but the label must hold numbers."
                )
    return "The CSV cannot be read. Save it with commas between the columns."


def _shortened(text: str) -> Iterator[str]:
    """The lines, endless cells cut: the csv module refuses them."""
    return (re.sub(r"[^,;\t| ]{500,}", lambda cell: cell[0][:60], line) for line in _lines(text))


def _as_numbers(labels: Sequence[str], decimal: str) -> list[Any]:
    """3.0 (or 3,0) is 3 where all labels are numbers; else labels are what is written."""
    if all(_is_number(label, decimal) for label in labels) and any(decimal in label for label in labels):
        return [float(label.replace(decimal, ".")) for label in labels]
    return [label.strip() if _is_number(label, decimal) else label for label in labels]


def _is_number(cell: str, decimal: str) -> bool:
    """Whether a cell can be a pixel."""
    if decimal == ",":
        if "." in cell:
            return False
        cell = cell.replace(",", ".", 1)
    try:
        float(cell)
    except ValueError:
        return False
    return "_" not in cell  # Python takes 1_000, tables do not


def _in_words(dialect: Dialect, columns: Columns, first: Sequence[str]) -> str:
    """What had to be found out, as a sentence; "" where it is the usual."""
    parts = []
    if dialect.separator != ",":
        parts.append(f"{dict(SEPARATORS)[dialect.separator]} between the columns")
    if dialect.decimal == ",":
        parts.append("decimal commas")
    named = f"“{clean_file_name(first[columns.label])}”" if dialect.header else ""
    if columns.label or columns.guessed:
        parts.append(f"the label in column {columns.label + 1}{f', {named}' * bool(named)}")
    if columns.left_out:
        numbers = ", ".join(str(i + 1) for i in columns.left_out)
        parts.append(f"column{'s' * (len(columns.left_out) > 1)} {numbers} left out")
    return f"Read with {'; '.join(parts)}." if parts else ""
