"""The lines of the lab as a program: all that were run, the last one lit; to be copied and taken home."""

import streamlit as st

from core.script.lab import Way, lab_program_of, last_line
from core.script.program import flat
from core.script.script import notebook_of, script_of
from pages.ui.language import t
from pages.ui.programs import program, program_files, shown

NAME = "autograd_lab"  # of the files


def code_panel(*ways: Way) -> None:
    """The program that goes these ways; nothing while there is none. It stays open from chapter to chapter."""
    if not ways:
        return
    with st.expander(t("autograd-code"), key="lab-code", icon=":material/code:", on_change="rerun") as panel:
        if not panel.open:
            return
        parts = lab_program_of(ways)
        st.caption(t("autograd-code-about"))
        program("lab-lines", shown(flat(parts)), lit=last_line(parts), label=t("autograd-code-lines"))
        program_files(
            "lab-code", {"py": (f"{NAME}.py", script_of(parts, t)), "ipynb": (f"{NAME}.ipynb", notebook_of(parts, t))}
        )
