import numpy as np
import pytest
import torch
from sklearn.datasets import load_digits

from core.data import digits


@pytest.mark.slow
def test_the_split_is_stratified_and_always_the_same(digits_dataset):
    again = digits.load(None)
    assert torch.equal(again.test.inputs, digits_dataset.test.inputs)
    assert (len(again.train), len(again.test)) == (1437, 360)
    for split in (again.train, again.test):
        shares = torch.bincount(split.targets) / len(split)
        assert (shares - 0.1).abs().max() < 0.01


def test_they_are_those_of_scikit_learn():
    images, labels = digits.read_digits()
    theirs = load_digits()
    np.testing.assert_array_equal(images, theirs.images)
    np.testing.assert_array_equal(labels, theirs.target)


def test_no_picture_is_in_both_parts(digits_dataset):
    train, test = (
        {image.numpy().tobytes() for image in split.inputs} for split in (digits_dataset.train, digits_dataset.test)
    )
    assert not train & test


def test_images_are_like_mnists(digits_dataset):
    inputs = digits_dataset.train.inputs
    assert inputs.shape == (1437, 1, 28, 28)
    assert inputs.dtype == torch.uint8
    assert digits_dataset.train.targets.dtype == torch.int64
    assert inputs.amax() == 255
    assert inputs[:, :, :2].sum() == 0  # a border of at least two pixels above


def test_the_statistics_are_those_of_the_training_pixels(digits_dataset):
    pixels = digits_dataset.train.inputs.double() / 255
    assert digits_dataset.statistics.mean[0] == round(pixels.mean().item(), 4)
    assert digits_dataset.statistics.std[0] == round(pixels.std().item(), 4)
