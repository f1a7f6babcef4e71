"""History: losses and console lines of a run so far, in bounded memory; LossCurve: its losses at one moment.

A History changes only under the lock of its Player. Pages read the Snapshots that core/runs/player.py makes from it.
"""

import math
from collections import deque
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

POINTS = 8192  # of a curve at most; a run may take millions of steps
LOG_LINES = 2000  # kept
RATE_CHANGES = 200  # kept
WINDOW = 100  # mini-batches whose mean is the smoothed loss, but no more than an epoch has

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
    high: Floats  # (points,) the largest loss of each point
    smoothed: Floats  # (points,) mean of the last `WINDOW` mini-batches up to the point's last one

    @property
    def ends(self) -> NDArray[np.int64]:
        """(points,) each point's last mini-batch, from 1."""
        ends = np.arange(1, len(self.low) + 1) * self.width
        return np.minimum(ends, self.steps)


class LossHistory:
    """A LossCurve that grows step by step without growing in memory.

    The smoothed loss is a plain mean over the last mini-batches. After an epoch of at most WINDOW mini-batches it is
    the mean of that epoch. An exponential average would remember the first losses for hundreds of mini-batches, and
    these losses may be a million times as large as the others.
    """

    def __init__(self, per_epoch: int = WINDOW) -> None:
        self.steps, self.width = 0, 1
        self._last: deque[float] = deque(maxlen=min(WINDOW, per_epoch))
        self._low, self._high, self._smoothed = (np.empty(POINTS, np.float32) for _ in range(3))

    def append(self, loss: float) -> None:
        """Add the loss of one more mini-batch."""
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
        self._last.append(loss)
        self._smoothed[point] = sum(self._last) / len(self._last)

    def _halve(self) -> None:
        """Make one point of each two neighbours, which leaves half of the points."""
        half = POINTS // 2
        self._low[:half] = self._low.reshape(half, 2).min(1)
        self._high[:half] = self._high.reshape(half, 2).max(1)
        self._smoothed[:half] = self._smoothed[1::2]
        self.width *= 2

    def curve(self) -> LossCurve:
        """Return the curve so far, as a copy that is never changed."""
        points = math.ceil(self.steps / self.width)
        parts = [part[:points].copy() for part in (self._low, self._high, self._smoothed)]
        for part in parts:
            part.flags.writeable = False
        return LossCurve(self.steps, self.width, *parts)

    def state_dict(self) -> dict[str, Any]:
        """Return {"tensors": {"losses": (3, points) float32}, "values": plain values for JSON}."""
        curve = self.curve()
        losses = torch.from_numpy(np.stack([curve.low, curve.high, curve.smoothed]))
        return {"tensors": {"losses": losses}, "values": {"width": self.width, "last": list(self._last)}}

    def load_state_dict(self, tensors: Mapping[str, Tensor], values: Mapping[str, Any], steps: int) -> None:
        """Take over the state of another LossHistory after `steps` mini-batches."""
        losses = tensors["losses"].numpy()
        self.steps, self.width = steps, values["width"]
        for part, numbers in zip((self._low, self._high, self._smoothed), losses, strict=True):
            part[: len(numbers)] = numbers
        # Files of earlier versions have no last losses. The curve has them while each loss has a point of its own.
        of_curve = losses[0, -WINDOW:] if self.width == 1 else losses[2, -1:]
        self._last.extend(values.get("last", of_curve.tolist()))


class History:
    """Losses, console lines, changes of the learning rate and time of one run."""

    def __init__(self, per_epoch: int = WINDOW) -> None:
        self.losses = LossHistory(per_epoch)
        self.log: deque[str] = deque(maxlen=LOG_LINES)  # what the post's own script would have printed
        self.rates: tuple[tuple[int, float], ...] = ()  # (mini-batches done, learning rate from then on), set by hand
        self.seconds = 0.0  # of work, without waiting and pauses

    def add_rate(self, step: int, rate: float) -> None:
        """Record that the learning rate was set to `rate` by hand after `step` mini-batches."""
        kept = [change for change in self.rates if change[0] != step]
        self.rates = (*kept, (step, rate))[-RATE_CHANGES:]

    def state_dict(self) -> dict[str, Any]:
        """Return {"tensors": ..., "values": plain values for JSON}. The epochs are in the state of Training instead."""
        state = self.losses.state_dict()
        state["values"] |= {
            "log": list(self.log),
            "rates": [list(change) for change in self.rates],
            "seconds": self.seconds,
        }
        return state

    def load_state_dict(self, state: Mapping[str, Any], steps: int) -> None:
        """Take over the state of another History after `steps` mini-batches."""
        values = state["values"]
        self.losses.load_state_dict(state["tensors"], values, steps)
        self.log.extend(values["log"])
        self.rates = tuple((int(step), float(rate)) for step, rate in values["rates"])
        self.seconds = values["seconds"]
