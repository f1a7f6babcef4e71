"""The program of what is trained: beside the post's, and to take away."""

from functools import partial

import streamlit as st

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.errors import PastedError, PlaygroundError
from core.lessons import Lesson
from core.pasted.repair import repaired
from core.runs.run import Run
from core.runs.snapshot import Snapshot
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
from pages.ui.train.draft import (
    about_marks,
    current,
    errors_of,
    marked,
    noted,
    of_another_lesson,
    repairs,
    says_no_more,
    summary,
    take,
    taken,
)
from pages.ui.train.open_text import line_in, titles
from pages.ui.visitor.session import Session
from pages.ui.words import name_of, plain

LINKED = "train"  # what the program and the network have in common, so that they light each other's parts


def code_panel(
    session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig, problem: PlaygroundError | None
) -> None:
    """The program of the form's settings; of the run that is shown, where it has just these.

    It can be edited, and others can be pasted. `problem`: why a network of these settings cannot work.
    """
    run = session.in_use.run
    if run is not None and not is_of(run, lesson, dataset, config):
        run = None
    snapshot = run.snapshot if run is not None else None  # looked at once: the run may end while the page is drawn
    parts = program_of(lesson, dataset, config, _happened(session, run, snapshot))
    view, tab = open_tab(titles(), "code-view")
    with tab:
        match view:
            case "here":
                _editable(session, lesson, dataset, config, parts, problem)
            case "paste":
                _pasted(session, lesson, dataset, config)
            case _:
                lines = _lines(view, lesson, dataset, parts)
                program(f"code-{view}", lines, label=t(f"train-code-{view}"))
    try_changes(session, lesson, dataset, config)
    training_files("code", f"lesson-{lesson.id}-{dataset.id}", dataset, config, parts)
    marks = about_marks(session, view, lesson, dataset, config)
    st.caption(_whose(run, snapshot) + (f" {t(f'train-code-marks-{marks}')}" if marks else ""))


def _whose(run: Run | None, snapshot: Snapshot | None) -> str:
    if run is None or snapshot is None:
        return t("train-code-of-form")
    return t("train-code-of-run" if snapshot.ended else "train-code-of-active-run", run=plain(name_of(run)))


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
    flash = _changed_lines(session, config, lines)
    draft = current(session, "here", lesson, dataset, config)
    if draft is not None and says_no_more(draft, [line.code for line in lines]):
        del session.form.drafts["here"]
        draft = None
    code(
        "code-here",
        marked(draft) if draft else lines,
        editable=True,
        flash=() if draft else flash,
        errors=errors_of(draft) if draft else _at_line(config, problem, lines),
        height=HEIGHT,
        linked="" if draft else LINKED,
        label=t("train-code-here"),
        on_edit=partial(take, session, "here", lesson, dataset, config),
    )
    if draft is None:
        _mend(session, lesson, config, problem)
        return
    repairs(session, "here", draft, lesson, dataset, config)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("train-code-draft"), width="stretch")
        st.button(t("train-code-discard"), key="discard", type="tertiary", on_click=_discard, args=(session,))


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
        placeholder=t("train-code-placeholder"),
        on_edit=read,
    )
    if draft is None:
        return
    if draft.reading.lines:  # else nothing of it could be read, as is said above
        st.markdown(summary(draft))
    of_another_lesson(session, draft)
    if in_use:
        repairs(session, "paste", draft, lesson, dataset, config)
        if draft.is_read and not draft.reading.faults:
            taken(session, lesson, draft)
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
    number = line_in([line.code for line in lines], config, problem)
    return [(number, t(problem.reason))] if number else []


def _happened(session: Session, run: Run | None, snapshot: Snapshot | None) -> Happened:
    if run is None or snapshot is None:
        return NOTHING_HAPPENED
    network = session.in_use.network_of(run)
    ended = snapshot.ended and network is not None and network is run.network
    return Happened.of(snapshot, digest_of(network.model) if network is not None and ended else "")


def _lines(view: str, lesson: Lesson, dataset: DataSet, parts: tuple[Part, ...]) -> list[CodeLine]:
    if view == "post":
        return noted(lesson, posts_text_of(lesson, dataset))
    return shown(flat(parts), missing=view == "difference")


def _changed_lines(session: Session, config: TrainConfig, lines: list[CodeLine]) -> tuple[int, ...]:
    """Which lines, from 1, were not in the program as it was shown before, with other settings."""
    form = session.form
    before, other = frozenset(form.program), form.program_of != config
    form.program, form.program_of = tuple(line.code for line in lines), config
    return tuple(number for number, line in enumerate(lines, 1) if before and other and line.code not in before)
