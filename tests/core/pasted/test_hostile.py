"""Hostile texts: each is refused with its line and a sentence, nothing of it happens, and little is computed."""

import sys
from pathlib import Path

import pytest
import torch

from core.errors import PastedError
from core.messages import LANGUAGES
from core.pasted import limits
from core.pasted.check import check_network
from core.pasted.limits import Budget
from core.pasted.reading import read_network
from pages.ui.language import words as put_into_words
from tests.core.pasted.hostile import families, in_forward, in_init

SHAPE, CLASSES = (3, 2, 2), 5
ALL = list(dict.fromkeys(families()))
FAMILIES = sorted({family for family, _ in ALL})


def tried(text: str) -> object:
    return check_network(read_network(text), SHAPE, CLASSES, 4)


class Watch:
    """Notes what Python reports of files, programs, networks, code and imports while it is on."""

    HEARD = (
        "exec",
        "open",
        "import",
        "os.",
        "subprocess.",
        "socket.",
        "shutil.",
        "ctypes.",
        "pickle.",
        "marshal.",
        "code.",
    )

    def __init__(self) -> None:
        self.on, self.seen = False, []
        sys.addaudithook(self.hear)

    def hear(self, event, args):
        # Python's parser looks for the line of a syntax error in a file of this name.
        if self.on and event.startswith(self.HEARD) and args[:1] != ("<unknown>",):
            self.seen.append((event, args))


@pytest.fixture(scope="module")
def watch() -> Watch:
    """Python keeps an audit hook for ever; this one is switched on for moments."""
    tried(in_init("pass"))  # PyTorch imports what it needs for the meta device
    return Watch()


def test_the_watch_hears_what_is_executed(watch):
    watch.on = True
    exec("1 + 1")
    Path(__file__).open().close()
    watch.on = False
    assert {event for event, _ in watch.seen} >= {"exec", "open"}
    watch.seen.clear()


def test_what_stands_around_the_hostile_lines_is_allowed():
    assert tried(in_init("pass")) == tried(in_forward("pass"))


def test_there_are_many():
    assert len(ALL) > 1_300


@pytest.mark.parametrize("family", FAMILIES)
def test_each_is_refused_with_its_line_and_a_sentence(family, watch):
    watch.seen.clear()
    accepted, wrong = [], []
    for text in (text for name, text in ALL if name == family):
        watch.on = True
        try:
            tried(text)
        except PastedError as error:
            watch.on = False
            sentences = [put_into_words().put(error.message, language) for language in LANGUAGES]
            if not 1 <= error.line <= text.count("\n") + text.count("\r") + 1 or any(
                "pasted-" in each for each in sentences
            ):
                wrong.append((error, text[-200:]))
        else:
            accepted.append(text[-200:])
        watch.on = False
    assert not accepted
    assert not wrong
    assert not watch.seen, "something was executed, opened or imported"


MARKED = [
    (family, text)
    for family, text in ALL
    if family in ("dunder", "module", "tensor", "torch", "nn", "builtin", "reserved")
]


@pytest.mark.parametrize("family", sorted({family for family, _ in MARKED}))
def test_the_line_is_the_hostile_one(family):
    harmless = set(in_init("pass").split("\n"))
    for text in (text for name, text in MARKED if name == family):
        with pytest.raises(PastedError) as caught:
            tried(text)
        assert text.split("\n")[caught.value.line - 1] not in harmless, text


@pytest.mark.slow
@pytest.mark.parametrize("family", ["loop", "memory", "kept", "number"])
def test_no_more_is_done_than_the_limits_say(family, monkeypatch):
    """Counted, not timed: nodes of the syntax tree and calls of PyTorch until the refusal, tensors on the CPU."""
    budgets = []
    made = Budget.__init__

    def note(self, *args, **options):
        made(self, *args, **options)
        budgets.append(self)

    monkeypatch.setattr(limits.Budget, "__init__", note)
    for text in (text for name, text in ALL if name == family):
        budgets.clear()
        with pytest.raises(PastedError):
            tried(text)
        assert len(budgets) <= 3
        assert all(budget.calls >= -2 for budget in budgets)
        assert all(budget.work > -limits.MAX_NODES for budget in budgets)


@pytest.mark.parametrize(
    "code", ["self.w = nn.Parameter(torch.zeros(30000, 30000))", "self.w = nn.Linear(30000, 30000)"]
)
def test_no_memory_is_taken_for_what_is_too_large(code, monkeypatch):
    """The network is built on the meta device first, and refused there."""
    devices = []
    empty = torch.empty

    def noted(*size, **options):
        tensor = empty(*size, **options)
        devices.append((tensor.device.type, tensor.numel()))
        return tensor

    monkeypatch.setattr(torch, "empty", noted)
    with pytest.raises(PastedError) as caught:
        read_network(in_init(code)).build(SHAPE, CLASSES)
    assert caught.value.problem in ("too-many-parameters", "tensor-too-large")
    assert not [numbers for device, numbers in devices if device == "cpu" and numbers > 1_000_000]


def test_a_larger_mini_batch_is_looked_at_before_it_is_computed():
    """x.repeat(N, 1) is harmless for 4 images and takes 4 TB for a million."""
    net = read_network(in_forward("x = x.repeat(x.size(0), 1)[:x.size(0)]")).build(SHAPE, CLASSES)
    assert net(torch.zeros(4, *SHAPE)).shape == (4, CLASSES)
    with pytest.raises(PastedError) as caught:
        net(torch.zeros(1, *SHAPE).expand(20_000, *SHAPE))
    assert caught.value.problem == "tensor-too-large"


def test_what_training_mode_hides_is_looked_at_too():
    net = read_network(in_forward("if not self.training: x = x + torch.zeros(10**9, 12).sum(0)")).build(SHAPE, CLASSES)
    assert net.train()(torch.zeros(4, *SHAPE)).shape == (4, CLASSES)
    with pytest.raises(PastedError):
        net.eval()(torch.zeros(4, *SHAPE))


@pytest.mark.parametrize(
    "code",
    [
        *("x += 1", "x.mul_(0)", "x[:, 0] = 7", "F.relu(x, inplace=True)", "F.relu(x, True)", "torch.relu_(x)"),
        *("act = F.relu\nact(x, True)", "nn.ReLU(inplace=True)(x)", "nn.ReLU(True)(x)", "x.view(-1).add_(1)"),
        *(
            "act = torch.relu_\nact(x)",
            "act = nn.ReLU\nact(True)(x)",
            "x.unsqueeze_(0)\nx = x[0]",
            "x.T.clamp_(max=-9)",
        ),
    ],
)
def test_the_images_that_it_is_called_with_stay_as_they_are(code):
    """They may be those of the data set, which all visitors share."""
    net = read_network(in_forward(code)).build(SHAPE, CLASSES)
    images = torch.randn(4, *SHAPE)
    before = images.clone()
    net(images)
    assert torch.equal(images, before)


def test_weights_stay_as_they_are_without_gradients():
    for code in ("self.fc.weight.detach().add_(1)", "self.fc.bias.add_(1)", "self.fc.weight.T[0] = 1"):
        net = read_network(in_forward(code)).build(SHAPE, CLASSES)
        before = net.fc.weight.clone()
        with torch.no_grad(), pytest.raises(PastedError):
            net(torch.zeros(4, *SHAPE))
        assert torch.equal(net.fc.weight, before)


def test_a_list_of_the_network_does_not_grow_from_call_to_call():
    text = in_init("self.seen = [1]").replace("        pass\n", "        self.seen.append(1)\n")
    with pytest.raises(PastedError) as caught:
        read_network(text).build(SHAPE, CLASSES)(torch.zeros(4, *SHAPE))
    assert caught.value.problem == "not-in-forward"
