"""Save and load unfinished runs, one safetensors file each (long: each number of a stranger's file is checked).

A loaded run continues where it was saved, on the CPU bit for bit.

The tensors in the file are the weights, the optimizer's state, the states of the random generators, the loss curve,
the best epoch's weights and, for a visitor's own data, the data. The JSON in the file's header holds everything else:
the hyperparameters, the epoch and the mini-batch within it, the schedule's state and the history.

The file is no pickle, so loading it runs no code. What a stranger's header claims of a tensor is checked before that
tensor is used.
"""

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

import torch
from safetensors.torch import save
from torch import Tensor

from core.card import Card
from core.config import TrainConfig
from core.data.dataset import DataSet, Split
from core.data.own import MAX_PICTURES, dataset_of
from core.errors import ConfigError, WeightsError
from core.lessons import OWN, Lesson
from core.messages import Message
from core.network import TRAINED_HERE, TrainedNetwork
from core.runs.cost import memory_of
from core.runs.history import LOG_LINES, RATE_CHANGES, WINDOW, width_for
from core.runs.player import versions
from core.runs.run import Run
from core.soundness import check_finite
from core.tensor_file import Expected, Sentences, check_size, check_tensors, load_tensors, read_header
from core.training import EpochEnd, Training
from core.weights import CARD_KEY, RUN_KEY, check_card, find_lesson, fits_own

FORMAT = 1
SAVE_AGAIN = Message("runs-save-again")
SENTENCES = Sentences(*2 * (Message("runs-misfit"),), Message("runs-content"))
LONGEST_LINE = 500  # of the console, in letters
LONGEST_NAME = 60  # of a run
LONGEST = 1e7  # seconds of work that a run may have had
LARGEST_RATE = 1e4  # the highest learning rate: one set by hand, then raised by the schedule
_DTYPES: Mapping[torch.dtype, str] = {torch.float32: "F32", torch.uint8: "U8", torch.int64: "I64"}


def save_run(run: Run) -> bytes:
    """Return the content of a file that holds the run's state between two mini-batches.

    The run stands still only while its state is copied. Raises WeightsError when the run has ended, or when a number
    in its tensors is not finite.
    """
    # 1. Copy the run's state between two mini-batches.
    with run.undisturbed():
        if run.snapshot.ended:
            raise WeightsError("runs-nothing-left")
        state = run.state_dict()
        best, name = run.best, run.name
    # 2. Collect all tensors: those of the training, the loss curve, the best weights and the visitor's own data.
    tensors = {**state["training"]["tensors"], **state["history"]["tensors"]}
    if best is not None:
        tensors |= {f"best.{key}": tensor for key, tensor in best.model.state_dict().items()}
    if run.dataset.brought:
        tensors |= _own_data(run.dataset)
    check_finite(tensors)
    # 3. Collect all other values, which stand in the header as JSON.
    values = {
        "format": FORMAT,
        "lesson": run.lesson.id,
        "name": name,
        "dataset": run.dataset.id,
        "fingerprint": run.dataset.fingerprint,
        "classes": run.dataset.classes,
        "reads": run.dataset.reads,
        "config": run.config.described(),
        "training": state["training"]["values"],
        "history": {**state["history"]["values"], "examples": run.snapshot.examples},  # earlier versions ask for it
        "best": None if best is None else best.card.to_dict(),
        "versions": versions(),
    }
    # 4. Write both into one safetensors file.
    return save({key: tensor.contiguous() for key, tensor in tensors.items()}, {RUN_KEY: json.dumps(values)})


def load_run(
    content: bytes,
    load_dataset: Callable[[str], DataSet],
    check_room: Callable[[int, Message], None] = lambda _bytes, _what: None,
) -> Run:
    """Return the saved run, paused where it was saved. No code from the file is run.

    `load_dataset` returns a data set by its id, or raises DataError. `check_room` is called with (bytes, what needs
    them) before the network is built; it raises BusyError when so many bytes are not free. Raises WeightsError, saying
    what is wrong, when the file cannot be used.
    """
    # 1. Read the header: the lesson, the hyperparameters and the run's name.
    header, data_bytes = read_header(content, Message("runs-button-save"))
    metadata = header.pop("__metadata__", {})
    try:
        values = json.loads(metadata[RUN_KEY])
        if values["format"] != FORMAT:
            raise WeightsError("runs-other-version")
        lesson = find_lesson(str(values["lesson"]))
        config = lesson.config_kind.from_dict(values["config"])
        name = " ".join(str(values["name"]).split())
        name.encode()  # raises ValueError for half of a surrogate pair, which cannot be shown
    except LookupError as error:
        if CARD_KEY in metadata:
            raise WeightsError("runs-file-of-weights") from error
        raise WeightsError("runs-file-of-no-run") from error
    except (AttributeError, TypeError, ValueError, OverflowError, RecursionError, ConfigError) as error:
        raise WeightsError("runs-unusable") from error
    # 2. Get the data set that the run learns from.
    if str(values.get("dataset")) not in lesson.datasets:
        raise WeightsError("runs-unusable")
    try:
        dataset = _dataset_of(values, header, content, load_dataset, config)
        # 3. Check that there is room for the run, then build it.
        check_room(memory_of(lesson.describe_network(dataset, config), dataset, config), Message("work-what-saved-run"))
        run = Run(lesson, dataset, config)
        # 4. Check the card of the best weights, then the state of the run, and read the tensors.
        best = _read_best(values, lesson, dataset, config)
        state, tensors = _read_state(values, run, header, data_bytes, content, with_best=best is not None)
        # 5. Put the state into the run, which then rests where it was saved.
        network = None if best is None else _best_network(run, best, tensors)
        run.load_state_dict(state, network)
    except (AttributeError, LookupError, TypeError, ValueError, OverflowError, RuntimeError, ConfigError) as error:
        raise WeightsError("runs-unusable") from error
    except MemoryError as error:
        raise WeightsError("runs-no-memory") from error
    run.name = name[:LONGEST_NAME]
    return run


def _own_data(dataset: DataSet) -> dict[str, Tensor]:
    parts = {"train": dataset.train, "test": dataset.test, "validation": dataset.validation}
    return {
        f"data.{part}.{key}": tensor for part, split in parts.items() if split for key, tensor in split.tensors.items()
    }


def _dataset_of(
    values: Mapping[str, Any],
    header: Mapping[str, Any],
    content: bytes,
    load_dataset: Callable[[str], DataSet],
    config: TrainConfig,
) -> DataSet:
    """Return the data set that the run learns from.

    It is the server's own copy, which must hold the same examples as when the run was saved, or, for a visitor's own
    data, the data in the file.
    """
    if values["dataset"] != OWN:
        dataset = load_dataset(values["dataset"])
        try:
            dataset = dataset.read_as(config)
        except ConfigError as error:
            raise WeightsError.of(error.message) from error
        if dataset.fingerprint != values.get("fingerprint"):
            raise WeightsError("runs-other-examples", dataset=dataset.title)
        return dataset
    try:
        return _read_own_data(values, header, content)
    except (AttributeError, LookupError, TypeError, ValueError, RuntimeError, OverflowError) as error:
        raise WeightsError("runs-unusable") from error


def _read_own_data(values: Mapping[str, Any], header: Mapping[str, Any], content: bytes) -> DataSet:
    """Return a visitor's own pictures from the file.

    Raises WeightsError or a built-in error, such as KeyError or ValueError, when they do not have the right form.
    """
    classes, reads = tuple(values["classes"]), str(values["reads"])
    shape = header["data.train.inputs"]["shape"][1:]
    parts = ["train", "test", *(["validation"] if "data.validation.inputs" in header else [])]
    for part in parts:
        images, targets = header[f"data.{part}.inputs"], header[f"data.{part}.targets"]
        count = images["shape"][0]
        if (
            images["dtype"] != "U8"
            or targets["dtype"] != "I64"
            or not 1 <= count <= MAX_PICTURES
            or targets["shape"] != [count]
            or images["shape"][1:] != shape
        ):
            raise ValueError("own data of another form")
    tensors = load_tensors(content, SAVE_AGAIN)
    splits = {part: Split(tensors[f"data.{part}.inputs"], tensors[f"data.{part}.targets"]) for part in parts}
    labels = torch.cat([split.targets for split in splits.values()])
    if not 0 <= int(labels.min()) <= int(labels.max()) < len(classes) or not fits_own(classes, reads, tuple(shape)):
        raise ValueError("own data of another form")
    return dataset_of(classes, splits, reads)


def _read_best(values: Mapping[str, Any], lesson: Lesson, dataset: DataSet, config: TrainConfig) -> Card | None:
    if values["best"] is None:
        return None
    card = Card.from_dict(values["best"], lesson.config_kind)
    check_card(card, lesson)
    same = (card.lesson, card.dataset, card.classes, card.config) == (lesson.id, dataset.id, dataset.classes, config)
    if not same or card.preparation != dataset.preparation(config):
        raise ValueError("best weights of another run")
    return card


def _read_state(  # the pieces of one file, each checked against the run that it has to fit
    values: Mapping[str, Any],
    run: Run,
    header: Mapping[str, Any],
    data_bytes: int,
    content: bytes,
    *,
    with_best: bool,
) -> tuple[dict[str, Any], dict[str, Tensor]]:
    """(what Run.load_state_dict takes, all tensors of the file)."""
    training, history = values["training"], values["history"]
    template = Training(
        run.lesson.build_model_for(run.dataset, run.config), run.dataset, run.config, torch.device("cpu")
    )
    steps = _check_position(training, template)
    _check_schedule(training["schedule"], template, steps)
    points = _check_history(history, steps)
    tensors_like = _expected_tensors(template, steps, points, with_best=with_best)
    if run.dataset.brought:
        tensors_like |= _own_data(run.dataset)
    expected = {
        name: Expected([_DTYPES[tensor.dtype]], list(tensor.shape) if name != "noise" else None)
        for name, tensor in tensors_like.items()
    }
    check_size(data_bytes, check_tensors(header, expected, SENTENCES), SENTENCES)
    # The state of another device's generator may be shorter than that of the CPU's, never longer.
    if math.prod(header["noise"]["shape"]) > tensors_like["noise"].numel():
        raise WeightsError("runs-too-long")
    tensors = load_tensors(content, SAVE_AGAIN)
    check_finite(tensors)
    torch.Generator().set_state(tensors["order"])
    return {
        "training": {"tensors": tensors, "values": training},
        "history": {"tensors": tensors, "values": history},
    }, tensors


def _check_position(training: Mapping[str, Any], template: Training) -> int:
    """Return the number of mini-batches done; raise ValueError when the place in the run is impossible."""
    epoch, batch, epochs = training["epoch"], training["batch"], training["epochs"]
    right = training["sums"][3]
    whole = all(type(number) is int for number in (epoch, batch, right)) and 0 <= right <= template.plan.examples
    if not whole or not 1 <= epoch <= template.config.epochs + 1 or not 0 <= batch <= template.plan.per_epoch:
        raise ValueError("a place outside the run")
    if len(epochs) != epoch - 1 or (epoch > template.config.epochs and batch) or len(training["sums"]) != 4:
        raise ValueError("a place outside the run")
    _check_numbers([*training["sums"], *(number for end in epochs for number in end)])
    if [(type(end[0]), end[0]) for end in epochs] != [(int, number) for number in range(1, epoch)]:
        raise ValueError("epochs out of order")
    if not all(0 <= EpochEnd(*end).held_out_accuracy <= 1 for end in epochs):
        raise ValueError("an accuracy that cannot be")
    return int((epoch - 1) * template.plan.per_epoch + batch)


def _check_schedule(schedule: Mapping[str, Any], template: Training, steps: int) -> None:
    wanted = template.state_dict()["values"]["schedule"]
    if schedule.keys() != wanted.keys():
        raise ValueError("another schedule")
    _check_numbers(schedule.values())
    if schedule.get("last_epoch", steps) != steps:
        raise ValueError("a schedule at another place")
    if any(not 0 <= schedule[key] <= LARGEST_RATE for key in schedule if key != "last_epoch"):
        raise ValueError("a learning rate that cannot be")


def _check_history(history: Mapping[str, Any], steps: int) -> int:
    """Return the number of points of the loss curve; raise ValueError when the history does not fit so many steps."""
    width, rates, lines = history["width"], history["rates"], history["log"]
    if type(width) is not int or width != width_for(steps):
        raise ValueError("a curve of another form")
    last = history.get("last", [])  # not in files of earlier versions
    if not isinstance(last, list) or len(last) > WINDOW:
        raise ValueError("more last losses than are kept")
    _check_numbers([*last, history["seconds"], *(n for pair in rates for n in pair)])
    if not 0 <= history["seconds"] <= LONGEST:
        raise ValueError("a time that cannot be")
    if any(type(step) is not int or not 0 <= rate <= LARGEST_RATE for step, rate in rates):
        raise ValueError("a learning rate that cannot be")
    if len(rates) > RATE_CHANGES or len(lines) > LOG_LINES or any(len(pair) != 2 for pair in rates):
        raise ValueError("too long a history")
    "".join(lines).encode()  # raises ValueError for half of a surrogate pair, which cannot be shown
    if not all(len(line) <= LONGEST_LINE for line in lines):
        raise ValueError("no console lines")
    return math.ceil(steps / width)


def _check_numbers(numbers: Any) -> None:
    if not all(type(number) in (int, float) and math.isfinite(number) for number in numbers):
        raise ValueError("not a number")


def _expected_tensors(template: Training, steps: int, points: int, *, with_best: bool) -> dict[str, Tensor]:
    """Return tensors with the names, shapes and dtypes that the file must hold; their values mean nothing."""
    if steps:  # an optimizer has a state after its first step
        for parameter in template.model.parameters():
            parameter.grad = torch.zeros_like(parameter)
        template.optimizer.step()
    expected: dict[str, Tensor] = template.state_dict()["tensors"]
    expected["losses"] = torch.empty(3, points)
    if with_best:
        expected |= {f"best.{name}": tensor for name, tensor in template.model.state_dict().items()}
    return expected


def _best_network(run: Run, card: Card, tensors: Mapping[str, Tensor]) -> TrainedNetwork:
    model = run.lesson.build_model_for(run.dataset, run.config)
    model.load_state_dict({name: tensors[f"best.{name}"] for name in model.state_dict()})
    return TrainedNetwork(
        model.eval().requires_grad_(False), card, TRAINED_HERE, run.dataset.vocabulary, run.dataset, run.id
    )
