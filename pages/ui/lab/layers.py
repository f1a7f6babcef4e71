"""Chapter 7: every layer's shape, filters and activations, and the gradients of both."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL.Image import Image
from streamlit.delta_generator import DeltaGenerator

from core.explain.activations import CONVOLUTION, POOLING, RELU, watch_backward
from core.script.lab import Way
from pages.ui.components.live_chart import finished_chart
from pages.ui.heat import heat_picture, montage
from pages.ui.lab.charts import Stage, shapes_chart
from pages.ui.lab.code_panel import code_panel
from pages.ui.lab.network import lab_network
from pages.ui.language import t
from pages.ui.visitor.learning import Learning

Floats = NDArray[np.float32]

WIDTH = 420  # pixels of a picture
IN_A_ROW = 4  # maps


def layers(learning: Learning) -> None:
    """The way of one picture through the network, and the gradients' way back."""
    lab = learning.lab.reach("backward")
    criterion, target = lab.names["criterion"], lab.names["target"]
    watched = watch_backward(lab.net, lab.names["input"], lambda out: criterion(out, target))
    st.markdown(t("autograd-layers-about"))
    lab_network(lab, "lab-network-layers")
    names = [layer.name for layer, _, _ in watched]
    name = st.selectbox(t("autograd-layers-layer"), names, format_func=_title, key="lab-layer", persist_state="session")
    input_ = Stage(t("autograd-layers-input"), 1, 32)
    stages = [input_, *(_stage(layer.name, layer.output.shape[1:]) for layer, _, _ in watched if layer.kind != RELU)]
    chosen = next((place for place, stage in enumerate(stages) if stage.name == _short(name)), -1)
    finished_chart(shapes_chart(stages, chosen), key="lab-shapes")
    layer, gradient, weight_gradient = watched[names.index(name)]
    output = layer.output.detach()[0].numpy()
    st.caption(t("autograd-layers-colours"))
    left, right = st.columns(2, gap="large")
    size = " x ".join(map(str, output.shape))
    _show(left, name, t("autograd-layers-activations", size=size), output)
    _show(right, name, t("autograd-layers-activations.gradient"), gradient[0].numpy())
    if layer.weight is not None and weight_gradient is not None:
        kind = "filters" if layer.kind == CONVOLUTION else "weights"
        size = " x ".join(map(str, layer.weight.shape))
        _show(left, name, t(f"autograd-layers-{kind}", size=size), layer.weight.detach().numpy(), weights=True)
        _show(right, name, t(f"autograd-layers-{kind}.gradient"), weight_gradient.numpy(), weights=True)
    if "ReLU" not in name and "fc3" not in name:
        st.caption(t("autograd-layers-before-relu"))
    elif "ReLU" in name:
        st.caption(t("autograd-layers-functions"))
    code_panel(Way(lab))


def _show(column: DeltaGenerator, name: str, title: str, values: Floats, *, weights: bool = False) -> None:
    """One picture under its title."""
    flat = values.reshape(-1, *values.shape[2:]) if values.ndim == 4 else values
    least, most = f"{values.min():.3g}", f"{values.max():.3g}"
    with column:
        st.markdown(f"**{title}**")
        st.image(
            _picture(flat, weights=weights),
            alt=f"{_title(name)}: {title}",
            caption=t("autograd-layers-range", least=least, most=most),
        )


def _title(name: str) -> str:
    """'conv1, ReLU, pooling' -> 'pool1', 'conv1, ReLU' -> 'conv1 after ReLU'."""
    return t("autograd-layers-after-relu", layer=_short(name)) if name.endswith(RELU) else _short(name)


def _short(name: str) -> str:
    """'conv1, ReLU, pooling' -> 'pool1', 'conv1, ReLU' -> 'conv1'."""
    layer, *functions = name.split(", ")
    return layer.replace("conv", "pool") if POOLING in functions else layer


def _stage(name: str, shape: tuple[int, ...]) -> Stage:
    return Stage(_short(name), shape[0], shape[1] if len(shape) > 1 else 0)


def _picture(values: Floats, *, weights: bool = False) -> Image:
    """Maps side by side, a matrix as it is, or a row of numbers in lines."""
    if values.ndim == 3:
        return heat_picture(montage(values, min(len(values), 4 * IN_A_ROW if weights else IN_A_ROW)), WIDTH)
    if values.ndim == 2:
        return heat_picture(values, WIDTH)
    columns = next(size for size in range(min(len(values), 30), 0, -1) if len(values) % size == 0)
    return heat_picture(values.reshape(-1, columns), WIDTH)
