"""Why a network answers as it does: which pixels, or which words, moved its answer. The methods are captum's."""

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from core.criteria import class_logits
from core.data.dataset import PADDING, Preparation, Split
from core.explain.activations import watch
from core.network import TrainedNetwork

PIECE = 8  # steps of the integral in each piece of the way
COMPLETE = 0.01  # how far the sum of the parts may be from the score's change, as a share of that change
NEARLY = 0.01  # how far the sum of the parts may be from the score's change in any case, in units of the score
PIXEL_STEPS, WORD_STEPS = 4096, 2048  # steps after which the integral is accepted as it is
AT_ONCE = 4_000_000  # numbers that a network may make at the same time
IN_ALL = 150_000_000  # numbers that a network's layers may give for one explanation: about a second of work
WORDS = 300  # words of a text that are explained at most: the time grows with their number
PATCHES = 8  # steps of occlusion's square along a side; the square is two steps wide, a quarter of the side
ALL_PATCHES = 64  # partly covered pictures that are answered at once, at most

Floats = NDArray[np.float32]


class PixelAttribution(NamedTuple):
    """What each pixel has to do with the score (logit) of a class."""

    weights: Floats  # (H, W); below 0 where a pixel speaks against the class, if the method can tell
    begins: float | None = None  # score of the black picture; None for methods whose weights do not add up
    ends: float | None = None  # score of the picture; the weights add up to ends - begins as in WordAttribution


class WordAttribution(NamedTuple):
    """What each word of a text added to the logit of class 1."""

    weights: Floats  # (words,) for the first WORDS words; above 0: towards class 1, below 0: towards class 0
    begins: float  # logit with filler words in the place of the explained words
    ends: float  # logit of the text; the weights add up to ends - begins within 1 %, where WORD_STEPS suffice
    left_out: int  # number of words after the explained ones, which stay as they are


Score = Callable[[Tensor], Tensor]  # prepared pictures (N, C, H, W) -> the scores (N, classes)


def attribute_pixels(
    network: TrainedNetwork,
    image: NDArray[np.uint8],
    label: int,
    method: str,
    preparation: Preparation | None = None,
) -> PixelAttribution:
    """Explain the score of class `label` for an image (C, H, W) uint8 by one of METHODS.

    `preparation` replaces the network's own preparation.
    """
    prepare = preparation or network.card.preparation
    pictures = torch.stack([torch.tensor(image), torch.zeros(image.shape, dtype=torch.uint8)])
    prepared = prepare.batch(pictures, torch.tensor([0, 1]))[0]
    attribution: PixelAttribution = METHODS[method](network.model.eval(), prepared[:1], prepared[1:], label)
    return attribution


def _score(model: nn.Module) -> Score:
    return lambda images: class_logits(model(images))


def gradient(model: nn.Module, picture: Tensor, _black: Tensor, label: int) -> PixelAttribution:
    """Absolute gradient of the score, the largest of all channels (Simonyan, Vedaldi and Zisserman, 2014)."""
    from captum.attr import Saliency

    gradients = Saliency(_score(model)).attribute(picture.requires_grad_(), target=label)
    return PixelAttribution(gradients[0].amax(0).numpy())


def integrated_gradients(model: nn.Module, picture: Tensor, black: Tensor, label: int) -> PixelAttribution:
    """Integrated gradients from black to the picture, summed over channels (Sundararajan, Taly and Yan, 2017)."""
    numbers = _numbers(model, picture)
    parts, begins, ends = _integrate(
        lambda x: _score(model)(x)[:, label],
        picture,
        black,
        most=min(PIXEL_STEPS, IN_ALL // numbers),
        at_once=max(1, AT_ONCE // numbers),
    )
    return PixelAttribution(parts[0].sum(0).numpy(), begins, ends)


def grad_cam(model: nn.Module, picture: Tensor, _black: Tensor, label: int) -> PixelAttribution:
    """Where the last convolution's outputs speak for the class, enlarged smoothly (Selvaraju and others, 2017)."""
    from captum.attr import LayerAttribution, LayerGradCam

    own = copy.deepcopy(model)  # captum registers hooks on the layer, and visitors share the network
    last = [layer for layer in own.modules() if isinstance(layer, nn.Conv2d)][-1]
    heatmap = LayerGradCam(_score(own), last).attribute(picture.requires_grad_(), target=label, relu_attributions=True)
    enlarged = LayerAttribution.interpolate(heatmap, tuple(picture.shape[2:]), interpolate_mode="bilinear")
    return PixelAttribution(enlarged[0, 0].detach().numpy())


def occlusion(model: nn.Module, picture: Tensor, black: Tensor, label: int) -> PixelAttribution:
    """How much the score falls when a square around the pixel is made black (Zeiler and Fergus, 2014)."""
    from captum.attr import Occlusion

    _, channels, height, _ = picture.shape
    stride = max(1, height // PATCHES)
    with torch.no_grad():
        score_drops = Occlusion(_score(model)).attribute(
            picture,
            sliding_window_shapes=(channels, 2 * stride, 2 * stride),
            strides=(channels, stride, stride),
            baselines=black,
            target=label,
            perturbations_per_eval=max(1, min(ALL_PATCHES, AT_ONCE // _numbers(model, picture))),
        )
    return PixelAttribution(score_drops[0].mean(0).float().numpy())


METHODS: Mapping[str, Callable[[nn.Module, Tensor, Tensor, int], PixelAttribution]] = {
    "gradient": gradient,
    "integrated gradients": integrated_gradients,  # not shown
    "Grad-CAM": grad_cam,
    "occlusion": occlusion,
}


def methods_for(network: TrainedNetwork) -> list[str]:
    """Return the names of the METHODS that work with the network: Grad-CAM needs a convolution."""
    has_convolution = any(isinstance(layer, nn.Conv2d) for layer in network.model.modules())
    return [name for name in METHODS if has_convolution or METHODS[name] is not grad_cam]


def words_of(network: TrainedNetwork, split: Split, index: int) -> tuple[tuple[str, ...], Tensor]:
    """A text of a data set as the network reads it: (its words, unknown ones as <unk>; their ids (L,))."""
    assert network.vocabulary is not None
    ids = network.card.preparation.batch(split.inputs, torch.tensor([index]))[0][:, 0]
    return tuple(network.vocabulary.words[i] for i in ids.tolist()), ids


def attribute_words(network: TrainedNetwork, ids: Tensor) -> WordAttribution:
    """What each word of a text (L,) added to the answer: integrated gradients from filler words."""
    model = network.model.eval()
    (name, table), *_ = embeddings_of(model)
    with torch.no_grad():
        embedded = table(ids)[None].double()  # (1, L, numbers of a word)
        nothing = table(torch.full_like(ids[:WORDS], PADDING))[None].double()
    explained, rest = embedded[:, :WORDS], embedded[:, WORDS:]
    # A copy, since a layer of it is replaced, and visitors share the network. In double precision: a score may jump
    # within a piece of the path that is too short for single precision.
    given = _Given(ids)
    reader = without_table(model, name, given).double().requires_grad_(False)

    def logit(first: Tensor) -> Tensor:
        given.vectors = torch.cat([first, rest.expand(len(first), -1, -1)], dim=1)
        text = ids[:, None].expand(-1, len(first))
        outputs = reader(text, torch.full((len(first),), len(ids)))
        return class_logits(outputs)[:, 1]

    parts, begins, ends = _integrate(logit, explained, nothing, most=WORD_STEPS, at_once=2 * PIECE)
    return WordAttribution(parts[0].sum(1).numpy(), begins, ends, rest.shape[1])


class _Given(nn.Module):
    """Stands in the place of a table of word vectors, and gives the vectors (B, L, numbers) that it was given."""

    def __init__(self, ids: Tensor) -> None:
        super().__init__()
        self.ids = ids  # (L,)
        self.vectors = torch.empty(0)

    def forward(self, text: Tensor) -> Tensor:
        """The words (L, B), or (B, L) in a network that turns them round -> a vector for each."""
        words_first = text.shape == self.vectors.shape[1::-1] and bool((text == self.ids[:, None]).all())
        return self.vectors.transpose(0, 1) if words_first else self.vectors


def embeddings_of(model: nn.Module) -> list[tuple[str, nn.Embedding]]:
    """The tables of word vectors in a network, with their names."""
    return [(name, layer) for name, layer in model.named_modules() if isinstance(layer, nn.Embedding)]


def without_table(model: nn.Module, name: str, instead: nn.Module) -> nn.Module:
    """A copy of the network with another module in the place of the named one, of which no copy is made."""
    return copy.deepcopy(model, {id(model.get_submodule(name)): instead})


def can_explain_words(network: TrainedNetwork) -> bool:
    """Whether attribute_words works with the network: it has one table of word vectors, and looks each word up once."""
    return len(embeddings_of(network.model)) == 1


class _Piece(NamedTuple):
    """A piece of the path from the beginning (0) to the end (1) of the integral."""

    error: float  # how far the sum of `parts` is from the score's change over the piece
    begin: float
    end: float
    parts: Tensor


def _integrate(
    score: Callable[[Tensor], Tensor], end: Tensor, begin: Tensor, most: int, at_once: int
) -> tuple[Tensor, float, float]:
    """Return (what each number of `end` (1, ...) added to the score, the score at `begin`, the score at `end`).

    The path leads straight from `begin` to `end`. Its pieces with the largest errors are halved until the parts add up
    to the score's change: a score may change more within a hundredth of the path than on all the rest. `most`: the
    number of steps after which no piece is halved any more; `at_once`: inputs that the network answers at once.
    """
    from captum.attr import IntegratedGradients

    gradients, way = IntegratedGradients(score), end - begin

    def at(places: Sequence[float]) -> Tensor:
        return torch.cat([begin + place * way for place in places])

    def measure(parts: Sequence[tuple[float, float]]) -> list[_Piece]:
        firsts, lasts = zip(*parts, strict=True)
        attributions = gradients.attribute(
            at(lasts), at(firsts), n_steps=PIECE, method="riemann_middle", internal_batch_size=max(at_once, len(parts))
        ).detach()
        with torch.no_grad():
            changes = (score(at(lasts)) - score(at(firsts))).double()
        errors = (attributions.flatten(1).double().sum(1) - changes).abs().tolist()
        return [_Piece(*piece) for piece in zip(errors, firsts, lasts, attributions, strict=True)]

    with torch.no_grad():
        begins, ends = float(score(begin)), float(score(end))
    enough = max(COMPLETE * abs(ends - begins), NEARLY)
    pieces, steps = measure([(0.0, 1.0)]), PIECE
    while True:
        attributions = torch.stack([piece.parts for piece in pieces]).sum(0, keepdim=True)
        if abs(float(attributions.sum()) - (ends - begins)) <= enough or steps >= most:
            return attributions.float(), begins, ends
        pieces.sort(key=lambda piece: -piece.error)
        count = max(1, at_once // (2 * PIECE))  # that are halved at once
        worst, pieces = pieces[:count], pieces[count:]
        middles = [(piece.begin + piece.end) / 2 for piece in worst]
        halves = [(piece.begin, middle) for piece, middle in zip(worst, middles, strict=True)]
        halves += [(middle, piece.end) for piece, middle in zip(worst, middles, strict=True)]
        pieces += measure(halves)
        steps += PIECE * len(halves)


def _numbers(model: nn.Module, picture: Tensor) -> int:
    """How many numbers the network's layers make of one picture."""
    with torch.no_grad():
        return sum(layer.output.numel() for layer in watch(model, picture)[0])
