"""SimpleNet: the fully connected network of lesson 000."""

import torch
from torch import Tensor, nn


class SimpleNet(nn.Module):
    """784-128-64-10 with ReLU between the layers; 109,386 parameters. Source: lesson 000."""

    def __init__(self) -> None:
        super().__init__()
        self.fc1 = nn.Linear(28 * 28, 128)
        self.fc2 = nn.Linear(128, 64)
        self.fc3 = nn.Linear(64, 10)

    def forward(self, x: Tensor) -> Tensor:
        """images (N, 1, 28, 28) float32, normalised -> logits (N, 10); no softmax, the loss applies it."""
        x = x.view(x.shape[0], -1)  # (N, 784)
        x = torch.relu(self.fc1(x))  # (N, 128)
        x = torch.relu(self.fc2(x))  # (N, 64)
        logits: Tensor = self.fc3(x)  # (N, 10)
        return logits
