"""Find the lessons' networks that weights fit, by names and shapes of the tensors, or say what is wrong with them."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import torch
from torch import nn

from core.config import ImageConfig, TrainConfig, is_of_network
from core.data.own import MAX_CLASSES, MAX_SIDE
from core.errors import ConfigError, WeightsError
from core.lessons import DATASETS, LESSONS, OWN, Lesson
from core.messages import Message
from core.models.cnn import CNNConfig, side_after
from core.recognize.torch_file import Claim, Claims
from core.tensor_file import shown
from core.weights import MAX_WORDS

POOLING = ("none", "max", "average")
OWN_SIDES = (28, 32, 48, 64, *(side for side in range(8, MAX_SIDE) if side not in (28, 32, 48)))


@dataclass(frozen=True)
class Option:
    """One network, trained on one data set, that the weights can belong to as far as their shapes tell."""

    lesson: str
    dataset: str
    input_shape: tuple[int, ...]
    config: TrainConfig
    choice: Message | None = None  # what else distinguishes it from others: "max pooling, 28 x 28 pixels"


def options_for(claims: Claims) -> tuple[tuple[Option, ...], int]:
    """(what the weights can be, how many classes they tell apart). Raises WeightsError, naming what does not fit."""
    if {"conv1.weight", "fc.weight"} <= set(claims):
        return _options_of_cnn(claims)
    if "embedding.weight" in claims:
        return _options_of_lstm(claims)
    return _options_of_fixed(claims)


def _options_of_fixed(claims: Claims) -> tuple[tuple[Option, ...], int]:
    """Return the options among the networks of fixed size.

    Where none fits, the WeightsError is about the network with the fewest differences.
    """
    options: list[Option] = []
    wrong: list[list[WeightsError]] = []
    for lesson in LESSONS.values():
        if lesson.config_kind is not ImageConfig:
            continue  # its network has no fixed size: another function is for it
        for dataset in lesson.datasets:
            option = Option(lesson.id, dataset, DATASETS[dataset].input_shape, _as_in_the_post(lesson))
            expected = _expected(lesson, option, len(DATASETS[dataset].classes))
            problems = _differences(claims, expected, lesson.id)
            if problems:
                wrong.append(problems)
            else:
                options.append(option)
    if not options:
        raise min(wrong, key=len)[0]
    return tuple(options), len(DATASETS[options[0].dataset].classes)


def _options_of_cnn(claims: Claims) -> tuple[tuple[Option, ...], int]:
    """Return the options for lesson 001's network, whose sizes follow from the shapes.

    The shapes do not tell the kind of pooling and the picture's size: each combination that fits is an option.
    """
    unknown = [name for name in claims if not re.fullmatch(r"(conv[1-4]|hidden[12]|fc)\.(weight|bias)", name)]
    if unknown:
        raise _misfit("001", Message("weights-too-many", name=shown(unknown[0])))
    sizes = {name: claim.shape for name, claim in claims.items()}
    blocks = sum(name.startswith("conv") and name.endswith(".weight") for name in sizes)
    first, last = sizes["conv1.weight"], sizes["fc.weight"]
    if len(first) != 4 or len(last) != 2 or first[1] not in (1, 3) or first[2] != first[3]:
        raise WeightsError("weights-cnn-shapes", first=str(list(first)), last=str(list(last)))
    if not 2 <= last[0] <= MAX_CLASSES:
        raise WeightsError("weights-cnn-outputs", outputs=str(last[0]), most=MAX_CLASSES)
    hidden = [(sizes.get(f"hidden{number}.weight") or (0,))[0] for number in (1, 2)]
    inputs = (sizes.get("hidden1.weight") or last)[-1]
    lesson, options, wrong = LESSONS["001"], list[Option](), list[WeightsError]()
    for pooling in POOLING:
        try:
            config = CNNConfig(
                channels=first[0],
                kernel_size=first[2],
                blocks=blocks,
                pooling=pooling,
                hidden=hidden[0],
                hidden_2=hidden[1],
            )
        except ConfigError as error:
            raise WeightsError("weights-cannot-be-built", problem=error.message) from error
        for side in (side for side in OWN_SIDES if _features(side, config) == inputs):
            choice = Message(f"weights-pooling-{pooling}", side=side)
            option = Option("001", OWN, (first[1], side, side), config, choice)
            problems = _differences(claims, _expected(lesson, option, last[0]), "001")
            wrong += problems
            if not problems:
                options += [
                    replace(option, dataset=dataset) for dataset in lesson.datasets if _suits(option, dataset, last[0])
                ]
    if not options:
        if wrong:
            raise wrong[0]
        raise WeightsError(
            "weights-cnn-inputs", inputs=f"{inputs:,}", side=MAX_SIDE, blocks=blocks, kernel=str(first[2])
        )
    return tuple(options), last[0]


def _features(side: int, config: CNNConfig) -> int:
    """How many numbers the convolutions leave of a picture; 0 where it is too small for them."""
    for _ in range(config.blocks):
        if config.kernel_size > side:
            return 0
        side = side_after(side, config)
    return config.channels * int(2 ** (config.blocks - 1)) * side**2


def _suits(option: Option, dataset: str, classes: int) -> bool:
    """Whether the network may have learnt from the data set: a visitor's own may have any size and classes."""
    source = DATASETS[dataset]
    return source.brought or (source.input_shape == option.input_shape and len(source.classes) == classes)


def _options_of_lstm(claims: Claims) -> tuple[tuple[Option, ...], int]:
    """Return the options for lesson 002b's network; the weights do not say which word each row stands for."""
    lesson = LESSONS["002b"]
    rows = claims["embedding.weight"].shape[0] if claims["embedding.weight"].shape else 0
    options = [Option("002b", dataset, (rows,), _as_in_the_post(lesson)) for dataset in lesson.datasets]
    if not 3 <= rows <= MAX_WORDS:
        raise WeightsError("weights-lstm-rows", rows=f"{rows:,}", most=MAX_WORDS)
    problems = _differences(claims, _expected(lesson, options[0], 2), lesson.id)
    if problems:
        raise problems[0]
    return tuple(options), 2


def _as_in_the_post(lesson: Lesson) -> TrainConfig:
    """Return the hyperparameters of the post's network, and defaults for those of the training, which is unknown."""
    config = next(preset.config for preset in lesson.presets if preset.id == "post")
    values = {name: value for name, value in config.to_dict().items() if is_of_network(type(config), name)}
    return type(config)(**values)


def _expected(lesson: Lesson, option: Option, classes: int) -> Mapping[str, tuple[int, ...]]:
    """Name -> shape of each tensor; the network is built without memory for it."""
    try:
        with torch.device("meta"):
            model: nn.Module = lesson.build_model(option.config, option.input_shape, classes)
    except ConfigError as error:
        raise WeightsError("weights-cannot-be-built", problem=error.message) from error
    return {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}


def _differences(claims: Claims, expected: Mapping[str, tuple[int, ...]], lesson_id: str) -> list[WeightsError]:
    """What does not fit, an error each; missing names first."""
    problems = [_misfit(lesson_id, Message("weights-missing", name=name)) for name in expected if name not in claims]
    problems += [
        _misfit(lesson_id, Message("weights-too-many", name=shown(name))) for name in claims if name not in expected
    ]
    last = max((name for name in expected if name.startswith("fc")), default="")
    for name, shape in expected.items():
        claim = claims.get(name)
        if claim is not None and claim.shape != shape:
            problems.append(_of_another_shape(name, claim, shape, lesson_id, last.rpartition(".")[0]))
    return problems


def _misfit(lesson_id: str, problem: Message) -> WeightsError:
    return WeightsError("weights-misfit", what=Message("weights-not-of-lesson", lesson=lesson_id), problem=problem)


def _of_another_shape(name: str, claim: Claim, shape: tuple[int, ...], lesson_id: str, last: str) -> WeightsError:
    """Which tensor, what was expected, and what the reason may be."""
    claimed, wanted = list(claim.shape), list(shape)
    said = {"name": name, "wanted": str(wanted), "lesson": lesson_id, "given": str(claimed)}
    if len(claimed) == 2 and claimed == wanted[::-1] and claimed != wanted:
        return WeightsError("weights-other-shape-transposed", **said)
    if name.startswith(f"{last}.") and claimed[1:] == wanted[1:] and claimed and wanted[0] > 1:
        return WeightsError("weights-other-shape-classes", **said, here=str(claimed[0]), there=str(wanted[0]))
    if math.prod(claimed) == math.prod(wanted):
        return WeightsError("weights-other-shape-order", **said)
    return WeightsError("weights-other-shape", **said)
