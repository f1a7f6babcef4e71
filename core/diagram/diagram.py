"""diagram_of() and its kin: a network's blocks, and what one example becomes in each of them."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from core.card import Card
from core.config import TextConfig, TrainConfig
from core.criteria import class_probabilities
from core.data.dataset import DataSet, Split, Texts
from core.data.tokens import Vocabulary
from core.diagram.pictures import (
    CELLS,
    FOR_A_BLOCK,
    LEAST_ROOM,
    MANY,
    ROOM,
    WORDS,
    image_picture,
    is_row,
    numbers_by_word,
    one_example,
    output_picture,
    shape_of,
    weight_picture,
)
from core.diagram.records import ANSWER, INPUT, Block, Diagram, Edge, Form, Picture
from core.diagram.trace import Part, trace
from core.inference import Guess
from core.lessons import Lesson
from core.network import TRAINED_HERE, TrainedNetwork, Update
from core.runs.player import versions

NEAR = 60  # words; longer texts are not shown, since each word takes the server time
FEWEST = 20  # texts to choose from, however long they are


class _Network(NamedTuple):
    """What a diagram needs to know of a network."""

    model: nn.Module
    classes: tuple[str, ...]
    input_shape: tuple[int, ...]
    loss: str
    vocabulary: Vocabulary | None
    gradients: Mapping[str, float]  # of each parameter its length, as far as it is known
    updates: Mapping[str, Update]  # likewise

    @classmethod
    def of(cls, network: TrainedNetwork, *, learns: bool = True) -> "_Network":
        """`learns` says whether its gradients and updates are to be shown."""
        card, model = network.card, network.model.eval()
        known = (network.gradients, network.updates) if learns else ({}, {})
        return cls(model, card.classes, card.input_shape, card.config.loss, network.vocabulary, *known)


def diagram_of(network: TrainedNetwork, split: Split, index: int) -> Diagram:
    """The network, and what example `index` of the split becomes in it.

    Raises PastedError where a network that a visitor has written cannot answer it.
    """
    image = None if isinstance(split.inputs, Texts) else split.images[index]
    inputs = network.card.preparation.batch(split.inputs, torch.tensor([index]))
    return _diagram(_Network.of(network), inputs, image)._replace(truth=int(split.targets[index]))


def diagram_of_image(network: TrainedNetwork, image: NDArray[np.uint8]) -> Diagram:
    """The network, and what an image (C, H, W) of its input size becomes in it; nobody knows the image's class.

    It has no gradients: those of the network come from other examples. Raises PastedError as diagram_of does.
    """
    pixels = torch.tensor(image)
    inputs = network.card.preparation.batch(pixels[None], torch.tensor([0]))
    return _diagram(_Network.of(network, learns=False), inputs, pixels)


def diagram_of_text(network: TrainedNetwork, numbers: Tensor) -> Diagram:
    """The network, and what a text becomes in it; `numbers` (words,) are its words' places in the vocabulary.

    Nobody knows the text's class, and there are no gradients. Raises PastedError as diagram_of does.
    """
    texts = Texts(numbers, torch.tensor([0, len(numbers)]))
    inputs = network.card.preparation.batch(texts, torch.tensor([0]))
    return _diagram(_Network.of(network, learns=False), inputs, None)


def diagram_of_tensor(model: nn.Module, images: Tensor, loss: str) -> Diagram:
    """A network that has no card, and what the first of its inputs (N, 1, H, W) becomes in it.

    Its classes are numbered. `loss` is the name of the loss it is trained with, as in `TrainConfig`. Its gradients are
    those that its parameters hold.
    """
    first = images[:1].detach()
    low, high = first.min(), first.max()
    pixels = ((first[0] - low) / (high - low).clamp(min=1e-12) * 255).to(torch.uint8)
    with torch.no_grad():
        classes = tuple(map(str, range(model(first).shape[1])))
    held = {name: float(each.grad.norm()) for name, each in model.named_parameters() if each.grad is not None}
    return _diagram(_Network(model, classes, tuple(pixels.shape), loss, None, held, {}), (first,), pixels)


def diagram_at_rest(network: TrainedNetwork) -> Diagram:
    """A network for images to which nothing is shown: the same blocks, with 0 for every output and probability.

    Raises PastedError as diagram_of does.
    """
    diagram = diagram_of_image(network, np.zeros(network.card.input_shape, np.uint8))
    blocks = tuple(block._replace(output=block.output and _zeros(block.output)) for block in diagram.blocks)
    return diagram._replace(blocks=blocks, guesses=tuple(guess._replace(probability=0.0) for guess in diagram.guesses))


def output_of(network: TrainedNetwork, split: Split, index: int, name: str) -> NDArray[np.float32]:
    """The whole output of the layer with this name, and what follows it, for one example.

    Its shape is that of the layer's block: (maps, H, W), (numbers,), or (words, numbers).
    """
    inputs = network.card.preparation.batch(split.inputs, torch.tensor([index]))
    words = len(inputs[0]) if isinstance(split.inputs, Texts) else 0
    parts, _ = trace(network.model.eval(), inputs)
    part = next(each for each in parts[1:] if each.name == name)
    by_word = numbers_by_word(part, words) if words else None
    output: NDArray[np.float32] = (one_example(part.output, words) if by_word is None else by_word).float().numpy()
    return output


def beginning_of(lesson: Lesson, dataset: DataSet, config: TrainConfig) -> TrainedNetwork:
    """The network with which a run of these settings begins. Raises ConfigError when there can be none."""
    dataset = dataset.read_as(config)
    card = Card(
        lesson=lesson.id,
        dataset=dataset.id,
        classes=dataset.classes,
        input_shape=dataset.input_shape,
        reads=dataset.reads,
        preparation=dataset.preparation(config),
        config=config,
        epochs_done=0,
        steps_done=0,
        accuracy=None,
        measured_on=dataset.held_out_name,
        versions=versions(),
        trained_at="",
    )
    model = lesson.build_model_for(dataset, config).eval().requires_grad_(False)
    return TrainedNetwork(model, card, TRAINED_HERE, dataset.vocabulary, dataset)


def short_examples(split: Split, config: TrainConfig) -> Tensor:
    """The places (N,) of the examples that a diagram can show quickly: all images, the short texts.

    Where there are hardly any short texts, the shortest ones.
    """
    if not isinstance(config, TextConfig):
        return torch.arange(len(split))
    lengths = split.texts.lengths
    near = ((lengths > 0) & (lengths <= NEAR)).nonzero().flatten()
    return near if len(near) >= min(FEWEST, len(split)) else lengths.argsort(stable=True)[:FEWEST].sort().values


def first_mistake(network: TrainedNetwork, split: Split, places: Tensor, after: int) -> int | None:
    """The place, among `places`, of the next example behind `after` that the network answers wrongly.

    It begins anew after the last one; None: all answers are right.
    """
    order = torch.arange(after + 1, after + 1 + len(places)) % len(places)
    for some in order.split(100):
        for place, wrong in zip(some.tolist(), _wrong(network, split, places[some]).tolist(), strict=True):
            if wrong:
                return int(place)
    return None


def _diagram(network: _Network, inputs: tuple[Tensor, ...], image: Tensor | None) -> Diagram:
    """The diagram of one example, prepared as the network is called, whose class is not known.

    `image` is the example as it is, (C, H, W) uint8; None for a text.
    """
    words = len(inputs[0]) if image is None else 0
    parts, outputs = trace(network.model, inputs)
    chances = class_probabilities(outputs, network.loss)[0].tolist()
    blocks = _blocks(parts, words, image, network)
    edges = {Edge(source, place, joins=False) for place, part in enumerate(parts) for source in part.sources}
    edges |= {Edge(source, place, joins=True) for place, part in enumerate(parts) for source in part.joined}
    edges.add(Edge(len(parts) - 1, len(parts), joins=False))
    shown: tuple[str, ...] = ()
    units = None
    if words:
        assert network.vocabulary is not None
        units = network.vocabulary.units_name
        shown = tuple(network.vocabulary.words[number] for number in inputs[0][-WORDS:, 0].tolist())
    guesses = tuple(Guess(*each) for each in zip(network.classes, chances, strict=True))
    return Diagram(blocks, tuple(sorted(edges)), guesses, None, shown, words, units)


def _zeros(picture: Picture) -> Picture:
    """The same picture where all numbers are 0."""
    pixels = np.full_like(picture.pixels, 0 if picture.form is Form.IMAGE else 128)
    return picture._replace(pixels=pixels, most=0.0)


def _wrong(network: TrainedNetwork, split: Split, indices: Tensor) -> Tensor:
    """(N,) whether the network answers each of these examples wrongly."""
    card = network.card
    with torch.no_grad():
        outputs = network.model.eval()(*card.preparation.batch(split.inputs, indices))
    return class_probabilities(outputs, card.config.loss).argmax(1) != split.targets[indices]


def _blocks(parts: Sequence[Part], words: int, image: Tensor | None, network: _Network) -> tuple[Block, ...]:
    """The input, the layers, and the answer; the bytes that there are for pictures are shared out among them."""
    layers = parts[1:]
    room = max(LEAST_ROOM, ROOM - FOR_A_BLOCK * len(parts))
    seen = None if image is None else image_picture(image)
    room -= 0 if seen is None else seen.pixels.size
    weights = [
        weight_picture(part, network.input_shape, room) if image is not None and part.sources == {0} else None
        for part in layers
    ]
    room -= sum(each.pixels.size for each in weights if each is not None)
    row = CELLS if len(parts) <= MANY else CELLS // 2
    large = sum(not is_row(part, words) for part in layers)
    share = max(0, room) // max(1, large)
    outputs = [output_picture(part, words, row if is_row(part, words) else share) for part in layers]
    shape = (words,) if image is None else tuple(image.shape)
    return (
        Block("", INPUT, (), shape, 0, 1, seen, None, None, None),
        *(
            _block(part, shape_of(part, words), output, tiles, network)
            for part, output, tiles in zip(layers, outputs, weights, strict=True)
        ),
        Block("", ANSWER, (), (len(network.classes),), 0, 1, None, None, None, None),
    )


def _block(part: Part, shape: tuple[int, ...], output: Picture, weights: Picture | None, network: _Network) -> Block:
    known = [network.gradients[name] for name in part.parameters if name in network.gradients]
    parameters = sum(each.numel() for each in part.parameters.values())
    gradient = math.hypot(*known) if known else None
    updates = [network.updates[name] for name in part.parameters if name in network.updates]
    length, of = (math.hypot(*column) for column in zip(*updates, strict=True)) if updates else (0.0, 0.0)
    update = length / of if of > 0 and math.isfinite(length / of) else None
    functions = tuple(part.functions)
    calls = len(part.outputs)
    return Block(part.name, part.kind, functions, shape, parameters, calls, output, weights, gradient, update)
