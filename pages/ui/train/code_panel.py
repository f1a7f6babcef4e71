"""The program of what is trained: beside the post's, and to take away."""

from functools import partial

import streamlit as st

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.errors import PastedError, PlaygroundError
from core.lessons import Lesson
from core.messages import Message
from core.pasted.repair import repaired
from core.pasted.text import code_lines, lines_of
from core.runs.run import Run
from core.script.lines import Part
from core.script.networks import Divided
from core.script.program import Happened, flat
from core.script.script import (
    NOTHING_HAPPENED,
    digest_of,
    posts_text_of,
    program_of,
)
from pages.ui.components.code import CodeLine, code
from pages.ui.language import t
from pages.ui.programs import HEIGHT, program, shown, training_files
from pages.ui.tabs import open_tab
from pages.ui.train.changes import is_of, try_changes
from pages.ui.train.draft import current, errors_of, marked, of_another_lesson, repairs, summary, take
from pages.ui.visitor.session import Session
from pages.ui.words import name_of, plain

VIEWS = ("here", "paste", "difference", "post")


def code_panel(
    session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig, problem: PlaygroundError | None
) -> None:
    """The program of the form's settings; of the run that is shown, where it has just these.

    It can be edited, and others can be pasted. `problem`: why a network of these settings cannot work.
    """
    with st.expander(t("train-code"), key="code", icon=":material/code:", on_change="rerun") as panel:
        if not panel.open:
            return
        run = session.in_use.run
        if run is not None and not is_of(run, lesson, dataset, config):
            run = None
        st.caption(_whose(run))
        parts = program_of(lesson, dataset, config, _happened(session, run))
        training_files("code", f"lesson-{lesson.id}-{dataset.id}", dataset, config, parts)
        view, tab = open_tab({view: t(f"train-code-{view}") for view in VIEWS}, "code-view")
        with tab:
            match view:
                case "here":
                    _editable(session, lesson, dataset, config, parts, problem)
                case "paste":
                    _pasted(session, lesson, dataset, config)
                case _:
                    lines = _lines(view, lesson, dataset, parts)
                    program(f"code-{view}", lines, label=t(f"train-code-{view}"))
        if view in ("here", "difference"):
            st.caption(t("train-code-marks"))
        try_changes(session, lesson, dataset, config)


def _whose(run: Run | None) -> str:
    if run is None:
        return t("train-code-of-form")
    return t("train-code-of-run" if run.snapshot.ended else "train-code-of-active-run", run=plain(name_of(run)))


def _editable(
    session: Session,
    lesson: Lesson,
    dataset: DataSet,
    config: TrainConfig,
    parts: tuple[Part, ...],
    problem: PlaygroundError | None,
) -> None:
    """The program; what is changed in it changes the form. A text that says more than the form can stays as it is."""
    lines = _lines("here", lesson, dataset, parts)
    flash = _changed_lines(session, lines)
    draft = current(session, "here", lesson, dataset, config)
    if draft is not None and _same(draft.text, lines):
        del session.form.drafts["here"]
        draft = None
    code(
        "code-here",
        marked(draft) if draft else lines,
        editable=True,
        flash=() if draft else flash,
        errors=errors_of(draft) if draft else _at_line(config, problem, lines),
        height=HEIGHT,
        label=t("train-code-here"),
        on_edit=partial(take, session, "here", lesson, dataset, config),
    )
    if draft is None:
        _mend(session, lesson, config, problem)
        return
    repairs(session, "here", draft, lesson, dataset, config)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("train-code-draft"), width="stretch")
        st.button(t("train-code-discard"), key="discard", icon=":material/undo:", on_click=_discard, args=(session,))


def _same(text: str, lines: list[CodeLine]) -> bool:
    """Whether a text is the program, but for empty lines and spaces at the ends of lines."""
    typed, program = (
        [line.rstrip() for line in part if line.strip()] for part in (lines_of(text), [line.code for line in lines])
    )
    return typed == program


def _discard(session: Session) -> None:
    session.form.drafts.pop("here", None)


def _pasted(session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> None:
    """A field for a class or a whole program from elsewhere, and what was read from it."""
    draft = session.form.drafts.get("paste")
    st.caption(t("train-code-paste-about"))
    read = partial(take, session, "paste", lesson, dataset, config)
    in_use = draft is not None and current(session, "paste", lesson, dataset, config) is draft
    code(
        "code-paste",
        marked(draft) if draft else [CodeLine("")],
        editable=True,
        errors=errors_of(draft) if draft else [],
        height=HEIGHT,
        label=t("train-code-paste"),
        on_edit=read,
    )
    if draft is None:
        return
    st.markdown(summary(draft))
    of_another_lesson(session, draft)
    if in_use:
        repairs(session, "paste", draft, lesson, dataset, config)
        if draft.is_read and not draft.reading.faults:
            st.success(t("train-code-taken", start=Message("train-start")))
    else:
        st.button(t("train-code-read"), key="read-again", type="primary", on_click=read, args=(draft.text,))


def _mend(session: Session, lesson: Lesson, config: TrainConfig, problem: PlaygroundError | None) -> None:
    """A button that mends the visitor's class, where it can be mended."""
    if not isinstance(problem, PastedError):
        return
    mended = repaired(config.source, problem)
    if mended is not None:
        st.button(
            t("train-code-mend"),
            key="mend",
            icon=":material/build:",
            on_click=session.form.use,
            args=(lesson.id, Divided.of(mended).source),
        )


def _at_line(config: TrainConfig, problem: PlaygroundError | None, lines: list[CodeLine]) -> list[tuple[int, str]]:
    """What is wrong with the visitor's class, at the line of the program."""
    if not isinstance(problem, PastedError):
        return []
    source = lines_of(config.source)
    wrong = source[problem.line - 1]
    nth = source[: problem.line].count(wrong)  # of the lines that read alike
    alike = [number for number, line in enumerate(lines, 1) if line.code == wrong]
    return [(alike[min(nth, len(alike)) - 1], t(problem.reason))] if alike else []


def _happened(session: Session, run: Run | None) -> Happened:
    if run is None:
        return NOTHING_HAPPENED
    network = session.in_use.network_of(run)
    ended = run.snapshot.ended and network is not None and network is run.network
    return Happened.of(run.snapshot, digest_of(network.model) if network is not None and ended else "")


def _lines(view: str, lesson: Lesson, dataset: DataSet, parts: tuple[Part, ...]) -> list[CodeLine]:
    if view == "post":
        return [CodeLine(line) for line in code_lines(posts_text_of(lesson, dataset))]
    return shown(flat(parts), missing=view == "difference")


def _changed_lines(session: Session, lines: list[CodeLine]) -> tuple[int, ...]:
    """Which lines, from 1, were not in the program as it was shown before."""
    before, session.form.program = session.form.program, frozenset(line.code for line in lines)
    return tuple(number for number, line in enumerate(lines, 1) if before and line.code not in before)
