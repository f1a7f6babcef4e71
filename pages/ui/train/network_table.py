"""The network that is about to be trained, layer by layer."""

import streamlit as st

from core.data.dataset import DataSet
from core.models.summary import Layer
from pages.ui.language import t
from pages.ui.tables import plain_table

COUNTED = ("Conv2d", "Linear", "Embedding", "LSTM")  # kinds of layers whose parameters are explained; not shown


def network_table(layers: list[Layer], dataset: DataSet) -> None:
    """Shape after every layer and where its parameters come from."""
    shape, vocabulary = dataset.input_shape, dataset.vocabulary
    begins = (
        t("train-network-known", count=shape[0], units=vocabulary.units_name)
        if vocabulary
        else " x ".join(map(str, shape))
    )
    rows = [(t("train-network-input"), begins, "")] + [
        (f"{layer.name} ({layer.kind})", f"{t(layer.input)} → {t(layer.output)}", arithmetic(layer))
        for layer in layers
        if layer.arithmetic or layer.input != layer.output
    ]
    plain_table([t("train-network-layer"), t("train-network-shape"), t("train-network-parameters")], rows)
    kinds = {layer.kind for layer in layers}
    explained = [t(f"train-network-counted-{kind}") for kind in COUNTED if kind in kinds]
    count = t("train-network-count", count=sum(layer.parameters for layer in layers))
    st.caption(" ".join([count, *explained, t("train-network-functions")]))


def arithmetic(layer: Layer) -> str:
    """Return how the layer's parameters are counted, as a formula; for flattening, how its features are counted."""
    if layer.kind == "Flatten":  # not shown
        return t("train-network-none", before=layer.input, after=layer.output)
    return f"{layer.arithmetic} = {layer.parameters:,}" if layer.parameters else ""
