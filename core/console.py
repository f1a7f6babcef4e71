"""What the posts' own scripts print, in their own formats."""

from collections.abc import Callable
from dataclasses import dataclass

from core.messages import Message
from core.training import EpochEnd, LogLine

AS_THE_POST = Message("lessons-console-post")


def in_percent(right: int, total: int) -> str:
    """Two digits after the point, as in lesson 000."""
    return f"Accuracy of the network on the {total} test images: {100 * right / total:.2f} %"


def in_whole_percent(right: int, total: int) -> str:
    """Cut off after the point, as in lesson 003."""
    return f"Accuracy of the network on the {total} test images: {int(100 * right / total)} %"


def as_a_share(right: int, total: int) -> str:
    """All digits of the share, as in lesson 001."""
    return f"Accuracy: {right / total}"


def as_test_accuracy(right: int, total: int) -> str:
    """In percent, as in lesson 002b."""
    return f"Test Accuracy: {100 * right / total:.2f}%"


def loss_by_examples(end: EpochEnd, examples: int) -> str:
    """Lesson 001 divides the sum of the mini-batches' mean losses by the number of examples."""
    return f"Epoch {end.epoch} Loss: {end.batch_loss_sum / examples}"


@dataclass(frozen=True)
class Console:
    """The lines of one post; "" or None where it prints nothing."""

    title: Message = AS_THE_POST  # heading above the lines
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
