"""The schedule of a program's learning rate."""

import ast
from collections.abc import Iterator
from functools import cached_property

from core.config import choice_of
from core.messages import Message
from core.plan import Plan
from core.reader.data import PUBLISHED, DataReader
from core.reader.form import Form
from core.reader.loops import Training
from core.reader.records import NOT_UNDERSTOOD
from core.reader.syntax import arguments_of
from core.reader.values import UnknownError, Value, arithmetic


class ScheduleReader:
    """Reads the schedule, where it is one of the form's."""

    def __init__(self, form: Form, training: Training, data: DataReader) -> None:
        self.form, self.training, self.data, self.names = form, training, data, form.names

    def schedule(self, call: ast.Call) -> None:
        """One of torch.optim.lr_scheduler."""
        name = self.names.called(call.func).split(".")[-1]
        kinds = {"MultiStepLR": self._is_step, "CosineAnnealingLR": self._is_cosine, "OneCycleLR": self._is_one_cycle}
        nearest = {"StepLR": "step", "MultiStepLR": "step", "OneCycleLR": "one-cycle"}
        choice = nearest.get(name, "cosine" if "Cosine" in name else "step")  # not shown
        if name in kinds and kinds[name](call):
            self.form.settle("schedule", choice, call)
        else:
            self.form.note(call, NOT_UNDERSTOOD, Message("program-schedule", nearest=choice_of(choice)))

    def _is_step(self, call: ast.Call) -> bool:
        given = arguments_of(call, "optimizer", "milestones", "gamma")
        try:
            marks = self.names.value(given.get("milestones"))
            gamma = self.names.value(given["gamma"]) if "gamma" in given else 0.1
        except UnknownError:
            return False
        epochs = self._planned()[0]
        lengths = [epochs] if self._per_epoch else list(self._lengths())
        if self._per_epoch and epochs % 4:
            return False
        return gamma == 0.1 and any(marks == (steps // 2, 3 * steps // 4) for steps in lengths)

    def _is_cosine(self, call: ast.Call) -> bool:
        given = arguments_of(call, "optimizer", "T_max", "eta_min")
        try:
            steps = self._counted(given.get("T_max"))
            least = self.names.value(given["eta_min"]) if "eta_min" in given else 0
        except UnknownError:
            return False
        return not self._per_epoch and least == 0 and steps in set(self._lengths())

    def _is_one_cycle(self, call: ast.Call) -> bool:
        given = arguments_of(call, "optimizer", "max_lr", "total_steps", "epochs", "steps_per_epoch")
        given.pop("optimizer", None)
        rate = given.pop("max_lr", None)
        try:
            if "total_steps" in given:
                steps = self._counted(given.pop("total_steps"))
            else:
                steps = arithmetic(
                    ast.Mult(),
                    self._counted(given.pop("epochs", None)),
                    self._counted(given.pop("steps_per_epoch", None)),
                )
        except UnknownError:
            return False
        defaults: dict[str, Value] = {
            "pct_start": 0.3,
            "anneal_strategy": "cos",
            "cycle_momentum": False,
            "div_factor": 25.0,
        }
        adapts = self.form.config.optimizer in {"SGD", "RMSprop"} or "cycle_momentum" in given
        fits = steps in {max(2, each) for each in self._lengths()} and not self._per_epoch and adapts
        if not fits or self.form.odd(given, {**defaults, "final_div_factor": 1e4, "three_phase": False}):
            return False
        return self.form.take("learning_rate", rate, call) is not None

    @cached_property
    def _per_epoch(self) -> bool:
        """Whether the schedule goes on once an epoch, not once a mini-batch."""
        steps = [
            node
            for node in self.names.nodes
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "step"
            and self.names.role(node.func.value) == "schedule"
        ]
        return not any(node in self.training.inside for node in steps)

    def _lengths(self) -> Iterator[int]:
        """How many mini-batches the run may have: on the form's data set, and on the one that the program names."""
        epochs, size = self._planned()
        for examples in {len(self.form.dataset.train), *(count for _, _, count in PUBLISHED.values())}:
            yield Plan(examples, size, epochs).steps

    def _planned(self) -> tuple[int, int]:
        """Epochs and batch size, which may stand further down in the program than the schedule."""
        values = {"epochs": self.form.config.epochs, "batch_size": self.form.config.batch_size}
        for loop in self.training.epochs:
            over = self.names.listed(loop.iter) if isinstance(loop, ast.For) else None
            if isinstance(over, ast.Call) and len(over.args) in {1, 2}:
                try:
                    ends = [self.names.value(each) for each in over.args]
                except UnknownError:
                    continue
                if all(isinstance(each, int) for each in ends):
                    values["epochs"] = int(str(ends[-1])) - (int(str(ends[0])) if len(ends) == 2 else 0)
        return max(1, values["epochs"]), values["batch_size"]

    def _counted(self, node: ast.expr | None) -> Value:
        """A number in which len(train_loader) may stand; that many mini-batches an epoch has. Raises UnknownError."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            return arithmetic(node.op, self._counted(node.left), self._counted(node.right))
        match node:
            case ast.Call(func=ast.Name(id="len"), args=[loader]) if self.names.origin(loader) is self.data.loader:
                return Plan(len(self.form.dataset.train), self._planned()[1], 1).per_epoch
            case _:
                return self.names.value(node)
