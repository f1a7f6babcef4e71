"""`make screenshots`: the pictures in docs/images, taken of the running app in Chromium.

On MNIST where PLAYGROUND_TEST_DATA or PLAYGROUND_DATA_DIR names a folder that holds it, else on the built-in digits.
"""

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from core.data.library import data_folder
from tests.e2e.browser import SEVEN, Visitor, chromium
from tests.e2e.server import ROOT, serving

IMAGES = ROOT / "docs" / "images"
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 960}},
    "dark": {"viewport": {"width": 1280, "height": 960}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}},
}


def main() -> None:
    """Take every page in every look."""
    IMAGES.mkdir(exist_ok=True)
    folder = Path(os.environ.get("PLAYGROUND_TEST_DATA") or data_folder()).resolve()
    with serving(folder) as server, chromium() as browser:
        for look, options in LOOKS.items():
            take(browser, server.url, look, options)


def take(browser: Browser, url: str, look: str, options: dict[str, Any]) -> None:
    """Every page as one visitor sees it who trains, evaluates and draws."""
    visitor = Visitor(browser, url, **options)
    visitor.open().canvas().wait_for()
    shoot(visitor, f"home-{look}")
    visitor.open("train").click("Start training").sees("Finished:").settled()
    shoot(visitor, f"train-{look}")
    with visitor.redrawing():
        visitor.page.get_by_role("link", name="Draw for it").click()
    shoot(visitor.draw(SEVEN).sees("The network says").settled(), f"draw-{look}")
    shoot(visitor.open("evaluate").sees("95% confidence").settled(), f"evaluate-{look}")
    shoot(visitor.open("data").sees("Show others").settled(), f"data-{look}")
    visitor.open("autograd")
    for step in ("Network", "Parameters", "Input", "Forward"):
        with visitor.redrawing():
            visitor.click(f"Run “{step}”")
    shoot(visitor, f"autograd-{look}")
    shoot(visitor.open("demo").settled(), f"demo-{look}")
    visitor.leave()


def shoot(visitor: Visitor, name: str) -> None:
    """One picture, from the top of the page."""
    visitor.page.mouse.move(0, 0)
    visitor.page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
    visitor.page.wait_for_function("() => document.fonts.status === 'loaded'")
    visitor.page.screenshot(path=IMAGES / f"{name}.png")
    print(IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
