"""A network that a visitor has written is one more architecture: it is trained, kept, judged and explained like any."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from safetensors.torch import load, save

from core.batches import epoch_batches
from core.config import ImageConfig
from core.criteria import build_criterion
from core.data.dataset import DataSet
from core.errors import ConfigError, WeightsError
from core.evaluate.evaluation import answering
from core.explain.activations import CONVOLUTION, LINEAR, contributions, convolution_cell, watch_layers
from core.explain.attribution import attribute_pixels, attribute_words, can_explain_words, methods_for
from core.explain.familiarity import getting_familiar, judge, unjudged
from core.explain.reading import predict_reading, read, reads_word_by_word
from core.lessons import LESSONS, Lesson
from core.models.dropout import Dropout
from core.optimizers import build_optimizer
from core.runs.checkpoint import load_run, save_run
from core.runs.order import Goal
from core.runs.run import Run
from core.script.changes import changes_of
from core.script.script import class_of
from core.weights import CARD_KEY, card_json, load_weights, save_weights
from core.work.task import finish
from tests.conftest import built_in
from tests.core.conftest import finished, play
from tests.core.runs.test_checkpoint import small

CHANGES = [
    (lesson.id, change.id)
    for lesson in LESSONS.values()
    for change in changes_of(lesson, built_in(lesson), lesson.presets[0].config_for(lesson.built_in()))
]
ODD = """\
import torch
import torch.nn as nn


class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1, groups=2)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x):
        return x + torch.relu(self.norm(self.conv(x)))


class Odd(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.first = nn.Conv2d(1, width, 5, stride=2, padding=2)
        self.blocks = nn.ModuleList([Block(width) for _ in range(2)])
        self.far = nn.Conv2d(width, width, 3, dilation=2, padding="same")
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(width, 10)

    def forward(self, x):
        x = torch.tanh(self.first(x))
        for block in self.blocks:
            x = block(x)
        return self.fc(torch.flatten(self.pool(self.far(x)), 1))


net = Odd(width=6)
"""


def own(lesson_id: str, source: str, **values) -> tuple[Lesson, DataSet, ImageConfig]:
    """The lesson with a network of one's own, on few examples."""
    lesson = LESSONS[lesson_id]
    dataset = small(built_in(lesson))
    values = {"epochs": 2, "batch_size": 16, "device": "cpu", "max_length": 30} | values
    preset = lesson.presets[0].config_for(dataset.id)
    known = {name: value for name, value in values.items() if name in preset.to_dict()}
    return lesson, dataset, replace(preset, source=source, **known)


def changed(lesson_id: str, change_id: str) -> str:
    lesson = LESSONS[lesson_id]
    dataset = built_in(lesson)
    made = changes_of(lesson, dataset, lesson.presets[0].config_for(dataset.id))
    return next(source for change, source in made.items() if change.id == change_id)


def real(source: str, seed: int, words: int = 0) -> torch.nn.Module:
    """The network that Python itself makes of the source: the oracle."""
    torch.manual_seed(seed)
    names: dict = {"words": words}
    exec(source, names)
    return names["net"]


@pytest.mark.slow
@pytest.mark.parametrize(("lesson_id", "change_id"), CHANGES)
def test_each_ready_change_trains_as_the_class_that_python_makes_of_it(lesson_id, change_id):
    source = changed(lesson_id, change_id)
    lesson, dataset, config = own(lesson_id, source, epochs=1, shift=0, rotation=0.0, flip="no", schedule="constant")
    run = finished(Run(lesson, dataset, config).start())
    expected = real(source, config.seed, words=dataset.input_shape[0])
    noise = torch.Generator().manual_seed(config.seed)
    for name, module in list(expected.named_modules()):
        if isinstance(module, torch.nn.Dropout):
            stand_in = Dropout(module.p)
            stand_in.generator = noise
            setattr(expected.get_submodule(name.rpartition(".")[0]), name.rpartition(".")[2], stand_in)
    optimizer, criterion = build_optimizer(expected.parameters(), config), build_criterion(config)
    prepare = dataset.preparation(config)
    expected.train()
    for indices in epoch_batches(dataset.train, config, torch.Generator().manual_seed(config.seed)):
        optimizer.zero_grad()
        outputs = expected(*prepare.batch(dataset.train.inputs, indices))
        criterion(outputs, dataset.train.targets[indices]).backward()
        optimizer.step()
    state = run.network.model.state_dict()
    assert list(state) == list(expected.state_dict())
    assert all(torch.equal(state[name], tensor) for name, tensor in expected.state_dict().items())


@pytest.mark.parametrize(("lesson_id", "change_id"), [("000", "dropout"), ("002b", "gru"), ("003", "batch-norm")])
def test_it_pauses_is_saved_and_goes_on_as_if_it_had_never_stopped(lesson_id, change_id):
    lesson, dataset, config = own(lesson_id, changed(lesson_id, change_id))
    whole = finished(Run(lesson, dataset, config).start())
    paused = Run(lesson, dataset, config)
    for _ in range(3):
        play(paused, Goal.STEP)
    resumed = load_run(save_run(paused), lambda _id: dataset)
    assert resumed.config.source == config.source
    finished(resumed.start())
    for run in (resumed, finished(paused.start())):
        pairs = zip(run.network.model.state_dict().values(), whole.network.model.state_dict().values(), strict=True)
        assert all(torch.equal(one, other) for one, other in pairs)


@pytest.mark.parametrize(("lesson_id", "change_id"), [("001", "batch-norm"), ("002b", "bag-of-words")])
def test_its_weights_file_holds_its_class_and_answers_the_same(lesson_id, change_id):
    lesson, dataset, config = own(lesson_id, changed(lesson_id, change_id))
    network = finished(Run(lesson, dataset, config).start()).network
    opened = load_weights(save_weights(network))
    assert opened.card.config.source == config.source
    answers = [finish(answering(each, dataset.test.inputs)) for each in (network, opened)]
    assert torch.equal(*answers)


@pytest.mark.parametrize(
    "source",
    [
        "import torch.nn as nn\nclass N(nn.Module):\n    def __init__(self):\n        open('x')\n",
        """\
import torch.nn as nn
class N(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(10**9, 10**9)
    def forward(self, x):
        return self.fc(x)
""",
        "not python",
    ],
)
def test_a_file_whose_class_is_refused_is_refused_and_nothing_is_built(source):
    lesson, dataset, config = own("000", changed("000", "wider"))
    network = finished(Run(lesson, dataset, config).start()).network
    forged = replace(network, card=replace(network.card, config=replace(config, source=source)))
    with pytest.raises(ConfigError):
        lesson.describe_network(dataset, forged.card.config)
    with pytest.raises(WeightsError):
        load_weights(save(load(save_weights(network)), metadata={CARD_KEY: card_json(forged.card)}))


def test_every_layer_of_an_odd_network_is_explained_and_its_arithmetic_is_right():
    lesson, dataset, config = own("000", ODD)
    network = finished(Run(lesson, dataset, config).start()).network
    image = dataset.test.images[0].numpy()
    layers, outputs = watch_layers(network, image)
    with torch.no_grad():
        expected = network.model(*network.card.preparation.batch(dataset.test.images, torch.tensor([0])))
    assert outputs == expected[0].tolist()
    assert [layer.name for layer in layers if layer.kind == CONVOLUTION] == [
        "first",
        "blocks.0.conv",
        "blocks.1.conv",
        "far",
    ]
    assert len({layer.name for layer in layers}) == len(layers)
    for layer in layers:
        if layer.kind == CONVOLUTION:
            channels, height, width = layer.output.shape
            for place in ((0, 0, 0), (channels - 1, height - 1, width - 1), (channels // 2, 2, 3)):
                cell = convolution_cell(layer, *place)
                assert cell.sum == pytest.approx(cell.activation, abs=1e-4)
        if layer.kind == LINEAR:
            parts = contributions(layer, 3)
            assert parts.sum == pytest.approx(parts.activation, abs=1e-4)
    for method in methods_for(network):
        weights = attribute_pixels(network, image, 3, method).weights
        assert weights.shape == image.shape[1:]
        assert np.isfinite(weights).all()


def test_pictures_are_compared_with_what_it_has_learnt():
    lesson, _, config = own("000", ODD, epochs=1)
    dataset = built_in(lesson)
    network = finished(Run(lesson, dataset, config).start()).network
    assert unjudged(network, dataset) is None
    familiarity = finish(getting_familiar(network, dataset))
    assert not judge(network, familiarity, dataset.test.images[0].numpy()).too_bright


def test_a_network_without_linear_layers_is_judged_by_its_answers():
    source = """\
import torch.nn as nn


class Flat(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 10, 28)

    def forward(self, x):
        return self.conv(x).flatten(1)
"""
    lesson, _, config = own("000", source, epochs=1)
    dataset = built_in(lesson)
    network = finished(Run(lesson, dataset, config).start()).network
    familiarity = finish(getting_familiar(network, dataset))
    assert familiarity.means.shape == (10, 10)


@pytest.mark.parametrize("change_id", ["gru", "two-layers", "bag-of-words"])
def test_words_that_moved_an_answer_add_up_to_its_change(change_id):
    lesson, dataset, config = own("002b", changed("002b", change_id), epochs=4)
    network = finished(Run(lesson, dataset, config).start()).network
    reading = read(network, "a wonderful film , and a boring end")
    assert can_explain_words(network)
    assert not reads_word_by_word(network)
    attribution = attribute_words(network, reading.ids)
    way = attribution.ends - attribution.begins
    assert abs(float(attribution.weights.sum()) - way) <= max(0.01 * abs(way), 0.01) + 1e-4
    probability = predict_reading(network, reading).guesses[1].probability
    assert torch.sigmoid(torch.tensor(attribution.ends)).item() == pytest.approx(probability, abs=1e-4)


@pytest.mark.slow
def test_the_lesson_s_class_as_its_own_source_gives_the_lesson_s_run():
    for lesson_id in LESSONS:
        lesson, dataset, config = own(lesson_id, "", epochs=1)
        own_run = Run(lesson, dataset, replace(config, source=class_of(lesson, dataset, config)))
        pair = [finished(run.start()).network.model.state_dict() for run in (Run(lesson, dataset, config), own_run)]
        assert list(pair[0]) == list(pair[1])
        assert all(torch.equal(pair[0][name], pair[1][name]) for name in pair[0])
