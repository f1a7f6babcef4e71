"""Which network a program trains, and whether it is a lesson's own."""

import ast
from functools import cached_property

from core.messages import Message
from core.reader.form import Form
from core.reader.loops import Training, Uses
from core.reader.normal_form import classes_of
from core.reader.own_networks import OwnNetwork, recognised
from core.reader.records import READ
from core.reader.syntax import bound_names, read_names
from core.reader.values import UnknownError

MAX_CLASSES = 50  # of networks of which the whole one is looked for
_FLATTENS = frozenset({"view", "reshape", "flatten"})


class NetworkReader:
    """Finds the network that is trained."""

    def __init__(self, form: Form, training: Training, uses: Uses) -> None:
        self.form, self.training, self.uses, self.names = form, training, uses, form.names
        self.call, self.variable = self._find()  # the call that builds it, and the name that it is given
        self.own = self._recognise()
        self.flattened: tuple[int, str] | None = None  # line and code that flattens the mini-batches

    def _find(self) -> tuple[ast.Call | None, str]:
        """The call that builds the network, and the name that it is given."""
        calls = [node for node in self.names.nodes if isinstance(node, ast.Call)]
        built = self.uses.in_use.get("network", [])[:1]
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
        bound = sorted(bound_names(statement))
        return built[0], bound[0] if bound else "net"

    def first_class(self) -> str:
        """The name of the class of the whole network; '' where there is none."""
        if self.call is not None:
            name = self.names.called(self.call.func)
            return name if name in self.names.classes else ""
        modules = [name for name in self.names.classes if self.names.is_network(name)][-MAX_CLASSES:]
        inner = {each.name for name in modules for each in classes_of(self.names, name)[1:]}
        return next((name for name in reversed(modules) if name not in inner), "")

    @cached_property
    def classes(self) -> list[ast.ClassDef]:
        """The classes of the program that the network is made of."""
        first = self.first_class()
        if first:
            return classes_of(self.names, first)
        parts = sorted(read_names(self.call))
        return [each for each in classes_of(self.names, *parts) if self.names.is_network(each.name)]

    def _recognise(self) -> OwnNetwork | None:
        first = self.first_class()
        return recognised(self.names, first, self.form.dataset) if first else None

    @property
    def is_lessons_own(self) -> bool:
        """Whether the network is the one that the lesson's form makes."""
        return self.own is not None and self.own.here and self.own.whole and self.form.lesson.id in self.own.lessons

    def build(self, call: ast.Call) -> None:
        """The call that builds the network."""
        name = self.names.called(call.func)
        if name.startswith("torchvision.models."):
            self.form.refuse(call, "pretrained")
            return
        self.form.note(call, READ, Message("program-own" if self.is_lessons_own else "program-network"))
        statement = self.names.statement(call)
        if isinstance(statement, ast.Assign) and statement.value is not call:
            self.form.note(statement, READ, Message("program-moved"))

    @cached_property
    def _goes_in(self) -> frozenset[str]:
        """The names that the training loops give the network."""
        calls = [each for each in self.training.inside if isinstance(each, ast.Call)]
        return frozenset(
            one.id
            for each in calls
            if any(isinstance(one, ast.Name) for one in each.args) and self.names.role(each.func) == "network"
            for one in each.args
            if isinstance(one, ast.Name)
        )

    def flattens(self, node: ast.stmt) -> bool:
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
        if node.targets[0].id not in self._goes_in or self.call is None:
            return False
        sizes = []
        for each in value.args:
            try:
                sizes.append(repr(self.names.value(each)))
            except UnknownError:
                if read_names(each) != {source.id}:
                    return False
                sizes.append(ast.unparse(each).replace(source.id, "{x}"))
        self.flattened = (node.lineno, f"{{x}}.{value.func.attr}({', '.join(sizes)})")
        return True
