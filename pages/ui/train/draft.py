"""What a visitor writes or pastes: read line by line, put into the form, and shown with what was made of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import streamlit as st

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.lessons import LESSONS, Lesson
from core.messages import Message
from core.pasted.text import code_lines
from core.reader.network_faults import fault_of_network
from core.reader.read import read_program
from core.reader.records import NOT_NEEDED, NOT_UNDERSTOOD, READ, ReadLine
from core.script.networks import Divided
from pages.ui.components.code import CodeLine
from pages.ui.forms import fill
from pages.ui.language import t
from pages.ui.visitor.form import Draft
from pages.ui.visitor.session import Session
from pages.ui.words import plain

MARKS: Mapping[str, Literal["", "read", "unneeded"]] = {READ: "read", NOT_NEEDED: "unneeded"}


def take(session: Session, where: str, lesson: Lesson, dataset: DataSet, config: TrainConfig, text: str) -> None:
    """Read a text that was typed or pasted, and put what it says into the form. Shows nothing."""
    reading = read_program(text, lesson, dataset, config)
    source = "" if reading.is_lessons_own or not reading.source else Divided.of(reading.source).source
    if source:
        shape, classes = dataset.read_as(config).input_shape, len(dataset.classes)
        fault = fault_of_network(text, reading, shape, classes)
        reading = replace(reading, faults=(*reading.faults, *filter(None, (fault,))))
    reading = replace(reading, config=replace(reading.config, source=source))
    draft = session.form.drafts[where] = Draft(text, lesson.id, dataset.id, config, reading)
    if draft.is_read:
        fill(reading.config.to_dict())
        session.form.use(lesson.id, source)


def current(session: Session, where: str, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> Draft | None:
    """The text that was taken last, as long as the form has still the settings that it gave."""
    draft = session.form.drafts.get(where)
    if draft is None or (draft.lesson, draft.dataset) != (lesson.id, dataset.id) or draft.gives != config:
        return None
    return draft


def unread(session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> Message | None:
    """Why the program that stands in the pane cannot be trained as it is; None where it can."""
    draft = current(session, "here", lesson, dataset, config)
    if draft is None or draft.reading.lines:
        return None
    fault = draft.reading.faults[0]
    return Message("train-code-unread", line=fault.line, problem=plain(t(fault.problem)))


def marked(draft: Draft) -> list[CodeLine]:
    """The text, each line marked as read or not needed, with why."""
    said: dict[int, ReadLine] = {line.number: line for line in draft.reading.lines}
    return [
        CodeLine(code, MARKS.get(said[number].kind, "") if number in said else "", _note(said.get(number)))
        for number, code in enumerate(code_lines(draft.text), 1)
    ]


def _note(line: ReadLine | None) -> str:
    return t(line.note) if line is not None and line.kind != NOT_UNDERSTOOD else ""


def errors_of(draft: Draft) -> list[tuple[int, str]]:
    """(line, what is wrong with it): what was not understood, and faults that Python or PyTorch would name."""
    reading = draft.reading
    wrong = [(line.number, t(line.note)) for line in reading.lines if line.kind == NOT_UNDERSTOOD]
    return wrong + [(fault.line, t(fault.problem)) for fault in reading.faults]


def repairs(session: Session, where: str, draft: Draft, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> None:
    """A button for each fault of the text that can be mended."""
    for number, fault in enumerate(draft.reading.faults):
        if fault.repair is not None:
            st.button(
                t("train-code-repair", line=fault.line, problem=plain(t(fault.problem))),
                key=f"repair-{where}-{number}",
                icon=":material/build:",
                on_click=take,
                args=(session, where, lesson, dataset, config, fault.repair),
            )


def summary(draft: Draft) -> str:
    """How many lines were read, are not needed, and were not understood."""
    kinds = [line.kind for line in draft.reading.lines]
    return t(
        "train-code-counts",
        read=kinds.count(READ),
        unneeded=kinds.count(NOT_NEEDED),
        unknown=kinds.count(NOT_UNDERSTOOD),
    )


def of_another_lesson(session: Session, draft: Draft) -> None:
    """Where the text belongs to another lesson: say so, and offer to go there with it."""
    other = draft.reading.lesson_id
    if other in (None, draft.lesson):
        return
    assert other is not None
    st.info(t("train-code-other-lesson", lesson=LESSONS[other].title))
    st.button(
        t("train-code-open-lesson", lesson=other),
        key="open-lesson",
        icon=":material/arrow_forward:",
        on_click=_go_there,
        args=(session, other),
    )


def _go_there(session: Session, lesson_id: str) -> None:
    session.form.open_with(lesson_id, preset="post")
    st.session_state["lesson"] = lesson_id
