"""How a table is written: its encoding, separators, decimal points or commas, and whether it has a header."""

import csv
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.data.files.pixels import LARGEST_SIDE
from core.data.own import MAX_PICTURES
from core.errors import DataError
from core.messages import Message

MAX_CONTENT = 40_000_000  # bytes of a CSV
MAX_LINE = 1_000_000  # characters of a line
SAMPLE = 300  # rows by which columns are judged
MAX_CELLS = 200_000  # most cells in the SAMPLE rows together
MAX_COLUMNS = 4 * LARGEST_SIDE**2 + 10
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "spaces"}.items()
LABEL_NAMES = ("label", "labels", "class", "target", "category", "y", "라벨", "레이블", "분류", "정답", "클래스")


class Dialect(NamedTuple):
    """How a table is written."""

    separator: str
    decimal: str  # "." or ","
    header: bool


def decode_text(content: bytes) -> tuple[str, list[Message]]:
    """(the text, what had to be guessed of its encoding)."""
    if len(content) > MAX_CONTENT:
        raise DataError("files-csv-bytes", megabytes=f"{len(content) / 1e6:,.0f}", most=f"{MAX_CONTENT / 1e6:,.0f}")
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decoded(content, encoding), []
    if b"\0" in content[:200]:
        odd = content[1:200:2].count(0) > content[:200:2].count(0)
        return _decoded(content, "utf-16-le" if odd else "utf-16-be"), [Message("files-text-utf-16")]
    for encoding in ("utf-8", "cp949", "cp1252"):
        try:
            return content.decode(encoding), [Message(f"files-text-{encoding}")] if encoding != "utf-8" else []
        except UnicodeDecodeError:
            continue
    raise DataError("files-csv-not-utf-8")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DataError("files-csv-damaged") from error


def check_rows(text: str) -> list[str]:
    """The first rows; raises DataError when there are none, too many, or too long ones."""
    if "\0" in text:
        raise DataError("files-csv-no-text")
    count, longest, sample, cells = 0, 0, list[str](), 0
    for line in lines_of(text):
        count, longest = count + 1, max(longest, len(line))
        width = max(line.count(separator) for separator, _ in SEPARATORS) + 1
        if width > MAX_COLUMNS + line.count(" "):
            raise DataError("files-csv-columns", count=width, side=LARGEST_SIDE)
        if len(sample) <= SAMPLE and (cells < MAX_CELLS or len(sample) < 6):
            sample.append(line)
            cells += width
    if count < 2:
        raise DataError("files-csv-no-rows")
    if count > MAX_PICTURES + 1:
        raise DataError("files-csv-rows", count=count, most=MAX_PICTURES)
    if longest > MAX_LINE:
        raise DataError("files-csv-long-row", most=MAX_LINE, side=LARGEST_SIDE)
    return sample


def lines_of(text: str) -> Iterator[str]:
    """Yield each line that is not blank.

    str.splitlines is not used: it would also cut at characters that do not end a line of a table.
    """
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        line = text[begin:end].rstrip("\r")
        begin = end + 1
        if line.strip():
            yield line


def find_dialect(sample: Sequence[str]) -> Dialect:
    """Guess how a table is written, from its first lines. Raises DataError when it cannot be read.

    The separator is the one that gives the most cells with numbers.
    """
    scores = []
    for place, (separator, _) in enumerate(SEPARATORS):
        try:
            rows = split_rows(sample[:20], separator)
        except DataError:
            continue  # with a wrong separator a row may become one cell that is too long for the csv module
        body = rows[1:] or rows
        counts = {decimal: sum(is_number(cell, decimal) for row in body for cell in row) for decimal in ".,"}
        decimal = "," if separator != "," and counts[","] > counts["."] else "."
        scores.append((counts[decimal], min(map(len, rows)), -place, separator, decimal))
    if not scores:
        raise DataError("files-csv-quotation")
    *_, separator, decimal = max(scores)
    if max(scores)[1] < 2 or (separator == " " and not _are_numbers(sample)):
        separator = ","
    first, *rest = split_rows(sample[:20], separator)
    if not rest:
        raise DataError("files-csv-no-rows-or-quotation")
    names = [cell.strip().lower() for cell in first]
    named = any(name in LABEL_NAMES for name in names)
    columns = [{row[0] for row in rest}, {row[-1] for row in rest}]
    counting = _count(names[1:]) and first[0] not in columns[0] and not is_number(first[0], ".")
    counting |= _count(names[:-1]) and first[-1] not in columns[1] and not is_number(first[-1], ".")
    counting |= names == [str(i) for i in range(len(names))] or names == [str(i) for i in range(1, len(names) + 1)]
    in_words = sum(not is_number(cell, decimal) for cell in first)
    body_words = min(sum(not is_number(cell, decimal) for cell in row) for row in rest)
    return Dialect(separator, decimal, named or counting or in_words > max(1, body_words))


def _count(cells: Sequence[str]) -> bool:
    """Return whether the cells only number the columns, from 0 or from 1."""
    first = [str(i) for i in range(len(cells))], [str(i) for i in range(1, len(cells) + 1)]
    return len(cells) > 1 and list(cells) in first


def _are_numbers(lines: Sequence[str]) -> bool:
    """Whether nearly all that stands between spaces is a number, as numpy.savetxt writes it."""
    cells = [cell for line in lines[:20] for cell in line.split()]
    return sum(is_number(cell, ".") for cell in cells) > 0.9 * len(cells)


def check_texts(sample: Sequence[str], dialect: Dialect) -> None:
    """Raise DataError when the rows hold texts, or when one cell holds all pixels of an image.

    Rows hold texts when they have few columns and most rows have a cell with several words or many letters.
    """
    rows = split_rows(sample[1:], dialect.separator)
    if any(
        len(cell.split()) > 60 and all(part.isdecimal() for part in cell.split()) for row in rows[:3] for cell in row
    ):
        raise DataError("files-csv-pixels-as-text")
    texts = sum(
        any(len(cell) > 20 or len(cell.split()) > 2 for cell in row if not is_number(cell, ".")) for row in rows
    )
    if sorted(map(len, rows))[len(rows) // 2] < 9 and 2 * texts > len(rows):
        raise DataError("files-csv-of-texts")


def split_rows(lines: Sequence[str], separator: str) -> list[list[str]]:
    """The cells of each row, without quotation marks. Raises DataError."""
    try:
        return [row for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error as error:
        raise DataError("files-csv-quotation") from error


def check_widths(text: str, dialect: Dialect) -> None:
    """Raise DataError, naming the first row that has another number of columns."""
    quoted = '"' in text
    lines = lines_of(text)
    widths = (
        map(len, filter(None, csv.reader(lines, delimiter=dialect.separator)))
        if quoted
        else (line.count(dialect.separator) + 1 for line in lines)
    )
    try:
        first = next(widths)
        for number, width in enumerate(widths, start=2):
            if width != first:
                raise DataError("files-csv-widths", row=str(number), count=str(width), first=str(first))
    except csv.Error as error:
        raise DataError("files-csv-quotation") from error


def is_number(cell: str, decimal: str) -> bool:
    """Return whether a cell holds a number. `decimal`: its decimal sign, "." or ","."""
    if decimal == ",":
        if "." in cell:
            return False
        cell = cell.replace(",", ".", 1)
    try:
        float(cell)
    except ValueError:
        return False
    return "_" not in cell  # Python takes 1_000, tables do not
