"""LeNet: the network of lesson 004, called Net there."""

from torch import Tensor, nn
from torch.nn.functional import max_pool2d, relu

# The class as the post writes it, with `import torch.nn.functional as F`. It computes the same as LeNet below.
AS_IN_POST = """\
class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.conv1 = nn.Conv2d(1, 6, 3)
        self.conv2 = nn.Conv2d(6, 16, 3)
        self.fc1 = nn.Linear(16 * 6 * 6, 120)
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
        size = x.size()[1:]
        num_features = 1
        for s in size:
            num_features *= s
        return num_features
"""


class LeNet(nn.Module):
    """Two 3 x 3 convolutions with max pooling, then 576-120-84-10; 81,194 parameters in 10 tensors.

    Source: lesson 004.
    """

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 3)
        self.conv2 = nn.Conv2d(6, 16, 3)
        self.fc1 = nn.Linear(16 * 6 * 6, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x: Tensor) -> Tensor:
        """images (N, 1, 32, 32) float32, normalised -> logits (N, 10)."""
        x = max_pool2d(relu(self.conv1(x)), (2, 2))  # (N, 6, 30, 30), then (N, 6, 15, 15)
        x = max_pool2d(relu(self.conv2(x)), 2)  # (N, 16, 13, 13), then (N, 16, 6, 6)
        x = x.view(-1, self.num_flat_features(x))  # (N, 576)
        x = relu(self.fc1(x))  # (N, 120)
        x = relu(self.fc2(x))  # (N, 84)
        logits: Tensor = self.fc3(x)  # (N, 10)
        return logits

    def num_flat_features(self, x: Tensor) -> int:
        """How many numbers one example has: all dimensions but the first."""
        return x[0].numel()
