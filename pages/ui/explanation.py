"""Why the network answered as it did: the pixels, or the words, that moved it."""

import numpy as np
import streamlit as st

from core.data.dataset import Split
from core.explain import WORDS, attribute_words, saliency
from core.network import TrainedNetwork
from pages.ui.images import to_picture
from pages.ui.weighted_words import weighted_words
from pages.ui.words import plain

SIDE = 200  # pixels of a picture


def explanation(network: TrainedNetwork, split: Split, index: int, label: int) -> None:
    """For one example, and the class that was guessed."""
    if network.vocabulary is None:
        _pixels(network, split, index, label)
    else:
        _words(network, split, index)


def _pixels(network: TrainedNetwork, split: Split, index: int, label: int) -> None:
    strength = saliency(network, split, index, label)
    image = split.images[index].numpy()
    with st.container(horizontal=True):
        st.image(to_picture(image, SIDE), caption="The picture", alt="The test image, enlarged")
        pixels = np.round(255 * strength).astype(np.uint8)
        st.image(
            to_picture(pixels, SIDE), caption="What moved the answer", alt="The same picture's pixels by their weight"
        )
    st.caption(
        f"The lighter a pixel in the second picture, the more a small change of it would change the score of "
        f"“{plain(network.card.classes[label])}” (the gradient; Simonyan and others, 2014). "
        f"Such maps are noisy: a hint, no proof. {_where(strength)}"
    )


def _where(strength: np.ndarray) -> str:
    """In words, where the strongest pixels are."""
    if not strength.any():
        return "Here no pixel changes anything: the gradient is 0 everywhere."
    strongest = strength >= np.quantile(strength, 0.9)
    rows, columns = (indices.mean() for indices in np.nonzero(strongest & (strength > 0)))
    height, width = strength.shape
    across = ("left", "", "right")[min(2, int(3 * columns / width))]
    down = ("top", "", "bottom")[min(2, int(3 * rows / height))]
    place = f"at the {' '.join(filter(None, (down, across)))}" if across or down else "in the middle"
    return f"The strongest tenth of them lies, on average, {place} of the picture."


def _words(network: TrainedNetwork, split: Split, index: int) -> None:
    found = attribute_words(network, split, index)
    no, yes = network.card.classes
    reads_fillers = getattr(network.card.config, "reading", "") == "padding's end"
    weighted_words(found.words, [float(weight) for weight in found.weights], key=f"words-{index}", no=no, yes=yes)
    order = np.argsort(-np.abs(found.weights))[:5]
    strongest = ", ".join(f"`{found.words[i]}` ({found.weights[i]:+.2f})" for i in order)
    st.caption(
        f"Blue words moved the answer towards “{yes}”, orange underlined ones towards “{no}”: integrated gradients "
        f"from as many filler words (Sundararajan and others, 2017). The strongest: {strongest}. Without the words "
        f"the network's score is {found.begins:+.2f}, with them {found.ends:+.2f}; above 0 it says “{plain(yes)}”."
        + (" So it would say the same without them." if (found.begins > 0) == (found.ends > 0) else "")
        + (f" The {found.left_out:,} words after the first {WORDS} stay as they are." if found.left_out else "")
        + (" Here it reads the text by itself; in the test, filler words come after it." if reads_fillers else "")
    )
