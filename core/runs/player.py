"""Player: the half of a run that works, played like a tape (long: commands and work share a lock).

It trains as far as it was told to (a mini-batch, the next log line, the end of the epoch, the end) and publishes what
others see of it. core/runs/run.py is the other half, which pages hold.
"""

import copy
import gc
import importlib.metadata
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, assert_never

import torch
from torch import nn

from core.card import Card
from core.config import TrainConfig
from core.data.dataset import TEST_SET, DataSet, set_name
from core.errors import PlaygroundError, is_out_of_memory
from core.evaluate.evaluation import EpochAnswers
from core.lessons import Lesson
from core.messages import Message
from core.network import TRAINED_HERE, TrainedNetwork, Update
from core.optimizers import last_updates
from core.plan import Plan
from core.runs.history import History
from core.runs.order import Abandon, Command, Goal, Pause, Play, SetLearningRate, Stop
from core.runs.snapshot import Snapshot, Status
from core.training import (
    EpochEnd,
    Event,
    LogLine,
    Result,
    Scoring,
    Step,
    Training,
    best_epoch,
    last_rise,
)
from core.work.device import pick_device
from core.work.scheduler import GiveWay, Owner, Scheduler, Standing

PUBLISH_EVERY = 0.1  # seconds between two snapshots
GLIMPSE_EVERY = 1.0  # seconds between two copies of the weights for somebody who watches
WATCHED_FOR = 4.0  # seconds after which nobody is taken to be watching any more
WARM_UP = 2.0  # seconds of work: the first steps are slower, so they do not say yet how long the others will take
FULL, FAULT = Message("runs-memory-full"), Message("runs-fault")

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Published:
    """What others see of a run. Each part is replaced, never changed."""

    snapshot: Snapshot
    network: TrainedNetwork | None = None  # weights at the last epoch's end, pause, or end of the run
    best: TrainedNetwork | None = None  # weights after the best epoch
    glimpse: TrainedNetwork | None = None  # weights within an epoch, while somebody watches the run go on
    answers: tuple[EpochAnswers, ...] = ()  # to the held-out examples, after each epoch; not in a saved run


class Player:
    """The half of a run that works.

    Any thread may read `published` and call `obey`, which does not wait for a worker. The Scheduler's workers call
    `work`, one at a time. Whoever changes the training or its history holds the lock `_working`: the worker while it
    works, otherwise a command or `undisturbed`. `load_state_dict` takes no lock: call it before the run is started.
    """

    def __init__(
        self,
        lesson: Lesson,
        dataset: DataSet,
        config: TrainConfig,
        *,
        run_id: str = "",
        owner: Owner | None = None,
        expected: float = 0.0,
    ) -> None:
        """`expected`: seconds that the whole run was expected to take; 0: not known."""
        self.lesson, self.dataset, self.config = lesson, dataset, config
        self.run_id = run_id
        self.owner = owner or Owner()
        plan = Plan.of(dataset, config)
        self.published = Published(Snapshot(Status.WAITING, plan, learning_rate=config.learning_rate))
        self.idle = threading.Event()  # set: the run is paused or has ended
        self.ended = threading.Event()
        self._expected = expected
        self._scheduler: Scheduler | None = None
        self._goal = Goal.END
        self._stopping = threading.Event()  # set: end after the present mini-batch, with a last test
        self._abandoned = threading.Event()  # set: end as soon as possible, without a last test
        self._new_rate: float | None = None
        self._wanted = False  # whether a thread in undisturbed() waits for self._working
        self._wanting = threading.Lock()  # lets one thread at a time into undisturbed()
        self._working = threading.Lock()  # held while the state changes
        self._training: Training | None = None
        self._history = History(plan.per_epoch)
        self._testing: Scoring | None = None
        self._remark: Message | None = None  # on the device, shown with the snapshot
        self._reason: Message | None = None  # why the run was paused, where the server and not the visitor did so
        self._events: Iterator[Event] = self._play()  # its body begins in `_work`, when the training is built
        self._counted_until = self._last_publish = self._last_glimpse = 0.0  # seconds on the clock
        self._watched_until = 0.0  # likewise

    def attach(self, scheduler: Scheduler) -> None:
        """Let this scheduler's workers do the work. If none is attached, the first command that needs one makes it."""
        self._scheduler = scheduler

    def standing(self) -> Standing | None:
        """Its place among all jobs of the scheduler; None when it wants no worker."""
        return self._scheduler.standing(self) if self._scheduler else None

    @property
    def stopping(self) -> bool:
        """Whether the run was told to stop: it ends early, and only its last test is left."""
        return self._stopping.is_set()

    def watch(self) -> None:
        """Let the run publish a glimpse once a second for the next seconds. Any thread may call it, again and again."""
        self._watched_until = time.perf_counter() + WATCHED_FOR

    # --- commands, for any thread ---

    def obey(self, command: Command) -> None:
        """Do what the command says, without waiting for a worker.

        If no worker is on the run, the caller's thread does it; else the worker does it after the present mini-batch.
        After Stop, Pause is ignored.
        """
        match command:
            case Play(goal):
                if not self.published.snapshot.ended:
                    self._goal, self._reason = goal, None
                    self._submit()
            case Pause(reason):
                self._pause(reason)
            case Stop():
                self._stop()
            case Abandon():
                self._abandoned.set()
                with self._working_if_free() as free:
                    if free:  # else its worker ends it
                        self._withdraw()
                        self._end(Status.STOPPED)
            case SetLearningRate(rate):
                self._new_rate = rate
                with self._working_if_free() as free:
                    if free and not self.ended.is_set():  # else its worker takes the rate
                        self._take_new_rate()
                        shown = self.published.snapshot
                        self._show(snapshot=self._snapshot(shown.status, shown.message))
            case _:
                assert_never(command)

    def _pause(self, reason: Message | None) -> None:
        if self._stopping.is_set():
            return
        self._reason = reason or self._reason  # first, since a worker may pause as soon as it sees the goal
        self._goal = Goal.HERE
        with self._working_if_free() as free:
            if free and self._withdraw():
                self._halt()

    def _stop(self) -> None:
        self._stopping.set()
        if self.published.snapshot.ended:
            return
        with self._working_if_free() as free:
            if free and self._history.losses.steps == 0:
                self._withdraw()
                self._end(Status.STOPPED)  # there is nothing to keep
                return
        self._goal = Goal.END
        self._submit()

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """Keep the workers off the run within this block; the run's status does not change."""
        with self._wanting:  # one at a time
            self._wanted = True
            with self._working:
                self._wanted = False
                if not self.ended.is_set():
                    self._take_new_rate()
                yield

    def state_dict(self) -> dict[str, Any]:
        """Return {"training": ..., "history": ...}, all that is needed to continue. Call it within undisturbed()."""
        training = self._training or self._build()
        return {"training": training.state_dict(), "history": self._history.state_dict()}

    def copy_training(self) -> Training:
        """Return a copy of the training, which is the caller's own. Call it within undisturbed(), before the end."""
        return (self._training or self._build()).copy()

    def load_state_dict(self, state: dict[str, Any], best: TrainedNetwork | None) -> None:
        """Take over the state of another run of the same config and pause there; `best`: its best weights."""
        training = self._build()
        training.load_state_dict(state["training"])
        self._history.load_state_dict(state["history"], training.step)
        self._show(best=best)
        self._halt()

    @contextmanager
    def _working_if_free(self) -> Iterator[bool]:
        """Yield whether the lock `_working` was free. If so, hold it within this block, so that no worker works."""
        free = self._working.acquire(blocking=False)
        try:
            yield free
        finally:
            if free:
                self._working.release()

    def _submit(self) -> None:
        """Ask for a worker."""
        self.idle.clear()
        if self.published.snapshot.status is Status.PAUSED:
            with self._working_if_free() as free:
                if free:
                    self._show(snapshot=self._snapshot(Status.WAITING))
        if self._scheduler is None:
            self._scheduler = Scheduler()
        self._scheduler.submit(self)

    def _withdraw(self) -> bool:
        """Return whether the run was waiting for a worker; it is then out of the queue."""
        return self._scheduler is not None and self._scheduler.withdraw(self)

    # --- for the Scheduler's workers ---

    def work(self, give_way: GiveWay) -> bool:
        """Work until the goal is reached or others want the worker; return whether more is to be done."""
        while self._wanted:
            time.sleep(0.001)  # a thread in undisturbed() comes first
        with self._working:
            if self.ended.is_set():
                return False
            self._counted_until = time.perf_counter()
            try:
                return self._work(give_way)
            except PlaygroundError as error:
                self._fail(error.message)
            except Exception as error:
                log.exception("run %s failed", self.run_id)
                self._fail(FULL if is_out_of_memory(error) else FAULT)
            return False

    def make_pause(self, reason: Message) -> None:
        """Pause, for a reason that people are told."""
        self.obey(Pause(reason))

    def abandon(self) -> None:
        """End as soon as possible."""
        self.obey(Abandon())

    def seconds_left(self) -> float:
        """Return the seconds of work left, estimated from the steps so far.

        In the first seconds, the time that was expected before the start counts as well.
        """
        snapshot = self.published.snapshot
        expected = self._expected * (1 - snapshot.progress)
        if snapshot.seconds_left is None:
            return expected
        weight = min(1.0, snapshot.seconds / WARM_UP) if self._expected else 1.0
        return weight * snapshot.seconds_left + (1 - weight) * expected

    def _work(self, give_way: GiveWay) -> bool:
        if self._abandoned.is_set():
            self._end(Status.STOPPED)
            return False
        training = self._training or self._build()
        self._take_new_rate()
        if self._goal is Goal.HERE and not self._stopping.is_set():
            self._halt()
            return self._abandoned.is_set()  # abandoned just now: with another turn, which ends it
        self.idle.clear()  # Play may have come while the run was about to pause
        self._publish(Status.RUNNING)
        for event in self._events:
            if self._abandoned.is_set():
                self._end(Status.STOPPED)
                return False
            if isinstance(event, LogLine | Result):
                continue
            self._take_new_rate()
            if self._rests_after(event):
                training.check_weights()
                self._halt()
                return self._abandoned.is_set()  # abandoned just now: with another turn, which ends it
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
        """All events of the run. As a generator, it can be left between any two of them and taken up again later."""
        training = self._training
        assert training is not None
        # 1. Train until the training is over and tested, or until the visitor stops the run.
        self._print_if_over(training)
        if not self._stopping.is_set():
            for event in training.events():
                self._note(event)
                yield event
                if self._stopping.is_set():
                    break
        # 2. Test a run that was stopped before its training was over. Where Stop interrupted the last test of a whole
        #    training, there is no further test; without a validation part the last epoch's test serves as the last one.
        if training.result is None and not (training.over and self.dataset.validation is not None):
            for event in training.last_test():
                self._note(event)
                yield event
        # 3. End.
        self._end(
            Status.FINISHED if training.over else Status.STOPPED, self._why_early() if training.ended_early else None
        )

    def _note(self, event: Event) -> None:
        """Add an event to the history; every tenth of a second, let the pages see it."""
        history, console = self._history, self.lesson.console
        match event:
            case Step():
                history.losses.append(event.loss)
            case LogLine():
                self._print(console.log_line(event))
                if self._goal is Goal.LOG_LINE:
                    self._goal = Goal.STEP  # the Step of the same mini-batch follows; pause after that
            case Scoring():
                self._testing = event if event.done < event.total else None
            case EpochEnd():
                assert self._training is not None
                self._print(console.epoch_line(event, len(self.dataset.train)))
                network = self._freeze(event.held_out_accuracy)
                self._show(network=network)
                if best_epoch(self._training.epochs) is event:
                    self._show(best=network)
                if self._training.answers is not None:
                    answers = EpochAnswers.of(event.epoch, self._training.answers, self.config.loss)
                    self._show(answers=(*self.published.answers, answers))
                self._print_if_over(self._training)
            case Result():
                self._print(console.accuracy_line(event.right, event.total) if event.part == TEST_SET else [])
                self._show(network=self._freeze(event.right / event.total, event.part))
            case _:
                assert_never(event)
        self._publish_in_time(learnt=isinstance(event, Step))

    def _publish_in_time(self, *, learnt: bool) -> None:
        """Publish a snapshot, or a glimpse where a mini-batch has just been `learnt`, if it is time for one."""
        now = time.perf_counter()
        if now - self._last_publish >= PUBLISH_EVERY:
            self._publish(Status.RUNNING)
        if learnt and now < self._watched_until and now - self._last_glimpse >= GLIMPSE_EVERY:
            self._last_glimpse = now
            self._show(glimpse=self._freeze(None))

    def _print_if_over(self, training: Training) -> None:
        """Print the post's line on the end of training, if there is one and it was not printed before."""
        line = self.lesson.console.finished
        if training.over and line and line not in self._history.log:
            self._print([line])

    def _print(self, lines: list[str]) -> None:
        self._history.log.extend(lines)

    def _take_new_rate(self) -> None:
        if self._new_rate is not None:
            rate, self._new_rate = self._new_rate, None
            training = self._training or self._build()
            training.set_learning_rate(rate)
            self._history.add_rate(training.step, rate)

    # --- pausing, ending ---

    def _halt(self) -> None:
        """Pause: keep a copy of the present weights as `network`, and publish a snapshot."""
        if self._training is not None and self._training.step:
            self._show(network=self._freeze(self._accuracy_of_last_epoch()))
        self._publish(Status.PAUSED)
        self.idle.set()

    def _accuracy_of_last_epoch(self) -> float | None:
        """Return the held-out accuracy after the last epoch; None if the weights have changed since that test."""
        training = self._training
        if training is None or training.batch or not training.epochs:
            return None
        return training.epochs[-1].held_out_accuracy

    def _end(self, status: Status, message: Message | None = None) -> None:
        """Say how it ended and let go of everything that only training needs."""
        if self.ended.is_set():
            return
        self._publish(status, message)
        self._show(glimpse=None)
        self._training, self._events = None, iter(())
        gc.collect()  # Streamlit's own collection after each rerun is switched off, see .streamlit/config.toml
        self.idle.set()
        self.ended.set()

    def _fail(self, message: Message) -> None:
        """End the run as failed, and keep the last weights that were finite."""
        training, network = self._training, self.published.network
        try:
            if training is not None and training.good_step > (network.card.steps_done if network else 0):
                training.model.load_state_dict(training.good)
                self._show(network=self._freeze(None, step=training.good_step))
        except Exception:  # with no memory left not even a copy can be made
            log.exception("the last good weights of run %s are lost", self.run_id)
        kept = self.published.network
        if kept is not None:
            plan, step = self.published.snapshot.plan, kept.card.steps_done
            epoch = plan.epoch_of(step)
            batch = step - (epoch - 1) * plan.per_epoch
            message = Message("runs-weights-kept", problem=message, epoch=epoch, batch=batch)
        self._end(Status.FAILED, message)

    def _why_early(self) -> Message:
        risen = last_rise(self._training.epochs) if self._training is not None else None
        assert risen is not None
        return Message(
            "runs-ended-early",
            patience=self.config.patience,
            epoch=risen.epoch,
            part=set_name(self.dataset.held_out_name),
            accuracy=f"{100 * risen.held_out_accuracy:.2f}",
        )

    def _publish(self, status: Status, message: Message | None = None) -> None:
        """Add the time that was worked, then replace the run's snapshot."""
        now = time.perf_counter()
        if self._counted_until:
            self._history.seconds += now - self._counted_until
        self._last_publish = now
        # While it rests or waits, no time is counted.
        self._counted_until = now if status is Status.RUNNING else 0.0
        self._show(snapshot=self._snapshot(status, message))

    def _show(self, **changed: Any) -> None:
        """Replace what others see, in one write."""
        self.published = replace(self.published, **changed)

    def _snapshot(self, status: Status, message: Message | None = None) -> Snapshot:
        history, training, before = self._history, self._training, self.published.snapshot
        return Snapshot(
            status=status,
            plan=before.plan,
            seconds=history.seconds,
            learning_rate=training.learning_rate if training else before.learning_rate,
            losses=history.losses.curve(),
            rates=history.rates,
            epochs=training.epochs if training else before.epochs,
            testing=self._testing if status is Status.RUNNING else None,
            log=tuple(history.log),
            message=message or (self._reason if status is Status.PAUSED else None) or self._remark,
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
            epochs_done=len(self._training.epochs),
            steps_done=step or self._history.losses.steps,
            accuracy=accuracy,
            measured_on=measured_on or self.dataset.held_out_name,
            versions=versions(),
            trained_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        frozen = copy.deepcopy(self._training.model).cpu().eval().requires_grad_(False)
        return TrainedNetwork(
            frozen,
            card,
            TRAINED_HERE,
            self.dataset.vocabulary,
            self.dataset,
            self.run_id,
            gradients={} if step else gradient_lengths(self._training.model),
            updates={} if step else update_lengths(self._training),
        )


def gradient_lengths(model: nn.Module) -> dict[str, float]:
    """Name of each parameter that has a gradient -> the length (Euclidean norm) of the gradient."""
    gradients = {name: each.grad for name, each in model.named_parameters() if each.grad is not None}
    if not gradients:
        return {}
    lengths = torch.stack(torch._foreach_norm(list(gradients.values()))).tolist()
    return dict(zip(gradients, lengths, strict=True))


def update_lengths(training: Training) -> dict[str, Update]:
    """Name of each parameter that has a gradient -> how far the last step has moved it."""
    updates = last_updates(training.optimizer, training.rate_of_step)
    if not updates:
        return {}
    names = {id(parameter): name for name, parameter in training.model.named_parameters()}
    weights = [parameter.detach() for parameter, _ in updates]
    lengths = torch.stack(torch._foreach_norm([*(update for _, update in updates), *weights])).tolist()
    pairs = zip(updates, lengths[: len(updates)], lengths[len(updates) :], strict=True)
    return {names[id(parameter)]: Update(length, of) for (parameter, _), length, of in pairs}


def versions() -> dict[str, str]:
    """Return the versions of the packages that a file of weights was made with."""
    return dict(_versions())


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    return tuple((name, importlib.metadata.version(name)) for name in ("torch", "torchvision", "safetensors"))
