"""Programs as pages show them: their lines, marked where they are not the post's, and the files to take home."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

import streamlit as st

from core.script.lines import CHANGED, MISSING, OURS, OWN, POST, Line
from pages.ui.components.code import CodeLine, code
from pages.ui.language import t

HEIGHT = 480  # pixels of a program's lines, which scroll
MARKS: Mapping[str, Literal["", "changed", "ours", "missing"]] = {
    POST: "",
    CHANGED: "changed",
    OURS: "ours",
    OWN: "ours",
    MISSING: "missing",
}


def shown(lines: Iterable[Line], *, missing: bool = False) -> list[CodeLine]:
    """The lines with their marks and notes; `missing`: also those that only the post has."""
    return [
        CodeLine(line.code, MARKS[line.kind], t(line.note) if line.note and line.code else "")
        for line in lines
        if missing or line.kind != MISSING
    ]


def program(
    key: str, lines: Sequence[CodeLine], *, lit: int | None = None, flash: Sequence[int] = (), label: str
) -> None:
    """The lines in a pane that scrolls, with a button that copies them; see components/code.py."""
    code(key, lines, lit=lit, flash=flash, height=HEIGHT, label=label)


def program_files(key: str, files: Mapping[str, tuple[str, str | Callable[[], bytes]]]) -> None:
    """A button for the program as a file, and one for the notebook.

    `files`: "py" and "ipynb" -> (the name of the file to download, its content or what makes it in any thread).
    """
    with st.container(horizontal=True):
        for ending, (name, content) in files.items():
            st.download_button(
                t(f"components-code-{ending}"),
                data=content,
                file_name=name,
                icon=":material/download:",
                key=f"{key}-{ending}",
                on_click="ignore",
            )
