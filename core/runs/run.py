"""Run: one training of one visitor, controlled like a tape (long: controls and worker share one lock).

A run can be played, paused, advanced by one step, to the next log line or to the end of the epoch, and stopped.

The controls may be called from any thread and return at once. A worker of the Scheduler does the work and replaces the
run's snapshot. A snapshot itself is never changed, so it always shows a moment that really existed.
"""

import copy
import gc
import importlib.metadata
import logging
import math
import secrets
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from core.batches import steps_per_epoch
from core.card import Card
from core.config import TrainConfig
from core.criteria import build_criterion
from core.data.dataset import TEST_SET, DataSet, Split
from core.errors import PlaygroundError, TrainingError, is_out_of_memory
from core.evaluate.evaluation import EpochAnswers
from core.lessons import Lesson
from core.network import TrainedNetwork
from core.runs.history import History
from core.runs.snapshot import Goal, Snapshot, Status
from core.training import EpochEnd, Event, LogLine, Step, Testing, Training, best_epoch, diverged, last_rise, test
from core.work.device import pick_device
from core.work.scheduler import GiveWay, Owner, Scheduler, Standing

PUBLISH_EVERY = 0.1  # seconds between two snapshots
WARM_UP = 2.0  # seconds of work: the first steps are slower, so they do not say yet how long the others will take
FULL = "The memory of this computer is full. Try a smaller batch size or a smaller network."
FAULT = "Training broke off because of a fault in the program; the server's log has it."

log = logging.getLogger(__name__)


class Run:
    """One training of one visitor."""

    def __init__(
        self, lesson: Lesson, dataset: DataSet, config: TrainConfig, owner: Owner | None = None, expected: float = 0.0
    ) -> None:
        self.id = secrets.token_hex(8)
        self.lesson = lesson
        self.dataset = dataset
        self.config = config
        self.owner = owner or Owner()
        self.name = f"Lesson {lesson.id} on {dataset.title}"
        # `network` and `best` are replaced, never changed.
        self.network: TrainedNetwork | None = None  # weights at the last epoch's end, pause, or end of the run
        self.best: TrainedNetwork | None = None  # after its best epoch
        self.answers: tuple[EpochAnswers, ...] = ()  # to the held-out examples, after each epoch; not in a saved run
        self.snapshot = Snapshot(
            Status.WAITING,
            config.epochs * steps_per_epoch(len(dataset.train), config.batch_size),
            learning_rate=config.learning_rate,
        )
        self._expected = expected  # seconds
        self._scheduler: Scheduler | None = None
        self._goal = Goal.END
        self._stopping = threading.Event()  # set: end after the present mini-batch, with a last test
        self._abandoned = threading.Event()  # set: end as soon as possible, without a last test
        self._resting = threading.Event()  # set: the run is paused or has ended
        self._ended = threading.Event()
        self._new_rate: float | None = None
        self._wanted = False  # whether a thread in at_rest() waits for self._working
        self._wanting = threading.Lock()
        self._working = threading.Lock()  # held while the state changes
        self._training: Training | None = None
        self._history = History(steps_per_epoch(len(dataset.train), config.batch_size))
        self._testing: Testing | None = None
        self._remark = ""  # a sentence on the device, shown with the snapshot
        self._reason = ""  # why the run was paused, where the server and not the visitor did so
        self._events: Iterator[Event] = self._play()
        self._counted_until = self._published = 0.0  # seconds on the clock

    # --- controls, for any thread ---

    def start(self, scheduler: Scheduler | None = None) -> "Run":
        """Ask for a worker, so that the run begins when it is its turn; without `scheduler`, make one for this run."""
        self.attach(scheduler or Scheduler()).play()
        return self

    def attach(self, scheduler: Scheduler) -> "Run":
        """Let this scheduler's workers do the run's work; return the run."""
        self._scheduler = scheduler
        return self

    def play(self, goal: Goal = Goal.END) -> None:
        """Go on until the goal is reached."""
        if self.snapshot.ended:
            return
        self._goal, self._reason = goal, ""
        self._resting.clear()
        self._submit()

    def pause(self) -> None:
        """Rest after the present mini-batch."""
        if self._stopping.is_set():
            return
        self._goal = Goal.HERE
        with self._working_if_free() as free:
            if free and self._withdraw():
                self._rest()

    @property
    def stopping(self) -> bool:
        """Whether stop() was called: the run ends early, and only its last test is left."""
        return self._stopping.is_set()

    def stop(self) -> None:
        """End after the present mini-batch, keeping what was learnt."""
        self._stopping.set()
        if self.snapshot.ended:
            return
        with self._working_if_free() as free:
            if free and self._history.losses.steps == 0:
                self._withdraw()
                self._end(Status.STOPPED)  # there is nothing to keep
                return
        self._goal = Goal.END
        self._resting.clear()
        self._submit()

    def abandon(self) -> None:
        """End at once, without a last test: nobody wants it any more."""
        self._abandoned.set()
        with self._working_if_free() as free:
            if free:  # else its worker ends it
                self._withdraw()
                self._end(Status.STOPPED)

    def rest(self, reason: str) -> None:
        """Pause, for a reason that people are told."""
        self._reason = reason
        self.pause()

    def set_learning_rate(self, rate: float) -> None:
        """Set the learning rate from the next mini-batch on; the rest of a schedule is scaled by the same factor."""
        self._new_rate = rate
        with self._working_if_free() as free:
            if free and not self._ended.is_set():  # else its worker takes the rate
                self._take_new_rate()
                self.snapshot = self._snapshot(self.snapshot.status, self.snapshot.message)

    def join(self, timeout: float | None = None) -> None:
        """Wait until the run has ended, at most `timeout` seconds."""
        self._ended.wait(timeout)

    def settle(self, timeout: float | None = None) -> None:
        """Wait until the run rests or has ended, at most `timeout` seconds."""
        self._resting.wait(timeout)

    # --- what others ask ---

    def seconds_left(self) -> float:
        """Return the seconds of work left, estimated from the steps so far.

        In the first seconds, the time that was expected before the start counts as well.
        """
        snapshot = self.snapshot
        expected = self._expected * (1 - snapshot.progress)
        if snapshot.seconds_left is None:
            return expected
        weight = min(1.0, snapshot.seconds / WARM_UP) if self._expected else 1.0
        return weight * snapshot.seconds_left + (1 - weight) * expected

    def standing(self) -> Standing | None:
        """Its place among all runs of the server; None when it wants no worker."""
        return self._scheduler.standing(self) if self._scheduler else None

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Keep the run's state unchanged within this block; the run continues afterwards."""
        with self._wanting:  # one at a time
            self._wanted = True
            with self._working:
                self._wanted = False
                if not self._ended.is_set():
                    self._take_new_rate()
                yield

    def state_dict(self) -> dict[str, Any]:
        """Return {"training": ..., "history": ...}, all that is needed to continue. Call it within at_rest()."""
        training = self._training or self._build()
        return {"training": training.state_dict(), "history": self._history.state_dict()}

    def load_state_dict(self, state: dict[str, Any], best: TrainedNetwork | None) -> None:
        """Take over the state of another run of the same config and pause there; `best`: its best weights."""
        training = self._build()
        training.load_state_dict(state["training"])
        self._history.load_state_dict(state["history"], training.epochs, training.step)
        self.best = best
        self._rest()

    @contextmanager
    def _working_if_free(self) -> Iterator[bool]:
        """Yield whether the lock `_working` was free. If so, hold it within this block, so that no worker works."""
        free = self._working.acquire(blocking=False)
        try:
            yield free
        finally:
            if free:
                self._working.release()

    # --- the work, on a worker's thread ---

    def work(self, give_way: GiveWay) -> bool:
        """Work until the goal is reached or others want the worker; return whether more is to be done."""
        while self._wanted:
            time.sleep(0.001)  # a thread in at_rest() comes first
        with self._working:
            if self._ended.is_set():
                return False
            self._counted_until = time.perf_counter()
            try:
                return self._work(give_way)
            except PlaygroundError as error:
                self._fail(str(error))
            except Exception as error:
                log.exception("run %s failed", self.id)
                self._fail(FULL if is_out_of_memory(error) else FAULT)
            return False

    def _work(self, give_way: GiveWay) -> bool:
        if self._abandoned.is_set():
            self._end(Status.STOPPED)
            return False
        training = self._training or self._build()
        training.singly = self._goal is Goal.STEP
        self._take_new_rate()
        if self._goal is Goal.HERE and not self._stopping.is_set():
            self._rest()
            return False
        self._publish(Status.RUNNING)
        for event in self._events:
            if self._abandoned.is_set():
                self._end(Status.STOPPED)
                return False
            if isinstance(event, LogLine) or training.unread:
                continue
            self._take_new_rate()
            if self._rests_after(event):
                training.check_weights()
                self._rest()
                return self._abandoned.is_set()  # an abandoned run still has to be ended
            if self._wanted or give_way():
                self._publish(Status.WAITING)
                return True
        return False

    def _rests_after(self, event: Event) -> bool:
        goal = self._goal
        if goal is Goal.END or self._stopping.is_set():
            return False
        if isinstance(event, EpochEnd):
            return goal is not Goal.STEP and not (self._training and self._training.over)
        return goal is Goal.HERE or (goal is Goal.STEP and isinstance(event, Step))

    def _build(self) -> Training:
        device, self._remark = pick_device(self.config.device)
        self._training = Training(
            self.lesson.build_model_for(self.dataset, self.config), self.dataset, self.config, device
        )
        return self._training

    def _play(self) -> Iterator[Event]:
        """Train, then test. As a generator, it can pause between any two events and continue later."""
        training, console = self._training, self.lesson.console
        assert training is not None
        # 1. Train until all epochs are complete or the run is stopped.
        if not self._stopping.is_set():
            for event in training.events():
                self._note(event)
                yield event
                if self._stopping.is_set() and not training.unread:
                    break
        # 2. Print the post's line on the end of training, if the post has one.
        finished = training.over
        if finished and console.finished and console.finished not in self._history.log:
            self._print([console.finished])  # a run saved after this line has it already
        # 3. Test. A run that was stopped is tested quickly, on the part that it was tested on after each epoch.
        split, name = (self.dataset.test, TEST_SET) if finished else (self.dataset.held_out, self.dataset.held_out_name)
        if finished and split is self.dataset.held_out:
            right: int | None = round(self._history.epochs[-1].held_out_accuracy * len(split))  # has just been tested
        else:
            right = yield from self._last_test(split, finished=finished)
        # 4. Keep the weights with the accuracy, and end.
        if right is not None:
            self._print(console.accuracy_line(right, len(split)) if split is self.dataset.test else [])
            self.network = self._freeze(right / len(split), name)
        self._end(Status.FINISHED if finished else Status.STOPPED, self._why_early() if training.ended_early else "")

    def _last_test(self, split: Split, *, finished: bool) -> Generator[Event, None, int | None]:
        """Test at the end of a run and return the number of right answers.

        Returns None when stop() interrupts the test of a finished run: then the network keeps its last accuracy. Raises
        TrainingError when the loss is not finite.
        """
        assert self._training is not None
        preparation, criterion = self.dataset.preparation(self.config), build_criterion(self.config)
        testing = test(self._training.model, split.to(self._training.device), preparation, criterion, [])
        while not (finished and self._stopping.is_set()):
            try:
                event = next(testing)
            except StopIteration as end:
                loss, right = end.value
                if not math.isfinite(loss):
                    rate = self._training.learning_rate
                    raise TrainingError(
                        diverged(f"The loss on the test set became {loss}", self.snapshot.epoch, 0, rate)
                    ) from None
                return int(right)
            self._note(event)
            yield event
        return None

    def _note(self, event: Event) -> None:
        """Add an event to the history; every tenth of a second, let the pages see it."""
        history, console = self._history, self.lesson.console
        match event:
            case Step():
                history.losses.append(event.loss)
                per_epoch = len(self.dataset.train)
                seen = min(event.batch * self.config.batch_size, per_epoch)
                history.examples = (event.epoch - 1) * per_epoch + seen
            case LogLine():
                self._print(console.log_line(event))
                if self._goal is Goal.LOG_LINE:
                    self._goal = Goal.STEP  # the line's own step comes next
            case Testing():
                self._testing = event if event.done < event.total else None
            case EpochEnd():
                history.epochs += (event,)
                self._print(console.epoch_line(event, len(self.dataset.train)))
                self.network = self._freeze(event.held_out_accuracy)
                if best_epoch(history.epochs) is event:
                    self.best = self.network
                if self._training is not None and self._training.answers is not None:
                    answers = EpochAnswers.of(event.epoch, self._training.answers, self.config.loss)
                    self.answers += (answers,)
        if time.perf_counter() - self._published >= PUBLISH_EVERY:
            self._publish(Status.RUNNING)

    def _print(self, lines: list[str]) -> None:
        self._history.log.extend(lines)

    def _take_new_rate(self) -> None:
        if self._new_rate is not None and not (self._training and self._training.unread):
            rate, self._new_rate = self._new_rate, None
            training = self._training or self._build()
            training.set_learning_rate(rate)
            self._history.add_rate(training.step, rate)

    # --- coming to rest, coming to an end ---

    def _submit(self) -> None:
        """Ask for a worker."""
        if self._scheduler is None:
            self.attach(Scheduler())
        assert self._scheduler is not None
        if self.snapshot.status is Status.PAUSED and self._working.acquire(blocking=False):
            self.snapshot = self._snapshot(Status.WAITING)
            self._working.release()
        self._scheduler.submit(self)

    def _withdraw(self) -> bool:
        """Leave the queue; return False when the run does not wait in it, for instance when a worker is at work."""
        return self._scheduler is not None and self._scheduler.withdraw(self)

    def _rest(self) -> None:
        """Pause: keep a copy of the present weights as `network`, and publish a snapshot."""
        if self._training is not None and self._training.step:
            self.network = self._freeze(self._accuracy_of_last_epoch())
        self._publish(Status.PAUSED)
        self._resting.set()

    def _accuracy_of_last_epoch(self) -> float | None:
        """Return the last epoch's held-out accuracy; None where mini-batches were learnt from since."""
        between = self._training is not None and self._training.batch == 0 and self._history.epochs
        return self._history.epochs[-1].held_out_accuracy if between else None

    def _end(self, status: Status, message: str = "") -> None:
        """Say how it ended and let go of everything that only training needs."""
        if self._ended.is_set():
            return
        self._publish(status, message)
        self._training, self._events = None, iter(())
        gc.collect()  # Streamlit's own collection after each rerun is switched off, see .streamlit/config.toml
        self._resting.set()
        self._ended.set()

    def _fail(self, message: str) -> None:
        """End the run as failed, and keep the last weights that were finite."""
        training = self._training
        try:
            if training is not None and training.good_step > (self.network.card.steps_done if self.network else 0):
                training.model.load_state_dict(training.good)
                self.network = self._freeze(None, step=training.good_step)
        except Exception:  # with no memory left not even a copy can be made
            log.exception("the last good weights of run %s are lost", self.id)
        if self.network is not None:
            message += f" The weights after mini-batch {self.network.card.steps_done:,} are kept."
        self._end(Status.FAILED, message)

    def _why_early(self) -> str:
        risen = last_rise(self._history.epochs)
        assert risen is not None
        epochs = "epoch" if self.config.patience == 1 else f"{self.config.patience} epochs"
        return (
            f"Ended early: in the {epochs} after epoch {risen.epoch} the accuracy on the "
            f"{self.dataset.held_out_name} did not rise above {100 * risen.held_out_accuracy:.2f}%."
        )

    def _publish(self, status: Status, message: str = "") -> None:
        """Replace the run's snapshot."""
        now = time.perf_counter()
        if self._counted_until:
            self._history.seconds += now - self._counted_until
        self._published = now
        # While it rests or waits, no time is counted.
        self._counted_until = now if status is Status.RUNNING else 0.0
        self.snapshot = self._snapshot(status, message)

    def _snapshot(self, status: Status, message: str = "") -> Snapshot:
        history, training = self._history, self._training
        steps_done = history.losses.steps
        per_epoch = steps_per_epoch(len(self.dataset.train), self.config.batch_size)
        return Snapshot(
            status=status,
            steps=self.snapshot.steps,
            step=steps_done,
            epoch=math.ceil(steps_done / per_epoch),
            seconds=history.seconds,
            examples=history.examples,
            learning_rate=training.learning_rate if training else self.snapshot.learning_rate,
            losses=history.losses.curve(),
            rates=history.rates,
            epochs=history.epochs,
            testing=self._testing if status is Status.RUNNING else None,
            log=tuple(history.log),
            message=message or (self._reason if status is Status.PAUSED else "") or self._remark,
        )

    def _freeze(self, accuracy: float | None, measured_on: str = "", step: int = 0) -> TrainedNetwork:
        """Return a copy of the present weights with their card; `accuracy` None: not measured.

        `step`: mini-batches that the weights have learnt from; 0: all so far.
        """
        assert self._training is not None
        card = Card(
            lesson=self.lesson.id,
            dataset=self.dataset.id,
            classes=self.dataset.classes,
            input_shape=self.dataset.input_shape,
            reads=self.dataset.reads,
            preparation=self.dataset.preparation(self.config),
            config=self.config,
            epochs_done=len(self._history.epochs),
            steps_done=step or self._history.losses.steps,
            accuracy=accuracy,
            measured_on=measured_on or self.dataset.held_out_name,
            versions=versions(),
            trained_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        frozen = copy.deepcopy(self._training.model).cpu().eval().requires_grad_(False)
        return TrainedNetwork(frozen, card, "trained here", self.dataset.vocabulary, self.dataset, self.id)


def versions() -> dict[str, str]:
    """What a file of weights was made with."""
    return {name: importlib.metadata.version(name) for name in ("torch", "torchvision", "safetensors")}
