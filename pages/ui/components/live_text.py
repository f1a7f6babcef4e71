"""A text field that sends its text while somebody types. Streamlit's own field sends it only when the field is left."""

from collections.abc import Callable

import streamlit as st

WAIT = 250  # milliseconds without a key before the server is told
LONGEST_WAIT = 1000  # milliseconds while somebody types without a pause
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
  // What has been typed and not been told survives another call of this function: it is kept at the field.
  area.tell = () => {
    clearTimeout(area.timer);
    if (area.since === undefined) return;
    area.since = undefined;
    setStateValue("text", area.value);
  };
  area.oninput = () => {
    const now = Date.now();
    area.since ??= now;
    clearTimeout(area.timer);
    area.timer = setTimeout(() => area.tell(), Math.max(0, Math.min(data.wait, area.since + data.longest - now)));
  };
  area.onblur = () => area.tell();
  area.listening?.abort();
  area.listening = new AbortController();
  const { signal } = area.listening;
  // When a finger or a mouse goes down, not only when the field loses its focus: on a phone that comes in the same
  // moment as the click on another page, and Streamlit, which is then told both at once, may show an empty page.
  document.addEventListener("pointerdown", () => area.tell(), { signal, capture: true });
  document.addEventListener("visibilitychange", () => area.tell(), { signal });
  window.addEventListener("pagehide", () => area.tell(), { signal });
  return () => area.listening.abort();
}
"""

_mount = st.components.v2.component(
    "live_text", html="<label><span></span><textarea></textarea></label>", css=_CSS, js=_JS
)


def live_text(label: str, text: str, take: Callable[[str], None], *, key: str) -> None:
    """Draw a field with `text` in it; `take` is called with the first MOST letters of what is typed.

    `take` is also called when the visitor leaves the field for another page. A new key makes a new field.
    """

    def take_typed(typed: object) -> None:
        if isinstance(typed, str):
            # A browser can send half an emoji (a lone surrogate), which could not be sent back.
            take(typed[:MOST].encode("utf-8", "ignore").decode())

    data = {"label": label, "text": text, "revision": key, "wait": WAIT, "longest": LONGEST_WAIT}
    result = _mount(key=key, data=data, on_text_change=lambda: take_typed(st.session_state[key].get("text")))
    take_typed(result.get("text"))
