"""Whether code changes the training, or only hands on what every training loop has."""

import ast
import re
from functools import cached_property

from core.reader.loops import Training
from core.reader.names import Names
from core.reader.optimizer import LOSSES
from core.reader.syntax import attribute_of
from core.reader.templates import augment, fits

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


class Effects:
    """What pieces of code do to the training."""

    def __init__(self, names: Names, training: Training) -> None:
        self.names, self.training = names, training

    def is_of_loop(self, call: ast.Call) -> bool:
        """The calls that every training loop has."""
        if not isinstance(call.func, ast.Attribute):
            return self.is_plain(call)
        role, method = self.names.role(call.func.value), call.func.attr
        if method == "backward":
            return self.is_plain(call.func.value) and not call.args and not call.keywords
        if method == "step":
            scaled = len(call.args) == 1 and self.names.role(call.args[0]) == "optimizer"
            return (role in {"optimizer", "schedule"} and not call.args) or scaled or not role
        return method in _HARMLESS and bool(role)

    def is_plain(self, node: ast.AST) -> bool:
        """Whether an expression only hands on a mini-batch, the network's outputs, or the loss."""
        match node:
            case ast.Name() | ast.Constant():
                return True
            case ast.Call():
                return self._is_plain_call(node)
            case ast.Attribute(value=value):
                return self.is_plain(value)
            case ast.Subscript(value=value, slice=index):
                return self.is_plain(value) and self.is_plain(index)
            case ast.Tuple() | ast.List() | ast.Slice() | ast.UnaryOp() | ast.Starred():
                inner = [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr)]
                return all(map(self.is_plain, inner))
            case _:
                return False

    def _is_plain_call(self, node: ast.Call) -> bool:
        given = [*node.args, *(each.value for each in node.keywords)]
        if not all(map(self.is_plain, given)):
            return False
        if self.names.role(node.func) in {"network", "criterion"} or self.names.called(node.func) in _PLAIN_CALLS:
            return True
        if self.names.called(node.func) in LOSSES or self.names.called(node.func) in self.training.functions:
            return True
        if isinstance(node.func, ast.Attribute):
            if self.names.role(node.func.value) == "network" and node.func.attr == "forward":
                return True
            return node.func.attr in _PLAIN_METHODS and self.is_plain(node.func.value)
        return (
            isinstance(node.func, ast.Name) and node.func.id in self.names.functions and self.is_augment(node.func.id)
        )

    def is_augment(self, name: str) -> bool:
        """Whether a function of the program is the `augment` of our own programs."""
        return fits(augment(), self.names.functions[name], {})

    def changes(self, node: ast.AST) -> bool:
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
            elif isinstance(each, ast.Call) and re.search(r"[a-z]_$", attribute_of(each.func)):
                return True  # the methods and functions of torch that change a tensor, torch.nn.init's among them
        return False

    @cached_property
    def _writing(self) -> frozenset[str]:
        """The functions of the program that write into something."""
        return frozenset(name for name, each in self.names.functions.items() if self._writes(each))

    def _call_changes(self, call: ast.Call) -> bool:
        name = self.names.called(call.func)
        given = [each for each in call.args if self._is_part_of_training(each)]
        if name.startswith("torch.nn.init.") and given:
            return True
        if isinstance(call.func, ast.Name) and call.func.id in self.names.functions:
            return bool(given) and name not in self.training.functions and name in self._writing
        if isinstance(call.func, ast.Attribute) and self._is_part_of_training(call.func):
            method = call.func.attr
            known = method in _HARMLESS or method == "step" or self.names.role(call.func) == "network"
            direct = isinstance(call.func.value, ast.Name)
            return not known and (direct or bool(re.search(r"[a-z]_$", method))) and method not in _PLAIN_METHODS
        return False
