"""The visitor's language, and every text of the pages in it.

Nothing here may import torch: the first visit after a start is answered before torch is there.
"""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.messages import FOLDER, LANGUAGES, Message, Value, Words

PARAMETER = "lang"  # name of the query parameter (after ?) that holds the language
TEXTS = Path(__file__).resolve().parents[1] / "text"
_KEY = "language"
_FIRST = next(iter(LANGUAGES))
_JS = """
export default function ({ data }) {
  document.documentElement.lang = data.language;
  const address = new URL(window.location.href);
  if ((address.searchParams.get(data.parameter) ?? "") === data.kept) return;
  if (data.kept) address.searchParams.set(data.parameter, data.kept);
  else address.searchParams.delete(data.parameter);
  window.history.replaceState(window.history.state, "", address);
}
"""
_mark = st.components.v2.component("language", html="<span></span>", js=_JS)


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
    """Draw the choice of the language, and tell the browser which one the page is in."""
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
    _mark(
        key="language-of-page",
        data={"language": now, "parameter": PARAMETER, "kept": "" if now == (browsers() or _FIRST) else now},
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
        if isinstance(value, str | tuple) and not str(key).startswith(_KEY):
            st.session_state[key] = value
