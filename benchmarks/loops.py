"""Lesson 000's training loop in four ways: `python -m benchmarks.loops bare --data DATA --threads 1`.

A process measures one loop and prints its seconds per epoch.

plain     the post's script: torchvision's ToTensor and Normalize for each image, DataLoader, batches of 64
bare      the same mathematics on tensors in memory, gathered as our engine gathers them, a test after each epoch;
          no generator, no thread, no history, no page: the least that such a loop can be
engine    core.training.train, as the app uses it, without the app
app       the app's Run, while Streamlit redraws the whole Train page twice each second, as often as for two open pages;
          there is no browser
"""

import argparse
import logging
import os
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import torch
from streamlit.testing.v1 import AppTest
from torch import nn

from core.config import TrainConfig
from core.data import mnist
from core.data.library import FOLDER_VARIABLE
from core.lessons import LESSONS
from core.models.simple_net import SimpleNet
from core.training import train

APP = Path(__file__).resolve().parents[1] / "app.py"
POLL_SECONDS = 0.5  # two pages that ask once a second each
LESSON = LESSONS["000"]
POST = next(preset.config for preset in LESSON.presets if preset.id == "post")


def plain(folder: Path, epochs: float) -> float:
    """Seconds of the post's own loop; at most one epoch."""
    from torch.utils.data import DataLoader
    from torchvision import datasets, transforms

    transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,))])
    trainset = datasets.MNIST(root=folder, train=True, download=False, transform=transform)
    loader = DataLoader(trainset, batch_size=64, shuffle=True)
    net, criterion = SimpleNet(), nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    begun = time.perf_counter()
    running_loss = 0.0
    for i, (inputs, labels) in enumerate(islice(loader, round(epochs * len(loader)))):
        optimizer.zero_grad()
        loss = criterion(net(inputs), labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item()
        if i % 100 == 99:
            running_loss = 0.0
    return time.perf_counter() - begun


def bare(folder: Path, epochs: float) -> float:
    """Return the seconds of the post's mathematics alone, with a test after each epoch."""
    dataset = mnist.load(folder)
    images, labels = dataset.train.images, dataset.train.targets
    net, criterion = SimpleNet(), nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    half = torch.tensor(0.5)

    def prepared(pixels: torch.Tensor) -> torch.Tensor:
        return pixels.to(torch.float32).div_(255).sub_(half).div_(half)

    begun = time.perf_counter()
    for _ in range(int(epochs)):
        for batch in torch.randperm(len(images)).split(64):
            optimizer.zero_grad()
            loss = criterion(net(prepared(images.index_select(0, batch))), labels.index_select(0, batch))
            loss.backward()
            optimizer.step()
            loss.item()
        with torch.no_grad():
            answers = [net(prepared(part)).argmax(1) for part in dataset.test.images.split(1000)]
        (torch.cat(answers) == dataset.test.targets).sum().item()
    return time.perf_counter() - begun


def engine(folder: Path, epochs: float) -> float:
    """Seconds of our loop."""
    dataset = mnist.load(folder)
    config: TrainConfig = replace(POST, epochs=int(epochs))
    next(train(SimpleNet(), dataset, config, torch.device("cpu")))  # the first optimizer imports much of torch
    begun = time.perf_counter()
    for _ in train(SimpleNet(), dataset, config, torch.device("cpu")):
        pass
    return time.perf_counter() - begun


def app(folder: Path, epochs: float) -> float:
    """Seconds of a run in the app, as its snapshot gives them; a first epoch is not counted."""
    os.environ[FOLDER_VARIABLE] = str(folder)
    page = AppTest.from_file(APP, default_timeout=60).switch_page("pages/views/train.py").run()
    page.segmented_control(key="preset-000").set_value("post").run()
    for count in (1, int(epochs)):
        page.number_input(key="config-epochs").set_value(count).run()
        next(button for button in page.button if button.label == "Start training").click().run()
        run = page.session_state["session"].in_use.run
        while run.snapshot.active:
            run.join(POLL_SECONDS)
            page.run()
    assert not page.exception
    return float(run.snapshot.seconds)


LOOPS: dict[str, Callable[[Path, float], float]] = {"plain": plain, "bare": bare, "engine": engine, "app": app}

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("loop", choices=LOOPS)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=20, help="a share of one is possible for plain")
    parser.add_argument("--threads", type=int, default=0, help="0: torch's own default")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    logging.disable(logging.WARNING)  # Streamlit warns of a page without a browser
    print(LOOPS[options.loop](options.data, options.epochs) / options.epochs)
