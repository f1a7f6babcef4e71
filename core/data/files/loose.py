"""Loose picture files, several at once, that all belong to one class."""

from collections.abc import Sequence

from core.data.files.collecting import left_out_for, refusal, told
from core.data.names import clean_name
from core.data.own import MAX_PICTURES, Collection, Picture
from core.data.pictures import read_picture
from core.errors import DataError
from core.messages import Message


def read_pictures(files: Sequence[tuple[str, bytes]], name: str, side: int) -> Collection:
    """(name, content) of picture files -> one class of pictures, (3, side, side) each. Raises DataError.

    What is no picture, or a broken one, is left out and named in `remarks`.
    """
    if len(files) > MAX_PICTURES:
        raise DataError("files-too-many", count=len(files), most=MAX_PICTURES)
    pictures: list[Picture] = []
    left_out = []
    for file_name, content in files:
        try:
            pictures.append(read_picture(content, side))
        except DataError as problem:
            left_out.append(left_out_for(file_name, problem.message))
    if not pictures:
        raise refusal(Message("files-none-read"), left_out)
    return Collection("pictures", {clean_name(name).strip(): tuple(pictures)}, tuple(told(left_out)))
