"""The visitor's language, and every text of the pages in it.

Nothing here may import torch: the first visit after a start is answered before torch is there.
"""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit import config
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.messages import FOLDER, LANGUAGES, Message, Value, Words

PARAMETER = "lang"  # name of the query parameter (after ?) that holds the language
TEXTS = Path(__file__).resolve().parents[1] / "text"
_KEY = "language"
_FIRST = next(iter(LANGUAGES))
# Streamlit's own words, which it has in English alone; _mark gives the others as properties.
_OWN = ("upload", "limit", "take-photo", "clear-photo")
_CSS = """
html:not(:lang(en)) :is([data-testid="stFileUploaderDropzone"] > span p, [data-testid="stCameraInputButton"],
  [data-testid="stFileUploaderDropzoneInstructions"] span) { font-size: 0 !important; }
html:not(:lang(en)) :is([data-testid="stFileUploaderDropzone"] > span p, [data-testid="stCameraInputButton"],
  [data-testid="stFileUploaderDropzoneInstructions"] span)::after { font-size: 0.95rem; }
html:not(:lang(en)) [data-testid="stFileUploaderDropzone"] > span p::after { content: var(--word-upload); }
html:not(:lang(en)) [data-testid="stFileUploaderDropzoneInstructions"] span::after { content: var(--word-limit); }
html:not(:lang(en)) [data-testid="stCameraInputButton"]::after { content: var(--word-take-photo); }
html:not(:lang(en)) [data-testid="stCameraInput"]:has(img) [data-testid="stCameraInputButton"]::after {
  content: var(--word-clear-photo);
}
/* Korean is broken between words. */
html:lang(ko) body { word-break: keep-all; overflow-wrap: break-word; }
"""
_JS = """
export default function ({ data }) {
  document.documentElement.lang = data.language;
  for (const [name, word] of Object.entries(data.own))
    document.documentElement.style.setProperty(`--word-${name}`, JSON.stringify(word));
  const address = new URL(window.location.href);
  if ((address.searchParams.get(data.parameter) ?? "") === data.kept) return;
  if (data.kept) address.searchParams.set(data.parameter, data.kept);
  else address.searchParams.delete(data.parameter);
  window.history.replaceState(window.history.state, "", address);
}
"""
_mark = st.components.v2.component("language", html="<span></span>", css=_CSS, js=_JS, isolate_styles=False)


@cache
def words() -> Words:
    """The words of core and of the pages."""
    return Words(FOLDER, TEXTS)


def language() -> str:
    """The language of the visitor who looks; English where nobody looks."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return _FIRST
    return str(st.session_state.get(_KEY, _FIRST))


def settle_language() -> None:
    """Settle the language at a visitor's first look: that of the address, else that of the browser, else English."""
    if _KEY in st.session_state:
        return
    st.session_state[_KEY] = next(filter(LANGUAGES.__contains__, (asked_for(), browsers())), _FIRST)


def asked_for() -> str:
    """The language that the address asks for; "" for none."""
    return str(st.query_params.get(PARAMETER, ""))


def browsers() -> str:
    """The language of the browser: 'ko' for 'ko-KR'; "" when it is not known."""
    return (st.context.locale or "").split("-")[0].lower()


def t(message: Message | str, /, **values: Value) -> str:
    """Return a message, or the message with this id and these values, in the visitor's language."""
    if isinstance(message, str):
        message = Message(message, **values)
    return words().put(message, language())


def language_switch() -> None:
    """Draw the choice of the language."""
    now = language()
    st.segmented_control(
        t("app-language"),
        list(LANGUAGES),
        default=now,
        required=True,
        format_func=LANGUAGES.__getitem__,
        key=f"language-{now}",
        label_visibility="collapsed",
        on_change=_switch,
        args=(now,),
    )


def mark_language() -> None:
    """Tell the browser which language the page is in."""
    now = language()
    _mark(
        key="language-of-page",
        data={
            "language": now,
            "parameter": PARAMETER,
            "kept": "" if now == (browsers() or _FIRST) else now,
            "own": {name: t(f"app-own-{name}", most=config.get_option("server.maxUploadSize")) for name in _OWN},
        },
    )


def _switch(before: str) -> None:
    """Go on in the other language, with everything that was chosen.

    Streamlit forgets what was chosen from options whose words change, unless it is written once more.
    """
    chosen = st.session_state.get(f"language-{before}")
    if chosen not in LANGUAGES:
        return
    st.session_state[_KEY] = chosen
    for key, value in list(st.session_state.items()):
        is_button = isinstance(value, bool)  # or a switch, which has no options
        if isinstance(value, str | int | float | tuple) and not is_button and not str(key).startswith(_KEY):
            st.session_state[key] = value
