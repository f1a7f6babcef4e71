"""The programs that visitors take home, on the posts' own data: they print and learn what the app does."""

from dataclasses import replace

import pytest

from core.lessons import DATASETS, LESSONS
from core.runs.run import Run
from core.script.script import script_of
from tests.core.script.test_script import SAME, ended, printed_by, program_of_run

# Where the archive of the data set was packed anew, its files have other checksums than torchvision asks for.
TRUST = "from torchvision.datasets import cifar\ncifar.check_integrity = lambda *_: True\n"


@pytest.mark.parametrize(
    ("preset", "dataset_id", "steps"),
    [
        ("000-post", "mnist", 300),
        ("001-quick", "cifar10", 300),
        ("003-post", "cifar10", 300),
        ("003-quick", "cifar10", 300),
        ("004-post", "mnist32", 300),
        pytest.param("002b-quick", "imdb", 10, marks=pytest.mark.xdist_group("imdb")),
    ],
)
def test_the_program_of_a_run_on_the_post_s_data(preset, dataset_id, steps, tmp_path, real_data, request):
    folder = request.getfixturevalue("prepared_imdb") if dataset_id == "imdb" else real_data
    lesson, dataset = LESSONS[preset.split("-")[0]], DATASETS[dataset_id].load(folder)
    chosen = next(each for each in lesson.presets if preset == f"{lesson.id}-{each.id}")
    config = replace(chosen.config_for(dataset.id), log_every=100)
    run = Run(lesson, dataset, config).start()
    while run.snapshot.step < steps:
        run.settle(0.1)
    run.stop()
    ended(run)
    (tmp_path / "data").symlink_to(real_data)
    code = TRUST * (dataset.id == "cifar10") + script_of(program_of_run(run))
    assert printed_by(code, tmp_path, run.dataset, config) == [*run.snapshot.log, SAME]
