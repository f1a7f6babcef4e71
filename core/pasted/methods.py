"""A method of a source as Python runs it here: a closure of ours over a frame.

A frame is a list: the Budget, the Program, then the method's local names, each at its place. An expression is a
function of a frame that gives a value; a statement gives None, or why the rest of its block is left out.
"""

import ast
from collections.abc import Callable
from typing import Any

from core.errors import PastedError
from core.pasted import values
from core.pasted.faults import quoted
from core.pasted.limits import MAX_RECURSION, Budget, Refused
from core.pasted.names import FIRST, Missing

Frame = list[Any]
Expression = Callable[[Frame], Any]
Statement = Callable[[Frame], Any]
Target = Callable[[Frame, Any], None]
UNBOUND, BREAK, CONTINUE = Missing("unbound"), Missing("break"), Missing("continue")


class Method:
    """A method of a class of the source."""

    def __init__(self, name: str, line: int, parameters: list[str], defaults: list[Expression | None]) -> None:
        self.name, self.line, self.parameters, self.defaults = name, line, parameters, defaults
        self.last_line = line  # of its code
        self.size = FIRST  # of a frame
        self.body: Statement = lambda _frame: None

    @property
    def most_arguments(self) -> int:
        """Besides self."""
        return len(self.parameters) - 1

    @property
    def required(self) -> list[str]:
        """The parameters besides self that have no default."""
        pairs = zip(self.parameters[1:], self.defaults[1:], strict=True)
        return [name for name, default in pairs if default is None]

    def run(self, program: Any, budget: Budget, args: list[Any], named: dict[str, Any]) -> Any:
        """Call it. Raises PastedError."""
        parameters = self.parameters
        if named or len(args) != len(parameters):
            args = self.bind(program, budget, args, named)
        budget.depth += 1
        if budget.depth > MAX_RECURSION:
            raise PastedError("pasted-too-deep", line=self.line)
        try:
            result = self.body([budget, program, *args, *[UNBOUND] * (self.size - FIRST - len(args))])
        finally:
            budget.depth -= 1
        return None if result is None else result[0]

    def bind(self, program: Any, budget: Budget, args: list[Any], named: dict[str, Any]) -> list[Any]:
        """The arguments in the order of the parameters, as Python gives them out."""
        if len(args) > len(self.parameters):
            raise Refused("pasted-too-many-arguments", name=self.name, most=self.most_arguments)
        bound = dict(zip(self.parameters, args, strict=False))
        for name, value in named.items():
            if name not in self.parameters or name in bound:
                raise Refused("pasted-unknown-argument", name=name, function=self.name)
            bound[name] = value
        for name, default in zip(self.parameters, self.defaults, strict=True):
            if name not in bound:
                if default is None:
                    raise Refused("pasted-missing-argument", name=name, function=self.name)
                bound[name] = values.lasting(budget, name, default([budget, program]))
        return [bound[name] for name in self.parameters]


def refuse(id_: str, node: Any, **named: Any) -> PastedError:
    """The error for a piece of syntax."""
    texts = {name: quoted(value) if isinstance(value, str) else value for name, value in named.items()}
    return PastedError(id_, line=getattr(node, "lineno", 1), **texts)


def cost_of(node: ast.AST) -> int:
    """Nodes of the syntax tree, without those of statements inside, which are counted each time they are run."""
    inside = [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]
    return 1 + sum(cost_of(child) for child in inside)
