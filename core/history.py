"""History: what a run has shown so far, in bounded memory; and LossCurve, the losses of its mini-batches.

Written by the run's worker alone; pages read the Snapshots that core/runs.py makes of it.
"""

import math
from collections import deque
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.training import EpochEnd

POINTS = 8192  # of a curve at most; a run may take millions of steps
LOG_LINES = 2000  # kept
RATE_CHANGES = 200  # kept
PAST = 0.97  # weight of the past in the smoothed loss

Floats = NDArray[np.float32]


def width_for(steps: int) -> int:
    """How many mini-batches share a point after so many steps: the least power of two with which they fit."""
    width = 1
    while math.ceil(steps / width) > POINTS:
        width *= 2
    return width


class LossCurve(NamedTuple):
    """Losses of mini-batches: each a point of its own up to POINTS, then `width` neighbours share one."""

    steps: int  # mini-batches in all
    width: int  # mini-batches that share a point; the last point may stand for fewer
    low: Floats  # (points,) the smallest loss of each point
    high: Floats  # (points,) the largest
    smoothed: Floats  # (points,) exponential moving average after the point's last mini-batch

    @property
    def ends(self) -> NDArray[np.int64]:
        """(points,) each point's last mini-batch, from 1."""
        ends = np.arange(1, len(self.low) + 1) * self.width
        return np.minimum(ends, self.steps)


class LossHistory:
    """A LossCurve that grows step by step without growing in memory."""

    def __init__(self) -> None:
        self.steps, self.width = 0, 1
        self._average = 0.0  # not yet corrected for its start
        self._low, self._high, self._smoothed = (np.empty(POINTS, np.float32) for _ in range(3))

    def append(self, loss: float) -> None:
        """One more mini-batch."""
        point, place = divmod(self.steps, self.width)
        if point == POINTS:
            self._halve()
            point, place = divmod(self.steps, self.width)
        self.steps += 1
        if place == 0:
            self._low[point] = self._high[point] = loss
        else:
            self._low[point] = min(self._low[point], loss)
            self._high[point] = max(self._high[point], loss)
        self._average = PAST * self._average + (1 - PAST) * loss
        # Corrected for its start as in Adam (Kingma and Ba, 2015).
        self._smoothed[point] = self._average / (1 - PAST**self.steps)

    def _halve(self) -> None:
        """Let neighbours share a point."""
        half = POINTS // 2
        self._low[:half] = self._low.reshape(half, 2).min(1)
        self._high[:half] = self._high.reshape(half, 2).max(1)
        self._smoothed[:half] = self._smoothed[1::2]
        self.width *= 2

    def curve(self) -> LossCurve:
        """As it is now; a copy that is never changed."""
        points = math.ceil(self.steps / self.width)
        parts = [part[:points].copy() for part in (self._low, self._high, self._smoothed)]
        for part in parts:
            part.flags.writeable = False
        return LossCurve(self.steps, self.width, *parts)

    def state_dict(self) -> dict[str, Any]:
        """{"tensors": (3, points) float32 under "losses", "values": for JSON}."""
        curve = self.curve()
        losses = torch.from_numpy(np.stack([curve.low, curve.high, curve.smoothed]))
        return {"tensors": {"losses": losses}, "values": {"width": self.width, "average": self._average}}

    def load_state_dict(self, tensors: Mapping[str, Tensor], values: Mapping[str, Any], steps: int) -> None:
        """Go on from where another one stood after `steps` mini-batches."""
        losses = tensors["losses"].numpy()
        self.steps, self.width, self._average = steps, values["width"], values["average"]
        for part, numbers in zip((self._low, self._high, self._smoothed), losses, strict=True):
            part[: len(numbers)] = numbers


class History:
    """Losses, epochs, console lines, changes of the learning rate and time of one run."""

    def __init__(self) -> None:
        self.losses = LossHistory()
        self.epochs: tuple[EpochEnd, ...] = ()
        self.log: deque[str] = deque(maxlen=LOG_LINES)  # what the post's own script would have printed
        self.rates: tuple[tuple[int, float], ...] = ()  # (mini-batches done, learning rate from then on), set by hand
        self.seconds = 0.0  # of work, without waiting and pauses
        self.examples = 0  # seen

    def add_rate(self, step: int, rate: float) -> None:
        """The learning rate was changed by hand."""
        kept = [change for change in self.rates if change[0] != step]
        self.rates = (*kept, (step, rate))[-RATE_CHANGES:]

    def state_dict(self) -> dict[str, Any]:
        """{"tensors": ..., "values": for JSON}; the epochs are in the Training's state."""
        state = self.losses.state_dict()
        state["values"] |= {
            "log": list(self.log),
            "rates": [list(change) for change in self.rates],
            "seconds": self.seconds,
            "examples": self.examples,
        }
        return state

    def load_state_dict(self, state: Mapping[str, Any], epochs: tuple[EpochEnd, ...], steps: int) -> None:
        """Go on from where another one stood."""
        values = state["values"]
        self.losses.load_state_dict(state["tensors"], values, steps)
        self.epochs = epochs
        self.log.extend(values["log"])
        self.rates = tuple((int(step), float(rate)) for step, rate in values["rates"])
        self.seconds, self.examples = values["seconds"], values["examples"]
