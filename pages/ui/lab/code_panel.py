"""A chapter's lines as a program, to be copied and taken home. The pane stays open from chapter to chapter."""

from collections.abc import Callable

import streamlit as st

from core.data.dataset import DataSet
from core.lab.race import Race
from core.script.lab import Way, lab_program_of, last_line
from core.script.program import flat
from core.script.racing import race_program_of
from core.script.script import notebook_of, script_of
from pages.ui.language import t
from pages.ui.programs import program, program_files, shown, training_files

NAME = "autograd_lab"  # of the files


def code_panel(*ways: Way) -> None:
    """The program that goes these ways, all lines that were run, the last one lit; nothing while there is none."""
    if ways:
        _pane(lambda: _of_the_lab(ways))


def race_panel(chosen: Callable[[], Race], dataset: DataSet, steps: int) -> None:
    """The program of the chosen race with `steps` mini-batches; `dataset`: all of its data set."""
    _pane(lambda: _of_the_race(chosen(), dataset, steps))


def _pane(draw: Callable[[], None]) -> None:
    with st.expander(t("autograd-code"), key="lab-code", icon=":material/code:", on_change="rerun") as panel:
        if panel.open:
            draw()


def _of_the_lab(ways: tuple[Way, ...]) -> None:
    parts = lab_program_of(ways)
    st.caption(t("autograd-code-about"))
    program("lab-lines", shown(flat(parts)), lit=last_line(parts), label=t("autograd-code-lines"))
    program_files(
        "lab-code", {"py": (f"{NAME}.py", script_of(parts, t)), "ipynb": (f"{NAME}.ipynb", notebook_of(parts, t))}
    )


def _of_the_race(race: Race, dataset: DataSet, steps: int) -> None:
    parts = race_program_of(race, steps)
    st.caption(t("autograd-race-code"))
    program("race-lines", shown(flat(parts)), label=t("autograd-code-lines"))
    training_files("lab-code", f"race-{race.lesson.id}-{dataset.id}", dataset, race.config, parts)
