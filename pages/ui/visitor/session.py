"""The visitor's Session: the one typed object in session state. Its other entries are widgets' values and toasts."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from core.data.dataset import DataSet
from core.errors import BusyError
from core.messages import Message
from core.network import TrainedNetwork
from core.pretrained import ORIGIN
from core.runs.order import Goal
from core.runs.run import Run
from core.work.memory import give_back_memory
from core.work.scheduler import Owner, Scheduler
from core.work.task import Task
from pages.ui.visitor.asking import Asking
from pages.ui.visitor.form import FormState
from pages.ui.visitor.in_use import InUse
from pages.ui.visitor.learning import Learning
from pages.ui.visitor.lobby import Arrival
from pages.ui.visitor.own import OwnData
from pages.ui.visitor.runs import RUNS_KEPT, Deleted, Runs
from pages.ui.visitor.walking import Walking
from pages.ui.visitor.watching import Watching


@dataclass
class Session:
    """One visitor: who they are, and all that belongs to them, a part each."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(16))  # unguessable; see pages/ui/visitor/lobby.py
    arrival: Arrival = Arrival.NEW  # how the visitor came
    came_for: str = ""  # the token in the address, if it has not brought the visitor's work back
    lost_work: bool = False  # whether there was work when the server forgot the visitor
    page: str = ""  # address of the open page
    page_is_new: bool = True  # whether the page has just been opened
    presenting: bool = False  # on a projector: large type, no menu
    demo_step: int = 0  # the open step of the Demo page, from 0
    examples_shown: int = 0  # on the Data page: how many of each class were shown before
    owner: Owner = field(default_factory=Owner)  # owner of the runs in the scheduler
    task_owner: Owner = field(default_factory=Owner)  # owner of the tasks: they do not wait for the visitor's runs
    # Evaluations and other long work, see pages/ui/tasks.py: (name of the work, network, data set) -> task.
    tasks: dict[tuple[Message, TrainedNetwork, DataSet], Task[Any]] = field(default_factory=dict)
    runs: Runs = field(default_factory=Runs)
    in_use: InUse = field(init=False)
    form: FormState = field(default_factory=FormState)
    own: OwnData = field(default_factory=OwnData)
    asking: Asking = field(default_factory=Asking)
    learning: Learning = field(default_factory=Learning)
    walking: Walking = field(default_factory=Walking)
    watching: Watching = field(default_factory=Watching)

    def __post_init__(self) -> None:
        self.in_use = InUse(self.runs)

    @property
    def has_work(self) -> bool:
        """Whether there is something to come back to."""
        runs = self.runs.kept or self.runs.deleted is not None
        weights = self.in_use.uploaded is not None or self.in_use.recognised is not None
        brought = not self.own.is_empty or not self.asking.is_empty
        return bool(runs or weights or brought or self.learning.lab.history)

    def note_presence(self, *, present: bool) -> None:
        """Note whether the visitor is connected. Runs and tasks of visitors who have left come last in the queue."""
        self.owner.present = self.task_owner.present = present

    def drop_tasks(self) -> None:
        """Let go of work on networks that nobody can ask for any more."""
        alive = [self.in_use.network, self.in_use.held, *(other for _, other in self.in_use.networks().values())]
        dead = [key for key in self.tasks if key[1].origin != ORIGIN and all(key[1] is not one for one in alive)]
        for key in dead:
            self.tasks.pop(key).abandon()

    # --- what is done to a run and to the network in use together ---

    def begin(
        self, run: Run, scheduler: Scheduler, memory: int, instead_of: Run | None = None, goal: Goal = Goal.END
    ) -> None:
        """Start a run that needs `memory` bytes, or say in start_problem why it cannot start.

        It goes as far as `goal` says. The run's network replaces the present one after the first epoch. Other runs that
        are under way go on. The run `instead_of` ends, and the new run takes its place.
        """
        self.runs.asked_for = run.config
        try:
            try:
                scheduler.check_room(memory, Message("work-what-run"))
            except BusyError:
                if self.runs.deleted is None:
                    raise
                self.runs.let_go_of_deleted()
                give_back_memory()
                scheduler.check_room(memory, Message("work-what-run"))
            if instead_of is not None:
                self._remove(instead_of)
                instead_of.abandon()
            self.add(run)
        except BusyError as error:
            self.runs.start_problem = error.message
            return
        run.attach(scheduler).play(goal)

    def add(self, run: Run) -> None:
        """Keep a run and show it; the oldest that has ended makes room. Raises BusyError when all are under way.

        The network in use stays in use until the run has one.
        """
        oldest = self.runs.next_to_go
        if oldest is not None:
            self._remove(oldest)
            oldest.abandon()
        in_use = self.in_use.network
        self.runs.add(run)
        run.owner = self.owner
        self.in_use.chosen = in_use
        self.in_use.show(run)

    def delete(self, run: Run) -> None:
        """Take a run away; until the next one is deleted it can be brought back.

        A second click, which comes before the button has gone, finds nothing to do.
        """
        if run not in self.runs.kept:
            return
        self.runs.let_go_of_deleted()
        self.runs.deleted = Deleted(run, run.snapshot.active, run.id in self.in_use.wants_best)
        run.pause()
        self._remove(run)

    def undelete(self) -> None:
        """Bring back the run that was deleted last, and let it go on if it was under way. Without room, do nothing."""
        if self.runs.deleted is None or len(self.runs.kept) >= RUNS_KEPT:
            return
        run, was_active, wanted_best = self.runs.deleted
        self.runs.deleted = None
        self.add(run)
        if wanted_best:
            self.in_use.wants_best.add(run.id)
        if was_active:
            run.play()

    def _remove(self, run: Run) -> None:
        self.runs.remove(run)
        self.in_use.let_go_of(run)
        self.drop_tasks()
        if self.walking.run_id == run.id:
            self.walking.give_up()

    def forget(self) -> None:
        """The visitor has left for good: end the runs and let go of everything."""
        lost_work = self.has_work
        self.runs.let_go_of_deleted()
        for run in self.runs.kept:
            run.abandon()
        for task in self.tasks.values():
            task.abandon()
        if self.learning.racing is not None:
            self.learning.racing.abandon()
        self.walking.give_up()
        vars(self).update(vars(Session(self.token, lost_work=lost_work)))
