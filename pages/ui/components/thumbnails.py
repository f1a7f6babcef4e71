"""Small pictures that wrap, each with a cross that takes it away."""

import base64
import io
from collections.abc import Callable, Sequence
from hashlib import sha256

import streamlit as st

from core.data.own import Picture
from pages.ui.images import to_pixels
from pages.ui.language import t

SHOWN = 36  # pictures at most: the newest

_CSS = """
ul { display: grid; grid-template-columns: repeat(5, 1fr); align-content: start; gap: 0.3rem; }
ul { margin: 0; padding: 2px; list-style: none; }
ul { min-height: 3.4rem; max-height: 11.3rem; overflow-y: auto; font-family: var(--st-font); }
li { position: relative; aspect-ratio: 1; }
img { width: 100%; height: 100%; border-radius: 0.35rem; display: block; }
img.crisp { image-rendering: pixelated; }
li button { position: absolute; top: 0; right: 0; width: 1.5rem; height: 1.5rem; padding: 0; border: none; }
li button { background: none; cursor: pointer; }
li button::before { content: "×" / ""; display: block; width: 1.05rem; margin: 0.1rem 0.1rem 0 auto; }
li button::before { border-radius: 50%; background: #fffd; color: #222; font: 700 0.95rem / 1.05rem var(--st-font); }
li button:hover::before { background: #b3261e; color: #fff; }
li button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: -1px; border-radius: 0.35rem; }
p { margin: 0.2rem 0 0; font: 0.85rem var(--st-font); color: var(--st-text-color); }
p:empty { display: none; }
"""

_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector("ul");
  const [here, focused] = [[...list.children], list.getRootNode().activeElement?.closest?.("li")];
  const place = here.indexOf(focused);
  const old = new Map();
  for (const item of here) old.set(item.dataset.id, [...(old.get(item.dataset.id) ?? []), item]);
  const items = data.pictures.map(({ id, url, name }, index) => {
    const item = old.get(id)?.shift() ?? document.createElement("li");
    if (!item.dataset.id) {
      item.dataset.id = id;
      item.append(document.createElement("img"), document.createElement("button"));
      item.firstChild.src = url;
      item.lastChild.type = "button";
      item.lastChild.onclick = () => setTriggerValue("removed", id);
    }
    item.firstChild.classList.toggle("crisp", data.crisp);
    item.firstChild.alt = name;
    item.lastChild.title = data.remove[index];
    item.lastChild.setAttribute("aria-label", data.remove[index]);
    return item;
  });
  list.setAttribute("aria-label", data.label);
  if (items.length !== here.length || items.some((item, i) => item !== here[i])) {
    list.replaceChildren(...items);
    // Whoever removes pictures by keyboard goes on with the next one.
    if (focused) (items.includes(focused) ? focused : items[Math.min(place, items.length - 1)])?.lastChild.focus();
  }
  parentElement.querySelector("p").textContent = data.more;
}
"""

_mount = st.components.v2.component("thumbnails", html="<ul></ul><p></p>", css=_CSS, js=_JS)


def thumbnails(pictures: Sequence[Picture], name: str, remove: Callable[[Picture], None], *, key: str) -> None:
    """Draw the newest pictures of the class `name`, the last first; `remove` gets the one that is to be taken away.

    The browser names a picture by its content, so that a click on one that was just removed removes no other.
    """
    places = range(len(pictures))[-SHOWN:][::-1]
    ids = {place: sha256(pictures[place].tobytes()).hexdigest()[:16] for place in places}

    def removed() -> None:
        wanted = st.session_state[key].removed
        place = next((place for place, of_place in ids.items() if of_place == wanted), None)
        if place is not None:
            remove(pictures[place])

    _mount(
        key=key,
        data={
            "pictures": [
                {
                    "id": ids[place],
                    "url": data_url(pictures[place]),
                    "name": t("components-thumbnail", number=place + 1, name=name),
                }
                for place in places
            ],
            "remove": [t("components-thumbnail-remove", number=place + 1, name=name) for place in places],
            "label": t("components-thumbnails", name=name),
            "crisp": bool(pictures) and pictures[0].shape[0] == 1,
            "more": t("components-thumbnails-more", count=len(pictures) - SHOWN) if len(pictures) > SHOWN else "",
        },
        on_removed_change=removed,
    )


def data_url(picture: Picture) -> str:
    """(C, S, S) -> the picture as an address that holds it: a drawing as PNG, a photograph as JPEG."""
    pixels = to_pixels(picture)
    kind = "PNG" if pixels.mode == "L" else "JPEG"
    content = io.BytesIO()
    pixels.save(content, kind, quality=85)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(content.getvalue()).decode()}"
