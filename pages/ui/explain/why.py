"""Why a network answers a picture so: pixels that moved it, what every layer makes of it, one number's arithmetic."""

from collections.abc import Mapping

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL.Image import Image

from core.data.dataset import Preparation
from core.explain.activations import CONVOLUTION, LINEAR, Activation, contributions, convolution_cell, watch_layers
from core.explain.attribution import PixelAttribution, attribute_pixels, methods_for
from core.inference import Prediction
from core.network import TrainedNetwork
from pages.ui.components.live_chart import finished_chart, live_chart
from pages.ui.explain import charts
from pages.ui.heat import heat_picture, montage, overlay
from pages.ui.images import to_picture
from pages.ui.words import plain

SIDE = 200  # pixels of a picture
WIDE = 640  # pixels of a layer's picture
MAPS, NEURONS = 8, 60  # maps, or neurons, in a row of a layer's picture, at most
CELL = 24  # pixels of a square that shows one number, at most
STRONGEST = 8  # contributions that are shown
ITS_ANSWER = -1  # the choice that is no class
TABS = ("What moved it", "Every layer", "One number")
ABOUT: Mapping[str, str] = {
    "gradient": "The stronger a pixel's colour, the more a small change of it would change the score (the gradient; "
    "Simonyan and others, 2014). Such maps are noisy.",
    "integrated gradients": "The gradient, added up on the way from a black picture to this one, times the way "
    "(Sundararajan and others, 2017). Blue pixels spoke for the class, orange ones against it.",
    "Grad-CAM": "Where the last convolution saw what speaks for the class (Selvaraju and others, 2017). It is coarse, "
    "since that layer is.",
    "occlusion": "How much the score falls when a square around the pixel is made black (Zeiler and Fergus, 2014). "
    "Orange: it would rise.",
}


def why(
    network: TrainedNetwork,
    image: NDArray[np.uint8],
    prediction: Prediction,
    preparation: Preparation | None,
    key: str,
) -> None:
    """Draw the reasons for the answer to an image (C, H, W) uint8. Only what the open tab needs is computed."""
    st.header("Why this answer?")
    tabs = st.tabs(TABS, on_change="rerun", key=f"{key}-why")
    if tabs[0].open:
        with tabs[0]:
            what_moved_it(network, image, prediction, preparation, key)
    layers = watch_layers(network, image, preparation) if tabs[1].open or tabs[2].open else ()
    if tabs[1].open:
        with tabs[1]:
            _every_layer(layers, network)
    if tabs[2].open:
        with tabs[2]:
            _one_number(layers, network, key)


def what_moved_it(
    network: TrainedNetwork,
    image: NDArray[np.uint8],
    prediction: Prediction,
    preparation: Preparation | None,
    key: str,
) -> None:
    """The pixels of an image (C, H, W) uint8 by their weight, by a method and for a class of the visitor's choice."""
    classes = network.card.classes
    left, right = st.columns([3, 1])
    method = left.segmented_control(
        "Method",
        methods_for(network),
        default="gradient",
        required=True,
        key=f"{key}-method",
        wrap=True,
        persist_state="session",
    )
    assert isinstance(method, str)
    wanted = right.selectbox(
        "Score of",
        [ITS_ANSWER, *range(len(classes))],
        format_func=lambda choice: "its answer" if choice == ITS_ANSWER else classes[choice],
        key=f"{key}-score-of-{len(classes)}",
        persist_state="session",
    )
    label = classes.index(prediction.ranking[0].name) if wanted == ITS_ANSWER else wanted
    attribution = attribute_pixels(network, image, label, method, preparation)
    with st.container(horizontal=True):
        st.image(to_picture(image, SIDE), caption="What the network sees", alt="The picture, enlarged")
        st.image(
            overlay(image, attribution.weights, SIDE),
            caption=f"What moved the score of “{plain(classes[label])}”",
            alt=where(attribution.weights),
        )
    st.caption(f"{ABOUT[method]} {where(attribution.weights)} {_sums_up(attribution)}A hint, not a proof.")


def _sums_up(attribution: PixelAttribution) -> str:
    """Return a sentence that compares the weights' sum with the change of the score; "" where a method gives none."""
    if attribution.begins is None or attribution.ends is None:
        return ""
    return (
        f"A black picture scores {attribution.begins:+.3f}, this one {attribution.ends:+.3f}: the difference is "
        f"{attribution.ends - attribution.begins:+.3f}, all pixels together {float(attribution.weights.sum()):+.3f}. "
    )


def where(weights: NDArray[np.float32]) -> str:
    """In words, where the strongest pixels are."""
    strength = np.abs(weights)
    if not strength.any():
        return "Here no pixel changes anything: all weights are 0."
    row, column = np.unravel_index(int(strength.argmax()), strength.shape)
    height, width = strength.shape
    across = ("left", "", "right")[min(2, int(3 * column / width))]
    down = ("top", "", "bottom")[min(2, int(3 * row / height))]
    place = f"at the {' '.join(filter(None, (down, across)))}" if across or down else "in the middle"
    return f"The strongest pixel lies {place} of the picture."


def _every_layer(layers: tuple[Activation, ...], network: TrainedNetwork) -> None:
    st.caption("Blue: above 0, orange: below, white: 0. ReLU makes everything below 0 white.")
    for layer in layers:
        output = layer.output.numpy()
        shape = " x ".join(map(str, output.shape))
        st.markdown(f"**{plain(layer.name)}**: {shape}")
        st.image(_picture_of(output), alt=f"{layer.name}: {shape} numbers, {(output > 0).mean():.0%} of them above 0")
        if layer.kind == CONVOLUTION and layer.weight is not None:
            kernels = layer.weight.flatten(0, 1).numpy()
            size = " x ".join(map(str, layer.weight.shape))
            with st.expander(f"The filters of {plain(layer.name)}: {size}"):
                per_row = layer.weight.shape[1] if layer.weight.shape[1] > 1 else len(kernels)
                picture = heat_picture(montage(kernels, per_row), min(WIDE, 60 * per_row))
                st.image(picture, alt=f"The filters of {layer.name}")
                if layer.weight.shape[1] > 1:
                    st.caption(f"A row for each of the {len(layer.weight)} filters, a column for each of its inputs.")
    answers = zip(network.card.classes, layers[-1].output.tolist(), strict=False)
    scores = ", ".join(f"{plain(name)} {score:+.2f}" for name, score in answers)
    st.caption(f"The last layer's numbers are the scores: {scores}.")


def _picture_of(output: NDArray[np.float32]) -> Image:
    """Maps side by side, or a row of neurons."""
    if output.ndim == 1:
        columns = next(size for size in range(min(len(output), NEURONS), 0, -1) if len(output) % size == 0)
        return heat_picture(output.reshape(-1, columns), min(WIDE, CELL * columns))
    whole = montage(output, min(len(output), MAPS))
    return heat_picture(whole, min(WIDE, CELL * whole.shape[1]))


def _one_number(layers: tuple[Activation, ...], network: TrainedNetwork, key: str) -> None:
    named = {layer.name: layer for layer in layers if layer.kind in (CONVOLUTION, LINEAR)}
    name = st.segmented_control(
        "Layer",
        list(named),
        default=next(iter(named)),
        required=True,
        key=f"{key}-layer",
        wrap=True,
        persist_state="session",
    )
    assert isinstance(name, str)
    layer = named[name]
    if layer.kind == CONVOLUTION:
        _cell(layer, f"{key}-{name}")
    else:
        is_last = layer is layers[-1] and len(layer.output) == len(network.card.classes)
        _neuron(layer, f"{key}-{name}", network.card.classes if is_last else None)


def _cell(layer: Activation, key: str) -> None:
    """A convolution: click a number, see the patch, the kernel, their products and the sum."""
    channels, height, width = layer.output.shape
    row_key, column_key = f"{key}-row", f"{key}-column"
    for name, most in ((row_key, height), (column_key, width)):
        st.session_state[name] = min(st.session_state.get(name, most // 2), most - 1)

    def choose(x: object, y: object) -> None:
        for name, value, most in ((row_key, y, height), (column_key, x, width)):
            if isinstance(value, int) and 0 <= value < most:
                st.session_state[name] = value

    left, right = st.columns([1, 1], gap="large")
    with left:
        with st.container(horizontal=True):
            channel = st.number_input("Filter", 0, channels - 1, 0, key=f"{key}-channel", width=110)
            row = st.number_input("Row", 0, height - 1, key=row_key, width=110)
            column = st.number_input("Column", 0, width - 1, key=column_key, width=110)
        live_chart(
            charts.map_chart(layer.output[channel].numpy(), row, column),
            key=f"{key}-map",
            alt=f"The {height} x {width} numbers of filter {channel}; row {row}, column {column} is marked",
            revision=key,
            on_click=choose,
        )
        st.caption("Click a number of the map, or choose its row and column.")
    cell = convolution_cell(layer, channel, row, column)
    inputs, size, _ = cell.kernel.shape
    with right:
        shown = 0
        if inputs > 1:
            shown = st.number_input(f"Input map, of {inputs}", 0, inputs - 1, 0, key=f"{key}-input", width=160)
        for title, values in (("Patch", cell.patch), ("Kernel", cell.kernel), ("Patch times kernel", cell.products)):
            st.markdown(f"**{title}**")
            chart = charts.numbers_chart(values[shown])
            finished_chart(chart, key=f"{key}-{title}")
    sums = [float(part.sum(dtype=np.float64)) for part in cell.products]
    added = " ".join(f"{part:+.4f}" for part in sums)
    over = f"The {size} x {size} products of each of the {inputs} input maps" if inputs > 1 else "The products"
    st.markdown(
        f"{over} add up to {added}; plus the bias {cell.bias:+.4f} that is **{cell.sum:.5f}**. The layer itself gave "
        f"**{cell.activation:.5f}**."
    )


def _neuron(layer: Activation, key: str, classes: tuple[str, ...] | None) -> None:
    """A linear layer: which inputs contribute most to one neuron."""
    names = classes or tuple(str(number) for number in range(len(layer.output)))
    strongest = int(layer.output.argmax())
    neuron = st.selectbox(
        "Neuron",
        range(len(names)),
        index=strongest,
        format_func=lambda number: f"{names[number]} ({float(layer.output[number]):+.2f})",
        key=f"{key}-neuron-{strongest}",
        width=260,
    )
    parts = contributions(layer, neuron)
    order = np.argsort(-np.abs(parts.products), kind="stable")[:STRONGEST]
    chart = charts.contribution_chart(
        [f"input {i}: {parts.inputs[i]:+.2f} x {parts.weights[i]:+.3f}" for i in order], parts.products[order]
    )
    words = ", ".join(f"input {i} {parts.products[i]:+.3f}" for i in order)
    live_chart(chart, key=f"{key}-chart", alt=f"The strongest contributions: {words}", revision=key, zoom=False)
    rest = float(parts.products.sum(dtype=np.float64) - parts.products[order].sum(dtype=np.float64))
    st.markdown(
        f"The {len(order)} strongest of {len(parts.products)} contributions (input times weight). They add up to "
        f"{float(parts.products[order].sum(dtype=np.float64)):+.4f}, all others to {rest:+.4f}; plus the bias "
        f"{parts.bias:+.4f} that is **{parts.sum:.5f}**. The layer itself gave **{parts.activation:.5f}**."
    )
