"""A file from the visitor's computer: taken, or refused in words; the server keeps no copy."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from core.errors import PlaygroundError
from pages.ui.words import plain


@dataclass
class Upload:
    """Where a file can be brought."""

    number: int = 0  # counts files that were brought: an upload widget with a new key is empty
    problem: str = ""  # why the last one was refused


def upload_form(upload: Upload, label: str, kind: str, help_text: str, take: Callable[[bytes], None]) -> None:
    """An upload widget for files that end in `kind`; a PlaygroundError of `take` is shown and changes nothing."""
    key = f"{label}-{upload.number}"
    st.file_uploader(label, type=[kind], key=key, on_change=_take, args=(upload, key, take), help=help_text or None)
    if upload.problem:
        st.error(upload.problem, icon=":material/error:")


def _take(upload: Upload, key: str, take: Callable[[bytes], None]) -> None:
    uploaded = st.session_state.get(key)
    upload.problem = ""
    if uploaded is None:
        return
    try:
        take(uploaded.getvalue())
        st.toast(f"{plain(uploaded.name)} has been read.", icon=":material/check:")
    except PlaygroundError as error:
        upload.problem = str(error)
    upload.number += 1  # a fresh widget: the server drops the file
