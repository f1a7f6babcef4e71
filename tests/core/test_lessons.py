"""One set of tests over the whole table: a new entry is covered without a new test."""

import math
import re

import pytest
import torch
from torch import nn

from core.data.dataset import DataSet, Split
from core.lessons import DATASETS, LESSONS
from core.models.initialization import build_seeded
from core.training import EpochEnd, LogLine, train
from pages.ui.texts import text

PARAMETERS = {"000": 109_386}
FIRST_LOG_LINE = {"000": "Epoch 1, Mini-batches   100, Loss: 0.500"}
ACCURACY_LINE = {"000": "Accuracy of the network on the 10000 test images: 92.50 %"}

each_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)


@each_lesson
def test_the_network_has_the_posts_number_of_parameters(lesson):
    assert sum(parameter.numel() for parameter in lesson.build_model(0).parameters()) == PARAMETERS[lesson.id]


@each_lesson
def test_the_lines_are_printed_in_the_posts_format(lesson):
    assert lesson.log_line % LogLine(1, 100, 0.5) == FIRST_LOG_LINE[lesson.id]
    assert lesson.accuracy_line % (10_000, 92.5) == ACCURACY_LINE[lesson.id]


@each_lesson
def test_the_built_in_data_comes_last_so_that_there_is_always_some(lesson):
    assert DATASETS[lesson.datasets[-1]].download is None
    assert {"quick", "post"} <= {preset.id for preset in lesson.presets}


@each_lesson
def test_an_untrained_network_is_as_good_as_guessing(lesson, digits_dataset: DataSet):
    model = lesson.build_model(0)
    images = digits_dataset.normalization("half").apply(digits_dataset.train.inputs)
    loss = nn.functional.cross_entropy(model(images), digits_dataset.train.targets).item()
    assert abs(loss - math.log(10)) < 0.15


@each_lesson
def test_the_network_can_learn_sixteen_examples_by_heart(lesson, digits_dataset: DataSet):
    few = Split(digits_dataset.train.inputs[:16], digits_dataset.train.targets[:16])
    dataset = DataSet("digits", "16 digits", digits_dataset.classes, few, few, digits_dataset.statistics)
    config = lesson.presets[0].config_for("digits")
    ends = [
        event
        for event in train(lesson.build_model(0), dataset, config, torch.device("cpu"))
        if isinstance(event, EpochEnd)
    ]
    assert ends[-1].test_accuracy == 1.0


@each_lesson
def test_first_weights_equal_those_of_a_seeded_plain_script(lesson):
    torch.manual_seed(3)
    plain = lesson.architecture().state_dict()
    ours = lesson.build_model(3).state_dict()
    assert all(torch.equal(plain[name], ours[name]) for name in plain)


def test_building_a_network_leaves_the_global_random_state_alone():
    before = torch.get_rng_state()
    build_seeded(lambda: nn.Sequential(nn.Embedding(5, 4), nn.LSTM(4, 4), nn.Conv2d(1, 2, 3)), seed=1)
    assert torch.equal(before, torch.get_rng_state())


@each_lesson
def test_the_lesson_has_a_text_about_its_differences_from_the_post(lesson):
    assert text(f"lesson_{lesson.id}").startswith("| The post |")


@each_lesson
def test_every_line_format_names_epoch_batch_and_loss(lesson):
    assert len(re.findall(r"%", lesson.log_line)) == 3
