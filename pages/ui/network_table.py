"""The network that is about to be trained, layer by layer."""

import pandas as pd
import streamlit as st

from core.models.summary import Layer


def network_table(layers: list[Layer], input_shape: tuple[int, ...]) -> None:
    """Shape after every layer and where its parameters come from."""
    begins = f"{input_shape[0]:,} known words" if len(input_shape) == 1 else " x ".join(map(str, input_shape))
    rows = [("input", "", begins, "")]
    rows += [
        (layer.name, layer.kind, layer.output, f"{layer.arithmetic} = {layer.parameters:,}" if layer.parameters else "")
        for layer in layers
    ]
    st.table(pd.DataFrame(rows, columns=["Name", "Layer", "Shape after it", "Parameters"]), hide_index=True)
    st.caption(
        f"**{sum(layer.parameters for layer in layers):,} parameters.** A convolution has outputs x inputs x "
        f"kernel x kernel "
        "weights and a bias for each output, a linear layer outputs x inputs and likewise."
    )
