from dataclasses import replace

import numpy as np
import pytest
import torch

from core.data.dataset import Normalization
from core.explain.activations import (
    CONVOLUTION,
    LINEAR,
    POOLING,
    RELU,
    contributions,
    convolution_cell,
    first_features,
    watch_backward,
    watch_layers,
)
from core.lab.autograd import Lab
from core.models.cnn import CNN, CNNConfig
from core.network import TrainedNetwork
from core.pretrained import load_pretrained

IMAGES = ["000-mnist", "004-mnist", "004-drawings", "003-cifar10"]


def any_image(network: TrainedNetwork) -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, network.card.input_shape, dtype=np.uint8)


def hooked(network: TrainedNetwork, image: np.ndarray) -> dict[str, torch.Tensor]:
    """What forward hooks of the layers see."""
    seen = {}
    handles = [
        module.register_forward_hook(lambda _m, _i, output, name=name: seen.__setitem__(name, output[0]))
        for name, module in network.model.named_modules()
        if name and list(module.parameters())
    ]
    with torch.no_grad():
        network.model(*network.card.preparation.batch(torch.tensor(image)[None], torch.tensor([0])))
    for handle in handles:
        handle.remove()
    return seen


@pytest.mark.parametrize("pretrained_id", IMAGES)
def test_activations_are_what_forward_hooks_see(pretrained_id):
    network = load_pretrained(pretrained_id)
    image = any_image(network)
    layers = {layer.name: layer for layer in watch_layers(network, image)[0] if layer.kind in (CONVOLUTION, LINEAR)}
    expected = hooked(network, image)
    assert list(layers) == list(expected)
    assert all(torch.equal(layers[name].output, output) for name, output in expected.items())


def test_every_step_of_a_network_is_seen_in_its_order():
    network = load_pretrained("004-mnist")
    kinds = [layer.kind for layer in watch_layers(network, any_image(network))[0]]
    convolutions = [CONVOLUTION, RELU, POOLING] * 2
    assert kinds == [*convolutions, LINEAR, RELU, LINEAR, RELU, LINEAR]


@pytest.mark.slow
@pytest.mark.parametrize("pooling", ["none", "max", "average"])
def test_networks_of_the_visitors_own_sizes_are_seen_too(trained, pooling):
    model = CNN(CNNConfig(blocks=2, pooling=pooling, hidden=8, channels=4), (3, 20, 20), 3).eval()
    card = replace(trained.card, input_shape=(3, 20, 20), preparation=Normalization((0.5,) * 3, (0.5,) * 3))
    layers, _ = watch_layers(TrainedNetwork(model, card, "test"), np.zeros((3, 20, 20), np.uint8))
    assert [layer.name for layer in layers if layer.kind == CONVOLUTION] == ["conv1", "conv2"]
    assert sum(layer.kind == POOLING for layer in layers) == (0 if pooling == "none" else 2)
    assert layers[-1].output.shape == (3,)


@pytest.mark.parametrize("pretrained_id", IMAGES)
def test_the_arithmetic_of_a_convolution_and_of_a_neuron_gives_the_activation(pretrained_id):
    network = load_pretrained(pretrained_id)
    for layer in watch_layers(network, any_image(network))[0]:
        if layer.kind == CONVOLUTION:
            channels, height, width = layer.output.shape
            for place in ((0, 0, 0), (channels - 1, height - 1, width - 1), (1, 2, 3)):
                cell = convolution_cell(layer, *place)
                assert cell.products.sum() + cell.bias == pytest.approx(cell.activation, abs=1e-5)
                assert cell.sum == pytest.approx(cell.activation, abs=1e-5)
                assert cell.activation == layer.output[place]
                np.testing.assert_array_equal(cell.products, cell.patch * cell.kernel)
        elif layer.kind == LINEAR:
            for neuron in (0, len(layer.output) - 1):
                found = contributions(layer, neuron)
                assert found.sum == pytest.approx(found.activation, abs=2e-5)
                assert found.activation == layer.output[neuron]


def test_features_are_what_reaches_the_first_linear_layer():
    network = load_pretrained("004-mnist")
    images = torch.tensor(np.stack([any_image(network)] * 3))
    features, outputs = first_features(network, images)
    first = next(layer for layer in watch_layers(network, any_image(network))[0] if layer.kind == LINEAR)
    assert features.shape == (3, 576)
    torch.testing.assert_close(features[1], first.input)
    assert outputs.shape == (3, 10)


def test_gradients_of_activations_and_weights_are_autograds_own():
    lab = Lab(0).reach("loss")
    found = watch_backward(lab.net, lab.names["input"], lambda out: lab.names["criterion"](out, lab.names["target"]))
    assert [layer.output.shape[-1] for layer, _, _ in found if layer.output.ndim == 4] == [30, 30, 15, 13, 13, 6]
    fresh = Lab(0).reach("backward").do("backward")
    weights = [gradient for _, _, gradient in found if gradient is not None]
    expected = [parameter.grad for name, parameter in fresh.net.named_parameters() if name.endswith("weight")]
    assert all(map(torch.equal, weights, expected))
    by_formula = 2 * (lab.names["out"] - lab.names["target"]) / 10
    torch.testing.assert_close(found[-1][1], by_formula.detach())
    hidden = found[-2][0].output  # what reaches the last layer
    torch.testing.assert_close(found[-2][1], by_formula.detach() @ lab.net.fc3.weight.detach())
    assert hidden.shape == (1, 84)
    assert lab.gradient("fc3.weight") is None
