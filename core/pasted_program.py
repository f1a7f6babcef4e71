"""A whole pasted program, read line by line into the form (long: one pass, from the text to what it says and lacks).

The text is parsed and looked at; nothing of it is run, and no name of it is ever looked up in this process. What a line
says about the training is put into the form's hyperparameters; what the app does by itself is said to be not needed;
what would change the training but has no place in the form is said to be not understood. The class of the network is
handed on as a text of its own, for the interpreter of networks.

Sections: the records; the text; names and values; templates of our own programs; the network; the reader; the faults.
"""

import ast
import builtins
import difflib
import math
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property, partial, reduce
from typing import Any

from core.batches import POOL
from core.config import TrainConfig, bounds_of, choice_of, label_of, plain, span
from core.data.dataset import PADDING, UNKNOWN, DataSet
from core.data.imdb import VOCABULARY
from core.errors import ConfigError
from core.lessons import DATASETS, LESSONS, Lesson
from core.messages import Message
from core.models.cnn import CNNConfig, side_after
from core.models.lstm import EMBEDDING, HIDDEN, LSTMConfig
from core.plan import Plan
from core.script import networks, pictures, texts
from core.script.lines import Writer
from core.script.program import Happened, posts_config
from core.script.script import text_of

# ---------------------------------------------------------------------------------------------------- the records

MAX_CHARACTERS = 40_000
MAX_NODES = 30_000  # of the parsed program
MAX_DEPTH = 100  # of one piece of code within another
MAX_LOOKS = 200_000  # at pieces of code while values are worked out; names may stand for names many times over
MAX_CLASSES = 50  # of networks of which the whole one is looked for
MAX_FAULTS = 20
MAX_CHECKED = 5  # faults whose repairs are tried before they are offered; the next are when these are mended
MAX_NOTES = 6  # of one line
MAX_ROUNDS = 10  # through a loop to find what its loss comes from
LARGEST = 10**15  # of the whole numbers that are worked out

READ, NOT_NEEDED, NOT_UNDERSTOOD = "read", "not-needed", "not-understood"


@dataclass(frozen=True)
class ReadLine:
    """What became of one line of the program; lines that are empty or a comment have none."""

    number: int  # from 1
    kind: str  # READ: it set something; NOT_NEEDED: the app does it by itself; NOT_UNDERSTOOD: it has no place here
    note: Message


@dataclass(frozen=True)
class Fault:
    """What Python would complain of."""

    line: int  # from 1
    problem: Message
    repair: str | None = None  # the whole program with this mended; None: not known


@dataclass(frozen=True)
class ProgramReading:
    """What a pasted program says."""

    config: TrainConfig  # the given one, with what the program says
    lines: tuple[ReadLine, ...] = ()  # none where Python could not read the program
    source: str = ""  # the network: its classes, and the line that builds it; "": the program has none
    source_lines: tuple[int, ...] = ()  # line i of `source`, from 0, stands in this line of the program, from 1
    lesson_id: str | None = None  # the lesson that the program belongs to; None: none is recognised
    is_lessons_own: bool = False  # whether the network is the one that the given lesson's form makes
    faults: tuple[Fault, ...] = ()


def read_program(source: str, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> ProgramReading:
    """Read a program for a lesson's form, `config` being what the form has now. Never raises, whatever the text is.

    Names without a value are taken to have the lesson's on this data set; the repairs of their faults say so.
    """
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    try:
        tree = _parse(text)
    except _UnreadableError as error:
        return ProgramReading(config, faults=(Fault(error.line, error.problem),))
    try:
        return _Reader(text, tree, lesson, dataset, config).reading()
    except RecursionError:  # functions, classes and names that lead to each other over and over
        return ProgramReading(config, faults=(Fault(1, Message("program-too-deep")),))


# ------------------------------------------------------------------------------------------------------- the text


class _UnreadableError(Exception):
    """The text is no program, or too large a one."""

    def __init__(self, line: int, problem: Message) -> None:
        super().__init__(problem.id)
        self.line, self.problem = line, problem


_SPACES = re.compile("[\u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff]")  # what copying from a web page leaves behind
_MAGIC = re.compile(r"^(\s*)[%!].*$")  # lines of a notebook that are not Python


def _parse(text: str) -> ast.Module:
    if len(text) > MAX_CHARACTERS:
        raise _UnreadableError(1, Message("program-too-long", characters=len(text), most=MAX_CHARACTERS))
    lines = [_MAGIC.sub(r"\1pass", _SPACES.sub(" ", line)) for line in text.split("\n")]
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    try:
        tree = ast.parse("\n".join(line[margin:] for line in lines))
    except SyntaxError as error:
        line = min(max(error.lineno or 1, 1), len(lines))
        raise _UnreadableError(line, Message("program-syntax", says=error.msg)) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise _UnreadableError(1, Message("program-no-python")) from error
    _check_size(tree)
    return tree


def _check_size(tree: ast.Module) -> None:
    ahead: list[tuple[ast.AST, int, int]] = [(tree, 0, 1)]
    count = 0
    while ahead:
        node, depth, line = ahead.pop()
        line = getattr(node, "lineno", line)
        count += 1
        if count > MAX_NODES:
            raise _UnreadableError(1, Message("program-too-much"))
        if depth > MAX_DEPTH:
            raise _UnreadableError(line, Message("program-too-deep"))
        ahead += [(child, depth + 1, line) for child in ast.iter_child_nodes(node)]


def _short(node: ast.AST) -> str:
    """A piece of code in one line, cut where it is long."""
    code = " ".join(ast.unparse(node).split())
    return code if len(code) <= 60 else f"{code[:57]}..."


# ---------------------------------------------------------------------------------------------- names and values

Value = int | float | bool | str | None | tuple["Value", ...]  # not shown
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Scope = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
_Loop = ast.For | ast.AsyncFor | ast.While


class _UnknownError(Exception):
    """A value that cannot be told without running the program."""


_USUAL: Mapping[str, str] = {  # names that are not imported -> what is usually meant
    "torch": "torch",
    "nn": "torch.nn",
    "F": "torch.nn.functional",
    "optim": "torch.optim",
    "torchvision": "torchvision",
    "transforms": "torchvision.transforms",
    "datasets": "torchvision.datasets",
    "Dataset": "torch.utils.data.Dataset",  # not shown
    "DataLoader": "torch.utils.data.DataLoader",
    "TensorDataset": "torch.utils.data.TensorDataset",
    "Variable": "torch.autograd.Variable",  # not shown
    "Field": "torchtext.data.Field",  # not shown
    "LabelField": "torchtext.data.LabelField",
    "BucketIterator": "torchtext.data.BucketIterator",
    "IMDB": "torchtext.datasets.IMDB",
    "np": "numpy",
    "plt": "matplotlib.pyplot",
    "tqdm": "tqdm.tqdm",
    **{name: name for name in ("math", "random", "time", "os")},
}


def _import_of(name: str) -> str:
    """The line that imports one of the usual names."""
    meant = _USUAL[name]
    package, _, last = meant.rpartition(".")
    if name == meant:
        return f"import {name}"
    return (
        f"from {package} import {name}"
        if name == last and name not in {"nn", "optim", "transforms"}
        else (f"import {meant} as {name}")
    )


_SAME: Mapping[str, str] = {  # parts of names that mean the same
    "torchvision.transforms.v2.": "torchvision.transforms.",
    "torchtext.legacy.": "torchtext.",
    "torch.nn.modules.": "torch.nn.",
    "torch.utils.data.dataloader.": "torch.utils.data.",
}
_MOVES = frozenset({"to", "cuda", "cpu", "float", "train", "eval"})  # methods that give back what they are called on
_WRAPPERS = frozenset({"torch.nn.DataParallel", "torch.compile", "torch.jit.script"})
_LISTS = frozenset({"enumerate", "tqdm.tqdm", "tqdm.auto.tqdm", "tqdm.notebook.tqdm", "tqdm.trange", "list", "iter"})


@dataclass(frozen=True, eq=False)
class _Binding:
    """One place that gives a name its value."""

    at: tuple[int, int]  # line and column from which the name has it
    value: ast.expr | None  # None: it cannot be told
    statement: ast.stmt


class _Names:
    """What the names of a program stand for."""

    def __init__(self, tree: ast.Module, dataset: DataSet, values: Mapping[str, str]) -> None:
        """`values`: Python expressions for names that the program gives no value."""
        self.tree, self.dataset, self.values = tree, dataset, values
        self.nodes = list(ast.walk(tree))
        self.parents = {child: parent for parent in self.nodes for child in ast.iter_child_nodes(parent)}
        self.imports: dict[str, str] = {}
        self.bindings: dict[tuple[ast.AST, str], list[_Binding]] = defaultdict(list)
        self.functions: dict[str, _Function] = {}
        self.classes: dict[str, ast.ClassDef] = {}
        self.calls: dict[str, list[ast.Call]] = defaultdict(list)
        self.options: dict[str, ast.Call] = {}  # of the command line: name -> add_argument(...)
        self.trail: list[ast.stmt] = []  # the statements that the last value came from
        self.looks = 0
        for node in self.nodes:
            self._collect(node)
        self.given: dict[str, list[_Binding]] = defaultdict(list)  # the bindings of a name in all scopes
        for (_, name), found in self.bindings.items():
            found.sort(key=lambda binding: binding.at)
            self.given[name] += found
        self.bound = {name for _, name in self.bindings} | self.functions.keys() | self.classes.keys()

    def _collect(self, node: ast.AST) -> None:  # noqa: C901, PLR0912  (a case for each kind of statement)
        match node:
            case ast.Import():
                for each in node.names:
                    self.imports[each.asname or each.name.split(".")[0]] = (
                        each.name if each.asname else each.name.split(".")[0]
                    )
            case ast.ImportFrom():
                for each in node.names:
                    self.imports[each.asname or each.name] = f"{node.module or ''}.{each.name}"
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                if not isinstance(self.parents.get(node), ast.ClassDef):
                    self.functions[node.name] = node
            case ast.ClassDef():
                self.classes[node.name] = node
            case ast.Assign():
                for target in node.targets:
                    self._bind(target, node.value, node)
            case ast.AnnAssign(value=ast.expr()):
                self._bind(node.target, node.value, node)
            case ast.AugAssign() | ast.For() | ast.AsyncFor():
                self._bind(node.target, None, node)
            case ast.Call(func=ast.Name(id=name)):
                self.calls[name].append(node)
            case ast.Call(func=ast.Attribute(attr="add_argument")):
                for option in node.args:
                    if isinstance(option, ast.Constant) and isinstance(option.value, str):
                        self.options[option.value.lstrip("-").replace("-", "_")] = node
            case _:
                pass

    def _bind(self, target: ast.expr, value: ast.expr | None, statement: ast.stmt) -> None:
        if isinstance(target, ast.Name):
            end = target if value is None else statement
            at = (end.end_lineno or end.lineno, end.end_col_offset or 0)
            self.bindings[self.scope(statement), target.id].append(_Binding(at, value, statement))
        elif isinstance(target, ast.Tuple | ast.List):
            for index, each in enumerate(target.elts):
                part = None
                if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
                    part = value.elts[index]
                elif isinstance(value, ast.Call):
                    part = ast.copy_location(ast.Subscript(value, ast.Constant(index), ast.Load()), value)
                self._bind(each, part, statement)

    def scope(self, node: ast.AST) -> _Scope:
        """The function, class or module that a piece of code is in."""
        above = self.parents.get(node, self.tree)
        while not isinstance(above, _Scope):
            above = self.parents[above]
        return above

    def look(self) -> None:
        """Count one look; raises _UnknownError after too many of them."""
        self.looks += 1
        if self.looks > MAX_LOOKS:
            raise _UnknownError

    def called(self, node: ast.AST) -> str:
        """The full name of an expression, as 'torch.optim.SGD'; '' where it is not a name."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        root = self.imports.get(node.id, "")
        if not root:
            root = _USUAL[node.id] if node.id in _USUAL and node.id not in self.bound else node.id
        name = ".".join([root, *reversed(parts)])
        for one, same in _SAME.items():
            name = name.replace(one, same)
        return name

    def find(self, node: ast.Name) -> ast.expr | None:
        """The expression that a name stands for where it is used; None where it cannot be told."""
        self.look()
        scope, inside = self.scope(node), False
        while True:
            found = self.bindings.get((scope, node.id), [])
            earlier = [each for each in found if inside or each.at < (node.lineno, node.col_offset)]
            if earlier:
                self.trail.append(earlier[-1].statement)
                return earlier[-1].value
            if isinstance(scope, _Function):
                given = self._argument(scope, node.id)
                if given is not None:
                    return given
            if isinstance(scope, ast.Module):
                return None
            scope, inside = self.scope(scope), True

    def _argument(self, function: _Function, name: str) -> ast.expr | None:
        """What the first call gives for a parameter, or the parameter's default."""
        given = [*function.args.posonlyargs, *function.args.args]
        names = [each.arg for each in given]
        if name not in names and name not in {each.arg for each in function.args.kwonlyargs}:
            return None
        owner = self.parents.get(function)
        is_method = isinstance(owner, ast.ClassDef)
        if is_method and function.name != "__init__":
            return None
        key = owner.name if isinstance(owner, ast.ClassDef) else function.name
        for call in self.calls.get(key, []):
            for keyword in call.keywords:
                if keyword.arg == name:
                    return keyword.value
            index = names.index(name) - is_method if name in names else -1
            if 0 <= index < len(call.args) and not any(isinstance(each, ast.Starred) for each in call.args):
                return call.args[index]
        defaults = dict(zip(reversed(names), reversed(function.args.defaults), strict=False))
        keyword_only = zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
        return ({each.arg: default for each, default in keyword_only} | defaults).get(name)

    def arguments(self, call: ast.Call, *names: str) -> dict[str, ast.expr]:
        """What a call gives for its parameters, also by ** of a dict that is written out."""
        given = _arguments(call, *names)
        whole = given.get("**")
        try:
            whole = self.find(whole) if isinstance(whole, ast.Name) else whole
        except _UnknownError:
            return given
        if isinstance(whole, ast.Dict):
            for key, value in zip(whole.keys, whole.values, strict=True):
                if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                    return given
                given.setdefault(key.value, value)
            del given["**"]
        return given

    def value(self, node: ast.expr | None, depth: int = 0) -> Value:  # noqa: C901, PLR0911  (a case for each kind of code)
        """Work out a number, a text, or a tuple of them. Raises _UnknownError."""
        self.look()
        if node is None or depth > MAX_DEPTH:
            raise _UnknownError
        deeper = depth + 1
        match node:
            case ast.Constant(value=bool() | int() | float() | str() | None as value):
                return _bounded(value)
            case ast.Tuple() | ast.List():
                return tuple(self.value(each, deeper) for each in node.elts)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() | ast.Not()):
                return _unary(node.op, self.value(node.operand, deeper))
            case ast.BinOp():
                return _arithmetic(node.op, self.value(node.left, deeper), self.value(node.right, deeper))
            case ast.Compare(ops=[op], comparators=[right]):
                return _compared(op, self.value(node.left, deeper), self.value(right, deeper))
            case ast.IfExp():
                return self.value(node.body if self.value(node.test, deeper) else node.orelse, deeper)
            case ast.Name():
                return self._named(node, deeper)
            case ast.Attribute() | ast.Subscript():
                return self._part(node, deeper)
            case ast.Call():
                return self._result(node, deeper)
            case _:
                raise _UnknownError

    def _named(self, node: ast.Name, depth: int) -> Value:
        found = self.find(node)
        if found is None and node.id not in self.bound and node.id.lower() in self.values:
            return self.value(ast.parse(self.values[node.id.lower()], mode="eval").body, depth)
        return self.value(found, depth)

    def _part(self, node: ast.Attribute | ast.Subscript, depth: int) -> Value:
        """args.lr, Config.lr, settings['lr'], sizes[0]."""
        if isinstance(node, ast.Subscript):
            return self._element(node, depth)
        if not isinstance(node.value, ast.Name) or depth > MAX_DEPTH:
            raise _UnknownError
        found = self._attribute(self.classes.get(node.value.id), node.attr)
        if found is None:
            made = self.origin(node.value)
            name = made.func.id if made is not None and isinstance(made.func, ast.Name) else ""
            found = self._attribute(self.classes.get(name), node.attr)
        if found is not None:
            self.trail.append(found.statement)
            return self.value(found.value, depth)
        if node.attr not in self.options:
            raise _UnknownError
        option = self.options[node.attr]
        self.trail.append(self.statement(option))
        given = {each.arg: each.value for each in option.keywords}
        if isinstance(given.get("action"), ast.Constant) and "default" not in given:
            return False  # 'store_true'
        return self.value(given.get("default"), depth)

    def _attribute(self, owner: ast.ClassDef | None, name: str) -> _Binding | None:
        found = self.bindings.get((owner, name), []) if owner is not None else []
        return found[-1] if found else None

    def _element(self, node: ast.Subscript, depth: int) -> Value:
        whole = self.find(node.value) if isinstance(node.value, ast.Name) else node.value
        index = self.value(node.slice, depth)
        if isinstance(whole, ast.Dict):
            for key, value in zip(whole.keys, whole.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == index:
                    return self.value(value, depth)
        if isinstance(whole, ast.Tuple | ast.List) and isinstance(index, int):
            values = self.value(whole, depth)
            if isinstance(values, tuple) and -len(values) <= index < len(values):
                return values[index]
        raise _UnknownError

    def _result(self, node: ast.Call, depth: int) -> Value:
        """len(...) of what the app knows, int(...), float(...)."""
        match node:
            case ast.Call(func=ast.Name(id="len"), args=[ast.Attribute(attr="vocab") | ast.Name(id="vocab")]):
                return self.words
            case ast.Call(func=ast.Name(id="len"), args=[ast.Subscript(slice=ast.Constant(value="words"))]):
                return self.words
            case ast.Call(func=ast.Name(id="len"), args=[part]):
                values = self.value(part, depth)
                if isinstance(values, tuple):
                    return len(values)
            case ast.Call(func=ast.Name(id="int" | "float" as kind), args=[part]):
                number = self.value(part, depth)
                if isinstance(number, int | float):
                    return int(number) if kind == "int" else float(number)
            case _:
                pass
        raise _UnknownError

    @property
    def words(self) -> int:
        """How many words the vocabulary has: the data set's, or as many as lesson 002b's post has."""
        return len(self.dataset.vocabulary.words) if self.dataset.vocabulary else VOCABULARY + 2

    def statement(self, node: ast.AST) -> ast.stmt:
        """The statement that a piece of code is in."""
        while not isinstance(node, ast.stmt):
            node = self.parents[node]
        return node

    def unwrapped(self, node: ast.expr | None) -> ast.expr | None:
        """An expression without .to(device) and the like around it."""
        while isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in _MOVES:
                node = node.func.value
            elif self.called(node.func) in _WRAPPERS and node.args:
                node = node.args[0]
            else:
                break
        return node

    def listed(self, node: ast.expr) -> ast.expr:
        """What a loop goes over, without enumerate(...) and tqdm(...) around it."""
        while isinstance(node, ast.Call) and self.called(node.func) in _LISTS - {"tqdm.trange"} and node.args:
            node = node.args[0]
        return node

    def origin(self, node: ast.expr | None, depth: int = 0) -> ast.Call | None:
        """The call that made what an expression stands for, through names, moves and functions that return it."""
        try:
            node = self.unwrapped(node)
            while isinstance(node, ast.Name) and depth < MAX_DEPTH:
                node, depth = self.unwrapped(self.find(node)), depth + 1
        except _UnknownError:
            return None
        index = None
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            index, node = node.slice.value, node.value
        if not isinstance(node, ast.Call):
            return None
        returned = self._returned(node, index)
        return node if returned is None or depth >= MAX_DEPTH else self.origin(returned, depth + 1)

    def _returned(self, call: ast.Call, index: object) -> ast.expr | None:
        """What a function of the program gives back: the one expression, or its part with this index."""
        function = self.functions.get(call.func.id) if isinstance(call.func, ast.Name) else None
        if function is None:
            return None
        returned = [each.value for each in _flat(function.body) if isinstance(each, ast.Return)]
        whole = returned[0] if len(returned) == 1 else None
        if isinstance(index, int) and isinstance(whole, ast.Tuple) and 0 <= index < len(whole.elts):
            return whole.elts[index]
        return whole

    def is_network(self, name: str, depth: int = 0) -> bool:
        """Whether a class of the program is an nn.Module."""
        if name not in self.classes or depth > MAX_DEPTH:
            return False
        bases = [self.called(base) for base in self.classes[name].bases]
        return any(
            base in {"torch.nn.Module", "torch.nn.Sequential"} or self.is_network(base, depth + 1) for base in bases
        )

    def is_data(self, name: str) -> bool:
        """Whether a class of the program is a Dataset."""
        return name in self.classes and any(
            self.called(base) in {"torch.utils.data.Dataset", "torch.utils.data.IterableDataset"}
            for base in self.classes[name].bases
        )

    def role(self, node: ast.expr | None) -> str:
        """What an expression is in the training: 'network', 'optimizer', 'criterion', 'schedule', 'loader'; '' else."""
        made = self.origin(node)
        if made is not None:
            return self.role_of_call(made)
        return _USUAL_ROLES.get(node.id, "") if isinstance(node, ast.Name) and self._is_parameter(node) else ""

    def _is_parameter(self, node: ast.Name) -> bool:
        scope = self.scope(node)
        return isinstance(scope, _Function) and any(each.arg == node.id for each in scope.args.args)

    def role_of_call(self, call: ast.Call) -> str:
        """The same of a call."""
        name = self.called(call.func)
        if name.startswith("torch.optim.lr_scheduler."):
            return "schedule"
        if name.startswith("torch.optim."):
            return "optimizer"
        if name.startswith("torch.nn.") and name.endswith("Loss"):  # not shown
            return "criterion"
        if name == "torch.nn.Sequential" or self.is_network(name) or name.startswith("torchvision.models."):
            return "network"
        return "loader" if name in _LOADERS else ""


_USUAL_ROLES: Mapping[str, str] = {  # of parameters of functions that nothing calls
    **dict.fromkeys(("model", "net", "network"), "network"),
    **dict.fromkeys(("optimizer", "optim", "opt"), "optimizer"),
    **dict.fromkeys(("criterion", "loss_fn", "loss_func"), "criterion"),
    **dict.fromkeys(("scheduler", "lr_scheduler"), "schedule"),
}
_LOADERS = frozenset(
    {
        "torch.utils.data.DataLoader",
        "torchtext.data.BucketIterator.splits",
        "torchtext.data.Iterator.splits",
        "torchtext.data.BucketIterator",
        "torchtext.data.Iterator",
    }
)


def _bounded(value: Value) -> Value:
    if isinstance(value, int) and abs(value) > LARGEST:
        raise _UnknownError
    if isinstance(value, float | complex) and not (isinstance(value, float) and math.isfinite(value)):
        raise _UnknownError
    return value


def _unary(op: ast.unaryop, value: Value) -> Value:
    if isinstance(op, ast.Not):
        return not value
    if not isinstance(value, int | float):
        raise _UnknownError
    return -value if isinstance(op, ast.USub) else +value


_NUMBERS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.FloorDiv: lambda a, b: a // b,
    ast.Mod: lambda a, b: a % b,
}


def _arithmetic(op: ast.operator, left: Value, right: Value) -> Value:
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        raise _UnknownError
    try:
        if isinstance(op, ast.Pow):
            if abs(right) > 64:
                raise _UnknownError
            return _bounded(left**right)
        if type(op) in _NUMBERS:
            return _bounded(_NUMBERS[type(op)](left, right))
    except ArithmeticError as error:
        raise _UnknownError from error
    raise _UnknownError


def _compared(op: ast.cmpop, left: Value, right: Value) -> Value:
    if isinstance(op, ast.Eq | ast.Is):
        return left == right
    if isinstance(op, ast.NotEq | ast.IsNot):
        return left != right
    raise _UnknownError


def _arguments(call: ast.Call, *names: str) -> dict[str, ast.expr]:
    """Parameter -> what a call gives for it; '*' and '**' where it hands on whole lists of arguments."""
    given: dict[str, ast.expr] = {}
    for name, value in zip(names, call.args, strict=False):
        given["*" if isinstance(value, ast.Starred) else name] = value
    for index, value in enumerate(call.args[len(names) :]):
        given[f"*{index}"] = value
    return given | {each.arg or "**": each.value for each in call.keywords}


# ------------------------------------------------------------------------------- templates of our own programs


class _Hole(str):
    """A place in a template that any expression fits."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _fits(pattern: object, code: object, holes: dict[str, ast.expr]) -> bool:
    """Whether code is a template, and what stands in its holes (names and texts that begin with hole_)."""
    if isinstance(pattern, ast.Name) and pattern.id.startswith("hole_") and isinstance(code, ast.expr):
        holes[pattern.id.removeprefix("hole_")] = code
        return True
    if isinstance(pattern, ast.AST) and type(pattern) is type(code):
        if isinstance(pattern, ast.Constant) and isinstance(code, ast.Constant):
            return str(pattern.value).startswith("hole_") or repr(pattern.value) == repr(code.value)
        names = [name for name in pattern._fields if name not in {"ctx", "type_comment", "kind"}]
        return all(_fits(getattr(pattern, name, None), getattr(code, name, None), holes) for name in names)
    if isinstance(pattern, list) and isinstance(code, list):
        return len(pattern) == len(code) and all(map(lambda p, c: _fits(p, c, holes), pattern, code))
    return not isinstance(pattern, ast.AST) and pattern == code


@cache
def _augment() -> ast.stmt:
    holes = {name: _Hole(f"hole_{name}") for name in ("rotation", "shift", "mirror", "outside")}
    return ast.parse(pictures.AUGMENT.format(**holes)).body[0]


@cache
def _readers() -> tuple[tuple[str, ast.stmt], ...]:
    """What the function `read` of lesson 002b's programs keeps of long texts, and the function."""
    cuts = {"": "", "end": "[-hole_most:]", "beginning": "[:hole_most]"}
    return tuple(
        (keep, ast.parse(texts.READ.format(file="", cut=cut, padding=PADDING)).body[2]) for keep, cut in cuts.items()
    )


@cache
def _collate() -> ast.stmt:
    return ast.parse(texts.READ.format(file="", cut="", padding=PADDING)).body[3]


@cache
def _like_length() -> ast.stmt:
    return ast.parse(texts.LIKE_LENGTHS.format(pool=POOL)).body[0]


@cache
def _hide() -> list[ast.stmt]:
    return ast.parse(texts.HIDE.format(share=_Hole("hole_share"), unknown=UNKNOWN, padding=PADDING)).body


# ---------------------------------------------------------------------------------------------------- the network

_LAYERS: Mapping[str, tuple[str, ...]] = {  # the parameters that come first
    "torch.nn.Linear": ("in_features", "out_features"),
    "torch.nn.Conv2d": ("in_channels", "out_channels", "kernel_size"),
    "torch.nn.MaxPool2d": ("kernel_size", "stride"),
    "torch.nn.Embedding": ("num_embeddings", "embedding_dim"),
    "torch.nn.LSTM": ("input_size", "hidden_size"),
}
_EQUAL: Mapping[str, str] = {"torch.relu": "torch.nn.functional.relu"}


class _Normal:
    """Classes in a form that is equal for networks that differ only in names, comments and how numbers are written."""

    def __init__(self, names: _Names) -> None:
        self.names = names
        self.renamed: dict[str, str] = {}
        self.local: frozenset[str] = frozenset()
        self.me = ""  # what the method calls `self`

    def of(self, code: object) -> object:  # noqa: PLR0911  (a case for each kind of code)
        """A normal copy of a piece of code; the code itself stays as it is."""
        if isinstance(code, list):
            return [self.of(each) for each in code if not (isinstance(each, ast.stmt) and _is_text(each))]
        if not isinstance(code, ast.AST):
            return code
        match code:
            case ast.ClassDef():
                return self._class(code)
            case ast.FunctionDef():
                return self._method(code)
            case ast.Call():
                return self._call(code)
            case ast.Attribute():
                return self._attribute(code)
            case ast.Name():
                if code.id in self.local or code.id in self.names.classes:
                    return ast.Name(self._new(code.id), ast.Load())
                return self._number(code) or ast.Name(self.names.called(code), ast.Load())
            case ast.BinOp() if not self.local & {each.id for each in ast.walk(code) if isinstance(each, ast.Name)}:
                number = self._number(code)
                return number or self._copy(code)
            case _:
                return self._copy(code)

    def _expr(self, code: ast.expr) -> ast.expr:
        made = self.of(code)
        assert isinstance(made, ast.expr)
        return made

    def _copy(self, code: ast.AST) -> ast.AST:
        return type(code)(**{name: self.of(value) for name, value in ast.iter_fields(code) if name != "type_comment"})

    def _new(self, name: str) -> str:
        """The name by the order in which it first comes."""
        return name if name in {"__init__", "forward"} else self.renamed.setdefault(name, f"n{len(self.renamed)}")

    def _class(self, node: ast.ClassDef) -> ast.AST:
        name = self._new(node.name)
        bases = [self._expr(base) for base in node.bases]
        return _copied(node, name=name, bases=bases, keywords=[], body=self.of(node.body), decorator_list=[])

    def _method(self, node: ast.FunctionDef) -> ast.AST:
        used = {each.id for part in node.body for each in ast.walk(part) if isinstance(each, ast.Name)}
        given = [each.arg for each in node.args.args] or [""]
        bound = {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
        builds = node.name == "__init__"  # what it is given is put in, so that nothing is left to give
        kept = given[:1] if builds else [name for name in given if name in used or name == given[0]]
        self.local = frozenset({*given[: 1 if builds else None], *bound})
        self.me = given[0]
        arguments = ast.arguments([], [ast.arg(self._new(name)) for name in kept], None, [], [], None, [])
        name = node.name if node.name in {"__init__", "forward"} else self._new(f".{node.name}")
        body = self.of(node.body)
        assert isinstance(body, list)
        return _copied(node, name=name, args=arguments, body=_joined(body), decorator_list=[], returns=None)

    def _call(self, node: ast.Call) -> ast.AST:
        name = self.names.called(node.func)
        if name == "super":
            return ast.Call(ast.Name("super", ast.Load()), [], [])
        first = [*node.args]
        keywords = {each.arg or "**": each.value for each in node.keywords}
        if name in _LAYERS and len(first) < len(_LAYERS[name]):
            for parameter in _LAYERS[name][len(first) :]:
                if parameter not in keywords:
                    break
                first.append(keywords.pop(parameter))
        rest = [ast.keyword(key, self._expr(value)) for key, value in sorted(keywords.items(), key=lambda one: one[0])]
        return ast.Call(self._expr(node.func), [self._expr(each) for each in first], rest)

    def _attribute(self, node: ast.Attribute) -> ast.AST:
        name = self.names.called(node)
        if name.startswith("torch"):
            return ast.Name(_EQUAL.get(name, name), ast.Load())
        own = isinstance(node.value, ast.Name) and node.value.id == self.me and node.attr != "training"
        attribute = self._new(f".{node.attr}") if own else node.attr
        return ast.Attribute(self._expr(node.value), attribute, ast.Load())

    def _number(self, node: ast.expr) -> ast.expr | None:
        try:
            value = self.names.value(node)
        except _UnknownError:
            return None
        return ast.Constant(value) if isinstance(value, int | float) else None


def _copied(node: ast.AST, **changed: object) -> ast.AST:
    return type(node)(**{name: changed.get(name, value) for name, value in ast.iter_fields(node)})


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


class _Put(ast.NodeTransformer):
    """Puts an expression in the place of a name."""

    def __init__(self, name: str, value: ast.expr) -> None:
        self.name, self.value = name, value

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """The expression for the name."""
        return self.value if node.id == self.name else node


def _joined(body: list[ast.stmt]) -> list[ast.stmt]:
    """Statements with those put into one that hand a single value on: `x = f(x)`, `x = g(x)` is `x = g(f(x))`."""
    made: list[ast.stmt] = []
    for each in body:
        match (made[-1] if made else None), each:
            case ast.Assign(targets=[ast.Name(id=name)], value=before), ast.Assign() | ast.Return():
                value = each.value
                uses = [one for one in ast.walk(value) if isinstance(one, ast.Name) and one.id == name] if value else []
                ends = isinstance(each, ast.Return) or ast.unparse(each.targets[0]) == name
                if len(uses) == 1 and ends:
                    assert value is not None
                    made[-1] = _with_value(each, _Put(name, before).visit(value))
                    continue
            case _:
                pass
        made.append(each)
    return made


def _with_value(statement: ast.Assign | ast.Return, value: ast.expr) -> ast.stmt:
    return ast.Return(value) if isinstance(statement, ast.Return) else ast.Assign(statement.targets, value)


def _normal_form(names: _Names, classes: Iterable[ast.ClassDef]) -> str:
    """What is equal for networks that differ in nothing that counts. The class of the whole network comes first."""
    normal = _Normal(names)
    return "\n".join(ast.dump(made) for each in classes if isinstance(made := normal.of(each), ast.AST))


def _classes_of(names: _Names, first: str) -> list[ast.ClassDef]:
    """The class of this name, and the program's classes that it needs."""
    found: dict[str, ast.ClassDef] = {}
    ahead = [first]
    while ahead:
        name = ahead.pop(0)
        if name in names.classes and name not in found:
            found[name] = names.classes[name]
            ahead += [each.id for each in ast.walk(found[name]) if isinstance(each, ast.Name)]
    return list(found.values())


_BEFORE = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"  # not shown


def _forms_network(code: str, dataset: DataSet) -> str:
    """The normal form of one of our own networks: its code ends with the line that builds it."""
    names = _Names(ast.parse(_BEFORE + code), dataset, {})
    built = names.tree.body[-1]
    assert isinstance(built, ast.Assign)
    call = built.value
    assert isinstance(call, ast.Call)
    return _normal_form(names, _classes_of(names, names.called(call.func)))


@dataclass(frozen=True)
class _Own:
    """A network that a lesson's form makes."""

    lessons: tuple[str, ...]
    settings: Mapping[str, Value] = field(default_factory=dict)  # the hyperparameters that make it
    here: bool = True  # whether it fits the data set that the form has now
    whole: bool = True  # False: only the flattening is missing, as in lesson 001's post


def _recognised(names: _Names, first: str, dataset: DataSet) -> _Own | None:
    """Which form makes the network whose class has this name."""
    classes = _classes_of(names, first)
    form = _normal_form(names, classes)
    for code, lessons in (
        (f"{networks.SIMPLE_NET}\nnet = SimpleNet()", ("000",)),
        (f"{networks.CIFAR_NET}\nnet = Net()", ("002a", "003")),
        (f"{networks.LENET}\nnet = Net()", ("004",)),
    ):
        if form == _forms_network(code, dataset):
            return _Own(lessons)
    for padding in bounds_of(LSTMConfig, "padding").choices:
        for read in bounds_of(LSTMConfig, "reading").choices:
            config = LSTMConfig(padding=padding, reading=read)
            program = texts.TextProgram(LESSONS["002b"], dataset, config, Happened())
            code = text_of(line for line in program.network() if line.kind != "missing")
            if form == _forms_network(f"words = len(TEXT.vocab)\n{code}", dataset):
                return _Own(("002b",), {"padding": padding, "reading": read})
    return _recognised_cnn(names, classes, form, dataset)


def _recognised_cnn(names: _Names, classes: list[ast.ClassDef], form: str, dataset: DataSet) -> _Own | None:
    """Lesson 001's network, whose sizes are read off its layers."""
    layers: dict[str, list[list[Value]]] = defaultdict(list)
    flattens = False
    for node in ast.walk(classes[0]):
        if isinstance(node, ast.Call):
            name = names.called(node.func)
            flattens = flattens or name == "torch.flatten"
            try:
                layers[name].append([names.value(each) for each in node.args])
            except _UnknownError:
                continue
    convolutions, linear = layers["torch.nn.Conv2d"], layers["torch.nn.Linear"]
    if not convolutions or not linear or any(len(each) < 3 for each in convolutions) or len(linear[-1]) != 2:
        return None
    hidden = [each[-1] for each in linear[:-1]]
    pooling = {"torch.nn.MaxPool2d": "max", "torch.nn.AvgPool2d": "average"}
    dropouts = [each[0] for name in layers if name.endswith("Dropout") for each in layers[name] if each]  # not shown
    dropped = dropouts[0] if dropouts else 0.0
    settings: dict[str, Value] = {
        "channels": convolutions[0][1],
        "kernel_size": convolutions[0][2],
        "blocks": len(convolutions),
        "pooling": next((pooling[name] for name in pooling if layers[name]), "none"),
        "flatten": "yes",
        "hidden": hidden[0] if hidden else 0,
        "hidden_2": hidden[1] if len(hidden) > 1 else 0,
        "dropout": dropped,
    }
    try:
        config = CNNConfig(**settings)  # type: ignore[arg-type]
    except ConfigError:
        return None
    depth, outputs = convolutions[0][0], linear[-1][1]
    if not isinstance(depth, int) or not isinstance(outputs, int) or not 0 < outputs <= 10_000:
        return None
    here = (dataset.input_shape, len(dataset.classes))
    for shape, count in (here, ((depth, 28, 28), outputs), ((depth, 32, 32), outputs)):
        if len(shape) != 3:
            continue
        made = replace(config, flatten="yes" if flattens else "no")
        code = text_of(networks.cnn(Writer(made, made), made, shape, count))
        if form == _forms_network(f"{code}\nnet = CNN()", dataset):
            return _Own(("001",), settings, (shape, count) == here, flattens)
    return None


# ------------------------------------------------------------------------------------------------------ the reader

_OPTIMIZERS: Mapping[str, Mapping[str, Value]] = {  # PyTorch's parameters in their order, with their defaults
    "SGD": {"params": None, "lr": 1e-3, "momentum": 0, "dampening": 0, "weight_decay": 0, "nesterov": False},
    "Adam": {"params": None, "lr": 1e-3, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0, "amsgrad": False},
    "AdamW": {"params": None, "lr": 1e-3, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.01, "amsgrad": False},
    "RMSprop": {
        "params": None,
        "lr": 0.01,
        "alpha": 0.99,
        "eps": 1e-8,
        "weight_decay": 0,
        "momentum": 0,
        "centered": False,
    },
}
_SPEED = frozenset({"fused", "foreach", "capturable", "num_workers", "pin_memory", "persistent_workers", "generator"})
_SPEED_ONLY = _SPEED | {"prefetch_factor", "collate_fn", "worker_init_fn", "timeout", "device", "verbose", "last_epoch"}
_LOSSES: Mapping[str, str] = {
    "torch.nn.CrossEntropyLoss": "CrossEntropy",
    "torch.nn.functional.cross_entropy": "CrossEntropy",
    "torch.nn.MSELoss": "MSE",
    "torch.nn.functional.mse_loss": "MSE",
    "torch.nn.BCEWithLogitsLoss": "BCEWithLogits",
    "torch.nn.functional.binary_cross_entropy_with_logits": "BCEWithLogits",
    "torch.nn.NLLLoss": "NLL",
    "torch.nn.functional.nll_loss": "NLL",
}
_PUBLISHED: Mapping[str, tuple[str, int, int]] = {  # id of the data set, its pixels, its training examples
    "torchvision.datasets.MNIST": ("mnist", 28, 60_000),
    "torchvision.datasets.CIFAR10": ("cifar10", 32, 50_000),
    "torchtext.datasets.IMDB.splits": ("imdb", 0, 17_500),
    "torchtext.datasets.IMDB": ("imdb", 0, 17_500),
}
_MEASURED: tuple[tuple[tuple[float, ...], tuple[float, ...]], ...] = (  # mean and deviation of MNIST and CIFAR-10
    ((0.1307,), (0.3081,)),
    ((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)),
)
_PACKAGES = sys.stdlib_module_names | {
    *("torch", "torchvision", "torchtext", "torchsummary", "torchinfo", "numpy", "pandas", "matplotlib", "seaborn"),
    *("PIL", "sklearn", "scipy", "tqdm", "cv2", "IPython", "spacy", "tensorboard", "tensorboardX", "__future__"),
}
# Methods and functions that hand a mini-batch, the outputs or the loss on, and change nothing of the training.
_PLAIN_METHODS = frozenset(
    {"to", "cuda", "cpu", "float", "long", "int", "type", "squeeze", "unsqueeze", "view", "reshape", "flatten", "size"}
    | {"type_as", "contiguous", "scale", "parameters", "requires_grad_", "next"}
)
_PLAIN_CALLS = frozenset(
    {"torch.nn.functional.one_hot", "torch.autograd.Variable", "torch.flatten", "torch.squeeze", "next", "iter", "len"}
)
_HARMLESS = frozenset(
    {"train", "eval", "to", "cuda", "cpu", "zero_grad", "parameters", "state_dict", "named_parameters", "backward"}
    | {"update", "unscale_", "modules", "children", "named_children", "share_memory", "append", "item", "forward"}
    | {"get_last_lr", "get_lr", "numel", "named_buffers", "half", "summary"}
)
_FLATTENS = frozenset({"view", "reshape", "flatten"})


class _Training:
    """Where a program trains: which loop goes over epochs, and which over mini-batches."""

    def __init__(self, names: _Names) -> None:
        self.names = names
        self.functions = self._functions()  # that train, by themselves or through others
        self.loops = dict.fromkeys(node for node in names.nodes if isinstance(node, _Loop) and self.trains(node))
        inner = [loop for loop in self.loops if not any(map(self._holds_loop, ast.iter_child_nodes(loop)))]
        self.batches = dict.fromkeys(loop for loop in inner if not self._counts(loop) or self._is_within_another(loop))
        self.epochs = dict.fromkeys(loop for loop in self.loops if loop not in self.batches)
        single = [
            each for name, each in names.functions.items() if name in self.functions and not self._holds_loop(each)
        ]
        self.places: list[ast.AST] = [*self.batches, *single]  # the code that is run for each mini-batch
        if not self.batches and self.epochs:
            self.places += [loop for loop in inner if loop in self.epochs]
        self.inside = {part for place in self.places for part in ast.walk(place)}

    def _functions(self) -> frozenset[str]:
        calls: dict[str, set[str]] = {}  # function -> what it calls
        found: set[str] = set()
        for name, function in self.names.functions.items():
            made = [each.func for each in ast.walk(function) if isinstance(each, ast.Call)]
            calls[name] = {each.id for each in made if isinstance(each, ast.Name)}
            if any(_attribute_of(each) == "backward" for each in made):
                found.add(name)
        before = -1
        while before != len(found):
            before = len(found)
            found |= {name for name, called in calls.items() if called & found}
        return frozenset(found)

    def trains(self, node: ast.AST) -> bool:
        """Whether a piece of code goes backward, itself or in a function that it calls."""
        return any(
            isinstance(each, ast.Call)
            and (
                (isinstance(each.func, ast.Attribute) and each.func.attr == "backward")
                or (isinstance(each.func, ast.Name) and each.func.id in self.functions)
            )
            for each in ast.walk(node)
        )

    def _holds_loop(self, node: ast.AST, seen: frozenset[str] = frozenset()) -> bool:
        """Whether there is a loop that trains in the code, or in a function that it calls."""
        for each in ast.walk(node):
            if isinstance(each, _Loop) and self.trains(each):
                return True
            if isinstance(each, ast.Call) and isinstance(each.func, ast.Name):
                name = each.func.id
                fresh = name in self.functions and name not in seen and len(seen) < 20
                if fresh and self._holds_loop(self.names.functions[name], seen | {name}):
                    return True
        return False

    def _counts(self, loop: _Loop) -> bool:
        """Whether a loop goes over numbers, not over mini-batches."""
        if isinstance(loop, ast.While):
            return True
        over = self.names.listed(loop.iter)
        return isinstance(over, ast.Call) and self.names.called(over.func) in {"range", "tqdm.trange"}

    def _is_within_another(self, node: ast.AST) -> bool:
        """Whether a loop stands in another one, also through calls of the function that it is in."""
        seen: set[ast.AST] = set()
        ahead = [node]
        while ahead:
            above = self.names.parents.get(ahead.pop())
            if isinstance(above, _Loop):
                return True
            if above is None or above in seen:
                continue
            seen.add(above)
            ahead += [above] if not isinstance(above, _Function) else self.names.calls.get(above.name, [])
        return False

    @property
    def is_there(self) -> bool:
        """Whether the program trains over and over, not one step by hand."""
        return bool(self.loops)


def _flat(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements with those within their blocks, in the order in which they stand."""
    for each in body:
        yield each
        if not isinstance(each, _Function | ast.ClassDef):
            yield from _flat(_blocks(each))


def _blocks(statement: ast.stmt) -> list[ast.stmt]:
    inner: list[ast.stmt] = []
    for name in ("body", "orelse", "finalbody"):
        inner += getattr(statement, name, [])
    for handler in getattr(statement, "handlers", []):
        inner += handler.body
    for case in getattr(statement, "cases", []):
        inner += case.body
    return inner


def _read_names(node: ast.AST | None) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} if node is not None else set()


def _bound_names(statement: ast.stmt) -> set[str]:
    targets: list[ast.expr] = []
    match statement:
        case ast.Assign():
            targets = statement.targets
        case ast.AugAssign() | ast.AnnAssign() | ast.For() | ast.AsyncFor():
            targets = [statement.target]
        case ast.With() | ast.AsyncWith():
            targets = [each.optional_vars for each in statement.items if each.optional_vars is not None]
        case _:
            pass
    return {
        each.id
        for target in targets
        for each in ast.walk(target)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }


def _attribute_of(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else ""


def _steering(node: ast.AST) -> Iterator[ast.Call]:
    """The calls of .backward() and .step() in a piece of code."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and _attribute_of(each.func) in {"backward", "step"}:
            yield each


def _root(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node


class _Reader:
    """One reading of one program."""

    def __init__(self, text: str, tree: ast.Module, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> None:
        self.text, self.lesson, self.dataset, self.config = text, lesson, dataset, config
        self.lines = text.split("\n")
        self.names = _Names(tree, dataset, lesson_values(lesson, dataset))
        self.training = _Training(self.names)
        self.notes: dict[int, list[tuple[str, Message]]] = defaultdict(list)
        self.data_id = ""  # of the published data set that the program reads
        self.normalized = False
        self.conditional = 0  # conditions around the present statement that cannot be told
        self.slice, self.wanted = self._slice()
        self.in_use = self._in_use()
        self.loader, self.data, self.transform = self._training_data()
        self.network, self.variable = self._network()
        self.own = self._own()
        self.flattened: tuple[int, str] | None = None  # line and code that flattens the mini-batches

    def reading(self) -> ProgramReading:
        """All of it."""
        self._begin()
        self._walk(self.names.tree.body)
        self._statistics()
        self._without_normalization()
        source, source_lines = self._source()
        return ProgramReading(
            config=self.config,
            lines=tuple(self._read_lines()),
            source=source,
            source_lines=source_lines,
            lesson_id=self._lesson_id(),
            is_lessons_own=self._is_lessons_own,
            faults=tuple(faults_of(self.text, self.names)),
        )

    # -- what the training depends on

    def _slice(self) -> tuple[set[ast.stmt], set[str]]:
        """The statements of the training loops that the loss comes from, and the names that they need from outside."""
        chosen: set[ast.stmt] = set()
        wanted: set[str] = set()
        for place in self.training.places:
            statements = list(_flat(_blocks(place) if isinstance(place, ast.stmt) else []))
            steered = [call for each in statements if not _blocks(each) for call in _steering(each)]
            needed = set[str]().union(*map(_read_names, steered))
            backward = [call for call in steered if _attribute_of(call.func) == "backward"]
            losses = set[str]().union(*map(_read_names, backward))
            last = max((call.lineno for call in backward), default=0)
            for _ in range(MAX_ROUNDS):
                for each in reversed(statements):
                    bound = _bound_names(each) & needed
                    only_shown = each.lineno > last and bound <= losses  # `loss = loss.item()` after the backward pass
                    if bound and not only_shown and not _blocks(each):
                        chosen.add(each)
                        needed |= _read_names(each)
            inside = set[str]().union(
                *map(_bound_names, [*statements, *([place] if isinstance(place, ast.For) else [])])
            )
            wanted |= needed - inside
        for loop in self.training.epochs:
            wanted |= _read_names(
                loop.iter if isinstance(loop, ast.For | ast.AsyncFor) else getattr(loop, "test", None)
            )
        return chosen, self._closure(wanted)

    def _closure(self, wanted: set[str]) -> set[str]:
        """The names, and those that they are made of; data come from the app, so what makes them is not among them."""
        found: set[str] = set()
        ahead = set(wanted)
        while ahead:
            name = ahead.pop()
            if name in found:
                continue
            found.add(name)
            for each in self.names.given.get(name, []):
                if each.statement not in self.training.inside and each.value is not None:
                    made = self.names.origin(each.value)
                    if made is None or self.names.role_of_call(made) != "loader":
                        ahead |= _read_names(each.value)
        return found

    def _in_use(self) -> dict[str, list[ast.Call]]:
        """The optimizers, criteria, networks and loaders that the training loops call."""
        found: dict[str, list[ast.Call]] = defaultdict(list)

        def add(call: ast.Call | None) -> None:
            role = self.names.role_of_call(call) if call is not None else ""
            if call is not None and role and call not in found[role]:
                found[role].append(call)

        for place in self.training.places:
            if isinstance(place, ast.For | ast.AsyncFor):
                add(self.names.origin(self.names.listed(place.iter)))
            for node in ast.walk(place):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                    add(self.names.origin(node))
        return found

    def _is_unused(self, call: ast.Call, role: str) -> bool:
        return bool(self.in_use.get(role)) and call not in self.in_use[role]

    def _training_data(self) -> tuple[ast.Call | None, ast.Call | None, ast.Call | None]:
        """The loader of the training, its data set, and what is done to its pictures."""
        calls = [node for node in self.names.nodes if isinstance(node, ast.Call)]
        loader = next(iter(self.in_use.get("loader", [])), None)
        if loader is None:
            loaders = [each for each in calls if self.names.called(each.func) in _LOADERS]
            loader = next((each for each in loaders if not self._is_for_test(each)), None)
        data = self._data_of(loader) if loader is not None else None
        if data is None:
            published = [each for each in calls if self.names.called(each.func).startswith("torchvision.datasets.")]
            data = next((each for each in published if not self._is_for_test(each)), None)
        transform = None
        if data is not None:
            given = _arguments(data, "root", "train", "transform")
            transform = self.names.origin(given.get("transform"))
        return loader, data, transform

    def _data_of(self, loader: ast.Call) -> ast.Call | None:
        given = next(iter(_arguments(loader, "dataset").values()), None)
        made = self.names.origin(given)
        while made is not None and self.names.called(made.func).startswith("torch.utils.data."):
            made = self.names.origin(made.args[0]) if made.args else None
        return made

    def _is_for_test(self, call: ast.Call) -> bool:
        """Whether a loader or a data set is there for testing."""
        given = _arguments(call, "root", "train")
        part = given.get("train")
        if isinstance(part, ast.Constant) and self.names.called(call.func).startswith("torchvision.datasets."):
            return part.value is False
        if self.names.called(call.func) in _LOADERS:
            data = self._data_of(call)
            if data is not None and data is not call and self._is_for_test(data):
                return True
        bound = " ".join(_bound_names(self.names.statement(call))).lower()
        return bool(re.search("test|val", bound)) and "train" not in bound

    # -- notes

    def _note(self, node: ast.AST, kind: str, message: Message, *, head: bool = False) -> None:
        """Say something of the lines that a piece of code stands in; `head`: not of the block below it."""
        first = node.lineno  # type: ignore[attr-defined]
        last = getattr(node, "end_lineno", first) or first
        block = _blocks(node) if isinstance(node, ast.stmt) else []
        if head and block:
            last = max(first, min(each.lineno for each in block) - 1)
        if isinstance(node, _Function | ast.ClassDef) and node.decorator_list:
            first = min(first, *(each.lineno for each in node.decorator_list))
        for number in range(first, last + 1):
            if (kind, message) not in self.notes[number]:
                self.notes[number].append((kind, message))

    def _fill(self, statement: ast.stmt) -> None:
        """Give the lines of a statement of which nothing was said what was said of its others."""
        first, last = statement.lineno, statement.end_lineno or statement.lineno
        said = [note for number in range(first, last + 1) for note in self.notes.get(number, [])]
        for number in range(first, last + 1):
            if said and not self.notes.get(number):
                self.notes[number].append(next((note for note in said if note[0] == READ), said[0]))

    def _read_lines(self) -> Iterator[ReadLine]:
        for number, line in enumerate(self.lines, 1):
            if not line.strip() or line.strip().startswith("#"):
                continue
            notes = self.notes.get(number) or [(NOT_NEEDED, Message("program-why-python"))]
            kind = next(kind for kind in (NOT_UNDERSTOOD, READ, NOT_NEEDED) if any(each == kind for each, _ in notes))
            said = [message for each, message in notes if each == kind][:MAX_NOTES]
            yield ReadLine(
                number, kind, reduce(lambda one, more: Message("program-more", before=one, another=more), said)
            )

    def _not_needed(self, node: ast.AST, why: str) -> None:
        self._note(node, NOT_NEEDED, Message(f"program-why-{why}"), head=True)

    # -- values for the form

    def _take(self, name: str, value: ast.expr | None, node: ast.AST, scale: float = 1) -> Value:
        """Give a hyperparameter the value of an expression; return it, None where it cannot be had."""
        self.names.trail = []
        try:
            known = self.names.value(value)
        except _UnknownError:
            code = _short(value) if value is not None else ""
            self._note(node, NOT_UNDERSTOOD, Message("program-no-value", code=code, label=label_of(name)))
            return None
        trail = list(self.names.trail)
        if scale != 1 and isinstance(known, int | float):
            known = known * scale
        if not self._settle(name, known, node):
            return None
        for statement in trail:
            self._note(statement, READ, Message("program-used", label=label_of(name)), head=True)
        return known

    def _settle(self, name: str, value: Value, node: ast.AST) -> bool:
        """Give a hyperparameter a value, and say so; False where the form cannot take it."""
        known = {spec.name: spec for spec in fields(self.config)}
        if name not in known:
            self._note(node, NOT_UNDERSTOOD, Message("program-no-field", label=label_of(name)))
            return False
        if self.conditional:
            self._note(node, NOT_UNDERSTOOD, Message("program-condition", label=label_of(name)))
            return False
        if isinstance(known[name].default, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        try:
            self.config = _changed(self.config, {name: value})
        except ConfigError as error:
            self._note(node, NOT_UNDERSTOOD, error.message)
            return False
        shown = choice_of(value) if isinstance(value, str) else plain(float(value))  # type: ignore[arg-type]
        self._note(node, READ, Message("program-set", label=label_of(name), value=shown))
        return True

    def _reset(self, **values: Value) -> None:
        """Give hyperparameters what a program that says nothing of them means."""
        known = {spec.name for spec in fields(self.config)}
        self.config = _changed(self.config, {name: value for name, value in values.items() if name in known})

    def _begin(self) -> None:
        calls = [self.names.called(node.func) for node in self.names.nodes if isinstance(node, ast.Call)]
        if any(name.removeprefix("torch.optim.") in _OPTIMIZERS for name in calls):
            self._reset(schedule="constant", clip_norm=0.0, patience=0)
        if self.loader is not None:
            self._reset(shift=0, rotation=0.0, flip="no", word_dropout=0.0, max_length=0, batching="mixed")
        if self.own and self._is_lessons_own:
            self._reset(embedding="random")
        if self.own and self.lesson.id in self.own.lessons:
            self._reset(**self.own.settings)

    # -- the walk

    def _walk(self, body: list[ast.stmt]) -> None:
        """Read statements that follow each other; what comes after the training changes nothing of it."""
        last = max((index for index, each in enumerate(body) if self._trains_here(each)), default=len(body))
        for index, each in enumerate(body):
            if index > last and not isinstance(each, _Function | ast.ClassDef | ast.Import | ast.ImportFrom):
                self._over(each, "after")
            else:
                self._statement(each)
                self._fill_simple(each)

    def _trains_here(self, statement: ast.stmt) -> bool:
        """Whether training goes on in a statement: it is, or calls, a loop that trains."""
        return not isinstance(statement, _Function | ast.ClassDef) and (
            any(loop in self.training.loops for loop in ast.walk(statement))
            or any(
                isinstance(each, ast.Call)
                and isinstance(each.func, ast.Name)
                and each.func.id in self.training.functions
                for each in ast.walk(statement)
            )
        )

    def _fill_simple(self, statement: ast.stmt) -> None:
        if not _blocks(statement):
            self._fill(statement)

    def _over(self, statement: ast.stmt, why: str) -> None:
        """A statement that the training does not need, with all that is in it."""
        for each in _flat([statement]):
            special = self._common(each)
            self._not_needed(each, special or why)
            if isinstance(each, _Function | ast.ClassDef):
                self._note(each, NOT_NEEDED, Message(f"program-why-{why}"))

    def _common(self, statement: ast.stmt) -> str:  # noqa: PLR0911  (a reason each)
        """Why lines that are in most programs are not needed; '' where this is none of them."""
        if isinstance(statement, ast.Pass) and _MAGIC.match(self.lines[statement.lineno - 1]):
            return "magic"
        call = self.names.unwrapped(statement.value) if isinstance(statement, ast.Expr | ast.Assign) else None
        name = self.names.called(call.func) if isinstance(call, ast.Call) else ""
        if name == "print" or name.startswith(("logging.", "tqdm.")):
            return "print"
        if name.startswith(("matplotlib.", "seaborn.", "IPython.")) or "imshow" in name or name == "display":
            return "plot"
        if name in {"torch.save", "torch.load"} or name.endswith("load_state_dict"):
            return "save"
        if name.startswith(("random.", "numpy.random.", "torch.cuda.manual_seed", "torch.backends.")):
            return "chance"
        if name == "torch.set_num_threads":
            return "threads"
        return "device" if self._is_of_device(statement) else ""

    def _is_of_device(self, statement: ast.stmt) -> bool:
        if isinstance(statement, ast.Assign | ast.Expr | ast.If):
            code = statement.test if isinstance(statement, ast.If) else statement.value
            names = {self.names.called(each) for each in ast.walk(code) if isinstance(each, ast.Name | ast.Attribute)}
            texts_ = {each.value for each in ast.walk(code) if isinstance(each, ast.Constant)}
            moved = (
                isinstance(code, ast.Call) and isinstance(code.func, ast.Attribute) and code.func.attr in {"to", "cuda"}
            )
            return (
                moved
                or any(
                    name.startswith(
                        ("torch.cuda.", "torch.backends.", "torch.device", "torch.mps", "torch.accelerator")
                    )
                    for name in names
                )
                or bool({"cuda", "cuda:0", "mps"} & texts_)
            )
        return False

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
                self._walk(node.body)
                for each in [
                    *(one for handler in node.handlers for one in handler.body),
                    *node.orelse,
                    *node.finalbody,
                ]:
                    self._over(each, "unrelated")
            case _ if _blocks(node):
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
                self._note(node, NOT_UNDERSTOOD, Message("program-package", name=top or "."))
            else:
                self._not_needed(node, "import")

    def _function(self, node: _Function) -> None:
        holes: dict[str, ast.expr] = {}
        if _fits(_augment(), node, holes):
            self._augmented(node, holes)
        elif any(_fits(pattern, node, holes) for _, pattern in _readers()):
            self._cut(node)
        elif _fits(_collate(), node, holes):
            self._note(node, NOT_NEEDED, Message("program-why-data"))
        elif node.name in self.training.functions:
            self._not_needed(node, "loop")
            self._walk(node.body)
        elif node.name in self.wanted or self._makes(node):
            self._not_needed(node, "function")
            self._walk(node.body)
        else:
            self._over(node, "function-unused")

    def _makes(self, node: _Function) -> bool:
        """Whether a function makes what the training uses."""
        used = [
            self.loader,
            self.data,
            self.transform,
            self.network,
            *(call for made in self.in_use.values() for call in made),
        ]
        return any(each is call for call in used if call is not None for each in ast.walk(node))

    def _augmented(self, node: _Function, holes: Mapping[str, ast.expr]) -> None:
        for name in ("rotation", "shift"):
            self._take(name, holes[name], node)
        self._settle("flip", "no" if self.names.called(_call_of(holes["mirror"])) == "torch.ones_like" else "yes", node)

    def _cut(self, node: _Function) -> None:
        for keep, pattern in _readers():
            holes: dict[str, ast.expr] = {}
            if _fits(pattern, node, holes) and keep:
                if self._take("max_length", holes["most"], node) is not None:
                    self._settle("keep", keep, node)
                return
        self._note(node, NOT_NEEDED, Message("program-why-data"))

    def _class(self, node: ast.ClassDef) -> None:
        holes: dict[str, ast.expr] = {}
        if node in self._network_classes:
            own = self._is_lessons_own
            self._note(node, READ, Message("program-own" if own else "program-network"))
        elif self.names.is_network(node.name):
            self._note(node, NOT_NEEDED, Message("program-why-class-unused"))
        elif _fits(_like_length(), node, holes):
            self._settle("batching", "like length", node)  # not shown
        elif self.names.is_data(node.name):
            self._note(node, NOT_NEEDED, Message("program-why-data"))
        elif node.name in self.wanted and self.names.calls.get(node.name) and not self._holds_values(node):
            self._note(node, NOT_UNDERSTOOD, Message("program-unknown"))
        else:
            self._note(node, NOT_NEEDED, Message("program-why-unrelated"))

    def _holds_values(self, node: ast.ClassDef) -> bool:
        return all(isinstance(each, ast.Assign | ast.AnnAssign | ast.Expr | ast.Pass) for each in node.body)

    def _loop(self, node: ast.For | ast.AsyncFor | ast.While) -> None:
        if node in self.training.batches:
            self._batch_loop(node)
        elif node in self.training.epochs:
            self._epoch_loop(node)
        elif node not in self.training.inside and self.training.is_there and self._changes(node):
            self._note(node, NOT_UNDERSTOOD, Message("program-changes"))
        elif node in self.training.inside and any(each in self.slice for each in _flat(node.body)):
            self._note(node, NOT_UNDERSTOOD, Message("program-unknown"))
        else:
            self._over(node, self._why_loop(node))

    def _why_loop(self, node: ast.For | ast.AsyncFor | ast.While) -> str:
        over = node.iter if isinstance(node, ast.For | ast.AsyncFor) else None
        tests = over is not None and self.names.role(self.names.listed(over)) == "loader"
        return "test" if tests else "unrelated"

    def _batch_loop(self, node: ast.For | ast.AsyncFor | ast.While) -> None:
        self._not_needed(node, "loop")
        over = self.names.listed(node.iter) if isinstance(node, ast.For | ast.AsyncFor) else None
        if over is not None:
            self._handled(over)
        if isinstance(over, ast.Call) and self.names.called(over.func) == "range":
            if len(over.args) == 3:
                self._take("batch_size", over.args[2], over)
            else:
                self._note(node, NOT_UNDERSTOOD, Message("program-batches"), head=True)
        elif over is None or self.loader is None:
            self._note(node, NOT_UNDERSTOOD, Message("program-batches"), head=True)
        self._walk_all(node.body)
        self._walk_all(node.orelse)

    def _walk_all(self, body: list[ast.stmt]) -> None:
        """Read the statements of a loop: none of them comes after the training."""
        hidden = _hide()
        index = 0
        while index < len(body):
            holes: dict[str, ast.expr] = {}
            if _fits(hidden, body[index : index + len(hidden)], holes):
                for each in body[index : index + len(hidden)]:
                    self._take("word_dropout", holes["share"], each)
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
            self._not_needed(node, "test")  # for phase in ['train', 'val']
        else:
            self._note(node, NOT_UNDERSTOOD, Message("program-epochs"), head=True)
        self._walk_all(node.body)
        self._walk_all(node.orelse)

    def _epochs(self, node: ast.AST, over: ast.Call) -> None:
        if any(each is not node and each in self.training.epochs and self._goes_on(each) for each in ast.walk(node)):
            self._note(node, NOT_UNDERSTOOD, Message("program-epochs"), head=True)
        elif len(over.args) == 1:
            self._take("epochs", over.args[0], over)
        elif len(over.args) == 2:
            difference = ast.copy_location(ast.BinOp(over.args[1], ast.Sub(), over.args[0]), over)
            self._take("epochs", difference, over)
        else:
            self._note(node, NOT_UNDERSTOOD, Message("program-epochs"), head=True)

    def _goes_on(self, node: ast.AST) -> bool:
        over = self.names.listed(node.iter) if isinstance(node, ast.For) else None
        return isinstance(over, ast.Call) and self.names.called(over.func) == "range"

    def _if(self, node: ast.If) -> None:
        trains = any(each in self.slice or self._trains_here(each) for each in _flat([*node.body, *node.orelse]))
        if _is_main(node.test):
            self._not_needed(node, "main")
            self._walk(node.body)
        elif self._is_of_device(node):
            self._not_needed(node, "device")
            for each in node.body + node.orelse:
                self._statement(each)
                self._fill_simple(each)
        elif self._stops_early(node) or self._logs(node):
            pass
        elif node in self.training.inside and not trains and not self._steps(node):
            self._over(node, "counting")
        else:
            self._branches(node, trains)

    def _branches(self, node: ast.If, trains: bool) -> None:  # noqa: FBT001
        """A condition that may decide what is trained."""
        decided = self._decided(node.test)
        mentioned = _read_names(node.test)
        is_phase = any(re.search("phase|train|mode", name) for name in mentioned)
        self._not_needed(node, "condition-head")
        for taken, body in ((True, node.body), (False, node.orelse)):
            for each in body:
                if decided is not None and decided is not taken:
                    self._over(each, "not-taken")
                    continue
                doubtful = decided is None and not (is_phase and trains)
                self.conditional += doubtful
                if doubtful and node in self.training.inside and (each in self.slice or self._steps(each)):
                    self._note(each, NOT_UNDERSTOOD, Message("program-sometimes"))
                else:
                    self._statement(each)
                    self._fill_simple(each)
                self.conditional -= doubtful

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
        except _UnknownError:
            return None

    def _logs(self, node: ast.If) -> bool:
        """`if i % 100 == 99:` with nothing but prints in it."""
        if (
            node not in self.training.inside
            or self._steps(node)
            or any(each in self.slice for each in _flat(node.body))
        ):
            return False
        for each in ast.walk(node.test):
            if isinstance(each, ast.BinOp) and isinstance(each.op, ast.Mod):
                self._take("log_every", each.right, node.test)
                for inner in node.body + node.orelse:
                    self._over(inner, "print")
                return True
        return False

    def _stops_early(self, node: ast.If) -> bool:
        """`if waited == 3: break` at the end of an epoch."""
        if node in self.training.inside or not any(isinstance(each, ast.Break) for each in _flat(node.body)):
            return False
        match node.test:
            case ast.Compare(left=ast.Name(id=name), ops=[ast.Eq() | ast.GtE() | ast.Gt() as op], comparators=[limit]):
                if any(name in _bound_names(each) for each in self._epoch_statements()):
                    if isinstance(op, ast.Gt):
                        limit = ast.copy_location(ast.BinOp(limit, ast.Add(), ast.Constant(1)), limit)
                    doubts, self.conditional = (
                        self.conditional,
                        0,
                    )  # what it waits for stands in the condition around it
                    self._take("patience", limit, node.test)
                    self.conditional = doubts
                    for each in node.body:
                        self._over(each, "loop")
                    return True
            case _:
                pass
        return False

    def _epoch_statements(self) -> Iterator[ast.stmt]:
        for loop in self.training.epochs:
            yield from _flat(loop.body)

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        names = {self.names.called(_call_of(each.context_expr)) for each in node.items}
        if names & {"torch.no_grad", "torch.inference_mode"} and not any(map(self._trains_here, node.body)):
            self._over(node, "unrelated" if self._changes(node) and not self.training.is_there else "test")
            return
        self._not_needed(node, "condition-head")
        (self._walk_all if node in self.training.inside else self._walk)(node.body)

    # -- one statement

    def _in_loop(self, node: ast.stmt) -> None:
        """A statement that is run for each mini-batch."""
        if self._handled(node):
            if node in self.slice and not (isinstance(node, ast.Assign) and self._is_plain(node.value)):
                self._note(node, NOT_UNDERSTOOD, Message("program-unknown"))
            return
        if self._common(node) in {"print", "plot", "device"} and node not in self.slice:
            self._not_needed(node, self._common(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            self._not_needed(node, "loop") if self._is_of_loop(node.value) else self._doubt(node)
        elif node in self.slice:
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            flattens = self._flattens(node)
            if flattens:
                self._note(node, READ, Message("program-flattened"))
            elif isinstance(node, ast.Assign | ast.AnnAssign) and value is not None and self._is_plain(value):
                self._not_needed(node, "device" if self._is_of_device(node) else "loop")
            else:
                self._note(node, NOT_UNDERSTOOD, Message("program-unknown"))
        elif isinstance(node, ast.Break | ast.Continue):
            self._note(node, NOT_UNDERSTOOD, Message("program-sometimes"))
        else:
            self._doubt(node)

    def _doubt(self, node: ast.stmt) -> None:
        if self._changes(node):
            self._note(node, NOT_UNDERSTOOD, Message("program-changes"))
        else:
            self._not_needed(node, "counting" if node in self.training.inside else "unrelated")

    def _is_of_loop(self, call: ast.Call) -> bool:
        """The calls that every training loop has."""
        if not isinstance(call.func, ast.Attribute):
            return self._is_plain(call)
        role, method = self.names.role(call.func.value), call.func.attr
        if method == "backward":
            return self._is_plain(call.func.value) and not call.args and not call.keywords
        if method == "step":
            scaled = len(call.args) == 1 and self.names.role(call.args[0]) == "optimizer"
            return (role in {"optimizer", "schedule"} and not call.args) or scaled or not role
        return method in _HARMLESS and bool(role)

    def _is_plain(self, node: ast.AST) -> bool:
        """Whether an expression only hands on a mini-batch, the network's outputs, or the loss."""
        match node:
            case ast.Name() | ast.Constant():
                return True
            case ast.Call():
                return self._is_plain_call(node)
            case ast.Attribute(value=value):
                return self._is_plain(value)
            case ast.Subscript(value=value, slice=index):
                return self._is_plain(value) and self._is_plain(index)
            case ast.Tuple() | ast.List() | ast.Slice() | ast.UnaryOp() | ast.Starred():
                inner = [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr)]
                return all(map(self._is_plain, inner))
            case _:
                return False

    def _is_plain_call(self, node: ast.Call) -> bool:
        given = [*node.args, *(each.value for each in node.keywords)]
        if not all(map(self._is_plain, given)):
            return False
        if self.names.role(node.func) in {"network", "criterion"} or self.names.called(node.func) in _PLAIN_CALLS:
            return True
        if self.names.called(node.func) in _LOSSES or self.names.called(node.func) in self.training.functions:
            return True
        if isinstance(node.func, ast.Attribute):
            if self.names.role(node.func.value) == "network" and node.func.attr == "forward":
                return True
            return node.func.attr in _PLAIN_METHODS and self._is_plain(node.func.value)
        return (
            isinstance(node.func, ast.Name) and node.func.id in self.names.functions and self._is_augment(node.func.id)
        )

    def _is_augment(self, name: str) -> bool:
        return _fits(_augment(), self.names.functions[name], {})

    def _flattens(self, node: ast.stmt) -> bool:
        """Whether mini-batches are given another shape before they come to the network, which the network can do."""
        if not isinstance(node, ast.Assign) or len(node.targets) != 1 or not isinstance(node.targets[0], ast.Name):
            return False
        value = self.names.unwrapped(node.value)
        code = value.func.value if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) else None
        if code is None or not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute):
            return False
        source = self.names.unwrapped(code)
        if value.func.attr not in _FLATTENS or not isinstance(source, ast.Name):
            return False
        goes_in = any(
            isinstance(each, ast.Call)
            and self.names.role(each.func) == "network"
            and any(isinstance(one, ast.Name) and one.id == node.targets[0].id for one in each.args)
            for each in self.training.inside
        )
        if not goes_in or self.network is None:
            return False
        sizes = []
        for each in value.args:
            try:
                sizes.append(repr(self.names.value(each)))
            except _UnknownError:
                if _read_names(each) != {source.id}:
                    return False
                sizes.append(ast.unparse(each).replace(source.id, "{x}"))
        self.flattened = (node.lineno, f"{{x}}.{value.func.attr}({', '.join(sizes)})")
        return True

    def _outside(self, node: ast.stmt) -> None:
        """A statement outside of the training loops."""
        if self._handled(node):
            return
        common = self._common(node)
        if self.training.is_there and common not in {"print", "plot"} and self._changes(node):
            self._note(node, NOT_UNDERSTOOD, Message("program-changes"))
        elif common:
            self._not_needed(node, common)
        elif self._trains_here(node):
            self._not_needed(node, "loop")
        elif self.training.is_there and _bound_names(node) & self.wanted and not self._is_known(node):
            self._note(node, NOT_UNDERSTOOD, Message("program-unknown"))
        elif not self.training.is_there and self._is_of_step(node):
            self._not_needed(node, "one-step")
        else:
            self._not_needed(node, "unrelated")

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
        if known or isinstance(value, ast.Dict) or self._is_plain(value):
            return True
        try:
            self.names.value(value)
        except _UnknownError:
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

    def _is_of_step(self, node: ast.stmt) -> bool:
        return bool(_read_names(node)) and not isinstance(node, ast.Import)

    def _changes(self, node: ast.AST) -> bool:
        """Whether code changes the network or the optimizer in a way that no line of a usual program does."""
        for each in ast.walk(node):
            match each:
                case ast.Assign(targets=targets) if any(self._is_part(target) for target in targets):
                    return True
                case ast.AugAssign(target=target) if self._is_part(target):
                    return True
                case ast.Call():
                    if self._call_changes(each):
                        return True
                case ast.For(iter=over) if self._is_part_of_training(over):
                    if any(map(self._writes, each.body)):
                        return True
                case _:
                    pass
        return False

    def _is_part(self, target: ast.expr) -> bool:
        return isinstance(target, ast.Attribute | ast.Subscript) and self._is_part_of_training(target)

    def _is_part_of_training(self, node: ast.expr) -> bool:
        inner = node
        while isinstance(inner, ast.Attribute | ast.Subscript | ast.Call):
            inner = inner.func if isinstance(inner, ast.Call) else inner.value
        return isinstance(inner, ast.Name) and self.names.role(inner) in {
            "network",
            "optimizer",
            "schedule",
            "criterion",
        }

    def _writes(self, node: ast.AST) -> bool:
        for each in ast.walk(node):
            if isinstance(each, ast.Assign | ast.AugAssign):
                targets = each.targets if isinstance(each, ast.Assign) else [each.target]
                if any(isinstance(target, ast.Attribute | ast.Subscript) for target in targets):
                    return True
            elif isinstance(each, ast.Call) and re.search(r"[a-z]_$", _attribute_of(each.func)):
                return True  # the methods and functions of torch that change a tensor, torch.nn.init's among them
        return False

    def _call_changes(self, call: ast.Call) -> bool:
        name = self.names.called(call.func)
        given = [each for each in call.args if self._is_part_of_training(each)]
        if name.startswith("torch.nn.init.") and given:
            return True
        if isinstance(call.func, ast.Name) and call.func.id in self.names.functions:
            return bool(given) and name not in self.training.functions and self._writes(self.names.functions[name])
        if isinstance(call.func, ast.Attribute) and self._is_part_of_training(call.func):
            method = call.func.attr
            known = method in _HARMLESS or method == "step" or self.names.role(call.func) == "network"
            direct = isinstance(call.func.value, ast.Name)
            return not known and (direct or bool(re.search(r"[a-z]_$", method))) and method not in _PLAIN_METHODS
        return False

    # -- the calls that say something

    def _handled(self, node: ast.AST) -> bool:
        """Let the calls of a statement that say something be read; False where it has none."""
        found = False
        for each in ast.walk(node):
            if isinstance(each, ast.Call):
                handler = self._handler(each)
                if handler is not None:
                    handler(each)
                    found = True
            elif isinstance(each, ast.Assign) and self._is_vectors(each.targets[0], each.value):
                self._with_vectors(each)
                found = True
        return found

    def _handler(self, call: ast.Call) -> Callable[[ast.Call], None] | None:  # noqa: PLR0911  (a reader for each kind of call)
        name = self.names.called(call.func)
        exact: Mapping[str, Callable[[ast.Call], None]] = {
            "torch.manual_seed": self._seed,
            "torch.utils.data.DataLoader": self._data_loader,
            "torchtext.data.BucketIterator.splits": self._iterators,
            "torchtext.data.Iterator.splits": self._iterators,
            "torchtext.data.BucketIterator": self._iterators,
            "torchtext.data.Field": self._field,
            "torchtext.data.LabelField": partial(self._not_needed, why="words"),
            "torch.nn.utils.clip_grad_norm_": self._clip,
            "torch.utils.data.random_split": partial(self._refuse, why="split"),
            "torch.utils.data.Subset": partial(self._refuse, why="split"),
        }
        if name in exact:
            return exact[name]
        if name in _LOSSES or self.names.role_of_call(call) == "criterion":
            return self._loss
        if name.startswith("torch.optim.lr_scheduler."):
            return self._schedule
        if name.startswith("torch.optim."):
            return self._optimizer
        if name.startswith("torchvision.transforms."):
            return self._transformed
        if name in _PUBLISHED or name.startswith(("torchvision.datasets.", "torchtext.datasets.")):
            return self._data_set
        if call is self.network:
            return self._build
        return self._method_handler(call, name)

    def _method_handler(self, call: ast.Call, name: str) -> Callable[[ast.Call], None] | None:  # noqa: PLR0911  (likewise)
        if isinstance(call.func, ast.Attribute):
            if call.func.attr == "manual_seed" and self.names.called(_call_of(call.func.value)) == "torch.Generator":
                return partial(self._not_needed, why="chance")
            if call.func.attr == "build_vocab":
                return self._vocabulary
            if call.func.attr == "split" and self._is_of_torchtext(call.func.value):
                return self._split
            if call.func.attr == "copy_" and call.args and self._is_vectors(call.func.value, call.args[0]):
                return self._with_vectors
        if self.names.is_data(name) or name in {"torch.utils.data.TensorDataset", "numpy.load"}:
            return partial(self._not_needed, why="data")
        if name == "LikeLength" and name in self.names.classes:
            return self._like_lengths
        if name in self.names.functions and self._is_augment(name):
            return partial(self._note, kind=READ, message=Message("program-augment"))
        return None

    def _with_vectors(self, call: ast.AST) -> None:
        self._settle("embedding", "GloVe", call)

    def _like_lengths(self, call: ast.Call) -> None:
        self._take("batch_size", _arguments(call, "lengths", "batch_size").get("batch_size"), call)

    def _is_of_torchtext(self, node: ast.expr) -> bool:
        """Whether an expression stands for one of IMDB's parts."""
        made = self.names.origin(node)
        return made is not None and self.names.called(made.func).startswith("torchtext.datasets.")

    def _is_vectors(self, target: ast.expr, value: ast.expr) -> bool:
        """Whether word vectors are put into an embedding."""
        return (
            "embedding" in ast.unparse(target) and "weight" in ast.unparse(target) and "vectors" in ast.unparse(value)
        )

    def _refuse(self, node: ast.AST, why: str) -> None:
        self._note(node, NOT_UNDERSTOOD, Message(f"program-not-{why}"))

    def _seed(self, call: ast.Call) -> None:
        self._take("seed", call.args[0] if call.args else None, call)

    def _odd(self, given: Mapping[str, ast.expr], defaults: Mapping[str, Value]) -> bool:
        """Whether arguments are given that the form has no place for; what is as by default counts as not given."""
        odd = False
        for name, value in given.items():
            if name in _SPEED_ONLY:
                continue
            try:
                same = name in defaults and self.names.value(value) == defaults[name]
            except _UnknownError:
                same = False
            if not same:
                odd = True
                self._note(value, NOT_UNDERSTOOD, Message("program-argument", name=name))
        return odd

    def _optimizer(self, call: ast.Call) -> None:
        kind = self.names.called(call.func).split(".")[-1]
        if self._is_unused(call, "optimizer"):
            self._not_needed(call, "unused")
            return
        if self.in_use.get("optimizer", [call])[0] is not call:
            self._refuse(call, "second")
            return
        if kind not in _OPTIMIZERS:
            choices = span(bounds_of(TrainConfig, "optimizer"))
            self._note(call, NOT_UNDERSTOOD, Message("program-optimizer", name=kind, choices=choices))
            return
        defaults = _OPTIMIZERS[kind]
        given = self.names.arguments(call, *defaults)
        self._parameters(given.pop("params", None), call)
        rate, decay = given.pop("lr", None), given.pop("weight_decay", None)
        momentum, nesterov = (given.pop(name, None) if kind == "SGD" else None for name in ("momentum", "nesterov"))
        self._odd(given, {**defaults, "maximize": False, "differentiable": False})
        if kind == "SGD":
            self._momentum(call, momentum, nesterov)
        else:
            self._settle("optimizer", kind, call)
        self._take("learning_rate", rate or _constant(defaults["lr"]), rate or call)
        self._take("weight_decay", decay, decay) if decay else self._reset(
            weight_decay=float(str(defaults["weight_decay"]))
        )

    def _momentum(self, call: ast.Call, momentum: ast.expr | None, nesterov: ast.expr | None) -> None:
        try:
            amount = self.names.value(momentum) if momentum else 0
            ahead = self.names.value(nesterov) if nesterov else False
        except _UnknownError:
            amount, ahead = None, False
        if momentum and amount != 0:
            self._take("momentum", momentum, momentum)
        self._settle("optimizer", "SGD" if amount == 0 else "Nesterov" if ahead else "Momentum", call)

    def _parameters(self, given: ast.expr | None, call: ast.Call) -> None:
        """Only all parameters of the network can be trained."""
        code = given
        if isinstance(code, ast.Call) and self.names.called(code.func) in {"filter", "list"} and code.args:
            code = code.args[-1]
        if isinstance(code, ast.Name):
            return
        whole = isinstance(code, ast.Call) and isinstance(code.func, ast.Attribute) and code.func.attr == "parameters"
        if not (
            whole
            and isinstance(code, ast.Call)
            and isinstance(code.func, ast.Attribute)
            and isinstance(code.func.value, ast.Name)
        ):
            self._refuse(given or call, "parameters")

    def _loss(self, call: ast.Call) -> None:
        name = self.names.called(call.func)
        if name.startswith("torch.nn.functional."):
            if call not in self.training.inside:
                self._not_needed(call, "test")
                return
            given = {each.arg or "**": each.value for each in call.keywords}
        else:
            if self._is_unused(call, "criterion"):
                self._not_needed(call, "unused")
                return
            given = _arguments(call, "weight", "size_average", "ignore_index", "reduce", "reduction", "label_smoothing")
        loss = _LOSSES.get(name, "")
        if loss == "NLL":
            loss = "CrossEntropy" if self._ends_in_log_softmax() else ""
        if not loss:
            choices = span(bounds_of(type(self.config), "loss"))
            self._note(call, NOT_UNDERSTOOD, Message("program-loss", name=name.split(".")[-1], choices=choices))
            return
        smoothing = given.pop("label_smoothing", None)
        self._odd(given, {"reduction": "mean", "weight": None, "ignore_index": -100})
        self._settle("loss", loss, call)
        self._take("label_smoothing", smoothing, smoothing) if smoothing else self._reset(label_smoothing=0.0)

    def _ends_in_log_softmax(self) -> bool:
        return any(
            self.names.called(each.func)
            in {"torch.nn.functional.log_softmax", "torch.log_softmax", "torch.nn.LogSoftmax"}
            for node in self._network_classes
            for each in ast.walk(node)
            if isinstance(each, ast.Call)
        )

    def _data_loader(self, call: ast.Call) -> None:
        if call is not self.loader:
            self._not_needed(call, "test-data" if self._is_for_test(call) else "unused")
            return
        given = self.names.arguments(call, "dataset", "batch_size", "shuffle", "sampler", "batch_sampler")
        given.pop("dataset", None)
        size, sampler = given.pop("batch_size", None), given.pop("batch_sampler", None)
        shuffled = given.pop("shuffle", None)
        self._odd(given, {"sampler": None, "drop_last": False})
        if sampler is not None:
            made = self.names.origin(sampler)
            if made is None or self.names.called(made.func) != "LikeLength":
                self._note(sampler, NOT_UNDERSTOOD, Message("program-argument", name="batch_sampler"))
            else:
                self._note(call, READ, Message("program-batches-made"))
            return
        if "**" not in given:
            self._take("batch_size", size or _constant(1), size or call)
        if (isinstance(shuffled, ast.Constant) and not shuffled.value) or shuffled is None:
            self._note(call, READ, Message("program-shuffled"))

    def _iterators(self, call: ast.Call) -> None:
        given = _arguments(call, "datasets", "batch_sizes" if call.func.attr == "splits" else "batch_size")  # type: ignore[attr-defined]
        sizes = given.get("batch_sizes")
        size = given.get("batch_size") or (
            sizes.elts[0] if isinstance(sizes, ast.Tuple | ast.List) and sizes.elts else None
        )
        self._take("batch_size", size, size or call)
        alike = given.get("sort_within_batch")
        like = (
            isinstance(alike, ast.Constant)
            and bool(alike.value)
            and "Bucket" in self.names.called(call.func)  # not shown
        )  # not shown
        self._settle("batching", "like length" if like else "mixed", alike or call)  # not shown

    def _field(self, call: ast.Call) -> None:
        self._not_needed(call, "words")
        most = _arguments(call).get("fix_length")
        if most is not None and self._take("max_length", most, most) is not None:
            self._settle("keep", "beginning", most)

    def _vocabulary(self, call: ast.Call) -> None:
        self._not_needed(call, "words")
        most = _arguments(call, "train").get("max_size")
        if most is None:
            return
        try:
            if self.names.value(most) != VOCABULARY:
                self._note(most, NOT_UNDERSTOOD, Message("program-vocabulary", words=VOCABULARY))
        except _UnknownError:
            self._note(most, NOT_UNDERSTOOD, Message("program-vocabulary", words=VOCABULARY))

    def _split(self, call: ast.Call) -> None:
        ratio = _arguments(call, "split_ratio").get("split_ratio")
        try:
            usual = ratio is None or self.names.value(ratio) == 0.7
        except _UnknownError:
            usual = False
        self._not_needed(call, "words") if usual else self._refuse(call, "split")

    def _clip(self, call: ast.Call) -> None:
        given = _arguments(call, "parameters", "max_norm", "norm_type")
        most = given.pop("max_norm", None)
        given.pop("parameters", None)
        self._odd(given, {"norm_type": 2, "error_if_nonfinite": False})
        self._take("clip_norm", most, call)

    def _build(self, call: ast.Call) -> None:
        name = self.names.called(call.func)
        if name.startswith("torchvision.models."):
            self._refuse(call, "pretrained")
            return
        self._note(call, READ, Message("program-own" if self._is_lessons_own else "program-network"))
        statement = self.names.statement(call)
        if isinstance(statement, ast.Assign) and statement.value is not call:
            self._note(statement, READ, Message("program-moved"))

    def _data_set(self, call: ast.Call) -> None:
        name = self.names.called(call.func)
        if name not in _PUBLISHED:
            self._note(call, NOT_UNDERSTOOD, Message("program-data-set", name=name.split(".")[-1]))
        elif self._is_for_test(call):
            self._not_needed(call, "test-data")
        else:
            self.data_id = _PUBLISHED[name][0]
            self._note(call, READ, Message("program-data-is", title=DATASETS[self.data_id].title))

    # -- pictures

    def _transformed(self, call: ast.Call) -> None:
        """One step of what is done to the pictures."""
        name = self.names.called(call.func).split(".")[-1]
        if self.transform is not None and not any(each is call for each in ast.walk(self.transform)):
            self._not_needed(call, "test-data")
            return
        steps: Mapping[str, Callable[[ast.Call], None]] = {
            "Compose": self._no_step,  # not shown
            "ToTensor": self._no_step,
            "PILToTensor": self._no_step,
            "ToPILImage": self._no_step,
            "ToImage": self._no_step,
            "ToDtype": self._no_step,
            "ConvertImageDtype": self._no_step,
            "Normalize": self._normalize,  # not shown
            "Resize": self._resize,  # not shown
            "RandomHorizontalFlip": self._mirrored,
            "RandomRotation": self._turned,
            "RandomCrop": self._shifted,
            "RandomAffine": self._affine,
        }
        if name in steps:
            steps[name](call)
        else:
            self._note(call, NOT_UNDERSTOOD, Message("program-transform", name=name))

    def _no_step(self, call: ast.Call) -> None:
        if self.names.called(call.func).endswith(".Compose") and call.end_lineno != call.lineno:
            self._note(call.func, READ, Message("program-transforms"))
        elif not self.names.called(call.func).endswith(".Compose"):
            self._not_needed(call, "pixels")

    def _channels(self, node: ast.expr | None) -> tuple[float, ...]:
        """Numbers of channels. Raises _UnknownError."""
        value = self.names.value(node)
        values = value if isinstance(value, tuple) else (value,)
        return tuple(float(each) if isinstance(each, int | float) else math.nan for each in values)

    def _normalize(self, call: ast.Call) -> None:
        given = _arguments(call, "mean", "std")
        try:
            mean, std = self._channels(given.get("mean")), self._channels(given.get("std"))
        except _UnknownError:
            self._note(
                call, NOT_UNDERSTOOD, Message("program-no-value", code=_short(call), label=label_of("normalization"))
            )
            self.normalized = True
            return
        self._normalized_by(mean, std, call)

    def _normalized_by(self, mean: tuple[float, ...], std: tuple[float, ...], node: ast.AST) -> None:
        self.normalized = True
        own = self.dataset.statistics
        if {*mean, *std} == {0.5}:
            self._settle("normalization", "half", node)
        elif (own is not None and _near(mean, own.mean) and _near(std, own.std)) or any(
            _near(mean, one) and _near(std, other) for one, other in _MEASURED
        ):
            self._settle("normalization", "dataset", node)
        else:
            nearest = "half" if max(abs(each - 0.5) for each in mean) < 0.02 else "dataset"
            self._note(node, NOT_UNDERSTOOD, Message("program-normalization", nearest=choice_of(nearest)))

    def _sizes(self, node: ast.expr | None) -> int | None:
        """The side of a square that a transform is given."""
        try:
            value = self.names.value(node)
        except _UnknownError:
            return None
        if isinstance(value, tuple) and len(set(value)) == 1:
            value = value[0]
        return value if isinstance(value, int) else None

    @property
    def side(self) -> int:
        """Pixels that a picture of the program's data set is high and wide; 0: not known."""
        name = self.names.called(self.data.func) if self.data is not None else ""
        return _PUBLISHED[name][1] if name in _PUBLISHED else 0

    @cached_property
    def resized(self) -> int:
        """Pixels after Resize; 0: not resized."""
        for call in ast.walk(self.transform) if self.transform is not None else ():
            if isinstance(call, ast.Call) and self.names.called(call.func) == "torchvision.transforms.Resize":
                return self._sizes(_arguments(call, "size").get("size")) or 0
        return 0

    def _resize(self, call: ast.Call) -> None:
        if self.resized == 32 and self.side in {0, 28, 32}:
            self._note(call, READ, Message("program-resized"))
        elif self.resized and self.resized == self.side:
            self._not_needed(call, "pixels")
        else:
            self._note(call, NOT_UNDERSTOOD, Message("program-transform", name="Resize"))  # not shown

    def _mirrored(self, call: ast.Call) -> None:
        if not self._odd(_arguments(call, "p"), {"p": 0.5}):
            self._settle("flip", "yes", call)

    def _turned(self, call: ast.Call) -> None:
        given = _arguments(call, "degrees")
        degrees = given.pop("degrees", None)
        self._odd(given, {"fill": 0, "expand": False})
        self._turn(degrees, call)

    def _turn(self, degrees: ast.expr | None, call: ast.Call) -> None:
        if isinstance(degrees, ast.Tuple | ast.List) and len(degrees.elts) == 2:
            try:
                low, high = self._channels(degrees)
            except _UnknownError:
                low, high = 0.0, 1.0
            if low != -high:
                self._note(call, NOT_UNDERSTOOD, Message("program-argument", name="degrees"))
                return
            degrees = degrees.elts[1]
        self._take("rotation", degrees, call)

    def _shifted(self, call: ast.Call) -> None:
        given = _arguments(call, "size", "padding")
        size = self._sizes(given.pop("size", None))
        most = given.pop("padding", None)
        if most is None or size not in {self.resized or self.side, None} or (size is None):
            self._note(call, NOT_UNDERSTOOD, Message("program-transform", name="RandomCrop"))  # not shown
        elif not self._odd(given, {"pad_if_needed": False, "fill": 0, "padding_mode": "constant"}):
            self._take("shift", most, call)

    def _affine(self, call: ast.Call) -> None:
        given = _arguments(call, "degrees", "translate", "scale", "shear")
        degrees, moved = given.pop("degrees", None), given.pop("translate", None)
        if self._odd(given, {"scale": None, "shear": None, "fill": 0}):
            return
        self._turn(degrees, call)
        if moved is None:
            return
        try:
            across, down = self._channels(moved)
        except (_UnknownError, ValueError):
            across, down = math.nan, 0.0
        pixels = across * (self.resized or self.side or 28)
        if across != down or abs(pixels - round(pixels)) > 0.5 + 1e-9:
            self._note(moved, NOT_UNDERSTOOD, Message("program-argument", name="translate"))
        else:
            self._settle("shift", round(pixels), moved)

    def _statistics(self) -> None:
        """`(images / 255 - mean) / std`, as in our own programs."""
        for node in self.names.nodes:
            match node:
                case ast.BinOp(
                    op=ast.Div(),
                    left=ast.BinOp(
                        op=ast.Sub(),
                        left=ast.BinOp(op=ast.Div(), right=ast.Constant(value=255)),
                        right=ast.Name() as mean,
                    ),
                    right=ast.Name() as std,
                ):
                    self._measured(mean, std)
                    return
                case _:
                    pass

    def _measured(self, mean: ast.Name, std: ast.Name) -> None:
        found = []
        for name in (mean, std):
            made = self.names.find(name)
            while isinstance(made, ast.Call) and isinstance(made.func, ast.Attribute) and made.func.attr == "view":
                made = made.func.value
            if not isinstance(made, ast.Call) or self.names.called(made.func) != "torch.tensor" or not made.args:
                return
            try:
                found.append((self._channels(made.args[0]), self.names.statement(made)))
            except _UnknownError:
                return
        for _, statement in found:
            self._normalized_by(found[0][0], found[1][0], statement)

    def _without_normalization(self) -> None:
        published = self.data is not None and self.names.called(self.data.func) in _PUBLISHED
        if published and self.data is not None and self.side and not self.normalized:
            self._note(self.transform or self.data, NOT_UNDERSTOOD, Message("program-unnormalized"))

    # -- schedules

    def _schedule(self, call: ast.Call) -> None:
        name = self.names.called(call.func).split(".")[-1]
        kinds = {"MultiStepLR": self._is_step, "CosineAnnealingLR": self._is_cosine, "OneCycleLR": self._is_one_cycle}
        nearest = {"StepLR": "step", "MultiStepLR": "step", "OneCycleLR": "one-cycle"}
        choice = nearest.get(name, "cosine" if "Cosine" in name else "step")  # not shown
        if name in kinds and kinds[name](call):
            self._settle("schedule", choice, call)
        else:
            self._note(call, NOT_UNDERSTOOD, Message("program-schedule", nearest=choice_of(choice)))

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
        for examples in {len(self.dataset.train), *(count for _, _, count in _PUBLISHED.values())}:
            yield Plan(examples, size, epochs).steps

    def _planned(self) -> tuple[int, int]:
        """Epochs and batch size, which may stand further down in the program than the schedule."""
        values = {"epochs": self.config.epochs, "batch_size": self.config.batch_size}
        for loop in self.training.epochs:
            over = self.names.listed(loop.iter) if isinstance(loop, ast.For) else None
            if isinstance(over, ast.Call) and len(over.args) in {1, 2}:
                try:
                    ends = [self.names.value(each) for each in over.args]
                except _UnknownError:
                    continue
                if all(isinstance(each, int) for each in ends):
                    values["epochs"] = int(str(ends[-1])) - (int(str(ends[0])) if len(ends) == 2 else 0)
        return max(1, values["epochs"]), values["batch_size"]

    def _counted(self, node: ast.expr | None) -> Value:
        """A number in which len(train_loader) may stand; that many mini-batches an epoch has. Raises _UnknownError."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            return _arithmetic(node.op, self._counted(node.left), self._counted(node.right))
        match node:
            case ast.Call(func=ast.Name(id="len"), args=[loader]) if self.names.origin(loader) is self.loader:
                return Plan(len(self.dataset.train), self._planned()[1], 1).per_epoch
            case _:
                return self.names.value(node)

    def _is_step(self, call: ast.Call) -> bool:
        given = _arguments(call, "optimizer", "milestones", "gamma")
        try:
            marks = self.names.value(given.get("milestones"))
            gamma = self.names.value(given["gamma"]) if "gamma" in given else 0.1
        except _UnknownError:
            return False
        epochs = self._planned()[0]
        lengths = [epochs] if self._per_epoch else list(self._lengths())
        if self._per_epoch and epochs % 4:
            return False
        return gamma == 0.1 and any(marks == (steps // 2, 3 * steps // 4) for steps in lengths)

    def _is_cosine(self, call: ast.Call) -> bool:
        given = _arguments(call, "optimizer", "T_max", "eta_min")
        try:
            steps = self._counted(given.get("T_max"))
            least = self.names.value(given["eta_min"]) if "eta_min" in given else 0
        except _UnknownError:
            return False
        return not self._per_epoch and least == 0 and steps in set(self._lengths())

    def _is_one_cycle(self, call: ast.Call) -> bool:
        given = _arguments(call, "optimizer", "max_lr", "total_steps", "epochs", "steps_per_epoch")
        given.pop("optimizer", None)
        rate = given.pop("max_lr", None)
        try:
            if "total_steps" in given:
                steps = self._counted(given.pop("total_steps"))
            else:
                steps = _arithmetic(
                    ast.Mult(),
                    self._counted(given.pop("epochs", None)),
                    self._counted(given.pop("steps_per_epoch", None)),
                )
        except _UnknownError:
            return False
        defaults: dict[str, Value] = {
            "pct_start": 0.3,
            "anneal_strategy": "cos",
            "cycle_momentum": False,
            "div_factor": 25.0,
        }
        adapts = self.config.optimizer in {"SGD", "RMSprop"} or "cycle_momentum" in given
        fits = steps in {max(2, each) for each in self._lengths()} and not self._per_epoch and adapts
        if not fits or self._odd(given, {**defaults, "final_div_factor": 1e4, "three_phase": False}):
            return False
        return self._take("learning_rate", rate, call) is not None

    # -- the network

    def _network(self) -> tuple[ast.Call | None, str]:
        """The call that builds the network, and the name that it is given."""
        calls = [node for node in self.names.nodes if isinstance(node, ast.Call)]
        built = self.in_use.get("network", [])[:1]
        if not built:
            for call in calls:
                if self.names.called(call.func).startswith("torch.optim.") and call.args:
                    for each in ast.walk(call.args[0]):
                        if isinstance(each, ast.Name) and self.names.role(each) == "network":
                            built = [made for made in [self.names.origin(each)] if made is not None][:1] or built
        if not built:
            within = {node for name in self.names.classes for node in ast.walk(self.names.classes[name])}
            made = [call for call in calls if self.names.role_of_call(call) == "network" and call not in within]
            built = [call for call in made if isinstance(self.names.statement(call), ast.Assign)][:1]
        if not built:
            return None, ""
        statement = self.names.statement(built[0])
        bound = sorted(_bound_names(statement))
        return built[0], bound[0] if bound else "net"

    def _first_class(self) -> str:
        """The name of the class of the whole network; '' where there is none."""
        if self.network is not None:
            name = self.names.called(self.network.func)
            return name if name in self.names.classes else ""
        modules = [name for name in self.names.classes if self.names.is_network(name)][-MAX_CLASSES:]
        inner = {each.name for name in modules for each in _classes_of(self.names, name)[1:]}
        return next((name for name in reversed(modules) if name not in inner), "")

    @cached_property
    def _network_classes(self) -> list[ast.ClassDef]:
        first = self._first_class()
        if first:
            return _classes_of(self.names, first)
        parts = _read_names(self.network)
        return [each for name in parts for each in _classes_of(self.names, name) if self.names.is_network(each.name)]

    def _own(self) -> _Own | None:
        first = self._first_class()
        return _recognised(self.names, first, self.dataset) if first else None

    @property
    def _is_lessons_own(self) -> bool:
        return self.own is not None and self.own.here and self.own.whole and self.lesson.id in self.own.lessons

    def _source(self) -> tuple[str, tuple[int, ...]]:
        """The network as a text of its own, and the lines of the program that its lines stand in."""
        classes = sorted(self._network_classes, key=lambda each: each.lineno)
        call = self.network
        if call is not None and self.names.called(call.func).startswith("torchvision.models."):
            return "", ()
        if not classes and call is None:
            return "", ()
        made: list[tuple[str, int]] = []
        for each in classes:
            made += self._class_lines(each)
        if call is not None and self.names.called(call.func) == "torch.nn.Sequential":
            made += self._sequential(call)
        elif call is not None:
            made.append((f"{self.variable} = {ast.unparse(self._with_values(call))}", call.lineno))
        used = set[str]().union(*map(_free_names, classes))
        if call is not None and self.names.called(call.func) == "torch.nn.Sequential":
            used |= _read_names(call)
        used -= {"words"}  # the interpreter's name for the size of the vocabulary
        made = [*self._imports(used), *self._constants(used - {each.name for each in classes}), *made]
        return "\n".join(line for line, _ in made) + "\n", tuple(number for _, number in made)

    def _imports(self, used: set[str]) -> Iterator[tuple[str, int]]:
        for node in self.names.nodes:
            if isinstance(node, ast.Import | ast.ImportFrom):
                for each in node.names:
                    bound = each.asname or each.name.split(".")[0]
                    if bound in used:
                        kept = (
                            ast.Import([each])
                            if isinstance(node, ast.Import)
                            else ast.ImportFrom(node.module, [each], 0)
                        )
                        yield ast.unparse(kept), node.lineno

    def _constants(self, used: set[str]) -> Iterator[tuple[str, int]]:
        for name in sorted(used):
            bindings = self.names.bindings.get((self.names.tree, name), [])
            if len(bindings) != 1:
                continue
            try:
                value = self.names.value(bindings[0].value)
            except _UnknownError:
                continue
            statement = bindings[0].statement
            self._note(statement, READ, Message("program-used-network"), head=True)
            yield f"{name} = {value!r}", statement.lineno

    def _class_lines(self, node: ast.ClassDef) -> Iterator[tuple[str, int]]:
        margin = node.col_offset
        first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
        forward = next((each for each in node.body if isinstance(each, _Function) and each.name == "forward"), None)
        lines = [_SPACES.sub(" ", line) for line in self.lines]
        outer = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0) + margin
        for number in range(first, (node.end_lineno or node.lineno) + 1):
            flattened = self.flattened
            if flattened and forward and node.name == self._first_class() and number == forward.body[0].lineno:
                parameter = forward.args.args[1].arg if len(forward.args.args) > 1 else "x"
                indent = " " * forward.body[0].col_offset
                yield f"{indent[margin:]}{parameter} = {flattened[1].replace('{x}', parameter)}", flattened[0]
            line = lines[number - 1]
            yield line[outer:] if not line[:outer].strip() else line, number

    def _sequential(self, call: ast.Call) -> Iterator[tuple[str, int]]:
        """nn.Sequential(...) as a class, which is all that the interpreter reads."""
        number = call.lineno
        yield "import torch.nn as nn", number  # not shown
        yield "class Network(nn.Module):", number
        yield "    def __init__(self):", number
        yield "        super().__init__()", number
        lines = [_SPACES.sub(" ", line) for line in self.lines]
        outer = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        code = ast.get_source_segment("\n".join(line[outer:] for line in lines), call) or ast.unparse(call)
        first, *rest = code.split("\n")
        yield f"        self.layers = {first}", number
        for index, line in enumerate(rest, 1):
            yield f"            {line.strip()}", number + index
        yield "    def forward(self, x):", number  # not shown
        if self.flattened:
            yield f"        x = {self.flattened[1].replace('{x}', 'x')}", self.flattened[0]
        yield "        return self.layers(x)", number  # not shown
        yield f"{self.variable} = Network()", number

    def _with_values(self, call: ast.Call) -> ast.Call:
        """The call with numbers in the place of what can be worked out."""

        def known(node: ast.expr) -> ast.expr:
            self.names.trail = []
            try:
                value = self.names.value(node)
            except _UnknownError:
                return node
            for statement in self.names.trail:
                self._note(statement, READ, Message("program-used-network"), head=True)
            if self.names.dataset.vocabulary is not None and value == self.names.words:
                return ast.Name("words")  # the interpreter's name for the size of the vocabulary
            return _constant(value)

        keywords = [ast.keyword(each.arg, known(each.value)) for each in call.keywords]
        return ast.Call(call.func, [known(each) for each in call.args], keywords)

    # -- the lesson

    def _lesson_id(self) -> str | None:
        """By the network where it is a lesson's own, else by the data."""
        if self.own is not None:
            possible: tuple[str, ...] = self.own.lessons
        elif self._reads_data_of_the_lesson():
            return self.lesson.id
        elif self.data_id == "mnist":
            possible = ("004",) if self.resized == 32 else ("000",)
        elif self.data_id == "cifar10":
            possible = ("002a", "003")
        elif self.data_id == "imdb":
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
        files = {f"{each}.npz" for each in self.lesson.datasets}
        return any(isinstance(node, ast.Constant) and node.value in files for node in self.names.nodes)

    def _tests(self) -> bool:
        """Whether there are examples for a test that is not only made while training goes on."""
        others = [
            node
            for node in self.names.nodes
            if isinstance(node, ast.Call) and self.names.called(node.func) in _LOADERS and node is not self.loader
        ]
        during = {part for loop in self.training.epochs for part in ast.walk(loop)}
        over = [
            node.iter
            for node in self.names.nodes
            if isinstance(node, ast.For | ast.comprehension)
            and self.names.origin(self.names.listed(node.iter)) in others
        ]
        return bool(others) and (not over or any(each not in during for each in over))


def _changed(config: TrainConfig, values: Mapping[str, Any]) -> TrainConfig:
    return replace(config, **values)


def _constant(value: Value) -> ast.expr:
    """A value as code."""
    return (
        ast.Tuple([_constant(each) for each in value], ast.Load()) if isinstance(value, tuple) else ast.Constant(value)
    )


def _free_names(node: ast.ClassDef) -> set[str]:
    """The names that a class takes from outside."""
    free = set[str]().union(*(_read_names(each) for each in [*node.bases, *node.decorator_list]))
    for each in node.body:
        own = {name for name, _ in _bindings_in(each)} if isinstance(each, _Function) else _bound_names(each)
        given = _parameters_of(each.args) if isinstance(each, _Function) else frozenset[str]()
        free |= _read_names(each) - own - given
    return free


def _call_of(node: ast.expr) -> ast.expr:
    return node.func if isinstance(node, ast.Call) else node


def _is_main(test: ast.expr) -> bool:
    return "__name__" in _read_names(test)


def _near(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < 1e-3 for a, b in zip(one, other, strict=True))


def lesson_values(lesson: Lesson, dataset: DataSet) -> dict[str, str]:
    """What a lesson gives names that its post leaves open: name in small letters -> a Python expression."""
    post = posts_config(lesson, dataset.id)
    values = {
        **dict.fromkeys(("num_epochs", "epochs", "n_epochs", "epoch_num"), repr(post.epochs)),
        **dict.fromkeys(("batch_size", "bs"), repr(post.batch_size)),
        **dict.fromkeys(("learning_rate", "lr"), repr(post.learning_rate)),
        "momentum": repr(post.momentum),
        "log_interval": repr(post.log_every),
        "device": "torch.device('cuda' if torch.cuda.is_available() else 'cpu')",  # not shown
        **dict.fromkeys(("num_classes", "n_classes", "out_features"), repr(len(dataset.classes))),
        "classes": repr(dataset.classes),
    }
    if len(dataset.input_shape) == 3:
        channels, height, width = dataset.input_shape
        values |= {
            "in_channels": repr(channels),
            "in_features": repr(channels * height * width),
            "data": f"torch.rand(100, {channels}, {height}, {width})",
            "targets": f"torch.randint(0, {len(dataset.classes)}, (100,))",
        }
    else:
        values |= {"hidden_size": repr(HIDDEN), "embedding_dim": repr(EMBEDDING), "output_size": "1"}
    if isinstance(post, CNNConfig) and len(dataset.input_shape) == 3:
        side = side_after(dataset.input_shape[1], post)
        values |= {
            "out_channels": repr(post.channels),
            "kernel_size": repr(post.kernel_size),
            "in_features": repr(post.channels * side * side),
        }
    return values


# ------------------------------------------------------------------------------------------------------ the faults

_KNOWN = frozenset(dir(builtins)) | {"__file__", "__name__", "__doc__", "__class__", "display", "get_ipython"}
_TEST_LOADERS = frozenset({"testloader", "test_loader", "test_dataloader", "testdataloader", "valloader", "val_loader"})


@dataclass(frozen=True)
class _Missing:
    """A name that is used where it has no value."""

    name: str
    line: int
    node: ast.Name
    around: tuple[frozenset[str], ...]  # the names of the functions around it
    later: int | None = None  # the line in which the program gives it a value, too late


class _Scopes(ast.NodeVisitor):
    """Goes through a program in the order in which Python does, and finds the names that have no value."""

    def __init__(self, tree: ast.Module) -> None:
        self.bound: set[str] = set()  # so far, at the level of the module
        self.first: dict[str, int] = {}  # line in which a name of the module gets its first value
        self.functions: list[frozenset[str]] = []  # names of the functions around, innermost last
        self.waiting: list[tuple[ast.AST, list[frozenset[str]]]] = []
        self.missing: list[_Missing] = []
        self.everything = any(
            isinstance(n, ast.ImportFrom) and any(a.name == "*" for a in n.names) for n in ast.walk(tree)
        )
        self._collect(tree)
        for statement in tree.body:
            self.visit(statement)
        self.bound |= self.first.keys()
        while self.waiting:
            body, self.functions = self.waiting.pop(0)
            for each in ast.iter_child_nodes(body):
                self.visit(each)

    def _collect(self, tree: ast.Module) -> None:
        for name, line in _bindings_in(tree):
            self.first[name] = min(line, self.first.get(name, line))
        for node in ast.walk(tree):
            if isinstance(node, ast.Global):
                self.bound |= set(node.names)  # when the function is called cannot be told

    def visit_Name(self, node: ast.Name) -> None:
        """A use, or a new value."""
        if isinstance(node.ctx, ast.Store):
            if not self.functions:
                self.bound.add(node.id)
            return
        self._use(node)

    def _use(self, node: ast.Name) -> None:
        known = node.id in self.bound or node.id in _KNOWN or any(node.id in each for each in self.functions)
        if not known and not self.everything:
            around = tuple(self.functions)
            self.missing.append(_Missing(node.id, node.lineno, node, around, self.first.get(node.id)))

    def visit_Assign(self, node: ast.Assign) -> None:
        """The value comes before the name."""
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """The same; what stands for the type is not looked at."""
        if node.value is not None:
            self.visit(node.value)
            self.visit(node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """The name has to have a value already."""
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self._use(node.target)
        self.visit(node.target)

    def visit_For(self, node: ast.For) -> None:
        """What is gone over comes before the name."""
        self.visit(node.iter)
        self.visit(node.target)
        for each in [*node.body, *node.orelse]:
            self.visit(each)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        """New names."""
        if not self.functions:
            self.bound |= {each.asname or each.name.split(".")[0] for each in node.names}

    visit_ImportFrom = visit_Import  # noqa: N815

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        """Its name outlives the comprehension that it stands in."""
        self.visit(node.value)
        self.bound.add(node.target.id)

    def visit_Match(self, node: ast.Match) -> None:
        """The names in its patterns."""
        if not self.functions:
            self.bound |= {name for name, _ in _bindings_in(node)}
        self.generic_visit(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        """The error has a name in the block."""
        if node.name and not self.functions:
            self.bound.add(node.name)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Its block is run later, when all names of the module have their values."""
        for given in [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]:
            self.visit(given)
        if not self.functions:
            self.bound.add(node.name)
        own = frozenset(name for name, _ in _bindings_in(node)) | _parameters_of(node.args)
        block = ast.Module(node.body, [])
        self.waiting.append((block, [*self.functions, own]))

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """Likewise."""
        self.waiting.append((ast.Module([ast.Expr(node.body)], []), [*self.functions, _parameters_of(node.args)]))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Its block is run at once; its names are not seen by its methods."""
        for given in [*node.decorator_list, *node.bases, *(one.value for one in node.keywords)]:
            self.visit(given)
        outer = self.functions
        own = frozenset(name for name, _ in _bindings_in(node))
        for each in node.body:
            self.functions = outer if isinstance(each, _Function) else [*outer, own]
            before = set(self.bound)
            self.visit(each)
            self.bound = before if not outer else self.bound
        self.functions = outer
        if not outer:
            self.bound.add(node.name)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
        outer = self.functions
        own = {
            each.id
            for generator in node.generators
            for each in ast.walk(generator.target)
            if isinstance(each, ast.Name)
        }
        self.functions = [*outer, frozenset(own)]
        self.generic_visit(node)
        self.functions = outer

    visit_ListComp = visit_SetComp = visit_GeneratorExp = visit_DictComp = _comprehension  # noqa: N815


def _parameters_of(arguments: ast.arguments) -> frozenset[str]:
    given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    given += [each for each in (arguments.vararg, arguments.kwarg) if each is not None]
    return frozenset(each.arg for each in given)


def _bindings_in(scope: ast.AST) -> Iterator[tuple[str, int]]:
    """The names that get a value in a module, a function or a class itself, and the lines."""
    ahead = list(ast.iter_child_nodes(scope))
    while ahead:
        node = ahead.pop()
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name, node.lineno
                continue
            case ast.Lambda():
                continue
            case ast.Name(ctx=ast.Store()):
                yield node.id, node.lineno
            case ast.Import() | ast.ImportFrom():
                for each in node.names:
                    yield each.asname or each.name.split(".")[0], node.lineno
            case ast.ExceptHandler(name=str()) | ast.MatchAs(name=str()) | ast.MatchStar(name=str()):
                yield str(node.name), node.lineno
            case ast.MatchMapping(rest=str()):
                yield str(node.rest), node.lineno
            case _:
                pass
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            ahead += [each for each in ast.walk(node) if isinstance(each, ast.NamedExpr)]
        else:
            ahead += ast.iter_child_nodes(node)


def faults_of(text: str, names: _Names) -> Iterator[Fault]:
    """What Python would complain of: names that have no value where they are used, the first use of each."""
    found = sorted(_Scopes(names.tree).missing, key=lambda each: (each.line, each.node.col_offset))
    first: dict[str, _Missing] = {}
    for each in found:
        first.setdefault(each.name, each)
    for index, each in enumerate(list(first.values())[:MAX_FAULTS]):
        problem, repair = _mended(text, names, each, [one.node for one in found if one.name == each.name])
        if problem.id in {"program-too-early", "program-misspelt"} and repair is not None:
            repair = repair if index < MAX_CHECKED and _is_mended(repair, each.name) else None
        yield Fault(each.line, problem, repair)


def _is_mended(text: str, name: str) -> bool:
    """Whether a name is missing no longer."""
    try:
        return all(each.name != name for each in _Scopes(_parse(text)).missing)
    except _UnreadableError:
        return False


def _mended(text: str, names: _Names, missing: _Missing, uses: list[ast.Name]) -> tuple[Message, str | None]:
    """What is to be said of a missing name, and the text in which it is not missing any more."""
    name = missing.name
    if missing.later is not None:
        return Message("program-too-early", name=name, line=missing.later), _moved(text, names, missing)
    if name in _USUAL:
        code = _import_of(name)
        return Message("program-not-imported", name=name, code=code), _after_imports(text, names, code)
    if name.lower() in names.values:
        code = f"{name} = {names.values[name.lower()]}"
        return Message("program-no-name", name=name, code=code), _after_imports(text, names, code)
    near = difflib.get_close_matches(name, sorted(names.bound.union(names.imports, *missing.around)), 1, 0.8)
    if near:
        return Message("program-misspelt", name=name, near=near[0]), _renamed(text, uses, near[0])
    loaders = (each.id for each in names.nodes if isinstance(each, ast.Name) and names.role(each) == "loader")
    trained = next(loaders, "") if name.lower() in _TEST_LOADERS else ""
    if trained:
        code = f"{name} = {trained}"
        return Message("program-no-name", name=name, code=code), _before(text, names, missing.node, code)
    return Message("program-undefined", name=name), None


def _inserted(text: str, code: str, after: int) -> str:
    """The text with a line of code after this many of its lines."""
    lines = text.split("\n")
    return "\n".join([*lines[:after], code, *lines[after:]])


def _after_imports(text: str, names: _Names, code: str) -> str:
    last = 0
    for node in names.tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom) or (_is_text(node) and not last):
            last = node.end_lineno or node.lineno
        else:
            break
    return _inserted(text, code, last)


def _before(text: str, names: _Names, node: ast.AST, code: str) -> str:
    """The text with a line of code before the statement of the module that this is in."""
    statement = names.statement(node)
    while names.parents.get(statement) is not names.tree:
        statement = names.statement(names.parents[statement])
    return _inserted(text, code, statement.lineno - 1)


def _renamed(text: str, uses: Iterable[ast.Name], right: str) -> str:
    lines = text.split("\n")
    for node in sorted(uses, key=lambda each: (each.lineno, each.col_offset), reverse=True):
        line = lines[node.lineno - 1]
        at = [match.start() for match in re.finditer(rf"\b{re.escape(node.id)}\b", line)]
        start = min(at, key=lambda each: abs(len(line[:each].encode()) - node.col_offset), default=None)
        if start is not None:
            lines[node.lineno - 1] = line[:start] + right + line[start + len(node.id) :]
    return "\n".join(lines)


def _moved(text: str, names: _Names, missing: _Missing) -> str | None:
    """The text with the statement that gives the name its value before its use; None where that would not do."""
    user = names.statement(missing.node)
    while names.parents.get(user) is not names.tree:
        user = names.statement(names.parents[user])
    later = [each for each in names.tree.body if each.lineno > (user.end_lineno or user.lineno)]
    giver = next((each for each in later if missing.name in _given_by(each)), None)
    if not isinstance(giver, ast.Assign | ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
        return None
    before = {name for each in names.tree.body if each.lineno < user.lineno for name in _given_by(each)}
    needed = _read_names(giver) - _given_by(giver) if isinstance(giver, ast.Assign) else set[str]()
    if not needed - _KNOWN <= before:
        return None
    lines = text.split("\n")
    first, last = giver.lineno - 1, giver.end_lineno or giver.lineno
    at = user.lineno - 1
    return "\n".join([*lines[:at], *lines[first:last], *lines[at:first], *lines[last:]])


def _given_by(statement: ast.stmt) -> set[str]:
    """The names that a statement of the module gives a value."""
    return {name for name, _ in _bindings_in(ast.Module([statement], []))}
