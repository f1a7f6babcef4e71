"""Programs as pages show them: their lines, marked where they are not the post's, and the files to take home."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

import streamlit as st

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.script.lines import CHANGED, MISSING, OURS, OWN, POST, Line, Part
from core.script.script import needs_arrays, notebook_of, package_of, script_of
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
                t(f"components-code-{ending}{'.packed' if name.endswith('.zip') else ''}"),
                data=content,
                file_name=name,
                icon=":material/download:",
                key=f"{key}-{ending}",
                on_click="ignore",
            )


def training_files(key: str, name: str, dataset: DataSet, config: TrainConfig, parts: tuple[Part, ...]) -> None:
    """A program that trains, as program_files has it, and how to run it.

    Where torchvision cannot fetch the data, it is a zip file with both.
    """
    packed = needs_arrays(dataset)
    program_files(
        key,
        {
            ending: (
                f"{name}-{ending}.zip" if packed else f"{name}.{ending}",
                _packing(dataset, config, f"{name}.{ending}", write(parts, t)),
            )
            for ending, write in (("py", script_of), ("ipynb", notebook_of))
        },
    )
    st.caption(t("components-code-data" if packed else "components-code-fetched", file=f"{name}.py"))


def _packing(dataset: DataSet, config: TrainConfig, file: str, content: str) -> Callable[[], bytes]:
    """What makes the file to download when it is asked for."""
    return lambda: package_of(dataset, config, file, content)
