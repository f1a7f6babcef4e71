"""Building a network is bounded: what __init__ and the top of the source compute, on the meta device and in earnest."""

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from core.errors import PastedError
from core.pasted import counting
from core.pasted.limits import MAX_BUILT_NUMBERS, MAX_BUILT_OPERATIONS, Budget
from core.pasted.reading import read_network
from tests.core.pasted.hostile import at_top, in_init

SHAPE, CLASSES = (3, 2, 2), 5


class Watch(TorchDispatchMode):
    """Notes on which devices tensors of more than one number are made."""

    def __init__(self):
        super().__init__()
        self.devices = set()

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        if isinstance(result, torch.Tensor) and result.numel() > 1:
            self.devices.add(result.device.type)
        return result


@pytest.mark.parametrize(
    ("code", "problem", "line"),
    [
        ("y = torch.ones(1500, 1500)\nfor i in range(10):\n    y = y @ y", "too-long-built", "y = y @ y"),
        ("y = torch.ones(3000, 3000)\nfor i in range(1500):\n    y.tanh_()", "too-long-built", "y.tanh_()"),
        ("y = torch.ones(5000)\nfor i in range(1500):\n    y.expand(5000, 5000).sum()", "too-long-built", None),
        ("y = [torch.ones(5000, 5000) for i in range(1000)]", "too-many-built", None),
        ("y = []\nfor i in range(1000):\n    y.append(torch.zeros(500, 500))", "too-many-built", None),
        ("y = torch.ones(9000)\ny = torch.outer(y, y)", "too-many-built", "y = torch.outer(y, y)"),
        ("for i in range(30):\n    nn.Linear(1000, 1000)", "too-many-parameters", "nn.Linear(1000, 1000)"),
        ("for i in range(30):\n    nn.BatchNorm2d(1000000)", "too-many-parameters", "nn.BatchNorm2d(1000000)"),
    ],
)
def test_what_init_computes_is_bounded(code, problem, line):
    text = in_init(code)
    with Watch() as watch, pytest.raises(PastedError) as caught:
        read_network(text).build(SHAPE, CLASSES)
    assert caught.value.problem == problem
    assert text.split("\n")[caught.value.line - 1].strip() == (line or code.split("\n")[-1].strip())
    assert watch.devices == {"meta"}


@pytest.mark.parametrize(
    "code", ["A = torch.ones(8000, 8000).shape", "A = (torch.ones(1000, 1000) @ torch.ones(1000, 1000)).shape"]
)
def test_so_is_what_the_top_computes(code):
    with pytest.raises(PastedError) as caught:
        read_network(at_top(f"import torch\n{code}")).build(SHAPE, CLASSES)
    assert caught.value.problem in ("too-many-built", "too-long-built")


@pytest.mark.parametrize(("limit", "problem"), [("NUMBERS", "too-many-built"), ("OPERATIONS", "too-long-built")])
def test_the_network_that_is_used_is_counted_again(limit, problem, monkeypatch):
    """Nothing that differs between the meta device and the real one goes uncounted."""
    pasted = read_network(in_init("y = torch.ones(100)"))
    program = pasted.program(SHAPE, CLASSES)
    monkeypatch.setattr(counting, f"MAX_BUILT_{limit}", 99)
    with pytest.raises(PastedError) as caught:
        pasted._run(program, Budget())
    assert caught.value.problem == problem


def test_layers_are_limited_by_their_parameters_alone():
    """A large layer needs more numbers, and more operations to draw them, than __init__ may compute itself."""
    code = "\n".join(f"self.a{i} = nn.Linear(1000, 4_900)" for i in range(4))
    network = read_network(in_init(code)).build(SHAPE, CLASSES)
    assert sum(each.numel() for each in network.parameters()) == 4 * 1001 * 4_900 + 65
    read_network(in_init("self.a = nn.ModuleList([nn.Linear(3, 3) for i in range(290)])")).build(SHAPE, CLASSES)


def test_weights_and_buffers_of_the_sources_own_are_built():
    code = (
        "self.w = nn.Parameter(torch.randn(1000, 1000) * 0.02)\nself.register_buffer('m', torch.ones(900, 900).tril())"
    )
    network = read_network(in_init(code)).build(SHAPE, CLASSES)
    assert network.w.shape == (1000, 1000)
    assert MAX_BUILT_NUMBERS > 2 * 20_000_000 - 1
    assert MAX_BUILT_OPERATIONS >= 2 * MAX_BUILT_NUMBERS
