"""Small networks drawn at random from what is allowed; Python executes them in the tests, too."""

import random

from tests.core.pasted.sources import HEAD

SHAPE, CLASSES = (4, 6, 6), 3
# Layers that keep the shape (N, 4, 6, 6).
LAYERS = (
    *(
        "nn.Conv2d(4, 4, 3, padding=1)",
        "nn.Conv2d(4, 4, kernel_size=1, bias=False)",
        "nn.Conv2d(4, 4, 3, 1, 1, groups=2)",
    ),
    *("nn.BatchNorm2d(4)", "nn.GroupNorm(2, 4)", "nn.InstanceNorm2d(4)", "nn.LayerNorm([4, 6, 6])", "nn.LayerNorm(6)"),
    *("nn.ReLU()", "nn.ReLU(inplace=True)", "nn.LeakyReLU(0.2)", "nn.ELU()", "nn.GELU()", "nn.SiLU()", "nn.Sigmoid()"),
    *(
        "nn.Tanh()",
        "nn.Softplus()",
        "nn.Hardswish()",
        "nn.PReLU()",
        "nn.PReLU(4)",
        "nn.Softmax(dim=1)",
        "nn.Identity()",
    ),
    *("nn.MaxPool2d(3, stride=1, padding=1)", "nn.AvgPool2d(3, 1, 1)", "nn.AdaptiveAvgPool2d(6)", "nn.Linear(6, 6)"),
    *(
        "nn.Sequential(nn.ZeroPad2d(1), nn.MaxPool2d(3, 1))",
        "nn.Sequential(nn.Upsample(scale_factor=2), nn.AvgPool2d(2))",
    ),
    *(
        "nn.Sequential(nn.Conv2d(4, 8, 1), nn.ReLU(), nn.Conv2d(8, 4, 1))",
        "nn.Sequential(nn.Flatten(), nn.Unflatten(1, (4, 6, 6)))",
    ),
    *(
        "nn.ConvTranspose2d(4, 4, 3, padding=1)",
        "nn.LogSoftmax(1)",
        "Scaled(0.5)",
        "Scaled(factor=2)",
        "nn.Dropout(0.0)",
    ),
)
# Statements that keep the shape of x.
STEPS = (
    *(
        "x = F.relu(x)",
        "x = torch.tanh(x)",
        "x = F.leaky_relu(x, 0.1)",
        "x = x * 0.5 + 1",
        "x = -x",
        "x += 0.25",
        "x = x / (1 + x.abs())",
    ),
    *(
        "x = x.transpose(2, 3)",
        "x = x.permute(0, 1, 3, 2).contiguous()",
        "x = torch.flip(x, [3])",
        "x = x.clamp(-1, 1)",
    ),
    *(
        "x = x.view(x.size(0), 4, 36).view(-1, 4, 6, 6)",
        "x = x.reshape(x.shape[0], -1).reshape(x.shape)",
        "x = x - x.mean(1, keepdim=True)",
    ),
    *(
        "x = torch.cat([x[:, 2:], x[:, :2]], dim=1)",
        "x = torch.stack([x, -x]).sum(0)",
        "a, b = x.chunk(2, dim=1)\nx = torch.cat((b, a), 1)",
    ),
    *(
        "x = torch.where(x > 0, x, 0.1 * x)",
        "x = F.pad(x, (1, 1, 1, 1))[:, :, 1:-1, 1:-1]",
        "x = F.max_pool2d(x, 3, 1, 1)",
        "x = x ** 2",
    ),
    *(
        "x = F.interpolate(x, scale_factor=2)[:, :, ::2, ::2]",
        "y = x\nx = x.clone()\nx *= 2\nx = x + y",
        "x = F.normalize(x, dim=1)",
    ),
    *(
        "for i in range(3):\n    x = x + i",
        "for i, part in enumerate(x.split(2, dim=1)):\n    x = x + part.mean() * i",
        "x = x @ x.transpose(2, 3) / 6",
    ),
    *(
        "if x.size(0) > 2:\n    x = x + 1\nelse:\n    x = x - 1",
        "if self.training and not x.dim() == 3:\n    x = x * 2\nelif True:\n    x = x * 3",
    ),
    *(
        "x = x if x.shape[-1] % 2 else x + 1",
        "x = self.helper(x)",
        "x = self.helper(x, times=2)",
        "x = self.helper(x, 2, add=0.5)",
        "x = x.exp().log()",
    ),
    *(
        "parts = []\nfor row in x.unbind(2):\n    parts.append(row * 2)\nx = torch.stack(parts, 2)",
        "x = sum([x, x, x]) / 3",
        "x = x + self.w",
    ),
    *(
        "n, c, *_ = 1, 2, 3",
        "n, c, h, w = x.shape\nx = x.view(n, c * h, w).view(n, c, h, w)",
        "x = torch.stack([p for p in x.unbind(1) if p.dim() == 3], 1)",
    ),
    *(
        "x = x.masked_fill(x < 0, 0.1)",
        "t = x.amax(dim=(2, 3), keepdim=True)\nx = x - t",
        "m, _ = x.max(dim=1, keepdim=True)\nx = x - m",
        "x = x.softmax(-1)",
    ),
    *(
        "x = x + torch.arange(6) / 10",
        "x = x + torch.zeros(6) + torch.ones(1, 6)",
        "x = x.repeat(1, 2, 1, 1)[:, 4:]",
        "x[:, 0] = 0.5",
        "x = x.clone()\nx[:, 1:3, 0] += 1",
    ),
    *(
        "x = x + x.size(1) // 3 + x.numel() % 7 + abs(-2) + max(1, 2) + len(x.shape)",
        "assert x.dim() == 4",
        "x = x.unsqueeze(0).squeeze(0)",
    ),
    *(
        (
            "k = 0\nfor i in range(5):\n    if i == 1:\n        continue\n"
            "    if i == 4:\n        break\n    k += i\nx = x + k"
        ),
        "x = torch.bmm(x[:, 0], x[:, 1]).unsqueeze(1) + x",
    ),
)
STEPS = tuple(step for step in STEPS if "*_" not in step)
SCALED = """\
class Scaled(nn.Module):
    def __init__(self, factor=1.0):
        super().__init__()
        self.factor = factor
        self.shift = nn.Parameter(torch.zeros(1, 4, 1, 1))

    def forward(self, x):
        return x * self.factor + self.shift


"""


def network(seed: int) -> str:
    """A source whose network takes (N, 4, 6, 6) and gives (N, 3)."""
    choose = random.Random(seed)
    layers = [f"self.l{i} = {choose.choice(LAYERS)}" for i in range(choose.randint(0, 5))]
    calls = [f"x = self.l{i}(x)" for i in range(len(layers)) for _ in range(choose.randint(0, 2))]
    steps = [*calls, *(choose.choice(STEPS) for _ in range(choose.randint(0, 5)))]
    choose.shuffle(steps)
    ends = (
        "return self.fc(torch.flatten(x, 1))",
        "return self.fc(x.view(x.size(0), -1))",
        "x = x.flatten(1)\nreturn self.fc(x)",
    )

    def block(lines: list[str]) -> str:
        return "\n".join(f"        {line}" for statement in lines for line in statement.split("\n"))

    init = [*layers, "self.w = nn.Parameter(torch.randn(4, 1, 1))", "self.fc = nn.Linear(4 * 36, 3)"]
    return (
        HEAD
        + SCALED
        + "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        + block(init)
        + "\n\n    def forward(self, x):\n"
        + block([*steps, choose.choice(ends)])
        + "\n\n    def helper(self, x, times=1, add=0.0):\n"
        + "        for _ in range(times):\n            x = x * 0.5 + add\n"
        + "        return x\n"
    )
