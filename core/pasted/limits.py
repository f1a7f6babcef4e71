"""How much a pasted network may do, and who counts it."""

from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

import torch

from core.errors import PastedError
from core.messages import Value

MAX_LETTERS = 20_000  # of a source
MAX_NODES = 6_000  # of its syntax tree
MAX_DEPTH = 60  # of its syntax tree
MAX_WORK = 200_000  # nodes of the syntax tree that one call of the network may go through
MAX_CALLS = 2_000  # of PyTorch, in one call of the network
MAX_RECURSION = 12  # methods that have called each other and not come back
MAX_ITEMS = 10_000  # of a list
MAX_NESTING = 6  # lists and tuples within each other
MAX_LAYERS = 300  # of a network; a layer that stands in two places counts twice
MAX_LAYER_DEPTH = 24  # layers within each other
MAX_NUMBER = 2**63  # bound of whole numbers
MAX_PARAMETERS = 20_000_000
MAX_NUMBERS = 50_000_000  # that are computed from one mini-batch
MAX_BUILT_NUMBERS = 40_000_000  # that __init__ computes besides the layers
MAX_BUILT_OPERATIONS = 100_000_000  # additions and multiplications of __init__
MAX_TENSOR = 100_000_000  # numbers of one tensor
MAX_DIMENSIONS = 12  # of one tensor
MAX_OPERATIONS = 20_000_000_000  # additions and multiplications for one mini-batch
MAX_TIME_STEPS = (
    2_000  # of all recurrent layers together, one after the other; the words of the text that is tried are 250
)
LONGER = 12  # as many time steps may be taken where texts are longer
MORE = 4  # as much as in the check may be computed where texts are longer, or more images are answered at once


class Refused(Exception):  # noqa: N818 - it becomes a PastedError as soon as its line is known
    """Something that may not be done, said by a message without the line."""

    def __init__(self, id_: str, /, **values: Value) -> None:
        super().__init__(id_)
        self.id, self.values = id_, values


class Budget:
    """What is left to one call of a network, or to its building, and what all of its code has to know."""

    __slots__ = ("building", "built", "calls", "counting", "depth", "device", "last", "parameters", "root", "work")

    def __init__(self, root: Any = None, device: torch.device | None = None, counting: Any = None) -> None:
        self.work, self.calls, self.depth, self.parameters = MAX_WORK, MAX_CALLS, 0, 0
        self.root = root  # the network that is called; None while it is being built
        self.building = root is None
        self.device = device  # where new tensors are made
        self.counting = counting  # the Counting of a pass on the meta device
        self.built: Any = None  # the Counting of a building, on the meta device and in earnest
        self.last: tuple[Any, Any] | None = None  # in such a pass, the last layer with weights and its input

    def spend(self, nodes: int, line: int) -> None:
        """Take away what a piece of code costs. Raises PastedError when nothing is left."""
        self.work -= nodes
        if self.work < 0:
            raise PastedError("pasted-endless", line=line)

    def keep(self, items: int) -> None:
        """Take away what a list of so many items costs. Raises Refused when it is too long."""
        if items > min(MAX_ITEMS, self.work):
            raise Refused("pasted-list-too-long", most=MAX_ITEMS)
        self.work -= items

    def leaves(self, value: Any, nesting: int = MAX_NESTING) -> Iterator[Any]:
        """What stands in lists and tuples within each other, one by one; each is taken away from what is left.

        Raises Refused for lists too deep in each other, or too long together.
        """
        if not isinstance(value, list | tuple):
            yield value
            return
        if nesting == 0:
            raise Refused("pasted-too-nested")
        self.keep(len(value))
        for item in value:
            if isinstance(item, list | tuple):
                yield from self.leaves(item, nesting - 1)
            else:
                yield item

    def call(self, calls: int = 1) -> None:
        """Take away a call of PyTorch. Raises Refused when none is left."""
        self.calls -= calls
        if self.calls < 0:
            raise Refused("pasted-too-many-calls", most=MAX_CALLS)


CURRENT: ContextVar[Budget | None] = ContextVar("CURRENT", default=None)  # of the network that is being called
