"""Numbers of a network as pictures of few bytes: what is shown of weights and outputs, and how it is scaled."""

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.diagram.records import Form, Picture, Pixels
from core.diagram.trace import Part

# What is shown at most of one block.
TILES = 20  # units of a fully connected layer, or filters
MAPS = 12  # of a convolution's output
CELLS = 128  # numbers of a row
WORDS = 16  # of a text
NUMBERS = 100  # for each word
WEIGHT_BYTES, IMAGE_BYTES, OUTPUT_BYTES = 15_700, 3_900, 2_700
# Bytes for all pictures of a diagram, less those that each block takes besides: all of it is sent in less than 30 kB.
ROOM, FOR_A_BLOCK, LEAST_ROOM = 19_500, 420, 2_400
MANY = 16  # blocks; of more, each shows half as many numbers of a row
LEAST = 4  # tiles of weights that are shown, however large they are: made smaller, they fit

Floats = NDArray[np.float32]


def image_picture(image: Tensor) -> Picture:
    """An image (C, H, W) uint8, with C 1 or 3, as it is; made smaller where it would take more than IMAGE_BYTES."""
    pixels = image.permute(1, 2, 0)[None].contiguous()
    smaller = _smaller(pixels.float(), 1, IMAGE_BYTES)
    return Picture(Form.IMAGE, smaller.round().to(torch.uint8).numpy(), 1, 255.0)


def weight_picture(part: Part, image_shape: tuple[int, ...], most_bytes: int) -> Picture | None:
    """The weights of a layer that works on the image (C, H, W) itself, a tile for each of its filters or units.

    They take about `most_bytes` bytes, no more than WEIGHT_BYTES. None for a layer whose weights are no pictures.
    """
    weight = next((each for each in part.parameters.values() if each.dim() > 1), None)
    channels = image_shape[0]
    if weight is None or channels not in (1, 3):
        return None
    if weight.dim() == 2 and weight.shape[1] == math.prod(image_shape):
        tiles = weight.detach().view(-1, *image_shape)
    elif weight.dim() == 4 and weight.shape[1] == channels:
        tiles = weight.detach()
    else:
        return None
    tiles = tiles.permute(0, 2, 3, 1)  # (units, H, W, C)
    few = _smaller(tiles[:TILES].float(), LEAST, min(WEIGHT_BYTES, most_bytes))
    pixels, most = signed(few.numpy())
    if channels == 3:
        return Picture(Form.COLOURS, pixels, len(tiles), most)
    return Picture(Form.TILES, pixels[..., 0], len(tiles), most)


def is_row(part: Part, words: int) -> bool:
    """Whether the output of a part is a row of numbers, which needs little room, and not maps or numbers by word."""
    output = one_example(part.output, words)
    of_words = words > 0 and numbers_by_word(part, words) is not None
    # Also what was pooled to one number for each map.
    return not of_words and (output.dim() <= 1 or output.shape[1:].numel() == 1)


def output_picture(part: Part, words: int, most_bytes: int) -> Picture:
    """The output of a part for one example; `words`: how many a text has, 0 for an image.

    It takes about `most_bytes` bytes, no more than OUTPUT_BYTES, a row of numbers no more than CELLS.
    """
    most_bytes = min(OUTPUT_BYTES, most_bytes)
    by_word = numbers_by_word(part, words) if words else None
    if by_word is not None:
        numbers = max(1, min(NUMBERS, most_bytes // WORDS))
        pixels, most = signed(by_word[-WORDS:, :numbers].numpy())
        return Picture(Form.WORDS, pixels, by_word.shape[1], most)
    output = one_example(part.output, words).float()
    if is_row(part, words):
        row = output.reshape(-1)
        pixels, most = signed(row[: min(CELLS, most_bytes)].numpy())
        return Picture(Form.CELLS, pixels, len(row), most)
    maps = output.reshape(-1, *output.shape[-2:])
    few = _smaller(maps[:MAPS, :, :, None], MAPS, max(MAPS, most_bytes))[..., 0]
    pixels, most = signed(few.numpy())
    return Picture(Form.TILES, pixels, len(maps), most)


def shape_of(part: Part, words: int) -> tuple[int, ...]:
    """The shape of a part's output for one example; of a text: (words, numbers)."""
    by_word = numbers_by_word(part, words) if words else None
    return tuple((one_example(part.output, words) if by_word is None else by_word).shape)


def one_example(output: Tensor, words: int) -> Tensor:
    """An output for a batch of one example -> the output for that one."""
    batch = 1 if words and output.dim() > 1 and output.shape[0] != 1 and output.shape[1] == 1 else 0
    return output.select(batch, 0) if output.dim() and output.shape[batch] == 1 else output


def numbers_by_word(part: Part, words: int) -> Tensor | None:
    """(words, numbers) where the part gives numbers for each word of a text; else None."""
    if len(part.outputs) == words > 1:  # a cell that is called for each word
        return torch.stack([each.reshape(-1) for each in part.outputs]).float()
    for output in (part.output, part.outputs[-1]):  # what follows may have put the words together
        if output.dim() == 3:
            numbers = one_example(output, words).float()
            if numbers.shape[0] == words:
                return numbers
            if numbers.shape[1] == words:
                return numbers.T
    return None


def signed(values: Floats) -> tuple[Pixels, float]:
    """Return (the numbers as bytes, the number that 255 stands for); 128 is 0, 1 the negative of 255.

    A number that is not finite becomes 128.
    """
    values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    most = float(np.abs(values).max(initial=0))
    scaled = values.astype(np.float64) * (127 / most) if most else np.zeros(values.shape)
    pixels: Pixels = (128 + np.rint(scaled)).astype(np.uint8)
    return pixels, most


def _smaller(tiles: Tensor, least: int, most_bytes: int) -> Tensor:
    """As many of the tiles (n, H, W, C) as fit into `most_bytes` bytes, or `least` of them, which are made smaller.

    A number of a smaller one is the mean over a square.
    """
    fit = most_bytes // math.prod(tiles.shape[1:])
    tiles = tiles[: max(least, fit)]
    side = 1
    while (
        len(tiles) * math.ceil(tiles.shape[1] / side) * math.ceil(tiles.shape[2] / side) * tiles.shape[3] > most_bytes
    ):
        side += 1
    if side == 1:
        return tiles
    pooled = torch.nn.functional.avg_pool2d(tiles.permute(0, 3, 1, 2), side, ceil_mode=True)
    return pooled.permute(0, 2, 3, 1)
