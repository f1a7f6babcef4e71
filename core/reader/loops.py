"""Where a program trains, and what its training depends on."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from core.reader.names import Names
from core.reader.syntax import Function, Loop, attribute_of, blocks, bound_names, flat, read_names

MAX_ROUNDS = 10  # through a loop to find what its loss comes from


class Training:
    """Where a program trains: which loop goes over epochs, and which over mini-batches."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.functions = self._functions()  # that train, by themselves or through others
        self._trains = self._around(node for node in names.nodes if self._goes_backward(node))
        self.loops = dict.fromkeys(node for node in names.nodes if isinstance(node, Loop) and node in self._trains)
        self._holds_loop = self._around_loops()
        self._leads = self._around(node for node in names.nodes if node in self.loops or self._is_of_training(node))
        inner = [loop for loop in self.loops if not any(map(self._holds_loop.__contains__, ast.iter_child_nodes(loop)))]
        within = self._within_loops()
        self.batches = dict.fromkeys(loop for loop in inner if not self._counts(loop) or loop in within)
        self.epochs = dict.fromkeys(loop for loop in self.loops if loop not in self.batches)
        single = [
            each for name, each in names.functions.items() if name in self.functions and each not in self._holds_loop
        ]
        self.places: list[ast.AST] = [*self.batches, *single]  # the code that is run for each mini-batch
        if not self.batches and self.epochs:
            self.places += [loop for loop in inner if loop in self.epochs]
        self.inside = {part for place in self.places for part in ast.walk(place)}

    def _functions(self) -> frozenset[str]:
        callers: dict[str, set[str]] = defaultdict(set)  # function -> those that call it
        ahead: list[str] = []
        for name, function in self.names.functions.items():
            made = [each.func for each in ast.walk(function) if isinstance(each, ast.Call)]
            for each in made:
                if isinstance(each, ast.Name):
                    callers[each.id].add(name)
            if any(attribute_of(each) == "backward" for each in made):
                ahead.append(name)
        found: set[str] = set()
        while ahead:
            name = ahead.pop()
            if name not in found:
                found.add(name)
                ahead += callers[name]
        return frozenset(found)

    def _is_of_training(self, node: ast.AST) -> bool:
        """Whether this is a call of a function that trains."""
        return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in self.functions

    def _goes_backward(self, node: ast.AST) -> bool:
        """Whether this is a call that goes backward, itself or in the function that it calls."""
        return isinstance(node, ast.Call) and (attribute_of(node.func) == "backward" or self._is_of_training(node))

    def _around(self, nodes: Iterable[ast.AST]) -> set[ast.AST]:
        """Pieces of code with all that they stand in."""
        found: set[ast.AST] = set()
        for node in nodes:
            above: ast.AST | None = node
            while above is not None and above not in found:
                found.add(above)
                above = self.names.parents.get(above)
        return found

    def _around_loops(self) -> set[ast.AST]:
        """The code that has a loop that trains in it, or in a function that it calls."""
        found: set[ast.AST] = set()
        ahead: list[ast.AST] = list(self.loops)
        while ahead:
            above: ast.AST | None = ahead.pop()
            while above is not None and above not in found:
                found.add(above)
                if isinstance(above, Function) and self.names.functions.get(above.name) is above:
                    ahead += self.names.calls.get(above.name, [])
                above = self.names.parents.get(above)
        return found

    def _within_loops(self) -> set[ast.AST]:
        """The code that stands in a loop, or in a function that is called in one."""
        named: dict[str, list[ast.AST]] = defaultdict(list)
        ahead: list[ast.AST] = []
        for node in self.names.nodes:
            if isinstance(node, Function):
                named[node.name].append(node)
            elif isinstance(node, Loop):
                ahead += ast.iter_child_nodes(node)
        found: set[ast.AST] = set()
        while ahead:
            node = ahead.pop()
            if node in found:
                continue
            found.add(node)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                for function in named.pop(node.func.id, []):
                    ahead += ast.iter_child_nodes(function)
            if not isinstance(node, Function):  # where a function is called counts, not where it stands
                ahead += ast.iter_child_nodes(node)
        return found

    def _counts(self, loop: Loop) -> bool:
        """Whether a loop goes over numbers, not over mini-batches."""
        if isinstance(loop, ast.While):
            return True
        over = self.names.listed(loop.iter)
        return isinstance(over, ast.Call) and self.names.called(over.func) in {"range", "tqdm.trange"}

    @property
    def is_there(self) -> bool:
        """Whether the program trains over and over, not one step by hand."""
        return bool(self.loops)

    def trains_here(self, statement: ast.stmt) -> bool:
        """Whether training goes on in a statement: it is, or calls, a loop that trains."""
        return not isinstance(statement, Function | ast.ClassDef) and statement in self._leads

    def epoch_statements(self) -> Iterator[ast.stmt]:
        """The statements that are run once an epoch."""
        for loop in self.epochs:
            yield from (each for each in flat(loop.body) if each not in self.inside)

    @cached_property
    def bound_each_epoch(self) -> frozenset[str]:
        """The names that get a value once an epoch."""
        return frozenset(name for each in self.epoch_statements() for name in bound_names(each))


def _steering(node: ast.AST) -> Iterator[ast.Call]:
    """The calls of .backward() and .step() in a piece of code."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and attribute_of(each.func) in {"backward", "step"}:
            yield each


class Uses:
    """What the training of a program depends on."""

    def __init__(self, names: Names, training: Training) -> None:
        self.names, self.training = names, training
        self.slice, self.wanted = self._chosen()  # statements in the loops, and names from outside of them
        self.in_use = self._used()  # role -> the calls that made what the loops use

    def _chosen(self) -> tuple[set[ast.stmt], set[str]]:
        """The statements of the training loops that the loss comes from, and the names that they need from outside."""
        chosen: set[ast.stmt] = set()
        wanted: set[str] = set()
        for place in self.training.places:
            statements = list(flat(blocks(place) if isinstance(place, ast.stmt) else []))
            steered = [call for each in statements if not blocks(each) for call in _steering(each)]
            needed = set[str]().union(*map(read_names, steered))
            backward = [call for call in steered if attribute_of(call.func) == "backward"]
            losses = set[str]().union(*map(read_names, backward))
            last = max((call.lineno for call in backward), default=0)
            for _ in range(MAX_ROUNDS):
                for each in reversed(statements):
                    bound = bound_names(each) & needed
                    only_shown = each.lineno > last and bound <= losses  # `loss = loss.item()` after the backward pass
                    if bound and not only_shown and not blocks(each):
                        chosen.add(each)
                        needed |= read_names(each)
            inside = set[str]().union(
                *map(bound_names, [*statements, *([place] if isinstance(place, ast.For) else [])])
            )
            wanted |= needed - inside
        for loop in self.training.epochs:
            wanted |= read_names(loop.iter if isinstance(loop, ast.For | ast.AsyncFor) else getattr(loop, "test", None))
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
                        ahead |= read_names(each.value)
        return found

    def _used(self) -> dict[str, list[ast.Call]]:
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

    def is_unused(self, call: ast.Call, role: str) -> bool:
        """Whether a call makes something of a role for which the training loops use another."""
        return bool(self.in_use.get(role)) and call not in self.in_use[role]
