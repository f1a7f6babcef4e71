"""Tabs of which one is open, and stays open on other pages and in another language."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui.visitor.visit import get_session


def open_tab(titles: Mapping[str, str], key: str) -> tuple[str, DeltaGenerator]:
    """Draw tabs, id -> title; return the id of the open one, and its container. A click on another redraws the page."""
    choices = get_session().form.choices
    if st.session_state.get(key) not in titles.values():  # after another page or another language
        st.session_state[key] = titles[opened(titles, key)]
    tabs = st.tabs(list(titles.values()), on_change="rerun", key=key)
    chosen = next((each for each in zip(titles, tabs, strict=True) if each[1].open), (next(iter(titles)), tabs[0]))
    choices[key] = chosen[0]
    return chosen


def opened(titles: Mapping[str, str], key: str) -> str:
    """The id of the tab that `open_tab` will show open; for what stands above the tabs."""
    title, choice = st.session_state.get(key), get_session().form.choices.get(key, "")
    first = choice if choice in titles else next(iter(titles))
    return next((each for each, written in titles.items() if written == title), first)
