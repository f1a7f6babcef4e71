import numpy as np
import pytest
import torch

from core.data.dataset import UNKNOWN, Split, Texts
from core.evaluate.evaluation import evaluate
from core.evaluate.robustness import IMAGES, STEPS, TEXTS, measuring_robustness, sample_of
from core.lessons import LESSONS
from core.runs.run import Run
from core.work.task import finish
from tests.conftest import built_in, shortened

LENGTHS = (3, 0, 40, 7)


@pytest.fixture
def images() -> torch.Tensor:
    return torch.randint(0, 256, (6, 3, 32, 32), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))


@pytest.fixture
def texts() -> Texts:
    offsets = torch.tensor([0, *LENGTHS]).cumsum(0)
    return Texts(torch.arange(100, 100 + sum(LENGTHS), dtype=torch.int32), offsets)


def worse(kinds, name, inputs, strength):
    return kinds[name].apply(inputs, strength, torch.Generator().manual_seed(0))


@pytest.mark.parametrize("name", IMAGES)
@pytest.mark.parametrize("channels", [1, 3])
def test_images_stay_images_and_get_worse_with_every_step(images, name, channels):
    given = images[:, :channels]
    strengths = IMAGES[name].strengths
    distances = []
    for strength in strengths:
        changed = worse(IMAGES, name, given, strength)
        assert changed.shape == given.shape
        assert changed.dtype == torch.uint8
        distances.append((changed.float() - given).abs().mean().item())
    assert len(strengths) == STEPS
    assert distances[0] > 0
    if name != "rotation":  # of noise every turned picture is equally far away
        assert distances == sorted(distances)


def test_a_shift_moves_right_and_down_and_black_comes_in(images):
    moved = worse(IMAGES, "shift", images, 0.25)
    assert torch.equal(moved[:, :, 8:, 8:], images[:, :, :24, :24])
    assert moved[:, :, :8].sum() == moved[:, :, :, :8].sum() == 0


def test_less_contrast_keeps_the_mean(images):
    flat = worse(IMAGES, "contrast", images, 0.2).float()
    np.testing.assert_allclose(flat.mean((1, 2, 3)), images.float().mean((1, 2, 3)), atol=0.6)
    assert flat.std() == pytest.approx(0.2 * images.float().std().item(), rel=0.05)


def test_a_blur_of_the_smallest_pictures_works(images):
    assert worse(IMAGES, "blur", images[:, :, :8, :8], 3).shape == (6, 3, 8, 8)


@pytest.mark.parametrize("strength", TEXTS["unknown"].strengths)
def test_texts_keep_their_words_in_their_own_review(texts, strength):
    unknown = worse(TEXTS, "unknown", texts, strength)
    kept = unknown.ids != UNKNOWN
    assert torch.equal(unknown.ids[kept], texts.ids[kept])
    fewer = worse(TEXTS, "left out", texts, strength)
    for index, length in enumerate(LENGTHS):
        words, left = texts.words_of(index).tolist(), fewer.words_of(index).tolist()
        assert left == [word for word in words if word in left]  # in the old order
        assert len(left) <= length
    assert len(fewer.ids) == fewer.offsets[-1]


@pytest.mark.parametrize("strength", TEXTS["shuffled"].strengths)
def test_moved_words_stay_in_their_review_and_near_their_place(texts, strength):
    moved = worse(TEXTS, "shuffled", texts, strength)
    for index in range(len(LENGTHS)):
        before, after = texts.words_of(index).tolist(), moved.words_of(index).tolist()
        assert sorted(before) == sorted(after)
        assert all(abs(before.index(word) - place) <= strength for place, word in enumerate(after))


def test_a_sample_is_spread_evenly_and_keeps_texts_and_truths_together(texts):
    part = sample_of(Split(texts, torch.arange(4)), 2)
    assert part.targets.tolist() == [0, 3]
    assert part.texts.words_of(1).tolist() == texts.words_of(3).tolist()


def test_with_no_change_the_accuracy_is_that_of_the_evaluation(trained, digits_dataset):
    dataset = shortened(digits_dataset, 10, 60)
    found = finish(measuring_robustness(trained, dataset))
    assert found.examples == 60
    assert found.accuracies.keys() == IMAGES.keys()
    for accuracies in found.accuracies.values():
        assert len(accuracies) == 1 + STEPS
        assert accuracies[0] == evaluate(trained, dataset).accuracy
    assert min(found.accuracies["shift"]) < 0.5  # a fully connected network knows each pixel by its place


@pytest.mark.slow
def test_a_reader_of_texts_is_asked_with_texts_made_worse():
    lesson = LESSONS["002b"]
    dataset = shortened(built_in(lesson), 10, 30)
    run = Run(lesson, dataset, lesson.presets[0].config_for(dataset.id))
    run.player._build()
    network = run.player._freeze(None)
    found = finish(measuring_robustness(network, dataset))
    assert found.accuracies.keys() == TEXTS.keys()
    for accuracies in found.accuracies.values():
        assert len(accuracies) == 1 + STEPS
        assert accuracies[0] == evaluate(network, dataset).accuracy
