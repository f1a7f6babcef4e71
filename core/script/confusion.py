"""Lines that count how often each class was taken for each, which the posts leave out."""

from core.script.lines import Lines, ours

BY_CLASS = """\
classes = {classes!r}
recalls = confusion.diagonal().double() / confusion.sum(1)
for name, recall in zip(classes, recalls.tolist()):
    print(f'{{name}}: {{recall:.3f}}')
"""
CONFUSION = """\
for row in confusion.tolist():
    print(*(f'{count:5}' for count in row))
"""


def empty_confusion(classes: tuple[str, ...]) -> Lines:
    """A matrix to count in: a row for each true class, a column for each answer."""
    count = len(classes)
    yield from ours(f"confusion = torch.zeros({count}, {count}, dtype=torch.int64)", "confusion")


def add_to_confusion(classes: tuple[str, ...], truth: str, guess: str) -> Lines:
    """Counts a mini-batch; `truth`, `guess`: int64 tensors of class numbers, as code."""
    count = len(classes)
    cells = f"{count} * {truth} + {guess}"  # row after row
    code = f"confusion += torch.bincount({cells}, minlength={count * count}).view({count}, {count})"
    yield from ours(code, "confusion")


def class_by_class(classes: tuple[str, ...]) -> Lines:
    """Prints the share of right answers of each class, and the matrix."""
    yield from ours(BY_CLASS.format(classes=classes), "by-class")
    yield from ours(CONFUSION, "confusion-rows")
