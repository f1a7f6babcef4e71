"""Why a network answers a picture so: pixels that moved it, what every layer makes of it, one number's arithmetic."""

from collections.abc import Callable, Mapping

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.data.dataset import Preparation
from core.explain.activations import CONVOLUTION, LINEAR, Activation, contributions, convolution_cell, watch_layers
from core.explain.attribution import PixelAttribution, attribute_pixels, methods_for
from core.inference import Prediction
from core.network import TrainedNetwork
from pages.ui.components.live_chart import finished_chart, live_chart
from pages.ui.components.scroll import asking_for
from pages.ui.explain import charts
from pages.ui.explain.layer import every_layer, legend
from pages.ui.heat import overlay
from pages.ui.images import to_picture
from pages.ui.language import t
from pages.ui.tabs import open_tab
from pages.ui.words import plain

SIDE = 170  # pixels of a picture
STRONGEST = 8  # contributions that are shown
ITS_ANSWER = -1  # the choice that is no class
ACROSS, DOWN = ("left", "", "right"), ("top", "", "bottom")  # thirds of a picture


def way_to_reasons() -> None:
    """The link to Try it, which on a phone leads to the reasons, far below the canvas."""
    icon, asking = ":material/psychology:", asking_for("reasons")
    st.page_link("pages/views/playground.py", label=t("playground-see-why"), icon=icon, query_params=asking)


def why(
    network: TrainedNetwork,
    image: NDArray[np.uint8] | None,
    prediction: Prediction | None,
    preparation: Preparation | None = None,
    *,
    key: str,
    more: Mapping[str, Callable[[], None] | None],
) -> None:
    """Draw the reasons for the answer to an image (C, H, W) uint8. Only what the open tab needs is computed.

    Without an image the tabs stand there already. `more`: other tabs, and what draws what is in them.
    """
    if prediction is None or prediction.is_answer:
        st.header(t("explain-why"))
    tabs = "moved", "layers", "number", *more
    name, tab = open_tab({name: t(f"explain-tab-{name}") for name in tabs}, key=f"{key}-why")
    draw_more = more.get(name)
    with tab:
        if draw_more is not None:
            draw_more()
            return
        if image is None or prediction is None or not prediction.is_answer:
            st.caption(t("explain-waits"))
            return
        match name:
            case "moved":
                what_moved_it(network, image, prediction, preparation, key)
            case "layers":
                every_layer(*watch_layers(network, image, preparation), network)
            case _:
                legend()
                layers, _ = watch_layers(network, image, preparation)
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
    methods = {name: t(f"explain-method-{_slug(name)}") for name in methods_for(network)}
    method = st.segmented_control(
        t("explain-method"),
        list(methods),
        default="gradient",
        required=True,
        format_func=methods.__getitem__,
        key=f"{key}-method",
        persist_state="session",
        label_visibility="collapsed",
    )
    assert isinstance(method, str)
    scores = {ITS_ANSWER: t("explain-its-answer")} | dict(enumerate(classes))
    with st.container(horizontal=True, key=f"{key}-moved"):
        pictures = st.container(horizontal=True, width="content")
        with st.container(key=f"{key}-moved-words"):
            wanted = st.selectbox(
                t("explain-score-of"),
                list(scores),
                format_func=scores.__getitem__,
                key=f"{key}-score-of-{len(classes)}",
                persist_state="session",
                help=t("explain-score-of.help"),
            )
            label = classes.index(prediction.ranking[0].name) if wanted == ITS_ANSWER else wanted
            attribution = attribute_pixels(network, image, label, method, preparation)
            st.caption(t(f"explain-method-{_slug(method)}.legend"))
            said = t(f"explain-method-{_slug(method)}.plain") if attribution.weights.any() else t("explain-no-pixel")
            sentences = said, _sums_up(attribution), t("explain-hint")
            st.caption(" ".join(filter(None, sentences)), help=t(f"explain-method-{_slug(method)}.about"))
    with pictures:
        st.image(to_picture(image, SIDE), caption=t("explain-sees"), alt=t("explain-sees.alt"))
        st.image(
            overlay(image, attribution.weights, SIDE),
            caption=t("explain-moved", name=plain(classes[label])),
            alt=where(attribution.weights),
        )


def _slug(method: str) -> str:
    """A method's name as a part of an id."""
    return method.replace(" ", "-")


def _sums_up(attribution: PixelAttribution) -> str:
    """Return a sentence that compares the weights' sum with the change of the score; "" where a method gives none."""
    if attribution.begins is None or attribution.ends is None:
        return ""
    return t(
        "explain-sums-up",
        black=f"{attribution.begins:+.3f}",
        this=f"{attribution.ends:+.3f}",
        difference=f"{attribution.ends - attribution.begins:+.3f}",
        sum=f"{float(attribution.weights.sum()):+.3f}",
    )


def where(weights: NDArray[np.float32]) -> str:
    """In words, where the strongest pixels are."""
    strength = np.abs(weights)
    if not strength.any():
        return t("explain-no-pixel")
    row, column = np.unravel_index(int(strength.argmax()), strength.shape)
    height, width = strength.shape
    across, down = ACROSS[min(2, int(3 * column / width))], DOWN[min(2, int(3 * row / height))]
    return t("explain-strongest-pixel", place="-".join(filter(None, (down, across))) or "middle")


def _one_number(layers: tuple[Activation, ...], network: TrainedNetwork, key: str) -> None:
    known = {(CONVOLUTION, 3), (LINEAR, 1)}  # kinds whose arithmetic is shown, and how many sides their input has
    named = {layer.name: layer for layer in layers if (layer.kind, layer.input.ndim) in known}
    if not named:
        st.info(t("explain-no-number"))
        return
    name = st.segmented_control(
        t("explain-layer"),
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

    fields = st.container(horizontal=True)
    left, right = st.columns([1, 1])
    with left:
        with fields:
            channel = st.number_input(t("explain-filter"), 0, channels - 1, 0, key=f"{key}-channel", width=110)
            row = st.number_input(t("explain-row"), 0, height - 1, key=row_key, width=110)
            column = st.number_input(t("explain-column"), 0, width - 1, key=column_key, width=110)
        live_chart(
            charts.map_chart(layer.output[channel].numpy(), row, column),
            key=f"{key}-map",
            alt=t("explain-map-alt", size=f"{height} x {width}", filter=str(channel), row=str(row), column=str(column)),
            revision=key,
            on_click=choose,
        )
        st.caption(t("explain-click"), help=t("explain-click.help"))
    cell = convolution_cell(layer, channel, row, column)
    inputs, *size = cell.kernel.shape
    shown = 0
    if inputs > 1:
        with fields:
            shown = st.number_input(
                t("explain-input-map", count=inputs), 0, inputs - 1, 0, key=f"{key}-input", width=160
            )
    with right:
        for what, values in (("patch", cell.patch), ("kernel", cell.kernel), ("products", cell.products)):
            st.markdown(f"**{t(f'explain-{what}')}**")
            chart = charts.numbers_chart(values[shown])
            finished_chart(chart, key=f"{key}-{what}")
    sums = [float(part.sum(dtype=np.float64)) for part in cell.products]
    st.markdown(
        t(
            "explain-many-maps" if inputs > 1 else "explain-one-map",
            size=" x ".join(map(str, size)),
            count=inputs,
            added=" ".join(f"{part:+.4f}" for part in sums),
            bias=f"{cell.bias:+.4f}",
            sum=f"{cell.sum:.5f}",
            given=f"{cell.activation:.5f}",
        )
    )


def _neuron(layer: Activation, key: str, classes: tuple[str, ...] | None) -> None:
    """A linear layer: which inputs contribute most to one neuron."""
    names = classes or tuple(str(number) for number in range(len(layer.output)))
    strongest = int(layer.output.argmax())
    neuron = st.selectbox(
        t("explain-neuron"),
        range(len(names)),
        index=strongest,
        format_func=lambda number: f"{names[number]} ({float(layer.output[number]):+.2f})",
        key=f"{key}-neuron-{strongest}",
        width=260,
    )
    parts = contributions(layer, neuron)
    order = np.argsort(-np.abs(parts.products), kind="stable")[:STRONGEST]
    chart = charts.contribution_chart(
        [f"{t('explain-input', number=str(i))}: {parts.inputs[i]:+.2f} x {parts.weights[i]:+.3f}" for i in order],
        parts.products[order],
    )
    largest = ", ".join(f"{t('explain-input', number=str(i))} {parts.products[i]:+.3f}" for i in order)
    alt = t("explain-contributions-alt", contributions=largest)
    live_chart(chart, key=f"{key}-chart", alt=alt, revision=key, zoom=False)
    rest = float(parts.products.sum(dtype=np.float64) - parts.products[order].sum(dtype=np.float64))
    st.markdown(
        t(
            "explain-contributions",
            shown=len(order),
            count=len(parts.products),
            added=f"{float(parts.products[order].sum(dtype=np.float64)):+.4f}",
            rest=f"{rest:+.4f}",
            bias=f"{parts.bias:+.4f}",
            sum=f"{parts.sum:.5f}",
            given=f"{parts.activation:.5f}",
        )
    )
