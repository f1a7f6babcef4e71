"""The long explanatory texts: Markdown files in pages/text/en and pages/text/ko."""

from functools import cache

from pages.ui.language import TEXTS, language


def text(name: str) -> str:
    """The text of <name>.md in the visitor's language."""
    return _read(language(), name)


@cache
def _read(language: str, name: str) -> str:
    return (TEXTS / language / f"{name}.md").read_text(encoding="utf-8")
