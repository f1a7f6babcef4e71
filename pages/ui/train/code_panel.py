"""The program of what is trained: beside the post's, and to take away."""

from collections.abc import Callable

import streamlit as st

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.lessons import Lesson
from core.runs.run import Run
from core.script.lines import Part
from core.script.program import Happened, flat
from core.script.script import (
    NOTHING_HAPPENED,
    digest_of,
    needs_arrays,
    notebook_of,
    package_of,
    posts_text_of,
    program_of,
    script_of,
)
from pages.ui.components.code import CodeLine
from pages.ui.language import t
from pages.ui.programs import program, program_files, shown
from pages.ui.tabs import open_tab
from pages.ui.visitor.session import Session
from pages.ui.words import name_of, plain

VIEWS = ("here", "difference", "post")


def code_panel(session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> None:
    """The program of the form's settings; of the run that is shown, where it has just these."""
    with st.expander(t("train-code"), key="code", icon=":material/code:", on_change="rerun") as panel:
        if not panel.open:
            return
        run = session.in_use.run
        if run is not None and not _is_of(run, lesson, dataset, config):
            run = None
        st.caption(t("train-code-of-run", run=plain(name_of(run))) if run else t("train-code-of-form"))
        parts = program_of(lesson, dataset, config, _happened(session, run))
        view, tab = open_tab({view: t(f"train-code-{view}") for view in VIEWS}, "code-view")
        with tab:
            lines = _lines(view, lesson, dataset, parts)
            flash = _changed_lines(session, lines) if view == "here" else ()
            program(f"code-{view}", lines, flash=flash, label=t(f"train-code-{view}"))
        st.caption(t("train-code-marks"))
        _downloads(lesson, dataset, config, parts)


def _is_of(run: Run, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> bool:
    return run.lesson is lesson and run.dataset is dataset.read_as(config) and run.config == config


def _happened(session: Session, run: Run | None) -> Happened:
    if run is None:
        return NOTHING_HAPPENED
    network = session.in_use.network_of(run)
    ended = run.snapshot.ended and network is not None and network is run.network
    return Happened.of(run.snapshot, digest_of(network.model) if network is not None and ended else "")


def _lines(view: str, lesson: Lesson, dataset: DataSet, parts: tuple[Part, ...]) -> list[CodeLine]:
    if view == "post":
        return [CodeLine(line) for line in posts_text_of(lesson, dataset).splitlines()]
    return shown(flat(parts), missing=view == "difference")


def _changed_lines(session: Session, lines: list[CodeLine]) -> tuple[int, ...]:
    """Which lines, from 1, were not in the program as it was shown before."""
    before, session.form.program = session.form.program, frozenset(line.code for line in lines)
    return tuple(number for number, line in enumerate(lines, 1) if before and line.code not in before)


def _downloads(lesson: Lesson, dataset: DataSet, config: TrainConfig, parts: tuple[Part, ...]) -> None:
    """The program as a file; where torchvision cannot fetch the data, a zip file with both."""
    name, packed = f"lesson-{lesson.id}-{dataset.id}", needs_arrays(dataset)
    program_files(
        "code",
        {
            ending: (
                f"{name}-{ending}.zip" if packed else f"{name}.{ending}",
                _packing(dataset, config, f"{name}.{ending}", write(parts, t)),
            )
            for ending, write in (("py", script_of), ("ipynb", notebook_of))
        },
    )
    st.caption(t("train-code-data" if packed else "train-code-fetched", file=f"{name}.py"))


def _packing(dataset: DataSet, config: TrainConfig, file: str, content: str) -> Callable[[], bytes]:
    """What makes the file to download when it is asked for."""
    return lambda: package_of(dataset, config, file, content)
