import numpy as np
import pytest
import torch

from core.explain import attribute_words, saliency
from core.lessons import LESSONS
from core.runs import Run
from tests.conftest import built_in, shortened


@pytest.fixture(scope="module")
def reader() -> Run:
    """A network that has read a few reviews."""
    lesson = LESSONS["002b"]
    dataset = shortened(built_in(lesson), 400, 50)
    run = Run(lesson, dataset, lesson.presets[0].config_for(dataset.id)).start()
    run.join(120)
    return run


def test_saliency_is_the_gradient_of_the_logit(trained, digits_dataset):
    image = trained.card.preparation.apply(digits_dataset.test.images[3:4]).requires_grad_()
    trained.model(image)[0, 7].backward()
    gradient = image.grad[0].abs().amax(0)
    found = saliency(trained, digits_dataset.test, 3, 7)
    assert found.shape == (28, 28)
    assert found.max() == 1
    np.testing.assert_allclose(found, gradient / gradient.max(), atol=1e-6)


@pytest.mark.parametrize("lesson", [lesson for lesson in LESSONS.values() if lesson.id != "002b"], ids=lambda x: x.id)
def test_every_network_for_images_can_be_explained(lesson):
    dataset = shortened(built_in(lesson), 60, 20)
    run = Run(lesson, dataset, lesson.presets[0].config_for(dataset.id)).start()
    run.join(120)
    found = saliency(run.network, dataset.test, 0, 1)
    assert found.shape == dataset.input_shape[1:]
    assert np.isfinite(found).all()


def test_the_words_weights_add_up_to_what_the_text_changed(reader):
    split = reader.dataset.test
    for index in range(5):
        found = attribute_words(reader.network, split, index)
        inputs = reader.network.card.preparation.batch(split.inputs, torch.tensor([index]))
        with torch.no_grad():
            assert found.ends == pytest.approx(reader.network.model(*inputs).item(), abs=1e-4)
        assert found.weights.sum() == pytest.approx(found.ends - found.begins, abs=0.05 * (1 + abs(found.ends)))
        assert len(found.words) == len(found.weights) == len(inputs[0])


def test_of_a_long_text_the_first_words_are_explained_and_the_others_stay(reader, monkeypatch):
    monkeypatch.setattr("core.explain.WORDS", 5)
    whole = attribute_words(reader.network, reader.dataset.test, 0)
    words = reader.network.card.preparation.lengths(reader.dataset.test.inputs)[0].item()
    assert len(whole.words) == 5
    assert whole.left_out == words - 5
    inputs = reader.network.card.preparation.batch(reader.dataset.test.inputs, torch.tensor([0]))
    with torch.no_grad():
        assert whole.ends == pytest.approx(reader.network.model(*inputs).item(), abs=1e-4)


def test_explaining_changes_no_weight(reader):
    before = {name: tensor.clone() for name, tensor in reader.network.model.state_dict().items()}
    attribute_words(reader.network, reader.dataset.test, 0)
    assert all(torch.equal(before[name], tensor) for name, tensor in reader.network.model.state_dict().items())
