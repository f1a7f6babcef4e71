import numpy as np
import pytest

from core.data.summary import class_counts, examples_of, pixel_shares


def test_every_example_is_counted_once(digits_dataset):
    train, test = class_counts(digits_dataset)
    assert (train.sum(), test.sum(), len(train)) == (1437, 360, 10)


def test_examples_are_of_the_class_and_begin_again_after_the_last(digits_dataset):
    count = int((digits_dataset.train.targets == 3).sum())
    first = examples_of(digits_dataset.train, 3, 0, 4)
    assert first.shape == (4, 1, 28, 28)
    assert (examples_of(digits_dataset.train, 3, count, 4) == first).all()
    assert not (examples_of(digits_dataset.train, 3, 4, 4) == first).all()


def test_pixel_shares_sum_to_one_and_normalising_gives_mean_zero_and_deviation_one(digits_dataset):
    before, after = pixel_shares(digits_dataset, None), pixel_shares(digits_dataset, "dataset")
    for histogram in (before, after):
        assert histogram.shares.sum() == pytest.approx(1)
        assert len(histogram.edges) == len(histogram.shares) + 1
    assert (before.edges[0], before.edges[-1]) == (0, 1)
    assert np.allclose((after.mean, after.std), (0, 1), atol=0.01)
