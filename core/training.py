"""The training loop, a generator of events (long: the loop, its state, and how the state is saved belong together).

The loop shows nothing on a page, waits for nothing and starts no thread. To pause it, stop iterating; to end it, close
the generator; to let it work for a few events, use `itertools.islice`. The page, the tests and the benchmarks all use
this one loop.
"""

import copy
import math
from collections.abc import Generator, Iterator, Mapping
from typing import Any, NamedTuple, Self

import torch
from torch import Tensor, nn

from core.augmentation import augmentation_of
from core.batches import answer_batches, epoch_batches
from core.config import TrainConfig
from core.criteria import Criterion, build_criterion, class_logits
from core.data.dataset import TEST_SET, DataSet, Preparation, Split, set_name
from core.errors import TrainingError
from core.messages import Value
from core.models.dropout import Draws
from core.optimizers import (
    build_optimizer,
    build_schedule,
    load_schedule_state,
    scale_learning_rate,
    schedule_state,
)
from core.plan import Plan

CHECK_EVERY = 50  # steps between two checks of all weights: the loss can be finite although a weight is not


class Step(NamedTuple):
    """One mini-batch has been learnt from."""

    epoch: int  # from 1
    batch: int  # within the epoch, from 1
    loss: float  # mean over the mini-batch, before the update


class LogLine(NamedTuple):
    """The mean loss since the last log line, every config.log_every mini-batches; it comes just before its Step."""

    epoch: int
    batch: int
    loss: float


class Scoring(NamedTuple):
    """Some of the examples of a test have been answered, at the end of an epoch or of a run."""

    done: int  # examples
    total: int


class EpochEnd(NamedTuple):
    """One pass over the training data is complete. Means are by example; accuracies are 0 to 1."""

    epoch: int
    train_loss: float  # measured during the epoch, while the network was still changing
    train_accuracy: float  # measured during the epoch, while the network was still changing
    held_out_loss: float  # on the validation part, or on the test part where there is no validation part
    held_out_accuracy: float
    batch_loss_sum: float  # sum of the mini-batches' mean losses; lesson 001 divides it by the number of examples


class Result(NamedTuple):
    """The last test: of finished training on the test set, of training that was stopped on the held-out part."""

    right: int  # right answers
    total: int  # examples
    part: str  # TEST_SET or the name of the held-out part


Event = Step | LogLine | Scoring | EpochEnd | Result


class Sums(NamedTuple):
    """Sums over mini-batches and examples since the epoch began, and since the last log line."""

    running_loss: float = 0.0  # mean losses of the mini-batches since the last log line
    batch_loss: float = 0.0  # mean losses of the mini-batches since the epoch began
    example_loss: float = 0.0  # losses of the examples since the epoch began
    right: int = 0  # right answers during this epoch


def train(model: nn.Module, dataset: DataSet, config: TrainConfig, device: torch.device) -> Iterator[Event]:
    """Train `model` in place on `device` from beginning to end: Training(...).events()."""
    return Training(model, dataset, config, device).events()


class Training:
    """A network in training: everything that the next mini-batch depends on.

    The order of examples is that of `DataLoader(shuffle=True, generator=torch.Generator().manual_seed(config.seed))`,
    so on the CPU losses and weights equal the plain loop's bit for bit. Nothing is drawn from torch's global random
    state.
    """

    def __init__(self, model: nn.Module, dataset: DataSet, config: TrainConfig, device: torch.device) -> None:
        self.model = model.to(device).train()
        self.dataset, self.config, self.device = dataset, config, device
        self.plan = Plan.of(dataset, config)
        self.epoch = 1  # the one that is being worked on, from 1
        self.batch = 0  # mini-batches of it that have been learnt from
        self.epochs: tuple[EpochEnd, ...] = ()  # those that are complete
        self.good: Mapping[str, Tensor] = {}  # a copy of the last weights that were looked at and found finite
        self.good_step = 0  # mini-batches after which they were copied
        self.optimizer = build_optimizer(model.parameters(), config)
        self.schedule = build_schedule(self.optimizer, config, self.plan.steps)
        self.rate_of_step = self.learning_rate  # of the last step; before the first one it is nobody's
        self.result: Result | None = None  # of the last test
        self.answers: Tensor | None = None  # outputs (N, outputs) for the held-out examples after the latest epoch
        self._sums = Sums()
        self._outputs: list[Tensor] = []  # of mini-batches whose right answers have not been counted yet
        self._order = torch.Generator().manual_seed(config.seed)
        self._order_of_epoch = self._order.get_state()  # before the epoch's order is drawn
        self._noise = torch.Generator(device).manual_seed(config.seed)  # of augmentation and dropout
        for module in model.modules():
            if isinstance(module, Draws):
                module.generator = self._noise

    @property
    def step(self) -> int:
        """Mini-batches learnt from since the beginning."""
        return (self.epoch - 1) * self.plan.per_epoch + self.batch

    @property
    def over(self) -> bool:
        """Whether training is over: all epochs are complete, or it was stopped early."""
        return len(self.epochs) == self.config.epochs or self.stopped_early

    @property
    def stopped_early(self) -> bool:
        """Whether accuracy on the held-out examples has not risen for as many epochs as config.patience allows."""
        patience, risen = self.config.patience, last_rise(self.epochs)
        return patience > 0 and risen is not None and len(self.epochs) - risen.epoch >= patience

    @property
    def ended_early(self) -> bool:
        """Whether it was over before all epochs were complete."""
        return self.stopped_early and len(self.epochs) < self.config.epochs

    @property
    def sums(self) -> Sums:
        """What was added up since the epoch began, and since the last log line."""
        return self._sums

    @property
    def learning_rate(self) -> float:
        """The learning rate of the next step."""
        rate: float = self.optimizer.param_groups[0]["lr"]
        return rate

    def set_learning_rate(self, rate: float) -> None:
        """Set the learning rate from the next step on; the rest of a schedule is scaled by the same factor."""
        scale_learning_rate(self.optimizer, self.schedule, rate)

    def events(self) -> Iterator[Event]:
        """Continue from the present mini-batch, yielding every Step, LogLine, Scoring and EpochEnd, then a Result.

        Raises TrainingError when the loss or a weight is no longer a finite number.
        """
        yield from self._epochs()
        yield from self.last_test()

    def _epochs(self) -> Iterator[Event]:
        """The epochs that are left; what they need on the device is let go of before the last test."""
        # 1. Prepare the loss function and the examples.
        preparation, criterion = self.dataset.preparation(self.config), build_criterion(self.config)
        split, held_out = self.dataset.train.to(self.device), self.dataset.held_out.to(self.device)
        self.model.train()
        while not self.over:
            # 2. Draw the epoch's mini-batches, and learn from those that are left.
            order = self._draw_order()
            yield from self._learn(order[self.batch :], split, preparation, criterion)
            # 3. Count the right answers of the epoch, and check the weights.
            sums = self._count_right(order, split)
            self.check_weights()
            # 4. Test on the held-out examples.
            answers: list[tuple[Tensor, Tensor]] = []
            loss, right = yield from score(self.model, held_out, preparation, criterion, answers)
            self.model.train()
            if not math.isfinite(loss):
                part = set_name(self.dataset.held_out_name)
                raise TrainingError("runs-test-diverged", part=part, loss=str(loss), **self._moment())
            # 5. Record the epoch, and keep the outputs for the held-out examples in the examples' order.
            end = EpochEnd(
                self.epoch,
                sums.example_loss / len(split),
                sums.right / len(split),
                loss,
                right / len(held_out),
                sums.batch_loss,
            )
            self.epochs += (end,)
            indices, outputs = (torch.cat(column).cpu() for column in zip(*answers, strict=True))
            self.answers = outputs[indices.argsort()]
            # 6. Go to the beginning of the next epoch, then report the end of this one.
            self.epoch, self.batch, self._sums = self.epoch + 1, 0, Sums()
            self._order_of_epoch = self._order.get_state()
            yield end

    def last_test(self) -> Iterator[Scoring | Result]:
        """Test the network as it is now, and set `result`.

        Training that is over is tested on the test set. Without a validation part the test set is also the held-out
        part, so the last epoch ended with that test, whose number is used. Training that the visitor stopped is tested
        on the held-out part. Raises TrainingError when the loss is not a finite number.
        """
        dataset = self.dataset
        split, part = (dataset.test, TEST_SET) if self.over else (dataset.held_out, dataset.held_out_name)
        if self.over and split is dataset.held_out:
            right = round(self.epochs[-1].held_out_accuracy * len(split))
        else:
            preparation, criterion = dataset.preparation(self.config), build_criterion(self.config)
            loss, right = yield from score(self.model, split.to(self.device), preparation, criterion, [])
            if not math.isfinite(loss):
                when = self._moment(self.plan.epoch_of(self.step))
                raise TrainingError("runs-test-diverged", part=set_name(part), loss=str(loss), **when)
        self.result = Result(right, len(split), part)
        yield self.result

    def _draw_order(self) -> list[Tensor]:
        """Return the epoch's mini-batches of indices; every call within an epoch returns the same ones."""
        self._order.set_state(self._order_of_epoch)
        order = epoch_batches(self.dataset.train, self.config, self._order)
        if self.device.type == "cpu":
            return order
        return list(torch.cat(order).to(self.device).split([len(indices) for indices in order]))

    def _learn(
        self, order: list[Tensor], split: Split, preparation: Preparation, criterion: Criterion
    ) -> Iterator[Step | LogLine]:
        """The loop of every lesson: gather, zero_grad, forward, loss, backward, step."""
        model, optimizer, schedule = self.model, self.optimizer, self.schedule
        augmentation = augmentation_of(self.config)
        noise = self._noise if augmentation else None
        for indices in order:
            # 1. Gather the mini-batch and prepare it for the network.
            inputs = preparation.batch(split.inputs, indices, augmentation, noise)
            targets = split.targets.index_select(0, indices)  # (B,)
            # 2. Set the gradients to zero. Forward pass: outputs and loss.
            optimizer.zero_grad()
            outputs = model(*inputs)  # (B, classes), or (B, 1) for two classes
            loss = criterion(outputs, targets)
            # 3. Backward pass: gradients, shortened to clip_norm where that is set.
            loss.backward()
            if self.config.clip_norm:
                nn.utils.clip_grad_norm_(model.parameters(), self.config.clip_norm)
            # 4. Update the weights, then the learning rate.
            self.rate_of_step = self.learning_rate
            optimizer.step()
            if schedule is not None:
                schedule.step()
            # 5. Keep the outputs, read the loss, and yield the mini-batch's events.
            self.batch += 1
            self._outputs.append(outputs.detach())
            yield from self._record(loss.item(), len(indices))
            # 6. From time to time, check the weights.
            if self.step % CHECK_EVERY == 0:
                self.check_weights()

    def _record(self, loss: float, size: int) -> Iterator[Step | LogLine]:
        """Add the loss of the mini-batch of `size` examples to the epoch's sums, and yield the mini-batch's events.

        Raises TrainingError when the loss is not finite.
        """
        if not math.isfinite(loss):
            raise TrainingError("runs-loss-diverged", loss=str(loss), batch=self.batch, **self._moment())
        running, by_batch, by_example, right = self._sums
        running += loss
        line = self.batch % self.config.log_every == 0
        self._sums = Sums(0.0 if line else running, by_batch + loss, by_example + loss * size, right)
        if line:
            yield LogLine(self.epoch, self.batch, running / self.config.log_every)
        yield Step(self.epoch, self.batch, loss)

    def _count_right(self, order: list[Tensor], split: Split) -> Sums:
        """Count the right answers that are not counted yet, and return the sums up to here."""
        if self._outputs:
            guesses = class_logits(torch.cat(self._outputs)).argmax(1)
            learnt = torch.cat(order[self.batch - len(self._outputs) : self.batch])
            right = int((guesses == split.targets.index_select(0, learnt)).sum())
            self._sums = self._sums._replace(right=self._sums.right + right)
            self._outputs.clear()
        return self._sums

    def check_weights(self) -> None:
        """Raise TrainingError if a weight is not a finite number; otherwise keep a copy of the weights as `good`."""
        state = self.model.state_dict()
        bad = next((name for name, tensor in state.items() if not torch.isfinite(tensor).all()), None)
        if bad is not None:
            raise TrainingError("runs-weight-diverged", name=bad, batch=self.batch, **self._moment())
        if self.good:
            for name, tensor in state.items():
                self.good[name].copy_(tensor)
        else:
            self.good = {name: tensor.clone() for name, tensor in state.items()}
        self.good_step = self.step

    def _moment(self, epoch: int = 0) -> dict[str, Value]:
        """What every message on divergence says: the epoch, by default this one, and a learning rate to try."""
        rate = self.learning_rate
        return {"epoch": epoch or self.epoch, "rate": f"{rate:g}", "smaller": f"{rate / 10:g}"}

    def draw_batch(self) -> tuple[Tensor, tuple[Tensor, ...]]:
        """Return (indices (B,), what the network is called with) of the mini-batch that is learnt from next.

        It draws the noise of augmentation, as the loop does: for those who do that mini-batch themselves, on a copy.
        """
        indices = self._draw_order()[self.batch]
        inputs = self.dataset.train.to(self.device).inputs
        augmentation = augmentation_of(self.config)
        noise = self._noise if augmentation else None
        return indices, self.dataset.preparation(self.config).batch(inputs, indices, augmentation, noise)

    def copy(self) -> Self:
        """Return training at the same place, with the same gradients, that shares nothing with this but the data.

        Going on with either of them gives the same losses and weights.
        """
        other = type(self)(copy.deepcopy(self.model), self.dataset, self.config, self.device)
        other.load_state_dict(self.state_dict())
        for mine, its in zip(self.model.parameters(), other.model.parameters(), strict=True):
            its.grad = None if mine.grad is None else mine.grad.clone()
        return other

    def state_dict(self) -> dict[str, Any]:
        """Return what changes in training: {"tensors": name -> a copy on the CPU, "values": plain values for JSON}."""
        sums = self._count_right(self._draw_order(), self.dataset.train.to(self.device))
        tensors = {f"model.{name}": tensor for name, tensor in self.model.state_dict().items()}
        for index, numbers in self.optimizer.state_dict()["state"].items():
            tensors |= {f"optimizer.{index}.{key}": value for key, value in numbers.items()}
        tensors |= {"order": self._order_of_epoch, "noise": self._noise.get_state()}
        return {
            "tensors": {name: tensor.detach().to("cpu", copy=True) for name, tensor in tensors.items()},
            "values": {
                "epoch": self.epoch,
                "batch": self.batch,
                "sums": list(sums),
                "epochs": [list(end) for end in self.epochs],
                "schedule": schedule_state(self.optimizer, self.schedule),
            },
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Take over the state of another Training of the same config.

        Raises KeyError, TypeError, ValueError or RuntimeError when it does not fit; core/runs/checkpoint.py
        checks first.
        """
        tensors: Mapping[str, Tensor] = state["tensors"]
        values: Mapping[str, Any] = state["values"]
        self.model.load_state_dict({name: tensors[f"model.{name}"] for name in self.model.state_dict()})
        numbers: dict[int, dict[str, Tensor]] = {}
        for name, tensor in tensors.items():
            if name.startswith("optimizer."):
                _, index, key = name.split(".", 2)
                numbers.setdefault(int(index), {})[key] = tensor
        groups = self.optimizer.state_dict()["param_groups"]
        self.optimizer.load_state_dict({"state": numbers, "param_groups": groups})
        load_schedule_state(self.optimizer, self.schedule, values["schedule"])
        self._order_of_epoch = tensors["order"]
        if (
            tensors["noise"].shape == self._noise.get_state().shape
        ):  # a state of another kind of device has another size
            self._noise.set_state(tensors["noise"])
        self.epoch, self.batch = values["epoch"], values["batch"]
        self.epochs = tuple(EpochEnd(*end) for end in values["epochs"])
        self._sums = Sums(*values["sums"])
        self._outputs = []
        self.check_weights()


def best_epoch(epochs: tuple[EpochEnd, ...]) -> EpochEnd | None:
    """Return the epoch with the highest accuracy on the held-out examples; None before the first epoch.

    Of several such epochs, the one with the lowest loss on the held-out examples is returned.
    """
    return max(epochs, key=lambda end: (end.held_out_accuracy, -end.held_out_loss), default=None)


def last_rise(epochs: tuple[EpochEnd, ...]) -> EpochEnd | None:
    """Return the epoch in which held-out accuracy rose for the last time; None before the first epoch."""
    return max(epochs, key=lambda end: end.held_out_accuracy, default=None)


def score(
    model: nn.Module,
    split: Split,
    preparation: Preparation,
    criterion: Criterion,
    answers: list[tuple[Tensor, Tensor]],
) -> Generator[Scoring, None, tuple[float, int]]:
    """Test a network on a split, yielding progress; return (mean loss over the examples, right answers).

    Adds each batch's indices (B,) and outputs (B, outputs) to `answers`. The network may be in the middle of training;
    it is left in evaluation mode.
    """
    loss, right, done = 0.0, 0, 0
    for indices, outputs in answer_batches(model, split.inputs, preparation):
        answers.append((indices, outputs))
        targets = split.targets.index_select(0, indices)
        loss += criterion(outputs, targets).item() * len(targets)
        right += int((class_logits(outputs).argmax(1) == targets).sum())
        done += len(targets)
        yield Scoring(done, len(split))
    return loss / done, right
