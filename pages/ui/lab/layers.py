"""Chapter 7: every layer's shape, filters and activations, and the gradients of both."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL.Image import Image

from core.explain.activations import CONVOLUTION, watch_backward
from pages.ui.components.live_chart import finished_chart
from pages.ui.heat import heat_picture, montage
from pages.ui.lab.charts import Stage, shapes_chart
from pages.ui.visitor.learning import Learning

Floats = NDArray[np.float32]

WIDTH = 420  # pixels of a picture
IN_A_ROW = 4  # maps


def layers(learning: Learning) -> None:
    """The way of one picture through the network, and the gradients' way back."""
    lab = learning.lab.reach("backward")
    criterion, target = lab.names["criterion"], lab.names["target"]
    watched = watch_backward(lab.net, lab.names["input"], lambda out: criterion(out, target))
    st.markdown(
        "A picture of 32 x 32 becomes 30 x 30 (a 3 x 3 kernel has no place at the edge), pooling halves it to 15 x "
        "15, then 13 x 13 and 6 x 6. The 16 maps of 6 x 6 are 576 numbers for the three fully connected layers."
    )
    names = [layer.name for layer, _, _ in watched]
    name = st.selectbox("Layer", names, format_func=_short, key="lab-layer", persist_state="session")
    stages = [Stage("input", 1, 32), *(_stage(layer.name, layer.output.shape[1:]) for layer, _, _ in watched)]
    kept = [stage for stage in stages if "ReLU" not in stage.name]
    chosen = next((place for place, stage in enumerate(kept) if stage.name == _short(name).split()[0]), -1)
    finished_chart(shapes_chart(kept, chosen), key="lab-shapes")
    layer, gradient, weight_gradient = watched[names.index(name)]
    output = layer.output.detach()[0].numpy()
    shape = " x ".join(map(str, output.shape))
    st.caption("Blue: above 0, orange: below, white: 0. Each picture has its own scale.")
    left, right = st.columns(2, gap="large")
    for column, title, values in (
        (left, f"Activations, {shape}", output),
        (right, "Gradient of the loss with respect to them", gradient[0].numpy()),
    ):
        with column:
            st.markdown(f"**{title}**")
            st.image(_picture(values), alt=f"{name}: {title}", caption=_range(values))
    if layer.weight is not None and weight_gradient is not None:
        kind = "Filters" if layer.kind == CONVOLUTION else "Weights"
        size = " x ".join(map(str, layer.weight.shape))
        for column, title, values in (
            (left, f"{kind}, {size}", layer.weight.detach().numpy()),
            (right, f"Gradient of the loss with respect to the {kind.lower()}", weight_gradient.numpy()),
        ):
            with column:
                st.markdown(f"**{title}**")
                flat = values.reshape(-1, *values.shape[2:]) if values.ndim == 4 else values
                st.image(_picture(flat, weights=True), alt=f"{name}: {title}", caption=_range(values))
    if "ReLU" not in name and "fc3" not in name:
        st.caption(
            "These are the sums before ReLU, so there are negative ones; their gradient is 0 wherever ReLU gives 0."
        )
    elif "ReLU" in name:
        st.caption(
            "Functions have no weights. Pooling passes the gradient to the largest of four alone, the others get 0."
        )


def _short(name: str) -> str:
    """'conv1, ReLU, pooling' -> 'pool1', 'conv1, ReLU' -> 'conv1 after ReLU'."""
    layer, *functions = name.split(", ")
    if "pooling" in functions:
        return layer.replace("conv", "pool")
    return f"{layer} after ReLU" if functions else layer


def _stage(name: str, shape: tuple[int, ...]) -> Stage:
    return Stage(_short(name), shape[0], shape[1] if len(shape) > 1 else 0)


def _range(values: Floats) -> str:
    return f"from {values.min():.3g} to {values.max():.3g}"


def _picture(values: Floats, *, weights: bool = False) -> Image:
    """Maps side by side, a matrix as it is, or a row of numbers in lines."""
    if values.ndim == 3:
        return heat_picture(montage(values, min(len(values), 4 * IN_A_ROW if weights else IN_A_ROW)), WIDTH)
    if values.ndim == 2:
        return heat_picture(values, WIDTH)
    columns = next(size for size in range(min(len(values), 30), 0, -1) if len(values) % size == 0)
    return heat_picture(values.reshape(-1, columns), WIDTH)
