import pytest
import torch

from core.augmentation import Augmentation, WordDropout, augmentation_of
from core.config import ImageConfig
from core.data.dataset import PADDING, UNKNOWN, Texts, Truncation
from core.models.lstm import LSTMConfig


@pytest.fixture
def images():
    generator = torch.Generator().manual_seed(3)
    return torch.randint(0, 256, (40, 1, 12, 12), dtype=torch.uint8, generator=generator)


def apply(augmentation, images, seed=0):
    return augmentation.apply(images, torch.Generator().manual_seed(seed))


def test_nothing_asked_for_is_no_augmentation():
    assert Augmentation.of(ImageConfig()) is None
    assert Augmentation.of(ImageConfig(flip="yes")) == Augmentation(flip=True)


def test_without_a_change_the_pixels_stay_as_they_are(images):
    assert torch.allclose(apply(Augmentation(), images), images.float(), atol=0.01)


def test_half_of_the_images_are_mirrored(images):
    changed = apply(Augmentation(flip=True), images)
    mirrored = [torch.allclose(new, old.float().flip(-1), atol=0.1) for new, old in zip(changed, images, strict=True)]
    kept = [torch.allclose(new, old.float(), atol=0.1) for new, old in zip(changed, images, strict=True)]
    assert all(one != other for one, other in zip(mirrored, kept, strict=True))
    assert 10 < sum(mirrored) < 30


def test_a_shift_moves_by_whole_pixels_and_brings_in_black(images):
    changed = apply(Augmentation(shift=2), images)
    found = set()
    for new, old in zip(changed, images, strict=True):
        padded = torch.nn.functional.pad(old[0].float(), (2, 2, 2, 2))
        places = [
            (down, right)
            for down in range(-2, 3)
            for right in range(-2, 3)
            if torch.allclose(new[0], padded[2 - down : 14 - down, 2 - right : 14 - right], atol=0.1)
        ]
        assert len(places) == 1
        found.add(places[0])
    assert len(found) > 10


def test_a_rotation_keeps_what_is_round(images):
    y, x = torch.meshgrid(torch.arange(31.0) - 15, torch.arange(31.0) - 15, indexing="ij")
    disc = (255 * (x**2 + y**2 < 100)).to(torch.uint8)[None, None]
    turned = apply(Augmentation(rotation=45), disc.repeat(5, 1, 1, 1))
    assert (turned - disc).abs().mean() < 8
    bar = torch.zeros(5, 1, 31, 31, dtype=torch.uint8)
    bar[..., 14:17, :] = 255
    assert (apply(Augmentation(rotation=45), bar) - bar).abs().mean() > 8


def test_the_same_generator_gives_the_same_images_and_torchs_own_is_left_alone(images):
    before = torch.get_rng_state()
    augmentation = Augmentation(shift=3, rotation=20, flip=True)
    assert torch.equal(apply(augmentation, images, seed=1), apply(augmentation, images, seed=1))
    assert not torch.equal(apply(augmentation, images, seed=1), apply(augmentation, images, seed=2))
    assert torch.equal(before, torch.get_rng_state())


def test_photographs_are_filled_up_with_their_own_edge(images):
    white = torch.full((20, 3, 8, 8), 255, dtype=torch.uint8)
    assert apply(Augmentation(shift=4, rotation=30), white).min() > 254


def test_word_dropout_hides_its_share_of_the_words_and_no_padding():
    """An oracle: what is not hidden is what is read without it, in its place."""
    generator = torch.Generator().manual_seed(5)
    lengths = torch.randint(1, 60, (400,), generator=generator)
    offsets = torch.cat([torch.zeros(1, dtype=torch.int64), lengths.cumsum(0)])
    texts = Texts(torch.randint(2, 50, (int(offsets[-1]),), dtype=torch.int32, generator=generator), offsets)
    reader, everything = Truncation(40, "end"), torch.arange(400)
    whole, read = reader.batch(texts, everything)
    words, same = reader.batch(texts, everything, WordDropout(0.25), torch.Generator().manual_seed(1))
    hidden = words != whole
    assert torch.equal(read, same)
    assert (words[hidden] == UNKNOWN).all()
    assert torch.equal(words == PADDING, whole == PADDING)
    share = hidden.sum() / (whole != PADDING).sum()
    assert 0.24 < share < 0.26
    again, _ = reader.batch(texts, everything, WordDropout(0.25), torch.Generator().manual_seed(1))
    assert torch.equal(words, again)


def test_what_a_config_asks_for():
    assert augmentation_of(LSTMConfig()) is None
    assert augmentation_of(LSTMConfig(word_dropout=0.1)) == WordDropout(0.1)
    assert augmentation_of(ImageConfig(shift=1)) == Augmentation(shift=1)
