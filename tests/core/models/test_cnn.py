import re

import pytest
import torch
from torch import nn

from core.errors import ConfigError
from core.models.cnn import CNN, CNNConfig

SHAPE = (3, 32, 32)


@pytest.mark.parametrize("pooling", ["none", "max", "average"])
@pytest.mark.parametrize("blocks", [1, 2, 3])
@pytest.mark.parametrize("hidden", [(0, 0), (32, 0), (32, 16), (0, 16)])
def test_every_size_that_is_not_refused_gives_one_logit_a_class(pooling, blocks, hidden):
    config = CNNConfig(pooling=pooling, blocks=blocks, hidden=hidden[0], hidden_2=hidden[1], channels=4)
    assert CNN(config, SHAPE, 7)(torch.zeros(2, *SHAPE)).shape == (2, 7)


def test_the_posts_network_has_the_posts_layers():
    layers = dict(CNN(CNNConfig(channels=16, kernel_size=3), SHAPE, 10).named_children())
    assert isinstance(layers["conv1"], nn.Conv2d)
    assert isinstance(layers["relu"], nn.ReLU)
    assert isinstance(layers["fc"], nn.Linear)
    assert layers["fc"].in_features == 16 * 30 * 30


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kernel_size": 33}, "kernel of 33 x 33 is larger than the image, 32 x 32 pixels"),
        ({"kernel_size": 20, "blocks": 2}, "larger than what block 1 leaves of the image, 13 x 13"),
        ({"blocks": 4, "pooling": "max", "kernel_size": 5}, "Nothing is left of the image after block 3"),
        ({"kernel_size": 32, "pooling": "max"}, "Nothing is left of the image after block 1"),
        ({"flatten": "no"}, "mat1 and mat2 shapes cannot be multiplied"),
        ({"channels": 64, "hidden": 512}, "at most 5,000,000 can be trained here"),
    ],
)
def test_a_size_that_cannot_work_is_explained_with_the_remedy(changes, says):
    with pytest.raises(ConfigError, match=re.escape(says)) as refused:
        CNN(CNNConfig(**changes), SHAPE, 10)
    assert "hoose" in str(refused.value)


def test_without_flatten_pytorch_says_what_the_page_says():
    with pytest.raises(ConfigError) as ours:
        CNN(CNNConfig(flatten="no"), SHAPE, 10)
    with pytest.raises(RuntimeError) as torchs:
        nn.Linear(16 * 30 * 30, 10)(nn.Conv2d(3, 16, 3)(torch.zeros(1, *SHAPE)))
    assert str(torchs.value).removeprefix("addmm: ") in str(ours.value)


def test_convolutions_that_make_too_many_numbers_are_explained_with_the_remedy():
    with pytest.raises(ConfigError, match=r"The convolutions would make 625,920 numbers of one image.* or pooling\."):
        CNN(CNNConfig(channels=64, blocks=4), SHAPE, 10)
