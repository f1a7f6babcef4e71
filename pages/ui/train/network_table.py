"""The network that is about to be trained, layer by layer."""

from collections.abc import Mapping

import streamlit as st

from core.data.dataset import DataSet
from core.models.summary import Layer
from pages.ui.tables import plain_table

COUNTING: Mapping[str, str] = {
    "Conv2d": "A convolution has outputs x inputs x kernel x kernel weights and a bias for each output.",
    "Linear": "A linear layer has outputs x inputs weights and a bias for each output.",
    "Embedding": "An embedding has 100 numbers for each known word or syllable.",
    "LSTM": "An LSTM has four gates of 100, each with weights for its input and its own last state, and two biases.",
}


def network_table(layers: list[Layer], dataset: DataSet) -> None:
    """Shape after every layer and where its parameters come from."""
    shape, vocabulary = dataset.input_shape, dataset.vocabulary
    begins = f"{shape[0]:,} known {vocabulary.units}" if vocabulary else " x ".join(map(str, shape))
    rows = [("input", begins, "")] + [
        (f"{layer.name} ({layer.kind})", f"{layer.input} → {layer.output}", arithmetic(layer)) for layer in layers
    ]
    plain_table(["Layer", "Shape before and after", "Parameters"], rows)
    kinds = {layer.kind for layer in layers}
    explained = [text for kind, text in COUNTING.items() if kind in kinds]
    st.caption(
        f"**{sum(layer.parameters for layer in layers):,} parameters.** {' '.join(explained)} ReLU and pooling that "
        "are written as functions have no layer of their own; the next shape shows what they did."
    )


def arithmetic(layer: Layer) -> str:
    """Return how the layer's parameters are counted, as a formula; for flattening, how its features are counted."""
    if layer.kind == "Flatten":
        return f"none; {layer.input} = {layer.output}"
    return f"{layer.arithmetic} = {layer.parameters:,}" if layer.parameters else ""
