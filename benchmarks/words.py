"""What words cost: the time that putting messages into words takes of drawing each page again."""

import statistics
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from core.messages import LANGUAGES, Message
from pages.ui import language
from pages.ui.menu import PAGES

ROUNDS = 5
APP = Path(__file__).resolve().parents[1] / "app.py"


def measure_words(_folder: Path) -> None:
    """Print for every page and language how many messages a redrawing shows, and their milliseconds in all."""
    put = language.words().put
    counted: list[float] = []

    def timed(message: Message, spoken: str = "en") -> str:
        begun = time.perf_counter()
        text = put(message, spoken)
        counted.append(time.perf_counter() - begun)
        return text

    language.words().put = timed  # type: ignore[assignment, method-assign]  # counts what is asked
    try:
        for spoken in LANGUAGES:
            language._FIRST = spoken  # AppTest asks for the words of options when nobody looks
            for address, _icon in PAGES:
                app = AppTest.from_file(APP, default_timeout=120)
                app.query_params["lang"] = spoken
                app.switch_page(f"pages/views/{address}.py").run()
                rounds = []
                for _ in range(ROUNDS):
                    counted.clear()
                    app.run()
                    rounds.append(1000 * sum(counted))
                print(f"  {address}, {spoken}: {len(counted)} messages, {statistics.median(rounds):.2f} ms", flush=True)
    finally:
        language.words().put, language._FIRST = put, next(iter(LANGUAGES))  # type: ignore[method-assign]  # as before
