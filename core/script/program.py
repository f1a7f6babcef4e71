"""What the programs of all lessons have in common, from the seed to the digest (long: their lines stand here)."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple, Self

from core.config import TextConfig, TrainConfig
from core.data.dataset import DataSet
from core.lessons import Lesson
from core.plan import Plan
from core.runs.snapshot import Snapshot, Status
from core.script.lines import MISSING, POST, Lines, Part, Writer, blank, indented, ours
from core.script.networks import OWN_DROPOUT, Divided, own

RATES = """\
if step in rates:
    factor = rates[step] / optimizer.param_groups[0]['lr']
    for group in optimizer.param_groups:
        for key in ('lr', 'initial_lr', 'max_lr', 'min_lr'):
            if key in group:
                group[key] *= factor
        group['lr'] = rates[step]
    scheduler.base_lrs = [factor * rate for rate in scheduler.base_lrs]
"""
RATES_WITHOUT_SCHEDULE = """\
if step in rates:
    for group in optimizer.param_groups:
        group['lr'] = rates[step]
"""
DIGEST = """\
digest = hashlib.sha256()
for name, tensor in {net}.state_dict().items():
    digest.update(name.encode() + tensor.numpy().tobytes())
"""


class Happened(NamedTuple):
    """What a visitor did to a run, and the digest of the weights that it ended with."""

    rates: tuple[tuple[int, float], ...] = ()  # (mini-batches done, learning rate set by hand then)
    stopped_after: int | None = None  # mini-batches after which the run was stopped; None: it was not
    epochs_done: int = 0  # when it was stopped
    weights: str = ""  # digest_of its network; "": not known

    @classmethod
    def of(cls, snapshot: Snapshot, weights: str = "") -> "Happened":
        """What a run's snapshot tells."""
        stopped = snapshot.step if snapshot.status is Status.STOPPED else None
        return cls(snapshot.rates, stopped, len(snapshot.epochs), weights)


def posts_config(lesson: Lesson, dataset: str) -> TrainConfig:
    """The post's hyperparameters, on the data set with this id."""
    return next(preset.config_for(dataset) for preset in lesson.presets if preset.id == "post")


class Program(ABC):
    """The program of one run, written part by part. Each lesson's kind of data has a class of its own."""

    net = "net"  # what the post calls its network
    loader = "trainloader"  # what it calls the mini-batches to learn from
    examples = "inputs, labels"  # what each of them has

    def __init__(self, lesson: Lesson, dataset: DataSet, config: TrainConfig, happened: Happened) -> None:
        self.arrays = f"{dataset.id}.npz"  # the file with data that torchvision cannot fetch
        self.lesson, self.dataset, self.config, self.happened = lesson, dataset, config, happened
        self.post = posts_config(lesson, dataset.id)
        self.writer = Writer(config, self.post)
        self.own = Divided.of(config.source) if config.source else None
        self.plan = Plan.of(dataset, config)
        stopped = happened.stopped_after
        # A run that was stopped between two epochs only has fewer of them; else the loops are left in the middle.
        between = stopped == happened.epochs_done * self.plan.per_epoch
        self.epochs = happened.epochs_done if between else config.epochs
        self.breaks_after = None if between else stopped

    def parts(self) -> Iterator[Part]:
        """All of it: a part for each cell of a notebook."""
        for name, write in (
            ("imports", self.imports),
            ("data", self.data),
            ("network", self.network),
            ("training", self.training),
            ("test", self.test),
            ("weights", self.weights),
        ):
            lines = tuple(self.marked(name, write()))
            if lines:
                yield Part(name, lines)

    def marked(self, _part: str, lines: Lines) -> Lines:
        """The lines of the part with this name; marked as ours where the post has no such part."""
        return lines

    @abstractmethod
    def imports(self) -> Lines:
        """What the program needs, and what makes its numbers the same each time."""

    @abstractmethod
    def data(self) -> Lines:
        """The training part, the test part, and how they are handed out."""

    @abstractmethod
    def lessons_class(self) -> Lines:
        """The lesson's class."""

    @abstractmethod
    def built(self) -> Lines:
        """A network of the lesson's class."""

    def lessons_network(self) -> Lines:
        """The lesson's class, and a network of it."""
        yield from self.lessons_class()
        yield from blank(2)
        yield from self.built()

    def network(self) -> Lines:
        """The class, and a network of it: the lesson's, or the visitor's beside the post's."""
        if self.own is None:
            yield from self.lessons_network()
            return
        of_post = [line.code for line in self.of_the_post().lessons_network() if line.kind in {POST, MISSING}]
        built = of_post[-1]
        if self.own.drops:
            yield from ours(OWN_DROPOUT, "own-dropout", "source")
            yield from blank(2)
        post_class = "\n".join(of_post[: of_post.index(built)]).strip("\n")
        yield from own(self.own.classes, post_class)
        yield from blank(2)
        if re.search(r"\bclasses\b", self.own.classes + self.own.call):
            yield from ours(f"classes = {self.dataset.classes!r}", "own-classes", "source")
        yield from own(f"{self.net} = {self.own.call}", built)

    def of_the_post(self) -> Self:
        """The program with the post's settings."""
        return type(self)(self.lesson, self.dataset, self.post, Happened())

    def own_imports(self, present: Lines) -> Lines:
        """The imports, with those that the visitor's class needs beside them."""
        present = tuple(present)
        yield from present
        there = {line.code for line in present if line.kind != MISSING}
        if self.own is not None:
            for code in self.own.imports:
                if code not in there:
                    yield from ours(code, "own-imports", "source")

    @abstractmethod
    def loop(self) -> Lines:
        """What is done in an epoch."""

    @abstractmethod
    def step(self) -> Lines:
        """A mini-batch, from its examples to the new weights."""

    @abstractmethod
    def test_data(self) -> Lines:
        """The test part alone, and how it is handed out."""

    @abstractmethod
    def count(self, *, by_class: bool = False) -> Lines:
        """The right answers to the test examples, and how many there are, printed; `by_class`: also for each class."""

    @property
    @abstractmethod
    def noisy(self) -> bool:
        """Whether anything but the order is drawn at random during training: augmentation, dropout."""

    def seed(self) -> Lines:
        """One thread and the seed."""
        yield from blank()
        yield from ours("torch.set_num_threads(1)", "one-thread")
        yield from ours(f"torch.manual_seed({self.config.seed})", "seed", "seed")
        yield from ours(f"order = torch.Generator().manual_seed({self.config.seed})", "order", "seed")
        if self.noisy:
            yield from ours(f"noise = torch.Generator().manual_seed({self.config.seed})", "noise", "seed")

    def training(self) -> Lines:
        """Criterion, optimizer, schedule, and the loop over the epochs."""
        config, line = self.config, self.writer.line
        yield from line(f"criterion = {self.criterion()}", "loss", "label_smoothing")
        fields = ("optimizer", "learning_rate", "momentum", "weight_decay")
        yield from line(f"optimizer = {self.optimizer()}", *fields)
        if config.schedule != "constant":
            yield from ours(f"scheduler = {self.schedule()}", "schedule", "schedule")
        if config.patience:
            yield from ours("best, waited = -1, 0", "patience", "patience")
        if self.happened.rates:
            rates = ", ".join(f"{step}: {rate!r}" for step, rate in self.happened.rates)
            yield from ours(f"rates = {{{rates}}}", "rates")
        if self.counts:
            yield from ours("step = 0", "steps")
        yield from blank()
        if self.epochs != config.epochs:
            yield from ours(f"for epoch in range({self.epochs}):", "fewer-epochs", epochs=config.epochs)
        else:
            yield from line(f"for epoch in range({config.epochs}):", "epochs")
        yield from indented(self.loop())
        if self.lesson.console.finished and self.happened.stopped_after is None:
            yield from blank()
            yield from line(f"print('{self.lesson.console.finished}')")

    @property
    def counts(self) -> bool:
        """Whether the program has to count its mini-batches."""
        return bool(self.happened.rates) or self.breaks_after is not None

    def criterion(self) -> str:
        """The loss function as code."""
        if self.config.loss == "CrossEntropy":
            smoothing = self.config.label_smoothing
            return f"nn.CrossEntropyLoss(label_smoothing={smoothing!r})" if smoothing else "nn.CrossEntropyLoss()"
        return {"MSE": "nn.MSELoss()", "BCEWithLogits": "nn.BCEWithLogitsLoss()"}[self.config.loss]

    def optimizer(self) -> str:
        """The optimizer as code."""
        return optimizer_of(self.config, f"{self.net}.parameters()")

    def schedule(self) -> str:
        """The learning-rate schedule as code."""
        steps = self.plan.steps
        match self.config.schedule:
            case "step":
                return f"optim.lr_scheduler.MultiStepLR(optimizer, [{steps // 2}, {3 * steps // 4}], gamma=0.1)"
            case "cosine":
                return f"optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max={steps})"
            case _:
                most = f"{self.config.learning_rate!r}, total_steps={max(2, steps)}"
                return f"optim.lr_scheduler.OneCycleLR(optimizer, {most}, cycle_momentum=False)"

    def before_step(self) -> Lines:
        """What comes at the beginning of a mini-batch."""
        if self.happened.rates:
            yield from ours(RATES if self.config.schedule != "constant" else RATES_WITHOUT_SCHEDULE, "rates")

    def update(self) -> Lines:
        """From the backward pass to the new weights."""
        yield from self.writer.line("loss.backward()")
        if self.config.clip_norm:
            clip = f"nn.utils.clip_grad_norm_({self.net}.parameters(), {self.config.clip_norm!r})"
            yield from ours(clip, "clip", "clip_norm")
        yield from self.writer.line("optimizer.step()")
        if self.config.schedule != "constant":
            yield from ours("scheduler.step()", "schedule", "schedule")

    def leave(self, *, outer: bool) -> Lines:
        """What leaves one of the two loops where the visitor stopped the run."""
        if self.counts and not outer:
            yield from ours("step += 1", "steps")
        if self.breaks_after is not None:
            yield from ours(f"if step == {self.breaks_after}:\n    break", "stopped")

    def give_up(self, count: str) -> Lines:
        """What ends the training when accuracy on the held-out examples no longer rises; `count`: the right answers."""
        if self.config.patience:
            yield from ours(
                f"{self.net}.eval()\n"
                "with torch.no_grad():\n"
                f"    right = {count}\n"
                f"{self.net}.train()\n"
                "best, waited = (right, 0) if right > best else (best, waited + 1)\n"
                f"if waited == {self.config.patience}:\n"
                "    break",
                "patience",
                "patience",
            )

    def test(self) -> Lines:
        """The post's evaluation. A run that was stopped is not tested on examples that are kept for the end."""
        tested = self.happened.stopped_after is None or self.dataset.validation is None
        return self.count() if self.lesson.console.accuracy is not None and tested else iter(())

    def evaluation(self) -> Lines:
        """The post's test, and what it leaves out: the right answers of each class, and the confusion matrix."""
        return self.count(by_class=True)

    def weights(self) -> Lines:
        """What tells whether the weights are the run's."""
        yield from ours("import hashlib\n", "digest")
        yield from blank()
        yield from ours(DIGEST.format(net=self.net), "digest")
        yield from ours(f"torch.save({self.net}.state_dict(), 'weights.pt')", "save")
        if self.happened.weights:
            same = f"digest.hexdigest() == '{self.happened.weights}'"
            yield from ours(f"print('Same weights as in the app:', {same})", "compare")


def optimizer_of(config: TrainConfig, parameters: str) -> str:
    """The optimizer of these parameters as code, as core/optimizers.py builds it; `parameters`: "net.parameters()"."""
    name = config.optimizer
    arguments = [f"lr={config.learning_rate!r}"]
    kind = "SGD" if name in {"Momentum", "Nesterov"} else name
    if name in {"Momentum", "Nesterov"} and config.momentum:
        arguments.append(f"momentum={config.momentum!r}")
    if config.weight_decay or kind == "AdamW":  # which has a weight decay of its own unless it is told otherwise
        arguments.append(f"weight_decay={config.weight_decay!r}")
    if name == "Nesterov" and config.momentum:
        arguments.append("nesterov=True")
    if kind in {"Adam", "AdamW"} and not isinstance(config, TextConfig):
        arguments.append("fused=True")
    return f"optim.{kind}({parameters}, {', '.join(arguments)})"


def flat(parts: tuple[Part, ...]) -> Lines:
    """The lines of a whole program, with an empty line between its parts."""
    return chain.from_iterable((*part.lines, *blank()) for part in parts)
