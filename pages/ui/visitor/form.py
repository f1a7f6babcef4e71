"""What the visitor has chosen in forms that stand on several pages, or that come back after a visit to another page."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from core.config import TrainConfig
from core.reader.records import ProgramReading


class Draft(NamedTuple):
    """A text that the visitor has typed or pasted in the place of a program, and what was read from it."""

    text: str
    lesson: str
    dataset: str
    before: TrainConfig  # the form's settings when it was read
    reading: ProgramReading
    of: tuple[str, ...] = ()  # lines of the program that was being changed

    @property
    def gives(self) -> TrainConfig:
        """The form's settings since."""
        return self.reading.config if self.is_read else self.before

    @property
    def is_read(self) -> bool:
        """Whether the form has taken what the text says: it is a program, and one of the form's lesson."""
        return bool(self.reading.lines) and self.reading.lesson_id in (None, self.lesson)


@dataclass
class FormState:
    """Choices and hyperparameters."""

    choices: dict[str, str] = field(default_factory=dict)  # widget -> choice: lesson, data set, preset, tab
    shows: tuple[str, str, str] | None = None  # lesson, data set and preset whose values were put into the form
    values: dict[str, Any] = field(default_factory=dict)  # hyperparameter -> the value that is in the form now
    program: tuple[str, ...] = ()  # the lines of the program as it was shown last
    program_of: TrainConfig | None = None  # the settings of that program
    # Lesson -> the class that the visitor has written or pasted in the place of the lesson's own network.
    sources: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)  # the pane that it stands in -> the text that was read last
    put_away: dict[str, str] = field(default_factory=dict)  # lesson -> such a class that is not used at the moment

    def open_with(self, lesson: str, *, preset: str = "", dataset: str = "") -> None:
        """Let the page that is opened next begin with this lesson, and with this preset and data set if given."""
        wanted = {"lesson": lesson, f"preset-{lesson}": preset, f"dataset-{lesson}": dataset}
        self.choices |= {key: choice for key, choice in wanted.items() if choice}

    def choose_preset(self, lesson: str, dataset: str, preset: str) -> None:
        """Let a preset be the chosen one, and the values that are in the form stay."""
        self.choices |= {"preset": preset, f"preset-{lesson}": preset}
        self.shows = (lesson, dataset, preset)

    def use(self, lesson: str, source: str) -> None:
        """Let a class take the place of the lesson's own network; "" puts the lesson's own back in its place."""
        before = self.sources.pop(lesson, "")
        if source:
            self.sources[lesson] = source
        if before and before != source:
            self.put_away[lesson] = before

    def bring_back(self, lesson: str) -> None:
        """Use the class again that was put away last."""
        self.use(lesson, self.put_away.get(lesson, ""))
