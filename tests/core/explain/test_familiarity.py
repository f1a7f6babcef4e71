from dataclasses import replace

import numpy as np
import pytest
import torch

from core.criteria import class_probabilities
from core.drawing import DrawingSteps
from core.explain.activations import first_features
from core.explain.familiarity import RARE, _distance, getting_familiar, judge, unjudged
from core.inference import see_drawing
from core.models.cnn import CNN, CNNConfig
from core.network import Familiarity, TrainedNetwork
from core.pretrained import load_pretrained
from core.pretrained.pen_digits import draw
from core.work.task import finish
from tests.conftest import shortened


def circle(x: float, y: float, radius: float) -> np.ndarray:
    angle = np.linspace(0, 2 * np.pi, 40)
    return np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=1)


def lines(*points: tuple[float, float]) -> np.ndarray:
    return np.array(points, dtype=float)


FACE = [
    circle(140, 140, 90),
    circle(110, 110, 6),
    circle(170, 110, 6),
    lines((100, 170), (120, 190), (160, 190), (180, 170)),
]
HOUSE = [lines((60, 140), (60, 240), (220, 240), (220, 140), (60, 140)), lines((40, 150), (140, 50), (240, 150))]
HASH = [
    lines((90, 40), (90, 240)),
    lines((190, 40), (190, 240)),
    lines((40, 90), (240, 90)),
    lines((40, 190), (240, 190)),
]
LETTER_M = [lines((60, 230), (60, 50), (140, 150), (220, 50), (220, 230))]
SEVEN = [lines((70, 60), (210, 60), (120, 230))]
ONE = [lines((110, 90), (150, 50), (150, 230)), lines((110, 230), (190, 230))]
ZERO = [np.stack([circle(140, 140, 60)[:, 0], 140 + 1.4 * (circle(140, 140, 60)[:, 1] - 140)], axis=1)]


@pytest.fixture(scope="module")
def reader() -> TrainedNetwork:
    return load_pretrained("004-drawings")


def judged(network: TrainedNetwork, drawing: np.ndarray):
    return judge(network, network.familiarity, see_drawing(network, drawing))


@pytest.mark.parametrize("strokes", [SEVEN, ONE, ZERO], ids=["seven", "one", "zero"])
@pytest.mark.parametrize("width", [12, 20, 28])
def test_a_digit_is_not_strange_whatever_the_pen(reader, strokes, width):
    found = judged(reader, draw(strokes, width))
    assert not found.strange
    assert found.sure


@pytest.mark.parametrize("strokes", [FACE, HOUSE, HASH, LETTER_M], ids=["face", "house", "hash", "letter M"])
def test_what_is_no_digit_is_never_called_sure(reader, strokes):
    assert not judged(reader, draw(strokes)).sure


@pytest.mark.parametrize("width", [6, 20, 40])
def test_a_dot_is_strange(reader, width):
    """Cut out and enlarged it fills the frame, and looks like a nought to the network."""
    assert judged(reader, draw([lines((140, 140), (140, 140))], width)).strange


@pytest.mark.parametrize("brightness", [0, 255], ids=["empty", "full"])
def test_an_empty_and_a_full_canvas_are_never_called_sure(reader, brightness):
    assert not judged(reader, np.full((280, 280), brightness, np.uint8)).sure


@pytest.mark.slow
def test_of_the_held_out_examples_few_are_strange(trained, digits_dataset):
    familiarity = finish(getting_familiar(trained, digits_dataset))
    images = digits_dataset.test.images
    strange = [judge(trained, familiarity, image.numpy()).strange for image in images]
    assert sum(strange) / len(strange) <= RARE + 0.01
    noise = np.random.default_rng(0).integers(0, 256, (20, 1, 28, 28), dtype=np.uint8)
    assert all(judge(trained, familiarity, image).strange for image in noise)


def test_what_is_brighter_than_every_held_out_example_is_strange(trained, digits_dataset):
    familiarity = finish(getting_familiar(trained, digits_dataset))
    means = digits_dataset.test.images.double().mean((1, 2, 3))
    assert float(familiarity.brightest) == pytest.approx(float(means.max()))
    brightest = digits_dataset.test.images[means.argmax()].numpy()
    dimmed = familiarity._replace(brightest=familiarity.brightest - 0.5)
    assert not judge(trained, familiarity, brightest).strange
    assert judge(trained, dimmed, brightest).strange


def test_the_temperature_is_the_one_that_fits_the_held_out_examples_best(trained, digits_dataset):
    familiarity = finish(getting_familiar(trained, digits_dataset))
    _, outputs = first_features(trained, digits_dataset.test.images)
    logits, targets = class_probabilities(outputs, "CrossEntropy").log(), digits_dataset.test.targets
    best = float(familiarity.temperature)
    losses = [torch.nn.functional.cross_entropy(logits / t, targets) for t in (0.8 * best, best, 1.25 * best)]
    assert losses[1] < min(losses[0], losses[2])


def test_distances_are_mahalanobis_of_the_nearest_class():
    means, axes = torch.tensor([[0.0, 0.0], [10.0, 0.0]]), torch.eye(2)[None, :, :1].repeat(2, 1, 1)
    spreads, rest = torch.tensor([[4.0], [4.0]]), torch.tensor([1.0, 1.0])
    known = Familiarity(torch.tensor(1.0), means, axes, spreads, rest, torch.zeros(101), torch.tensor(255.0))
    points = torch.tensor([[2.0, 1.0], [10.0, 3.0]])
    expected = [2**2 / 4 + 1**2, 3**2]
    torch.testing.assert_close(_distance(known, points), torch.tensor(expected))


def test_too_few_examples_say_nothing(trained, digits_dataset):
    assert not unjudged(trained, digits_dataset)
    assert "fewer than 30 examples" in str(unjudged(trained, shortened(digits_dataset, 100, 50)))


def test_a_network_whose_linear_layer_is_too_large_is_not_judged(trained, digits_dataset):
    model = CNN(CNNConfig(channels=16), (1, 28, 28), 10).eval()
    assert "more than 5,000 inputs" in str(unjudged(replace(trained, model=model), digits_dataset))


def test_a_small_digit_in_a_corner_is_only_known_when_it_is_prepared(reader):
    small = draw([stroke / 3 for stroke in SEVEN], 8)
    assert judged(reader, small).sure
    unprepared = see_drawing(reader, small, DrawingSteps(crop=False, scale=False, centre=False))
    assert not judge(reader, reader.familiarity, unprepared).sure
