"""Files from the visitor's computer: taken, or refused with the reason; the server keeps no copy.

The browser may send any kind of file. The server looks at the content, and can say what a wrong file is and what to do
with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.errors import PlaygroundError
from core.messages import Message
from pages.ui.language import t
from pages.ui.toasts import show_toasts, toast_soon
from pages.ui.words import plain

File = tuple[str, bytes]  # name, content


@dataclass
class Upload:
    """The state of one upload widget."""

    number: int = 0  # counts files that were brought: an upload widget with a new key is empty
    problem: Message | None = None  # why the last upload was refused; None when it was taken


def upload_form(upload: Upload, label: str, help_text: str, take: Callable[[bytes], None]) -> None:
    """Draw a widget for one file; `take` is called with its content.

    When `take` raises a PlaygroundError, the error is shown and nothing else changes.
    """
    _form(upload, label, help_text, lambda files: take(files[0][1]), several=False)


def upload_several_form(upload: Upload, label: str, help_text: str, take: Callable[[Sequence[File]], None]) -> None:
    """Draw a widget for several files at once; `take` is called with all of them. Errors: see upload_form."""
    _form(upload, label, help_text, take, several=True)


def _form(upload: Upload, label: str, help_text: str, take: Callable[[Sequence[File]], None], *, several: bool) -> None:
    key = f"{label}-{upload.number}"
    st.file_uploader(
        label,
        key=key,
        accept_multiple_files=several,
        on_change=_take,
        args=(upload, key, take),
        help=help_text or None,
    )
    show_toasts()
    if upload.problem:
        st.error(plain(t(upload.problem)), icon=":material/error:")


def _take(upload: Upload, key: str, take: Callable[[Sequence[File]], None]) -> None:
    files = brought(key)
    upload.problem = None
    if not files:
        return
    try:
        take([(file.name, file.getvalue()) for file in files])
        name, count = plain(files[0].name), len(files)
        read = Message("visitor-read", name=name) if count == 1 else Message("visitor-read-several", count=count)
        toast_soon(read, icon=":material/check:")
    except PlaygroundError as error:
        upload.problem = error.message
    upload.number += 1  # a fresh widget
    let_go(files)


def brought(key: str) -> list[UploadedFile]:
    """Return the files that a widget holds; not those that the server has deleted.

    A browser can name a file once more after it was let go, and also after the Guard has made room for others.
    """
    held = st.session_state.get(key)
    return [file for file in (held if isinstance(held, list) else [held]) if isinstance(file, UploadedFile)]


def let_go(files: Sequence[UploadedFile]) -> None:
    """Delete files from the server's memory after they were read; Streamlit would keep them while the page is open."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        for file in files:
            context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
