"""diagram_of(): a network's blocks, and what one example becomes in each of them."""

import math
from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.card import Card
from core.config import TextConfig, TrainConfig
from core.criteria import class_probabilities
from core.data.dataset import DataSet, Split, Texts
from core.diagram.pictures import (
    WORDS,
    image_picture,
    numbers_by_word,
    one_example,
    output_picture,
    shape_of,
    weight_picture,
)
from core.diagram.records import ANSWER, INPUT, Block, Diagram, Edge
from core.diagram.trace import Part, trace
from core.inference import Guess
from core.lessons import Lesson
from core.network import TRAINED_HERE, TrainedNetwork
from core.runs.player import versions

NEAR = 60  # words; longer texts are not shown, since each word takes the server time
FEWEST = 20  # texts to choose from, however long they are


def diagram_of(network: TrainedNetwork, split: Split, index: int) -> Diagram:
    """The network, and what example `index` of the split becomes in it.

    Raises PastedError where a network that a visitor has written cannot answer it.
    """
    card = network.card
    inputs = card.preparation.batch(split.inputs, torch.tensor([index]))
    words = len(inputs[0]) if isinstance(split.inputs, Texts) else 0
    parts, outputs = trace(network.model.eval(), inputs)
    chances = class_probabilities(outputs, card.config.loss)[0].tolist()
    first = _input_block(split.images[index]) if not words else Block("", INPUT, (), (words,), 0, 1, None, None, None)
    blocks = (
        first,
        *(_block(part, words, card.input_shape, network.gradients) for part in parts[1:]),
        Block("", ANSWER, (), (len(card.classes),), 0, 1, None, None, None),
    )
    edges = {Edge(source, place, joins=False) for place, part in enumerate(parts) for source in part.sources}
    edges |= {Edge(source, place, joins=True) for place, part in enumerate(parts) for source in part.joined}
    edges.add(Edge(len(parts) - 1, len(parts), joins=False))
    shown: tuple[str, ...] = ()
    units = None
    if words:
        assert network.vocabulary is not None
        units = network.vocabulary.units_name
        shown = tuple(network.vocabulary.words[number] for number in inputs[0][-WORDS:, 0].tolist())
    guesses = tuple(Guess(*each) for each in zip(card.classes, chances, strict=True))
    return Diagram(blocks, tuple(sorted(edges)), guesses, int(split.targets[index]), shown, words, units)


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


def _wrong(network: TrainedNetwork, split: Split, indices: Tensor) -> Tensor:
    """(N,) whether the network answers each of these examples wrongly."""
    card = network.card
    with torch.no_grad():
        outputs = network.model.eval()(*card.preparation.batch(split.inputs, indices))
    return class_probabilities(outputs, card.config.loss).argmax(1) != split.targets[indices]


def _input_block(image: Tensor) -> Block:
    return Block("", INPUT, (), tuple(image.shape), 0, 1, image_picture(image), None, None)


def _block(part: Part, words: int, input_shape: tuple[int, ...], gradients: Mapping[str, float]) -> Block:
    known = [gradients[name] for name in part.parameters if name in gradients]
    return Block(
        part.name,
        part.kind,
        tuple(part.functions),
        shape_of(part, words),
        sum(each.numel() for each in part.parameters.values()),
        len(part.outputs),
        output_picture(part, words),
        None if words or part.sources != {0} else weight_picture(part, input_shape),
        math.hypot(*known) if known else None,
    )
