"""Save and load weights: a safetensors file with the card as JSON in its header (long: all that can be wrong with it).

The file is no pickle, so loading it runs no code. A stranger's file is judged by its header alone (names, shapes,
dtypes, sizes) before any weight is read. The weights are then loaded into a fresh network.
core/recognize/recognition.py reads files without a card.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import torch
from safetensors.torch import save
from torch import Tensor, nn

from core.card import Card
from core.config import TextConfig
from core.data.dataset import TEST_SAMPLE, TEST_SET, VALIDATION_SET, Normalization, Truncation
from core.data.names import clean_name
from core.data.own import MAX_CLASSES, MAX_SIDE
from core.data.tokens import UNITS, Vocabulary
from core.errors import ConfigError, DataError, WeightsError
from core.evaluate.calibration import COLDEST, HOTTEST
from core.lessons import DATASETS, LESSONS, Lesson
from core.messages import Message
from core.network import UPLOADED, Familiarity, TextFamiliarity, TrainedNetwork
from core.soundness import check_answer, check_finite
from core.tensor_file import (
    Expected,
    Sentences,
    check_size,
    check_tensors,
    load_tensors,
    read_header,
    refuse_other_files,
    shape_of,
    shown,
)

CARD_KEY = "pytorch-playground"  # the entry of the header's metadata that holds the card
RUN_KEY = "pytorch-playground-run"  # the entry that describes an unfinished run: all but its tensors
VOCABULARY_KEY = "pytorch-playground-vocabulary"  # the entry with the words of a network for texts
MAX_WORDS = 100_000
MAX_STEPS = 10**9
FAMILIARITY = "familiarity."  # what the names of the tensors of a Familiarity begin with
FLOATS = ("F64", "F32", "F16", "BF16")  # types of number that weights may have
CONTENT = Message("weights-content")
WHOLE = ("I64",)  # the type of counts, such as batch normalisation's
OF_USUAL = Sentences(*2 * (Message("weights-usual-misfit"),), CONTENT)
MAX_FEATURES, MAX_AXES = 5000, 20  # of a Familiarity


def save_weights(network: TrainedNetwork) -> bytes:
    """Return the content of a weights file. Raises WeightsError when such a file could not be loaded again."""
    if network.problem is not None:
        raise WeightsError.of(network.problem)
    state = {name: tensor.contiguous() for name, tensor in network.model.state_dict().items()}
    if network.familiarity is not None:
        state |= {f"{FAMILIARITY}{name}": tensor for name, tensor in network.familiarity._asdict().items()}
    metadata = {CARD_KEY: card_json(network.card)}
    if network.vocabulary is not None:
        metadata[VOCABULARY_KEY] = json.dumps(network.vocabulary._asdict())
    return save(state, metadata=metadata)


def card_json(card: Card) -> str:
    """The card as a person can read it."""
    return json.dumps(card.to_dict(), indent=2)


def load_weights(content: bytes) -> TrainedNetwork:
    """A network from a file's content. Raises WeightsError with what is wrong; never runs code from the file."""
    refuse_other_files(content)
    header, data_bytes = read_header(content, Message("weights-button-download"))
    metadata = header.pop("__metadata__", {})
    lesson, card = read_card(metadata)
    check_card(card, lesson)
    vocabulary = read_vocabulary(metadata, card)
    model = build_empty(lesson, card)
    familiarity = {name: header.pop(name) for name in list(header) if name.startswith(FAMILIARITY)}
    expected = {
        name: Expected(FLOATS if tensor.is_floating_point() else WHOLE, list(tensor.shape))
        for name, tensor in model.state_dict().items()
    }
    sentences = Sentences(
        Message("weights-not-of-lesson", lesson=lesson.id), Message("weights-of-another-network"), CONTENT
    )
    needed = check_tensors(header, expected, sentences)
    needed += check_tensors(familiarity, expected_familiarity(familiarity, card), OF_USUAL)
    check_size(data_bytes, needed, sentences)
    tensors = load_tensors(content, Message("weights-download-again"))
    state = {name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in tensors.items()}
    check_finite(state)
    usual = {name.removeprefix(FAMILIARITY): state.pop(name) for name in familiarity}
    check_usual(usual)
    model.load_state_dict(state, strict=True, assign=True)
    check_answer(model, card)
    return TrainedNetwork(
        model.eval().requires_grad_(False),
        card,
        origin=UPLOADED,
        vocabulary=vocabulary,
        familiarity=(TextFamiliarity if vocabulary else Familiarity)(**usual) if usual else None,
    )


def build_empty(lesson: Lesson, card: Card) -> nn.Module:
    """The card's network without memory for its weights, whatever sizes the card claims."""
    try:
        with torch.device("meta"):
            return lesson.build_model(card.config, card.input_shape, len(card.classes))
    except (ConfigError, RuntimeError) as error:
        raise WeightsError("weights-card-impossible", lesson=lesson.id) from error


def read_card(metadata: Any) -> tuple[Lesson, Card]:
    """The card in the header's metadata, and its lesson."""
    try:
        values = json.loads(metadata[CARD_KEY])
        lesson = find_lesson(str(values["lesson"]))
        return lesson, Card.from_dict(values, lesson.config_kind)
    except KeyError as error:
        if RUN_KEY in metadata:
            raise WeightsError("weights-file-of-a-run") from error
        raise WeightsError("weights-card-missing") from error
    except (AttributeError, TypeError, ValueError, OverflowError, RecursionError, ConfigError) as error:
        raise WeightsError("weights-card-unreadable") from error


def find_lesson(lesson_id: str) -> Lesson:
    """The lesson that a file belongs to."""
    if lesson_id not in LESSONS:
        raise WeightsError("weights-lesson-unknown", lesson=shown(lesson_id))
    return LESSONS[lesson_id]


def read_vocabulary(metadata: Any, card: Card) -> Vocabulary | None:
    """The words that a network for texts knows; None for one that sees images."""
    if card.reads != "text":
        return None
    missing = WeightsError("weights-words-missing")
    try:
        values = json.loads(metadata[VOCABULARY_KEY])
        words, tokenizer = tuple(values["words"]), values["tokenizer"]
    except (KeyError, AttributeError, TypeError, ValueError, RecursionError) as error:
        raise missing from error
    are_words = all(isinstance(word, str) for word in words) and len(set(words)) == len(words) == card.input_shape[0]
    if not are_words or tokenizer not in UNITS:
        raise missing
    return Vocabulary(words, tokenizer)


def expected_familiarity(header: Mapping[str, Any], card: Card) -> dict[str, Expected]:
    """The tensors of a Familiarity that fits the card; none where the header announces none.

    Raises WeightsError when the number of features or axes that the header announces cannot be.
    """
    if not header:
        return {}
    shapes: dict[str, list[int]] = {"temperature": [], "unknown": [101], "lengths": [101]}
    if card.reads != "text":
        shape = shape_of(header.get(f"{FAMILIARITY}axes"))
        if shape is None or len(shape) != 3 or not (0 < shape[1] <= MAX_FEATURES and 0 < shape[2] <= MAX_AXES):
            raise WeightsError("weights-usual-pictures-misfit")
        classes, (_, features, axes) = len(card.classes), shape
        shapes = {
            "temperature": [],
            "means": [classes, features],
            "axes": [classes, features, axes],
            "spreads": [classes, axes],
            "rest": [classes],
            "usual": [101],
            "brightest": [],
        }
    return {f"{FAMILIARITY}{name}": Expected(FLOATS, shape) for name, shape in shapes.items()}


def check_usual(usual: Mapping[str, Tensor]) -> None:
    """Raise WeightsError unless the numbers of a Familiarity are possible: others could make any answer look sure."""
    if not usual:
        return
    rising = [usual[name] for name in ("usual", "unknown", "lengths") if name in usual]
    not_negative = [*rising, *(usual[name] for name in ("spreads", "rest", "brightest") if name in usual)]
    possible = (
        COLDEST <= float(usual["temperature"]) <= HOTTEST
        and all(bool((numbers.diff() >= 0).all()) for numbers in rising)
        and all(bool((numbers >= 0).all()) for numbers in not_negative)
        and all(bool((usual[name] <= 1).all()) for name in ("unknown",) if name in usual)
    )
    if not possible:
        raise WeightsError("weights-usual-impossible")


def check_card(card: Card, lesson: Lesson) -> None:
    """Raise WeightsError unless the description fits the lesson."""
    known = (
        card.dataset in lesson.datasets
        and (source := DATASETS[card.dataset]).may_have(card.classes)
        and (not source.brought or fits_own(card.classes, card.reads, card.input_shape))
    )
    for_text = isinstance(card.config, TextConfig)
    fits = (
        known
        and (card.reads == "text") == for_text
        and (fits_text(card) if for_text else fits_images(card))
        and 0 <= card.epochs_done <= card.config.epochs
        and 0 <= card.steps_done < MAX_STEPS
        and (card.accuracy is None or 0 <= card.accuracy <= 1)
        and card.measured_on in (TEST_SET, TEST_SAMPLE, VALIDATION_SET)
        and re.fullmatch(r"[\w ,.]{0,80}", card.extra_data) is not None
    )
    if not fits:
        raise WeightsError("weights-card-misfit", lesson=lesson.id)


def fits_own(classes: tuple[str, ...], reads: str, input_shape: tuple[int, ...]) -> bool:
    """Whether the classes and pictures can be a visitor's own."""
    try:
        clean = tuple(clean_name(name) for name in classes)
    except DataError:
        return False
    fits_classes = clean == classes and 2 <= len(set(clean)) == len(clean) <= MAX_CLASSES
    return fits_classes and fits_pictures(reads, input_shape)


def fits_text(card: Card) -> bool:
    """Whether the input can be texts, and they are cut as the hyperparameters say."""
    assert isinstance(card.config, TextConfig)
    as_said = card.preparation == Truncation.of(card.config.max_length, card.config.keep)
    return as_said and len(card.input_shape) == 1 and 2 < card.input_shape[0] <= MAX_WORDS


def fits_images(card: Card) -> bool:
    """Whether the input can be images, and can be normalised."""
    if not isinstance(card.preparation, Normalization):
        return False
    mean, std = card.preparation
    return fits_pictures(card.reads, card.input_shape) and len(mean) == len(std) == card.input_shape[0]


def fits_pictures(reads: str, input_shape: tuple[int, ...]) -> bool:
    """Whether a network for pictures can have this input."""
    if len(input_shape) != 3:
        return False
    channels, height, width = input_shape
    return (reads, channels) in (("drawings", 1), ("pictures", 1), ("pictures", 3)) and 8 <= height == width <= MAX_SIDE
