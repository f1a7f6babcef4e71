"""Saving survives a killed process and a full disk."""

import errno
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.errors import DataError
from core.runs.checkpoint import load_run, save_run
from core.runs.order import Goal
from core.runs.run import Run
from core.work import disk
from core.work.disk import write_atomically

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
import sys
from pathlib import Path
from core.runs.checkpoint import load_run, save_run
from core.work.disk import write_atomically
from core.lessons import DATASETS, LESSONS
from core.runs.run import Goal, Run
from dataclasses import replace
file, lesson, dataset = Path(sys.argv[2]), LESSONS["001"], DATASETS["digits"].load(Path("nowhere"))
config = replace(lesson.presets[0].config_for("digits"), epochs=2, dropout=0.2, rotation=10.0)
match sys.argv[1]:
    case "begin":
        run = Run(lesson, dataset, config)
        for goal in (Goal.EPOCH, Goal.STEP, Goal.STEP):
            run.play(goal); run.settle()
        write_atomically(file, save_run(run))
        import os, signal
        os.kill(os.getpid(), signal.SIGKILL)
    case "go on":
        run = load_run(file.read_bytes(), lambda _id: dataset)
        run.play(); run.join()
    case "alone":
        run = Run(lesson, dataset, config).start(); run.join()
import hashlib
digest = hashlib.sha256(run.snapshot.losses.high.tobytes())
for tensor in run.network.model.state_dict().values():
    digest.update(tensor.numpy().tobytes())
print(run.snapshot.status, run.snapshot.step, digest.hexdigest())
"""


def test_a_run_goes_on_in_another_process_after_the_first_was_killed(tmp_path):
    file = tmp_path / "run.safetensors"
    environment = os.environ | {"OMP_NUM_THREADS": "1"}

    def process(what):
        return subprocess.run(
            [sys.executable, "-c", SCRIPT, what, str(file)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert process("begin").returncode == -signal.SIGKILL
    went_on, alone = process("go on"), process("alone")
    assert went_on.stdout == alone.stdout
    assert "FINISHED 90 " in went_on.stdout, went_on.stderr


def test_killed_at_100_random_moments_of_saving_the_last_good_file_always_loads(lesson, noise, quick_config, tmp_path):
    run = Run(lesson, noise, quick_config)
    for goal in (Goal.EPOCH, Goal.STEP):
        run.play(goal)
        run.settle(60)
    content = save_run(run)
    versions = [content.replace(b'"Lesson 000', f'"Version {i}0'.encode()[:11].ljust(11)) for i in range(2)]
    file = tmp_path / "run.safetensors"
    write_atomically(file, versions[0])
    chance = random.Random(0)
    interrupted = 0
    for _ in range(100):
        child = os.fork()
        if child == 0:
            try:
                for version in versions * 1000:
                    write_atomically(file, version)
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0, 0.02))  # the random moment
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        interrupted += os.WIFSIGNALED(status)
        found = file.read_bytes()
        assert found in versions
        assert load_run(found, lambda _id: noise).snapshot.step == 8
    assert interrupted == 100


def test_a_full_disk_is_said_in_words_and_leaves_the_file_that_was_there(tmp_path):
    file = tmp_path / "run.safetensors"
    write_atomically(file, b"before")
    child = os.fork()
    if child == 0:
        said = 1
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # as if the disk had no more room
            try:
                write_atomically(file, b"x" * 5000)
            except DataError as error:
                said = 0 if "could not be written" in str(error) and str(tmp_path) not in str(error) else 2
        finally:
            os._exit(said)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert file.read_bytes() == b"before"
    assert [found.name for found in tmp_path.iterdir()] == [file.name]


def test_a_disk_that_fails_at_the_last_moment_leaves_nothing_half_done(tmp_path, monkeypatch):
    def fail(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    file = tmp_path / "run.safetensors"
    write_atomically(file, b"before")
    monkeypatch.setattr(disk.os, "fsync", fail)
    with pytest.raises(DataError, match="No space left"):
        write_atomically(file, b"after")
    assert file.read_bytes() == b"before"
    assert [found.name for found in tmp_path.iterdir()] == [file.name]
