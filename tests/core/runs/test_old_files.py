"""Files that earlier versions saved still open, and give what they gave then."""

import json
from pathlib import Path

import pytest

from core.network import TrainedNetwork
from core.recognize.recognition import Recognised, read_weights
from core.runs.checkpoint import load_run
from core.runs.snapshot import Status
from tests import old_files
from tests.old_files.corpus import answers, learnt_from, next_losses

FOLDER = Path(old_files.__file__).parent
EXPECTED = {
    f"{described.parent.name}/{name}": expected
    for described in sorted(FOLDER.glob("*/expected.json"))
    for name, expected in json.loads(described.read_text(encoding="utf-8")).items()
}


def test_each_file_says_what_it_has_to_give():
    files = {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.*") if path.suffix != ".json"}
    assert files == EXPECTED.keys()


@pytest.mark.parametrize("file", [name for name in EXPECTED if "/run-" not in name])
def test_old_weights_give_the_answers_that_they_gave(file):
    network = read_weights((FOLDER / file).read_bytes())
    if isinstance(network, Recognised):  # torch.save does not say what the network has learnt from
        option = next(option for option in network.options if option.dataset == "digits32")
        network = network.network(option, next(iter(network.normalizations(option).values())))
    assert isinstance(network, TrainedNetwork)
    for row, wanted in zip(answers(network), EXPECTED[file], strict=True):
        assert row == pytest.approx(wanted, rel=1e-3, abs=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("file", [name for name in EXPECTED if "/run-" in name])
def test_old_runs_go_on_as_they_would_have_then(file):
    expected = EXPECTED[file]
    lesson_id = file.removesuffix(".safetensors")[-4:].lstrip("-")
    run = load_run((FOLDER / file).read_bytes(), lambda _dataset: learnt_from(lesson_id))
    assert (run.snapshot.status, run.snapshot.step, run.name) == (Status.PAUSED, expected["step"], expected["name"])
    assert next_losses(run) == pytest.approx(expected["next"], rel=1e-3)
    run.abandon()
