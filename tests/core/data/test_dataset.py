import torch
from torchvision import transforms

from core.data.dataset import Normalization


def test_normalisation_equals_torchvisions_bit_for_bit():
    images = torch.randint(0, 256, (20, 3, 9, 9), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
    for mean, std in (((0.5,) * 3, (0.5,) * 3), ((0.4914, 0.4822, 0.4465), (0.247, 0.2435, 0.2616))):
        prepare = transforms.Compose([transforms.ToPILImage(), transforms.ToTensor(), transforms.Normalize(mean, std)])
        assert torch.equal(Normalization(mean, std).apply(images), torch.stack([prepare(image) for image in images]))


def test_normalising_leaves_the_shared_pixels_alone():
    images = torch.full((2, 1, 3, 3), 7, dtype=torch.uint8)
    Normalization((0.5,), (0.5,)).apply(images)
    assert (images == 7).all()


def test_half_is_the_posts_choice_and_dataset_the_datas_own(digits_dataset):
    assert digits_dataset.normalization("half") == ((0.5,), (0.5,))
    assert digits_dataset.normalization("dataset") == digits_dataset.statistics
