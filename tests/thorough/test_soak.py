"""200 runs started, stepped, stopped and abandoned at random in one process leave nothing behind."""

import gc
import random
import threading
import time

import psutil

from core.config import ImageConfig
from core.runs.checkpoint import load_run, save_run
from core.runs.order import Goal
from core.runs.run import Run
from core.work.memory import give_back_memory
from core.work.scheduler import Scheduler
from pages.ui.visitor.session import Session

RUNS = 200
ALLOWED = 1.10  # of the memory at the beginning


def measure() -> tuple[int, int, int]:
    """(threads, open files, bytes of memory)."""
    gc.collect()
    give_back_memory()
    process = psutil.Process()
    return threading.active_count(), process.num_fds(), process.memory_info().rss


def play_with(session: Session, run: Run, scheduler: Scheduler, chance: random.Random) -> None:
    """One of the things that visitors do."""
    session.begin(run, scheduler, memory=0)
    match chance.randrange(6):
        case 0:
            run.join(60)
        case 1:
            run.stop()
        case 2:
            run.pause()
            run.settle(60)
            run.play(Goal.STEP)
        case 3:
            run.set_learning_rate(0.02)
            run.pause()
        case 4:
            run.pause()
            run.settle(60)
            if not run.snapshot.ended and not session.runs.full:
                session.add(load_run(save_run(run), lambda _id: run.dataset).attach(scheduler))
        case _:
            session.delete(run)


def test_200_runs_leave_no_threads_no_memory_and_no_files_behind(lesson, digits_dataset):
    chance = random.Random(0)
    scheduler = Scheduler()
    before = None
    visitors: list[Session] = []
    for number in range(RUNS):
        if number == RUNS // 5:  # what stays for good has been loaded by now
            clear(visitors, scheduler)
            before = measure()
        if not visitors or chance.random() < 0.4:
            visitors.append(Session())
        if len(visitors) > 5:
            visitors.pop(chance.randrange(len(visitors))).forget()  # closes the browser and never comes back
        config = ImageConfig(epochs=chance.choice((1, 2, 10)), batch_size=chance.choice((16, 64)), learning_rate=0.01)
        session = chance.choice(visitors)
        if session.runs.full:
            session.delete(session.runs.kept[0])
        play_with(session, Run(lesson, digits_dataset, config), scheduler, chance)
    clear(visitors, scheduler)
    assert before is not None
    threads, files, memory = measure()
    assert threads <= before[0]
    assert files <= before[1]
    assert memory <= ALLOWED * before[2]


def clear(visitors: list[Session], scheduler: Scheduler) -> None:
    """All leave for good; wait until nothing is at work any more."""
    while visitors:
        visitors.pop().forget()
    deadline = time.monotonic() + 60
    while scheduler._threads:
        assert time.monotonic() < deadline, "a worker did not end"
        time.sleep(0.01)  # between two looks
