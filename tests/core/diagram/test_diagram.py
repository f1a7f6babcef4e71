"""The diagram of a network: its blocks and edges, and the numbers in them, against plain PyTorch written here."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils import parameters_to_vector

from core.config import ImageConfig, TrainConfig
from core.data.dataset import DataSet, Normalization, Split, Texts, Truncation
from core.data.tokens import Vocabulary
from core.diagram.diagram import (
    beginning_of,
    diagram_at_rest,
    diagram_of,
    diagram_of_image,
    diagram_of_text,
    first_mistake,
    output_of,
    short_examples,
)
from core.diagram.pictures import CELLS, MAPS, NUMBERS, TILES, WORDS, signed
from core.diagram.records import ANSWER, INPUT, Diagram, Form
from core.diagram.trace import trace
from core.lessons import LESSONS, Lesson
from core.models.cifar_net import CifarNet
from core.models.lenet import LeNet
from core.models.lstm import LSTM, LSTMConfig
from core.models.simple_net import SimpleNet
from core.network import TrainedNetwork
from core.pasted.reading import read_network
from core.runs.order import Goal
from core.runs.run import Run
from tests.conftest import built_in
from tests.core.conftest import play
from tests.core.pasted.samples import RESIDUAL, SAMPLES

LESSON_OF = pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.id)


def begin(lesson: Lesson, **changed) -> tuple[TrainedNetwork, DataSet, TrainConfig]:
    dataset = built_in(lesson)
    config = replace(lesson.presets[0].config_for(dataset.id), **changed)
    return beginning_of(lesson, dataset, config), dataset.read_as(config), config


def first_of(
    network: TrainedNetwork, dataset: DataSet, config: TrainConfig
) -> tuple[Diagram, tuple[torch.Tensor, ...]]:
    index = int(short_examples(dataset.test, config)[0])
    inputs = network.card.preparation.batch(dataset.test.inputs, torch.tensor([index]))
    return diagram_of(network, dataset.test, index), inputs


def as_bytes(values: torch.Tensor) -> np.ndarray:
    """The largest number becomes 255 or its negative 1, and 0 becomes 128."""
    most = values.abs().max().item()
    return (128 + np.rint(values.double().numpy() * 127 / most)).astype(np.uint8)


def layers_by_hooks(model: nn.Module, inputs) -> list[tuple[str, torch.Tensor]]:
    """The name and output of each layer with parameters, in the order of the calls, by PyTorch's own hooks."""
    seen = []

    def note(name):
        return lambda _module, _inputs, output: seen.append((name, output))

    hooks = [
        module.register_forward_hook(note(name))
        for name, module in model.named_modules()
        if next(module.children(), None) is None and list(module.parameters(recurse=False))
    ]
    with torch.no_grad():
        model(*inputs)
    for hook in hooks:
        hook.remove()
    return seen


@LESSON_OF
def test_the_blocks_are_the_input_the_layers_in_their_order_and_the_answer(lesson):
    network, dataset, config = begin(lesson)
    diagram, inputs = first_of(network, dataset, config)
    by_hooks = [name for name, _ in layers_by_hooks(network.model, inputs)]
    assert [block.name for block in diagram.blocks] == ["", *by_hooks, ""]
    assert (diagram.blocks[0].kind, diagram.blocks[-1].kind) == (INPUT, ANSWER)
    for block in diagram.blocks[1:-1]:
        layer = network.model.get_submodule(block.name)
        assert block.kind == type(layer).__name__
        assert block.parameters == sum(each.numel() for each in layer.parameters())
    last = len(diagram.blocks) - 1
    assert diagram.edges == tuple((place, place + 1, False) for place in range(last))


@LESSON_OF
def test_the_answer_is_that_of_the_network_itself(lesson):
    network, dataset, config = begin(lesson)
    diagram, inputs = first_of(network, dataset, config)
    with torch.no_grad():
        outputs = network.model(*inputs)
    chances = (
        [1 - outputs.sigmoid().item(), outputs.sigmoid().item()] if outputs.shape[1] == 1 else outputs[0].softmax(0)
    )
    assert [guess.probability for guess in diagram.guesses] == pytest.approx([float(each) for each in chances])
    assert tuple(guess.name for guess in diagram.guesses) == dataset.classes
    index = int(short_examples(dataset.test, config)[0])
    assert diagram.truth == int(dataset.test.targets[index])


def test_fc1_s_tiles_are_its_weights_as_pictures():
    network, dataset, config = begin(LESSONS["000"])
    diagram, _ = first_of(network, dataset, config)
    assert isinstance(network.model, SimpleNet)
    tiles = diagram.blocks[1].weights
    assert tiles is not None
    assert (tiles.form, tiles.of) == (Form.TILES, 128)
    assert np.array_equal(tiles.pixels, as_bytes(network.model.fc1.weight.view(128, 28, 28)[:TILES]))
    assert tiles.most == pytest.approx(network.model.fc1.weight[:TILES].abs().max().item())
    assert [block.weights for block in diagram.blocks[2:]] == [None] * 3


def test_a_convolution_s_filters_are_in_colour_where_the_image_is():
    network, dataset, config = begin(LESSONS["003"])
    diagram, _ = first_of(network, dataset, config)
    assert isinstance(network.model, CifarNet)
    tiles = diagram.blocks[1].weights
    assert tiles is not None
    assert (tiles.form, tiles.of) == (Form.COLOURS, 6)
    assert np.array_equal(tiles.pixels, as_bytes(network.model.conv1.weight.permute(0, 2, 3, 1)))


def test_every_block_shows_what_its_line_of_forward_gives():
    network, dataset, config = begin(LESSONS["004"])
    diagram, (image,) = first_of(network, dataset, config)
    net = network.model
    assert isinstance(net, LeNet)
    with torch.no_grad():
        first = functional.max_pool2d(functional.relu(net.conv1(image)), 2)
        second = functional.max_pool2d(functional.relu(net.conv2(first)), 2)
        third = functional.relu(net.fc1(second.flatten(1)))
        fourth = functional.relu(net.fc2(third))
        fifth = net.fc3(fourth)
    outputs = [each[0] for each in (first, second, third, fourth, fifth)]
    for block, output in zip(diagram.blocks[1:-1], outputs, strict=True):
        assert block.output is not None
        assert block.shape == tuple(output.shape)
        assert block.output.of == len(output)
        assert np.array_equal(block.output.pixels, as_bytes(output[: MAPS if output.dim() == 3 else CELLS]))
    assert [block.functions for block in diagram.blocks[1:-1]] == [
        *[("relu", "max_pool2d")] * 2,
        *[("relu",)] * 2,
        (),
    ]
    index = int(short_examples(dataset.test, config)[0])
    pixels = diagram.blocks[0].output
    assert pixels is not None
    assert np.array_equal(pixels.pixels[0, ..., 0], dataset.test.images[index][0].numpy())


def test_maps_that_would_be_too_large_are_shown_by_the_means_of_squares():
    """Lesson 001 as in the post: 16 maps of 30 x 30 from a 32 x 32 picture."""
    lesson = LESSONS["001"]
    dataset = built_in(lesson)
    config = next(preset for preset in lesson.presets if preset.id == "post").config_for(dataset.id)
    network = beginning_of(lesson, dataset, config)
    diagram, (image,) = first_of(network, dataset, config)
    with torch.no_grad():
        maps = functional.relu(network.model.get_submodule("conv1")(image))[0]
    assert maps.shape == (16, 30, 30)
    shown = diagram.blocks[1].output
    assert shown is not None
    assert (shown.pixels.shape, shown.of) == ((MAPS, 15, 15), 16)
    assert np.array_equal(shown.pixels, as_bytes(maps[:MAPS].view(MAPS, 15, 2, 15, 2).mean((2, 4))))


def test_a_text_is_unrolled_over_its_words():
    network, dataset, config = begin(LESSONS["002b"])
    diagram, (words, lengths) = first_of(network, dataset, config)
    net = network.model
    assert isinstance(net, LSTM)
    assert network.vocabulary is not None
    length = int(lengths)
    with torch.no_grad():
        embedded = net.embedding(words)
        states = net.lstm(embedded)[0]
    assert diagram.words_in_all == length > WORDS
    assert diagram.words == tuple(network.vocabulary.words[each] for each in words[-WORDS:, 0].tolist())
    for block, output in zip(diagram.blocks[1:3], (embedded, states), strict=True):
        assert block.shape == (length, 100)
        assert block.output is not None
        assert (block.output.form, block.output.of) == (Form.WORDS, 100)
        assert np.array_equal(block.output.pixels, as_bytes(output[-WORDS:, 0, :NUMBERS]))
    index = int(short_examples(dataset.test, config)[0])
    assert np.array_equal(output_of(network, dataset.test, index, "lstm"), states[:, 0].numpy())


def test_a_cell_that_is_called_word_by_word_is_one_block():
    class Reader(nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = nn.Embedding(9, 4)
            self.cell = nn.GRUCell(4, 3)
            self.fc = nn.Linear(3, 2)

        def forward(self, text):
            state = torch.zeros(1, 3)
            for word in self.embedding(text):
                state = self.cell(word, state)
            return self.fc(state)

    parts, _ = trace(Reader(), (torch.tensor([[1], [5], [2], [8]]),))
    assert [(part.name, len(part.outputs)) for part in parts] == [("", 1), ("embedding", 1), ("cell", 4), ("fc", 1)]
    assert [part.sources for part in parts] == [set(), {0}, {1}, {2}]


def test_residual_connections_are_edges_of_their_own():
    """RESIDUAL has three blocks; the second of them sends its shortcut through a convolution."""
    network, dataset, config = begin(LESSONS["003"], source=RESIDUAL)
    diagram, _ = first_of(network, dataset, config)
    names = [block.name for block in diagram.blocks]
    joined = {(names[source], names[target]) for source, target, joins in diagram.edges if joins}
    assert joined == {
        ("first", "layers.0.bn2"),
        ("layers.1.bn2", "layers.1.short"),
        ("layers.1.short", "layers.2.bn2"),
    }
    ways = {(names[source], names[target]) for source, target, joins in diagram.edges if not joins}
    assert ("layers.0.bn2", "layers.1.conv1") in ways
    assert ("layers.0.bn2", "layers.1.short") in ways
    assert diagram.blocks[names.index("layers.0.bn2")].functions == ("+", "relu")
    assert sum(block.parameters for block in diagram.blocks) == sum(p.numel() for p in network.model.parameters())


@pytest.mark.parametrize(("source", "shape", "classes"), SAMPLES.values(), ids=SAMPLES)
def test_every_network_that_a_visitor_may_write_can_be_drawn(source, shape, classes):
    words = shape[0] if len(shape) == 1 else 0
    generator = torch.Generator().manual_seed(3)
    numbers = torch.randint(2, words or 256, (30,) if words else (1, *shape), generator=generator)
    inputs = Texts(numbers.int(), torch.tensor([0, 30])) if words else numbers.to(torch.uint8)
    split = Split(inputs, torch.tensor([0]))
    config = LSTMConfig(source=source) if words else ImageConfig(source=source)
    preparation = Truncation.of(0, "beginning") if words else Normalization((0.5,) * shape[0], (0.5,) * shape[0])
    names = tuple(map(str, range(classes)))
    card = replace(
        beginning_of(LESSONS["000"], built_in(LESSONS["000"]), ImageConfig()).card,
        classes=names,
        input_shape=shape,
        preparation=preparation,
        config=config,
    )
    vocabulary = Vocabulary(tuple(f"w{n}" for n in range(words)), "basic_english") if words else None
    model = read_network(source).build(shape, classes).eval()
    diagram = diagram_of(TrainedNetwork(model, card, "", vocabulary), split, 0)
    assert sum(block.parameters for block in diagram.blocks) == sum(each.numel() for each in model.parameters())
    assert sum(guess.probability for guess in diagram.guesses) == pytest.approx(1)
    reached = {0}
    for source_, target, _ in diagram.edges:
        if source_ in reached:
            reached.add(target)
    assert reached == set(range(len(diagram.blocks)))
    for block in diagram.blocks[1:-1]:
        assert block.output is not None
        assert (block.output.form is Form.WORDS) == (words > 0 and block.shape[0] == 30)


def test_a_shared_network_is_watched_without_a_trace():
    network, dataset, config = begin(LESSONS["000"])
    before = {name: tensor.clone() for name, tensor in network.model.state_dict().items()}
    once, _ = first_of(network, dataset, config)
    twice, _ = first_of(network, dataset, config)
    assert all(
        np.array_equal(a.output.pixels, b.output.pixels)
        for a, b in zip(once.blocks, twice.blocks, strict=True)
        if a.output
    )
    assert all(torch.equal(tensor, before[name]) for name, tensor in network.model.state_dict().items())
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in network.model.modules())


@pytest.mark.parametrize("values", [[0.0, 0.0], [math.nan, 1.0], [-math.inf, 2.0, -2.0]])
def test_numbers_that_are_all_zero_or_not_finite_are_shown_as_zero(values):
    pixels, most = signed(np.array(values, np.float32))
    finite = [value if math.isfinite(value) else 0.0 for value in values]
    assert most == max(map(abs, finite))
    assert pixels.tolist() == [128 if not value else 255 if value > 0 else 1 for value in finite]


@LESSON_OF
def test_gradients_and_updates_are_those_of_the_last_mini_batch(lesson):
    """Of a plain loop's: the same network, the same two mini-batches."""
    dataset = built_in(lesson)
    config = replace(lesson.presets[0].config_for(dataset.id), clip_norm=0.0)
    run = play(Run(lesson, dataset, config), Goal.STEP)
    assert run.network is not None
    with run.undisturbed():
        training = run.copy_training()
    before = run.network.model
    play(run, Goal.STEP)
    indices, inputs = training.draw_batch()
    training.optimizer.zero_grad()
    outputs = training.model(*inputs)
    targets = dataset.read_as(config).train.targets[indices]
    if outputs.shape[1] == 1:
        loss = functional.binary_cross_entropy_with_logits(outputs, targets[:, None].float())
    else:
        loss = functional.cross_entropy(outputs, targets)
    loss.backward()
    lengths = {
        name: each.grad.norm().item() for name, each in training.model.named_parameters() if each.grad is not None
    }
    assert run.network is not None
    assert run.network.gradients == pytest.approx(lengths, rel=1e-4)
    diagram = diagram_of(run.network, run.dataset.test, int(short_examples(run.dataset.test, config)[0]))
    for block in diagram.blocks[1:-1]:
        layer = training.model.get_submodule(block.name)
        squares = sum(float(each.grad.square().sum()) for each in layer.parameters() if each.grad is not None)
        assert block.gradient == pytest.approx(math.sqrt(squares), rel=1e-4)
        old, new = (each.get_submodule(block.name).parameters() for each in (before, run.network.model))
        old, new = parameters_to_vector(old), parameters_to_vector(new)
        assert block.update == pytest.approx(float((new - old).norm() / new.norm()), rel=1e-2)
    run.abandon()


def test_a_run_that_was_resumed_has_no_gradients_before_its_first_mini_batch(lesson, noise, quick_config):
    run = play(Run(lesson, noise, quick_config), Goal.STEP)
    with run.undisturbed():
        state = run.state_dict()
    again = Run(lesson, noise, quick_config)
    again.load_state_dict(state, None)
    assert again.network is not None
    assert again.network.gradients == again.network.updates == {}
    assert [block.gradient for block in diagram_of(again.network, noise.test, 0).blocks] == [None] * 5
    play(again, Goal.STEP)
    assert set(again.network.gradients) == {name for name, _ in again.network.model.named_parameters()}
    for each in (run, again):
        each.abandon()


def test_a_run_that_is_watched_gives_glimpses_and_learns_the_same(lesson, noise, monkeypatch):
    monkeypatch.setattr("core.runs.player.GLIMPSE_EVERY", 0.0)
    config = ImageConfig(epochs=3, batch_size=20)
    plain, watched = (Run(lesson, noise, config) for _ in range(2))
    play(plain, Goal.STEP)
    assert plain.glimpse is None
    watched.watch()
    play(watched, Goal.STEP)
    first = watched.glimpse
    assert first is not None
    assert (first.card.steps_done, first.card.accuracy) == (1, None)
    play(watched, Goal.STEP)
    assert watched.glimpse is not None
    assert watched.glimpse.card.steps_done == 2
    for run in (plain, watched):
        play(run, Goal.END)
        run.join(60)
        assert run.glimpse is None
    assert plain.network is not None
    assert watched.network is not None
    same = zip(plain.network.model.parameters(), watched.network.model.parameters(), strict=True)
    assert all(torch.equal(one, other) for one, other in same)


def test_the_next_mistake_is_found_behind_the_example_and_begins_anew(trained, digits_dataset):
    split = Split(digits_dataset.test.inputs, digits_dataset.test.targets)
    places = torch.arange(len(split))
    with torch.no_grad():
        guesses = trained.model(*trained.card.preparation.batch(split.inputs, places)).argmax(1)
    wrong = (guesses != split.targets).nonzero().flatten().tolist()
    assert len(wrong) > 1
    assert first_mistake(trained, split, places, -1) == wrong[0]
    assert first_mistake(trained, split, places, wrong[0]) == wrong[1]
    assert first_mistake(trained, split, places, wrong[-1]) == wrong[0]
    assert first_mistake(trained, Split(split.inputs, guesses), places, 0) is None


def test_only_short_texts_are_shown():
    _, dataset, config = begin(LESSONS["002b"])
    lengths = dataset.test.texts.lengths
    shown = short_examples(dataset.test, config)
    assert len(shown) >= 20
    assert int(lengths[shown].max()) <= 60
    assert set(shown.tolist()) == set(((lengths > 0) & (lengths <= 60)).nonzero().flatten().tolist())


@pytest.mark.parametrize("lesson_id", ["000", "003", "004"])
def test_an_image_alone_becomes_the_same_as_the_same_image_of_a_data_set(lesson_id):
    network, dataset, _ = begin(LESSONS[lesson_id])
    network = replace(network, gradients={name: 1.0 for name, _ in network.model.named_parameters()})
    alone, known = diagram_of_image(network, dataset.test.images[3].numpy()), diagram_of(network, dataset.test, 3)
    assert (alone.guesses, alone.edges, alone.truth) == (known.guesses, known.edges, None)
    for mine, its in zip(alone.blocks, known.blocks, strict=True):
        assert (mine.name, mine.functions, mine.shape, mine.gradient) == (its.name, its.functions, its.shape, None)
        if mine.output is not None and its.output is not None:
            assert np.array_equal(mine.output.pixels, its.output.pixels)


def test_a_text_alone_becomes_the_same_as_the_same_text_of_a_data_set():
    network, dataset, _ = begin(LESSONS["002b"])
    network = replace(network, gradients={name: 1.0 for name, _ in network.model.named_parameters()})
    alone = diagram_of_text(network, dataset.test.texts.words_of(3))
    known = diagram_of(network, dataset.test, 3)
    assert (alone.guesses, alone.edges, alone.words, alone.truth) == (known.guesses, known.edges, known.words, None)
    for mine, its in zip(alone.blocks, known.blocks, strict=True):
        assert (mine.name, mine.shape, mine.gradient) == (its.name, its.shape, None)
        if mine.output is not None and its.output is not None:
            assert np.array_equal(mine.output.pixels, its.output.pixels)


def test_at_rest_there_are_the_blocks_and_the_weights_and_0_for_all_that_an_example_would_give():
    network, dataset, _ = begin(LESSONS["000"])
    rest, known = diagram_at_rest(network), diagram_of(network, dataset.test, 0)
    assert {guess.probability for guess in rest.guesses} == {0.0}
    for mine, its in zip(rest.blocks, known.blocks, strict=True):
        assert (mine.name, mine.shape) == (its.name, its.shape)
        if mine.output is not None and its.output is not None:
            assert mine.output.pixels.shape == its.output.pixels.shape
            assert set(mine.output.pixels.flat) == {0 if mine.kind == INPUT else 128}
        if mine.weights is not None and its.weights is not None:
            assert np.array_equal(mine.weights.pixels, its.weights.pixels)
