"""The built-in data set: 1,797 real handwritten digits that come with scikit-learn, enlarged to MNIST's size.

Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository
(1998), its test part: 8 x 8 pixels, 17 grey levels, 43 writers.
"""

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch

from core.data.dataset import DataSet, DataSource, Split
from core.data.mnist import resized
from core.data.statistics import statistics_of
from core.drawing import centre_digit, enlarge
from core.messages import Message

_IN_PACKAGE = "datasets/data/digits.csv.gz"
_EVERY = 5  # every fifth example of a class is for testing


def load(_folder: Path) -> DataSet:
    """1,437 training and 360 test images of 28 x 28, every fifth of a class for testing; needs no file on disk.

    Each 8 x 8 image is prepared as a drawing is (core.drawing): it is cropped, its longer side is scaled to 20 pixels,
    and its centre of mass is moved to the centre.
    """
    images_8x8, labels = read_digits()
    bytes_8x8 = np.round(images_8x8 * (255 / 16)).astype(np.uint8)
    images = torch.from_numpy(np.stack([centre_digit(enlarge(image, 20)) for image in bytes_8x8])).unsqueeze(1)
    targets = torch.from_numpy(labels)
    for_testing = torch.zeros(len(targets), dtype=torch.bool)
    for_testing[targets.argsort(stable=True)[::_EVERY]] = True
    train = Split(images[~for_testing], targets[~for_testing])
    return DataSet(
        id="digits",
        title=SOURCE.title,
        classes=SOURCE.classes,
        train=train,
        test=Split(images[for_testing], targets[for_testing]),
        statistics=statistics_of(train.images),
    )


def read_digits() -> tuple[np.ndarray, np.ndarray]:
    """The arrays of sklearn.datasets.load_digits: images (1797, 8, 8) from 0 to 16, and labels (1797,).

    scikit-learn is not imported: it would also import pandas, and both would be in memory from the first page on
    (`python -m benchmarks memory`).
    """
    package = find_spec("sklearn")
    assert package is not None
    assert package.origin is not None
    table = np.loadtxt(Path(package.origin).parent / _IN_PACKAGE, delimiter=",")
    return table[:, :-1].reshape(-1, 8, 8), table[:, -1].astype(np.int64)


SOURCE = DataSource(
    id="digits",
    title=Message("datasets-digits"),
    about=Message("datasets-digits.about"),
    classes=tuple("0123456789"),
    load=load,
    input_shape=(1, 28, 28),
)

SOURCE_32 = replace(
    SOURCE,
    id="digits32",
    title=Message("datasets-digits32"),
    about=Message("datasets-digits32.about"),
    load=resized(load, "digits32"),
    input_shape=(1, 32, 32),
)
