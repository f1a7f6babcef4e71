"""Bring a place of the page into view, once, after a click that asked for it."""

import streamlit as st

_JS = """
export default function ({ data, parentElement }) {
  if (data.now) (parentElement.host ?? parentElement).scrollIntoView({ block: "start" });
}
"""

_mount = st.components.v2.component("scroll-here", html="<span></span>", js=_JS)


def scroll_here(key: str, *, now: bool) -> None:
    """Mark this place of the page; when `now` is true, scroll to it."""
    _mount(key=key, data={"now": now}, height=1)
