"""One picture from a stranger's file: judged by its header, decoded, turned upright, cut to a square.

Pictures from a zip, loose files, the camera and “Try it” are all read here, so a file gives the same pixels everywhere.
"""

import io
import threading
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from core.data.own import Picture
from core.data.scales import paper_for, scale_of
from core.errors import DataError
from core.messages import Message

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "HEIF", "AVIF")  # an animation gives its first frame
KINDS = Message("own-kinds")  # FORMATS for visitors
ENDINGS = (*(".png", ".jpg", ".jpeg", ".jfif", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".heic", ".heif", ".avif"),)
MAX_PIXELS = 13_000_000  # of one picture as it is decoded; phones take 12.2 to 12.6 million
MAX_HEIF_PIXELS = 25_000_000  # an iPhone's own photographs have 24.5 million
MAX_JPEG_PIXELS = 60_000_000  # a JPEG can be decoded at a fraction of its size, unless it is progressive
MAX_SCANS = 100  # of a JPEG that is sent in stages; cameras and programs make about ten
PHOTO_SIDE = 640  # pixels of the longer side of a photograph from which a square is cut
TIFF_PHOTOMETRIC = 262  # the tag that says whether 0 is black or white
SAMPLED = 320  # pixels of a side that are looked at to tell light ink from dark
OTHER_KINDS: Mapping[bytes, Message] = {  # first bytes -> what it is, for files that people take for pictures
    b"%PDF": Message("own-is-pdf"),
    b"PK\x03\x04": Message("own-is-zip"),
    b"8BPS": Message("own-is-photoshop"),
    b"<svg": Message("own-is-svg"),
    b"<?xml": Message("own-is-svg"),
    b"<!DOC": Message("own-is-web-page"),
    b"<html": Message("own-is-web-page"),
    b"version https://git-lfs": Message("own-is-git-lfs"),
}
BITMAP_HEADERS = tuple(size.to_bytes(4, "little") for size in (12, 40, 52, 56, 64, 108, 124))
FILMS = (b"qt  ", b"isom", b"mp41", b"mp42", b"M4V ", b"3gp4", b"3gp5")  # kinds of video file, at bytes 8 to 12

Photo = NDArray[np.uint8]  # (H, W, 3), upright

_one_at_a_time = threading.Lock()  # a large picture takes 100 MB while it is decoded


class Square(NamedTuple):
    """Which part of a photograph is shown to a network."""

    size: float = 1.0  # as a share of the shorter side
    across: float = 0.5  # 0: at the left edge, 1: at the right one
    down: float = 0.5  # 0: at the upper edge, 1: at the lower one

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """(left, top, right, bottom) in pixels."""
        side = max(1, round(self.size * min(width, height)))
        left, top = round(self.across * (width - side)), round(self.down * (height - side))
        return left, top, left + side, top + side


def read_picture(content: bytes, side: int) -> Picture:
    """A picture file -> (3, side, side) uint8: upright, cut to a square around its middle. Raises DataError."""
    return cut_square(read_photo(content), Square(), side, channels=3)


def read_photo(content: bytes) -> Photo:
    """A picture file -> (H, W, 3) uint8, upright, its longer side at most PHOTO_SIDE pixels. Raises DataError.

    What is transparent is laid on white, or on black where the ink is light. 16 bits become 8.
    """
    if content.startswith(b"\xff\xd8") and content.count(b"\xff\xda") > MAX_SCANS:
        raise DataError("own-too-many-scans", most=MAX_SCANS)
    try:
        with _one_at_a_time, open_picture(content) as image:
            image.draft("RGB", (PHOTO_SIDE, PHOTO_SIDE))
            check_size(image, MAX_PIXELS if image.format != "HEIF" else MAX_HEIF_PIXELS)
            exif = image.getexif()
            colour = _as_colour(image)
            colour.thumbnail((PHOTO_SIDE, PHOTO_SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
            colour.getexif().update(exif)
            return np.asarray(_turned_upright(colour))
    except DataError:
        raise
    except Image.DecompressionBombError as error:
        raise DataError("own-too-many-pixels") from error
    except UnidentifiedImageError as error:
        raise DataError(what_it_is(content).id) from error
    except Exception as error:  # a stranger's bytes can fail anywhere in a decoder
        raise DataError("own-damaged") from error


def open_picture(content: bytes) -> Image.Image:
    """The picture by its header, not decoded yet. Raises DataError when decoding it would take too much memory."""
    _register_heif()
    image = Image.open(io.BytesIO(content), formats=FORMATS)
    most = {"JPEG": MAX_JPEG_PIXELS, "MPO": MAX_JPEG_PIXELS, "HEIF": MAX_HEIF_PIXELS}
    in_stages = image.format in ("JPEG", "MPO") and "progressive" in image.info  # is decoded at its full size
    check_size(image, MAX_HEIF_PIXELS if in_stages else most.get(image.format or "", MAX_PIXELS))
    return image


@cache
def _register_heif() -> None:
    """Let Pillow read the photographs of iPhones. Done once, when a process opens its first picture."""
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


def what_it_is(content: bytes) -> Message:
    """Say why these bytes are no picture that can be read, judged by the first bytes: "it is a film, no picture".

    The attribute `.sentence` of its id says the same as a whole sentence.
    """
    begin = content[:64].lstrip()
    if not content:
        return Message("own-is-empty")
    if content[4:8] == b"ftyp" and content[8:12] in FILMS:
        return Message("own-is-film")
    known = (kind for mark, kind in OTHER_KINDS.items() if begin.lower().startswith(mark.lower()))
    return next(known, Message("own-is-no-picture"))


def is_picture(begin: bytes) -> bool:
    """Return whether a file with these first bytes is a picture of one of FORMATS. The file's name does not matter."""
    heif = begin[4:8] == b"ftyp" and begin[8:12] not in FILMS
    marks = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
    bitmap = begin[:2] == b"BM" and begin[14:18] in BITMAP_HEADERS  # “BM” alone may begin any text
    return heif or bitmap or begin.startswith(marks) or (begin[:4] == b"RIFF" and begin[8:12] == b"WEBP")


def cut_square(image: Image.Image | Photo, square: Square, side: int, channels: int) -> Picture:
    """The square of a picture -> (channels, side, side) uint8."""
    if not isinstance(image, Image.Image):
        image = Image.fromarray(image)
    cut = image.convert("RGB" if channels == 3 else "L").resize(
        (side, side), Image.Resampling.BICUBIC, box=square.box(*image.size)
    )
    pixels = np.asarray(cut)
    return np.ascontiguousarray(pixels.transpose(2, 0, 1) if channels == 3 else pixels[None])


def check_size(image: Image.Image, most: int) -> None:
    """Raise DataError when decoding so many pixels would take too much memory."""
    if image.width * image.height > most:
        raise DataError("own-too-many-pixels")


def _as_colour(image: Image.Image) -> Image.Image:
    """Any picture in red, green and blue, without transparency."""
    if image.mode.startswith("I") or image.mode == "F":
        numbers = np.asarray(image)
        try:
            pixels = scale_of(numbers).apply(numbers)
        except DataError as error:
            message = error.message
            raise DataError(f"{message.id}.short", **dict(message.values)) from error
        white_is_0 = getattr(image, "tag_v2", {}).get(TIFF_PHOTOMETRIC) == 0  # which Pillow overlooks with 16 bits
        return Image.fromarray(255 - pixels if white_is_0 else pixels).convert("RGB")
    if image.mode == "La":  # not shown: grey multiplied by its opacity, from a TIFF; Pillow makes only LA of it
        image = image.convert("LA")
    if image.has_transparency_data:
        return _laid_on_paper(image if image.mode == "RGBA" else image.convert("RGBA"))
    try:
        return image if image.mode == "RGB" else image.convert("RGB")
    except ValueError as error:
        raise DataError("own-colours", mode=image.mode) from error


def _laid_on_paper(image: Image.Image) -> Image.Image:
    """A picture in RGBA on white, or on black where what is not transparent is light."""
    width, height = (min(side, SAMPLED) for side in image.size)
    sample = image.resize((width, height), Image.Resampling.NEAREST)
    paper = paper_for(np.asarray(sample.convert("RGB").convert("L")), np.asarray(sample.getchannel("A")))
    laid = Image.new("RGB", image.size, (paper,) * 3)
    laid.paste(image, mask=image)
    return laid


def _turned_upright(image: Image.Image) -> Image.Image:
    """The picture turned as its EXIF orientation says, or not turned where the orientation cannot be read."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception as error:
        if isinstance(error, MemoryError):
            raise
        return image
