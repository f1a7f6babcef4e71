from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from core.config import ImageConfig
from core.data.dataset import Normalization, Truncation
from core.data.tokens import BASIC, Vocabulary
from core.explain.attribution import METHODS, attribute_pixels, attribute_words, methods_for, words_of
from core.explain.reading import read
from core.inference import predict_image
from core.lessons import LESSONS
from core.models.lstm import LSTM, LSTMConfig
from core.network import TrainedNetwork
from core.pretrained import load_pretrained
from core.runs.run import Run
from tests.conftest import built_in, shortened


@pytest.fixture(scope="module")
def reader() -> Run:
    """A network that has read a few reviews."""
    lesson = LESSONS["002b"]
    dataset = shortened(built_in(lesson), 400, 50)
    run = Run(lesson, dataset, lesson.presets[0].config_for(dataset.id)).start()
    run.join(120)
    return run


@pytest.mark.slow
def test_the_gradient_is_that_of_the_logit(trained, digits_dataset):
    image = trained.card.preparation.apply(digits_dataset.test.images[3:4]).requires_grad_()
    trained.model(image)[0, 7].backward()
    found = attribute_pixels(trained, digits_dataset.test.images[3].numpy(), 7, "gradient")
    assert found.weights.shape == (28, 28)
    np.testing.assert_allclose(found.weights, image.grad[0].abs().amax(0), atol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("lesson", [lesson for lesson in LESSONS.values() if lesson.id != "002b"], ids=lambda x: x.id)
def test_every_network_for_images_can_be_explained_by_every_method(lesson):
    dataset = shortened(built_in(lesson), 60, 20)
    run = Run(lesson, dataset, replace(lesson.presets[0].config_for(dataset.id), epochs=1)).start()
    run.join(120)
    for method in methods_for(run.network):
        found = attribute_pixels(run.network, dataset.test.images[0].numpy(), 1, method)
        assert found.weights.shape == dataset.input_shape[1:]
        assert np.isfinite(found.weights).all()
        assert method in ("integrated gradients", "occlusion") or (found.weights >= 0).all()
    assert ("Grad-CAM" in methods_for(run.network)) == (lesson.id != "000")


@pytest.mark.slow
@pytest.mark.parametrize("pretrained_id", ["000-mnist", "004-mnist", "004-drawings", "003-cifar10"])
def test_integrated_gradients_are_complete_within_one_percent(pretrained_id):
    network = load_pretrained(pretrained_id)
    images = built_in(LESSONS[network.card.lesson]).test.images[:12].numpy()
    for image in images:
        label = int(predict_image(network, image).guesses.index(predict_image(network, image).ranking[0]))
        found = attribute_pixels(network, image, label, "integrated gradients")
        whole = found.ends - found.begins
        assert abs(found.weights.sum() - whole) <= max(0.01 * abs(whole), 0.01)


class LooksAt(nn.Module):
    """Its score for class 1 is the brightness of one square, minus that of another."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 1, 1, bias=False)
        nn.init.ones_(self.conv.weight)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.conv(x))
        score = x[:, :, 4:8, 20:24].sum((1, 2, 3)) - x[:, :, 20:24, 4:8].sum((1, 2, 3))
        return torch.stack([torch.zeros_like(score), score], dim=1)


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_a_network_that_looks_at_one_place_is_seen_to_look_there(trained, method):
    plain = Normalization((0.0,), (1.0,))
    card = replace(trained.card, classes=("no", "yes"), preparation=plain, config=ImageConfig())
    network = TrainedNetwork(LooksAt().eval().requires_grad_(False), card, "test")
    found = attribute_pixels(network, np.full((1, 28, 28), 200, np.uint8), 1, method).weights
    there, against = found[4:8, 20:24], found[20:24, 4:8]
    elsewhere = found.copy()
    elsewhere[:14, 14:] = elsewhere[14:, :14] = 0  # occlusion's squares reach a little further
    if method == "Grad-CAM":  # one number for all of a map: it cannot tell places of equal brightness apart
        assert np.allclose(found, found[0, 0])
        return
    assert there.min() > 0
    assert np.abs(elsewhere).max() < 1e-6
    assert (against.max() < 0) == (method != "gradient")  # the gradient is shown without its sign


def word_counter() -> TrainedNetwork:
    """Its state gathers what every word brings, "good" for, "bad" against, and is never forgotten."""
    words = ("<unk>", "<pad>", "good", "bad", "film")
    model = LSTM(len(words), LSTMConfig())
    for parameter in model.parameters():
        nn.init.zeros_(parameter)
    with torch.no_grad():
        model.embedding.weight[2, 0], model.embedding.weight[3, 0] = 1.0, -1.0
        model.lstm.bias_ih_l0[:100] = 10  # the input gate is open
        model.lstm.bias_ih_l0[100:200] = 10  # nothing is forgotten
        model.lstm.weight_ih_l0[200, 0] = 0.1  # the first cell takes the first number of a word's vector
        model.lstm.bias_ih_l0[300:] = 10  # the output gate is open
        model.fc.weight[0, 0] = 5
    config = LSTMConfig(max_length=0)
    card = replace(
        load_pretrained("002b-imdb").card, config=config, preparation=Truncation(0, "end"), input_shape=(len(words),)
    )
    return TrainedNetwork(model.eval().requires_grad_(False), card, "test", Vocabulary(words, BASIC))


def test_a_network_that_counts_good_and_bad_words_is_seen_to_count_them():
    ids = torch.tensor([4, 2, 4, 3, 0, 2], dtype=torch.int32)  # film good film bad <unk> good
    found = attribute_words(word_counter(), ids)
    assert (found.weights[[1, 5]] > 0.3).all()
    assert found.weights[3] < -0.3
    assert np.abs(found.weights[[0, 2, 4]]).max() < 1e-6


def test_the_words_weights_add_up_to_what_the_text_changed(reader):
    split = reader.dataset.test
    for index in range(5):
        words, ids = words_of(reader.network, split, index)
        found = attribute_words(reader.network, ids)
        inputs = reader.network.card.preparation.batch(split.inputs, torch.tensor([index]))
        with torch.no_grad():
            assert found.ends == pytest.approx(reader.network.model(*inputs).item(), abs=1e-4)
        whole = found.ends - found.begins
        assert abs(found.weights.sum() - whole) <= max(0.01 * abs(whole), 0.01)
        assert len(words) == len(found.weights) == len(inputs[0])


@pytest.mark.slow
def test_the_weights_of_a_review_as_long_as_imdbs_add_up_too():
    network, dataset = load_pretrained("002b-imdb"), built_in(LESSONS["002b"])
    words = [dataset.vocabulary.words[i] for i in dataset.test.texts.ids[:1000].tolist()]
    for start in (0, 400):
        found = attribute_words(network, read(network, " ".join(words[start : start + 200])).ids)
        whole = found.ends - found.begins
        assert abs(found.weights.sum() - whole) <= max(0.01 * abs(whole), 0.01)


def test_of_a_long_text_the_first_words_are_explained_and_the_others_stay(reader, monkeypatch):
    monkeypatch.setattr("core.explain.attribution.WORDS", 5)
    _, ids = words_of(reader.network, reader.dataset.test, 0)
    found = attribute_words(reader.network, ids)
    assert len(found.weights) == 5
    assert found.left_out == len(ids) - 5
    inputs = reader.network.card.preparation.batch(reader.dataset.test.inputs, torch.tensor([0]))
    with torch.no_grad():
        assert found.ends == pytest.approx(reader.network.model(*inputs).item(), abs=1e-4)


def test_explaining_changes_no_weight_and_leaves_no_hook(reader, trained, digits_dataset):
    before = {name: tensor.clone() for name, tensor in reader.network.model.state_dict().items()}
    attribute_words(reader.network, words_of(reader.network, reader.dataset.test, 0)[1])
    assert all(torch.equal(before[name], tensor) for name, tensor in reader.network.model.state_dict().items())
    network = load_pretrained("004-mnist")
    for method in METHODS:
        attribute_pixels(network, np.zeros((1, 32, 32), np.uint8), 0, method)
    assert not any(module._forward_hooks or module._backward_hooks for module in network.model.modules())
