"""Which network is in use: the one that Evaluate and “Try it” speak of."""

from dataclasses import dataclass, field
from typing import NamedTuple

from core.lessons import DATASETS
from core.network import UPLOADED, TrainedNetwork
from core.pretrained import FIRST, ORIGIN, PRETRAINED, load_pretrained, read_card
from core.recognize.recognition import Recognised
from core.runs.run import Run
from pages.ui.language import t
from pages.ui.visitor.runs import Runs
from pages.ui.visitor.uploads import Upload
from pages.ui.words import name_of, origin_of

BEST = "-best"  # the end of the key of a run's best epoch, where its last one has a key of its own


class Named(NamedTuple):
    """A network with its name in the visitor's language."""

    name: str
    network: TrainedNetwork


@dataclass
class InUse:
    """The network in use, and what else there is to choose from."""

    runs: Runs
    run: Run | None = None  # the run that Train shows, and whose network the other pages use
    follows_run: bool = True  # whether the other pages use the run's network as soon as it has one
    chosen: TrainedNetwork | None = None  # network used instead of the run's: an earlier, uploaded or pretrained one
    uploaded: TrainedNetwork | None = None  # the network that was uploaded last
    held: TrainedNetwork | None = None  # the network that Evaluate keeps while its run goes on
    wants_best: set[str] = field(default_factory=set)  # ids of runs whose best epoch is used instead of the last
    upload: Upload = field(default_factory=Upload)  # the upload of weights
    taken: int = 0  # counts uploaded weights: the panel closes after each
    recognised: Recognised | None = None  # weights from elsewhere, until it is known what they have learnt from

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

    def networks(self) -> dict[str, Named]:
        """Return all networks that can be compared, by a key that is the same in every language.

        They are the last and best weights of each run that is not under way, the uploaded and the chosen network, and
        the pretrained networks that read the same kind of input as the network in use.
        """
        named: dict[str, Named] = {}
        for run in self.runs.kept:
            if run.network is not None and not run.snapshot.active:
                of_run = {run.id: Named(name_of(run), run.network)}
                if run.best is not None and run.best.card.steps_done != run.network.card.steps_done:
                    best = {f"{run.id}{BEST}": Named(t("visitor-best-epoch", name=name_of(run)), run.best)}
                    of_run = best | of_run if run.id in self.wants_best else of_run | best
                named |= of_run
        for key, network in (("uploaded", self.uploaded), ("chosen", self.chosen)):
            if network and network.origin != ORIGIN and all(network is not other for _, other in named.values()):
                named[key] = Named(_name_of(network), network)
        reads = self.network.card.reads
        return named | {
            key: Named(t(entry.title), load_pretrained(key))
            for key, entry in PRETRAINED.items()
            if read_card(key).reads == reads
        }

    @property
    def names_best(self) -> bool:
        """Whether networks() holds the best epoch of a run beside its last one."""
        return any(key.endswith(BEST) for key in self.networks())

    def like(self, network: TrainedNetwork) -> dict[str, TrainedNetwork]:
        """Return the network and all others that can be asked the same: same input, classes and language; by name."""

        def asked(one: TrainedNetwork) -> tuple[str, tuple[str, ...], str]:
            return one.card.reads, one.card.classes, DATASETS[one.card.dataset].language

        others = {name: other for name, other in self.networks().values() if asked(other) == asked(network)}
        if all(other is not network for other in others.values()):
            others = {self.choices().get(self.key, t("visitor-this-network")): network} | others
        return others

    def choices(self) -> dict[str, str]:
        """What Evaluate and Try it can speak of: key -> name, the visitor's own ones first."""
        runs = {
            run.id: t("visitor-best-epoch", name=name_of(run)) if run.id in self.wants_best else name_of(run)
            for run in reversed(self.runs.kept)
            if self.network_of(run)
        }
        others = {}
        if self.uploaded is not None:
            others["uploaded"] = t("visitor-uploaded", lesson=self.uploaded.card.lesson)
        if self.key not in {*runs, *others, *PRETRAINED}:
            others[self.key] = _name_of(self.network, with_epochs=False)
        return runs | others | {key: t(entry.title) for key, entry in PRETRAINED.items()}

    @property
    def key(self) -> str:
        """The key of the network in use, as in choices."""
        network = self.network
        if self.run is not None and self.follows_run and network is self.network_of(self.run):
            return self.run.id
        if network is self.uploaded:
            return "uploaded"
        pretrained = (key for key in PRETRAINED if network.origin == ORIGIN and network is load_pretrained(key))
        return next(pretrained, "in-use")

    def choose(self, key: str) -> None:
        """Let Evaluate and Try it speak of one of choices."""
        if key in PRETRAINED:
            self.use(load_pretrained(key))
        elif key == "uploaded" and self.uploaded is not None:
            self.use(self.uploaded)
        else:
            self.show(next(run for run in self.runs.kept if run.id == key))

    def run_of(self, network: TrainedNetwork) -> Run | None:
        """Return the shown run if the network holds weights of that run; else None."""
        run = self.run if self.follows_run else None
        return run if run is not None and run.id == network.run_id else None

    def hold(self, network: TrainedNetwork) -> TrainedNetwork:
        """Return the network that Evaluate shows.

        While the network's run goes on, this is the network that was held before, so that the page stays as it is.
        """
        run = self.run_of(network)
        goes_on = run is not None and run.snapshot.active and self.held is not None and self.run_of(self.held) is run
        if self.held is None or not goes_on:
            self.held = network
        return self.held

    def show(self, run: Run) -> None:
        """Show a run, and let the other pages use its network."""
        self.run, self.follows_run, self.held = run, True, None

    def let_go_of(self, run: Run) -> None:
        """Use a run no longer; show the youngest of those that are kept."""
        if self.run is run:
            self.run = self.runs.kept[-1] if self.runs.kept else None
        if self.chosen is not None and self.chosen.run_id == run.id:
            self.chosen = None
        self.held = None
        self.wants_best.discard(run.id)

    def follow(self) -> None:
        """Let the other pages speak of the run's network again."""
        self.follows_run = True

    def use(self, network: TrainedNetwork) -> None:
        """Let the other pages speak of this network; a run that goes on is not disturbed."""
        self.chosen, self.follows_run = network, False
        if network.origin == UPLOADED:
            self.uploaded = network


def _name_of(network: TrainedNetwork, *, with_epochs: bool = True) -> str:
    """What a network without a run and without a title is called: its lesson, where it comes from, its epochs."""
    card = network.card
    if card.is_from_elsewhere or not with_epochs:
        return t("visitor-network", lesson=card.lesson, origin=origin_of(network))
    return t("visitor-network-epochs", lesson=card.lesson, origin=origin_of(network), epochs=card.epochs_done)
