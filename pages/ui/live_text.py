"""A text field that tells what is in it while somebody types; Streamlit's own waits until it is left."""

import streamlit as st

WAIT = 250  # milliseconds without a key before the server is told

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
    timer = setTimeout(() => setStateValue("text", area.value.slice(0, data.most)), data.wait);
  };
}
"""

_mount = st.components.v2.component(
    "live_text", html="<label><span></span><textarea></textarea></label>", css=_CSS, js=_JS
)


def live_text(label: str, text: str, *, most: int, key: str) -> str:
    """The text as it is being typed. Another key begins anew with `text`; at most `most` letters are sent."""
    found = _mount(
        key=key,
        data={"label": label, "text": text, "revision": key, "most": most, "wait": WAIT},
        on_text_change=lambda: None,
    )
    typed = found.get("text")
    return typed if isinstance(typed, str) else text
