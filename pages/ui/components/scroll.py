"""Bring a place of the page into view: after a click that asked for it, or when something else has come to it."""

import streamlit as st

_JS = """
export default function ({ data, parentElement }) {
  if (data.now) (parentElement.host ?? parentElement).scrollIntoView({ block: "start" });
}
"""
# The place is kept while the box is still being filled, until the visitor scrolls it.
_JS_WITHIN = """
export default function ({ data, parentElement }) {
  const mark = parentElement.host ?? parentElement;
  const box = mark.closest(data.box);
  if (!box) return;
  if (data.label) Object.assign(box, { tabIndex: 0, role: "region", ariaLabel: data.label });
  if (mark.dataset.shows === data.shows) return;
  mark.dataset.shows = data.shows;
  const place = () => {
    if (!mark.isConnected) return stop();
    const down = mark.getBoundingClientRect().top - box.getBoundingClientRect().top - 12;
    box.scrollTop = data.top ? 0 : box.scrollTop + down;
  };
  const sizes = new ResizeObserver(place);
  const filling = new MutationObserver(() => { for (const each of box.children) sizes.observe(each); place(); });
  const stop = () => { sizes.disconnect(); filling.disconnect(); };
  place();
  if (data.top) return;
  for (const each of box.children) sizes.observe(each);
  filling.observe(box, { childList: true, subtree: true });
  for (const each of ["wheel", "pointerdown", "keydown"]) box.addEventListener(each, stop, { once: true });
}
"""

_mount = st.components.v2.component("scroll-here", html="<span></span>", js=_JS)
_mount_within = st.components.v2.component("scroll-within", html="<span></span>", js=_JS_WITHIN)


def scroll_here(key: str, *, now: bool) -> None:
    """Mark this place of the page; when `now` is true, scroll to it."""
    _mount(key=key, data={"now": now}, height=1)


def scroll_up(key: str, shows: str) -> None:
    """Scroll the page to its top whenever it shows something else than before."""
    _within(key, '[data-testid="stMain"]', shows, "", top=True)


def scroll_within(key: str, box: str, shows: str, label: str, *, top: bool = False) -> None:
    """Mark this place of a box that scrolls, the container with the key `box`.

    When it shows something else than before, the box, not the page, is scrolled to the mark; with `top`, to its top.
    `label` names the box for screen readers, and the box can be scrolled by keyboard.
    """
    _within(key, f".st-key-{box}", shows, label, top=top)


def _within(key: str, box: str, shows: str, label: str, *, top: bool) -> None:
    with st.container(key=f"unseen-{key}"):
        _mount_within(key=key, data={"box": box, "shows": shows, "top": top, "label": label}, height=1)
