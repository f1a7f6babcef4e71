"""An app for the tests that do not need one of their own, and its visitors."""

from collections.abc import Callable, Iterator

import pytest

from tests.conftest import REAL_DATA
from tests.e2e.browser import Visitor
from tests.e2e.server import Server, serving

collect_ignore = [] if REAL_DATA else ["test_real_data.py"]


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[Server]:
    """The app without a network: no data on disk, and nothing at the address of the mirror."""
    nowhere = {f"PLAYGROUND_{name}_MIRROR": "http://127.0.0.1:9/" for name in ("MNIST", "CIFAR10", "IMDB", "GLOVE")}
    with serving(tmp_path_factory.mktemp("data"), **nowhere) as running:
        yield running


@pytest.fixture
def new_visitor(browser, server) -> Iterator[Callable[..., Visitor]]:
    """new_visitor() is somebody with a browser of their own."""
    visitors = []

    def arrive(**options) -> Visitor:
        visitors.append(Visitor(browser, server.url, **options))
        return visitors[-1]

    yield arrive
    for visitor in visitors:
        visitor.leave()
    server.assert_quiet()


@pytest.fixture
def visitor(new_visitor) -> Visitor:
    return new_visitor()
