"""`make screenshots`: the pictures in docs/images, and the short film of README, taken of the running app in Chromium.

    .venv/bin/python -m docs.screenshots FOLDER [PAGE ...]

takes every page (or those that are named) in every size, theme and language instead, to be looked at: what is on the
screen without scrolling. The app uses MNIST where PLAYGROUND_TEST_DATA or PLAYGROUND_DATA_DIR names a folder that holds
it, else the built-in digits.
"""

import io
import os
import re
import sys
from itertools import product
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser

from core.data.library import data_folder
from pages.ui.menu import FIRST, PAGES
from tests.e2e.browser import SEVEN, Visitor, chromium
from tests.e2e.server import ROOT, serving

FOUR = (((100, 50), (70, 160), (210, 160)), ((170, 90), (170, 240)))
VERDICT = re.compile("of its test examples|for .* test examples")
LOADED = """() => document.fonts.status === "loaded" && [...document.images].every((image) => image.complete)
  && !document.querySelector('[data-testid="stSkeleton"]')"""
FRAME = 300  # milliseconds
IMAGES = ROOT / "docs" / "images"
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 960}},
    "dark": {"viewport": {"width": 1280, "height": 960}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}},
}
SIZES = {"laptop": (1280, 800), "wide": (1920, 1080), "phone": (390, 844), "presentation": (1280, 720)}
THEMES = ("light", "dark")
LANGUAGES = {"en": "en-US", "ko": "ko-KR"}


def main(into: Path | None, pages: list[str]) -> None:
    """Take every page in every look; with `into` all views of these pages."""
    folder = Path(os.environ.get("PLAYGROUND_TEST_DATA") or data_folder()).resolve()
    (into or IMAGES).mkdir(parents=True, exist_ok=True)
    with serving(folder) as server, chromium() as browser:
        if into is not None:
            for seen_so in product(SIZES, THEMES, LANGUAGES):
                view(browser, server.url, into, pages or [address for address, _ in PAGES], seen_so)
            return
        for look, options in LOOKS.items():
            take(browser, server.url, look, options)
        film(Visitor(browser, server.url, **LOOKS["light"]))


def take(browser: Browser, url: str, look: str, options: dict[str, Any]) -> None:
    """Take a picture of every page, as a visitor sees it who trains, evaluates and draws."""
    visitor = Visitor(browser, url, **options)
    visitor.open().canvas().wait_for()
    shoot(visitor, IMAGES / f"home-{look}.png")
    visitor.open("train").click("Start training").sees("Finished:").settled()
    shoot(visitor, IMAGES / f"train-{look}.png")
    with visitor.redrawing():
        visitor.page.get_by_role("link", name="Draw for it").click()
    shoot(visitor.draw(SEVEN).sees(VERDICT).settled(), IMAGES / f"draw-{look}.png")
    shoot(visitor.open("evaluate").sees("95% confidence").settled(), IMAGES / f"evaluate-{look}.png")
    shoot(visitor.open("data").sees("Show others").settled(), IMAGES / f"data-{look}.png")
    visitor.open("autograd")
    for step in ("Network", "Parameters", "Input", "Forward"):
        with visitor.redrawing():
            visitor.click(f"Run “{step}”")
    shoot(visitor, IMAGES / f"autograd-{look}.png")
    shoot(visitor.open("demo").settled(), IMAGES / f"demo-{look}.png")
    visitor.leave()


def view(browser: Browser, url: str, into: Path, pages: list[str], look: tuple[str, str, str]) -> None:
    """The pages as one visitor sees them first, Train also after a run; `look`: size, theme, language."""
    size, theme, language = look
    width, height = SIZES[size]
    options: dict[str, Any] = {"color_scheme": theme, "locale": LANGUAGES[language]}
    visitor = Visitor(browser, url, viewport={"width": width, "height": height}, **options)
    for address in pages:
        visitor.open("" if address == FIRST else address)
        if size == "presentation":
            with visitor.redrawing():
                visitor.page.locator(".st-key-presentation-begin button").click()
        name = "-".join(look)
        shoot(visitor, into / f"{address}-{name}.png")
        if address == "train":
            visitor.page.locator(".st-key-start button").click()
            visitor.shown(".st-key-weights-").wait_for()
            shoot(visitor.settled(), into / f"{address}-ended-{name}.png")
    visitor.leave()


def film(visitor: Visitor) -> None:
    """A drawing answered stroke by stroke, a run from its first step to its last, and the mistakes that are left."""
    pictures: list[Image.Image] = []
    milliseconds: list[int] = []

    def add(shown: int) -> None:
        visitor.page.mouse.move(0, 0)
        pictures.append(Image.open(io.BytesIO(visitor.page.screenshot())).convert("RGB"))
        milliseconds.append(shown)

    def sees_and_add(text: str, shown: int) -> None:
        visitor.sees(text).settled()
        add(shown)

    visitor.open().sees("The answer appears here").canvas().wait_for()
    add(1000)
    for stroke in FOUR:
        visitor.draw(stroke).page.wait_for_timeout(1000)  # to be answered
        sees_and_add("See why", 1000)
    to_the_top(visitor.go("Train").click("Start training"))
    while visitor.page.get_by_text("Finished:").count() == 0:
        visitor.page.wait_for_timeout(FRAME)
        add(FRAME)
    sees_and_add("Finished:", 2000)
    with visitor.redrawing():
        visitor.page.get_by_role("link", name="Evaluate it").click()
    sees_and_add("95% confidence", 1500)
    for heading in ("Confusion matrix", "The examples"):
        visitor.page.get_by_role("heading", name=heading).evaluate("heading => heading.scrollIntoView()")
        visitor.page.wait_for_timeout(1000)  # for pictures and charts
        add(2500)
    first, *others = pictures
    first.save(
        IMAGES / "tour.webp", save_all=True, append_images=others, duration=milliseconds, loop=0, quality=60, method=6
    )
    print(IMAGES / "tour.webp")
    visitor.leave()


def to_the_top(visitor: Visitor) -> Visitor:
    """Scroll to the top of the page, as it is right after opening; return the visitor."""
    visitor.page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
    return visitor


def shoot(visitor: Visitor, file: Path) -> None:
    """One picture, from the top of the page."""
    to_the_top(visitor).page.mouse.move(0, 0)
    visitor.page.wait_for_function(LOADED)
    visitor.page.screenshot(path=file)
    print(file)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None, sys.argv[2:])
