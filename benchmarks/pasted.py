"""A pasted network against the real class: milliseconds of a training step, in alternating runs.

Forward, loss, backward and the optimizer's step on one mini-batch in memory, as lessons 000 and 003 are in their posts.
The real class is the post's own text, executed. Milliseconds are of the processor. The ratio is the median over pairs
of runs, each measured one after the other, in both orders.
"""

import statistics
import time
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core.pasted.reading import read_network
from core.script.networks import CIFAR_NET, SIMPLE_NET

HEAD = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n\n\n"
# lesson -> (source, input shape, batch size, learning rate, momentum, steps of one run)
LESSONS: tuple[tuple[str, str, tuple[int, ...], int, float, float, int], ...] = (
    ("000", HEAD + SIMPLE_NET, (1, 28, 28), 64, 0.01, 0.0, 50),
    ("003", HEAD + CIFAR_NET, (3, 32, 32), 4, 0.001, 0.9, 50),
)
ROUNDS = 61
WARM_UP = 30  # steps


def measure_pasted(_folder: Path) -> None:
    """Print the milliseconds a step of both, and their ratio."""
    for lesson, source, shape, batch_size, rate, momentum, steps in LESSONS:
        pasted = read_network(source)
        names: dict[str, Any] = {}
        exec(source, names)  # our own text
        runs = {
            "interpreted": _Run(pasted.build(shape, 10), shape, batch_size, (rate, momentum)),
            "real class": _Run(names[pasted.name](), shape, batch_size, (rate, momentum)),
        }
        for run in runs.values():
            run.seconds(WARM_UP)
        rounds = []
        for number in range(ROUNDS):
            order = list(runs) if number % 2 else list(reversed(runs))
            rounds.append({name: runs[name].seconds(steps) / steps for name in order})
        print(f"  lesson {lesson}, batches of {batch_size}")
        for name in runs:
            print(f"    {name:<12} {1000 * statistics.median(each[name] for each in rounds):7.3f} ms a step")
        ratios = sorted(each["interpreted"] / each["real class"] for each in rounds)
        middle = statistics.median(ratios)
        low, high = ratios[ROUNDS // 4], ratios[-ROUNDS // 4]
        print(f"    interpreted / real class {middle:.3f} (middle half {low:.3f} to {high:.3f})", flush=True)


class _Run:
    """One network in training on one mini-batch."""

    def __init__(self, net: nn.Module, shape: tuple[int, ...], batch_size: int, how: tuple[float, float]) -> None:
        generator = torch.Generator().manual_seed(0)
        self.net, self.criterion = net, nn.CrossEntropyLoss()
        self.images = torch.rand(batch_size, *shape, generator=generator) * 2 - 1
        self.targets = torch.arange(batch_size) % 10
        self.optimizer = torch.optim.SGD(net.parameters(), lr=how[0], momentum=how[1])

    def seconds(self, steps: int) -> float:
        """How long so many steps take, in the processor's time of this thread: other programs do not count."""
        begun = time.thread_time()
        for _ in range(steps):
            self.optimizer.zero_grad()
            loss = self.criterion(self.net(self.images), self.targets)
            loss.backward()
            self.optimizer.step()
            loss.item()
        return time.thread_time() - begun
