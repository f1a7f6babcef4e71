"""The autograd lab: what a step costs, in a real browser and by itself."""

import tempfile
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.strokes import in_words
from core.lab.autograd import Action, Lab
from core.lab.steps import STEPS
from pages.ui.lab.walk import WALK
from pages.ui.visitor.learning import MOST_STEPS
from tests.e2e.browser import Visitor, chromium
from tests.e2e.server import ROOT, serving

WALKS = 4
CALLS = 20
ROUND = ("zero_grad", "forward", "loss", "backward", "update")


def measure_lab(_folder: Path) -> None:
    """Print milliseconds: median and 95th percentile."""
    walk = Lab(0).do_all(Action(step, {}) for step in WALK)
    print(f"  the last of the post's {len(WALK)} steps, by itself: {in_words(times_of(walk))}")
    full = Lab(0).reach("loss")
    while len(full.history) + len(ROUND) <= MOST_STEPS:
        full = full.do_all(Action(step, {}) for step in ROUND)
    print(f"  step {len(full.history)} of at most {MOST_STEPS}: {in_words(times_of(full))}", flush=True)
    print(f"  the server's part of it, the whole page: {in_words(times_on_the_server())}", flush=True)
    with tempfile.TemporaryDirectory() as nowhere, serving(Path(nowhere)) as server, chromium() as browser:
        times = []
        for _ in range(WALKS):
            visitor = Visitor(browser, server.url).open("autograd")
            for step in WALK:
                begun = time.perf_counter()
                with visitor.redrawing():
                    visitor.click(f"Run “{STEPS[step].title}”")
                times.append(1000 * (time.perf_counter() - begun))
            visitor.leave()
        print(f"  from a click to the page drawn anew, over the post's steps: {in_words(times)}", flush=True)


def times_on_the_server() -> list[float]:
    """Milliseconds that the page's script takes for each step, without a browser; the first walk warms up."""
    times: list[float] = []
    for _ in range(WALKS + 1):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page("pages/views/autograd.py").run()
        for step in WALK:
            next(button for button in app.button if button.label == f"Run “{STEPS[step].title}”").click()
            begun = time.perf_counter()
            app.run()
            times.append(1000 * (time.perf_counter() - begun))
    return times[len(WALK) :]


def times_of(lab: Lab) -> list[float]:
    """Milliseconds of the lab's last step, which runs all lines again."""
    times = []
    for _ in range(CALLS):
        begun = time.perf_counter()
        lab.undo().do_all(lab.history[-1:])
        times.append(1000 * (time.perf_counter() - begun))
    return times
