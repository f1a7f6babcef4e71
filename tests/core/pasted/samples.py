"""Sources that are allowed, of many kinds, each with the shape of its input: from networks that people write."""

from tests.core.pasted.sources import HEAD, POSTS

RESIDUAL = """\
import torch
from torch import nn
from torch.nn import functional as F

WIDTH = 8
SIZES = (WIDTH, 2 * WIDTH)


class Block(nn.Module):
    expansion: int = 1

    def __init__(self, channels: int, out, stride=1):
        super(Block, self).__init__()
        self.conv1 = nn.Conv2d(channels, out, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, kernel_size=3, padding="same", bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.short = nn.Identity() if stride == 1 and channels == out else nn.Conv2d(channels, out, 1, stride)

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        y = self.bn2(self.conv2(y))
        y += self.short(x)
        return F.relu(y)


class Net(nn.Module):
    '''A small residual network.'''

    def __init__(self, blocks=(1, 2), classes: int = 10) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, WIDTH, 3, padding=1)
        layers = []
        before = WIDTH
        for number, (count, width) in enumerate(zip(blocks, SIZES)):
            for i in range(count):
                layers.append(Block(before, width * Block.expansion, stride=2 if i == 0 and number > 0 else 1))
                before = width
        self.layers = nn.ModuleList(layers)
        self.head = nn.Linear(before, classes)
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, x):
        x = self.first(x)
        for layer in self.layers:
            x = layer(x)
        x = F.adaptive_avg_pool2d(x, 1).flatten(1)
        return self.head(x * self.scale)


net = Net((1, 2), classes=len(classes))
"""
SEQUENTIAL = """\
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(inplace=True), nn.MaxPool2d(2),
            nn.Conv2d(8, 8, 3), nn.GELU(), nn.AdaptiveAvgPool2d((2, 2)), nn.Flatten(),
        )
        self.classifier = nn.Sequential(nn.Linear(32, 16), nn.LayerNorm(16), nn.SiLU(), nn.Linear(16, 10))

    def forward(self, x):
        return self.classifier(self.features(x))
"""
ATTENTION = (
    HEAD
    + """\
class Net(nn.Module):
    def __init__(self, words, size=16):
        super().__init__()
        self.embedding = nn.Embedding(words, size, padding_idx=1)
        self.place = nn.Parameter(torch.randn(300, 1, size) * 0.02)
        self.q, self.k, self.v = nn.Linear(size, size), nn.Linear(size, size), nn.Linear(size, size)
        self.register_buffer("factor", torch.tensor(size ** -0.5))
        self.out = nn.Linear(size, 1)

    def attend(self, x):
        q, k, v = [layer(x).transpose(0, 1) for layer in (self.q, self.k, self.v)]
        scores = torch.bmm(q, k.transpose(1, 2)) * self.factor
        return torch.softmax(scores, dim=-1) @ v

    def forward(self, text):
        length, batch = text.shape
        x = self.embedding(text) + self.place[:length]
        x = x + self.attend(x).transpose(0, 1)
        return self.out(x.mean(0))


model = Net(words)
"""
)
RECURRENT = (
    HEAD
    + """\
class Net(nn.Module):
    def __init__(self, words, hidden):
        super().__init__()
        self.embedding = nn.Embedding(words, 8)
        self.rnn = nn.GRU(8, hidden, num_layers=2, bidirectional=True)
        self.fc = nn.Linear(2 * hidden, 2)

    def forward(self, text):
        output, hidden = self.rnn(self.embedding(text))
        last = torch.cat([hidden[-2], hidden[-1]], dim=1)
        return self.fc(torch.tanh(last)) + output.amax(0).mean(1, keepdim=True)


model = Net(len(TEXT.vocab), hidden=6)
"""
)
CELLS = (
    HEAD
    + """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.cell = nn.LSTMCell(8, 6)
        self.fc = nn.Linear(6, 10)

    def forward(self, x):
        rows = x.mean(1)
        h = torch.zeros(x.size(0), 6, device=x.device)
        c = torch.zeros_like(h)
        for i in range(rows.size(1)):
            if i == 6:
                break
            if i % 2 == 1:
                continue
            h, c = self.cell(rows[:, i, :], (h, c))
        return self.fc(h)
"""
)
HELPERS = (
    HEAD
    + """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.sizes = [4, 6]
        self.depth = len(self.sizes)
        self.act = torch.relu
        self.pool = nn.AvgPool2d(2)
        self._make(3)
        self.w = nn.Parameter(torch.rand(10, 24))

    def _make(self, channels, kernel=3):
        self.a = nn.Conv2d(channels, self.sizes[0], kernel, padding=kernel // 2)
        self.b = nn.Conv2d(self.sizes[0], self.sizes[1], kernel, padding=1)

    def features(self, x, scale=1.0):
        x = self.act(self.a(x)) * scale
        return self.pool(F.leaky_relu(self.b(self.pool(x)), 0.1))

    def forward(self, x):
        batch, *_ = 4, 5
"""
)
HELPERS = HELPERS.replace(
    "        batch, *_ = 4, 5\n",
    """\
        if self.training and x.dim() == 4:
            x = x / 2
        elif not self.training:
            x = x - 0.5
        else:
            x = -x
        x = self.features(x, scale=0.5)
        x = x.view(-1, self.num_flat_features(x))
        top, _ = x.max(dim=1, keepdim=True)
        best = x.max(1).values
        assert best.shape[0] == len(x), "rows"
        total = sum([part.sum(1) for part in x.split(8, dim=1)])
        x = torch.where(x > 0, x, 0.01 * x) + top / (1 + abs(self.depth - 2))
        return F.linear(F.normalize(x, dim=1), self.w) + total[:, None] * 0.01 + best.unsqueeze(1).expand(-1, 10) ** 2

    def num_flat_features(self, x):
        size = x.size()[1:]
        num_features = 1
        for s in size:
            num_features *= s
        return num_features
""",
)
ODDS = (
    HEAD
    + """\
import math


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.up = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)
        self.pad = nn.ZeroPad2d(1)
        self.norms = nn.ModuleList([nn.GroupNorm(1, 3), nn.InstanceNorm2d(3, affine=True)])
        self.back = nn.ConvTranspose2d(3, 3, 2, stride=2)
        self.lin = nn.Bilinear(12, 12, 10)
        self.slope = nn.PReLU()
        self.shape = (3, 2, 2)
        self.root = math.sqrt(16)
        weight = torch.empty(3, 3, 1, 1)
        self.kernel = nn.Parameter(torch.ones_like(weight) * 0.1)

    def forward(self, x):
        n = x.shape[0]
        for i, norm in enumerate(self.norms):
            x = norm(x) if i < 1 or x.size(1) == 3 else x
        x = self.back(self.pad(self.up(x)))
        x = F.conv2d(x, self.kernel, stride=2)
        x = F.interpolate(x, size=(4, 4), mode="nearest")
        x = F.pad(x, (1, 1, 1, 1), value=0.5)
        x = F.max_pool2d(self.slope(x), kernel_size=2, stride=2)[:, :, 1:, :2]
        a, b = x.reshape(n, -1), x.permute(0, 2, 3, 1).contiguous().view(n, math.prod(self.shape))
        y = torch.stack((a, b), dim=-1).sum(-1) / self.root
        parts = [piece.exp().clamp(max=3.0) for piece in torch.chunk(y, 3, dim=1) if piece.size(1) > 1]
        y = torch.cat(parts, 1) if parts else y
        return self.lin(a, y) + (a * b).mean(dim=(0, 1)) - torch.arange(10, device=x.device) * 1e-3
"""
)
# name -> (source, input shape, classes)
SAMPLES = {name: post[:3] for name, post in POSTS.items()} | {
    "residual": (RESIDUAL, (3, 8, 8), 10),
    "sequential": (SEQUENTIAL, (3, 8, 8), 10),
    "attention": (ATTENTION, (30,), 2),
    "recurrent": (RECURRENT, (30,), 2),
    "cells": (CELLS, (1, 8, 8), 10),
    "helpers": (HELPERS, (3, 8, 8), 10),
    "odds": (ODDS, (3, 2, 2), 10),
}
