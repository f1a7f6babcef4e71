"""A row of options that is scrolled sideways where it does not fit: the chosen one is in view, a press moves nothing.

React Aria, of which Streamlit's rows are made, answers a press by putting the focus on the option that had it last. The
browser would scroll to that one, and the press would end beside what was pressed.
"""

import streamlit as st

_JS = """
export default function ({ data, parentElement }) {
  const rows = () => [...document.querySelectorAll(data.css)].map((each) => each.querySelector('[role="radiogroup"]'));
  requestAnimationFrame(() => requestAnimationFrame(() => {
    for (const row of rows()) {
      const chosen = row?.querySelector('[aria-checked="true"]');
      if (!chosen || row.dataset.shows === data.shows) continue;
      row.dataset.shows = data.shows;
      const [inner, outer] = [chosen, row].map((each) => each.getBoundingClientRect());
      row.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
    }
  }));
  const press = ({ target }) => {
    const row = rows().find((each) => each?.contains(target));
    for (const each of row?.children ?? [])
      each.focus = () => HTMLElement.prototype.focus.call(each, { preventScroll: true });
  };
  const release = () => { for (const row of rows()) for (const each of row?.children ?? []) delete each.focus; };
  parentElement.forget?.();
  document.addEventListener("pointerdown", press, true);
  document.addEventListener("click", release, true);
  parentElement.forget = () => {
    document.removeEventListener("pointerdown", press, true);
    document.removeEventListener("click", release, true);
  };
  return parentElement.forget;
}
"""

_mount = st.components.v2.component("row", html="<span></span>", js=_JS)


def scrolling_row(key: str, of: str, shows: str) -> None:
    """Keep the row of options whose key begins with `of` still; bring its chosen one into view when `shows` changes."""
    with st.container(key=f"unseen-{key}"):
        _mount(key=key, data={"css": f'[class*="st-key-{of}"]', "shows": shows}, height=1)
