"""The optimizer race: the same first weights, the same mini-batches, five optimizers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Self

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.errors import TrainingError
from core.evaluate.robustness import sample_of
from core.lessons import Lesson
from core.messages import Message
from core.optimizers import COMPARED, OPTIMIZERS
from core.plan import Plan
from core.training import Step, Training
from core.work.device import pick_device
from core.work.task import Progress, Steps

EPOCHS = 50  # a race ends after this many epochs: TrainConfig allows no more
HELD_OUT = 10  # test examples that are kept
WINDOWS = 20  # what counts at the end is a racer's mean loss over the last 1 / WINDOWS of the race


class Race:
    """Five trainings, one for each optimizer, that take turns with one mini-batch each. The race is run for each seed.

    Any thread may read the attributes. Only one thread at a time may advance the race.
    """

    def __init__(
        self,
        lesson: Lesson,
        dataset: DataSet,
        config: TrainConfig,
        rates: Mapping[str, float],
        seeds: Sequence[int],
    ) -> None:
        """`config`: what all racers share, such as batch size and loss. `rates`: optimizer -> its learning rate."""
        self.lesson, self.config, self.rates, self.seeds = lesson, config, dict(rates), tuple(seeds)
        dataset = dataset.read_as(config)
        few = sample_of(dataset.test, HELD_OUT)  # the race ignores the test at the end of each epoch
        self.dataset = replace(dataset, test=few, validation=None)
        # Racer -> for each seed that was begun, the loss of each mini-batch.
        self.losses: Mapping[str, list[list[float]]] = {name: [] for name in rates}
        self.fallen: dict[str, Message] = {}  # racer -> why it could not go on with one of the seeds

    def length(self, steps: int) -> int:
        """How many mini-batches each racer has for each seed when `steps` are wished for."""
        return min(steps, EPOCHS * Plan.of(self.dataset, self.config).per_epoch)

    def running(self, steps: int) -> Steps[Self]:
        """Work for a Task: `steps` mini-batches for each racer and seed, but no more than EPOCHS epochs.

        It returns this race. Raises ConfigError when the network cannot be built.
        """
        steps = self.length(steps)
        for number, seed in enumerate(self.seeds):
            racers = {name: self._start(name, seed) for name in self.rates}
            for losses in self.losses.values():
                losses.append([])
            for done in range(steps):
                self._step_all(racers)
                yield Progress(number * steps + done + 1, len(self.seeds) * steps)
        return self

    def _step_all(self, racers: dict[str, Iterator[float]]) -> None:
        """Train each remaining racer for one mini-batch. A racer whose training fails is removed from `racers`."""
        for name, losses in list(racers.items()):
            try:
                self.losses[name][-1].append(next(losses))
            except TrainingError as error:
                self.fallen[name] = error.message
                del racers[name]

    def _start(self, name: str, seed: int) -> Iterator[float]:
        """An iterator that trains one racer: each `next` trains one mini-batch and returns its loss."""
        config = config_of(self.config, name, self.rates[name], seed)
        device, _ = pick_device(config.device)
        model = self.lesson.build_model_for(self.dataset, config)
        training = Training(model, self.dataset, config, device)
        return (event.loss for event in training.events() if isinstance(event, Step))


def config_of(config: TrainConfig, name: str, rate: float, seed: int) -> TrainConfig:
    """One racer's hyperparameters: its own optimizer and learning rate; no schedule, weight decay or early stop."""
    return replace(
        config,
        optimizer=name,
        learning_rate=rate,
        seed=seed,
        schedule="constant",
        weight_decay=0.0,
        epochs=EPOCHS,
        patience=0,
    )


def window_of(steps: int) -> int:
    """Over how many mini-batches the losses are averaged in a race of so many."""
    return max(1, steps // WINDOWS)


def usual_rates() -> dict[str, float]:
    """A learning rate for each racer that usually suits it."""
    return {name: OPTIMIZERS[name].learning_rate for name in COMPARED}
