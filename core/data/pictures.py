"""One picture from a stranger's file: judged by its header, decoded, turned upright, cut to a square."""

import io
import threading
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from core.data.own import Picture
from core.errors import DataError

FORMATS = ("PNG", "JPEG", "WEBP", "BMP")
ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".bmp")
MAX_PIXELS = 13_000_000  # of one picture as it is decoded; phones take 12.2 to 12.6 million
MAX_JPEG_PIXELS = 60_000_000  # of one that can be decoded at a fraction of its size
TOO_LARGE = "it has too many pixels (more than 13 million, a JPEG more than 60 million)"
PHOTO_SIDE = 640  # pixels of the longer side of a photograph from which a square is cut

Photo = NDArray[np.uint8]  # (H, W, 3), upright

_one_at_a_time = threading.Lock()  # a large picture takes 50 MB while it is decoded


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
    return cut_square(_decode(content, 4 * side), Square(), side, channels=3)


def read_photo(content: bytes) -> Photo:
    """A picture file -> (H, W, 3) uint8, upright, its longer side at most PHOTO_SIDE pixels. Raises DataError."""
    image = _decode(content, PHOTO_SIDE)
    image.thumbnail((PHOTO_SIDE, PHOTO_SIDE), Image.Resampling.BICUBIC)
    return np.asarray(image)


def cut_square(image: Image.Image | Photo, square: Square, side: int, channels: int) -> Picture:
    """The square of a picture -> (channels, side, side) uint8."""
    if not isinstance(image, Image.Image):
        image = Image.fromarray(image)
    cut = image.convert("RGB" if channels == 3 else "L").resize(
        (side, side), Image.Resampling.BICUBIC, box=square.box(*image.size)
    )
    pixels = np.asarray(cut)
    return np.ascontiguousarray(pixels.transpose(2, 0, 1) if channels == 3 else pixels[None])


def _decode(content: bytes, about: int) -> Image.Image:
    """The picture upright in colour; a JPEG at a fraction of its size, but no side under `about` pixels."""
    try:
        with _one_at_a_time, Image.open(io.BytesIO(content), formats=FORMATS) as image:
            check_size(*image.size, MAX_JPEG_PIXELS if image.format == "JPEG" else MAX_PIXELS)
            image.draft("RGB", (about, about))
            check_size(*image.size, MAX_PIXELS)
            return turned_upright(image).convert("RGB")
    except DataError:
        raise
    except Image.DecompressionBombError as error:
        raise DataError(TOO_LARGE) from error
    except UnidentifiedImageError as error:
        raise DataError("it is no PNG, JPEG, WebP or BMP picture") from error
    except Exception as error:  # a stranger's bytes can fail anywhere in a decoder
        raise DataError("it is damaged") from error


def check_size(width: int, height: int, most: int) -> None:
    """Raise DataError when decoding so many pixels would take too much memory."""
    if width * height > most:
        raise DataError(TOO_LARGE)


def turned_upright(image: Image.Image) -> Image.Image:
    """As the camera was held; as it is, where the note about that cannot be read."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception as error:
        if isinstance(error, MemoryError):
            raise
        return image
