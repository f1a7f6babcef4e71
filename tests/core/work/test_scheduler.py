"""The queue with jobs that only count: turns, shares and ranks, without a network and without a clock of their own."""

import threading
import time
from collections import Counter

import pytest

from core.errors import BusyError
from core.messages import Message
from core.work import scheduler
from core.work.memory import Memory
from core.work.scheduler import Owner, Scheduler
from tests.conftest import await_state

PATIENCE = 60


class Plenty(Memory):
    """A computer that always has room."""

    limit = 10**12
    used = 0

    def problem(self):
        return None


class CountingJob:
    """Counts its steps until it has done so many, or for ever."""

    def __init__(self, owner=None, steps=10**9, on_step=lambda _job: None):
        self.owner = owner or Owner()
        self.steps, self.done = steps, 0
        self.on_step = on_step
        self.ended = threading.Event()
        self.ending = False
        self.reason = ""

    def work(self, give_way):
        while self.done < self.steps and not self.ending:
            self.done += 1
            self.on_step(self)
            time.sleep(0.0002)  # what a step of arithmetic takes
            if give_way():
                return True
        self.ended.set()
        return False

    def seconds_left(self):
        return 60.0

    def make_pause(self, reason):
        self.reason = reason
        self.ending = True

    def abandon(self):
        self.ending = True


@pytest.fixture
def queue(monkeypatch):
    monkeypatch.setattr(scheduler, "SLICE", 0.02)
    found = Scheduler(memory=Plenty())
    yield found
    found.close()


def submit(queue, *jobs):
    for job in jobs:
        queue.submit(job)
    return jobs


def test_a_job_is_worked_on_until_it_is_done_and_its_worker_ends(queue):
    (job,) = submit(queue, CountingJob(steps=5))
    assert job.ended.wait(PATIENCE)
    assert job.done == 5
    await_state(lambda: not any(thread.name.startswith("worker-") for thread in threading.enumerate()))


def test_as_many_jobs_as_workers_work_at_the_same_time_without_making_room(queue):
    together = threading.Barrier(2, timeout=PATIENCE)
    jobs = submit(queue, *(CountingJob(steps=3, on_step=lambda _job: together.wait()) for _ in range(2)))
    assert all(job.ended.wait(PATIENCE) for job in jobs)


class Clock:
    """Seconds that pass only while a job works."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def tick(self, _job):
        self.now += 0.01


@pytest.mark.slow
def test_ten_equal_jobs_of_ten_owners_get_equal_shares():
    clock = Clock()
    queue = Scheduler(workers=1, memory=Plenty(), clock=clock)
    jobs = [CountingJob(on_step=clock.tick) for _ in range(10)]
    jobs[0].on_step = lambda job: clock.tick(job) if job.done > 1 else await_state(lambda: len(queue._entries) == 10)
    submit(queue, *jobs)
    await_state(lambda: sum(job.done for job in jobs) > 2000)  # four turns each
    queue.close()
    turn = scheduler.SLICE / 0.01
    counts = [job.done for job in jobs]
    assert max(counts) - min(counts) <= turn + 2
    assert min(counts) > 2 * turn


@pytest.mark.slow
def test_a_second_job_waits_behind_everyones_first(queue):
    greedy = Owner()
    order = []
    jobs = [CountingJob(greedy), CountingJob(greedy, on_step=lambda _job: order.append("second")), CountingJob()]
    jobs += [CountingJob()]
    submit(queue, *jobs)
    await_state(lambda: all(job.done > 500 for job in (jobs[0], *jobs[2:])))
    before = jobs[1].done
    await_state(lambda: all(job.done > 1500 for job in (jobs[0], *jobs[2:])))
    assert jobs[1].done == before
    jobs[2].ending = jobs[3].ending = True
    await_state(lambda: jobs[1].done > before)


def test_jobs_of_an_owner_who_has_left_wait_for_all_others_and_go_on_when_those_have_ended(queue):
    left = CountingJob(Owner(present=False))
    here = [CountingJob() for _ in range(2)]
    submit(queue, *here, left)
    await_state(lambda: all(job.done > 500 for job in here))
    assert left.done == 0
    here[0].ending = True
    await_state(lambda: left.done > 0)


@pytest.mark.slow
def test_a_newcomer_neither_jumps_the_queue_nor_waits_until_it_is_empty(queue):
    old = submit(queue, *(CountingJob() for _ in range(4)))
    await_state(lambda: min(job.done for job in old) > 300)
    (new,) = submit(queue, CountingJob())
    before = Counter({job: job.done for job in old})
    await_state(lambda: new.done > 500)
    gained = [job.done - before[job] for job in old]
    assert new.done < 2 * max(gained) + 500
    assert min(gained) > 0


def test_the_place_in_the_queue_and_the_share_are_known(queue):
    jobs = submit(queue, *(CountingJob() for _ in range(6)))
    await_state(lambda: all(job.done for job in jobs))
    standings = [queue.standing(job) for job in jobs]
    assert all(standing.share == pytest.approx(2 / 6) for standing in standings)
    assert all(0 <= standing.ahead <= 5 for standing in standings)
    assert queue.standing(CountingJob()) is None


def test_a_job_that_waits_can_be_taken_out_and_one_that_works_cannot(queue):
    working = submit(queue, CountingJob(), CountingJob())
    await_state(lambda: all(job.done for job in working))
    late = CountingJob(working[0].owner)
    queue.submit(late)
    assert queue.withdraw(late)
    assert not queue.withdraw(late)
    assert not queue.withdraw(working[0])
    assert late.done == 0


def test_a_job_submitted_again_while_it_ends_its_work_is_worked_on_again(queue):
    job = CountingJob(steps=1)
    job.on_step = lambda found: (setattr(found, "steps", 2), queue.submit(found)) if found.done == 1 else None
    job.work = lambda give_way, work=job.work: (work(give_way), False)[1]
    queue.submit(job)
    await_state(lambda: job.done == 2)


def test_a_full_queue_says_so(queue, monkeypatch):
    monkeypatch.setattr(scheduler, "MOST_JOBS", 2)
    submit(queue, CountingJob(), CountingJob())
    with pytest.raises(BusyError, match="The queue is full: 2 runs"):
        queue.check_room(0, Message("work-what-run"))


def test_a_job_that_would_not_fit_into_the_memory_is_refused_with_figures():
    class Small(Plenty):
        limit = 1_000_000_000
        used = 700_000_000

    queue = Scheduler(memory=Small())
    queue.check_room(90_000_000, Message("work-what-run"))
    with pytest.raises(BusyError, match=r"needs about 200 MB.*uses 700 MB of its 1,000 MB.*above 80%"):
        queue.check_room(200_000_000, Message("work-what-run"))


def test_the_youngest_job_rests_when_the_memory_is_almost_full(monkeypatch):
    monkeypatch.setattr(scheduler, "LOOK_EVERY", 0.01)
    filled, full = threading.Event(), Message("work-paused", used=90, limit=100)

    class Filling(Plenty):
        def problem(self):
            return full if filled.is_set() else None

    queue = Scheduler(memory=Filling())
    old, young = submit(queue, CountingJob(), CountingJob())
    await_state(lambda: old.done and young.done)
    filled.set()
    assert young.ended.wait(PATIENCE)
    assert young.reason == full
    assert not old.reason  # the last one goes on
    queue.close()


def test_closing_ends_all_jobs_and_workers():
    queue = Scheduler(memory=Plenty())
    submit(queue, *(CountingJob() for _ in range(5)))
    queue.close()
    assert not queue._threads


def test_a_job_that_is_alone_goes_on_though_the_memory_is_full(monkeypatch):
    monkeypatch.setattr(scheduler, "LOOK_AGAIN", 0.0)
    looks = []

    class Full(Plenty):
        def problem(self):
            looks.append("full")
            return Message("work-paused", used=90, limit=100)

    queue = Scheduler(memory=Full(), clock=(clock := Clock()))
    (job,) = submit(queue, CountingJob(steps=1_000, on_step=clock.tick))
    assert job.ended.wait(PATIENCE)
    assert len(looks) > 1
    assert (job.done, job.reason) == (1_000, "")
    queue.close()
