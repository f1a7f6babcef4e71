import threading

from core.errors import DataError
from core.messages import Message
from core.work.scheduler import Scheduler
from core.work.task import FAULT, FULL, STOPPED, Progress, Task, finish


def counting(to: int):
    for done in range(1, to + 1):
        yield Progress(done, to)
    return "counted"


def started(steps) -> Task:
    task = Task(steps).start(Scheduler())
    task.join(60)
    assert task.ended
    return task


def failing(error: Exception):
    yield Progress(1, 2)
    raise error


def test_a_task_has_its_result_and_all_of_its_progress():
    task = started(counting(5))
    assert task.result == "counted" == finish(counting(5))
    assert task.progress == (5, 5)
    assert task.problem is None


def test_tasks_take_turns(monkeypatch):
    monkeypatch.setattr("core.work.scheduler.SLICE", 0.0)
    scheduler, order, all_here = Scheduler(workers=1), [], threading.Event()

    def noting(name: str):
        all_here.wait(60)
        for done in range(1, 4):
            order.append(name)
            yield Progress(done, 3)
        return name

    tasks = [Task(noting(name)).start(scheduler) for name in "abc"]
    all_here.set()
    for task in tasks:
        task.join(60)
    assert [task.result for task in tasks] == ["a", "b", "c"]
    assert order != sorted(order)


def test_what_goes_wrong_is_said_in_words():
    assert started(failing(DataError("weights-none"))).problem == Message("weights-none")
    assert started(failing(MemoryError())).problem == FULL
    assert started(failing(ValueError("secret"))).problem == FAULT
    assert started(failing(ValueError())).result is None


def test_a_task_that_nobody_wants_ends_without_a_result():
    begun, go_on = threading.Event(), threading.Event()

    def waiting():
        yield Progress(1, 3)
        begun.set()
        go_on.wait(60)
        yield Progress(2, 3)
        raise AssertionError("it went on")

    task = Task(waiting()).start(Scheduler())
    assert begun.wait(60)
    task.abandon()
    go_on.set()
    task.join(60)
    assert (task.result, task.problem) == (None, STOPPED)


def test_a_full_server_ends_it_and_says_so():
    task = Task(counting(3))
    task.make_pause(Message("runs-memory-full"))
    assert not task.work(lambda: False)
    assert (task.problem, task.result) == (FULL, None)


def test_a_task_that_waits_for_its_turn_can_be_stopped_at_once():
    scheduler, go_on = Scheduler(workers=1), threading.Event()

    def waiting():
        go_on.wait(60)
        yield Progress(1, 1)

    first, second = (Task(waiting()).start(scheduler) for _ in range(2))
    second.abandon()
    assert second.ended
    assert second.problem == STOPPED
    go_on.set()
    first.join(60)
    assert first.ended
