"""A text whose words are coloured by their weight."""

from collections.abc import Sequence

import streamlit as st

from pages.ui.language import t
from pages.ui.words import plain

_CSS = """
.text { line-height: 1.9; max-height: 18rem; overflow-y: auto; }
.text { color: var(--st-text-color); font-family: var(--st-font); }
.text span { border-radius: 3px; padding: 1px 2px; }
.text.joined span { padding: 1px 0; white-space: pre-wrap; }
"""

_JS = """
export default function ({ data, parentElement }) {
  const text = parentElement.querySelector(".text");
  text.translate = false;  // these are the words that the network has read
  text.classList.toggle("joined", !data.between);
  const most = Math.max(1e-9, ...data.weights.map(Math.abs));
  text.replaceChildren(...data.words.flatMap((word, i) => {
    const span = document.createElement("span"), weight = data.weights[i], share = Math.abs(weight) / most;
    span.textContent = word;
    span.title = `${weight >= 0 ? "+" : ""}${weight.toFixed(3)}`;
    if (data.unknown[i]) {  // the network cannot tell it from any other unknown word
      span.style.borderBottom = "2px dotted currentColor";
      span.style.fontStyle = "italic";
      span.title += ` (${data.marked})`;
    }
    if (share > 0.05) {
      span.style.backgroundColor = `rgba(${weight > 0 ? "0, 114, 178" : "213, 94, 0"}, ${0.7 * share})`;
      if (weight < 0) span.style.textDecoration = "underline";  // not by colour alone
    }
    return [span, document.createTextNode(data.between)];
  }));
}
"""

_mount = st.components.v2.component("weighted_words", html='<div class="text" tabindex="0"></div>', css=_CSS, js=_JS)


def weighted_words(
    words: Sequence[str],
    weights: Sequence[float],
    *,
    key: str,
    classes: tuple[str, ...],
    unknown: Sequence[bool] = (),
    between: str = " ",
) -> None:
    """Draw words coloured by weight: above 0 for class 1 (blue), below 0 for class 0 (orange, underlined).

    Pointing at a word shows its weight. Words that are `unknown` to the network are underlined with dots. `between`
    stands between two words.
    """
    no, yes = classes
    marked = [t("components-unknown-dotted")] if any(unknown) else []
    st.markdown(" · ".join([t("components-towards", yes=plain(yes), no=plain(no)), *marked]))
    data = {"words": list(words), "weights": list(weights), "unknown": list(unknown), "between": between}
    _mount(key=key, data=data | {"marked": t("components-unknown")})
