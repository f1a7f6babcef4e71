"""Lessons without a browser: `python -m core script LESSON` writes its program, `python -m core train LESSON` trains.

`train` prints the lines that the post prints. `python -m core use FILE` prints the program that uses a weights file
that `train` has written, or the page. Data sets lie below PLAYGROUND_DATA_DIR, by default ./data.
"""

import argparse
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import torch

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.data.library import DataLibrary, data_folder
from core.errors import PlaygroundError
from core.lessons import DATASETS, LESSONS, OWN, Lesson
from core.messages import LANGUAGES, Message, english
from core.runs.checkpoint import load_run, save_run
from core.runs.order import Goal
from core.runs.run import Run
from core.runs.snapshot import Status
from core.script.script import Words, arrays_of, needs_arrays, notebook_of, program_of, script_of
from core.script.using import using_of
from core.weights import load_weights, save_weights
from core.work.disk import write_atomically


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; return the exit status."""
    wanted = _parser().parse_args(arguments)
    torch.set_num_threads(1)
    try:
        match wanted.command:
            case "script":
                _script(wanted)
            case "use":
                _use(wanted)
            case _:
                return _train(wanted)
    except (PlaygroundError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m core", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    script = commands.add_parser("script", help="write the program of a lesson")
    train = commands.add_parser("train", help="train as the page does, and write the weights")
    use = commands.add_parser("use", help="print the program that answers pictures or texts with a weights file")
    for command in (script, train):
        command.add_argument("lesson", choices=list(LESSONS))
        command.add_argument("--preset", default="post", help="post, quick or repaired (default: post)")
        command.add_argument("--data", choices=[name for name in DATASETS if name != OWN], help="default: the built-in")
        command.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a hyperparameter")
        command.add_argument("--out", type=Path, help="file to write")
    script.add_argument("--notebook", action="store_true", help="a notebook instead of a .py file")
    use.add_argument("file", type=Path, help="weights, as train writes them and the page lets you download them")
    for command in (script, use):
        command.add_argument("--lang", choices=list(LANGUAGES), default="en", help="language of the comments")
    train.add_argument("--run", type=Path, help="file to write after each epoch, to go on here or on the page")
    train.add_argument("--epochs-now", type=int, default=0, metavar="N", help="pause after so many epochs")
    train.add_argument("--resume", type=Path, help="go on with a run that was written before, or saved on the page")
    return parser


def _wanted(wanted: argparse.Namespace) -> tuple[Lesson, DataSet, TrainConfig]:
    lesson = LESSONS[wanted.lesson]
    dataset_id = wanted.data or lesson.built_in()
    if dataset_id not in lesson.datasets:
        raise PlaygroundError("script-other-data", lesson=lesson.id, data=", ".join(lesson.datasets))
    preset = next((preset for preset in lesson.presets if preset.id == wanted.preset), None)
    if preset is None:
        raise PlaygroundError("script-other-preset", lesson=lesson.id, presets=", ".join(p.id for p in lesson.presets))
    config = preset.config_for(dataset_id)
    config = replace(config, **dict(_setting(each, config) for each in wanted.set))
    return lesson, DataLibrary(DATASETS, data_folder()).get(dataset_id), config


def _setting(written: str, config: TrainConfig) -> tuple[str, Any]:
    name, _, value = written.partition("=")
    if name not in {spec.name for spec in fields(config)}:
        raise PlaygroundError("script-other-setting", name=name, names=", ".join(spec.name for spec in fields(config)))
    kind = type(getattr(config, name))
    try:
        return name, kind(value)
    except ValueError:
        return name, value  # TrainConfig says what is wrong with it


def _script(wanted: argparse.Namespace) -> None:
    lesson, dataset, config = _wanted(wanted)
    parts = program_of(lesson, dataset, config)
    text = (notebook_of if wanted.notebook else script_of)(parts, _words(wanted))
    if wanted.out is None:
        sys.stdout.write(text)
        return
    wanted.out.write_text(text, encoding="utf-8")
    if needs_arrays(dataset):
        arrays = wanted.out.with_name(f"{dataset.id}.npz")
        arrays.write_bytes(arrays_of(dataset, config))
        print(Message("script-written", files=f"{wanted.out}, {arrays}"), file=sys.stderr)


def _use(wanted: argparse.Namespace) -> None:
    network = load_weights(wanted.file.read_bytes())
    sys.stdout.write(script_of(using_of(network.card, network.vocabulary, wanted.file.name), _words(wanted)))


def _words(wanted: argparse.Namespace) -> Words:
    return lambda message: english().put(message, wanted.lang)


def _train(wanted: argparse.Namespace) -> int:
    if wanted.resume is not None:
        run = load_run(wanted.resume.read_bytes(), DataLibrary(DATASETS, data_folder()).get)
    else:
        run = Run(*_wanted(wanted))
    printed: tuple[str, ...] = ()
    try:
        while not run.snapshot.ended and not 0 < wanted.epochs_now <= len(run.snapshot.epochs):
            run.play(Goal.EPOCH)
            run.settle()
            printed = _print_new(printed, run.snapshot.log)
            _keep(run, wanted.run)
    except KeyboardInterrupt:
        run.pause()
        run.settle()
        _print_new(printed, run.snapshot.log)
        _keep(run, wanted.run)
    if run.snapshot.status is Status.FAILED:
        print(run.snapshot.message, file=sys.stderr)
        return 1
    if run.network is not None and wanted.out is not None:
        write_atomically(wanted.out, save_weights(run.network))
    return 0


def _keep(run: Run, place: Path | None) -> None:
    """Write the run as it is now; one that has ended leaves the file of its last pause."""
    if place is not None and not run.snapshot.ended:
        write_atomically(place, save_run(run))


def _print_new(before: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...]:
    """Print the lines that were added; of a long log only the last lines are kept. Return all lines."""
    gone = next(gone for gone in range(len(before) + 1) if now[: len(before) - gone] == before[gone:])
    for line in now[len(before) - gone :]:
        print(line, flush=True)
    return now


if __name__ == "__main__":
    sys.exit(main())
