"""What the posts' own scripts print, in their own formats."""

from collections.abc import Callable
from dataclasses import dataclass

from core.training import EpochEnd, LogLine


@dataclass(frozen=True)
class Console:
    """The lines of one post; "" or None where it prints nothing."""

    title: str = "in the post's own format"  # heading above the lines
    log: str = ""  # format string for (epoch, mini-batch, mean loss since the last line)
    epoch: Callable[[EpochEnd, int], str] | None = None  # (end of epoch, training examples)
    finished: str = ""  # when training is over
    accuracy: Callable[[int, int], str] | None = None  # (right answers, test examples)

    def log_line(self, event: LogLine) -> list[str]:
        """What is printed in the middle of an epoch, no line or one."""
        return [self.log % event] if self.log else []

    def epoch_line(self, end: EpochEnd, examples: int) -> list[str]:
        """What is printed at the end of an epoch, no line or one."""
        return [self.epoch(end, examples)] if self.epoch else []

    def accuracy_line(self, right: int, total: int) -> list[str]:
        """What is printed after the test, no line or one."""
        return [self.accuracy(right, total)] if self.accuracy else []
