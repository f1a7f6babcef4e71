"""The style of every page, where Streamlit's theme has no setting for it: look.css."""

from pathlib import Path

import streamlit as st

_CSS = (Path(__file__).parent / "look.css").read_text(encoding="utf-8")
_JS = """
export default function () {
  if (document.listensForClicks) return;
  document.listensForClicks = true;
  // A double click starts one run, not two.
  const once = (event) => event.detail > 1 && event.target.closest(".st-key-start") && event.stopPropagation();
  document.addEventListener("click", once, true);
  // On a phone the menu covers the page: it goes when a page was chosen.
  document.addEventListener("click", ({ target }) => {
    if (target.closest('[data-testid="stSidebarNavLink"]') && window.matchMedia("(max-width: 768px)").matches)
      document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  });
}
"""
_look = st.components.v2.component("look", html="", css=_CSS, js=_JS, isolate_styles=False)


def apply_look() -> None:
    """Apply the style to the page. Every page calls this first."""
    _look(key="look")
