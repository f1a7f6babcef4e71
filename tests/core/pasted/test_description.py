"""A pasted network is described once, however often a page asks for it."""

from dataclasses import replace

import pytest
import torch

from core.errors import PastedError
from core.lessons import LESSONS
from core.pasted import description
from core.script import networks
from core.script.program import posts_config
from tests.core.pasted.sources import HEAD
from tests.core.script.small import small


@pytest.fixture
def read(monkeypatch):
    """The sources that were read, in order."""
    sources = []

    def noting(source):
        sources.append(source)
        return reading(source)

    reading = description.read_network
    description.layers_of.cache_clear()
    monkeypatch.setattr(description, "read_network", noting)
    yield sources
    description.layers_of.cache_clear()


def test_the_same_network_is_read_once_and_another_anew(read):
    lesson, dataset = LESSONS["000"], small("000")
    config = replace(posts_config(lesson, dataset.id), source=HEAD + networks.SIMPLE_NET)
    first = lesson.describe_network(dataset, config)
    expected = list(first)
    first.clear()  # who asks may do with the list what they like
    assert lesson.describe_network(dataset, replace(config, learning_rate=0.5, epochs=7)) == expected
    assert len(read) == 1
    lesson.describe_network(dataset, replace(config, batch_size=7))
    lesson.describe_network(dataset, replace(config, source=config.source.replace("128", "96")))
    assert len(read) == 3


def test_a_fault_is_found_whenever_it_is_looked_for(read):
    lesson, dataset = LESSONS["000"], small("000")
    config = replace(posts_config(lesson, dataset.id), source=HEAD + networks.LENET)
    for _ in range(2):
        with pytest.raises(PastedError):
            lesson.describe_network(dataset, config)


def test_nothing_is_drawn_from_the_random_state_of_the_process(read):
    lesson, dataset = LESSONS["000"], small("000")
    config = replace(posts_config(lesson, dataset.id), source=HEAD + networks.SIMPLE_NET)
    before = torch.random.get_rng_state()
    lesson.describe_network(dataset, config)
    assert torch.equal(torch.random.get_rng_state(), before)
