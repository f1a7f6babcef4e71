"""A folder for data sets."""

import pytest


@pytest.fixture
def data(tmp_path):
    """An empty one, in which data sets are prepared."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder
