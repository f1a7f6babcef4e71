"""Weights in and out: one safetensors file with the card as JSON in its header. No pickle, so no code.

A file from a stranger is judged by its header alone (names, shapes, dtypes, sizes) before a byte of weights is read,
and is then loaded into a fresh network.
"""

import json
from typing import Any

import torch
from safetensors.torch import load, save
from torch import nn

from core.errors import ConfigError, WeightsError
from core.inference import compute_logits
from core.lessons import DATASETS, LESSONS, Lesson
from core.network import Card, TrainedNetwork

CARD_KEY = "pytorch-playground"  # the entry of the header's metadata that holds the card
MAX_HEADER = 1_000_000  # bytes
_LENGTH = 8  # bytes of the header's length at the start of the file


def save_weights(network: TrainedNetwork) -> bytes:
    """The file to hand out. Raises WeightsError when a weight is not a finite number."""
    state = {name: tensor.contiguous() for name, tensor in network.model.state_dict().items()}
    check_finite(state)
    return save(state, metadata={CARD_KEY: card_json(network.card)})


def card_json(card: Card) -> str:
    """The card as a person can read it."""
    return json.dumps(card.to_dict(), indent=2)


def load_weights(content: bytes) -> TrainedNetwork:
    """A network from a file's content. Raises WeightsError with what is wrong; never runs code from the file."""
    header, data_bytes = read_header(content)
    card = read_card(header.pop("__metadata__", {}))
    lesson = LESSONS.get(card.lesson)
    if lesson is None:
        raise WeightsError(f"These weights belong to lesson {card.lesson[:20]!r}, which this playground does not have.")
    model = lesson.build_model(seed=0)
    check_tensors(header, data_bytes, model, lesson)
    check_card(card, lesson)
    try:
        state = load(content)
    except Exception as error:  # safetensors raises its own class and, for odd headers, several built-in ones
        raise WeightsError(
            "The file is damaged: its tensors cannot be read. Download it again from where it was made."
        ) from error
    check_finite(state)
    model.load_state_dict(state, strict=True)
    check_answer(model, card, lesson)
    return TrainedNetwork(model.eval().requires_grad_(False), card, origin="uploaded")


def read_header(content: bytes) -> tuple[dict[str, Any], int]:
    """(the JSON header of a safetensors file: tensor name -> dtype, shape, data_offsets; the bytes that follow it)."""
    not_safetensors = WeightsError(
        "This is not a safetensors file. Upload a file that was made with “Download weights” here."
    )
    if len(content) < _LENGTH:
        raise not_safetensors
    length = int.from_bytes(content[:_LENGTH], "little")
    if not 0 < length <= min(MAX_HEADER, len(content) - _LENGTH):
        raise not_safetensors
    try:
        header = json.loads(content[_LENGTH : _LENGTH + length], object_pairs_hook=no_duplicates)
    except (ValueError, RecursionError) as error:
        raise not_safetensors from error
    if not isinstance(header, dict):
        raise not_safetensors
    return header, len(content) - _LENGTH - length


def no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object in which no key stands twice."""
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a key stands twice")
    return values


def read_card(metadata: Any) -> Card:
    """The card in the header's metadata."""
    try:
        return Card.from_dict(json.loads(metadata[CARD_KEY]))
    except KeyError as error:
        raise WeightsError(
            "The file is a safetensors file, but not one of this playground: it does not say which lesson, classes and "
            "normalisation it was trained with."
        ) from error
    except (AttributeError, TypeError, ValueError, OverflowError, RecursionError, ConfigError) as error:
        raise WeightsError("The description inside the file cannot be read. Download the weights again.") from error


def check_tensors(header: dict[str, Any], data_bytes: int, model: nn.Module, lesson: Lesson) -> None:
    """Raise WeightsError unless the header announces exactly the network's tensors and the file has their size."""
    expected = {name: list(tensor.shape) for name, tensor in model.state_dict().items()}
    missing, unknown = sorted(set(expected) - set(header)), sorted(set(header) - set(expected))
    if missing or unknown:
        what = f"{missing[0]} is missing" if missing else f"{unknown[0][:40]!r} is not part of it"
        raise WeightsError(f"These are not the weights of the network of lesson {lesson.id}: {what}.")
    for name, shape in expected.items():
        entry = header[name]
        if not isinstance(entry, dict) or entry.get("shape") != shape:
            found = entry.get("shape") if isinstance(entry, dict) else None
            raise WeightsError(
                f"These weights belong to another network: {name} should be {shape}, not {str(found)[:40]}."
            )
        if entry.get("dtype") != "F32":
            raise WeightsError(
                f"{name} should hold 32-bit floating-point numbers (F32), not {str(entry.get('dtype'))[:10]!r}."
            )
    wanted_bytes = 4 * sum(tensor.numel() for tensor in model.state_dict().values())
    if data_bytes != wanted_bytes:
        raise WeightsError(
            f"The file is damaged: it holds {data_bytes:,} bytes of weights instead of {wanted_bytes:,}."
        )


def check_card(card: Card, lesson: Lesson) -> None:
    """Raise WeightsError unless the description fits the lesson."""
    mean, std = card.normalization
    fits = (
        card.dataset in lesson.datasets
        and card.classes == DATASETS[card.dataset].classes
        and len(mean) == len(std) == lesson.input_shape[0]
        and 0 <= card.test_accuracy <= 1
    )
    if not fits:
        raise WeightsError(f"The description inside the file does not fit the network of lesson {lesson.id}.")


def check_answer(model: nn.Module, card: Card, lesson: Lesson) -> None:
    """Raise WeightsError unless the network gives finite numbers for a black and a white image."""
    images = torch.stack([torch.full(lesson.input_shape, value, dtype=torch.uint8) for value in (0, 255)])
    if not torch.isfinite(compute_logits(model, images, card.normalization)).all():
        raise WeightsError("The network in this file does not answer with finite numbers, so it cannot be used.")


def check_finite(state: dict[str, torch.Tensor]) -> None:
    """Raise WeightsError if any weight is NaN or infinite."""
    for name, tensor in state.items():
        if not torch.isfinite(tensor).all():
            raise WeightsError(
                f"{name} holds values that are not finite numbers; such a network cannot answer anything."
            )
