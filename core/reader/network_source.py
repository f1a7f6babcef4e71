"""The network of a program as a text of its own."""

import ast
from collections.abc import Iterator
from functools import cached_property

from core.messages import Message
from core.reader.form import Form
from core.reader.network_class import NetworkReader
from core.reader.records import READ
from core.reader.syntax import Function, bindings_in, bound_names, parameters_of, read_names
from core.reader.text import as_python
from core.reader.values import UnknownError, constant


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

    def written(self) -> tuple[str, tuple[int, ...]]:
        """The network as a text of its own, and the lines of the program that its lines stand in."""
        classes = sorted(self.network.classes, key=lambda each: each.lineno)
        call = self.network.call
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
            made.append((f"{self.network.variable} = {ast.unparse(self._with_values(call))}", call.lineno))
        used = set[str]().union(*map(_free_names, classes))
        if call is not None and self.names.called(call.func) == "torch.nn.Sequential":
            used |= read_names(call)
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
            except UnknownError:
                continue
            statement = bindings[0].statement
            self.form.note(statement, READ, Message("program-used-network"), head=True)
            yield f"{name} = {value!r}", statement.lineno

    def _class_lines(self, node: ast.ClassDef) -> Iterator[tuple[str, int]]:
        margin = node.col_offset
        first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
        forward = next((each for each in node.body if isinstance(each, Function) and each.name == "forward"), None)
        lines, outer = self._lines, self._margin + margin
        for number in range(first, (node.end_lineno or node.lineno) + 1):
            flattened = self.network.flattened
            if flattened and forward and node.name == self.network.first_class() and number == forward.body[0].lineno:
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
        lines, outer = self._lines, self._margin
        code = ast.get_source_segment("\n".join(line[outer:] for line in lines), call) or ast.unparse(call)
        first, *rest = code.split("\n")
        yield f"        self.layers = {first}", number
        for index, line in enumerate(rest, 1):
            yield f"            {line.strip()}", number + index
        yield "    def forward(self, x):", number  # not shown
        if self.network.flattened:
            yield f"        x = {self.network.flattened[1].replace('{x}', 'x')}", self.network.flattened[0]
        yield "        return self.layers(x)", number  # not shown
        yield f"{self.network.variable} = Network()", number

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
