"""Small tables of words, for the eye and for a screen reader alike."""

from collections.abc import Iterable, Sequence

import streamlit as st

from pages.ui.words import plain


def plain_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Show rows of plain text; unlike st.table without pandas, which takes 80 MB and as many milliseconds to load."""
    lines = [columns, ["---"] * len(columns), *([plain(cell) for cell in row] for row in rows)]
    st.markdown("\n".join("| " + " | ".join(line) + " |" for line in lines))
