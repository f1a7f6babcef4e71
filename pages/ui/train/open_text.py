"""The text in the open tab of the code: whether it is what a run would train, and if not, what is said of it."""

from collections.abc import Sequence

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.errors import PastedError, PlaygroundError
from core.lessons import LESSONS, Lesson
from core.messages import Message, literal
from core.pasted.text import lines_of
from core.script.lines import MISSING
from core.script.program import flat
from core.script.script import program_of
from pages.ui.language import t
from pages.ui.tabs import opened
from pages.ui.train.draft import current, errors_of
from pages.ui.visitor.form import Draft
from pages.ui.visitor.session import Session
from pages.ui.words import plain

VIEWS = ("here", "paste", "difference", "post")  # the tabs of the code


def titles() -> dict[str, str]:
    """Tab of the code -> what is written on it."""
    return {view: t(f"train-code-{view}") for view in VIEWS}


def _where() -> str:
    """In which of the two editors the text stands that the visitor means to train: "paste" or "here"."""
    return "paste" if opened(titles(), "code-view") == "paste" else "here"


def _meant(session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> Draft | None:
    """The visitor's own text that stands in the open tab; None where that is the program of the form.

    What was typed into the program is replaced when the form is changed; what was pasted stays.
    """
    if _where() == "paste":
        return session.form.drafts.get("paste")
    return current(session, "here", lesson, dataset, config)


def untrainable(session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> Message | None:
    """Why the text in the open tab cannot be trained: it is no program, or another lesson's. None where it can."""
    draft = _meant(session, lesson, dataset, config)
    if draft is None:
        return None
    reading = draft.reading
    if not reading.lines:
        if not reading.faults:
            return Message(f"train-code-empty-{_where()}")
        fault = reading.faults[0]
        return Message(f"train-code-unread-{_where()}", line=fault.line, problem=plain(t(fault.problem)))
    if reading.lesson_id not in (None, lesson.id):
        assert reading.lesson_id is not None
        return Message(f"train-code-other-{_where()}", lesson=LESSONS[reading.lesson_id].title)
    return None


def untrained(session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> Message | None:
    """What is to be known before training: that not all of the text in the open tab is trained. None: all of it is."""
    draft = _meant(session, lesson, dataset, config)
    if draft is None:
        return None
    if current(session, _where(), lesson, dataset, config) is not draft:
        return Message("train-code-not-taken", read=Message("train-code-read"))
    return Message("train-code-partly") if errors_of(draft) else None


def problem_of(
    session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig | None, error: PlaygroundError | None
) -> Message | None:
    """Why no run can start, with the line of the text that stands in the open tab; None where one can.

    `error`: what is wrong with the settings of the form, or with their network.
    """
    if config is not None:
        problem = untrainable(session, lesson, dataset, config)
        if problem is not None:
            return problem
        if isinstance(error, PastedError):  # it quotes the visitor's code
            line = _line_of(session, lesson, dataset, config, error)
            return literal(plain(t(Message("pasted-at-line", line=line, problem=error.reason))))
    return error.message if error is not None else None


def _line_of(session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig, error: PastedError) -> int:
    """The line, from 1, of the text in the open tab that an error of its network speaks of."""
    draft = current(session, _where(), lesson, dataset, config)
    if draft is None:
        lines = [line.code for line in flat(program_of(lesson, dataset, config)) if line.kind != MISSING]
        return line_in(lines, config, error) or error.line
    said = next((fault.line for fault in draft.reading.faults if fault.problem == error.reason), None)
    return said or line_in(lines_of(draft.text), config, error) or error.line


def line_in(lines: Sequence[str], config: TrainConfig, error: PastedError) -> int | None:
    """The line, from 1, of a program that an error of the class in it speaks of; None where it is not there."""
    source = [line.strip() for line in lines_of(config.source)]
    wrong = source[error.line - 1]
    nth = source[: error.line].count(wrong)  # of the lines that read alike
    alike = [number for number, line in enumerate(lines, 1) if line.strip() == wrong]
    return alike[min(nth, len(alike)) - 1] if alike else None
