"""Lines of a program, and how they are told from the post's."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.config import TrainConfig, label_of, value_of
from core.messages import Message, Value
from core.pasted.text import code_lines

POST, CHANGED, OURS, OWN, MISSING = "post", "changed", "ours", "own", "missing"


class Line(NamedTuple):
    """One line of a program."""

    code: str
    # CHANGED: a value of the post's is another; OURS: the post has not got it; OWN: the visitor has written it;
    # MISSING: only the post has it.
    kind: str = POST
    note: Message | None = None  # why it is not the post's line
    fields: tuple[str, ...] = ()  # the hyperparameters that it is made of


class Part(NamedTuple):
    """Lines that belong together: a cell of a notebook."""

    name: str  # in a notebook, no other part may have it
    lines: tuple[Line, ...]
    heading: Message | None = None  # None: script-part-<name>

    @property
    def title(self) -> Message:
        """What the part does, in a sentence."""
        return self.heading or Message(f"script-part-{self.name}")


Lines = Iterable[Line]


def ours(code: str, why: str, /, *fields: str, **values: Value) -> Iterator[Line]:
    """Lines that the post has not got, all with the note script-<why>."""
    for line in code_lines(code):
        yield Line(line, OURS, Message(f"script-{why}", **values), fields)


def as_ours(lines: Lines, why: str) -> Iterator[Line]:
    """The lines; what would count as the post's counts as ours, with the note script-<why>.

    But a criterion and an optimizer are the post's in every lesson.
    """
    for line in lines:
        if line.code and line.kind in {POST, CHANGED} and not line.code.startswith(("criterion = ", "optimizer = ")):
            yield line._replace(kind=OURS, note=Message(f"script-{why}"))
        else:
            yield line


def missing(code: str, why: str) -> Iterator[Line]:
    """Lines of the post that the program does without."""
    for line in code_lines(code):
        yield Line(line, MISSING, Message(f"script-{why}"))


def blank(lines: int = 1) -> Iterator[Line]:
    """Empty lines."""
    yield from [Line("")] * lines


def indented(lines: Lines, by: int = 4) -> Iterator[Line]:
    """The lines, further to the right."""
    for line in lines:
        yield line._replace(code=f"{' ' * by}{line.code}" if line.code else "")


class Writer:
    """Writes the post's lines, and marks those that other hyperparameters than the post's have changed."""

    def __init__(self, config: TrainConfig, post: TrainConfig) -> None:
        self._changed = config.changes(post.to_dict())

    def line(self, code: str, *fields: str) -> Iterator[Line]:
        """A line of the post that is made of these hyperparameters; several lines where there are line breaks."""
        changed = [name for name in fields if name in self._changed]
        note = None
        for name in changed:
            post, here = (value_of(name, value) for value in self._changed[name])
            another = Message("script-changed", label=label_of(name), here=here, post=post)
            note = Message("script-changed-more", before=note, another=another) if note else another
        for line in code_lines(code):
            yield Line(line, CHANGED if changed else POST, note, fields)
