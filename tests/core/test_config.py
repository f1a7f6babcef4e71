import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config import ImageConfig, bounds_of, choice_of, help_of, label_of
from core.errors import ConfigError
from core.messages import LANGUAGES, english
from core.models.cnn import CNNConfig
from core.models.lstm import LSTMConfig


def test_the_defaults_are_valid_and_survive_json():
    config = ImageConfig()
    assert ImageConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("epochs", 0, "Epochs: 0 is outside 1 to 50"),
        ("epochs", 51, "Epochs: 51 is outside 1 to 50"),
        ("epochs", 2.5, "Epochs: 2.5 is not a whole number"),
        ("epochs", True, "not a whole number"),
        ("batch_size", None, "Batch size is empty"),
        ("learning_rate", float("nan"), "not a number"),
        ("learning_rate", float("inf"), "not a number"),
        ("learning_rate", -1.0, "Learning rate: -1 is outside 0.000001 to 10"),
        ("learning_rate", "fast", "Learning rate: 'fast' is not a number"),
        ("momentum", 1.0, "outside 0 to 0.99"),
        ("optimizer", "Magic", "none of SGD, Momentum, Nesterov, Adam"),
        ("seed", -1, "outside 0 to 2,147,483,647"),
    ],
)
def test_a_value_that_cannot_work_is_refused_with_the_value_and_the_range(name, value, says):
    with pytest.raises(ConfigError, match=says.replace("(", r"\(")):
        ImageConfig(**{name: value})


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, spec.name) for kind in (ImageConfig, CNNConfig, LSTMConfig) for spec in fields(kind)]
)
def test_every_hyperparameter_has_words_and_either_bounds_or_choices(kind, name):
    bounds = bounds_of(kind, name)
    for language in LANGUAGES:
        assert english().put(label_of(name), language) != label_of(name).id
        assert english().put(help_of(name), language).endswith((".", "?"))
        for choice in bounds.choices:
            assert english().put(choice_of(choice), language) != choice_of(choice).id
    assert all(str(choice_of(choice)) == choice for choice in bounds.choices)
    assert [bool(bounds.choices), bounds.low is not None and bounds.high is not None, bool(bounds.letters)].count(
        True
    ) == 1


@given(st.sampled_from([spec.name for spec in fields(ImageConfig)]), st.one_of(st.integers(), st.floats(), st.text()))
def test_any_value_is_either_taken_as_it_is_or_refused(name, value):
    try:
        config = replace(ImageConfig(), **{name: value})
    except ConfigError:
        return
    assert getattr(config, name) == value


def test_unknown_hyperparameters_are_refused_by_name():
    with pytest.raises(ConfigError, match="'speed'"):
        ImageConfig.from_dict({"speed": 3})


def test_a_choice_that_is_empty_is_refused_with_the_choices():
    with pytest.raises(ConfigError, match="Optimizer is empty: enter a value SGD, Momentum, Nesterov, Adam"):
        ImageConfig(optimizer=None)
