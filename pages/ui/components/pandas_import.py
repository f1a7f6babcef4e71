"""pandas: kept out of the first page, and out of charts while it is half imported."""

from types import ModuleType

from streamlit.components.v2.bidi_component import serialization
from streamlit.dataframe_util import is_dataframe_like


def keep_pandas_out_of_components() -> None:
    """Keep Streamlit from loading pandas and pyarrow for what a component sends.

    A component sends a dict, and Streamlit loads both to check whether the dict may be a table. They would be the first
    page's largest part after torch (`python -m benchmarks start`). With this patch a plain dict is never a table.
    """
    vars(serialization)["is_dataframe_like"] = _is_table


def _is_table(value: object) -> bool:
    return type(value) is not dict and is_dataframe_like(value)


def keep_half_of_pandas_out_of_charts() -> None:
    """Let plotly see pandas only when its import is complete.

    plotly takes pandas from sys.modules, also while another thread is still importing it. The first evaluation runs in
    such a thread, since scikit-learn imports pandas. The chart would fail on a name that pandas does not have yet.
    """
    from _plotly_utils import basevalidators, utils
    from plotly.io import _json

    for module in (basevalidators, utils, _json):
        vars(module)["get_module"] = _whole_module


def _whole_module(name: str, should_load: bool = True) -> ModuleType | None:  # noqa: FBT001, FBT002 - plotly's signature
    from _plotly_utils.optional_imports import get_module

    module: ModuleType | None = get_module(name, should_load)
    return None if module is not None and getattr(module.__spec__, "_initializing", False) else module
