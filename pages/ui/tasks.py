"""Long work of the visitor on a page: begun once, its progress shown, its result kept."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from core.data.dataset import DataSet
from core.messages import Message
from core.network import TrainedNetwork
from core.work.task import STOPPED, Steps, Task
from pages.ui.language import t
from pages.ui.visitor.process import scheduler
from pages.ui.visitor.session import Session

KEPT = 6  # results, the last ones asked for
AT_ONCE = 0.4  # seconds that the page waits, so that short work shows no bar
EVERY = 0.5  # seconds between two looks

T = TypeVar("T")
Key = tuple[Message, TrainedNetwork, DataSet]  # what is done, with which weights, on what


def result_of(session: Session, key: Key, begin: Callable[[], Steps[T]]) -> T | None:
    """Return the result of the work that `begin` gives; without one, show a bar or the problem, and return None.

    Work is begun once for each key. Work of the same name on other weights or data replaces unfinished work.
    """
    if key not in session.tasks:
        _begin(session, key, begin)
    task: Task[T] = session.tasks.pop(key)
    session.tasks[key] = task  # moved to the end: it is the one that was asked for last
    task.join(AT_ONCE)
    if task.result is not None:
        return task.result
    if task.ended:
        show = st.info if task.problem == STOPPED else st.error
        show(t("app-task", task=key[0], state=task.problem or ""))
        st.button(t("app-task-again"), key=f"again-{key[0].id}", on_click=_begin, args=(session, key, begin))
        return None
    _show_progress(task, key[0])
    return None


def result_if_there(session: Session, key: Key, begin: Callable[[], Steps[T]]) -> T | None:
    """Return the result of the work that `begin` gives, or None while there is none, without a bar and without waiting.

    The page is redrawn when the work has ended.
    """
    if key not in session.tasks:
        _begin(session, key, begin)
    task: Task[T] = session.tasks[key]
    if not task.ended:
        until_ended(task, lambda: None)
    return task.result


def is_begun(session: Session, key: Key) -> bool:
    """Whether the work has been asked for already."""
    return key in session.tasks


def _begin(session: Session, key: Key, begin: Callable[[], Steps[T]]) -> None:
    """Start anew, and let go of what nobody will ask for any more."""
    session.drop_tasks()
    for other in [other for other, task in session.tasks.items() if other[0] == key[0] and not task.ended]:
        session.tasks.pop(other).abandon()  # the new one takes its place
    session.tasks[key] = Task(begin(), session.task_owner).start(scheduler())
    for other in list(session.tasks)[:-KEPT]:
        session.tasks.pop(other).abandon()


def _show_progress(task: Task[T], name: Message) -> None:
    def bar() -> None:
        done, total = task.progress
        state = Message("app-task-done", done=done, of=total) if done else Message("app-task-about-to-begin")
        state = Message("app-task-counting") if done == total else state
        st.progress(done / total, text=t("app-task", task=name, state=state))

    until_ended(task, bar)
    st.button(t("app-task-stop"), key=f"stop-{name.id}", icon=":material/stop:", on_click=task.abandon)


def until_ended(task: Task[T], draw: Callable[[], None]) -> None:
    """Call `draw` again and again until the task has ended; then redraw the whole page."""

    @st.fragment(run_every=EVERY)
    def poll() -> None:
        if task.ended:
            st.rerun()
        draw()

    poll()
