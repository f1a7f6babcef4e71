"""Scheduler: a few worker threads that all visitors' jobs share fairly. It knows nothing of networks, only of jobs.

While there are no more active jobs than workers, each job keeps its worker. Otherwise a job works for a slice of time
and then makes room for others. The first job of every owner who is present comes first, then the second jobs, and so
on. The jobs of owners who have left come last. Among equals, the job that has had the least work comes first.
"""

import atexit
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from core.errors import BusyError
from core.messages import Message
from core.work.device import use_one_thread
from core.work.memory import Memory

WORKERS = 2
SLICE = 0.5  # seconds of work until a job makes room, while others wait
MOST_JOBS = 60  # active at once
LOOK_EVERY = 1.0  # seconds between two looks at the memory
LOOK_AGAIN = 10.0  # seconds until the next look at the memory after a job had to pause

log = logging.getLogger(__name__)

GiveWay = Callable[[], bool]


@dataclass(eq=False)
class Owner:
    """The one whom jobs belong to; `present` is False after the visitor has left."""

    present: bool = True


class Job(Protocol):
    """Work that can be done in slices, on whichever worker is free."""

    @property
    def owner(self) -> Owner:
        """The owner of the job."""

    def work(self, give_way: GiveWay) -> bool:
        """Work until give_way() is True or nothing is left to do for now; return whether more is to be done at once."""

    def seconds_left(self) -> float:
        """Return the estimated seconds of work left."""

    def make_pause(self, reason: Message) -> None:
        """Stop working soon, until the job is told to continue; `reason` is shown to people."""

    def abandon(self) -> None:
        """End as soon as possible: the process goes away."""


class Standing(NamedTuple):
    """A job's place among the others."""

    ahead: int  # jobs that come before it
    seconds: float  # until it is its turn, estimated
    share: float  # share of one worker's time that the job gets, 0 to 1


@dataclass(eq=False)
class _Entry:
    """An active job and the work that it has had."""

    job: Job
    number: int  # in the order of arrival
    worked: float  # seconds of work, and what a newcomer is credited with
    working: bool = False
    wanted_again: bool = False  # submitted while it was working
    slice_ends: float = field(default=0.0)


class Scheduler:
    """The queue over all jobs of a process."""

    def __init__(
        self, workers: int = WORKERS, memory: Memory | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`clock`: gives seconds; tests bring one of their own."""
        self.workers = workers
        self._clock = clock
        self._memory = memory or Memory()
        self._entries: dict[Job, _Entry] = {}  # active ones: working or waiting
        self._changed = threading.Condition()
        self._threads: set[threading.Thread] = set()
        self._arrivals = 0
        self._waiting = 0
        self._closing = False
        self._next_look = 0.0

    @property
    def seconds_between_turns(self) -> float:
        """Seconds between two turns of a job when all have an equal share: between them there is nothing new to see."""
        return len(self._entries) / self.workers * SLICE

    def check_room(self, needed: int, what: Message) -> None:
        """Raise BusyError, saying how many jobs or bytes, when there is no room for another job that needs so much."""
        if len(self._entries) >= MOST_JOBS:
            raise BusyError("work-queue-full", most=MOST_JOBS)
        self._memory.check_room(needed, what)

    def submit(self, job: Job) -> None:
        """Let the job work as soon as it is its turn; a job that is at work gets another turn afterwards."""
        with self._changed:
            entry = self._entries.get(job)
            if entry is not None:
                entry.wanted_again = True
                return
            # A new job counts as having had as much work as the job with the least: so it goes neither to the front
            # nor to the end.
            worked = min((other.worked for other in self._entries.values()), default=0.0)
            self._arrivals += 1
            self._entries[job] = _Entry(job, self._arrivals, worked)
            self._waiting += 1
            if len(self._threads) < self.workers:
                self._start_worker()
            self._changed.notify()

    def withdraw(self, job: Job) -> bool:
        """Take a job out of the queue; False when it is not waiting in it."""
        with self._changed:
            entry = self._entries.get(job)
            if entry is None or entry.working:
                return False
            del self._entries[job]
            self._waiting -= 1
            return True

    def standing(self, job: Job) -> Standing | None:
        """Where a waiting or working job stands; None for one that is neither."""
        with self._changed:
            mine = self._entries.get(job)
            if mine is None:
                return None
            ranks = {entry: self._rank(entry) for entry in self._entries.values()}
            waiting = [entry for entry in ranks if not entry.working]
            first = [entry for entry in ranks if ranks[entry] < ranks[mine]]
            equal = [entry for entry in ranks if ranks[entry] == ranks[mine]]
            share = min(1.0, max(self.workers - len(first), 0) / len(equal))
            if mine.working:
                return Standing(0, 0.0, share)
            order = sorted(waiting, key=lambda entry: (ranks[entry], entry.worked, entry.number))
            if len(first) >= self.workers:  # the job begins when enough of the jobs before it have ended
                seconds = sum(entry.job.seconds_left() for entry in first) / self.workers
            else:
                seconds = (order.index(mine) + 1) * SLICE / self.workers
            return Standing(order.index(mine), seconds, share)

    def close(self) -> None:
        """End all jobs and wait for the workers; for the end of the process."""
        self._closing = True
        with self._changed:
            threads, jobs = list(self._threads), list(self._entries)
            self._changed.notify_all()
        for job in jobs:
            job.abandon()
        for thread in threads:
            thread.join()

    def _start_worker(self) -> None:
        if not self._threads:
            # End the workers before the interpreter exits: a daemon thread inside torch would crash the process.
            atexit.register(self.close)
        thread = threading.Thread(target=self._work, name=f"worker-{len(self._threads) + 1}", daemon=True)
        thread.start()  # it waits for the lock, which the caller holds until the thread is added
        self._threads.add(thread)

    def _work(self) -> None:
        use_one_thread()
        # 1. Take the job whose turn it is; without one, this worker ends.
        while (entry := self._take()) is not None:
            # 2. Let the job work until it has to make room.
            begun = self._clock()
            entry.slice_ends = begun + SLICE
            more = self._let_work(entry)
            # 3. Let the job wait for its next turn if it has more to do; else it is no longer active.
            with self._changed:
                entry.worked += self._clock() - begun
                entry.working = False
                if more or entry.wanted_again:
                    entry.wanted_again = False
                    self._waiting += 1
                    self._changed.notify()
                else:
                    del self._entries[entry.job]
            del entry  # else a job that has ended would stay in memory until the next one comes

    def _let_work(self, entry: _Entry) -> bool:
        """Let the job work and return whether it has more to do. An error in a job does not end its worker."""
        try:
            return entry.job.work(lambda: self._gives_way(entry))
        except BaseException:
            log.exception("a job broke off")
            entry.wanted_again = False
            return False

    def _take(self) -> _Entry | None:
        """The next job to work on; None when there is none for this worker, which then ends."""
        with self._changed:
            waiting = [entry for entry in self._entries.values() if not entry.working]
            if not waiting or self._closing:
                self._threads.discard(threading.current_thread())
                if not self._threads:
                    atexit.unregister(self.close)
                return None
            entry = min(waiting, key=lambda entry: (self._rank(entry), entry.worked, entry.number))
            entry.working = True
            self._waiting -= 1
            return entry

    def _rank(self, entry: _Entry) -> tuple[bool, int]:
        """Lower ranks work first: (the owner has left, how many active jobs of the owner came earlier)."""
        owner = entry.job.owner
        earlier = sum(other.job.owner is owner and other.number < entry.number for other in self._entries.values())
        return not owner.present, earlier

    def _gives_way(self, entry: _Entry) -> bool:
        """Return whether a working job should make room, which it asks after each step; also look at the memory."""
        now = self._clock()
        if now >= self._next_look:
            self._next_look = now + LOOK_EVERY
            self._rest_if_memory_is_full()
        if not self._waiting or now < entry.slice_ends:
            return False
        with self._changed:
            entry.slice_ends = now + SLICE
            mine = self._rank(entry)
            return any(self._rank(other) <= mine for other in self._entries.values() if not other.working)

    def _rest_if_memory_is_full(self) -> None:
        problem = self._memory.problem()
        if problem is None:
            return
        self._next_look = self._clock() + LOOK_AGAIN  # the memory that it frees is seen some seconds later
        with self._changed:
            jobs = sorted(self._entries.values(), key=lambda entry: entry.number)
        if len(jobs) > 1:
            jobs[-1].job.make_pause(problem)
