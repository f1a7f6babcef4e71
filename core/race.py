"""The optimizer race: the same first weights, the same mini-batches, five ways to step."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.device import pick_device
from core.errors import TrainingError
from core.lessons import Lesson
from core.optimizers import OPTIMIZERS
from core.task import Progress, Steps
from core.training import Step, Training

RACERS = ("SGD", "Momentum", "Nesterov", "Adam", "RMSprop")


class Race:
    """Five trainings that take turns, a mini-batch each. Any thread may look; one at a time works."""

    def __init__(self, lesson: Lesson, dataset: DataSet, config: TrainConfig, rates: Mapping[str, float]) -> None:
        """`config` gives seed, batches and loss for all; `rates` the learning rate of each racer."""
        self.lesson, self.dataset, self.config, self.rates = lesson, dataset, config, dict(rates)
        self.losses: Mapping[str, list[float]] = {name: [] for name in rates}  # of each mini-batch
        self.fallen: dict[str, str] = {}  # racer -> why it could not go on

    def running(self, steps: int) -> Steps["Race"]:
        """Work for a Task: `steps` mini-batches for each. Raises ConfigError when the network cannot be built."""
        racers = {name: self._start(name) for name in self.rates}
        yield Progress(0, steps)
        for done in range(steps):
            for name, losses in racers.items():
                if name in self.fallen:
                    continue
                try:
                    self.losses[name].append(next(losses))
                except TrainingError as error:
                    self.fallen[name] = str(error)
            yield Progress(done + 1, steps)
        return self

    def _start(self, name: str) -> Iterator[float]:
        """The losses of one racer's steps."""
        config = config_of(self.config, name, self.rates[name])
        device, _ = pick_device(config.device)
        model = self.lesson.build_model_for(self.dataset, config)
        training = Training(model, self.dataset, config, device)
        return (event.loss for event in training.events() if isinstance(event, Step))


def config_of(config: TrainConfig, name: str, rate: float) -> TrainConfig:
    """The racer's own: nothing but the optimizer and its learning rate differs; a constant rate, no weight decay."""
    return replace(config, optimizer=name, learning_rate=rate, schedule="constant", weight_decay=0.0)


def usual_rates() -> dict[str, float]:
    """A learning rate for each racer that usually suits it."""
    return {name: OPTIMIZERS[name].learning_rate for name in RACERS}
