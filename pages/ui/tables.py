"""Small tables of words, for the eye and for a screen reader alike."""

from collections.abc import Iterable, Sequence

import streamlit as st

from pages.ui.words import plain


def plain_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Show rows of plain text; unlike st.table without pandas, which takes time and memory to load."""
    lines = [columns, *rows]
    written = ["| " + " | ".join(map(plain, line)) + " |" for line in lines]
    st.markdown("\n".join([written[0], "|" + " --- |" * len(columns), *written[1:]]))
