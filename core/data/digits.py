"""The built-in data set: 1,797 real handwritten digits that come with scikit-learn, enlarged to MNIST's size.

Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository
(1998), its test part: 8 x 8 pixels, 17 grey levels, 43 writers.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from core.data.dataset import DataSet, DataSource, Split, statistics_of
from core.data.mnist import resized
from core.drawing import centre_digit, enlarge

TEST_SHARE = 0.2
SPLIT_SEED = 0


def load(_folder: Path) -> DataSet:
    """1,437 training and 360 test images of 28 x 28, stratified by class with a fixed seed; needs no file on disk.

    Each 8 x 8 image goes the way a drawing goes (core.drawing): cropped, its longer side scaled to 20 pixels, its
    centre of mass moved to the centre.
    """
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    digits = load_digits()
    bytes_8x8 = np.round(digits.images * (255 / 16)).astype(np.uint8)
    images = np.stack([centre_digit(enlarge(image, 20)) for image in bytes_8x8])
    parts = train_test_split(
        images, digits.target, test_size=TEST_SHARE, random_state=SPLIT_SEED, stratify=digits.target
    )
    train_images, test_images, train_targets, test_targets = (torch.from_numpy(part) for part in parts)
    train = Split(train_images.unsqueeze(1), train_targets.long())
    return DataSet(
        id="digits",
        title=SOURCE.title,
        classes=SOURCE.classes,
        train=train,
        test=Split(test_images.unsqueeze(1), test_targets.long()),
        statistics=statistics_of(train.images),
    )


SOURCE = DataSource(
    id="digits",
    title="Built-in digits",
    about="1,797 real handwritten digits that come with scikit-learn (UCI, 43 writers), enlarged from 8 x 8 to "
    "28 x 28 pixels. Always here, also offline.",
    classes=tuple("0123456789"),
    load=load,
)

SOURCE_32 = replace(
    SOURCE,
    id="digits32",
    title="Built-in digits at 32 x 32",
    about="1,797 real handwritten digits that come with scikit-learn (UCI, 43 writers), enlarged from 8 x 8 to "
    "32 x 32 pixels. Always here, also offline.",
    load=resized(load, "digits32", "Built-in digits at 32 x 32"),
)
