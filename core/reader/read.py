"""A whole pasted program, read line by line into the form.

The text is parsed and looked at; nothing of it is run, and no name of it is ever looked up in this process. What a line
says about the training is put into the form's hyperparameters; what the app does by itself is said to be not needed;
what would change the training but has no place in the form is said to be not understood. The class of the network is
handed on as a text of its own, for the interpreter of networks.
"""

import ast
import logging

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.lessons import Lesson
from core.messages import Message
from core.pasted.text import lines_of
from core.reader.calls import CallReader
from core.reader.faults import faults_of
from core.reader.form import Form
from core.reader.lesson_values import lesson_values
from core.reader.loops import Training, Uses
from core.reader.names import Names
from core.reader.network_source import NetworkSource
from core.reader.optimizer import OPTIMIZERS
from core.reader.records import Fault, ProgramReading
from core.reader.statements import StatementReader
from core.reader.text import UnreadableError, parse
from core.reader.usual import LOADERS

log = logging.getLogger(__name__)


def read_program(source: str, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> ProgramReading:
    """Read a program for a lesson's form, `config` being what the form has now. Never raises, whatever the text is.

    Names without a value are taken to have the lesson's on this data set; the repairs of their faults say so.
    """
    text = "\n".join(lines_of(source))
    try:
        return _Reader(text, parse(text), lesson, dataset, config).reading()
    except UnreadableError as error:
        return ProgramReading(config, faults=(Fault(error.line, error.problem),))
    except RecursionError:  # functions, classes and names that lead to each other over and over
        return ProgramReading(config, faults=(Fault(1, Message("program-too-deep")),))
    except Exception:
        log.exception("a pasted program could not be read")
        return ProgramReading(config, faults=(Fault(1, Message("program-unreadable")),))


class _Reader:
    """One reading of one program."""

    def __init__(self, text: str, tree: ast.Module, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> None:
        self.text, self.names = text, Names(tree, dataset, lesson_values(lesson, dataset))
        self.form = Form(text, lesson, dataset, config, self.names)
        self.training = Training(self.names)
        self.uses = Uses(self.names, self.training)
        self.calls = CallReader(self.form, self.training, self.uses)
        self.data, self.pictures, self.network = self.calls.data, self.calls.pictures, self.calls.network
        self.statements = StatementReader(self.form, self.training, self.uses, self.calls)
        self.source = NetworkSource(self.form, self.network)

    def reading(self) -> ProgramReading:
        """All of it."""
        self._begin()
        self.statements.walk(self.names.tree.body)
        self.pictures.statistics()
        self.pictures.without_normalization()
        written = self.source.written()
        source = "".join(f"{line.code}\n" for line in written)
        ast.parse(source)  # raises SyntaxError where it is no program, which nobody could build a network from
        return ProgramReading(
            config=self.form.config,
            lines=tuple(self.form.read_lines()),
            source=source,
            source_lines=tuple(line.number for line in written),
            source_shifts=tuple(line.shift for line in written),
            lesson_id=self._lesson_id(),
            is_lessons_own=self.network.is_lessons_own,
            faults=tuple(faults_of(self.text, self.names)),
        )

    def _begin(self) -> None:
        calls = [self.names.called(node.func) for node in self.names.nodes if isinstance(node, ast.Call)]
        if any(name.removeprefix("torch.optim.") in OPTIMIZERS for name in calls):
            self.form.reset(schedule="constant", clip_norm=0.0, patience=0)
        if self.data.loader is not None:
            self.form.reset(shift=0, rotation=0.0, flip="no", word_dropout=0.0, max_length=0, batching="mixed")
        if self.network.own and self.network.is_lessons_own:
            self.form.reset(embedding="random")
        if self.network.own and self.form.lesson.id in self.network.own.lessons:
            self.form.reset(**self.network.own.settings)

    def _lesson_id(self) -> str | None:
        """By the network where it is a lesson's own, else by the data."""
        if self.network.own is not None:
            possible: tuple[str, ...] = self.network.own.lessons
        elif self._reads_data_of_the_lesson():
            return self.form.lesson.id
        elif self.data.data_id == "mnist":
            possible = ("004",) if self.pictures.resized == 32 else ("000",)
        elif self.data.data_id == "cifar10":
            possible = ("002a", "003")
        elif self.data.data_id == "imdb":
            possible = ("002b",)
        elif any(map(self.names.is_data, self.names.classes)):
            possible = ("001",)
        else:
            return None
        if possible == ("002a", "003"):
            return "003" if self._tests() else "002a"
        return possible[0]

    def _reads_data_of_the_lesson(self) -> bool:
        """Whether a file beside the program is named as this app's programs of the lesson name it."""
        files = {f"{each}.npz" for each in self.form.lesson.datasets}
        return any(isinstance(node, ast.Constant) and node.value in files for node in self.names.nodes)

    def _tests(self) -> bool:
        """Whether there are examples for a test that is not only made while training goes on."""
        others = [
            node
            for node in self.names.nodes
            if isinstance(node, ast.Call) and self.names.called(node.func) in LOADERS and node is not self.data.loader
        ]
        during = {part for loop in self.training.epochs for part in ast.walk(loop)}
        over = [
            node.iter
            for node in self.names.nodes
            if isinstance(node, ast.For | ast.comprehension)
            and self.names.origin(self.names.listed(node.iter)) in others
        ]
        return bool(others) and (not over or any(each not in during for each in over))
