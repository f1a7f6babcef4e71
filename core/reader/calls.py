"""The calls that say something of the training, and who reads each of them."""

import ast
from collections.abc import Callable, Mapping
from functools import partial

from core.messages import Message
from core.reader.data import PUBLISHED, DataReader
from core.reader.effects import Effects
from core.reader.form import Form
from core.reader.loops import Training, Uses
from core.reader.network_class import NetworkReader
from core.reader.optimizer import LOSSES, OptimizerReader
from core.reader.pictures import PictureReader
from core.reader.records import READ
from core.reader.schedule import ScheduleReader
from core.reader.syntax import call_of


class CallReader:
    """Has each call read by the one who knows what it says."""

    def __init__(self, form: Form, training: Training, uses: Uses) -> None:
        self.form, self.names = form, form.names
        self.effects = Effects(form.names, training)
        self.data = DataReader(form, uses)
        self.pictures = PictureReader(form, self.data)
        self.network = NetworkReader(form, training, uses)
        self.optimizer = OptimizerReader(form, training, uses, self.network)
        self.schedule = ScheduleReader(form, training, self.data)

    def handled(self, node: ast.AST) -> bool:
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
            "torch.manual_seed": self.optimizer.seed,
            "torch.utils.data.DataLoader": self.data.data_loader,
            "torchtext.data.BucketIterator.splits": self.data.iterators,
            "torchtext.data.Iterator.splits": self.data.iterators,
            "torchtext.data.BucketIterator": self.data.iterators,
            "torchtext.data.Field": self.data.field,
            "torchtext.data.LabelField": partial(self.form.not_needed, why="words"),
            "torch.nn.utils.clip_grad_norm_": self.optimizer.clip,
            "torch.utils.data.random_split": partial(self.form.refuse, why="split"),
            "torch.utils.data.Subset": partial(self.form.refuse, why="split"),
        }
        if name in exact:
            return exact[name]
        if name in LOSSES or self.names.role_of_call(call) == "criterion":
            return self.optimizer.loss
        if name.startswith("torch.optim.lr_scheduler."):
            return self.schedule.schedule
        if name.startswith("torch.optim."):
            return self.optimizer.optimizer
        if name.startswith("torchvision.transforms."):
            return self.pictures.transformed
        if name in PUBLISHED or name.startswith(("torchvision.datasets.", "torchtext.datasets.")):
            return self.data.published
        if call is self.network.call:
            return self.network.build
        return self._method_handler(call, name)

    def _method_handler(self, call: ast.Call, name: str) -> Callable[[ast.Call], None] | None:  # noqa: PLR0911  (a reader each)
        if isinstance(call.func, ast.Attribute):
            if call.func.attr == "manual_seed" and self.names.called(call_of(call.func.value)) == "torch.Generator":
                return partial(self.form.not_needed, why="chance")
            if call.func.attr == "build_vocab":
                return self.data.vocabulary
            if call.func.attr == "split" and self.data.is_of_torchtext(call.func.value):
                return self.data.split
            if call.func.attr == "copy_" and call.args and self._is_vectors(call.func.value, call.args[0]):
                return self._with_vectors
        if self.names.is_data(name) or name in {"torch.utils.data.TensorDataset", "numpy.load"}:
            return partial(self.form.not_needed, why="data")
        if name == "LikeLength" and name in self.names.classes:
            return self.data.like_lengths
        if name in self.names.functions and self.effects.is_augment(name):
            return partial(self.form.note, kind=READ, message=Message("program-augment"))
        return None

    def _with_vectors(self, call: ast.AST) -> None:
        self.form.settle("embedding", "GloVe", call)

    def _is_vectors(self, target: ast.expr, value: ast.expr) -> bool:
        """Whether word vectors are put into an embedding."""
        return (
            "embedding" in ast.unparse(target) and "weight" in ast.unparse(target) and "vectors" in ast.unparse(value)
        )
