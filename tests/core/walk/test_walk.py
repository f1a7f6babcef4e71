"""A mini-batch line by line: exactly the one that the run does next, and the run goes on as if nothing had been."""

from contextlib import suppress
from dataclasses import replace

import pytest
import torch

from core.config import ImageConfig
from core.errors import TrainingError
from core.lessons import LESSONS
from core.optimizers import OPTIMIZERS
from core.runs.order import Goal
from core.runs.run import Run
from core.runs.snapshot import Status
from core.script.lines import Line, Part
from core.script.script import program_of
from core.training import Training
from core.walk.layers import Output
from core.walk.lines import forward_of, lines_of_layers, loop_of, places_of
from core.walk.records import (
    Added,
    Augmented,
    Backward,
    Batch,
    Cleared,
    Clipped,
    Forward,
    Hidden,
    Loss,
    Moved,
    Numbers,
    Printed,
    Scheduled,
    Targets,
    Walk,
)
from core.walk.walk import walk, walk_on
from core.work.task import finish
from tests.conftest import built_in
from tests.core.conftest import play
from tests.core.runs.test_checkpoint import assert_equal_to, demanding, small, uninterrupted

LESSON_OF = pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.id)


def copied(run: Run) -> Training:
    with run.undisturbed():
        return run.copy_training()


def everything(training: Training) -> dict[str, torch.Tensor]:
    """Weights, the optimizer's numbers, the generators: what the next mini-batches depend on."""
    tensors = training.state_dict()["tensors"]
    return {name: tensor for name, tensor in tensors.items() if name != "order"}  # drawn anew for each epoch


def assert_the_run_does_the_same(run: Run) -> Walk:
    """Walk through the run's next mini-batch, then let the run do it."""
    before = everything(copied(run))
    walked = finish(walk(run))
    again = copied(run)
    assert all(torch.equal(tensor, before[name]) for name, tensor in everything(again).items())
    if again.batch == again.plan.per_epoch:
        assert walked.batch == 1
    else:
        assert walk_on(again, run.lesson) == walked
    step, rate = run.snapshot.step, run.snapshot.learning_rate
    losses = []
    append = run.player._history.losses.append
    run.player._history.losses.append = lambda loss: (losses.append(loss), append(loss))
    play(run, Goal.STEP)
    del run.player._history.losses.append
    assert losses == [walked.loss]
    assert (walked.step, walked.rate, run.snapshot.step) == (step, rate, step + 1)
    if not run.snapshot.ended and again.batch < again.plan.per_epoch:
        now = everything(copied(run))
        assert now.keys() == everything(again).keys()
        assert all(torch.equal(tensor, now[name]) for name, tensor in everything(again).items())
    return walked


def values_of(walked: Walk, kind):
    return next(line.values for line in walked.lines if isinstance(line.values, kind))


@pytest.mark.slow
@LESSON_OF
def test_a_walk_is_the_run_s_next_mini_batch_bit_for_bit(lesson):
    """At the first mini-batch, in the middle of an epoch, at its last one, and after that, when a test comes first."""
    dataset, config = demanding(lesson, "Adam")
    run = Run(lesson, dataset, config)
    play(run, Goal.HERE)
    assert (run.snapshot.status, run.snapshot.step) == (Status.PAUSED, 0)
    per_epoch = run.snapshot.plan.per_epoch
    walked = [assert_the_run_does_the_same(run) for _ in range(per_epoch + 2)]
    assert [(each.epoch, each.batch) for each in walked] == [
        *((1, batch) for batch in range(1, per_epoch + 1)),
        (2, 1),
        (2, 2),
    ]
    run.set_learning_rate(0.7 * run.snapshot.learning_rate)
    assert_the_run_does_the_same(run)
    run.abandon()


SCHEDULES = ("constant", "step", "cosine", "one-cycle")


@pytest.mark.slow
@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_with_every_optimizer_and_schedule_also_after_a_rate_set_by_hand(lesson, noise, optimizer, schedule):
    config = ImageConfig(
        epochs=3, batch_size=64, optimizer=optimizer, schedule=schedule, learning_rate=0.01, weight_decay=0.01, shift=2
    )
    run = play(Run(lesson, noise, config), Goal.HERE)
    for step in range(run.snapshot.steps):
        if step == 5:
            run.set_learning_rate(0.004)
        assert_the_run_does_the_same(run)
    play(run, Goal.END)
    assert_equal_to(run, uninterrupted(lesson, noise, config, run.snapshot.rates))


@LESSON_OF
@pytest.mark.parametrize("preset", ["quick", "post"])
def test_the_presets_just_as_they_are(lesson, preset):
    dataset = small(built_in(lesson))
    config = next(each for each in lesson.presets if each.id == preset).config_for(dataset.id)
    run = play(Run(lesson, dataset, config), Goal.STEP)
    walked = assert_the_run_does_the_same(run)
    assert all(layer.line for layer in values_of(walked, Forward).layers)
    assert [line.line for line in walked.lines] == sorted({line.line for line in walked.lines})
    run.abandon()


@pytest.mark.slow
@pytest.mark.parametrize("loss", ["MSE", "BCEWithLogits"])
def test_with_every_loss(lesson, noise, loss):
    run = play(Run(lesson, noise, ImageConfig(epochs=1, batch_size=64, loss=loss)), Goal.HERE)
    for _ in range(4):
        assert_the_run_does_the_same(run)


@pytest.mark.slow
def test_a_walk_that_is_given_up_leaves_no_trace(lesson, noise):
    """Also where it was begun while the run went on, and where it did the test at an epoch's end."""
    config = ImageConfig(epochs=5, batch_size=20, optimizer="Adam", learning_rate=0.003, schedule="cosine", rotation=9)
    run = Run(lesson, noise, config)
    for goal in (Goal.HERE, Goal.STEP, Goal.EPOCH, *[Goal.STEP] * 10):
        play(run, goal)
        steps = walk(run)
        next(steps, None)
        steps.close()
        finish(walk(run))
    run.play()
    seen = set()
    while not run.snapshot.ended:
        with suppress(TrainingError):  # when it has ended
            seen.add(finish(walk(run)).step)
    assert max(seen) > 20
    assert_equal_to(run, uninterrupted(lesson, noise, config), play(Run(lesson, noise, config), Goal.END))


@pytest.mark.slow
def test_where_the_training_stops_early_or_is_over_there_is_no_mini_batch_left(lesson, noise, quick_config):
    still = replace(quick_config, epochs=9, patience=1, learning_rate=1e-6)
    for config in (quick_config, still):
        training = Training(lesson.build_model_for(noise, config), noise, config, torch.device("cpu"))
        steps = sum(1 for event in training.events() if type(event).__name__ == "Step")
        run = Run(lesson, noise, config)
        for _ in range(steps):
            assert_the_run_does_the_same(run) if run.snapshot.step % 7 == 6 else play(run, Goal.STEP)
        assert (run.snapshot.status, run.snapshot.step) == (Status.PAUSED, steps)
        assert steps < config.epochs * 7 or config is quick_config
        with pytest.raises(TrainingError, match="no mini-batch left"):
            finish(walk(run))
        assert play(run, Goal.END).snapshot.status is Status.FINISHED


def test_the_test_at_an_epoch_s_end_is_done_with_its_progress(lesson, noise, quick_config):
    run = Run(lesson, noise, quick_config)
    for _ in range(run.snapshot.plan.per_epoch):
        play(run, Goal.STEP)
    steps = walk(run)
    assert next(steps) == (50, 50)
    assert (finish(steps).epoch, run.snapshot.epochs) == (2, ())
    run.abandon()


# What each line did, against plain PyTorch.


def plain_step(config, dataset, clip=0.0):
    """The first mini-batch of lesson 000 by hand: what was there after each line, by name."""
    net = LESSONS["000"].build_model_for(dataset, config)
    loader = torch.utils.data.DataLoader(
        range(len(dataset.train)), config.batch_size, shuffle=True, generator=torch.Generator().manual_seed(config.seed)
    )
    indices = next(iter(loader))
    inputs = (dataset.train.images[indices] / 255 - 0.5) / 0.5
    labels = dataset.train.targets[indices]
    optimizer = torch.optim.SGD(net.parameters(), lr=config.learning_rate)
    outputs = net(inputs)
    loss = torch.nn.functional.cross_entropy(outputs, labels)
    loss.backward()
    gradients = {name: parameter.grad.clone() for name, parameter in net.named_parameters()}
    total = float(torch.cat([each.flatten() for each in gradients.values()]).norm())
    if clip:
        torch.nn.utils.clip_grad_norm_(net.parameters(), clip)
    before = {name: parameter.detach().clone() for name, parameter in net.named_parameters()}
    optimizer.step()
    after = dict(net.named_parameters())
    return inputs, labels, outputs.detach(), float(loss.detach()), gradients, total, before, after


def test_every_value_is_what_plain_pytorch_gives(lesson, noise):
    clip = 0.05
    config = ImageConfig(batch_size=16, learning_rate=0.5, clip_norm=clip, log_every=1)
    inputs, labels, outputs, loss, gradients, total, before, after = plain_step(config, noise, clip)
    run = play(Run(lesson, noise, config), Goal.HERE)
    walked = finish(walk(run))
    run.abandon()

    def near(number):
        return pytest.approx(number, rel=1e-4)

    batch = values_of(walked, Batch)
    assert (batch.examples, batch.inputs, batch.targets) == (16, (16, 1, 28, 28), tuple(labels[:8].tolist()))
    assert (batch.numbers.mean, batch.numbers.std) == (near(float(inputs.mean())), near(float(inputs.std())))
    assert {norm.after for norm in values_of(walked, Cleared).norms} == {None}
    answered = values_of(walked, Forward).layers
    assert [layer.name for layer in answered] == ["view", "fc1", "relu", "fc2", "relu", "fc3"]
    assert [walked.forward[layer.line - 1].strip() for layer in answered] == [
        "x = x.view(x.shape[0], -1)",
        *["x = torch.relu(self.fc1(x))"] * 2,
        *["x = torch.relu(self.fc2(x))"] * 2,
        "x = self.fc3(x)",
    ]
    assert [layer.numbers.shape for layer in answered] == [(16, 784), *[(16, 128)] * 2, *[(16, 64)] * 2, (16, 10)]
    assert answered[-1].numbers.mean == near(float(outputs.mean()))
    assert answered[-1].numbers.std == near(float(outputs.std(correction=0)))
    losses = values_of(walked, Loss)
    assert walked.loss == losses.mean == loss
    each = torch.nn.functional.cross_entropy(outputs, labels, reduction="none")[:8]
    assert [example.loss for example in losses.examples] == [near(float(one)) for one in each]
    right = outputs.softmax(1).gather(1, labels[:, None])[:8, 0]
    assert [example.given for example in losses.examples] == [near(float(one)) for one in right]
    assert [example.guess for example in losses.examples] == outputs.argmax(1)[:8].tolist()
    backward, clipped = values_of(walked, Backward), values_of(walked, Clipped)
    assert backward.total == near(total)
    assert {norm.name: norm.after for norm in backward.norms} == {
        name: near(float(gradient.norm())) for name, gradient in gradients.items()
    }
    assert {norm.before for norm in backward.norms} == {None}
    assert (clipped.before, clipped.after, clipped.most) == (near(total), near(clip), clip)
    for norm in clipped.norms:
        assert norm.after == near(norm.before * clip / total)
    moved = values_of(walked, Moved)
    assert moved.rate == 0.5
    for move in moved.moves:
        change = after[move.name].detach() - before[move.name]
        assert (move.moved, move.length) == (near(float(change.norm())), near(float(before[move.name].norm())))
        assert move.share == move.moved / move.length
    assert values_of(walked, Added) == (0.0, loss, loss)
    assert values_of(walked, Printed).text == f"Epoch 1, Mini-batches     1, Loss: {loss:.3f}"


def test_a_gradient_that_is_short_enough_stays_as_it_is(lesson, noise):
    run = play(Run(lesson, noise, ImageConfig(batch_size=16, clip_norm=50.0)), Goal.HERE)
    clipped = values_of(finish(walk(run)), Clipped)
    assert clipped.before == pytest.approx(clipped.after)
    assert all(norm.before == norm.after for norm in clipped.norms)
    run.abandon()


def test_the_gradients_of_the_mini_batch_before_are_thrown_away(lesson, noise):
    run = play(Run(lesson, noise, ImageConfig(batch_size=16)), Goal.HERE)
    assert {norm.before for norm in values_of(finish(walk(run)), Cleared).norms} == {None}
    first = values_of(assert_the_run_does_the_same(run), Backward)
    cleared = values_of(finish(walk(run)), Cleared)
    assert [norm.before for norm in cleared.norms] == [norm.after for norm in first.norms]
    run.abandon()


@pytest.mark.slow
def test_the_running_loss_begins_anew_after_each_line_and_lesson_001_adds_up_a_whole_epoch(noise):
    for lesson_id, sums in (("000", [0, 1, 0, 1, 0, 1, 0]), ("001", range(7))):
        lesson = LESSONS[lesson_id]
        config = replace(lesson.presets[1].config, batch_size=32, epochs=2, log_every=2)
        run = play(Run(lesson, noise, config), Goal.HERE)
        losses: list[float] = []
        for kept in (*sums, sums[0]):
            walked = assert_the_run_does_the_same(run)
            added = values_of(walked, Added)
            before = sum(losses[len(losses) - kept :]) if kept else 0.0
            assert added == (before, walked.loss, before + walked.loss)
            printed = [line.values.text for line in walked.lines if isinstance(line.values, Printed)]
            assert printed == ([run.snapshot.log[-1]] if lesson_id == "000" and walked.batch % 2 == 0 else [])
            assert any("print(" in line for line in walked.loop) == bool(printed)
            losses.append(walked.loss)
        run.abandon()


def test_what_noise_did_is_told(noise):
    dataset, config = demanding(LESSONS["002b"], "Adam")
    run = play(Run(LESSONS["002b"], dataset, replace(config, word_dropout=0.5)), Goal.HERE)
    walked = finish(walk(run))
    hidden = values_of(walked, Hidden)
    assert 0.4 < hidden.hidden / hidden.words < 0.6
    assert values_of(walked, Batch).numbers is None
    assert values_of(walked, Scheduled).before == walked.rate != values_of(walked, Scheduled).after
    run.abandon()
    dataset, config = demanding(LESSONS["000"], "Adam")
    run = play(Run(LESSONS["000"], dataset, replace(config, shift=8)), Goal.HERE)
    changed = values_of(finish(walk(run)), Augmented)
    assert changed.before.shape == changed.after.shape
    assert changed.before.mean > changed.after.mean  # ink that was moved off the picture
    run.abandon()


def test_targets_of_other_losses_are_written_as_ones_and_zeros(lesson, noise):
    for loss, as_probability in (("MSE", False), ("BCEWithLogits", True)):
        run = play(Run(lesson, noise, ImageConfig(batch_size=16, loss=loss)), Goal.HERE)
        with run.undisturbed():
            training = run.copy_training()
        indices, inputs = training.draw_batch()
        outputs = training.model(*inputs).detach()
        labels = noise.train.targets[indices]
        walked = finish(walk(run))
        assert values_of(walked, Targets) == ((16, 10), tuple(labels[:8].tolist()))
        losses = values_of(walked, Loss)
        assert losses.as_probability == as_probability
        given = (outputs.sigmoid() if as_probability else outputs).gather(1, labels[:, None])[:8, 0]
        assert [example.given for example in losses.examples] == pytest.approx(given.tolist(), rel=1e-4)
        run.abandon()


def test_what_a_network_with_one_output_gives_is_the_probability_of_the_right_class():
    dataset = small(built_in(LESSONS["002b"]))
    run = play(Run(LESSONS["002b"], dataset, LESSONS["002b"].presets[2].config), Goal.HERE)
    losses = values_of(finish(walk(run)), Loss)
    assert {example.target for example in losses.examples} == {0, 1}
    for example in losses.examples:
        assert example.loss == pytest.approx(-torch.tensor(example.given).log().item(), rel=1e-4)
        assert (example.guess == example.target) == (example.given > 0.5)
    run.abandon()


# The lines are those of the program.


CHOICES_OF_001 = [
    {},
    {"blocks": 3, "pooling": "max"},
    {"blocks": 2, "pooling": "average", "hidden": 16, "hidden_2": 32, "dropout": 0.5},
    {"hidden_2": 16, "dropout": 0.1},
    {"dropout": 0.1},
]


@pytest.mark.parametrize("choices", CHOICES_OF_001, ids=str)
def test_every_layer_of_any_network_of_lesson_001_is_on_its_line(noise, choices):
    lesson = LESSONS["001"]
    config = replace(lesson.presets[1].config, batch_size=8, channels=2, **choices)
    run = play(Run(lesson, noise, config), Goal.HERE)
    walked = assert_the_run_does_the_same(run)
    layers = values_of(walked, Forward).layers
    for layer in layers:
        assert layer.line
        assert layer.name in walked.forward[layer.line - 1]
    called = [line for line in walked.forward[1:] if "(" in line]
    assert {layer.line for layer in layers} == {walked.forward.index(line) + 1 for line in called}
    run.abandon()


@pytest.mark.parametrize("reading", ["review's end", "padding's end", "largest of all"])
def test_every_way_of_reading_a_text_is_on_its_line(reading):
    lesson = LESSONS["002b"]
    dataset = small(built_in(lesson))
    run = play(Run(lesson, dataset, replace(lesson.presets[2].config, reading=reading)), Goal.HERE)
    walked = assert_the_run_does_the_same(run)
    layers = values_of(walked, Forward).layers
    assert [layer.line for layer in layers] == sorted(layer.line for layer in layers if layer.line)
    names = [layer.name for layer in layers]
    word = {"review's end": "last", "padding's end": "squeeze", "largest of all": "amax"}[reading]
    assert names == ["embedding", "lstm", word, "fc"]
    run.abandon()


@LESSON_OF
def test_lines_stand_in_the_program_as_they_do_there(lesson):
    dataset, config = demanding(lesson, "Adam")
    program = program_of(lesson, dataset, config)
    code = [line.code.strip() for part in program for line in part.lines]
    loop, forward = loop_of(program), forward_of(program)
    assert not [line for line in (*loop, *forward) if line.strip() not in code]
    places = places_of(loop)
    assert {Batch, Cleared, Forward, Loss, Backward, Clipped, Moved, Scheduled} <= places.keys()
    assert (Augmented in places) == (lesson.id != "002b") != (Hidden in places)


# Networks that visitors have written.

WITH_PARTS = """\
import torch
import torch.nn as nn


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(4, 4, 3, padding=1)

    def forward(self, x):
        return x + torch.relu(self.conv(x))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 4, 5, stride=4), nn.BatchNorm2d(4), nn.ReLU(inplace=True))
        self.blocks = nn.ModuleList([Block(), Block()])
        self.drop = nn.Dropout(0.4)
        self.fc = nn.Linear(4 * 6 * 6, 10)

    def forward(self, x):
        # features first, then the blocks and fc
        x = self.features(x)
        for block in self.blocks:
            x = block(x)
        x = torch.flatten(x, 1)
        return self.fc(self.drop(x))


class Unused(nn.Module):
    def forward(self, x):
        return x


net = Net()
"""
WITH_METHOD = """\
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 20)
        self.fc2 = nn.Linear(20, 10)

    def hidden(self, x):
        return torch.relu(self.fc1(x))

    def forward(self, x):
        x = x.view(x.shape[0], -1)
        x = self.hidden(x)
        return self.fc2(x)


net = Net()
"""


def written(source, noise):
    config = ImageConfig(batch_size=32, epochs=2, optimizer="Adam", learning_rate=0.001, source=source)
    return play(Run(LESSONS["000"], noise, config), Goal.HERE)


def test_the_parts_of_a_network_of_one_s_own_are_on_their_lines(noise):
    run = written(WITH_PARTS, noise)
    for _ in range(2):
        walked = assert_the_run_does_the_same(run)
    layers = values_of(walked, Forward).layers
    assert [(layer.name, walked.forward[layer.line - 1].strip()) for layer in layers] == [
        *((f"features.{place}", "x = self.features(x)") for place in range(3)),
        ("blocks.0.conv", "for block in self.blocks:"),
        ("blocks.0.relu", "for block in self.blocks:"),
        ("blocks.1.conv", "for block in self.blocks:"),
        ("blocks.1.relu", "for block in self.blocks:"),
        ("flatten", "x = torch.flatten(x, 1)"),
        ("drop", "return self.fc(self.drop(x))"),
        ("fc", "return self.fc(self.drop(x))"),
    ]
    normalised, rectified = layers[1].numbers, layers[2].numbers
    assert normalised.mean == pytest.approx(0, abs=0.01)  # also where the next layer changes it in place
    assert rectified.mean > 0.1
    run.abandon()


def test_where_a_layer_is_called_elsewhere_the_table_is_all_there_is(noise):
    run = written(WITH_METHOD, noise)
    layers = values_of(assert_the_run_does_the_same(run), Forward).layers
    assert [(layer.name, layer.line) for layer in layers] == [("view", 0), ("fc1", 0), ("relu", 0), ("fc2", 0)]
    run.abandon()


def outputs(*names):
    return [Output(name, name != "relu", Numbers((1,), 0.0, 0.0)) for name in names]


@pytest.mark.parametrize(
    ("lines", "names", "places"),
    [
        (["    x = self.a(x)", "    return self.b(self.a(x))"], "aba", [2, 3, 3]),
        (["    x = self.a(x)"], "ac", [0, 0]),
        (["    # b", "    x = self.a(x, 'b')", "    return self.b(x)"], "ab", [3, 4]),
        (["    x = self.a(x)", "    return self.b(x)"], ["a", "relu", "b"], [2, 0, 3]),
        (["    return self.a("], "a", [0]),
    ],
)
def test_an_output_is_on_the_next_line_that_names_it_or_on_none(lines, names, places):
    assert lines_of_layers(["def forward(self, x):", *lines], outputs(*names)) == places


def test_a_network_whose_forward_is_inherited_shows_none_of_its_lines():
    source = [
        "class A(nn.Module):",
        "    def forward(self, x):",
        "        return x",
        "class B(A):",
        "    pass",
        "net = B()",
    ]
    assert forward_of([Part("network", tuple(map(Line, source)))]) == ()
    assert forward_of([Part("network", tuple(map(Line, [*source[:-1], "net = A()"])))])[1:] == ("    return x",)
