"""A program, statement by statement, in the order of its lines (long: each kind of statement has its case)."""

import ast
import re
import sys
from functools import cached_property

from core.messages import Message
from core.reader.calls import CallReader
from core.reader.common import common_reason, is_of_device
from core.reader.form import Form
from core.reader.loops import Training, Uses
from core.reader.records import NOT_NEEDED, NOT_UNDERSTOOD, READ
from core.reader.syntax import Function, blocks, bound_names, call_of, flat, read_names
from core.reader.templates import augment, collate, fits, hide_words, like_length, review_readers
from core.reader.values import UnknownError

_PACKAGES = sys.stdlib_module_names | {
    *("torch", "torchvision", "torchtext", "torchsummary", "torchinfo", "numpy", "pandas", "matplotlib", "seaborn"),
    *("PIL", "sklearn", "scipy", "tqdm", "cv2", "IPython", "spacy", "tensorboard", "tensorboardX", "__future__"),
}


class StatementReader:
    """Reads the statements of a program."""

    def __init__(self, form: Form, training: Training, uses: Uses, calls: CallReader) -> None:
        self.form, self.training, self.uses, self.calls = form, training, uses, calls
        self.names, self.effects, self.data, self.network = form.names, calls.effects, calls.data, calls.network

    def walk(self, body: list[ast.stmt]) -> None:
        """Read statements that follow each other; what comes after the training changes nothing of it."""
        last = max((index for index, each in enumerate(body) if self.training.trains_here(each)), default=len(body))
        for index, each in enumerate(body):
            if index > last and not isinstance(each, Function | ast.ClassDef | ast.Import | ast.ImportFrom):
                self._over(each, "after")
            else:
                self._statement(each)
                self._fill_simple(each)

    def _fill_simple(self, statement: ast.stmt) -> None:
        if not blocks(statement):
            self.form.fill(statement)

    def _over(self, statement: ast.stmt, why: str) -> None:
        """A statement that the training does not need, with all that is in it."""
        for each in flat([statement]):
            special = common_reason(self.form, each)
            self.form.not_needed(each, special or why)
            if isinstance(each, Function | ast.ClassDef):
                self.form.note(each, NOT_NEEDED, Message(f"program-why-{why}"))

    def _statement(self, node: ast.stmt) -> None:  # noqa: C901  (a case for each kind of statement)
        match node:
            case ast.Import() | ast.ImportFrom():
                self._import(node)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(node)
            case ast.ClassDef():
                self._class(node)
            case ast.For() | ast.AsyncFor() | ast.While():
                self._loop(node)
            case ast.If():
                self._if(node)
            case ast.With() | ast.AsyncWith():
                self._with(node)
            case ast.Try() | ast.TryStar():
                self.walk(node.body)
                for each in [
                    *(one for handler in node.handlers for one in handler.body),
                    *node.orelse,
                    *node.finalbody,
                ]:
                    self._over(each, "unrelated")
            case _ if blocks(node):
                self._over(node, "unrelated")
            case _ if node in self.training.inside:
                self._in_loop(node)
            case _:
                self._outside(node)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        module = node.module if isinstance(node, ast.ImportFrom) else None
        names = [module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
        for name in names:
            top = name.split(".")[0]
            is_relative = isinstance(node, ast.ImportFrom) and bool(node.level)
            if is_relative or top not in _PACKAGES:
                self.form.note(node, NOT_UNDERSTOOD, Message("program-package", name=top or "."))
            else:
                self.form.not_needed(node, "import")

    def _function(self, node: Function) -> None:
        holes: dict[str, ast.expr] = {}
        if fits(augment(), node, holes):
            self.data.augmented(node, holes)
        elif any(fits(pattern, node, holes) for _, pattern in review_readers()):
            self.data.cut(node)
        elif fits(collate(), node, holes):
            self.form.note(node, NOT_NEEDED, Message("program-why-data"))
        elif node.name in self.training.functions:
            self.form.not_needed(node, "loop")
            self.walk(node.body)
        elif node.name in self.uses.wanted or self._makes(node):
            self.form.not_needed(node, "function")
            self.walk(node.body)
        else:
            self._over(node, "function-unused")

    @cached_property
    def _used(self) -> frozenset[ast.AST | None]:
        """The calls that make what the training uses."""
        made = [call for calls in self.uses.in_use.values() for call in calls]
        return frozenset({self.data.loader, self.data.made, self.data.transform, self.network.call, *made})

    def _makes(self, node: Function) -> bool:
        """Whether a function makes what the training uses."""
        used = self._used
        return any(each in used for each in ast.walk(node))

    def _class(self, node: ast.ClassDef) -> None:
        holes: dict[str, ast.expr] = {}
        if node in self.network.classes:
            own = self.network.is_lessons_own
            self.form.note(node, READ, Message("program-own" if own else "program-network"))
        elif self.names.is_network(node.name):
            self.form.note(node, NOT_NEEDED, Message("program-why-class-unused"))
        elif fits(like_length(), node, holes):
            self.form.settle("batching", "like length", node)  # not shown
        elif self.names.is_data(node.name):
            self.form.note(node, NOT_NEEDED, Message("program-why-data"))
        elif node.name in self.uses.wanted and self.names.calls.get(node.name) and not self._holds_values(node):
            self.form.note(node, NOT_UNDERSTOOD, Message("program-unknown"))
        else:
            self.form.note(node, NOT_NEEDED, Message("program-why-unrelated"))

    def _loop(self, node: ast.For | ast.AsyncFor | ast.While) -> None:
        if node in self.training.batches:
            self._batch_loop(node)
        elif node in self.training.epochs:
            self._epoch_loop(node)
        elif self.training.is_there and self.effects.changes(node):
            self.form.note(node, NOT_UNDERSTOOD, Message("program-changes"))
        elif node in self.training.inside and any(each in self.uses.slice for each in flat(node.body)):
            self.form.note(node, NOT_UNDERSTOOD, Message("program-unknown"))
        else:
            self._over(node, self._why_loop(node))

    def _why_loop(self, node: ast.For | ast.AsyncFor | ast.While) -> str:
        over = node.iter if isinstance(node, ast.For | ast.AsyncFor) else None
        tests = over is not None and self.names.role(self.names.listed(over)) == "loader"
        return "test" if tests else "unrelated"

    def _batch_loop(self, node: ast.For | ast.AsyncFor | ast.While) -> None:
        self.form.not_needed(node, "loop")
        over = self.names.listed(node.iter) if isinstance(node, ast.For | ast.AsyncFor) else None
        if over is not None:
            self.calls.handled(over)
        if isinstance(over, ast.Call) and self.names.called(over.func) == "range":
            if len(over.args) == 3:
                self.form.take("batch_size", over.args[2], over)
            else:
                self.form.note(node, NOT_UNDERSTOOD, Message("program-batches"), head=True)
        elif over is None or self.data.loader is None:
            self.form.note(node, NOT_UNDERSTOOD, Message("program-batches"), head=True)
        self._walk_all(node.body)
        self._walk_all(node.orelse)

    def _walk_all(self, body: list[ast.stmt]) -> None:
        """Read the statements of a loop: none of them comes after the training."""
        hidden = hide_words()
        index = 0
        while index < len(body):
            holes: dict[str, ast.expr] = {}
            if fits(hidden, body[index : index + len(hidden)], holes):
                for each in body[index : index + len(hidden)]:
                    self.form.take("word_dropout", holes["share"], each)
                index += len(hidden)
                continue
            self._statement(body[index])
            self._fill_simple(body[index])
            index += 1

    def _epoch_loop(self, node: ast.For | ast.AsyncFor | ast.While) -> None:
        over = self.names.listed(node.iter) if isinstance(node, ast.For | ast.AsyncFor) else None
        if isinstance(over, ast.Call) and self.names.called(over.func) in {"range", "tqdm.trange"}:
            self._epochs(node, over)
        elif isinstance(over, ast.List | ast.Tuple):
            self.form.not_needed(node, "test")  # for phase in ['train', 'val']
        else:
            self.form.note(node, NOT_UNDERSTOOD, Message("program-epochs"), head=True)
        self._walk_all(node.body)
        self._walk_all(node.orelse)

    def _epochs(self, node: ast.AST, over: ast.Call) -> None:
        if any(each is not node and each in self.training.epochs and self._goes_on(each) for each in ast.walk(node)):
            self.form.note(node, NOT_UNDERSTOOD, Message("program-epochs"), head=True)
        elif len(over.args) == 1:
            self.form.take("epochs", over.args[0], over)
        elif len(over.args) == 2:
            difference = ast.copy_location(ast.BinOp(over.args[1], ast.Sub(), over.args[0]), over)
            self.form.take("epochs", difference, over)
        else:
            self.form.note(node, NOT_UNDERSTOOD, Message("program-epochs"), head=True)

    def _goes_on(self, node: ast.AST) -> bool:
        over = self.names.listed(node.iter) if isinstance(node, ast.For) else None
        return isinstance(over, ast.Call) and self.names.called(over.func) == "range"

    def _if(self, node: ast.If) -> None:
        trains = any(
            each in self.uses.slice or self.training.trains_here(each) for each in flat([*node.body, *node.orelse])
        )
        if _is_main(node.test):
            self.form.not_needed(node, "main")
            self.walk(node.body)
        elif is_of_device(self.names, node):
            self.form.not_needed(node, "device")
            for each in node.body + node.orelse:
                self._statement(each)
                self._fill_simple(each)
        elif self._stops_early(node) or self._logs(node):
            pass
        elif node in self.training.inside and not trains and not self._steps(node) and not self.effects.changes(node):
            self._over(node, "counting")
        else:
            self._branches(node, trains=trains)

    def _branches(self, node: ast.If, *, trains: bool) -> None:
        """A condition that may decide what is trained."""
        decided = self._decided(node.test)
        mentioned = read_names(node.test)
        is_phase = any(re.search("phase|train|mode", name) for name in mentioned)
        self.form.not_needed(node, "condition-head")
        for taken, body in ((True, node.body), (False, node.orelse)):
            for each in body:
                if decided is not None and decided is not taken:
                    self._over(each, "not-taken")
                    continue
                doubtful = decided is None and not (is_phase and trains)
                self.form.conditional += doubtful
                if doubtful and node in self.training.inside and (each in self.uses.slice or self._steps(each)):
                    self.form.note(each, NOT_UNDERSTOOD, Message("program-sometimes"))
                else:
                    self._statement(each)
                    self._fill_simple(each)
                self.form.conditional -= doubtful

    def _steps(self, node: ast.stmt) -> bool:
        """Whether the optimizer or the loop itself is steered in here."""
        never = {
            part
            for each in ast.walk(node)
            if isinstance(each, ast.If) and self._decided(each.test) is False
            for part in ast.walk(each)
        }
        return any(
            isinstance(each, ast.Break | ast.Continue)
            or (
                isinstance(each, ast.Call)
                and isinstance(each.func, ast.Attribute)
                and each.func.attr in {"step", "backward", "zero_grad"}
            )
            for each in ast.walk(node)
            if each not in never
        )

    def _decided(self, test: ast.expr) -> bool | None:
        """Whether a condition holds; None where that cannot be told."""
        try:
            return bool(self.names.value(test))
        except UnknownError:
            return None

    def _logs(self, node: ast.If) -> bool:
        """`if i % 100 == 99:` with nothing but prints in it."""
        if (
            node not in self.training.inside
            or self._steps(node)
            or any(each in self.uses.slice for each in flat(node.body))
        ):
            return False
        for each in ast.walk(node.test):
            if isinstance(each, ast.BinOp) and isinstance(each.op, ast.Mod):
                self.form.take("log_every", each.right, node.test)
                for inner in node.body + node.orelse:
                    self._over(inner, "print")
                return True
        return False

    def _stops_early(self, node: ast.If) -> bool:
        """`if waited == 3: break` at the end of an epoch."""
        if node in self.training.inside or not any(isinstance(each, ast.Break) for each in flat(node.body)):
            return False
        match node.test:
            case ast.Compare(left=ast.Name(id=name), ops=[ast.Eq() | ast.GtE() | ast.Gt() as op], comparators=[limit]):
                if name in self.training.bound_each_epoch:
                    if isinstance(op, ast.Gt):
                        limit = ast.copy_location(ast.BinOp(limit, ast.Add(), ast.Constant(1)), limit)
                    doubts, self.form.conditional = (
                        self.form.conditional,
                        0,
                    )  # what it waits for stands in the condition around it
                    self.form.take("patience", limit, node.test)
                    self.form.conditional = doubts
                    for each in node.body:
                        self._over(each, "loop")
                    return True
            case _:
                pass
        return False

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        names = {self.names.called(call_of(each.context_expr)) for each in node.items}
        if names & {"torch.no_grad", "torch.inference_mode"} and not any(map(self.training.trains_here, node.body)):
            self._over(node, "unrelated" if self.effects.changes(node) and not self.training.is_there else "test")
            return
        self.form.not_needed(node, "condition-head")
        (self._walk_all if node in self.training.inside else self.walk)(node.body)

    def _in_loop(self, node: ast.stmt) -> None:
        """A statement that is run for each mini-batch."""
        if self.calls.handled(node):
            if node in self.uses.slice and not (isinstance(node, ast.Assign) and self.effects.is_plain(node.value)):
                self.form.note(node, NOT_UNDERSTOOD, Message("program-unknown"))
            return
        if common_reason(self.form, node) in {"print", "plot", "device"} and node not in self.uses.slice:
            self.form.not_needed(node, common_reason(self.form, node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            self.form.not_needed(node, "loop") if self.effects.is_of_loop(node.value) else self._doubt(node)
        elif node in self.uses.slice:
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            flattens = self.network.flattens(node)
            if flattens:
                self.form.note(node, READ, Message("program-flattened"))
            elif isinstance(node, ast.Assign | ast.AnnAssign) and value is not None and self.effects.is_plain(value):
                self.form.not_needed(node, "device" if is_of_device(self.names, node) else "loop")
            else:
                self.form.note(node, NOT_UNDERSTOOD, Message("program-unknown"))
        elif isinstance(node, ast.Break | ast.Continue):
            self.form.note(node, NOT_UNDERSTOOD, Message("program-sometimes"))
        else:
            self._doubt(node)

    def _doubt(self, node: ast.stmt) -> None:
        if self.effects.changes(node):
            self.form.note(node, NOT_UNDERSTOOD, Message("program-changes"))
        else:
            self.form.not_needed(node, "counting" if node in self.training.inside else "unrelated")

    def _outside(self, node: ast.stmt) -> None:
        """A statement outside of the training loops."""
        if self.calls.handled(node):
            return
        common = common_reason(self.form, node)
        if self.training.is_there and common not in {"print", "plot"} and self.effects.changes(node):
            self.form.note(node, NOT_UNDERSTOOD, Message("program-changes"))
        elif common:
            self.form.not_needed(node, common)
        elif self.training.trains_here(node):
            self.form.not_needed(node, "loop")
        elif self.training.is_there and bound_names(node) & self.uses.wanted and not self._is_known(node):
            self.form.note(node, NOT_UNDERSTOOD, Message("program-unknown"))
        else:
            self.form.not_needed(node, "unrelated" if self.training.is_there else "one-step")

    def _is_known(self, node: ast.stmt) -> bool:
        """Whether a name gets a value that is worked out where it is used, or data that the app has."""
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if value is None:
            return isinstance(node, ast.AnnAssign)
        made = self.names.origin(value)
        calls = [each for each in (made, value) if isinstance(each, ast.Call)]
        known = any(
            self.names.role_of_call(each) or self._is_known_call(self.names.called(each.func)) for each in calls
        )
        if known or isinstance(value, ast.Dict) or self.effects.is_plain(value):
            return True
        try:
            self.names.value(value)
        except UnknownError:
            return False
        return True

    def _is_known_call(self, name: str) -> bool:
        """Whether a call gives options, a generator, a scaler, or what a function of the program makes."""
        if name in self.names.classes:
            return self._holds_values(self.names.classes[name])
        known = ("torch.Generator", "torch.amp", "torch.cuda.amp")
        return (
            name in self.names.functions or name.startswith(known) or name.endswith((".parse_args", "ArgumentParser"))
        )

    def _holds_values(self, node: ast.ClassDef) -> bool:
        return all(isinstance(each, ast.Assign | ast.AnnAssign | ast.Expr | ast.Pass) for each in node.body)


def _is_main(test: ast.expr) -> bool:
    return "__name__" in read_names(test)
