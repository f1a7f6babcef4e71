"""Loose picture files, several at once, that all belong to one class."""

from collections.abc import Sequence

from core.data.files.collecting import clean_file_name, in_words
from core.data.names import clean_name
from core.data.own import MAX_PICTURES, Collection, Picture
from core.data.pictures import read_picture
from core.errors import DataError


def read_pictures(files: Sequence[tuple[str, bytes]], name: str, side: int) -> Collection:
    """(name, content) of picture files -> one class of pictures, (3, side, side) each. Raises DataError.

    What is no picture, or a broken one, is left out and named in `remarks`.
    """
    if len(files) > MAX_PICTURES:
        raise DataError(f"There are {len(files):,} files; at most {MAX_PICTURES:,} are read. Bring fewer.")
    pictures: list[Picture] = []
    left_out = []
    for file_name, content in files:
        try:
            pictures.append(read_picture(content, side))
        except DataError as problem:
            left_out.append(f"{clean_file_name(file_name)}: {str(problem).removesuffix('.')}")
    if not pictures:
        raise DataError(f"No picture could be read. {in_words(left_out)}".strip())
    return Collection("pictures", {clean_name(name).strip(): tuple(pictures)}, (*filter(None, [in_words(left_out)]),))
