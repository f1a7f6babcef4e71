"""Task: long work of one visitor, such as an evaluation, done in slices by the workers that the runs share."""

import logging
import threading
from collections.abc import Generator
from typing import Generic, NamedTuple, TypeVar

from core.errors import PlaygroundError, is_out_of_memory
from core.messages import Message
from core.work.scheduler import GiveWay, Owner, Scheduler

FULL, STOPPED, FAULT = Message("work-memory-full"), Message("work-stopped"), Message("work-fault")

log = logging.getLogger(__name__)

T = TypeVar("T")


class Progress(NamedTuple):
    """How much of the work is done."""

    done: int
    total: int


Steps = Generator[Progress, None, T]  # work that can pause after each Progress; it returns the result


class Task(Generic[T]):
    """Work with a result. Any thread may look at it; one worker at a time does it."""

    def __init__(self, steps: Steps[T], owner: Owner | None = None) -> None:
        self.owner = owner or Owner()
        self.progress = Progress(0, 1)
        self.result: T | None = None
        self.problem: Message | None = None  # why there is no result and will be none
        self._steps = steps
        self._ended = threading.Event()
        self._unwanted = False
        self._scheduler: Scheduler | None = None

    def start(self, scheduler: Scheduler) -> "Task[T]":
        """Begin when it is its turn."""
        self._scheduler = scheduler
        scheduler.submit(self)
        return self

    @property
    def ended(self) -> bool:
        """Whether nothing more happens: there is a result, or a problem."""
        return self._ended.is_set()

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended, at most `timeout` seconds."""
        self._ended.wait(timeout)

    # --- for the Scheduler ---

    def work(self, give_way: GiveWay) -> bool:
        """Work until all is done or others want the worker; return whether more is to be done."""
        try:
            while not self._unwanted:
                self.progress = next(self._steps)
                if give_way():
                    return True
            self._steps.close()
        except StopIteration as end:
            self.result = end.value
        except PlaygroundError as error:
            self.problem = error.message
        except Exception as error:
            log.exception("a task failed")
            self.problem = FULL if is_out_of_memory(error) else FAULT
        self._ended.set()
        return False

    def seconds_left(self) -> float:
        """Return 0: how long the work takes is not known."""
        return 0.0

    def make_pause(self, _reason: Message) -> None:
        """Give up, because the server has no memory for the work."""
        self._give_up(FULL)

    def abandon(self) -> None:
        """Give up, because the result is no longer needed."""
        self._give_up(STOPPED)

    def _give_up(self, problem: Message) -> None:
        if self.ended:
            return
        self.problem, self._unwanted = problem, True
        if self._scheduler is not None and self._scheduler.withdraw(self):
            self._steps.close()  # lets go of what it works on
            self._ended.set()  # else its worker does so


def finish(steps: Steps[T]) -> T:
    """Do all of the work here and now."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
