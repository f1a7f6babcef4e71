"""Choosing one number of the network: a parameter, and a place in it."""

import streamlit as st

from core.lab.autograd import Lab
from core.lab.updates import strongest
from pages.ui.language import t


def weight_form(lab: Lab, key: str) -> tuple[str, tuple[int, ...]]:
    """Let the visitor choose a weight; return (the parameter's name, the index in it).

    The index begins at the weight of the parameter with the largest gradient.
    """
    names = [name for name, _ in lab.net.named_parameters()]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            t("autograd-weight-parameter"), names, key=f"{key}-parameter", persist_state="session", width=190
        )
        shape = lab.net.get_parameter(name).shape
        first = strongest(lab, name)
        index = tuple(
            int(
                st.number_input(
                    t("autograd-weight-index", axis=axis, size=size),
                    0,
                    size - 1,
                    first[axis],
                    key=f"{key}-{name}-{axis}",
                    width=120,
                )
            )
            for axis, size in enumerate(shape)
        )
    return name, index


def written(name: str, index: tuple[int, ...]) -> str:
    """Return a weight's name as Python code: 'conv1.weight[0, 0, 1, 2]'."""
    return f"{name}[{', '.join(map(str, index))}]"
