"""Tabs of which one is open, and stays open on other pages and in another language."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui.visitor.visit import get_session


def open_tab(titles: Mapping[str, str], key: str) -> tuple[str, DeltaGenerator]:
    """Draw tabs, id -> title; return the id of the open one, and its container. A click on another redraws the page."""
    choices = get_session().form.choices
    if st.session_state.get(key) not in titles.values():  # after another page or another language
        st.session_state[key] = titles[choices[key]] if choices.get(key) in titles else next(iter(titles.values()))
    tabs = st.tabs(list(titles.values()), on_change="rerun", key=key)
    opened = next((each for each in zip(titles, tabs, strict=True) if each[1].open), (next(iter(titles)), tabs[0]))
    choices[key] = opened[0]
    return opened
