"""LSTM: the sentiment classifier of lesson 002b, and the choices it leaves to the reader."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.config import LESSONS_OWN, Bounds, TextConfig, hyperparameter

EMBEDDING = 100  # numbers that stand for a word, as many as GloVe's
HIDDEN = 100  # numbers that the LSTM remembers
PADDING = 1  # id of the filler word, see core/data/dataset.py


@dataclass(frozen=True, kw_only=True)
class LSTMConfig(TextConfig):
    """The settings of a run of lesson 002b."""

    reading: str = hyperparameter(
        "review's end",
        Bounds(
            choices=("review's end", "padding's end", "largest of all"), group="network", only_for=LESSONS_OWN
        ),  # not shown
    )
    embedding: str = hyperparameter(
        "random", Bounds(choices=("random", "GloVe"), group="network", only_for=LESSONS_OWN)
    )
    padding: str = hyperparameter("trained", Bounds(choices=("trained", "zero"), group="network", only_for=LESSONS_OWN))


class LSTM(nn.Module):
    """Embedding, one LSTM layer in one direction, one output. Source: lesson 002b.

    2,581,101 parameters with the 25,002 words of its vocabulary.
    """

    def __init__(self, words: int, config: LSTMConfig) -> None:
        super().__init__()
        padding_idx = PADDING if config.padding == "zero" else None
        self.embedding = nn.Embedding(words, EMBEDDING, padding_idx=padding_idx)
        self.lstm = nn.LSTM(EMBEDDING, HIDDEN)
        self.fc = nn.Linear(HIDDEN, 1)
        self.reading = config.reading

    def forward(self, text: Tensor, lengths: Tensor) -> Tensor:
        """words (L, B) int32, padded, and the texts' lengths (B,) -> the logit of "positive" (B, 1)."""
        return self.read(self.embedding(text), lengths)

    def read(self, embedded: Tensor, lengths: Tensor) -> Tensor:
        """The words' vectors (L, B, 100) and the texts' lengths (B,) -> the logit of "positive" (B, 1)."""
        outputs, (hidden, _) = self.lstm(embedded)  # (L, B, 100), (1, B, 100)
        match self.reading:
            case "padding's end":
                state = hidden.squeeze(0)
            case "review's end":
                # In an LSTM of one direction, the output at the last word is the state after that word. Packing the
                # sequences gives the same numbers, but is many times slower on a CPU: `python -m benchmarks details`.
                state = outputs[lengths - 1, torch.arange(len(lengths), device=lengths.device)]
            case _:
                padding = torch.arange(len(outputs), device=lengths.device).unsqueeze(1) >= lengths  # (L, B)
                state = outputs.masked_fill(padding.unsqueeze(2), -torch.inf).amax(0)
        logit: Tensor = self.fc(state)
        return logit
