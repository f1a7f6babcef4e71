"""Whole programs, pasted: what of them comes into the form, and what is said of each of their lines."""

import ast
from dataclasses import fields, replace
from itertools import pairwise
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.config import TrainConfig, bounds_of, is_read
from core.data.dataset import DataSet
from core.lessons import LESSONS, Lesson
from core.messages import LANGUAGES, english
from core.reader.read import read_program
from core.reader.records import NOT_NEEDED, NOT_UNDERSTOOD, READ, ProgramReading
from core.reader.text import MAX_CHARACTERS
from core.script.program import Happened, posts_config
from core.script.script import posts_text_of, program_of, script_of
from tests.conftest import built_in
from tests.core.script.small import small
from tests.core.script.test_script import _works

KINDS = {READ, NOT_NEEDED, NOT_UNDERSTOOD}


def read(code: str, lesson_id: str = "000", dataset: DataSet | None = None, **given) -> ProgramReading:
    """The program, read into a form that shows the post's settings but for the given ones."""
    lesson = LESSONS[lesson_id]
    dataset = dataset or small(lesson_id)
    return read_program(dedent(code), lesson, dataset, replace(posts_config(lesson, dataset.id), **given))


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
    lesson, dataset = LESSONS[lesson_id], small(lesson_id)
    post = posts_config(lesson, dataset.id)
    reading = read_program(POSTS[lesson_id], lesson, dataset, post)
    assert refused(reading) == {}
    assert reading.config == post
    assert reading.lesson_id == lesson_id
    assert reading.is_lessons_own == (lesson_id != "001")  # whose network does not flatten


@pytest.mark.parametrize("lesson_id", [lesson_id for lesson_id in LESSONS if lesson_id != "004"])
def test_whatever_stood_in_the_form_before_the_program_s_settings_replace_it(lesson_id):
    lesson, dataset = LESSONS[lesson_id], small(lesson_id)
    post = posts_config(lesson, dataset.id)
    reading = read_program(POSTS[lesson_id], lesson, dataset, scrambled(post))
    differing = reading.config.changes(post.to_dict())
    assert set(differing) == ({"normalization"} if lesson_id == "001" else set())  # of which that post says nothing


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_the_faults_of_the_posts_are_found_and_mended(lesson_id):
    lesson, dataset = LESSONS[lesson_id], small(lesson_id)
    post = posts_config(lesson, dataset.id)
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
    post = posts_config(lesson, dataset.id)
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
    said = {**config.to_dict(), **values}
    return {
        name: value
        for name, value in values.items()
        if name == "hidden" or is_read(bounds_of(type(config), name), said)
    }


@st.composite
def settings_of(draw, lesson: Lesson) -> TrainConfig:
    """Any hyperparameters that the form offers for the lesson's own network, but for a short run."""
    kind, values = lesson.config_kind, {}
    for spec in fields(kind):
        bounds = bounds_of(kind, spec.name)
        if bounds.choices:
            values[spec.name] = draw(st.sampled_from(bounds.choices))
        elif isinstance(spec.default, int):
            values[spec.name] = draw(st.integers(int(bounds.low), min(int(bounds.high), 40)))
        elif isinstance(spec.default, float):
            values[spec.name] = draw(st.floats(bounds.low, min(bounds.high, 0.5)))
    values |= {"epochs": draw(st.integers(1, 3)), "device": "cpu"}
    return kind(**{name: value for name, value in values.items() if name not in {"units", "embedding"}})


PRESETS = [(lesson.id, preset.id) for lesson in LESSONS.values() for preset in lesson.presets]


@pytest.mark.parametrize(("lesson_id", "preset_id"), PRESETS)
def test_a_preset_s_program_gives_the_preset_back(lesson_id, preset_id):
    lesson, dataset = LESSONS[lesson_id], small(lesson_id)
    preset = next(preset for preset in lesson.presets if preset.id == preset_id)
    config = preset.config_for(dataset.id)
    before = replace(scrambled(config), device=config.device, log_every=config.log_every)
    reading = read_program(script_of(program_of(lesson, dataset, config)), lesson, dataset, before)
    assert reading.config.changes(config.to_dict()) == {}
    assert (refused(reading), reading.faults) == ({}, ())
    assert (reading.lesson_id, reading.is_lessons_own) == (lesson_id, True)


def test_word_vectors_that_are_put_into_the_network_are_seen():
    lesson, dataset = LESSONS["002b"], small("002b")
    config = replace(posts_config(lesson, dataset.id), embedding="GloVe")
    ours = read_program(
        script_of(program_of(lesson, dataset, config)), lesson, dataset, posts_config(lesson, dataset.id)
    )
    assert (ours.config, refused(ours)) == (config, {})
    made = "model = LSTM(len(TEXT.vocab), 100, 1).to(device)\n"
    assert made in POST_002B
    usual = read(POST_002B.replace(made, f"{made}model.embedding.weight.data.copy_(TEXT.vocab.vectors)\n"), "002b")
    assert (usual.config, refused(usual)) == (config, {})


def test_what_a_visitor_did_to_a_run_by_hand_is_not_taken_for_settings():
    lesson, dataset = LESSONS["000"], small("000")
    config = posts_config(lesson, dataset.id)
    happened = Happened(rates=((1, 0.5),), stopped_after=2)
    reading = read_program(script_of(program_of(lesson, dataset, config, happened)), lesson, dataset, config)
    assert reading.config == config
    assert any("changes the network or the optimizer" in said for said in refused(reading).values())
    assert "This is done only for some mini-batches" in "".join(refused(reading).values())


@pytest.mark.slow
@pytest.mark.parametrize("published", [False, True], ids=["arrays", "torchvision"])
@pytest.mark.parametrize("lesson_id", LESSONS)
@settings(max_examples=60, derandomize=True)
@given(data=st.data())
def test_the_app_s_own_program_gives_back_the_settings_that_it_was_written_from(lesson_id, published, data):
    lesson, dataset = LESSONS[lesson_id], small(lesson_id)
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


# Other people's programs.

BEGINNERS = """\
!pip install torchinfo
%matplotlib inline
import torch
import torch.nn as nn
import torchvision
from torchvision import transforms
from tqdm import tqdm
import matplotlib.pyplot as plt

device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')

# settings
input_size = 784
hidden_size = 500
num_classes = 10
num_epochs = 6
BATCH_SIZE = 25 * 4
learning_rate = 1e-3

train_dataset = torchvision.datasets.MNIST(root='data', train=True, download=True, transform=transforms.Compose([
    transforms.RandomRotation(10),
    transforms.ToTensor(),
    transforms.Normalize((0.1307,), (0.3081,)),
]))
test_dataset = torchvision.datasets.MNIST(root='data', train=False, transform=transforms.ToTensor())
train_loader = torch.utils.data.DataLoader(dataset=train_dataset, batch_size=BATCH_SIZE, shuffle=True)
test_loader = torch.utils.data.DataLoader(dataset=test_dataset, batch_size=BATCH_SIZE)

examples = iter(train_loader)
images, labels = next(examples)
print(images.shape)
plt.imshow(images[0][0], cmap='gray')
plt.show()


class NeuralNet(nn.Module):
    def __init__(self, input_size, hidden_size, num_classes):
        super().__init__()
        self.fc1 = nn.Linear(input_size, hidden_size)
        self.fc2 = nn.Linear(hidden_size, num_classes)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))


model = NeuralNet(input_size, hidden_size, num_classes).to(device)
criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=1e-4)

losses = []
for epoch in tqdm(range(num_epochs)):
    for i, (images, labels) in enumerate(train_loader):
        images = images.reshape(-1, 28*28).to(device)
        labels = labels.to(device)
        outputs = model(images)
        loss = criterion(outputs, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if (i + 1) % 50 == 0:
            print(f'epoch {epoch}, loss {loss.item():.3f}')

with torch.no_grad():
    hits = 0
    for images, labels in test_loader:
        images = images.reshape(-1, 28*28).to(device)
        hits += (model(images).argmax(1) == labels.to(device)).sum().item()
    print(hits)
torch.save(model.state_dict(), 'model.ckpt')
"""
WITH_FUNCTIONS = """\
import torch
from torch import nn, optim
import torch.nn.functional as F
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class Config:
    batch_size = 128
    lr = 3e-4
    epochs = 10


def get_loaders(cfg):
    train_tf = transforms.Compose([
        transforms.RandomCrop(32, padding=4),
        transforms.RandomHorizontalFlip(),
        transforms.ToTensor(),
        transforms.Normalize((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)),
    ])
    test_tf = transforms.Compose([
        transforms.ToTensor(),
        transforms.Normalize((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)),
    ])
    train_set = datasets.CIFAR10('data', train=True, transform=train_tf, download=True)
    test_set = datasets.CIFAR10('data', train=False, transform=test_tf, download=True)
    return DataLoader(train_set, cfg.batch_size, shuffle=True), DataLoader(test_set, 1000)


def train(model, loader, optimizer, scheduler, device):
    model.train()
    total = 0
    for x, y in loader:
        x, y = x.to(device), y.to(device)
        loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=2.0)
        optimizer.step()
        scheduler.step()
        total += loss.item()
    return total / len(loader)


@torch.no_grad()
def evaluate(model, loader, device):
    model.eval()
    return sum((model(x.to(device)).argmax(1) == y.to(device)).sum().item() for x, y in loader) / len(loader.dataset)


def main():
    cfg = Config()
    device = 'cuda' if torch.cuda.is_available() else 'cpu'
    train_loader, test_loader = get_loaders(cfg)
    net = nn.Sequential(
        nn.Conv2d(3, 32, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(32 * 16 * 16, 10),
    ).to(device)
    optimizer = optim.AdamW(net.parameters(), lr=cfg.lr)
    steps = len(train_loader)
    scheduler = optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=len(train_loader) * cfg.epochs)
    best, waited = 0.0, 0
    for epoch in range(1, cfg.epochs + 1):
        loss = train(net, train_loader, optimizer, scheduler, device)
        accuracy = evaluate(net, test_loader, device)
        print(epoch, loss, accuracy)
        if accuracy > best:
            best, waited = accuracy, 0
            torch.save(net.state_dict(), 'best.pt')
        else:
            waited += 1
            if waited >= 3:
                break


if __name__ == '__main__':
    main()
"""


def test_a_beginner_s_program_without_functions_is_understood_wholly():
    reading = read(BEGINNERS)
    assert refused(reading) == {}
    assert reading.faults == ()
    expected = {
        "epochs": 6,
        "batch_size": 100,
        "optimizer": "Adam",
        "learning_rate": 0.001,
        "weight_decay": 0.0001,
        "label_smoothing": 0.1,
        "log_every": 50,
        "rotation": 10.0,
        "normalization": "dataset",
    }
    before = posts_config(LESSONS["000"], small("000").id)
    assert reading.config == replace(before, **expected)
    assert (reading.lesson_id, reading.is_lessons_own) == ("000", False)


def test_a_shape_that_mini_batches_get_in_the_loop_becomes_the_network_s_first_line():
    reading = read(BEGINNERS)
    lines = reading.source.splitlines()
    assert "        x = x.reshape(-1, 784)" in lines
    assert lines[lines.index("        x = x.reshape(-1, 784)") - 1].strip() == "def forward(self, x):"
    assert lines[-1] == "model = NeuralNet(784, 500, 10)"


def test_a_program_in_functions_is_followed_through_its_calls():
    reading = read(WITH_FUNCTIONS, "003")
    assert refused(reading) == {}
    expected = {
        "epochs": 10,
        "batch_size": 128,
        "optimizer": "AdamW",
        "learning_rate": 3e-4,
        "weight_decay": 0.01,
        "schedule": "cosine",
        "clip_norm": 2.0,
        "patience": 3,
        "shift": 4,
        "flip": "yes",
        "normalization": "dataset",
    }
    assert reading.config == replace(posts_config(LESSONS["003"], small("003").id), **expected)
    assert reading.lesson_id == "003"


def test_a_sequential_network_becomes_a_class():
    reading = read(WITH_FUNCTIONS, "003")
    module = ast.parse(reading.source)
    made = [node for node in module.body if isinstance(node, ast.ClassDef)]
    assert [node.name for node in made] == ["Network"]
    assert "nn.Linear(32 * 16 * 16, 10)" in reading.source
    assert reading.source.splitlines()[-1] == "net = Network()"


@pytest.mark.parametrize("code", [*POSTS.values(), BEGINNERS, WITH_FUNCTIONS], ids=[*POSTS, "beginners", "functions"])
def test_the_network_s_lines_are_mapped_to_the_program_s(code):
    """A class stands in the source as in the program, line by line; the source is Python by itself."""
    reading = read(code)
    program, source = code.split("\n"), reading.source.splitlines()
    assert len(source) == len(reading.source_lines)
    ast.parse(reading.source)
    inside = [number for number, line in enumerate(source) if line.strip().startswith(("self.fc", "return ", "class "))]
    same = [number for number in inside if source[number].strip() == program[reading.source_lines[number] - 1].strip()]
    assert len(same) >= len(inside) - 3  # what was put around nn.Sequential
    assert [number for number, _ in pairwise(reading.source_lines) if not 1 <= number <= len(program)] == []


def with_line(old: str, new: str, code: str = POST_000) -> tuple[str, int]:
    """The program with a line changed, and its number."""
    assert code.count(old) == 1
    changed = code.replace(old, new)
    return changed, changed[: changed.index(new)].count("\n") + 1


SGD = "optimizer = optim.SGD(net.parameters(), lr=0.01)"
LOADER = "trainloader = torch.utils.data.DataLoader(trainset, batch_size=64, shuffle=True)"
STEP = "        optimizer.step()\n"
LOOP = "for epoch in range(5):"
READ_FROM = {
    "momentum": (SGD, "optimizer = optim.SGD(net.parameters(), 0.02, 0.8)", {"optimizer": "Momentum", "momentum": 0.8}),
    "nesterov": (
        SGD,
        "optimizer = optim.SGD(net.parameters(), lr=0.02, momentum=0.9, nesterov=True)",
        {"optimizer": "Nesterov", "momentum": 0.9, "learning_rate": 0.02},
    ),
    "decay": (SGD, "optimizer = optim.RMSprop(net.parameters(), weight_decay=1e-2)", {"weight_decay": 0.01}),
    "default rate": (
        SGD,
        "optimizer = optim.RMSprop(net.parameters())",
        {"optimizer": "RMSprop", "learning_rate": 0.01},
    ),
    "adamw": (SGD, "optimizer = optim.AdamW(net.parameters(), lr=2e-3)", {"optimizer": "AdamW", "weight_decay": 0.01}),
    "one example": (LOADER, LOADER.replace("batch_size=64, ", ""), {"batch_size": 1}),
    "epochs from 1": (LOOP, "for epoch in range(1, 8):", {"epochs": 7}),
    "seed": (SGD, f"torch.manual_seed(42); {SGD}", {"seed": 42}),
    "clipped": (STEP, f"        nn.utils.clip_grad_norm_(net.parameters(), 5){chr(10)}{STEP}", {"clip_norm": 5.0}),
    "mse": ("nn.CrossEntropyLoss()", "nn.MSELoss()", {"loss": "MSE"}),
    "affine": (
        "    transforms.ToTensor(),\n",
        "    transforms.RandomAffine(15, translate=(0.1, 0.1)),\n    transforms.ToTensor(),\n",
        {"rotation": 15.0, "shift": 3},
    ),
    "step": (
        LOOP,
        f"scheduler = optim.lr_scheduler.MultiStepLR(optimizer, [4, 6])\n{LOOP.replace('5', '8')}",
        {"schedule": "step", "epochs": 8},
    ),
}


@pytest.mark.parametrize("name", READ_FROM)
def test_a_line_sets_what_it_says(name):
    old, new, expected = READ_FROM[name]
    code, _ = with_line(old, new)
    reading = read(code)
    assert refused(reading) == {}
    assert {key: getattr(reading.config, key) for key in expected} == expected


RATES_BY_HAND = f"""\
        if i in rates:
            for group in optimizer.param_groups:
                group['lr'] = 0.1
{STEP}"""
REFUSED = {
    "too many epochs": (LOOP, "for epoch in range(500):", "Epochs: 500 is outside 1 to 50"),
    "rate": (SGD, "optimizer = optim.SGD(net.parameters(), lr=0)", "Learning rate: 0 is outside"),
    "batch": (LOADER, LOADER.replace("64", "6.5"), "Batch size: 6.5 is not a whole number"),
    "optimizer": (SGD, "optimizer = optim.Adagrad(net.parameters(), lr=0.01)", "no optimizer “Adagrad”"),
    "dampening": (SGD, "optimizer = optim.SGD(net.parameters(), lr=0.01, dampening=0.1)", "no place for “dampening”"),
    "some weights": (SGD, "optimizer = optim.SGD(net.fc3.parameters(), lr=0.01)", "trains all parameters"),
    "unknown value": (SGD, "optimizer = optim.SGD(net.parameters(), lr=find_rate())", "“find_rate()” can only be told"),
    "loss": ("nn.CrossEntropyLoss()", "nn.L1Loss()", "no loss “L1Loss”"),
    "weighted loss": ("nn.CrossEntropyLoss()", "nn.CrossEntropyLoss(torch.ones(10))", "no place for “weight”"),
    "data": ("datasets.MNIST(root='./data', train=True", "datasets.SVHN(root='./data', train=True", "data set “SVHN”"),
    "schedule": (LOOP, f"scheduler = optim.lr_scheduler.StepLR(optimizer, 2)\n{LOOP}", "The nearest is “step”"),
    "statistics": ("Normalize((0.5,), (0.5,))", "Normalize((0.485,), (0.229,))", "The nearest is “half”"),
    "colours": (
        "transforms.ToTensor(),",
        "transforms.ColorJitter(), transforms.ToTensor(),",
        "cannot do “ColorJitter”",
    ),
    "first weights": (SGD, f"{SGD}\nnn.init.zeros_(net.fc1.weight)", "changes the network"),
    "other weights": (SGD, f"{SGD}\nnet.load_state_dict(torch.load('x.pt'))", "changes the network"),
    "frozen": (SGD, f"{SGD}\nfor p in net.parameters():\n    p.requires_grad = False", "changes the network"),
    "rate by hand": (
        LOOP,
        f"{LOOP}\n    optimizer.param_groups[0]['lr'] = 0.1",
        "changes the network or the optimizer",
    ),
    "rate by hand now and then": (
        STEP,
        RATES_BY_HAND,
        "changes the network or the optimizer",
    ),
    "sum of losses": (
        "        loss.backward()",
        "        loss = loss + penalty\n        loss.backward()",
        "does not know",
    ),
    "few steps": (
        STEP,
        "        if i % 4 == 3:\n            optimizer.step()\n",
        "done only for some mini-batches",
    ),
    "package": ("import torchvision\n", "import torchvision\nfrom my_models import Net\n", "package “my_models”"),
    "chosen later": (
        SGD,
        f"{SGD}\nif input('adam?'):\n    optimizer = optim.Adam(net.parameters())",
        "depends on a condition",
    ),
    "unnormalised": ("    transforms.Normalize((0.5,), (0.5,))\n", "    # no more\n", "does not normalise"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_form_cannot_do_is_said_in_its_line_and_changes_nothing(name):
    old, new, said = REFUSED[name]
    code, line = with_line(old, new)
    reading = read(code)
    found = refused(reading)
    assert any(said in text for text in found.values()), found
    assert all(line - 3 <= number <= line + 3 for number in found)
    before = posts_config(LESSONS["000"], small("000").id)
    assert set(reading.config.changes(before.to_dict())) <= {"weight_decay"}


def test_the_notes_are_there_in_both_languages():
    programs = [
        *POSTS.values(),
        BEGINNERS,
        WITH_FUNCTIONS,
        *(with_line(old, new)[0] for old, new, _ in REFUSED.values()),
    ]
    for code in programs:
        reading = read(code)
        for message in [line.note for line in reading.lines] + [fault.problem for fault in reading.faults]:
            for language in LANGUAGES:
                text = english().put(message, language)
                assert text
                assert not text.startswith("program-")


FAULTY = {
    "misspelt": ("loss = criterion(outputs, labels)", "loss = critrion(outputs, labels)", "critrion"),
    "no import": ("import torch.optim as optim\n", "", "optim"),
    "no loader": ("import torch.nn as nn\n", "", "nn"),
    "no value": ("lr=0.01)", "lr=learning_rate)", "learning_rate"),
    "in capitals": ("range(5)", "range(NUM_EPOCHS)", "NUM_EPOCHS"),
}


def test_mini_batches_of_torchtext_need_no_splits():
    code = "from torchtext.data import BucketIterator\nloader = BucketIterator(train_data, batch_size=17)\n"
    assert read(code, "002b").config.batch_size == 17


@pytest.mark.parametrize("name", FAULTY)
def test_a_name_without_a_value_is_a_fault_with_a_repair(name):
    old, new, missing = FAULTY[name]
    lesson, dataset = LESSONS["000"], small("000")
    post = posts_config(lesson, dataset.id)
    code = POST_000.replace(old, new, 1)
    reading = read_program(code, lesson, dataset, post)
    assert missing_names(reading) == [missing]
    after = mended(code, lesson, dataset, post)
    assert after.config == post
    assert after.is_lessons_own


def test_what_is_used_before_it_is_made_is_moved_up():
    made = "criterion = nn.CrossEntropyLoss()\n"
    code = POST_000.replace(made, "").replace(f"{SGD}\n", f"{SGD}\nprint(criterion)\n{made}")
    reading = read(code)
    assert missing_names(reading) == ["criterion"]
    assert reading.faults[0].repair == POST_000.replace(made, "").replace(
        f"{SGD}\n", f"{SGD}\n{made}print(criterion)\n"
    )


SCOPES = """\
import os.path, sys as system
total = 0
class A:
    size = 3
    sizes = [size for _ in range(2)]
    def twice(self, *rest, key=None, **others):
        def inner():
            nonlocal_name = self.size
            return later + nonlocal_name + key, rest, others
        return inner
try:
    pass
except ValueError as error:
    print(error)
with open('x') as file, open('y') as (one, other):
    print(file, one, other)
for index, (a, b) in enumerate([]):
    total += index + a + b
pairs = {key: value for key, value in zip('ab', 'cd') if (kept := key)}
print(kept, os.path, system.path, A, pairs, [lambda x, y=total: x + y + later])
def count():
    global counted
    counted = 1
later = 5
match total:
    case [first, *others]:
        print(first, others)
    case {'k': value, **rest}:
        print(value, rest)
print(counted, __name__)
"""


def test_names_that_have_a_value_somewhere_are_no_faults():
    assert missing_names(read(SCOPES)) == []
    assert missing_names(read("from math import *\nprint(cosine(3))")) == []


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("print(one)", ["one"]),
        ("def f():\n    return other\n", ["other"]),
        ("class A:\n    inner = 1\n    def f(self):\n        return inner\n", ["inner"]),
        ("[x for x in range(3)]\nprint(x)", ["x"]),
        ("total += 1", ["total"]),
        ("for each in things:\n    pass", ["things"]),
        ("f = lambda a: a + b", ["b"]),
        ("print(late)\nlate = 1", ["late"]),
        ("print(one, two)\nprint(two, one)", ["one", "two"]),
    ],
)
def test_the_names_without_a_value_are_those_that_python_misses(code, missing):
    reading = read(code)
    assert missing_names(reading) == missing
    assert reading.faults[0].line >= 1


# Texts of any kind.


@pytest.mark.parametrize(
    ("code", "said", "line"),
    [
        ("x = 1\ny = (2\n", "Python cannot read this line", 2),
        ("print 'hello'", "Python cannot read this line", 1),
        ("x = 1\x00", "null bytes", 1),
        ("(" * 5000, "Python cannot read this line", 1),
        ("-" * 30_000 + "1", "not a Python program", 1),
        ("x" * (MAX_CHARACTERS + 1), "40,001 characters", 1),
        ("x = " + "+".join("1" * 300), "too much code within code", 1),
        ("a,b;" * 9_000, "too long to be read line by line", 1),
        ("\ud800", "not a Python program", 1),
        ("x = 1\nlr = 0x" + "f" * 5000, "A number here is too large", 2),
        ("class A(nn.Module):\n a = 0x" + "f" * 5000, "A number here is too large", 2),
        ("import torch\ntorch.manual_seed(" + "9" * 5000 + ")", "Python cannot read this line", 2),
    ],
)
def test_a_text_that_is_no_program_says_so(code, said, line):
    before = posts_config(LESSONS["000"], small("000").id)
    reading = read_program(code, LESSONS["000"], small("000"), before)
    assert said in str(reading.faults[0].problem)
    assert reading.faults[0].line == line
    assert (reading.lines, reading.source, reading.config) == ((), "", before)


HOSTILE = {
    "values that double": "a0 = (1, 1)\n"
    + "".join(f"a{n} = (a{n - 1}, a{n - 1})\n" for n in range(1, 60))
    + "import torch\ntorch.manual_seed(a59)\n",
    "huge power": "import torch\ntorch.manual_seed(9**9**9)\ntorch.manual_seed(10**400)\ntorch.manual_seed(1e308*10)",
    "names in a circle": "import torch\na = b\nb = a\ntorch.manual_seed(a)\nprint(a)",
    "a name of itself": "import torch\nfor i in range(2):\n    a = a\ntorch.manual_seed(a)",
    "functions in a circle": "def f():\n    return g()\ndef g():\n    return f()\n"
    "net = f()\nfor x in y:\n    net(x).backward()",
    "classes in a circle": "class A(B):\n    pass\nclass B(A):\n    pass\nnet = A()",
    "a chain of functions": "".join(f"def f{n}():\n    f{n + 1}()\n" for n in range(1200))
    + "def f1200(): x.backward()\n",
    "many loops": "for a in b:\n x.backward()\n" * 1400,
    "many loops within each other": "".join(f"{' ' * n}for a{n} in b:\n" for n in range(45))
    + " " * 45
    + "x.backward()",
    "many names": ";".join(f"a{n}" for n in range(6000)),
    "many schedules": "import torch\n" + "torch.optim.lr_scheduler.MultiStepLR(o, [1]);" * 800,
    "many splits": "a.split();" * 3000,
    "many classes": "".join(f"class C{n}(nn.Module):\n x = C{n + 1}\n" for n in range(1200)),
    "long calls": "def f(a):\n return f(f)\n" + "f(f)(f);" * 2500,
    "names that others give": "__import__('os').system('true')\nopen('x', 'w')\neval('1')\nexit()\nraise SystemExit",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_breaks_the_reading_or_is_run(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lesson, dataset = LESSONS["000"], small("000")
    before = posts_config(lesson, dataset.id)
    reading = read_program(HOSTILE[name], lesson, dataset, before)
    assert reading.config == before
    assert list(tmp_path.iterdir()) == []
    assert {line.kind for line in reading.lines} <= KINDS
    assert len(reading.faults) <= 20


LINES = [line for code in (*POSTS.values(), BEGINNERS, WITH_FUNCTIONS) for line in code.split("\n")]


@settings(max_examples=60, derandomize=True)
@given(data=st.data())
def test_programs_with_lines_lost_doubled_and_mixed_up_are_read_all_the_same(data):
    lesson_id = data.draw(st.sampled_from(list(LESSONS)))
    lines = POSTS[data.draw(st.sampled_from(list(POSTS)))].split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, max(0, len(lines) - 1)))
        match data.draw(st.sampled_from(["lose", "double", "mix", "cut", "letters"])):
            case "lose":
                del lines[at : at + data.draw(st.integers(1, 5))]
            case "double":
                lines[at:at] = lines[at : at + 2]
            case "mix":
                lines.insert(at, data.draw(st.sampled_from(LINES)))
            case "cut":
                lines[at : at + 1] = [line[: len(line) // 2] for line in lines[at : at + 1]]
            case _:
                lines.insert(at, data.draw(st.text(max_size=10)))
    check_reading("\n".join(lines), lesson_id)


@settings(max_examples=60, derandomize=True)
@given(code=st.text(max_size=200))
def test_any_text_is_read(code):
    check_reading(code, "000")


def check_reading(code: str, lesson_id: str) -> None:
    """The lines come in order, each once, each with a kind and words; the source is mapped line by line."""
    reading = read(code, lesson_id)
    numbers = [line.number for line in reading.lines]
    assert numbers == sorted(set(numbers))
    assert {line.kind for line in reading.lines} <= KINDS
    assert all(str(line.note) for line in reading.lines)
    assert len(reading.source.splitlines()) == len(reading.source_lines)
    rows = len(code.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for fault in reading.faults:
        assert 1 <= fault.line <= rows
        if fault.repair is not None:
            missing = dict(fault.problem.values)["name"]
            assert missing not in missing_names(read(fault.repair, lesson_id))


def test_every_line_of_code_is_spoken_of_and_no_comment():
    reading = read(POST_000)
    expected = [
        number
        for number, line in enumerate(POST_000.split("\n"), 1)
        if line.strip() and not line.strip().startswith("#")
    ]
    assert [line.number for line in reading.lines] == expected
    assert kind_of(reading, 1) == NOT_NEEDED
    assert kind_of(reading, POST_000.split("\n").index("for epoch in range(5):") + 1) == READ


def test_a_program_of_another_lesson_is_named_for_what_it_is():
    reading = read(POST_003, "000")
    assert reading.lesson_id == "003"
    assert not reading.is_lessons_own
    assert read(POST_000.replace("MNIST", "SVHN").replace("64, 10", "64, 9"), "000").lesson_id is None
    assert read("x = 1").lesson_id is None


def test_mnist_made_larger_is_lesson_004_s():
    code = POST_000.replace(
        "    transforms.ToTensor(),", "    transforms.Resize((32, 32)),\n    transforms.ToTensor(),"
    )
    reading = read(code.replace("64, 10", "64, 9"), "004")
    assert reading.lesson_id == "004"
    assert refused(reading) == {}
