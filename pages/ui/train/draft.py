"""What a visitor writes or pastes: read line by line, put into the form, and shown with what was made of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

import streamlit as st

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.lessons import DATASETS, LESSONS, Lesson
from core.messages import Message
from core.pasted.text import code_lines, lines_of
from core.reader.network_faults import fault_of_network
from core.reader.read import read_program
from core.reader.records import NOT_NEEDED, NOT_UNDERSTOOD, READ, ProgramReading, ReadLine
from core.script.networks import Divided
from core.script.post_notes import post_note
from core.script.program import COMPARES
from pages.ui import datasets
from pages.ui.components.code import CodeLine
from pages.ui.forms import fill
from pages.ui.language import t
from pages.ui.visitor.form import Draft
from pages.ui.visitor.session import Session
from pages.ui.words import plain

MOST_COMPARED = 1_000  # lines of a text
MARKS: Mapping[str, Literal["", "read", "unneeded", "edited"]] = {READ: "read", NOT_NEEDED: "unneeded"}


def take(session: Session, where: str, lesson: Lesson, dataset: DataSet, config: TrainConfig, text: str) -> None:
    """Read a text that was typed or pasted, and put what it says into the form. Shows nothing."""
    if where == "paste" and not text.strip():
        session.form.drafts.pop(where, None)
        return
    reading = _reading(text, lesson, dataset, config)
    earlier = current(session, where, lesson, dataset, config)
    of = () if where == "paste" else earlier.of if earlier is not None else session.form.program
    draft = Draft(text, lesson.id, dataset.id, config, reading, of)
    if draft.is_read and where == "paste":
        before = _with_nearest_preset(session, lesson, dataset, config, text)
        draft = draft._replace(reading=_reading(text, lesson, dataset, before)) if before != config else draft
    session.form.drafts[where] = draft
    if draft.is_read:
        fill(draft.reading.config.to_dict())
        session.form.use(lesson.id, draft.reading.config.source)


def _reading(text: str, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> ProgramReading:
    """What a text says; the form's `source` is that of its network, whose fault is among the faults."""
    reading = read_program(text, lesson, dataset, config)
    source = "" if reading.is_lessons_own or not reading.source else Divided.of(reading.source).source
    if source:
        shape, classes = dataset.read_as(config).input_shape, len(dataset.classes)
        fault = fault_of_network(text, reading, shape, classes)
        reading = replace(reading, faults=(*reading.faults, *filter(None, (fault,))))
    return replace(reading, config=replace(reading.config, source=source))


def _with_nearest_preset(
    session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig, text: str
) -> TrainConfig:
    """Choose the preset in which a program changes least; return the form's settings with it.

    What the visitor has changed in the preset before stays changed. Of equally near ones that one stays chosen.
    """
    presets = {preset.id: preset for preset in lesson.presets}
    chosen = presets.get(session.form.choices.get(f"preset-{lesson.id}", ""))
    if chosen is None:
        return config
    by_hand = chosen.config_for(dataset.id).changes(config.to_dict())
    nearest, begins, least = chosen, config, -1
    for preset in [chosen, *(each for each in lesson.presets if each is not chosen)]:
        of_preset = preset.config_for(dataset.id)
        with_it = replace(of_preset, **{name: value for name, (value, _) in by_hand.items()})
        changes = len(of_preset.changes(read_program(text, lesson, dataset, with_it).config.to_dict()))
        if least < 0 or changes < least:
            nearest, begins, least = preset, with_it, changes
    if nearest is chosen:
        return config
    session.form.choose_preset(lesson.id, dataset.id, nearest.id)
    st.session_state[f"preset-{lesson.id}"] = nearest.id
    return begins


def current(session: Session, where: str, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> Draft | None:
    """The text that was taken last, as long as the form has still the settings that it gave."""
    draft = session.form.drafts.get(where)
    if draft is None or (draft.lesson, draft.dataset) != (lesson.id, dataset.id) or draft.gives != config:
        return None
    return draft


def says_no_more(draft: Draft, program: Sequence[str]) -> bool:
    """Whether a program has all that the visitor has changed in the one before, so that it can take the text's place.

    The two may still differ in lines that the app writes for a run: what has happened to it, the weights of its end.
    """
    text, before, now = (_of_weight(lines) for lines in (lines_of(draft.text), draft.of, program))
    if text == now:
        return True
    if len(text) > MOST_COMPARED or not before:
        return False
    put, gone = Counter[str](), Counter[str]()
    for _, first, last, text_first, text_last in SequenceMatcher(None, before, text, autojunk=False).get_opcodes():
        if before[first:last] != text[text_first:text_last]:
            gone.update(before[first:last])
            put.update(text[text_first:text_last])
    if put.keys() & gone.keys():  # lines in another order
        return False
    return all(text.count(line) == now.count(line) for line in {*put, *gone})


def _of_weight(lines: Iterable[str]) -> list[str]:
    """The lines without those that are empty or only compare with a run, and without spaces at their ends."""
    return [line.rstrip() for line in lines if line.strip() and not line.startswith(COMPARES)]


def marked(draft: Draft) -> list[CodeLine]:
    """The text, each line marked as read or not needed, with why; of a program, also those that were changed in it."""
    said: dict[int, ReadLine] = {line.number: line for line in draft.reading.lines}
    of = {line.strip() for line in draft.of}
    made = []
    for number, code in enumerate(code_lines(draft.text), 1):
        line = said.get(number)
        mark = MARKS.get(line.kind, "") if line is not None else ""
        note = _note(draft, code, line) if line is not None and mark else ""
        if of and code.strip() and code.strip() not in of:
            mark, note = "edited", f"{t(f'components-line-{mark}')}: {note}" if note else ""
        made.append(CodeLine(code, mark, note))
    return made


def _note(draft: Draft, code: str, line: ReadLine) -> str:
    """What became of a line; of one that the post has and that is not needed, also what the app does otherwise."""
    otherwise = post_note(draft.lesson, code) if line.kind == NOT_NEEDED else None
    return t(line.note) if otherwise is None else f"{t(line.note)}. {t(otherwise)}"


def noted(lesson: Lesson, post: str) -> list[CodeLine]:
    """The post's program, with notes where the app does otherwise."""
    notes = [(line, post_note(lesson.id, line)) for line in code_lines(post)]
    return [CodeLine(line, "", t(note) if note is not None else "") for line, note in notes]


def about_marks(
    session: Session, view: str, lesson: Lesson, dataset: DataSet, config: TrainConfig
) -> Literal["program", "draft", "paste", "post", ""]:
    """What the marks at the lines of a tab tell; "" where there are none."""
    match view:
        case "post":
            return "post"
        case "paste":
            return "paste" if "paste" in session.form.drafts else ""
        case "here" if current(session, view, lesson, dataset, config) is not None:
            return "draft"
        case _:
            return "program"


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
                t("train-code-repair", line=_first_other(draft.text, fault.repair), problem=plain(t(fault.problem))),
                key=f"repair-{where}-{number}",
                icon=":material/build:",
                on_click=take,
                args=(session, where, lesson, dataset, config, fault.repair),
            )


def _first_other(text: str, repaired: str) -> int:
    """The first line, from 1, that a repair changes or adds."""
    pairs = enumerate(zip_longest(lines_of(text), lines_of(repaired)), 1)
    return next((number for number, (before, after) in pairs if before != after), 1)


def summary(draft: Draft) -> str:
    """How many lines were read, are not needed, and were not understood."""
    kinds = [line.kind for line in draft.reading.lines]
    return t(
        "train-code-counts",
        read=kinds.count(READ),
        unneeded=kinds.count(NOT_NEEDED),
        unknown=kinds.count(NOT_UNDERSTOOD),
    )


def taken(session: Session, lesson: Lesson, draft: Draft) -> None:
    """That the form has taken a text, and where it trains with other data than the text does."""
    said = t("train-code-taken", start=Message("train-start"))
    other = draft.reading.data_id
    wanted = next((each for each in lesson.datasets if other and each.startswith(other)), "")
    if not wanted or draft.dataset.startswith(other):
        st.success(said)
        return
    where = "missing" if datasets.missing(session, wanted) else "here"
    title, instead = DATASETS[wanted].title, DATASETS[draft.dataset].title
    form = Message("form-dataset")
    st.info(f"{said} {t(f'train-code-data-{where}', title=title, instead=instead, form=form)}")


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
