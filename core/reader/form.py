"""The form that a program is read into, and what is said of the program's lines."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import reduce
from typing import Any

from core.config import TrainConfig, choice_of, label_of, plain
from core.data.dataset import DataSet
from core.errors import ConfigError
from core.lessons import Lesson
from core.messages import Message
from core.reader.names import Names
from core.reader.records import NOT_NEEDED, NOT_UNDERSTOOD, READ, ReadLine
from core.reader.syntax import Function, blocks, short
from core.reader.values import UnknownError, Value

MAX_NOTES = 6  # of one line
_SPEED = frozenset({"fused", "foreach", "capturable", "num_workers", "pin_memory", "persistent_workers", "generator"})
_SPEED_ONLY = _SPEED | {"prefetch_factor", "collate_fn", "worker_init_fn", "timeout", "device", "verbose", "last_epoch"}


class Form:
    """What the form has so far, and what is said of each line."""

    def __init__(self, text: str, lesson: Lesson, dataset: DataSet, config: TrainConfig, names: Names) -> None:
        self.lines = text.split("\n")
        self.lesson, self.dataset, self.config, self.names = lesson, dataset, config, names
        self.notes: dict[int, dict[tuple[str, Message], None]] = defaultdict(dict)  # of a line, in order
        self._noted: set[tuple[int, int, str, Message]] = set()
        self.conditional = 0  # conditions around the present statement that cannot be told

    def note(self, node: ast.AST, kind: str, message: Message, *, head: bool = False) -> None:
        """Say something of the lines that a piece of code stands in; `head`: not of the block below it."""
        first = node.lineno  # type: ignore[attr-defined]  # a statement or an expression
        last = getattr(node, "end_lineno", first) or first
        block = blocks(node) if isinstance(node, ast.stmt) else []
        if head and block:
            last = max(first, min(each.lineno for each in block) - 1)
        if isinstance(node, Function | ast.ClassDef) and node.decorator_list:
            first = min(first, *(each.lineno for each in node.decorator_list))
        if (first, last, kind, message) in self._noted:
            return
        self._noted.add((first, last, kind, message))
        for number in range(first, last + 1):
            self.notes[number].setdefault((kind, message))

    def not_needed(self, node: ast.AST, why: str) -> None:
        """Say that the app does this by itself, or that the training does not need it."""
        self.note(node, NOT_NEEDED, Message(f"program-why-{why}"), head=True)

    def refuse(self, node: ast.AST, why: str) -> None:
        """Say that the form has no place for this."""
        self.note(node, NOT_UNDERSTOOD, Message(f"program-not-{why}"))

    def fill(self, statement: ast.stmt) -> None:
        """Give the lines of a statement of which nothing was said what was said of its others."""
        first, last = statement.lineno, statement.end_lineno or statement.lineno
        bare = [number for number in range(first, last + 1) if not self.notes.get(number)]
        said = [note for number in range(first, last + 1) for note in self.notes.get(number, {})] if bare else []
        if said:
            note = next((note for note in said if note[0] == READ), said[0])
            for number in bare:
                self.notes[number].setdefault(note)

    def read_lines(self) -> Iterator[ReadLine]:
        """What became of each line that is neither empty nor a comment."""
        for number, line in enumerate(self.lines, 1):
            if not line.strip() or line.strip().startswith("#"):
                continue
            notes = list(self.notes.get(number, {})) or [(NOT_NEEDED, Message("program-why-python"))]
            kind = next(kind for kind in (NOT_UNDERSTOOD, READ, NOT_NEEDED) if any(each == kind for each, _ in notes))
            said = [message for each, message in notes if each == kind][:MAX_NOTES]
            yield ReadLine(
                number, kind, reduce(lambda one, more: Message("program-more", before=one, another=more), said)
            )

    def take(self, name: str, value: ast.expr | None, node: ast.AST) -> Value:
        """Give a hyperparameter the value of an expression; return it, None where it cannot be had."""
        self.names.trail = []
        try:
            known = self.names.value(value)
        except UnknownError:
            code = short(value) if value is not None else ""
            self.note(node, NOT_UNDERSTOOD, Message("program-no-value", code=code, label=label_of(name)))
            return None
        trail = dict.fromkeys(self.names.trail)
        if not self.settle(name, known, node):
            return None
        for statement in trail:
            self.note(statement, READ, Message("program-used", label=label_of(name)), head=True)
        return known

    def settle(self, name: str, value: Value, node: ast.AST) -> bool:
        """Give a hyperparameter a value, and say so; False where the form cannot take it."""
        known = {spec.name: spec for spec in fields(self.config)}
        if name not in known:
            self.note(node, NOT_UNDERSTOOD, Message("program-no-field", label=label_of(name)))
            return False
        if self.conditional:
            self.note(node, NOT_UNDERSTOOD, Message("program-condition", label=label_of(name)))
            return False
        if isinstance(known[name].default, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        try:
            self.config = _changed(self.config, {name: value})
        except ConfigError as error:
            self.note(node, NOT_UNDERSTOOD, error.message)
            return False
        shown = choice_of(value) if isinstance(value, str) else plain(float(value))  # type: ignore[arg-type]  # a number, or the form had refused it
        self.note(node, READ, Message("program-set", label=label_of(name), value=shown))
        return True

    def reset(self, **values: Value) -> None:
        """Give hyperparameters what a program that says nothing of them means."""
        known = {spec.name for spec in fields(self.config)}
        self.config = _changed(self.config, {name: value for name, value in values.items() if name in known})

    def odd(self, given: Mapping[str, ast.expr], defaults: Mapping[str, Value]) -> bool:
        """Whether arguments are given that the form has no place for; what is as by default counts as not given."""
        odd = False
        for name, value in given.items():
            if name in _SPEED_ONLY:
                continue
            try:
                same = name in defaults and self.names.value(value) == defaults[name]
            except UnknownError:
                same = False
            if not same:
                odd = True
                self.note(value, NOT_UNDERSTOOD, Message("program-argument", name=name))
        return odd


def _changed(config: TrainConfig, values: Mapping[str, Any]) -> TrainConfig:
    return replace(config, **values)
