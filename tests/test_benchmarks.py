"""What the measurements do before they measure: prepare data that lie raw, or say what to do."""

import pytest

from benchmarks import data
from benchmarks.steps import measure_growth, measure_steps
from core.data.dataset import DataSource
from core.errors import DataError


def source_that(state: dict) -> DataSource:
    """Published files that are there or not, and what is made of them."""

    def check(_folder):
        if not state["prepared"]:
            raise DataError("The reviews are not cut into words yet.")

    def load(folder):
        check(folder)
        return "the data set"

    def download(_folder, _on_bytes, _on_stage):
        assert state["raw"], "nothing may be fetched"
        state["prepared"] = True

    return DataSource("x", "X", "", (), load, download, check=check, is_raw=lambda _folder: state["raw"])


@pytest.mark.parametrize("state", [{"raw": True, "prepared": False}, {"raw": True, "prepared": True}])
def test_raw_data_are_prepared_and_loaded(state, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(data, "DATASETS", {"x": source_that(state)})
    prepared_before = state["prepared"]
    assert data.load(tmp_path, "x") == "the data set"
    assert ("is prepared once" in capsys.readouterr().out) is not prepared_before


def test_what_is_not_there_is_told_with_what_to_do(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(data, "DATASETS", {"x": source_that({"raw": False, "prepared": False})})
    assert data.load(tmp_path, "x") is None
    assert "PLAYGROUND_TEST_DATA" in capsys.readouterr().out


def test_a_measurement_without_its_data_ends_in_words(tmp_path, capsys):
    measure_steps(tmp_path)
    measure_growth(tmp_path)
    printed = capsys.readouterr().out
    for title in ("MNIST", "CIFAR-10", "IMDB", "MNIST at 32 x 32"):
        assert f"{title} is not measured:" in printed
