"""Long work of the visitor on a page: begun once, its progress shown, its result kept."""

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

from core.task import Steps, Task
from pages.ui.process import scheduler
from pages.ui.session import Session

KEPT = 12  # results, the last ones asked for
AT_ONCE = 0.4  # seconds that the page waits, so that short work shows no bar
EVERY = 0.5  # seconds between two looks

T = TypeVar("T")


def result_of(session: Session, key: Hashable, begin: Callable[[], Steps[T]], title: str) -> T | None:
    """The result of the work that `begin` describes; None, with a bar or the reason on the page, while there is none.

    `key` says what the result depends on; the same key is worked on once.
    """
    task: Task[T] | None = session.tasks.pop(key, None)
    if task is None:
        task = Task(begin(), session.owner).start(scheduler())
    session.tasks[key] = task  # the last one now
    while len(session.tasks) > KEPT:
        session.tasks.pop(next(iter(session.tasks))).abandon()
    task.join(AT_ONCE)
    if task.result is not None:
        return task.result
    if task.ended:
        st.error(f"{title}: {task.problem}", icon=":material/error:")
        st.button("Try again", key=f"again-{title}", on_click=_forget, args=(session, key))
        return None
    _show_progress(task, title)
    return None


def _forget(session: Session, key: Hashable) -> None:
    session.tasks.pop(key, None)


def is_begun(session: Session, key: Hashable) -> bool:
    """Whether the work has been asked for already."""
    return key in session.tasks


def _show_progress(task: Task[T], title: str) -> None:
    @st.fragment(run_every=EVERY)
    def poll() -> None:
        if task.ended:
            st.rerun()
        done, total = task.progress
        counted = f"{done:,} of {total:,}" if done else "waiting for its turn"
        st.progress(done / total, text=f"{title}: {counted}")

    poll()
    st.button("Stop", key=f"stop-{title}", icon=":material/stop:", on_click=task.abandon)
