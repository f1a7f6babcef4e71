"""Whole programs, pasted: what of them comes into the form, and what is said of each of their lines."""

import ast
from dataclasses import fields, replace
from itertools import pairwise
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.config import TrainConfig, is_read
from core.config import bounds_of as bounds_of_field
from core.data.dataset import DataSet
from core.lessons import LESSONS, Lesson
from core.messages import LANGUAGES, english
from core.pasted_program import (
    MAX_CHARACTERS,
    NOT_NEEDED,
    NOT_UNDERSTOOD,
    READ,
    ProgramReading,
    read_program,
)
from core.script.program import posts_config
from core.script.script import posts_text_of, program_of, script_of
from tests.conftest import built_in
from tests.core.script.test_script import _small, _works, settings_of

KINDS = {READ, NOT_NEEDED, NOT_UNDERSTOOD}


def read(code: str, lesson_id: str = "000", dataset: DataSet | None = None, **given) -> ProgramReading:
    """The program, read into a form that shows the post's settings but for the given ones."""
    lesson = LESSONS[lesson_id]
    dataset = dataset or _small(lesson_id)
    return read_program(dedent(code), lesson, dataset, replace(posts_config(lesson, dataset), **given))


def refused(reading: ProgramReading) -> dict[int, str]:
    return {line.number: str(line.note) for line in reading.lines if line.kind == NOT_UNDERSTOOD}


def kind_of(reading: ProgramReading, number: int) -> str:
    return next(line.kind for line in reading.lines if line.number == number)


def missing_names(reading: ProgramReading) -> list[str]:
    return [dict(fault.problem.values)["name"] for fault in reading.faults]


def mended(code: str, lesson: Lesson, dataset: DataSet, config: TrainConfig) -> ProgramReading:
    """The reading after the first fault was mended, then the next one, until there is none."""
    for _ in range(20):
        reading = read_program(code, lesson, dataset, config)
        if not reading.faults:
            return reading
        assert reading.faults[0].repair is not None, reading.faults[0].problem
        assert reading.faults[0].repair != code
        code = reading.faults[0].repair
    raise AssertionError(f"still faults: {[str(fault.problem) for fault in reading.faults]}")


def scrambled(config: TrainConfig) -> TrainConfig:
    """Other settings than the given ones wherever a program says something."""
    other = {
        "epochs": 49,
        "batch_size": 999,
        "optimizer": "RMSprop",
        "learning_rate": 9.0,
        "momentum": 0.11,
        "schedule": "cosine",
        "label_smoothing": 0.4,
        "weight_decay": 0.9,
        "clip_norm": 77.0,
        "patience": 44,
        "normalization": "dataset",
        "shift": 7,
        "rotation": 33.0,
        "flip": "yes",
        "channels": 63,
        "kernel_size": 2,
        "blocks": 3,
        "pooling": "average",
        "hidden": 500,
        "hidden_2": 400,
        "dropout": 0.7,
        "batching": "like length",
        "max_length": 2000,
        "keep": "end",
        "word_dropout": 0.8,
        "reading": "largest of all",
        "embedding": "GloVe",
        "padding": "zero",
    }
    known = {spec.name for spec in fields(config)}
    return replace(config, **{name: value for name, value in other.items() if name in known})


# The programs of the posts, rebuilt from what LESSONS.md says of them, with their faults.

POST_000 = """\
import torch
import torch.nn as nn
import torch.optim as optim
import torchvision
import torchvision.transforms as transforms

# the data
transform = transforms.Compose([
    transforms.ToTensor(),
    transforms.Normalize((0.5,), (0.5,))
])

trainset = torchvision.datasets.MNIST(root='./data', train=True, download=True, transform=transform)
trainloader = torch.utils.data.DataLoader(trainset, batch_size=64, shuffle=True)
testset = torchvision.datasets.MNIST(root='./data', train=False, download=True, transform=transform)
testloader = torch.utils.data.DataLoader(testset, batch_size=64, shuffle=True)


class SimpleNet(nn.Module):
    def __init__(self):
        super(SimpleNet, self).__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 64)
        self.fc3 = nn.Linear(64, 10)

    def forward(self, x):
        x = x.view(x.shape[0], -1)  # one row for each picture
        x = torch.relu(self.fc1(x))
        x = torch.relu(self.fc2(x))
        x = self.fc3(x)
        return x


net = SimpleNet()
criterion = nn.CrossEntropyLoss()
optimizer = optim.SGD(net.parameters(), lr=0.01)

for epoch in range(5):
    running_loss = 0.0
    for i, data in enumerate(trainloader, 0):
        inputs, labels = data

        optimizer.zero_grad()

        outputs = net(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()

        running_loss += loss.item()
        if i % 100 == 99:
            print('Epoch %d, Mini-batches %5d, Loss: %.3f' % (epoch + 1, i + 1, running_loss / 100))
            running_loss = 0.0

print('Finished Training')

correct = 0
total = 0
with torch.no_grad():
    for data in testloader:
        images, labels = data
        outputs = net(images)
        _, predicted = torch.max(outputs.data, 1)
        total += labels.size(0)
        correct += (predicted == labels).sum().item()

print('Accuracy of the network on the 10000 test images: %.2f %%' % (100 * correct / total))
"""
POST_001 = """\
import torch
import torch.nn as nn
import torch.optim as optim
from torch.utils.data import Dataset, DataLoader


class CustomDataset(Dataset):
    def __init__(self, data, targets):
        self.data = data
        self.targets = targets

    def __len__(self):
        return len(self.data)

    def __getitem__(self, idx):
        return self.data[idx], self.targets[idx]


dataset = CustomDataset(data, targets)
dataloader = DataLoader(dataset, batch_size=batch_size, shuffle=True)


class CNN(nn.Module):
    def __init__(self):
        super(CNN, self).__init__()
        self.conv1 = nn.Conv2d(in_channels, out_channels, kernel_size)
        self.relu = nn.ReLU()
        self.fc = nn.Linear(in_features, out_features)

    def forward(self, x):
        x = self.conv1(x)
        x = self.relu(x)
        x = self.fc(x)
        return x


model = CNN()
criterion = nn.CrossEntropyLoss()
optimizer = optim.SGD(model.parameters(), lr=learning_rate)

for epoch in range(num_epochs):
    running_loss = 0.0
    for inputs, labels in dataloader:
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item()
    print(f'Epoch {epoch + 1} Loss: {running_loss / len(dataset)}')

correct = 0
total = 0
with torch.no_grad():
    for inputs, labels in dataloader:
        outputs = model(inputs)
        _, predicted = torch.max(outputs, 1)
        total += labels.size(0)
        correct += (predicted == labels).sum().item()
accuracy = correct / total
print(f'Accuracy: {accuracy}')
"""
NET = """\
class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = x.view(-1, 16 * 5 * 5)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        x = self.fc3(x)
        return x
"""
POST_002A = f"""\
import torch
import torchvision
import torchvision.transforms as transforms
import torch.nn as nn
import torch.optim as optim

transform = transforms.Compose(
    [transforms.ToTensor(),
     transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])

trainset = torchvision.datasets.CIFAR10(root='./data', train=True,
                                        download=True, transform=transform)
trainloader = torch.utils.data.DataLoader(trainset, batch_size=4,
                                          shuffle=True, num_workers=2)

{NET}
net = Net()

criterion = nn.CrossEntropyLoss()
optimizer = optim.SGD(net.parameters(), lr=0.001, momentum=0.9)

for epoch in range(2):  # twice over the data

    running_loss = 0.0
    for i, data in enumerate(trainloader, 0):
        inputs, labels = data
        optimizer.zero_grad()
        outputs = net(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()

        running_loss += loss.item()
        if i % 2000 == 1999:
            print('[%d, %5d] loss: %.3f' %
                  (epoch + 1, i + 1, running_loss / 2000))
            running_loss = 0.0

print('Finished Training')
"""
POST_002B = """\
import torch
import torch.nn as nn
import torch.optim as optim
from torchtext.datasets import IMDB
from torchtext.data import Field, LabelField, BucketIterator

device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')

TEXT = Field(tokenize='spacy', lower=True)
LABEL = LabelField(dtype=torch.float)

train_data, test_data = IMDB.splits(TEXT, LABEL)
train_data, valid_data = train_data.split()

TEXT.build_vocab(train_data, max_size=25000, vectors="glove.6B.100d")
LABEL.build_vocab(train_data)

train_iterator, valid_iterator, test_iterator = BucketIterator.splits(
    (train_data, valid_data, test_data),
    batch_size=64,
    device=device)


class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super(LSTM, self).__init__()
        self.embedding = nn.Embedding(input_size, 100)
        self.lstm = nn.LSTM(100, hidden_size)
        self.fc = nn.Linear(hidden_size, output_size)

    def forward(self, text):
        embedded = self.embedding(text)
        output, (hidden, cell) = self.lstm(embedded)
        hidden = hidden.squeeze(0)
        return self.fc(hidden)


model = LSTM(len(TEXT.vocab), 100, 1).to(device)
criterion = nn.BCEWithLogitsLoss().to(device)
optimizer = optim.Adam(model.parameters(), lr=0.001)

for epoch in range(10):
    for batch in train_iterator:
        optimizer.zero_grad()
        predictions = model(batch.text).squeeze(1)
        loss = criterion(predictions, batch.label)
        loss.backward()
        optimizer.step()

correct = 0
total = 0
with torch.no_grad():
    for batch in test_iterator:
        predictions = model(batch.text).squeeze(1)
        rounded = torch.round(torch.sigmoid(predictions))
        correct += (rounded == batch.label).sum().item()
        total += batch.label.size(0)
print('Test Accuracy: {:.2f}%'.format(100 * correct / total))
"""
POST_003 = f"""\
import torch
import torchvision
import torchvision.transforms as transforms
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim

transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])

trainset = torchvision.datasets.CIFAR10(root='./data', train=True, download=True, transform=transform)
trainloader = torch.utils.data.DataLoader(trainset, batch_size=4, shuffle=True, num_workers=2)
testset = torchvision.datasets.CIFAR10(root='./data', train=False, download=True, transform=transform)
testloader = torch.utils.data.DataLoader(testset, batch_size=4, shuffle=False, num_workers=2)

classes = ('plane', 'car', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck')

{NET}
net = Net()
criterion = nn.CrossEntropyLoss()
optimizer = optim.SGD(net.parameters(), lr=0.001, momentum=0.9)

for epoch in range(10):
    running_loss = 0.0
    for i, data in enumerate(trainloader, 0):
        inputs, labels = data
        optimizer.zero_grad()
        outputs = net(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item()
        if i % 2000 == 1999:
            print('[%d, %5d] loss: %.3f' % (epoch + 1, i + 1, running_loss / 2000))
            running_loss = 0.0
print('Finished Training')

correct = 0
total = 0
with torch.no_grad():
    for data in testloader:
        images, labels = data
        outputs = net(images)
        _, predicted = torch.max(outputs.data, 1)
        total += labels.size(0)
        correct += (predicted == labels).sum().item()
print('Accuracy of the network on the 10000 test images: %d %%' % (100 * correct / total))
"""
POST_004 = """\
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):

    def __init__(self):
        super(Net, self).__init__()
        self.conv1 = nn.Conv2d(1, 6, 3)
        self.conv2 = nn.Conv2d(6, 16, 3)
        self.fc1 = nn.Linear(16 * 6 * 6, 120)  # 6 x 6 from the picture's size
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), (2, 2))
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = x.view(-1, self.num_flat_features(x))
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        x = self.fc3(x)
        return x

    def num_flat_features(self, x):
        size = x.size()[1:]  # all but the first
        num_features = 1
        for s in size:
            num_features *= s
        return num_features


net = Net()
print(net)

params = list(net.parameters())
print(len(params))
print(params[0].size())

input = torch.randn(1, 1, 32, 32)
out = net(input)
print(out)

net.zero_grad()
out.backward(torch.randn(1, 10))

output = net(input)
target = torch.randn(10)
target = target.view(1, -1)
criterion = nn.MSELoss()

loss = criterion(output, target)
print(loss)

print(loss.grad_fn)
print(loss.grad_fn.next_functions[0][0])
print(loss.grad_fn.next_functions[0][0].next_functions[0][0])

net.zero_grad()
print('conv1.bias.grad before backward')
print(net.conv1.bias.grad)
loss.backward()
print('conv1.bias.grad after backward')
print(net.conv1.bias.grad)

learning_rate = 0.01
for f in net.parameters():
    f.data.sub_(f.grad.data * learning_rate)

import torch.optim as optim

optimizer = optim.SGD(net.parameters(), lr=0.01)

optimizer.zero_grad()
output = net(input)
loss = criterion(output, target)
loss.backward()
optimizer.step()
"""
POSTS = {"000": POST_000, "001": POST_001, "002a": POST_002A, "002b": POST_002B, "003": POST_003, "004": POST_004}
FAULTS = {
    "001": [
        *("data", "targets", "batch_size", "in_channels", "out_channels", "kernel_size", "in_features", "out_features"),
        *("learning_rate", "num_epochs"),
    ],
    "002a": ["F"],
}


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_the_posts_program_is_understood_wholly_and_gives_the_posts_settings(lesson_id):
    lesson, dataset = LESSONS[lesson_id], _small(lesson_id)
    post = posts_config(lesson, dataset)
    reading = read_program(POSTS[lesson_id], lesson, dataset, post)
    assert refused(reading) == {}
    assert reading.config == post
    assert reading.lesson_id == lesson_id
    assert reading.is_lessons_own == (lesson_id != "001")  # whose network does not flatten


@pytest.mark.parametrize("lesson_id", [lesson_id for lesson_id in LESSONS if lesson_id != "004"])
def test_whatever_stood_in_the_form_before_the_program_s_settings_replace_it(lesson_id):
    lesson, dataset = LESSONS[lesson_id], _small(lesson_id)
    post = posts_config(lesson, dataset)
    reading = read_program(POSTS[lesson_id], lesson, dataset, scrambled(post))
    differing = reading.config.changes(post.to_dict())
    assert set(differing) == ({"normalization"} if lesson_id == "001" else set())  # of which that post says nothing


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_the_faults_of_the_posts_are_found_and_mended(lesson_id):
    lesson, dataset = LESSONS[lesson_id], _small(lesson_id)
    post = posts_config(lesson, dataset)
    reading = read_program(POSTS[lesson_id], lesson, dataset, post)
    assert missing_names(reading) == FAULTS.get(lesson_id, [])
    code = POSTS[lesson_id].split("\n")
    for fault, name in zip(reading.faults, FAULTS.get(lesson_id, []), strict=True):
        assert name in code[fault.line - 1]
    after = mended(POSTS[lesson_id], lesson, dataset, post)
    assert after.config == post
    assert refused(after) == {}
    assert after.lesson_id == lesson_id


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_the_posts_text_that_the_app_writes_is_read_wholly(lesson_id):
    lesson = LESSONS[lesson_id]
    dataset = built_in(lesson)
    post = posts_config(lesson, dataset)
    code = posts_text_of(lesson, dataset)
    reading = read_program(code, lesson, dataset, post)
    assert refused(reading) == {}
    assert (reading.config, reading.lesson_id) == (post, lesson_id)
    assert missing_names(reading) == {"001": ["data", "targets", "testloader"], "002a": ["F"]}.get(lesson_id, [])
    assert mended(code, lesson, dataset, post).config == post


# There and back: the app's own programs.


def effect_of(lesson: Lesson, config: TrainConfig) -> dict[str, object]:
    """The hyperparameters that change anything of the program, each said in one way."""
    values = config.to_dict()
    if values["optimizer"] in {"Momentum", "Nesterov"} and not values["momentum"]:
        values["optimizer"] = "SGD"
    if not lesson.console.log:
        del values["log_every"]
    if "hidden" in values:
        values["hidden"] = [size for size in (values["hidden"], values.pop("hidden_2")) if size]
    kept = {}
    for name, value in values.items():
        if name == "hidden" or is_read(bounds_of_field(type(config), name), {**config.to_dict(), **values}):
            kept[name] = value
    return kept


@pytest.mark.parametrize("published", [False, True], ids=["arrays", "torchvision"])
@pytest.mark.parametrize("lesson_id", LESSONS)
@settings(max_examples=60, derandomize=True)
@given(data=st.data())
def test_the_app_s_own_program_gives_back_the_settings_that_it_was_written_from(lesson_id, published, data):
    lesson, dataset = LESSONS[lesson_id], _small(lesson_id)
    if published:
        named = {"digits": "mnist", "digits32": "mnist32", "shapes": "cifar10"}
        dataset = replace(dataset, id=named.get(dataset.id, dataset.id))
    any_settings = settings_of(lesson)
    if lesson_id == "001":  # the only one whose network may be impossible
        any_settings = any_settings.filter(lambda config: _works(lesson, dataset, config))
    config = data.draw(any_settings)
    before = data.draw(settings_of(lesson))
    reading = read_program(script_of(program_of(lesson, dataset, config)), lesson, dataset, before)
    assert refused(reading) == {}
    assert effect_of(lesson, reading.config) == effect_of(lesson, config)
    assert reading.lesson_id == lesson_id
    assert reading.is_lessons_own
    assert reading.faults == ()
    again = script_of(program_of(lesson, dataset, replace(reading.config, log_every=config.log_every)))
    assert again == script_of(program_of(lesson, dataset, config))
