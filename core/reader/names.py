"""What the names of a program stand for (long: one class, from where a name is bound to its value and role)."""

import ast
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.data.dataset import DataSet
from core.data.imdb import VOCABULARY
from core.reader.syntax import Function, Scope, arguments_of, flat
from core.reader.text import MAX_DEPTH
from core.reader.usual import LOADERS, SAME, USUAL, USUAL_ROLES
from core.reader.values import UnknownError, Value, arithmetic, bounded, compared, unary

MAX_LOOKS = 200_000  # at pieces of code while values are worked out; names may stand for names many times over
_MOVES = frozenset({"to", "cuda", "cpu", "float", "train", "eval"})  # methods that give back what they are called on
_WRAPPERS = frozenset({"torch.nn.DataParallel", "torch.compile", "torch.jit.script"})
_LISTS = frozenset({"enumerate", "tqdm.tqdm", "tqdm.auto.tqdm", "tqdm.notebook.tqdm", "tqdm.trange", "list", "iter"})


@dataclass(frozen=True, eq=False)
class _Binding:
    """One place that gives a name its value."""

    at: tuple[int, int]  # line and column from which the name has it
    value: ast.expr | None  # None: it cannot be told
    statement: ast.stmt


class Names:
    """What the names of a program stand for."""

    def __init__(self, tree: ast.Module, dataset: DataSet, values: Mapping[str, str]) -> None:
        """`values`: Python expressions for names that the program gives no value."""
        self.tree, self.dataset, self.values = tree, dataset, values
        self.nodes = list(ast.walk(tree))
        self.parents = {child: parent for parent in self.nodes for child in ast.iter_child_nodes(parent)}
        self.scopes: dict[ast.AST, Scope] = {}
        for node in self.nodes:  # what stands around a piece of code comes before it
            inner = node if isinstance(node, Scope) else self.scope(node)
            self.scopes.update(dict.fromkeys(ast.iter_child_nodes(node), inner))
        self.imports: dict[str, str] = {}
        self.bindings: dict[tuple[ast.AST, str], list[_Binding]] = defaultdict(list)
        self.functions: dict[str, Function] = {}
        self.classes: dict[str, ast.ClassDef] = {}
        self.calls: dict[str, list[ast.Call]] = defaultdict(list)
        self.options: dict[str, ast.Call] = {}  # of the command line: name -> add_argument(...)
        self.trail: list[ast.stmt] = []  # the statements that the last value came from
        self.looks = 0
        self._given_to: dict[tuple[Function, str], ast.expr | None] = {}  # what is given for a function's parameter
        self._returns: dict[Function, list[ast.expr | None]] = {}
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

    def scope(self, node: ast.AST) -> Scope:
        """The function, class or module that a piece of code is in."""
        return self.scopes.get(node, self.tree)

    def look(self) -> None:
        """Count one look; raises UnknownError after too many of them."""
        self.looks += 1
        if self.looks > MAX_LOOKS:
            raise UnknownError

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
            root = USUAL[node.id] if node.id in USUAL and node.id not in self.bound else node.id
        name = ".".join([root, *reversed(parts)])
        for one, same in SAME.items():
            name = name.replace(one, same)
        return name

    def find(self, node: ast.Name) -> ast.expr | None:
        """The expression that a name stands for where it is used; None where it cannot be told."""
        scope, inside = self.scope(node), False
        while True:
            self.look()
            found = self.bindings.get((scope, node.id), [])
            place = (node.lineno, node.col_offset)
            earlier = len(found) if inside else bisect_left(found, place, key=lambda binding: binding.at)
            if earlier:
                self.trail.append(found[earlier - 1].statement)
                return found[earlier - 1].value
            if isinstance(scope, Function):
                given = self._argument(scope, node.id)
                if given is not None:
                    return given
            if isinstance(scope, ast.Module):
                return None
            scope, inside = self.scope(scope), True

    def _argument(self, function: Function, name: str) -> ast.expr | None:
        """What the first call gives for a parameter, or the parameter's default."""
        if (function, name) not in self._given_to:
            self._given_to[function, name] = self._looked_up_argument(function, name)
        return self._given_to[function, name]

    def _looked_up_argument(self, function: Function, name: str) -> ast.expr | None:
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
        given = arguments_of(call, *names)
        whole = given.get("**")
        try:
            whole = self.find(whole) if isinstance(whole, ast.Name) else whole
        except UnknownError:
            return given
        if isinstance(whole, ast.Dict):
            for key, value in zip(whole.keys, whole.values, strict=True):
                if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                    return given
                given.setdefault(key.value, value)
            del given["**"]
        return given

    def value(self, node: ast.expr | None, depth: int = 0) -> Value:  # noqa: C901, PLR0911  (a case for each kind of code)
        """Work out a number, a text, or a tuple of them. Raises UnknownError."""
        self.look()
        if node is None or depth > MAX_DEPTH:
            raise UnknownError
        deeper = depth + 1
        match node:
            case ast.Constant(value=bool() | int() | float() | str() | None as value):
                return bounded(value)
            case ast.Tuple() | ast.List():
                return tuple(self.value(each, deeper) for each in node.elts)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() | ast.Not()):
                return unary(node.op, self.value(node.operand, deeper))
            case ast.BinOp():
                return arithmetic(node.op, self.value(node.left, deeper), self.value(node.right, deeper))
            case ast.Compare(ops=[op], comparators=[right]):
                return compared(op, self.value(node.left, deeper), self.value(right, deeper))
            case ast.IfExp():
                return self.value(node.body if self.value(node.test, deeper) else node.orelse, deeper)
            case ast.Name():
                return self._named(node, deeper)
            case ast.Attribute() | ast.Subscript():
                return self._part(node, deeper)
            case ast.Call():
                return self._result(node, deeper)
            case _:
                raise UnknownError

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
            raise UnknownError
        found = self._attribute(self.classes.get(node.value.id), node.attr)
        if found is None:
            made = self.origin(node.value)
            name = made.func.id if made is not None and isinstance(made.func, ast.Name) else ""
            found = self._attribute(self.classes.get(name), node.attr)
        if found is not None:
            self.trail.append(found.statement)
            return self.value(found.value, depth)
        if node.attr not in self.options:
            raise UnknownError
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
        raise UnknownError

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
        raise UnknownError

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
            self.look()
            node = self.unwrapped(node)
            while isinstance(node, ast.Name) and depth < MAX_DEPTH:
                node, depth = self.unwrapped(self.find(node)), depth + 1
        except UnknownError:
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
        if function not in self._returns:
            self._returns[function] = [each.value for each in flat(function.body) if isinstance(each, ast.Return)]
        returned = self._returns[function]
        whole = returned[0] if len(returned) == 1 else None
        if isinstance(index, int) and isinstance(whole, ast.Tuple) and 0 <= index < len(whole.elts):
            return whole.elts[index]
        return whole

    def is_network(self, name: str) -> bool:
        """Whether a class of the program is an nn.Module."""
        return name in self._networks

    def is_data(self, name: str) -> bool:
        """Whether a class of the program is a Dataset."""
        return name in self._data

    @cached_property
    def _bases(self) -> Mapping[str, list[str]]:
        """Class of the program -> the full names of the classes that it is derived from."""
        return {name: [self.called(base) for base in made.bases] for name, made in self.classes.items()}

    @cached_property
    def _networks(self) -> frozenset[str]:
        """The classes of the program that are an nn.Module, also through each other."""
        derived: dict[str, list[str]] = defaultdict(list)
        for name, bases in self._bases.items():
            for base in bases:
                derived[base].append(name)
        ahead = [*derived["torch.nn.Module"], *derived["torch.nn.Sequential"]]
        found: set[str] = set()
        while ahead:
            name = ahead.pop()
            if name not in found:
                found.add(name)
                ahead += derived.get(name, [])
        return frozenset(found)

    @cached_property
    def _data(self) -> frozenset[str]:
        known = {"torch.utils.data.Dataset", "torch.utils.data.IterableDataset"}
        return frozenset(name for name, bases in self._bases.items() if known.intersection(bases))

    def role(self, node: ast.expr | None) -> str:
        """What an expression is in the training: 'network', 'optimizer', 'criterion', 'schedule', 'loader'; '' else."""
        made = self.origin(node)
        if made is not None:
            return self.role_of_call(made)
        return USUAL_ROLES.get(node.id, "") if isinstance(node, ast.Name) and self._is_parameter(node) else ""

    def _is_parameter(self, node: ast.Name) -> bool:
        scope = self.scope(node)
        return isinstance(scope, Function) and any(each.arg == node.id for each in scope.args.args)

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
        return "loader" if name in LOADERS else ""
