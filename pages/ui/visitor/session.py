"""The visitor's Session, the one typed object in session state (long: all that a visit holds is named here).

All other entries of session state are the widgets' own values.
"""

import secrets
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.data.own import Collection
from core.data.pictures import Photo
from core.errors import BusyError, DataError
from core.explain.attribution import WordAttribution
from core.network import TrainedNetwork
from core.pretrained import FIRST, ORIGIN, PRETRAINED, load_pretrained, pretrained_for
from core.recognize.recognition import Recognised
from core.runs.run import Run
from core.work.memory import give_back_memory
from core.work.scheduler import Owner, Scheduler
from core.work.task import Task
from pages.ui.components.pad import Pad
from pages.ui.visitor.learning import Learning
from pages.ui.visitor.lobby import Arrival
from pages.ui.visitor.uploads import Upload

RUNS_KEPT = 6
MARKS = (":blue[●]", ":orange[■]", ":green[▲]", ":violet[◆]", ":red[★]", ":gray[▼]")  # one for each run that is kept
EXAMPLE = "The acting was not bad, but the story was boring. I would not watch it again."


class Deleted(NamedTuple):
    """A run that the visitor has deleted. It is paused and kept, so that the visitor can bring it back."""

    run: Run
    was_active: bool
    wanted_best: bool


class Brought(NamedTuple):
    """The pictures of files that have just been read."""

    collection: Collection
    loose: bool  # whether the pictures have no class yet, so that the visitor has to name it


@dataclass
class Session:
    """One visitor's runs, trained weights, data and drawings."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(16))  # unguessable; see pages/ui/visitor/lobby.py
    arrival: Arrival = Arrival.NEW  # how the visitor came
    came_for: str = ""  # the token in the address, if it has not brought the visitor's work back
    lost_work: bool = False  # whether there was work when the server forgot the visitor
    owner: Owner = field(default_factory=Owner)  # owner of the runs in the scheduler
    task_owner: Owner = field(default_factory=Owner)  # owner of the tasks: they do not wait for the visitor's runs
    runs: list[Run] = field(default_factory=list)  # the oldest first, at most RUNS_KEPT
    run: Run | None = None  # the run that Train shows, and whose network the other pages use
    marks: dict[str, str] = field(default_factory=dict)  # run id -> one of MARKS, the same on every page
    wants_best: set[str] = field(default_factory=set)  # ids of runs whose best epoch is used instead of the last
    deleted: Deleted | None = None  # the last run that the visitor has deleted
    start_problem: str = ""  # why the last run could not be started
    asked_for: TrainConfig | None = None  # the hyperparameters of the run that was asked for last
    play_problem: dict[str, str] = field(default_factory=dict)  # run id -> why it could not go on
    rate_problem: dict[str, str] = field(default_factory=dict)  # run id -> why its learning rate could not be set
    run_upload: Upload = field(default_factory=Upload)  # the upload of saved runs
    follows_run: bool = True  # whether the other pages use the run's network as soon as it has one
    chosen: TrainedNetwork | None = None  # network used instead of the run's: an earlier, uploaded or pretrained one
    uploaded: TrainedNetwork | None = None  # the network that was uploaded last
    held: TrainedNetwork | None = None  # the network that Evaluate keeps while its run goes on
    # Evaluations and other long work, see pages/ui/tasks.py: (name of the work, network, data set) -> task.
    tasks: dict[tuple[str, TrainedNetwork, DataSet], Task[Any]] = field(default_factory=dict)
    form_shows: tuple[str, str, str] | None = None  # lesson, data set and preset whose values were put into the form
    form_values: dict[str, Any] = field(default_factory=dict)  # hyperparameter -> the value that is in the form now
    page: str = ""  # title of the open page
    page_is_new: bool = True  # whether the page has just been opened
    presenting: bool = False  # on a projector: large type, no sidebar
    demo_step: int = 0  # the open step of the Demo page, from 0
    demo_run: Run | None = None  # the run that the demo has trained, unless it was deleted
    choices: dict[str, str] = field(default_factory=dict)  # widget -> choice: lesson, data set, preset, tab
    examples_shown: int = 0  # on the Data page: how many of each class were shown before
    pad: Pad = field(default_factory=lambda: Pad("canvas"))  # the canvas for drawings that networks answer
    sketch: Pad = field(default_factory=lambda: Pad("sketch"))  # what becomes an example of the visitor's own data
    photo: Photo | None = None  # what is shown to a network for pictures
    photo_from: str = ""  # key of the widget that was used last to bring a picture
    photo_problem: str = ""  # why the last picture could not be used
    teaching: str = ""  # what became of the last drawing that was to be added to the visitor's data
    taught: dict[str, Any] | None = None  # the strokes of the drawing that `teaching` is about
    text: str = EXAMPLE  # what is shown to a network that reads
    text_at_mount: str = ""  # what was in the text field when it appeared
    text_number: int = 0  # counts the changes that the page itself has made to the text
    explained: tuple[TrainedNetwork, tuple[int, ...], WordAttribution] | None = None  # network, word ids, word weights
    upload: Upload = field(default_factory=Upload)  # the upload of weights
    weights_taken: int = 0  # counts uploaded weights: the panel closes after each
    recognised: Recognised | None = None  # weights from elsewhere, until it is known what they have learnt from
    collection: Collection | None = None  # the visitor's own data
    own_split: tuple[float, int] = (0.25, 0)  # the share of it that is for testing, and the seed of the split
    own_built: tuple[Collection, tuple[float, int], DataSet] | None = None  # (collection, split, their data set)
    own_upload: Upload = field(default_factory=Upload)  # the upload of files for the collection
    brought: Brought | None = None  # what the last files hold, until the visitor says what is to become of it
    undo: tuple[str, Collection | None] | None = None  # what was done last to the collection, and how it was before
    own_shown: bool = False  # whether the page is to show the collection, which may be far below
    learning: Learning = field(default_factory=Learning)
    collecting_number: int = 0  # counts photographs: after each the camera begins anew
    collecting_problem: str = ""  # why the last pictures could not be added

    @property
    def network(self) -> TrainedNetwork:
        """The network that Evaluate and Try it speak of: a pretrained one before anything was trained or uploaded."""
        of_run = self.network_of(self.run) if self.run is not None and self.follows_run else None
        return of_run or self.chosen or load_pretrained(FIRST)

    @property
    def network_for_drawings(self) -> TrainedNetwork:
        """The network in use if it reads drawings, else the pretrained network for drawn digits."""
        return self.network if self.network.card.reads == "drawings" else load_pretrained(FIRST)

    def network_of(self, run: Run) -> TrainedNetwork | None:
        """The run's last weights, or those of its best epoch where the visitor wants them."""
        return run.best if run.id in self.wants_best else run.network

    @property
    def has_work(self) -> bool:
        """Whether there is something to come back to."""
        brought = (self.collection, self.brought, self.undo, self.uploaded, self.recognised, self.photo)
        made = (self.deleted, self.pad.drawing, self.sketch.drawing)
        some = any(one is not None for one in (*brought, *made))
        return some or bool(self.runs or self.learning.lab.history) or self.text != EXAMPLE

    def note_presence(self, *, present: bool) -> None:
        """Note whether the visitor is connected. Runs and tasks of visitors who have left come last in the queue."""
        self.owner.present = self.task_owner.present = present

    def networks(self) -> dict[str, TrainedNetwork]:
        """Return all networks that can be compared, by name.

        They are the last and best weights of each run that is not under way, the uploaded and the chosen network, and
        the pretrained networks that read the same kind of input as the network in use.
        """
        by_name: dict[str, TrainedNetwork] = {}
        for run in self.runs:
            if run.network is not None and not run.snapshot.active:
                of_run = {run.name: run.network}
                if run.best is not None and run.best.card.steps_done != run.network.card.steps_done:
                    best = {f"{run.name}, best epoch": run.best}
                    of_run = best | of_run if run.id in self.wants_best else of_run | best
                by_name |= of_run
        for network in filter(None, (self.uploaded, self.chosen)):
            if network.origin != ORIGIN and all(network is not other for other in by_name.values()):
                card = network.card
                epochs = "" if card.is_from_elsewhere else f", {card.epochs_done} epochs"
                by_name[f"Lesson {card.lesson}, {network.origin}{epochs}"] = network
        return by_name | pretrained_for(self.network.card.reads)

    def like(self, network: TrainedNetwork) -> dict[str, TrainedNetwork]:
        """Return the network and all others with the same kind of input and the same classes, by name."""
        card = network.card
        others = {
            name: other
            for name, other in self.networks().items()
            if (other.card.reads, other.card.classes) == (card.reads, card.classes)
        }
        if all(other is not network for other in others.values()):
            others = {self.choices_of_network().get(self.network_key, "This network"): network} | others
        return others

    def choices_of_network(self) -> dict[str, str]:
        """What Evaluate and Try it can speak of: key -> name, the visitor's own ones first."""
        runs = {
            run.id: f"{run.name}{', best epoch' if run.id in self.wants_best else ''}"
            for run in reversed(self.runs)
            if self.network_of(run)
        }
        others = {}
        if self.uploaded is not None:
            others["uploaded"] = f"Uploaded, lesson {self.uploaded.card.lesson}"
        if self.network_key not in {*runs, *others, *PRETRAINED}:
            others[self.network_key] = f"Lesson {self.network.card.lesson}, {self.network.origin}"
        return runs | others | {key: entry.title for key, entry in PRETRAINED.items()}

    @property
    def network_key(self) -> str:
        """The key of the network in use, as in choices_of_network."""
        network = self.network
        if self.run is not None and self.follows_run and network is self.network_of(self.run):
            return self.run.id
        if network is self.uploaded:
            return "uploaded"
        pretrained = (key for key in PRETRAINED if network.origin == ORIGIN and network is load_pretrained(key))
        return next(pretrained, "in use")

    def choose_network(self, key: str) -> None:
        """Let Evaluate and Try it speak of one of choices_of_network."""
        if key in PRETRAINED:
            self.use(load_pretrained(key))
        elif key == "uploaded" and self.uploaded is not None:
            self.use(self.uploaded)
        else:
            self.show(next(run for run in self.runs if run.id == key))

    def run_of(self, network: TrainedNetwork) -> Run | None:
        """Return the shown run if the network holds weights of that run; else None."""
        run = self.run if self.follows_run else None
        return run if run is not None and run.id == network.run_id else None

    def drop_tasks(self) -> None:
        """Let go of work on networks that nobody can ask for any more."""
        alive = [self.network, self.held, *self.networks().values()]
        dead = [key for key in self.tasks if key[1].origin != ORIGIN and all(key[1] is not one for one in alive)]
        for key in dead:
            self.tasks.pop(key).abandon()

    def hold(self, network: TrainedNetwork) -> TrainedNetwork:
        """Return the network that Evaluate shows.

        While the network's run goes on, this is the network that was held before, so that the page stays as it is.
        """
        run = self.run_of(network)
        goes_on = run is not None and run.snapshot.active and self.held is not None and self.run_of(self.held) is run
        if self.held is None or not goes_on:
            self.held = network
        return self.held

    def write(self, text: str) -> None:
        """Show this text to networks that read."""
        self.text = text

    def collect(self, collection: Collection | None, what: str) -> None:
        """Replace the collection; keep the present one for Undo. `what` says in words what was done."""
        self.undo = what, self.collection
        self.collection, self.collecting_problem = collection, ""

    def undo_collecting(self) -> None:
        """The collection as it was before the last change."""
        if self.undo is not None:
            self.collection, self.undo, self.collecting_problem = self.undo[1], None, ""

    def own_dataset(self) -> DataSet:
        """The visitor's own data, split. Raises DataError while nothing can be learnt from it."""
        if self.collection is None:
            raise DataError("You have brought no data yet.")
        if self.own_built is None or self.own_built[:2] != (self.collection, self.own_split):
            self.own_built = (self.collection, self.own_split, self.collection.build_dataset(*self.own_split))
        return self.own_built[2]

    @property
    def active(self) -> bool:
        """Whether any run goes on."""
        return any(run.snapshot.active for run in self.runs)

    @property
    def next_to_go(self) -> Run | None:
        """The run that another one would replace; None while there is room, or when all are under way."""
        if len(self.runs) < RUNS_KEPT:
            return None
        return next((run for run in self.runs if run.snapshot.ended), None)

    @property
    def full(self) -> bool:
        """Whether there is no room for another run, since all are under way."""
        return len(self.runs) >= RUNS_KEPT and self.next_to_go is None

    def begin(self, run: Run, scheduler: Scheduler, memory: int, instead_of: Run | None = None) -> None:
        """Start a run that needs `memory` bytes, or say in start_problem why it cannot start.

        The run's network replaces the present one after the first epoch. Other runs that are under way go on. The run
        `instead_of` ends, and the new run takes its place.
        """
        self.asked_for = run.config
        try:
            try:
                scheduler.check_room(memory, "The run")
            except BusyError:
                if self.deleted is None:
                    raise
                self.let_go_of_deleted()
                give_back_memory()
                scheduler.check_room(memory, "The run")
            if instead_of is not None:
                self._remove(instead_of)
                instead_of.abandon()
            self.add(run)
        except BusyError as error:
            self.start_problem = str(error)
            return
        run.start(scheduler)

    def add(self, run: Run) -> None:
        """Keep a run and show it; the oldest that has ended makes room. Raises BusyError when all are under way."""
        self.start_problem = ""
        if self.full:
            raise BusyError(f"All your {RUNS_KEPT} runs are still under way: stop or delete one of them first.")
        oldest = self.next_to_go
        if oldest is not None:
            self._remove(oldest)
            oldest.abandon()
        self.chosen = self.network
        run.owner = self.owner
        self.give_name(run, run.name)
        self.marks[run.id] = next(mark for mark in MARKS if mark not in self.marks.values())
        self.runs.append(run)
        self.run, self.follows_run, self.held = run, True, None

    def give_name(self, run: Run, name: str) -> None:
        """Give the run this name, with a number after it where another run has the name already."""
        taken = {other.name for other in self.runs if other is not run}
        numbered = (f"{name} ({number})" for number in range(2, RUNS_KEPT + 2))
        run.name = name if name not in taken else next(other for other in numbered if other not in taken)

    def show(self, run: Run) -> None:
        """Show a run, and let the other pages use its network."""
        self.run, self.follows_run, self.held = run, True, None

    def delete(self, run: Run) -> None:
        """Take a run away; until the next one is deleted it can be brought back.

        A second click, which comes before the button has gone, finds nothing to do.
        """
        if run not in self.runs:
            return
        self.let_go_of_deleted()
        self.deleted = Deleted(run, run.snapshot.active, run.id in self.wants_best)
        run.pause()
        self._remove(run)

    def undelete(self) -> None:
        """Bring back the run that was deleted last, and let it go on if it was under way. Without room, do nothing."""
        if self.deleted is None or len(self.runs) >= RUNS_KEPT:
            return
        run, was_active, wanted_best = self.deleted
        self.deleted = None
        self.add(run)
        if wanted_best:
            self.wants_best.add(run.id)
        if was_active:
            run.play()

    def let_go_of_deleted(self) -> None:
        """End the deleted run: it cannot be brought back any more."""
        if self.deleted is not None:
            self.deleted.run.abandon()
            self.deleted = None

    def _remove(self, run: Run) -> None:
        self.runs.remove(run)
        self.demo_run = None if self.demo_run is run else self.demo_run
        if self.run is run:
            self.run = self.runs[-1] if self.runs else None
        if self.chosen is not None and self.chosen.run_id == run.id:
            self.chosen = None
        self.held = None
        self.drop_tasks()
        del self.marks[run.id]
        self.wants_best.discard(run.id)

    def follow(self) -> None:
        """Let the other pages speak of the run's network again."""
        self.follows_run = True

    def use(self, network: TrainedNetwork) -> None:
        """Let the other pages speak of this network; a run that goes on is not disturbed."""
        self.chosen, self.follows_run = network, False
        if network.origin == "uploaded":
            self.uploaded = network

    def forget(self) -> None:
        """The visitor has left for good: end the runs and let go of everything."""
        lost_work = self.has_work
        self.let_go_of_deleted()
        for run in self.runs:
            run.abandon()
        for task in self.tasks.values():
            task.abandon()
        if self.learning.racing is not None:
            self.learning.racing.abandon()
        vars(self).update(vars(Session(self.token, lost_work=lost_work)))
