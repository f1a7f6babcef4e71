"""One set of tests over the whole table: a new entry is covered without a new test, once its figures stand here."""

import math
import re
from dataclasses import replace

import pytest
import torch
from torch import nn

from core.criteria import build_criterion
from core.data.dataset import Split, Texts
from core.errors import ConfigError
from core.lessons import DATASETS, LESSONS, OWN
from core.models.initialization import build_seeded
from core.training import EpochEnd, LogLine, train
from pages.ui.texts import text
from tests.conftest import built_in

# lesson -> input shape in the post, classes, parameters
NETWORKS = {
    "000": ((1, 28, 28), 10, 109_386),
    "001": ((3, 32, 32), 10, 16 * 3 * 9 + 16 + 10 * 16 * 30 * 30 + 10),
    "002a": ((3, 32, 32), 10, 62_006),
    "002b": ((25_002,), 2, 2_581_101),
    "003": ((3, 32, 32), 10, 62_006),
    "004": ((1, 32, 32), 10, 81_194),
}
ACCURACY = "Accuracy of the network on the 10000 test images: "
# lesson -> what its script prints in the middle of an epoch, at its end, after the last, and about the test
LINES = {
    "000": ("Epoch 1, Mini-batches   100, Loss: 0.500", "", "", f"{ACCURACY}59.97 %"),
    "001": ("", "Epoch 1 Loss: 0.025", "", "Accuracy: 0.5997"),
    "002a": ("[1,   100] loss: 0.500", "", "Finished Training", ""),
    "002b": ("", "", "", "Test Accuracy: 59.97%"),
    "003": ("[1,   100] loss: 0.500", "", "Finished Training", f"{ACCURACY}59 %"),
    "004": ("[1,   100] loss: 0.500", "", "", f"{ACCURACY}59.97 %"),
}

each_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
each_preset = pytest.mark.parametrize(
    ("lesson", "preset"),
    [(lesson, preset) for lesson in LESSONS.values() for preset in lesson.presets],
    ids=[f"{lesson.id}-{preset.id}" for lesson in LESSONS.values() for preset in lesson.presets],
)


def post(lesson):
    return next(preset.config for preset in lesson.presets if preset.id == "post")


def first(split: Split, count: int) -> Split:
    if isinstance(split.inputs, Texts):
        return Split(Texts(split.texts.ids, split.texts.offsets[: count + 1]), split.targets[:count])
    return Split(split.inputs[:count], split.targets[:count])


@each_lesson
def test_the_network_has_the_posts_number_of_parameters(lesson):
    shape, classes, parameters = NETWORKS[lesson.id]
    model = lesson.build_model(post(lesson), shape, classes)
    assert sum(parameter.numel() for parameter in model.parameters()) == parameters


@each_lesson
def test_the_lines_are_printed_in_the_posts_format(lesson):
    console = lesson.console
    in_epoch, at_end, finished, accuracy = LINES[lesson.id]
    assert console.log_line(LogLine(1, 100, 0.5)) == [in_epoch] * bool(in_epoch)
    assert console.epoch_line(EpochEnd(1, 0, 0, 0, 0, 25.0), 1000) == [at_end] * bool(at_end)
    assert console.finished == finished
    assert console.accuracy_line(5997, 10_000) == [accuracy] * bool(accuracy)


@each_lesson
def test_there_is_always_some_built_in_data_in_the_language_of_those_that_are_missing(lesson):
    for dataset_id in lesson.datasets:
        instead = DATASETS[lesson.built_in(dataset_id)]
        assert instead.download is None
        assert instead.id != OWN
        assert instead.language == DATASETS[dataset_id].language
    assert {"quick", "post"} <= {preset.id for preset in lesson.presets}


@each_lesson
def test_an_untrained_network_is_as_good_as_guessing(lesson):
    dataset, config = built_in(lesson), lesson.presets[0].config
    model = lesson.build_model_for(dataset, config)
    inputs = dataset.preparation(config).batch(dataset.train.inputs, torch.arange(200))
    loss = build_criterion(config)(model(*inputs), dataset.train.targets[:200]).item()
    assert abs(loss - math.log(len(dataset.classes))) < 0.15


@pytest.mark.slow
@each_lesson
def test_the_network_can_learn_sixteen_examples_by_heart(lesson):
    whole = built_in(lesson)
    few = first(whole.train, 16)
    dataset = replace(whole, train=few, test=few, validation=None)
    changes = {"epochs": 50, "batch_size": 4, "optimizer": "Adam", "learning_rate": 0.002, "schedule": "constant"}
    config = replace(lesson.presets[0].config, **changes)
    model = lesson.build_model_for(dataset, config)
    ends = [event for event in train(model, dataset, config, torch.device("cpu")) if isinstance(event, EpochEnd)]
    assert ends[-1].held_out_accuracy == 1.0


@each_lesson
def test_first_weights_equal_those_of_a_seeded_plain_script(lesson):
    shape, classes, _ = NETWORKS[lesson.id]
    config = replace(post(lesson), seed=3)
    torch.manual_seed(3)
    plain = lesson.architecture(config, shape, classes).state_dict()
    ours = lesson.build_model(config, shape, classes).state_dict()
    assert all(torch.equal(plain[name], ours[name]) for name in plain)


def test_building_a_network_leaves_the_global_random_state_alone():
    before = torch.get_rng_state()
    build_seeded(lambda: nn.Sequential(nn.Embedding(5, 4), nn.LSTM(4, 4), nn.Conv2d(1, 2, 3)), seed=1)
    assert torch.equal(before, torch.get_rng_state())


@each_lesson
def test_the_lesson_has_a_text_about_its_differences_from_the_post(lesson):
    assert text(f"lesson_{lesson.id}").startswith("- **The post ")


@pytest.mark.slow
@each_preset
def test_a_preset_prints_the_posts_lines_at_its_cadence(lesson, preset):
    dataset = built_in(lesson)
    few = replace(dataset, train=first(dataset.train, 70), test=first(dataset.test, 20), validation=None)
    config = replace(preset.config_for(dataset.id), epochs=2, batch_size=10, log_every=3)
    events = list(train(lesson.build_model_for(few, config), few, config, torch.device("cpu")))
    printed = [line for event in events if isinstance(event, LogLine) for line in lesson.console.log_line(event)]
    ends = [event for event in events if isinstance(event, EpochEnd)]
    printed += [line for end in ends for line in lesson.console.epoch_line(end, 70)]
    in_epoch, at_end, _, _ = LINES[lesson.id]
    assert len(printed) == (4 if in_epoch else 2 if at_end else 0)
    pattern = re.sub(r"\d+\\\.\d+", r"\\d+\\.\\d+", re.escape(in_epoch or at_end))
    if printed:
        assert re.fullmatch(re.sub(r"100", r" *3", re.sub(r"(\\ )+100", r" +3", pattern)), printed[0])


@each_lesson
def test_the_layers_are_listed_with_their_parameters(lesson):
    dataset = built_in(lesson)
    config = post(lesson)
    layers = lesson.describe_network(dataset, config)
    model = lesson.build_model_for(dataset, config)
    assert sum(layer.parameters for layer in layers) == sum(parameter.numel() for parameter in model.parameters())
    for layer in layers:
        assert sum(math.prod(map(int, term.split(" x "))) for term in layer.arithmetic.split(" + ") if term) == (
            layer.parameters
        )
    assert str(layers[-1].output) == str(1 if lesson.id == "002b" else len(dataset.classes))


def test_the_shapes_of_lesson_004_are_those_of_the_post():
    lesson = LESSONS["004"]
    layers = {layer.name: layer for layer in lesson.describe_network(built_in(lesson), post(lesson))}
    assert str(layers["conv1"].output) == "6 x 30 x 30"
    assert str(layers["conv2"].output) == "16 x 13 x 13"
    assert layers["fc1"].arithmetic == "120 x 576 + 120"


def test_glove_can_only_be_copied_where_there_are_vectors():
    lesson = LESSONS["002b"]
    dataset = built_in(lesson)
    config = replace(lesson.presets[0].config, embedding="GloVe")
    with pytest.raises(ConfigError, match="Generated reviews has no word vectors: choose the data set IMDB with GloVe"):
        lesson.build_model_for(dataset, config)
    vectors = torch.randn(dataset.input_shape[0], 100)
    with_vectors = replace(dataset, vectors=vectors)
    assert torch.equal(lesson.build_model_for(with_vectors, config).embedding.weight, vectors)
    unused = lesson.build_model_for(with_vectors, lesson.presets[0].config)  # loaded but not copied, as in the post
    assert not torch.equal(unused.embedding.weight, vectors)


@pytest.mark.parametrize(
    ("lesson_id", "changes", "remedy"),
    [
        ("001", {"flatten": "yes", "channels": 64, "batch_size": 1024, "blocks": 3}, "or a smaller network"),
        ("002b", {"batch_size": 1024, "max_length": 3000}, "or shorter reviews"),
    ],
)
def test_a_mini_batch_that_would_take_too_much_memory_is_refused_with_the_remedy(lesson_id, changes, remedy):
    lesson = LESSONS[lesson_id]
    dataset = built_in(lesson)
    with pytest.raises(ConfigError, match=rf"One mini-batch would take about .* smaller batch size {remedy}\."):
        lesson.describe_network(dataset, replace(post(lesson), **changes))
