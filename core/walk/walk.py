"""walk(): a mini-batch of a run, done on a copy of its training, one line after the other."""

import gc
import math
from collections.abc import Iterator, Mapping, Sequence

import torch
from torch import Tensor, nn

from core.augmentation import augmentation_of
from core.config import TrainConfig
from core.criteria import as_yes_or_no, build_criterion, class_logits
from core.errors import TrainingError
from core.lessons import Lesson
from core.runs.run import Run
from core.script.script import program_of
from core.training import EpochEnd, LogLine, Scoring, Training
from core.walk.layers import Seen, watching
from core.walk.lines import forward_of, lines_of_layers, loop_of, places_of
from core.walk.records import (
    EXAMPLES,
    Added,
    Augmented,
    Backward,
    Batch,
    Cleared,
    Clipped,
    ExampleLoss,
    Forward,
    Hidden,
    LayerOutput,
    Loss,
    Move,
    Moved,
    Norm,
    Numbers,
    Printed,
    Scheduled,
    Targets,
    Values,
    Walk,
    WalkLine,
)
from core.work.task import Progress, Steps

Norms = dict[str, float | None]  # name of a parameter -> norm of its gradient; None: it has none


def walk(run: Run) -> Steps[Walk]:
    """Return the run's next mini-batch line by line; the run itself is not changed.

    The mini-batch is the one that the run will do next, with the same numbers bit for bit. Where an epoch's test comes
    before it, the test is done first and its progress yielded. Raises TrainingError when no mini-batch is left.
    """
    with run.undisturbed():
        if run.snapshot.ended:
            raise TrainingError("runs-no-mini-batch")
        training = run.copy_training()
    try:
        yield from _to_next_epoch(training)
        return walk_on(training, run.lesson)
    finally:
        del training
        gc.collect()  # an optimizer and its schedule refer to each other


def _to_next_epoch(training: Training) -> Iterator[Progress]:
    """Do the test that is still to be done after an epoch's last mini-batch. Raise TrainingError if all is over."""
    if not training.over and training.batch == training.plan.per_epoch:
        for event in training.events():
            if isinstance(event, Scoring):
                yield Progress(event.done, event.total)
            if isinstance(event, EpochEnd):
                break
    if training.over:
        raise TrainingError("runs-no-mini-batch")


def walk_on(training: Training, lesson: Lesson) -> Walk:
    """Let the training learn from its next mini-batch, and return what each line did.

    Afterwards the weights, the optimizer, the schedule and the generators are as after a step of the loop in
    core/training.py; its counts and sums are not.
    """
    parts = program_of(lesson, training.dataset, training.config)
    prints = (training.batch + 1) % training.config.log_every == 0
    loop, forward = loop_of(parts, prints=prints), forward_of(parts)
    places = places_of(loop)
    epoch, batch, step, rate = training.epoch, training.batch + 1, training.step, training.learning_rate
    done = _lines(training, lesson, forward)
    lines = tuple(WalkLine(places[type(values)], values) for values in done if type(values) in places)
    loss = next(line.values.mean for line in lines if isinstance(line.values, Loss))
    return Walk(epoch, batch, step, rate, loss, loop, forward, lines)


def _lines(training: Training, lesson: Lesson, forward: Sequence[str]) -> Iterator[Values]:
    """The lines of Training._learn in their order, each followed by what it did."""
    model, optimizer, schedule, config = training.model, training.optimizer, training.schedule, training.config
    criterion = build_criterion(config)
    # 1. Gather the mini-batch and prepare it for the network.
    indices, inputs = training.draw_batch()
    split = training.dataset.train.to(training.device)
    targets = split.targets.index_select(0, indices)  # (B,)
    as_they_are = training.dataset.preparation(config).batch(split.inputs, indices)
    yield _batch(as_they_are, targets)
    if augmentation_of(config):
        yield _noise(as_they_are, inputs)
    # 2. Set the gradients to zero. Forward pass: outputs and loss.
    before = _gradients(model)
    optimizer.zero_grad()
    cleared = _gradients(model)
    yield Cleared(_norms(before, cleared))
    with watching(model) as seen:
        outputs = model(*inputs)  # (B, classes), or (B, 1) for two classes
    yield _forward(seen, forward)
    yield Targets(tuple(as_yes_or_no(outputs, targets).shape), tuple(targets[:EXAMPLES].tolist()))
    loss = criterion(outputs, targets)
    yield _loss(loss, outputs.detach(), targets, config)
    # 3. Backward pass: gradients, shortened to clip_norm where that is set.
    loss.backward()
    computed = _gradients(model)
    yield Backward(_norms(cleared, computed), _total(computed))
    if config.clip_norm:
        whole = nn.utils.clip_grad_norm_(model.parameters(), config.clip_norm)
        clipped = _gradients(model)
        yield Clipped(_norms(computed, clipped), config.clip_norm, whole.item(), _total(clipped))
    # 4. Update the weights, then the learning rate.
    rate = training.learning_rate
    weights = {name: parameter.detach().clone() for name, parameter in model.named_parameters()}
    optimizer.step()
    yield Moved(rate, _moves(weights, model))
    if schedule is not None:
        schedule.step()
        yield Scheduled(rate, training.learning_rate)
    # 5. What the post's own script counts and prints.
    yield from _counted(training, lesson, loss.item())


def _batch(inputs: tuple[Tensor, ...], targets: Tensor) -> Batch:
    images = inputs[0] if inputs[0].is_floating_point() else None
    numbers = None if images is None else _numbers(images)
    return Batch(len(targets), tuple(inputs[0].shape), numbers, tuple(targets[:EXAMPLES].tolist()))


def _noise(before: tuple[Tensor, ...], after: tuple[Tensor, ...]) -> Augmented | Hidden:
    if before[0].is_floating_point():
        return Augmented(_numbers(before[0]), _numbers(after[0]))
    words, lengths = before
    return Hidden(int((after[0] != words).sum()), int(lengths.sum()))


def _forward(seen: Seen, forward: Sequence[str]) -> Forward:
    names = [name for name, _ in seen]
    places = lines_of_layers(forward, names)
    with torch.no_grad():
        outputs = [_numbers(output) for _, output in seen]
    return Forward(tuple(map(LayerOutput, names, places, outputs)))


def _loss(loss: Tensor, outputs: Tensor, targets: Tensor, config: TrainConfig) -> Loss:
    """The loss over the mini-batch, and that of its first examples, each by itself."""
    criterion, guesses = build_criterion(config), class_logits(outputs).argmax(1)
    examples = []
    for place in range(min(EXAMPLES, len(targets))):
        output, target = outputs[place : place + 1], targets[place : place + 1]
        number = int(target)
        given = _given_to(number, output[0], config.loss)
        examples.append(ExampleLoss(number, int(guesses[place]), given, criterion(output, target).item()))
    return Loss(loss.item(), len(targets), config.loss != "MSE", tuple(examples))


def _given_to(target: int, output: Tensor, loss: str) -> float:
    """What the network gave for the target: the probability that the loss looks at; the output itself for MSE.

    `output` (outputs,): of one example.
    """
    if loss == "CrossEntropy":
        return output.softmax(0)[target].item()
    if len(output) == 1:
        return (output if target else -output).sigmoid().item()
    return (output.sigmoid() if loss == "BCEWithLogits" else output)[target].item()


def _moves(before: Mapping[str, Tensor], model: nn.Module) -> tuple[Move, ...]:
    return tuple(
        Move(name, _length(before[name]), _length(parameter.detach() - before[name]))
        for name, parameter in model.named_parameters()
    )


def _counted(training: Training, lesson: Lesson, loss: float) -> Iterator[Added | Printed]:
    """The running loss of the post's script, which begins anew after each line that it prints, or with the epoch."""
    console, every, batch = lesson.console, training.config.log_every, training.batch + 1
    before = training.sums.running_loss if console.log else training.sums.batch_loss
    after = before + loss
    yield Added(before, loss, after)
    if console.log and batch % every == 0:
        yield Printed(console.log_line(LogLine(training.epoch, batch, after / every))[0])


def _numbers(tensor: Tensor) -> Numbers:
    values = tensor.detach().cpu().double()
    return Numbers(tuple(tensor.shape), values.mean().item(), values.std(correction=0).item())


def _gradients(model: nn.Module) -> Norms:
    return {
        name: None if parameter.grad is None else _length(parameter.grad)
        for name, parameter in model.named_parameters()
    }


def _norms(before: Norms, after: Norms) -> tuple[Norm, ...]:
    return tuple(Norm(name, before[name], after[name]) for name in after)


def _total(norms: Norms) -> float:
    return math.hypot(*(norm for norm in norms.values() if norm is not None))


def _length(tensor: Tensor) -> float:
    length: float = tensor.cpu().double().norm().item()
    return length
