"""Bring a place of the page into view: after a click that asked for it, or when something else has come to it."""

import streamlit as st

SHOW = "show"  # in the address
_JS = """
export default function ({ data, parentElement }) {
  if (data.now) (parentElement.host ?? parentElement).scrollIntoView({ block: "start" });
}
"""
# The place is kept while the box is still being filled, until the visitor scrolls it.
_JS_WITHIN = """
// Whether the address asks for this place and the screen is a phone's; the address asks once.
function leaveAddress(asked) {
  const address = new URL(window.location);
  if (address.searchParams.get("show") !== asked) return false;
  address.searchParams.delete("show");
  window.history.replaceState(window.history.state, "", address);
  return window.innerWidth <= 640;
}
export default function ({ data, parentElement }) {
  const mark = parentElement.host ?? parentElement;
  const box = mark.closest(data.box);
  if (!box) return;
  if (data.label) Object.assign(box, { tabIndex: 0, role: "region", ariaLabel: data.label });
  if (mark.dataset.shows === data.shows) return;
  if (data.asked && !leaveAddress(data.asked)) return;
  mark.dataset.shows = data.shows;
  const place = () => {
    if (!mark.isConnected) return stop();
    const down = mark.getBoundingClientRect().top - box.getBoundingClientRect().top - (data.asked ? 72 : 12);
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


def asking_for(what: str) -> dict[str, str]:
    """Return what a link's address carries so that a phone shows this place of the page; see scroll_when_asked."""
    return {SHOW: what}


def scroll_when_asked(what: str) -> None:
    """Mark this place of the page; a phone is scrolled to it once, if the address asks for it.

    On a larger screen the place is seen anyway. Streamlit's header covers the page's upper 60 pixels.
    """
    if st.query_params.get(SHOW) == what:
        _within(f"asked-{what}", '[data-testid="stMain"]', what, "", top=False, asked=what)


def scroll_within(key: str, box: str, shows: str, label: str, *, top: bool = False) -> None:
    """Mark this place of a box that scrolls, the container with the key `box`.

    When it shows something else than before, the box, not the page, is scrolled to the mark; with `top`, to its top.
    `label` names the box for screen readers, and the box can be scrolled by keyboard.
    """
    _within(key, f".st-key-{box}", shows, label, top=top)


def _within(key: str, box: str, shows: str, label: str, *, top: bool, asked: str = "") -> None:
    data = {"box": box, "shows": shows, "top": top, "label": label, "asked": asked}
    with st.container(key=f"unseen-{key}"):
        _mount_within(key=key, data=data, height=1)
