"""A real browser and what a visitor does in it: things are found by their names and waited for."""

import itertools
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, FilePayload, FloatRect, Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as TimedOut
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from core.drawing import CANVAS
from tests.e2e.chromium import installed

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A camera that shows a moving pattern, and nobody who has to allow it.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
TWO_FRAMES = "() => new Promise(shown => requestAnimationFrame(() => requestAnimationFrame(() => shown())))"
PATIENCE = 60_000  # milliseconds until a state that must come is given up on

expect.set_options(timeout=PATIENCE)


@contextmanager
def chromium() -> Iterator[Browser]:
    """An installed Chromium, else Playwright's own (tests/e2e/chromium.py sees to it that there is one)."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """One person with a browser of their own."""

    def __init__(self, browser: Browser, url: str, context: BrowserContext | None = None, **options: Any) -> None:
        self.context = context or browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self._drawn: Counter[int] = Counter()  # how often the server has drawn whole pages and parts (fragments)
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._count_drawn))
        self.page.set_default_timeout(PATIENCE)
        self.url = url

    def _count_drawn(self, payload: str | bytes) -> None:
        if isinstance(payload, bytes):
            message = ForwardMsg.FromString(payload)
            if message.WhichOneof("type") == "script_finished":
                self._drawn[message.script_finished] += 1

    def new_tab(self) -> "Visitor":
        """The same person in one more tab."""
        assert self.context.browser is not None
        return Visitor(self.context.browser, self.url, self.context)

    @contextmanager
    def redrawing(self, *, part: bool = False) -> Iterator[None]:
        """What is done in this block makes the server draw the whole page anew; leave the block when it has done so.

        With `part`, it is a part of a page that nothing else draws.
        """
        what = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY if part else ForwardMsg.FINISHED_SUCCESSFULLY
        before = self._drawn[what]
        yield
        deadline = time.monotonic() + PATIENCE / 1000
        while self._drawn[what] == before:
            refusals = self.page.get_by_role("alert").all_inner_texts() if time.monotonic() > deadline else None
            assert refusals is None, f"the page was not drawn anew; it says {refusals}"
            self.page.wait_for_timeout(20)  # lets the browser's messages in
        self.page.evaluate(TWO_FRAMES)  # the message has come, and a busy browser has shown what it says
        self.settled()

    def open(self, address: str = "") -> "Visitor":
        """Type an address."""
        with self.redrawing():
            self.page.goto(f"{self.url}/{address}")
        return self

    def reload(self) -> "Visitor":
        """Load the page anew, once its address leads back to the visitor's work."""
        self.page.wait_for_url(re.compile("visit="))
        with self.redrawing():
            self.page.reload()
        return self

    def settled(self) -> "Visitor":
        """Wait until the page has been drawn."""
        expect(self.page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        return self

    def go(self, title: str) -> "Visitor":
        """Choose a page in the menu."""
        with self.redrawing():
            self.menu(title).click()
        expect(self.heading("PyTorch Playground" if title in {"Home", "홈"} else title)).to_be_visible()
        return self

    def menu(self, title: str) -> Locator:
        """The way to a page."""
        return self.page.get_by_test_id("stTopNav").get_by_role("link", name=title, exact=True)

    @contextmanager
    def settings(self) -> Iterator[None]:
        """In this block, Train's drawer of settings is open; elsewhere nothing happens."""
        drawer = self.page.locator(".st-key-settings")
        if drawer.count() == 0 or self.page.get_by_test_id("stPopoverBody").count() > 0:
            yield
            return
        drawer.get_by_role("button").first.click()
        expect(self.page.get_by_test_id("stPopoverBody")).to_be_visible()
        yield
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_test_id("stPopoverBody")).to_have_count(0)

    def heading(self, title: str) -> Locator:
        return self.page.get_by_role("heading", name=title, exact=True, level=1)

    def click(self, label: str) -> "Visitor":
        """Press a button of the page; Streamlit's own, which appear above a page that takes long, are none."""
        of_page = self.page.locator(':not([data-testid="stBaseButton-header"])')
        self.page.get_by_role("button", name=label, exact=True).and_(of_page).click()
        return self

    def choose(self, label: str) -> "Visitor":
        """Press one option of a row of options, another than the present one; on Train also one of the settings."""
        option = self.page.get_by_role("radio", name=label, exact=True)
        with nullcontext() if option.count() else self.settings(), self.redrawing():
            option.click()
        return self

    def pick(self, label: str, option: str | re.Pattern[str]) -> "Visitor":
        """Choose from a list that opens, another option than the present one."""
        box = self.page.get_by_test_id("stSelectbox").filter(has_text=label).locator("input").first
        wanted = self.page.get_by_role("option", name=option, exact=isinstance(option, str))
        with nullcontext() if box.count() else self.settings(), self.redrawing():
            for _ in range(10):  # a list closes when the page scrolls under it
                box.scroll_into_view_if_needed()
                box.focus()
                box.press("ArrowDown")
                try:
                    wanted.click(timeout=PATIENCE / 10)
                    break
                except TimedOut:
                    box.press("Escape")
        return self

    def enter(self, label: str, value: str) -> "Visitor":
        """Type another number into a field; on Train into one of the settings."""
        field = self.page.get_by_role("spinbutton", name=label)
        with nullcontext() if field.count() else self.settings(), self.redrawing():
            field.fill(value)
            field.press("Enter")
        return self

    def bring(self, file: str | Path | FilePayload, where: str = "stMain", *, kept: bool = False) -> "Visitor":
        """Put a file into the only upload widget there, which has had none yet, or which is `kept` after each file.

        All others are replaced by an empty one: a file for one that is about to go would never arrive.
        """
        self.settled()
        fresh = "" if kept else ":not([data-had-a-file])"
        widgets = self.page.get_by_test_id(where).locator(f'[data-stale="false"] input[type=file]{fresh}')
        expect(widgets).to_have_count(1)
        widget = widgets.element_handle()
        widget.evaluate("widget => widget.dataset.hadAFile = ''")
        widget.set_input_files(file)
        return self

    def sees(self, text: str | re.Pattern[str]) -> "Visitor":
        """Wait until the text is on the screen."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()
        return self

    def sees_no(self, text: str | re.Pattern[str]) -> "Visitor":
        expect(self.page.get_by_text(text)).to_have_count(0)
        return self

    def shown(self, css: str) -> Locator:
        """The first on the screen: Streamlit keeps a replaced component unseen in the page, sometimes for long."""
        return self.page.locator(css).filter(visible=True).first

    def canvas(self) -> Locator:
        """The canvas as soon as it has its size and its tools: pages/ui/components/canvas.py."""
        return self.shown("[data-canvas] canvas.upper-canvas")

    def draw(self, *strokes: Sequence[tuple[float, float]]) -> "Visitor":
        """Draw lines through points of the canvas, 0 to 280 from its left upper corner, however large it is shown."""
        self.canvas().scroll_into_view_if_needed()
        box = self.canvas().bounding_box()
        assert box is not None
        for stroke in strokes:
            points = [_on_canvas(box, point) for point in stroke]
            self.page.mouse.move(*points[0])
            self.page.mouse.down()
            for point in points[1:]:
                self.page.mouse.move(*point, steps=5)
            self.page.mouse.up()
        return self

    def touch(self, *strokes: Sequence[tuple[float, float]]) -> "Visitor":
        """Draw the same way with a finger; only for a browser with a touch screen."""
        self.canvas().scroll_into_view_if_needed()
        box = self.canvas().bounding_box()
        assert box is not None
        finger = self.context.new_cdp_session(self.page)
        for stroke in strokes:
            points = [dict(zip("xy", _on_canvas(box, point), strict=True)) for point in stroke]
            finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points[:1]})
            for before, after in itertools.pairwise(points):
                for step in range(1, 6):
                    between = {axis: before[axis] + (after[axis] - before[axis]) * step / 5 for axis in "xy"}
                    finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [between]})
            finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        return self

    def ink(self) -> int:
        """How many bright pixels are on the canvas."""
        count = self.shown("canvas.dc-canvas.lower-canvas").evaluate(
            """canvas => {
                const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
                let bright = 0;
                for (let i = 0; i < pixels.length; i += 4) bright += pixels[i] > 127;
                return bright;
            }"""
        )
        assert isinstance(count, int)
        return count

    def bright_at(self, x: float, y: float) -> bool:
        """Whether there is ink at a point of the canvas, 0 to 280 from its left upper corner."""
        bright = self.shown("canvas.dc-canvas.lower-canvas").evaluate(
            """(canvas, [x, y, side]) => {
                const scale = canvas.width / side;
                return canvas.getContext("2d").getImageData(x * scale, y * scale, 1, 1).data[0] > 127;
            }""",
            [x, y, CANVAS],
        )
        assert isinstance(bright, bool)
        return bright

    def leave(self) -> None:
        """Close the browser window; a traceback seen on the last page is a failure."""
        expect(self.page.get_by_test_id("stException")).to_have_count(0)
        self.context.close()


def _on_canvas(box: FloatRect, point: tuple[float, float]) -> tuple[float, float]:
    """A point of the canvas, 0 to 280, on the page."""
    x, y = point
    return box["x"] + x * box["width"] / CANVAS, box["y"] + y * box["height"] / CANVAS


def lesson(number: str) -> re.Pattern[str]:
    """The lesson's entry in the list of lessons."""
    return re.compile(f"^{number} ·")


REVIEWS = "Film reviews, pretrained (lesson 002b)"  # among the networks of “Try it”
SEVEN = ((70, 60), (210, 60), (120, 230))  # one stroke
