"""`make views`: every page in every size, theme and language, to be looked at; nothing of it is kept in the repository.

    .venv/bin/python -m docs.views FOLDER [PAGE ...]

Each picture shows what is on the screen without scrolling. The app uses data as docs/screenshots.py does.
"""

import os
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

from core.data.library import data_folder
from docs.screenshots import LOADED, to_the_top
from pages.ui.menu import FIRST, PAGES
from tests.e2e.browser import Visitor, chromium
from tests.e2e.server import serving

SIZES = {"laptop": (1280, 800), "wide": (1920, 1080), "phone": (390, 844), "presentation": (1280, 720)}
THEMES = ("light", "dark")
LANGUAGES = {"en": "en-US", "ko": "ko-KR"}


def main(folder: Path, pages: list[str]) -> None:
    """Take the pictures of these pages, of all where none is named."""
    folder.mkdir(parents=True, exist_ok=True)
    data = Path(os.environ.get("PLAYGROUND_TEST_DATA") or data_folder()).resolve()
    with serving(data) as server, chromium() as browser:
        for size, theme, language in product(SIZES, THEMES, LANGUAGES):
            take(browser, server.url, folder, pages or [address for address, _ in PAGES], size, theme, language)


def take(  # noqa: PLR0913  (what a picture is of, a name each)
    browser: Browser, url: str, folder: Path, pages: list[str], size: str, theme: str, language: str
) -> None:
    """The pages as one visitor sees them, Train also after a run."""
    width, height = SIZES[size]
    look = {"viewport": {"width": width, "height": height}, "color_scheme": theme, "locale": LANGUAGES[language]}
    visitor = Visitor(browser, url, **look)
    for address in pages:
        visitor.open("" if address == FIRST else address)
        if size == "presentation":
            with visitor.redrawing():
                visitor.page.locator(".st-key-presentation-begin button").click()
        shoot(visitor, folder / f"{address}-{size}-{theme}-{language}.png")
        if address == "train":
            visitor.page.locator(".st-key-start button").click()
            visitor.shown(".st-key-weights-").wait_for()
            shoot(visitor.settled(), folder / f"{address}-ended-{size}-{theme}-{language}.png")
    visitor.leave()


def shoot(visitor: Visitor, file: Path) -> None:
    """One picture, from the top of the page."""
    to_the_top(visitor).page.mouse.move(0, 0)
    visitor.page.wait_for_function(LOADED)
    visitor.page.screenshot(path=file)
    print(file)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
