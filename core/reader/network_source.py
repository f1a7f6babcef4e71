"""The network of a program as a text of its own."""

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from core.messages import Message
from core.reader.form import Form
from core.reader.network_class import NetworkReader
from core.reader.records import READ
from core.reader.syntax import Function, bindings_in, bound_names, parameters_of, read_names
from core.reader.text import as_python
from core.reader.values import UnknownError, constant


class SourceLine(NamedTuple):
    """A line of the network as a text of its own."""

    code: str
    number: int  # the line of the program that it stands in, or was written for, from 1
    shift: int | None = None  # how many letters further right it stands there; None: it was written anew


class NetworkSource:
    """Writes the network as a text of its own."""

    def __init__(self, form: Form, network: NetworkReader) -> None:
        self.form, self.network, self.names = form, network, form.names

    @cached_property
    def _lines(self) -> list[str]:
        return as_python(self.form.lines)

    @cached_property
    def _margin(self) -> int:
        """How many spaces all lines begin with."""
        return min((len(line) - len(line.lstrip()) for line in self._lines if line.strip()), default=0)

    def written(self) -> list[SourceLine]:
        """The lines of the network as a text of its own; none where the program has no network."""
        classes = sorted(self.network.classes, key=lambda each: each.lineno)
        call = self.network.call
        if call is not None and self.names.called(call.func).startswith("torchvision.models."):
            return []
        if not classes and call is None:
            return []
        made: list[SourceLine] = []
        for each in classes:
            made += self._class_lines(each)
        if call is not None and self.names.called(call.func) == "torch.nn.Sequential":
            made += self._sequential(call)
        elif call is not None:
            made.append(SourceLine(f"{self.network.variable} = {ast.unparse(self._with_values(call))}", call.lineno))
        used = set[str]().union(*map(_free_names, classes))
        if call is not None and self.names.called(call.func) == "torch.nn.Sequential":
            used |= read_names(call)
        used -= {"words"}  # the interpreter's name for the size of the vocabulary
        return [*self._imports(used), *self._constants(used - {each.name for each in classes}), *made]

    def _imports(self, used: set[str]) -> Iterator[SourceLine]:
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
                        yield SourceLine(ast.unparse(kept), node.lineno)

    def _constants(self, used: set[str]) -> Iterator[SourceLine]:
        for name in sorted(used):
            bindings = self.names.bindings.get((self.names.tree, name), [])
            if len(bindings) != 1:
                continue
            try:
                value = self.names.value(bindings[0].value)
            except UnknownError:
                continue
            statement = bindings[0].statement
            self.form.note(statement, READ, Message("program-used-network"), head=True)
            yield SourceLine(f"{name} = {value!r}", statement.lineno)

    def _class_lines(self, node: ast.ClassDef) -> Iterator[SourceLine]:
        first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
        forward = next((each for each in node.body if isinstance(each, Function) and each.name == "forward"), None)
        lines, outer = self._lines, self._margin + node.col_offset
        for number in range(first, (node.end_lineno or node.lineno) + 1):
            line, flattened = lines[number - 1], self.network.flattened
            if flattened and forward and node.name == self.network.first_class() and number == forward.body[0].lineno:
                parameter = forward.args.args[1].arg if len(forward.args.args) > 1 else "x"
                indent = line[outer : len(line) - len(line.lstrip())]
                yield SourceLine(f"{indent}{parameter} = {flattened[1].replace('{x}', parameter)}", flattened[0])
            shift = 0 if line[:outer].strip() else outer
            yield SourceLine(line[shift:], number, shift)

    def _sequential(self, call: ast.Call) -> Iterator[SourceLine]:
        """nn.Sequential(...) as a class, which is all that the interpreter reads."""
        number = call.lineno
        yield SourceLine("import torch.nn as nn", number)  # not shown
        yield SourceLine("class Network(nn.Module):", number)
        yield SourceLine("    def __init__(self):", number)
        yield SourceLine("        super().__init__()", number)
        lines, outer = self._lines, self._margin
        code = ast.get_source_segment("\n".join(line[outer:] for line in lines), call) or ast.unparse(call)
        first, *rest = code.split("\n")
        before, indent = "        self.layers = ", " " * 12
        column = outer + len(lines[number - 1][outer:].encode()[: call.col_offset].decode())
        yield SourceLine(f"{before}{first}", number, column - len(before))
        for index, line in enumerate(rest, 1):
            margin = outer + len(line) - len(line.lstrip())
            yield SourceLine(f"{indent}{line.strip()}", number + index, margin - len(indent))
        yield SourceLine("    def forward(self, x):", number)  # not shown
        if self.network.flattened:
            yield SourceLine(f"        x = {self.network.flattened[1].replace('{x}', 'x')}", self.network.flattened[0])
        yield SourceLine("        return self.layers(x)", number)  # not shown
        yield SourceLine(f"{self.network.variable} = Network()", number)

    def _with_values(self, call: ast.Call) -> ast.Call:
        """The call with numbers in the place of what can be worked out."""

        def known(node: ast.expr) -> ast.expr:
            self.names.trail = []
            try:
                value = self.names.value(node)
            except UnknownError:
                return node
            for statement in self.names.trail:
                self.form.note(statement, READ, Message("program-used-network"), head=True)
            if self.names.dataset.vocabulary is not None and value == self.names.words:
                return ast.Name("words")  # the interpreter's name for the size of the vocabulary
            return constant(value)

        keywords = [ast.keyword(each.arg, known(each.value)) for each in call.keywords]
        return ast.Call(call.func, [known(each) for each in call.args], keywords)


def _free_names(node: ast.ClassDef) -> set[str]:
    """The names that a class takes from outside."""
    free = set[str]().union(*(read_names(each) for each in [*node.bases, *node.decorator_list]))
    for each in node.body:
        own = {name for name, _ in bindings_in(each)} if isinstance(each, Function) else bound_names(each)
        given = parameters_of(each.args) if isinstance(each, Function) else frozenset[str]()
        free |= read_names(each) - own - given
    return free
