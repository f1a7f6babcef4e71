"""Small files as people really bring them; `trials/expected.json` in the data folder says what is right for each."""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from core.data.files import read_files
from core.data.own import TEST, TRAIN
from core.data.pictures import read_picture
from core.errors import DataError
from tests.conftest import REAL_DATA

TRIALS = Path(REAL_DATA or ".") / "trials"
EXPECTED = json.loads((TRIALS / "expected.json").read_text(encoding="utf-8"))
MOST_SECONDS, MOST_MEGABYTES = 2, 200

REFUSED = {
    "zip-deflate64.zip": "packed with Deflate64",
    "zip-aes.zip": "locked with a password",
    "csv-unlabelled.csv": "The label is missing",
}
SAID = {
    "zip-wrapped-split.zip": ("read me.jpg: it lies beside the folders", "8 for training, 8 for testing"),
    "zip-junk.zip": ("keep hidden", "“empty”"),
    "npz-minus-one-to-one.npz": ("from -1 to 1 were stretched",),
    "npz-16-bit.npz": ("of 16 bits",),
    "npz-standardised.npz": ("no usual range: it was stretched",),
    "npz-flat.npz": ("read as pictures of 28 x 28",),
    "npz-unnamed.npz": ("“arr_0” the images and “arr_1” their labels",),
    "csv-cp949.csv": ("code page 949",),
    "csv-label-last.csv": ("the label in column 65",),
    "csv-index.csv": ("column 1 left out",),
}
MEASURED = """
import resource, sys
from core.data.files import read_files
from core.errors import DataError
import core.data.files.tables, pandas, pillow_heif  # what is loaded once is not the file's
files = [(name, open(name, "rb").read()) for name in sys.argv[1:]]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for file in files:
    try:
        read_files([file], "A", 32)
    except DataError:
        pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def content_of(name: str) -> bytes:
    return (TRIALS / name).read_bytes()


@pytest.mark.parametrize("name", [name for name in EXPECTED if name not in REFUSED])
def test_it_is_read_as_it_should_be(name):
    begun = time.monotonic()
    collection = read_files([(name, content_of(name))], "A", 64)
    assert time.monotonic() - begun < 10 * MOST_SECONDS  # a busy machine may be slow, not ten times
    right = EXPECTED[name]
    if "classes" in right:
        assert {label: len(pictures) for label, pictures in collection.pictures.items()} == right["classes"]
    for said in SAID.get(name, ()):
        assert said in " ".join(map(str, collection.remarks))
    if name.endswith(".png"):
        pixels = read_picture(content_of(name), 64)
        assert right["mean"][0] <= pixels.mean() <= right["mean"][1]
        assert len(np.unique(pixels)) >= right.get("levels", 0)
    else:
        dataset = collection.build_dataset(0.25, 0)
        assert dataset.train.images.float().mean() > 10  # never a nearly black picture


@pytest.mark.parametrize(("name", "says"), REFUSED.items())
def test_what_cannot_be_read_is_told_in_one_sentence(name, says):
    with pytest.raises(DataError, match=says) as refused:
        read_files([(name, content_of(name))], "A", 64)
    assert "png" not in str(refused.value)


@pytest.mark.parametrize("name", ["zip-wrapped-split.zip", "npz-keras.npz"])
def test_a_test_part_of_its_own_is_the_test_part(name):
    collection = read_files([(name, content_of(name))], "A", 32)
    dataset = collection.build_dataset(0.25, 0)
    assert len(dataset.train) == collection.counts[TRAIN]
    assert len(dataset.test) == collection.counts[TEST]


def test_all_of_them_one_after_the_other_take_little_memory():
    command = [sys.executable, "-c", MEASURED, *(str(TRIALS / name) for name in EXPECTED)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert float(printed) < MOST_MEGABYTES
