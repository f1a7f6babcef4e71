"""A text field that tells what is in it while somebody types; Streamlit's own waits until it is left."""

import streamlit as st

WAIT = 250  # milliseconds without a key before the server is told
MOST = 1_000_000  # letters of a text

_CSS = """
label { display: block; color: var(--st-text-color); font-family: var(--st-font); font-size: 0.875rem; }
textarea {
  box-sizing: border-box; width: 100%; min-height: 11rem; margin-top: 0.25rem; padding: 0.6rem; resize: vertical;
  font: inherit; font-size: 1rem; line-height: 1.5; color: var(--st-text-color);
  background: var(--st-secondary-background-color); border: 1px solid var(--st-border-color); border-radius: 0.5rem;
}
textarea:focus { outline: 2px solid var(--st-primary-color); }
"""

_JS = """
export default function ({ data, parentElement, setStateValue }) {
  const area = parentElement.querySelector("textarea");
  parentElement.querySelector("span").textContent = data.label;
  if (area.revision !== data.revision) {  // the page has changed the text; else what is being typed stays
    area.revision = data.revision;
    area.value = data.text;
  }
  let timer;
  area.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(() => setStateValue("text", area.value), data.wait);
  };
}
"""

_mount = st.components.v2.component(
    "live_text", html="<label><span></span><textarea></textarea></label>", css=_CSS, js=_JS
)


def live_text(label: str, text: str, *, key: str) -> str:
    """The text as it is being typed, its first MOST letters. Another key begins anew with `text`."""
    found = _mount(key=key, data={"label": label, "text": text, "revision": key, "wait": WAIT}, on_text_change=_nothing)
    typed = found.get("text")
    # Half an emoji, or worse, can come from a browser; it could not be sent back.
    return typed[:MOST].encode("utf-8", "ignore").decode() if isinstance(typed, str) else text


def _nothing() -> None:
    """The page is drawn anew anyway."""
