"""Run: one training of one visitor, as pages hold it. core/runs/player.py does the work."""

import secrets
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any, Self

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.evaluate.evaluation import EpochAnswers
from core.lessons import Lesson
from core.messages import Message
from core.network import TrainedNetwork
from core.runs.order import Abandon, Goal, Order, Pause, Play, SetLearningRate, Stop
from core.runs.player import Player
from core.runs.snapshot import Snapshot
from core.training import Training
from core.work.scheduler import Owner, Scheduler, Standing


class Run:
    """One training of one visitor.

    The contract between threads: every method and property may be called from any thread, except that state_dict() and
    copy_training() are for a block of undisturbed(), and load_state_dict() for a run that nobody has started. Commands
    do not wait for a worker and take effect after the present mini-batch. What a property hands out (a snapshot, a
    network, answers) is never changed afterwards, so it may be kept, and read from any thread; whoever wants news asks
    again. `name` and `owner` belong to the visitor's Session once it keeps the run. Nothing in here calls Streamlit.
    """

    def __init__(
        self, lesson: Lesson, dataset: DataSet, config: TrainConfig, owner: Owner | None = None, expected: float = 0.0
    ) -> None:
        """`expected`: seconds that the whole run was expected to take; 0: not known."""
        self.id = secrets.token_hex(8)
        self.title = Message("runs-title", lesson=lesson.id, dataset=dataset.title)
        self.name = str(self.title)  # until the visitor gives it another
        self.change: Message | None = None  # the ready change of the lesson's network that it trains: 'without ReLU'
        self.lesson, self.dataset, self.config = lesson, dataset.read_as(config), config
        self.player = Player(lesson, self.dataset, config, run_id=self.id, owner=owner, expected=expected)

    def note_change(self, change: Message) -> None:
        """It trains the lesson's network with a ready change, and is named after it unless it has a name already."""
        unnamed = self.name == str(self.title)
        self.change = change
        self.title = Message("runs-title-changed", lesson=self.lesson.id, dataset=self.dataset.title, change=change)
        if unnamed:
            self.name = str(self.title)

    @cached_property
    def order(self) -> Order:
        """What is trained, as data. The first call reads the whole data set for its fingerprint."""
        return Order.of(self.lesson, self.dataset, self.config)

    @property
    def owner(self) -> Owner:
        """Whose run it is: the Scheduler shares the workers among owners."""
        return self.player.owner

    @owner.setter
    def owner(self, owner: Owner) -> None:
        self.player.owner = owner

    # --- what others see ---

    @property
    def snapshot(self) -> Snapshot:
        """Where the run stands."""
        return self.player.published.snapshot

    @property
    def network(self) -> TrainedNetwork | None:
        """The network with its weights at the last epoch's end, pause, or end of the run; None before the first."""
        return self.player.published.network

    @property
    def best(self) -> TrainedNetwork | None:
        """The network with its weights after the best epoch; None before the first epoch's end."""
        return self.player.published.best

    @property
    def glimpse(self) -> TrainedNetwork | None:
        """The network as it was within the last second or so, while somebody watches the run go on; see watch()."""
        return self.player.published.glimpse

    def watch(self) -> None:
        """Ask for glimpses during the next seconds. It takes the run a copy of the weights once a second."""
        self.player.watch()

    @property
    def answers(self) -> tuple[EpochAnswers, ...]:
        """The network's answers to the held-out examples after each epoch; not part of a saved run."""
        return self.player.published.answers

    @property
    def stopping(self) -> bool:
        """Whether stop() was called: the run ends early, and only its last test is left."""
        return self.player.stopping

    def seconds_left(self) -> float:
        """Return the seconds of work left, estimated."""
        return self.player.seconds_left()

    def standing(self) -> Standing | None:
        """Its place among all runs of the server; None when it wants no worker."""
        return self.player.standing()

    # --- commands ---

    def start(self, scheduler: Scheduler | None = None) -> Self:
        """Ask for a worker, so that the run begins when it is its turn; without `scheduler`, make one for this run."""
        if scheduler is not None:
            self.attach(scheduler)
        self.play()
        return self

    def attach(self, scheduler: Scheduler) -> Self:
        """Let this scheduler's workers do the run's work; return the run."""
        self.player.attach(scheduler)
        return self

    def play(self, goal: Goal = Goal.END) -> None:
        """Go on until the goal is reached."""
        self.player.obey(Play(goal))

    def pause(self) -> None:
        """Rest after the present mini-batch."""
        self.player.obey(Pause())

    def stop(self) -> None:
        """End after the present mini-batch, keeping what was learnt."""
        self.player.obey(Stop())

    def abandon(self) -> None:
        """End as soon as possible, without a last test: the run is no longer wanted."""
        self.player.obey(Abandon())

    def set_learning_rate(self, rate: float) -> None:
        """Set the learning rate from the next mini-batch on; the rest of a schedule is scaled by the same factor."""
        self.player.obey(SetLearningRate(rate))

    # --- waiting, saving ---

    def join(self, timeout: float | None = None) -> None:
        """Wait until the run has ended, at most `timeout` seconds."""
        self.player.ended.wait(timeout)

    def settle(self, timeout: float | None = None) -> None:
        """Wait until the run rests or has ended, at most `timeout` seconds."""
        self.player.idle.wait(timeout)

    def undisturbed(self) -> AbstractContextManager[None]:
        """Keep the run's state unchanged within a `with` block; the run continues afterwards."""
        return self.player.undisturbed()

    def state_dict(self) -> dict[str, Any]:
        """Return {"training": ..., "history": ...}, all that is needed to continue. Call it within undisturbed()."""
        return self.player.state_dict()

    def copy_training(self) -> Training:
        """Return a copy of the training, which is the caller's own. Call it within undisturbed(), before the end."""
        return self.player.copy_training()

    def load_state_dict(self, state: dict[str, Any], best: TrainedNetwork | None) -> None:
        """Take over the state of another run of the same config and pause there; `best`: its best weights."""
        self.player.load_state_dict(state, best)
