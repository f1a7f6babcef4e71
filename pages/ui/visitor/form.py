"""What the visitor has chosen in forms that stand on several pages, or that come back after a visit to another page."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class FormState:
    """Choices and hyperparameters."""

    choices: dict[str, str] = field(default_factory=dict)  # widget -> choice: lesson, data set, preset, tab
    shows: tuple[str, str, str] | None = None  # lesson, data set and preset whose values were put into the form
    values: dict[str, Any] = field(default_factory=dict)  # hyperparameter -> the value that is in the form now
    program: frozenset[str] = frozenset()  # the lines of the program as it was shown last

    def open_with(self, lesson: str, *, preset: str = "", dataset: str = "") -> None:
        """Let the page that is opened next begin with this lesson, and with this preset and data set if given."""
        wanted = {"lesson": lesson, f"preset-{lesson}": preset, f"dataset-{lesson}": dataset}
        self.choices |= {key: choice for key, choice in wanted.items() if choice}
