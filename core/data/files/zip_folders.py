"""A zip with a folder for each class, as people really pack them."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from core.data.files.collecting import NAMED, Found, check_classes, clean_file_name, collected, left_out_for
from core.data.files.layout import Layout, lay_out
from core.data.files.zip_names import decode_names
from core.data.own import Collection
from core.data.pictures import ENDINGS, KINDS, is_picture, open_picture, read_picture, what_it_is
from core.errors import DataError
from core.messages import Message

MAX_ZIP_PIXELS = 2_000_000_000  # of all pictures of a zip: about half a minute of one core
MAX_MEMBERS = 5_000  # files in a zip
MAX_EXPANDED = 300_000_000  # bytes of all files in a zip
MAX_MEMBER = 30_000_000  # bytes of one file in a zip
READABLE = (
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
)  # with other methods Python may unpack far more bytes than were asked for
MAX_PATH = 1_000  # characters of a name with its folders
AES = 99
ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz")
MADE_BY_COMPUTERS = ("__MACOSX", "@eaDir", "$RECYCLE.BIN", "System Volume Information", "Thumbs.db", "desktop.ini")
BEGINNING = 64  # bytes of a file that tell what it is


class Member(NamedTuple):
    """One file of a zip."""

    info: zipfile.ZipInfo
    path: tuple[str, ...]  # folders and name


def read_zip(content: bytes, side: int) -> Collection:
    """A zip with a folder for each class -> its pictures, (3, side, side) each. Raises DataError.

    Folders for training and testing, and a folder around all classes, are recognised. Files that are no pictures, and
    broken pictures, are left out and named in the collection's `remarks`.
    """
    try:
        return _folders(content, side)
    except DataError:
        raise
    except Exception as error:  # a stranger's bytes can be odd in ways that nobody has thought of
        raise DataError("files-zip-damaged") from error


def _folders(content: bytes, side: int) -> Collection:
    members, folders, remarks = list_members(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pictures, left_out = _sort_out(archive, members)
        layout = lay_out([member.path for member in pictures])
        check_classes({place.name.strip() for place in layout.places.values()})
        examples, unread = _read(archive, pictures, layout, side)
    left_out += unread
    remarks += [*layout.remarks, *_empty(folders, [member.path for member in members])]
    return collected(examples, left_out, remarks, divided=layout.divided)


def _read(
    archive: zipfile.ZipFile, pictures: Sequence[Member], layout: Layout, side: int
) -> tuple[list[Found], list[Message]]:
    """(the pictures that can be read, the names of the others with the reason)."""
    examples: list[Found] = []
    left_out = [left_out_for(path[-1], reason) for path, reason in layout.left_out]
    budget = MAX_ZIP_PIXELS
    for member in pictures:
        place = layout.places.get(member.path)
        if place is None:
            continue
        try:
            data = read_member(archive, member.info)
            budget -= count_pixels(data)
            if budget > 0:
                examples.append(Found(place.name, read_picture(data, side), place.part))
        except DataError as problem:
            left_out.append(left_out_for(member.path[-1], problem.message))
        if budget <= 0:
            raise DataError("files-zip-pixels", most=MAX_ZIP_PIXELS // 1_000_000)
    return examples, left_out


def list_members(content: bytes) -> tuple[list[Member], list[tuple[str, ...]], list[Message]]:
    """(the zip's files, its folders, remarks), judged by the zip's directory alone. Raises DataError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            everything = archive.infolist()
    except Exception as error:
        raise DataError("files-zip-damaged") from error
    if len(everything) > MAX_MEMBERS:
        raise DataError("files-zip-too-many", count=len(everything), most=MAX_MEMBERS)
    expanded = sum(info.file_size for info in everything)
    if expanded > MAX_EXPANDED:
        raise DataError("files-zip-bytes", megabytes=f"{expanded / 1e6:,.0f}", most=f"{MAX_EXPANDED / 1e6:,.0f}")
    if any(len(info.orig_filename) > MAX_PATH for info in everything):
        raise DataError("files-zip-long-name", most=MAX_PATH)
    names, code_page = decode_names(everything)
    members, folders, hidden = [], [], 0
    for info, name in zip(everything, names, strict=True):
        path = tuple(part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", "."))
        if not path:
            continue
        if any(part.startswith(".") or part in MADE_BY_COMPUTERS for part in path):
            hidden += not name.endswith("/")
        elif name.replace("\\", "/").endswith("/"):
            folders.append(path)
        else:
            members.append(Member(info, path))
    remarks = [Message(f"files-zip-names-{code_page}")] if code_page else []
    if hidden:
        remarks.append(Message("files-zip-hidden", count=hidden))
    _check_methods(members)
    return members, folders, remarks


def _check_methods(members: Sequence[Member]) -> None:
    """Raise DataError when a file is locked with a password, or when no file is packed with a readable method."""
    if any(member.info.flag_bits & 1 or member.info.compress_type == AES for member in members):
        raise DataError("files-zip-locked")
    packed = {member.info.compress_type for member in members}
    if packed and not packed & set(READABLE):
        raise DataError("files-zip-packed", method=Message("files-zip-method", number=packed.pop()))


def _sort_out(archive: zipfile.ZipFile, members: Sequence[Member]) -> tuple[list[Member], list[Message]]:
    """(the pictures, the names of all other files with the reason). Raises DataError when there is no picture.

    A picture is recognised by the ending of its name or by its first bytes.
    """
    pictures, others, archives = [], [], 0
    for member in members:
        name = member.path[-1]
        ending = PurePosixPath(name).suffix.lower()
        if member.info.compress_type not in READABLE:
            method = Message("files-zip-method", number=member.info.compress_type)
            others.append(left_out_for(name, Message("files-packed", method=method)))
        elif ending in ENDINGS or is_picture(begin := _begin(archive, member)):
            pictures.append(member)
        elif ending in ARCHIVES:
            archives += 1
            others.append(left_out_for(name, Message("files-inner-archive")))
        else:
            others.append(left_out_for(name, what_it_is(begin) if begin else Message("files-no-picture")))
    if not pictures:
        raise DataError("files-zip-only-archives" if archives else "files-zip-no-pictures", kinds=KINDS)
    return pictures, others


def _begin(archive: zipfile.ZipFile, member: Member) -> bytes:
    try:
        with archive.open(member.info) as file:
            return file.read(BEGINNING)
    except Exception:  # noqa: BLE001  a stranger's bytes can fail in zipfile, zlib, bz2 and lzma, each in its own way
        return b""


def _empty(folders: Sequence[tuple[str, ...]], files: Sequence[tuple[str, ...]]) -> list[Message]:
    """A list with one remark that names the folders without any file; [] when there is no such folder."""
    filled = {path[:depth] for path in files for depth in range(1, len(path))}
    empty = [folder for folder in folders if folder not in filled]
    around = {folder[:depth] for folder in empty for depth in range(1, len(folder))}
    names = [f"“{clean_file_name(folder[-1])}”" for folder in empty if folder not in around]
    if not names:
        return []
    some, more = ", ".join(names[:NAMED]), len(names) - NAMED
    if more > 0:
        return [Message("files-zip-empty-more", names=some, more=more)]
    return [Message("files-zip-empty", count=len(names), names=some)]


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The bytes of one file in a zip. Raises DataError when they are more than MAX_MEMBER or cannot be unpacked.

    The size that the zip's directory claims is not trusted.
    """
    try:
        with archive.open(member) as file:
            data = file.read(MAX_MEMBER + 1)
    except Exception as error:  # a stranger's bytes can fail in zipfile, zlib, bz2 and lzma, each in its own way
        raise DataError("files-cannot-unpack") from error
    if len(data) > MAX_MEMBER:
        raise DataError("files-member-bytes", most=MAX_MEMBER // 1_000_000)
    return data


def count_pixels(content: bytes) -> int:
    """How many pixels a picture's header claims; 0 for what is no picture, or one with too many pixels to decode."""
    try:
        with open_picture(content) as image:
            return int(image.size[0] * image.size[1])
    except Exception as error:
        if isinstance(error, MemoryError):
            raise
        return 0
