"""From the end of a stroke to the new answer: in a real browser, and the app's own part of it."""

import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

from core.explain.familiarity import judge
from core.inference import predict_image, see_drawing
from core.network import Familiarity
from core.pretrained import FIRST, load_pretrained, pretrained_for
from core.pretrained.pen_digits import draw
from pages.ui import charts
from tests.e2e.browser import Visitor, chromium
from tests.e2e.server import serving

STROKES = 60
CALLS = 200


def measure_strokes(_folder: Path) -> None:
    """Print milliseconds: median and 95th percentile."""
    network, drawing = load_pretrained(FIRST), draw([np.array([(70.0, 60.0), (210.0, 60.0), (120.0, 230.0)])])
    assert isinstance(network.familiarity, Familiarity)
    times = []
    for _ in range(CALLS):
        begun = time.perf_counter()
        seen = see_drawing(network, drawing)
        prediction = predict_image(network, seen)
        judge(network, network.familiarity, seen)
        charts.probability_chart(prediction.guesses).to_json()
        for other in pretrained_for("drawings").values():
            predict_image(other, see_drawing(other, drawing))
        times.append(1000 * (time.perf_counter() - begun))
    print(f"  prepare, answer, judge, draw the bars, ask all three networks: {in_words(times)}", flush=True)
    with tempfile.TemporaryDirectory() as nowhere, serving(Path(nowhere)) as server, chromium() as browser:
        for title, address, tab, answered in (
            ("home page", "", "", ".st-key-small-pad-answer [data-testid=stMetricValue]"),
            ("Try it, gradient", "playground", "", "[aria-label^=Probabilities] .barlayer"),
            ("Try it, every layer", "playground", "Every layer", "[aria-label^=Probabilities] .barlayer"),
        ):
            visitor = Visitor(browser, server.url).open(address)
            visitor.draw(((60, 60), (200, 60))).sees("The network says").settled()
            if tab:
                visitor.page.get_by_role("tab", name=tab, exact=True).click()
                visitor.settled()
            times = [until_answered(visitor, number, answered) for number in range(STROKES)]
            print(f"  in the browser, {title}: {in_words(times)}", flush=True)
            visitor.leave()


def until_answered(visitor: Visitor, number: int, answered: str) -> float:
    """Milliseconds from the end of a first stroke until its answer, found by the CSS `answered`, stands beside it."""
    visitor.click("Clear").sees("The answer appears here").settled()
    visitor.page.wait_for_timeout(500)  # the new canvas stands, and the pointer has left the button
    rng = np.random.default_rng(number)
    visitor.draw([(float(x), float(y)) for x, y in rng.uniform(20, 260, (2, 2))])
    begun = time.perf_counter()
    visitor.page.wait_for_function("css => document.querySelector(css)", arg=answered, polling=10)
    took = 1000 * (time.perf_counter() - begun)
    visitor.settled()
    return took


def in_words(times: list[float]) -> str:
    """Return the times in words: 'median 12 ms, 95 % within 15 ms'."""
    return f"median {statistics.median(times):.0f} ms, 95 % within {np.quantile(times, 0.95):.0f} ms"
