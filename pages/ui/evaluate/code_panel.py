"""The lines that compute what Evaluate shows, and the program around them to take home."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.data.dataset import DataSet
from core.network import TrainedNetwork
from core.script.evaluating import evaluating_of, evaluating_package
from core.script.script import needs_arrays, notebook_of, script_of
from pages.ui.language import t
from pages.ui.programs import program, program_files, shown


def code_panel(network: TrainedNetwork, dataset: DataSet, row: DeltaGenerator) -> None:
    """The post's test and what it leaves out, for this network and this test set; `row`: where its switch stands."""
    if not row.toggle(t("evaluate-code"), key="evaluate-code"):
        return
    with st.container(border=True):
        name = f"evaluate-{network.card.lesson}-{dataset.id}"
        weights = f"lesson-{network.card.lesson}-{network.card.dataset}.safetensors"
        packages = f"PyTorch, {'NumPy' if needs_arrays(dataset) else 'torchvision'}, safetensors"
        parts = evaluating_of(network.card, dataset, weights)
        st.caption(t("evaluate-code-about"))
        program("evaluate-lines", shown(parts[-1].lines), label=t("evaluate-code-lines"))
        st.caption(t("evaluate-code-marks"))
        if network.problem:
            return
        program_files(
            "evaluate-code",
            {
                ending: (
                    f"{name}-{ending}.zip",
                    _packing(network, dataset, f"{name}.{ending}", write(parts, t), weights),
                )
                for ending, write in (("py", script_of), ("ipynb", notebook_of))
            },
        )
        st.caption(t("evaluate-code-files", file=f"{name}.py", packages=packages))


def _packing(network: TrainedNetwork, dataset: DataSet, name: str, content: str, weights: str) -> Callable[[], bytes]:
    """What makes the file to download when it is asked for."""
    return lambda: evaluating_package(network, dataset, name, content, weights)
