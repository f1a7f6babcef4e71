"""Networks that come with the app, so that something answers before the visitor has trained anything.

Each network is a weights file as “Download weights” makes it, and a visitor can load it like any other weights file. A
JSON file beside it says how the network was trained and how good it is. `python -m core.pretrained` makes both files.
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from core.card import Card
from core.lessons import LESSONS
from core.messages import Message
from core.network import TrainedNetwork
from core.weights import load_weights

FOLDER = Path(__file__).parent
ORIGIN = "pretrained"


class Pretrained(NamedTuple):
    """A network that comes with the app."""

    id: str  # the name of its two files, without the ending

    @property
    def title(self) -> Message:
        """What it is called."""
        return Message(f"weights-pretrained-{self.id}")

    @property
    def about(self) -> Message:
        """What it has learnt from."""
        return Message(f"weights-pretrained-{self.id}.about")


PRETRAINED: Mapping[str, Pretrained] = {
    pretrained_id: Pretrained(pretrained_id)
    for pretrained_id in ("004-drawings", "004-mnist", "000-mnist", "003-cifar10", "002b-imdb", "002b-nsmc")
}
FIRST = next(iter(PRETRAINED))
_one_at_a_time = threading.Lock()


def load_pretrained(pretrained_id: str) -> TrainedNetwork:
    """The network with its card; read from the disk once, shared by all visitors, never changed."""
    with _one_at_a_time:  # else two visitors who come at once would get two copies
        return _load(pretrained_id)


@cache
def _load(pretrained_id: str) -> TrainedNetwork:
    return replace(load_weights(weights_file(pretrained_id).read_bytes()), origin=ORIGIN)


@cache
def read_card(pretrained_id: str) -> Card:
    """The card of a pretrained network, read from its JSON file; the weights are not read."""
    values: dict[str, Any] = json.loads((FOLDER / f"{pretrained_id}.json").read_text(encoding="utf-8"))
    return Card.from_dict(values["card"], LESSONS[values["card"]["lesson"]].config_kind)


def weights_file(pretrained_id: str) -> Path:
    """The path of a pretrained network's weights file."""
    return FOLDER / f"{pretrained_id}.safetensors"


def pretrained_for(reads: str) -> dict[Message, TrainedNetwork]:
    """Title -> network, of those that can be shown "drawings", "pictures" or "text"."""
    return {entry.title: load_pretrained(key) for key, entry in PRETRAINED.items() if read_card(key).reads == reads}
