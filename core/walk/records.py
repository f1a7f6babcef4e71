"""What each line of the training loop did: plain numbers, of which nothing is changed afterwards."""

from typing import NamedTuple

EXAMPLES = 8  # of the mini-batch that are looked at one by one


class Numbers(NamedTuple):
    """A tensor in short."""

    shape: tuple[int, ...]
    mean: float
    std: float  # standard deviation of all its numbers


class Batch(NamedTuple):
    """The mini-batch was taken from the training part."""

    examples: int
    inputs: tuple[int, ...]  # shape: (B, C, H, W) of images, (L, B) of texts
    numbers: Numbers | None  # of images
    targets: tuple[int, ...]  # classes of the first EXAMPLES


class Augmented(NamedTuple):
    """The images were changed at random."""

    before: Numbers
    after: Numbers


class Hidden(NamedTuple):
    """Words of the texts were hidden at random."""

    hidden: int
    words: int  # in all texts of the mini-batch


class Norm(NamedTuple):
    """The length (Euclidean norm) of one parameter's gradient; None: there is no gradient."""

    name: str  # "fc1.weight"
    before: float | None
    after: float | None


class Cleared(NamedTuple):
    """The gradients were thrown away."""

    norms: tuple[Norm, ...]


class LayerOutput(NamedTuple):
    """A layer, or a function without parameters, gave this."""

    name: str  # as it stands in the program: "conv1", "relu", "view"
    line: int  # of Walk.forward, from 1
    numbers: Numbers


class Forward(NamedTuple):
    """The network answered."""

    layers: tuple[LayerOutput, ...]  # in their order


class Targets(NamedTuple):
    """The classes were written as numbers: 1 for the right one, 0 for all others."""

    shape: tuple[int, ...]
    targets: tuple[int, ...]  # classes of the first EXAMPLES


class ExampleLoss(NamedTuple):
    """What one example adds to the loss."""

    target: int  # its class
    guess: int  # the class that the network would answer
    given: float  # what the network gave for the target, see Loss.as_probability
    loss: float


class Loss(NamedTuple):
    """The outputs were compared with the targets."""

    mean: float  # over all examples, as the criterion gives it
    size: int  # how many examples
    as_probability: bool  # whether ExampleLoss.given is a probability; else it is the output itself
    examples: tuple[ExampleLoss, ...]  # the first EXAMPLES


class Backward(NamedTuple):
    """The gradients were computed."""

    norms: tuple[Norm, ...]
    total: float  # length of all gradients together


class Clipped(NamedTuple):
    """The gradients were shortened to the length `most` where they were longer."""

    norms: tuple[Norm, ...]
    most: float
    before: float  # length of all gradients together
    after: float


class Move(NamedTuple):
    """How far the optimizer moved one parameter."""

    name: str
    length: float  # norm of the parameter before
    moved: float  # norm of the change

    @property
    def share(self) -> float:
        """The change relative to the parameter; infinite for one that was zero."""
        return self.moved / self.length if self.length else float("inf") if self.moved else 0.0


class Moved(NamedTuple):
    """The parameters were changed, with this learning rate."""

    rate: float
    moves: tuple[Move, ...]


class Scheduled(NamedTuple):
    """The schedule set the learning rate of the next mini-batch."""

    before: float
    after: float


class Added(NamedTuple):
    """The loss was added to those before it."""

    before: float
    loss: float
    after: float


class Printed(NamedTuple):
    """A line was printed."""

    text: str


Values = (
    Batch
    | Augmented
    | Hidden
    | Cleared
    | Forward
    | Targets
    | Loss
    | Backward
    | Clipped
    | Moved
    | Scheduled
    | Added
    | Printed
)


class WalkLine(NamedTuple):
    """A line that has run."""

    line: int  # of Walk.loop, from 1
    values: Values


class Walk(NamedTuple):
    """One mini-batch, line by line."""

    epoch: int  # from 1
    batch: int  # within the epoch, from 1
    step: int  # mini-batches that the run had learnt from before
    rate: float  # learning rate
    loss: float
    loop: tuple[str, ...]  # the lines of the program's loop over mini-batches
    forward: tuple[str, ...]  # the lines of the network's forward
    lines: tuple[WalkLine, ...]  # those of the loop that did something, in their order
