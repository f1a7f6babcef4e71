"""A network that cannot learn from one example alone is refused just where an epoch ends with one."""

from dataclasses import replace

import pytest
import torch

from core.errors import PastedError
from core.lessons import LESSONS
from core.script.program import posts_config
from pages.ui.language import words
from tests.core.pasted.sources import HEAD, IMAGE, executed
from tests.core.script.small import small

NET = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential({layers})

    def forward(self, x):
        return self.layers(x)
"""
NETWORKS = {
    "numbers": "nn.Flatten(), nn.Linear(784, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 10)",
    "images": "nn.Conv2d(1, 2, 5, 4), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(72, 10)",
    "images of one pixel": "nn.Conv2d(1, 8, 28), nn.BatchNorm2d(8), nn.Flatten(), nn.Linear(8, 10)",
    "sequences": "nn.Flatten(2), nn.BatchNorm1d(1), nn.Flatten(), nn.Linear(784, 10)",
    "layer by layer": "nn.Flatten(), nn.LayerNorm(784), nn.Linear(784, 10)",
}


@pytest.mark.parametrize("batch_size", [1, 2, 30, 64, 88, 89, 90, 100])
@pytest.mark.parametrize("name", NETWORKS)
def test_it_is_refused_exactly_where_pytorch_would_refuse_a_mini_batch(name, batch_size):
    lesson, dataset = LESSONS["000"], small("000")
    source = HEAD + NET.format(layers=NETWORKS[name])
    config = replace(posts_config(lesson, dataset.id), source=source, batch_size=batch_size)
    net, learns = executed(source, IMAGE, 10).train(), True
    for batch in torch.rand(len(dataset.train), *IMAGE).split(batch_size):
        try:
            net(batch)
        except ValueError as error:
            learns = "more than 1 value per channel" not in str(error)
            break
    if learns:
        assert lesson.describe_network(dataset, config)
        return
    with pytest.raises(PastedError) as caught:
        lesson.describe_network(dataset, config)
    assert caught.value.problem == "batch-of-one"
    assert "self.layers(x)" in source.split("\n")[caught.value.line - 1]
    english, korean = (words().put(caught.value.message, language) for language in ("en", "ko"))
    assert "batch size" in english
    assert "배치 크기" in korean
    assert ("90" in english) == ("90" in korean) == (batch_size != 1)
