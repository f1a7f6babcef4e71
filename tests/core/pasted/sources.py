"""Sources as a visitor would paste them, and the real classes, which only tests execute."""

from types import SimpleNamespace

import torch
from torch import nn

from core.pasted.reading import read_network
from core.script import networks

HEAD = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n\n\n"
LSTM = """\
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super().__init__()
        self.embedding = nn.Embedding(input_size, 100)
        self.lstm = nn.LSTM(100, hidden_size)
        self.fc = nn.Linear(hidden_size, output_size)

    def forward(self, text):
        embedded = self.embedding(text)
        output, (hidden, cell) = self.lstm(embedded)
        return self.fc(hidden.squeeze(0))


model = LSTM(len(TEXT.vocab), 100, 1)
"""
WORDS = 25_002
IMAGE, PHOTO, DIGIT = (1, 28, 28), (3, 32, 32), (1, 32, 32)
# name -> (source, input shape, classes, parameters)
POSTS = {
    "000": (HEAD + networks.SIMPLE_NET, IMAGE, 10, 109_386),
    "002a": (HEAD + networks.CIFAR_NET, PHOTO, 10, 62_006),
    "004": (HEAD + networks.LENET, DIGIT, 10, 81_194),
    "002b": (HEAD + LSTM, (WORDS,), 2, 2_581_101),
}


def executed(source: str, input_shape: tuple[int, ...], classes: int) -> nn.Module:
    """The network that Python itself makes of a source that these tests have written."""
    names = {"classes": tuple(range(classes)), "TEXT": SimpleNamespace(vocab=range(input_shape[0]))}
    names |= {"words": input_shape[0]}
    exec(source, names)  # never outside of tests
    nets = [value for value in names.values() if isinstance(value, nn.Module)]
    return nets[-1] if nets else names[read_network(source).name]()


def both(source: str, input_shape: tuple[int, ...], classes: int, seed: int = 3) -> tuple[nn.Module, nn.Module]:
    """(ours, the real one), each drawn from the same seed."""
    torch.manual_seed(seed)
    ours = read_network(source).build(input_shape, classes)
    torch.manual_seed(seed)
    return ours, executed(source, input_shape, classes)


def inputs(input_shape: tuple[int, ...], count: int, seed: int = 5) -> tuple[torch.Tensor, ...]:
    generator = torch.Generator().manual_seed(seed)
    if len(input_shape) == 1:
        text = torch.randint(0, input_shape[0], (12, count), dtype=torch.int32, generator=generator)
        return text, torch.randint(1, 13, (count,), generator=generator)
    return (torch.randn(count, *input_shape, generator=generator),)


def called(net: nn.Module, given: tuple[torch.Tensor, ...]) -> torch.Tensor:
    """A real class of these tests takes the text without the lengths."""
    return net(given[0])


def equal_states(one: nn.Module, other: nn.Module) -> bool:
    mine, theirs = one.state_dict(), other.state_dict()
    return list(mine) == list(theirs) and all(torch.equal(mine[name], theirs[name]) for name in mine)
