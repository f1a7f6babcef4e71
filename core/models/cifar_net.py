"""CifarNet: the small convolutional network of lessons 002a and 003, called Net there."""

from torch import Tensor, nn
from torch.nn.functional import relu


class CifarNet(nn.Module):
    """Two convolutions with max pooling, then 400-120-84-10; 62,006 parameters. Source: lessons 002a and 003."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x: Tensor) -> Tensor:
        """images (N, 3, 32, 32) float32, normalised -> logits (N, 10)."""
        x = self.pool(relu(self.conv1(x)))  # (N, 6, 14, 14)
        x = self.pool(relu(self.conv2(x)))  # (N, 16, 5, 5)
        x = x.view(-1, 16 * 5 * 5)  # (N, 400)
        x = relu(self.fc1(x))  # (N, 120)
        x = relu(self.fc2(x))  # (N, 84)
        logits: Tensor = self.fc3(x)  # (N, 10)
        return logits
