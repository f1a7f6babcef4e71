"""The long explanatory texts: Markdown files in pages/text/en."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[1] / "text" / "en"


@cache
def text(name: str) -> str:
    """The text of pages/text/en/<name>.md."""
    return (_FOLDER / f"{name}.md").read_text(encoding="utf-8")
