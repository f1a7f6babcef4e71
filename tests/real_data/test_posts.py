"""“As in the post” on the posts' own data: the first steps equal plain loops written here from the posts."""

from dataclasses import replace
from itertools import accumulate, chain, islice, repeat

import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torchvision import datasets, transforms

from core.data import cifar10, imdb, mnist
from core.data.dataset import Split, Texts
from core.lessons import LESSONS
from core.training import LogLine, Step, train

STEPS = 300
CPU = torch.device("cpu")


def post(lesson_id):
    return next(preset.config for preset in LESSONS[lesson_id].presets if preset.id == "post")


def ours(lesson_id, dataset, steps=STEPS):
    """The first losses of the app's own loop."""
    lesson, config = LESSONS[lesson_id], post(lesson_id)
    model = lesson.build_model_for(dataset, config)
    events = (event for event in train(model, dataset, config, CPU) if isinstance(event, Step))
    return [step.loss for step in islice(events, steps)]


def plain_loop(net, loader, criterion, optimizer):
    losses = []
    for inputs, targets in islice(loader, STEPS):
        optimizer.zero_grad()
        loss = criterion(net(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def in_the_posts_order(examples, batch_size):
    """The first batches of DataLoader(shuffle=True), seeded, of a data set that is only prepared where it is needed."""
    indices = TensorDataset(torch.arange(len(examples)))
    loader = DataLoader(indices, batch_size, shuffle=True, generator=torch.Generator().manual_seed(0))
    for (chosen,) in loader:
        images, targets = zip(*(examples[i] for i in chosen.tolist()), strict=True)
        yield torch.stack(images), torch.tensor(targets)


class Net(nn.Module):
    """Of lessons 002a and 003."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(nn.functional.relu(self.conv1(x)))
        x = self.pool(nn.functional.relu(self.conv2(x)))
        x = x.view(-1, 16 * 5 * 5)
        x = nn.functional.relu(self.fc1(x))
        x = nn.functional.relu(self.fc2(x))
        return self.fc3(x)


class Net32(nn.Module):
    """Of lesson 004."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 3)
        self.conv2 = nn.Conv2d(6, 16, 3)
        self.fc1 = nn.Linear(16 * 6 * 6, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = nn.functional.max_pool2d(nn.functional.relu(self.conv1(x)), (2, 2))
        x = nn.functional.max_pool2d(nn.functional.relu(self.conv2(x)), 2)
        x = x.view(-1, 16 * 6 * 6)
        x = nn.functional.relu(self.fc1(x))
        x = nn.functional.relu(self.fc2(x))
        return self.fc3(x)


def half(channels):
    return transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,) * channels, (0.5,) * channels)])


@pytest.fixture(scope="module")
def cifar(real_data):
    return cifar10.load(real_data), datasets.CIFAR10(real_data, train=True, transform=half(3))


@pytest.mark.parametrize("lesson_id", ["002a", "003"])
def test_the_lessons_on_cifar_10_equal_the_posts_loop_bit_for_bit(cifar, lesson_id):
    dataset, photographs = cifar
    torch.manual_seed(0)
    net = Net()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9)
    plain = plain_loop(net, in_the_posts_order(photographs, 4), nn.CrossEntropyLoss(), optimizer)
    assert torch.equal(torch.tensor(ours(lesson_id, dataset)), torch.tensor(plain))


def test_lesson_001_equals_the_posts_loop_with_its_flatten_put_in(cifar):
    dataset, photographs = cifar
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(3, 16, 3), nn.ReLU(), nn.Flatten(), nn.Linear(16 * 30 * 30, 10))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    plain = plain_loop(net, in_the_posts_order(photographs, 64), nn.CrossEntropyLoss(), optimizer)
    assert torch.equal(torch.tensor(ours("001", dataset)), torch.tensor(plain))


def test_lesson_004_equals_a_plain_loop_on_resized_digits(real_data):
    enlarge = transforms.Compose([transforms.Resize((32, 32)), half(1)])
    digits = datasets.MNIST(real_data, train=True, transform=enlarge)
    torch.manual_seed(0)
    net = Net32()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)

    def mean_squared_error(outputs, targets):
        return nn.MSELoss()(outputs, torch.eye(10)[targets])

    plain = plain_loop(net, in_the_posts_order(digits, 64), mean_squared_error, optimizer)
    dataset = mnist.SOURCE_32.load(real_data)
    assert torch.equal(torch.tensor(ours("004", dataset)), torch.tensor(plain))


@pytest.mark.parametrize(
    ("lesson_id", "lines"), [("002a", ["[1,  2000] loss: ", "[1,  4000] loss: "]), ("003", ["[1,  2000] loss: "])]
)
def test_a_line_is_printed_every_2000_mini_batches(cifar, lesson_id, lines):
    dataset, _ = cifar
    lesson, config = LESSONS[lesson_id], post(lesson_id)
    events = train(lesson.build_model_for(dataset, config), dataset, config, CPU)
    printed = (lesson.console.log_line(event)[0] for event in events if isinstance(event, LogLine))
    assert [line[: len(lines[0])] for line in islice(printed, len(lines))] == lines


def imdb_as_in_the_post(dataset, steps):
    """Lesson 002b, seeded: the last hidden state after the padding, batches as the shuffle gives them."""
    texts, targets = dataset.train.texts, dataset.train.targets
    torch.manual_seed(0)
    embedding, lstm, fc = nn.Embedding(25_002, 100), nn.LSTM(100, 100), nn.Linear(100, 1)
    net = nn.ModuleList([embedding, lstm, fc])
    optimizer = torch.optim.Adam(net.parameters(), lr=0.001)
    criterion = nn.BCEWithLogitsLoss()
    indices = TensorDataset(torch.arange(len(targets)))
    losses = []
    loader = DataLoader(indices, 64, shuffle=True, generator=torch.Generator().manual_seed(0))
    for (chosen,) in islice(chain.from_iterable(repeat(loader)), steps):
        reviews = [texts.ids[texts.offsets[i] : texts.offsets[i + 1]] for i in chosen.tolist()]
        text = nn.utils.rnn.pad_sequence(reviews, padding_value=1)  # [length, batch]
        optimizer.zero_grad()
        _, (hidden, _) = lstm(embedding(text))
        loss = criterion(fc(hidden[-1]).squeeze(1), targets[chosen].float())
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def with_short_reviews(dataset):
    """The data set, with those training reviews alone that have at most 120 words: an epoch of it is soon over."""
    texts, targets = dataset.train.texts, dataset.train.targets
    chosen = (texts.lengths <= 120).nonzero().flatten().tolist()
    ids = [texts.words_of(i) for i in chosen]
    offsets = torch.tensor([0, *accumulate(map(len, ids))])
    return replace(dataset, train=Split(Texts(torch.cat(ids), offsets), targets[chosen]))


@pytest.mark.parametrize(
    ("of", "steps"), [(lambda dataset: dataset, 8), (with_short_reviews, 120)], ids=["whole", "short reviews"]
)
def test_lesson_002b_equals_a_plain_loop(prepared_imdb, of, steps):
    """A step on whole reviews takes seconds, so most steps, and the epochs' ends, are compared on short ones."""
    dataset = of(imdb.load(prepared_imdb))
    plain = torch.tensor(imdb_as_in_the_post(dataset, steps))
    mine = torch.tensor(ours("002b", dataset, steps))
    assert len(plain) == len(mine) == steps
    assert (mine - plain).abs().max() < 1e-6
    if of is with_short_reviews:
        assert steps > 2 * len(dataset.train) / 64  # the second epoch is shuffled anew, and the third


def test_the_posts_network_for_imdb_has_its_number_of_parameters(prepared_imdb):
    dataset = imdb.load(prepared_imdb)
    net = LESSONS["002b"].build_model_for(dataset, post("002b"))
    assert sum(parameter.numel() for parameter in net.parameters()) == 2_581_101
    assert (len(dataset.train), len(dataset.validation), len(dataset.test)) == (17_500, 7_500, 25_000)
    assert abs(dataset.test.targets.double().mean().item() - 0.5) < 1e-9
