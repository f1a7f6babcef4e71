"""Many visitors in real browser contexts train at the same time: how long, how fairly, how quick the pages stay.

`python -m benchmarks visitors`. Each trains lesson 002a's network on the generated shapes for 314 mini-batches
of 32, the quick preset with two epochs. One more visitor changes pages all the while, one a second; a change is timed
inside the browser, from the click until the new page's heading is there. The browser runs on the same cores.
"""

import statistics
import tempfile
import time
from pathlib import Path

import psutil

from tests.e2e.browser import Visitor, chromium, lesson
from tests.e2e.server import Server, serving

EPOCHS = 2  # of 157 mini-batches
GRACE_SECONDS = 5
FREED_WITHIN = 60  # seconds after the last visitor has left
CHANGE_PAGE = """
async ([link, title]) => {
    const begun = performance.now();
    [...document.querySelectorAll("[data-testid=stTopNav] a")].find((a) => a.innerText.includes(link)).click();
    while (document.querySelector("h1")?.innerText !== title)
        await new Promise((resolve) => setTimeout(resolve, 4));
    return performance.now() - begun;
}
"""
PAGES = (("Data", "Data"), ("Home", "PyTorch Playground"))


def measure_visitors(_folder: Path, numbers: tuple[int, ...] = (1, 20, 40)) -> None:
    """Print seconds until all have finished, milliseconds of page changes, and memory, for each number."""
    for number in numbers:
        with (
            tempfile.TemporaryDirectory() as empty,
            serving(Path(empty), PLAYGROUND_GRACE_SECONDS=str(GRACE_SECONDS)) as server,
            chromium() as browser,
        ):
            walker = Visitor(browser, server.url).open("data")
            trainers = [prepared(Visitor(browser, server.url)) for _ in range(number)]
            report(number, server, walker, trainers)


def prepared(visitor: Visitor) -> Visitor:
    """Open the Train page and choose lesson and epochs; return the visitor."""
    visitor.open("train").pick("Lesson", lesson("002a"))
    return visitor.enter("Epochs", str(EPOCHS))


def report(number: int, server: Server, walker: Visitor, trainers: list[Visitor]) -> None:
    """Let all begin, change pages until all have finished, let them leave, and print what was measured."""
    process = psutil.Process(server.process.pid)
    before, cpu = process.memory_info().rss, cpu_seconds(server)
    begun = time.monotonic()
    started: dict[Visitor, float] = {}
    finished: dict[Visitor, float] = {}
    for visitor in trainers:
        visitor.click("Start training")
        started[visitor] = time.monotonic()
    changes: list[float] = []
    most = before
    while len(finished) < number:
        for link, title in PAGES:
            changes.append(walker.page.evaluate(CHANGE_PAGE, [link, title]))
            walker.page.wait_for_timeout(1000)
        most = max(most, process.memory_info().rss)
        for visitor in trainers:
            if visitor not in finished and visitor.page.get_by_text("Finished:").count():
                finished[visitor] = time.monotonic()
    print(
        f"  {number} visitors (all had pressed Start after {max(started.values()) - begun:.1f} s): all pages said "
        f"“Finished” after {max(finished.values()) - begun:.1f} s"
    )
    of_server, of_browser = (now - then for now, then in zip(cpu_seconds(server), cpu, strict=True))
    print(f"    processor time: the server {of_server:.0f} s, the browser {of_browser:.0f} s")
    took = [finished[visitor] - started[visitor] for visitor in trainers]
    print(f"    from one's own Start to “Finished” on the page: {min(took):.1f} to {max(took):.1f} s")
    print(
        f"    {len(changes)} page changes: median {statistics.median(changes):.0f} ms, 95% within "
        f"{statistics.quantiles(changes, n=20)[-1]:.0f} ms, the slowest {max(changes):.0f} ms"
    )
    for visitor in (walker, *trainers):
        visitor.context.close()
    deadline = time.monotonic() + FREED_WITHIN
    while (after := process.memory_info().rss) > 1.1 * before and time.monotonic() < deadline:
        time.sleep(0.5)  # between two looks at the memory
    print(
        f"    memory: {before / 1e6:.0f} MB before, {most / 1e6:.0f} MB at most, {after / 1e6:.0f} MB after all had "
        f"left, {process.num_threads()} threads",
        flush=True,
    )


def cpu_seconds(server: Server) -> tuple[float, float]:
    """Processor time so far: (the server's, the browsers')."""
    of_server = sum(psutil.Process(server.process.pid).cpu_times()[:2])
    processes = psutil.Process().children(recursive=True)
    of_browser = sum(sum(child.cpu_times()[:2]) for child in processes if "chrom" in child.name())
    return of_server, of_browser
