"""What a program does to its pictures: normalization, resizing, augmentation."""

import ast
import math
from collections.abc import Callable, Mapping
from functools import cached_property

from core.config import choice_of, label_of
from core.messages import Message
from core.reader.data import PUBLISHED, DataReader
from core.reader.form import Form
from core.reader.records import NOT_UNDERSTOOD, READ
from core.reader.syntax import arguments_of, short
from core.reader.values import UnknownError

_MEASURED: tuple[tuple[tuple[float, ...], tuple[float, ...]], ...] = (  # mean and deviation of MNIST and CIFAR-10
    ((0.1307,), (0.3081,)),
    ((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)),
)


class PictureReader:
    """Reads what is done to the pictures."""

    def __init__(self, form: Form, data: DataReader) -> None:
        self.form, self.data, self.names = form, data, form.names
        self.normalized = False

    def transformed(self, call: ast.Call) -> None:
        """One step of what is done to the pictures."""
        name = self.names.called(call.func).split(".")[-1]
        if self.data.transform is not None and call not in self._steps:
            self.form.not_needed(call, "test-data")
            return
        steps: Mapping[str, Callable[[ast.Call], None]] = {
            "Compose": self._no_step,  # not shown
            "ToTensor": self._no_step,
            "PILToTensor": self._no_step,
            "ToPILImage": self._no_step,
            "ToImage": self._no_step,
            "ToDtype": self._no_step,
            "ConvertImageDtype": self._no_step,
            "Normalize": self._normalize,  # not shown
            "Resize": self._resize,  # not shown
            "RandomHorizontalFlip": self._mirrored,
            "RandomRotation": self._turned,
            "RandomCrop": self._shifted,
            "RandomAffine": self._affine,
        }
        if name in steps:
            steps[name](call)
        else:
            self.form.note(call, NOT_UNDERSTOOD, Message("program-transform", name=name))

    @cached_property
    def _steps(self) -> frozenset[ast.AST]:
        """What the training pictures' transform is made of."""
        return frozenset(ast.walk(self.data.transform)) if self.data.transform is not None else frozenset()

    def _no_step(self, call: ast.Call) -> None:
        if self.names.called(call.func).endswith(".Compose") and call.end_lineno != call.lineno:
            self.form.note(call.func, READ, Message("program-transforms"))
        elif not self.names.called(call.func).endswith(".Compose"):
            self.form.not_needed(call, "pixels")

    def _channels(self, node: ast.expr | None) -> tuple[float, ...]:
        """Numbers of channels. Raises UnknownError."""
        value = self.names.value(node)
        values = value if isinstance(value, tuple) else (value,)
        return tuple(float(each) if isinstance(each, int | float) else math.nan for each in values)

    def _normalize(self, call: ast.Call) -> None:
        given = arguments_of(call, "mean", "std")
        try:
            mean, std = self._channels(given.get("mean")), self._channels(given.get("std"))
        except UnknownError:
            self.form.note(
                call, NOT_UNDERSTOOD, Message("program-no-value", code=short(call), label=label_of("normalization"))
            )
            self.normalized = True
            return
        self._normalized_by(mean, std, call)

    def _normalized_by(self, mean: tuple[float, ...], std: tuple[float, ...], node: ast.AST) -> None:
        self.normalized = True
        own = self.form.dataset.statistics
        if {*mean, *std} == {0.5}:
            self.form.settle("normalization", "half", node)
        elif (own is not None and _near(mean, own.mean) and _near(std, own.std)) or any(
            _near(mean, one) and _near(std, other) for one, other in _MEASURED
        ):
            self.form.settle("normalization", "dataset", node)
        else:
            nearest = "half" if max(abs(each - 0.5) for each in mean) < 0.02 else "dataset"
            self.form.note(node, NOT_UNDERSTOOD, Message("program-normalization", nearest=choice_of(nearest)))

    def _sizes(self, node: ast.expr | None) -> int | None:
        """The side of a square that a transform is given."""
        try:
            value = self.names.value(node)
        except UnknownError:
            return None
        if isinstance(value, tuple) and len(set(value)) == 1:
            value = value[0]
        return value if isinstance(value, int) else None

    @cached_property
    def resized(self) -> int:
        """Pixels after Resize; 0: not resized."""
        for call in ast.walk(self.data.transform) if self.data.transform is not None else ():
            if isinstance(call, ast.Call) and self.names.called(call.func) == "torchvision.transforms.Resize":
                return self._sizes(arguments_of(call, "size").get("size")) or 0
        return 0

    def _resize(self, call: ast.Call) -> None:
        if self.resized == 32 and self.data.side in {0, 28, 32}:
            self.form.note(call, READ, Message("program-resized"))
        elif self.resized and self.resized == self.data.side:
            self.form.not_needed(call, "pixels")
        else:
            self.form.note(call, NOT_UNDERSTOOD, Message("program-transform", name="Resize"))  # not shown

    def _mirrored(self, call: ast.Call) -> None:
        if not self.form.odd(arguments_of(call, "p"), {"p": 0.5}):
            self.form.settle("flip", "yes", call)

    def _turned(self, call: ast.Call) -> None:
        given = arguments_of(call, "degrees")
        degrees = given.pop("degrees", None)
        self.form.odd(given, {"fill": 0, "expand": False})
        self._turn(degrees, call)

    def _turn(self, degrees: ast.expr | None, call: ast.Call) -> None:
        if isinstance(degrees, ast.Tuple | ast.List) and len(degrees.elts) == 2:
            try:
                low, high = self._channels(degrees)
            except UnknownError:
                low, high = 0.0, 1.0
            if low != -high:
                self.form.note(call, NOT_UNDERSTOOD, Message("program-argument", name="degrees"))
                return
            degrees = degrees.elts[1]
        self.form.take("rotation", degrees, call)

    def _shifted(self, call: ast.Call) -> None:
        given = arguments_of(call, "size", "padding")
        size = self._sizes(given.pop("size", None))
        most = given.pop("padding", None)
        if most is None or size not in {self.resized or self.data.side, None} or (size is None):
            self.form.note(call, NOT_UNDERSTOOD, Message("program-transform", name="RandomCrop"))  # not shown
        elif not self.form.odd(given, {"pad_if_needed": False, "fill": 0, "padding_mode": "constant"}):
            self.form.take("shift", most, call)

    def _affine(self, call: ast.Call) -> None:
        given = arguments_of(call, "degrees", "translate", "scale", "shear")
        degrees, moved = given.pop("degrees", None), given.pop("translate", None)
        if self.form.odd(given, {"scale": None, "shear": None, "fill": 0}):
            return
        self._turn(degrees, call)
        if moved is None:
            return
        try:
            across, down = self._channels(moved)
        except (UnknownError, ValueError):
            across, down = math.nan, 0.0
        pixels = across * (self.resized or self.data.side or 28)
        if across != down or abs(pixels - round(pixels)) > 0.5 + 1e-9:
            self.form.note(moved, NOT_UNDERSTOOD, Message("program-argument", name="translate"))
        else:
            self.form.settle("shift", round(pixels), moved)

    def statistics(self) -> None:
        """`(images / 255 - mean) / std`, as in our own programs."""
        for node in self.names.nodes:
            match node:
                case ast.BinOp(
                    op=ast.Div(),
                    left=ast.BinOp(
                        op=ast.Sub(),
                        left=ast.BinOp(op=ast.Div(), right=ast.Constant(value=255)),
                        right=ast.Name() as mean,
                    ),
                    right=ast.Name() as std,
                ):
                    self._measured(mean, std)
                    return
                case _:
                    pass

    def _measured(self, mean: ast.Name, std: ast.Name) -> None:
        found = []
        for name in (mean, std):
            try:
                made = self.names.find(name)
            except UnknownError:
                return
            while isinstance(made, ast.Call) and isinstance(made.func, ast.Attribute) and made.func.attr == "view":
                made = made.func.value
            if not isinstance(made, ast.Call) or self.names.called(made.func) != "torch.tensor" or not made.args:
                return
            try:
                found.append((self._channels(made.args[0]), self.names.statement(made)))
            except UnknownError:
                return
        for _, statement in found:
            self._normalized_by(found[0][0], found[1][0], statement)

    def without_normalization(self) -> None:
        """Say so where pictures of a published data set are not normalized."""
        published = self.data.made is not None and self.names.called(self.data.made.func) in PUBLISHED
        if published and self.data.made is not None and self.data.side and not self.normalized:
            self.form.note(self.data.transform or self.data.made, NOT_UNDERSTOOD, Message("program-unnormalized"))


def _near(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < 1e-3 for a, b in zip(one, other, strict=True))
