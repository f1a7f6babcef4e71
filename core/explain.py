"""Why a network answers as it does: which pixels, or which words, moved its answer. The methods are captum's."""

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.criteria import class_logits
from core.data.dataset import PADDING, Split
from core.models.lstm import LSTM
from core.network import TrainedNetwork

STEPS = 50  # of the integral from an empty text to the text
AT_ONCE = 10  # steps: each takes as much memory as reading the text
WORDS = 600  # of a text that are explained at most: the time grows with them

Floats = NDArray[np.float32]


class Attribution(NamedTuple):
    """What each word of a text added to the logit of class 1."""

    words: tuple[str, ...]  # as the network reads them: unknown ones are <unk>; the first WORDS of them
    weights: Floats  # (words,) above 0: towards class 1, below: towards class 0
    begins: float  # the logit with filler words in their place
    ends: float  # the logit of the text; the weights sum up to the difference, but for the integral's own error
    left_out: int  # words after those, which stay as they are


def saliency(network: TrainedNetwork, split: Split, index: int, label: int) -> Floats:
    """How strongly each pixel moves the logit of a class: (H, W), 0 to 1 for the strongest pixel.

    The absolute gradient, of the channels the largest (Simonyan, Vedaldi and Zisserman, 2014).
    """
    from captum.attr import Saliency

    inputs = network.card.preparation.batch(split.inputs, torch.tensor([index]))[0].requires_grad_()
    model = network.model.eval()
    gradient = Saliency(lambda images: class_logits(model(images))).attribute(inputs, target=label)
    strongest = gradient[0].amax(0)
    result: Floats = (strongest / strongest.max().clamp(min=torch.finfo(torch.float32).tiny)).numpy()
    return result


def attribute_words(network: TrainedNetwork, split: Split, index: int) -> Attribution:
    """What each word added to the answer: integrated gradients from filler words (Sundararajan, Taly and Yan, 2017)."""
    from captum.attr import IntegratedGradients

    model = network.model.eval()
    assert isinstance(model, LSTM)
    assert network.vocabulary is not None
    ids = network.card.preparation.batch(split.inputs, torch.tensor([index]))[0]  # (L, 1)

    with torch.no_grad():
        embedded = model.embedding(ids).transpose(0, 1)  # (1, L, 100)
    explained, rest = embedded[:, :WORDS], embedded[:, WORDS:]

    def logit(first: Tensor) -> Tensor:
        whole = torch.cat([first, rest.expand(len(first), -1, -1)], dim=1)
        return model.read(whole.transpose(0, 1), torch.full((len(first),), len(ids))).squeeze(1)

    with torch.no_grad():
        nothing = model.embedding(torch.full_like(ids[:WORDS], PADDING)).transpose(0, 1)
        begins, ends = float(logit(nothing)), float(logit(explained))
    gradients = IntegratedGradients(logit)
    weights = gradients.attribute(explained, nothing, n_steps=STEPS, internal_batch_size=AT_ONCE)[0].sum(1)
    words = tuple(network.vocabulary.words[i] for i in ids[:WORDS, 0].tolist())
    return Attribution(words, weights.detach().float().numpy(), begins, ends, rest.shape[1])
