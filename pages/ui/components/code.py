"""A Python program: shown with colours, marks and notes, and edited. The editor is CodeMirror.

CodeMirror and our use of it (codemirror/pane.js) are loaded once by the browser. What is sent with every redraw is the
script below: it keeps the text and sends it, and shows a plain field where CodeMirror cannot be loaded.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from pages.ui.components import static_files
from pages.ui.components.pandas_import import keep_pandas_out_of_components
from pages.ui.language import t

WAIT = 600  # milliseconds without a key before the server is told
SAID = 3  # lines with something wrong that are named below the editor
MOST = 100_000  # letters of a program that are taken

_FOLDER = Path(__file__).parent / "codemirror"
_CODEMIRROR, _PANE = _FOLDER / "codemirror.min.js", _FOLDER / "pane.js"
_CSS = (_FOLDER / "pane.css").read_text(encoding="utf-8")
_JS = (_FOLDER / "frame.js").read_text(encoding="utf-8")
_HTML = """
<div class="code-pane">
  <div class="code-bar">
    <span class="code-label"></span><span class="code-hint"></span><span class="code-said" role="status"></span>
    <button class="code-copy" type="button"></button>
  </div>
  <div class="code-place" translate="no"></div>
  <div class="code-wrong" role="status"></div>
</div>
"""


@dataclass(frozen=True)
class CodeLine:
    """A line of a program, and how it differs from the same line of another one."""

    code: str
    # "changed": it reads otherwise there; "ours": only this program has it; "missing": only the other one has it, so it
    # is shown struck through and belongs neither to the text nor to the count of lines. Of a text that was pasted:
    # "read": it has set something; "unneeded": what it says is done anyway; "edited": the visitor has changed it.
    mark: Literal["", "changed", "ours", "missing", "read", "unneeded", "edited"] = ""
    note: str = (
        ""  # why it differs, or what it has set; shown when the line is pointed at, tapped, or reached by keyboard
    )


_mount = st.components.v2.component("code", html=_HTML, css=_CSS, js=_JS, isolate_styles=False)


def provide_code() -> None:
    """Put the scripts of the editor where the browser finds them; needed once per version."""
    for source in (_CODEMIRROR, _PANE):
        static_files.serve(source, _served_name(source))


def _served_name(source: Path) -> str:
    return f"{source.name.split('.')[0]}-{_digest(source.read_bytes())}.js"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


_SCRIPTS = tuple(static_files.address_of(_served_name(source)) for source in (_CODEMIRROR, _PANE))


def code(  # noqa: PLR0913  (what is shown of a program, a name each)
    key: str,
    lines: Sequence[CodeLine],
    *,
    editable: bool = False,
    lit: int | None = None,
    flash: Sequence[int] = (),
    errors: Sequence[tuple[int, str]] = (),
    height: int | None = None,
    linked: str = "",
    label: str,
    placeholder: str = "",
    on_edit: Callable[[str], None] | None = None,
) -> str | None:
    """Show a program; return what the visitor has made of it, None as long as that is the program itself.

    `on_edit` is called with it before the page is drawn anew; like every callback it shows nothing. It also gets what
    was typed while another program was on its way to the browser.

    Lines are counted from 1, without the missing ones. `lit` is the line that has just run, `flash` those that have
    just changed, `errors` pairs (line, what is wrong with it): said at the line and below the program, and the first of
    them is brought into view, unless somebody types. `height` is that of the lines, in pixels; without one
    the pane is as high as the program. With a network() that has the same `linked`, a line is lit when its block is
    pointed at, and the other way round. `label` names the program, above it and for screen readers. `placeholder`
    stands in an editor as long as it is empty.

    What is being typed stays as long as the program is the same, or is what the visitor has made of it; another program
    takes its place. A new key begins anew.
    """
    if any("\n" in line.code or "\r" in line.code for line in lines):
        raise ValueError("a CodeLine holds more than one line")
    program = "\n".join(line.code for line in lines if line.mark != "missing")
    of = _digest(program.encode("utf-8", "replace"))
    data = {
        "lines": tuple(astuple(line) for line in lines),  # Streamlit loads pandas for lists
        "of": of,
        "edited": _edited(st.session_state.get(key), of),
        "editable": editable,
        "lit": lit,
        "flash": tuple(flash),
        "errors": tuple(errors),
        "said": _said(errors),
        "height": height,
        "linked": linked,
        "label": label,
        "placeholder": placeholder,
        "words": _words(),
        "wait": WAIT,
        "scripts": _SCRIPTS,
    }
    keep_pandas_out_of_components()

    def told() -> None:  # Streamlit wants a callback also where the text is only read below
        text = _typed(st.session_state.get(key))
        if text is not None and on_edit is not None:
            on_edit(text)

    edited = _edited(_mount(key=key, data=data, on_text_change=told), of)
    return edited if edited != program else None


def _said(errors: Sequence[tuple[int, str]]) -> str:
    """What is wrong, as it stands below the editor: the first lines by number, and how many more there are."""
    first = [t("components-wrong-line", line=line, text=text) for line, text in sorted(errors)[:SAID]]
    more = [t("components-wrong-more", count=len(errors) - SAID)] if len(errors) > SAID else []
    return "\n".join(first + more)


def _words() -> Mapping[str, str]:
    return {
        "copy": t("components-copy"),
        "copied": t("components-copied"),
        "select": t("components-copy-by-hand"),
        "leave": t("components-leave-editor"),
        "changed": t("components-line-changed"),
        "ours": t("components-line-ours"),
        "missing": t("components-line-missing"),
        "read": t("components-line-read"),
        "unneeded": t("components-line-unneeded"),
        "edited": t("components-line-edited"),
    }


def _edited(state: Any, of: str) -> str | None:
    """The text that a browser has sent for the program with this digest; None for none, and for anything else."""
    sent = state.get("text") if isinstance(state, Mapping) else None
    return _typed(state) if isinstance(sent, Mapping) and sent.get("of") == of else None


def _typed(state: Any) -> str | None:
    """The text that a browser has sent, for whichever program; None for anything else."""
    sent = state.get("text") if isinstance(state, Mapping) else None
    if not isinstance(sent, Mapping) or not isinstance(sent.get("text"), str):
        return None
    # A browser can send half an emoji (a lone surrogate), which could not be sent back.
    return str(sent["text"])[:MOST].encode("utf-8", "ignore").decode()
