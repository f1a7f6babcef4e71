"""The seed, the optimizer, the loss and the clipping of a program."""

import ast
from collections.abc import Mapping

from core.config import TrainConfig, bounds_of, span
from core.messages import Message
from core.reader.form import Form
from core.reader.loops import Training, Uses
from core.reader.network_class import NetworkReader
from core.reader.records import NOT_UNDERSTOOD
from core.reader.syntax import arguments_of
from core.reader.values import UnknownError, Value, constant

OPTIMIZERS: Mapping[str, Mapping[str, Value]] = {  # PyTorch's parameters in their order, with their defaults
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
LOSSES: Mapping[str, str] = {
    "torch.nn.CrossEntropyLoss": "CrossEntropy",
    "torch.nn.functional.cross_entropy": "CrossEntropy",
    "torch.nn.MSELoss": "MSE",
    "torch.nn.functional.mse_loss": "MSE",
    "torch.nn.BCEWithLogitsLoss": "BCEWithLogits",
    "torch.nn.functional.binary_cross_entropy_with_logits": "BCEWithLogits",
    "torch.nn.NLLLoss": "NLL",
    "torch.nn.functional.nll_loss": "NLL",
}


class OptimizerReader:
    """Reads what a program says of its optimizer and its loss."""

    def __init__(self, form: Form, training: Training, uses: Uses, network: NetworkReader) -> None:
        self.form, self.training, self.uses, self.network = form, training, uses, network
        self.names = form.names

    def seed(self, call: ast.Call) -> None:
        """torch.manual_seed(...)."""
        self.form.take("seed", call.args[0] if call.args else None, call)

    def optimizer(self, call: ast.Call) -> None:
        """torch.optim.SGD(...) and the others."""
        kind = self.names.called(call.func).split(".")[-1]
        if self.uses.is_unused(call, "optimizer"):
            self.form.not_needed(call, "unused")
            return
        if self.uses.in_use.get("optimizer", [call])[0] is not call:
            self.form.refuse(call, "second")
            return
        if kind not in OPTIMIZERS:
            choices = span(bounds_of(TrainConfig, "optimizer"))
            self.form.note(call, NOT_UNDERSTOOD, Message("program-optimizer", name=kind, choices=choices))
            return
        defaults = OPTIMIZERS[kind]
        given = self.names.arguments(call, *defaults)
        self._parameters(given.pop("params", None), call)
        rate, decay = given.pop("lr", None), given.pop("weight_decay", None)
        momentum, nesterov = (given.pop(name, None) if kind == "SGD" else None for name in ("momentum", "nesterov"))
        self.form.odd(given, {**defaults, "maximize": False, "differentiable": False})
        if kind == "SGD":
            self._momentum(call, momentum, nesterov)
        else:
            self.form.settle("optimizer", kind, call)
        self.form.take("learning_rate", rate or constant(defaults["lr"]), rate or call)
        self.form.take("weight_decay", decay, decay) if decay else self.form.reset(
            weight_decay=float(str(defaults["weight_decay"]))
        )

    def _momentum(self, call: ast.Call, momentum: ast.expr | None, nesterov: ast.expr | None) -> None:
        try:
            amount = self.names.value(momentum) if momentum else 0
            ahead = self.names.value(nesterov) if nesterov else False
        except UnknownError:
            amount, ahead = None, False
        if momentum and amount != 0:
            self.form.take("momentum", momentum, momentum)
        self.form.settle("optimizer", "SGD" if amount == 0 else "Nesterov" if ahead else "Momentum", call)

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
            self.form.refuse(given or call, "parameters")

    def loss(self, call: ast.Call) -> None:
        """The loss, as a class of torch.nn or a function of torch.nn.functional."""
        name = self.names.called(call.func)
        if name.startswith("torch.nn.functional."):
            if call not in self.training.inside:
                self.form.not_needed(call, "test")
                return
            given = {each.arg or "**": each.value for each in call.keywords}
        else:
            if self.uses.is_unused(call, "criterion"):
                self.form.not_needed(call, "unused")
                return
            given = arguments_of(
                call, "weight", "size_average", "ignore_index", "reduce", "reduction", "label_smoothing"
            )
        loss = LOSSES.get(name, "")
        if loss == "NLL":
            loss = "CrossEntropy" if self._ends_in_log_softmax() else ""
        if not loss:
            choices = span(bounds_of(type(self.form.config), "loss"))
            self.form.note(call, NOT_UNDERSTOOD, Message("program-loss", name=name.split(".")[-1], choices=choices))
            return
        smoothing = given.pop("label_smoothing", None)
        self.form.odd(given, {"reduction": "mean", "weight": None, "ignore_index": -100})
        self.form.settle("loss", loss, call)
        self.form.take("label_smoothing", smoothing, smoothing) if smoothing else self.form.reset(label_smoothing=0.0)

    def _ends_in_log_softmax(self) -> bool:
        return any(
            self.names.called(each.func)
            in {"torch.nn.functional.log_softmax", "torch.log_softmax", "torch.nn.LogSoftmax"}
            for node in self.network.classes
            for each in ast.walk(node)
            if isinstance(each, ast.Call)
        )

    def clip(self, call: ast.Call) -> None:
        """clip_grad_norm_(...)."""
        given = arguments_of(call, "parameters", "max_norm", "norm_type")
        most = given.pop("max_norm", None)
        given.pop("parameters", None)
        self.form.odd(given, {"norm_type": 2, "error_if_nonfinite": False})
        self.form.take("clip_norm", most, call)
