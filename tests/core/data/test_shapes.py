import pytest
import torch

from core.data import shapes


@pytest.mark.slow
def test_the_shapes_are_the_same_every_time_and_ten_of_a_kind():
    one, two = shapes.load(None), shapes.load(None)
    assert torch.equal(one.train.images, two.train.images)
    assert one.train.images.shape == (5000, 3, 32, 32)
    assert one.test.images.shape == (1000, 3, 32, 32)
    assert torch.bincount(one.train.targets).tolist() == [500] * 10
    assert len(set(one.classes)) == 10


@pytest.mark.slow
def test_place_size_and_colour_say_nothing_about_the_class():
    """A linear classifier on what is not the form must not do better than chance by much."""
    from sklearn.linear_model import LogisticRegression

    dataset = shapes.load(None)

    def colours(split):
        pixels = split.images.float()
        return torch.cat([pixels.mean((2, 3)), pixels[:, :, 0, 0], pixels[:, :, 16, 16]], dim=1).numpy() / 255

    model = LogisticRegression(max_iter=200).fit(colours(dataset.train), dataset.train.targets)
    assert model.score(colours(dataset.test), dataset.test.targets) < 0.2
