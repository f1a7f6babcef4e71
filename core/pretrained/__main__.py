"""Train what core/pretrained/__init__.py lists: `python -m core.pretrained DATA [id ...]`.

DATA is a folder with MNIST, CIFAR-10, IMDB, NSMC and pendigits/train.jsonl (see core/pretrained/pen_digits.py). Every
seed is fixed, so the same versions on the same kind of processor give the same weights again. Takes about a quarter of
an hour.
"""

import argparse
import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor

from core.card import PEN_STROKES
from core.config import ImageConfig, TrainConfig
from core.data.dataset import TEST_SAMPLE, TEST_SET, DataSet, Split, Texts, no_stage
from core.drawing import resize
from core.evaluate.evaluation import evaluate
from core.explain.familiarity import getting_familiar
from core.explain.text_familiarity import getting_familiar_with_texts
from core.lessons import DATASETS, LESSONS
from core.network import TrainedNetwork
from core.pretrained import FOLDER, PRETRAINED, weights_file
from core.pretrained.pen_digits import CHECKED, accuracy_on, by_writer, load_pen_digits, vary
from core.runs.run import Run
from core.weights import CARD_KEY, FAMILIARITY, VOCABULARY_KEY, card_json
from core.work.device import use_one_thread
from core.work.task import finish

TIMES = 10  # variations of each pen-written digit in the training data

log = logging.getLogger(__name__)


def quick(lesson_id: str, dataset_id: str, **changes: Any) -> TrainConfig:
    """The lesson's quick preset, with changes."""
    return replace(LESSONS[lesson_id].presets[0].config_for(dataset_id), **changes)


RECIPES: Mapping[str, tuple[str, str, TrainConfig]] = {  # id -> lesson, data set, hyperparameters
    "004-drawings": (
        "004",
        "mnist32",
        ImageConfig(
            epochs=12,
            batch_size=64,
            optimizer="AdamW",
            learning_rate=0.004,
            schedule="one-cycle",
            normalization="dataset",
            weight_decay=0.01,
            shift=1,
            device="cpu",
        ),
    ),
    "004-mnist": ("004", "mnist32", quick("004", "mnist32", device="cpu")),
    "000-mnist": ("000", "mnist", quick("000", "mnist", device="cpu")),
    "003-cifar10": ("003", "cifar10", quick("003", "cifar10", epochs=24, flip="yes", shift=2, device="cpu")),
    "002b-imdb": ("002b", "imdb", quick("002b", "imdb", device="cpu")),
    "002b-nsmc": (
        "002b",
        "nsmc",
        quick("002b", "nsmc", epochs=20, learning_rate=0.01, weight_decay=0.05, word_dropout=0.25, device="cpu"),
    ),
}


def main() -> None:
    """Train the networks that the command line names, or all networks where it names none."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="python -m core.pretrained", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("ids", nargs="*", choices=[*PRETRAINED, []])
    arguments = parser.parse_args()
    use_one_thread()
    for pretrained_id in arguments.ids or PRETRAINED:
        make(pretrained_id, arguments.data)
    size = sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file())
    log.info("%.2f MB in all", size / 1e6)


def make(pretrained_id: str, folder: Path) -> None:
    """Train and evaluate one network, and write its two files. `folder`: the folder with the data sets."""
    lesson_id, dataset_id, config = RECIPES[pretrained_id]
    source = DATASETS[dataset_id]
    if source.download is not None and source.is_unprepared(folder):
        source.download(folder, lambda _bytes: None, no_stage)
    dataset = source.load(folder).read_as(config)
    with_pen = pretrained_id.endswith("drawings")
    learnt_from = with_pen_digits(dataset, folder) if with_pen else dataset
    if (
        pretrained_id == "002b-nsmc"
    ):  # its hyperparameters are known: nothing is left to be chosen by the validation part
        learnt_from = with_validation(dataset)
    run = Run(LESSONS[lesson_id], learnt_from, config).start()
    run.join()
    assert run.network is not None
    network = run.network
    trained = evaluate(network, dataset).accuracy
    if network.vocabulary is not None:
        network.model.half().float()  # in half precision, as the file keeps it
    figures: dict[str, Any] = {"accuracy on the test set as it was trained": trained}  # not shown
    figures["accuracy on the test set as it is kept"] = kept = evaluate(network, dataset).accuracy  # not shown
    part = TEST_SAMPLE if len(dataset.test) == 1000 else TEST_SET
    card = replace(network.card, accuracy=kept, measured_on=part, extra_data=PEN_STROKES if with_pen else "")
    network = replace(network, card=card)
    if with_pen:
        _, held_out = by_writer(load_pen_digits(folder))
        figures["accuracy on digits of the six other people"] = {  # not shown
            pen.title: accuracy_on(network, held_out, pen) for pen in CHECKED
        }
    write(pretrained_id, network, learnt_from, figures)
    log.info("%s: %s", pretrained_id, json.dumps(figures, indent=1))


def with_pen_digits(dataset: DataSet, folder: Path) -> DataSet:
    """The data set with pen-written digits of 24 people added to its training part, each digit in TIMES variations."""
    digits, _ = by_writer(load_pen_digits(folder))
    side = dataset.input_shape[1]
    pictures = np.stack(
        [
            resize(vary(digit, np.random.default_rng([time, number])), side)
            for time in range(TIMES)
            for number, digit in enumerate(digits)
        ]
    )
    labels = torch.tensor([digit.label for digit in digits] * TIMES)
    images = torch.cat([dataset.train.images, torch.from_numpy(pictures)[:, None]])
    return replace(dataset, train=Split(images, torch.cat([dataset.train.targets, labels])))


def with_validation(dataset: DataSet) -> DataSet:
    """The data set of texts with its validation part added to its training part."""
    assert dataset.validation is not None
    train, more = dataset.train.texts, dataset.validation.texts
    texts = Texts(torch.cat([train.ids, more.ids]), torch.cat([train.offsets, more.offsets[1:] + len(train.ids)]))
    targets = torch.cat([dataset.train.targets, dataset.validation.targets])
    return replace(dataset, train=Split(texts, targets), validation=None)


def write(pretrained_id: str, network: TrainedNetwork, learnt_from: DataSet, figures: Mapping[str, Any]) -> None:
    """Write the weights file, with what inputs are usual for the network, and the JSON file that describes it."""
    tensors: dict[str, Tensor] = dict(network.model.state_dict())
    metadata = {CARD_KEY: card_json(network.card)}
    if network.vocabulary is not None:
        metadata[VOCABULARY_KEY] = json.dumps(network.vocabulary._asdict())
        tensors = {name: tensor.half() for name, tensor in tensors.items()}
        usual = finish(getting_familiar_with_texts(network, replace(learnt_from, validation=None)))  # the test part
        tensors |= {f"{FAMILIARITY}{name}": part for name, part in usual._asdict().items()}
    else:
        generator = torch.Generator().manual_seed(0)
        order = torch.randperm(len(learnt_from.train), generator=generator)  # mixed, since pen digits lie at the end
        mixed = replace(learnt_from, train=Split(*(part[order] for part in learnt_from.train.tensors.values())))
        familiarity = finish(getting_familiar(network, mixed))
        fields = familiarity._asdict()
        tensors |= {f"{FAMILIARITY}{name}": part.half() if part.dim() > 2 else part for name, part in fields.items()}
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, weights_file(pretrained_id), metadata)
    description = {
        "made with": f"python -m core.pretrained DATA {pretrained_id}",  # not shown
        **figures,
        "card": json.loads(card_json(network.card)),
    }
    (FOLDER / f"{pretrained_id}.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
