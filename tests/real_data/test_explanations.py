"""Explanations of real examples add up."""

import numpy as np

from core.data import imdb, mnist
from core.explain.attribution import attribute_pixels, attribute_words, words_of
from core.inference import predict_image
from core.pretrained import load_pretrained


def test_the_weights_of_the_words_of_real_reviews_add_up_within_one_percent(prepared_imdb):
    network, dataset = load_pretrained("002b-imdb"), imdb.load(prepared_imdb)
    for index in range(0, 25_000, 1_250):
        found = attribute_words(network, words_of(network, dataset.test, index)[1])
        whole = found.ends - found.begins
        assert abs(found.weights.sum() - whole) <= max(0.01 * abs(whole), 0.01), index


def test_the_weights_of_the_pixels_of_real_digits_add_up_within_one_percent(real_data):
    network, images = load_pretrained("004-drawings"), mnist.SOURCE_32.load(real_data).test.images[:100]
    for image in images.numpy():
        probabilities = [guess.probability for guess in predict_image(network, image).guesses]
        found = attribute_pixels(network, image, int(np.argmax(probabilities)), "integrated gradients")
        whole = found.ends - found.begins
        assert abs(found.weights.sum() - whole) <= max(0.01 * abs(whole), 0.01)
