"""Run: one training on a thread of its own. A page reads its snapshot and network and calls start, stop, renew_lease.

A snapshot is never changed, only replaced in one write, so whoever reads one sees a moment that really was.
"""

import atexit
import copy
import gc
import importlib.metadata
import logging
import math
import secrets
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from core.config import TrainConfig
from core.criteria import build_criterion
from core.data.dataset import TEST_SET, DataSet, Split
from core.device import pick_device, use_one_thread
from core.errors import ConfigError, TrainingError, is_out_of_memory
from core.lessons import Lesson
from core.network import Card, TrainedNetwork
from core.training import EpochEnd, LogLine, Step, Testing, diverged, steps_per_epoch, test, train

LEASE = 15 * 60.0  # seconds without any page asking after a run until it stops by itself, keeping what was learnt
PUBLISH_EVERY = 0.1  # seconds between two snapshots
LOG_LINES_KEPT = 2000
FULL = "The memory of this computer is full. Try a smaller batch size."
FAULT = "Training broke off because of a fault in the program; the server's log has it."

log = logging.getLogger(__name__)


class Status(Enum):
    """Where a run stands."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A run at one moment."""

    status: Status
    steps: int  # in the whole run
    step: int = 0  # done so far
    epoch: int = 0  # of the last step, from 1; 0 before the first
    seconds: float = 0.0
    examples: int = 0  # seen so far
    losses: NDArray[np.float32] = field(default_factory=lambda: np.empty(0, np.float32))  # (step,) one a mini-batch
    epochs: tuple[EpochEnd, ...] = ()
    testing: Testing | None = None  # while it is being tested
    log: tuple[str, ...] = ()  # what the post's own script would have printed, the last lines of it
    message: str = ""  # why it failed, or a remark on how it ran

    @property
    def active(self) -> bool:
        """Whether more is to come."""
        return self.status in (Status.WAITING, Status.RUNNING)

    @property
    def progress(self) -> float:
        """0 to 1."""
        return self.step / self.steps

    @property
    def examples_per_second(self) -> float:
        """Over the whole run so far, tests at the end of epochs included."""
        return self.examples / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Estimated from the steps so far; None before the first ones."""
        return self.seconds / self.step * (self.steps - self.step) if self.step else None


class Run:
    """One training of one visitor."""

    def __init__(self, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> None:
        self.id = secrets.token_hex(8)
        self.lesson = lesson
        self.dataset = dataset
        self.config = config
        # The weights after the last whole epoch, or at the end; replaced, never changed.
        self.network: TrainedNetwork | None = None
        self.snapshot = Snapshot(Status.WAITING, config.epochs * steps_per_epoch(len(dataset.train), config.batch_size))
        self._stop = threading.Event()
        self._ending = threading.Event()  # the process goes away
        self._lease_until = time.monotonic() + LEASE
        self._thread = threading.Thread(target=self._work, name=f"run-{self.id}", daemon=True)

    def start(self) -> "Run":
        """Begin training; returns at once."""
        # A daemon thread inside torch while the interpreter goes away aborts the process: stop and join it first.
        atexit.register(self._end_with_process)
        self._thread.start()
        return self

    def stop(self) -> None:
        """End after the current mini-batch, keeping what was learnt; returns at once."""
        self._stop.set()

    def join(self, timeout: float | None = None) -> None:
        """Wait until the run has ended, at most `timeout` seconds."""
        self._thread.join(timeout)

    def renew_lease(self) -> None:
        """Say that somebody still wants this run."""
        self._lease_until = time.monotonic() + LEASE

    def _end_with_process(self) -> None:
        self._ending.set()
        self.stop()
        self.join()

    def _work(self) -> None:
        use_one_thread()
        progress = _Progress(self)
        try:
            self._train(progress)
        except (TrainingError, ConfigError) as error:
            progress.publish(Status.FAILED, str(error))
        except Exception as error:
            log.exception("run %s failed", self.id)
            progress.publish(Status.FAILED, FULL if is_out_of_memory(error) else FAULT)
        finally:
            atexit.unregister(self._end_with_process)
            gc.collect()  # Streamlit's own collection after each rerun is switched off, see .streamlit/config.toml

    def _train(self, progress: "_Progress") -> None:
        device, progress.message = pick_device(self.config.device)
        model = self.lesson.build_model_for(self.dataset, self.config)
        console, ended = self.lesson.console, False
        for event in train(model, self.dataset, self.config, device):
            match event:
                case Step():
                    progress.add_step(event)
                case LogLine():
                    progress.print(console.log_line(event))
                case Testing():
                    progress.add_testing(event)
                case EpochEnd():
                    progress.add_epoch(event)
                    progress.print(console.epoch_line(event, len(self.dataset.train)))
                    self.network = self._freeze(model, progress, event.held_out_accuracy)
            ended = self._stop.is_set() or time.monotonic() > self._lease_until
            if ended:
                break
        finished = len(progress.epochs) == self.config.epochs
        if finished and console.finished:
            progress.print([console.finished])
        # A run that was stopped is judged quickly, by the part that it was tested on after each epoch.
        split, name = (self.dataset.test, TEST_SET) if finished else (self.dataset.held_out, self.dataset.held_out_name)
        right = self._test(model, split, device, progress, finished=finished)
        if right is not None:
            progress.print(console.accuracy_line(right, len(split)) if split is self.dataset.test else [])
            self.network = self._freeze(model, progress, right / len(split), name)
        progress.testing = None
        progress.publish(Status.FINISHED if finished else Status.STOPPED)

    def _test(
        self, model: nn.Module, split: Split, device: torch.device, progress: "_Progress", *, finished: bool
    ) -> int | None:
        """Right answers at the end of a run; None when the test was broken off.

        Stop ends the test of a run that has come to its end, and the network keeps its last accuracy; the process
        ends any.
        """
        if finished and split is self.dataset.held_out:
            return round(progress.epochs[-1].held_out_accuracy * len(split))  # has just been tested
        preparation, criterion = self.dataset.preparation(self.config), build_criterion(self.config)
        testing = test(model, split.to(device), preparation, criterion)
        while not (self._ending.is_set() or (finished and self._stop.is_set())):
            try:
                progress.add_testing(next(testing))
            except StopIteration as end:
                loss, right = end.value
                if not math.isfinite(loss):
                    raise TrainingError(diverged(loss, progress.epoch, 0, self.config)) from None
                return int(right)
        return None

    def _freeze(
        self, model: nn.Module, progress: "_Progress", accuracy: float, measured_on: str = ""
    ) -> TrainedNetwork:
        card = Card(
            lesson=self.lesson.id,
            dataset=self.dataset.id,
            classes=self.dataset.classes,
            input_shape=self.dataset.input_shape,
            reads=self.dataset.reads,
            preparation=self.dataset.preparation(self.config),
            config=self.config,
            epochs_done=len(progress.epochs),
            steps_done=progress.step,
            accuracy=accuracy,
            measured_on=measured_on or self.dataset.held_out_name,
            versions={name: importlib.metadata.version(name) for name in ("torch", "torchvision", "safetensors")},
            trained_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        frozen = copy.deepcopy(model).cpu().eval().requires_grad_(False)
        return TrainedNetwork(frozen, card, "trained here", self.dataset.vocabulary, self.dataset)


class _Progress:
    """What the run's thread has gathered so far; the only place that makes snapshots of it."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.steps = run.snapshot.steps
        self._losses = np.empty(self.steps, np.float32)  # snapshots hold views of the part already written
        self._begun = self._published = time.perf_counter()
        self.step = self.epoch = self.examples = 0
        self.epochs: tuple[EpochEnd, ...] = ()
        self.log: deque[str] = deque(maxlen=LOG_LINES_KEPT)
        self.message = ""
        self.testing: Testing | None = None

    def add_step(self, step: Step) -> None:
        """Note one mini-batch; every tenth of a second, let the pages see it."""
        self._losses[self.step] = step.loss
        self.step += 1
        self.epoch = step.epoch
        size = self._run.config.batch_size
        per_epoch = len(self._run.dataset.train)
        self.examples = (step.epoch - 1) * per_epoch + min(step.batch * size, per_epoch)
        self._publish_soon()

    def add_testing(self, testing: Testing) -> None:
        """Note how far a test has come."""
        self.testing = testing if testing.done < testing.total else None
        self._publish_soon()

    def add_epoch(self, end: EpochEnd) -> None:
        """Note the end of an epoch."""
        self.epochs += (end,)

    def print(self, lines: list[str]) -> None:
        """Add to what the post's script would have printed."""
        self.log.extend(lines)

    def _publish_soon(self) -> None:
        if time.perf_counter() - self._published >= PUBLISH_EVERY:
            self.publish(Status.RUNNING)

    def publish(self, status: Status, message: str = "") -> None:
        """Replace the run's snapshot."""
        self._published = time.perf_counter()
        losses = self._losses[: self.step]
        losses.flags.writeable = False
        self._run.snapshot = Snapshot(
            status=status,
            steps=self.steps,
            step=self.step,
            epoch=self.epoch,
            seconds=self._published - self._begun,
            examples=self.examples,
            losses=losses,
            epochs=self.epochs,
            testing=self.testing,
            log=tuple(self.log),
            message=message or self.message,
        )
