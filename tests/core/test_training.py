"""train() against a plain loop written here, as the post writes it."""

from itertools import islice

import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torchvision import transforms

from core.config import ImageConfig
from core.data.dataset import TEST_SET, Normalization
from core.errors import TrainingError
from core.models.dropout import Dropout
from core.models.simple_net import SimpleNet
from core.training import EpochEnd, LogLine, Result, Step, score, train
from tests.conftest import simple_net

CPU = torch.device("cpu")


def plain_loop(lesson, dataset, config, mean, std):
    """The post's own script: (losses of every step, state_dict, mean loss every `log_every` mini-batches)."""
    prepare = transforms.Compose(
        [transforms.ToPILImage(), transforms.ToTensor(), transforms.Normalize((mean,), (std,))]
    )
    images = torch.stack([prepare(image) for image in dataset.train.inputs])
    loader = DataLoader(
        TensorDataset(images, dataset.train.targets),
        batch_size=config.batch_size,
        shuffle=True,
        generator=torch.Generator().manual_seed(config.seed),
    )
    torch.manual_seed(config.seed)
    net = SimpleNet()
    criterion = nn.CrossEntropyLoss()
    optimizer = {
        "SGD": lambda p, lr: torch.optim.SGD(p, lr=lr),
        "Momentum": lambda p, lr: torch.optim.SGD(p, lr=lr, momentum=0.9),
        "Nesterov": lambda p, lr: torch.optim.SGD(p, lr=lr, momentum=0.9, nesterov=True),
        "Adam": lambda p, lr: torch.optim.Adam(p, lr=lr, fused=True),
        "AdamW": lambda p, lr: torch.optim.AdamW(p, lr=lr, weight_decay=0, fused=True),
        "RMSprop": lambda p, lr: torch.optim.RMSprop(p, lr=lr),
    }[config.optimizer](net.parameters(), config.learning_rate)
    losses, printed = [], []
    for _ in range(config.epochs):
        running_loss = 0.0
        for i, (inputs, labels) in enumerate(loader, 1):
            optimizer.zero_grad()
            loss = criterion(net(inputs), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            running_loss += loss.item()
            if i % config.log_every == 0:
                printed.append(running_loss / config.log_every)
                running_loss = 0.0
    return losses, net.state_dict(), printed


@pytest.mark.slow
@pytest.mark.parametrize(
    "config",
    [
        ImageConfig(epochs=2, batch_size=64, learning_rate=0.01, log_every=5, seed=1),
        ImageConfig(
            epochs=2, batch_size=50, optimizer="Momentum", learning_rate=0.05, log_every=7, normalization="dataset"
        ),
        ImageConfig(epochs=2, batch_size=50, optimizer="Nesterov", learning_rate=0.05, log_every=7),
        ImageConfig(epochs=2, batch_size=32, optimizer="Adam", learning_rate=0.001, log_every=10, seed=2),
        ImageConfig(epochs=1, optimizer="AdamW", learning_rate=0.001, log_every=10),
        ImageConfig(epochs=1, optimizer="RMSprop", learning_rate=0.001, log_every=10),
    ],
    ids=lambda config: config.optimizer,
)
def test_losses_weights_and_log_equal_the_plain_loop_bit_for_bit(lesson, digits_dataset, config):
    mean, std = (numbers[0] for numbers in digits_dataset.normalization(config.normalization))
    losses, state, printed = plain_loop(lesson, digits_dataset, config, mean, std)
    model = simple_net(lesson, config.seed)
    events = list(train(model, digits_dataset, config, CPU))
    assert [event.loss for event in events if isinstance(event, Step)] == losses
    assert [event.loss for event in events if isinstance(event, LogLine)] == printed
    assert all(torch.equal(state[name], tensor) for name, tensor in model.state_dict().items())


def test_the_last_batches_of_an_epoch_are_not_printed_as_in_the_post(lesson, noise):
    config = ImageConfig(epochs=2, batch_size=32, log_every=3)  # 7 mini-batches an epoch
    lines = [event for event in train(simple_net(lesson, 0), noise, config, CPU) if isinstance(event, LogLine)]
    assert [(line.epoch, line.batch) for line in lines] == [(1, 3), (1, 6), (2, 3), (2, 6)]


def test_an_epoch_ends_with_the_accuracy_of_the_network_as_it_is_then(lesson, digits_dataset):
    model = simple_net(lesson, 0)
    config = ImageConfig(epochs=1, learning_rate=0.1)
    *_, end, result = train(model, digits_dataset, config, CPU)
    assert isinstance(end, EpochEnd)
    assert isinstance(result, Result)
    images = Normalization((0.5,), (0.5,)).apply(digits_dataset.test.inputs)
    with torch.no_grad():
        right = (model(images).argmax(1) == digits_dataset.test.targets).sum().item()
    assert end.held_out_accuracy == right / len(digits_dataset.test)
    assert result == (right, len(digits_dataset.test), TEST_SET)  # it was tested on the test set just now


def test_training_loss_of_an_epoch_is_averaged_by_example_not_by_batch(lesson, noise):
    config = ImageConfig(epochs=1, batch_size=150)  # one batch of 150, one of 50
    first, second, end = (e for e in train(simple_net(lesson, 0), noise, config, CPU) if isinstance(e, Step | EpochEnd))
    assert end.train_loss == pytest.approx((150 * first.loss + 50 * second.loss) / 200)


def test_taking_three_steps_is_islice_and_nothing_more_is_learnt(lesson, noise, quick_config):
    model = simple_net(lesson, 0)
    steps = list(islice(train(model, noise, quick_config, CPU), 3))
    weights = model.fc1.weight.clone()
    again = simple_net(lesson, 0)
    assert list(islice(train(again, noise, quick_config, CPU), 3)) == steps
    assert torch.equal(again.fc1.weight, weights)


def test_gradients_are_on_wherever_the_generator_stands(lesson, noise, quick_config):
    for _ in train(simple_net(lesson, 0), noise, quick_config, CPU):
        assert torch.is_grad_enabled()


def test_training_leaves_the_global_random_state_alone(lesson, noise, quick_config):
    before = torch.get_rng_state()
    list(train(simple_net(lesson, 0), noise, quick_config, CPU))
    assert torch.equal(before, torch.get_rng_state())


def test_a_loss_that_leaves_the_numbers_is_named_with_step_rate_and_remedy(noise):
    linear = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.Linear(64, 10))
    config = ImageConfig(epochs=50, batch_size=1, learning_rate=10.0)  # 200 steps before the first test
    with pytest.raises(TrainingError, match=r"epoch \d+, mini-batch \d+, with learning rate 10\..*try .* of 1\."):
        list(train(linear, noise, config, CPU))


def test_a_network_is_tested_in_evaluation_mode_and_trained_on_in_training_mode(noise):
    model = nn.Sequential(nn.Flatten(), Dropout(0.5), nn.Linear(784, 10))
    first, second = (
        score(model.train(), noise.test, noise.normalization("half"), nn.CrossEntropyLoss(), []) for _ in range(2)
    )
    assert drained(first) == drained(second)
    assert not model.training
    next(train(model, noise, ImageConfig(epochs=1), CPU))
    assert model.training


def drained(generator):
    """What a generator returns in the end."""
    while True:
        try:
            next(generator)
        except StopIteration as end:
            return end.value
