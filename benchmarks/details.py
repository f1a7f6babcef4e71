"""Where the time of one mini-batch goes."""

import timeit
from collections.abc import Callable
from functools import partial

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence
from torch.optim import SGD, Adam

from core.models.cifar_net import CifarNet
from core.models.lenet import LeNet
from core.models.lstm import LSTM, LSTMConfig
from core.models.simple_net import SimpleNet
from core.work.compiler import keep_compiler_out

REPEATS = 5
CALLS = 2000


def measure_details() -> None:
    """Print microseconds of gathering a mini-batch of 64 MNIST-sized images in two ways, and of its arithmetic."""
    images = torch.zeros(60_000, 1, 28, 28, dtype=torch.uint8)
    batch = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))[:64]
    for title, gather in (
        ("images[batch]", lambda: images[batch]),
        ("images.index_select(0, batch)", lambda: images.index_select(0, batch)),
    ):
        print(f"  {title}: {microseconds(gather):.1f} us")
    net, labels = SimpleNet(), torch.zeros(64, dtype=torch.int64)
    inputs = images[batch].float()
    arithmetic = microseconds(lambda: nn.functional.cross_entropy(net(inputs), labels).backward())
    epoch = arithmetic * 938 / 1e6
    print(f"  forward, loss and backward of lesson 000: {arithmetic:.1f} us, {epoch:.2f} s for the 938 of an epoch")


def measure_choices() -> None:
    """Print microseconds with and without oneDNN, in bfloat16, and of each implementation of the optimizers' step."""
    keep_compiler_out()
    for title, net, images in (
        ("lesson 000, batches of 64", SimpleNet(), torch.randn(64, 1, 28, 28)),
        ("lesson 002a, batches of 4", CifarNet(), torch.randn(4, 3, 32, 32)),
        ("lesson 002a, batches of 64", CifarNet(), torch.randn(64, 3, 32, 32)),
        ("lesson 004, batches of 64", LeNet(), torch.randn(64, 1, 32, 32)),
    ):
        step = partial(forward_and_backward, net, images)
        line = f"  {title}: forward and backward {microseconds(step, calls=100):.0f} us"
        with torch.backends.mkldnn.flags(enabled=False):
            line += f", without oneDNN {microseconds(step, calls=100):.0f}"
        with torch.autocast("cpu", dtype=torch.bfloat16):
            line += f", in bfloat16 {microseconds(step, calls=100):.0f}"
        print(line, flush=True)
        for name, build in (
            ("SGD", lambda p, **how: SGD(p, lr=1e-3, **how)),
            ("Momentum", lambda p, **how: SGD(p, lr=1e-3, momentum=0.9, **how)),
            ("Adam", lambda p, **how: Adam(p, lr=1e-3, **how)),
        ):
            ways = {"a tensor at a time": {}, "foreach": {"foreach": True}, "fused": {"fused": True}}
            times = {way: microseconds(build(net.parameters(), **how).step, calls=100) for way, how in ways.items()}
            print(
                f"    step of {name}: " + ", ".join(f"{way} {time:.0f} us" for way, time in times.items()), flush=True
            )


def forward_and_backward(net: nn.Module, images: torch.Tensor) -> None:
    """Do the forward and the backward pass of one mini-batch, after the old gradients were dropped."""
    net.zero_grad()
    nn.functional.cross_entropy(net(images), torch.zeros(len(images), dtype=torch.int64)).backward()


def measure_lstm() -> None:
    """Print milliseconds of lesson 002b's forward and backward for 64 reviews, read in three ways."""
    net = LSTM(25_002, LSTMConfig())
    generator = torch.Generator().manual_seed(0)
    for title, low, high in (
        ("of like length, 230 to 270 words", 230, 270),
        ("of mixed length, 50 to 1,000 words", 50, 1000),
    ):
        lengths = torch.randint(low, high + 1, (64,), generator=generator)
        text = torch.randint(2, 25_002, (int(lengths.max()), 64), generator=generator, dtype=torch.int32)
        gathered = milliseconds(net, text, lengths)
        print(f"  64 reviews {title}, output gathered: {gathered:.0f} ms")
        if high < 1000:
            packed = milliseconds(partial(read_packed, net), text, lengths)
            print(f"  the same, sequences packed: {packed:.0f} ms, {packed / gathered:.0f} times as long")


def milliseconds(read: Callable[..., torch.Tensor], text: torch.Tensor, lengths: torch.Tensor) -> float:
    """Return the milliseconds of forward and backward for one mini-batch."""
    return microseconds(lambda: read(text, lengths).sum().backward(), calls=1) / 1000


def read_packed(net: LSTM, text: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """The logits (B, 1) with the state at each review's end, by pack_padded_sequence."""
    packed = pack_padded_sequence(net.embedding(text), lengths, enforce_sorted=False)
    _, (hidden, _) = net.lstm(packed)
    logits: torch.Tensor = net.fc(hidden.squeeze(0))
    return logits


def microseconds(action: Callable[[], object], calls: int = CALLS) -> float:
    """The fastest of some repeats: what the action costs when nothing else gets in its way."""
    return min(timeit.repeat(action, number=calls, repeat=REPEATS)) / calls * 1e6
