"""Lesson 000 on MNIST itself, against the post's loop."""

import re

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torchvision import datasets, transforms

from core.models.simple_net import SimpleNet
from core.plan import Plan
from core.runs.run import Run
from core.runs.snapshot import Status


def the_posts_loop(folder, net, seed):
    """Lesson 000 as it is written, with a seed: (losses, printed lines)."""
    transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,))])
    trainset = datasets.MNIST(root=folder, train=True, download=False, transform=transform)
    prepared = TensorDataset(torch.stack([image for image, _ in trainset]), trainset.targets)
    testset = datasets.MNIST(root=folder, train=False, download=False, transform=transform)
    trainloader = DataLoader(prepared, batch_size=64, shuffle=True, generator=torch.Generator().manual_seed(seed))
    testloader = DataLoader(testset, batch_size=64, shuffle=True)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    losses, lines = [], []
    for epoch in range(5):
        running_loss = 0.0
        for i, data in enumerate(trainloader, 0):
            inputs, labels = data
            optimizer.zero_grad()
            outputs = net(inputs)
            loss = criterion(outputs, labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            running_loss += loss.item()
            if i % 100 == 99:
                lines.append("Epoch %d, Mini-batches %5d, Loss: %.3f" % (epoch + 1, i + 1, running_loss / 100))
                running_loss = 0.0
    correct = total = 0
    with torch.no_grad():
        for images, labels in testloader:
            predicted = torch.max(net(images), 1)[1]
            total += labels.size(0)
            correct += (predicted == labels).sum().item()
    lines.append("Accuracy of the network on the 10000 test images: %.2f %%" % (100 * correct / total))
    return losses, lines


def test_as_in_the_post_equals_the_posts_loop_bit_for_bit(lesson, mnist_dataset, real_data):
    preset = next(preset for preset in lesson.presets if preset.id == "post")
    run = Run(lesson, mnist_dataset, preset.config_for("mnist")).start()
    run.join()
    assert run.snapshot.status is Status.FINISHED
    assert run.network is not None

    torch.manual_seed(0)
    net = SimpleNet()
    losses, lines = the_posts_loop(real_data, net, seed=0)

    assert len(lines) == 46  # 45 losses and the accuracy
    assert list(run.snapshot.log) == lines
    assert torch.equal(torch.tensor(run.snapshot.losses.high), torch.tensor(losses))
    state = run.network.model.state_dict()
    assert all(torch.equal(tensor, state[name]) for name, tensor in net.state_dict().items())


def test_the_quick_preset_reaches_97_percent(lesson, mnist_dataset):
    run = Run(lesson, mnist_dataset, lesson.presets[0].config_for("mnist")).start()
    run.join()
    assert run.network is not None
    assert run.network.card.accuracy >= 0.97
    assert re.fullmatch(r"Accuracy of the network on the 10000 test images: 9[78]\.\d\d %", run.snapshot.log[-1])


def test_mnist_is_what_the_post_says(mnist_dataset):
    assert (len(mnist_dataset.train), len(mnist_dataset.test)) == (60_000, 10_000)
    assert Plan(60_000, 64, epochs=1).per_epoch == 938
    assert Plan(10_000, 64, epochs=1).per_epoch == 157
    pixels = mnist_dataset.train.inputs.double() / 255
    assert abs(pixels.mean().item() - mnist_dataset.statistics.mean[0]) < 1e-4
    assert abs(pixels.std().item() - mnist_dataset.statistics.std[0]) < 1e-4
