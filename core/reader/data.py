"""The data of a program: its data set, its mini-batches, its words."""

import ast
import re
from collections.abc import Mapping

from core.data.imdb import VOCABULARY
from core.lessons import DATASETS
from core.messages import Message
from core.reader.form import Form
from core.reader.loops import Uses
from core.reader.records import NOT_NEEDED, NOT_UNDERSTOOD, READ
from core.reader.syntax import Function, arguments_of, bound_names, call_of
from core.reader.templates import fits, review_readers
from core.reader.usual import LOADERS
from core.reader.values import UnknownError, constant

PUBLISHED: Mapping[str, tuple[str, int, int]] = {  # id of the data set, its pixels, its training examples
    "torchvision.datasets.MNIST": ("mnist", 28, 60_000),
    "torchvision.datasets.CIFAR10": ("cifar10", 32, 50_000),
    "torchtext.datasets.IMDB.splits": ("imdb", 0, 17_500),
    "torchtext.datasets.IMDB": ("imdb", 0, 17_500),
}


class DataReader:
    """Reads what a program says of its data."""

    def __init__(self, form: Form, uses: Uses) -> None:
        self.form, self.uses, self.names = form, uses, form.names
        self._for_test: dict[ast.stmt, bool] = {}  # whether a statement makes something for testing
        self.data_id = ""  # of the published data set that the program reads
        # The calls that make the training's mini-batches, its data set, and what is done to its pictures.
        self.loader, self.made, self.transform = self._of_training()

    def _of_training(self) -> tuple[ast.Call | None, ast.Call | None, ast.Call | None]:
        """The loader of the training, its data set, and what is done to its pictures."""
        calls = [node for node in self.names.nodes if isinstance(node, ast.Call)]
        loader = next(iter(self.uses.in_use.get("loader", [])), None)
        if loader is None:
            loaders = [each for each in calls if self.names.called(each.func) in LOADERS]
            loader = next((each for each in loaders if not self._is_for_test(each)), None)
        data = self._data_of(loader) if loader is not None else None
        if data is None:
            published = [each for each in calls if self.names.called(each.func).startswith("torchvision.datasets.")]
            data = next((each for each in published if not self._is_for_test(each)), None)
        transform = None
        if data is not None:
            given = arguments_of(data, "root", "train", "transform")
            transform = self.names.origin(given.get("transform"))
        return loader, data, transform

    def _data_of(self, loader: ast.Call) -> ast.Call | None:
        given = next(iter(arguments_of(loader, "dataset").values()), None)
        made = self.names.origin(given)
        while made is not None and self.names.called(made.func).startswith("torch.utils.data."):
            made = self.names.origin(made.args[0]) if made.args else None
        return made

    def _is_for_test(self, call: ast.Call) -> bool:
        """Whether a loader or a data set is there for testing."""
        given = arguments_of(call, "root", "train")
        part = given.get("train")
        if isinstance(part, ast.Constant) and self.names.called(call.func).startswith("torchvision.datasets."):
            return part.value is False
        if self.names.called(call.func) in LOADERS:
            data = self._data_of(call)
            if data is not None and data is not call and self._is_for_test(data):
                return True
        statement = self.names.statement(call)
        if statement not in self._for_test:
            bound = " ".join(bound_names(statement)).lower()
            self._for_test[statement] = bool(re.search("test|val", bound)) and "train" not in bound
        return self._for_test[statement]

    @property
    def side(self) -> int:
        """Pixels that a picture of the program's data set is high and wide; 0: not known."""
        name = self.names.called(self.made.func) if self.made is not None else ""
        return PUBLISHED[name][1] if name in PUBLISHED else 0

    def published(self, call: ast.Call) -> None:
        """A published data set."""
        name = self.names.called(call.func)
        if name not in PUBLISHED:
            self.form.note(call, NOT_UNDERSTOOD, Message("program-data-set", name=name.split(".")[-1]))
        elif self._is_for_test(call):
            self.form.not_needed(call, "test-data")
        else:
            self.data_id = PUBLISHED[name][0]
            self.form.note(call, READ, Message("program-data-is", title=DATASETS[self.data_id].title))

    def data_loader(self, call: ast.Call) -> None:
        """DataLoader(...)."""
        if call is not self.loader:
            self.form.not_needed(call, "test-data" if self._is_for_test(call) else "unused")
            return
        given = self.names.arguments(call, "dataset", "batch_size", "shuffle", "sampler", "batch_sampler")
        given.pop("dataset", None)
        size, sampler = given.pop("batch_size", None), given.pop("batch_sampler", None)
        shuffled = given.pop("shuffle", None)
        self.form.odd(given, {"sampler": None, "drop_last": False})
        if sampler is not None:
            made = self.names.origin(sampler)
            if made is None or self.names.called(made.func) != "LikeLength":
                self.form.note(sampler, NOT_UNDERSTOOD, Message("program-argument", name="batch_sampler"))
            else:
                self.form.note(call, READ, Message("program-batches-made"))
            return
        if "**" not in given:
            self.form.take("batch_size", size or constant(1), size or call)
        if (isinstance(shuffled, ast.Constant) and not shuffled.value) or shuffled is None:
            self.form.note(call, READ, Message("program-shuffled"))

    def iterators(self, call: ast.Call) -> None:
        """BucketIterator of torchtext, which makes mini-batches."""
        split = isinstance(call.func, ast.Attribute) and call.func.attr == "splits"
        given = arguments_of(call, "datasets", "batch_sizes" if split else "batch_size")
        sizes = given.get("batch_sizes")
        size = given.get("batch_size") or (
            sizes.elts[0] if isinstance(sizes, ast.Tuple | ast.List) and sizes.elts else None
        )
        self.form.take("batch_size", size, size or call)
        alike = given.get("sort_within_batch")
        like = (
            isinstance(alike, ast.Constant)
            and bool(alike.value)
            and "Bucket" in self.names.called(call.func)  # not shown
        )  # not shown
        self.form.settle("batching", "like length" if like else "mixed", alike or call)  # not shown

    def like_lengths(self, call: ast.Call) -> None:
        """LikeLength(...) of our own programs."""
        self.form.take("batch_size", arguments_of(call, "lengths", "batch_size").get("batch_size"), call)

    def field(self, call: ast.Call) -> None:
        """Field(...) of torchtext, which may cut texts."""
        self.form.not_needed(call, "words")
        most = arguments_of(call).get("fix_length")
        if most is not None and self.form.take("max_length", most, most) is not None:
            self.form.settle("keep", "beginning", most)

    def vocabulary(self, call: ast.Call) -> None:
        """build_vocab(...) of torchtext."""
        self.form.not_needed(call, "words")
        most = arguments_of(call, "train").get("max_size")
        if most is None:
            return
        try:
            if self.names.value(most) != VOCABULARY:
                self.form.note(most, NOT_UNDERSTOOD, Message("program-vocabulary", words=VOCABULARY))
        except UnknownError:
            self.form.note(most, NOT_UNDERSTOOD, Message("program-vocabulary", words=VOCABULARY))

    def split(self, call: ast.Call) -> None:
        """How torchtext splits IMDB."""
        ratio = arguments_of(call, "split_ratio").get("split_ratio")
        try:
            usual = ratio is None or self.names.value(ratio) == 0.7
        except UnknownError:
            usual = False
        self.form.not_needed(call, "words") if usual else self.form.refuse(call, "split")

    def is_of_torchtext(self, node: ast.expr) -> bool:
        """Whether an expression stands for one of IMDB's parts."""
        made = self.names.origin(node)
        return made is not None and self.names.called(made.func).startswith("torchtext.datasets.")

    def augmented(self, node: Function, holes: Mapping[str, ast.expr]) -> None:
        """The function `augment` of our own programs, with what stands in its holes."""
        for name in ("rotation", "shift"):
            self.form.take(name, holes[name], node)
        self.form.settle(
            "flip", "no" if self.names.called(call_of(holes["mirror"])) == "torch.ones_like" else "yes", node
        )

    def cut(self, node: Function) -> None:
        """The function `read` of lesson 002b's programs, which may cut texts."""
        for keep, pattern in review_readers():
            holes: dict[str, ast.expr] = {}
            if fits(pattern, node, holes) and keep:
                if self.form.take("max_length", holes["most"], node) is not None:
                    self.form.settle("keep", keep, node)
                return
        self.form.note(node, NOT_NEEDED, Message("program-why-data"))
