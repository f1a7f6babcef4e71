"""What many tests share: built-in data, a tiny data set, the real one where PLAYGROUND_TEST_DATA names its folder."""

import gc
import os
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")  # as app.py does, before torch is imported

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, settings
from torch import nn

from core.config import ImageConfig
from core.data import digits
from core.data.dataset import DataSet, Normalization, Split
from core.evaluate.robustness import sample_of
from core.lessons import DATASETS, LESSONS, Lesson
from core.messages import literal
from core.network import TrainedNetwork
from core.runs.run import Run
from tests.packed_cifar10 import trust_packed_cifar10

gc.freeze()  # as pages/ui/visitor/process.py does: else each collection, with all of torch in it, takes long
# How long an example takes says something about the computer, nothing about the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
MAIN = sys.modules["__main__"]
REAL_DATA = os.environ.get("PLAYGROUND_TEST_DATA")
collect_ignore = [] if REAL_DATA else ["real_data"]


def pytest_report_header() -> str:
    return f"real data: {REAL_DATA or 'none (PLAYGROUND_TEST_DATA is not set), so tests/real_data is left out'}"


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument: a zip holds the time at which it was made, and pytest-xdist compares names."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def main_module() -> None:
    """AppTest leaves app.py as `__main__`, and a process that multiprocessing spawns would run it first."""
    sys.modules["__main__"] = MAIN


@pytest.fixture(autouse=True)
def the_same_chance_each_time() -> None:
    """A network that a test makes by itself gets the same weights each time; nothing else draws from this generator."""
    torch.manual_seed(20_200_118)  # none that a lesson uses


@pytest.fixture(autouse=True, scope="session")
def no_gpu() -> Iterator[None]:
    """Let "auto" take the CPU: a GPU's last digits are not those of the plain loops. test_devices.py brings it back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.work.device.accelerator", lambda: None)
        yield


@pytest.fixture(scope="session")
def real_data() -> Path:
    assert REAL_DATA is not None
    folder = Path(REAL_DATA).resolve()
    trust_packed_cifar10(folder)
    return folder


@pytest.fixture(scope="session")
def browser():
    """One for all tests: Playwright runs once per process."""
    from tests.e2e.browser import chromium

    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def digits_dataset() -> DataSet:
    return digits.load(Path("nowhere"))


@pytest.fixture(scope="session")
def lesson() -> Lesson:
    return LESSONS["000"]


@pytest.fixture(scope="session")
def noise() -> DataSet:
    """200 training and 50 test images of noise: small enough to train on in milliseconds."""
    generator = torch.Generator().manual_seed(7)

    def split(count: int) -> Split:
        images = torch.randint(0, 256, (count, 1, 28, 28), dtype=torch.uint8, generator=generator)
        return Split(images, torch.arange(count) % 10)

    statistics = Normalization((0.4,), (0.3,))
    return DataSet("mnist", literal("Noise"), tuple("0123456789"), split(200), split(50), statistics=statistics)


@pytest.fixture(scope="session")
def trained(lesson: Lesson, digits_dataset: DataSet) -> TrainedNetwork:
    """A network that has learnt the built-in digits with the quick preset."""
    run = Run(lesson, digits_dataset, lesson.presets[0].config_for("digits")).start()
    run.join()
    assert run.network is not None
    return run.network


def built_in(lesson: Lesson) -> DataSet:
    """The lesson's data set that needs no network."""
    return _load(lesson.built_in())


@cache
def _load(dataset_id: str) -> DataSet:
    return DATASETS[dataset_id].load(Path("nowhere"))


def simple_net(lesson: Lesson, seed: int = 0) -> nn.Module:
    """Lesson 000's network with its first weights."""
    return lesson.build_model(ImageConfig(seed=seed), (1, 28, 28), 10)


@pytest.fixture(scope="session")
def quick_config() -> ImageConfig:
    return ImageConfig(epochs=2, batch_size=32, learning_rate=0.05, log_every=3)


def shortened(dataset: DataSet, train: int, test: int) -> DataSet:
    """The same with fewer examples, spread evenly over it."""
    validation = dataset.validation and sample_of(dataset.validation, test)
    parts = {"train": sample_of(dataset.train, train), "test": sample_of(dataset.test, test), "validation": validation}
    return replace(dataset, **parts)


def await_state(condition: Callable[[], object]) -> None:
    """Come back as soon as it holds; fails after a minute."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "the awaited state never came"
        time.sleep(0.01)
