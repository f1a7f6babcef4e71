import numpy as np
import pytest

from core.drawing import centre_digit, enlarge
from core.inference import predict_image, see_drawing


def test_a_test_image_drawn_on_the_canvas_is_answered_as_in_the_evaluation(trained, digits_dataset):
    right = 0
    for image, target in zip(digits_dataset.test.inputs[:50, 0].numpy(), digits_dataset.test.targets[:50], strict=True):
        canvas = np.pad(enlarge(image, 8), ((0, 56), (0, 56)))  # in the corner of a 280 x 280 canvas
        right += predict_image(trained, see_drawing(trained, canvas)).ranking[0].name == str(target.item())
    assert right >= 48


def test_probabilities_stand_in_the_order_of_the_classes_and_sum_to_one(trained, digits_dataset):
    prediction = predict_image(trained, digits_dataset.test.inputs[0].numpy())
    assert [guess.name for guess in prediction.guesses] == list("0123456789")
    assert sum(guess.probability for guess in prediction.guesses) == pytest.approx(1)
    assert prediction.ranking[0].probability == max(guess.probability for guess in prediction.guesses)


def test_what_the_network_sees_is_the_prepared_drawing(trained, digits_dataset):
    drawing = enlarge(digits_dataset.test.inputs[0, 0].numpy(), 7)
    assert (see_drawing(trained, drawing) == centre_digit(drawing)[None]).all()
