"""Where a program trains, and what its training depends on."""

import ast
from collections import defaultdict
from collections.abc import Iterator

from core.reader.names import Names
from core.reader.syntax import Function, Loop, attribute_of, blocks, bound_names, flat, read_names

MAX_ROUNDS = 10  # through a loop to find what its loss comes from


class Training:
    """Where a program trains: which loop goes over epochs, and which over mini-batches."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.functions = self._functions()  # that train, by themselves or through others
        self.loops = dict.fromkeys(node for node in names.nodes if isinstance(node, Loop) and self.trains(node))
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
            if any(attribute_of(each) == "backward" for each in made):
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
            if isinstance(each, Loop) and self.trains(each):
                return True
            if isinstance(each, ast.Call) and isinstance(each.func, ast.Name):
                name = each.func.id
                fresh = name in self.functions and name not in seen and len(seen) < 20
                if fresh and self._holds_loop(self.names.functions[name], seen | {name}):
                    return True
        return False

    def _counts(self, loop: Loop) -> bool:
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
            if isinstance(above, Loop):
                return True
            if above is None or above in seen:
                continue
            seen.add(above)
            ahead += [above] if not isinstance(above, Function) else self.names.calls.get(above.name, [])
        return False

    @property
    def is_there(self) -> bool:
        """Whether the program trains over and over, not one step by hand."""
        return bool(self.loops)

    def trains_here(self, statement: ast.stmt) -> bool:
        """Whether training goes on in a statement: it is, or calls, a loop that trains."""
        return not isinstance(statement, Function | ast.ClassDef) and (
            any(loop in self.loops for loop in ast.walk(statement))
            or any(
                isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id in self.functions
                for each in ast.walk(statement)
            )
        )

    def epoch_statements(self) -> Iterator[ast.stmt]:
        """The statements that are run once an epoch."""
        for loop in self.epochs:
            yield from (each for each in flat(loop.body) if each not in self.inside)


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
