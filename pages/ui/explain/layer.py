"""What a layer makes of one example: its numbers as pictures, and the filters of a convolution."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL.Image import Image

from core.data.dataset import Split
from core.data.summary import read_text
from core.diagram.diagram import output_of
from core.diagram.records import ANSWER, INPUT, Block, Diagram
from core.explain.activations import CONVOLUTION, Activation, watch_layers
from core.network import TrainedNetwork
from pages.ui.heat import heat_picture, montage
from pages.ui.images import to_picture
from pages.ui.language import t
from pages.ui.words import percent, plain

WIDE = 640  # pixels of a layer's picture
MAPS, NEURONS = 8, 60  # maps, or neurons, in a row of a layer's picture, at most
CELL = 24  # pixels of a square that shows one number, at most
SIDE = 200  # pixels of an example


def every_layer(layers: tuple[Activation, ...], outputs: list[float], network: TrainedNetwork) -> None:
    """All layers, one below the other, and the scores that the last one gives."""
    legend()
    for layer in layers:
        _layer(layer)
    answers = zip(network.card.classes, outputs, strict=False)
    scores = ", ".join(f"{plain(name)} {score:+.2f}" for name, score in answers)
    st.caption(t("explain-scores", scores=scores))


def legend() -> None:
    """What the colours of a layer's numbers mean."""
    st.markdown(t("explain-colours"), help=t("explain-colours.help"))


def one_block(network: TrainedNetwork, split: Split, index: int, diagram: Diagram, block: Block) -> None:
    """One block of a network's diagram in full: the example, a layer with what follows it, or the answer.

    `diagram` is that of example `index` of the split.
    """
    if block.kind == ANSWER:
        answers = ", ".join(f"{plain(name)} {percent(chance)}" for name, chance in diagram.guesses)
        st.markdown(answers)
    elif block.kind == INPUT and diagram.words_in_all:
        assert network.dataset is not None
        st.text(read_text(network.dataset, split, index))
    elif block.kind == INPUT:
        st.image(to_picture(split.images[index].numpy(), SIDE), alt=t("explain-sees.alt"))
    else:
        legend()
        layers: tuple[Activation, ...] = ()
        if not diagram.words_in_all:
            layers, _ = watch_layers(network, split.images[index].numpy())
        of_block = [layer for layer in layers if f"{layer.name},".startswith((f"{block.name},", f"{block.name} ("))]
        for layer in of_block:
            _layer(layer)
        if not of_block:
            _numbers(plain(block.name), output_of(network, split, index, block.name))


def _layer(layer: Activation) -> None:
    _numbers(_title(layer), layer.output.numpy())
    if layer.kind == CONVOLUTION and layer.weight is not None:
        kernels = layer.weight.flatten(0, 1).numpy()
        size = " x ".join(map(str, layer.weight.shape))
        with st.expander(t("explain-filters", name=plain(layer.name), size=size)):
            per_row = layer.weight.shape[1] if layer.weight.shape[1] > 1 else len(kernels)
            picture = heat_picture(montage(kernels, per_row), min(WIDE, 60 * per_row))
            st.image(picture, alt=t("explain-filters.alt", name=layer.name))
            if layer.weight.shape[1] > 1:
                st.caption(t("explain-filters-rows", count=len(layer.weight)))


def _numbers(title: str, output: NDArray[np.float32]) -> None:
    shape = " x ".join(map(str, output.shape))
    st.markdown(f"**{title}**: {shape}")
    share = f"{(output > 0).mean():.0%}"
    st.image(_picture_of(output), alt=t("explain-layer-alt", name=title, shape=shape, share=share))


def _title(layer: Activation) -> str:
    """A layer's name in the visitor's words."""
    name, *after = layer.name.split(", ")
    return ", ".join([plain(name), *(t(f"explain-kind-{kind}") for kind in after)])


def _picture_of(output: NDArray[np.float32]) -> Image:
    """Maps side by side, or a row of neurons."""
    if output.ndim == 2:
        return heat_picture(output, min(WIDE, CELL * output.shape[1]))
    if output.ndim == 1:
        columns = next(size for size in range(min(len(output), NEURONS), 0, -1) if len(output) % size == 0)
        return heat_picture(output.reshape(-1, columns), min(WIDE, CELL * columns))
    whole = montage(output, min(len(output), MAPS))
    return heat_picture(whole, min(WIDE, CELL * whole.shape[1]))
