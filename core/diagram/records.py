"""What a diagram of a network holds. Nothing of it is changed afterwards."""

from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.inference import Guess
from core.messages import Message

INPUT, ANSWER = "input", "answer"  # kinds of the first and the last block, which are no layers; not shown

Pixels = NDArray[np.uint8]


class Form(StrEnum):
    """How the numbers of a Picture are to be drawn."""

    IMAGE = "image"  # (1, H, W, 3) or (1, H, W, 1): an image as it is, 0 to 255
    COLOURS = "colours"  # (n, H, W, 3): weights for red, green and blue; 128 is 0
    TILES = "tiles"  # (n, H, W): maps, or weights, side by side; 128 is 0
    CELLS = "cells"  # (n,): a row of numbers; 128 is 0
    WORDS = "words"  # (words, n): a row for each word that is shown; 128 is 0


class Picture(NamedTuple):
    """Numbers as bytes. Where 128 is 0, 1 is as far below 0 as 255 is above it."""

    form: Form
    pixels: Pixels
    of: int  # how many tiles, or cells, there are in all; of words: how many numbers each has
    most: float  # the number that 255 stands for


class Block(NamedTuple):
    """A part of a network: the input, a layer with what is done to its output, or the answer."""

    name: str  # as in the program: "conv1", "blocks.0.conv"; "" of input and answer
    kind: str  # the class of the layer: "Conv2d"; INPUT, ANSWER
    functions: tuple[str, ...]  # without parameters, which follow the layer: "relu", "max_pool2d", "+"
    shape: tuple[int, ...]  # of the output of all of these, for one example; of a text: (words, numbers)
    parameters: int
    calls: int  # how often the layer is called for one example
    output: Picture | None  # None: there is nothing to be drawn but words or guesses
    weights: Picture | None  # of a layer that looks at the image itself
    gradient: float | None  # length of the parameters' gradients together; None: not known
    update: float | None  # length of the last update of the parameters, as a share of their own; None: not known


class Edge(NamedTuple):
    """One block works on the output of another; both are places in Diagram.blocks."""

    source: int
    target: int
    joins: bool  # whether it is joined to what the target gives, as in `x + self.conv(x)`


class Diagram(NamedTuple):
    """A network, and what one example becomes in it."""

    blocks: tuple[Block, ...]  # the input first, the answer last
    edges: tuple[Edge, ...]
    guesses: tuple[Guess, ...]  # in the order of the classes
    truth: int | None  # the example's class; None: not known
    words: tuple[str, ...]  # of a text: the last ones, which are shown
    words_in_all: int  # of a text; 0 of an image
    units: Message | None  # what the words are called within a sentence, see Vocabulary.units_name

    @property
    def best(self) -> Guess:
        """The most probable class."""
        return max(self.guesses, key=lambda guess: guess.probability)
